"""The goals of a question, and the decline that is to be expected of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.begrippen import Doelrichting, Doeltermijn, Hoofddoel, Leefdomein
from stelsel.domein.toegang.doelrichting import check_richting, list_bezwaren_verwachting

from .. import queries
from ..models import Doel, Verwachting, Vraag
from .vragen import get_open_vraag, register_vraaggebeurtenis

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class DoelNietMogelijk(Exception):
    """This goal does not suit the help that was chosen; the text says why and what can be done, in Dutch."""


class VerwachtingNietMogelijk(Exception):
    """This decline cannot be recorded; `redenen` are Dutch sentences."""

    def __init__(self, redenen: list[str]) -> None:
        super().__init__(" ".join(redenen))
        self.redenen = redenen


@dataclass(frozen=True)
class Achteruitgang:
    """Decline that is expected: steps of the scale, from and until which day, who said so when, in words. No
    steps at all withdraws what was expected before."""

    stappen: int
    vanaf: date
    bereikt: date
    grondslag: str
    grondslag_datum: date
    toelichting: str


@transaction.atomic
def register_doel(
    *,
    vraag: Vraag,
    leefdomein: Leefdomein,
    hoofddoel: Hoofddoel,
    tekst: str,
    gewicht: int,
    richting: Doelrichting = Doelrichting.VERBETEREN,
    termijn: Doeltermijn = Doeltermijn.KORT,
    afwijking_reden: str = "",
    by: User,
    now: datetime,
) -> Doel:
    """Add a goal; it keeps its identity until the last measurement. Raises VraagGesloten, DoelNietMogelijk
    when help was chosen that is for something else and no reason is given."""
    rij = get_open_vraag(vraag)
    _check_richting(rij, richting, reden=afwijking_reden)
    doel = Doel.objects.create(
        vraag=rij,
        leefdomein=leefdomein.value,
        hoofddoel=hoofddoel.value,
        tekst=tekst,
        gewicht=gewicht,
        richting=richting.value,
        termijn=termijn.value,
        afwijking_reden=afwijking_reden.strip(),
    )
    data = {"doel": doel.pk, "richting": richting.value}
    register_vraaggebeurtenis(rij, soort="doel_gesteld", by=by, now=now, data=data)
    return doel


@transaction.atomic
def change_doel(
    *,
    vraag: Vraag,
    doel_id: int,
    richting: Doelrichting,
    termijn: Doeltermijn,
    afwijking_reden: str = "",
    by: User,
    now: datetime,
) -> Doel:
    """Turn a goal another way before the besluit. Raises VraagGesloten, DoelNietMogelijk, and
    Doel.DoesNotExist when it is not of this question."""
    rij = get_open_vraag(vraag)
    _check_richting(rij, richting, reden=afwijking_reden)
    doel = rij.doelen.get(pk=doel_id)
    if richting is Doelrichting.VERBETEREN and queries.get_verwachting(doel) is not None:
        raise DoelNietMogelijk("Bij dit doel is achteruitgang te verwachten. Trek die eerst in.")
    doel.richting, doel.termijn = richting.value, termijn.value
    doel.afwijking_reden = afwijking_reden.strip()
    doel.save(update_fields=["richting", "termijn", "afwijking_reden"])
    data = {"doel": doel.pk, "richting": richting.value}
    register_vraaggebeurtenis(rij, soort="doel_gewijzigd", by=by, now=now, data=data)
    return doel


def _check_richting(vraag: Vraag, richting: Doelrichting, *, reden: str) -> None:
    if vraag.product is None:
        return
    startprofielen = queries.list_startprofielen(vraag.product)
    if bezwaar := check_richting(richting, startprofielen=startprofielen, reden=reden):
        raise DoelNietMogelijk(bezwaar)


@transaction.atomic
def withdraw_doel(*, vraag: Vraag, doel_id: int, by: User, now: datetime) -> None:
    """Take a goal away before the besluit; nothing happens when it is not of this question. VraagGesloten."""
    rij = get_open_vraag(vraag)
    aantal, _ = rij.doelen.filter(pk=doel_id).delete()
    if aantal:
        register_vraaggebeurtenis(rij, soort="doel_ingetrokken", by=by, now=now, data={"doel": doel_id})


@transaction.atomic
def register_verwachting(
    *, doel: Doel, achteruitgang: Achteruitgang, by: User, today: date, now: datetime
) -> Verwachting:
    """Record what decline is to be expected on a goal from today on; what was recorded before stays beside
    it. Raises VerwachtingNietMogelijk."""
    a = achteruitgang
    rij = Doel.objects.select_for_update().select_related("vraag").get(pk=doel.pk)
    intrekking = a.stappen == 0 and queries.get_verwachting(rij) is not None
    bezwaren = list_bezwaren_verwachting(
        richting=Doelrichting(rij.richting),
        stappen=1 if intrekking else a.stappen,
        vanaf=a.vanaf,
        bereikt=a.bereikt,
        grondslag_datum=a.grondslag_datum,
        today=today,
    )
    if bezwaren:
        raise VerwachtingNietMogelijk(bezwaren)
    verwachting = Verwachting.objects.create(
        doel=rij,
        stappen=a.stappen,
        vanaf=a.vanaf,
        bereikt=a.bereikt,
        grondslag=a.grondslag,
        grondslag_datum=a.grondslag_datum,
        toelichting=a.toelichting,
        vastgelegd_datum=today,
        vastgelegd_by=by.username,
        vastgelegd_at=now,
    )
    data = {"doel": rij.pk, "stappen": a.stappen, "bereikt": a.bereikt.isoformat()}
    register_gebeurtenis(
        soort="verwachting_ingetrokken" if intrekking else "verwachting_vastgelegd",
        object_soort="vraag",
        object_sleutel=rij.vraag.nummer,
        actor=by.username,
        now=now,
        data=data,
    )
    return verwachting
