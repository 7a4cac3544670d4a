// The screen of a workshop: notes are added and put in order without leaving the page, and a note that
// the network did not take is kept on this device, listed, and sent once when it is back.
const PAUSE = 4000; // between two tries
const LOOK = 10000; // between two looks at what others wrote

function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

// The page that the server gives; nothing when the network is cut.
async function ask(address, body) {
  try {
    const answer = await fetch(address, body ? { method: "POST", body } : {});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { page, status: answer.status };
  } catch {
    return null;
  }
}

// The board as it now is; whoever was on one of its buttons stays there.
function show(page) {
  const [old, board] = [document.getElementById("board"), page.getElementById("board")];
  if (!old || !board) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const note = focused?.closest("[data-note]")?.id;
  old.replaceWith(board);
  if (!focused) return;
  const same = focused.value && board.querySelector(`button[value="${CSS.escape(focused.value)}"]:not(:disabled)`);
  (same || (note && document.getElementById(note)) || board.querySelector("button"))?.focus();
}

// What waits in this browser for one room: an entry for each note, so that two windows lose nothing.
function store(room) {
  const start = `univasso-room-${room}-`;
  return {
    all: () => Object.keys(localStorage).filter((name) => name.startsWith(start))
      .map((name) => JSON.parse(localStorage.getItem(name))).sort((a, b) => a.at - b.at),
    keep: (note) => localStorage.setItem(start + note.once, JSON.stringify(note)),
    drop: (note) => localStorage.removeItem(start + note.once),
  };
}

export function improve(unsent) {
  const form = document.querySelector("[data-room-add] form");
  const waiting = store(unsent.dataset.room);
  const say = unsent.dataset;
  let busy = false;

  // Whether the server answered with this room; its token is then the one of the session as it now is.
  function isRoom({ page }) {
    const found = page.querySelector("[data-room]")?.dataset;
    if (found?.room === say.room) say.token = found.token;
    return found?.room === say.room;
  }

  function putBack(note) {
    form.elements.text.value = note.text;
    form.elements.who.value = note.who;
    waiting.drop(note);
    list();
    form.elements.text.focus();
  }

  function line(note) {
    const item = document.createElement("li");
    item.textContent = [note.who, note.text].filter(Boolean).join(" – ");
    if (!note.problem || !form) return item;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--2 btn--s";
    button.textContent = say.again;
    button.addEventListener("click", () => putBack(note));
    item.append(document.createElement("br"), `${note.problem} `, button);
    return item;
  }

  function list(problem = "") {
    const held = waiting.all();
    unsent.hidden = !held.length && !problem;
    unsent.querySelector("[data-said]").textContent = problem;
    unsent.querySelector("[data-list]").replaceChildren(...held.map(line));
  }

  // Whether the server has it. The key of a note is its own: what was taken already is not taken twice.
  async function sent(note) {
    const { text, who, once } = note;
    const answer = await ask(say.address, new URLSearchParams({ text, who, once, csrf_token: say.token }));
    if (answer && answer.status < 400 && isRoom(answer)) {
      waiting.drop(note);
      show(answer.page);
      return "";
    }
    if (answer?.status === 422) {
      waiting.keep({ ...note, problem: say.unfit });
      return "";
    }
    if (!answer || answer.status >= 500) return say.cut;
    const again = await ask(location.pathname); // somebody may have signed in again elsewhere
    return again && isRoom(again) ? say.cut : say.signedOut;
  }

  async function send() {
    if (busy) return;
    busy = true;
    let problem = "";
    for (let note; !problem && (note = waiting.all().find((other) => !other.problem));) {
      problem = await sent(note);
    }
    busy = false;
    list(problem);
  }

  form?.addEventListener("submit", (event) => {
    const text = form.elements.text.value.trim();
    if (!text) return; // the server says what is missing
    event.preventDefault();
    waiting.keep({ text, who: form.elements.who.value.trim(), once: key(), at: Date.now() });
    form.reset();
    form.elements.text.focus();
    send();
  });

  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (target.id !== "board" || !submitter) return;
    event.preventDefault();
    const answer = await ask(target.action, new URLSearchParams(new FormData(target, submitter)));
    if (!answer) list(say.cut);
    else if (isRoom(answer) && answer.page.getElementById("board")) show(answer.page);
    else location.reload();
  });

  // On a note, Alt and an arrow press its own buttons.
  document.addEventListener("keydown", (event) => {
    const act = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const note = act && event.altKey && document.activeElement?.closest("[data-note]");
    if (!note) return;
    event.preventDefault();
    note.querySelector(`button[value^="${act}-"]:not(:disabled)`)?.click();
  });

  setInterval(async () => {
    const board = document.getElementById("board");
    if (!board || document.hidden || busy || board.contains(document.activeElement)) return;
    if (board.querySelector("input:checked") || board.querySelector("#heading")?.value) return;
    const answer = await ask(location.pathname);
    if (answer && isRoom(answer) && !busy && !board.contains(document.activeElement)) show(answer.page);
  }, LOOK);
  setInterval(() => waiting.all().some((note) => !note.problem) && send(), PAUSE);
  window.addEventListener("online", send);
  if (waiting.all().length) send();
}
