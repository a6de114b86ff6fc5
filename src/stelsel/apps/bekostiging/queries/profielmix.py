"""The mix of functies and the hours of a profiel as the beginning of a cost price, and back.

A profiel says what is done by whom, in percent of the hours; each of its combinations has its usual hours.
Both are the mix and the traject of a cost price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from stelsel.apps.profielen.models import Profiel, Profielcel
from stelsel.apps.profielen.queries import get_profiel
from stelsel.domein.bekostiging.kostprijs import Invoer
from stelsel.domein.profielen.catalogus import Mixbron
from stelsel.domein.profielen.catalogusverschil import render_mixbron
from stelsel.kern.volume import MINUTEN_PER_UUR

from ..models import Kostprijsberekening
from .kostprijs import list_kostprijzen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_HEEL = 100


@dataclass(frozen=True)
class Profielmix:
    """Of one combination the share of each functie in percent, the usual hours, and where they come from."""

    cel: Profielcel
    aandelen: dict[str, Fraction]
    uren: Fraction
    bron: str

    @property
    def in_woorden(self) -> tuple[str, str]:
        """The mix and the hours: 'MBO 70 %, HBO 30 %' and '22,8'."""
        return _render_mix(self.aandelen), _render_getal(self.uren)


def get_profielmix(cel: Profielcel) -> Profielmix:
    """The mix of a combination, as its version of the profiel has it."""
    profiel = cel.profiel
    return Profielmix(
        cel=cel,
        aandelen=_sorteer({f: Fraction(str(deel)) * _HEEL for f, deel in profiel.functiemix.items()}),
        uren=Fraction(cel.minuten, MINUTEN_PER_UUR),
        bron=render_mixbron(_get_mixbron(profiel)),
    )


def list_cellen(profielcode: str, *, today: date) -> list[Profielcel]:
    """The combinations of the version of a profiel that holds; none for an unknown code."""
    profiel = get_profiel(profielcode, today=today)
    return list(profiel.cellen.select_related("profiel__catalogus")) if profiel else []


def get_cel(pk: str) -> Profielcel | None:
    """The combination with this key, of any version."""
    cellen = Profielcel.objects.select_related("profiel__catalogus")
    return cellen.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() and len(pk) < 10 else None


def get_huidige_cel(cel: Profielcel, *, today: date) -> Profielcel | None:
    """The same combination in the version that holds on a day; None when that does not allow it."""
    rijen = list_cellen(cel.profiel.code, today=today)
    return next((rij for rij in rijen if rij.intensiteit == cel.intensiteit), None)


def list_kostprijzen_van(user: User, profielcode: str) -> QuerySet[Kostprijsberekening]:
    """The cost prices that began with a profiel, of all its versions, the newest first."""
    rijen = list_kostprijzen(user).select_related("profielcel__profiel__catalogus")
    return rijen.filter(profielcel__profiel__code=profielcode)


def list_mixverschillen(invoer: Invoer, mix: Profielmix) -> list[str]:
    """What a cost price has otherwise than a combination, in words."""
    zinnen = []
    eigen = {naam: deel * _HEEL for naam, deel in invoer.mix.items() if deel}
    if eigen != mix.aandelen:
        zinnen.append(f"de mix is {_render_mix(eigen)}; in het profiel {_render_mix(mix.aandelen)}")
    uren = invoer.traject.uren if invoer.traject else None
    if uren != mix.uren:
        nu = "niet ingevuld" if uren is None else _render_getal(uren)
        zinnen.append(f"de uren zijn {nu}; in het profiel {_render_getal(mix.uren)}")
    return zinnen


def _get_mixbron(profiel: Profiel) -> Mixbron:
    """That of the version of the catalogue; a profiel of before there were versions has none."""
    inhoud = profiel.catalogus.get_catalogus().get_profiel(profiel.code) if profiel.catalogus else None
    return inhoud.mixbron if inhoud else Mixbron()


def _sorteer(aandelen: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The largest share first: not every database keeps the order in which shares were written."""
    return dict(sorted(aandelen.items(), key=lambda paar: (-paar[1], paar[0])))


def _render_mix(aandelen: dict[str, Fraction]) -> str:
    rijen = (f"{naam} {_render_getal(deel)} %" for naam, deel in _sorteer(aandelen).items())
    return ", ".join(rijen) or "niet ingevuld"


def _render_getal(waarde: Fraction) -> str:
    return f"{float(waarde):.1f}".replace(".", ",").removesuffix(",0")
