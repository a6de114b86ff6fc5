"""Pytest plugin for tests in a real browser: one small example region and one Chromium for all of them.

Without a Chromium they are skipped, and the last lines of the run say so.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEMODAG = "2026-03-16"
GEEN_CHROMIUM = "Er is geen Chromium op deze machine: de browsertests zijn overgeslagen."
OPTIES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
          "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
NAMEN = ("chromium", "chromium-browser", "google-chrome")
WACHTTIJD = 300


def get_chromium() -> str | None:
    """The browser of the machine."""
    return next((pad for naam in NAMEN if (pad := shutil.which(naam))), None)


def get_vrije_poort() -> int:
    """A port that nobody uses now."""
    with socket.socket() as stekker:
        stekker.bind(("127.0.0.1", 0))
        return int(stekker.getsockname()[1])


def wait_gezond(adres: str, proces: subprocess.Popen[bytes], logboek: Path) -> None:
    """Wait until web, database and worker are well."""
    einde = time.monotonic() + WACHTTIJD
    while time.monotonic() < einde and proces.poll() is None:
        try:
            urllib.request.urlopen(f"{adres}/gezond", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"de voorbeeldregio kwam niet op:\n{logboek.read_text('utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, for the whole session."""
    pad = get_chromium()
    if pad is None:
        pytest.skip(GEEN_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=pad, args=OPTIES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def regio(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small example region with web and worker running."""
    map_, poort = tmp_path_factory.mktemp("regio"), get_vrije_poort()
    adres, logboek = f"http://127.0.0.1:{poort}", map_ / "log.txt"
    eigen = {"STELSEL_VAR": str(map_), "STELSEL_DEMO": "1", "STELSEL_VANDAAG": DEMODAG, "PORT": str(poort)}
    weg = ("DATABASE_URL", "STELSEL_LAKE", "STELSEL_POST", "DJANGO_SETTINGS_MODULE")
    env = {naam: waarde for naam, waarde in os.environ.items() if naam not in weg} | eigen
    opdracht = [Path(sys.executable).with_name("stelsel"), "demo", "--clienten", "60", "--schaal", "0.05"]
    with logboek.open("wb") as uit:
        proces = subprocess.Popen(opdracht, env=env, stdout=uit, stderr=uit, start_new_session=True)
        try:
            wait_gezond(adres, proces, logboek)
            yield adres
        finally:
            proces.send_signal(signal.SIGTERM)
            proces.wait(timeout=60)


@pytest.fixture
def venster(chromium: Browser, regio: str) -> Iterator[Callable[..., Page]]:
    """Opens windows, each a visitor of its own; they are closed after the test."""
    contexten = []

    def open_venster(**opties: Any) -> Page:
        opties.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(base_url=regio, locale="nl-NL", **opties)
        contexten.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield open_venster
    for context in contexten:
        context.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that the browser was missing."""
    overgeslagen = [r for r in terminalreporter.stats.get("skipped", ()) if GEEN_CHROMIUM in str(r.longrepr)]
    if overgeslagen:
        terminalreporter.write_line(f"LET OP: {GEEN_CHROMIUM} ({len(overgeslagen)} tests)", red=True)
