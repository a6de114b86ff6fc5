"""Reading payment runs: what is open, what a run holds, which account is in force."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)

from stelsel.apps.basis.models import Aanbieder
from stelsel.domein.declaraties.betaalrun import Betaalstand, Runstatus

from ..models import (
    Aanhouding,
    Betaalregel,
    Betaalrun,
    Betaalvoorstel,
    Betaling,
    Declaratie,
    Rekeningnummer,
)

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: A payment with one of these has left the house.
WEG = (Runstatus.BESTAND, Runstatus.BETAALD)


@dataclass(frozen=True)
class Rekening:
    """An account as it is in force."""

    iban: str
    naam: str


def add_stand(voorstellen: QuerySet[Betaalvoorstel], *, today: date) -> QuerySet[Any]:
    """With what is still open (`nog_open`, cents), where it stands (`stand`) and whether it is `te_laat`."""
    regel = Betaalregel.objects.filter(voorstel=OuterRef("pk"), vervallen=False).order_by("-pk")
    geldig = Q(regels__vervallen=False)
    return (
        voorstellen.annotate(
            nog_open=F("bedrag") - Sum("regels__bedrag", filter=geldig, default=0),
            deel=Max("regels__volgnummer", filter=geldig, default=0),
            runstatus=Subquery(regel.values("betaling__betaalrun__status")[:1]),
            run_id=Subquery(regel.values("betaling__betaalrun_id")[:1]),
            betaaldatum=Subquery(
                regel.filter(betaling__betaalrun__status__in=WEG).values(
                    "betaling__betaalrun__uitvoeringsdatum"
                )[:1]
            ),
            aangehouden=Exists(Aanhouding.objects.filter(voorstel=OuterRef("pk"), opgeheven_at__isnull=True)),
        )
        .annotate(
            stand=Case(
                When(bedrag=0, then=Value(Betaalstand.VOLDAAN.value)),
                When(Q(bedrag__lt=0) & ~Q(nog_open=0), then=Value(Betaalstand.TE_VERREKENEN.value)),
                When(runstatus__isnull=False, then=F("runstatus")),
                When(aangehouden=True, then=Value(Betaalstand.AANGEHOUDEN.value)),
                default=Value(Betaalstand.OPEN.value),
            )
        )
        .annotate(
            te_laat=ExpressionWrapper(
                Q(bedrag__gt=0) & ~Q(stand__in=WEG) & Q(uiterste_betaaldatum__lt=today),
                output_field=BooleanField(),
            )
        )
    )


def list_betaalbaar(*, gemeentecode: str, betalen_tot: date, today: date) -> list[Betaalvoorstel]:
    """What a run may hold: open, not held back, and due by `betalen_tot`; negative ones whatever their day,
    since they are owed to the gemeente. By aanbieder, and then the oldest first."""
    rijen = add_stand(Betaalvoorstel.objects.filter(declaratie__gemeente_id=gemeentecode), today=today)
    return list(
        rijen.filter(aangehouden=False)
        .filter(
            Q(stand=Betaalstand.OPEN, uiterste_betaaldatum__lte=betalen_tot)
            | Q(stand=Betaalstand.TE_VERREKENEN)
        )
        .select_related("declaratie__aanbieder")
        .order_by("declaratie__aanbieder_id", "uiterste_betaaldatum", "pk")
    )


def get_rekening(*, gemeentecode: str, aanbieder: Aanbieder | None, today: date) -> Rekening | None:
    """The account in force: the last one that two people confirmed, or the one from the take-over of an
    aanbieder. `aanbieder` None: of the gemeente itself. None when there is none."""
    rij = (
        Rekeningnummer.objects.filter(
            gemeente_id=gemeentecode, aanbieder=aanbieder, bevestigd_at__isnull=False, vanaf__lte=today
        )
        .order_by("-vanaf", "-pk")
        .first()
    )
    if rij is not None:
        return Rekening(rij.iban, rij.tenaamstelling)
    if aanbieder is not None and aanbieder.iban:
        return Rekening(aanbieder.iban, aanbieder.naam)
    return None


def list_geldige_regels(run: Betaalrun) -> list[Betaalregel]:
    """The lines of a run that did not lapse, with their claim."""
    return list(
        Betaalregel.objects.filter(betaling__betaalrun=run, vervallen=False)
        .select_related("voorstel__declaratie", "betaling")
        .order_by("pk")
    )


def list_betalingen(run: Betaalrun) -> QuerySet[Betaling]:
    """The payments of a run, by aanbieder, with how many claims are in each."""
    return (
        Betaling.objects.filter(betaalrun=run, vervallen=False)
        .select_related("aanbieder", "betaalrun")
        .annotate(aantal_declaraties=Count("regels"))
        .order_by("aanbieder__naam", "pk")
    )


def compute_inhoud(run: Betaalrun) -> str:
    """A digest of everything in the run that costs money: day, payer, accounts, amounts, claims."""
    eigen = get_rekening(gemeentecode=run.gemeente_id, aanbieder=None, today=run.uitvoeringsdatum)
    inhoud = {
        "run": [run.nummer, run.uitvoeringsdatum.isoformat(), eigen.iban if eigen else ""],
        "betalingen": [
            [rij.kenmerk, rij.naam, rij.iban, rij.bedrag]
            for rij in run.betalingen.filter(vervallen=False).order_by("kenmerk")
        ],
        "regels": [
            [r.betaling.kenmerk, r.voorstel_id, r.bedrag, r.volgnummer] for r in list_geldige_regels(run)
        ],
    }
    return hashlib.sha256(json.dumps(inhoud, sort_keys=True).encode()).hexdigest()


def compute_rekeninginhoud(rij: Rekeningnummer) -> str:
    """A digest of an account as it was asked and confirmed; the journal keeps this, not the number."""
    inhoud = [rij.gemeente_id, rij.aanbieder_id or "", rij.iban, rij.tenaamstelling, rij.vanaf.isoformat()]
    return hashlib.sha256(json.dumps(inhoud).encode()).hexdigest()


def list_betaalruns(user: User) -> QuerySet[Any]:
    """The runs of the user's gemeente, the last first, with what they pay."""
    geldig = Q(betalingen__vervallen=False)
    return (
        Betaalrun.objects.for_user(user)
        .select_related("gemeente")
        .annotate(
            totaal=Sum("betalingen__bedrag", filter=geldig, default=0),
            aantal_betalingen=Count("betalingen", filter=geldig),
        )
        .order_by("-gemaakt_at", "-pk")
    )


