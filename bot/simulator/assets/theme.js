// Sets the chosen theme before the first paint; without a choice the system's.
"use strict";
{
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const show = theme => { if (theme) document.documentElement.dataset.theme = theme; };
  show(read());
  addEventListener("storage", event => { if (event.key === "theme") show(event.newValue); });
  addEventListener("click", event => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    show(dark ? "light" : "dark");
    try { localStorage.setItem("theme", dark ? "light" : "dark"); } catch { /* private window */ }
  });
}
