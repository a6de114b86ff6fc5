"""How support ends and what it brought: end reasons with planted drop-out, and scores on goals.

Drop-out of young clients follows case-mix and provider: Y03 is worse and Y05 better than others (E01), Y02
and Y06 only look so because of their clients (E02, E19), Y11 and Y12 are small and ordinary (E03). At the
named providers the number of drop-outs is the expected one, at the others it is left to chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stelsel.demo import ijking
from stelsel.demo.catalogus import DUURZAAM, PRODUCTEN
from stelsel.demo.gebruik import LAATSTE_DAG, WISSEL, Toewijzingen
from stelsel.demo.loting import Getallen, Tellingen, create_rng, draw_kategorie, draw_systematisch
from stelsel.demo.personen import Blok, Kenmerken
from stelsel.demo.regio import AANTAL_OUD, EINDES_PER_JAAR
from stelsel.domein.toegang.begrippen import Doelrichting

#: Logit of drop-out: constant, complex, drang/dwang, sixteen or older.
LOGIT = (-2.343, 0.55, 0.75, 0.40)
#: Planted extra of a provider on the logit, by number: Y03 and Y05.
U_GEPLANT = {2: 0.75, 4: -1.04}
U_SPREIDING = 0.15
#: Ends that say nothing about the help (moving, municipality, death), and the split of the others.
DEEL_BUITEN, DEEL_OVEREENSTEMMING, DEEL_CLIENT = 0.038, 0.1195, 0.76
#: End reasons of Wmo stays with their shares.
REDENEN_WMO = {"19": 0.48, "02": 0.22, "39": 0.105, "23": 0.08, "21": 0.06, "31": 0.04, "22": 0.015}

DEKKING_T1, DEKKING_T2, DEKKING_T2_UITVAL = 0.82, 0.74, 0.30
#: Y08 measures at the end for few, mostly successes (E22).
Y08, DEKKING_Y08 = 7, 0.35
DOELEN = (0.20, 0.35, 0.30, 0.15)
SCORES = (0.05, 0.17, 0.38, 0.28, 0.12)
SCORES_UITVAL = (0.30, 0.34, 0.26, 0.08, 0.02)
GEWICHTEN = (0.4, 0.4, 0.2)


@dataclass
class Afloop:
    """Per client the reason with which the stay ends (code of the standard, "" if it goes on), the chance
    of drop-out that the model gave, and whether the end counts for drop-out."""

    reden: NDArray[np.str_]
    kans: Getallen
    uitval: NDArray[np.bool_]
    telt_mee: NDArray[np.bool_]


def create_afloop(blok: Blok, *, wet: str, toewijzingen: Toewijzingen, kenmerken: Kenmerken) -> Afloop:
    """The end of every stay that ends within the history."""
    rng = create_rng(blok.zaad, f"afloop {wet}", blok.nummer)
    n = len(kenmerken.groep)
    slot = np.flatnonzero(
        toewijzingen.laatste & (toewijzingen.extra == 0) & (toewijzingen.eind <= LAATSTE_DAG)
    )
    client = toewijzingen.client[slot]
    reden = np.full(n, "", dtype="<U2")
    if wet == "wmo":
        codes = np.array(list(REDENEN_WMO))
        reden[client] = codes[
            draw_kategorie(rng, aantal=len(client), kansen=np.array(list(REDENEN_WMO.values())))
        ]
        return Afloop(
            reden, np.zeros(n), np.isin(reden, ("21", "22")), np.isin(reden, ("19", "21", "22", "23"))
        )
    aanbieder, jaar = toewijzingen.aanbieder[slot], _jaar(toewijzingen.eind[slot])
    buiten = draw_systematisch(rng, np.full(len(client), DEEL_BUITEN))
    kans = np.zeros(n)
    kans[client] = uitvalkans(zaad=blok.zaad, kenmerken=kenmerken, client=client, aanbieder=aanbieder)
    uitval = ~buiten & _draw_uitval(rng, np.where(buiten, 0.0, kans[client]), aanbieder, jaar)
    p = rng.random(len(client))
    reden[client] = np.where(
        buiten,
        np.where(p < 0.5, "35", "39"),
        np.where(
            uitval, np.where(p < DEEL_CLIENT, "32", "33"), np.where(p < DEEL_OVEREENSTEMMING, "34", "31")
        ),
    )
    gevallen = np.zeros(n, dtype=bool)
    gevallen[client] = uitval
    return Afloop(reden, kans, gevallen, np.isin(reden, ("31", "32", "33", "34")))


def _jaar(dagen: Tellingen) -> Tellingen:
    return dagen.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def uitvalkans(*, zaad: int, kenmerken: Kenmerken, client: Tellingen, aanbieder: Tellingen) -> Getallen:
    """Chance of drop-out by case-mix and provider; the provider's part is the same in every block."""
    u = U_SPREIDING * create_rng(zaad, "uitval per aanbieder").standard_normal(AANTAL_OUD["jw"])
    u[: len(EINDES_PER_JAAR)] = 0.0
    for nummer, waarde in U_GEPLANT.items():
        u[nummer] = waarde
    kern, complex_, dwang, ouder = LOGIT
    logit = kern + complex_ * kenmerken.complex[client] + dwang * kenmerken.dwang[client]
    logit = logit + ouder * (kenmerken.leeftijd[client] >= 16) + u[aanbieder]
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float64)


