"""From arrays to the tables of the lake: codes for numbers, dates for day numbers, and who was where when.

Aldervoort arose on 1 January 2023 from two municipalities, whose codes stand in the history before. Duinrade
joined the region on that day; the region has nothing of it from before.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stelsel.demo import ijking
from stelsel.demo.catalogus import MINUUT, PRODUCTEN, UUR
from stelsel.demo.gebruik import LAATSTE_DAG
from stelsel.demo.loting import Tellingen, create_rng, draw_kategorie
from stelsel.demo.personen import Blok, Verblijven, dag
from stelsel.demo.populatie import Deelpopulatie
from stelsel.demo.regio import GEMEENTEN, TOETREDING_DUINRADE, VOORGANGERS, Regio
from stelsel.demo.resultaten import list_profielcodes, list_redenen, list_richtingen

DOMEIN = {"jw": "jeugd", "wmo": "wmo"}
EERSTE_JAARDAG = dag(ijking.JAREN[0])
FUSIEDAG = dag(TOETREDING_DUINRADE.year)
_ALDERVOORT, _DUINRADE = 0, len(GEMEENTEN) - 1
_CODES = [g.code for g in (*GEMEENTEN, *VOORGANGERS)]
#: Kinds of referrer of youth care with their shares, codes of the standard.
VERWIJZERS = {"01": 0.42, "02": 0.38, "03": 0.03, "05": 0.05, "04": 0.08, "06": 0.04}
#: Days between the first day of an allocation and the start of care: median, sigma of the log, longest.
WACHT_MEDIAAN, WACHT_SIGMA, WACHT_LANGST = 14, 0.9, 90


def create_lakerijen(
    blok: Blok,
    *,
    regio: Regio,
    delen: list[Deelpopulatie],
    client_nrs: list[Tellingen],
    pseudoniemen: pl.Series,
) -> Iterator[tuple[str, pl.DataFrame]]:
    """(table name, rows) for every table of the lake; clients without rows are left out."""
    clienten = []
    eerste = 0
    for deel, nummers in zip(delen, client_nrs, strict=True):
        yield "declaratieregels", _declaratieregels(deel, nummers, regio)
        toewijzingen, aanwezig = _toewijzingen(blok, deel, nummers, regio)
        yield "toewijzingen", toewijzingen
        if deel.resultaten is not None:
            yield "resultaten", _resultaten(deel, deel.resultaten, nummers, regio)
        eigen = pseudoniemen.slice(eerste, len(nummers))
        clienten.append(_clienten(blok, deel, nummers, eigen).filter(pl.Series(aanwezig)))
        eerste += len(nummers)
    yield "clienten", _with_huishoudens(blok, pl.concat(clienten))


def _neem(waarden: list[str] | list[str | None], plek: Tellingen) -> pl.Series:
    return pl.Series(waarden, dtype=pl.String).gather(plek)


def _datum(dagen: Tellingen) -> pl.Series:
    return pl.Series(dagen.astype(np.int32)).cast(pl.Date)


def _gemeente(verblijven: Verblijven, client: Tellingen, dagen: Tellingen) -> Tellingen:
    """Place in the list of codes on that day; of Aldervoort, three in five lived in 0997 before."""
    g = verblijven.gemeente[client]
    voorganger = len(GEMEENTEN) + (client * 7919 % 103 >= 62)
    return np.where((g == _ALDERVOORT) & (dagen < FUSIEDAG), voorganger, g)


def _buiten_regio(verblijven: Verblijven, client: Tellingen, dagen: Tellingen) -> NDArray[np.bool_]:
    return np.asarray((verblijven.gemeente[client] == _DUINRADE) & (dagen < FUSIEDAG), dtype=bool)


def _declaratieregels(deel: Deelpopulatie, nummers: Tellingen, regio: Regio) -> pl.DataFrame:
    regels, t = deel.regels, deel.toewijzingen
    client = t.client[regels.toewijzing]
    product, aanbieder = t.product[regels.toewijzing], t.aanbieder[regels.toewijzing]
    eenheden = [MINUUT if p.eenheid == UUR else p.eenheid for p in PRODUCTEN]
    return pl.DataFrame(
        {
            "client_nr": nummers[client],
            "gemeente": _neem(_CODES, _gemeente(deel.verblijven, client, regels.begin)),
            "aanbieder": _neem([a.agb for a in regio.list_aanbieders(deel.wet)], aanbieder),
            "domein": pl.repeat(DOMEIN[deel.wet], len(client), eager=True),
            "productcategorie": _neem([p.categorie for p in PRODUCTEN], product),
            "productcode": _neem([p.code for p in PRODUCTEN], product),
            "begindatum": _datum(regels.begin),
            "einddatum": _datum(regels.eind),
            "volume": regels.volume,
            "eenheid": _neem(eenheden, product),
            "bedrag": regels.bedrag,
        }
    ).filter(~pl.Series(_buiten_regio(deel.verblijven, client, regels.begin)))


def _toewijzingen(
    blok: Blok, deel: Deelpopulatie, nummers: Tellingen, regio: Regio
) -> tuple[pl.DataFrame, NDArray[np.bool_]]:
    """The rows, and per client whether it has any."""
    rng = create_rng(blok.zaad, f"toewijzingen {deel.wet}", blok.nummer)
    t, v = deel.toewijzingen, deel.verblijven
    ingang = _ingangsdatum(rng, deel)
    loopt = t.eind > LAATSTE_DAG
    einddatum = _einddatum(rng, deel, ingang)
    verwijzer = draw_kategorie(rng, aantal=len(v), kansen=np.array(list(VERWIJZERS.values())))[t.client]
    buiten = (v.gemeente[t.client] == _DUINRADE) & (np.minimum(t.eind, LAATSTE_DAG) < FUSIEDAG)
    aanwezig = np.zeros(len(v), dtype=bool)
    aanwezig[t.client[~buiten]] = True
    rijen = pl.DataFrame(
        {
            "client_nr": nummers[t.client],
            "toewijzing": create_nummers(blok, f"{deel.wet}-t", aantal=len(t)),
            "gemeente": _neem(_CODES, _gemeente(v, t.client, ingang)),
            "aanbieder": _neem([a.agb for a in regio.list_aanbieders(deel.wet)], t.aanbieder),
            "domein": pl.repeat(DOMEIN[deel.wet], len(t), eager=True),
            "productcategorie": _neem([p.categorie for p in PRODUCTEN], t.product),
            "productcode": _neem([p.code for p in PRODUCTEN], t.product),
            "profiel": _neem(list_profielcodes(), t.product),
            "ingangsdatum": _datum(ingang),
            "einddatum": _datum(einddatum),
            "bedrag": _toegekend(rng, deel, einddatum - ingang + 1),
            "startdatum": _datum(t.begin),
            "stopdatum": _datum(t.eind).set(pl.Series(loopt), None),
            "reden": pl.Series(list_redenen(deel.wet, toewijzingen=t, afloop=deel.afloop), dtype=pl.String),
            "verwijzer": _neem(list(VERWIJZERS), verwijzer if deel.wet == "jw" else np.zeros_like(verwijzer)),
        }
    )
    return rijen.filter(~pl.Series(buiten)), aanwezig


def create_nummers(blok: Blok, soort: str, *, aantal: int) -> pl.Series:
    """Names without meaning for `aantal` things of a kind in a block; they show that they are synthetic."""
    naam = pl.format(
        "syn-{}-{}-{}-{}", pl.lit(blok.zaad), pl.lit(blok.nummer), pl.lit(soort), pl.int_range(aantal)
    )
    return pl.select(naam).to_series()


def _einddatum(rng: np.random.Generator, deel: Deelpopulatie, ingang: Tellingen) -> Tellingen:
    """Granted until: whole years for who is still in care, and beyond the end for who dropped out."""
    t = deel.toewijzingen
    uitval = deel.afloop.uitval[t.client] & t.laatste
    jaren = (LAATSTE_DAG - ingang) // 365 + 1
    gestopt = t.eind + uitval * rng.integers(30, 200, len(t))
    return np.where(t.eind > LAATSTE_DAG, ingang + 365 * jaren, gestopt)


#: Share of what was granted that is used, lowest and highest.
BENUTTING = (0.82, 1.0)


def _toegekend(rng: np.random.Generator, deel: Deelpopulatie, looptijd: Tellingen) -> Tellingen:
    """Amount granted in cents: what was claimed per day of care, over the whole allocation, and some room."""
    t = deel.toewijzingen
    gedeclareerd = np.bincount(deel.regels.toewijzing, deel.regels.bedrag, len(t))
    in_beeld = np.minimum(t.eind, LAATSTE_DAG) - np.maximum(t.begin, EERSTE_JAARDAG) + 1
    toegekend = (
        gedeclareerd
        / np.maximum(in_beeld, 1)
        * np.maximum(looptijd, in_beeld)
        / rng.uniform(*BENUTTING, len(t))
    )
    return np.asarray(np.ceil(np.maximum(toegekend, gedeclareerd)).astype(np.int64))


def _ingangsdatum(rng: np.random.Generator, deel: Deelpopulatie) -> Tellingen:
    """The first allocation of a stay holds from before the start: the provider has a waiting list."""
    t, v = deel.toewijzingen, deel.verblijven
    wacht = np.exp(np.log(WACHT_MEDIAAN) + WACHT_SIGMA * rng.standard_normal(len(v)))
    eerste = (t.extra == 0) & (t.begin == v.start[t.client])
    ingang = t.begin - np.where(eerste, np.minimum(wacht[t.client], WACHT_LANGST).astype(np.int64), 0)
    ingang = np.where(t.begin >= dag(2024), np.maximum(ingang, dag(2024)), ingang)
    duinrade = v.gemeente[t.client] == _DUINRADE
    return np.asarray(np.where(duinrade & (t.eind >= FUSIEDAG), np.maximum(ingang, FUSIEDAG), ingang))


def _resultaten(deel: Deelpopulatie, r: pl.DataFrame, nummers: Tellingen, regio: Regio) -> pl.DataFrame:
    client, dagen = r["client"].to_numpy(), r["dag"].to_numpy()
    return pl.DataFrame(
        {
            "client_nr": nummers[client],
            "gemeente": _neem(_CODES, _gemeente(deel.verblijven, client, dagen)),
            "aanbieder": _neem([a.agb for a in regio.list_aanbieders(deel.wet)], r["aanbieder"].to_numpy()),
            "domein": pl.repeat(DOMEIN[deel.wet], len(client), eager=True),
            "profiel": _neem(list_profielcodes(), r["product"].to_numpy()),
            "moment": r["moment"],
            "datum": _datum(dagen),
            "score": r["score"],
            "gewicht": r["gewicht"],
            "richting": _neem(list_richtingen(), r["product"].to_numpy()),
            "daling": pl.repeat(0, len(client), dtype=pl.Int16, eager=True),
        }
    ).filter(~pl.Series(_buiten_regio(deel.verblijven, client, dagen)))


def _clienten(blok: Blok, deel: Deelpopulatie, nummers: Tellingen, pseudoniemen: pl.Series) -> pl.DataFrame:
    v, k = deel.verblijven, deel.kenmerken
    laatste = np.minimum(v.eind, LAATSTE_DAG)
    return pl.DataFrame(
        {
            "client_nr": nummers,
            "pseudoniem": pseudoniemen,
            "geboortejaar": k.geboortejaar,
            "gemeente": _neem(_CODES, _gemeente(v, np.arange(len(v)), laatste)),
            "huishouden": nummers,
            "geslacht": _neem(["m", "v"], k.vrouw.astype(np.int64)),
            "jeugd": pl.repeat(deel.wet == "jw", len(v), eager=True),
        }
    )


#: Young clients with a sibling in care, and with someone in the household who uses the Wmo.
DEEL_BROER_OF_ZUS, DEEL_OOK_WMO = 0.11, 0.06


def _with_huishoudens(blok: Blok, clienten: pl.DataFrame) -> pl.DataFrame:
    """Put siblings, and some young and Wmo clients of one municipality, in the same household."""
    rng = create_rng(blok.zaad, "huishoudens", blok.nummer)
    jeugd = clienten["jeugd"].to_numpy()
    gemeente = clienten["gemeente"].to_numpy()
    huishouden = clienten["huishouden"].to_numpy().copy()
    for code in sorted(set(gemeente.tolist())):
        jong = np.flatnonzero(jeugd & (gemeente == code))
        volwassen = np.flatnonzero(~jeugd & (gemeente == code))
        jong = jong[rng.permutation(len(jong))]
        paren = int(len(jong) * DEEL_BROER_OF_ZUS / 2)
        huishouden[jong[paren : 2 * paren]] = huishouden[jong[:paren]]
        met_wmo = min(int(len(jong) * DEEL_OOK_WMO), len(volwassen), len(jong) - 2 * paren)
        keuze = rng.permutation(len(volwassen))[:met_wmo]
        huishouden[volwassen[keuze]] = huishouden[jong[2 * paren : 2 * paren + met_wmo]]
    return clienten.with_columns(huishouden=pl.Series(huishouden)).drop("jeugd")
