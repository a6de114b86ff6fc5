"""Who pays, killed at work. `python betaaldood.py`, after `betaalkind.py vul`, lets processes make a run,
submit, approve, write the file, confirm it and turn it back, over and over. Each is killed inside the step of
its turn, after so many statements that write: the same places on a fast and on a slow machine. After every
kill the ledger is computed again; at the end one process pays what is left.

STELSEL_KAPOT=1 makes the deliberately broken variant: every statement is committed by itself. It exists only
here, as the control that the test can catch it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.db import connection

HIER = Path(__file__).resolve().parents[2]
STAPPEN = ("reserveren", "voorleggen", "goedkeuren", "bestand", "betaald", "terug")
GEEN_BERICHT = "het bericht is er niet meer"
SCHRIJFT = ("INSERT", "UPDATE", "DELETE")


class Dood:
    """Kills its own process at the n-th write in this step, counted over all times it is taken."""

    def __init__(self, stap: str, *, na: int) -> None:
        self.stap, self.na, self.nu = stap, na, ""

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        uitkomst = execute(sql, params, many, context)
        if self.nu == self.stap and sql.startswith(SCHRIJFT):
            self.na -= 1
            if self.na == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return uitkomst


def werk(dood: Dood | None = None) -> None:
    """Step by step; with a death to die payments are turned back too, so that the work does not end."""
    with connection.execute_wrapper(dood) if dood else nullcontext():
        while (stap := kies(terug=dood is not None)) is not None:
            naam, daad = stap
            if dood:
                dood.nu = naam
            daad()


def kies(*, terug: bool) -> tuple[str, Callable[[], object]] | None:
    """The next step, by what the database says: who starts anew goes on where the last one died."""
    from tests.factories.wereld import NU, VANDAAG

    from stelsel.apps.accounts.models import User
    from stelsel.apps.declaraties import actions, queries
    from stelsel.apps.declaraties.models import Betaalrun, Betaling

    een, twee = (User.objects.get(username=naam) for naam in ("controller", "controller2"))
    run = Betaalrun.objects.exclude(status__in=("betaald", "ingetrokken")).order_by("pk").first()
    if run is None:
        tot = VANDAAG.replace(year=2027)
        if queries.list_betaalbaar(gemeentecode="9901", betalen_tot=tot, today=VANDAAG):
            eigen = {"gemeentecode": "9901", "betalen_tot": tot, "uitvoeringsdatum": VANDAAG}
            return "reserveren", partial(actions.create_betaalrun, **eigen, by=een, today=VANDAAG, now=NU)
        betaling = Betaling.objects.filter(vervallen=False, status="betaald").order_by("-pk").first()
        if not terug or betaling is None:
            return None
        weg = {"sleutel": betaling.pk, "reden": "Rekening opgeheven"}
        return "terug", partial(actions.register_teruggekomen, **weg, by=een, now=NU)
    daden: dict[str, tuple[str, Callable[..., object]]] = {
        "concept": ("voorleggen", actions.submit_betaalrun),
        "voorgelegd": ("goedkeuren", partial(actions.approve_betaalrun, inhoud_sha256=run.inhoud_sha256)),
        "goedgekeurd": ("bestand", actions.create_betaalbestand),
        "bestand": ("betaald", actions.register_betaald),
    }
    naam, daad = daden[run.status]
    return naam, partial(daad, sleutel=run.pk, by=twee if naam == "goedkeuren" else een, now=NU)


def dood(keer: int) -> dict[str, Any]:
    """Kill so many processes, the steps taking turns; what the ledger said after each, and what was paid."""
    gedood, klachten = 0, []
    for nr in range(keer):
        stap = STAPPEN[nr % len(STAPPEN)]
        einde = os.waitpid(_fork(partial(werk, Dood(stap, na=1 + nr // len(STAPPEN)))), 0)[1]
        gedood += os.waitstatus_to_exitcode(einde) == -signal.SIGKILL
        klachten += [f"na {stap}: {klacht}" for klacht in list_klachten()]
    os.waitpid(_fork(werk), 0)
    return {"gedood": gedood, "klachten": klachten + list_klachten(), **get_betaald()}


def list_klachten() -> list[str]:
    """What the ledger has against itself; the claims of this test have no message behind them."""
    from stelsel.apps.declaraties.queries import check_grootboek

    verschillen = check_grootboek(get_inhoud=lambda sha: None).verschillen
    connection.close()
    return [f"{v.plaats} {v.uitleg}" for v in verschillen if v.uitleg != GEEN_BERICHT]


def get_betaald() -> dict[str, int]:
    """Cents: paid by the ledger, and told to the bank less what came back."""
    from django.db.models import Sum

    from stelsel.apps.declaraties.models import Betaalrun, Betaling, Boeking
    from stelsel.formaten.sepa import read_betaalbestand

    terug = set(Betaling.objects.filter(status="terug").values_list("kenmerk", flat=True))
    opdrachten = [read_betaalbestand(bytes(run.bestand or b"")) for run in Betaalrun.objects.all()]
    netto = sum(cent for opdracht in opdrachten for naam, (_, cent) in opdracht.items() if naam not in terug)
    return {"betaald": Boeking.objects.aggregate(som=Sum("betaald"))["som"], "netto_bij_bank": netto}


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
    if os.environ.get("STELSEL_KAPOT") == "1":
        from tests.assurance.betaalkind import breek

        breek()
    django.setup()
    sys.stdout.write(json.dumps(dood(int(os.environ["STELSEL_KILLS"]))))
