// Sends the filters as soon as one changes, and comes back to where the reader was.
const KEY = "univasso-filter";

export function improve(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=text], [type=search], [type=number]")) return;
    sessionStorage.setItem(KEY, event.target.id);
    form.requestSubmit();
  });
  const last = document.getElementById(sessionStorage.getItem(KEY));
  if (last && form.contains(last)) {
    sessionStorage.removeItem(KEY);
    last.closest("details")?.setAttribute("open", "");
    last.focus();
  }
}
