"""Pytest plugin: a test that commits is cleaned up by emptying all tables, which the bolts of the journal
refuse. So they come off before the cleaning; `flush` ends as a migration does, which puts them on again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _grendels_open_bij_opruimen() -> Iterator[None]:
    from django.test import TransactionTestCase

    oud = TransactionTestCase._fixture_teardown

    def ruim_op(self: TransactionTestCase) -> None:
        from stelsel.apps.journal.actions.grendels import withdraw_grendels

        withdraw_grendels()
        oud(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", ruim_op)
        yield
