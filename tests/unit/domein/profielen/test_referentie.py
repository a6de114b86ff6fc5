"""The catalogue to start from: its allowed cells and their hours."""

import pytest

from stelsel.domein.profielen.assen import COMPLEXITEITEN, Startprofiel, get_plaats
from stelsel.domein.profielen.referentie import ReferentieOnbekend, get_referentie, list_referenties

#: Usual hours per profile, in the order P, I, L, Z; the illustration of the calibration.
UREN = {
    "P1": [22.8, 36.6],
    "P2": [27.4, 45.8],
    "P3": [27.4, 45.8],
    "P4": [32.0, 55.0, 30.9, 57.8],
    "P5": [45.8, 82.6, 47.1, 90.1],
    "P6": [45.8, 82.6, 47.1, 90.1],
    "P7": [45.8, 82.6, 47.1, 90.1],
    "P8": [91.8, 174.6, 100.9, 197.8],
}


def test_hours_of_every_cell() -> None:
    profielen = get_referentie("westfriesland").profielen

    uren = {p.code: [cel.minuten / 60 for cel in p.cellen] for p in profielen}
    assert uren == {code: [pytest.approx(u, abs=0.06) for u in rij] for code, rij in UREN.items()}
    assert sum(len(p.cellen) for p in profielen) == 26


@pytest.mark.parametrize("referentie", list_referenties(), ids=lambda r: r.sleutel)
def test_every_catalogue_is_whole(referentie) -> None:
    for profiel in referentie.profielen:
        assert sum(profiel.functiemix.values()) == pytest.approx(1)
        assert profiel.complexiteit in COMPLEXITEITEN
        assert profiel.doel.endswith(".")
        assert profiel.resultaten
        assert profiel.kwaliteitseisen
        for cel in profiel.cellen:
            assert cel.band[0] < cel.minuten < cel.band[1]
            assert 0 < cel.maanden[0] <= cel.maanden[1]


def test_unknown_catalogue() -> None:
    with pytest.raises(ReferentieOnbekend):
        get_referentie("../geheim")


def test_places_on_the_axes() -> None:
    assert get_plaats("midden", "Duurzaam-licht") == (Startprofiel.STABILITEIT.value, 1, 2)
    assert get_plaats("", "iets anders") == ("", -1, -1)
