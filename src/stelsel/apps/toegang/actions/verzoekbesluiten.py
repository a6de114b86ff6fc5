"""Deciding on a request of an aanbieder: honour, refuse, or look into it first.

A VOT is decided per product, a VOW as a whole (OP344, OP348). Honouring gives or changes allocations, as
asked or as arranged with the aanbieder; the 301 that follows carries the reference once (IV097). Refusing and
looking into it become a 319, which the messages make from the event written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.afspraak import Afspraak, Overleg, check_afspraken
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.verzoek import (
    Afwijsreden,
    Productverzoek,
    Verzoeksoort,
    Verzoekstatus,
    get_onderzoeksdatum,
)

from .. import queries
from ..models import Aanvraag, Client, Productafspraak, Toewijzing, Verzoek, Verzoekproduct
from .toewijzingen import WijzigingNietMogelijk, change_toewijzing, create_toewijzing, register_ongewijzigd

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: What the messages wait for: an answer becomes a 319. `data["antwoord"]` is its VerzoekAntwoord.
VERZOEK_BEANTWOORD = "verzoek_beantwoord"
_AFGEWEZEN, _IN_ONDERZOEK = "1", "2"


class VerzoekNietMogelijk(Exception):
    """This decision cannot be taken; `redenen` are Dutch sentences that say what to do."""

    def __init__(self, *redenen: str) -> None:
        super().__init__(" ".join(redenen))
        self.redenen = list(redenen)


@transaction.atomic
def approve_aanvraag(
    *,
    aanvraag: Aanvraag,
    by: User,
    today: date,
    now: datetime,
    toelichting: str = "",
    afspraken: Mapping[int, Afspraak] | None = None,
    overleg: Overleg | None = None,
) -> list[Toewijzing]:
    """Honour: everything that was asked, exactly so, or as `afspraken` says by the key of the product
    (IV093, IV094; `overleg`: how that was arranged). Returns the allocations that are new or changed.

    Raises VerzoekNietMogelijk when it was decided already, the client is not registered, or an allocation
    cannot be given so; then nothing has happened."""
    rij, afspraken = _lock(aanvraag), afspraken or {}
    if afspraken:
        _register_afspraken(rij, afspraken, overleg=overleg, today=today)
    client = queries.get_client_bij_verzoek(rij.verzoek)
    if client is None:
        raise VerzoekNietMogelijk("Registreer deze persoon eerst als cliënt, met het adres.")
    geraakt: list[Toewijzing] = []
    try:
        for gevraagd in rij.producten.order_by("pk"):
            product = queries.apply_afspraak(gevraagd, afspraken.get(gevraagd.pk))
            geraakt += _approve_product(product, rij, client, by=by, today=today, now=now)
    except WijzigingNietMogelijk as fout:
        raise VerzoekNietMogelijk(*(zin.tekst for zin in fout.bezwaren)) from fout
    Verzoek.objects.filter(pk=rij.verzoek_id).update(client=client)
    _close(rij, Verzoekstatus.GEHONOREERD, by=by, now=now, toelichting=toelichting)
    _register(rij, soort="verzoek_gehonoreerd", by=by, now=now, afgesproken=_als_data(afspraken))
    return geraakt


@transaction.atomic
def reject_aanvraag(
    *,
    aanvraag: Aanvraag,
    reden: Afwijsreden,
    by: User,
    now: datetime,
    toelichting: str = "",
    verantwoordelijke_gemeente: str = "",
) -> Aanvraag:
    """Refuse with a reason of the standard; the aanbieder gets a 319. On the woonplaatsbeginsel (Jeugdwet
    only) with the gemeente that is responsible. Raises VerzoekNietMogelijk."""
    rij = _lock(aanvraag)
    _check_woonplaats(rij.verzoek, reden, verantwoordelijke_gemeente)
    rij.reden_afwijzing, rij.verantwoordelijke_gemeente = reden.value, verantwoordelijke_gemeente
    _close(rij, Verzoekstatus.AFGEWEZEN, by=by, now=now, toelichting=toelichting)
    _register(rij, soort=VERZOEK_BEANTWOORD, by=by, now=now, antwoord=_AFGEWEZEN)
    return rij


@transaction.atomic
def register_onderzoek(*, aanvraag: Aanvraag, by: User, now: datetime, toelichting: str = "") -> Aanvraag:
    """Look into it first: the aanbieder gets a 319, once, and the term becomes that of the request's date.
    Raises VerzoekNietMogelijk."""
    rij = _lock(aanvraag)
    if rij.status == Verzoekstatus.IN_ONDERZOEK:
        raise VerzoekNietMogelijk("Dit verzoek is al in onderzoek. Honoreer het of wijs het af.")
    rij.status, rij.toelichting = Verzoekstatus.IN_ONDERZOEK.value, toelichting
    rij.uiterste_datum = get_onderzoeksdatum(rij.verzoek.dagtekening)
    rij.save(update_fields=["status", "toelichting", "uiterste_datum"])
    _register(rij, soort=VERZOEK_BEANTWOORD, by=by, now=now, antwoord=_IN_ONDERZOEK)
    return rij


def _lock(aanvraag: Aanvraag) -> Aanvraag:
    """The row, so that two people never decide at once. VerzoekNietMogelijk when it is decided already."""
    rijen = Aanvraag.objects.select_for_update(of=("self",)).select_related("verzoek__gemeente")
    rij = rijen.get(pk=aanvraag.pk)
    if not rij.is_open:
        raise VerzoekNietMogelijk(f"Over dit verzoek is al besloten: {rij.get_status_display().lower()}.")
    return rij


def _check_woonplaats(verzoek: Verzoek, reden: Afwijsreden, gemeentecode: str) -> None:
    if reden is not Afwijsreden.WOONPLAATSBEGINSEL:
        if gemeentecode:
            raise VerzoekNietMogelijk(
                "Een andere gemeente noemt u alleen bij afwijzing op het woonplaatsbeginsel."
            )
        return
    if verzoek.wet != Wet.JEUGDWET:
        raise VerzoekNietMogelijk("Het woonplaatsbeginsel geldt alleen voor de Jeugdwet.")
    if not gemeentecode:
        raise VerzoekNietMogelijk("Kies de gemeente die wel verantwoordelijk is.")
    if gemeentecode == verzoek.gemeente_id:
        raise VerzoekNietMogelijk("Kies een andere gemeente dan uw eigen gemeente.")


def _approve_product(
    product: Verzoekproduct, aanvraag: Aanvraag, client: Client, *, by: User, today: date, now: datetime
) -> list[Toewijzing]:
    referentie = aanvraag.referentie_aanbieder
    if product.soort in queries.IS_NIEUW:
        stand = queries.get_gevraagde_stand(product)
        nieuw = create_toewijzing(
            client=client,
            stand=stand,
            by=by,
            now=now,
            referentie_aanbieder=referentie,
            kenmerk=aanvraag.verzoek.nummer,
        )
        return [nieuw]
    toewijzing = queries.get_toewijzing_bij_verzoek(product)
    if toewijzing is None:
        raise VerzoekNietMogelijk(f"Toewijzing {product.toewijzing_nummer} bestaat niet meer.")
    if queries.is_ongewijzigd(product, queries.get_stand(toewijzing)):
        register_ongewijzigd(toewijzing=toewijzing, referentie_aanbieder=referentie, by=by, now=now)
        return []
    return change_toewijzing(
        toewijzing=toewijzing,
        gewenst=queries.get_gevraagde_wens(product),
        today=today,
        now=now,
        by=by,
        referentie_aanbieder=referentie,
    )


def _register_afspraken(
    rij: Aanvraag, afspraken: Mapping[int, Afspraak], *, overleg: Overleg | None, today: date
) -> None:
    """Keep what is granted otherwise than asked, beside the request. Raises VerzoekNietMogelijk."""
    producten = list(rij.producten.exclude(soort=Productverzoek.ONGEWIJZIGD.value))
    gevraagd = {product.pk: queries.get_gevraagde_afspraak(product) for product in producten}
    if not afspraken.keys() <= gevraagd.keys():
        raise VerzoekNietMogelijk("Wat blijft zoals het is, kan niet anders worden afgesproken.")
    paren = [(wens, afspraken.get(sleutel, wens)) for sleutel, wens in gevraagd.items()]
    soort = Verzoeksoort(rij.verzoek.soort)
    dagen = queries.list_wijzigdagen(producten)
    bezwaren = list(check_afspraken(soort, paren, wijzigdagen=dagen, overleg=overleg, today=today))
    if bezwaren:
        raise VerzoekNietMogelijk(*dict.fromkeys(zin.tekst for zin in bezwaren))
    if overleg is not None:
        rij.overleg_met, rij.overleg_op = overleg.met, overleg.op
    Productafspraak.objects.bulk_create(
        Productafspraak(product_id=sleutel, **asdict(afspraak)) for sleutel, afspraak in afspraken.items()
    )


def _als_data(afspraken: Mapping[int, Afspraak]) -> dict[str, dict[str, Any]]:
    """For the journal: days as text."""
    return {
        str(sleutel): {
            veld: waarde.isoformat() if isinstance(waarde, date) else waarde
            for veld, waarde in asdict(afspraak).items()
        }
        for sleutel, afspraak in afspraken.items()
    }


def _close(rij: Aanvraag, status: Verzoekstatus, *, by: User, now: datetime, toelichting: str) -> None:
    rij.status, rij.toelichting = status.value, toelichting
    rij.besloten_by, rij.besloten_at = by.username, now
    rij.save()


def _register(
    rij: Aanvraag,
    *,
    soort: str,
    by: User,
    now: datetime,
    antwoord: str = "",
    afgesproken: dict[str, dict[str, Any]] | None = None,
) -> None:
    data = {"antwoord": antwoord, "verzoek": rij.verzoek.nummer, "gemeente": rij.verzoek.gemeente_id}
    register_gebeurtenis(
        soort=soort,
        object_soort="aanvraag",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data=data | ({"afgesproken": afgesproken} if afgesproken else {}),
    )
