// Sends the filters as soon as one changes, and comes back to where the reader was.
const KEY = "univasso-filter";

export function improve(form) {
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[type=text], [type=search], [type=number]")) return;
    sessionStorage.setItem(KEY, `${target.name}=${target.value}`);
    form.requestSubmit();
  });
  const [name, ...value] = (sessionStorage.getItem(KEY) ?? "").split("=");
  const last = [...form.elements].find((e) => name && e.name === name && e.value === value.join("="));
  if (!last) return;
  sessionStorage.removeItem(KEY);
  for (let part = last.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  last.focus();
}
