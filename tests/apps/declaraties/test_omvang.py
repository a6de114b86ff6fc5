"""A claim of many lines costs the statements of a claim of few; memory for reading grows with the table."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from textwrap import dedent

import polars as pl
import pytest
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU, VANDAAG, create_wereld

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.berichtenverkeer.actions import check_volgend_bericht, register_inkomend_bericht
from stelsel.apps.berichtenverkeer.models import Berichtverband
from stelsel.apps.declaraties.models import Declaratieregel
from stelsel.apps.declaraties.queries.kolommen import Gegeven, Vraag, list_als_tabel
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.kern.nummers import bsn_testnummers

WORTEL = Path(__file__).parents[3]
BEGIN, EIND = create_regel()["begin"].replace(month=1), create_regel()["eind"].replace(month=12)


def fill_toewijzingen(aantal: int, *, eerste: int = 5000) -> list[dict[str, object]]:
    """That many allocations, numbered from `eerste`, over at most a hundred clients, and a line for each."""
    vanaf = Client.objects.count() + 20
    clienten = Client.objects.bulk_create(
        Client(
            nummer=f"V-{vanaf + n}",
            gemeente_id=ALDERVOORT,
            bsn=bsn,
            geslachtsnaam="Rietzanger",
            geboortedatum=BEGIN.replace(year=1960),
        )
        for n, bsn in enumerate(bsn_testnummers()[vanaf : vanaf + min(aantal, 100)])
    )
    per_client = -(-aantal // len(clienten))
    Toewijzing.objects.bulk_create(
        Toewijzing(
            toewijzing_nummer=str(eerste + n),
            gemeente_id=ALDERVOORT,
            wet="wmo",
            client=clienten[n // per_client],
            aanbieder_id=MERELHOF,
            categorie="02",
            code="02A01",
            toegewezen_at=NU,
            ingangsdatum=BEGIN,
            einddatum=EIND,
            volume=12,
            eenheid="04",
            frequentie="4",
        )
        for n in range(aantal)
    )
    return [
        create_regel(
            bsn=clienten[n // per_client].bsn,
            toewijzing_nummer=eerste + n,
            referentie_nummer=f"X{eerste + n}",
            tarief=6400 + (n % 50 == 0),
        )
        for n in range(aantal)
    ]


def count_opdrachten(aantal: int, *, eerste: int) -> int:
    """Statements from the inbox to the 325 in the outbox, for one message."""
    regels = fill_toewijzingen(aantal, eerste=eerste)
    data = create_323(regels, declaratie_nummer=f"D{eerste}", identificatie=f"B{eerste}", dagtekening=VANDAAG)
    rij = register_inkomend_bericht(inhoud=data, bestandsnaam=f"{eerste}.xml", now=NU)
    regels_eerder, verbanden_eerder = Declaratieregel.objects.count(), Berichtverband.objects.count()
    with CaptureQueriesContext(connection) as vragen:
        verwerkt = check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    assert verwerkt is not None
    assert verwerkt.status == "verwerkt"
    assert Declaratieregel.objects.count() - regels_eerder == aantal
    assert Berichtverband.objects.count() - verbanden_eerder == 2 * aantal
    return len(vragen)


@pytest.mark.traag
@pytest.mark.django_db
def test_number_of_statements_of_a_message_does_not_depend_on_its_lines() -> None:
    create_wereld()
    count_opdrachten(1, eerste=4000)  # the first of an aanbieder also makes his row

    assert count_opdrachten(10, eerste=5000) == count_opdrachten(5_000, eerste=6000)


@pytest.mark.django_db
@pytest.mark.parametrize("grens", [0, 20_000], ids=["by Polars", "by Python"])
def test_columns_keep_the_order_and_the_kinds_of_the_rows(
    grens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stelsel.apps.declaraties.queries.kolommen._KLEIN", grens)
    create_wereld()
    fill_toewijzingen(3)
    Toewijzing.objects.filter(toewijzing_nummer="5001").update(einddatum=None, volume=None, code='a"|é\n')

    tabel = list_als_tabel(
        Toewijzing.objects.filter(toewijzing_nummer__startswith="500").order_by("-toewijzing_nummer"),
        ("toewijzing_nummer", "einddatum", "volume", "code"),
        schema={"nummer": pl.String, "eind": pl.Date, "volume": pl.Int64, "code": pl.String},
    )

    assert tabel.rows() == [
        ("5002", EIND, 12, "02A01"),
        ("5001", None, None, 'a"|é\n'),
        ("5000", EIND, 12, "02A01"),
    ]
    waarheid = list_als_tabel(
        Aanbieder.objects.order_by("agb").annotate(vreemd=ExpressionWrapper(Q(agb=MERELHOF), BooleanField())),
        ("agb", "vreemd"),
        schema={"agb": pl.String, "vreemd": pl.Boolean},
    )
    assert waarheid.rows() == [(agb, agb == MERELHOF) for agb in sorted(waarheid["agb"])]
    assert waarheid["vreemd"].sum() == 1


@pytest.mark.django_db
def test_keys_are_looked_up_whole_and_none_gives_none() -> None:
    create_wereld()
    fill_toewijzingen(3)

    def list_nummers(veld: str, *sleutels: object) -> list[str]:
        vraag = Vraag(
            lambda: Toewijzing.objects.filter(**{f"{veld}__in_sleutels": Gegeven("sleutels")}),
            ("toewijzing_nummer",),
        )
        dtype = None if sleutels else pl.String
        rijen = vraag.list_rijen({"nummer": pl.String}, sleutels=pl.Series(sleutels, dtype=dtype))
        return sorted(rijen["nummer"])

    alle = ["5000", "5001", "5002"]
    assert list_nummers("toewijzing_nummer", "5000", "5002", "9") == ["5000", "5002"]
    assert list_nummers("toewijzing_nummer", "500000000012", "50") == []
    assert list_nummers("toewijzing_nummer") == []
    assert list_nummers("volume", 12) == alle
    assert list_nummers("ingangsdatum", BEGIN) == alle


@pytest.mark.django_db
def test_a_question_that_is_asked_again_is_written_once() -> None:
    """Only the values differ from message to message; the ORM writes the statement the first time."""
    geschreven = []

    def list_clienten() -> QuerySet[Client]:
        geschreven.append(1)
        return Client.objects.filter(gemeente_id=Gegeven("gemeente"))

    create_wereld()
    vraag = Vraag(list_clienten, ("bsn",))
    antwoorden = [vraag.list_rijen({"bsn": pl.String}, gemeente=code).height for code in ("9901", "9999")]

    assert antwoorden == [Client.objects.filter(gemeente_id="9901").count(), 0]
    assert antwoorden[0] > 0
    assert len(geschreven) == 1


#: Reads a 323 of the given number of lines from a file and prints its own peak memory in MB.
MEET = """
    import sys
    from stelsel.istandaarden import check_declaratie, stream_declaratie
    with open(sys.argv[1], "rb") as stroom:
        declaratie = stream_declaratie(stroom, limiet=1 << 40)
    check_declaratie(declaratie)
    regel = next(r for r in open("/proc/self/status") if r.startswith("VmHWM"))
    print(declaratie.regels.height, int(regel.split()[1]) // 1024)
"""


@pytest.mark.traag
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="geen /proc op dit systeem")
@pytest.mark.parametrize("effen", [True, False], ids=["plain", "for the parser"])
def test_memory_for_reading_grows_with_the_table_only(tmp_path: Path, effen: bool) -> None:
    een = create_323([create_regel(referentie_nummer=f"R{n:06}") for n in range(2_000)])
    kop, staart = een.index(b"     <m:Prestatie>"), een.index(b"    </m:Prestaties>")
    pieken = []
    for keer in (1, 20):
        pad = tmp_path / f"{keer}.xml"
        vreemd = b"" if effen else b"<!-- x -->"
        pad.write_bytes(een[:kop] + vreemd + een[kop:staart] * keer + een[staart:])
        uit = subprocess.run(
            [sys.executable, "-c", dedent(MEET), str(pad)],
            env=os.environ,
            cwd=WORTEL,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        assert int(uit[0]) == 2_000 * keer
        pieken.append(int(uit[1]))

    # 38,000 more lines: 27 MB of XML, which as a tree would be 150 MB, and a table of 5 MB.
    assert pieken[1] - pieken[0] < 60, pieken
    assert BytesIO(een).getbuffer().nbytes * 20 > 25_000_000
