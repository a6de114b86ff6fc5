"""The sums over columns equal the scalar ones, for any allocation and any ProductPeriode in it."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from stelsel.istandaarden.beoordeling import volume as kolommen
from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    Eenheid,
    Frequentie,
    Omvang,
    maximum_in_productperiode,
    maximum_over_toewijzing,
)

dagen = st.dates(date(2021, 1, 1), date(2030, 12, 31))


@st.composite
def gevallen(draw: st.DrawFn) -> tuple[Omvang, Periode, Periode, bool]:
    begin = draw(dagen)
    eind = draw(st.none() | st.integers(0, 800).map(lambda n: begin + timedelta(days=n)))
    toewijzing = Periode(begin, eind)
    maand = draw(st.sampled_from(list(Periode(begin, eind or begin + timedelta(days=400)).maanden())))
    omvang = Omvang(
        draw(st.integers(0, 99_999_999)), draw(st.sampled_from(Eenheid)), draw(st.sampled_from(Frequentie))
    )
    return omvang, toewijzing, maand, draw(st.booleans())


@given(st.lists(gevallen(), min_size=1, max_size=20))
def test_columns_equal_scalars(reeks: list[tuple[Omvang, Periode, Periode, bool]]) -> None:
    rijen = pl.DataFrame(
        [
            (m.begin, m.eind, t.begin, t.eind, o.volume, o.eenheid.value, o.frequentie.value, h)
            for o, t, m, h in reeks
        ],
        schema={
            "begin": pl.Date, "eind": pl.Date, "t_begin": pl.Date, "t_eind": pl.Date, "t_volume": pl.Int64,
            "t_eenheid": pl.String, "t_frequentie": pl.String, "hulp": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip

    uit = rijen.select(
        periode=kolommen.maximum_in_productperiode(huishoudelijke_hulp=pl.col("hulp")),
        totaal=kolommen.maximum_over_toewijzing(),
    ).rows()

    verwacht = []
    for omvang, toewijzing, maand, hulp in reeks:
        factor = 60 if omvang.eenheid is Eenheid.UUR else 1
        periode = maximum_in_productperiode(
            omvang, toewijzing=toewijzing, productperiode=maand, huishoudelijke_hulp=hulp
        )
        totaal = maximum_over_toewijzing(omvang, toewijzing=toewijzing)
        verwacht.append((periode * factor, None if totaal is None else totaal * factor))
    assert uit == verwacht
