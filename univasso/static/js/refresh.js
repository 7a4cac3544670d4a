// What goes on (data-refresh="seconds") is read again until its end: then the page is loaded anew.
export function improve(part) {
  const look = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-refresh]");
    if (!next) return location.reload();
    part.querySelector("[role=status]").textContent = next.querySelector("[role=status]").textContent;
    part.querySelector("progress").value = next.querySelector("progress").value;
    setTimeout(look, part.dataset.refresh * 1000);
  };
  setTimeout(look, part.dataset.refresh * 1000);
}
