// A button that copies the text it names (data-copy="id"), and says so.
export function improve(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) return;
  const words = button.lastChild;
  const label = words.data;
  const done = document.body.dataset.copied;
  const voice = document.createElement("span");
  voice.className = "vh";
  voice.setAttribute("role", "status");
  button.after(voice);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    words.data = voice.textContent = done;
    setTimeout(() => {
      words.data = label;
      voice.textContent = "";
    }, 3000);
  });
}
