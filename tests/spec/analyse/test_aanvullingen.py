"""Help beside a profile is counted apart from all other help."""

import pytest
from tests.factories.lake import create_regel, publish_rijen

from stelsel.analyse.aanvullingen import Aanvullingsgebruik, compute_aanvullingen
from stelsel.analyse.selectie import ALLES
from stelsel.lake.engine import create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS

SOORTEN = {"42V01": "Vervoer", "08A01": "Vervoer", "46C01": "Acute hulp en crisis"}


def _lees(tmp_path, regels):
    lake = publish_rijen(tmp_path / "lake", regels=regels)
    return get_tabel(create_engine({}), lake=lake, tabel=DECLARATIEREGELS)


@pytest.mark.eis("R2.27")
def test_each_kind_with_its_clients_and_cost_and_who_has_no_other_help(tmp_path):
    regels = _lees(
        tmp_path,
        [
            create_regel(1, 10_000, productcode="45A01"),
            create_regel(1, 500, productcode="42V01"),
            create_regel(1, 300, productcode="08A01"),
            create_regel(2, 700, productcode="42V01"),
            create_regel(3, 4_000, productcode="46C01"),
            create_regel(4, 2_000, productcode="02A01"),
        ],
    )

    uit = compute_aanvullingen(regels, soort_van_code=SOORTEN, selectie=ALLES)

    assert uit == [
        Aanvullingsgebruik("Acute hulp en crisis", 1, 4_000, 1),
        Aanvullingsgebruik("Vervoer", 2, 1_500, 1),
        Aanvullingsgebruik("Alle andere hulp", 2, 12_000, 0),
    ]


def test_without_additions_there_is_nothing_to_tell(tmp_path):
    regels = _lees(tmp_path, [create_regel(1, 10_000, productcode="45A01")])

    assert compute_aanvullingen(regels, soort_van_code=SOORTEN, selectie=ALLES) == []
    assert compute_aanvullingen(regels, soort_van_code={}, selectie=ALLES) == []
