"""What access publishes to the lake: facts and money, no person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.factories.wereld import MERELHOF, NU, VANDAAG, create_toewijzing, create_wereld

from stelsel.apps.toegang import actions
from stelsel.apps.toegang.publish import publish_toegang
from stelsel.lake.opslag import Lake
from stelsel.lake.pseudoniem import Pseudonimiseerder
from stelsel.lake.tabellen import CLIENTEN, TOEWIJZINGEN

pytestmark = pytest.mark.django_db
SLEUTEL = Pseudonimiseerder(b"k" * 32)


def test_publish_toegang_allocations_with_amount_start_and_stop(tmp_path: Path) -> None:
    wereld = create_wereld()
    uren = create_toewijzing(wereld)
    create_toewijzing(wereld, client="C-1", product="45A01", einddatum=None)
    actions.register_start(toewijzing=uren, begindatum=date(2026, 1, 5), bericht_sleutel="b", now=NU)
    actions.register_stop(
        toewijzing=uren,
        begindatum=date(2026, 1, 5),
        einddatum=date(2026, 3, 1),
        reden_beeindiging="19",
        bericht_sleutel="b",
        now=NU,
    )
    lake = Lake(tmp_path)

    aantal = publish_toegang(lake=lake, pseudonimiseerder=SLEUTEL, today=VANDAAG)

    kolommen = ("gemeente", "aanbieder", "domein", "profiel", "bedrag", "startdatum", "stopdatum", "reden")
    rijen = lake.scan(TOEWIJZINGEN).sort("productcode").select(kolommen).collect().rows()
    # 53 ISO weeks are touched in 2026, 3 hours each, € 64,00; 40 hours in total at € 86,25
    assert aantal == 2
    assert rijen == [
        (
            "9901",
            MERELHOF,
            "wmo",
            "W1",
            53 * 3 * 6_400,
            date(2026, 1, 5),
            date(2026, 3, 1),
            "19",
        ),
        ("9901", MERELHOF, "jeugd", "P1", 40 * 8_625, None, None, None),
    ]


def test_publish_toegang_leaves_no_person_behind(tmp_path: Path) -> None:
    wereld = create_wereld()
    create_toewijzing(wereld)
    lake = Lake(tmp_path)

    publish_toegang(lake=lake, pseudonimiseerder=SLEUTEL, today=VANDAAG)

    client = wereld.clienten["C-2"]
    tekst = str(lake.scan(TOEWIJZINGEN).collect().rows() + lake.scan(CLIENTEN).collect().rows())
    bekend = (client.bsn, client.geslachtsnaam, client.nummer, client.geboortedatum.isoformat())
    assert [woord for woord in bekend if woord in tekst] == []
    assert lake.scan(CLIENTEN).select("geboortejaar", "gemeente", "geslacht").collect().rows() == [
        (1951, "9901", "m")
    ]


def test_publish_toegang_twice_replaces(tmp_path: Path) -> None:
    wereld = create_wereld()
    toewijzing = create_toewijzing(wereld)
    lake = Lake(tmp_path)

    publish_toegang(lake=lake, pseudonimiseerder=SLEUTEL, today=VANDAAG)
    toewijzing.einddatum, toewijzing.reden_wijziging = toewijzing.ingangsdatum, "13"
    toewijzing.save()
    publish_toegang(lake=lake, pseudonimiseerder=SLEUTEL, today=VANDAAG)

    assert lake.scan(TOEWIJZINGEN).collect().height == 0
