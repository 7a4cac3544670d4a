// The page of the day: found while one types, ticked also with the network cut (ticks.js sends).
import { key, store } from "./noting.js";

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function improve(door) {
  const find = door.querySelector("[data-find] input");
  const waiting = store(door.dataset.arrivals);

  function filter() {
    // The code of somebody is at the end of what a hand scanner types.
    const asked = folded(find.value.split(/[?&]q=/).pop()).trim().split(/\s+/);
    for (const row of door.querySelectorAll("[data-words]")) row.hidden = !asked.every((word) => row.dataset.words.includes(word));
  }

  door.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.matches("[data-find]")) {
      event.preventDefault();
      filter();
      return door.querySelector("[data-words]:not([hidden]) button")?.focus();
    }
    const { csrf_token: _token, ...fields } = Object.fromEntries(new FormData(target, submitter));
    if (!target.matches("[data-arrival]") || (!fields.act && !fields.name?.trim())) return;
    event.preventDefault();
    waiting.keep({ address: target.action, fields, label: submitter?.firstChild.textContent, once: key(), at: Date.now() });
    if (!fields.act) target.reset();
    document.dispatchEvent(new Event("ticked"));
  });
  find.addEventListener("input", filter);
  document.addEventListener("shown", filter);
}
