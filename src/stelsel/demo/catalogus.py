"""The products of the example region: what can be allocated, in which unit, at which list price.

List prices are invented, in cents at the price level of 2023, in the order of magnitude of public tariff
lists. Until the new contracts (1 January 2024) ambulant youth care had its own products; from then on it is
allocated by profile and intensity. Stay is priced in steps ("treden"): the step follows from the care.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CONTRACTWISSEL = date(2024, 1, 1)
EINDE_OUD = date(2023, 12, 31)

UUR, ETMAAL, DAGDEEL, EURO, STUKS = "04", "14", "16", "83", "84"
MINUUT = "01"


@dataclass(frozen=True)
class Profiel:
    """A support profile with its place on the complexity axis; `intensiteiten` in the order P, I, L, Z."""

    code: str
    naam: str
    complexiteit: str
    intensiteiten: tuple[str, ...]


@dataclass(frozen=True)
class Product:
    """A product of the list; `prijs`: cents per unit at the price level of 2023. `eenheid`: unit of the
    contract (hours are claimed in minutes; with euros the price is that of the whole arrangement).
    `profiel` and `intensiteit` only for arrangements."""

    wet: str
    categorie: str
    code: str
    naam: str
    eenheid: str
    prijs: int
    variant: str = "inspanning"
    profiel: str = ""
    intensiteit: str = ""
    van: date = date(2018, 1, 1)
    tot: date | None = None


#: The intensities that last, which keep what is there.
DUURZAAM = ("L", "Z")
_KORT, _ALLE = ("P", "I"), ("P", "I", *DUURZAAM)
PROFIELEN = (
    Profiel("P1", "Jongere met psychische of sociale problemen", "laag", _KORT),
    Profiel("P2", "Ouders leren omgaan met lastig gedrag", "laag", _KORT),
    Profiel("P3", "Steun bij opvoeden als ouders zelf problemen hebben", "laag", _KORT),
    Profiel("P4", "Begeleiding van een jongere met een beperking", "laag", _ALLE),
    Profiel("P5", "Behandeling bij een verstandelijke beperking", "midden", _ALLE),
    Profiel("P6", "Behandeling bij een lichamelijke beperking", "midden", _ALLE),
    Profiel("P7", "Behandeling bij problemen in ontwikkeling en gedrag", "midden", _ALLE),
    Profiel("P8", "Gezin met meerdere problemen tegelijk", "midden", _ALLE),
)
INTENSITEITEN = {
    "P": "kort (3 tot 6 maanden)",
    "I": "tot een jaar",
    "L": "langdurig licht",
    "Z": "langdurig zwaar",
}

#: How long an arrangement usually runs, in months.
INTENSITEIT_MAANDEN = {"P": 5, "I": 10, "L": 12, "Z": 12}

#: Euros per whole arrangement (a year for L and Z), price level 2023.
_ARRANGEMENTPRIJS = {
    "P1": (1765, 2835),
    "P2": (2120, 3545),
    "P3": (2120, 3545),
    "P4": (2475, 4255, 2390, 4475),
    "P5": (3915, 7060, 4020, 7700),
    "P6": (3915, 7060, 4020, 7700),
    "P7": (4195, 7570, 4310, 8255),
    "P8": (8240, 15675, 9055, 17755),
}
#: Cents per hour by profile, price level 2023.
_UURPRIJS = {"P1": 7740, "P2": 7740, "P3": 7740, "P4": 7740, "P5": 8546, "P6": 8546, "P7": 9162, "P8": 8978}


def arrangementprijs(profiel: str, intensiteit: str) -> int:
    """Cents for a whole arrangement of this profile and intensity, price level 2023."""
    plek = next(p for p in PROFIELEN if p.code == profiel).intensiteiten.index(intensiteit)
    return _ARRANGEMENTPRIJS[profiel][plek] * 100


def _arrangementen() -> list[Product]:
    """Per profile and intensity the product paid by the hour (45P1P) and the one paid by result (50P1P)."""
    uit = []
    for profiel in PROFIELEN:
        for intensiteit in profiel.intensiteiten:
            naam = f"{profiel.naam}, {INTENSITEITEN[intensiteit]}"
            code = f"{profiel.code}{intensiteit}"
            cel = (profiel.code, intensiteit, CONTRACTWISSEL)
            uit.append(
                Product("jw", "45", f"45{code}", naam, UUR, _UURPRIJS[profiel.code], "inspanning", *cel)
            )
            prijs = arrangementprijs(profiel.code, intensiteit)
            uit.append(Product("jw", "50", f"50{code}", f"{naam}, vast bedrag", EURO, prijs, "output", *cel))
    return uit


def _treden(categorie: str, letter: str, naam: str, *, wet: str, eerste: int, aantal: int) -> list[Product]:
    """Products per etmaal, each step 25 % dearer than the one before; `eerste` in cents."""
    return [
        Product(
            wet,
            categorie,
            f"{categorie}{letter}{n:02d}",
            f"{naam}, trede {n}",
            ETMAAL,
            int(eerste * 1.25 ** (n - 1) / 5 + 0.5) * 5,
        )
        for n in range(1, aantal + 1)
    ]


def _oud(categorie: str, code: str, naam: str, eenheid: str, prijs: int) -> Product:
    return Product("jw", categorie, code, naam, eenheid, prijs, tot=EINDE_OUD)


_JEUGD_LOS = [
    _oud("51", "51A01", "Basis-ggz kort", UUR, 8900),
    _oud("51", "51A02", "Basis-ggz middel", UUR, 9350),
    _oud("45", "45A01", "Begeleiding thuis licht", UUR, 5150),
    _oud("45", "45A02", "Begeleiding thuis basis", UUR, 5600),
    _oud("45", "45A03", "Opvoedhulp licht", UUR, 6100),
    _oud("45", "45A04", "Vaktherapie", UUR, 7300),
    _oud("45", "45B01", "Gezinsbehandeling", UUR, 8450),
    _oud("45", "45B02", "Behandeling gedrag", UUR, 9300),
    _oud("45", "45B03", "Begeleiding specialistisch", UUR, 7800),
    _oud("45", "45B04", "Behandeling bij beperking", UUR, 8600),
    _oud("45", "45C01", "Langdurige begeleiding licht", UUR, 6500),
    _oud("45", "45C02", "Langdurige begeleiding zwaar", UUR, 8200),
    Product("jw", "54", "54D01", "Hulp bij ernstige dyslexie", UUR, 6435),
    Product("jw", "54", "54C01", "Specialistische ggz, team", UUR, 9850),
    Product("jw", "54", "54C02", "Specialistische ggz, arts of psycholoog", UUR, 12360),
    Product("jw", "41", "41DBL", "Dagbehandeling groep van acht", DAGDEEL, 6475),
    Product("jw", "41", "41DBM", "Dagbehandeling groep van zes", DAGDEEL, 7000),
    Product("jw", "41", "41DBH", "Dagbehandeling groep van vier", DAGDEEL, 9900),
    Product("jw", "42", "42V01", "Vervoer naar de hulp, per rit", STUKS, 1395),
    Product("jw", "41", "41D01", "Dagbesteding na school", DAGDEEL, 4150),
    Product("jw", "54", "54M01", "Controle van medicijnen", UUR, 11200),
    Product("jw", "45", "45G01", "Steun voor het gezin erbij", UUR, 7150),
]
_WMO_LOS = [
    Product("wmo", "01", "01A01", "Hulp bij het huishouden", UUR, 3240),
    Product("wmo", "01", "01A02", "Hulp bij het huishouden met regie", UUR, 3610),
    Product("wmo", "02", "02A01", "Begeleiding basis", UUR, 5970),
    Product("wmo", "02", "02A02", "Begeleiding plus", UUR, 8280),
    Product("wmo", "02", "02A03", "Begeleiding met dagbesteding", UUR, 8520),
    Product("wmo", "07", "07A01", "Dagbesteding licht", DAGDEEL, 3576),
    Product("wmo", "07", "07A02", "Dagbesteding midden", DAGDEEL, 4850),
    Product("wmo", "07", "07A03", "Dagbesteding zwaar", DAGDEEL, 6557),
    Product("wmo", "08", "08A01", "Vervoer, per rit", STUKS, 645),
    Product("wmo", "11", "11A01", "Rolstoel, huur per week", STUKS, 980),
    Product("wmo", "12", "12A01", "Scootmobiel, huur per week", STUKS, 1120),
    Product("wmo", "13", "13A01", "Traplift, huur per week", STUKS, 870),
    Product("wmo", "14", "14A01", "Ander hulpmiddel, huur per week", STUKS, 520),
]

PRODUCTEN: tuple[Product, ...] = (
    *_arrangementen(),
    *_JEUGD_LOS,
    *_treden("44", "L", "Logeren", wet="jw", eerste=6000, aantal=14),
    *_treden("44", "P", "Pleegzorg", wet="jw", eerste=3000, aantal=16),
    *_treden("44", "G", "Gezinshuis", wet="jw", eerste=11000, aantal=12),
    *_treden("43", "R", "Behandelgroep", wet="jw", eerste=11500, aantal=20),
    *_treden("43", "Z", "Gesloten jeugdhulp", wet="jw", eerste=20000, aantal=18),
    *_treden("48", "B", "Jeugdbescherming", wet="jw", eerste=1600, aantal=18),
    *_WMO_LOS,
    *_treden("15", "B", "Beschermd wonen", wet="wmo", eerste=5000, aantal=16),
)
PRODUCT = {product.code: product for product in PRODUCTEN}
