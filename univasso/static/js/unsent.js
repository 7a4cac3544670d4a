// Notes that the network did not take are listed, and sent once, one after the other, when it is back.
import { ask, isRoom, show } from "./board.js";
import { store } from "./noting.js";
const PAUSE = 4000; // between two tries

export function improve(unsent) {
  const say = unsent.dataset;
  const waiting = store(say.room);
  const form = document.querySelector("[data-room-add] form");
  let busy = false;

  function line(note) {
    const item = document.createElement("li");
    item.textContent = [note.who, note.text].filter(Boolean).join(" – ");
    if (!note.problem || !form) return item;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn--2 btn--s", textContent: say.again });
    button.addEventListener("click", () => {
      for (const name of ["text", "who"]) form.elements[name].value = note[name];
      waiting.drop(note);
      list();
      form.elements.text.focus();
    });
    item.append(` – ${note.problem} `, button);
    return item;
  }

  function list(problem = "") {
    unsent.querySelector("[data-list]").replaceChildren(...waiting.all().map(line));
    unsent.querySelector("[data-said]").textContent = problem;
    unsent.hidden = !waiting.all().length && !problem;
  }

  // What is wrong, or nothing once the server has it: the key keeps it from being taken twice.
  async function sent({ text, who, once, at }) {
    const answer = await ask(say.address, new URLSearchParams({ text, who, once, csrf_token: say.token }));
    if (answer?.status === 422) return void waiting.keep({ text, who, once, at, problem: say.unfit });
    if (!answer || answer.status >= 500) return say.cut;
    if (answer.status < 400 && isRoom(answer)) return void [waiting.drop({ once }), show(answer.page)];
    const again = await ask(location.pathname); // somebody may have signed in again elsewhere
    return again && isRoom(again) ? say.cut : say.signedOut;
  }

  async function send() {
    if (busy) return;
    busy = true;
    let problem;
    for (let note; !problem && (note = waiting.all().find((one) => !one.problem));) problem = await sent(note);
    busy = false;
    list(problem);
  }

  const retry = () => waiting.all().some((note) => !note.problem) && send();
  document.addEventListener("noted", send);
  document.addEventListener("cut", () => list(say.cut));
  window.addEventListener("online", send);
  setInterval(retry, PAUSE);
  list();
  retry();
}
