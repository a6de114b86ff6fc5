"""Advice per segment, with its scores worked by hand."""

from fractions import Fraction

import pytest

from stelsel.domein.bekostiging.advies import compute_advies, get_segmentprofielen
from stelsel.domein.bekostiging.criteria import get_prikkels
from stelsel.domein.bekostiging.modellen import Model


@pytest.mark.parametrize(
    ("segment", "scores", "advies"),
    [
        ("A", (Fraction(-9, 9), Fraction(4, 9), Fraction(9, 9)), Model.TAAK),
        ("B", (Fraction(-4, 12), Fraction(2, 12), Fraction(0, 12)), Model.OUTPUT),
        ("C", (Fraction(6, 12), Fraction(-7, 12), Fraction(-7, 12)), Model.INSPANNING),
    ],
)
def test_the_weights_to_start_from_lead_to_the_advice_of_the_handbook(segment, scores, advies):
    profiel = get_segmentprofielen()[segment]

    uit = compute_advies(profiel.gewichten)

    assert tuple(uit.scores[model] for model in Model) == scores
    assert uit.model is advies
    assert set(profiel.gewichten) == {prikkel.code for prikkel in get_prikkels()}


def test_a_small_difference_is_said():
    uit = compute_advies(get_segmentprofielen()["B"].gewichten)

    assert not uit.duidelijk
    assert uit.reden == (
        "De prijs is gelijk, dus eerder klaar loont. "
        "De prijs per cliënt ligt vast; het aantal cliënten niet. "
        "Let op: een paar zware cliënten kan een kleine aanbieder niet middelen. "
        "Het verschil met taakgericht is klein."
    )


def test_other_weights_give_other_advice_and_none_gives_none():
    alleen_werk = compute_advies({"administratie": 1})
    niets = compute_advies({"administratie": 0})

    assert (alleen_werk.model, alleen_werk.duidelijk) == (Model.TAAK, True)
    assert (niets.model, niets.scores) == (None, {})
