"""The reference folder of the standard: schemas, messages with a known outcome. Without it tests skip."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

MAP = Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden"
CORPUS = MAP / "corpus"
aanwezig = pytest.mark.skipif(not MAP.exists(), reason="reference folder (STELSEL_SHARED) is absent")


def get_verwacht() -> dict[str, Any]:
    """The corpus: file name to its known outcome; empty when the folder is absent."""
    bestand = CORPUS / "expected.json"
    return json.loads(bestand.read_text(encoding="utf-8")) if bestand.exists() else {}


def list_schone_berichten() -> list[str]:
    """The names of the messages without a fault."""
    return [naam for naam, uitkomst in get_verwacht().items() if not uitkomst["level2_rules"]]


@cache
def get_officieel_schema(familie: str, naam: str) -> etree.XMLSchema:
    """The published schema of one message (JW301)."""
    return etree.XMLSchema(etree.parse(MAP / "xsd" / familie / f"{naam.lower()}.xsd"))
