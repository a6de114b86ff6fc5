"""Payment by many processes at once: `python betaalkind.py vul` makes claims, `betaal` lets STELSEL_PROCESSEN
processes make runs, submit, approve, write the file and confirm it, everything twice, all at the same moment.

STELSEL_KAPOT=1 makes the deliberately broken variant: no transactions, no locks and not the constraint that a
claim is in one run. It exists only here, as the control that the test can catch it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from contextlib import ContextDecorator, suppress
from pathlib import Path

import django
from django.db import connection, transaction

HIER = Path(__file__).resolve().parents[2]
CLIENTEN = 12
BETALERS = ("controller", "controller2", "controller3")
#: Seconds between the look at what is open and the act, for who looks first: all have looked by then.
PAUZE = 0.5


class _Niets(ContextDecorator):
    """Instead of a transaction: nothing."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, *args: object) -> None:
        pass


def breek() -> None:
    """Without transactions and without locks."""

    def atomic(*args: object, **kwargs: object) -> object:
        return args[0] if args and callable(args[0]) else _Niets()

    transaction.atomic = atomic  # type: ignore[assignment]  # the deliberate break
    from django.db.models.query import QuerySet

    QuerySet.select_for_update = lambda self, **_: self  # type: ignore[method-assign, assignment]  # the deliberate break


def vul() -> None:
    """Twelve clients with a claim of € 64,00 each, at Merelhof."""
    from django.core.management import call_command
    from tests.factories.betalingen import create_betalers, declareer
    from tests.factories.declaraties import create_regel
    from tests.factories.wereld import create_client, create_toewijzing, create_wereld

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        wereld = create_wereld()
        create_betalers(wereld)
        for nr in range(CLIENTEN):
            client = create_client(nummer=f"K-{nr}", gemeente=wereld.gemeenten["9901"], volgnummer=nr + 10)
            wereld.clienten[client.nummer] = client
            create_toewijzing(wereld, client=client.nummer, toewijzing_nummer=str(5_000 + nr))
            regel = create_regel(
                bsn=client.bsn, toewijzing_nummer=5_000 + nr, referentie_nummer=f"R{nr}", volume=1
            )
            declareer(wereld, regel, declaratie_nummer=f"D{nr}")


def betaal() -> None:
    """All at once; prints what came of it. The broken variant loses its constraints first."""
    from tests.factories import wereld  # noqa: F401 - imported before the fork

    from stelsel.apps.declaraties import actions  # noqa: F401 - imported before the fork

    vertraag()
    if os.environ.get("STELSEL_KAPOT") == "1":
        with connection.cursor() as cursor:
            cursor.execute('DROP INDEX "betaalregel_een_keer"')
            cursor.execute('DROP INDEX "betaling_kenmerk_uniek"')
    connection.close()
    processen = int(os.environ["STELSEL_PROCESSEN"])
    hek = multiprocessing.get_context("fork").Barrier(processen)
    kinderen = [_fork(lambda nr=nr: werk(nr, lambda: hek.wait(60))) for nr in range(processen)]
    for pid in kinderen:
        os.waitpid(pid, 0)
    sys.stdout.write(json.dumps(get_uitkomst()))


def vertraag() -> None:
    """Let every process think between the first look at what is open and the act, so that on a machine of any
    speed they are at it together."""
    from stelsel.apps.declaraties import queries

    kijk, gekeken = queries.list_betaalbaar, set[int]()

    def list_betaalbaar(**wat: object) -> object:
        voorstellen = list(kijk(**wat))
        if os.getpid() not in gekeken:
            gekeken.add(os.getpid())
            time.sleep(PAUZE)
        return voorstellen

    queries.list_betaalbaar = list_betaalbaar


def werk(nr: int, wacht: Callable[[], object]) -> None:
    """One process: every step by its own controller, each twice, until nothing is left."""
    from tests.factories.wereld import NU, VANDAAG

    from stelsel.apps.accounts.models import User
    from stelsel.apps.declaraties import actions
    from stelsel.apps.declaraties.models import Betaalrun

    wie = User.objects.get(username=BETALERS[nr % len(BETALERS)])
    tijd = {"by": wie, "now": NU}
    wacht()
    for _ in range(2):
        probeer(lambda: actions.create_betaalrun(
            gemeentecode="9901", betalen_tot=VANDAAG.replace(year=2027), uitvoeringsdatum=VANDAAG,
            today=VANDAAG, **tijd,
        ))  # fmt: skip
    for _ in range(4):
        for run in Betaalrun.objects.order_by("pk"):
            for stap in (actions.submit_betaalrun, actions.create_betaalbestand, actions.register_betaald):
                probeer(lambda stap=stap, run=run: stap(sleutel=run.pk, **tijd))
            run = Betaalrun.objects.get(pk=run.pk)
            probeer(lambda run=run: actions.approve_betaalrun(
                sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, **tijd
            ))  # fmt: skip


def probeer(stap: Callable[[], object]) -> None:
    """A refusal, or a constraint that stopped it, is an answer."""
    from django.db import DatabaseError

    from stelsel.apps.declaraties.actions import BetalingNietMogelijk

    with suppress(BetalingNietMogelijk, DatabaseError):
        stap()


def get_uitkomst() -> dict[str, object]:
    """Cents paid by the ledger, in the files, and what the files name twice."""
    import re

    from django.db.models import Sum

    from stelsel.apps.declaraties.models import Betaalrun, Boeking

    bestanden = b"".join(bytes(run.bestand or b"") for run in Betaalrun.objects.all())
    bedragen = re.findall(rb'<InstdAmt Ccy="EUR">(\d+)\.(\d\d)<', bestanden)
    kenmerken = re.findall(rb"<EndToEndId>([^<]+)<", bestanden)
    return {
        "betaald": Boeking.objects.aggregate(som=Sum("betaald"))["som"],
        "in_bestanden": sum(int(euro) * 100 + int(cent) for euro, cent in bedragen),
        "dubbele_kenmerken": len(kenmerken) - len(set(kenmerken)),
        "zelf_goedgekeurd": sum(run.goedgekeurd_persoon in run.makers for run in Betaalrun.objects.all()),
    }


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if os.environ.get("STELSEL_KAPOT") == "1" and sys.argv[1] == "betaal":
        breek()
    django.setup()
    {"vul": vul, "betaal": betaal}[sys.argv[1]]()
