"""A version of the catalogue beside the claims in the lake, with truths that the rows hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.test import Client as Browser
from tests.factories.lake import create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import NU, VANDAAG, Wereld, create_wereld

from stelsel.analyse.profielen.groepsdekking import compute_gezinsbeeld, compute_groepsdekking
from stelsel.apps.accounts.models import User
from stelsel.apps.profielen import actions, queries
from stelsel.apps.profielen.models import Catalogusversie, Product, Profiel
from stelsel.domein.profielen.catalogus import Clientgroep
from stelsel.domein.profielen.referentie import get_referentie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vaste_dag(settings) -> None:
    settings.STELSEL_VANDAAG = VANDAAG


@pytest.fixture
def versie(tmp_path: Path, settings) -> Catalogusversie:
    """Of P1 Perspectief 40 clients of 2025 of 10 to 49 hours; one not ended, one by result, one old."""
    settings.STELSEL_LAKE = tmp_path / "lake"
    wereld = create_wereld()
    versie = register(wereld)
    profiel = Profiel.objects.get(code="P1")
    for code, eenheid in (("45P1P", "04"), ("50P1P", "83")):
        Product.objects.create(
            wet="jw", categorie="45", code=code, naam=code, eenheid=eenheid, profiel=profiel,
            intensiteit="Perspectief",
        )  # fmt: skip
    regels = [create_uren(nr, 10 + nr) for nr in range(40)]
    regels += [
        create_uren(40, 900),
        create_uren(41, 1, code="50P1P", eenheid="83"),
        create_uren(42, 7, code="54C01"),
    ]
    toewijzingen = [create_hulp(nr) for nr in range(40)] + [create_hulp(40, stopdatum=None)]
    publish_rijen(settings.STELSEL_LAKE, regels=regels, toewijzingen=toewijzingen)
    return versie


def register(wereld: Wereld) -> Catalogusversie:
    kop = actions.Cataloguskop(naam="Jeugd 2027", wet="jw", vanaf=date(2027, 1, 1))
    inhoud = get_referentie("westfriesland").catalogus
    return actions.register_catalogus(inhoud, kop=kop, by=wereld.users["contractmanager"], now=NU)


def create_uren(nr: int, volume: int, *, code: str = "45P1P", eenheid: str = "04"):
    dag = date(2025, 2, 1)
    return create_regel(
        nr, 8_000 * volume, domein="jeugd", productcategorie="45", productcode=code, volume=volume,
        eenheid=eenheid, begindatum=dag, einddatum=dag,
    )  # fmt: skip


def create_hulp(nr: int, *, stopdatum: date | None = date(2025, 8, 1)):
    return create_toewijzing(
        nr, None, domein="jeugd", productcode="45P1P", ingangsdatum=date(2025, 2, 1), stopdatum=stopdatum
    )


def login(naam: str) -> Browser:
    browser = Browser()
    gebruiker = User.objects.get(username=naam)
    browser.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.eis("R2.20")
def test_the_proposal_is_that_of_the_hours_that_were_whole(versie: Catalogusversie) -> None:
    (band,) = queries.get_gegevensbeeld(versie, jaar=2025, today=VANDAAG).uitkomst.banden

    uren = pl.Series(range(10, 50))
    assert (band.cel, band.clienten) == ("P1 Perspectief", 40)
    assert [band.p10 / 60, band.p50 / 60, band.p90 / 60] == [
        pytest.approx(uren.quantile(q, "linear")) for q in (0.1, 0.5, 0.9)
    ]
    assert band.binnen == sum(1026 <= 60 * uur <= 1710 for uur in uren)


@pytest.mark.eis("R2.15")
def test_codes_before_and_after(versie: Catalogusversie) -> None:
    beeld = queries.get_gegevensbeeld(versie, jaar=2025, today=VANDAAG)

    assert beeld.uitkomst.codes == ((2025, 3, 2),)
    assert beeld.catalogus.cellen == 26


@pytest.mark.eis("R2.16", "R2.21")
def test_groups_with_the_share_covered() -> None:
    cellen = pl.DataFrame({"client_nr": [0, 1, 2, 3], "profiel": ["P1", "P1", "P7", "P2"]})
    alle = pl.DataFrame({"client_nr": range(6), "geboortejaar": [2015, 2014, 2013, 2005, 2015, None]})
    groep = Clientgroep("G1", "Kinderen", "Rust", "gegevens", (4, 12), (), ("P1", "P2"))

    (dekking,) = compute_groepsdekking(cellen, alle=alle, groepen=[groep], jaar=2025)

    assert (dekking.clienten, dekking.met_profiel, dekking.past) == (4, 3, 2)
    assert dekking.dekking == pytest.approx(2 / 3)
    assert (dekking.meeste, dekking.meeste_clienten) == ("P1", 2)
    assert compute_groepsdekking(cellen, alle=alle[:0], groepen=[groep], jaar=2025)[0].dekking is None


def test_households_and_two_laws() -> None:
    cellen = pl.DataFrame({"client_nr": [0, 1, 2, 3, 4, 5], "profiel": ["P1", "P7", "P2", "P2", "P1", "P8"]})
    alle = pl.DataFrame({"client_nr": range(6), "huishouden": [10, 10, 20, 20, 30, None]})
    wetten = {"jeugd": pl.Series([0, 1, 2, 3]), "wmo": pl.Series([3, 4])}

    beeld = compute_gezinsbeeld(cellen, alle=alle, wetten=wetten)

    assert (beeld.een, beeld.zelfde, beeld.anders) == (1, 1, 1)
    assert beeld.combinaties == ((("P1", "P7"), 1),)
    assert (beeld.twee_wetten, beeld.clienten) == (1, 5)


def test_page_and_file_with_few_clients_hidden(versie: Catalogusversie) -> None:
    browser = login("analist")
    adres = f"/profielen/catalogus/{versie.nummer}/gegevens"

    pagina = browser.get(adres)
    tabellen = {tabel.naam: tabel for tabel, _ in pagina.context["tabellen"]}
    csv = browser.get(adres, {"tabel": "gezinnen", "export": "csv"}).content.decode()

    assert tabellen["urenbanden"].rijen == [
        ("P1 Perspectief", "17 tot 28 uur", 40, 11 / 40, "30 uur", "14 tot 45 uur")
    ]
    assert tabellen["codes"].rijen == [("2025", 3, 2, 1)]
    assert "niet getoond" in csv
    assert login("contractmanager").get(adres).status_code == 403


def test_without_data_the_page_says_so(tmp_path: Path, settings) -> None:
    settings.STELSEL_LAKE = tmp_path / "leeg"
    versie = register(create_wereld())

    pagina = login("analist").get(f"/profielen/catalogus/{versie.nummer}/gegevens")

    assert "Er zijn nog geen gegevens" in pagina.content.decode()
