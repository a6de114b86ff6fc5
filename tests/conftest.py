"""Plugins for the whole suite, and its order: what takes minutes by itself begins first, beside the rest."""

import pytest
from hypothesis import settings

#: How busy the machine is says nothing about whether an example is right.
settings.register_profile("rustig", deadline=None)
settings.load_profile("rustig")

pytest_plugins = ["tests.dekking", "tests.browser", "tests.grendels"]

#: Each about a minute or more; at the end of a run they would leave the other processes without work. Tests
#: with a browser stay behind those with a database, where pytest-django puts them: its loop forbids the ORM.
LANG = (
    "test_apps_and_story_on_postgresql",
    "test_killed_worker_loses_nothing_and_does_nothing_twice",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones to the front, the longest first; the others stay in their order."""
    items.sort(key=lambda item: LANG.index(naam) if (naam := item.name.split("[")[0]) in LANG else len(LANG))
