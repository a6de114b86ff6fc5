"""The export to the bookkeeping: balanced, every entry once, the same bytes for good."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from tests.factories.betalingen import create_betalers, create_toewijzingen, declareer, declareer_twee, pay
from tests.factories.declaraties import create_regel
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.apps.declaraties import actions, queries
from stelsel.apps.declaraties.models import Boekhoudexport, Boekhoudrekening, Boeking, Exportboeking
from stelsel.domein.declaraties.boekhouding import Post

pytestmark = pytest.mark.django_db
REKENINGEN = {
    Post.LASTEN_JW: ("6721", "KP-JEUGD"), Post.LASTEN_WMO: ("6711", "KP-WMO"),
    Post.TE_BETALEN: ("1600", ""), Post.ONDERWEG: ("1050", ""), Post.BANK: ("1010", ""),
}  # fmt: skip


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    declareer_twee(wereld)
    pay(wereld)
    actions.change_boekhoudrekeningen(rekeningen=REKENINGEN, by=wereld.users["controller"], now=NU)
    return wereld


def create_export(wereld: Wereld, *, tot: date = VANDAAG, by: str = "controller") -> Boekhoudexport:
    return actions.create_boekhoudexport(tot_en_met=tot, by=wereld.users[by], now=NU)


def list_rijen(export: Boekhoudexport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bytes(export.inhoud).decode(), newline=""), delimiter=";"))


def centen(bedrag: str) -> int:
    return int(bedrag.replace(",", ""))


@pytest.mark.eis("R6.18")
def test_the_lines_balance_and_end_at_the_bank(wereld: Wereld) -> None:
    rijen = list_rijen(create_export(wereld))

    saldi: dict[str, int] = {}
    for rij in rijen:
        saldo = centen(rij["Debet"]) - centen(rij["Credit"])
        saldi[rij["Grootboekrekening"]] = saldi.get(rij["Grootboekrekening"], 0) + saldo
    assert saldi == {"6711": 126_500, "1600": 0, "1050": 0, "1010": -126_500}
    eerste = Boeking.objects.order_by("pk")[0]
    assert rijen[0] == {
        "Datum": "16-03-2026", "Grootboekrekening": "6711", "Kostenplaats": "KP-WMO", "Debet": "640,00",
        "Credit": "0,00", "Omschrijving": "Declaratie beoordeeld: Stichting Merelhof, wmo, 02-2026",
        "Verwijzing": f"boeking {eerste.pk}, declaratie D202602",
    }  # fmt: skip


def test_every_entry_goes_once_and_none_is_lost(wereld: Wereld) -> None:
    eerste = create_export(wereld)
    regel = create_regel(referentie_nummer="N1", begin=date(2026, 1, 1), eind=date(2026, 1, 31))
    declareer(wereld, regel, declaratie_nummer="N1")

    tweede = create_export(wereld)

    mee = [set(e.boekingen.values_list("boeking_id", flat=True)) for e in (eerste, tweede)]
    assert (mee[0] & mee[1], mee[0] | mee[1]) == (set(), set(Boeking.objects.values_list("pk", flat=True)))
    assert [eerste.nummer, tweede.nummer] == ["BE-9901-2026-0001", "BE-9901-2026-0002"]
    assert tweede.bedrag == 64_000


def test_the_database_refuses_an_entry_twice(wereld: Wereld) -> None:
    export = create_export(wereld)

    with pytest.raises(IntegrityError), transaction.atomic():
        Exportboeking.objects.create(export=export, boeking=Boeking.objects.earliest("pk"))


def test_the_same_bytes_for_good(client: Browser, wereld: Wereld) -> None:
    export = create_export(wereld)
    opnieuw = dict.fromkeys(Post, ("9999", ""))
    actions.change_boekhoudrekeningen(rekeningen=opnieuw, by=wereld.users["controller"], now=NU)
    client.force_login(wereld.users["controller2"])

    inhoud = client.get(f"/declaraties/boekhouding/{export.nummer}/bestand").content

    assert hashlib.sha256(inhoud).hexdigest() == export.sha256
    boekingen = Boeking.objects.filter(export__export=export).order_by("pk")
    herhaald = queries.list_journaalregels(boekingen, REKENINGEN)
    assert actions.render_journaalregels(herhaald) == inhoud


@pytest.mark.parametrize(
    ("by", "tot", "zin"),
    [
        ("backoffice", VANDAAG, "Alleen een controller van de gemeente mag exporteren."),
        ("controller", VANDAAG - timedelta(days=1), "Tot en met deze dag is alles al geëxporteerd."),
    ],
)
def test_refused_with_a_sentence(wereld: Wereld, by: str, tot: date, zin: str) -> None:
    with pytest.raises(actions.ExportNietMogelijk) as fout:
        create_export(wereld, tot=tot, by=by)

    assert (str(fout.value), Boekhoudexport.objects.count()) == (zin, 0)


def test_no_export_without_numbers(wereld: Wereld) -> None:
    Boekhoudrekening.objects.filter(post=Post.BANK).delete()

    with pytest.raises(actions.ExportNietMogelijk, match="Vul eerst een rekeningnummer in voor: Bank"):
        create_export(wereld)


def test_made_and_fetched_through_the_pages(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["controller"])
    sleutel = {"eenmalig": "k" * 32}

    for _ in range(2):  # a double click
        antwoord = client.post("/declaraties/boekhouding/nieuw", sleutel | {"tot_en_met": "2026-03-16"})

    assert (antwoord.status_code, Boekhoudexport.objects.count()) == (302, 1)
    tekst = client.get("/declaraties/boekhouding").content.decode()
    assert "BE-9901-2026-0001" in tekst
    assert client.get("/declaraties/boekhouding/BE-9901-2026-0001/bestand?soort=xlsx").status_code == 200


def test_numbers_are_changed_on_the_page(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["controller"])
    velden = {f"{post}_nummer": f"10{n}" for n, post in enumerate(Post)} | {"eenmalig": "k" * 32}

    assert client.post("/declaraties/boekhouding/rekeningen", velden).status_code == 302
    assert queries.get_boekhoudrekeningen("9901")[Post.BANK] == ("104", "")
    formule = velden | {"bank_nummer": "=1+1", "eenmalig": "j" * 32}
    assert client.post("/declaraties/boekhouding/rekeningen", formule).status_code == 200
    assert queries.get_boekhoudrekeningen("9901")[Post.BANK] == ("104", "")
