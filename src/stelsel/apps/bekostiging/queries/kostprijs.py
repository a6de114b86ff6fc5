"""Reading saved cost prices, and everything that follows from one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from stelsel.analyse.bekostiging.kostprijsband import Band, compute_band
from stelsel.domein.bekostiging.gevoeligheid import Effect, compute_gevoeligheid
from stelsel.domein.bekostiging.kostprijs import Invoer, Kostprijs, Tarief, compute_kostprijs, rond_tarief
from stelsel.domein.bekostiging.kostprijsinvoer import list_buiten_band, list_opmerkingen, parse_kostprijs
from stelsel.domein.bekostiging.kostprijsnamen import get_kostennamen
from stelsel.domein.bekostiging.opbouw import compare_waarden
from stelsel.domein.bekostiging.reeel_tarief import (
    Toets,
    Vergelijking,
    check_elementen,
    compare_huidig,
    index_kostprijs,
)

from ..models import Kostprijsberekening

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_BEWAARD = 64


@dataclass(frozen=True)
class Kostprijsbeeld:
    """One input computed: the price, what moves it, how sure it is, and what the law asks of it."""

    invoer: Invoer
    kostprijs: Kostprijs
    effecten: tuple[Effect, ...]
    banden: tuple[Band, ...]
    toetsen: tuple[Toets, ...]
    huidig: tuple[Vergelijking, ...]
    geindexeerd: dict[str, int] = field(default_factory=dict)
    opmerkingen: tuple[str, ...] = ()
    buiten_band: tuple[str, ...] = ()

    def get_tarief(self, functie: str) -> Tarief:
        """The tarief of a functie; of the first for a name that is none."""
        tarieven = self.kostprijs.tarieven
        return next((tarief for tarief in tarieven if tarief.naam == functie), tarieven[0])

    def list_effecten(self, functie: str) -> list[Effect]:
        """The effects of one functie, the largest first."""
        return [effect for effect in self.effecten if effect.functie == functie]


@dataclass(frozen=True)
class Verschil:
    """Two versions beside each other: `tarieven` as functie, old and new cents; `waarden` as functie, name,
    old and new value."""

    eerder: Kostprijsberekening
    tarieven: tuple[tuple[str, int, int], ...]
    waarden: tuple[tuple[str, str, Fraction, Fraction], ...]


def list_kostprijzen(user: User) -> QuerySet[Kostprijsberekening]:
    """The calculations this user may see, the newest first."""
    rijen = Kostprijsberekening.objects.for_user(user)
    return rijen.select_related(
        "gemeente", "vorige", "onderzoek__onderzoek", "profielcel__profiel__catalogus"
    ).order_by("-gemaakt_at", "-pk")


@lru_cache(maxsize=_BEWAARD)
def compute_beeld(invoer: str, *, wet: str, peildatum: date) -> Kostprijsbeeld:
    """Everything that follows from a TOML on a day. Raises KostprijsFout."""
    gelezen = parse_kostprijs(invoer)
    kostprijs = compute_kostprijs(gelezen)
    gebruikelijk = {naam: rij.get_stand(peildatum).band for naam, rij in get_kostennamen().items()}
    geindexeerd = {}
    if gelezen.prijspeil is not None and gelezen.naar_jaar is not None:
        geindexeerd = {t.naam: rond_tarief(index_kostprijs(gelezen, t)) for t in kostprijs.tarieven}
    return Kostprijsbeeld(
        invoer=gelezen,
        kostprijs=kostprijs,
        effecten=tuple(compute_gevoeligheid(gelezen)),
        banden=tuple(compute_band(gelezen, peildatum=peildatum)),
        toetsen=tuple(check_elementen(gelezen, wet=wet, peildatum=peildatum)),
        huidig=tuple(compare_huidig(gelezen, kostprijs)),
        geindexeerd=geindexeerd,
        opmerkingen=tuple(list_opmerkingen(gelezen, kostprijs)),
        buiten_band=tuple(list_buiten_band(gelezen, gebruikelijk)),
    )


def get_beeld(berekening: Kostprijsberekening) -> Kostprijsbeeld:
    """A saved version computed again, with what held on the day it was made."""
    return compute_beeld(berekening.invoer, wet=berekening.wet, peildatum=berekening.gemaakt_at.date())


def create_uitkomst(kostprijs: Kostprijs) -> dict[str, object]:
    """What came out, in cents, as it is kept beside the input."""
    return {
        "tarieven": {tarief.naam: tarief.tarief for tarief in kostprijs.tarieven},
        "mix": None if kostprijs.mix is None else rond_tarief(kostprijs.mix),
        "traject": kostprijs.traject,
    }


def compare_versies(nieuw: Kostprijsberekening, *, eerder: Kostprijsberekening) -> Verschil:
    """The tarieven and the inputs that differ between two versions; functies in both only."""
    oud, nu = get_beeld(eerder), get_beeld(nieuw)
    vroeger = {tarief.naam: tarief.tarief for tarief in oud.kostprijs.tarieven}
    return Verschil(
        eerder=eerder,
        tarieven=tuple(
            (t.naam, vroeger[t.naam], t.tarief) for t in nu.kostprijs.tarieven if t.naam in vroeger
        ),
        waarden=tuple(
            compare_waarden(
                {f.naam: f.waarden for f in oud.invoer.functies},
                {f.naam: f.waarden for f in nu.invoer.functies},
            )
        ),
    )
