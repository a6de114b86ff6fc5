"""What of the bench may leave the desk of the analyst: no figures about so few clients that one is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stelsel.analyse.onthulling import is_te_klein, list_verborgen
from stelsel.apps.web.render.cijfer import TEKST, Cijfertabel, Waarde

NIET_GETOOND = "niet getoond"
#: Per table the column that counts clients. The rows of these tables add up to something that is known.
_TELLING = {
    "profielen": 2,
    "bandbreedte": 4,
    "samenvoegen": 1,
    "winst-en-verlies": 1,
    "combinaties": 1,
    "buiten": 2,
    "producten": 5,
    "matrix": 3,
    "groepsdekking": 3,
    "urenbanden": 2,
    "trajectproducten": 3,
    "trajectvormen": 3,
    "plekken": 1,
    "ruimte": 1,
    "gepland": 1,
    "voorraad": 1,
    "redenen": 2,
    "ingedeeld": 3,
    "voorstel": 2,
    "gezinnen": 1,
    "gezinscombinaties": 1,
}
#: Further columns that count some of the clients of the row, and the column whose rows have a known sum.
_OOK = {"producten": (6,), "groepsdekking": (4, 5, 6), "trajectproducten": (4, 5), "plekken": (2,)}
_GROEP = {"matrix": 1, "ingedeeld": 2}
#: Of these the figures before the count are about all clients of the row, and stay.
_VANAF_TELLING = ("bandbreedte",)


def protect_tabel(tabel: Cijfertabel, *, drempel: int) -> Cijfertabel:
    """The same table with figures about fewer than `drempel` clients hidden, and enough others with them that
    those cannot be computed."""
    if tabel.naam == "aantallen":
        return replace(tabel, rijen=[_protect_minste(rij, drempel) for rij in tabel.rijen])
    telling = _TELLING.get(tabel.naam)
    if telling is None:
        return tabel
    verborgen = _list_verborgen(tabel, telling, drempel)
    eerste = telling if tabel.naam in _VANAF_TELLING else 0
    soorten = [soort for _, soort in tabel.koppen]
    rijen = [
        [
            NIET_GETOOND if dicht and plek >= eerste and plek > 0 and soorten[plek] != TEKST else waarde
            for plek, waarde in enumerate(rij)
        ]
        for rij, dicht in zip(tabel.rijen, verborgen, strict=True)
    ]
    return replace(tabel, rijen=rijen)


def _list_verborgen(tabel: Cijfertabel, telling: int, drempel: int) -> list[bool]:
    """Per row whether it is hidden; rows whose sum is known elsewhere protect each other."""
    samen: dict[Waarde, list[int]] = {}
    for plek, rij in enumerate(tabel.rijen):
        samen.setdefault(rij[_GROEP[tabel.naam]] if tabel.naam in _GROEP else "", []).append(plek)
    verborgen = [False] * len(tabel.rijen)
    for plekken in samen.values():
        aantallen = [_tel(tabel, tabel.rijen[plek], telling) for plek in plekken]
        for plek, dicht in zip(plekken, list_verborgen(aantallen, drempel=drempel), strict=True):
            verborgen[plek] = dicht
    return verborgen


def _tel(tabel: Cijfertabel, rij: Sequence[Waarde], telling: int) -> int:
    """The clients that a row is about: of several counts the smallest that is not nothing."""
    anders = [_als_aantal(rij[plek]) for plek in _OOK.get(tabel.naam, ())]
    return min([_als_aantal(rij[telling]), *(aantal for aantal in anders if aantal)])


def _protect_minste(rij: Sequence[Waarde], drempel: int) -> list[Waarde]:
    """Of the numbers of profiles only the smallest group is a count of clients."""
    waarden = list(rij)
    if is_te_klein(_als_aantal(waarden[5]), drempel=drempel):
        waarden[5] = f"minder dan {drempel}"
    return waarden


def _als_aantal(waarde: Waarde) -> int:
    return int(waarde) if isinstance(waarde, int | float) else 0
