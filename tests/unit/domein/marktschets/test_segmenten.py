"""Which segment of a domein a client belongs to, by the version that comes with the product."""

import pytest

from stelsel.domein.marktschets.segmenten import get_segmentenlijst


@pytest.mark.eis("R1.26", "R1.27", "R1.28", "R1.29", "R1.31", "R1.33")
@pytest.mark.parametrize(
    ("categorieen", "leeftijd", "maanden", "segment"),
    [
        (["01"], 60, 30, "wmo-3a"),
        (["01", "11"], 60, 30, "wmo-3a"),  # an aid beside it changes nothing
        (["01", "02"], 60, 3, "wmo-1a"),
        (["02", "07"], 40, 30, "wmo-1a"),
        (["02", "07"], 75, 30, "wmo-2b"),
        (["02"], 74, 12, "wmo-2a"),
        (["02"], 74, 11.9, "wmo-1b"),
        (["02"], None, None, "wmo-1b"),
        (["02", "04"], 40, 2, "wmo-3b"),
        (["11"], 80, 20, "overig"),
    ],
)
def test_the_first_segment_that_fits(categorieen, leeftijd, maanden, segment):
    lijst = get_segmentenlijst()

    assert lijst.get_segment("wmo", categorieen=categorieen, leeftijd=leeftijd, maanden=maanden) == segment


@pytest.mark.eis("R1.34", "R1.35", "R1.36", "R1.37")
@pytest.mark.parametrize(
    ("categorieen", "segment"),
    [
        (["43", "44", "45"], "jeugd-1"),
        (["44", "45"], "jeugd-2"),
        (["41", "45"], "jeugd-3"),
        (["45"], "jeugd-4"),
        (["54"], "jeugd-4"),
        (["48"], "overig"),
    ],
)
def test_youth_by_the_heaviest_help(categorieen, segment):
    assert (
        get_segmentenlijst().get_segment("jeugd", categorieen=categorieen, leeftijd=12, maanden=3) == segment
    )


def test_every_segment_says_for_whom_and_what_can_be_better():
    assert all(s.doelgroep and s.ontwikkeling for s in get_segmentenlijst().segmenten)
