"""What a gemeente decided on the own contribution, and what the CAK says it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from stelsel.apps.profielen.models import Product
from stelsel.domein.declaraties.bijdrageopgave import Opgaveverschil, compare_opgave
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering, geldt_eigen_bijdrage
from stelsel.domein.parameters import ParameterOnbekend, get_aantal
from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode

from ..models import Bijdragemelding, Bijdrageopgave, Bijdrageperiode, Bijdrageregel, Bijdragetarief

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Opgavebeeld:
    """The last file of the CAK beside the register. `clienten`: numbers by start number, of the register."""

    opgave: Bijdrageopgave
    aantal: int
    verschillen: list[Opgaveverschil]
    clienten: dict[int, str]


def get_bijdragemaximum(dag: date) -> int | None:
    """Cents per month by law on a day; None when that amount is not known here."""
    try:
        return get_aantal("eigen_bijdrage_maximum", peildatum=dag)
    except ParameterOnbekend:
        return None


def list_bijdragetarieven(user: User) -> QuerySet[Bijdragetarief]:
    """What the own gemeente asks, the latest first."""
    return Bijdragetarief.objects.for_user(user).order_by("-vanaf")


def list_bijdrageregels(user: User) -> QuerySet[Bijdrageregel]:
    """What the own gemeente decided on products."""
    return Bijdrageregel.objects.for_user(user).select_related("product").order_by("product__code", "-vanaf")


def list_bijdrageproducten() -> QuerySet[Product]:
    """Wmo products with the own contribution."""
    wmo = Product.objects.filter(wet=Wet.WMO)
    vrij = [
        c for c in wmo.values_list("categorie", flat=True) if not geldt_eigen_bijdrage(wet="wmo", categorie=c)
    ]
    return wmo.exclude(categorie__in=vrij).order_by("code")


def create_tariefvraag(gemeentecode: str) -> Callable[[date], int | None]:
    """A question: cents per month on a day. The lower of what the gemeente asks and the maximum; what the
    gemeente asks where the maximum is not known; None when neither is."""
    eigen = list(Bijdragetarief.objects.filter(gemeente_id=gemeentecode).order_by("vanaf"))

    def get_tarief(dag: date) -> int | None:
        gevraagd = [rij.bedrag for rij in eigen if rij.vanaf <= dag][-1:]
        bedragen = [*gevraagd, *(b for b in [get_bijdragemaximum(dag)] if b is not None)]
        return min(bedragen, default=None)

    return get_tarief


def list_bijdragemeldingen(user: User) -> QuerySet[Bijdragemelding]:
    """Everything that was to be told to the CAK, the last first."""
    perioden = Bijdrageperiode.objects.for_user(user)
    return (
        Bijdragemelding.objects.filter(periode__in=perioden)
        .select_related("periode__client")
        .order_by("-gemeld_at", "-pk")
    )


def get_opgavebeeld(gemeentecode: str) -> Opgavebeeld | None:
    """The last file of the CAK beside the register; None when there is none."""
    opgave = Bijdrageopgave.objects.filter(gemeente_id=gemeentecode).order_by("-pk").first()
    if opgave is None:
        return None
    hun = {nummer: _create_periode(start, stop) for nummer, start, stop in opgave.regels}
    rijen = Bijdrageperiode.objects.filter(gemeente_id=gemeentecode).select_related("client")
    ons = {
        rij.start_nummer: Periode(rij.startdatum, rij.stopdatum)
        for rij in rijen
        if rij.status != Aanlevering.VERWIJDERD
    }
    return Opgavebeeld(
        opgave=opgave,
        aantal=len(hun),
        verschillen=compare_opgave(ons, hun),
        clienten={rij.start_nummer: rij.client.nummer for rij in rijen},
    )


def _create_periode(start: str, stop: str | None) -> Periode:
    return Periode(date.fromisoformat(start), date.fromisoformat(stop) if stop else None)
