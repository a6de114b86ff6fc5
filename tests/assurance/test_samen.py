"""F4: twelve processes at the same moment, on both databases: never over the volume, one effect, own numbers.

The control takes the lock away, and must approve more hours than there are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.assurance.gevuld import Gevuld, open_gevuld
from tests.assurance.test_kill import POSTGRES, SQLITE

KIND = Path(__file__).with_name("samenkind.py")
RONDES, PROCESSEN = int(os.environ.get("STELSEL_RONDES", "2")), 12
VOLUME, NUMMERS = 10, 20
AANTALLEN = {"STELSEL_RONDES": str(RONDES), "STELSEL_PROCESSEN": str(PROCESSEN)}


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Gevuld]]:
    """The filled database of a kind."""
    with open_gevuld(tmp_path_factory.mktemp, lambda env: run_kind("vul", env | AANTALLEN)) as get_gevuld:
        yield get_gevuld


@pytest.fixture(params=[SQLITE, POSTGRES])
def env(request: pytest.FixtureRequest, tmp_path: Path, gevuld: Callable[[str], Gevuld]) -> dict[str, str]:
    """The environment of a child with a filled database of its own."""
    return gevuld(request.param).copy(tmp_path).get_env() | AANTALLEN


def run_kind(opdracht: str, env: dict[str, str]) -> Any:
    """What the child says."""
    klaar = subprocess.run(
        [sys.executable, str(KIND), opdracht],
        env=env,
        check=True,
        timeout=300,
        capture_output=True,
        text=True,
    )
    return json.loads(klaar.stdout or "null")


@pytest.mark.traag
def test_claims_at_once_never_exceed_the_volume_and_each_is_answered(env: dict[str, str]) -> None:
    uit = run_kind("claim", env)

    ronde = {
        "gekregen": {"verwerkt": PROCESSEN},
        "uren": VOLUME,
        "regels": PROCESSEN,
        "antwoorden": PROCESSEN,
    }
    assert uit == [ronde] * RONDES


@pytest.mark.traag
def test_control_without_a_lock_more_is_approved_than_there_is(env: dict[str, str]) -> None:
    uit = run_kind("claim", env | {"STELSEL_KAPOT": "1"})

    assert max(ronde["uren"] for ronde in uit) > VOLUME


@pytest.mark.traag
def test_one_message_delivered_by_all_at_once_has_one_effect(env: dict[str, str]) -> None:
    zelfde = {"gekregen": {"dubbel": PROCESSEN - 1, "verwerkt": 1}, "uren": 10, "regels": 1, "antwoorden": 1}

    assert run_kind("dubbel", env) == [zelfde] * RONDES


@pytest.mark.traag
def test_one_identification_with_different_content_by_all_at_once_has_one_effect(env: dict[str, str]) -> None:
    uit = run_kind("anders", env)

    gekregen = {"afgekeurd": PROCESSEN - 1, "verwerkt": 1}
    assert [(ronde["gekregen"], ronde["regels"], ronde["antwoorden"]) for ronde in uit] == [
        (gekregen, 1, PROCESSEN)
    ] * RONDES


@pytest.mark.traag
def test_numbers_drawn_by_all_at_once_are_all_different_and_without_a_gap(env: dict[str, str]) -> None:
    uit = run_kind("nummers", env)

    getrokken = [sorted(int(nummer) for rij in ronde["gekregen"] for nummer in rij.split()) for ronde in uit]
    assert getrokken == [list(range(1, PROCESSEN * NUMMERS + 1))] * RONDES


def is_beide(ronde: dict[str, Any]) -> bool:
    """Deleted, and hours approved on it as well."""
    return "verwijderd" in ronde["gekregen"] and ronde["uren"] > 0


@pytest.mark.traag
def test_an_allocation_is_never_deleted_under_an_approved_claim(env: dict[str, str]) -> None:
    uit = run_kind("verwijder", env)

    assert [is_beide(ronde) for ronde in uit] == [False] * RONDES
    assert all(ronde["gekregen"]["verwerkt"] == PROCESSEN // 2 for ronde in uit)


@pytest.mark.traag
def test_control_without_a_lock_it_is_deleted_under_an_approved_claim(env: dict[str, str]) -> None:
    uit = run_kind("verwijder", env | {"STELSEL_KAPOT": "1"})

    assert any(is_beide(ronde) for ronde in uit)


@pytest.mark.traag
def test_two_who_grant_at_once_never_go_over_a_ceiling(env: dict[str, str]) -> None:
    uit = run_kind("plafond", env)[0]["gekregen"]

    assert uit == {"toegekend": 1, "BesluitNietMogelijk": 1, "niets": PROCESSEN - 2}


@pytest.mark.traag
def test_control_without_a_lock_both_are_granted(env: dict[str, str]) -> None:
    uit = run_kind("plafond", env | {"STELSEL_KAPOT": "1"})[0]["gekregen"]

    assert uit == {"toegekend": 2, "niets": PROCESSEN - 2}


@pytest.mark.traag
@pytest.mark.parametrize("env", [POSTGRES], indirect=True)
def test_a_claim_does_not_wait_for_that_of_another_aanbieder_to_the_same_gemeente(
    env: dict[str, str],
) -> None:
    assert run_kind("naast", env) == {"wacht": "verwerkt", "vlug": "verwerkt"}


@pytest.mark.traag
@pytest.mark.parametrize("env", [POSTGRES], indirect=True)
def test_control_with_the_number_drawn_first_it_waits(env: dict[str, str]) -> None:
    uit = run_kind("naast", env | {"STELSEL_KAPOT": "1"})

    assert uit == {"wacht": "verwerkt", "vlug": "OperationalError"}
