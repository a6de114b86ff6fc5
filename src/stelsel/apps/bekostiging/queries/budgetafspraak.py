"""Proposing amounts per aanbieder from what they cost, and reading what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import QuerySet, Sum

from stelsel.analyse.onthulling import get_drempel, list_verborgen
from stelsel.apps.basis.models import Gemeente
from stelsel.domein.bekostiging.begroting import JAARGEWICHTEN
from stelsel.domein.bekostiging.budgetafspraak import (
    Aanbiederhistorie,
    Afspraakregels,
    Afspraakvoorstel,
    compute_voorstellen,
)
from stelsel.domein.parameters import get_aantal

from ..models import Afspraakregel, Budgetafspraak
from .begroting import GeenHistorie
from .lakejaren import DOMEIN, get_aanbieders, get_lakestand

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_HONDERD = 100
_SAMEN = ""


@dataclass(frozen=True)
class Afspraakvraag:
    """What is asked. `prijsstijging` and `groei`: percents per year, and in all, of the population."""

    gemeente: Gemeente
    wet: str
    jaar: int
    prijsstijging: Fraction
    groei: Fraction


@dataclass(frozen=True)
class Afspraken:
    """Per AGB code ("" for those with few clients together) the history and the proposal."""

    regels: Mapping[str, tuple[Aanbiederhistorie, Afspraakvoorstel]]
    grondslag: Mapping[str, Any]


def list_budgetafspraken(user: User) -> QuerySet[Budgetafspraak]:
    """Those this user may see, the newest first, with their sum in cents."""
    rijen = Budgetafspraak.objects.for_user(user).select_related("gemeente")
    return rijen.annotate(totaal=Sum("regels__bedrag")).order_by("-gemaakt_at", "-pk")


def list_afspraakregels(afspraak: Budgetafspraak) -> QuerySet[Afspraakregel]:
    """The lines, the largest first."""
    return afspraak.regels.select_related("aanbieder").order_by("-bedrag", "pk")


def get_afspraken(vraag: Afspraakvraag, *, today: date) -> Afspraken:
    """The proposals for a year, from the whole years before it. Raises GeenHistorie."""
    stand = get_lakestand()
    frame = get_aanbieders().filter(pl.col("domein") == DOMEIN[vraag.wet])
    eigen = frame.filter(pl.col("gemeente") == vraag.gemeente.code)
    alle = sorted(j for j in set(eigen["jaar"].to_list()) if j < vraag.jaar and stand.is_heel(j))
    jaren = alle[-get_aantal("begroting_jaren", peildatum=today) :]
    if not jaren:
        raise GeenHistorie(
            f"Van {vraag.gemeente} is er geen heel jaar aan goedgekeurde declaraties voor {vraag.jaar}."
        )
    regels = _create_regels(vraag, jaren, today=today)
    historie = _list_historie(frame, vraag.gemeente.code, jaren, drempel=get_drempel(today))
    voorstellen = compute_voorstellen(list(historie.values()), regels=regels)
    return Afspraken(
        regels=dict(zip(historie, zip(historie.values(), voorstellen, strict=True), strict=True)),
        grondslag={
            "jaren": jaren,
            "gewichten": [str(regels.gewichten[j]) for j in jaren],
            "indices": [f"{float(regels.indices[j]):.4f}" for j in jaren],
            "groei": str(vraag.groei),
            "prijsstijging": str(vraag.prijsstijging),
            "bronnen": stand.als_data(),
            "lakeversie": stand.versie,
        },
    )


def _create_regels(vraag: Afspraakvraag, jaren: list[int], *, today: date) -> Afspraakregels:
    gewichten = dict(zip(reversed(jaren), JAARGEWICHTEN, strict=False))
    per_jaar = 1 + vraag.prijsstijging / _HONDERD
    return Afspraakregels(
        gewichten={j: Fraction(gewicht) for j, gewicht in gewichten.items()},
        indices={j: per_jaar ** (vraag.jaar - j) for j in gewichten},
        groei=1 + vraag.groei / _HONDERD,
        weging=get_aantal("weging_clienten", peildatum=today),
    )


def _list_historie(
    frame: pl.DataFrame, gemeente: str, jaren: list[int], *, drempel: int
) -> dict[str, Aanbiederhistorie]:
    """Per aanbieder of this gemeente; those with few clients together, so that none is about somebody."""
    laatste = jaren[-1]
    regio = _tel_bedragen(frame.filter(pl.col("jaar") == laatste))
    eigen = frame.filter((pl.col("gemeente") == gemeente) & pl.col("jaar").is_in(jaren))
    agbs = sorted(set(eigen["aanbieder"].to_list()))
    clienten = dict(eigen.filter(pl.col("jaar") == laatste).select("aanbieder", "clienten").iter_rows())
    dicht = list_verborgen([clienten.get(agb, 0) for agb in agbs], drempel=drempel)
    groepen: dict[str, list[str]] = {}
    for agb, weg in zip(agbs, dicht, strict=True):
        groepen.setdefault(_SAMEN if weg else agb, []).append(agb)
    nu = _tel_bedragen(eigen.filter(pl.col("jaar") == laatste))
    return {
        sleutel: Aanbiederhistorie(
            kosten={
                j: sum(_tel_bedragen(eigen.filter(pl.col("jaar") == j)).get(agb, 0) for agb in groep)
                for j in jaren
            },
            clienten=sum(clienten.get(agb, 0) for agb in groep),
            aandeel=_get_aandeel(groep, nu if sleutel == _SAMEN else regio, agbs),
        )
        for sleutel, groep in sorted(groepen.items())
    }


def _get_aandeel(groep: list[str], bedragen: Mapping[str, int], agbs: list[str]) -> Fraction:
    """The part of a group in what these aanbieders cost; those together count by this gemeente alone, since
    elsewhere they are not the small ones."""
    samen = sum(bedragen.get(agb, 0) for agb in agbs)
    return Fraction(sum(bedragen.get(agb, 0) for agb in groep), samen) if samen > 0 else Fraction(0)


def _tel_bedragen(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.group_by("aanbieder").agg(pl.col("bedrag").sum()).iter_rows())
