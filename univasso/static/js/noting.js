// A note is kept on this device before it leaves, under a key of its own: two windows lose nothing.
export function store(room) {
  const start = `univasso-room-${room}-`;
  return {
    all: () => Object.keys(localStorage).filter((name) => name.startsWith(start))
      .map((name) => JSON.parse(localStorage.getItem(name))).sort((a, b) => a.at - b.at),
    keep: (note) => localStorage.setItem(start + note.once, JSON.stringify(note)),
    drop: (note) => localStorage.removeItem(start + note.once),
  };
}

export function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

export function improve(place) {
  const form = place.querySelector("form");
  const waiting = store(document.querySelector("[data-room]").dataset.room);
  form.addEventListener("submit", (event) => {
    const text = form.elements.text.value.trim();
    if (!text) return; // the server says what is missing
    event.preventDefault();
    waiting.keep({ text, who: form.elements.who.value.trim(), once: key(), at: Date.now() });
    form.reset();
    form.elements.text.focus();
    document.dispatchEvent(new Event("noted"));
  });
}
