"""One household, one plan: who belongs to it, what it shows, who keeps regie, who may see it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError
from django.test import Client as Browser
from tests.factories.gezin import create_hoofd
from tests.factories.wereld import (
    ALDERVOORT,
    KWARTEL,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_besluit,
    create_client,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang.actions.gezinsplannen import (
    GezinsplanNietMogelijk,
    Regiewens,
    change_planregie,
    close_gezinsdoel,
    close_gezinslid,
    create_gezinsplan,
    register_gezinsdoel,
    register_gezinslid,
)
from stelsel.apps.toegang.models import Gezinslid, Gezinsplan, Herijking
from stelsel.apps.toegang.queries.gezinsplannen import get_gezinsbeeld
from stelsel.domein.toegang.begrippen import Leefdomein
from stelsel.domein.toegang.gezin import Doelstand, Gezinsrol, Regiesoort

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def door(wereld: Wereld) -> dict:
    return {"by": wereld.users["regisseur"], "today": VANDAAG, "now": NU}


@pytest.fixture
def plan(wereld: Wereld, door: dict) -> Gezinsplan:
    """A father with his daughter, both with help."""
    plan = create_gezinsplan(
        client=wereld.clienten["C-2"], rol=Gezinsrol.OUDER, afspraak="Wij bellen elke week.", **door
    )
    _voeg_toe(plan, wereld, "C-1", door)
    return plan


def _voeg_toe(plan: Gezinsplan, wereld: Wereld, nummer: str, door: dict, **velden) -> Gezinslid:
    gegevens = {"rol": Gezinsrol.KIND, "hoofdverblijf": True, "vanaf": VANDAAG} | velden
    return register_gezinslid(plan=plan, client=wereld.clienten[nummer], **gegevens, **door)


@pytest.mark.eis("R2.30")
def test_plan_shows_the_help_of_all_members_with_money_and_lead_at_household_level(
    wereld: Wereld, plan: Gezinsplan, door: dict
):
    jeugd = create_toewijzing(wereld, client="C-1", product="45A01")
    wmo = create_toewijzing(wereld, client="C-2", product="02A01", agb=KWARTEL)
    create_hoofd(jeugd, contactpersoon="Sam Zorgman")
    register_gezinsdoel(plan=plan, leefdomein=Leefdomein.GEZIN, tekst="Samen eten.", **door)
    wens = Regiewens(Regiesoort.TWEEDE_LIJN, "Lot Leidraad", MERELHOF)
    change_planregie(plan=plan, wens=wens, vanaf=VANDAAG, **door)

    beeld = get_gezinsbeeld(plan, today=VANDAAG)

    # 40 hours at € 86,25, and 52,14 weeks of 3 hours at € 62,50, both as granted.
    assert [regel.toewijzing.pk for regel in beeld.hulp] == [wmo.pk, jeugd.pk]
    assert dict(beeld.budget.per_wet)["Jeugdwet"] == 345_000
    assert beeld.budget.totaal == sum(bedrag for _, bedrag in beeld.budget.per_aanbieder)
    assert beeld.regie["tweede_lijn"].aanbieder_id == MERELHOF
    assert beeld.hulp[1].hoofd.contactpersoon == "Sam Zorgman"
    assert [doel.tekst for doel in beeld.doelen] == ["Samen eten."]


@pytest.mark.eis("R2.30")
def test_page_and_file_tell_the_plan_and_log_who_looked(wereld: Wereld, plan: Gezinsplan, browser_van):
    create_hoofd(create_toewijzing(wereld, client="C-1", product="45A01"))
    browser = browser_van("regisseur")

    bladzijde = browser.get(f"/toegang/gezinsplan/{plan.nummer}").content.decode()
    bestand = browser.get(f"/toegang/gezinsplan/{plan.nummer}?export=csv").content.decode()

    assert "Noor Zilverlinde" in bladzijde
    assert "Zo is dit berekend" in bladzijde
    assert bestand.splitlines()[1].split(";")[:6] == [
        *("Noor Zilverlinde", "Jeugdwet", "Ambulante hulp, kort", "Stichting Merelhof"),
        *("Stichting Merelhof", "Sam Zorgman"),
    ]
    gezien = Inzage.objects.filter(handeling="Gezinsplan bekeken").values_list("client_nummer", flat=True)
    assert sorted(set(gezien)) == ["C-1", "C-2"]


@pytest.mark.eis("R2.30")
@pytest.mark.parametrize(
    "wie", ["regisseur2", "backoffice2", "aanbieder", "inwoner", "controller", "analist"]
)
def test_nobody_else_reads_a_plan(plan: Gezinsplan, browser_van, wie: str):
    assert browser_van(wie).get(f"/toegang/gezinsplan/{plan.nummer}").status_code in (403, 404)
    assert browser_van("regisseur").get(f"/toegang/gezinsplan/{plan.nummer}").status_code == 200


def test_a_child_with_two_homes_is_in_two_plans_and_neither_shows_the_other(
    wereld: Wereld, plan: Gezinsplan, door: dict
):
    ander_huis = create_client(
        nummer="C-9", gemeente=wereld.gemeenten[ALDERVOORT], volgnummer=9, geslachtsnaam="Ververweg"
    )
    wereld.clienten["C-9"] = ander_huis
    create_toewijzing(wereld, client="C-9", product="02A01")
    tweede = create_gezinsplan(client=ander_huis, rol=Gezinsrol.OUDER, afspraak="", **door)

    with pytest.raises(GezinsplanNietMogelijk):
        _voeg_toe(tweede, wereld, "C-1", door)
    _voeg_toe(tweede, wereld, "C-1", door, hoofdverblijf=False)

    eerste_beeld, tweede_beeld = (get_gezinsbeeld(p, today=VANDAAG) for p in (plan, tweede))
    assert [regel.toewijzing.client.nummer for regel in eerste_beeld.hulp] == []
    assert [regel.toewijzing.client.nummer for regel in tweede_beeld.hulp] == ["C-9"]
    assert eerste_beeld.elders == {wereld.clienten["C-1"].pk}


def test_somebody_of_another_gemeente_cannot_be_added(wereld: Wereld, plan: Gezinsplan, door: dict):
    with pytest.raises(GezinsplanNietMogelijk, match="andere gemeente"):
        _voeg_toe(plan, wereld, "C-3", door)


def test_the_database_allows_one_main_home_and_one_open_plan(wereld: Wereld, plan: Gezinsplan, door: dict):
    with pytest.raises(IntegrityError):
        Gezinslid.objects.create(
            plan=plan,
            client=wereld.clienten["C-1"],
            rol="kind",
            vanaf=VANDAAG,
            vastgelegd_by="x",
            vastgelegd_at=NU,
        )


def test_a_plan_is_made_once(wereld: Wereld, plan: Gezinsplan, door: dict):
    with pytest.raises(GezinsplanNietMogelijk, match=plan.nummer):
        create_gezinsplan(client=wereld.clienten["C-2"], rol=Gezinsrol.OUDER, afspraak="", **door)


@pytest.mark.eis("R2.33")
def test_regie_on_the_whole_stays_with_the_local_team_and_on_specialist_help_with_one_aanbieder(
    wereld: Wereld, plan: Gezinsplan, door: dict
):
    create_toewijzing(wereld, client="C-1", product="45A01")
    wens = Regiewens(Regiesoort.TWEEDE_LIJN, "Lot Leidraad", MERELHOF)

    change_planregie(plan=plan, wens=wens, vanaf=VANDAAG, **door)
    change_planregie(
        plan=plan,
        wens=Regiewens(Regiesoort.TWEEDE_LIJN, "Bo Ander", MERELHOF),
        vanaf=date(2026, 4, 1),
        **door,
    )

    regies = [(r.soort, r.contactpersoon, r.vanaf, r.tot) for r in plan.regies.order_by("vanaf", "pk")]
    assert regies == [
        ("totaal", "Regisseur", VANDAAG, None),
        ("tweede_lijn", "Lot Leidraad", VANDAAG, date(2026, 3, 31)),
        ("tweede_lijn", "Bo Ander", date(2026, 4, 1), None),
    ]
    with pytest.raises(GezinsplanNietMogelijk, match="helpt nu niemand"):
        change_planregie(
            plan=plan,
            wens=Regiewens(Regiesoort.TWEEDE_LIJN, "Kim", KWARTEL),
            vanaf=date(2026, 5, 1),
            **door,
        )


@pytest.mark.eis("R2.31")
def test_who_is_18_has_help_under_two_laws_each_with_its_own_messages_and_one_plan(
    wereld: Wereld, plan: Gezinsplan, browser_van
):
    jongere = wereld.clienten["C-1"]
    jongere.geboortedatum = date(2008, 2, 1)
    jongere.save(update_fields=["geboortedatum"])
    rijen = [
        create_toewijzing(wereld, client="C-1", product="45A01"),
        create_toewijzing(wereld, client="C-1", product="02A01"),
    ]

    beeld = get_gezinsbeeld(plan, today=VANDAAG)
    bladzijde = browser_van("regisseur").get(f"/toegang/gezinsplan/{plan.nummer}").content.decode()

    assert [rij.wet for rij in rijen] == ["jw", "wmo"]
    assert sorted(regel.wet for regel in beeld.hulp) == ["Jeugdwet", "Wmo"]
    assert beeld.samenloop
    assert "Jeugdwet en Wmo tegelijk" in bladzijde


@pytest.mark.eis("R2.32")
def test_a_change_of_goal_or_household_asks_at_once_to_look_again(
    wereld: Wereld, plan: Gezinsplan, door: dict
):
    rij = create_toewijzing(wereld, client="C-1", product="45A01", einddatum=date(2027, 12, 31))
    create_besluit(wereld, toewijzing=rij)
    later = door | {"today": date(2026, 3, 20)}

    register_gezinsdoel(plan=plan, leefdomein=Leefdomein.GEZIN, tekst="Samen eten.", **later)
    vader = Gezinslid.objects.get(plan=plan, client=wereld.clienten["C-2"])
    close_gezinslid(lid=vader, tot=date(2026, 3, 19), **later)
    regels = sorted(Herijking.objects.filter(toewijzing=rij).values_list("regel", "feit"))
    close_gezinsdoel(doel=plan.doelen.get(), stand=Doelstand.BEREIKT, **later)

    assert regels == [
        ("doel", "Op 20-03-2026 kreeg het gezinsplan een nieuw doel."),
        ("huishouden", "Op 19-03-2026 ging er iemand weg uit huis."),
    ]
    nieuw = "Op 20-03-2026 kreeg het gezinsplan een nieuw doel."
    assert Herijking.objects.get(feit=nieuw).status == "vervallen"
    bereikt = "Op 20-03-2026 is een doel van het gezinsplan afgesloten: bereikt."
    assert Herijking.objects.get(feit=bereikt).status == "open"


@pytest.fixture
def browser_van(wereld: Wereld):
    def open_browser(naam: str) -> Browser:
        browser = Browser()
        browser.force_login(wereld.users[naam])
        return browser

    return open_browser
