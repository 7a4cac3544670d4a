// Suggests ends for what is typed, with the browser's own list: keyboard and screen readers know it.
const PAUSE = 150;

export function improve(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-suggestions`;
  input.after(list);
  input.setAttribute("list", list.id);
  let pause, asked, latest;

  async function suggest() {
    const typed = input.value.trim();
    if (typed.length < 2 || typed === latest) return;
    latest = typed;
    asked?.abort();
    asked = new AbortController();
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const words = await answer.json();
      list.replaceChildren(...words.map((word) => new Option(word, word)));
    } catch {
      // The search works without suggestions.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(suggest, PAUSE);
  });
}
