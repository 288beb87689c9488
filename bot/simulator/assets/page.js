// What htmx does not do: the composer, the waiting bubble, scrolling, copying,
// toasts, dialogs. The log itself is the server's.
"use strict";
const $ = (query, root = document) => root.querySelector(query);
const phone = $(".phone"), scroll = $("#scroll"), log = $("#log"), outbox = $("#outbox");
const composer = $("#composer"), newer = $("#newer"), commands = $("#commands"), menu = $("#menu");
const chat = `chat/${phone.dataset.chat}`;

// Scrolling: stay at the bottom unless the person has scrolled up.
let stuck = true;
const toBottom = () => { stuck = true; newer.hidden = true; scroll.scrollTop = scroll.scrollHeight; };
scroll.addEventListener("scroll", () => {
  stuck = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  if (stuck) newer.hidden = true;
}, { passive: true });
new ResizeObserver(() => { if (stuck) toBottom(); }).observe(scroll);
addEventListener("load", () => { if (stuck) toBottom(); }, true); // pictures too
newer.addEventListener("click", toBottom);

const settle = changes => {
  for (const mine of log.querySelectorAll("[data-nonce]")) {
    const waiting = document.getElementById("w" + mine.dataset.nonce);
    if (waiting) waiting.remove();
  }
  const added = changes.some(c => [...c.addedNodes].some(n => n.nodeType === 1 && n.matches("li")));
  if (stuck) toBottom();
  else if (added && log.lastElementChild?.dataset.from === "bot") newer.hidden = false;
};
new MutationObserver(settle).observe(log, { childList: true, subtree: true });
new MutationObserver(() => { if (stuck) toBottom(); }).observe($("#typing"), { childList: true });

// A bubble that waits for the server.
const waitingBubble = text => {
  const nonce = Math.random().toString(36).slice(2);
  const item = document.createElement("li");
  item.id = "w" + nonce;
  item.className = "message pending";
  item.dataset.from = "me";
  const bubble = item.appendChild(document.createElement("div"));
  bubble.className = "bubble";
  const words = bubble.appendChild(document.createElement("div"));
  words.className = "text";
  words.textContent = text;
  const meta = bubble.appendChild(document.createElement("span"));
  meta.className = "meta";
  meta.appendChild(document.createElement("span")).className = "tick";
  outbox.append(item);
  toBottom();
  return { nonce, item, bubble };
};
// It was not sent: why, and what can be done about it.
const failed = (item, why, ways) => {
  item.classList.replace("pending", "failed");
  item.appendChild(document.createElement("p")).textContent = why;
  const choices = item.appendChild(document.createElement("div"));
  choices.className = "choices";
  for (const [words, act] of [...ways, ["Descartar", () => {}]]) {
    const choice = choices.appendChild(document.createElement("button"));
    choice.type = "button";
    choice.textContent = words;
    choice.addEventListener("click", () => { item.remove(); act(); });
  }
  toBottom();
};

let turn = Promise.resolve();
// hideHints: whoever talks knows the way, and needs the room.
const hideHints = () => { if ($("#hints")) $("#hints").open = false; };

const say = text => {
  if (!text.trim()) return;
  hideHints();
  const { nonce, item } = waitingBubble(text.trim());
  turn = turn.then(async () => {
    try {
      const answer = await fetch(`${chat}/text`, { method: "POST", body: new URLSearchParams({ text, nonce }) });
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      failed(item, "Não foi enviada.", [["Tentar de novo", () => say(text)]]);
    }
  });
};

// The composer.
const grow = () => { composer.style.height = "auto"; composer.style.height = Math.min(composer.scrollHeight + 2, 132) + "px"; };
const showCommands = open => { commands.hidden = !open; menu.setAttribute("aria-expanded", open); };
const filter = () => {
  const start = composer.value.trim().toLowerCase();
  for (const item of commands.querySelectorAll("li")) {
    item.hidden = start.length > 1 && !$("button", item).dataset.command.startsWith(start);
  }
};
const put = text => {
  composer.value = text;
  grow();
  composer.focus();
  composer.setSelectionRange(text.length, text.length);
};
composer.addEventListener("input", () => {
  grow();
  showCommands(/^\/\S*$/.test(composer.value));
  filter();
});
composer.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("#compose").requestSubmit();
  }
});
$("#compose").addEventListener("submit", event => {
  event.preventDefault();
  say(composer.value);
  showCommands(false);
  put("");
});
menu.addEventListener("click", () => { showCommands(commands.hidden); filter(); });

