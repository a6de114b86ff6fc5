"""The cost price of an hour of help, built up from salary to tarief, every line a component of its own.

The build-up is exact: values are fractions, and the only rounding is that of a tarief or a traject to whole
cents, half a cent up. A traject is computed from the mix before rounding. The arithmetic asks nothing of its
numbers but + - * /, so the same lines run on exact fractions and on a thousand draws at once.

Names, kinds and usual ranges of the inputs are in kostprijs.toml; docs/rekenen/kostprijs.md explains the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

CENTEN = 100
MAANDEN = 12
#: The components in the order of the build-up. Euros, but hours from beschikbaar to declarabel.
STAPPEN = (
    "jaar", "loon", "lasten", "loonkosten", "opleiding", "beschikbaar", "ziek", "gewerkt", "inzetbaar",
    "declarabel", "per_uur", "direct", "overhead", "verplichtingen", "subtotaal", "risico",
    "tarief_onafgerond",
)  # fmt: skip
UREN = frozenset({"beschikbaar", "ziek", "gewerkt", "inzetbaar", "declarabel"})


class KostprijsFout(ValueError):
    """The input gives no cost price; the text says in Dutch what to mend."""


@dataclass(frozen=True)
class Functie:
    """A kind of professional: `waarden` has bruto_maand (euros) and every general name of kostprijs.toml."""

    naam: str
    waarden: Mapping[str, Fraction]


@dataclass(frozen=True)
class Traject:
    """Hours of direct help and euros of material for one traject."""

    uren: Fraction
    materieel: Fraction = Fraction(0)


@dataclass(frozen=True)
class Invoer:
    """What a cost price is computed from. `mix`: shares that add up to 1; `huidig`: euros paid now per
    functie; `banden`: lowest and highest value of a name; `bronnen`: where a value was read; `prijspeil`: the
    year of the salaries, and `naar_jaar` the year to which the tarieven are indexed."""

    functies: tuple[Functie, ...]
    mix: Mapping[str, Fraction] = field(default_factory=dict)
    traject: Traject | None = None
    huidig: Mapping[str, Fraction] = field(default_factory=dict)
    banden: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    bronnen: Mapping[str, str] = field(default_factory=dict)
    prijspeil: int | None = None
    naar_jaar: int | None = None


@dataclass(frozen=True)
class Tarief:
    """One functie with its steps in euros and hours, unrounded."""

    naam: str
    waarden: Mapping[str, Fraction]
    stappen: Mapping[str, Fraction]

    @property
    def tarief(self) -> Cent:
        """Cents per hour, half a cent up."""
        return rond_tarief(self.stappen["tarief_onafgerond"])

    @property
    def deel_declarabel(self) -> Fraction:
        """The share of the contract hours that can be declared."""
        return self.stappen["declarabel"] / self.waarden["contracturen"]


@dataclass(frozen=True)
class Kostprijs:
    """The outcome. `mix` in euros per hour, unrounded; `traject` in cents; None where not asked for."""

    tarieven: tuple[Tarief, ...]
    mix: Fraction | None
    traject: Cent | None

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel kostprijs --json` but its sensitivity."""
        return {
            "functies": {
                t.naam: {"stappen": {s: float(t.stappen[s]) for s in STAPPEN}, "tarief": t.tarief}
                for t in self.tarieven
            },
            "mix": None
            if self.mix is None
            else {"tarief_onafgerond": float(self.mix), "tarief": rond_tarief(self.mix)},
            "traject": None if self.traject is None else {"bedrag": self.traject},
        }


def rond_tarief(euro: Fraction) -> Cent:
    """Euros to whole cents, half a cent up: the one rounding of a tarief."""
    return rond_breuk_half_omhoog(euro * CENTEN)


def compute_kostprijs(invoer: Invoer) -> Kostprijs:
    """Every functie, the mix and the traject. Raises KostprijsFout when no hour can be declared."""
    tarieven = tuple(_compute_tarief(functie) for functie in invoer.functies)
    per_functie = {t.naam: t.stappen["tarief_onafgerond"] for t in tarieven}
    mix = sum((deel * per_functie[naam] for naam, deel in invoer.mix.items()), Fraction(0))
    heeft_mix = bool(invoer.mix)
    traject = None
    if heeft_mix and invoer.traject is not None:
        traject = rond_tarief(invoer.traject.uren * mix + invoer.traject.materieel)
    return Kostprijs(tarieven=tarieven, mix=mix if heeft_mix else None, traject=traject)


def change_waarde(invoer: Invoer, *, functie: str, naam: str, waarde: Fraction) -> Invoer:
    """The same input with one value of one functie changed."""
    return replace(
        invoer,
        functies=tuple(
            replace(f, waarden={**f.waarden, naam: waarde}) if f.naam == functie else f
            for f in invoer.functies
        ),
    )


def compute_stappen(w: Mapping[str, Any]) -> dict[str, Any]:
    """The build-up of one functie from its values by name: euros and hours, shares as fractions of 1.

    The values are exact fractions, or arrays of one length with a draw in every place.
    """
    jaar = w["bruto_maand"] * MAANDEN
    loon = jaar * (1 + w["vak"] + w["eju"] + w["ort"])
    lasten = loon * w["werkgeverslasten"]
    loonkosten = loon + lasten
    opleiding = loonkosten * w["opleiding"]
    beschikbaar = w["contracturen"] - w["verlof"] - w["feestdagen"]
    ziek = beschikbaar * w["ziekte"]
    gewerkt = beschikbaar - ziek
    inzetbaar = gewerkt - w["scholing"] - w["werkoverleg"]
    declarabel = inzetbaar * (1 - w["niet_clientgebonden"])
    per_uur = (loonkosten + opleiding) / declarabel
    direct = per_uur + w["reiskosten_per_uur"]
    overhead = direct * w["overhead"]
    verplichtingen = direct * w["verplichtingen"]
    subtotaal = direct + overhead + verplichtingen + w["materieel_per_uur"]
    risico = subtotaal * w["risico"]
    return {
        "jaar": jaar,
        "loon": loon,
        "lasten": lasten,
        "loonkosten": loonkosten,
        "opleiding": opleiding,
        "beschikbaar": beschikbaar,
        "ziek": ziek,
        "gewerkt": gewerkt,
        "inzetbaar": inzetbaar,
        "declarabel": declarabel,
        "per_uur": per_uur,
        "direct": direct,
        "overhead": overhead,
        "verplichtingen": verplichtingen,
        "subtotaal": subtotaal,
        "risico": risico,
        "tarief_onafgerond": subtotaal + risico,
    }


def _compute_tarief(functie: Functie) -> Tarief:
    try:
        stappen = compute_stappen(functie.waarden)
    except ZeroDivisionError:
        stappen = {"inzetbaar": Fraction(0), "declarabel": Fraction(0)}
    if stappen["inzetbaar"] <= 0 or stappen["declarabel"] <= 0:
        raise KostprijsFout(
            f"Bij {functie.naam} blijft geen declarabel uur over. Controleer contracturen (uren per jaar), "
            "verlof, feestdagen, scholing, werkoverleg, ziekte en niet_clientgebonden."
        )
    return Tarief(naam=functie.naam, waarden=functie.waarden, stappen=stappen)
