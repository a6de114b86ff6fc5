"""The outcome of a cost survey: made, spoken of by both sides, approved by a second person, and used."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from stelsel.domein.bekostiging.kostprijsinvoer import render_toml
from stelsel.domein.bekostiging.kostprijsonderzoek import Cijfer
from stelsel.domein.bekostiging.onderzoeksprijs import create_prijsdata

from .. import queries
from ..models import Kostprijsberekening, Kostprijsonderzoek, Onderzoeksuitkomst, Zienswijze
from ..queries import Uitrekening
from .kostprijs import register_kostprijs
from .kostprijsonderzoek import OnderzoekNietMogelijk, lock_onderzoek, register_stap

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

Status = Kostprijsonderzoek.Status


@transaction.atomic
def create_uitkomst(
    onderzoek: Kostprijsonderzoek, *, methode: str, hoor_tot: date, by: User, today: date, now: datetime
) -> Onderzoeksuitkomst:
    """A concept outcome of the latest opgaven, for hearing both sides. Raises OnderzoekNietMogelijk, also
    when it would give away what a few aanbieders gave beside an earlier one."""
    rij = lock_onderzoek(onderzoek)
    if rij.status not in {Status.GESLOTEN, Status.HOOR}:
        raise OnderzoekNietMogelijk("Sluit het onderzoek eerst; daarna maakt u de uitkomst.")
    if hoor_tot < today:
        raise OnderzoekNietMogelijk("De laatste dag om te reageren ligt al achter ons.")
    uitrekening = queries.compute_uitrekening(rij, methode=methode, peildatum=today)
    if not uitrekening.opgaven:
        raise OnderzoekNietMogelijk("Nog geen enkele aanbieder heeft iets ingediend.")
    bezwaren = queries.list_onthullingen(uitrekening, rij.uitkomsten.all(), peildatum=today)
    if bezwaren:
        raise OnderzoekNietMogelijk("\n".join(bezwaren))
    uitkomst = _create_rij(rij, uitrekening, methode=methode, hoor_tot=hoor_tot, by=by, now=now)
    rij.status = Status.HOOR
    rij.save(update_fields=["status"])
    data = {"versie": uitkomst.versie, "methode": methode, "opgaven": uitkomst.opgaven}
    register_stap(rij, "onderzoeksuitkomst_gemaakt", by=by, now=now, data=data)
    return uitkomst


@transaction.atomic
def register_zienswijze(
    uitkomst: Onderzoeksuitkomst, *, tekst: str, openbaar: bool, by: User, today: date, now: datetime
) -> Zienswijze:
    """What an aanbieder that was asked says of the newest outcome. Raises OnderzoekNietMogelijk."""
    onderzoek = lock_onderzoek(uitkomst.onderzoek)
    _check_nieuwste(onderzoek, uitkomst)
    if onderzoek.status != Status.HOOR or today > uitkomst.hoor_tot:
        raise OnderzoekNietMogelijk(f"U kon reageren tot en met {uitkomst.hoor_tot:%d-%m-%Y}.")
    if not onderzoek.deelnemers.filter(aanbieder_id=by.agb).exists():
        raise OnderzoekNietMogelijk("Alleen een aanbieder die is gevraagd, kan reageren.")
    zienswijze = Zienswijze.objects.create(
        uitkomst=uitkomst,
        aanbieder_id=by.agb,
        tekst=tekst,
        openbaar=openbaar,
        gegeven_door=by.weergavenaam or by.username,
        gegeven_at=now,
    )
    data = {"aanbieder": by.agb, "uitkomst": uitkomst.versie, "openbaar": openbaar}
    register_stap(onderzoek, "zienswijze_gegeven", by=by, now=now, data=data)
    return zienswijze


@transaction.atomic
def answer_zienswijze(zienswijze: Zienswijze, *, antwoord: str, by: User, now: datetime) -> Zienswijze:
    """The answer of the region, once. Raises OnderzoekNietMogelijk."""
    rij = Zienswijze.objects.select_for_update().get(pk=zienswijze.pk)
    if rij.antwoord:
        raise OnderzoekNietMogelijk("Deze reactie is al beantwoord.")
    rij.antwoord, rij.antwoord_door, rij.antwoord_at = antwoord, by.weergavenaam or by.username, now
    rij.save(update_fields=["antwoord", "antwoord_door", "antwoord_at"])
    data = {"aanbieder": rij.aanbieder_id, "uitkomst": rij.uitkomst.versie}
    register_stap(rij.uitkomst.onderzoek, "zienswijze_beantwoord", by=by, now=now, data=data)
    return rij


@transaction.atomic
def approve_uitkomst(
    uitkomst: Onderzoeksuitkomst, *, besluit: str, by: User, today: date, now: datetime
) -> Onderzoeksuitkomst:
    """A second person approves, after both sides were heard. Raises OnderzoekNietMogelijk."""
    onderzoek = lock_onderzoek(uitkomst.onderzoek)
    _check_nieuwste(onderzoek, uitkomst)
    if onderzoek.status != Status.HOOR:
        raise OnderzoekNietMogelijk("Dit onderzoek is al vastgesteld.")
    if uitkomst.gemaakt_persoon == by.persoon_sleutel:
        raise OnderzoekNietMogelijk("U heeft deze uitkomst zelf gemaakt. Een ander stelt haar vast.")
    if today <= uitkomst.hoor_tot:
        raise OnderzoekNietMogelijk(
            f"Aanbieders kunnen nog reageren tot en met {uitkomst.hoor_tot:%d-%m-%Y}. Wacht tot daarna."
        )
    open_ = uitkomst.zienswijzen.filter(antwoord="").count()
    if open_:
        raise OnderzoekNietMogelijk(f"Nog niet beantwoord: {open_} van de reacties. Geef eerst antwoord.")
    rij = Onderzoeksuitkomst.objects.select_for_update().get(pk=uitkomst.pk)
    rij.besluit, rij.vastgesteld_at = besluit, now
    rij.vastgesteld_door, rij.vastgesteld_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.save(update_fields=["besluit", "vastgesteld_at", "vastgesteld_door", "vastgesteld_persoon"])
    onderzoek.status = Status.VASTGESTELD
    onderzoek.save(update_fields=["status"])
    register_stap(onderzoek, "onderzoeksuitkomst_vastgesteld", by=by, now=now, data={"versie": rij.versie})
    return rij


@transaction.atomic
def create_onderzoeksprijs(
    uitkomst: Onderzoeksuitkomst, *, keuze: str, naam: str, by: User, now: datetime
) -> Kostprijsberekening:
    """A cost price with the approved figures. Raises OnderzoekNietMogelijk, GeenPrijs, KostprijsFout."""
    if uitkomst.vastgesteld_at is None:
        raise OnderzoekNietMogelijk("Deze uitkomst is nog niet vastgesteld.")
    data = create_prijsdata(queries.get_prijsbasis(uitkomst, keuze=keuze), peildatum=now.date())
    return register_kostprijs(
        naam=naam,
        toelichting=f"Uit {uitkomst}: {keuze}.",
        wet=uitkomst.onderzoek.wet,
        invoer=render_toml(data),
        vorige=None,
        by=by,
        now=now,
        onderzoek=uitkomst,
    )


def _create_rij(
    onderzoek: Kostprijsonderzoek, uitrekening: Uitrekening, *, methode: str, hoor_tot: date, by: User,
    now: datetime,
) -> Onderzoeksuitkomst:  # fmt: skip
    vorige = onderzoek.uitkomsten.aggregate(hoogste=Max("versie"))["hoogste"] or 0
    return Onderzoeksuitkomst.objects.create(
        onderzoek=onderzoek,
        versie=vorige + 1,
        methode=methode,
        bijdragen={
            functie: {naam: {a: str(w) for a, w in per.items()} for naam, per in namen.items()}
            for functie, namen in uitrekening.bijdragen.items()
        },
        cijfers=[_als_json(cijfer) for cijfer in uitrekening.cijfers],
        respons=queries.compute_respons(onderzoek, uitrekening, today=now.date()),
        opgaven=[f"{opgave.aanbieder_id} versie {opgave.versie}" for opgave in uitrekening.opgaven],
        hoor_tot=hoor_tot,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_persoon=by.persoon_sleutel,
        gemaakt_at=now,
    )


def _als_json(cijfer: Cijfer) -> dict[str, Any]:
    percentielen = None if cijfer.percentielen is None else [str(p) for p in cijfer.percentielen]
    return {
        "functie": cijfer.functie,
        "naam": cijfer.naam,
        "aantal": cijfer.aantal,
        "percentielen": percentielen,
        "reden": cijfer.reden,
    }


def _check_nieuwste(onderzoek: Kostprijsonderzoek, uitkomst: Onderzoeksuitkomst) -> None:
    nieuwste = queries.get_laatste_uitkomst(onderzoek)
    if nieuwste is None or nieuwste.pk != uitkomst.pk:
        raise OnderzoekNietMogelijk("Er is een nieuwere uitkomst. Kijk daar.")
