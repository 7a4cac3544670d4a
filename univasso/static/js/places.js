// Proposes places for the line being typed, as buttons under the field; the server accepts any spelling.
const PAUSE = 150;

export function improve(area) {
  const list = document.createElement("div");
  list.className = "places";
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", area.dataset.say);
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  area.after(list, said);
  let pause, asked;

  function line() {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const next = area.value.indexOf("\n", start);
    return [start, next < 0 ? area.value.length : next];
  }

  function show(labels) {
    said.textContent = labels.length ? `${labels.length} · ${area.dataset.say}` : "";
    list.replaceChildren(...labels.map((label) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--2 btn--s";
      button.textContent = label;
      button.addEventListener("click", () => {
        const [start, end] = line();
        area.setRangeText(end === area.value.length ? `${label}\n` : label, start, end, "end");
        area.dispatchEvent(new Event("change", { bubbles: true }));
        show([]);
        area.focus();
      });
      return button;
    }));
  }

  async function propose() {
    const typed = area.value.slice(...line()).trim();
    asked?.abort();
    if (typed.length < 2) return show([]);
    asked = new AbortController();
    try {
      const answer = await fetch(`${area.dataset.places}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).map((place) => place.label));
    } catch {
      // The field works without proposals.
    }
  }

  area.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(propose, PAUSE);
  });
}
