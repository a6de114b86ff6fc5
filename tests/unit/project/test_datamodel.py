"""The change log of the data model names every migration that there is, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from stelsel.project.datamodel import list_migraties, render_datamodel

APPS = Path(__file__).parents[3] / "src" / "stelsel" / "apps"


@pytest.mark.eis("R6.20")
def test_every_migration_is_in_it_once() -> None:
    bestanden = sorted((pad.parent.parent.name, pad.stem) for pad in APPS.glob("*/migrations/[0-9]*.py"))

    assert sorted((migratie.app_label, migratie.name) for migratie in list_migraties()) == bestanden


def test_what_changed_is_said_in_words() -> None:
    regels = {regel.split(" | ")[1]: regel for regel in render_datamodel().splitlines() if " | 0" in regel}

    assert regels["0006_eigenbijdrage"] == (
        "| declaraties | 0006_eigenbijdrage | 2026-11-22 | new table Bijdrageperiode |"
    )
    assert "data: What the register said before it kept every change" in regels["0008_bijdragebeleid"]
    assert "index on declaratieregel gone: regel_referentie" in regels["0004_regels_in_bulk"]
