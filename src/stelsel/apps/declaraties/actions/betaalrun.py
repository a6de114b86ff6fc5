"""From a proposal to the bank: made by one, approved by another, paid once.

Every act takes the row of the gemeente and then that of the run with a lock first, always in that order, so
that of two at the same moment the second sees what the first did and neither waits for the other. What the
lock would miss, the constraints of the tables refuse: a claim in two runs, an approval by who made it, an
entry twice.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.declaraties.betaalrun import (
    OPEN_STATUSSEN,
    OVERGANGEN,
    RUNSTATUS_NAAM,
    Runstatus,
    verreken,
)
from stelsel.domein.declaraties.grootboek import Boekingsoort
from stelsel.kern.nummers import iban_geldig

from .. import queries
from ..models import Betaalregel, Betaalrun, Betaalvoorstel, Betaling
from ..permissions import mag_betalen
from .grootboek import register_boekingen, register_herroeping

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BetalingNietMogelijk(Exception):
    """The act cannot be done; the text says why, in Dutch for the controller."""


@transaction.atomic
def create_betaalrun(
    *, gemeentecode: str, betalen_tot: date, uitvoeringsdatum: date, by: User, today: date, now: datetime
) -> Betaalrun:
    """A run with everything that is open and due by `betalen_tot`. Raises BetalingNietMogelijk."""
    check_betaler(by, gemeentecode)
    if uitvoeringsdatum < today:
        raise BetalingNietMogelijk("De dag van betalen ligt in het verleden. Kies vandaag of later.")
    lock_gemeente(gemeentecode)
    [volgnummer] = create_nummers(reeks=f"betaalrun {gemeentecode} {today.year}")
    run = Betaalrun.objects.create(
        gemeente_id=gemeentecode,
        nummer=f"BR-{gemeentecode}-{today.year}-{volgnummer:04d}",
        betalen_tot=betalen_tot,
        uitvoeringsdatum=uitvoeringsdatum,
        makers=[by.persoon_sleutel],
        gemaakt_by=by.username,
        gemaakt_persoon=by.persoon_sleutel,
        gemaakt_at=now,
        gewijzigd_by=by.username,
        gewijzigd_persoon=by.persoon_sleutel,
        gewijzigd_at=now,
    )
    if not _create_betalingen(run, today=today):
        raise BetalingNietMogelijk("Er is niets te betalen tot en met deze dag.")
    register_stap(run, "gemaakt", by=by, now=now)
    return run


@transaction.atomic
def change_betaalrun(*, sleutel: int, reden: str, by: User, today: date, now: datetime) -> Betaalrun:
    """Make the run anew of what is open now: without what was held back since, to the accounts in force. An
    approval that was given lapses, and who changes the run cannot approve it. A day to pay that has gone by
    becomes today. A run in which nothing is left is withdrawn. Raises BetalingNietMogelijk."""
    run = lock_betaalrun(sleutel, naar=Runstatus.CONCEPT, by=by)
    _release_regels(run, by=by, now=now)
    _reset(run, by=by, now=now)
    run.uitvoeringsdatum = max(run.uitvoeringsdatum, today)
    if not _create_betalingen(run, today=today):
        run.status, run.reden = Runstatus.INGETROKKEN, "Er bleef niets over om te betalen."
    run.save()
    register_stap(run, "gewijzigd", by=by, now=now, reden=reden)
    return run


@transaction.atomic
def submit_betaalrun(*, sleutel: int, by: User, now: datetime) -> Betaalrun:
    """Ready to be approved by somebody else, as it is now. Raises BetalingNietMogelijk."""
    run = lock_betaalrun(sleutel, naar=Runstatus.VOORGELEGD, by=by)
    check_dag(run, now=now)
    _check_rekeningen(run)
    run.status, run.inhoud_sha256 = Runstatus.VOORGELEGD, queries.compute_inhoud(run)
    run.voorgelegd_by, run.voorgelegd_persoon, run.voorgelegd_at = by.username, by.persoon_sleutel, now
    run.makers = sorted({*run.makers, by.persoon_sleutel})
    run.save()
    register_stap(run, "voorgelegd", by=by, now=now)
    return run


@transaction.atomic
def approve_betaalrun(*, sleutel: int, inhoud_sha256: str, by: User, now: datetime) -> Betaalrun:
    """A second person approves what was submitted. `inhoud_sha256`: of what that person looked at.

    Raises BetalingNietMogelijk, also when the approver made or changed any of it, under whatever login."""
    run = lock_betaalrun(sleutel, naar=Runstatus.GOEDGEKEURD, by=by)
    if by.persoon_sleutel in run.makers:
        raise BetalingNietMogelijk(
            "U heeft deze betaalrun zelf gemaakt of gewijzigd. Een ander keurt hem goed."
        )
    if not inhoud_sha256 == run.inhoud_sha256 == queries.compute_inhoud(run):
        raise BetalingNietMogelijk("De betaalrun is veranderd nadat u hem opende. Bekijk hem opnieuw.")
    check_dag(run, now=now)
    run.status = Runstatus.GOEDGEKEURD
    run.goedgekeurd_by, run.goedgekeurd_persoon, run.goedgekeurd_at = by.username, by.persoon_sleutel, now
    run.save()
    regels = queries.list_geldige_regels(run)
    register_boekingen(regels=regels, soort=Boekingsoort.GOEDKEURING, by=by.username, now=now)
    register_stap(run, "goedgekeurd", by=by, now=now)
    return run


@transaction.atomic
def reject_betaalrun(*, sleutel: int, reden: str, by: User, now: datetime) -> Betaalrun:
    """The second person does not approve: a concept again, with the reason. Raises BetalingNietMogelijk."""
    run = lock_betaalrun(sleutel, naar=Runstatus.GOEDGEKEURD, by=by)
    run.status, run.inhoud_sha256, run.reden = Runstatus.CONCEPT, "", reden[:200]
    run.voorgelegd_by, run.voorgelegd_persoon, run.voorgelegd_at = "", "", None
    run.save()
    register_stap(run, "afgewezen", by=by, now=now, reden=reden)
    return run


@transaction.atomic
def withdraw_betaalrun(*, sleutel: int, reden: str, by: User, now: datetime) -> Betaalrun:
    """Nothing of it is paid; the claims are open again. Not once the bank has the file."""
    run = lock_betaalrun(sleutel, naar=Runstatus.INGETROKKEN, by=by)
    _release_regels(run, by=by, now=now)
    _reset(run, by=by, now=now)
    run.status, run.reden = Runstatus.INGETROKKEN, reden[:200]
    run.save()
    register_stap(run, "ingetrokken", by=by, now=now, reden=reden)
    return run


def _create_betalingen(run: Betaalrun, *, today: date) -> int:
    """Reserve what is open for this run, set off per aanbieder; the number of payments."""
    voorstellen = queries.list_betaalbaar(
        gemeentecode=run.gemeente_id, betalen_tot=run.betalen_tot, today=today
    )
    per_aanbieder = groupby(voorstellen, key=lambda v: v.declaratie.aanbieder)
    betalingen = [_create_betaling(run, aanbieder, list(groep)) for aanbieder, groep in per_aanbieder]
    return sum(betalingen)


def _create_betaling(run: Betaalrun, aanbieder: Any, voorstellen: list[Betaalvoorstel]) -> bool:
    bedragen = verreken([voorstel.nog_open for voorstel in voorstellen])  # type: ignore[attr-defined]  # annotated by add_stand
    if not any(bedragen):
        return False
    rekening = queries.get_rekening(
        gemeentecode=run.gemeente_id, aanbieder=aanbieder, today=run.uitvoeringsdatum
    )
    betaling = Betaling.objects.create(
        betaalrun=run,
        aanbieder=aanbieder,
        naam=rekening.naam if rekening else aanbieder.naam,
        iban=rekening.iban if rekening else "",
        bedrag=sum(bedragen),
        kenmerk=f"{run.nummer}-{aanbieder.pk}",
    )
    Betaalregel.objects.bulk_create(
        Betaalregel(
            betaling=betaling,
            voorstel=voorstel,
            bedrag=bedrag,
            volgnummer=voorstel.deel + 1,  # type: ignore[attr-defined]  # annotated by add_stand
        )
        for voorstel, bedrag in zip(voorstellen, bedragen, strict=True)
        if bedrag
    )
    return True


def _release_regels(run: Betaalrun, *, by: User, now: datetime) -> None:
    """Turn back what was booked and let the claims go."""
    regels = queries.list_geldige_regels(run)
    register_herroeping(regels=regels, by=by.username, now=now)
    Betaalregel.objects.filter(pk__in=[regel.pk for regel in regels]).update(vervallen=True)
    run.betalingen.filter(vervallen=False).update(vervallen=True)


def _reset(run: Betaalrun, *, by: User, now: datetime) -> None:
    """Back to a concept of who changed it; every approval lapses."""
    run.status, run.inhoud_sha256, run.reden = Runstatus.CONCEPT, "", ""
    run.voorgelegd_by, run.voorgelegd_persoon, run.voorgelegd_at = "", "", None
    run.goedgekeurd_by, run.goedgekeurd_persoon, run.goedgekeurd_at = "", "", None
    run.gewijzigd_by, run.gewijzigd_persoon, run.gewijzigd_at = by.username, by.persoon_sleutel, now
    run.makers = sorted({*run.makers, by.persoon_sleutel})


def _check_rekeningen(run: Betaalrun) -> None:
    """Everybody has an account that can be paid to, and the gemeente one to pay from."""
    if queries.get_rekening(gemeentecode=run.gemeente_id, aanbieder=None, today=run.uitvoeringsdatum) is None:
        raise BetalingNietMogelijk(
            "Het rekeningnummer van de gemeente ontbreekt. Voeg het toe bij Rekeningnummers."
        )
    zonder = [b.naam for b in run.betalingen.filter(vervallen=False, bedrag__gt=0) if not iban_geldig(b.iban)]
    if zonder:
        raise BetalingNietMogelijk(f"Het rekeningnummer ontbreekt of klopt niet: {', '.join(zonder)}.")


def check_betaler(by: User, gemeentecode: str) -> None:
    """Nothing for a controller of this gemeente; raises BetalingNietMogelijk for anybody else."""
    if not mag_betalen(by, gemeentecode):
        raise BetalingNietMogelijk("Dit mag alleen een controller van de gemeente.")


def check_dag(run: Betaalrun, *, now: datetime) -> None:
    """The bank can still pay on the day of the run; raises BetalingNietMogelijk when that day has gone by."""
    if run.uitvoeringsdatum < timezone.localtime(now).date():
        dag = date_format(run.uitvoeringsdatum, "j F Y")
        raise BetalingNietMogelijk(
            f"De dag van betalen ({dag}) is voorbij: de bank weigert het bestand. "
            "Kies 'Opnieuw samenstellen'; de dag van betalen wordt dan vandaag."
        )


def lock_gemeente(gemeentecode: str) -> None:
    """Two people reserve claims of one gemeente one after the other; whoever is second sees what is taken."""
    Gemeente.objects.select_for_update(no_key=True).get(pk=gemeentecode)


def lock_betaalrun(sleutel: int, *, naar: Runstatus, by: User) -> Betaalrun:
    """The row of a run, locked until the commit. Raises BetalingNietMogelijk when it cannot go to that state,
    or not by this user."""
    lock_gemeente(Betaalrun.objects.values_list("gemeente_id", flat=True).get(pk=sleutel))
    run = Betaalrun.objects.select_for_update().get(pk=sleutel)
    check_betaler(by, run.gemeente_id)
    if run.status not in OVERGANGEN[naar]:
        wat = RUNSTATUS_NAAM[Runstatus(run.status)].lower()
        te_laat = "" if run.status in OPEN_STATUSSEN else " Daar verandert niets meer aan."
        raise BetalingNietMogelijk(f"De betaalrun {run.nummer} staat al op: {wat}.{te_laat}")
    return run


def register_stap(run: Betaalrun, wat: str, *, by: User, now: datetime, **data: str) -> None:
    """In the journal: what was done with the run."""
    register_gebeurtenis(
        soort=f"betaalrun_{wat}",
        object_soort="betaalrun",
        object_sleutel=run.nummer,
        actor=by.username,
        now=now,
        data={"inhoud": run.inhoud_sha256, **data},
    )
