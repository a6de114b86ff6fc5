"""The design of profiles on the claims in the lake: every number judged, and what the chosen set means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from stelsel.analyse.profielen.clientcellen import (
    Buitenproduct,
    Celproduct,
    Clientcellen,
    compute_clientcellen,
    compute_kenmerken,
)
from stelsel.analyse.profielen.gevolgen import (
    Band,
    Samenstelling,
    Samenvoeging,
    compute_samenstelling,
    compute_samenvoeging,
    list_banden,
)
from stelsel.analyse.profielen.groepen import Profielgroep
from stelsel.analyse.profielen.ontwerp import Ontwerp, compute_indeling, compute_ontwerp, list_profielen_bij
from stelsel.analyse.selectie import Selectie, list_jaren
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.profielen.assen import get_plaats
from stelsel.domein.profielen.criteria import get_grenzen
from stelsel.domein.profielen.samenvoegen import create_buren
from stelsel.lake.engine import Table, create_engine, get_tabel
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, DOMEINEN, TOEWIJZINGEN, Tabel

from ..models import Product

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

DOMEIN_NAAM = {"jeugd": "Jeugd", "wmo": "Wmo", "participatie": "Participatie"}
DOMEIN_VAN_WET = {"jw": "jeugd", "wmo": "wmo"}
CATALOGUS, KENMERKEN = "catalogus", "kenmerken"
_BEWAARD = 16


@dataclass(frozen=True)
class Ontwerpkeuze:
    """What a design is made of: a year, a domain, a gemeente ("" is all), and the cells to start from."""

    jaar: int
    domein: str
    gemeente: str
    begin: str

    def als_selectie(self) -> Selectie:
        """The same in the words of the analyses."""
        return Selectie(
            jaar=self.jaar,
            gemeenten=frozenset({self.gemeente}) if self.gemeente else None,
            domeinen=frozenset({self.domein}),
        )


@dataclass(frozen=True)
class Ontwerpbeeld:
    """A design with the set of `k` profiles chosen (the advice unless asked otherwise).

    `nummers`: per profile in `groepen` its number in the design; `cellen` None with features as start.
    """

    keuze: Ontwerpkeuze
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    ontwerp: Ontwerp
    k: int
    groepen: tuple[Profielgroep, ...]
    nummers: tuple[int, ...]
    banden: tuple[Band, ...]
    cellen: Clientcellen | None
    productnamen: dict[str, str]
    samenstellingen: dict[int, Samenstelling]
    bronnen: tuple[tuple[str, date], ...]

    @property
    def samenstelling(self) -> Samenstelling | None:
        """That of the chosen set; None with features as start."""
        return self.samenstellingen.get(self.k)

    @property
    def buiten(self) -> tuple[Buitenproduct, ...]:
        """The products that are in no profile, the costliest first."""
        return self.cellen.buiten if self.cellen else ()


def get_ontwerpbeeld(
    user: User, *, jaar: int | None, domein: str, gemeente: str, begin: str, k: int | None, today: date
) -> Ontwerpbeeld | None:
    """The design of a year (default: the last whole one) and a domain; None without claim lines.

    To be asked by a user who may see small numbers only; see `permissions.mag_ontwerpen`.
    """
    lake = get_lake()
    jaren = _list_jaren(str(lake.map), lake.versie)
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    namen = {g.code: g.naam for g in list_gemeenten(user)}
    keuze = Ontwerpkeuze(
        gekozen,
        domein if domein in DOMEINEN else DOMEINEN[0],
        gemeente if gemeente in namen else "",
        begin if begin in (CATALOGUS, KENMERKEN) else CATALOGUS,
    )
    producten = _list_celproducten()
    ontwerp, cellen, samenstellingen = _compute(str(lake.map), lake.versie, keuze, producten, today)
    aantal = k if k in ontwerp.labels else ontwerp.advies.k
    groepen = list_profielen_bij(ontwerp, k=aantal)
    nummers = tuple(int(ontwerp.labels[aantal][groep.cellen[0]]) for groep in groepen)
    return Ontwerpbeeld(
        keuze=keuze,
        jaren=jaren,
        gemeenten=tuple(namen.items()),
        ontwerp=ontwerp,
        k=aantal,
        groepen=groepen,
        nummers=nummers,
        banden=tuple(list_banden(ontwerp.kosten, groep=ontwerp.labels[aantal][ontwerp.cel], groepen=nummers)),
        cellen=cellen,
        productnamen=dict(Product.objects.values_list("code", "naam")),
        samenstellingen=samenstellingen,
        bronnen=get_lakestanden(),
    )


def compute_simulatie(beeld: Ontwerpbeeld, *, een: int, ander: int) -> Samenvoeging | None:
    """Profiles number `een` and `ander` of the set (from 1) as one; None when that is no merge."""
    if een == ander or not {een, ander} <= set(range(1, len(beeld.groepen) + 1)):
        return None
    ontwerp = beeld.ontwerp
    groep = ontwerp.labels[beeld.k][ontwerp.cel]
    try:
        return compute_samenvoeging(
            ontwerp.kosten,
            groep=groep,
            een=beeld.nummers[een - 1],
            ander=beeld.nummers[ander - 1],
            aanbieder=ontwerp.aanbieder or ("onbekend",) * len(groep),
        )
    except ValueError:
        return None


@lru_cache(maxsize=_BEWAARD)
def _list_jaren(map: str, versie: int) -> tuple[int, ...]:
    return tuple(list_jaren(get_laketabellen(DECLARATIEREGELS)[0])) if versie else ()


@lru_cache(maxsize=_BEWAARD)
def _compute(
    map: str,
    versie: int,
    keuze: Ontwerpkeuze,
    producten: tuple[tuple[Celproduct, str, str], ...],
    today: date,
) -> tuple[Ontwerp, Clientcellen | None, dict[int, Samenstelling]]:
    """Computed once per version of the lake and of the catalogue; a second or two on a region."""
    regels, clienten, toewijzingen = get_laketabellen(DECLARATIEREGELS, CLIENTEN, TOEWIJZINGEN)
    grenzen, selectie = get_grenzen(today), keuze.als_selectie()
    if keuze.begin == KENMERKEN:
        tabel = compute_kenmerken(
            regels, clienten=clienten, toewijzingen=toewijzingen, selectie=selectie, jaar=keuze.jaar
        )
        return compute_ontwerp(tabel, grenzen=grenzen), None, {}
    cellen = compute_clientcellen(regels, selectie=selectie, producten=[p for p, _, _ in producten])
    assen = {p.cel: get_plaats(complexiteit, intensiteit) for p, complexiteit, intensiteit in producten}
    gebruikt = cellen.clienten["profiel"].unique().sort().to_list()
    buren = create_buren([assen[cel] for cel in gebruikt]) if gebruikt else None
    ontwerp = compute_indeling(cellen.clienten, grenzen=grenzen, buren=buren)
    samen = {
        k: compute_samenstelling(cellen.paren, label=label.tolist(), celnamen=ontwerp.celnamen)
        for k, label in ontwerp.labels.items()
        if len(label) == len(gebruikt)
    }
    return ontwerp, cellen, samen


def _list_celproducten() -> tuple[tuple[Celproduct, str, str], ...]:
    """Every product that carries a profile, with its complexity and intensity."""
    rijen = Product.objects.filter(profiel__isnull=False).select_related("profiel").order_by("wet", "code")
    return tuple(
        (
            Celproduct(
                DOMEIN_VAN_WET[p.wet], p.code, f"{p.profiel.code} {p.intensiteit}".strip(), p.profiel.naam
            ),
            p.profiel.complexiteit,
            p.intensiteit,
        )
        for p in rijen
        if p.profiel is not None
    )


def get_lakestanden() -> tuple[tuple[str, date], ...]:
    """The sources of claim lines in the lake, with the last day that each covers."""
    return tuple(
        (s.bron, s.gegevens_tm) for s in get_lake().list_standen() if s.tabel == DECLARATIEREGELS.naam
    )


def get_laketabellen(*tabellen: Tabel) -> tuple[Table, ...]:
    """Tables of the lake in one engine, so that they can be joined."""
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    return tuple(get_tabel(engine, lake=get_lake(), tabel=tabel) for tabel in tabellen)
