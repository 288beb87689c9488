// Keeps the list up to date, and copies a code at a touch.
"use strict";
{
  try {
    const theme = localStorage.getItem("theme"); // as chosen on the chat page
    if (theme) document.documentElement.dataset.theme = theme;
  } catch { /* private window */ }

  const list = document.getElementById("mails");
  const said = document.getElementById("said");
  const pause = ms => new Promise(done => setTimeout(done, ms));

  const show = (html, newest) => {
    const before = new Set([...list.querySelectorAll("article")].map(mail => mail.id));
    list.innerHTML = html; // of our own server, which escapes what it shows
    list.dataset.newest = newest;
    for (const mail of list.querySelectorAll("article")) mail.classList.toggle("fresh", !before.has(mail.id));
  };

  const follow = async () => {
    for (;;) {
      try {
        const answer = await fetch("/correio/novidades?newest=" + list.dataset.newest);
        if (answer.status === 200) show(await answer.text(), answer.headers.get("X-Newest"));
        else if (answer.status !== 204) await pause(2000);
      } catch { await pause(2000); }
    }
  };
  follow();

  addEventListener("click", async event => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = "Código copiado";
    } catch {
      getSelection().selectAllChildren(button.querySelector("b"));
      said.textContent = "Código selecionado: copie-o";
    }
    await pause(2000);
    said.textContent = "";
  });
}
