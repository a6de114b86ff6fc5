// Small conveniences; every page works without this file.
"use strict";
const toetsen = document.getElementById("toetsen");
const toetsenknop = document.querySelector("[data-toetsen]");
function openToetsen() {
  if (toetsen && toetsen.showModal && !toetsen.open) toetsen.showModal();
}
if (toetsen && toetsenknop) {
  toetsenknop.hidden = false;
  toetsenknop.addEventListener("click", openToetsen);
}
document.addEventListener("keydown", (event) => {
  const bezig = event.target.closest("input, textarea, select, [contenteditable]");
  if (bezig || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const zoek = document.querySelector("#zoek") || document.querySelector("#zoek-alles");
    if (zoek) { event.preventDefault(); zoek.focus(); }
  }
  if (event.key === "?") openToetsen();
  if (event.key === "j" || event.key === "k") {
    const rijen = [...document.querySelectorAll("tbody th a")];
    if (!rijen.length) return;
    const nu = rijen.indexOf(document.activeElement);
    const doel = rijen[Math.min(rijen.length - 1, Math.max(0, nu + (event.key === "j" ? 1 : -1)))];
    doel.focus();
    doel.scrollIntoView({ block: "nearest" });
  }
});
const fouten = document.getElementById("fouten");
if (fouten) fouten.focus();
