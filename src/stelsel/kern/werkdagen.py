"""Working days: Monday to Friday, without the generally recognised holidays of the Netherlands.

Source: Algemene termijnenwet, article 3. Good Friday and 5 May are equated with holidays there, 5 May every
year. King's Day moves to 26 April when 27 April is a Sunday.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_DAG = timedelta(days=1)
_ZATERDAG, _ZONDAG = 5, 6


def pasen(jaar: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return date(jaar, maand, dag + 1)


@cache
def feestdagen(jaar: int) -> frozenset[date]:
    """The days of a year on which a term does not end, Saturdays and Sundays aside."""
    zondag = pasen(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == _ZONDAG:
        koningsdag -= _DAG
    vast = {(1, 1), (5, 5), (12, 25), (12, 26)}
    return frozenset(
        {date(jaar, maand, dag) for maand, dag in vast}
        | {zondag + n * _DAG for n in (-2, 1, 39, 50)}
        | {koningsdag}
    )


def is_werkdag(dag: date) -> bool:
    """Not a Saturday, Sunday or holiday."""
    return dag.weekday() < _ZATERDAG and dag not in feestdagen(dag.year)


def plus_werkdagen(dag: date, aantal: int) -> date:
    """The working day that lies `aantal` working days after `dag`; `aantal` 1 or more."""
    while aantal > 0:
        dag += _DAG
        aantal -= is_werkdag(dag)
    return dag


def min_werkdagen(dag: date, aantal: int) -> date:
    """The last day that lies at least `aantal` working days before `dag`."""
    while aantal > 0:
        aantal -= is_werkdag(dag)
        dag -= _DAG
    return dag