def get_betaalrun(user: User, nummer: str) -> Betaalrun | None:
    """One run; None when it does not exist for this user."""
    return list_betaalruns(user).filter(nummer=nummer).first()


def get_betaling(user: User, pk: int) -> Betaling | None:
    """One payment; None when it does not exist for this user."""
    return (
        Betaling.objects.for_user(user)
        .select_related("aanbieder", "betaalrun__gemeente")
        .filter(pk=pk)
        .first()
    )


def list_betaalregels(betaling: Betaling) -> QuerySet[Betaalregel]:
    """The claims in a payment. Lines of money that came back stay in sight."""
    return (
        Betaalregel.objects.filter(betaling=betaling)
        .select_related("voorstel__declaratie", "betaling__betaalrun")
        .order_by("voorstel__declaratie__periode_begindatum", "pk")
    )


def list_rekeningnummers(user: User) -> QuerySet[Rekeningnummer]:
    """Accounts that were asked for at the user's gemeente, the last first."""
    return (
        Rekeningnummer.objects.for_user(user)
        .select_related("aanbieder", "gemeente")
        .order_by("-gevraagd_at", "-pk")
    )


def list_verzonden_betalingen(user: User) -> QuerySet[Betaling]:
    """Payments that went to the bank, the last first; of the own gemeente or to the own organisation."""
    return (
        Betaling.objects.for_user(user)
        .filter(vervallen=False, betaalrun__status__in=WEG)
        .select_related("aanbieder", "betaalrun__gemeente")
        .annotate(aantal_declaraties=Count("regels", distinct=True))
        .order_by("-betaalrun__uitvoeringsdatum", "-pk")
    )


def list_declaranten(user: User) -> QuerySet[Aanbieder]:
    """The aanbieders with claims that this user may see, by name."""
    eigen = Declaratie.objects.for_user(user).values("aanbieder_id")
    return Aanbieder.objects.filter(pk__in=eigen).order_by("naam")