def _draw_uitval(
    rng: np.random.Generator, kans: Getallen, aanbieder: Tellingen, jaar: Tellingen
) -> NDArray[np.bool_]:
    """At the named providers as many as expected per year, at the others by chance."""
    uit = rng.random(len(kans)) < kans
    for nummer in range(len(EINDES_PER_JAAR)):
        for y in ijking.JAREN:
            rijen = np.flatnonzero((aanbieder == nummer) & (jaar == y))
            uit[rijen] = draw_systematisch(rng, kans[rijen])
    return uit


def list_redenen(wet: str, *, toewijzingen: Toewijzingen, afloop: Afloop) -> list[str | None]:
    """The end reason of every allocation: of the stay, of a change of product, or of the new contracts."""
    volgens_plan = "31" if wet == "jw" else "19"
    tussen = np.where(
        toewijzingen.extra > 0, volgens_plan, np.where(toewijzingen.eind == WISSEL - 1, "36", "37")
    )
    reden = np.where(toewijzingen.laatste, afloop.reden[toewijzingen.client], tussen)
    reden = np.where(toewijzingen.eind <= LAATSTE_DAG, reden, "")
    return [waarde or None for waarde in reden.tolist()]


def create_resultaten(blok: Blok, *, toewijzingen: Toewijzingen, afloop: Afloop) -> pl.DataFrame:
    """Scores of young clients: columns client (row number), aanbieder (number), product (number), dag,
    moment, score, gewicht. T1 soon after the start, T2 at the end; drop-outs are measured less."""
    rng = create_rng(blok.zaad, "resultaten", blok.nummer)
    rijen = np.flatnonzero(toewijzingen.laatste & (toewijzingen.extra == 0))
    client = toewijzingen.client[rijen]
    uitval, ander = afloop.uitval[client], toewijzingen.aanbieder[rijen] == Y08
    klaar = afloop.reden[client] != ""
    dekking = np.where(uitval, DEKKING_T2_UITVAL, DEKKING_T2)
    dekking = np.where(ander, np.where(uitval, 0.05, DEKKING_Y08), dekking)
    gemeten = {"T1": rng.random(len(rijen)) < DEKKING_T1, "T2": klaar & (rng.random(len(rijen)) < dekking)}
    doelen = 1 + draw_kategorie(rng, aantal=len(rijen), kansen=np.array(DOELEN))
    rij = np.repeat(np.arange(len(rijen)), doelen)
    gewicht = 1 + draw_kategorie(rng, aantal=len(rij), kansen=np.array(GEWICHTEN))
    eind = draw_kategorie(rng, aantal=len(rij), kansen=np.array(SCORES)) - 2
    eind_uitval = draw_kategorie(rng, aantal=len(rij), kansen=np.array(SCORES_UITVAL)) - 2
    scores = {
        "T1": np.where(rng.random(len(rij)) < 0.3, -2, -1),
        "T2": np.where(uitval[rij], eind_uitval, eind),
    }
    begin, tot = toewijzingen.begin[rijen], toewijzingen.eind[rijen]
    dagen = {"T1": np.minimum(begin + rng.integers(0, 29, len(rijen)), tot), "T2": tot}
    delen = []
    for moment in ("T1", "T2"):
        wie = gemeten[moment][rij] & (dagen[moment][rij] <= LAATSTE_DAG)
        r = rij[wie]
        delen.append(
            pl.DataFrame(
                {
                    "client": client[r],
                    "aanbieder": toewijzingen.aanbieder[rijen][r],
                    "product": toewijzingen.product[rijen][r],
                    "dag": dagen[moment][r],
                    "moment": [moment] * len(r),
                    "score": scores[moment][wie],
                    "gewicht": gewicht[wie],
                }
            )
        )
    return pl.concat(delen)


def list_profielcodes() -> list[str | None]:
    """The profile of every product number."""
    return [product.profiel or None for product in PRODUCTEN]


def list_richtingen() -> list[str]:
    """Which way goals point with every product number: lasting help keeps what is there."""
    return [
        (Doelrichting.BEHOUDEN if product.intensiteit in DUURZAAM else Doelrichting.VERBETEREN).value
        for product in PRODUCTEN
    ]
