"""What the example region is calibrated to: numbers of clients, cost per client-year, durations, growth.

An own model in the order of magnitude of public national figures; nothing here describes a real region.
Amounts in whole euros at the price level of 2023, durations in months.
"""

from __future__ import annotations

from dataclasses import dataclass

JAREN = (2021, 2022, 2023, 2024, 2025)
#: The year whose client counts and cost distribution are the calibration.
IJKJAAR = 2023
GROEI_CLIENTEN = 1.02
#: Price level per year. From 2024 to 2025 exactly 3 %: planted (E08).
PRIJSPEIL = {2021: 0.917, 2022: 0.955, 2023: 1.0, 2024: 1.063, 2025: 1.063 * 1.03}
#: Units per client against 2023. From 2024 to 2025 exactly 1 %: planted (E08).
INTENSITEIT = {2021: 1.0, 2022: 1.0, 2023: 1.0, 2024: 1.0, 2025: 1.01}
#: Starts per month against an average month: little in summer, more in autumn.
SEIZOEN = (1.02, 1.02, 1.02, 1.02, 1.02, 1.02, 0.75, 0.75, 1.15, 1.15, 1.04, 1.04)

#: Share of young clients with two or more products at once (E13), and of Wmo clients with 1, 2, 3, 4.
STAPELING_JEUGD = {2021: 0.18, 2022: 0.18, 2023: 0.18, 2024: 0.15, 2025: 0.12}
VOORZIENINGEN_WMO = (0.58, 0.28, 0.09, 0.05)
#: Share of the year's cost of a client that goes to each extra product.
DEEL_EXTRA_JEUGD, DEEL_EXTRA_WMO = 0.25, 0.12
#: Chance that a stay is split in two allocations after each other (new product, same provider).
KANS_VERVOLG = 0.22


@dataclass(frozen=True)
class Onderdeel:
    """A cost component: its share of the clients of a year, cost per client-year and length of a stay.

    `oud` and `nieuw`: product codes with weights, until and from the new contracts; a product ending in
    `*` is a ladder of steps per etmaal, of which the cost decides the step.
    """

    naam: str
    aandeel: float
    gemiddelde: int
    cv: float
    duur: float
    duur_cv: float
    oud: dict[str, float]
    nieuw: dict[str, float]

    @property
    def ladder(self) -> bool:
        """Whether the product is one of steps per etmaal."""
        return next(iter(self.oud)).endswith("*")


def _zelfde(naam: str, *cijfers: float, **producten: float) -> Onderdeel:
    aandeel, gemiddelde, cv, duur, duur_cv = cijfers
    codes = {code[1:]: deel for code, deel in producten.items()}
    return Onderdeel(naam, aandeel, int(gemiddelde), cv, duur, duur_cv, codes, codes)


def _ladder(naam: str, code: str, *cijfers: float) -> Onderdeel:
    aandeel, gemiddelde, cv, duur, duur_cv = cijfers
    return Onderdeel(naam, aandeel, int(gemiddelde), cv, duur, duur_cv, {f"{code}*": 1.0}, {f"{code}*": 1.0})


_LAAG = {
    "45P1P": 0.27,
    "45P1I": 0.15,
    "45P2P": 0.135,
    "45P2I": 0.073,
    "45P3P": 0.081,
    "45P3I": 0.044,
    "45P4P": 0.115,
    "45P4I": 0.132,
}
_MIDDEN = {
    "45P5P": 0.045,
    "45P5I": 0.052,
    "45P6P": 0.018,
    "45P6I": 0.021,
    "45P7P": 0.311,
    "45P7I": 0.361,
    "45P8P": 0.089,
    "45P8I": 0.103,
}
_DUURZAAM = {
    "45P4L": 0.13,
    "45P4Z": 0.05,
    "45P5L": 0.06,
    "45P5Z": 0.03,
    "45P6L": 0.02,
    "45P6Z": 0.01,
    "45P7L": 0.40,
    "45P7Z": 0.15,
    "45P8L": 0.11,
    "45P8Z": 0.04,
}

JEUGD: tuple[Onderdeel, ...] = (
    _zelfde("dyslexie", 0.070, 3200, 0.45, 12.3, 0.6, _54D01=1.0),
    Onderdeel(
        "basis-ggz", 0.160, 2600, 0.70, 10.0, 0.8, {"51A01": 0.6, "51A02": 0.4}, {"45P1P": 0.6, "45P7P": 0.4}
    ),
    Onderdeel(
        "ambulant laag",
        0.240,
        4900,
        0.70,
        12.3,
        0.8,
        {"45A01": 0.3, "45A02": 0.3, "45A03": 0.2, "45A04": 0.2},
        _LAAG,
    ),
    Onderdeel(
        "ambulant midden",
        0.200,
        10500,
        0.70,
        12.3,
        0.8,
        {"45B01": 0.25, "45B02": 0.35, "45B03": 0.25, "45B04": 0.15},
        _MIDDEN,
    ),
    _zelfde("specialistische ggz", 0.100, 9500, 0.90, 14.0, 0.8, _54C01=0.7, _54C02=0.3),
    Onderdeel("duurzaam ambulant", 0.045, 14000, 0.60, 34.0, 0.7, {"45C01": 0.7, "45C02": 0.3}, _DUURZAAM),
    _zelfde("dagbehandeling", 0.050, 20000, 0.60, 15.3, 0.7, _41DBL=0.4, _41DBM=0.4, _41DBH=0.2),
    _ladder("logeren", "44L", 0.020, 11000, 0.80, 18.0, 0.8),
    _ladder("pleegzorg", "44P", 0.044, 24000, 0.40, 48.0, 1.2),
    _ladder("gezinshuis", "44G", 0.011, 68000, 0.30, 36.0, 1.0),
    _ladder("residentieel", "43R", 0.028, 92000, 0.70, 24.0, 0.9),
    _ladder("gesloten", "43Z", 0.004, 170000, 0.50, 14.0, 0.6),
    _ladder("jeugdbescherming", "48B", 0.028, 14500, 0.30, 24.0, 0.7),
)
WMO: tuple[Onderdeel, ...] = (
    _zelfde(
        "hulpmiddel of vervoer",
        0.395,
        620,
        1.0,
        60.0,
        0.8,
        _08A01=0.3,
        _11A01=0.2,
        _12A01=0.2,
        _13A01=0.15,
        _14A01=0.15,
    ),
    _zelfde("hulp bij het huishouden", 0.385, 3150, 0.60, 54.0, 0.8, _01A01=0.75, _01A02=0.25),
    _zelfde("begeleiding", 0.120, 7000, 0.90, 24.0, 0.8, _02A01=0.7, _02A02=0.3),
    _zelfde("dagbesteding", 0.055, 7600, 0.60, 30.0, 0.8, _07A01=0.4, _07A02=0.4, _07A03=0.2),
    _zelfde("begeleiding met dagbesteding", 0.025, 16500, 0.50, 36.0, 0.8, _02A03=1.0),
    _ladder("beschermd wonen", "15B", 0.020, 46000, 0.40, 36.0, 0.8),
)
#: Products that come beside the main one.
EXTRA_JEUGD = ("42V01", "41D01", "54M01", "45G01")
EXTRA_WMO = ("08A01", "12A01", "13A01", "11A01", "14A01")

#: Need groups of young clients (E06): share of the client-years, from light to heavy.
BEHOEFTEGROEPEN = (0.45, 0.25, 0.17, 0.09, 0.04)

#: Clients of the calibration year in the whole region at scale 1.
WMO_CLIENTEN = 17_280
