"""Many processes at the same moment: `python samenkind.py vul` makes a world, `claim` lets STELSEL_PROCESSEN
processes claim one allocation, `dubbel` deliver the same bytes, `anders` other bytes under the same
identification, `nummers` draw numbers, `verwijder` lets half of them claim an allocation that the others
delete, `plafond` lets two grant under a ceiling with room for one; STELSEL_RONDES times. Prints per round
what came of it. `naast` holds up the claim of one aanbieder and delivers one of another (PostgreSQL only).

STELSEL_KAPOT=1 makes the deliberately broken variant: nobody waits for anybody. In SQLite the lock is the
transaction, in PostgreSQL the lock on rows. It exists only here, as the control that the test can catch it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ContextDecorator
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

HIER = Path(__file__).resolve().parents[2]
RONDES, PROCESSEN = int(os.environ.get("STELSEL_RONDES", "1")), int(os.environ.get("STELSEL_PROCESSEN", "12"))
#: Hours in an allocation, all of which every claim asks.
VOLUME = 10
NUMMERS = 20
#: Seconds between those who delete; and how long each at most waits, between the look and the act, for
#: another: who deletes, and who judges a claim. Broken, nobody holds up anybody, so the other comes.
STAP = 0.02
PAUZE, OORDEEL = (30.0, 30.0) if os.environ.get("STELSEL_KAPOT") == "1" else (0.3, 0.1)
#: Seconds that a claim may wait for that of another aanbieder; it needs none.
GEDULD = 3


class _Niets(ContextDecorator):
    """Instead of a transaction: nothing."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, *args: object) -> None:
        pass


def breek() -> None:
    """Take the lock away, before anything of the product is imported."""
    from django.db.models.query import QuerySet

    if os.environ["DATABASE_URL"].startswith("sqlite"):

        def atomic(*args: object, **kwargs: object) -> object:
            return args[0] if args and callable(args[0]) else _Niets()

        transaction.atomic = atomic  # type: ignore[assignment]  # the deliberate break
    QuerySet.select_for_update = lambda self, **_: self  # type: ignore[method-assign, assignment]  # the deliberate break


def breek_nummers() -> None:
    """The row of a number series is a lock too: whoever draws a number waits for who drew one before."""
    from stelsel.apps.berichtenverkeer.actions import uitkomst

    def create_nummers(**_: object) -> range:
        nummer = secrets.randbelow(10**8)
        return range(nummer, nummer + 1)

    uitkomst.create_nummers = create_nummers  # type: ignore[assignment]  # the deliberate break


def vul() -> None:
    """An allocation per round, and one claim before it all, so that every row to wait for exists."""
    from django.core.management import call_command
    from tests.factories.wereld import create_client, create_toewijzing, create_wereld

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        wereld = create_wereld()
        for ronde in range(RONDES + 1):
            naam = f"K-{ronde}"
            wereld.clienten[naam] = create_client(
                nummer=naam, gemeente=wereld.gemeenten["9901"], volgnummer=ronde + 10
            )
            velden = {"toewijzing_nummer": str(5_000 + ronde), "volume": VOLUME, "frequentie": "6"}
            create_toewijzing(wereld, client=naam, **velden)
        vul_plafond(wereld)
    lever(RONDES, "BEGIN")


def vul_plafond(wereld: Any) -> None:
    """Two questions of € 5.184,00 each, and a stop at € 6.000,00 that lets one of them by."""
    from tests.factories.volle_wereld import create_open_vraag
    from tests.factories.wereld import MERELHOF, NU, VANDAAG, create_client

    from stelsel.apps.bekostiging.actions.plafond import Plafondwens, register_plafond
    from stelsel.apps.bekostiging.models import Plafond

    gemeente = wereld.gemeenten["9901"]
    for nr in range(2):
        naam = f"P-{nr}"
        volgnummer = RONDES + 20 + nr
        wereld.clienten[naam] = create_client(nummer=naam, gemeente=gemeente, volgnummer=volgnummer)
        create_open_vraag(wereld, f"p{nr}", naam, MERELHOF, "02A01")
    wens = Plafondwens(
        soort=Plafond.Soort.AANBIEDER,
        actie=Plafond.Actie.STOP,
        wet="wmo",
        jaar=2027,
        bedrag=600_000,
        signaal_procent=85,
        vandatum=VANDAAG,
        reden="Besluit 12",
        gemeente=gemeente,
        aanbieder=wereld.aanbieders[MERELHOF],
    )
    register_plafond(wens, by=wereld.users["controller"], now=NU)


