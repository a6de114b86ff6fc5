"""The messages with a known outcome: our verdict equals that of the official control."""

import io

import pytest
from lxml import etree
from tests.unit.istandaarden.referentie import CORPUS, aanwezig, get_officieel_schema, get_verwacht

from stelsel.istandaarden import check_bericht, parse_bericht, stream_declaratie, write_bericht

VERWACHT = get_verwacht()
pytestmark = aanwezig


@pytest.mark.parametrize("naam", VERWACHT or ["corpus"])
def test_corpus_has_the_known_outcome(naam: str) -> None:
    controle = check_bericht((CORPUS / naam).read_bytes())

    regels = sorted({bevinding.regel for bevinding in controle.bevindingen})
    assert regels == VERWACHT[naam]["level2_rules"]
    assert controle.niveau == (2 if regels else 0)


@pytest.mark.parametrize("naam", VERWACHT or ["corpus"])
def test_findings_point_at_the_known_places(naam: str) -> None:
    controle = check_bericht((CORPUS / naam).read_bytes())

    for bevinding in controle.bevindingen:
        bekend = [
            plek
            for vondst in VERWACHT[naam]["level2"]
            if vondst["rule"] == bevinding.regel
            for plek in vondst["locations"]
        ]
        zelfde_tak = [p for p in bekend if _is_tak(p, bevinding.plaats) or _is_tak(bevinding.plaats, p)]
        assert zelfde_tak != [] or bevinding.regel in ("TR383",), bevinding
        assert bevinding.regelnummer is not None


def _is_tak(boven: str, onder: str) -> bool:
    return f"{onder}/".startswith(f"{boven}/")


@pytest.mark.parametrize("naam", VERWACHT or ["corpus"])
def test_corpus_is_written_back_to_the_same_values(naam: str) -> None:
    bericht = parse_bericht((CORPUS / naam).read_bytes())

    geschreven = write_bericht(bericht)

    schema = get_officieel_schema(bericht.definitie.familie, bericht.definitie.naam)
    schema.assertValid(etree.fromstring(geschreven))
    assert parse_bericht(geschreven) == bericht


@pytest.mark.parametrize(
    "naam", [n for n in VERWACHT if VERWACHT[n]["message"] in ("323", "325")] or ["corpus"]
)
def test_stream_and_document_hold_the_same_values(naam: str) -> None:
    data = (CORPUS / naam).read_bytes()

    assert stream_declaratie(io.BytesIO(data)).als_bericht() == parse_bericht(data)
