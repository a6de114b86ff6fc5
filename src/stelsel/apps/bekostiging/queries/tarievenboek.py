"""Reading books of tarieven: their lines, the floor under each, and the years they were indexed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from stelsel.apps.profielen.models import Product, Profiel
from stelsel.domein.bekostiging.indexatie import IndexOnbekend, compute_index
from stelsel.domein.bekostiging.kostprijs import CENTEN
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.prijsregels import Cel, list_dubbele_prijzen, list_prijzen_zonder_profiel
from stelsel.domein.bekostiging.tarievenboek import (
    MIX,
    TRAJECT,
    Indexering,
    Indexstap,
    Regel,
    Verschil,
    compare_boeken,
    compute_bodem,
    compute_factor,
    index_regels,
    list_verdacht,
)
from stelsel.kern.bedrag import Cent

from ..models import Boektarief, Kostprijsberekening, Tarievenboek
from .bekostigingskeuze import list_vormen
from .kostprijs import get_beeld, list_kostprijzen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Boekregel:
    """A line with the cost price under it in cents; `bodem` None: that cannot be said for this line. `vorm`:
    the way of paying that the region chose for it, None when it did not."""

    rij: Boektarief
    bodem: Cent | None
    vorm: Model | None = None

    @property
    def te_laag(self) -> bool:
        """Does the tarief not cover the cost price?"""
        return self.bodem is not None and self.rij.tarief < self.bodem


@dataclass(frozen=True)
class Boekbeeld:
    """A book with what follows from it. `bodem_uitleg` says against which cost price, or why against none."""

    boek: Tarievenboek
    regels: tuple[Boekregel, ...]
    indexeringen: tuple[Indexering, ...]
    stappen: tuple[Indexstap, ...]
    bodem_uitleg: str
    ontbreekt: tuple[str, ...]
    verdacht: tuple[str, ...]
    bezwaren: tuple[str, ...] = ()

    @property
    def te_laag(self) -> list[Boekregel]:
        """The lines under their cost price."""
        return [regel for regel in self.regels if regel.te_laag]

    @property
    def getoetst(self) -> int:
        """The number of lines that have a floor."""
        return sum(regel.bodem is not None for regel in self.regels)


def list_tarievenboeken(user: User) -> QuerySet[Tarievenboek]:
    """The books this user may see, the newest first, with their number of lines."""
    rijen = Tarievenboek.objects.for_user(user).select_related("gemeente", "vorige", "kostprijs")
    return rijen.annotate(aantal=Count("tarieven")).order_by("-gemaakt_at", "-pk")


def list_bodems(user: User) -> QuerySet[Kostprijsberekening]:
    """The cost prices that a book of this user may show: a book of the region shows none of one gemeente."""
    rijen = list_kostprijzen(user)
    return rijen.filter(gemeente=None) if user.regio else rijen


def get_boekregels(boek: Tarievenboek) -> list[Regel]:
    """The lines of a book, by code and day."""
    return [als_regel(rij) for rij in boek.tarieven.order_by("code", "vandatum")]


def als_regel(rij: Boektarief) -> Regel:
    """A line of a book as a value."""
    return Regel(rij.code, rij.tarief, rij.eenheid, rij.vandatum, rij.totdatum, rij.functie)


def get_namen(wet: str) -> dict[str, str]:
    """The name per code of every product and profiel of a law."""
    profielen = Profiel.objects.filter(wet=wet).order_by("vandatum").values_list("code", "naam")
    producten = Product.objects.filter(wet=wet).values_list("code", "naam")
    return {**dict(profielen), **dict(producten)}


def get_kostprijzen_per_functie(berekening: Kostprijsberekening) -> dict[str, Fraction]:
    """Euros per hour for each functie and the mix, not rounded, and euros for a traject."""
    kostprijs = get_beeld(berekening).kostprijs
    uit = {tarief.naam: tarief.stappen["tarief_onafgerond"] for tarief in kostprijs.tarieven}
    if kostprijs.mix is not None:
        uit[MIX] = kostprijs.mix
    if kostprijs.traject is not None:
        uit[TRAJECT] = Fraction(kostprijs.traject, CENTEN)
    return uit


def list_bezwaren(boek: Tarievenboek, *, today: date) -> list[str]:
    """Why this book cannot be approved: it pays twice for one help, or for a profiel that does not hold."""
    regels = get_boekregels(boek)
    profielen = list(Profiel.objects.filter(wet=boek.wet).order_by("code", "vandatum"))
    cellen = {profiel.code: Cel(profiel.code) for profiel in profielen}
    producten = Product.objects.filter(wet=boek.wet, profiel__isnull=False)
    for code, naam, intensiteit in producten.values_list("code", "profiel__code", "intensiteit"):
        cellen.setdefault(code, Cel(naam, intensiteit))
    geldig: dict[str, list[tuple[date, date | None]]] = {}
    for profiel in profielen:
        geldig.setdefault(profiel.code, []).append((profiel.vandatum, profiel.totdatum))
    return [
        *list_dubbele_prijzen(regels, cellen=cellen),
        *list_prijzen_zonder_profiel(regels, cellen=cellen, geldig=geldig, today=today),
    ]


def get_boekbeeld(boek: Tarievenboek, *, today: date) -> Boekbeeld:
    """Everything that the page of a book shows. A book that was indexed itself needs no index in its cost
    price."""
    stappen = list_eigen_stappen(boek)
    vorige = get_boekregels(boek.vorige) if boek.vorige else []
    per_uur, factor, uitleg = _get_bodem(boek)
    ontbreekt: tuple[str, ...] = ()
    if boek.kostprijs:
        toetsen = get_beeld(boek.kostprijs).toetsen
        mist = [t.element for t in toetsen if not (t.aanwezig or (t.element.index and stappen))]
        ontbreekt = tuple(f"{element.naam} ({element.letter})" for element in mist)
    rijen = list(boek.tarieven.order_by("code", "vandatum"))
    regels = get_boekregels(boek)
    vormen = list_vormen(boek.wet, [(rij.code, max(rij.vandatum, today)) for rij in rijen])
    return Boekbeeld(
        boek=boek,
        regels=tuple(
            Boekregel(rij, compute_bodem(regel, per_uur, factor=factor), vorm)
            for rij, regel, vorm in zip(rijen, regels, vormen, strict=True)
        ),
        indexeringen=tuple(index_regels(vorige, stappen)) if stappen else (),
        stappen=tuple(stappen),
        bodem_uitleg=uitleg,
        ontbreekt=ontbreekt,
        verdacht=tuple(list_verdacht(regels, vorige)),
        bezwaren=() if boek.vastgesteld_at else tuple(list_bezwaren(boek, today=today)),
    )


def list_eigen_stappen(boek: Tarievenboek) -> list[Indexstap]:
    """The years over which this version was indexed."""
    return [
        Indexstap(stap["jaar"], Fraction(stap["procent"]), stap["methode"], stap["bron"])
        for stap in boek.indexering
    ]


def compare_tarievenboeken(nieuw: Tarievenboek, *, eerder: Tarievenboek) -> list[Verschil]:
    """The newest tarief per code in each of two versions."""
    return compare_boeken(get_boekregels(eerder), get_boekregels(nieuw))


def _get_bodem(boek: Tarievenboek) -> tuple[dict[str, Fraction], Fraction, str]:
    """Euros per functie, what brings them to the prices of the book, and the words for it."""
    if boek.kostprijs is None:
        return {}, Fraction(1), "Bij dit boek hoort geen kostprijs. Wij toetsen de tarieven dus niet."
    nummer, jaar = boek.kostprijs.nummer, get_beeld(boek.kostprijs).invoer.prijspeil
    per_uur = get_kostprijzen_per_functie(boek.kostprijs)
    aanname = ""
    if jaar is None:
        jaar = _list_versies(boek)[-1].prijspeil
        aanname = f" {nummer} noemt zelf geen jaar: wij nemen aan dat het prijzen van {jaar} zijn."
    try:
        factor = compute_factor(_list_stappen(boek, van=jaar))
    except IndexOnbekend as fout:
        uitleg = f"{nummer} is in prijzen van {jaar}, dit boek van {boek.prijspeil}. {fout}"
        return {}, Fraction(1), f"{uitleg} Wij toetsen de tarieven dus niet."
    return (
        per_uur,
        factor,
        f"{nummer}, in prijzen van {jaar}, gebracht op prijzen van {boek.prijspeil}.{aanname}",
    )


def _list_stappen(boek: Tarievenboek, *, van: int) -> Sequence[Indexstap]:
    """The index of each year after `van`: as the books did it, else as published. Raises IndexOnbekend."""
    if boek.prijspeil < van:
        raise IndexOnbekend(f"Wij rekenen niet terug van {van} naar {boek.prijspeil}.")
    gedaan = {stap.jaar: stap for rij in _list_versies(boek) for stap in list_eigen_stappen(rij)}
    return [gedaan.get(jaar) or _get_stap(jaar) for jaar in range(van + 1, boek.prijspeil + 1)]


def _list_versies(boek: Tarievenboek) -> list[Tarievenboek]:
    """The book and those that it was indexed from, the newest first."""
    versies = [boek]
    while (vorige := versies[-1].vorige) is not None:
        versies.append(vorige)
    return versies


def _get_stap(jaar: int) -> Indexstap:
    index = compute_index(jaar)
    return Indexstap(jaar, index.totaal, index.methode.value, "")


def list_sjabloonregels(wet: str) -> list[tuple[str, str, str]]:
    """Code, name and eenheid of every product of a law, to fill in a tarief."""
    return list(Product.objects.filter(wet=wet).order_by("code").values_list("code", "naam", "eenheid"))
