"""Cases of the standard through the real inbox: our own, and those of the reference folder."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from stelsel.cli.scenarios.lezen import Scenario, parse_bestand
from stelsel.cli.scenarios.uitvoering import check_scenario

EIGEN = Path(__file__).parent / "scenarios"
BESTANDEN = sorted(EIGEN.glob("*.json"))
REFERENTIE = (
    Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden" / "scenarios" / "level3.json"
)
#: The rules of levels 3 and 4 that a gemeente checks on receipt; TR319 is found on level 2 already.
REGELS = {
    *("TR019", "TR056", "TR063", "TR071", "TR074", "TR135", "TR304", "TR307", "TR308", "TR314", "TR318"),
    *("TR319", "TR321", "TR322", "TR323", "TR326", "TR333", "TR338", "TR339", "TR340", "TR341", "TR346"),
    *("TR347", "TR349", "TR350", "TR351", "TR357", "TR361", "TR369", "TR373", "TR374", "TR375", "TR378"),
    *("TR381", "TR382", "TR384", "TR387", "TR388", "TR389", "TR390", "TR411", "TR412", "TR413", "TR414"),
    *("TR415", "TR418"),
}


def list_afwijkend(pad: Path) -> list[str]:
    """The scenarios of a file whose answer is another one."""
    scenarios = parse_bestand(pad)
    assert all(isinstance(deel, Scenario) for deel in scenarios)
    return [deel.id for deel in scenarios if isinstance(deel, Scenario) and not check_scenario(deel).gelijk]


@pytest.mark.traag
@pytest.mark.django_db
@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda pad: pad.stem)
def test_own_scenarios_get_their_answer(pad: Path) -> None:
    assert list_afwijkend(pad) == []


@pytest.mark.traag
@pytest.mark.django_db
@pytest.mark.skipif(not REFERENTIE.exists(), reason="reference folder (STELSEL_SHARED) is absent")
def test_scenarios_of_the_reference_get_their_answer() -> None:
    assert list_afwijkend(REFERENTIE) == []


@pytest.mark.django_db
def test_a_wrong_expectation_is_noticed(tmp_path: Path) -> None:
    """Negative control: what must be refused is said to be approved."""
    gegevens = json.loads((EIGEN / "regieberichten.json").read_text("utf-8"))
    [fout] = [s for s in gegevens["scenarios"] if s["id"] == "TR326-305-1-wmo"]
    gegevens["scenarios"] = [fout | {"expected": {"retour": "306", "result": "approved", "Header": []}}]
    (tmp_path / "fout.json").write_text(json.dumps(gegevens), "utf-8")

    assert list_afwijkend(tmp_path / "fout.json") == ["TR326-305-1-wmo"]


def _list_scenarios() -> list[dict[str, Any]]:
    return [s for pad in BESTANDEN for s in json.loads(pad.read_text("utf-8"))["scenarios"]]


def test_every_rule_fails_twice_and_passes_twice_in_both_families() -> None:
    telling = Counter((s["rule"], s["standard"], s["kind"]) for s in _list_scenarios())
    te_weinig = {
        (regel, familie, soort): telling[regel, familie, soort]
        for regel in REGELS
        for familie in ("ijw", "iwmo")
        for soort in ("fail", "pass")
        if telling[regel, familie, soort] < 2
    }

    assert te_weinig == {}


def test_scenarios_have_their_own_id_and_title() -> None:
    scenarios = _list_scenarios()

    assert len({s["id"] for s in scenarios}) == len(scenarios)
    assert len({(s["standard"], s["message"], s["rule"], s["title"]) for s in scenarios}) == len(scenarios)
