"""What still has to go to the bookkeeping, and what went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from stelsel.domein.declaraties.boekhouding import Post, list_bedragen
from stelsel.domein.declaraties.grootboek import BOEKINGSOORT_NAAM, Boekingsoort

from ..models import Boekhoudexport, Boekhoudrekening, Boeking

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: Post to (account number, cost centre).
Rekeningen = dict[Post, tuple[str, str]]


@dataclass(frozen=True)
class Journaalregel:
    """One line for the bookkeeping; cents on one side."""

    datum: date
    rekening: str
    kostenplaats: str
    debet: int
    credit: int
    omschrijving: str
    verwijzing: str


def list_boekhoudexports(user: User) -> QuerySet[Boekhoudexport]:
    """The exports of the gemeente, the last first, without their bytes."""
    return Boekhoudexport.objects.for_user(user).defer("inhoud").order_by("-gemaakt_at", "-pk")


def get_boekhoudexport(user: User, nummer: str) -> Boekhoudexport | None:
    """One export; None when it does not exist for this user."""
    return Boekhoudexport.objects.for_user(user).filter(nummer=nummer).first()


def get_boekhoudrekeningen(gemeentecode: str) -> Rekeningen:
    """The numbers that are filled in."""
    rijen = Boekhoudrekening.objects.filter(gemeente_id=gemeentecode)
    return {Post(rij.post): (rij.nummer, rij.kostenplaats) for rij in rijen}


def list_te_exporteren(gemeentecode: str, *, tot_en_met: date) -> QuerySet[Boeking]:
    """Entries up to and including that day that are in no export, however long ago they were made."""
    einde = timezone.make_aware(datetime.combine(tot_en_met, time.max))
    return (
        Boeking.objects.filter(
            declarant__gemeente_id=gemeentecode, geboekt_at__lte=einde, export__isnull=True
        )
        .select_related("declarant", "declaratie__aanbieder", "betaalregel__betaling")
        .order_by("pk")
    )


def list_journaalregels(boekingen: Iterable[Boeking], rekeningen: Rekeningen) -> list[Journaalregel]:
    """The lines of these entries, in their order. KeyError for an account without a number."""
    return [
        Journaalregel(
            datum=timezone.localtime(boeking.geboekt_at).date(),
            rekening=rekeningen[bedrag.post][0],
            kostenplaats=rekeningen[bedrag.post][1],
            debet=bedrag.debet,
            credit=bedrag.credit,
            omschrijving=_render_omschrijving(boeking),
            verwijzing=_render_verwijzing(boeking),
        )
        for boeking in boekingen
        for bedrag in list_bedragen(boeking.mutatie, wet=boeking.declarant.wet)
    ]


def _render_omschrijving(boeking: Boeking) -> str:
    claim = boeking.declaratie
    soort = BOEKINGSOORT_NAAM[Boekingsoort(boeking.soort)]
    return f"{soort}: {claim.aanbieder.naam}, {claim.wet}, {boeking.periode:%m-%Y}"


def _render_verwijzing(boeking: Boeking) -> str:
    """Entry, claim and payment, by which the line is found back."""
    delen = [f"boeking {boeking.pk}", f"declaratie {boeking.declaratie.declaratie_nummer}"]
    if boeking.betaalregel is not None:
        delen.append(f"betaling {boeking.betaalregel.betaling.kenmerk}")
    return ", ".join(delen)
