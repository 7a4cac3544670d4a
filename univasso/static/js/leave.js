// Asks before a half-filled form is lost; the words of the question are the browser's.
export function improve(form) {
  const first = new URLSearchParams(new FormData(form)).toString();
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    const now = new URLSearchParams(new FormData(form)).toString();
    if (!sent && now !== first) event.preventDefault();
  });
}
