// A form that a passkey fills: shown only where the browser can use one, sent once it has signed.
export function improve(form) {
  const known = window.PublicKeyCredential;
  const making = form.dataset.passkey === "create";
  const read = making
    ? known?.parseCreationOptionsFromJSON
    : known?.parseRequestOptionsFromJSON;
  if (!read) return;
  const [fault, elsewhere] = ["[data-fault]", "[data-elsewhere]"].map((mark) => form.querySelector(mark));
  const button = form.querySelector("button");
  form.hidden = false;
  document.querySelector("[data-without-passkeys]")?.remove();
  const site = form.dataset.site;
  if (location.hostname !== site && !location.hostname.endsWith(`.${site}`)) {
    elsewhere.hidden = false;
    button.disabled = true;
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    try {
      const publicKey = read.call(known, JSON.parse(form.dataset.options));
      const made = making
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = JSON.stringify(made.toJSON());
      form.submit();
    } catch {
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
