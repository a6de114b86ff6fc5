"""The requests of the demo: real messages that break no rule, and one per client."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from stelsel.demo.administratie import Opdracht
from stelsel.demo.verzoeken import GEVALLEN, Verzoekenpost
from stelsel.istandaarden.codec import write_bericht
from stelsel.istandaarden.controle import check_bericht
from stelsel.kern.nummers import bsn_testnummers

VANDAAG = date(2026, 3, 16)


def create_opdracht(nummer: int, **velden: Any) -> Opdracht:
    """Three hours of 02A01 a week, all of 2026, begun on 5 January."""
    bsn = bsn_testnummers()[nummer]
    wie = {
        "Bsn": bsn,
        "Geboortedatum": "1950-01-01",
        "Geslacht": "1",
        "Naam": {"Geslachtsnaam": {"Achternaam": "Rietzanger"}},
    }
    gegevens: dict[str, Any] = {
        "gemeente": "9901",
        "familie": "iwmo",
        "nummer": 1_000 + nummer,
        "bsn": bsn,
        "wie": wie,
        "categorie": "02",
        "code": "02A01",
        "ingangsdatum": "2026-01-01",
        "einddatum": "2026-12-31",
        "volume": 3,
        "eenheid": "04",
        "frequentie": "2",
        "budget": None,
        "start": "2026-01-05",
    }
    return Opdracht(**(gegevens | velden))


def list_alles(opdrachten: dict[int, Opdracht], **velden: Any) -> list[Any]:
    """Everything that is sent in the three weeks before today."""
    agbs = {nummer: "41990001" if nummer % 5 == 0 else "41990002" for nummer in opdrachten}
    regisseurs: dict[str, Any] = {"9901": None}
    post = Verzoekenpost(opdrachten, agbs, regisseurs, VANDAAG, **velden)
    dagen = [VANDAAG - timedelta(days=n) for n in range(21, -1, -1)]
    return [bericht for dag in dagen for bericht in post.list_verzoeken(dag)]


def test_every_case_is_a_clean_message_of_another_client() -> None:
    berichten = list_alles({nummer: create_opdracht(nummer) for nummer in range(40)})

    assert len(berichten) == len(GEVALLEN)
    assert Counter(b.definitie.soort for b in berichten) == {"317": 8, "315": 4}
    assert len({b.waarden["Client"]["Bsn"] for b in berichten}) == len(GEVALLEN)
    assert [check_bericht(write_bericht(b)).bevindingen for b in berichten] == [[]] * len(GEVALLEN)


def test_who_goes_first_sends_some_of_them() -> None:
    berichten = list_alles({nummer: create_opdracht(nummer) for nummer in range(40)}, voorrang="41990001")

    afzenders = [b.waarden["Header"]["Afzender"] for b in berichten]
    assert afzenders.count("41990001") >= sum(geval.dagen_geleden % 3 == 0 for geval in GEVALLEN)


def test_nobody_asks_about_what_ends_soon_or_never_began() -> None:
    opdrachten = {
        1: create_opdracht(1, einddatum="2026-04-30"),
        2: create_opdracht(2, start=None),
        3: create_opdracht(3, gemeente="9902"),
    }

    assert list_alles(opdrachten) == []
