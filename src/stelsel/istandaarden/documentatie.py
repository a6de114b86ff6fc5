"""Write docs/generated from definitions and catalogue: python -m stelsel.istandaarden.documentatie."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from stelsel.istandaarden.berichten import (
    FAMILIES,
    HEEN_SOORTEN,
    Berichtdefinitie,
    Element,
    Klasse,
    get_definitie,
    list_definities,
)
from stelsel.istandaarden.catalogus import Catalogusregel, get_catalogus
from stelsel.istandaarden.codelijsten import get_codelijsten

_KOP = "<!-- Made by `python -m stelsel.istandaarden.documentatie`; do not edit. -->\n"
_NIVEAUS = {1: "schema", 2: "binnen het bericht", 3: "tegenover eerdere berichten", 4: "externe bron"}


def _list_rijen(klasse: Klasse, diepte: int) -> Iterator[str]:
    """One row of the table per element; composite types are not opened."""
    for element in klasse.elementen:
        soort = "" if _is_klasse(element) else element.type.naam
        kenmerk = " (alleen iJw)" if element.alleen == "ijw" else ""
        inspring = "&nbsp;&nbsp;" * diepte
        yield f"| {inspring}{element.naam}{kenmerk} | {element.kardinaliteit} | {soort} |"
        if isinstance(element.type, Klasse) and not element.type.basis:
            yield from _list_rijen(element.type, diepte + 1)


def _is_klasse(element: Element) -> bool:
    return isinstance(element.type, Klasse) and not element.type.basis


def _list_sleutels(definitie: Berichtdefinitie) -> Iterator[str]:
    for _, klasse in definitie.get_klassen():
        if klasse.sleutel:
            velden = " + ".join(klasse.sleutel)
            yield f"- {klasse.naam}: {velden}"


def _render_bericht(soort: str) -> Iterator[str]:
    ijw, iwmo = get_definitie("ijw", soort), get_definitie("iwmo", soort)
    yield f"\n## {soort}: {ijw.omschrijving}\n"
    antwoord = f"Antwoord: {ijw.retour_soort}. " if ijw.retour_soort else ""
    yield f"{antwoord}Berichtcode: {ijw.naam} {ijw.berichtcode}, {iwmo.naam} {iwmo.berichtcode}.\n"
    yield "| element | aantal | type |\n|---|---|---|"
    yield from _list_rijen(ijw.wortel, 0)
    sleutels = list(dict.fromkeys(_list_sleutels(ijw)))
    if sleutels:
        yield "\nLogische sleutels:\n"
        yield from sleutels


def render_berichten() -> str:
    """The structure of every message, as Markdown."""
    delen = [_KOP, "# Berichten van iWmo en iJw 3.2"]
    delen.append(
        "\nDe tabellen tonen iJw; wat alleen daar voorkomt, staat erbij. Een retourbericht heeft de klassen"
        "\nvan het heenbericht met in elke klasse RetourCodes als laatste."
    )
    for soort in HEEN_SOORTEN:
        delen += _render_bericht(soort)
    delen.append(
        "\n## Codelijsten\n\n| datatype | lijst | naam | codes iJw | codes iWmo |\n|---|---|---|---|---|"
    )
    ijw, iwmo = get_codelijsten("ijw"), get_codelijsten("iwmo")
    for datatype in sorted(ijw):
        lijst = ijw[datatype]
        aantallen = f"{len(lijst.codes)} | {len(iwmo[datatype].codes)}"
        delen.append(f"| {datatype} | {lijst.lijst} | {lijst.naam} | {aantallen} |")
    delen.append(f"\nBerichten in totaal: {len(list_definities())}.")
    return "\n".join(delen) + "\n"


def _rij(regel: Catalogusregel) -> str:
    berichten = " ".join(regel.berichten)
    return f"| {regel.code} | {berichten} | {regel.retourcode or ''} | {regel.status} | {regel.uitleg} |"


def render_regels() -> str:
    """Every official rule with what we do with it, as Markdown."""
    delen = [
        _KOP,
        "# Regels van iWmo en iJw 3.2: wat wordt gecontroleerd\n",
        "| familie | status | aantal |\n|---|---|---|",
    ]
    for familie in FAMILIES:
        tellingen = Counter(regel.status for regel in get_catalogus(familie).values())
        delen += [f"| {familie} | {status} | {aantal} |" for status, aantal in sorted(tellingen.items())]
    for niveau, naam in _NIVEAUS.items():
        delen.append(f"\n## Niveau {niveau}: {naam}\n")
        regels = [regel for regel in get_catalogus("ijw").values() if regel.niveau == niveau]
        if niveau == 1:
            delen.append("Het schema dekt: " + ", ".join(regel.code for regel in regels) + ".")
            continue
        delen.append(
            "| regel | berichten | retourcode | status | wat er moet kloppen |\n|---|---|---|---|---|"
        )
        delen += [_rij(regel) for regel in regels]
    afspraken = [regel.code for regel in get_catalogus("ijw").values() if regel.niveau is None]
    delen.append("\n## Afspraken\n\nAan een bericht niet te controleren: " + ", ".join(afspraken) + ".")
    vervallen = [code for code in get_catalogus("ijw") if code not in get_catalogus("iwmo")]
    delen.append(
        "\n## Verschil met iWmo\n\niWmo kent niet: " + ", ".join(vervallen) + ". CS050 is daar strenger."
    )
    return "\n".join(delen) + "\n"


def write_documentatie(doel: Path) -> None:
    """Write both documents in the folder `doel`."""
    doel.mkdir(parents=True, exist_ok=True)
    (doel / "berichten.md").write_text(render_berichten(), encoding="utf-8")
    (doel / "regels.md").write_text(render_regels(), encoding="utf-8")


if __name__ == "__main__":
    write_documentatie(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/generated"))
