"""What the history of claims does not hold: help in a few small segments, and what is not paid per client.

Clients with respite stay, adults with more kinds of help at once, single trajecten of participatie, and two
forms of youth help that the history lacks, as a source of their own beside it. Places in groups and employers
are entered by the analyst, a forecast of old inhabitants is read in, and a change of the list waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import get_lake
from stelsel.apps.marktschets.actions import (
    register_kenmerken,
    register_segmentenversie,
    register_segmentopgave,
)
from stelsel.apps.marktschets.queries import parse_kenmerken
from stelsel.demo import ijking
from stelsel.demo.loting import create_rng, draw_kategorie, spread
from stelsel.demo.regio import GEMEENTEN, create_regio
from stelsel.domein.marktschets.segmenten import get_segmentenlijst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN, Tabel

BRON = "aanvulling"
_EERSTE, _LAATSTE = date(2023, 1, 1), date(ijking.JAREN[-1], 12, 31)
_INWONERS = np.array([gemeente.inwoners for gemeente in GEMEENTEN], dtype=np.float64)


@dataclass(frozen=True)
class _Groep:
    """Clients of one segment: how many begin per year at scale 1, at which ages, for how many months, and per
    kind of help the category, code, unit, volume and cents a month."""

    wet: str
    domein: str
    per_jaar: int
    leeftijd: tuple[int, int]
    maanden: float
    hulp: tuple[tuple[str, str, str, int, int], ...]


_GROEPEN = (
    _Groep("wmo", "wmo", 210, (58, 92), 14.0, (("04", "04A01", "14", 2, 46_000),)),
    _Groep(
        "wmo", "wmo", 240, (22, 66), 16.0,
        (("02", "02A02", "04", 9, 74_500), ("07", "07A02", "16", 12, 58_200)),
    ),
    _Groep("wmo", "participatie", 600, (19, 63), 7.0, (("61", "61A01", "04", 7, 55_700),)),
    _Groep("jw", "jeugd", 30, (4, 17), 12.0, (("40", "40A01", "04", 12, 66_000),)),
    _Groep("jw", "jeugd", 60, (8, 17), 6.0, (("45", "45T01", "16", 8, 52_000),)),
)  # fmt: skip
#: A year in the region: places, groups, places filled; employers, people placed, still at work (shares).
PLEKKEN, GROEPEN_, BEZET, PER_PLEK = 450, 18, 0.78, 1_180_000
WERKGEVERS, GEPLAATST, BEHOUDEN, PER_WERKGEVER = 180, 95, 0.70, 420_000


def publish_aanvulling(*, zaad: int, schaal: float) -> None:
    """Write the small segments to the lake as a source of their own."""
    lake, regio = get_lake(), create_regio(zaad=zaad)
    rng = create_rng(zaad, "segmenten")
    rijen: dict[str, list[tuple[object, ...]]] = {t.naam: [] for t in _KOLOMMEN}
    for plek, groep in enumerate(_GROEPEN):
        agbs = [aanbieder.agb for aanbieder in regio.list_aanbieders(groep.wet)[:20]]
        jaren = _LAATSTE.year - _EERSTE.year + 1
        aantal = max(round(groep.per_jaar * jaren * schaal), 2)
        pseudoniemen = [f"demo-segment-{plek}-{n:06d}" for n in range(aantal)]
        nummers = lake.register_clienten(pl.Series(pseudoniemen)).to_list()
        gemeenten = draw_kategorie(rng, aantal=aantal, kansen=_INWONERS)
        for nummer, pseudoniem, gemeente in zip(nummers, pseudoniemen, gemeenten, strict=True):
            _add_client(rijen, groep, (nummer, pseudoniem, GEMEENTEN[int(gemeente)].code), agbs, rng)
    with lake.publish(bron=BRON, momentopname=f"zaad {zaad}", gegevens_tm=_LAATSTE) as publicatie:
        for tabel, kolommen in _KOLOMMEN.items():
            data = pl.DataFrame(rijen[tabel.naam], schema=kolommen, orient="row")
            leeg = [pl.lit(None).alias(k) for k in tabel.kolomnamen if k not in kolommen]
            publicatie.write(tabel, data.with_columns(leeg).select(tabel.kolomnamen).sort("client_nr"))


_KOLOMMEN: dict[Tabel, list[str]] = {
    CLIENTEN: ["client_nr", "pseudoniem", "geboortejaar", "gemeente"],
    TOEWIJZINGEN: [
        "client_nr", "toewijzing", "gemeente", "aanbieder", "domein", "productcategorie", "productcode",
        "ingangsdatum", "einddatum", "bedrag", "startdatum", "stopdatum",
    ],
    DECLARATIEREGELS: [
        "client_nr", "gemeente", "aanbieder", "domein", "productcategorie", "productcode", "begindatum",
        "einddatum", "volume", "eenheid", "bedrag",
    ],
}  # fmt: skip


def _add_client(
    rijen: dict[str, list[tuple[object, ...]]], groep: _Groep, wie: tuple[int, str, str], agbs: list[str],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """One client with help for some months, and its claims month by month."""
    nummer, pseudoniem, gemeente = wie
    dagen = (_LAATSTE - _EERSTE).days
    begin = _EERSTE + timedelta(days=int(rng.integers(0, dagen)))
    lengte = max(30, round(groep.maanden * 30.4 * float(np.exp(0.5 * rng.standard_normal()))))
    eind = begin + timedelta(days=lengte)
    geboortejaar = begin.year - int(rng.integers(groep.leeftijd[0], groep.leeftijd[1] + 1))
    rijen[CLIENTEN.naam].append((nummer, pseudoniem, geboortejaar, gemeente))
    for soort, (categorie, code, eenheid, volume, bedrag) in enumerate(groep.hulp):
        agb = agbs[int(rng.integers(0, len(agbs)))]
        product = (gemeente, agb, groep.domein, categorie, code)
        stop = eind if eind <= _LAATSTE else None
        toegekend = round(bedrag * lengte / 30.4)
        rijen[TOEWIJZINGEN.naam].append(
            (nummer, f"{pseudoniem}-{soort}", *product, begin, eind, toegekend, begin, stop)
        )
        for van, tot in _list_maanden(begin, min(eind, _LAATSTE)):
            deel = ((tot - van).days + 1) / 30.4
            claim = (max(1, round(volume * deel)), eenheid, max(1, round(bedrag * deel)))
            rijen[DECLARATIEREGELS.naam].append((nummer, *product, van, tot, *claim))


def _list_maanden(begin: date, eind: date) -> list[tuple[date, date]]:
    """The calendar months of a stretch, the first and last cut to it."""
    uit, dag = [], begin
    while dag <= eind:
        volgende = (dag.replace(day=1) + timedelta(days=32)).replace(day=1)
        uit.append((dag, min(volgende - timedelta(days=1), eind)))
        dag = volgende
    return uit


def create_segmentgegevens(users: Mapping[str, User], *, today: date, now: datetime) -> None:
    """What the analyst enters and reads in, and a proposal that a second person has to decide on."""
    analist, jaar = users["analist"], today.year - 1
    bestaand = {gemeente.code: gemeente for gemeente in Gemeente.objects.filter(totdatum__isnull=True)}
    delen = [spread(_INWONERS / _INWONERS.sum() * n) for n in (PLEKKEN, GROEPEN_, WERKGEVERS, GEPLAATST)]
    for gemeente, plek in zip(GEMEENTEN, zip(*delen, strict=True), strict=True):
        plekken, groepen, werkgevers, geplaatst = (int(aantal) for aantal in plek)
        in_groepen = {"aantal": plekken, "groepen": groepen, "bezet": round(plekken * BEZET)}
        bij_werk = {"aantal": werkgevers, "geplaatst": geplaatst, "behouden": round(geplaatst * BEHOUDEN)}
        for segment, aantallen, per_stuk, bron in (
            ("part-1", in_groepen, PER_PLEK, "Jaarverslag werkbedrijf"),
            ("part-3", bij_werk, PER_WERKGEVER, "Jaarverslag werkgeversteam"),
        ):
            register_segmentopgave(
                gemeente=bestaand[gemeente.code], jaar=jaar, segment=segment, aantallen=dict(aantallen),
                bedrag=aantallen["aantal"] * per_stuk, bron=bron, by=analist, now=now,
            )  # fmt: skip
    _register_prognose(analist, jaar=jaar, now=now)
    lijst = get_segmentenlijst()
    segmenten = [replace(s, leeftijd_vanaf=80) if s.code == "wmo-2b" else s for s in lijst.segmenten]
    register_segmentenversie(
        replace(lijst, segmenten=tuple(segmenten)),
        waarom="Veel inwoners van 75 tot 80 jaar hebben nog geen beperkingen door ouderdom.",
        vanaf=date(today.year, 4, 1), vorige="", by=analist, now=now,
    )  # fmt: skip


def _register_prognose(by: User, *, jaar: int, now: datetime) -> None:
    """Ten years of inhabitants, of whom more and more are old."""
    regels = ["Gemeentecode;Gemeentenaam;Jaar;Aantal inwoners;75 jaar en ouder (%)"]
    for plek, gemeente in enumerate(GEMEENTEN):
        for vooruit in range(11):
            inwoners = round(gemeente.inwoners * 1.003**vooruit)
            oud = 8.6 + 0.3 * (plek % 3) + 0.27 * vooruit
            regels.append(f"GM{gemeente.code};{gemeente.naam};{jaar + vooruit};{inwoners};{oud:.1f}")
    inhoud = "\n".join(regels).encode()
    register_kenmerken(
        parse_kenmerken(inhoud, jaar=None), naam="Voorbeeldprognose inwoners van 75 jaar en ouder",
        bron="Verzonnen prognose bij de voorbeeldregio", bestand="prognose.csv", inhoud=inhoud,
        by=by, now=now,
    )  # fmt: skip
