// Comfort only: without this script the pages work as well.
"use strict";

// A Mini App is told by Telegram who opened it, behind the # of the address. It
// proves so with every form; links to the next page keep it.
const handed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const proofs = document.querySelectorAll("input[name=app]");
if (handed) {
  for (const input of proofs) input.value = handed;
  for (const link of document.querySelectorAll("a[data-app]")) link.href += "?app=1" + location.hash;
} else if (proofs.length && proofs[0].value) {
  const hash = "?app=1#" + new URLSearchParams({ tgWebAppData: proofs[0].value });
  for (const link of document.querySelectorAll("a[data-app]")) link.href += hash;
}

// tell speaks to the Telegram app around the page, if there is one.
function tell(event) {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, "{}");
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: {} }), "https://web.telegram.org");
  else return false;
  return true;
}
tell("web_app_ready");
if (handed) tell("web_app_expand");
document.querySelector("#back")?.addEventListener("click", event => {
  if (tell("web_app_close")) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  const show = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? button.dataset.hide : show;
    button.setAttribute("aria-pressed", hidden);
    field.focus();
  });
}

const strength = document.querySelector(".strength");
if (strength) {
  const field = document.getElementById("password");
  strength.hidden = false;
  field.addEventListener("input", () => {
    const signs = new Set(field.value).size, n = field.value.length;
    const level = n < 10 || signs < 4 ? 1 : n < 16 ? 2 : 3;
    strength.querySelector("meter").value = n ? level : 0;
    strength.querySelector("span").textContent = n ? [strength.dataset.weak, strength.dataset.fair, strength.dataset.strong][level - 1] : "";
  });
}

// A second tap would send the form once more.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => { for (const b of form.querySelectorAll("[type=submit]")) b.disabled = true; });
}
addEventListener("pageshow", () => { for (const b of document.querySelectorAll("[type=submit]")) b.disabled = false; });
