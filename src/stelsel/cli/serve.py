"""stelsel serve: the website and the processing of messages, together, until it is stopped.

One process watches two others: the web server (gunicorn) and the worker. A process that dies is started
again, later and later when it keeps dying; only a website that does not start ends it all. A stop signal
reaches both, and each finishes what it is doing. In the demo (STELSEL_DEMO=1) the worker also lets the
simulated aanbieders answer, so that a visitor can walk the whole loop in the browser. When there is nothing
else to do it brings new facts to the lake (`stelsel.cli.publiceer`).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

_BESCHRIJVING = """\
Start de website en de verwerking van berichten. Stoppen: Ctrl-C.
De poort staat in PORT (8000), de database in DATABASE_URL."""
_RUST, _HERSTART, _STOPTIJD, _HERSTEL = 0.5, 1.0, 20.0, 5.0
_MEESTE_HERSTARTS, _LANGSTE_WACHT = 5, 60.0
_WEBSITE = "website"


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "serve",
        help="start de website en de verwerking van berichten",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("--alleen", choices=("web", "werker"), help="start maar één van de twee")
    ontleder.add_argument("--adres", default="127.0.0.1", help="het adres waarop de website luistert")


def run(args: argparse.Namespace) -> int:
    """Run until stopped; 2 when the database is not ready or the website cannot start."""
    from stelsel.cli.database import open_database

    if args.alleen == "werker":
        return run_werker() if open_database() else 2
    if not open_database():
        return 2
    _collect_vormgeving()
    opdrachten = {_WEBSITE: _get_web(args.adres)}
    if args.alleen is None:
        werker = [sys.executable, "-m", "stelsel.cli.hoofd", "serve", "--alleen", "werker"]
        opdrachten["verwerking"] = werker
    return _Bewaker(opdrachten).run()


def _get_web(adres: str) -> list[str]:
    poort = os.environ.get("PORT", "8000")
    return [
        *(sys.executable, "-m", "gunicorn", "stelsel.project.wsgi:application"),
        *("--bind", f"{adres}:{poort}", "--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "15", "--log-level", "warning", "--no-control-socket"),
    ]


def _collect_vormgeving() -> None:
    """Put style sheets, fonts and script where the web server finds them."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


class _Proces:
    """One process that is kept alive. One that keeps dying is started again after 1, 2, 4 ... 60 seconds."""

    def __init__(self, naam: str, opdracht: list[str]) -> None:
        self.naam = naam
        self.snel_gestorven = 0
        self._opdracht = opdracht
        self._weer_om: float | None = None
        self._start()

    def _start(self) -> None:
        self._weer_om, self._begonnen = None, time.monotonic()
        self.proces = subprocess.Popen(self._opdracht)

    def check(self) -> None:
        """Start it again when it died and its wait is over."""
        if self.proces.poll() is None:
            return
        nu = time.monotonic()
        if self._weer_om is None:
            self.snel_gestorven = self.snel_gestorven + 1 if nu - self._begonnen < _STOPTIJD else 1
            wacht = min(_HERSTART * 2 ** (self.snel_gestorven - 1), _LANGSTE_WACHT)
            self._weer_om = nu + wacht
            print(
                f"De {self.naam} stopte (code {self.proces.returncode}) en start over {wacht:g} s opnieuw.",
                file=sys.stderr,
                flush=True,
            )
        elif nu >= self._weer_om:
            self._start()


class _Bewaker:
    """Keeps processes alive until a stop signal, and then stops them in good order."""

    def __init__(self, opdrachten: dict[str, list[str]]) -> None:
        self._opdrachten = opdrachten
        self._stop = threading.Event()

    def run(self) -> int:
        """0 after a stop signal; 1 when the website keeps dying. Without the worker the website goes on:
        people can work, messages wait, and /gezond says so."""
        for soort in (signal.SIGTERM, signal.SIGINT):
            signal.signal(soort, lambda *_: self._stop.set())
        processen = [_Proces(naam, opdracht) for naam, opdracht in self._opdrachten.items()]
        code = 0
        while not self._stop.wait(_RUST):
            for proces in processen:
                proces.check()
            if any(p.naam == _WEBSITE and p.snel_gestorven >= _MEESTE_HERSTARTS for p in processen):
                print("De website start niet. Zie de meldingen hierboven.", file=sys.stderr)
                code = 1
                break
        self._close([proces.proces for proces in processen])
        return code

    def _close(self, processen: list[subprocess.Popen[bytes]]) -> None:
        for proces in processen:
            proces.terminate()
        einde = time.monotonic() + _STOPTIJD
        for proces in processen:
            try:
                proces.wait(max(0.1, einde - time.monotonic()))
            except subprocess.TimeoutExpired:
                proces.kill()