def create_bericht(
    ronde: int, kenmerk: str, identificatie: str, *, volume: int = VOLUME, **koppen: str
) -> bytes:
    """A claim of all hours of the allocation of this round, in February."""
    from tests.factories.declaraties import create_323, create_regel

    from stelsel.kern.nummers import bsn_testnummers

    bsn = bsn_testnummers()[ronde + 10]
    velden = {"toewijzing_nummer": 5_000 + ronde, "referentie_nummer": kenmerk, "volume": volume}
    return create_323(
        [create_regel(bsn=bsn, **velden)], identificatie=identificatie, declaratie_nummer=kenmerk, **koppen
    )


def lever(ronde: int, kenmerk: str, identificatie: str | None = None, **anders: Any) -> str:
    """Into the inbox and judged, as by a worker of its own; the status that it got, or what went wrong."""
    from django.db import DatabaseError
    from tests.factories.wereld import NU, VANDAAG

    from stelsel.apps.berichtenverkeer.actions import (
        BerichtMislukt,
        check_volgend_bericht,
        register_inkomend_bericht,
    )

    try:
        inhoud = create_bericht(ronde, kenmerk, identificatie or kenmerk, **anders)
        rij = register_inkomend_bericht(bestandsnaam=f"{kenmerk}.xml", inhoud=inhoud, now=NU)
        klaar = check_volgend_bericht(today=VANDAAG, now=NU + timedelta(seconds=1), sleutel=rij.pk)
    except (DatabaseError, BerichtMislukt) as fout:
        return type(fout).__name__
    return klaar.status if klaar else "niet beoordeeld"


def claim(ronde: int, nr: int) -> str:
    """Each its own claim on the same hours."""
    return lever(ronde, f"R{ronde}N{nr}")


def dubbel(ronde: int, nr: int) -> str:
    """Each the same message."""
    return lever(ronde, f"R{ronde}")


def anders(ronde: int, nr: int) -> str:
    """Each another claim, under the same identification."""
    return lever(ronde, f"R{ronde}N{nr}", identificatie=f"R{ronde}", volume=nr + 1)


def nummers(ronde: int, nr: int) -> str:
    """Numbers from one series, one by one."""
    from django.db import DatabaseError

    from stelsel.apps.basis.actions import create_nummers

    try:
        return " ".join(str(create_nummers(reeks=f"proef{ronde}")[0]) for _ in range(NUMMERS))
    except DatabaseError as fout:
        return type(fout).__name__


class Seinen:
    """What the processes tell each other in a round: how many looked at the allocation to claim or to delete
    it, how many at the ceiling, and how many were answered."""

    def __init__(self) -> None:
        vork = multiprocessing.get_context("fork")
        self.claims, self.wissers, self.kijkers, self.klaar = (vork.Value("i", 0) for _ in range(4))

    def meld(self, wat: Any) -> None:
        with wat.get_lock():
            wat.value += 1

    def wacht(self, wat: Any, *, aantal: int, hoogstens: float) -> None:
        einde = time.monotonic() + hoogstens
        while wat.value < aantal and time.monotonic() < einde:
            time.sleep(0.005)


#: Of the round that this process is in.
NU_SEINEN: list[Seinen] = []


