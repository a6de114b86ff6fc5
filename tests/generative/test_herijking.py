"""The same facts give the same tasks, in whatever order and however often somebody looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.herijking import Hulpfeiten, Voorval, list_herijkvoorstellen

VANDAAG = date(2026, 3, 16)
DAGEN = st.integers(-400, 400).map(lambda n: VANDAAG + timedelta(days=n))
VOORVALLEN = st.lists(
    st.builds(Voorval, sleutel=st.sampled_from("abc"), datum=DAGEN, tekst=st.just("Iets.")), max_size=3
).map(tuple)
FEITEN = st.builds(
    Hulpfeiten,
    toewijzing=st.integers(1, 4).map(str),
    wet=st.sampled_from(Wet),
    besloten=DAGEN,
    einddatum=st.none() | DAGEN,
    geboortedatum=st.integers(0, 9_000).map(lambda n: VANDAAG - timedelta(days=n)),
    bandsignalen=st.lists(st.sampled_from(["Te lang: 9.", "Te veel: 8."]), max_size=2).map(tuple),
    doelen=VOORVALLEN,
    crises=VOORVALLEN,
    huishouden=VOORVALLEN,
    scores=st.lists(st.integers(-2, 2), max_size=3).map(tuple),
    gemeten=st.none() | DAGEN,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FEITEN, max_size=4), st.randoms(use_true_random=False))
def test_same_facts_same_tasks_each_once(feiten, toeval):
    geschud = [*feiten, *feiten]
    toeval.shuffle(geschud)

    sleutels = [voorstel.sleutel for voorstel in list_herijkvoorstellen(feiten, today=VANDAAG)]

    assert [v.sleutel for v in list_herijkvoorstellen(geschud, today=VANDAAG)] == sleutels
    assert len(set(sleutels)) == len(sleutels)


@settings(max_examples=100, deadline=None)
@given(FEITEN)
def test_other_facts_give_other_tasks(feiten):
    """The negative control: a goal that came yesterday is a task that was not there before."""
    gisteren = VANDAAG - timedelta(days=1)
    nieuw = (*feiten.doelen, Voorval("nieuw", gisteren, "Een nieuw doel."))
    loopt = replace(feiten, besloten=VANDAAG - timedelta(days=30))

    eerst = list_herijkvoorstellen([loopt], today=VANDAAG)
    daarna = list_herijkvoorstellen([replace(loopt, doelen=nieuw)], today=VANDAAG)

    erbij = {v.sleutel for v in daarna} - {v.sleutel for v in eerst}
    assert erbij == {f"{feiten.toewijzing}:doel:nieuw"}
