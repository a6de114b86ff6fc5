"""The frame of Regio Aldervelden: municipalities, providers, contracts, budgets. All of it is invented.

Providers carry AGB codes that start with 99, a kind that is not given out, and IBANs of the bank code NEPP,
which no bank has. Before 2024 every provider could join; since then there are contracts after a tender.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from stelsel.demo import ijking
from stelsel.demo.catalogus import CONTRACTWISSEL, EURO, PRODUCTEN, PROFIELEN, Product, Profiel
from stelsel.demo.loting import create_rng
from stelsel.demo.namen import create_aanbiedernamen

REGIONAAM = "Regio Aldervelden"


@dataclass(frozen=True)
class Gemeente:
    """A municipality; `jeugdclienten`: young clients of the calibration year. Dates are inclusive."""

    code: str
    naam: str
    inwoners: int
    jeugdclienten: int
    van: date | None = None
    tot: date | None = None
    opvolger: str = ""


GEMEENTEN = (
    Gemeente("9901", "Aldervoort", 68_000, 2_101, van=date(2023, 1, 1)),
    Gemeente("9902", "Zilverbroek", 49_000, 1_368),
    Gemeente("9903", "Eikenwaard", 37_000, 904),
    Gemeente("9904", "Beukmeer", 30_000, 755),
    Gemeente("9905", "Noorderhaag", 24_000, 532),
    Gemeente("9906", "Lindewold", 19_000, 436),
    Gemeente("9907", "Duinrade", 13_000, 262),
)
#: Merged into Aldervoort; with the share of its clients that came from each.
VOORGANGERS = (
    Gemeente("0997", "Aldermond", 41_000, 1_267, tot=date(2022, 12, 31), opvolger="9901"),
    Gemeente("0998", "Veldvoort", 27_000, 834, tot=date(2022, 12, 31), opvolger="9901"),
)
#: Duinrade joins the region on this day; the region has no history of it from before.
TOETREDING_DUINRADE = date(2023, 1, 1)

#: Young trajects that end in a year at the named providers Y01 to Y12, at scale 1.
EINDES_PER_JAAR = (400, 320, 260, 240, 320, 240, 150, 150, 120, 80, 40, 25)
AANTAL_OUD = {"jw": 320, "wmo": 190}
AANTAL_NIEUW = {"jw": 62, "wmo": 41}
AANTAL_REGIONAAL = {"jw": 14, "wmo": 9}
WETTEN = ("jw", "wmo")
#: Per kind of provider the profiles and product categories that it delivers.
_AANBOD = {
    "Jeugdhulp": ("P1", "P2", "P4", "P5", "P6", "P7", "P8", "41", "42", "43", "45"),
    "Jeugd-ggz": ("P1", "P5", "P6", "P7", "54"),
    "Gezinsbegeleiding": ("P2", "P3", "P4", "P8", "45"),
    "Pleegzorg": ("P3", "44", "48"),
    "Praktijk": ("P1", "P7", "54"),
    "Jeugd en Gezin": ("P1", "P2", "P3", "P4", "P7", "P8", "43", "44", "48"),
    "Thuishulp": ("01",),
    "Begeleiding": ("02", "08"),
    "Zorg en Wonen": ("02", "15"),
    "Dagbesteding": ("07", "08"),
    "Hulpmiddelen": ("11", "12", "13", "14"),
    "Ondersteuning": ("01", "02", "07"),
}


@dataclass(frozen=True)
class Aanbieder:
    """A provider. `nummer`: rank by size within the law, 0 first; `perceel`: regionaal, lokaal, or geen after
    the tender; `gemeenten`: codes it may work for since the tender; `prijsfactor`: against the list price,
    before and since the tender."""

    agb: str
    naam: str
    soort: str
    iban: str
    wet: str
    nummer: int
    perceel: str
    gemeenten: tuple[str, ...]
    prijsfactor: tuple[float, float]


@dataclass(frozen=True)
class Contractproduct:
    """A product in a contract; `tarief`: cents per unit (for euros: of the whole arrangement)."""

    product: Product
    tarief: int
    van: date
    tot: date


@dataclass(frozen=True)
class Contract:
    """An agreement of the region with one provider under one law for some municipalities."""

    nummer: str
    agb: str
    wet: str
    gemeenten: tuple[str, ...]
    van: date
    tot: date
    producten: tuple[Contractproduct, ...]


@dataclass(frozen=True)
class Begroting:
    """What a municipality set aside under a law for a year, in cents."""

    gemeente: str
    wet: str
    jaar: int
    bedrag: int


@dataclass(frozen=True)
class Regio:
    """Everything that stands still while clients come and go."""

    naam: str
    gemeenten: tuple[Gemeente, ...]
    voorgangers: tuple[Gemeente, ...]
    aanbieders: tuple[Aanbieder, ...]
    profielen: tuple[Profiel, ...]
    producten: tuple[Product, ...]
    contracten: tuple[Contract, ...]
    begrotingen: tuple[Begroting, ...]

    def list_aanbieders(self, wet: str) -> list[Aanbieder]:
        """The providers under a law, in the order of their number."""
        return [aanbieder for aanbieder in self.aanbieders if aanbieder.wet == wet]


@lru_cache(maxsize=4)
def create_regio(*, zaad: int) -> Regio:
    """The region of this seed; the same for every scale."""
    aanbieders = tuple(a for wet in WETTEN for a in _aanbieders(wet, zaad))
    contracten = tuple(_contract(a) for a in aanbieders if a.perceel != "geen")
    return Regio(
        REGIONAAM, GEMEENTEN, VOORGANGERS, aanbieders, PROFIELEN, PRODUCTEN, contracten, _begrotingen(zaad)
    )


def _aanbieders(wet: str, zaad: int) -> list[Aanbieder]:
    rng = create_rng(zaad, f"aanbieders {wet}")
    aantal, nieuw, regionaal = AANTAL_OUD[wet], AANTAL_NIEUW[wet], AANTAL_REGIONAAL[wet]
    namen = create_aanbiedernamen(rng, aantal=aantal, wet=wet)
    eerste = 99_010_001 if wet == "jw" else 99_020_001
    oud, nu = np.exp(0.12 * rng.standard_normal(aantal)), np.exp(0.03 * rng.standard_normal(aantal))
    alle = tuple(g.code for g in GEMEENTEN)
    uit = []
    for n in range(aantal):
        perceel = "regionaal" if n < regionaal else "lokaal" if n < nieuw else "geen"
        keuze = tuple(sorted(rng.choice(alle, size=int(rng.integers(2, 5)), replace=False).tolist()))
        uit.append(
            Aanbieder(
                f"{eerste + 17 * n:08d}",
                namen[n][0],
                namen[n][1],
                create_iban(9_000_000_000 + eerste + n),
                wet,
                n,
                perceel,
                alle if perceel == "regionaal" else keuze if perceel == "lokaal" else (),
                (float(oud[n]), float(nu[n])),
            )
        )
    return uit


def create_iban(rekening: int) -> str:
    """A well-formed account number (check digits right) at a bank that does not exist."""
    kaal = f"NEPP{rekening:010d}"
    cijfers = "".join(str(int(teken, 36)) for teken in f"{kaal}NL00")
    return f"NL{98 - int(cijfers) % 97:02d}{kaal}"


def tarief(product: Product, *, aanbieder: Aanbieder, jaar: int) -> int:
    """The contract tariff of a year, whole cents per unit; one price for all on arrangements by result."""
    factor = aanbieder.prijsfactor[int(jaar >= CONTRACTWISSEL.year)] if product.eenheid != EURO else 1.0
    return int(product.prijs * factor * prijspeil(jaar) + 0.5)


def prijspeil(jaar: int) -> float:
    """Price level against 2023; after the last year of the history the same rise once more."""
    laatste = max(ijking.PRIJSPEIL)
    if jaar <= laatste:
        return ijking.PRIJSPEIL[jaar]
    return ijking.PRIJSPEIL[laatste] * (ijking.PRIJSPEIL[laatste] / ijking.PRIJSPEIL[laatste - 1]) ** (
        jaar - laatste
    )


def _contract(aanbieder: Aanbieder) -> Contract:
    """The contract since the tender, with a tariff per year for every product of the law."""
    jaren = range(CONTRACTWISSEL.year, CONTRACTWISSEL.year + 3)
    producten = tuple(
        Contractproduct(p, tarief(p, aanbieder=aanbieder, jaar=jaar), date(jaar, 1, 1), date(jaar, 12, 31))
        for p in PRODUCTEN
        if p.wet == aanbieder.wet and p.tot is None and _levert(aanbieder, p)
        for jaar in jaren
    )
    nummer = f"{'J' if aanbieder.wet == 'jw' else 'W'}24-{aanbieder.nummer + 1:03d}"
    return Contract(
        nummer,
        aanbieder.agb,
        aanbieder.wet,
        aanbieder.gemeenten,
        CONTRACTWISSEL,
        date(jaren[-1], 12, 31),
        producten,
    )


def _levert(aanbieder: Aanbieder, product: Product) -> bool:
    """What fits the kind of aanbieder; stay and protection only in the regional perceel."""
    if aanbieder.perceel != "regionaal" and product.categorie in ("43", "44", "48", "15"):
        return False
    return (product.profiel or product.categorie) in _AANBOD[aanbieder.soort]


def verwachte_kosten(wet: str, jaar: int) -> float:
    """Cost the model expects per client of a year, in cents."""
    onderdelen = ijking.JEUGD if wet == "jw" else ijking.WMO
    basis = sum(o.aandeel * o.gemiddelde for o in onderdelen) * 100
    return basis * prijspeil(jaar) * ijking.INTENSITEIT.get(jaar, ijking.INTENSITEIT[max(ijking.INTENSITEIT)])


def _begrotingen(zaad: int) -> tuple[Begroting, ...]:
    """Forecast times a little optimism or pessimism, in whole thousands of euros."""
    rng = create_rng(zaad, "begrotingen")
    uit = []
    for gemeente in GEMEENTEN:
        for wet in WETTEN:
            clienten = (
                gemeente.jeugdclienten if wet == "jw" else ijking.WMO_CLIENTEN * gemeente.inwoners / 240_000
            )
            for jaar in range(ijking.JAREN[0], ijking.JAREN[-1] + 2):
                groei = ijking.GROEI_CLIENTEN ** (jaar - ijking.IJKJAAR)
                bedrag = clienten * groei * verwachte_kosten(wet, jaar) * rng.uniform(0.96, 1.02)
                uit.append(Begroting(gemeente.code, wet, jaar, round(bedrag / 100_000) * 100_000))
    return tuple(uit)
