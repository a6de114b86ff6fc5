"""Trajecten of a year as places: how many, how long, and what a shorter length would give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from stelsel.analyse.inzet import get_peildatum
from stelsel.analyse.profielen.plekken import Plekvorm, compute_plekvormen
from stelsel.analyse.selectie import Selectie
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.parameters import get_parameter
from stelsel.domein.toegang.begrippen import Wet
from stelsel.lake.tabellen import DECLARATIEREGELS, DOMEINEN, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Product
from .ontwerp import DOMEIN_VAN_WET, get_lakestanden, get_laketabellen, list_jaren_van_lake

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


#: Wheelchairs, scooters, changes to a home and other aids: things that nobody occupies a place with.
_DINGEN = frozenset(f"{DOMEIN_VAN_WET[Wet.WMO]} {categorie}" for categorie in ("11", "12", "13", "14"))


@dataclass(frozen=True)
class Plekkenbeeld:
    """The forms of one choice. `namen`: of profielen by their code; `maanden`: per profiel the months that
    the catalogue gives it; `tot`: the last day that was looked at."""

    jaar: int
    domein: str
    gemeente: str
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    vormen: tuple[Plekvorm, ...]
    namen: dict[str, str]
    maanden: dict[str, tuple[int, int]]
    tot: date
    bronnen: tuple[tuple[str, date], ...]

    @property
    def heel_jaar(self) -> bool:
        """Whether the data reach the end of the year."""
        return self.tot >= date(self.jaar, 12, 31)


def get_bezetting(today: date) -> Fraction:
    """The occupancy with which a calculation begins."""
    return Fraction(str(get_parameter("bezetting_plek").get_waarde(today)))


def get_plekkenbeeld(
    user: User, *, jaar: int | None, domein: str, gemeente: str, today: date
) -> Plekkenbeeld | None:
    """A year (default: the last whole one), a domain and a gemeente or all; None without claim lines.

    To be asked by a user who may see small numbers only; see `permissions.mag_ontwerpen`.
    """
    lake, jaren = get_lake(), list_jaren_van_lake()
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    namen = {g.code: g.naam for g in list_gemeenten(user)}
    domein = domein if domein in DOMEINEN else DOMEINEN[0]
    gemeente = gemeente if gemeente in namen else ""
    producten = list(
        Product.objects.select_related("profiel").prefetch_related("profiel__cellen").order_by("wet", "code")
    )
    vormen = tuple(
        (
            f"{DOMEIN_VAN_WET[p.wet]} {p.code}",
            p.profiel.code if p.profiel else f"{DOMEIN_VAN_WET[p.wet]} {p.categorie}",
        )
        for p in producten
    )
    profielen = {p.profiel.code: p.profiel for p in producten if p.profiel is not None}
    uit, tot = _compute(str(lake.map), lake.versie, gekozen, domein, gemeente, vormen, today)
    return Plekkenbeeld(
        jaar=gekozen,
        domein=domein,
        gemeente=gemeente,
        jaren=jaren,
        gemeenten=tuple(namen.items()),
        vormen=tuple(v for v in uit if v.vorm not in _DINGEN),
        namen={code: profiel.naam for code, profiel in profielen.items()},
        maanden={
            code: (min(c.maanden_van for c in cellen), max(c.maanden_tot for c in cellen))
            for code, profiel in profielen.items()
            if (cellen := list(profiel.cellen.all()))
        },
        tot=tot,
        bronnen=get_lakestanden(),
    )


@keep_uitkomst(maxsize=32)
def _compute(
    map: str,
    versie: int,
    jaar: int,
    domein: str,
    gemeente: str,
    vormen: tuple[tuple[str, str], ...],
    today: date,
) -> tuple[tuple[Plekvorm, ...], date]:
    """Computed once per version of the lake and of the catalogue."""
    regels, toewijzingen = get_laketabellen(DECLARATIEREGELS, TOEWIJZINGEN)
    selectie = Selectie(
        jaar=jaar,
        gemeenten=frozenset({gemeente}) if gemeente else None,
        domeinen=frozenset({domein}),
    )
    peildatum = get_peildatum(regels, toewijzingen, today=today)
    uit = compute_plekvormen(toewijzingen, peildatum=peildatum, selectie=selectie, vormen=dict(vormen))
    return tuple(uit), min(peildatum, date(jaar, 12, 31))
