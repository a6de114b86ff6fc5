"""Run the level-2 rules on a message: which apply, where they are broken, in the words of the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import polars as pl

from stelsel.istandaarden.berichten import HEEN_SOORTEN, Bericht, Berichtdefinitie, Klasse, Waarden
from stelsel.istandaarden.catalogus import Catalogusregel, get_catalogus, get_grenzen
from stelsel.istandaarden.codec.declaratie import Declaratie
from stelsel.istandaarden.regels import declaratie as _declaratie
from stelsel.istandaarden.regels import persoon as _persoon
from stelsel.istandaarden.regels import prestatie as _prestatie
from stelsel.istandaarden.regels import product as _product
from stelsel.istandaarden.regels import samenloop as _samenloop
from stelsel.istandaarden.regels import verzoek as _verzoek
from stelsel.istandaarden.regels.registratie import (
    Deel,
    Omgeving,
    Regel,
    list_groepregels,
    list_regels,
    list_tabelregels,
)
from stelsel.kern.bevinding import Bevinding

#: The modules that hold rules; importing them fills the register.
THEMAS = (_declaratie, _persoon, _prestatie, _product, _samenloop, _verzoek)
#: A broken rule is reported at most this often per message; the rest is counted.
_MEEST = 500
#: Up to this many lines all rules are judged at once.
_KLEIN = 10_000


def _list_delen(klasse: Klasse, waarden: Waarden, plek: str, bericht: Omgeving) -> Iterator[Deel]:
    """Every class below this one, in the order of the message."""
    for element in klasse.elementen:
        if not isinstance(element.type, Klasse) or element.type.basis or element.naam not in waarden:
            continue
        inhoud: Any = waarden[element.naam]
        exemplaren = inhoud if element.meervoud else [inhoud]
        for nummer, exemplaar in enumerate(exemplaren, 1):
            positie = f"[{nummer}]" if len(exemplaren) > 1 else ""
            onder = f"{plek}/{element.naam}{positie}"
            yield Deel(onder, plek, element.type, exemplaar, bericht)
            yield from _list_delen(element.type, exemplaar, onder, bericht)


def _geldt(regel: Regel, definitie: Berichtdefinitie) -> Catalogusregel | None:
    """The catalogue entry when the rule applies to this message, else None."""
    vermelding = get_catalogus(definitie.familie, definitie.release).get(regel.code)
    return vermelding if vermelding and definitie.soort in vermelding.berichten else None


def _bevinding(vermelding: Catalogusregel, plek: str, element: str) -> Bevinding:
    plaats = f"{plek}/{element}" if element else plek
    return Bevinding(vermelding.code, vermelding.uitleg, plaats=plaats, retourcode=vermelding.retourcode)


def _check_delen(delen: list[Deel], definitie: Berichtdefinitie) -> Iterator[Bevinding]:
    for regel in list_regels(definitie.release):
        vermelding = _geldt(regel, definitie)
        if vermelding is None:
            continue
        for deel in delen:
            if deel.klasse.naam in regel.klassen and not regel.functie(deel):
                yield _bevinding(vermelding, deel.plek, regel.element)


def _check_groepen(delen: list[Deel], definitie: Berichtdefinitie) -> Iterator[Bevinding]:
    def sleutel(deel: Deel) -> tuple[str, str]:
        return deel.ouder, deel.klasse.naam

    groepen = [list(groep) for _, groep in groupby(sorted(delen, key=sleutel), key=sleutel)]
    for regel in list_groepregels(definitie.release):
        vermelding = _geldt(regel, definitie)
        if vermelding is None:
            continue
        for groep in groepen:
            if not regel.klassen or groep[0].klasse.naam in regel.klassen:
                yield from (_bevinding(vermelding, deel.plek, "") for deel in regel.functie(groep))


def _positie(nummer: int, aantal: int) -> str:
    """[2], or nothing when there is only one."""
    return f"[{nummer + 1}]" if aantal > 1 else ""


def _check_tabel(declaratie: Declaratie, bericht: Omgeving) -> Iterator[Bevinding]:
    """The rules over lines, all in one pass over the table."""
    regels = {
        r.code: r for r in list_tabelregels(declaratie.definitie.release) if _geldt(r, declaratie.definitie)
    }
    if declaratie.regels.is_empty():
        return
    oordeel = _judge_tabel(
        declaratie.regels,
        [regel.functie(bericht).fill_null(False).alias(code) for code, regel in regels.items()],
    )
    aantallen = oordeel.sum().row(0, named=True)
    clienten = int(declaratie.regels["client"].max() or 0) + 1  # type: ignore[arg-type]  # Int32 column
    for code, aantal in aantallen.items():
        if not aantal:
            continue
        vermelding = get_catalogus(declaratie.definitie.familie, declaratie.definitie.release)[code]
        per_client = pl.len().over("client").alias("van")
        treffers = declaratie.regels.with_columns(per_client).filter(oordeel[code]).head(_MEEST)
        for rij in treffers.iter_rows(named=True):
            client, prestatie = _positie(rij["client"], clienten), _positie(rij["prestatie"], rij["van"])
            plek = f"/Bericht/{declaratie.klasse}/Clienten/Client{client}/Prestaties/Prestatie{prestatie}"
            gevonden = _bevinding(vermelding, plek, regels[code].element)
            yield Bevinding(code, gevonden.uitleg, gevonden.plaats, rij["regelnummer"], gevonden.retourcode)
        if aantal > _MEEST:
            yield _rest(_bevinding(vermelding, "", ""), aantal, "prestaties")


def _judge_tabel(tabel: pl.DataFrame, regels: list[pl.Expr]) -> pl.DataFrame:
    """A column per rule. On a large table one rule after another: what a rule works with is many times
    larger than what comes out of it."""
    if tabel.height <= _KLEIN:
        return tabel.select(regels)
    return pl.DataFrame([tabel.select(regel).to_series() for regel in regels])


def _create_omgeving(definitie: Berichtdefinitie, waarden: Waarden, regels: pl.DataFrame | None) -> Omgeving:
    dagtekening = waarden["Header"]["BerichtIdentificatie"]["Dagtekening"]
    return Omgeving(definitie, dagtekening, get_grenzen(definitie.release), waarden, regels)


def check_inhoud(bericht: Bericht) -> list[Bevinding]:
    """The level-2 findings of a message other than 323 and 325; [] for a retour.

    Without line numbers, and at most 500 per rule: the rest is counted."""
    if bericht.definitie.soort not in HEEN_SOORTEN:
        return []
    omgeving = _create_omgeving(bericht.definitie, bericht.waarden, None)
    delen = list(_list_delen(bericht.definitie.wortel, bericht.waarden, "/Bericht", omgeving))
    bevindingen = [*_check_delen(delen, bericht.definitie), *_check_groepen(delen, bericht.definitie)]
    return list(_begrens(bevindingen))


def _begrens(bevindingen: list[Bevinding]) -> Iterator[Bevinding]:
    aantallen: Counter[str] = Counter()
    laatste: dict[str, Bevinding] = {}
    for bevinding in bevindingen:
        aantallen[bevinding.regel] += 1
        laatste[bevinding.regel] = bevinding
        if aantallen[bevinding.regel] <= _MEEST:
            yield bevinding
    for regel, bevinding in laatste.items():
        if aantallen[regel] > _MEEST:
            yield _rest(bevinding, aantallen[regel], "plaatsen")


def _rest(bevinding: Bevinding, aantal: int, wat: str) -> Bevinding:
    uitleg = f"{bevinding.uitleg} Dit geldt ook voor nog {aantal - _MEEST} andere {wat}."
    return Bevinding(bevinding.regel, uitleg, retourcode=bevinding.retourcode)


def check_declaratie(declaratie: Declaratie) -> list[Bevinding]:
    """The level-2 findings of a 323 or 325; those of a Prestatie with the line on which it begins.

    At most 500 per rule: the rest is counted."""
    definitie = declaratie.definitie
    omgeving = _create_omgeving(definitie, declaratie.waarden, declaratie.regels)
    delen = list(_list_delen(definitie.wortel, declaratie.waarden, "/Bericht", omgeving))
    return [
        *_begrens([*_check_delen(delen, definitie), *_check_groepen(delen, definitie)]),
        *_check_tabel(declaratie, omgeving),
    ]
