"""The loop with real files: decision, 301, 302, start, 306, claim, 325, stop, 308. On both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU, Wereld, create_toewijzing, create_wereld
from tests.postgres import postgres_server

from stelsel.apps.berichtenverkeer.actions import check_ronde
from stelsel.apps.berichtenverkeer.models import (
    Aansluiting,
    Berichtverband,
    InkomendBericht,
    UitgaandBericht,
)
from stelsel.apps.declaraties.models import Betaalvoorstel, Declaratie, Declaratieregel
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.actions import register_gewijzigd
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Toewijzing
from stelsel.demo.simulator import Prijs, publish_aanbiederberichten
from stelsel.domein.toegang.begrippen import Doelrichting, Hoofddoel, Leefdomein, Lijn, Melding, Wet
from stelsel.istandaarden.codec import parse_bericht
from stelsel.istandaarden.transport import parse_envelop
from stelsel.kern.periode import Periode

TARIEVEN = {(MERELHOF, "iwmo"): {"02A01": Prijs("02", "02A01", "04", 6_400)}}
GEMEENTEN = {ALDERVOORT: Periode(date(2015, 1, 1))}
TOEWIJZINGSDAG, MAANDEINDE, STOPDAG = date(2026, 3, 16), date(2026, 3, 31), date(2026, 4, 20)


def create_besluit(wereld: Wereld) -> Toewijzing:
    """A regisseur goes from question to decision: three hours a week from today for a year."""
    wie = {"by": wereld.users["regisseur"], "now": NU}
    vraag = toegang.register_vraag(
        client=wereld.clienten["C-2"],
        wet=Wet.WMO,
        melding=Melding.EIGEN,
        vraag="Ik red het thuis niet meer alleen.",
        context="Woont alleen.",
        eigen_kracht="De buurvrouw kookt.",
        today=TOEWIJZINGSDAG,
        **wie,
    )
    beeld = toegang.Beeld(Leefdomein.DAGELIJKS_LEVEN, 2, Lijn.TWEEDE)
    toegang.register_leefdomeinbeeld(vraag=vraag, beelden=[beeld], **wie)
    toegang.register_doel(
        vraag=vraag,
        leefdomein=Leefdomein.DAGELIJKS_LEVEN,
        hoofddoel=Hoofddoel.ZELFREDZAAMHEID,
        tekst="Ik kook weer zelf.",
        gewicht=2,
        richting=Doelrichting.BEHOUDEN,
        **wie,
    )
    periode = {"ingangsdatum": TOEWIJZINGSDAG, "einddatum": date(2027, 3, 15)}
    toegang.register_profielkeuze(vraag=vraag, product=wereld.producten["02A01"], volume=3, **periode, **wie)
    toegang.register_aanbiederkeuze(vraag=vraag, agb=MERELHOF, reden="Dichtbij.", **wie)
    toegang.approve_besluit(vraag=vraag, motivering="U woont alleen.", today=TOEWIJZINGSDAG, **wie)
    return Toewijzing.objects.get()


def werk(post: Path, dag: date) -> None:
    """The worker until there is nothing left to do."""
    nu = datetime.combine(dag, NU.timetz())
    while check_ronde(post=post, today=dag, now=nu):
        pass


def aanbieder(post: Path, dag: date, stoppen: tuple[str, ...] = ()) -> dict[str, int]:
    """One step of the simulated aanbieder, and the worker after it."""
    telling = publish_aanbiederberichten(
        post=post, vandaag=dag, tarieven=TARIEVEN, gemeenten=GEMEENTEN, stoppen=stoppen
    )
    werk(post, dag)
    return telling


def list_berichten() -> list[tuple[str, str]]:
    """Every message in the order in which it was made or came in, with its status."""
    rijen = [(r.gemaakt_at, 1, r.pk, r.bericht, r.status) for r in UitgaandBericht.objects.all()]
    rijen += [(r.ontvangen_at, 0, r.pk, r.bericht, r.status) for r in InkomendBericht.objects.all()]
    return [(bericht, status) for *_, bericht, status in sorted(rijen)]


@pytest.mark.django_db
@pytest.mark.eis("R6.01")
def test_loop_from_decision_to_stop(tmp_path: Path) -> None:
    toewijzing = create_besluit(create_wereld())
    werk(tmp_path, TOEWIJZINGSDAG)
    assert list_berichten() == [("WMO301", "verzonden")]

    assert aanbieder(tmp_path, TOEWIJZINGSDAG) == {"WMO302": 1, "WMO305": 1}
    assert UitgaandBericht.objects.get(bericht="WMO301").beantwoord == "goed"
    assert list(Startmelding.objects.values_list("toewijzing_id", "begindatum")) == [
        (toewijzing.pk, TOEWIJZINGSDAG)
    ]

    assert aanbieder(tmp_path, MAANDEINDE) == {"WMO323": 1}
    declaratie = Declaratie.objects.get()
    assert (declaratie.totaal_ingediend, declaratie.aantal_afgekeurd) == (6 * 6_400, 0)
    assert Betaalvoorstel.objects.get().bedrag == 6 * 6_400

    stop = (f"{ALDERVOORT}-iwmo-{toewijzing.toewijzing_nummer}",)
    assert aanbieder(tmp_path, STOPDAG, stop) == {"WMO307": 1}
    assert list(Stopmelding.objects.values_list("einddatum", "reden_beeindiging")) == [(STOPDAG, "19")]
    assert {status for _, status in list_berichten()} == {"verzonden", "verwerkt"}
    assert sorted(b for b, _ in list_berichten()) == [
        *("WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308", "WMO323", "WMO325"),
    ]
    assert Gebeurtenis.objects.filter(soort="berichtalarm").count() == 0
    assert Berichtverband.objects.filter(toewijzing_id=toewijzing.pk).count() == 8
    assert_antwoorden_zijn_goed(tmp_path)


@pytest.mark.django_db
def test_loop_in_envelopes(tmp_path: Path) -> None:
    """The gemeente sends in envelopes; the aanbieder, to whom the transport hands the message, sends bare."""
    wereld = create_wereld()
    Aansluiting.objects.create(gemeente=wereld.gemeenten[ALDERVOORT], in_envelop=True)
    create_besluit(wereld)
    werk(tmp_path, TOEWIJZINGSDAG)
    [post] = (tmp_path / "uit" / MERELHOF).glob("*.xml")
    envelop = parse_envelop(post.read_bytes())

    assert aanbieder(tmp_path, TOEWIJZINGSDAG) == {"WMO302": 1, "WMO305": 1}

    rij = UitgaandBericht.objects.get(bericht="WMO301")
    assert (envelop.stuurgegevens.berichtcode, rij.beantwoord) == ("Di01", "goed")
    assert rij.referentienummer == envelop.stuurgegevens.referentienummer
    assert {status for _, status in list_berichten()} == {"verzonden", "verwerkt"}


@pytest.mark.django_db
def test_claims_of_passed_months_come_in_order(tmp_path: Path) -> None:
    """An allocation that has run since January: every passed month is claimed, oldest first, and granted."""
    wereld = create_wereld()
    per_week, totaal = create_toewijzing(wereld), create_toewijzing(wereld, product="07D01", volume=100)
    for toewijzing in (per_week, totaal):
        register_gewijzigd(toewijzing, actor="regisseur", now=NU)
    werk(tmp_path, TOEWIJZINGSDAG)
    tarieven = {(MERELHOF, "iwmo"): TARIEVEN[MERELHOF, "iwmo"] | {"07D01": Prijs("07", "07D01", "16", 4_150)}}

    for dag in (TOEWIJZINGSDAG, MAANDEINDE):
        publish_aanbiederberichten(post=tmp_path, vandaag=dag, tarieven=tarieven, gemeenten=GEMEENTEN)
        werk(tmp_path, dag)

    rijen = Declaratie.objects.order_by("pk").values_list("periode_begindatum__month", "aantal_afgekeurd")
    assert list(rijen) == [(1, 0), (2, 0), (3, 0)]
    regels = Declaratieregel.objects.filter(toewijzing_nummer=totaal.toewijzing_nummer).order_by("pk")
    assert [regel.volume for regel in regels] == [100 * 31 // 365, 100 * 59 // 365 - 8, 100 * 90 // 365 - 16]


def assert_antwoorden_zijn_goed(post: Path) -> None:
    """What was delivered to the aanbieder: approved retours without codes, and a 325 that grants all."""
    post_uit = post / "uit" / MERELHOF
    for pad in [*post_uit.glob("*WMO306*.xml"), *post_uit.glob("gelezen/*WMO306*.xml")]:
        assert "RetourCodes" not in parse_bericht(pad.read_bytes()).waarden["Header"]
    antwoorden = [*post_uit.glob("gelezen/*WMO325*.xml"), *post_uit.glob("*WMO325*.xml")]
    [antwoord] = [parse_bericht(pad.read_bytes()).waarden["DeclaratieAntwoord"] for pad in antwoorden]
    assert antwoord["TotaalToegekendBedrag"] == antwoord["TotaalIngediendBedrag"]
    assert antwoord["RetourCodes"] == {"RetourCode": ["8001"]}


@pytest.mark.postgres
@pytest.mark.traag
def test_loop_on_postgres(tmp_path: Path) -> None:
    """The same test in a process of its own, against a real server that is thrown away afterwards."""
    test = f"{__file__}::test_loop_from_decision_to_stop"
    with postgres_server() as adres:
        env = os.environ | {"DATABASE_URL": adres, "STELSEL_VAR": str(tmp_path / "var")}
        loop = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--reuse-db", test],
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert loop.returncode == 0, loop.stdout[-3000:] + loop.stderr[-2000:]
