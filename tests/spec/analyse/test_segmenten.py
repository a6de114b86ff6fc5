"""Segments by a list of the region: complexity, product groups, return, and a look ahead."""

from datetime import date, timedelta

import pytest
from tests.factories.lake import create_regel, create_toewijzing

from stelsel.analyse.deelvormen import compute_deelvormen
from stelsel.analyse.segmenten import compute_segmenten_van_domein
from stelsel.analyse.selectie import Selectie
from stelsel.analyse.vooruitblik import compute_vooruitblik
from stelsel.domein.marktschets.segmenten import get_segmentenlijst, parse_segmentenlijst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN

VAN_2026 = Selectie(jaar=2026)
WMO = {"naam": "x", "domein": "wmo", "doelgroep": "x"}


def _client(nr, huishouden=None):
    velden = dict.fromkeys(CLIENTEN.kolomnamen)
    return velden | {"client_nr": nr, "pseudoniem": f"p{nr}", "gemeente": "9901", "huishouden": huishouden}


@pytest.mark.eis("R1.06")
def test_complex_by_two_of_four_signs_and_a_segment_on_it(lees):
    """0: one product. 1: two aanbieders (one sign). 2: two products of two aanbieders. 3 and 4: one
    household, and 3 has two aanbieders. A wheelchair (11) does not count."""
    regels = [
        create_regel(0, 100), create_regel(0, 100, productcategorie="11", productcode="11A01", aanbieder="2"),
        create_regel(1, 100), create_regel(1, 100, aanbieder="41990002"),
        create_regel(2, 100), create_regel(2, 100, productcode="02A02", aanbieder="41990002"),
        create_regel(3, 100), create_regel(3, 100, aanbieder="41990002"), create_regel(4, 100),
    ]  # fmt: skip
    clienten = [_client(nr, huishouden=7 if nr > 2 else None) for nr in range(5)]
    lijst = parse_segmentenlijst(
        {
            "versie": "v",
            "niet_tellend": ["11"],
            "segment": [
                WMO | {"code": "wmo-c", "categorieen": ["02"], "tekens_vanaf": 2},
                WMO | {"code": "wmo-e", "categorieen": ["02"]},
            ],
        }
    )

    beelden = compute_segmenten_van_domein(
        lees(DECLARATIEREGELS, regels), lees(TOEWIJZINGEN, []), clienten=lees(CLIENTEN, clienten),
        peildatum=date(2026, 12, 31), selectie=VAN_2026, lijst=lijst,
    )  # fmt: skip

    assert [(b.code, b.clienten, b.complex) for b in beelden] == [("wmo-c", 2, 2), ("wmo-e", 3, 0)]


@pytest.mark.eis("R1.27")
def test_return_within_a_year_of_those_who_left(lees):
    """Twenty clients leave on 31 January 2026 after two months; five have new help on 1 June 2026, and one
    only after more than a year. 5 of 20 is 25 %."""
    weg = date(2026, 1, 31)
    hulp = []
    for nr in range(20):
        eerste = {"ingangsdatum": date(2025, 12, 1), "einddatum": weg, "stopdatum": weg}
        hulp.append(create_toewijzing(nr, 100, productcategorie="02", startdatum=date(2025, 12, 1), **eerste))
        terug = date(2026, 6, 1) if nr < 5 else date(2027, 3, 1) if nr == 5 else None
        if terug:
            later = {"ingangsdatum": terug, "startdatum": terug, "einddatum": terug + timedelta(30)}
            hulp.append(create_toewijzing(nr, 100, productcategorie="02", toewijzing=f"u{nr}", **later))

    (beeld,) = compute_segmenten_van_domein(
        lees(DECLARATIEREGELS, [create_regel(nr, 100) for nr in range(20)]), lees(TOEWIJZINGEN, hulp),
        clienten=lees(CLIENTEN, []), peildatum=date(2027, 6, 30), selectie=VAN_2026,
    )  # fmt: skip

    assert beeld.code == "wmo-1b"
    assert beeld.terugkeer is not None
    deel, laag, hoog = beeld.terugkeer
    assert deel == pytest.approx(0.25)
    assert laag < 0.25 < hoog


def test_return_is_not_told_when_too_few_were_followed_so_long(lees):
    weg = date(2026, 1, 31)
    eerste = {"ingangsdatum": date(2025, 12, 1), "einddatum": weg, "stopdatum": weg}
    hulp = [create_toewijzing(nr, 100, productcategorie="02", **eerste) for nr in range(20)]

    (beeld,) = compute_segmenten_van_domein(
        lees(DECLARATIEREGELS, [create_regel(nr, 100) for nr in range(20)]), lees(TOEWIJZINGEN, hulp),
        clienten=lees(CLIENTEN, []), peildatum=date(2026, 12, 31), selectie=VAN_2026,
    )  # fmt: skip

    assert (beeld.vertrokken, beeld.terugkeer) == (20, None)


@pytest.mark.eis("R1.38")
def test_product_groups_count_cost_once_and_a_client_in_each(lees):
    jeugd = {"domein": "jeugd"}
    regels = [
        create_regel(0, 100, productcategorie="54", productcode="54D01", **jeugd),
        create_regel(0, 200, productcategorie="54", productcode="54C01", **jeugd),
        create_regel(1, 400, productcategorie="40", productcode=None, **jeugd),
        create_regel(2, 800, productcategorie="43", productcode="43R01", **jeugd),
        create_regel(3, 999),
    ]

    beelden = compute_deelvormen(
        lees(DECLARATIEREGELS, regels), selectie=VAN_2026, lijst=get_segmentenlijst()
    )

    assert [(b.naam, b.clienten, b.bedrag) for b in beelden] == [
        ("Persoonlijke verzorging", 1, 400), ("Dyslexie", 1, 100), ("GGZ", 1, 200), ("Logeren", 0, 0),
        ("Groepsbehandeling", 0, 0), ("Begeleiding", 0, 0), ("Behandeling", 0, 0),
    ]  # fmt: skip


@pytest.mark.eis("R1.29")
def test_a_look_ahead_follows_the_inhabitants():
    """400 clients among 2,000 old inhabitants; 2,500 in two years: 500, give or take 1.96 x 20 x 5/4."""
    jaren = compute_vooruitblik(400, jaar=2025, inwoners={2024: 1_900, 2025: 2_000, 2027: 2_500})

    (over_twee,) = jaren
    assert (over_twee.jaar, over_twee.clienten, over_twee.laag, over_twee.hoog) == (2027, 500, 451, 549)
    assert compute_vooruitblik(400, jaar=2025, inwoners={2030: 5.0}) == []
