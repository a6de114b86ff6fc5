"""From the outcome of a cost survey to the input of a cost price, with where every value was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .kostprijsnamen import SALARIS, Kostennaam, get_kostennamen, list_algemeen
from .kostprijsonderzoek import Cijfer

#: Which of the percentiles becomes the value, by the word for it.
KEUZES = {"p25": 0, "mediaan": 1, "p75": 2}
_MIX = Fraction(1, 10_000)


class GeenPrijs(ValueError):
    """The outcome gives no cost price; the text says in Dutch why."""


@dataclass(frozen=True)
class Prijsbasis:
    """What a cost price is made of: the published figures, the hours per functie, and which percentile."""

    onderzoek: str
    prijsjaar: int
    cijfers: Sequence[Cijfer]
    uren: Mapping[str, Fraction]
    keuze: str


def create_prijsdata(basis: Prijsbasis, *, peildatum: date) -> dict[str, dict[str, Any]]:
    """Sections and names as `render_toml` wants them. A functie without published salary is left out; a value
    that is not published is the usual one. Raises GeenPrijs."""
    per_functie = _list_functies(basis.cijfers)
    if not per_functie:
        raise GeenPrijs("Van geen enkele functie is het salaris te tonen: er zijn te weinig opgaven.")
    namen = list_algemeen()
    return {
        "functie": {
            functie: {
                SALARIS: _als_decimaal(_get_keuze(rij[SALARIS], basis.keuze)),
                **{n.naam: _get_waarde(n, rij.get(n.naam), basis.keuze, peildatum) for n in namen},
            }
            for functie, rij in per_functie.items()
        },
        "mix": _create_mix({functie: basis.uren[functie] for functie in per_functie}),
        "bandbreedte": _create_banden(per_functie, namen),
        "bron": {naam: _create_bron(basis, naam, per_functie) for naam in get_kostennamen()},
        "prijspeil": {"jaar": basis.prijsjaar},
    }


def _list_functies(cijfers: Sequence[Cijfer]) -> dict[str, dict[str, Cijfer]]:
    uit: dict[str, dict[str, Cijfer]] = {}
    for cijfer in cijfers:
        if cijfer.percentielen is not None:
            uit.setdefault(cijfer.functie, {})[cijfer.naam] = cijfer
    return {functie: rij for functie, rij in uit.items() if SALARIS in rij}


def _get_keuze(cijfer: Cijfer, keuze: str) -> Fraction:
    if cijfer.percentielen is None:
        raise GeenPrijs(f"{cijfer.naam} is niet te tonen.")
    return cijfer.percentielen[KEUZES[keuze]]


def _get_waarde(naam: Kostennaam, cijfer: Cijfer | None, keuze: str, peildatum: date) -> Decimal:
    if cijfer is not None:
        return _als_decimaal(_get_keuze(cijfer, keuze))
    waarde = naam.get_stand(peildatum).waarde
    if waarde is None:
        raise GeenPrijs(f"{naam.wat}: er zijn te weinig opgaven, en wij kennen geen gebruikelijke waarde.")
    return _als_decimaal(waarde)


def _create_mix(uren: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Shares of the hours in four decimals; the largest takes what rounding left."""
    som = sum(uren.values(), Fraction(0))
    delen = {functie: round(deel / som / _MIX) * _MIX for functie, deel in uren.items()}
    grootste = max(delen, key=lambda functie: (delen[functie], functie))
    delen[grootste] += 1 - sum(delen.values(), Fraction(0))
    return {functie: _als_decimaal(deel) for functie, deel in delen.items()}


def _create_banden(
    per_functie: Mapping[str, Mapping[str, Cijfer]], namen: Sequence[Kostennaam]
) -> dict[str, list[Decimal]]:
    """From the lowest p25 to the highest p75 of the functies, where all of them are published."""
    uit = {}
    for naam in (n.naam for n in namen):
        rijen = [rij[naam].percentielen for rij in per_functie.values() if naam in rij]
        bekend = [rij for rij in rijen if rij is not None]
        if len(bekend) == len(per_functie):
            laag, hoog = min(p25 for p25, _, _ in bekend), max(p75 for _, _, p75 in bekend)
            uit[naam] = [_als_decimaal(laag), _als_decimaal(hoog)]
    return uit


def _create_bron(basis: Prijsbasis, naam: str, per_functie: Mapping[str, Mapping[str, Cijfer]]) -> str:
    aantallen = [rij[naam].aantal for rij in per_functie.values() if naam in rij]
    if not aantallen:
        return "Gebruikelijke waarde: te weinig opgaven"
    deels = "" if len(aantallen) == len(per_functie) else ", bij de andere functies een gebruikelijke waarde"
    laag, hoog = min(aantallen), max(aantallen)
    aantal = f"{laag}" if laag == hoog else f"{laag} tot {hoog}"
    return f"Kostprijsonderzoek {basis.onderzoek}: {basis.keuze} van {aantal} aanbieders{deels}"


def _als_decimaal(waarde: Fraction) -> Decimal:
    return (Decimal(waarde.numerator) / Decimal(waarde.denominator)).normalize() + 0
