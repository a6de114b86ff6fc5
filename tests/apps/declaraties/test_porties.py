"""A large claim is judged portion by portion, with the outcome of judging it at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import transaction
from tests.factories.declaraties import create_323, create_regel, read_323
from tests.factories.wereld import (
    ALDERVOORT,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_client,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.declaraties.actions import register_declaratie
from stelsel.apps.declaraties.models import Declaratieregel
from stelsel.istandaarden import write_bericht
from stelsel.istandaarden.beoordeling import list_porties
from stelsel.kern.nummers import bsn_testnummers

JANUARI = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}
BSNS = [*bsn_testnummers()[40:44]]
ONBEKEND = bsn_testnummers()[60]
PORTIE = "stelsel.istandaarden.beoordeling.beoordeling.PORTIE"


def create_regels(*wat: tuple[int, str, str | None, dict[str, Any]]) -> list[dict[str, Any]]:
    """Per line: which client (and so which allocation), its reference, the one it credits, what differs."""
    return [
        create_regel(
            **{
                "bsn": BSNS[client] if client < len(BSNS) else ONBEKEND,
                "toewijzing_nummer": 2000 + client,
                "referentie_nummer": referentie,
                "vorig_referentie_nummer": vorig,
                **anders,
            }
        )
        for client, referentie, vorig, anders in wat
    ]


#: January: three approved lines, of which the first is credited in the second claim.
EERSTE = create_regels((0, "A0", None, JANUARI), (1, "A1", None, JANUARI), (2, "A2", None, JANUARI))
TWEEDE = create_regels((0, "B0", "A0", JANUARI))
#: What one portion does not show: a reference on lines of two clients, a debit credited twice by two clients,
#: one credited before that another client credits, and a client in two places with too much in all.
DERDE = create_regels(
    (0, "C0", None, {}),
    (0, "C1", None, JANUARI),
    (1, "C0", None, {}),
    (1, "C2", "A1", JANUARI),
    (1, "C3", None, JANUARI | {"volume": 9}),
    (2, "C4", "A1", JANUARI),
    (2, "C5", "A0", JANUARI),
    (2, "C6", None, JANUARI),
    (3, "C7", None, {"volume": 11}),
    (9, "C8", None, {}),
    (9, "A2", None, {}),
    (3, "C9", None, JANUARI | {"volume": 11}),
    (3, "C10", None, JANUARI | {"volume": 1}),
)


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    for n in range(len(BSNS)):
        wereld.clienten[f"P-{n}"] = create_client(
            nummer=f"P-{n}", gemeente=wereld.gemeenten[ALDERVOORT], volgnummer=40 + n
        )
        create_toewijzing(
            wereld,
            client=f"P-{n}",
            toewijzing_nummer=str(2000 + n),
            **({"volume": 12, "frequentie": "6"} if n == 3 else {}),
        )
    return wereld


def declareer(wereld: Wereld, regels: list[dict[str, Any]], nummer: str) -> bytes:
    """The 325."""
    uitslag = register_declaratie(
        declaratie=read_323(create_323(regels, declaratie_nummer=nummer, identificatie=nummer)),
        gemeente=wereld.gemeenten[ALDERVOORT],
        aanbieder=wereld.aanbieders[MERELHOF],
        wet="wmo",
        bericht_sleutel=nummer,
        sha256="0" * 64,
        create_identificatie=lambda: f"ANT{nummer}",
        today=VANDAAG,
        now=NU,
    )
    return write_bericht(uitslag.antwoord)


def declareer_alles(wereld: Wereld) -> tuple[list[bytes], list[tuple[Any, ...]]]:
    """The answers and the lines that three claims leave, in a database that forgets them again."""
    with transaction.atomic():
        antwoorden = [
            declareer(wereld, regels, f"D{n}") for n, regels in enumerate((EERSTE, TWEEDE, DERDE), 1)
        ]
        velden = ("rij", "referentie_nummer", "client_id", "toewijzing_id", "bedrag", "retourcodes")
        regels = list(Declaratieregel.objects.order_by("declaratie_id", "rij").values_list(*velden))
        transaction.set_rollback(True)
    return antwoorden, regels


@pytest.mark.parametrize("portie", [1, 2, 5])
def test_portions_have_the_outcome_of_the_whole(
    wereld: Wereld, portie: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heel = declareer_alles(wereld)
    monkeypatch.setattr(PORTIE, portie)

    assert declareer_alles(wereld) == heel
    assert [referentie for _, referentie, *_, codes in heel[1] if not codes] == [
        *("A0", "A1", "A2"),
        "B0",
        *("C1", "C2", "C3", "C7"),
    ]


def test_a_person_is_in_one_portion_and_the_order_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PORTIE, 3)
    regels = read_323(create_323(DERDE)).regels

    porties = list(list_porties(regels))

    assert len(porties) > 2
    for plekken, deel in porties:
        assert plekken.is_sorted()
        assert deel.select(regels.columns).equals(regels[plekken.to_list()])
    bsns = [set(deel["bsn"]) for _, deel in porties]
    assert sum(map(len, bsns)) == len(set.union(*bsns)) == 5
    assert sorted(pl.concat([plekken for plekken, _ in porties])) == list(range(len(DERDE)))
