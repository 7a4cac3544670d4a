// Says how many characters are left; a screen reader hears it only after a pause in typing.
export function improve(line) {
  const field = document.getElementById(line.dataset.counter);
  if (!field) return;
  const most = Number(line.dataset.most);
  const shown = new Intl.NumberFormat(document.documentElement.lang);
  const voice = line.cloneNode(false);
  voice.removeAttribute("id");
  voice.className = "vh";
  voice.setAttribute("aria-live", "polite");
  line.after(voice);
  let pause;

  function count() {
    // Characters as people count them: an emoji is one.
    const left = most - [...field.value.normalize("NFC").trim()].length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    line.textContent = words.replace("{n}", shown.format(Math.abs(left)));
    line.classList.toggle("counter--over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (left < most / 10) voice.textContent = line.textContent;
    }, 1200);
  }

  field.addEventListener("input", count);
  count();
}
