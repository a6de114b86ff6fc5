"""A message as a person reads it: per class its facts, with codes, dates and amounts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from stelsel.istandaarden.berichten import Bericht, Berichtdefinitie, Datatype, Klasse, Waarden
from stelsel.istandaarden.codelijsten import get_label
from stelsel.kern.bedrag import in_euro

_GELD = {"LDT_Bedrag", "LDT_TotaalBedrag", "LDT_Budget"}
#: COD163: with this unit a volume is an amount in cents.
_EURO = "83"
#: The title of the class Header.
KOP = "Kop van het bericht"
_SPELLING = {"Bsn": "BSN", "Client": "Cliënt", "Header": KOP}
_WOORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True)
class Onderdeel:
    """One class of a message: its title, how deep it lies (0: Header, Client), and its facts in order."""

    titel: str
    diepte: int
    feiten: tuple[tuple[str, str], ...]


def render_onderdelen(bericht: Bericht, *, maximum: int = 200) -> list[Onderdeel]:
    """The classes of a message in order, at most `maximum` of them; wrappers (Relaties) are left out."""
    onderdelen: list[Onderdeel] = []
    for onderdeel in _render_klasse(bericht.waarden, bericht.definitie.wortel, -1, bericht.definitie):
        if len(onderdelen) == maximum:
            break
        onderdelen.append(onderdeel)
    return onderdelen


def _render_klasse(
    waarden: Waarden, klasse: Klasse, diepte: int, definitie: Berichtdefinitie
) -> Iterator[Onderdeel]:
    feiten: list[tuple[str, str]] = []
    onder: list[tuple[Any, Klasse]] = []
    for element in klasse.elementen:
        inhoud = waarden.get(element.naam)
        if inhoud is None:
            continue
        if isinstance(element.type, Klasse) and not element.type.basis and element.naam != "RetourCodes":
            onder += [(deel, element.type) for deel in (inhoud if element.meervoud else [inhoud])]
        else:
            feiten += _render_deel(waarden, element.naam, element.type, definitie)
    if feiten:
        yield Onderdeel(_render_naam(klasse.naam), diepte, tuple(feiten))
    for deel, soort in onder:
        yield from _render_klasse(deel, soort, diepte if klasse.verzameling else diepte + 1, definitie)


def _render_deel(
    waarden: Waarden, naam: str, soort: Datatype | Klasse, definitie: Berichtdefinitie
) -> list[tuple[str, str]]:
    """One element of a class, which its neighbour may explain: a volume in euros."""
    if waarden.get("Eenheid") == _EURO and naam.endswith("Volume"):
        return [(_render_naam(naam), in_euro(waarden[naam]))]
    return _render_feit(naam, waarden[naam], soort, definitie)


def _render_feit(
    naam: str, inhoud: Any, soort: Datatype | Klasse, definitie: Berichtdefinitie
) -> list[tuple[str, str]]:
    if isinstance(inhoud, list):
        return [feit for deel in inhoud for feit in _render_feit(naam, deel, soort, definitie)]
    if isinstance(soort, Datatype):
        return [(_render_naam(naam), _render_waarde(inhoud, soort, definitie))]
    delen = [
        feit
        for element in soort.elementen
        if inhoud.get(element.naam) is not None
        for feit in _render_deel(inhoud, element.naam, element.type, definitie)
    ]
    if naam == "RetourCodes":
        return delen
    if len(delen) == 1:
        return [(_render_naam(naam), delen[0][1])]
    eigen = _render_naam(naam)
    return [(label if ":" in label else f"{eigen}: {label.lower()}", waarde) for label, waarde in delen]


def _render_naam(naam: str) -> str:
    """'ToewijzingNummer' as 'Toewijzing nummer'; some have a spelling of their own."""
    return _SPELLING[naam] if naam in _SPELLING else _WOORD.sub(" ", naam).capitalize()


def _render_waarde(waarde: Any, soort: Datatype, definitie: Berichtdefinitie) -> str:
    if isinstance(waarde, date):
        return f"{waarde.day} {_MAANDEN[waarde.month - 1]} {waarde.year}"
    if isinstance(waarde, time):
        return f"{waarde:%H:%M}"
    if soort.naam in _GELD:
        return in_euro(waarde)
    if soort.codelijst:
        label = get_label(definitie.familie, soort.naam, code=waarde, release=definitie.release)
        return waarde if label == waarde else f"{label} ({waarde})"
    return str(waarde)
