"""The new prices of a book against the budget of every gemeente, and the financial square."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from stelsel.analyse.onthulling import list_verborgen
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.profielen.models import Product, Profiel
from stelsel.domein.bekostiging.budgettoets import (
    Budgettoets,
    Gebruik,
    Prijs,
    add_gebruik,
    compute_nieuw,
    compute_toets,
)
from stelsel.domein.bekostiging.neutraliteit import Neutraliteit, compute_neutraliteit
from stelsel.domein.bekostiging.vierkant import Prijspeiling, Vierkant, compute_vierkant
from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import Cent

from ..models import Budget, Tarievenboek, Uitkering
from .lakejaren import DOMEIN, Lakestand, get_lakestand, get_producten
from .prijsgebruik import Prijsgebruik, get_prijsgebruik, list_geldende
from .tarievenboek import Boekbeeld, Boekregel, get_boekbeeld
from .uitkering import get_geldende_uitkeringen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_HONDERD = 100
_PEILMAAND = 7


@dataclass(frozen=True)
class Toetskeuze:
    """What is tested: the prices of a book on the volume of one year (`groei` percents more) against the
    budget of another."""

    boek: Tarievenboek
    volumejaar: int
    budgetjaar: int
    groei: Fraction = Fraction(0)


@dataclass(frozen=True)
class Toetsrij:
    """One gemeente. `raad`: what the council made available, in cents; `dicht`: about too few clients."""

    gemeente: Gemeente
    toets: Budgettoets
    vierkant: Vierkant
    uitkering: Uitkering | None
    raad: Cent | None
    dicht: bool


@dataclass(frozen=True)
class Toetsprijs:
    """A price with the floor under it, and what it would be with one factor for all shown gemeenten."""

    regel: Boekregel
    prijs: Prijs
    geschaald: Cent


@dataclass(frozen=True)
class Toetsbeeld:
    """Everything the page shows. `samen`: the gemeenten with a budget together; `neutraal`: new against what
    was paid, per gemeente; `verrekening`: what each pays above its budget with one factor."""

    keuze: Toetskeuze
    rijen: tuple[Toetsrij, ...]
    samen: Budgettoets
    op_budget: Neutraliteit
    neutraal: Neutraliteit
    prijzen: tuple[Toetsprijs, ...]
    peiling: Prijspeiling
    boekbeeld: Boekbeeld
    stand: Lakestand
    neutraal_marge: Fraction


def list_volumejaren(wet: str) -> list[int]:
    """The whole years with claim lines, newest first."""
    stand = get_lakestand()
    frame = get_producten().filter(pl.col("domein") == DOMEIN[wet])
    return [jaar for jaar in sorted(frame["jaar"].unique(), reverse=True) if stand.is_heel(jaar)]


def get_toetsbeeld(keuze: Toetskeuze, *, user: User, drempel: int, today: date) -> Toetsbeeld:
    """The test for every gemeente of this user with claim lines; `drempel`: the fewest clients shown."""
    boekbeeld = get_boekbeeld(keuze.boek, today=today)
    regels = list_geldende(boekbeeld.regels, dag=date(keuze.budgetjaar, _PEILMAAND, 1))
    prijzen = {regel.rij.code: Prijs(regel.rij.tarief, regel.bodem) for regel in regels}
    wet = keuze.boek.wet
    nu = get_prijsgebruik(regels, wet=wet, jaar=keuze.volumejaar)
    eerder = get_prijsgebruik(regels, wet=wet, jaar=keuze.volumejaar - 1)
    peiling = _create_peiling(regels, wet=wet, ontbreekt=boekbeeld.ontbreekt)
    rijen = _list_rijen(keuze, user, prijzen, nu=nu, eerder=eerder, peiling=peiling, drempel=drempel)
    getoetst = [rij for rij in rijen if rij.toets.budget is not None]
    gebruik = add_gebruik(_grow(nu.gebruik[rij.gemeente.code], keuze.groei) for rij in getoetst)
    samen, geschaald = compute_toets(
        prijzen, gebruik, budget=sum(rij.toets.budget or 0 for rij in getoetst) if getoetst else None
    )
    return Toetsbeeld(
        keuze=keuze,
        rijen=tuple(rijen),
        samen=samen,
        op_budget=_compute_neutraal(getoetst, [rij.toets.budget or 0 for rij in getoetst]),
        neutraal=_compute_neutraal(rijen, [rij.toets.betaald for rij in rijen]),
        prijzen=tuple(
            Toetsprijs(regel, prijzen[regel.rij.code], geschaald[regel.rij.code]) for regel in regels
        ),
        peiling=peiling,
        boekbeeld=boekbeeld,
        stand=get_lakestand(),
        neutraal_marge=Fraction(get_aantal("neutraliteit_marge", peildatum=today), _HONDERD),
    )


def _list_rijen(
    keuze: Toetskeuze, user: User, prijzen: Mapping[str, Prijs], *, nu: Prijsgebruik, eerder: Prijsgebruik,
    peiling: Prijspeiling, drempel: int,
) -> list[Toetsrij]:  # fmt: skip
    uitkeringen = get_geldende_uitkeringen(user, wet=keuze.boek.wet, jaar=keuze.budgetjaar)
    raad = dict(
        Budget.objects.for_user(user)
        .filter(wet=keuze.boek.wet, jaar=keuze.budgetjaar)
        .values_list("gemeente_id", "bedrag")
    )
    gemeenten = [g for g in list_gemeenten(user) if g.code in nu.gebruik]
    dicht = list_verborgen([nu.clienten[g.code] for g in gemeenten], drempel=drempel)
    gewoon = {code: prijs.bedrag for code, prijs in prijzen.items()}
    marge = Fraction(get_aantal("neutraliteit_marge", peildatum=date(keuze.budgetjaar, 1, 1)), _HONDERD)
    uit = []
    for gemeente, weg in zip(gemeenten, dicht, strict=True):
        uitkering, toen = uitkeringen.get(gemeente.code), eerder.gebruik.get(gemeente.code)
        gebruik = _grow(nu.gebruik[gemeente.code], keuze.groei)
        toets, _ = compute_toets(prijzen, gebruik, budget=uitkering.budget if uitkering else None)
        vierkant = compute_vierkant(
            toets,
            eerder=compute_nieuw(gewoon, toen) if toen else None,
            groei=keuze.groei / _HONDERD,
            marge=marge,
            peiling=peiling,
        )
        uit.append(Toetsrij(gemeente, toets, vierkant, uitkering, raad.get(gemeente.code), weg))
    return uit


def _grow(gebruik: Gebruik, procent: Fraction) -> Gebruik:
    """More of everything, at the new prices and at those of then."""
    factor = 1 + procent / _HONDERD
    return Gebruik(
        betaald=round(gebruik.betaald * factor),
        buiten=round(gebruik.buiten * factor),
        volumes={code: volume * factor for code, volume in gebruik.volumes.items()},
    )


def _compute_neutraal(rijen: Sequence[Toetsrij], oud: Sequence[Cent]) -> Neutraliteit:
    codes = [rij.gemeente.code for rij in rijen]
    return compute_neutraliteit(
        oud=dict(zip(codes, oud, strict=True)), nieuw={rij.gemeente.code: rij.toets.nieuw for rij in rijen}
    )


def _create_peiling(regels: Sequence[Boekregel], *, wet: str, ontbreekt: Sequence[str]) -> Prijspeiling:
    """Which prices have a cost price, and which pay for help of a profiel with quality demands."""
    profielen = Profiel.objects.filter(wet=wet).exclude(kwaliteitseisen=[])
    met_eisen = set(profielen.values_list("code", flat=True))
    producten = Product.objects.filter(wet=wet, profiel__code__in=met_eisen)
    met_eisen |= set(producten.values_list("code", flat=True))
    return Prijspeiling(
        aantal=len(regels),
        onder_kostprijs=sum(regel.te_laag for regel in regels),
        getoetst=sum(regel.bodem is not None for regel in regels),
        zonder_eisen=sum(regel.rij.code not in met_eisen for regel in regels),
        ontbreekt=tuple(ontbreekt),
    )
