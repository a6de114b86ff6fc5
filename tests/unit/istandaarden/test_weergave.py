"""A message in words: what a person reads beside the XML."""

from __future__ import annotations

from tests.factories.declaraties import create_323, create_regel

from stelsel.istandaarden.codec import parse_bericht
from stelsel.istandaarden.weergave import render_onderdelen


def test_a_volume_in_euros_reads_as_money_and_hours_as_a_number() -> None:
    regels = [
        create_regel(referentie_nummer="R1", eenheid="83", volume=167_356, tarief=None),
        create_regel(referentie_nummer="R2", eenheid="04", volume=12),
    ]

    onderdelen = render_onderdelen(parse_bericht(bytes(create_323(regels))))

    feiten = [dict(onderdeel.feiten) for onderdeel in onderdelen if onderdeel.titel == "Prestatie"]
    assert [feit["Geleverd volume"] for feit in feiten] == ["€ 1.673,56", "12"]
    titels = [onderdeel.titel for onderdeel in onderdelen]
    assert titels[:3] == [
        "Kop van het bericht",
        "Declaratie",
        "Cliënt",
    ]
