"""What the pages on messages show. Everything starts from `for_user`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from stelsel.apps.toegang.models import Client, Startmelding, Stopmelding, Toewijzing
from stelsel.apps.toegang.queries import has_taakmelding
from stelsel.istandaarden.codec import OnleesbaarBericht, parse_bericht
from stelsel.istandaarden.weergave import KOP, Onderdeel, render_onderdelen

from ..models import Berichthandeling, Berichtverband, InkomendBericht, Storing, UitgaandBericht
from .bron import TE_LANG, Bronregel, Vondst, list_bronregels, list_vondsten
from .oordeel import FAMILIE
from .termijnen import get_uiterste_dag, gisteren, ontbreekt_voor, wacht_op_ons_tot
from .werk import list_handelingen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_BSN = re.compile(rb">\s*(\d{9})\s*<")
_MEESTE_TOEWIJZINGEN = 20
_AANDACHT = timedelta(days=30)
_IN, _UIT = InkomendBericht.Status, UitgaandBericht.Status
#: The tone that goes with the word of a status.
TONEN_IN: dict[str, str] = {
    _IN.ONTVANGEN.value: "info",
    _IN.VERWERKT.value: "goed",
    _IN.AFGEKEURD.value: "let_op",
    _IN.DUBBEL.value: "neutraal",
    _IN.ONLEESBAAR.value: "fout",
    _IN.VASTGELOPEN.value: "fout",
    _IN.GEPARKEERD.value: "info",
}
TONEN_UIT: dict[str, str] = {
    _UIT.KLAAR.value: "info",
    _UIT.VERZONDEN.value: "goed",
    _UIT.GEBLOKKEERD.value: "fout",
    _UIT.MISLUKT.value: "fout",
}
_BLOK = 5_000


@dataclass(frozen=True)
class Verwant:
    """A message about the same allocation. `uitgaand`: it is one of ours."""

    sleutel: int
    uitgaand: bool
    bericht: str
    moment: datetime
    status: str


@dataclass(frozen=True)
class Berichtgegevens:
    """One message for its page. `clientnummers`: the persons that the page shows; `uiterlijk`: the last day
    for its answer, None when none is due."""

    onderdelen: list[Onderdeel]
    vondsten: list[Vondst]
    regels: list[Bronregel]
    geheel: bool
    clientnummers: list[str]
    verwant: list[Verwant]
    handelingen: list[Berichthandeling]
    uiterlijk: date | None


def list_inkomend(user: User) -> QuerySet[InkomendBericht]:
    """The inbox as this user may see it; without the bytes."""
    rijen = InkomendBericht.objects.for_user(user).defer("inhoud")
    return rijen.select_related("aanbieder", "gemeente", "antwoord").order_by("-ontvangen_at", "-pk")


def list_uitgaand(user: User, today: date) -> QuerySet[UitgaandBericht]:
    """The outbox as this user may see it; without the bytes. `te_laat`: its answer is overdue."""
    te_laat = Case(
        When(ontbreekt_voor(gisteren(today)), then=Value(value=True)),
        default=False,
        output_field=BooleanField(),
    )
    rijen = UitgaandBericht.objects.for_user(user).defer("inhoud").annotate(te_laat=te_laat)
    return rijen.select_related("aanbieder", "gemeente").order_by("-gemaakt_at", "-pk")


def get_inkomend(user: User, sleutel: int) -> InkomendBericht | None:
    """One message from the inbox with its bytes, or None when it does not exist for this user."""
    rijen = InkomendBericht.objects.for_user(user)
    return rijen.select_related("aanbieder", "gemeente", "antwoord", "eerder").filter(pk=sleutel).first()


def get_uitgaand(user: User, sleutel: int) -> UitgaandBericht | None:
    """One message from the outbox with its bytes, or None when it does not exist for this user."""
    return (
        UitgaandBericht.objects.for_user(user)
        .select_related("aanbieder", "gemeente")
        .filter(pk=sleutel)
        .first()
    )


def get_berichtgegevens(
    user: User, rij: InkomendBericht | UitgaandBericht, *, ook: str = ""
) -> Berichtgegevens:
    """What the page of one message shows: its parts in words, the XML, and its relatives. `ook`: the number
    of a line of the XML that has to be there."""
    inhoud = bytes(rij.inhoud)
    vondsten = list_vondsten(inhoud, rij.bevindingen)
    regels, geheel = list_bronregels(inhoud, vondsten, ook=int(ook) if ook.isdecimal() else 0)
    return Berichtgegevens(
        onderdelen=_list_onderdelen(inhoud),
        vondsten=vondsten,
        regels=regels,
        geheel=geheel,
        clientnummers=list_clientnummers(user, rij),
        verwant=_list_verwant(user, rij),
        handelingen=list_handelingen(rij),
        uiterlijk=_get_uiterlijk(rij),
    )


def _get_uiterlijk(rij: InkomendBericht | UitgaandBericht) -> date | None:
    """Of ours until it is answered, of theirs until we answered."""
    if isinstance(rij, UitgaandBericht):
        return None if rij.beantwoord else get_uiterste_dag(rij.bericht, rij.verzonden_at)
    return None if rij.verwerkt_at else get_uiterste_dag(rij.bericht, rij.ontvangen_at)


def _list_onderdelen(inhoud: bytes) -> list[Onderdeel]:
    if len(inhoud) > TE_LANG:
        return []
    try:
        onderdelen = render_onderdelen(parse_bericht(inhoud))
    except OnleesbaarBericht:
        return []
    # What it is about first; who sent which version comes after it.
    return sorted(onderdelen, key=lambda onderdeel: onderdeel.titel == KOP)


def list_clientnummers(user: User, rij: InkomendBericht | UitgaandBericht) -> list[str]:
    """The known clients whose BSN stands in the message, readable or not. Of a file for which no gemeente
    is known, those whom this user knows."""
    clienten = Client.objects.filter(gemeente_id=rij.gemeente_id)
    if rij.gemeente_id is None:
        clienten = Client.objects.for_user(user)
    bsns = sorted({bsn.decode() for bsn in _BSN.findall(bytes(rij.inhoud))})
    nummers: list[str] = []
    for i in range(0, len(bsns), _BLOK):
        nummers += clienten.filter(bsn__in=bsns[i : i + _BLOK]).values_list("nummer", flat=True)
    return sorted(nummers)


def _list_verwant(user: User, rij: InkomendBericht | UitgaandBericht) -> list[Verwant]:
    """Every message about the same allocations in order, unless there are very many."""
    ids = set(rij.verbanden.values_list("toewijzing_id", flat=True))
    return _list_berichten(user, ids) if 0 < len(ids) <= _MEESTE_TOEWIJZINGEN else []


def list_verwant_bij_client(user: User, client_nummer: str) -> list[Verwant]:
    """Every message about the allocations of one client, oldest first."""
    ids = Toewijzing.objects.for_user(user).filter(client__nummer=client_nummer).values_list("pk", flat=True)
    return _list_berichten(user, set(ids))


def list_verwant_bij_toewijzing(user: User, toewijzing_id: int) -> list[Verwant]:
    """Every message about one allocation, oldest first; none when it is not this user's."""
    ids = Toewijzing.objects.for_user(user).filter(pk=toewijzing_id).values_list("pk", flat=True)
    return _list_berichten(user, set(ids))


