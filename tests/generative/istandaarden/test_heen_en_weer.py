"""What we write is valid by the official schema and reads back to the same values, for all 28 messages."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.generative.istandaarden.strategie import berichten
from tests.unit.istandaarden.referentie import aanwezig, get_officieel_schema

from stelsel.istandaarden import (
    get_definitie,
    list_definities,
    parse_bericht,
    stream_declaratie,
    write_bericht,
)

DEFINITIES = list_definities()
KALM = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@pytest.mark.traag
@aanwezig
@pytest.mark.parametrize("definitie", DEFINITIES, ids=lambda definitie: definitie.naam)
@KALM
@given(data=st.data())
def test_written_message_is_valid_and_reads_back(definitie, data) -> None:
    bericht = data.draw(berichten(definitie))

    geschreven = write_bericht(bericht)

    get_officieel_schema(definitie.familie, definitie.naam).assertValid(etree.fromstring(geschreven))
    assert parse_bericht(geschreven) == bericht
    assert geschreven.count(b"\n") == geschreven.count(b"\r\n")
    assert write_bericht(parse_bericht(geschreven)) == geschreven


@pytest.mark.traag
@pytest.mark.parametrize("soort", ["323", "325"])
@KALM
@given(data=st.data())
def test_stream_reads_what_the_document_reads(soort: str, data) -> None:
    bericht = data.draw(berichten(get_definitie("iwmo", soort)))

    declaratie = stream_declaratie(io.BytesIO(write_bericht(bericht)))

    assert declaratie.als_bericht() == bericht
