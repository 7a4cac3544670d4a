// Asks before a half-filled form is lost; the words of the question are the browser's.
export function improve(form) {
  // Browsers fill passwords in by themselves: nothing typed there is worth a question.
  if (form.querySelector("[type=password]")) return;
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
