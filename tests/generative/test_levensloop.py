"""An allocation through any row of wishes: granted is what was wanted, with as few numbers as may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.levensloop import Afstemming, Feiten, Stand, Wens
from stelsel.domein.toegang.wijziging import decide_verwijdering, decide_wijziging
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

BEGIN = date(2026, 1, 1)
DAGEN = st.integers(0, 200).map(lambda n: BEGIN + timedelta(days=n))
OMVANGEN = st.builds(
    Omvang,
    st.integers(1, 3),
    st.just(Eenheid.UUR),
    st.sampled_from([Frequentie.WEEK, Frequentie.MAAND, Frequentie.TOTAAL]),
)


_VOORBEELD = Stand(
    *(Wet.WMO, "41990001", "02", "02A01", Periode(BEGIN, BEGIN)),
    omvang=Omvang(3, Eenheid.UUR, Frequentie.WEEK),
    budget=None,
)


@st.composite
def standen(draw: st.DrawFn) -> Stand:
    """An allocation with a volume and an end."""
    begin, eind = sorted((draw(DAGEN), draw(DAGEN)))
    return replace(_VOORBEELD, periode=Periode(begin, eind), omvang=draw(OMVANGEN), nummer="1001")


WENSEN = st.builds(
    Wens,
    einddatum=DAGEN,
    omvang=OMVANGEN,
    budget=st.none(),
    ingangsdatum=st.none() | DAGEN,
    afstemming=st.sampled_from([Afstemming.OVERLEG, Afstemming.INSTEMMING, Afstemming.VERZOEK]),
)


def list_dagen(*delen: Stand | None) -> dict[date, Omvang | None]:
    """Per day what is granted. A day that stands in two of them is a fault."""
    dagen: dict[date, Omvang | None] = {}
    for deel in delen:
        if deel is None or deel.verwijderd:
            continue
        assert deel.periode.eind is not None
        for n in range(deel.periode.dagen):
            dag = deel.periode.begin + timedelta(days=n)
            assert dag not in dagen
            dagen[dag] = deel.omvang
    return dagen


def list_gewenst(stand: Stand, wens: Wens, today: date) -> dict[date, Omvang | None]:
    """Per day what should be granted, from the words of the wish alone."""
    oud = list_dagen(stand)
    assert wens.einddatum is not None
    assert stand.periode.eind is not None
    begin, eind = stand.periode.begin, stand.periode.eind
    if wens.omvang != stand.omvang:
        van = wens.ingangsdatum or begin
    else:
        onderbreking = wens.ingangsdatum is not None and wens.ingangsdatum > eind + timedelta(days=1)
        van = wens.ingangsdatum if onderbreking and wens.einddatum > eind else begin
    assert van is not None
    nieuw = list_dagen(replace(stand, periode=Periode(van, wens.einddatum), omvang=wens.omvang))
    return {dag: omvang for dag, omvang in oud.items() if dag < van} | nieuw


def test_the_count_of_days_sees_a_day_that_is_granted_twice() -> None:
    dubbel = replace(_VOORBEELD, nummer="1002")

    with pytest.raises(AssertionError):
        list_dagen(_VOORBEELD, dubbel)
    assert list_dagen(_VOORBEELD, replace(dubbel, verwijderd=True)) == {BEGIN: _VOORBEELD.omvang}


@given(standen(), WENSEN, DAGEN)
@settings(max_examples=400, deadline=None)
def test_what_is_granted_is_what_was_wanted(stand: Stand, wens: Wens, today: date) -> None:
    plan = decide_wijziging(stand, gewenst=wens, feiten=Feiten(), today=today)
    if plan.bezwaren:
        return

    assert list_dagen(plan.bestaand, plan.opvolger) == list_gewenst(stand, wens, today)


@given(standen(), WENSEN, DAGEN)
@settings(max_examples=400, deadline=None)
def test_a_new_number_only_where_the_old_one_cannot_carry_the_wish(
    stand: Stand, wens: Wens, today: date
) -> None:
    plan = decide_wijziging(stand, gewenst=wens, feiten=Feiten(), today=today)
    if plan.bezwaren:
        return

    granted = list_gewenst(stand, wens, today)
    een_omvang = len(set(granted.values())) == 1
    aaneen = len(granted) == (max(granted) - min(granted)).days + 1
    assert stand.omvang is not None
    assert wens.omvang is not None
    assert stand.periode.eind is not None
    zelfde_soort = stand.omvang == wens.omvang or (
        stand.omvang.frequentie is wens.omvang.frequentie is Frequentie.TOTAAL
    )
    verstreken = stand.periode.eind < today and not stand.geldt_als_geheel
    te_laat = verstreken and wens.omvang == stand.omvang and max(granted) > stand.periode.eind
    assert (plan.opvolger is None) == (een_omvang and aaneen and zelfde_soort and not te_laat)


@given(standen(), st.lists(WENSEN, max_size=6), DAGEN)
@settings(max_examples=150, deadline=None)
def test_a_chain_of_changes_never_overlaps(stand: Stand, wensen: list[Wens], today: date) -> None:
    keten = [stand]
    for wens in wensen:
        laatste = keten[-1]
        feiten = Feiten(andere=keten[:-1])
        plan = decide_wijziging(laatste, gewenst=wens, feiten=feiten, today=today)
        if plan.bezwaren:
            continue
        keten[-1] = plan.bestaand
        if plan.opvolger is not None:
            keten.append(replace(plan.opvolger, nummer=str(1001 + len(keten))))

    list_dagen(*keten)
    assert len({deel.nummer for deel in keten}) == len(keten)


@given(standen(), WENSEN, DAGEN)
@settings(max_examples=200, deadline=None)
def test_every_plan_says_what_happens_and_a_wish_fulfilled_is_no_wish(
    stand: Stand, wens: Wens, today: date
) -> None:
    plan = decide_wijziging(stand, gewenst=wens, feiten=Feiten(), today=today)
    if plan.bezwaren:
        return

    assert plan.stappen
    assert (plan.reden is None) == (plan.bestaand == stand)
    if plan.opvolger is None:
        nogmaals = decide_wijziging(plan.bestaand, gewenst=wens, feiten=Feiten(), today=today)
        assert nogmaals.bezwaren


@given(standen())
def test_deleting_takes_every_day_away(stand: Stand) -> None:
    assert list_dagen(decide_verwijdering(stand, feiten=Feiten()).bestaand) == {}