def run_werker() -> int:
    """The background work, until a stop signal or until the process that started it is gone."""
    stop = threading.Event()
    for soort in (signal.SIGTERM, signal.SIGINT):
        signal.signal(soort, lambda *_: stop.set())
    ouder = os.getppid()
    print("werker: klaar om te beginnen", file=sys.stderr, flush=True)
    ronde = _Ronde()
    while not stop.is_set() and os.getppid() == ouder:
        stop.wait(ronde.run())
    ronde.close()
    return 0


class _Ronde:
    """What the worker does over and over, each time as the calendar (or the demo's day) then stands."""

    def __init__(self) -> None:
        from django.conf import settings

        from stelsel.cli.publiceer import ELKE, ELKE_DEMO, Publicist

        self._simulator = _Simulator() if settings.STELSEL_DEMO else None
        self._publicist = Publicist(elke=ELKE_DEMO if settings.STELSEL_DEMO else ELKE)
        self._herijkt: date | None = None

    def run(self) -> float:
        """One round; the seconds to wait before the next. A database that is away or a full disk is waited
        for: nothing was half done, and the website must not go down with it."""
        from django.db import Error, close_old_connections

        close_old_connections()
        try:
            return 0.0 if self._werk() else _RUST
        except (Error, OSError) as fout:
            print(
                f"werker: {type(fout).__name__}, nieuwe poging over {_HERSTEL:g} s",
                file=sys.stderr,
                flush=True,
            )
            return _HERSTEL

    def close(self) -> None:
        """Leave nothing running."""
        self._publicist.close()

    def _werk(self) -> int:
        """Messages, then the simulated aanbieders, then the seal on what was recorded; when nothing is left
        to do the root of the day and the lake."""
        from django.conf import settings

        from stelsel.apps.berichtenverkeer.actions import check_ronde
        from stelsel.apps.journal.actions import register_schakels
        from stelsel.apps.web.middleware.klok import get_nu, get_vandaag

        vandaag = get_vandaag()
        gedaan = check_ronde(post=settings.STELSEL_POST, today=vandaag, now=get_nu())
        if self._simulator is not None:
            gedaan += self._simulator.run(post=settings.STELSEL_POST, vandaag=get_vandaag())
        register_schakels()
        if not gedaan:
            _close_dag()
            self._herijk(vandaag)
            self._publicist.run(vandaag=get_vandaag())
        return gedaan

    def _herijk(self, vandaag: date) -> None:
        """Once for every day: which running help has to be looked at again. Twice does no harm."""
        from stelsel.apps.toegang.actions.herijkingen import register_nachtronde
        from stelsel.apps.web.middleware.klok import get_nu

        if vandaag != self._herijkt:
            register_nachtronde(today=vandaag, now=get_nu())
            self._herijkt = vandaag


def _close_dag() -> None:
    """Once a day: the root of the chain as a file, and a check of the whole chain."""
    from django.conf import settings

    from stelsel.apps.journal.actions import create_dagwortel, register_ketencontrole
    from stelsel.apps.journal.queries.controle import check_keten
    from stelsel.apps.web.middleware.klok import get_nu, get_vandaag

    map_ = Path(settings.VAR_DIR) / "wortels"
    if create_dagwortel(today=get_vandaag(), now=get_nu(), map_=map_) is not None:
        register_ketencontrole(rapport=check_keten(), now=get_nu())


class _Simulator:
    """The simulated aanbieders of the demo; they look when there is post, a request, or another day."""

    def __init__(self) -> None:
        self._dag: date | None = None

    def run(self, *, post: Path, vandaag: date) -> int:
        """Let them do what is due; the number of messages they sent."""
        from stelsel.demo.simulator import heeft_werk, publish_aanbiederberichten
        from stelsel.demo.tarieven import get_gemeenten, get_tarieven

        if vandaag == self._dag and not heeft_werk(post):
            return 0
        self._dag = vandaag
        telling = publish_aanbiederberichten(
            post=post, vandaag=vandaag, tarieven=get_tarieven(), gemeenten=get_gemeenten()
        )
        return sum(telling.values())
