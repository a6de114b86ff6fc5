"""The tables of docs/rekenen/declaratie.md, computed again."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from stelsel.kern.bedrag import rond_half_omhoog
from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    Eenheid,
    Frequentie,
    Omvang,
    maximum_in_productperiode,
    maximum_over_toewijzing,
    uren_afgerond,
)

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "declaratie.md"


def list_rijen(tabel: str) -> list[tuple[str, ...]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    regels = re.match(r"(?:\|.*\n)+", stuk)[0].splitlines()
    return [tuple(cel.strip() for cel in regel.strip("|").split("|")) for regel in regels[2:]]


def parse_omvang(volume: str, eenheid: str, frequentie: str) -> Omvang:
    return Omvang(int(volume), Eenheid(eenheid), Frequentie(frequentie))


def parse_periode(ingang: str, eind: str) -> Periode:
    return Periode(date.fromisoformat(ingang), date.fromisoformat(eind))


def parse_som(regels: str) -> int:
    """Debits minus credits of 'D 100, C 40'; '–' holds no lines."""
    tekens = {"D": 1, "C": -1}
    return sum(tekens[soort] * int(bedrag) for soort, bedrag in re.findall(r"([DC]) (\d+)", regels))


@pytest.mark.parametrize("rij", list_rijen("minuten"), ids=" | ".join)
def test_minutes_under_an_hourly_rate_are_rounded_once(rij: tuple[str, ...]) -> None:
    uurtarief, minuten, producttarief, bedrag, getoond = map(int, rij)

    per_minuut = rond_half_omhoog(Decimal(uurtarief) / 60)

    assert per_minuut == producttarief
    assert rond_half_omhoog(Decimal(uurtarief) * minuten / 60) == bedrag
    assert per_minuut * minuten == getoond


@pytest.mark.parametrize("rij", list_rijen("uren"), ids=" | ".join)
def test_hours_are_rounded_over_the_whole_period(rij: tuple[str, ...]) -> None:
    assert uren_afgerond(int(rij[0])) == int(rij[1])


@pytest.mark.parametrize("rij", list_rijen("periode"), ids=" | ".join)
def test_most_that_fits_in_one_productperiode(rij: tuple[str, ...]) -> None:
    omvang, toewijzing = parse_omvang(*rij[:3]), parse_periode(*rij[4:6])

    maxima = [
        maximum_in_productperiode(
            omvang, toewijzing=toewijzing, productperiode=maand, huishoudelijke_hulp=rij[3] == "ja"
        )
        for maand in toewijzing.maanden()
    ]

    assert maxima == [int(maximum) for maximum in rij[6].split(", ")]


@pytest.mark.parametrize("rij", list_rijen("toewijzing"), ids=" | ".join)
def test_most_that_fits_in_the_whole_toewijzing(rij: tuple[str, ...]) -> None:
    omvang, toewijzing = parse_omvang(*rij[:3]), parse_periode(*rij[3:5])

    assert maximum_over_toewijzing(omvang, toewijzing=toewijzing) == int(rij[5])


@pytest.mark.parametrize("rij", list_rijen("totaal"), ids=" | ".join)
def test_rejected_lines_explain_the_difference(rij: tuple[str, ...]) -> None:
    ingediend, afgewezen = parse_som(rij[0]), parse_som(rij[1])

    assert (ingediend, ingediend - afgewezen) == (int(rij[2]), int(rij[3]))
