"""A reader with a calculator against a design of profiles: all sets that are shown, put side by side."""

import itertools
from datetime import date

import numpy as np
import polars as pl
import pytest

from stelsel.analyse.onthulling import EIGEN, Norm, Uitgave, get_norm, list_verborgen
from stelsel.analyse.profielen.ontwerp import Ontwerp, compute_indeling, list_profielen_bij
from stelsel.analyse.profielen.ontwerpuitgave import (
    create_openbare_data,
    get_veilig_aantal,
    protect_groepen,
)
from stelsel.domein.profielen.criteria import get_grenzen

DAG = date(2026, 3, 16)
BINNEN, OPENBAAR = (get_norm(uitgave, peildatum=DAG) for uitgave in (Uitgave.BINNEN, Uitgave.OPENBAAR))
#: Clients per cell of the catalogue and their mean cost in euros; two cells are small.
CELLEN = {"A": (60, 1_000), "B": (7, 1_300), "C": (45, 4_000), "D": (52, 9_000), "E": (4, 11_000),
          "F": (33, 20_000), "G": (18, 2_000)}  # fmt: skip


def _ontwerp(cellen: dict[str, tuple[int, int]], *extra: tuple[str, int]) -> Ontwerp:
    kans = np.random.default_rng(3)
    rijen = [
        (naam, int(bedrag))
        for naam, (aantal, gemiddeld) in cellen.items()
        for bedrag in kans.lognormal(0, 0.2, aantal) * gemiddeld * 100
    ]
    tabel = pl.DataFrame([*rijen, *extra], schema={"profiel": pl.String, "kosten": pl.Int64}, orient="row")
    return compute_indeling(tabel, grenzen=get_grenzen(DAG))


@pytest.fixture(scope="module")
def ontwerp() -> Ontwerp:
    return _ontwerp(CELLEN)


def _list_groepen(ontwerp: Ontwerp, k: int) -> list[frozenset[int]]:
    """The profiles of a set, each as its cells."""
    return [frozenset(groep.cellen) for groep in list_profielen_bij(ontwerp, k=k)]


def _tel(ontwerp: Ontwerp, cellen: frozenset[int]) -> int:
    return int(np.isin(ontwerp.cel, list(cellen)).sum())


def _list_verschillen(ontwerp: Ontwerp, getoond: set[frozenset[int]]) -> list[int]:
    """Clients in everything that follows by taking one shown profile from another that holds it."""
    return [
        _tel(ontwerp, groot - klein) for groot, klein in itertools.permutations(getoond, 2) if klein < groot
    ]


@pytest.mark.parametrize("norm", [BINNEN, OPENBAAR])
def test_no_two_sets_tell_of_few_clients(ontwerp: Ontwerp, norm: Norm) -> None:
    getoond = {
        groep
        for k in ontwerp.labels
        if protect_groepen(ontwerp, k=k, norm=norm)
        for groep in _list_groepen(ontwerp, k)
    }

    assert len(getoond) > 3
    assert min(_tel(ontwerp, groep) for groep in getoond) >= norm.noemer
    assert min(_list_verschillen(ontwerp, getoond)) >= norm.noemer


def test_negative_control_hiding_per_set_gives_small_profiles_away(ontwerp: Ontwerp) -> None:
    getoond: set[frozenset[int]] = set()
    for k in ontwerp.labels:
        groepen = _list_groepen(ontwerp, k)
        dicht = list_verborgen([_tel(ontwerp, groep) for groep in groepen], drempel=BINNEN.drempel)
        getoond |= {groep for groep, weg in zip(groepen, dicht, strict=True) if not weg}

    assert min(_list_verschillen(ontwerp, getoond)) < BINNEN.drempel


def test_one_client_that_makes_up_nearly_all_closes_the_set() -> None:
    cellen = {"A": (60, 1_000), "C": (45, 4_000), "D": (52, 9_000)}

    gewoon, met = _ontwerp(cellen), _ontwerp(cellen, ("A", 80_000_000_00))

    assert get_veilig_aantal(gewoon, norm=BINNEN) == 3
    assert get_veilig_aantal(met, norm=BINNEN) == 0
    assert get_veilig_aantal(met, norm=EIGEN) == 3


def test_two_versions_of_the_public_edition_do_not_tell_what_one_client_cost() -> None:
    """Of thirty-odd clients one is new and costs ten times as much; a reader knows that it is one more."""
    cellen = {"A": (60, 1_000), "F": (33, 5_000)}
    bedrag = 50_000_00
    voor, na = _ontwerp(cellen), _ontwerp(cellen, ("F", bedrag))

    oud, nieuw = (
        next(g for g in protect_groepen(o, k=2, norm=OPENBAAR) if g.kenmerken == "F") for o in (voor, na)
    )

    def bereken(plus: float, clienten: int) -> float:
        return (nieuw.gemiddelde + plus) * (clienten + 1) - (oud.gemiddelde - plus) * clienten

    laag, hoog = bereken(-100_000.0, 33), bereken(100_000.0, 33)
    assert nieuw.gemiddelde % 200_000 == 0
    assert laag <= bedrag <= hoog
    assert hoog - laag >= OPENBAAR.marge * bedrag


def test_what_is_passed_on_has_no_larger_sets(ontwerp: Ontwerp) -> None:
    veilig = get_veilig_aantal(ontwerp, norm=OPENBAAR)

    data = create_openbare_data(ontwerp, norm=OPENBAAR)

    assert 1 < veilig < len(CELLEN)
    assert [rij["k"] for rij in data["per_aantal"]] == list(range(1, veilig + 1))
    assert data["verborgen"]["aantallen"] == len(ontwerp.oordelen) - veilig
    assert {rij["n_min"] % 5 for rij in data["per_aantal"]} == {0}


def test_of_few_clients_nothing_is_passed_on() -> None:
    data = create_openbare_data(_ontwerp({"A": (9, 1_000), "B": (8, 9_000)}), norm=OPENBAAR)

    assert (data["per_aantal"], data["groepen"], data["advies"]["k"]) == ([], [], None)
    assert set(data["r2"].values()) == {None}
