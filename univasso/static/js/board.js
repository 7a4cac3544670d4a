// The notes of a workshop, put in order without leaving the page; what others write comes by itself.
const LOOK = 10000; // between two looks

// The page that the server gives; nothing when the network is cut.
export async function ask(address, body) {
  try {
    const answer = await fetch(address, body ? { method: "POST", body } : {});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { page, status: answer.status };
  } catch {
    return null;
  }
}

// Whether the server answered with this room; its token is then the one of the session as it now is.
export function isRoom({ page }) {
  const [here, found] = [document, page].map((one) => one.querySelector("[data-room]")?.dataset);
  if (found?.room !== here.room) return false;
  here.token = found.token;
  return true;
}

// The board as it now is; whoever was on one of its buttons stays there.
export function show(page) {
  const [old, board] = [document.getElementById("board"), page.getElementById("board")];
  if (!old || !board) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const note = focused?.closest("[data-note]")?.id;
  old.replaceWith(board);
  if (!focused) return;
  const same = focused.value && board.querySelector(`button[value="${CSS.escape(focused.value)}"]:not(:disabled)`);
  (same || (note && document.getElementById(note)) || board.querySelector("button"))?.focus();
}

export function improve() {
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (target.id !== "board" || !submitter) return;
    event.preventDefault();
    const answer = await ask(target.action, new URLSearchParams(new FormData(target, submitter)));
    if (!answer) document.dispatchEvent(new Event("cut"));
    else if (isRoom(answer) && answer.page.getElementById("board")) show(answer.page);
    else location.reload();
  });
  // On a note, Alt and an arrow press its own buttons.
  document.addEventListener("keydown", (event) => {
    const act = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const note = act && event.altKey && document.activeElement?.closest("[data-note]");
    note?.querySelector(`button[value^="${act}-"]:not(:disabled)`)?.click();
    if (note) event.preventDefault();
  });
  setInterval(async () => {
    const board = document.getElementById("board");
    const isUsed = () => board.contains(document.activeElement) || board.querySelector("input:checked, #heading:not(:placeholder-shown)");
    if (document.hidden || isUsed()) return;
    const answer = await ask(location.pathname);
    if (answer && isRoom(answer) && board.isConnected && !isUsed()) show(answer.page);
  }, LOOK);
}
