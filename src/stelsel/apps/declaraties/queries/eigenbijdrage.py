"""The register of the own contribution beside what the starts and stops of aanbieders say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min, Q, QuerySet

from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.domein.declaraties.bijdragebedrag import list_zonder_vrijstelling
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering, geldt_eigen_bijdrage, list_bijdrageperioden
from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode

from ..models import Bijdrageperiode, Bijdrageregel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: A stop for the time being: the support goes on later.
_TIJDELIJK = "20"


@dataclass(frozen=True)
class Bijdrageverschil:
    """A person whose record is not what the deliveries say. Either period may be missing."""

    client: Client
    register: Bijdrageperiode | None
    levering: Periode | None


def list_bijdrageperioden_van(user: User) -> QuerySet[Bijdrageperiode]:
    """The register of the gemeente, the last start first."""
    return (
        Bijdrageperiode.objects.for_user(user)
        .select_related("client", "gemeente")
        .order_by("-startdatum", "-start_nummer")
    )


def list_bijdrageverschillen(gemeentecode: str, *, today: date) -> list[Bijdrageverschil]:
    """Where register and deliveries differ, in order of client; in three statements.
    What begins after today (an 18th birthday) is for later."""
    clienten, verwacht = _list_verwacht(gemeentecode)
    geldend = Bijdrageperiode.objects.filter(gemeente_id=gemeentecode).exclude(status=Aanlevering.VERWIJDERD)
    register: dict[int, dict[date, Bijdrageperiode]] = defaultdict(dict)
    for rij in geldend.select_related("client"):
        clienten[rij.client_id] = rij.client
        register[rij.client_id][rij.startdatum] = rij
    verschillen = []
    for pk, client in sorted(clienten.items()):
        perioden = {periode.begin: periode for periode in verwacht.get(pk, []) if periode.begin <= today}
        for begin in sorted({*perioden, *register[pk]}):
            rij, periode = register[pk].get(begin), perioden.get(begin)
            if rij is None or periode is None or rij.stopdatum != periode.eind:
                verschillen.append(Bijdrageverschil(client, rij, periode))
    return verschillen


@dataclass(frozen=True)
class Bijdragelevering:
    """Support that was begun and has the contribution: the allocation, from start to stop, and the parts of
    that for which its product is not exempt. `kostprijs`: cents of all of it on its first day, or None."""

    toewijzing: Toewijzing
    periode: Periode
    delen: list[Periode]
    kostprijs: int | None


def list_bijdrageleveringen(gemeentecode: str, *, client_id: int | None = None) -> list[Bijdragelevering]:
    """Everything begun of this gemeente, or of one client; in two statements."""
    begonnen = Q(starts__verwijderd=False)
    definitief = Q(stops__verwijderd=False) & ~Q(stops__reden_beeindiging=_TIJDELIJK)
    rijen = (
        Toewijzing.objects.geldig()
        .filter(gemeente_id=gemeentecode, wet=Wet.WMO)
        .annotate(
            begin=Min("starts__begindatum", filter=begonnen), stop=Max("stops__einddatum", filter=definitief)
        )
        .filter(begin__isnull=False)
        .select_related("client", "aanbieder")
        .order_by("pk")
    )
    if client_id is not None:
        rijen = rijen.filter(client_id=client_id)
    regels = list_bijdrageregels_per_code(gemeentecode)
    return [
        _create_levering(rij, regels.get(rij.code, []))
        for rij in rijen
        if geldt_eigen_bijdrage(wet=rij.wet, categorie=rij.categorie)
    ]


def list_bijdrageregels_per_code(gemeentecode: str) -> dict[str, list[Bijdrageregel]]:
    """Product code to what was decided on it, in order of day."""
    regels: dict[str, list[Bijdrageregel]] = defaultdict(list)
    for regel in (
        Bijdrageregel.objects.filter(gemeente_id=gemeentecode).select_related("product").order_by("vanaf")
    ):
        regels[regel.product.code].append(regel)
    return dict(regels)


def _list_verwacht(gemeentecode: str) -> tuple[dict[int, Client], dict[int, list[Periode]]]:
    """Per client the periods that follow from the deliveries of Wmo support that was begun."""
    clienten: dict[int, Client] = {}
    delen: dict[int, list[Periode]] = defaultdict(list)
    for levering in list_bijdrageleveringen(gemeentecode):
        client = levering.toewijzing.client
        clienten[client.pk] = client
        delen[client.pk] += levering.delen
    return clienten, {
        pk: list_bijdrageperioden(perioden, geboortedatum=clienten[pk].geboortedatum)
        for pk, perioden in delen.items()
    }


def _create_levering(rij: Any, regels: list[Bijdrageregel]) -> Bijdragelevering:
    """A stop before the start is a mistake of the aanbieder; the period is then that one day."""
    eind = rij.stop or rij.einddatum
    periode = Periode(rij.begin, None if eind is None else max(rij.begin, eind))
    kostprijzen = [regel.kostprijs for regel in regels if regel.vanaf <= periode.begin]
    delen = list_zonder_vrijstelling(periode, regels=[(regel.vanaf, regel.vrijgesteld) for regel in regels])
    return Bijdragelevering(rij, periode, delen, kostprijzen[-1] if kostprijzen else None)