def _list_berichten(user: User, toewijzing_ids: Iterable[int]) -> list[Verwant]:
    verband = Berichtverband.objects.filter(toewijzing_id__in=set(toewijzing_ids))
    return list_verwanten(
        user, binnen=Q(pk__in=verband.values("inkomend_id")), buiten=Q(pk__in=verband.values("uitgaand_id"))
    )


def list_verwanten(user: User, *, binnen: Q, buiten: Q) -> list[Verwant]:
    """The messages in and out that match and that this user may see, oldest first."""
    inkomend = InkomendBericht.objects.for_user(user).filter(binnen).defer("inhoud")
    uitgaand = UitgaandBericht.objects.for_user(user).filter(buiten).defer("inhoud")
    berichten = [
        Verwant(r.pk, uitgaand=False, bericht=r.naam, moment=r.ontvangen_at, status=r.get_status_display())
        for r in inkomend
    ]
    berichten += [
        Verwant(r.pk, uitgaand=True, bericht=r.naam, moment=r.gemaakt_at, status=_get_stand(r))
        for r in uitgaand
    ]
    return sorted(berichten, key=lambda bericht: (bericht.moment, bericht.uitgaand, bericht.sleutel))


def _get_stand(rij: UitgaandBericht) -> str:
    """How it is with a message of ours, with the answer of the aanbieder."""
    stand: str = rij.get_status_display()
    return f"{stand}, {rij.get_beantwoord_display().lower()} door de aanbieder" if rij.beantwoord else stand


def vraagt_aandacht_in(user: User, today: date) -> Q:
    """Of the inbox, what somebody must look at unless it was set aside: refused or unreadable in the last
    month, or waiting for us too long. What is stuck has a list of its own."""
    status = InkomendBericht.Status
    geweigerd = Q(status__in=(status.AFGEKEURD, status.ONLEESBAAR), ontvangen_at__date__gte=today - _AANDACHT)
    open_ = Storing.objects.for_user(user).filter(inkomend=OuterRef("pk"), afloop="")
    return (geweigerd | wacht_op_ons_tot(gisteren(today))) & Q(~Exists(open_), terzijde=False)


def vraagt_aandacht_uit(user: User, today: date) -> Q:
    """Of the outbox: unanswered for too long, or refused by the aanbieder, unless it was set aside."""
    afgekeurd = Q(beantwoord=UitgaandBericht.Antwoord.AFGEKEURD)
    open_ = Storing.objects.for_user(user).filter(uitgaand=OuterRef("pk"), afloop="")
    return (ontbreekt_voor(gisteren(today)) | afgekeurd) & Q(~Exists(open_), terzijde=False)


def list_lopende_leveringen(user: User) -> list[tuple[str, Toewijzing]]:
    """Allocations with a start and no stop, with the key by which the simulated aanbieder knows them."""
    gestart = Startmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    gestopt = Stopmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    rijen = (
        Toewijzing.objects.for_user(user)
        .filter(Exists(gestart), ~Exists(gestopt))
        .select_related("aanbieder")
    )
    laatste = rijen.order_by("-pk")[:25]
    return [(f"{r.gemeente_id}-{FAMILIE[r.wet]}-{r.toewijzing_nummer}", r) for r in laatste]


def is_taakgericht(user: User, rij: InkomendBericht) -> bool:
    """Whether a 305 or 307 reported a start or stop without an allocation."""
    return has_taakmelding(user, f"{rij.bericht} {rij.afzender} {rij.identificatie}")
