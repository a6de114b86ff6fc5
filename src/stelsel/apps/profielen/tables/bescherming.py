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
}
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
    verborgen = list_verborgen([_als_aantal(rij[telling]) for rij in tabel.rijen], drempel=drempel)
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


def _protect_minste(rij: Sequence[Waarde], drempel: int) -> list[Waarde]:
    """Of the numbers of profiles only the smallest group is a count of clients."""
    waarden = list(rij)
    if is_te_klein(_als_aantal(waarden[5]), drempel=drempel):
        waarden[5] = f"minder dan {drempel}"
    return waarden


def _als_aantal(waarde: Waarde) -> int:
    return int(waarde) if isinstance(waarde, int | float) else 0
