"""Comparing three ways of paying on one year of the lake, and reading saved comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl
from django.conf import settings
from django.db.models import QuerySet

from stelsel.analyse.bekostiging.clientdelen import get_clientdelen
from stelsel.analyse.bekostiging.clientprofielen import (
    Bereik,
    compute_bereik,
    get_clientprofielen,
    get_profielregels,
)
from stelsel.analyse.bekostiging.modelvergelijking import Modelvergelijking, compute_modelvergelijking
from stelsel.analyse.bekostiging.vergelijkuitgave import (
    Grootsten,
    Verborgen,
    compute_grootsten,
    compute_verborgen,
    protect_bereik,
    protect_vergelijking,
)
from stelsel.analyse.onthulling import EIGEN, Norm
from stelsel.analyse.selectie import Selectie, list_jaren
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.basis.queries import get_lake
from stelsel.apps.profielen.models import Product
from stelsel.domein.bekostiging.criteria import compute_eindscore, get_criteria
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vergelijkinvoer import Vergelijkinvoer
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Vergelijking
from .bekostigingskeuze import list_gekozen_cellen
from .kader import Kader, get_kaders

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_DOMEIN = {"jw": "jeugd", "wmo": "wmo"}
_WET = {domein: wet for wet, domein in _DOMEIN.items()}
_HEEL = 100
_BEWAARD = 32


@dataclass(frozen=True)
class Keuze:
    """What is compared: a year and a domain, prices and budgets as a percentage of the history."""

    jaar: int
    domein: str = "jeugd"
    prijsdeel: int = _HEEL
    taakdeel: int = _HEEL

    def als_invoer(self) -> Vergelijkinvoer:
        """The same in the words of the comparison."""
        return Vergelijkinvoer(
            prijsdeel=Fraction(self.prijsdeel, _HEEL), taakdeel=Fraction(self.taakdeel, _HEEL)
        )


@dataclass(frozen=True)
class Vergelijkbeeld:
    """One comparison with what it is about. `gemeenten` and `aanbieders`: names by code; `norm`,
    `verborgen` and `clienten`: the edition, the rows that it does not show, and how many there are really;
    `kaders`: the budget of each gemeente that has one."""

    keuze: Keuze
    jaren: tuple[int, ...]
    vergelijking: Modelvergelijking
    bereik: Bereik
    lakeversie: int
    gegevens: tuple[tuple[str, date], ...]
    gekozen: tuple[tuple[str, Model], ...] = ()
    gewichten: Mapping[str, int] = field(default_factory=dict)
    gemeenten: Mapping[str, str] = field(default_factory=dict)
    aanbieders: Mapping[str, str] = field(default_factory=dict)
    grootsten: Grootsten = field(default_factory=Grootsten)
    norm: Norm = EIGEN
    clienten: int = 0
    kaders: Mapping[str, Kader] = field(default_factory=dict)
    verborgen: Verborgen = field(default_factory=Verborgen)

    @property
    def is_dicht(self) -> bool:
        """Too few clients in all to show anything in this edition."""
        return self.norm.beschermt and self.clienten < self.norm.drempel

    def get_eindscore(self, model: Model) -> float | None:
        """The weighted score of a model; None when every weight is zero."""
        score = compute_eindscore(model, gewichten=self.gewichten)
        return None if score is None else float(score)


def list_vergelijkjaren() -> tuple[int, ...]:
    """The years with claim lines, newest first."""
    lake = get_lake()
    return _list_jaren(str(lake.map), lake.versie)


def get_standaardjaar(jaren: tuple[int, ...], *, today: date) -> int:
    """The last whole year, or the newest there is."""
    return next((jaar for jaar in jaren if jaar < today.year), jaren[0])


def get_vergelijkbeeld(
    keuze: Keuze, *, gewichten: Mapping[str, int], today: date | None = None
) -> Vergelijkbeeld:
    """The three models over the claim lines of the choice; computed once per version of the data. `today`:
    each profiel also as was chosen for it on that day."""
    lake, producten = get_lake(), _list_profielproducten(keuze.domein)
    gekozen = () if today is None else list_gekozen_cellen(_WET[keuze.domein], producten, dag=today)
    vergelijking, bereik, grootsten = _compute(str(lake.map), lake.versie, keuze, producten, gekozen)
    gegevens = [(s.bron, s.gegevens_tm) for s in lake.list_standen() if s.tabel == DECLARATIEREGELS.naam]
    return Vergelijkbeeld(
        keuze=keuze,
        jaren=list_vergelijkjaren(),
        vergelijking=vergelijking,
        bereik=bereik,
        lakeversie=lake.versie,
        gekozen=gekozen,
        gegevens=tuple(gegevens),
        gewichten=gewichten,
        gemeenten=dict(Gemeente.objects.values_list("code", "naam")),
        aanbieders=dict(Aanbieder.objects.values_list("agb", "naam")),
        grootsten=grootsten,
        clienten=vergelijking.clienten,
        kaders=get_kaders(
            wet=_WET[keuze.domein],
            jaar=keuze.jaar,
            binnen={c: g.oud for c, g in vergelijking.modellen[Model.INSPANNING].gemeenten.items()},
        ),
    )


def protect_beeld(beeld: Vergelijkbeeld, *, norm: Norm, today: date) -> Vergelijkbeeld:
    """The same comparison in an edition."""
    klein = get_aantal("kleine_aanbieder_omzet", peildatum=today)
    exact, grootsten = beeld.vergelijking, beeld.grootsten
    return replace(
        beeld,
        vergelijking=protect_vergelijking(exact, grootsten=grootsten, norm=norm),
        bereik=protect_bereik(beeld.bereik, grootsten=grootsten, norm=norm),
        verborgen=compute_verborgen(exact, grootsten=grootsten, norm=norm, kleine_omzet=klein),
        norm=norm,
    )


def create_modeluitkomst(beeld: Vergelijkbeeld) -> dict[str, Any]:
    """What is kept of a comparison, in cents; scores as texts of two decimals."""
    return {
        model.value: {
            "totaal": uitkomst.totaal,
            "berichten": uitkomst.berichten,
            "score": None if (score := beeld.get_eindscore(model)) is None else f"{score:.2f}",
            "gemeenten": {code: rij.budget for code, rij in uitkomst.gemeenten.items()},
        }
        for model, uitkomst in beeld.vergelijking.modellen.items()
    }


def get_gewichten() -> dict[str, int]:
    """The weights to start from."""
    return {code: criterium.gewicht for code, criterium in get_criteria().items()}


def list_vergelijkingen(user: User) -> QuerySet[Vergelijking]:
    """The saved comparisons that this user may see, newest first."""
    return Vergelijking.objects.for_user(user).order_by("-gemaakt_at", "-pk")


def get_keuze(vergelijking: Vergelijking) -> Keuze:
    """The choice that a saved comparison was made with."""
    return Keuze(
        jaar=vergelijking.jaar,
        domein=vergelijking.domein,
        prijsdeel=vergelijking.keuze["prijsdeel"],
        taakdeel=vergelijking.keuze["taakdeel"],
    )


@keep_uitkomst(maxsize=8)
def _list_jaren(map: str, versie: int) -> tuple[int, ...]:
    return tuple(list_jaren(_get_regels())) if versie else ()


def _list_profielproducten(domein: str) -> tuple[tuple[str, str], ...]:
    """Product codes with the cell of the catalogue: profiel and intensity."""
    rijen = Product.objects.filter(profiel__isnull=False).order_by("wet", "code").select_related("profiel")
    return tuple(
        (product.code, f"{product.profiel.code} {product.intensiteit}".strip())
        for product in rijen
        if product.profiel is not None and _DOMEIN.get(product.wet) == domein
    )


@keep_uitkomst(maxsize=_BEWAARD)
def _compute(
    map: str,
    versie: int,
    keuze: Keuze,
    producten: tuple[tuple[str, str], ...],
    gekozen: tuple[tuple[str, Model], ...],
) -> tuple[Modelvergelijking, Bereik, Grootsten]:
    kaart = pl.DataFrame(
        [(keuze.domein, *product) for product in producten],
        schema=dict.fromkeys(("domein", "productcode", "profiel"), pl.String),
        orient="row",
    )
    regels, selectie = _get_regels(), Selectie(jaar=keuze.jaar, domeinen=frozenset({keuze.domein}))
    binnen = get_profielregels(regels, producten=kaart, selectie=selectie)
    profielen = get_clientprofielen(binnen)
    delen = get_clientdelen(binnen, profielen=profielen)
    bereik = compute_bereik(regels, binnen=binnen, profielen=profielen, selectie=selectie)
    vergelijking = compute_modelvergelijking(delen, keuze.als_invoer(), gekozen=dict(gekozen))
    return vergelijking, bereik, compute_grootsten(delen)


def _get_regels() -> Table:
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    return get_tabel(engine, lake=get_lake(), tabel=DECLARATIEREGELS)
