"""Reading cost surveys: who was asked, who gave what, what would come out, how much of the market it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, QuerySet

from stelsel.analyse.bekostiging.omzet import compute_omzetten
from stelsel.analyse.selectie import Selectie, list_jaren
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.bekostiging.kostprijs import Functie, Invoer, compute_kostprijs
from stelsel.domein.bekostiging.kostprijsinvoer import list_buiten_band, list_opmerkingen
from stelsel.domein.bekostiging.kostprijsnamen import get_kostennamen
from stelsel.domein.bekostiging.kostprijsonderzoek import (
    TARIEF,
    Cijfer,
    Functieopgave,
    Regels,
    Uitschieter,
    compute_cijfers,
    create_bijdragen,
    get_methoden,
    list_te_kleine_verschillen,
    list_uitschieters,
)
from stelsel.domein.bekostiging.onderzoeksprijs import Prijsbasis
from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import Cent
from stelsel.lake.engine import create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS

from ..models import Kostprijsonderzoek, Kostprijsopgave, Onderzoeksuitkomst, Zienswijze

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_DOMEIN = {"jw": "jeugd", "wmo": "wmo"}
_HONDERD = 100


@dataclass(frozen=True)
class Omzetten:
    """Turnover in cents per AGB code, of which year and which version of the lake; empty when not known."""

    jaar: int | None
    lakeversie: int
    per_aanbieder: Mapping[str, Cent]


@dataclass(frozen=True)
class Uitrekening:
    """What would come out of the latest opgaven with a method, before anybody keeps it."""

    opgaven: tuple[Kostprijsopgave, ...]
    uitschieters: tuple[Uitschieter, ...]
    cijfers: tuple[Cijfer, ...]
    bijdragen: dict[str, dict[str, dict[str, Fraction]]]
    uren: dict[str, Fraction]


def list_onderzoeken(user: User) -> QuerySet[Kostprijsonderzoek]:
    """The surveys this user may see, the newest first, with how many were asked."""
    rijen = Kostprijsonderzoek.objects.for_user(user)
    return rijen.annotate(gevraagd=Count("deelnemers", distinct=True)).order_by("-gemaakt_at", "-pk")


def list_opgaven(user: User, onderzoek: Kostprijsonderzoek, *, agb: str) -> QuerySet[Kostprijsopgave]:
    """The versions of one aanbieder, newest first: for itself and for who holds the survey."""
    rijen = Kostprijsopgave.objects.for_user(user).filter(onderzoek=onderzoek, aanbieder_id=agb)
    return rijen.select_related("aanbieder", "onderzoek").order_by("-versie")


def list_ingediende_opgaven(onderzoek: Kostprijsonderzoek) -> list[Kostprijsopgave]:
    """The latest version that each aanbieder handed in, by AGB code."""
    rijen = onderzoek.opgaven.filter(status=Kostprijsopgave.Status.INGEDIEND)
    laatste = {
        rij.aanbieder_id: rij for rij in rijen.select_related("aanbieder", "onderzoek").order_by("versie")
    }
    return [laatste[agb] for agb in sorted(laatste)]


def list_functieopgaven(opgaven: Iterable[Kostprijsopgave]) -> list[Functieopgave]:
    """What was given per functie, in the order of the survey, with the tarief that follows from it."""
    uit = []
    for opgave in opgaven:
        for functie, rij in list_ingevuld(opgave):
            waarden = {naam: Fraction(rij["waarden"][naam]) for naam in get_kostennamen()}
            (tarief,) = compute_kostprijs(Invoer((Functie(functie, waarden),))).tarieven
            waarden[TARIEF] = tarief.stappen["tarief_onafgerond"]
            uit.append(Functieopgave(opgave.aanbieder_id, functie, Fraction(rij["uren"]), waarden))
    return uit


def list_ingevuld(opgave: Kostprijsopgave) -> list[tuple[str, dict[str, Any]]]:
    """The functies that were filled in, in the order of the survey: a database keeps none in its JSON."""
    namen = [functie["naam"] for functie in opgave.onderzoek.functies]
    return [(naam, opgave.waarden[naam]) for naam in namen if naam in opgave.waarden]


def list_twijfels(opgave: Kostprijsopgave, *, peildatum: date) -> list[str]:
    """What is unusual in an opgave, a sentence each: a hint for who gave it, no fault."""
    functies = tuple(
        Functie(naam, {n: Fraction(w) for n, w in rij["waarden"].items()})
        for naam, rij in list_ingevuld(opgave)
    )
    invoer = Invoer(functies)
    banden = {naam: rij.get_stand(peildatum).band for naam, rij in get_kostennamen().items()}
    return [*list_opmerkingen(invoer, compute_kostprijs(invoer)), *list_buiten_band(invoer, banden)]


def get_regels(peildatum: date) -> Regels:
    """What holds on a day for what may be shown."""
    dominantie = get_aantal("kostprijsonderzoek_dominantie", peildatum=peildatum)
    return Regels(
        get_aantal("kostprijsonderzoek_aanbieders", peildatum=peildatum), Fraction(dominantie, _HONDERD)
    )


def compute_uitrekening(onderzoek: Kostprijsonderzoek, *, methode: str, peildatum: date) -> Uitrekening:
    """The figures of the latest opgaven."""
    opgaven = list_ingediende_opgaven(onderzoek)
    rijen, regels = list_functieopgaven(opgaven), get_regels(peildatum)
    gekozen = get_methoden(peildatum)[methode]
    uitschieters = list_uitschieters(rijen, methode=gekozen, regels=regels)
    uren: dict[str, Fraction] = {}
    for rij in rijen:
        uren[rij.functie] = uren.get(rij.functie, Fraction(0)) + rij.uren
    return Uitrekening(
        opgaven=tuple(opgaven),
        uitschieters=tuple(uitschieters),
        cijfers=tuple(compute_cijfers(rijen, uitschieters=uitschieters, regels=regels, peildatum=peildatum)),
        bijdragen=create_bijdragen(rijen, uitschieters=uitschieters),
        uren=uren,
    )


def list_onthullingen(
    uitrekening: Uitrekening, eerder: Iterable[Onderzoeksuitkomst], *, peildatum: date
) -> list[str]:
    """Sentences on what a new outcome would give away beside an earlier one."""
    aanbieders = get_regels(peildatum).aanbieders
    functies: dict[str, set[str]] = {}
    for oud in eerder:
        gelezen = {
            functie: {naam: {a: Fraction(w) for a, w in per.items()} for naam, per in namen.items()}
            for functie, namen in oud.bijdragen.items()
        }
        for functie, _ in list_te_kleine_verschillen(gelezen, uitrekening.bijdragen, aanbieders=aanbieders):
            functies.setdefault(functie, set()).add(str(oud.versie))
    return [
        f"Bij {functie} is er sinds uitkomst {', '.join(sorted(versies))} maar van een paar aanbieders iets "
        f"anders. Wie de twee naast elkaar legt, kan dan zien wat zij opgaven. Het moet van ten minste "
        f"{aanbieders} aanbieders anders zijn, of van geen enkele."
        for functie, versies in sorted(functies.items())
    ]


def compute_respons(
    onderzoek: Kostprijsonderzoek, uitrekening: Uitrekening, *, today: date
) -> dict[str, Any]:
    """How many of those asked answered, and how much of the turnover of the market they have."""
    omzetten = get_omzetten(onderzoek.wet, jaar=onderzoek.prijsjaar, today=today)
    ingediend = [opgave.aanbieder_id for opgave in uitrekening.opgaven]
    totaal = sum(max(0, bedrag) for bedrag in omzetten.per_aanbieder.values())
    gedekt = sum(max(0, omzetten.per_aanbieder.get(agb, 0)) for agb in ingediend)
    grens = get_aantal("kleine_aanbieder_omzet", peildatum=onderzoek.vandatum)
    gevraagd = list(onderzoek.deelnemers.values_list("aanbieder_id", flat=True))
    return {
        "gevraagd": len(gevraagd),
        "ingediend": len(ingediend),
        "omzet_jaar": omzetten.jaar,
        "omzet_procent": round(_HONDERD * gedekt / totaal) if totaal else None,
        "klein_gevraagd": _count_klein(gevraagd, omzetten, grens) if totaal else None,
        "klein_ingediend": _count_klein(ingediend, omzetten, grens) if totaal else None,
        "lakeversie": omzetten.lakeversie,
        "uren": {functie: str(uren) for functie, uren in uitrekening.uren.items()},
    }


def get_omzetten(wet: str, *, jaar: int, today: date) -> Omzetten:
    """The turnover of that year, or of the last whole year before it that the lake holds."""
    lake = get_lake()
    if not lake.versie:
        return Omzetten(None, 0, {})
    regels = get_tabel(
        create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE}), lake=lake, tabel=DECLARATIEREGELS
    )
    eerder = [bekend for bekend in list_jaren(regels) if bekend <= jaar and bekend < today.year]
    if not eerder:
        return Omzetten(None, lake.versie, {})
    selectie = Selectie(jaar=eerder[0], domeinen=frozenset({_DOMEIN[wet]}))
    return Omzetten(eerder[0], lake.versie, compute_omzetten(regels, selectie))


def get_cijfers(uitkomst: Onderzoeksuitkomst) -> list[Cijfer]:
    """The published figures of an outcome."""
    return [
        Cijfer(
            rij["functie"],
            rij["naam"],
            rij["aantal"],
            None if rij["percentielen"] is None else tuple(Fraction(w) for w in rij["percentielen"]),  # type: ignore[arg-type]  # three of them
            rij["reden"],
        )
        for rij in uitkomst.cijfers
    ]


def get_prijsbasis(uitkomst: Onderzoeksuitkomst, *, keuze: str) -> Prijsbasis:
    """What a cost price is made of."""
    return Prijsbasis(
        onderzoek=uitkomst.onderzoek.nummer,
        prijsjaar=uitkomst.onderzoek.prijsjaar,
        cijfers=get_cijfers(uitkomst),
        uren={functie: Fraction(uren) for functie, uren in uitkomst.respons["uren"].items()},
        keuze=keuze,
    )


def get_laatste_uitkomst(onderzoek: Kostprijsonderzoek) -> Onderzoeksuitkomst | None:
    """The newest outcome, of which people may speak."""
    return onderzoek.uitkomsten.order_by("-versie").first()


def list_zienswijzen(user: User, onderzoek: Kostprijsonderzoek) -> QuerySet[Zienswijze]:
    """What was said that this user may read, the oldest first."""
    rijen = Zienswijze.objects.for_user(user).filter(uitkomst__onderzoek=onderzoek)
    return rijen.select_related("aanbieder", "uitkomst").order_by("gegeven_at", "pk")


def list_te_doen(user: User, *, today: date) -> list[tuple[Kostprijsonderzoek, date]]:
    """For an aanbieder: surveys with the last day on which it can still do something, the first day first."""
    open_ = Kostprijsonderzoek.objects.for_user(user).filter(vandatum__lte=today, totdatum__gte=today)
    gedaan = Kostprijsopgave.objects.for_user(user).filter(status=Kostprijsopgave.Status.INGEDIEND)
    wacht = open_.filter(status=Kostprijsonderzoek.Status.OPEN).exclude(pk__in=gedaan.values("onderzoek"))
    rijen = [(onderzoek, onderzoek.totdatum) for onderzoek in wacht]
    for onderzoek in Kostprijsonderzoek.objects.for_user(user).filter(status=Kostprijsonderzoek.Status.HOOR):
        uitkomst = get_laatste_uitkomst(onderzoek)
        if uitkomst is not None and uitkomst.hoor_tot >= today:
            rijen.append((onderzoek, uitkomst.hoor_tot))
    return sorted(rijen, key=lambda rij: (rij[1], rij[0].nummer))


def list_onbeantwoord(user: User) -> QuerySet[Zienswijze]:
    """Reactions that still have no answer, the oldest first."""
    rijen = Zienswijze.objects.for_user(user).filter(antwoord="")
    return rijen.select_related("aanbieder", "uitkomst__onderzoek").order_by("gegeven_at", "pk")


def _count_klein(codes: Iterable[str], omzetten: Omzetten, grens: Cent) -> int:
    return sum(omzetten.per_aanbieder.get(agb, 0) < grens for agb in codes)
