"""Any envelope we can write is valid by the published schema and reads back to the same values."""

import string
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.factories.enveloppen import create_voorbeeld
from tests.generative.istandaarden.strategie import TEKENS
from tests.unit.istandaarden.referentie import aanwezig
from tests.unit.istandaarden.transport.referentie_ggk import get_ggk_schema

from stelsel.istandaarden.transport import (
    Envelop,
    Fout,
    Lading,
    Stuurgegevens,
    Systeem,
    check_post,
    parse_envelop,
    render_envelop,
)

GOED = render_envelop(create_voorbeeld("iwmo", "301"))
VERSIES = st.tuples(st.integers(0, 9999), st.integers(0, 9999))
UUIDS = st.uuids(version=4).map(str)
MOMENTEN = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(lambda t: t.replace(microsecond=0))


def teksten(maximum: int, minimum: int = 1) -> st.SearchStrategy[str]:
    """Any text that XML can hold."""
    return st.text(TEKENS, min_size=minimum, max_size=maximum)


SYSTEMEN = st.builds(
    Systeem,
    organisatie=teksten(200),
    applicatie=teksten(50, minimum=3),
    administratie=teksten(50, minimum=0),
    gebruiker=teksten(100, minimum=0),
)
LADINGEN = st.builds(
    Lading,
    data=st.binary(min_size=1, max_size=500),
    applicatie_versie=VERSIES,
    functie_versie=VERSIES,
    bestandsnaam=st.just("") | st.text(f"{string.ascii_letters}{string.digits}._-", min_size=4, max_size=255),
)
FOUTEN = st.builds(
    Fout,
    code=teksten(7),
    plek=st.sampled_from(["client", "server"]),
    omschrijving=teksten(200),
    details=teksten(1000, minimum=0),
)


def enveloppen(code: str) -> st.SearchStrategy[Envelop]:
    """Any envelope of one kind."""
    nummers = teksten(40) if code == "Fo01" else UUIDS
    stuurgegevens = st.builds(
        Stuurgegevens,
        berichtcode=st.just(code),
        zender=SYSTEMEN,
        ontvanger=SYSTEMEN,
        referentienummer=nummers,
        tijdstip=MOMENTEN,
        cross_refnummer=st.just("") if code == "Di01" else nummers,
        functie=st.just("") if code == "Fo01" else teksten(30),
    )
    return st.builds(Envelop, stuurgegevens, FOUTEN if code == "Fo01" else LADINGEN)


@pytest.mark.traag
@aanwezig
@pytest.mark.parametrize("code", ["Di01", "Du01", "Fo01"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_written_envelope_is_valid_and_reads_back(code: str, data: st.DataObject) -> None:
    envelop = data.draw(enveloppen(code))

    geschreven = render_envelop(envelop)

    get_ggk_schema().assertValid(etree.fromstring(geschreven))
    assert parse_envelop(geschreven) == envelop
    assert geschreven.count(b"\n") == geschreven.count(b"\r\n")
    assert render_envelop(parse_envelop(geschreven)) == geschreven


@pytest.mark.traag
@settings(max_examples=400, deadline=None)
@given(
    plek=st.integers(0, len(GOED) - 1),
    lengte=st.integers(0, 40),
    invoeging=st.binary(max_size=12) | st.sampled_from([b"<", b"&", b"</", b"<a>", b'"', b"<!--", b"]]>"]),
)
def test_damaged_envelope_never_crashes(plek: int, lengte: int, invoeging: bytes) -> None:
    beschadigd = GOED[:plek] + invoeging + GOED[plek + lengte :]

    controle = check_post(beschadigd)

    assert controle.niveau in (0, 1, 2)
    assert (controle.niveau == 0) == (controle.bevindingen == [])
