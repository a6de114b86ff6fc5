"""Whether help becomes shorter, lighter and less complex, per profile and aanbieder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stelsel.analyse.profielen.trends import Trendbeeld, compute_trends
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.profielen.assen import COMPLEXITEITEN
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Profiel
from .ontwerp import DOMEIN_VAN_WET, get_lakestanden, get_laketabellen


@dataclass(frozen=True)
class Profieltrends:
    """The trends of one domain with the names of profiles and aanbieders. Every count is a true one: see
    `tables.trends` for what may be shown."""

    domein: str
    beeld: Trendbeeld
    profielnamen: dict[str, str]
    aanbiedernamen: dict[str, str]
    bronnen: tuple[tuple[str, date], ...]
    versie: int


def get_profieltrends(*, domein: str, today: date) -> Profieltrends | None:
    """Of a domain (default: the first); None without anything in the lake."""
    lake = get_lake()
    if not lake.versie:
        return None
    domeinen = list(DOMEIN_VAN_WET.values())
    gekozen = domein if domein in domeinen else domeinen[0]
    wet = next(wet for wet, naam in DOMEIN_VAN_WET.items() if naam == gekozen)
    profielen = list(Profiel.objects.filter(wet=wet).order_by("code", "versie"))
    niveaus = {p.code: COMPLEXITEITEN.index(p.complexiteit) for p in profielen if p.complexiteit}
    return Profieltrends(
        gekozen,
        _compute(str(lake.map), lake.versie, gekozen, tuple(sorted(niveaus.items())), today),
        {p.code: f"{p.code} {p.naam}" for p in profielen},
        dict(Aanbieder.objects.values_list("agb", "naam")),
        get_lakestanden(),
        lake.versie,
    )


@keep_uitkomst(maxsize=8)
def _compute(
    map: str, versie: int, domein: str, niveaus: tuple[tuple[str, int], ...], today: date
) -> Trendbeeld:
    """Computed once per version of the lake and of the catalogue."""
    regels, toewijzingen = get_laketabellen(DECLARATIEREGELS, TOEWIJZINGEN)
    return compute_trends(
        regels, toewijzingen=toewijzingen, domein=domein, niveaus=dict(niveaus), peildatum=today
    )
