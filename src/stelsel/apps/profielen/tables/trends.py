"""The tables of trends: one per measure, with figures about few clients hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from stelsel.analyse.onthulling import Norm, list_verborgen, rond_af
from stelsel.analyse.profielen.grafiek import create_grafiek_trends
from stelsel.analyse.profielen.trends import ALLE, COMPLEXITEIT, DUUR, INZET, Trend
from stelsel.apps.web.render.cijfer import AANTAL, GETAL, TEKST, Cijfertabel, Waarde
from stelsel.apps.web.render.grafiek import Grafiek

from ..queries import Profieltrends
from .bescherming import NIET_GETOOND

_DAGEN_PER_MAAND = 365.25 / 12


@dataclass(frozen=True)
class _Maat:
    vraag: str
    eenheid: str
    minder: str
    meer: str
    wat: str
    deler: float = 1.0


_MATEN = {
    DUUR: _Maat(
        "Wordt de hulp korter?", "maanden", "korter", "langer",
        "De duur is die van de toewijzing, in maanden. Een toewijzing zonder einddatum telt niet mee.",
        _DAGEN_PER_MAAND,
    ),
    INZET: _Maat(
        "Wordt de hulp lichter?", "uren per week", "lichter", "zwaarder",
        "De inzet is wat is geleverd en gedeclareerd in uren of minuten, per week. Hulp met een vast bedrag "
        "heeft geen uren en telt niet mee, en ook niet wat korter dan vier weken liep.",
    ),
    COMPLEXITEIT: _Maat(
        "Wordt de hulp minder ingewikkeld?", "niveaus", "minder ingewikkeld", "ingewikkelder",
        "De complexiteit is die van het profiel: laag is 0, midden is 1 en hoog is 2. Vanuit laag kan zij "
        "alleen gelijk blijven of stijgen, vanuit hoog alleen gelijk blijven of dalen.",
    ),
}  # fmt: skip


def create_trendtabellen(trends: Profieltrends, *, norm: Norm) -> list[Cijfertabel]:
    """Duration, effort and complexity, as the edition may show them."""
    return [_create_tabel(trends, naam, norm) for naam in _MATEN]


def protect_trends(trends: Sequence[Trend], *, norm: Norm) -> list[tuple[Trend, bool]]:
    """Every trend of one measure with whether it is hidden: too few clients, or needed so that those of
    another aanbieder of the same profile cannot be computed from the whole."""
    uit: list[tuple[Trend, bool]] = []
    for _, groep in groupby(trends, key=lambda trend: trend.profiel):
        geheel, *delen = groep
        uit.append((geheel, geheel.clienten < norm.noemer))
        dicht = list_verborgen([deel.clienten for deel in delen], drempel=norm.noemer)
        uit += zip(delen, dicht, strict=True)
    return uit


def _create_tabel(trends: Profieltrends, naam: str, norm: Norm) -> Cijfertabel:
    maat = _MATEN[naam]
    beschermd = protect_trends([t for t in trends.beeld.trends if t.maat == naam], norm=norm)
    getoond = [t for t, dicht in beschermd if t.aanbieder == ALLE and not dicht]
    return Cijfertabel(
        naam=naam,
        vraag=maat.vraag,
        antwoord=_render_antwoord(getoond, maat),
        koppen=(
            ("Profiel", TEKST), ("Aanbieder", TEKST), ("Cliënten", AANTAL),
            (f"Verandering ({maat.eenheid})", GETAL), ("Ligt tussen", GETAL), ("en", GETAL),
            ("Wat zegt dit?", TEKST),
        ),
        rijen=[
            rij
            for _, groep in groupby(beschermd, key=lambda paar: paar[0].profiel)
            for rij in _list_rijen(list(groep), maat, trends, norm)
        ],
        leeg="" if beschermd else "Er zijn nog geen cliënten met twee toewijzingen na elkaar in een profiel.",
        uitleg=_create_uitleg(trends, maat, norm),
        grafiek=_create_grafiek(getoond, maat, trends),
    )  # fmt: skip


def _list_rijen(
    groep: Sequence[tuple[Trend, bool]], maat: _Maat, trends: Profieltrends, norm: Norm
) -> list[tuple[Waarde, ...]]:
    """One profile: all together, each aanbieder that may be shown, and how many may not."""
    geheel, dicht = groep[0]
    if dicht:
        return [_create_dicht(trends, geheel, "alle aanbieders")]
    rijen = [_create_rij(trend, maat, trends, norm) for trend, hier_dicht in groep if not hier_dicht]
    verborgen = sum(hier_dicht for _, hier_dicht in groep)
    if verborgen:
        rijen.append(_create_dicht(trends, geheel, f"andere aanbieders: {verborgen}"))
    return rijen


def _create_dicht(trends: Profieltrends, trend: Trend, wie: str) -> tuple[Waarde, ...]:
    profiel = trends.profielnamen.get(trend.profiel, trend.profiel)
    return (profiel, wie, *[NIET_GETOOND] * 4, "te weinig cliënten, of nodig om die te beschermen")


def _create_rij(trend: Trend, maat: _Maat, trends: Profieltrends, norm: Norm) -> tuple[Waarde, ...]:
    wie = trends.aanbiedernamen.get(trend.aanbieder, trend.aanbieder) or "alle aanbieders"
    cijfers = [
        None if waarde is None else round(waarde / maat.deler, 2)
        for waarde in (trend.verandering, trend.laag, trend.hoog)
    ]
    return (
        trends.profielnamen.get(trend.profiel, trend.profiel),
        wie,
        rond_af(trend.clienten, op=norm.aantal),
        *cijfers,
        _render_oordeel(trend, maat),
    )


def _render_oordeel(trend: Trend, maat: _Maat) -> str:
    if trend.hoog is not None and trend.hoog < 0:
        return maat.minder
    if trend.laag is not None and trend.laag > 0:
        return maat.meer
    return "geen duidelijke verandering"


def _render_antwoord(getoond: Sequence[Trend], maat: _Maat) -> str:
    if not getoond:
        return ""
    woorden = [_render_oordeel(trend, maat) for trend in getoond]
    soort = "profiel" if len(getoond) == 1 else "profielen"
    return (
        f"In {woorden.count(maat.minder)} van de {len(getoond)} {soort} met genoeg cliënten wordt de hulp "
        f"{maat.minder}, in {woorden.count(maat.meer)} {maat.meer}. Bij de andere is geen duidelijke "
        "verandering te zien."
    )


def _create_uitleg(trends: Profieltrends, maat: _Maat, norm: Norm) -> tuple[str, ...]:
    bronnen = "; ".join(f"{bron} tot en met {dag:%d-%m-%Y}" for bron, dag in trends.bronnen)
    return (
        "Wij vergelijken twee toewijzingen van één cliënt die elkaar opvolgen: de volgende begint hoogstens "
        "een maand voor of na het einde van de vorige. De verandering is de volgende min de vorige. Zij telt "
        "bij het profiel en de aanbieder van de vorige hulp.",
        maat.wat,
        "Een cliënt met meer van zulke paren telt één keer, met het gemiddelde ervan. Met 95 % zekerheid "
        "ligt het echte gemiddelde tussen de twee getallen erachter (interval van Student over cliënten).",
        "Wie stopt zonder volgende hulp, telt niet mee. Juist bij hen kan de hulp hebben gewerkt. Een "
        "verschil tussen aanbieders kan ook een verschil tussen hun cliënten zijn: maak hier geen ranglijst "
        "van.",
        f"Cijfers over minder dan {norm.noemer} cliënten staan er niet, en soms een ander cijfer ook niet, "
        "om die te beschermen.",
        f"Gegevens: {bronnen}, versie {trends.versie} van de gegevens. {trends.beeld.paren} paren uit "
        f"{trends.beeld.toewijzingen} toewijzingen in een profiel."
        if norm.aantal == 1 and trends.beeld.paren >= norm.noemer
        else f"Gegevens: {bronnen}, versie {trends.versie} van de gegevens.",
    )


def _create_grafiek(getoond: Sequence[Trend], maat: _Maat, trends: Profieltrends) -> Grafiek | None:
    rijen = [
        (
            trends.profielnamen.get(trend.profiel, trend.profiel),
            trend.verandering / maat.deler,
            trend.laag / maat.deler,
            trend.hoog / maat.deler,
        )
        for trend in getoond
        if trend.laag is not None and trend.hoog is not None
    ]
    if not rijen:
        return None
    omschrijving = (
        f"Per profiel de gemiddelde verandering in {maat.eenheid} met het interval; links van nul is "
        f"{maat.minder}."
    )
    return Grafiek(create_grafiek_trends(rijen, eenheid=maat.eenheid, minder=maat.minder), omschrijving)
