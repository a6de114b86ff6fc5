"""Money is conserved, whatever happens in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stelsel.domein.declaraties.betaalrun import verreken
from stelsel.domein.declaraties.grootboek import (
    VELDEN,
    Mutatie,
    boek_bestand,
    boek_betaling,
    boek_goedkeuring,
    boek_ontvangst,
    boek_oordeel,
    list_posten,
    list_verschillen,
)

CENTEN = st.integers(0, 10**11)
ACHTERAF = st.integers(-(10**11), 10**11)
DADEN = st.one_of(
    st.builds(lambda bedrag: boek_ontvangst(gedeclareerd=bedrag), CENTEN),
    st.builds(
        lambda a, b, c, d: boek_oordeel(goedgekeurd=a, afgekeurd=b, gecrediteerd=c, credit_geweigerd=d),
        CENTEN, CENTEN, CENTEN, CENTEN,
    ),
    st.builds(boek_goedkeuring, ACHTERAF),
    st.builds(boek_bestand, ACHTERAF),
    st.builds(boek_betaling, ACHTERAF),
)  # fmt: skip


@given(st.lists(st.tuples(DADEN, st.booleans()), max_size=30))
def test_every_total_of_acts_and_reversals_balances(daden: list[tuple[Mutatie, bool]]) -> None:
    stand = sum((-daad if terug else daad for daad, terug in daden), Mutatie())

    posten = list_posten(stand)

    assert list_verschillen(stand) == []
    assert sum(post.debet for post in posten) == sum(post.credit for post in posten)
    assert all(min(post.debet, post.credit) == 0 < max(post.debet, post.credit) for post in posten)


@given(DADEN, st.sampled_from(VELDEN))
def test_one_cent_in_any_column_is_found(daad: Mutatie, veld: str) -> None:
    fout = daad + Mutatie(**{veld: 1})

    assert [abs(verschil) for _, verschil in list_verschillen(fout)][:1] == [1]


@given(st.lists(st.integers(-(10**9), 10**9), max_size=20))
def test_set_off_never_below_zero_and_never_too_much(openstaand: list[int]) -> None:
    betaald = verreken(openstaand)

    assert sum(betaald) == max(sum(openstaand), 0) if any(b > 0 for b in openstaand) else sum(betaald) == 0
    assert all(
        nu == open_ if open_ > 0 else open_ <= nu <= 0 for nu, open_ in zip(betaald, openstaand, strict=True)
    )