def vertraag(opdracht: str) -> None:
    """Let whoever deletes an allocation, grants one or judges a claim wait between the look and the act,
    until another has looked: then it goes wrong wherever nobody waits for anybody, on any machine."""
    from stelsel.apps.declaraties.actions import beoordelen
    from stelsel.apps.toegang import queries
    from stelsel.apps.toegang.actions import toewijzingen

    besluit, oordeel = toewijzingen.decide_verwijdering, beoordelen.check_prestaties
    geraakt = queries.list_geraakte_plafonds

    def decide_verwijdering(*args: Any, **kwargs: Any) -> Any:
        plan, seinen = besluit(*args, **kwargs), NU_SEINEN[-1]
        seinen.meld(seinen.wissers)
        seinen.wacht(seinen.klaar, aantal=1, hoogstens=PAUZE)
        return plan

    def check_prestaties(*args: Any, **kwargs: Any) -> Any:
        beoordeeld, seinen = oordeel(*args, **kwargs), NU_SEINEN[-1]
        seinen.meld(seinen.claims)
        ander, aantal = (seinen.wissers, 1) if opdracht == "verwijder" else (seinen.claims, 2)
        seinen.wacht(ander, aantal=aantal, hoogstens=OORDEEL)
        return beoordeeld

    def list_geraakte_plafonds(*args: Any, **kwargs: Any) -> Any:
        plafonds, seinen = geraakt(*args, **kwargs), NU_SEINEN[-1]
        seinen.meld(seinen.kijkers)
        seinen.wacht(seinen.kijkers, aantal=2, hoogstens=OORDEEL)
        return plafonds

    queries.list_geraakte_plafonds = list_geraakte_plafonds
    toewijzingen.decide_verwijdering = decide_verwijdering
    beoordelen.check_prestaties = check_prestaties


def verwijder(ronde: int, nr: int) -> str:
    """The even ones claim the hours of an allocation, the odd ones delete it a little later each."""
    from django.db import DatabaseError
    from tests.factories.wereld import NU

    from stelsel.apps.accounts.models import User
    from stelsel.apps.toegang.actions import WijzigingNietMogelijk, withdraw_toewijzing
    from stelsel.apps.toegang.models import Toewijzing

    if nr % 2 == 0:
        gekregen = lever(ronde, f"R{ronde}N{nr}")
        NU_SEINEN[-1].meld(NU_SEINEN[-1].klaar)
        return gekregen
    time.sleep(nr * STAP)
    toewijzing = Toewijzing.objects.get(toewijzing_nummer=str(5_000 + ronde))
    try:
        withdraw_toewijzing(toewijzing=toewijzing, by=User.objects.get(username="regisseur"), now=NU)
    except (DatabaseError, WijzigingNietMogelijk) as fout:
        return type(fout).__name__
    return "verwijderd"


def plafond(ronde: int, nr: int) -> str:
    """The first two grant a question each, in the first round; the ceiling has room for one."""
    from django.db import DatabaseError
    from tests.factories.wereld import NU, VANDAAG

    from stelsel.apps.accounts.models import User
    from stelsel.apps.toegang.actions import BesluitNietMogelijk, approve_besluit
    from stelsel.apps.toegang.models import Vraag

    if ronde or nr > 1:
        return "niets"
    vraag, by = Vraag.objects.get(nummer=f"V-kanariep{nr}"), User.objects.get(username="regisseur")
    try:
        approve_besluit(vraag=vraag, motivering="Nodig.", by=by, today=VANDAAG, now=NU)
    except (DatabaseError, BesluitNietMogelijk) as fout:
        return type(fout).__name__
    return "toegekend"


def samen(doe: Callable[[int, int], str]) -> list[dict[str, Any]]:
    """Let all processes do it at the same moment, round by round; what each got, and what is approved."""
    from stelsel.apps.berichtenverkeer import actions  # noqa: F401 - imported before the fork

    create_bericht(0, "WARM", "WARM")
    connection.close()
    vork = multiprocessing.get_context("fork")
    hek, uit = vork.Barrier(PROCESSEN), vork.Queue()
    seinen = [Seinen() for _ in range(RONDES)]

    def werk(nr: int) -> None:
        for ronde in range(RONDES):
            NU_SEINEN.append(seinen[ronde])
            hek.wait(120)
            uit.put((ronde, doe(ronde, nr)))

    kinderen = [vork.Process(target=werk, args=(nr,)) for nr in range(PROCESSEN)]
    for kind in kinderen:
        kind.start()
    gekregen = [uit.get(timeout=120) for _ in range(RONDES * PROCESSEN)]
    for kind in kinderen:
        kind.join()
    return [get_uitkomst(ronde, [wat for wie, wat in gekregen if wie == ronde]) for ronde in range(RONDES)]


