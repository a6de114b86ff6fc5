"""Pytest plugin: a requirement that `werkt` needs a passing test that carries its ID.

Every run: a marker with an unknown ID stops the collection, and a requirement that `werkt` while one of its
tests fails is named at the end. A run of the whole suite also fails when a requirement that `werkt` has no
passing test. The IDs travel with the test reports, so it works with parallel workers too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from scripts.eisen import Eis, get_eisen

SLEUTEL = "eis"
Uitkomsten = dict[str, set[str]]


def check_dekking(
    eisen: Mapping[str, Eis], uitkomsten: Mapping[str, set[str]], *, volledig: bool
) -> list[str]:
    """Compare the requirements that `werkt` with the outcomes of their tests.

    `uitkomsten` holds per ID the outcomes seen (passed, failed, skipped); `volledig` says whether every test
    had its chance. Returns one line per requirement whose status is not borne out.
    """
    fouten = []
    for id_, eis in eisen.items():
        gezien = uitkomsten.get(id_, set())
        if eis.status != "werkt":
            continue
        if "failed" in gezien:
            fouten.append(f"{id_} staat op werkt, maar een test ervan faalt")
        elif volledig and "passed" not in gezien:
            reden = "al zijn tests zijn overgeslagen" if gezien else "geen test draagt dit nummer"
            fouten.append(f"{id_} staat op werkt, maar {reden}")
    return fouten


class Dekking:
    """Collects the outcomes of one run; lives on the pytest configuration."""

    def __init__(self, eisen: Mapping[str, Eis]) -> None:
        self.eisen = eisen
        self.uitkomsten: Uitkomsten = defaultdict(set)
        self.fouten: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome of every test that carries an ID; an error in set-up counts as a failure."""
        if report.when == "call" or report.outcome != "passed":
            for sleutel, id_ in report.user_properties:
                if sleutel == SLEUTEL:
                    self.uitkomsten[str(id_)].add(report.outcome)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Judge the run; parallel workers leave that to the process that started them."""
        if hasattr(session.config, "workerinput") or session.config.option.collectonly:
            return
        self.fouten = check_dekking(self.eisen, self.uitkomsten, volledig=is_volledig(session.config))
        if self.fouten and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name every requirement whose status is not borne out by the tests."""
        for fout in self.fouten:
            terminalreporter.write_line(f"eis {fout}", red=True)


def is_volledig(config: pytest.Config) -> bool:
    """Tell whether this run holds the whole suite: all of tests/, nothing selected or left out."""
    paden = {(config.invocation_params.dir / arg).resolve() for arg in config.args}
    keuzes = ("keyword", "markexpr", "deselect", "lf", "ignore", "ignore_glob")
    heel = {(config.rootpath / "tests").resolve(), config.rootpath.resolve()}
    return bool(paden) and paden <= heel and not any(getattr(config.option, k, None) for k in keuzes)


def get_ids(item: pytest.Item) -> Sequence[str]:
    """List the requirement IDs that a test carries, from its own marks and those of its class and module."""
    return [str(id_) for mark in item.iter_markers("eis") for id_ in mark.args]


def pytest_configure(config: pytest.Config) -> None:
    """Start collecting."""
    config.pluginmanager.register(Dekking(get_eisen()), "stelsel-dekking")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a mark with an ID that docs/eisen.toml does not know, and hang the IDs on the reports."""
    bekend = get_eisen()
    for item in items:
        for id_ in get_ids(item):
            if id_ not in bekend:
                plek = Path(item.location[0]).as_posix()
                raise pytest.UsageError(f"{plek}: eis {id_!r} van {item.name} staat niet in docs/eisen.toml")
            item.user_properties.append((SLEUTEL, id_))
