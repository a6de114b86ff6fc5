"""Dated parameters: the value of the day, never of another."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.domein.parameters import (
    Parameter,
    ParameterOnbekend,
    get_aantal,
    get_parameter,
    list_parameters,
)

TREDE = Parameter(
    naam="trede",
    beschrijving="",
    eenheid="dagen",
    bron="",
    adres="",
    waarden=((date(2020, 1, 1), 10), (date(2024, 7, 1), 12)),
)


@pytest.mark.parametrize(
    ("peildatum", "waarde"),
    [
        pytest.param(date(2020, 1, 1), 10, id="eerste dag"),
        pytest.param(date(2024, 6, 30), 10, id="dag voor de wijziging"),
        pytest.param(date(2024, 7, 1), 12, id="dag van de wijziging"),
    ],
)
def test_parameter_waarde_of_the_day(peildatum: date, waarde: int) -> None:
    assert TREDE.get_waarde(peildatum) == waarde


def test_parameter_before_first_value() -> None:
    with pytest.raises(ParameterOnbekend):
        TREDE.get_waarde(date(2019, 12, 31))


def test_parameter_unknown_name() -> None:
    with pytest.raises(ParameterOnbekend):
        get_parameter("bestaat_niet")


def test_parameters_all_read_and_say_their_source() -> None:
    parameters = list_parameters()

    zonder_bron = [p.naam for p in parameters if not (p.bron and p.adres and p.eenheid and p.beschrijving)]

    assert zonder_bron == []
    assert get_aantal("bezwaartermijn", peildatum=date(2026, 3, 16)) == 42
