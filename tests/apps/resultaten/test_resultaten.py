"""Measuring goals, and the outcomes of an aanbieder without persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.test import Client as Browser
from tests.factories.wereld import (
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

from stelsel.apps.journal.models import Gebeurtenis, Inzage
from stelsel.apps.resultaten import actions, queries
from stelsel.apps.resultaten.models import Meting, Moment
from stelsel.apps.resultaten.panels import list_eindscores
from stelsel.apps.resultaten.permissions import Handeling, mag
from stelsel.apps.resultaten.publish import publish_resultaten
from stelsel.apps.toegang.actions import (
    Achteruitgang,
    register_start,
    register_stop,
    register_verwachting,
)
from stelsel.apps.toegang.models import Doel, Toewijzing
from stelsel.apps.toegang.queries import list_doelen
from stelsel.domein.onthulling.norm import EIGEN, Uitgave, get_norm
from stelsel.lake.opslag import Lake
from stelsel.lake.pseudoniem import Pseudonimiseerder
from stelsel.lake.tabellen import RESULTATEN

pytestmark = pytest.mark.django_db
NORM = get_norm(Uitgave.BINNEN, peildatum=VANDAAG)


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def login(wereld: Wereld, naam: str) -> Browser:
    browser = Browser()
    browser.force_login(wereld.users[naam], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def create_traject(wereld: Wereld, *, client: str = "C-2", doelen: int = 1, **velden: object) -> Toewijzing:
    """An allocation with goals that has started and stopped."""
    toewijzing = create_toewijzing(wereld, client=client, **velden)
    create_besluit(wereld, toewijzing=toewijzing, doelen=doelen)
    register_start(toewijzing=toewijzing, begindatum=date(2026, 1, 5), bericht_sleutel="s", now=NU)
    register_stop(
        toewijzing=toewijzing,
        begindatum=date(2026, 1, 5),
        einddatum=date(2026, 3, 1),
        reden_beeindiging="19",
        bericht_sleutel="t",
        now=NU,
    )
    return toewijzing


def meet(
    wereld: Wereld, toewijzing: Toewijzing, moment: Moment, score: int | None, **velden: str
) -> list[Meting]:
    scores = [actions.Doelscore(doel.pk, score, **velden) for doel in list_doelen(toewijzing)]
    return actions.register_metingen(
        toewijzing=toewijzing,
        moment=moment,
        meetdatum=date(2026, 1, 10) if moment is Moment.T1 else date(2026, 3, 2),
        scores=scores,
        by=wereld.users["aanbieder"],
        today=VANDAAG,
        now=NU,
    )


def create_clienten(wereld: Wereld, aantal: int, *, t2: int) -> None:
    """So many clients of Merelhof in Aldervoort, each with one goal from -1 to `t2`."""
    for nummer in range(aantal):
        sleutel = f"X-{nummer}"
        wereld.clienten[sleutel] = create_client(
            nummer=sleutel, gemeente=wereld.gemeenten["9901"], volgnummer=100 + nummer
        )
        traject = create_traject(wereld, client=sleutel)
        meet(wereld, traject, Moment.T1, -1)
        meet(wereld, traject, Moment.T2, t2)


@pytest.mark.eis("R7.08", "R7.09")
def test_register_metingen_same_goal_at_start_and_end(wereld: Wereld) -> None:
    traject = create_traject(wereld, doelen=2)

    meet(wereld, traject, Moment.T1, -1)
    meet(wereld, traject, Moment.T2, 1)

    doelen = [doel.pk for doel in list_doelen(traject)]
    assert sorted(Meting.objects.values_list("doel_id", "moment", "score")) == sorted(
        (doel, moment, score) for doel in doelen for moment, score in (("T1", -1), ("T2", 1))
    )


def test_register_metingen_again_replaces_and_journal_keeps(wereld: Wereld) -> None:
    traject = create_traject(wereld)

    meet(wereld, traject, Moment.T2, 1)
    meet(wereld, traject, Moment.T2, 0)

    assert list(Meting.objects.values_list("score", flat=True)) == [0]
    assert [g.data["vorige"] for g in Gebeurtenis.objects.filter(soort="doel_gemeten").order_by("pk")] == [
        None,
        1,
    ]


@pytest.mark.parametrize(
    ("score", "meetdatum", "reden"),
    [
        pytest.param(0, date(2026, 3, 17), "De dag van de meting ligt na vandaag.", id="morgen"),
        pytest.param(3, date(2026, 3, 2), "Een score loopt van -2 tot en met 2.", id="buiten de schaal"),
        pytest.param(
            None,
            date(2026, 3, 2),
            "Geef elk doel een score, of schrijf op waarom het niet te meten is.",
            id="leeg",
        ),
        pytest.param(0, date(2026, 1, 9), "De meting T1 is van later: 10-01-2026.", id="voor T1"),
    ],
)
def test_register_metingen_refused(wereld: Wereld, score: int | None, meetdatum: date, reden: str) -> None:
    traject = create_traject(wereld)
    meet(wereld, traject, Moment.T1, -1)
    [doel] = list_doelen(traject)

    with pytest.raises(actions.MetingNietMogelijk, match=f"^{reden}$"):
        actions.register_metingen(
            toewijzing=traject,
            moment=Moment.T2,
            meetdatum=meetdatum,
            scores=[actions.Doelscore(doel.pk, score)],
            by=wereld.users["regisseur"],
            today=VANDAAG,
            now=NU,
        )


def test_register_metingen_goal_of_somebody_else(wereld: Wereld) -> None:
    eigen, ander = create_traject(wereld), create_traject(wereld, client="C-3")
    [doel] = list_doelen(ander)

    with pytest.raises(actions.MetingNietMogelijk):
        actions.register_metingen(
            toewijzing=eigen,
            moment=Moment.T1,
            meetdatum=VANDAAG,
            scores=[actions.Doelscore(doel.pk, 0)],
            by=wereld.users["regisseur"],
            today=VANDAAG,
            now=NU,
        )


@pytest.mark.eis("R7.07", "R7.12")
@pytest.mark.parametrize(("aantal", "zichtbaar"), [(9, False), (10, True), (11, True)])
def test_outcomes_only_from_the_threshold_of_clients(wereld: Wereld, aantal: int, zichtbaar: bool) -> None:
    create_clienten(wereld, aantal, t2=0)

    [uitkomst] = queries.list_uitkomsten(norm=NORM, today=VANDAAG)

    assert (uitkomst.agb, uitkomst.beeld.clienten) == (MERELHOF, aantal if zichtbaar else None)
    assert (uitkomst.beeld.einde is not None) is zichtbaar


@pytest.mark.eis("R7.07", "R7.10")
def test_outcomes_in_figures(wereld: Wereld) -> None:
    create_clienten(wereld, 10, t2=1)
    niet_gemeten = create_traject(wereld, client="C-2")
    meet(wereld, niet_gemeten, Moment.T1, None, niet_meetbaar="Cliënt was ziek")
    create_traject(wereld, client="C-3")

    [uitkomst] = queries.list_uitkomsten(norm=NORM, today=VANDAAG)

    beeld, einde = uitkomst.beeld, uitkomst.beeld.einde
    assert (beeld.clienten, beeld.doelen, beeld.niet_meetbaar) == (12, 12, None)
    assert (beeld.dekking_t1, beeld.dekking_t2) == (0.909, 0.909)
    assert (einde.clienten, einde.gemeten, einde.behaald, einde.aandeel, einde.verandering) == (
        10, 10, 10, 1.0, 2.0,
    )  # fmt: skip
    assert einde.tussen == (0.722, 1.0)
    assert dict(einde.verdeling) == {-2: None, -1: None, 0: None, 1: None, 2: None}


@pytest.mark.parametrize(
    ("naam", "bestand"),
    [("contractmanager", "resultaten-intern.csv"), ("bestuurder", "resultaten-openbaar.csv")],
)
def test_list_in_an_order_and_as_a_file_for_whom_it_is(wereld: Wereld, naam: str, bestand: str) -> None:
    create_clienten(wereld, 10, t2=0)
    create_traject(wereld, client="C-2", agb=KWARTEL)
    browser = login(wereld, naam)

    lijst = browser.get("/resultaten", {"sorteer": "-clienten"}).content.decode()
    csv = browser.get("/resultaten", {"export": "csv"})

    assert lijst.index("Merelhof") < lijst.index("minder dan 10")
    assert bestand in csv["Content-Disposition"]
    # ten clients are enough inside, and too few for the council
    assert ("100 %" in csv.content.decode()) is (naam == "contractmanager")


@pytest.mark.eis("R7.12")
def test_page_of_aanbieder_holds_no_person(wereld: Wereld) -> None:
    create_clienten(wereld, 10, t2=0)

    antwoord = login(wereld, "contractmanager").get(f"/resultaten/aanbieder/{MERELHOF}")

    tekst = antwoord.content.decode()
    personen = [
        c for c in wereld.clienten.values() if c.nummer in tekst or c.geslachtsnaam in tekst or c.bsn in tekst
    ]
    assert (antwoord.status_code, personen) == (200, [])
    assert "100,0 % van de gemeten doelen is bereikt" in tekst
    assert Inzage.objects.count() == 0


@pytest.mark.parametrize(
    ("naam", "eigen", "ander", "lijst", "doelen"),
    [
        ("regisseur", 200, 200, 200, 200),
        ("contractmanager", 200, 200, 200, 403),
        ("analist", 200, 200, 200, 403),
        ("bestuurder", 200, 200, 200, 403),
        ("aanbieder", 200, 404, 200, 200),
        ("aanbieder2", 404, 200, 200, 404),
        ("regisseur2", 200, 200, 200, 404),
        ("backoffice", 403, 403, 403, 403),
        ("controller", 403, 403, 403, 403),
        ("inwoner", 403, 403, 403, 403),
        ("beheerder", 403, 403, 403, 403),
    ],
)
def test_pages_per_role(wereld: Wereld, naam: str, eigen: int, ander: int, lijst: int, doelen: int) -> None:
    traject = create_traject(wereld)
    browser = login(wereld, naam)

    adressen = (
        f"/resultaten/aanbieder/{MERELHOF}",
        f"/resultaten/aanbieder/{KWARTEL}",
        "/resultaten",
        f"/resultaten/toewijzing/{traject.pk}",
        f"/resultaten/toewijzing/{traject.pk}/T1",
    )
    assert [browser.get(adres).status_code for adres in adressen] == [eigen, ander, lijst, doelen, doelen]


@pytest.mark.eis("R7.49")
def test_measure_by_hand_and_the_look_is_logged(wereld: Wereld) -> None:
    traject = create_traject(wereld)
    [doel] = list_doelen(traject)
    browser = login(wereld, "aanbieder")
    adres = f"/resultaten/toewijzing/{traject.pk}/T2"

    browser.get(adres)
    antwoord = browser.post(
        adres, {"meetdatum": "2026-03-02", f"score_{doel.pk}": "1", f"woorden_{doel.pk}": "Kookt weer."}
    )

    assert antwoord.url == f"/resultaten/toewijzing/{traject.pk}"
    assert list(Meting.objects.values_list("moment", "score", "toelichting")) == [("T2", 1, "Kookt weer.")]
    assert list(Inzage.objects.values_list("client_nummer", "actor")) == [("C-2", "aanbieder")]


def test_moment_that_does_not_exist(wereld: Wereld) -> None:
    traject = create_traject(wereld)

    assert login(wereld, "regisseur").get(f"/resultaten/toewijzing/{traject.pk}/T9").status_code == 404


@pytest.mark.eis("R7.08")
@pytest.mark.parametrize(
    ("dagen", "aantal"), [pytest.param(27, 0, id="nog niet"), pytest.param(28, 1, id="vanaf de termijn")]
)
def test_goals_to_measure_after_the_term(wereld: Wereld, dagen: int, aantal: int) -> None:
    toewijzing = create_toewijzing(wereld)
    create_besluit(wereld, toewijzing=toewijzing)
    register_start(
        toewijzing=toewijzing, begindatum=VANDAAG - timedelta(days=dagen), bericht_sleutel="s", now=NU
    )

    assert queries.list_te_meten(wereld.users["regisseur"], today=VANDAAG).count() == aantal


def test_publish_resultaten(wereld: Wereld, tmp_path: Path) -> None:
    meet(wereld, create_traject(wereld), Moment.T1, -1)
    lake = Lake(tmp_path)

    aantal = publish_resultaten(lake=lake, pseudonimiseerder=Pseudonimiseerder(b"k" * 32), today=VANDAAG)

    assert aantal == 1
    assert lake.scan(RESULTATEN).collect().rows() == [
        (0, "9901", MERELHOF, "wmo", "W1", "T1", date(2026, 1, 10), -1, 1, "behouden", 0)
    ]


def expect(wereld: Wereld, toewijzing: Toewijzing, *, dag: date) -> None:
    """Two steps down between the two measurements, recorded on `dag`."""
    [doel] = list_doelen(toewijzing)
    register_verwachting(
        doel=doel,
        achteruitgang=Achteruitgang(2, date(2026, 1, 10), date(2026, 3, 2), "arts", dag, "Volgens de arts."),
        by=wereld.users["regisseur"],
        today=dag,
        now=NU,
    )


@pytest.mark.eis("R2.03")
@pytest.mark.parametrize(
    ("dag", "woord", "bereikt", "daling"),
    [
        pytest.param(date(2026, 1, 5), "Zoals verwacht", 1, 200, id="recorded before"),
        pytest.param(date(2026, 3, 3), "Slechter dan verwacht", 0, 0, id="recorded afterwards"),
        pytest.param(None, "Slechter dan verwacht", 0, 0, id="never recorded"),
    ],
)
def test_expected_decline_is_no_failure(
    wereld: Wereld, tmp_path: Path, dag: date | None, woord: str, bereikt: int, daling: int
) -> None:
    toewijzing = create_traject(wereld)
    if dag is not None:
        expect(wereld, toewijzing, dag=dag)
    meet(wereld, toewijzing, Moment.T1, 0)
    meet(wereld, toewijzing, Moment.T2, -2)
    lake = Lake(tmp_path)

    [uitkomst] = queries.list_uitkomsten(norm=EIGEN, today=VANDAAG)
    tekst = login(wereld, "regisseur").get(f"/resultaten/toewijzing/{toewijzing.pk}").content.decode()
    publish_resultaten(lake=lake, pseudonimiseerder=Pseudonimiseerder(b"k" * 32), today=VANDAAG)

    assert uitkomst.beeld.einde is not None
    assert (uitkomst.beeld.einde.behaald, uitkomst.beeld.einde.gemeten) == (bereikt, 1)
    assert woord in tekst
    assert list_eindscores([toewijzing.pk])[toewijzing.pk] == (date(2026, 3, 2), (bereikt - 1,))
    kolommen = lake.scan(RESULTATEN).select("moment", "richting", "daling").collect()
    assert kolommen.rows() == [("T1", "behouden", 0), ("T2", "behouden", daling)]


@pytest.mark.eis("R2.02")
def test_what_stays_is_reached_when_it_was_to_stay(wereld: Wereld) -> None:
    for client in ("C-1", "C-2"):
        traject = create_traject(wereld, client=client, toewijzing_nummer=client[-1])
        meet(wereld, traject, Moment.T1, -1)
        meet(wereld, traject, Moment.T2, -1)
    [beter, _] = Doel.objects.order_by("pk")
    Doel.objects.filter(pk=beter.pk).update(richting="verbeteren")

    [uitkomst] = queries.list_uitkomsten(norm=EIGEN, today=VANDAAG)

    assert uitkomst.beeld.einde is not None
    assert (uitkomst.beeld.einde.behaald, uitkomst.beeld.einde.gemeten) == (1, 2)


def test_files_of_the_first_version_read_as_empty(tmp_path: Path) -> None:
    oud = replace(RESULTATEN, kolommen=RESULTATEN.kolommen[:-2], versie=1)
    rij = (0, "9901", MERELHOF, "wmo", "W1", "T1", date(2026, 1, 10), -1, 1)
    lake = Lake(tmp_path)
    with lake.publish(bron="resultaten", momentopname="oud", gegevens_tm=VANDAAG) as publicatie:
        publicatie.write(oud, pl.DataFrame([rij], schema=list(oud.kolomnamen), orient="row"))

    assert lake.scan(RESULTATEN).collect().rows() == [(*rij, None, None)]


def test_permissions_table(wereld: Wereld) -> None:
    mogen = {h: {naam for naam, user in wereld.users.items() if mag(user, h)} for h in Handeling}

    meters = {"regisseur", "regisseur2", "aanbieder", "aanbieder2"}
    assert mogen == {
        Handeling.METEN: meters,
        Handeling.METINGEN_LEZEN: meters,
        Handeling.UITKOMSTEN_LEZEN: meters | {"contractmanager", "analist", "bestuurder"},
    }
