"""The own region beside others: like for like, and only what is known."""

import pytest

from stelsel.analyse.benchmark import Gebied, Maat, compute_vergelijkingen


def _gebied(naam, inwoners, clienten, bedrag, **velden):
    return Gebied(naam, naam, inwoners, clienten, bedrag, **velden)


REGIO = Gebied("", "Onze regio", 1_000, 100, 500_000, eigen=True)
ANDEREN = [
    _gebied("a", 1_000, 50, 100_000),
    _gebied("b", 1_000, 80, 300_000),
    _gebied("c", 2_000, 100, 1_000_000),
    _gebied("d", None, 10, 5_000),
    _gebied("e", 500, None, None),
]


@pytest.mark.eis("R1.04")
def test_three_measures_with_the_middle_of_the_others():
    per = {v.maat: v for v in compute_vergelijkingen([REGIO, *ANDEREN])}

    inwoner, client, gebruik = (per[maat] for maat in Maat)
    assert [(p.gebied.naam, p.waarde) for p in inwoner.punten] == [
        ("Onze regio", 500.0),
        ("c", 500.0),
        ("b", 300.0),
        ("a", 100.0),
    ]
    assert (inwoner.mediaan, inwoner.p25, inwoner.p75, inwoner.zonder) == (300.0, 200.0, 400.0, 2)
    assert [p.waarde for p in client.punten] == [10_000.0, 5_000.0, 3_750.0, 2_000.0, 500.0]
    regio = gebruik.regio
    assert regio is not None
    assert (regio.waarde, regio.laag, regio.hoog) == (100.0, pytest.approx(80.4), pytest.approx(119.6))


def test_without_others_and_with_nobody():
    alleen = compute_vergelijkingen([REGIO])
    niemand = compute_vergelijkingen([_gebied("x", 10, 0, 0, eigen=True)])

    assert {v.mediaan for v in alleen} == {None}
    assert [len(v.punten) for v in niemand] == [1, 0, 1]
    assert [len(v.punten) for v in compute_vergelijkingen([])] == [0, 0, 0]