// Toasts, alerts, copying.
const toast = (text, life = 2600) => {
  const note = $("#toast").appendChild(document.createElement("p"));
  note.textContent = text;
  setTimeout(() => note.remove(), Math.max(life, text.length * 60));
};
const copy = async text => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast("Copiado");
};

addEventListener("click", event => {
  const hit = query => event.target.closest(query);
  const spoiler = hit("tg-spoiler, blockquote[expandable]");
  if (spoiler) spoiler.classList.toggle("open");
  const command = hit("[data-command]");
  if (command) { event.preventDefault(); showCommands(false); composer.value = ""; grow(); say(command.dataset.command); }
  const suggestion = hit("[data-suggest]");
  if (suggestion) put(suggestion.dataset.suggest);
  const copied = hit("[data-copy]");
  if (copied) copy(copied.dataset.copy);
  const tapped = hit(".buttons button[name=data]");
  if (tapped) {
    tapped.classList.add("spinning");
    setTimeout(() => tapped.classList.remove("spinning"), 15000);
    hideHints();
  }
  if (hit("[data-button]")) hideHints();
  const photo = hit("[data-photo]");
  if (photo) { event.preventDefault(); $("#viewer img").src = photo.dataset.photo; $("#viewer").showModal(); }
  const opener = hit("[data-open]");
  if (opener) document.getElementById(opener.dataset.open).showModal();
  if (event.target.matches("dialog")) event.target.close(); // the backdrop
});
$("#viewer img").addEventListener("click", () => $("#viewer").close());
addEventListener("keydown", event => {
  if ((event.key === "Enter" || event.key === " ") && event.target.matches?.("tg-spoiler")) {
    event.preventDefault();
    event.target.classList.toggle("open");
  }
});

// The stream. It says something every ten seconds; silence is a lost connection.
const stream = $("#stream"), offline = $("#offline");
let due = Date.now() + 5000; // by when something has to be heard
const heard = () => { due = Date.now() + 25000; offline.hidden = true; };
document.addEventListener("htmx:sse:before:message", heard);
setInterval(() => {
  if (document.hidden || Date.now() < due) return;
  due = Date.now() + 5000;
  offline.hidden = false;
  if (!window.htmx) fetch(".").then(renew, () => {});
  else if (stream._htmx?.sse) stream._htmx.sse.reader?.cancel(); // it connects again by itself
  else htmx.ajax("GET", stream.getAttribute("hx-sse:connect"), { source: stream });
}, 1000);
document.addEventListener("visibilitychange", () => { due = Date.now() + 5000; }); // hidden pages pause

// Another run of the server has another epoch and nothing of this page's log:
// begin anew, with the words that were not sent.
const renew = () => {
  const unsent = [...outbox.querySelectorAll(".text")].map(words => words.textContent);
  try { sessionStorage.setItem("unsent", [...unsent, composer.value].filter(Boolean).join("\n")); } catch { /* private window */ }
  location.reload();
};
stream.addEventListener("epoch", event => { if (event.detail.data !== phone.dataset.epoch) renew(); });
stream.addEventListener("answered", event => {
  const { message, text, alert, url } = JSON.parse(event.detail.data);
  for (const button of document.querySelectorAll(`#m${message} .spinning`)) button.classList.remove("spinning");
  if (alert && text) {
    $("#alert-text").textContent = text;
    if (!$("#alert").open) $("#alert").showModal();
  } else if (text) toast(text);
  if (/^https?:/.test(url)) window.open(url, "_blank", "noopener");
});
stream.addEventListener("idle", () => {
  for (const mine of log.querySelectorAll('[data-from="me"]:not(.read)')) mine.classList.add("read");
});
stream.addEventListener("clock", event => {
  for (const now of document.querySelectorAll(".now")) now.textContent = event.detail.data;
});
document.addEventListener("htmx:sse:error", event => {
  offline.hidden = false;
  if (event.detail.status === 404) renew(); // this person is gone
});
document.addEventListener("htmx:response:error", event => {
  if (event.target !== stream) toast("Não deu certo. Tente de novo.");
  else if (event.detail.ctx?.response?.status === 404) renew();
});
document.addEventListener("htmx:error", event => {
  if (event.target !== stream) toast("Sem conexão. Tente de novo.");
});

// Whoever is here for the first time sees what to try.
try {
  const key = "hints " + phone.dataset.chat;
  if ($("#hints") && !localStorage.getItem(key)) { $("#hints").open = true; localStorage.setItem(key, "seen"); }
} catch { /* private window */ }
try {
  const unsent = sessionStorage.getItem("unsent");
  sessionStorage.removeItem("unsent");
  if (unsent) put(unsent);
} catch { /* private window */ }
toBottom();
if (matchMedia("(hover: hover)").matches) composer.focus();
