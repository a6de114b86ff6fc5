"""Screenshots of the guided walk (docs/rondleiding.md), taken while really walking it in a browser.

`make schermen` fills a small example region in a temporary folder, serves it on a free port and walks the
seven steps of the README as the roles named there. The pictures go to docs/schermen. Exit codes: 0 done,
1 the region did not come up or the walk broke off, 2 there is no Chromium.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from wandeling import DEMODAG, MAP, OK, Afgebroken, walk, zeg

#: Fewer clients, and no aanbieder has enough of them for a figure (step 6).
CLIENTEN, SCHAAL = 900, 0.3
CHROMIUM_OPTIES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def get_vrije_poort() -> int:
    """A port that nobody uses now."""
    with socket.socket() as stekker:
        stekker.bind(("127.0.0.1", 0))
        return int(stekker.getsockname()[1])


@contextmanager
def open_regio() -> Iterator[str]:
    """A filled region in a temporary folder, web and worker running; yields its address."""
    poort = get_vrije_poort()
    adres = f"http://127.0.0.1:{poort}"
    with tempfile.TemporaryDirectory(prefix="stelsel-schermen-") as map_:
        env = os.environ | {
            "STELSEL_VAR": map_,
            "STELSEL_DEMO": "1",
            "STELSEL_VANDAAG": DEMODAG,
            "PORT": str(poort),
        }
        env.pop("DATABASE_URL", None)
        opdracht = [Path(sys.executable).with_name("stelsel"), "demo"]
        opdracht += ["--clienten", str(CLIENTEN), "--schaal", str(SCHAAL)]
        proces = subprocess.Popen(opdracht, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            wait_gezond(poort, proces)
            yield adres
        finally:
            stop(proces)


def get_status(poort: int) -> int:
    """What /gezond says; 0 when nobody answers yet."""
    verbinding = HTTPConnection("127.0.0.1", poort, timeout=5)
    try:
        verbinding.request("GET", "/gezond")
        return verbinding.getresponse().status
    except OSError:
        return 0
    finally:
        verbinding.close()


def wait_gezond(poort: int, proces: "subprocess.Popen[bytes]", seconden: int = 600) -> None:
    """Wait until the region answers that it is well."""
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        if proces.poll() is not None:
            raise Afgebroken(f"De voorbeeldregio stopte met code {proces.returncode}.")
        if get_status(poort) == OK:
            return
        time.sleep(0.5)
    raise Afgebroken(f"De voorbeeldregio gaf na {seconden} seconden nog geen antwoord op /gezond.")


def stop(proces: subprocess.Popen[bytes]) -> None:
    """End web and worker, politely first."""
    for teken in (signal.SIGTERM, signal.SIGKILL):
        if proces.poll() is None:
            os.killpg(proces.pid, teken)
            try:
                proces.wait(timeout=15)
            except subprocess.TimeoutExpired:
                continue


def main() -> int:
    """Fill, walk and photograph."""
    from playwright.sync_api import Error, sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        zeg("Er is geen Chromium. Installeer het pakket chromium en probeer het opnieuw.")
        return 2
    MAP.mkdir(exist_ok=True)
    try:
        with open_regio() as adres, sync_playwright() as spel:
            browser = spel.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIES)
            zeg("De wandeling begint; de beelden komen in docs/schermen.")
            walk(browser, adres)
            browser.close()
    except (Afgebroken, Error) as fout:
        zeg(f"De wandeling is afgebroken: {fout}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
