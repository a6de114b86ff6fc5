"""The design of profiles on the claims in the lake: every number judged, and what the chosen set means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from django.conf import settings

from stelsel.analyse.profielen.clientcellen import (
    Buitenproduct,
    Celproduct,
    compute_clientcellen,
    compute_kenmerken,
)
from stelsel.analyse.profielen.gevallen import Gevallen, get_gevallen
from stelsel.analyse.profielen.gevolgen import (
    Band,
    Samenstelling,
    Samenvoeging,
    compute_samenstelling,
    compute_samenvoeging,
    list_banden,
)
from stelsel.analyse.profielen.gezinnen import (
    Gezinsgevolg,
    Samenloop,
    compute_gezinsgevolg,
    list_samenloop,
)
from stelsel.analyse.profielen.groepen import Profielgroep, create_naamgever
from stelsel.analyse.profielen.kenmerken import Kenmerkopmerking
from stelsel.analyse.profielen.ontwerp import Ontwerp, compute_indeling, compute_ontwerp, list_profielen_bij
from stelsel.analyse.profielen.uitbijters import Uitbijterbeeld, compute_uitbijters
from stelsel.analyse.selectie import Selectie, list_jaren
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.profielen.assen import get_plaats
from stelsel.domein.profielen.criteria import Advies, Grenzen, Oordeel, get_grenzen
from stelsel.domein.profielen.maatstaven import Verklaring
from stelsel.domein.profielen.samenvoegen import create_buren
from stelsel.lake.engine import Table, create_engine, get_tabel
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, DOMEINEN, TOEWIJZINGEN, Tabel
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Product

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

DOMEIN_NAAM = {"jeugd": "Jeugd", "wmo": "Wmo", "participatie": "Participatie"}
DOMEIN_VAN_WET = {"jw": "jeugd", "wmo": "wmo"}
CATALOGUS, KENMERKEN = "catalogus", "kenmerken"
_BEWAARD = 16


@dataclass(frozen=True)
class Ontwerpproduct:
    """A product that carries a profile, with its place on the axes."""

    product: Celproduct
    complexiteit: str
    intensiteit: str


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
class Profielset:
    """One number of profiles: the profiles, per profile its number in the design and its band, and with the
    catalogue as start who is in which, households, help under two laws, and cases out of band."""

    k: int
    groepen: tuple[Profielgroep, ...]
    nummers: tuple[int, ...]
    banden: tuple[Band, ...]
    samenstelling: Samenstelling | None
    gezinnen: Gezinsgevolg | None
    samenloop: tuple[Samenloop, ...]
    uitbijters: Uitbijterbeeld | None


@dataclass(frozen=True)
class Ontwerpuitkomst:
    """What is kept of a design besides its clients: every number of profiles judged and described, and what
    is in no profile: `bedrag` cents in cells, `buiten` the products in none, the costliest first."""

    oordelen: tuple[Oordeel, ...]
    advies: Advies
    verklaring: Verklaring
    opmerkingen: tuple[Kenmerkopmerking, ...]
    celnamen: tuple[str, ...]
    labels: dict[int, tuple[int, ...]]
    sets: tuple[Profielset, ...]
    bedrag: int
    buiten: tuple[Buitenproduct, ...]


@dataclass(frozen=True)
class Ontwerpbeeld:
    """A design with one set of profiles chosen (the advice unless asked otherwise)."""

    keuze: Ontwerpkeuze
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    ontwerp: Ontwerp
    uitkomst: Ontwerpuitkomst
    gekozen: Profielset
    productnamen: dict[str, str]
    bronnen: tuple[tuple[str, date], ...]

    @property
    def k(self) -> int:
        """The number of profiles chosen."""
        return self.gekozen.k

    @property
    def groepen(self) -> tuple[Profielgroep, ...]:
        """The profiles of the chosen set, costliest first."""
        return self.gekozen.groepen

    @property
    def nummers(self) -> tuple[int, ...]:
        """Per profile of the chosen set its number in the design."""
        return self.gekozen.nummers

    @property
    def banden(self) -> tuple[Band, ...]:
        """Per profile of the chosen set its band."""
        return self.gekozen.banden

    @property
    def aantallen(self) -> list[int]:
        """Every number of profiles that can be chosen."""
        return [rij.k for rij in self.uitkomst.sets]

    @property
    def samenstellingen(self) -> dict[int, Samenstelling]:
        """Who is in which profile, per number of profiles; empty with features as start."""
        return {rij.k: rij.samenstelling for rij in self.uitkomst.sets if rij.samenstelling is not None}


def get_ontwerpbeeld(
    user: User, *, jaar: int | None, domein: str, gemeente: str, begin: str, k: int | None, today: date
) -> Ontwerpbeeld | None:
    """The design of a year (default: the last whole one) and a domain; None without claim lines.

    To be asked by a user who may see small numbers only; see `permissions.mag_ontwerpen`.
    """
    lake = get_lake()
    jaren = _list_jaren(str(lake.map), lake.versie) if lake.versie else ()
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
    vraag = (str(lake.map), lake.versie, keuze, _list_celproducten(), get_grenzen(today))
    uitkomst = _get_uitkomst(*vraag)
    per_aantal = {rij.k: rij for rij in uitkomst.sets}
    return Ontwerpbeeld(
        keuze=keuze,
        jaren=jaren,
        gemeenten=tuple(namen.items()),
        ontwerp=_create_ontwerp(uitkomst, _get_plekken(*vraag)),
        uitkomst=uitkomst,
        gekozen=per_aantal.get(k or 0, per_aantal[uitkomst.advies.k]),
        productnamen=dict(Product.objects.values_list("code", "naam")),
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


def list_jaren_van_lake() -> tuple[int, ...]:
    """The years in which there are claim lines, newest first."""
    lake = get_lake()
    return _list_jaren(str(lake.map), lake.versie) if lake.versie else ()


@keep_uitkomst(maxsize=_BEWAARD)
def _list_jaren(map: str, versie: int) -> tuple[int, ...]:
    return tuple(list_jaren(get_laketabellen(DECLARATIEREGELS)[0]))


@keep_uitkomst(maxsize=_BEWAARD)
def _get_uitkomst(
    map: str, versie: int, keuze: Ontwerpkeuze, producten: tuple[Ontwerpproduct, ...], grenzen: Grenzen
) -> Ontwerpuitkomst:
    """Kept per version of the lake, of the catalogue and of the criteria; making it takes a second or two."""
    ontwerp, gevallen = _compute(map, versie, keuze, producten, grenzen)
    return Ontwerpuitkomst(
        oordelen=ontwerp.oordelen,
        advies=ontwerp.advies,
        verklaring=ontwerp.verklaring,
        opmerkingen=ontwerp.opmerkingen,
        celnamen=ontwerp.celnamen,
        labels={k: tuple(label.tolist()) for k, label in ontwerp.labels.items()},
        sets=tuple(_create_set(ontwerp, gevallen, k) for k in sorted(ontwerp.labels)),
        bedrag=gevallen.cellen.bedrag if gevallen else 0,
        buiten=gevallen.cellen.buiten if gevallen else (),
    )


@keep_uitkomst(maxsize=_BEWAARD)
def _get_plekken(
    map: str, versie: int, keuze: Ontwerpkeuze, producten: tuple[Ontwerpproduct, ...], grenzen: Grenzen
) -> pl.DataFrame:
    """Per client cost (cents), the number of its cell, and its provider (null when not known)."""
    ontwerp, _ = _compute(map, versie, keuze, producten, grenzen)
    return pl.DataFrame(
        {
            "kosten": ontwerp.kosten,
            "cel": ontwerp.cel,
            "aanbieder": list(ontwerp.aanbieder) or [None] * len(ontwerp.kosten),
        },
        schema_overrides={"aanbieder": pl.String},
    )


def _create_ontwerp(uitkomst: Ontwerpuitkomst, plekken: pl.DataFrame) -> Ontwerp:
    """The design as it was computed, from what is kept of it."""
    cel = plekken["cel"].to_numpy().astype(np.intp)
    per_aantal = {rij.k: rij for rij in uitkomst.sets}
    return Ontwerp(
        oordelen=uitkomst.oordelen,
        advies=uitkomst.advies,
        groepen=per_aantal[uitkomst.advies.k].groepen,
        verklaring=uitkomst.verklaring,
        opmerkingen=uitkomst.opmerkingen,
        celnamen=uitkomst.celnamen,
        labels={k: np.array(label, dtype=np.intp) for k, label in uitkomst.labels.items()},
        noem=create_naamgever(uitkomst.celnamen, cel=cel),
        kosten=plekken["kosten"].to_numpy(),
        cel=cel,
        aanbieder=tuple(plekken["aanbieder"].drop_nulls().to_list()),
    )


@lru_cache(maxsize=2)
def _compute(
    map: str, versie: int, keuze: Ontwerpkeuze, producten: tuple[Ontwerpproduct, ...], grenzen: Grenzen
) -> tuple[Ontwerp, Gevallen | None]:
    """The design itself, and with the catalogue as start what else is known of the clients in it."""
    regels, clienten, toewijzingen = get_laketabellen(DECLARATIEREGELS, CLIENTEN, TOEWIJZINGEN)
    selectie = keuze.als_selectie()
    if keuze.begin == KENMERKEN:
        tabel = compute_kenmerken(
            regels, clienten=clienten, toewijzingen=toewijzingen, selectie=selectie, jaar=keuze.jaar
        )
        return compute_ontwerp(tabel, grenzen=grenzen), None
    cellen = compute_clientcellen(regels, selectie=selectie, producten=[p.product for p in producten])
    assen = {p.product.cel: get_plaats(p.complexiteit, p.intensiteit) for p in producten}
    gebruikt = cellen.clienten["profiel"].unique().sort().to_list()
    buren = create_buren([assen[cel] for cel in gebruikt]) if gebruikt else None
    ontwerp = compute_indeling(cellen.clienten, grenzen=grenzen, buren=buren)
    return ontwerp, get_gevallen(regels, clienten=clienten, cellen=cellen, selectie=selectie)


def _create_set(ontwerp: Ontwerp, gevallen: Gevallen | None, k: int) -> Profielset:
    label = ontwerp.labels[k]
    groepen = list_profielen_bij(ontwerp, k=k)
    nummers = tuple(int(label[groep.cellen[0]]) for groep in groepen)
    groep = label[ontwerp.cel]
    vol = gevallen if gevallen and len(label) == len(ontwerp.celnamen) and gevallen.clienten.height else None
    namen = {"label": label.tolist(), "celnamen": ontwerp.celnamen}
    return Profielset(
        k=k,
        groepen=groepen,
        nummers=nummers,
        banden=tuple(list_banden(ontwerp.kosten, groep=groep, groepen=nummers)),
        samenstelling=compute_samenstelling(vol.cellen.paren, **namen) if vol else None,
        gezinnen=compute_gezinsgevolg(vol.clienten, paren=vol.cellen.paren, **namen) if vol else None,
        samenloop=list_samenloop(vol.clienten, ander=vol.ander, **namen) if vol else (),
        uitbijters=compute_uitbijters(vol.clienten, kosten=ontwerp.kosten, groep=groep) if vol else None,
    )


def _list_celproducten() -> tuple[Ontwerpproduct, ...]:
    """Every product that carries a profile, with its complexity and intensity."""
    rijen = Product.objects.filter(profiel__isnull=False).select_related("profiel").order_by("wet", "code")
    return tuple(
        Ontwerpproduct(
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
