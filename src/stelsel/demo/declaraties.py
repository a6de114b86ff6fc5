"""Claim lines: one per allocation and calendar month, volume times tariff, in cents.

The cost of an allocation in a year is spread over its months by days, with some unrest where help is by the
hour. Volumes are rounded on the running total, so a year's lines add up to the cost within half a unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stelsel.demo import ijking
from stelsel.demo.catalogus import CONTRACTWISSEL, ETMAAL, PRODUCTEN, UUR
from stelsel.demo.gebruik import PRIJZEN, Kostendelen, Toewijzingen, prijsfactoren
from stelsel.demo.loting import Getallen, Tellingen, create_rng
from stelsel.demo.personen import Blok
from stelsel.demo.regio import Regio, prijspeil

ONRUST = 0.25
_IS_UUR = np.array([product.eenheid == UUR for product in PRODUCTEN])
_IS_ETMAAL = np.array([product.eenheid == ETMAAL for product in PRODUCTEN])


@dataclass
class Regels:
    """Claim lines, one per row; days are day numbers, `volume` in minutes, etmalen, dagdelen or pieces."""

    toewijzing: Tellingen
    begin: Tellingen
    eind: Tellingen
    volume: Tellingen
    bedrag: Tellingen


def create_declaratieregels(
    blok: Blok, *, regio: Regio, wet: str, toewijzingen: Toewijzingen, delen: Kostendelen
) -> Regels:
    """All claim lines under one law, in the order of the allocations and months."""
    rng = create_rng(blok.zaad, f"declaraties {wet}", blok.nummer)
    maand_van, maand_tot = (_maand(d) for d in (delen.van, delen.tot))
    aantal = maand_tot - maand_van + 1
    deel = np.repeat(np.arange(len(aantal)), aantal)
    eerste_rij = np.cumsum(aantal) - aantal
    maand = maand_van[deel] + np.arange(len(deel)) - eerste_rij[deel]
    begin = np.maximum(_eerste_dag(maand), delen.van[deel])
    eind = np.minimum(_eerste_dag(maand + 1) - 1, delen.tot[deel])
    toewijzing = delen.toewijzing[deel]
    product = toewijzingen.product[toewijzing]
    gewicht = (eind - begin + 1).astype(np.float64)
    onrust = np.exp(ONRUST * rng.standard_normal(len(deel)))
    gewicht = np.where(_IS_ETMAAL[product], gewicht, gewicht * onrust)
    tarieven = _tarieven(regio, wet, toewijzingen.aanbieder[toewijzing], product, delen.jaar[deel])
    eenheden = delen.bedrag[deel] / tarieven * np.where(_IS_UUR[product], 60, 1)
    volume = _rond_lopend(eenheden * gewicht / np.add.reduceat(gewicht, eerste_rij)[deel], eerste_rij, deel)
    bedrag = np.where(_IS_UUR[product], (tarieven * volume * 2 + 60) // 120, tarieven * volume)
    vol = volume > 0
    return Regels(toewijzing[vol], begin[vol], eind[vol], volume[vol], bedrag[vol])


def _maand(dagen: Tellingen) -> Tellingen:
    """Months since January 1970."""
    return dagen.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _eerste_dag(maand: Tellingen) -> Tellingen:
    return maand.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _tarieven(regio: Regio, wet: str, aanbieder: Tellingen, product: Tellingen, jaar: Tellingen) -> Tellingen:
    """Whole cents per contract unit, the same sum as `regio.tarief`."""
    factor = prijsfactoren(regio, wet)[(jaar >= CONTRACTWISSEL.year).astype(int), aanbieder]
    peil: Getallen = np.array([prijspeil(y) for y in ijking.JAREN])[jaar - ijking.JAREN[0]]
    return np.asarray(np.floor(PRIJZEN[product] * factor * peil + 0.5).astype(np.int64))


def _rond_lopend(waarde: Getallen, eerste_rij: Tellingen, deel: Tellingen) -> Tellingen:
    """Whole numbers per row whose running total within each part is the rounded running total."""
    lopend = np.cumsum(waarde)
    voor = np.concatenate([[0.0], lopend])[eerste_rij]
    binnen = np.floor(lopend - voor[deel] + 0.5).astype(np.int64)
    stap = np.diff(binnen, prepend=0)
    stap[eerste_rij] = binnen[eerste_rij]
    return np.asarray(stap)
