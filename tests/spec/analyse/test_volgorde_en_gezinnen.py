"""What comes first and after, households, and youth trajecten per kind."""

from datetime import date

import polars as pl
import pytest
from tests.factories.lake import create_regel, create_toewijzing, publish_rijen

from stelsel.analyse.huishoudens import compute_huishoudens
from stelsel.analyse.selectie import ALLES, Selectie
from stelsel.analyse.trajectsoorten import compute_trajectsoorten
from stelsel.analyse.volgorde import compute_volgorde
from stelsel.lake.engine import create_engine, get_rijen, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN

PEIL = date(2026, 12, 31)


def _lees(tmp_path, regels, toewijzingen=()):
    lake = publish_rijen(tmp_path / "lake", regels=regels, toewijzingen=toewijzingen)
    engine = create_engine({})
    return [get_tabel(engine, lake=lake, tabel=tabel) for tabel in (DECLARATIEREGELS, TOEWIJZINGEN)]


def _toewijzing(client, categorie, dag, **velden):
    return create_toewijzing(
        client, None, productcategorie=categorie, ingangsdatum=dag, startdatum=dag, einddatum=None, **velden
    )


@pytest.mark.eis("R1.32")
def test_first_category_and_what_follows(tmp_path):
    oud, nieuw, later = date(2024, 3, 1), date(2025, 3, 1), date(2025, 9, 1)
    regels, toewijzingen = _lees(
        tmp_path,
        [create_regel(0, 1, begindatum=date(2024, 1, 1), einddatum=date(2024, 1, 31))],
        [
            _toewijzing(0, "01", oud),
            _toewijzing(0, "02", later),
            _toewijzing(1, "01", nieuw),
            _toewijzing(1, "02", later),
            _toewijzing(2, "01", nieuw),
            _toewijzing(3, "02", nieuw),
        ],
    )

    uit = compute_volgorde(regels, toewijzingen, peildatum=PEIL, selectie=ALLES)

    assert (uit.clienten, uit.buiten) == (3, 1)
    assert [(e.categorie, e.clienten, e.alleen, e.vervolg) for e in uit.eersten] == [
        ("01", 2, 1, (("02", 1),)),
        ("02", 1, 1, ()),
    ]
    assert uit.eerst_voor == (("02", 1, "01", 1),)


def test_households_by_number_of_people_with_help(tmp_path):
    regels, _ = _lees(
        tmp_path,
        [
            create_regel(0, 100, domein="jeugd"),
            create_regel(1, 200, domein="jeugd", aanbieder="41990002"),
            create_regel(2, 300, domein="jeugd"),
            create_regel(3, 50),
            create_regel(4, 70),
            create_regel(5, 80),
        ],
    )
    clienten = get_rijen(
        regels.get_backend(),
        pl.DataFrame({"client_nr": [0, 1, 2, 3, 4], "huishouden": [7, 7, 8, 8, None]}),
    )

    uit = compute_huishoudens(regels, clienten, selectie=ALLES)

    assert [
        (g.huishoudens, g.clienten, g.bedrag, g.meer_domeinen, g.meer_aanbieders) for g in uit.groepen
    ] == [
        (2, 2, 150, 0.0, 0.0),
        (2, 4, 650, 0.5, 0.5),
    ]
    assert (uit.jeugd_met_jeugd, uit.jeugd_met_wmo) == (2 / 3, 1 / 3)


@pytest.mark.eis("R1.10")
def test_youth_trajecten_per_kind_with_the_running_apart(tmp_path):
    jeugd = {"domein": "jeugd"}
    regels, toewijzingen = _lees(
        tmp_path,
        [
            create_regel(0, 100, productcategorie="45", **jeugd),
            create_regel(0, 900, productcategorie="44", **jeugd),
            create_regel(1, 300, productcategorie="44", **jeugd),
            create_regel(2, 400, productcategorie="45", **jeugd),
            create_regel(3, 999),
        ],
        [
            create_toewijzing(0, None, stopdatum=date(2026, 2, 1), **jeugd),
            create_toewijzing(1, None, stopdatum=date(2026, 2, 1), **jeugd),
            create_toewijzing(2, None, einddatum=None, **jeugd),
            create_toewijzing(3, None),
        ],
    )

    def soorten(**keuze):
        uit = compute_trajectsoorten(regels, toewijzingen, peildatum=PEIL, selectie=Selectie(**keuze))
        return [(s.categorie, s.loopt, s.n, s.mediaan, s.p25, s.p75) for s in uit]

    assert soorten(jaar=2026) == [("44", False, 2, 650, 475, 825), ("45", True, 1, 400, 400, 400)]
    assert soorten(jaar=2020) == soorten(domeinen=frozenset({"wmo"})) == []


def test_nobody(tmp_path):
    regels, toewijzingen = _lees(tmp_path, [])
    clienten = get_rijen(
        regels.get_backend(), pl.DataFrame(schema={"client_nr": pl.Int32, "huishouden": pl.Int32})
    )

    assert compute_volgorde(regels, toewijzingen, peildatum=PEIL, selectie=ALLES).eersten == ()
    assert compute_huishoudens(regels, clienten, selectie=ALLES).groepen == ()
    assert compute_trajectsoorten(regels, toewijzingen, peildatum=PEIL, selectie=ALLES) == []
