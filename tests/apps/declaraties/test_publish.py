"""Claims in the lake: amounts as on the payment proposal, no persons, and only new years again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.factories.declaraties import create_323, create_regel, read_323
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.declaraties.actions import register_declaratie
from stelsel.apps.declaraties.publish import publish_declaraties
from stelsel.lake.opslag import Lake
from stelsel.lake.pseudoniem import Pseudonimiseerder
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES

pytestmark = pytest.mark.django_db
PSEUDONIEMEN = Pseudonimiseerder(b"0" * 32)


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_toewijzing(wereld, toewijzing_nummer="1000", ingangsdatum=date(2025, 1, 1))
    return wereld


def declareer(wereld: Wereld, *regels: dict[str, Any], **bericht: Any) -> None:
    register_declaratie(
        declaratie=read_323(create_323(regels, **bericht)),
        gemeente=wereld.gemeenten[ALDERVOORT],
        aanbieder=wereld.aanbieders[MERELHOF],
        wet="wmo",
        bericht_sleutel="in-1",
        sha256="0" * 64,
        create_identificatie=lambda: "ANT000000001",
        today=VANDAAG,
        now=NU,
    )


def test_approved_lines_and_totals(wereld: Wereld, tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    fout = create_regel(referentie_nummer="R2", tarief=1, begin=date(2026, 1, 1), eind=date(2026, 1, 31))
    declareer(wereld, create_regel(), fout)

    assert publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG) == 1

    [regel] = lake.scan(DECLARATIEREGELS).collect().rows(named=True)
    assert (regel["gemeente"], regel["domein"], regel["productcode"], regel["bedrag"]) == (
        ALDERVOORT,
        "wmo",
        "02A01",
        64_000,
    )
    [totaal] = lake.scan(DECLARATIES).collect().rows(named=True)
    assert (totaal["ingediend"], totaal["goedgekeurd"], totaal["betaalvoorstel"]) == (64_010, 64_000, 64_000)


def test_nothing_new_writes_nothing(wereld: Wereld, tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG) == 0
    declareer(wereld, create_regel())
    publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG)
    versie = lake.versie

    assert publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG) == 0
    assert lake.versie == versie


def test_new_claim_adds_its_year_and_keeps_the_others(wereld: Wereld, tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    vorig = create_regel(begin=date(2025, 12, 1), eind=date(2025, 12, 31))
    declareer(wereld, vorig, declaratie_nummer="D202512", maand=(2025, 12))
    publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG)
    declareer(wereld, create_regel(referentie_nummer="R2"))

    assert publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG) == 1

    regels = lake.scan(DECLARATIEREGELS).collect().sort("begindatum")
    assert regels["begindatum"].to_list() == [date(2025, 12, 1), date(2026, 2, 1)]
    assert regels["client_nr"].to_list() == [0, 0]


def test_no_person_reaches_the_lake(wereld: Wereld, tmp_path: Path) -> None:
    declareer(wereld, create_regel())
    lake = Lake(tmp_path)
    publish_declaraties(lake=lake, pseudonimiseerder=PSEUDONIEMEN, today=VANDAAG)

    client = wereld.clienten["C-2"]
    tabellen = [lake.scan(tabel).collect().rows() for tabel in (DECLARATIEREGELS, DECLARATIES)]
    inhoud = f"{tabellen} {(tmp_path / 'stand.json').read_text()}"
    assert [g for g in (client.bsn, client.nummer, client.geslachtsnaam) if g in inhoud] == []
    assert MERELHOF in inhoud
