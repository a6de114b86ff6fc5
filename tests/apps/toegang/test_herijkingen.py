"""From a fact to a task, and from a task to its outcome."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from tests.factories.wereld import (
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_besluit,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.resultaten.actions import Doelscore, register_metingen
from stelsel.apps.resultaten.models import Moment
from stelsel.apps.toegang.actions.herijkingen import (
    HerijkingNietMogelijk,
    Herijkronde,
    close_herijking,
    register_nachtronde,
)
from stelsel.apps.toegang.actions.toewijzingen import change_toewijzing
from stelsel.apps.toegang.models import Doel, Herijking, Toewijzing
from stelsel.apps.toegang.queries.herijkingen import list_antwoorden
from stelsel.apps.toegang.queries.levensloop import get_stand
from stelsel.domein.toegang.herijking import Uitkomst
from stelsel.domein.toegang.levensloop import Afstemming, Wens

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def hulp(wereld: Wereld) -> Toewijzing:
    """Help that ends in two weeks."""
    return create_toewijzing(wereld, client="C-2", product="02A01", einddatum=date(2026, 3, 31))


def _nacht(today: date = VANDAAG) -> Herijkronde:
    return register_nachtronde(today=today, now=NU)


@pytest.mark.eis("R2.32")
def test_every_night_gives_each_task_once(wereld: Wereld, hulp: Toewijzing):
    rustig = create_toewijzing(wereld, client="C-1", product="45A01")

    rondes = [_nacht(), _nacht()]

    assert rondes == [Herijkronde(1, 0, 0), Herijkronde(0, 0, 0)]
    taak = Herijking.objects.get()
    assert (taak.toewijzing_id, taak.regel, taak.versie) == (hulp.pk, "einde", "1")
    assert taak.feit == "De laatste dag van de hulp is 31-03-2026."
    assert taak.uiterste_datum == date(2026, 3, 31)
    assert rustig.pk != taak.toewijzing_id


def test_a_fact_that_goes_takes_its_task_along_and_brings_it_back(wereld: Wereld, hulp: Toewijzing):
    _nacht()

    Toewijzing.objects.filter(pk=hulp.pk).update(einddatum=date(2026, 12, 31))
    weg = _nacht()
    Toewijzing.objects.filter(pk=hulp.pk).update(einddatum=date(2026, 3, 31))
    terug = _nacht()

    assert (weg, terug) == (Herijkronde(0, 0, 1), Herijkronde(0, 1, 0))
    assert Herijking.objects.get().status == "open"


@pytest.mark.eis("R2.32")
def test_no_result_at_the_end_asks_at_once_and_a_better_score_takes_it_back(wereld: Wereld):
    hulp = create_toewijzing(wereld, client="C-2", product="02A01")
    create_besluit(wereld, toewijzing=hulp)
    doel = Doel.objects.get(vraag__besluit__toewijzingen=hulp)

    def meet(score: int) -> None:
        register_metingen(
            toewijzing=hulp,
            moment=Moment.T2,
            meetdatum=VANDAAG,
            scores=[Doelscore(doel.pk, score)],
            by=wereld.users["regisseur"],
            today=VANDAAG,
            now=NU,
        )

    meet(-1)
    eerst = Herijking.objects.get(regel="resultaat").status
    meet(0)

    assert (eerst, Herijking.objects.get(regel="resultaat").status) == ("open", "vervallen")


@pytest.mark.eis("R2.32")
def test_help_in_a_crisis_asks_whether_the_other_help_is_enough(wereld: Wereld):
    hulp = create_toewijzing(wereld, client="C-1", product="45A01")
    create_toewijzing(
        wereld,
        client="C-1",
        product="45A01",
        categorie="46",
        code="46C01",
        ingangsdatum=date(2026, 3, 10),
        einddatum=date(2026, 3, 20),
    )

    _nacht()

    assert list(Herijking.objects.values_list("toewijzing", "regel", "feit")) == [
        (hulp.pk, "crisis", "Op 10-03-2026 begon hulp bij een crisis.")
    ]


@pytest.mark.eis("R2.32")
def test_a_task_ends_in_something_that_was_done_or_in_a_reason(wereld: Wereld, hulp: Toewijzing):
    by = wereld.users["regisseur"]
    _nacht()
    taak = Herijking.objects.get()
    with pytest.raises(HerijkingNietMogelijk, match="niet gebeurd"):
        close_herijking(
            herijking=taak, uitkomst=Uitkomst.WIJZIGING, verwijzing="wijziging 1", reden="", by=by, now=NU
        )
    with pytest.raises(HerijkingNietMogelijk, match="waarom"):
        close_herijking(herijking=taak, uitkomst=Uitkomst.GELIJK, verwijzing="", reden=" ", by=by, now=NU)

    stand = get_stand(hulp)
    wens = Wens(date(2026, 9, 30), stand.omvang, None, afstemming=Afstemming.OVERLEG)
    change_toewijzing(toewijzing=hulp, gewenst=wens, today=VANDAAG, now=NU, by=by)
    [antwoord] = list_antwoorden(taak)
    close_herijking(
        herijking=taak, uitkomst=antwoord.uitkomst, verwijzing=antwoord.sleutel, reden="", by=by, now=NU
    )

    taak.refresh_from_db()
    assert (taak.status, taak.uitkomst, taak.verwijzing) == ("afgedaan", "wijziging", antwoord.sleutel)
    assert _nacht() == Herijkronde(0, 0, 0)


def test_the_database_keeps_an_outcome_without_reason_out(wereld: Wereld, hulp: Toewijzing):
    _nacht()

    with pytest.raises(IntegrityError), transaction.atomic():
        Herijking.objects.update(status="afgedaan", uitkomst="gelijk", reden="", afgesloten_at=NU)


@pytest.mark.eis("R2.32")
def test_the_regisseur_finds_the_task_with_rule_and_fact_and_closes_it(wereld: Wereld, hulp: Toewijzing):
    _nacht()
    taak = Herijking.objects.get()
    browser = Browser()
    browser.force_login(wereld.users["regisseur"])
    adres = f"/toegang/herijking/{taak.pk}"

    werk = browser.get("/mijn-werk").content.decode()
    bladzijde = browser.get(adres).content.decode()
    leeg = browser.post(adres, {"antwoord": "gelijk", "reden": "", "eenmalig": "a" * 32})
    vol = browser.post(adres, {"antwoord": "gelijk", "reden": "Blijft zo.", "eenmalig": "b" * 32})

    assert adres in werk
    assert "De laatste dag van de hulp is 31-03-2026." in bladzijde
    assert "einde, versie 1" in bladzijde
    assert (leeg.status_code, vol.status_code) == (200, 302)
    assert Herijking.objects.get().reden == "Blijft zo."


def test_looking_at_everybody_costs_as_many_statements_for_three_as_for_one(
    wereld: Wereld, hulp: Toewijzing, django_assert_num_queries
):
    _nacht()
    with django_assert_num_queries(16):
        _nacht()
    for nummer in ("C-1", "C-3"):
        create_toewijzing(wereld, client=nummer, product="02A01", agb=MERELHOF)
    _nacht()

    with django_assert_num_queries(16):
        _nacht()
