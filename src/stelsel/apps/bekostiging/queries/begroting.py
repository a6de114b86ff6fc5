"""Proposing a begroting from what was used before, and reading begrotingen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import QuerySet, Sum

from stelsel.analyse.onthulling import get_drempel, is_te_klein, list_verborgen
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import Product
from stelsel.domein.bekostiging.begroting import (
    Groeiregel,
    Historie,
    Methode,
    Productjaar,
    compute_band,
    compute_bedrag,
    compute_domeingroei,
    compute_fout,
    compute_groei,
    compute_prijs,
    compute_volume,
    compute_voorspelling,
    compute_werkelijk,
)
from stelsel.domein.bekostiging.tarievenboek import get_eenheidsdeel
from stelsel.domein.parameters import get_aantal, get_parameter
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.categorieen import get_categorienaam
from stelsel.kern.bedrag import Cent

from ..models import Begroting, Begrotingsregel, Tarievenboek
from .lakejaren import DOMEIN, get_lakestand, get_producten
from .tarievenboek import get_boekregels, get_namen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_HONDERD = 100
_PEILMAAND = 7
_CATEGORIE, _LANGSTE_NAAM = 2, 120
_Sleutel = tuple[str, str]


class GeenHistorie(Exception):
    """There is nothing to propose from; the text says in Dutch what is missing."""


@dataclass(frozen=True)
class Begrotingskeuze:
    """What is asked. `prijsstijging`: percents per year on prices that come from the history."""

    gemeente: Gemeente
    wet: str
    jaar: int
    methode: Methode
    boek: Tarievenboek | None = None
    prijsstijging: Fraction = Fraction(0)


@dataclass(frozen=True)
class Voorstelregel:
    """One line of a proposal. `historie`: year, volume, cents and clients; `tarief` in cents, not rounded."""

    soort: Begrotingsregel.Soort
    code: str
    naam: str
    eenheid: str
    historie: tuple[tuple[int, int, int, int], ...]
    volume: int | None
    tarief: Fraction | None
    bedrag: Cent
    prijsbron: str


@dataclass(frozen=True)
class Voorstel:
    """All lines with what they rest on; see the model for `grondslag`."""

    regels: tuple[Voorstelregel, ...]
    grondslag: Mapping[str, Any]


@dataclass(frozen=True)
class Begrotingsbeeld:
    """A begroting with its sums. `band`: four of five outcomes; None when the error is not known."""

    begroting: Begroting
    regels: tuple[Begrotingsregel, ...]
    totaal: Cent
    voorstel: Cent
    band: tuple[Cent, Cent] | None

    @property
    def aangepast(self) -> list[Begrotingsregel]:
        """The lines that differ from what was proposed."""
        return [regel for regel in self.regels if regel.reden]


def list_begrotingen(user: User) -> QuerySet[Begroting]:
    """The begrotingen this user may see, the newest first, with their sum in cents."""
    rijen = Begroting.objects.for_user(user).select_related("gemeente", "boek")
    return rijen.annotate(totaal=Sum("regels__bedrag")).order_by("-gemaakt_at", "-pk")


def get_begrotingsbeeld(begroting: Begroting) -> Begrotingsbeeld:
    """Everything that its page shows; the largest line first."""
    regels = tuple(begroting.regels.order_by("-bedrag", "pk"))
    totaal = sum(regel.bedrag for regel in regels)
    return Begrotingsbeeld(
        begroting=begroting,
        regels=regels,
        totaal=totaal,
        voorstel=sum(regel.voorstel_bedrag for regel in regels),
        band=compute_band(totaal, fout=begroting.grondslag["fout"]),
    )


def get_geldende_begroting(*, gemeentecode: str, wet: str, jaar: int) -> Begroting | None:
    """The newest version that was vastgesteld."""
    rijen = Begroting.objects.filter(gemeente__code=gemeentecode, wet=wet, jaar=jaar)
    return rijen.filter(status=Begroting.Status.VASTGESTELD).order_by("-versie").first()


def get_voorstel(keuze: Begrotingskeuze, *, today: date) -> Voorstel:
    """Volumes and prices for the year that is asked. Raises GeenHistorie."""
    stand, domein = get_lakestand(), DOMEIN[keuze.wet]
    frame = get_producten().filter(pl.col("domein") == domein)
    per_gemeente = _list_historie(frame)
    eigen = per_gemeente.get(keuze.gemeente.code, {})
    alle = sorted({j for rij in eigen.values() for j in rij if j < keuze.jaar and stand.is_heel(j)})
    jaren = alle[-get_aantal("begroting_jaren", peildatum=today) :]
    if not jaren:
        raise GeenHistorie(
            f"Van {keuze.gemeente} is er geen heel jaar aan goedgekeurde declaraties voor {keuze.jaar}. "
            "Lees eerst de historie in."
        )
    regel = _get_groeiregel(today)
    producten = {s: {j: r for j, r in rij.items() if j in jaren} for s, rij in eigen.items()}
    producten = {s: rij for s, rij in producten.items() if rij}
    groei = compute_domeingroei(list(producten.values()), jaren=jaren)
    regels = [
        _create_regel(sleutel, rij, keuze, jaren=jaren, groei=groei, regel=regel)
        for sleutel, rij in sorted(producten.items())
    ]
    return Voorstel(
        regels=tuple(_bescherm(regels, jaren[-1], wet=keuze.wet, drempel=get_drempel(today))),
        grondslag={
            "jaren": jaren,
            "groei": groei,
            "fout": _compute_fout(per_gemeente, keuze, jaren=jaren, regel=regel),
            "prijsstijging": str(keuze.prijsstijging),
            "bronnen": stand.als_data(),
            "lakeversie": stand.versie,
        },
    )


def _get_groeiregel(today: date) -> Groeiregel:
    grens = float(get_parameter("begroting_groei_grens").get_waarde(today))
    return Groeiregel(grens=grens, weging=get_aantal("weging_clienten", peildatum=today))


def _list_historie(frame: pl.DataFrame) -> dict[str, dict[_Sleutel, dict[int, Productjaar]]]:
    uit: dict[str, dict[_Sleutel, dict[int, Productjaar]]] = {}
    for rij in frame.iter_rows(named=True):
        per = uit.setdefault(rij["gemeente"], {}).setdefault((rij["code"], rij["eenheid"]), {})
        per[rij["jaar"]] = Productjaar(rij["volume"], rij["bedrag"], rij["clienten"])
    return uit


def _create_regel(
    sleutel: _Sleutel, rij: Historie, keuze: Begrotingskeuze, *, jaren: list[int], groei: float,
    regel: Groeiregel,
) -> Voorstelregel:  # fmt: skip
    code, eenheid = sleutel
    eigen = compute_groei(rij, jaren=jaren, domeingroei=groei, regel=regel)
    volume = compute_volume(rij, jaren=jaren, jaar=keuze.jaar, methode=keuze.methode, groei=eigen)
    tarief, bron = _get_prijs(sleutel, rij, keuze)
    return Voorstelregel(
        soort=Begrotingsregel.Soort.PRODUCT,
        code=code,
        naam=get_namen(keuze.wet).get(code, code),
        eenheid=eenheid,
        historie=tuple((j, r.volume, r.bedrag, r.clienten) for j, r in sorted(rij.items())),
        volume=volume,
        tarief=tarief,
        bedrag=compute_bedrag(volume, tarief=tarief),
        prijsbron=bron,
    )


def _get_prijs(sleutel: _Sleutel, rij: Historie, keuze: Begrotingskeuze) -> tuple[Fraction, str]:
    """Cents per eenheid, and where they come from: the book, or else what was paid."""
    code, eenheid = sleutel
    boek = keuze.boek
    if boek is not None:
        peildatum = date(keuze.jaar, _PEILMAAND, 1)
        for regel in get_boekregels(boek):
            geldt = regel.vanaf <= peildatum and (regel.tot is None or regel.tot >= peildatum)
            deel = get_eenheidsdeel(van=regel.eenheid, naar=eenheid)
            if regel.code == code and geldt and deel is not None:
                return regel.tarief * deel, f"{boek.nummer}, prijzen van {boek.prijspeil}"
    prijs = compute_prijs(rij)
    if prijs is None:
        return Fraction(0), "geen prijs bekend"
    laatste = max(j for j, r in rij.items() if r.volume > 0 and r.bedrag > 0)
    tekst = f"gemiddeld betaald in {laatste}"
    if not keuze.prijsstijging:
        return prijs, tekst
    factor = (1 + keuze.prijsstijging / _HONDERD) ** (keuze.jaar - laatste)
    procent = f"{float(keuze.prijsstijging):g}".replace(".", ",")
    return prijs * factor, f"{tekst}, {procent} % per jaar erbij"


def _bescherm(
    regels: Sequence[Voorstelregel], laatste: int, *, wet: str, drempel: int
) -> list[Voorstelregel]:
    """Products that few clients used become one line per category, and what is still small one line for all,
    so that no line is about somebody."""
    categorieen = dict(Product.objects.filter(wet=wet).values_list("code", "categorie"))
    groepen: dict[str, list[Voorstelregel]] = {}
    for regel in regels:
        klein = is_te_klein(_tel_clienten([regel], laatste), drempel=drempel)
        sleutel = categorieen.get(regel.code, regel.code[:_CATEGORIE]) if klein else f"product {regel.code}"
        groepen.setdefault(f"{sleutel} {regel.eenheid}" if not klein else sleutel, []).append(regel)
    clienten = [_tel_clienten(groep, laatste) for groep in groepen.values()]
    dicht = list_verborgen(clienten, drempel=drempel)
    uit, rest = [], []
    for (sleutel, groep), weg in zip(groepen.items(), dicht, strict=True):
        if weg:
            rest += groep
        elif len(groep) == 1:
            uit.append(groep[0])
        else:
            uit.append(_voeg_samen(groep, get_categorienaam(Wet(wet), sleutel)))
    return [*uit, _voeg_samen(rest, "Alles")] if rest else uit


def _tel_clienten(regels: Sequence[Voorstelregel], laatste: int) -> int:
    return sum(clienten for regel in regels for jaar, _, _, clienten in regel.historie if jaar == laatste)


def _voeg_samen(regels: Sequence[Voorstelregel], waarvan: str) -> Voorstelregel:
    jaren = sorted({jaar for regel in regels for jaar, *_ in regel.historie})
    return Voorstelregel(
        soort=Begrotingsregel.Soort.OVERIG,
        code="",
        naam=f"{waarvan}: producten met weinig cliënten"[:_LANGSTE_NAAM],
        eenheid="",
        historie=tuple(
            (j, 0, sum(b for r in regels for jaar, _, b, _ in r.historie if jaar == j), 0) for j in jaren
        ),
        volume=None,
        tarief=None,
        bedrag=sum(regel.bedrag for regel in regels),
        prijsbron="volume keer prijs van elk product",
    )


def _compute_fout(
    per_gemeente: Mapping[str, Mapping[_Sleutel, Historie]], keuze: Begrotingskeuze, *, jaren: list[int],
    regel: Groeiregel,
) -> float | None:  # fmt: skip
    """The error in volume of the same method, as far ahead, for the last whole year; over all gemeenten."""
    laatste, vooruit = jaren[-1], keuze.jaar - jaren[-1]
    toen = list(range(laatste - vooruit - len(jaren) + 1, laatste - vooruit + 1))
    voorspeld, werkelijk = [], []
    for rijen in per_gemeente.values():
        producten = list(rijen.values())
        bekend = [j for j in toen if any(j in rij for rij in producten)]
        if toen[-1] not in bekend:
            continue
        werkelijk.append(compute_werkelijk(producten, jaren=bekend, jaar=laatste))
        voorspeld.append(
            compute_voorspelling(producten, jaren=bekend, jaar=laatste, methode=keuze.methode, regel=regel)
        )
    return compute_fout(voorspeld, werkelijk)
