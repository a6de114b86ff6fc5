"""The own contribution of one person: what was told, why, and what it costs at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.domein.declaraties.bijdragebedrag import (
    Bijdragehulp,
    Bijdragemaand,
    compute_bijdragemaanden,
    list_bijdragemaanden,
)
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering
from stelsel.kern.periode import Periode

from ..models import Bijdragemelding, Bijdrageperiode
from .bijdragebeleid import create_tariefvraag
from .eigenbijdrage import Bijdragelevering, list_bijdrageleveringen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Bijdragedossier:
    """One period. `leveringen`: the support behind it; `meldingen`: oldest first; `maanden`: up to today,
    none for a period that lapsed."""

    periode: Bijdrageperiode
    leveringen: list[Bijdragelevering]
    meldingen: list[Bijdragemelding]
    maanden: list[Bijdragemaand]

    @property
    def totaal(self) -> int:
        """Cents of the months that are known."""
        return sum(maand.bedrag or 0 for maand in self.maanden)

    @property
    def onbekend(self) -> int:
        """Months without an amount."""
        return sum(maand.bedrag is None for maand in self.maanden)


def get_bijdragedossier(user: User, *, pk: int, today: date) -> Bijdragedossier | None:
    """None when it is not of this user's gemeente."""
    rij = Bijdrageperiode.objects.for_user(user).select_related("client", "gemeente").filter(pk=pk).first()
    if rij is None:
        return None
    periode = Periode(rij.startdatum, rij.stopdatum)
    leveringen = [
        levering
        for levering in list_bijdrageleveringen(rij.gemeente_id, client_id=rij.client_id)
        if any(deel.overlapt(periode) for deel in levering.delen)
    ]
    vervallen = rij.status == Aanlevering.VERWIJDERD
    return Bijdragedossier(
        periode=rij,
        leveringen=leveringen,
        meldingen=list(rij.meldingen.order_by("gemeld_at", "pk")),
        maanden=[] if vervallen else _list_maanden(rij, periode, leveringen, today),
    )


def _list_maanden(
    rij: Bijdrageperiode, periode: Periode, leveringen: list[Bijdragelevering], today: date
) -> list[Bijdragemaand]:
    return compute_bijdragemaanden(
        periode,
        hulp=[hulp for levering in leveringen for hulp in _list_hulp(levering, periode)],
        get_tarief=create_tariefvraag(rij.gemeente_id),
        bezet=_list_maanden_van_huisgenoten(rij, today),
        today=today,
    )


def _list_hulp(levering: Bijdragelevering, periode: Periode) -> list[Bijdragehulp]:
    """The parts in this period; support that was exempt for a while has its cost price once."""
    delen = [deel for deel in levering.delen if deel.overlapt(periode)]
    kosten = [levering.kostprijs, *([None if levering.kostprijs is None else 0] * (len(delen) - 1))]
    return [Bijdragehulp(deel, kostprijs) for deel, kostprijs in zip(delen, kosten, strict=True)]


def _list_maanden_van_huisgenoten(rij: Bijdrageperiode, today: date) -> set[date]:
    """Months for which somebody of the same household with a lower number pays."""
    if rij.client.huishouden_id is None:
        return set()
    anderen = Bijdrageperiode.objects.filter(
        gemeente_id=rij.gemeente_id,
        client__huishouden_id=rij.client.huishouden_id,
        start_nummer__lt=rij.start_nummer,
    ).exclude(client_id=rij.client_id)
    return {
        maand
        for ander in anderen.exclude(status=Aanlevering.VERWIJDERD)
        for maand in list_bijdragemaanden(Periode(ander.startdatum, ander.stopdatum), today=today)
    }
