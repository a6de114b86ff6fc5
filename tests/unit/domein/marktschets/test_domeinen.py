"""Which domein a product belongs to, by dated rules."""

from datetime import date

import pytest

from stelsel.domein.marktschets.domeinen import get_domeinindeling


@pytest.mark.parametrize(
    ("wet", "categorie", "dag", "domein"),
    [
        ("wmo", "15", date(2015, 1, 1), "beschermd_wonen"),
        ("wmo", "15", date(2014, 12, 31), "wmo"),
        ("wmo", "02", date(2026, 1, 1), "wmo"),
        ("jeugd", "15", date(2026, 1, 1), "jeugd"),
    ],
)
def test_a_rule_holds_for_its_law_category_and_days(wet, categorie, dag, domein):
    assert get_domeinindeling().get_domein(wet=wet, categorie=categorie, dag=dag) == domein
