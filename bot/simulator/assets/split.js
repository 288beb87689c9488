// Whoever is picked is on the phone at once; the button is for a browser without scripts.
"use strict";
{
  const form = document.querySelector(".pick");
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.submit());
}
