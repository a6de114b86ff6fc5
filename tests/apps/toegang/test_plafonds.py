"""Ceilings where help is granted: the signal, the stop, leave to go over it; and what they leave alone."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.volle_wereld import create_open_vraag
from tests.factories.wereld import MERELHOF, NU, VANDAAG, create_toewijzing, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging.actions.plafond import Plafondwens, register_plafond
from stelsel.apps.bekostiging.models import Ontheffing, Plafond
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang import actions, queries
from stelsel.domein.toegang.levensloop import Afstemming, Wens
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

pytestmark = pytest.mark.django_db

PLAFOND = "/bekostiging/plafond"


@pytest.fixture
def wereld(settings):
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


@pytest.fixture
def vraag(wereld):
    """3 hours a week of € 64,00 with Merelhof, the first half of 2027: 27 weeks, € 5.184,00."""
    return create_open_vraag(wereld, "a", "C-2", MERELHOF, "02A01")


def _stel_in(wereld, *, actie="stop", bedrag=400_000, by="controller", **velden):
    wens = Plafondwens(
        **{
            "soort": Plafond.Soort.AANBIEDER,
            "actie": Plafond.Actie(actie),
            "wet": "wmo",
            "jaar": 2027,
            "bedrag": bedrag,
            "signaal_procent": 85,
            "vandatum": VANDAAG,
            "reden": "Besluit 12",
            "gemeente": wereld.gemeenten["9901"],
            "aanbieder": wereld.aanbieders[MERELHOF],
        }
        | velden
    )
    return register_plafond(wens, by=wereld.users[by], now=NU)


def _ken_toe(wereld, vraag):
    by = wereld.users["regisseur"]
    return actions.approve_besluit(vraag=vraag, motivering="Nodig.", by=by, today=VANDAAG, now=NU)


def _login(client, wereld, gebruiker):
    client.force_login(wereld.users[gebruiker])
    return client


@pytest.mark.eis("R3.05")
def test_stop_refuses_says_what_to_do_and_leave_opens_the_way(client, wereld, vraag):
    plafond = _stel_in(wereld)
    bedrag = queries.get_voorstel(vraag).bedrag

    with pytest.raises(actions.BesluitNietMogelijk) as fout:
        _ken_toe(wereld, vraag)

    assert bedrag == 27 * 3 * 6400
    assert fout.value.redenen == [
        f"Met deze toewijzing komt Stichting Merelhof in Aldervoort in 2027 op 130 % van het plafond van "
        f"€ 4.000,00 ({plafond.nummer}). Voor nieuwe toewijzingen geldt een stop. De cliënt houdt recht op "
        f"hulp: kies een andere aanbieder of ander aanbod. Of vraag ontheffing van het plafond voor "
        f"{vraag.nummer}."
    ]
    adres = f"{PLAFOND}/{plafond.nummer}"
    pagina = _login(client, wereld, "regisseur").get(f"/toegang/vraag/{vraag.nummer}/besluit")
    assert f"{adres}/ontheffing?kenmerk={vraag.nummer}" in pagina.content.decode()
    wens = {"kenmerk": vraag.nummer, "reden": "Wachtlijst bij anderen"}
    assert client.post(f"{adres}/ontheffing", wens | {"eenmalig": "a" * 32}).status_code == 302
    assert client.post(f"{adres}/ontheffing", wens | {"eenmalig": "b" * 32}).status_code == 400
    ontheffing = Ontheffing.objects.get()
    daad = {"daad": "toestaan", "ontheffing": ontheffing.nummer, "reden": ""}
    assert client.post(adres, daad | {"eenmalig": "c" * 32}).status_code == 400
    werk = _login(client, wereld, "controller").get("/mijn-werk").content.decode()
    assert f"{ontheffing.nummer} voor {vraag.nummer}" in werk
    assert client.post(adres, daad | {"eenmalig": "d" * 32}).status_code == 302

    besluit = _ken_toe(wereld, vraag)

    assert besluit.toewijzingen.get().aanbieder_id == MERELHOF
    soorten = Gebeurtenis.objects.filter(object_soort="plafond").order_by("pk")
    assert list(soorten.values_list("soort", flat=True)) == [
        "plafond_ingesteld", "ontheffing_gevraagd", "ontheffing_toegestaan",
    ]  # fmt: skip


@pytest.mark.eis("R3.05", "R3.06")
@pytest.mark.parametrize(
    ("velden", "woord"),
    [
        ({"actie": "signaal"}, "Het plafond raakt vol"),
        ({"bedrag": 518_400}, "Het plafond raakt vol"),  # exactly the ceiling is not over it
        ({"bedrag": 620_000}, ""),  # 84 %, below the signal
        ({"actie": "geen", "bedrag": None}, ""),
        ({"jaar": 2028}, ""),
        ({"vandatum": date(2026, 3, 17)}, ""),  # works from tomorrow
        ({"soort": Plafond.Soort.PERCEEL, "aanbieder": None, "categorie": "07"}, ""),
    ],
)
def test_granting_goes_on_where_no_stop_holds(client, wereld, vraag, velden, woord):
    _stel_in(wereld, **velden)

    tekst = _login(client, wereld, "regisseur").get(f"/toegang/vraag/{vraag.nummer}/besluit").content.decode()
    besluit = _ken_toe(wereld, vraag)

    assert ("Het plafond" in tekst, "Het plafond raakt vol" in tekst) == (bool(woord), bool(woord))
    assert besluit.toewijzingen.count() == 1


@pytest.mark.parametrize(
    "velden",
    [
        {"soort": Plafond.Soort.GEMEENTE, "aanbieder": None},
        {"soort": Plafond.Soort.PERCEEL, "aanbieder": None, "categorie": "02"},
        {"soort": Plafond.Soort.PERCEEL, "aanbieder": None, "categorie": "02", "gemeente": None,
         "by": "contractmanager"},
    ],
)  # fmt: skip
def test_gemeente_and_perceel_stop_too(wereld, vraag, velden):
    _stel_in(wereld, **velden)

    with pytest.raises(actions.BesluitNietMogelijk, match="geldt een stop"):
        _ken_toe(wereld, vraag)


def test_what_is_granted_counts_by_days_and_running_help_is_left_alone(wereld, vraag):
    # half a year in 2026 and half in 2027: 181 of 365 days of 100 dagdelen of € 41,50
    rij = create_toewijzing(
        wereld, client="C-2", agb=MERELHOF, product="07D01",
        ingangsdatum=date(2026, 7, 1), einddatum=date(2027, 6, 30),
    )  # fmt: skip
    plafond = _stel_in(wereld, bedrag=1_000)

    gebruik = queries.get_plafondgebruik(plafond)
    gewijzigd = actions.change_toewijzing(
        toewijzing=rij,
        gewenst=Wens(
            einddatum=date(2027, 12, 31),
            omvang=Omvang(200, Eenheid.DAGDEEL, Frequentie.TOTAAL),
            budget=None,
            afstemming=Afstemming.VERZOEK,
        ),
        today=VANDAAG,
        now=NU,
        by=wereld.users["regisseur"],
    )

    assert (gebruik.stand.toegekend, gebruik.zonder_bedrag) == (205_795, 0)
    assert [r.einddatum for r in gewijzigd] == [date(2027, 12, 31)]


def test_one_ceiling_at_a_time_and_ended_it_does_not_work(client, wereld, vraag):
    plafond = _stel_in(wereld)
    adres = f"{PLAFOND}/{plafond.nummer}"
    nieuw = {
        "soort": "aanbieder", "actie": "stop", "wet": "wmo", "jaar": 2027, "gemeente": "9901",
        "aanbieder": MERELHOF, "bedrag": "5000,00", "signaal_procent": 85, "vandatum": "2027-01-01",
        "reden": "Besluit 13",
    }  # fmt: skip
    _login(client, wereld, "controller")

    dubbel = client.post(f"{PLAFOND}/nieuw", nieuw | {"eenmalig": "a" * 32})
    client.post(adres, {"eenmalig": "b" * 32, "daad": "beeindigen", "reden": "Nieuw besluit"})
    daarna = client.post(f"{PLAFOND}/nieuw", nieuw | {"eenmalig": "c" * 32})

    assert dubbel.context["form"].non_field_errors() == [
        f"Hier geldt al {plafond.nummer}. Beëindig dat eerst."
    ]
    assert daarna.status_code == 302
    assert _ken_toe(wereld, vraag).toegekend


def test_page_per_role_and_nothing_of_another_gemeente(client, wereld):
    eigen = _stel_in(wereld)
    ander = _stel_in(wereld, gemeente=wereld.gemeenten["9902"], by="contractmanager", reden="Kanarie")
    mag = {
        rol: [
            _login(client, wereld, rol).get(f"{PLAFOND}{weg}").status_code
            for weg in ("", "/nieuw", f"/{eigen.nummer}", f"/{eigen.nummer}/ontheffing")
        ]
        for rol in Rol.values
    }

    makers, vragers = {"controller", "contractmanager"}, {"regisseur", "backoffice"}
    lezers = makers | vragers | {"analist", "bestuurder"}
    assert mag == {
        rol: [
            200 if rol in lezers else 403,
            200 if rol in makers else 403,
            200 if rol in lezers else 403,
            200 if rol in vragers else 403,
        ]
        for rol in Rol.values
    }
    for rol in ("controller", "regisseur"):
        assert _login(client, wereld, rol).get(f"{PLAFOND}/{ander.nummer}").status_code == 404
        assert ander.nummer not in client.get(PLAFOND).content.decode()
    assert ander.nummer in _login(client, wereld, "contractmanager").get(PLAFOND).content.decode()


def test_who_asks_leave_does_not_decide(wereld):
    plafond = _stel_in(wereld)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ontheffing.objects.create(
            nummer="OH-1", plafond=plafond, gemeente_id="9901", kenmerk="V-1", reden="-", status="toegestaan",
            gevraagd_door="R", gevraagd_persoon="r", gevraagd_at=NU, besloten_persoon="r", besloten_at=NU,
        )  # fmt: skip
