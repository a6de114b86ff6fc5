"""Write docs/generated from definitions and catalogue: python -m stelsel.istandaarden.documentatie."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
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
from stelsel.istandaarden.overzicht import list_functies

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


_KOLOMMEN = (
    "| regel | berichten | retourcode | status | waar | wat er moet kloppen |\n|---|---|---|---|---|---|"
)


def _rij(regel: Catalogusregel, waar: Sequence[str]) -> str:
    berichten = " ".join(regel.berichten)
    delen = (regel.code, berichten, regel.retourcode or "", regel.status, "<br>".join(waar), regel.uitleg)
    return f"| {' | '.join(delen)} |"


def _render_tellingen() -> Iterator[str]:
    yield "| familie | niveau | status | aantal |\n|---|---|---|---|"
    for familie in FAMILIES:
        alle = get_catalogus(familie).values()
        tellingen = Counter((str(regel.niveau or "afspraak"), regel.status) for regel in alle)
        for (niveau, status), aantal in sorted(tellingen.items()):
            yield f"| {familie} | {niveau} | {status} | {aantal} |"


def _render_niveaus() -> Iterator[str]:
    functies = list_functies()
    for niveau, naam in _NIVEAUS.items():
        yield f"\n## Niveau {niveau}: {naam}\n"
        regels = [regel for regel in get_catalogus("ijw").values() if regel.niveau == niveau]
        if niveau == 1:
            yield "Het schema dekt: " + ", ".join(regel.code for regel in regels) + "."
            continue
        yield _KOLOMMEN
        yield from (_rij(regel, functies.get(regel.code, ())) for regel in regels)


def _render_afspraken() -> Iterator[str]:
    afspraken = [regel for regel in get_catalogus("ijw").values() if regel.niveau is None]
    yield "\n## Afspraken\n\nAan één bericht niet te controleren, maar de code houdt zich eraan:\n"
    yield "| afspraak | waar |\n|---|---|"
    yield from (f"| {regel.code} | {regel.reden} |" for regel in afspraken if regel.status == "elders")
    niet = [regel for regel in afspraken if regel.status == "niet"]
    yield f"\n{niet[0].reden}\n\n{', '.join(regel.code for regel in niet)}."


def render_regels() -> str:
    """Every official rule with what we do with it and where, as Markdown."""
    delen = [_KOP, "# Regels van iWmo en iJw 3.2: wat wordt gecontroleerd\n", *_render_tellingen()]
    delen += [*_render_niveaus(), *_render_afspraken()]
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