def naast() -> dict[str, str]:
    """What two claims to one gemeente get, when the first is held up where its aanbieder is locked. Broken:
    it has drawn the number of its answer by then."""
    from tests.factories.wereld import KWARTEL, MERELHOF

    from stelsel.apps.basis.actions import create_nummers
    from stelsel.apps.declaraties.models import Declarant

    def wacht() -> str:
        with transaction.atomic():
            if os.environ.get("STELSEL_KAPOT") == "1":
                create_nummers(reeks="bericht:9901:WMO325")
            return lever(0, "EERSTE")

    def vlug() -> str:
        connection.cursor().execute(f"SET lock_timeout = '{GEDULD}s'")
        return lever(0, "TWEEDE", afzender=KWARTEL)

    create_bericht(0, "WARM", "WARM")
    connection.close()
    vork = multiprocessing.get_context("fork")
    uit: Any = vork.Queue()
    seinen = [vork.Event(), vork.Event()]
    kinderen = [
        vork.Process(target=_wacht_op, args=(sein, uit, doe))
        for sein, doe in zip(seinen, (wacht, vlug), strict=True)
    ]
    for kind in kinderen:
        kind.start()
    with transaction.atomic():
        list(Declarant.objects.select_for_update().filter(aanbieder=MERELHOF))
        seinen[0].set()
        einde = time.monotonic() + 30
        while not _is_opgehouden() and time.monotonic() < einde:
            time.sleep(STAP)
        seinen[1].set()
        kinderen[1].join(30)
    return dict(uit.get(timeout=30) for _ in kinderen)


def _wacht_op(sein: Any, uit: Any, doe: Callable[[], str]) -> None:
    """In a process of its own, when the sign comes: what was done and what it got."""
    sein.wait(60)
    uit.put((doe.__name__, doe()))


def _is_opgehouden() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def get_uitkomst(ronde: int, gekregen: list[str]) -> dict[str, Any]:
    """One round: the outcomes counted, the hours approved on its allocation, and answers of their own."""
    from django.db.models import Sum

    from stelsel.apps.berichtenverkeer.models import InkomendBericht
    from stelsel.apps.declaraties.models import Declaratieregel

    regels = Declaratieregel.objects.filter(toewijzing_nummer=5_000 + ronde)
    antwoorden = InkomendBericht.objects.filter(bestandsnaam__startswith=f"R{ronde}N")
    antwoorden |= InkomendBericht.objects.filter(bestandsnaam=f"R{ronde}.xml")
    return {
        "gekregen": dict(Counter(gekregen)),
        "uren": regels.filter(goedgekeurd=True).aggregate(som=Sum("volume"))["som"] or 0,
        "regels": regels.count(),
        "antwoorden": antwoorden.exclude(antwoord=None).values("antwoord").distinct().count(),
    }


if __name__ == "__main__":
    sys.path[:0] = [str(HIER), str(HIER / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    kapot = os.environ.get("STELSEL_KAPOT") == "1" and sys.argv[1] != "naast"
    if kapot:
        breek()
    django.setup()
    if kapot:
        breek_nummers()
    if sys.argv[1] == "vul":
        vul()
    elif sys.argv[1] == "naast":
        sys.stdout.write(json.dumps(naast()))
    else:
        vertraag(sys.argv[1])
        alles = {f.__name__: f for f in (claim, dubbel, anders, nummers, verwijder, plafond)}
        sys.stdout.write(json.dumps(samen(alles[sys.argv[1]])))
