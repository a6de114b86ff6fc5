"""A worker in a process of its own, to be killed: `python kind.py vul` fills the inbox, `python kind.py dood`
starts workers and kills them at random moments, and then lets one finish; `sterf` has one message kill them.

A worker is forked from a process that has imported everything and touched neither database nor threads, so
that hundreds of kills take seconds and hit work, not imports.
STELSEL_KAPOT=1 makes the deliberately broken variant: every statement is committed by itself, so a killed
worker leaves half a message behind. It exists only here, as the control that the test can catch it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ContextDecorator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import django
from django.db import connection, transaction

HIER = Path(__file__).resolve().parents[2]
AANTAL = int(os.environ.get("STELSEL_AANTAL", "150"))
PER_RONDE, LANGST = 5, 0.25
BEGIN = time.monotonic()
DODELIJK = b"dodelijk"


class _Niets(ContextDecorator):
    """Instead of a transaction: nothing."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, *args: object) -> None:
        pass


def _breek() -> None:
    def atomic(*args: object, **kwargs: object) -> object:
        return args[0] if args and callable(args[0]) else _Niets()

    transaction.atomic = atomic  # type: ignore[assignment]  # the deliberate break


def vul() -> None:
    """Allocations, and per allocation a start and a claim in the inbox."""
    from django.core.management import call_command
    from tests.factories.berichten import create_305, create_product
    from tests.factories.declaraties import create_323, create_regel
    from tests.factories.wereld import NU, create_client, create_toewijzing, create_wereld

    from stelsel.apps.berichtenverkeer.actions import register_inkomend_bericht

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        wereld = create_wereld()
        gemeente = wereld.gemeenten["9901"]
        for nr in range(AANTAL):
            nummer = f"K-{nr}"
            wereld.clienten[nummer] = create_client(nummer=nummer, gemeente=gemeente, volgnummer=nr + 10)
            toewijzing = create_toewijzing(wereld, client=nummer, toewijzing_nummer=str(5_000 + nr))
            regel = create_regel(
                bsn=wereld.clienten[nummer].bsn, toewijzing_nummer=5_000 + nr, referentie_nummer=f"R{nr}"
            )
            start = create_product(toewijzing, Begindatum=date(2026, 1, 1) + timedelta(days=nr % 50))
            for naam, inhoud in (
                ("s", create_305(toewijzing, start, identificatie=f"S{nr}")),
                ("d", create_323([regel], identificatie=f"D{nr}", declaratie_nummer=f"D{nr}")),
            ):
                register_inkomend_bericht(bestandsnaam=f"{naam}{nr}.xml", inhoud=inhoud, now=NU)


def ronde(seconden: float) -> bool:
    """One round of the worker, so many seconds after NU, and the seal; whether there was anything to do."""
    from tests.factories.wereld import NU, VANDAAG

    from stelsel.apps.berichtenverkeer.actions import begin_ronde, check_volgend_bericht
    from stelsel.apps.journal.actions import register_schakels

    now = NU + timedelta(seconds=seconden)
    with begin_ronde(now=now):
        vol = all(check_volgend_bericht(today=VANDAAG, now=now) is not None for _ in range(PER_RONDE))
    register_schakels()
    return vol


def werk() -> None:
    """Judge until nothing is left. The clock runs slowly: on a busy machine no message gets done between two
    kills, and deaths that are seconds apart would be blamed on the message at hand (see `sterf`)."""
    while ronde((time.monotonic() - BEGIN) / 1_000):
        pass


def dood() -> None:
    """Kill STELSEL_KILLS workers, each after at most 250 ms; report how many were at work. What a dying
    worker held in PostgreSQL is free a moment later, so the last one may need another go."""
    from stelsel.apps.berichtenverkeer import actions  # noqa: F401 - imported before the fork
    from stelsel.istandaarden import get_definitie
    from stelsel.istandaarden.codec.schema import get_schema

    for soort in ("305", "306", "323", "325"):
        get_schema(get_definitie("iwmo", soort))
    keuze, gedood = random.Random(os.environ["STELSEL_ZAAD"]), 0
    for _ in range(int(os.environ["STELSEL_KILLS"])):
        pid = _fork(werk)
        time.sleep(keuze.uniform(0, LANGST))
        os.kill(pid, signal.SIGKILL)
        gedood += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    for _ in range(3):
        os.waitpid(_fork(werk), 0)
        time.sleep(0.2)
    sys.stdout.write(f"{gedood}\n")


def sterf() -> None:
    """A message on which every worker dies, one behind it, and six workers; report how many died."""
    from tests.factories.wereld import NU

    from stelsel.apps.berichtenverkeer.actions import beoordeling, register_inkomend_bericht
    from stelsel.apps.berichtenverkeer.models import InkomendBericht

    echt = beoordeling.check_ontvangen

    def check_ontvangen(rij: InkomendBericht) -> object:
        if bytes(rij.inhoud) == DODELIJK:
            os.kill(os.getpid(), signal.SIGKILL)
        return echt(rij)

    for inhoud in (DODELIJK, b"geen bericht"):
        register_inkomend_bericht(bestandsnaam="a.xml", inhoud=inhoud, now=NU)
    connection.close()
    beoordeling.check_ontvangen = check_ontvangen  # type: ignore[assignment]  # stands for running out of memory
    tussen = float(os.environ["STELSEL_TUSSEN"])
    uit = [os.waitpid(_fork(partial(ronde, nr * tussen)), 0)[1] for nr in range(6)]
    sys.stdout.write(f"{sum(os.waitstatus_to_exitcode(status) == -signal.SIGKILL for status in uit)}\n")


def _fork(werk: Callable[[], object]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            werk()
        finally:
            os._exit(0)
    return pid


if __name__ == "__main__":
    sys.path[:0] = [str(HIER), str(HIER / "src")]
    if os.environ.get("STELSEL_KAPOT") == "1":
        _breek()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    {"vul": vul, "dood": dood, "sterf": sterf}[sys.argv[1]]()
