"""The smallest number of profiles that still tells clients apart: the criteria, and the advice in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stelsel.domein.parameters import get_aantal, get_parameter

#: Name of each criterion, in the order in which reasons are given, and what it means in words.
CRITERIA = {
    "r2": "verklaart genoeg van het verschil in kosten",
    "r2_log": "verklaart genoeg van het verschil in kosten op een logaritmische schaal",
    "winst": "één profiel meer voegt niets toe",
    "winst_log": "één profiel meer voegt op een logaritmische schaal niets toe",
    "clienten": "elk profiel heeft genoeg cliënten",
    "aanbieders": "elk profiel heeft genoeg aanbieders",
    "spreiding": "binnen elk profiel lopen de kosten niet te ver uiteen",
    "prijsverhouding": "de prijzen verschillen genoeg",
    "stabiliteit": "met andere cliënten komen er dezelfde profielen uit",
}
#: Comparing shares to thresholds: what binary numbers lose.
SPELING = 1e-9


@dataclass(frozen=True)
class Grenzen:
    """The thresholds of one day; all are dated parameters."""

    behoud: float
    winst: float
    kleinste: int
    aanbieders: int
    spreiding: float
    prijsverhouding: float
    stabiliteit: float
    trekkingen: int
    cellen: int


@dataclass(frozen=True)
class Aantal:
    """What there is to know of one number of profiles. Shares are fractions; None: cannot be known.

    `spreiding`: the widest CV after leaving out outliers; `spreiding_alle`: with them.
    """

    k: int
    r2: float
    r2_log: float
    spreiding: float | None
    spreiding_alle: float | None
    clienten: int
    aanbieders: int | None
    prijsverhouding: float | None
    stabiliteit: float | None
    verlies: float | None = None


@dataclass(frozen=True)
class Oordeel:
    """One number of profiles with the criteria that it does not meet."""

    aantal: Aantal
    niet_voldaan: tuple[str, ...]


@dataclass(frozen=True)
class Advies:
    """The advised number, why in words, and whether it meets every criterion."""

    k: int
    reden: str
    voldoet: bool


def get_grenzen(peildatum: date) -> Grenzen:
    """The thresholds that hold on a day."""

    def deel(naam: str) -> float:
        return float(get_parameter(naam).get_waarde(peildatum))

    return Grenzen(
        behoud=deel("profiel_behoud"),
        winst=deel("profiel_winst"),
        kleinste=get_aantal("profiel_kleinste", peildatum=peildatum),
        aanbieders=get_aantal("profiel_aanbieders", peildatum=peildatum),
        spreiding=deel("profiel_spreiding"),
        prijsverhouding=deel("profiel_prijsverhouding"),
        stabiliteit=deel("profiel_stabiliteit"),
        trekkingen=get_aantal("profiel_trekkingen", peildatum=peildatum),
        cellen=get_aantal("profiel_cellen", peildatum=peildatum),
    )


def check_aantallen(aantallen: Sequence[Aantal], *, grenzen: Grenzen) -> list[Oordeel]:
    """Per number of profiles, ascending, which criteria it fails. R² is measured against the best of all."""
    rijen = sorted(aantallen, key=lambda rij: rij.k)
    best = max((rij.r2 for rij in rijen), default=0.0)
    best_log = max((rij.r2_log for rij in rijen), default=0.0)
    uit = []
    for rij, volgende in zip(rijen, [*rijen[1:], None], strict=True):
        goed = {
            "r2": rij.r2 >= grenzen.behoud * best - SPELING,
            "r2_log": rij.r2_log >= grenzen.behoud * best_log - SPELING,
            "winst": volgende is None or volgende.r2 - rij.r2 < grenzen.winst,
            "winst_log": volgende is None or volgende.r2_log - rij.r2_log < grenzen.winst,
            "clienten": rij.clienten >= grenzen.kleinste,
            "aanbieders": rij.aanbieders is None or rij.aanbieders >= grenzen.aanbieders,
            "spreiding": rij.spreiding is None or rij.spreiding <= grenzen.spreiding + SPELING,
            "prijsverhouding": rij.prijsverhouding is None
            or rij.prijsverhouding >= grenzen.prijsverhouding - SPELING,
            "stabiliteit": rij.stabiliteit is None or rij.stabiliteit >= grenzen.stabiliteit - SPELING,
        }
        uit.append(Oordeel(rij, tuple(naam for naam in CRITERIA if not goed[naam])))
    return uit


def choose_aantal(oordelen: Sequence[Oordeel], *, grenzen: Grenzen) -> Advies:
    """The smallest number that meets every criterion; without one, the one that fails fewest. Not empty.

    Of two that fail as many the smaller one is taken.
    """
    keuze = min(oordelen, key=lambda rij: (len(rij.niet_voldaan), rij.aantal.k))
    eerder = [rij for rij in oordelen if rij.aantal.k == keuze.aantal.k - 1]
    if not keuze.niet_voldaan:
        waarom = f" Met {_tel(eerder[0])} niet: {_render_fouten(eerder[0], grenzen)}." if eerder else ""
        kop = "is genoeg" if keuze.aantal.k == 1 else "is het kleinste aantal dat aan alle criteria voldoet"
        reden = f"{_tel(keuze).capitalize()} {kop}.{_render_r2(keuze.aantal)}{waarom}"
    else:
        reden = (
            f"Geen aantal voldoet aan alle criteria. {_tel(keuze).capitalize()} komt het dichtst in de buurt."
            f"{_render_r2(keuze.aantal)} Wat niet lukt: {_render_fouten(keuze, grenzen)}."
        )
    return Advies(keuze.aantal.k, reden, not keuze.niet_voldaan)


def _tel(oordeel: Oordeel) -> str:
    k = oordeel.aantal.k
    return "één profiel" if k == 1 else f"{k} profielen"


def _render_r2(rij: Aantal) -> str:
    return (
        f" Dat verklaart {_procent(rij.r2)} van het verschil in kosten bij cliënten die nog niet zijn gezien."
    )


def _render_fouten(oordeel: Oordeel, grenzen: Grenzen) -> str:
    """What fails, with the figure and the threshold; the two scales of one criterion once."""
    rij = oordeel.aantal
    teksten = {
        "r2": f"het verklaart minder dan {_procent(grenzen.behoud)} van wat het meeste verklaart",
        "winst": f"één profiel meer verklaart nog {_procent(grenzen.winst)} of meer",
        "clienten": f"een profiel telt {rij.clienten} cliënten, ten minste {grenzen.kleinste} is nodig",
        "aanbieders": f"een profiel heeft {rij.aanbieders} aanbieders, ten minste {grenzen.aanbieders} "
        "is nodig",
        "spreiding": f"de variatiecoëfficiënt van een profiel is {_getal(rij.spreiding)}, "
        f"hoogstens {_getal(grenzen.spreiding)} mag",
        "prijsverhouding": f"een profiel kost maar {_getal(rij.prijsverhouding)} keer zoveel als het "
        f"goedkopere, ten minste {_getal(grenzen.prijsverhouding)} is nodig",
        "stabiliteit": f"met andere cliënten komt er iets anders uit (index {_getal(rij.stabiliteit)}, "
        f"ten minste {_getal(grenzen.stabiliteit)} is nodig)",
    }
    for naam in ("r2", "winst"):
        if naam not in oordeel.niet_voldaan:
            teksten[f"{naam}_log"] = f"{teksten[naam]}, op een logaritmische schaal"
    return "; ".join(teksten[naam] for naam in oordeel.niet_voldaan if naam in teksten)


def _procent(deel: float) -> str:
    return f"{100 * deel:.1f} %".replace(".", ",").replace(",0 %", " %")


def _getal(waarde: float | None) -> str:
    return "onbekend" if waarde is None else f"{waarde:.2f}".replace(".", ",")
