"""Every client gets exactly one profile or a stated residue, and the reason holds: against a plain loop."""

from collections import Counter, defaultdict

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.analyse.profielen.groeper import (
    GEEN_KOSTEN,
    GELIJKEN,
    KENMERKEN,
    ONZEKER,
    OPVOLGER,
    PRODUCT,
    REST,
    WEINIG,
    assign_profielen,
    find_gelijken,
    summarize_groepering,
)

VAN_PRODUCT = {"45A": "P1", "45B": "P2", "45C": "P1"}
OPVOLGERS = {"54A": "P2", "54B": "P3"}
GENOEG, GRENS = 3, 0.5
deel = st.tuples(
    st.integers(1, 14),
    st.sampled_from(["45A", "45B", "45C", "54A", "54B", "54C", None]),
    st.integers(-200, 900),
)
soort = st.tuples(*(st.sampled_from(["a", "b"]) for _ in KENMERKEN))


def assign_plat(delen: list[tuple[int, str | None, int]], soorten: dict[int, tuple[str, ...]]):
    """The rules one client after the other."""
    per = defaultdict(Counter)
    for client, code, bedrag in delen:
        per[client][code] += bedrag
    totaal = {client: sum(codes.values()) for client, codes in per.items()}
    een = {client: _kies(codes, VAN_PRODUCT) for client, codes in per.items()}
    uit = {}
    for client, codes in per.items():
        duurste = sorted(codes, key=lambda code: (-codes[code], code is not None, code or ""))[0]
        gelijken = _zoek(client, een, totaal, soorten)
        if totaal[client] <= 0:
            uit[client] = (None, GEEN_KOSTEN)
        elif een[client]:
            uit[client] = (een[client], PRODUCT)
        elif duurste in OPVOLGERS:
            uit[client] = (OPVOLGERS[duurste], OPVOLGER)
        elif gelijken is None:
            uit[client] = (None, WEINIG)
        else:
            naam, n = sorted(gelijken.items(), key=lambda paar: (-paar[1], paar[0]))[0]
            zeker = n / sum(gelijken.values()) >= GRENS
            uit[client] = (naam, GELIJKEN) if zeker else (None, ONZEKER)
    return uit


def _kies(codes, kaart):
    som = Counter()
    for code, bedrag in codes.items():
        if code in kaart:
            som[kaart[code]] += bedrag
    return sorted(som, key=lambda profiel: (-som[profiel], profiel))[0] if som else None


def _zoek(client, een, totaal, soorten):
    """Of those who share the most features, the profiles; None when too few do."""
    for aantal in range(len(KENMERKEN), 0, -1):
        wie = [
            c for c in een
            if een[c] and totaal[c] > 0 and soorten[c][:aantal] == soorten[client][:aantal]
        ]  # fmt: skip
        if len(wie) >= GENOEG:
            return Counter(een[c] for c in wie)
    return None


def create_kenmerken(soorten: dict[int, tuple[str, ...]]) -> pl.DataFrame:
    rijen = [(client, *waarden) for client, waarden in soorten.items()]
    schema = {"client_nr": pl.Int64, **dict.fromkeys(KENMERKEN, pl.String)}
    return pl.DataFrame(rijen, schema=schema, orient="row")


def assign(delen, soorten) -> pl.DataFrame:
    schema = {"client_nr": pl.Int64, "productcode": pl.String, "bedrag": pl.Int64}
    return assign_profielen(
        pl.DataFrame(delen, schema=schema, orient="row"),
        van_product=VAN_PRODUCT,
        opvolgers=OPVOLGERS,
        kenmerken=create_kenmerken(soorten),
        genoeg=GENOEG,
        grens=GRENS,
    )


@settings(max_examples=120, deadline=None)
@given(st.lists(deel, max_size=40), st.lists(soort, min_size=14, max_size=14))
def test_every_client_gets_one_profile_or_a_stated_residue(delen, rijen) -> None:
    soorten = dict(enumerate(rijen, start=1))

    uit = assign(delen, soorten)

    verwacht = assign_plat(delen, soorten)
    assert {rij["client_nr"]: (rij["profiel"], rij["reden"]) for rij in uit.iter_rows(named=True)} == verwacht
    assert len(uit) == len(verwacht)
    assert all((rij["profiel"] is None) == (rij["reden"] in REST) for rij in uit.iter_rows(named=True))
    samen = summarize_groepering(uit, genoeg=GENOEG)
    assert (samen.clienten, samen.bedrag) == (len(verwacht), sum(bedrag for *_, bedrag in delen))


@pytest.mark.eis("R2.09")
def test_alike_clients_with_fewer_features_when_all_are_too_many() -> None:
    """Three clients share four features of five; a fourth differs in the last and gets what they got."""
    soorten = dict.fromkeys((1, 2, 3), ("a", "a", "a", "a", "a")) | {
        4: ("a", "a", "a", "a", "b"),
        5: ("b",) * 5,
    }
    delen = [(1, "45A", 10), (2, "45A", 10), (3, "45B", 10), (4, "54C", 10), (5, "54C", 10)]

    uit = assign(delen, soorten)

    assert uit.select("profiel", "reden").rows()[3:] == [("P1", GELIJKEN), (None, WEINIG)]
    assert uit["kans"][3] == pytest.approx(2 / 3)
    gelijken = summarize_groepering(uit, genoeg=GENOEG).gelijken
    gevonden = find_gelijken(gelijken, soorten[4])
    assert (gevonden.kenmerken, gevonden.profielen) == (("a",) * 4, (("P1", 2), ("P2", 1)))
    assert find_gelijken(gelijken, soorten[5]) is None
