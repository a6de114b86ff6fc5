"""Year end: the statement ties to the ledger, two parties sign it, and the accountant gets it all."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from tests.factories.betalingen import create_betalers, create_toewijzingen, declareer, declareer_twee, pay
from tests.factories.declaraties import create_regel
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU, Wereld, create_wereld

from stelsel.apps.declaraties import actions, queries
from stelsel.apps.declaraties.models import Boeking, Declarant, Declaratieregel, Productieverantwoording
from stelsel.apps.declaraties.queries.verantwoording import Verantwoordingsbeeld
from stelsel.apps.journal.models import Gebeurtenis, Inzage
from stelsel.apps.toegang.models import Startmelding, Stopmelding, Toewijzing
from stelsel.domein.declaraties.verantwoording import Productieregel

pytestmark = pytest.mark.django_db
NA_JAAR = date(2027, 1, 12)


@pytest.fixture
def wereld(db: None) -> Wereld:
    """€ 640,00 of Merelhof and € 625,00 of Kwartel over February 2026, paid."""
    wereld = create_wereld()
    create_betalers(wereld)
    create_toewijzingen(wereld)
    declareer_twee(wereld)
    pay(wereld)
    return wereld


def get_beeld(wereld: Wereld, user: str = "controller") -> Verantwoordingsbeeld:
    declarant = Declarant.objects.get(aanbieder_id=MERELHOF, gemeente_id=ALDERVOORT)
    beeld = queries.get_verantwoording(wereld.users[user], declarant=declarant.pk, jaar=2026)
    assert beeld is not None
    return beeld


def approve(wereld: Wereld, *, by: str = "aanbieder", sha256: str = "", today: date = NA_JAAR) -> None:
    beeld = get_beeld(wereld)
    actions.approve_verantwoording(
        declarant=beeld.declarant.pk, jaar=2026, inhoud_sha256=sha256 or beeld.sha256, by=wereld.users[by],
        today=today, now=NU,
    )  # fmt: skip


def close(wereld: Wereld, *, by: str = "controller") -> Productieverantwoording:
    beeld = get_beeld(wereld)
    return actions.close_verantwoording(
        declarant=beeld.declarant.pk, jaar=2026, inhoud_sha256=beeld.sha256, by=wereld.users[by], now=NU
    )


def declareer_maart(wereld: Wereld) -> None:
    regel = create_regel(referentie_nummer="N1", begin=date(2026, 1, 1), eind=date(2026, 1, 31))
    declareer(wereld, regel, declaratie_nummer="N1")


def get_csv(inhoud: bytes, naam: str) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(inhoud)).read(naam).decode().splitlines()


@pytest.mark.eis("R6.22")
def test_the_statement_ties_to_lines_and_ledger(wereld: Wereld) -> None:
    beeld = get_beeld(wereld)

    regel = beeld.regels[0]
    assert (regel.product, regel.maand, regel.clienten, regel.volume) == ("02A01", "2026-02", 1, 10)
    a = beeld.aansluiting
    assert (a.verantwoording, a.regels, a.grootboek, a.verschil) == (64_000, 64_000, 64_000, 0)
    assert (beeld.betaald, beeld.open) == (64_000, 0)


def test_a_credit_counts_off_and_another_year_is_explained(wereld: Wereld) -> None:
    credit = create_regel(referentie_nummer="R2", vorig_referentie_nummer="R1")
    declareer(wereld, credit, declaratie_nummer="D2")
    Declaratieregel.objects.filter(referentie_nummer="R2").update(begindatum=date(2025, 2, 1))

    beeld = get_beeld(wereld)

    a = beeld.aansluiting
    assert (a.verantwoording, a.van_ander_jaar, a.grootboek, a.verschil) == (64_000, -64_000, 0, 0)


def test_a_changed_line_is_a_difference_without_cause(wereld: Wereld) -> None:
    approve(wereld)
    Declaratieregel.objects.filter(referentie_nummer="R1").update(bedrag=64_001)

    assert get_beeld(wereld).aansluiting.verschil == 1
    approve(wereld)
    with pytest.raises(actions.VerantwoordingNietMogelijk, match="sluiten niet aan"):
        close(wereld)


@pytest.mark.eis("R6.22")
def test_signed_by_two_parties_and_kept(wereld: Wereld) -> None:
    approve(wereld)
    rij = close(wereld)
    inhoud = rij.inhoud
    declareer_maart(wereld)

    beeld = get_beeld(wereld)

    assert hashlib.sha256(inhoud.encode()).hexdigest() == rij.inhoud_sha256
    assert [(v.maand, v.toen, v.nu) for v in beeld.verschillen] == [("2026-01", None, 64_000)]
    assert Productieverantwoording.objects.get().inhoud == inhoud
    soorten = Gebeurtenis.objects.filter(object_soort="verantwoording").order_by("pk")
    assert [g.soort for g in soorten] == ["verantwoording_akkoord", "verantwoording_definitief"]
    with pytest.raises(actions.VerantwoordingNietMogelijk, match="al definitief"):
        approve(wereld)


def test_figures_that_changed_are_agreed_again_first(wereld: Wereld) -> None:
    approve(wereld)
    declareer_maart(wereld)

    with pytest.raises(actions.VerantwoordingNietMogelijk, match="veranderd sinds het akkoord"):
        close(wereld)
    approve(wereld)
    assert close(wereld).definitief_by == "controller"


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ({"by": "controller"}, "Alleen de aanbieder zelf"),
        ({"today": date(2026, 12, 31)}, "nog niet voorbij"),
        ({"sha256": "0" * 64}, "net veranderd"),
    ],
)
def test_no_agreement(wereld: Wereld, wie: dict[str, object], zin: str) -> None:
    with pytest.raises(actions.VerantwoordingNietMogelijk, match=zin):
        approve(wereld, **wie)  # type: ignore[arg-type]  # one of its own arguments

    assert Productieverantwoording.objects.count() == 0


def test_only_a_controller_closes_what_another_person_agreed_with(wereld: Wereld) -> None:
    with pytest.raises(actions.VerantwoordingNietMogelijk, match="nog niet akkoord"):
        close(wereld)
    approve(wereld)
    with pytest.raises(actions.VerantwoordingNietMogelijk, match="Alleen een controller"):
        close(wereld, by="backoffice")
    Productieverantwoording.objects.update(akkoord_persoon=wereld.users["controller"].persoon_sleutel)
    with pytest.raises(actions.VerantwoordingNietMogelijk, match="zelf akkoord"):
        close(wereld)
    with pytest.raises(IntegrityError), transaction.atomic():
        Productieverantwoording.objects.update(
            definitief_persoon=wereld.users["controller"].persoon_sleutel, definitief_at=NU
        )


def test_work_in_progress_of_what_was_begun(wereld: Wereld) -> None:
    def list_onderhanden() -> list[tuple[str, int, int, int]]:
        rijen = queries.list_onderhanden(ALDERVOORT, jaar=2026, today=date(2026, 4, 30))
        return [(r.aanbieder, r.toewijzingen, r.maanden, r.bedrag) for r in rijen]

    assert list_onderhanden() == []  # nothing was reported to have begun
    een = Toewijzing.objects.get(toewijzing_nummer="1000")
    gemeld = {"toewijzing": een, "begindatum": date(2026, 1, 1), "bericht_sleutel": "x", "gemeld_at": NU}
    Startmelding.objects.create(**gemeld)
    assert list_onderhanden() == [("Stichting Merelhof", 1, 3, 192_000)]
    Stopmelding.objects.create(**gemeld, einddatum=date(2026, 2, 28), reden_beeindiging="02")
    assert list_onderhanden() == [("Stichting Merelhof", 1, 1, 64_000)]


def test_claims_to_come_only_with_enough_months(wereld: Wereld) -> None:
    vraag = {"gemeentecode": ALDERVOORT, "jaar": 2026, "today": date(2026, 8, 2)}
    assert queries.get_nog_te_ontvangen(**vraag) is None

    for maand in range(3, 7):
        for deel, dagen in ((1, 30), (2, 60)):
            claim = declareer(
                wereld,
                create_regel(
                    referentie_nummer=f"M{maand}{deel}", volume=deel,
                    begin=date(2026, maand, 1), eind=date(2026, maand, 28),
                ),
                declaratie_nummer=f"M{maand}{deel}",
            )  # fmt: skip
            Declaratieregel.objects.filter(declaratie=claim).update(
                goedgekeurd=True, retourcodes="", toewijzing_id=1, begindatum=date(2026, maand, 1)
            )
            ontvangen = NU.replace(month=maand, day=5) + timedelta(days=dagen)
            type(claim).objects.filter(pk=claim.pk).update(ontvangen_at=ontvangen)

    uit = queries.get_nog_te_ontvangen(**vraag)
    assert uit is not None
    laatste = [(m.maand.month, m.stand.ontvangen, m.stand.verwacht) for m in uit.maanden[-2:]]
    # All months together: 126500 + 3 x 6400 = 145700 grew to 126500 + 3 x 19200 = 184100.
    assert laatste == [(6, 6_400, 1_687), (7, 0, 38_437)]
    assert uit.laag <= uit.verwacht <= uit.hoog


@pytest.mark.eis("R6.22")
def test_the_accountant_gets_one_zip_that_says_what_it_is(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["controller"])

    een, twee = (
        b"".join(client.get("/declaraties/jaarafsluiting/2026/accountant").streaming_content) for _ in "12"
    )

    assert een == twee
    assert len(get_csv(een, "grootboek.csv")) == 1 + Boeking.objects.filter(periode__year=2026).count()
    assert [rij.split(";")[13:] for rij in get_csv(een, "regels.csv")[1:]] == [
        ["64000", "ja", ""],
        ["62500", "ja", ""],
    ]
    assert "0" * 64 in get_csv(een, "berichten.csv")[1]
    assert "goedgekeurd_by" in get_csv(een, "betaalruns.csv")[0]
    assert "Jaarrekening 2026, gemeente Aldervoort" in get_csv(een, "LEESMIJ.txt")[0]
    for som in get_csv(een, "CONTROLE.txt"):
        sha256, naam = som.split("  ")
        assert hashlib.sha256(zipfile.ZipFile(io.BytesIO(een)).read(naam)).hexdigest() == sha256
    assert Inzage.objects.filter(handeling="accountantsexport gemaakt").count() == 2
    namen = zipfile.ZipFile(io.BytesIO(een)).namelist()
    assert not [naam for naam in namen if "999900018" in "".join(get_csv(een, naam))]


def test_the_pages_of_both_parties(client: Browser, wereld: Wereld) -> None:
    adres = f"/declaraties/jaarafsluiting/2026/{get_beeld(wereld).declarant.pk}"
    client.force_login(wereld.users["controller"])
    tekst = client.get("/declaraties/jaarafsluiting?jaar=2026").content.decode()
    assert ("Stichting Merelhof" in tekst, "Te weinig gegevens" in tekst, "accountant" in tekst) == (
        True,
        True,
        True,
    )
    assert "Sluit aan" in client.get(adres).content.decode()
    assert client.get(f"{adres}/bestand").content[:5] == b"%PDF-"
    assert client.get(f"{adres}/bestand?soort=xlsx").status_code == 200
    approve(wereld)
    close(wereld)
    assert "Definitief sinds" in client.get(adres).content.decode()

    client.force_login(wereld.users["aanbieder"])
    tekst = client.get("/declaraties/jaarafsluiting?jaar=2026").content.decode()
    assert ("Aldervoort" in tekst, "Kwartel" in tekst, "Onderhanden werk" in tekst) == (
        True,
        False,
        False,
    )
    client.post(adres, {"eenmalig": "k" * 32, "daad": "definitief", "inhoud": ""})
    assert client.get(f"{adres}?x").status_code == 200


def test_a_volume_of_money_reads_as_money() -> None:
    regels = (("83", 271_697), ("01", 2_600), ("04", 23))

    assert [
        actions.render_volume(Productieregel("50P2I", "2025-12", eenheid, 1, volume, 0, 0))
        for eenheid, volume in regels
    ] == ["€ 2.716,97", "2.600 minuten", "23 uur"]


def test_an_aanbieder_is_led_on_by_its_gemeenten(client: Browser, wereld: Wereld) -> None:
    client.force_login(wereld.users["aanbieder"])
    declarant = Declarant.objects.get(aanbieder_id=MERELHOF, gemeente_id=ALDERVOORT)

    tekst = client.get("/declaraties/jaarafsluiting?jaar=2026").content.decode()

    assert f'href="/declaraties/jaarafsluiting/2026/{declarant.pk}">Aldervoort</a>' in tekst
    export = client.get("/declaraties/jaarafsluiting?jaar=2026&export=csv").content.decode("utf-8-sig")
    assert export.splitlines()[1].startswith("Stichting Merelhof;Aldervoort;Wmo;640")
