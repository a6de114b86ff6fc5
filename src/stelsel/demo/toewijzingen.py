"""What was allocated to the clients of the living caseload: product, provider, volume and period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from stelsel.demo.bewoners import Bewoner, create_bewoners
from stelsel.demo.catalogus import (
    CONTRACTWISSEL,
    DAGDEEL,
    ETMAAL,
    EURO,
    INTENSITEIT_MAANDEN,
    PRODUCT,
    UUR,
    Product,
    arrangementprijs,
)
from stelsel.demo.loting import create_rng
from stelsel.demo.regio import AANTAL_REGIONAAL, Aanbieder, Contract, Contractproduct, Regio
from stelsel.kern.periode import Periode, plus_maanden

#: Share of allocations that already ran before the three months and come in by take-over.
DEEL_OVERGENOMEN = 0.35
#: Share of young clients, of second allocations, and of taken-over specialist care without a product.
DEEL_JEUGD, DEEL_TWEEDE, DEEL_ASPECIFIEK = 0.55, 0.08, 0.9
#: Hours of which the tariff makes the budget of an allocation without a product.
UREN_ASPECIFIEK = 60
#: Share of arrangements that are paid by result.
DEEL_OUTPUT = 0.3
#: How many providers per law take part, so that a claim file holds more than a handful of lines.
AANTAL_AANBIEDERS = {"jw": 14, "wmo": 9}
_WEEK, _TOTAAL = "2", "6"

#: Products by law with their share: arrangements, specialist care, day care, stay.
_KEUZE_JEUGD = {
    "P1P": 0.15,
    "P1I": 0.08,
    "P2P": 0.08,
    "P2I": 0.04,
    "P3P": 0.05,
    "P4I": 0.06,
    "P4L": 0.05,
    "P5I": 0.04,
    "P7P": 0.12,
    "P7I": 0.12,
    "P7L": 0.04,
    "P8I": 0.05,
    "54C01": 0.05,
    "54D01": 0.03,
    "41DBM": 0.02,
    "44P05": 0.01,
    "43R04": 0.01,
}
_KEUZE_WMO = {
    "01A01": 0.45,
    "01A02": 0.12,
    "02A01": 0.17,
    "02A02": 0.06,
    "07A01": 0.10,
    "07A02": 0.06,
    "15B05": 0.04,
}
#: Allocated per week, in the unit of the product: least and most.
_PER_WEEK = {
    "01": (2, 4),
    "02": (2, 5),
    "07": (2, 8),
    "15": (7, 7),
    "41": (3, 8),
    "43": (7, 7),
    "44": (7, 7),
    "54": (1, 3),
}


@dataclass(frozen=True)
class Toewijzing:
    """An allocation, in the shape of the standard. `client`: place in `Caseload.clienten`; `nummer`: place
    in `Caseload.toewijzingen`. `volume` in units of `eenheid` per `frequentie` (cents for euros); without a
    code there is a `budget` in cents instead. `product`: what is delivered, also without a code;
    `overgenomen`: runs since before the three months."""

    nummer: int
    client: int
    gemeente: str
    wet: str
    aanbieder: str
    categorie: str
    code: str
    product: Product
    variant: str
    tarief: int
    ingangsdatum: date
    einddatum: date
    volume: int | None
    eenheid: str
    frequentie: str
    budget: int | None
    verwijzer: str
    toegewezen_at: datetime
    overgenomen: bool

    @property
    def periode(self) -> Periode:
        """From ingangsdatum to einddatum."""
        return Periode(self.ingangsdatum, self.einddatum)

    @property
    def outputgericht(self) -> bool:
        """Paid by result."""
        return self.variant == "output"


@dataclass(frozen=True)
class _Aanbod:
    """What a provider may deliver under its contract, by product code and year."""

    aanbieder: Aanbieder
    contract: Contract
    per_code: dict[tuple[str, int], Contractproduct]


def create_toewijzingen(
    *, regio: Regio, zaad: int, aantal: int, today: date
) -> tuple[tuple[Bewoner, ...], tuple[Toewijzing, ...]]:
    """The clients and their allocations. `aantal`: number of clients, at most the test numbers there are.

    Raises ValueError when there are not enough test numbers.
    """
    rng = create_rng(zaad, "caseload")
    wetten = np.where(rng.random(aantal) < DEEL_JEUGD, "jw", "wmo").tolist()
    clienten = create_bewoners(zaad=zaad, wetten=wetten, gemeenten=regio.gemeenten, today=today)
    aanbod = _aanbod(regio)
    uit: list[Toewijzing] = []
    for nummer, client in enumerate(clienten):
        codes = _kies_codes(rng, client.wet)
        for code in codes:
            uit.append(_toewijzing(rng, client, (nummer, len(uit)), _kies(rng, client, code, aanbod), today))
    return clienten, tuple(uit)


def eerste_maand(today: date) -> date:
    """First day of the three whole months before the month of `today`."""
    return plus_maanden(today.replace(day=1), -3)


def _aanbod(regio: Regio) -> list[_Aanbod]:
    """The largest providers of the regional lot per law; they deliver everything everywhere."""
    per_agb = {contract.agb: contract for contract in regio.contracten}
    return [
        _Aanbod(a, per_agb[a.agb], {(p.product.code, p.van.year): p for p in per_agb[a.agb].producten})
        for wet, aantal in AANTAL_AANBIEDERS.items()
        for a in regio.list_aanbieders(wet)[: min(aantal, AANTAL_REGIONAAL[wet])]
    ]


def _kies_codes(rng: np.random.Generator, wet: str) -> list[str]:
    """One product, sometimes two of different categories (no stacking of one product)."""
    keuze = _KEUZE_JEUGD if wet == "jw" else _KEUZE_WMO
    codes = [_trek(rng, keuze)]
    if rng.random() < DEEL_TWEEDE:
        tweede = _trek(rng, keuze)
        if _categorie(tweede) != _categorie(codes[0]):
            codes.append(tweede)
    if wet == "wmo":
        return codes
    return [
        f"{'50' if rng.random() < DEEL_OUTPUT else '45'}{code}" if code[0] == "P" else code for code in codes
    ]


def _trek(rng: np.random.Generator, keuze: dict[str, float]) -> str:
    kansen = np.array(list(keuze.values()))
    return list(keuze)[int(rng.choice(len(kansen), p=kansen / kansen.sum()))]


def _categorie(code: str) -> str:
    return "45" if code[0] == "P" else code[:2]


def _kies(
    rng: np.random.Generator, client: Bewoner, code: str, aanbod: list[_Aanbod]
) -> tuple[_Aanbod, Product]:
    """A provider under the law of the client that delivers the product, larger ones more often."""
    jaar = CONTRACTWISSEL.year
    keuzes = [a for a in aanbod if a.aanbieder.wet == client.wet and (code, jaar) in a.per_code]
    gewicht = 1.0 / np.arange(1, len(keuzes) + 1) ** 0.5
    return keuzes[int(rng.choice(len(keuzes), p=gewicht / gewicht.sum()))], PRODUCT[code]


def _toewijzing(
    rng: np.random.Generator,
    client: Bewoner,
    plek: tuple[int, int],
    keuze: tuple[_Aanbod, Product],
    today: date,
) -> Toewijzing:
    aanbod, product = keuze
    overgenomen = bool(rng.random() < DEEL_OVERGENOMEN)
    periode = _periode(rng, product, overgenomen=overgenomen, today=today)
    aspecifiek = overgenomen and product.categorie == "54" and rng.random() < DEEL_ASPECIFIEK
    tarief = aanbod.per_code[(product.code, periode.begin.year)].tarief
    volume, frequentie = _omvang(rng, product, tarief)
    verwijzers = ("01", "02", "03", "04", "05") if client.wet == "jw" else ("01", "02", "06")
    besluit = periode.begin - timedelta(days=int(rng.integers(1, 15)))
    return Toewijzing(
        nummer=plek[1],
        client=plek[0],
        gemeente=client.gemeente,
        wet=client.wet,
        aanbieder=aanbod.aanbieder.agb,
        categorie=product.categorie,
        code="" if aspecifiek else product.code,
        product=product,
        variant=product.variant,
        tarief=tarief,
        ingangsdatum=periode.begin,
        einddatum=periode.eind or periode.begin,
        volume=None if aspecifiek else volume,
        eenheid="" if aspecifiek else product.eenheid,
        frequentie="" if aspecifiek else frequentie,
        budget=tarief * UREN_ASPECIFIEK if aspecifiek else None,
        verwijzer=verwijzers[int(rng.integers(len(verwijzers)))],
        toegewezen_at=datetime.combine(besluit, time(10, int(rng.integers(60)))),
        overgenomen=overgenomen,
    )


def _periode(rng: np.random.Generator, product: Product, *, overgenomen: bool, today: date) -> Periode:
    """Begins in the three months, or before them when taken over; taken over, it runs on for a while."""
    begin = eerste_maand(today)
    dagen = -int(rng.integers(20, 200)) if overgenomen else int(rng.integers(0, 80))
    ingang = begin + timedelta(days=dagen)
    maanden = INTENSITEIT_MAANDEN.get(product.intensiteit, 12)
    eind = plus_maanden(ingang, maanden) - timedelta(days=1)
    if overgenomen and eind < begin + timedelta(days=31):
        eind = plus_maanden(begin, 4) - timedelta(days=1)
    return Periode(ingang, eind)


def _omvang(rng: np.random.Generator, product: Product, tarief: int) -> tuple[int, str]:
    """(volume, frequentie): a result or an arrangement in all, the rest per week."""
    if product.eenheid == EURO:
        return tarief, _TOTAAL
    if product.profiel:
        return round(arrangementprijs(product.profiel, product.intensiteit) / product.prijs), _TOTAAL
    laag, hoog = _PER_WEEK[product.categorie]
    if product.eenheid not in (UUR, DAGDEEL, ETMAAL):
        raise ValueError(f"geen omvang bekend voor product {product.code}")
    return int(rng.integers(laag, hoog + 1)), _WEEK
