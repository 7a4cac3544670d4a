// What the page of the day keeps on this device, sent one after the other once the network is back.
import { ask } from "./board.js";
import { store } from "./noting.js";
const PAUSE = 4000; // between two tries

const numberOf = ({ fields }) => (fields.act || "").split("-")[1];

export function improve(box) {
  const say = box.closest("[data-arrivals]").dataset;
  const waiting = store(say.arrivals);
  let busy = false;

  function list(problem = "") {
    const names = waiting.all().map(({ fields }) => fields.name).filter(Boolean);
    box.querySelector("[data-list]").replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    box.querySelector("[data-said]").textContent = problem;
    box.hidden = !problem && !names.length;
    for (const kept of document.querySelectorAll("[data-kept]")) kept.textContent = "";
    for (const one of waiting.all().filter(numberOf)) {
      const kept = document.querySelector(`#r-${numberOf(one)} [data-kept]`);
      if (kept) kept.textContent = `${one.label}, ${say.unsent}`;
    }
  }

  function show(page) {
    const focused = document.activeElement?.closest?.("li[id]")?.id;
    document.getElementById("arrivals").replaceWith(page.getElementById("arrivals"));
    document.dispatchEvent(new Event("shown"));
    if (focused) document.getElementById(focused)?.querySelector("button")?.focus();
  }

  // What is wrong, or nothing once the server has it: the key keeps it from being taken twice.
  async function sent({ address, fields, once, at }) {
    const answer = await ask(address, new URLSearchParams({ ...fields, once, at, csrf_token: say.token }));
    if (!answer || answer.status >= 500) return say.cut;
    const found = (page) => page?.querySelector(`[data-arrivals="${say.arrivals}"]`)?.dataset.token;
    const token = found(answer.page) || found((await ask(location.href))?.page); // signed in again elsewhere?
    if (token) say.token = token;
    if (!found(answer.page)) return token ? say.cut : say.signedOut;
    waiting.drop({ once });
    if (answer.status === 422) return `${fields.name} – ${answer.page.querySelector(".field__error span")?.textContent}`;
    return void show(answer.page);
  }

  async function send() {
    if (busy) return;
    busy = true;
    let problem;
    for (let one; !problem && (one = waiting.all()[0]);) problem = await sent(one);
    busy = false;
    list(problem);
  }

  document.addEventListener("ticked", () => [list(), send()]);
  window.addEventListener("online", send);
  setInterval(() => waiting.all().length && send(), PAUSE);
  if (waiting.all().length) send();
}
