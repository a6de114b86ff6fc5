// Choosing files: drop them anywhere in the box, see what was chosen, and see that something is being done.
// Every form works without this file.
"use strict";
for (const vak of document.querySelectorAll(".app-val")) {
  const invoer = vak.querySelector("input[type=file]");
  const lijst = document.createElement("p");
  lijst.className = "app-val__gekozen";
  lijst.setAttribute("role", "status");
  vak.append(lijst);
  const toon = () => {
    const namen = [...invoer.files].map((bestand) => bestand.name);
    const meer = namen.length > 5 ? ` en nog ${namen.length - 5}` : "";
    lijst.textContent = namen.length ? `Gekozen: ${namen.slice(0, 5).join(", ")}${meer}.` : "";
  };
  invoer.addEventListener("change", toon);
  for (const soort of ["dragenter", "dragover"]) {
    vak.addEventListener(soort, (event) => { event.preventDefault(); vak.classList.add("app-val--boven"); });
  }
  for (const soort of ["dragleave", "drop"]) {
    vak.addEventListener(soort, () => vak.classList.remove("app-val--boven"));
  }
  vak.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { invoer.files = event.dataTransfer.files; toon(); }
  });
}
for (const formulier of document.querySelectorAll("form[data-bezig]")) {
  formulier.addEventListener("submit", () => {
    const status = formulier.querySelector("[data-status]");
    if (status) status.textContent = formulier.dataset.bezig;
  });
}
for (const link of document.querySelectorAll(".app-fouten__plek a")) {
  link.addEventListener("click", () => {
    const regel = document.querySelector(link.getAttribute("href"));
    const dicht = regel && regel.closest("details");
    if (dicht) dicht.open = true;
  });
}
// Work that goes on: fetch this page again and show how far it is, until it is done.
const ververs = async () => {
  const antwoord = await fetch(window.location.href, { headers: { accept: "text/html" } });
  if (!antwoord.ok) return;
  const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html");
  for (const kiezer of ["#voortgang", ".app-tabel"]) {
    const oud = document.querySelector(kiezer);
    const vers = nieuw.querySelector(kiezer);
    if (oud && vers && !oud.contains(document.activeElement)) {
      oud.replaceChildren(...vers.childNodes); // the element stays, so that a screen reader tells the change
      oud.toggleAttribute("data-ververs", vers.hasAttribute("data-ververs"));
    }
  }
  if (document.querySelector("#voortgang[data-ververs]")) window.setTimeout(ververs, 3000);
};
if (document.querySelector("#voortgang[data-ververs]")) window.setTimeout(ververs, 2000);
const uitslag = document.getElementById("uitslag");
if (uitslag) uitslag.focus();
