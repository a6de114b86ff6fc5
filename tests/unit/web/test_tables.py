"""How lists of the house write what they show."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

from stelsel import apps
from stelsel.apps.web.tables import JaarColumn, Lijst


def list_lijsten(soort: type[Lijst] = Lijst) -> Iterator[type[Lijst]]:
    """Every list of the product, once its modules are loaded."""
    for lijst in soort.__subclasses__():
        yield lijst
        yield from list_lijsten(lijst)


@pytest.fixture(scope="module")
def lijsten() -> list[type[Lijst]]:
    for module in walk_packages(apps.__path__, "stelsel.apps."):
        if module.name.rsplit(".")[-1] == "tables" or ".tables." in module.name:
            import_module(module.name)
    return [lijst for lijst in list_lijsten() if lijst.__module__.startswith("stelsel.")]


def test_a_year_has_no_point_of_thousands(lijsten: list[type[Lijst]]) -> None:
    jaren = [
        (lijst.__name__, naam, kolom)
        for lijst in lijsten
        for naam, kolom in lijst.base_columns.items()
        if naam.endswith("jaar")
    ]
    assert len(jaren) >= 6
    assert [(lijst, naam) for lijst, naam, kolom in jaren if not isinstance(kolom, JaarColumn)] == []


def test_the_cell_of_a_year_is_four_digits() -> None:
    class Begrotingen(Lijst):
        jaar = JaarColumn()

    (rij,) = Begrotingen([{"jaar": 2027}]).rows
    assert rij.get_cell("jaar") == "2027"
