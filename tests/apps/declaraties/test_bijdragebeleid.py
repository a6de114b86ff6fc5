"""Decisions on the own contribution: amounts, exemptions, cost prices; and the CAK beside the register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.declaraties import actions, queries
from stelsel.apps.declaraties.models import Bijdragemelding, Bijdrageperiode, Bijdragetarief
from stelsel.apps.journal.models import Gebeurtenis, Inzage
from stelsel.apps.toegang.models import Client, Startmelding

D = date
OKTOBER = D(2025, 10, 6)
KOPPEN = b"Startnummer;Start;Stop\n"


@pytest.fixture
def wereld(db: None) -> Wereld:
    return create_wereld()


def begin(wereld: Wereld, dag: date = OKTOBER, **velden: Any) -> None:
    Startmelding.objects.create(
        toewijzing=create_toewijzing(wereld, **({"einddatum": None} | velden)),
        begindatum=dag,
        bericht_sleutel="WMO305 1",
        gemeld_at=NU,
    )


def change(wereld: Wereld) -> int:
    return actions.change_bijdrageregister(by=wereld.users["backoffice"], today=VANDAAG, now=NU)


def decide(wereld: Wereld, **anders: Any) -> None:
    wat: dict[str, Any] = {"vanaf": D(2024, 1, 1), "vrijgesteld": False, "kostprijs": None, "besluit": "B 1"}
    actions.register_bijdrageregel(
        product=wereld.producten["02A01"], by=wereld.users["controller"], now=NU, **(wat | anders)
    )


def get_maanden(wereld: Wereld, nummer: int = 1) -> list[tuple[int | None, str]]:
    pk = Bijdrageperiode.objects.get(start_nummer=nummer).pk
    dossier = queries.get_bijdragedossier(wereld.users["backoffice"], pk=pk, today=VANDAAG)
    assert dossier is not None
    return [(rij.bedrag, rij.reden.value) for rij in dossier.maanden]


def set_tarief(wereld: Wereld, bedrag: int, vanaf: date) -> None:
    actions.register_bijdragetarief(
        vanaf=vanaf, bedrag=bedrag, besluit="Raad 3", by=wereld.users["controller"], now=NU
    )


@pytest.mark.eis("R6.14")
def test_a_gemeente_may_ask_less_and_only_for_itself(wereld: Wereld) -> None:
    begin(wereld)
    change(wereld)
    maximum = [(2100, "tarief")] * 2  # November and December 2025
    assert get_maanden(wereld) == maximum + [(None, "onbekend")] * 3

    set_tarief(wereld, 1_500, D(2025, 12, 1))
    set_tarief(wereld, 0, D(2026, 2, 1))

    assert get_maanden(wereld) == [(2100, "tarief"), *[(1500, "tarief")] * 2, *[(0, "tarief")] * 2]
    assert queries.create_tariefvraag("9902")(D(2025, 12, 1)) == 2100
    assert Gebeurtenis.objects.filter(soort="bijdragetarief_ingevoerd").count() == 2


@pytest.mark.parametrize(
    ("vanaf", "bedrag", "zin"),
    [
        (D(2025, 1, 1), 2_101, "Het mag op die dag hoogstens € 21,00 zijn."),
        (D(2025, 1, 2), 1_900, "De bijdrage gaat per maand. Kies de eerste dag van een maand."),
    ],
)
def test_an_amount_that_cannot_be(wereld: Wereld, vanaf: date, bedrag: int, zin: str) -> None:
    with pytest.raises(actions.BijdrageNietMogelijk) as fout:
        set_tarief(wereld, bedrag, vanaf)

    assert (str(fout.value), Bijdragetarief.objects.count()) == (zin, 0)


def test_who_does_not_work_for_a_gemeente_decides_nothing(wereld: Wereld) -> None:
    for naam in ("analist", "aanbieder", "regisseur"):
        with pytest.raises(actions.BijdrageNietMogelijk):
            actions.register_bijdragetarief(
                vanaf=D(2025, 1, 1), bedrag=0, besluit="B", by=wereld.users[naam], now=NU
            )


@pytest.mark.eis("R6.13")
def test_an_exempt_product_stops_what_ran_and_never_starts(wereld: Wereld) -> None:
    begin(wereld)
    change(wereld)
    decide(wereld, vanaf=D(2026, 1, 1), vrijgesteld=True)

    assert change(wereld) == 1
    begin(wereld, D(2026, 2, 2))
    assert change(wereld) == 0

    rijen = Bijdrageperiode.objects.values_list("start_nummer", "startdatum", "stopdatum", "status")
    assert list(rijen) == [(1, D(2025, 10, 6), D(2025, 12, 31), "2")]
    meldingen = Bijdragemelding.objects.order_by("pk").values_list("status", "startdatum", "stopdatum")
    assert list(meldingen) == [("1", D(2025, 10, 6), None), ("2", D(2025, 10, 6), D(2025, 12, 31))]


@pytest.mark.eis("R6.13")
def test_a_cost_price_is_never_exceeded_and_the_latest_entry_of_a_day_holds(wereld: Wereld) -> None:
    decide(wereld, kostprijs=9_999)
    decide(wereld, kostprijs=3_000)
    begin(wereld)
    change(wereld)

    assert get_maanden(wereld)[:2] == [(2100, "tarief"), (900, "kostprijs")]


def test_a_housemate_pays_only_once(wereld: Wereld) -> None:
    begin(wereld)
    change(wereld)
    Client.objects.filter(nummer="C-1").update(
        huishouden=wereld.clienten["C-2"].huishouden, geboortedatum=D(1950, 1, 1)
    )
    begin(wereld, D(2025, 11, 3), client="C-1")
    change(wereld)

    assert get_maanden(wereld, 2)[0] == (0, "huisgenoot")
    Client.objects.update(huishouden=None)
    assert get_maanden(wereld, 2)[0] == (2100, "tarief")


def test_a_product_without_the_contribution_is_refused(wereld: Wereld) -> None:
    with pytest.raises(actions.BijdrageNietMogelijk) as fout:
        actions.register_bijdrageregel(
            product=wereld.producten["45A01"],
            vanaf=VANDAAG,
            vrijgesteld=True,
            kostprijs=None,
            besluit="B",
            by=wereld.users["backoffice"],
            now=NU,
        )

    assert str(fout.value) == "Voor dit product geldt geen eigen bijdrage."


@pytest.mark.eis("R6.02")
@pytest.mark.eis("R6.12")
def test_the_cak_beside_the_register(client: Browser, wereld: Wereld) -> None:
    begin(wereld)
    begin(wereld, D(2025, 10, 6), client="C-3")
    change(wereld)
    client.force_login(wereld.users["backoffice"])

    def upload(inhoud: bytes, sleutel: str) -> str:
        velden = {"eenmalig": sleutel * 32, "bestand": SimpleUploadedFile("cak.csv", inhoud)}
        return client.post("/declaraties/eigen-bijdrage/cak", velden, follow=True).content.decode()

    tekst = upload(KOPPEN + b"1;01-12-2025;\n8;06-10-2025;\n", "a")
    assert "Bij 2 startnummers zegt het CAK iets anders dan ons register." in tekst
    assert "Bij 1 daarvan schelen de startdatums meer dan 31 dagen" in tekst
    uitvoer = client.get("/declaraties/eigen-bijdrage/cak?export=csv").content.decode().splitlines()
    assert uitvoer[1:] == [
        "1;C-2;Andere startdatum;06-10-2025 tot nu;01-12-2025 tot nu;56",
        "8;onbekend;Alleen bij het CAK;geen;06-10-2025 tot nu;",
    ]
    tekst = upload(KOPPEN + b"1;6 oktober;\n", "b")
    assert "Regel 2: een datum moet zijn zoals 31-12-2025." in tekst
    assert "Het CAK heeft precies wat in ons register staat." in upload(KOPPEN + b"1;06-10-2025;\n", "c")
    handelingen = Inzage.objects.values_list("client_nummer", "handeling").distinct()
    assert set(handelingen) == {("C-2", "verschillen met het CAK bekeken")}


def test_the_pages_of_rules_person_and_what_was_told(client: Browser, wereld: Wereld) -> None:
    begin(wereld, einddatum=D(2026, 3, 31))
    change(wereld)
    client.force_login(wereld.users["controller"])
    regels = "/declaraties/eigen-bijdrage/regels"

    assert "Stelsel rekent daarom over 2026 geen bedragen uit." in client.get(regels).content.decode()
    invoer = {"eenmalig": "t" * 32, "vanaf": "2026-01-01", "bedrag": "19,00", "besluit": "Raad 3"}
    assert client.post(f"{regels}/tarief", invoer).status_code == 302
    product = wereld.producten["07D01"].pk
    invoer = {"eenmalig": "p" * 32, "product": product, "vanaf": "2026-01-01", "vrijgesteld": "nee"}
    assert client.post(f"{regels}/product", invoer | {"kostprijs": "", "besluit": "R"}).status_code == 302
    tekst = client.get(regels).content.decode()
    assert "hoogstens € 19,00 per huishouden per maand" in tekst
    assert "Niet getoetst" in tekst
    assert "Nee, vrijgesteld" in tekst
    pk = Bijdrageperiode.objects.get().pk
    tekst = client.get(f"/declaraties/eigen-bijdrage/{pk}").content.decode()
    assert "Samen hoogstens € 99,00" in tekst  # 2 x 21 and 3 x 19
    lijst = "/declaraties/eigen-bijdrage/meldingen?export=csv&jaar=2026&maand=2026-0"
    regels_van_maart = client.get(f"{lijst}3").content.decode().splitlines()[1:]
    assert regels_van_maart == ["16-03-2026;Nieuw;1;C-2;06-10-2025;31-03-2026"]
    assert client.get(f"{lijst}4").content.decode().splitlines()[1:] == []


def test_a_person_of_another_gemeente_is_not_found(client: Browser, wereld: Wereld) -> None:
    begin(wereld)
    change(wereld)
    pk = Bijdrageperiode.objects.get().pk
    client.force_login(wereld.users["backoffice2"])

    assert client.get(f"/declaraties/eigen-bijdrage/{pk}").status_code == 404
    assert queries.get_opgavebeeld("9902") is None
