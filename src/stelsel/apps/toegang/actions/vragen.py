"""The question, step by step; every step saves by itself and can be done again until the besluit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.profielen.models import Product
from stelsel.domein.toegang.begrippen import (
    Eenheid,
    Frequentie,
    Leefdomein,
    Lijn,
    Melding,
    Vraagstatus,
    Wet,
)
from stelsel.domein.toegang.omvang import check_omvang
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Omvang

from .. import queries
from ..models import Client, Leefdomeinbeeld, Toewijzing, Vraag
from ..queries.aanvullingen import list_stapelbezwaren

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_OPEN = {Vraagstatus.ONDERZOEK.value, Vraagstatus.KEUZE.value}


class VraagGesloten(Exception):
    """There is a besluit, so the question cannot change any more."""

    def __init__(self) -> None:
        super().__init__("Over deze vraag is al besloten. Begin een nieuwe vraag als er iets verandert.")


class ProfielkeuzeNietMogelijk(Exception):
    """This product, volume or period cannot be proposed; `fouten` are Dutch sentences."""

    def __init__(self, fouten: Sequence[str]) -> None:
        super().__init__(" ".join(fouten))
        self.fouten = list(fouten)


class AanbiederkeuzeNietMogelijk(Exception):
    """This aanbieder cannot deliver the product for this gemeente on that day."""


@dataclass(frozen=True)
class Beeld:
    """How one life domain stands: 1 (acute) to 5 (self-reliant), and who takes it up."""

    leefdomein: Leefdomein
    score: int
    lijn: Lijn = Lijn.GEEN
    toelichting: str = ""


@dataclass(frozen=True)
class Stapeling:
    """What temporary specialist help is beside, and why the rules on additional help are set aside."""

    naast: Toewijzing | None = None
    reden: str = ""


@transaction.atomic
def register_vraag(
    *,
    client: Client,
    wet: Wet,
    melding: Melding,
    vraag: str,
    context: str,
    eigen_kracht: str,
    by: User,
    today: date,
    now: datetime,
) -> Vraag:
    """Open a question, asked today; the decision term starts to run."""
    [volgnummer] = create_nummers(reeks=f"vraag {client.gemeente_id}")
    rij = Vraag.objects.create(
        nummer=f"V{client.gemeente_id}-{volgnummer:06d}",
        client=client,
        wet=wet.value,
        melding=melding.value,
        gesteld_datum=today,
        vraag=vraag,
        context=context,
        eigen_kracht=eigen_kracht,
        regisseur=by.username,
    )
    register_vraaggebeurtenis(rij, soort="vraag_gesteld", by=by, now=now, data={"wet": wet.value})
    return rij


@transaction.atomic
def change_vraag(
    *, vraag: Vraag, melding: Melding, tekst: str, context: str, eigen_kracht: str, by: User, now: datetime
) -> Vraag:
    """Write the question and its context anew. Raises VraagGesloten."""
    rij = get_open_vraag(vraag)
    rij.melding, rij.vraag, rij.context, rij.eigen_kracht = melding.value, tekst, context, eigen_kracht
    rij.save(update_fields=["melding", "vraag", "context", "eigen_kracht"])
    register_vraaggebeurtenis(rij, soort="vraag_gewijzigd", by=by, now=now)
    return rij


@transaction.atomic
def register_leefdomeinbeeld(*, vraag: Vraag, beelden: Sequence[Beeld], by: User, now: datetime) -> None:
    """Record the life domains that were talked about; replaces what was recorded. Raises VraagGesloten."""
    rij = get_open_vraag(vraag)
    rij.leefdomeinen.all().delete()
    Leefdomeinbeeld.objects.bulk_create(
        Leefdomeinbeeld(
            vraag=rij,
            leefdomein=beeld.leefdomein.value,
            score=beeld.score,
            lijn=beeld.lijn.value,
            toelichting=beeld.toelichting,
        )
        for beeld in beelden
    )
    register_vraaggebeurtenis(
        rij, soort="leefdomeinen_beschreven", by=by, now=now, data={"aantal": len(beelden)}
    )


@transaction.atomic
def register_profielkeuze(
    *,
    vraag: Vraag,
    product: Product,
    volume: int,
    ingangsdatum: date,
    einddatum: date | None,
    reden: str = "",
    stapeling: Stapeling | None = None,
    by: User,
    now: datetime,
) -> Vraag:
    """Propose a product (a cell of the catalogue), how much and how long; `reden`: why lighter help is not
    enough. Another product than before clears the chosen aanbieder. Raises VraagGesloten,
    ProfielkeuzeNietMogelijk."""
    rij = get_open_vraag(vraag)
    if product.wet != rij.wet:
        raise ProfielkeuzeNietMogelijk(["Dit product hoort bij een andere wet dan deze vraag."])
    if einddatum is not None and einddatum < ingangsdatum:
        raise ProfielkeuzeNietMogelijk(["De einddatum ligt voor de ingangsdatum."])
    omvang = Omvang(volume, Eenheid(product.eenheid), Frequentie(product.frequentie))
    fouten = check_omvang(omvang, productcode=product.code, periode=Periode(ingangsdatum, einddatum))
    zwaarder = queries.is_zwaarder(product, naast=queries.list_naast(product))
    fouten += _list_profielbezwaren(product, ingangsdatum, reden_nodig=zwaarder and not reden.strip())
    if fouten:
        raise ProfielkeuzeNietMogelijk(fouten)
    if rij.product_id != product.pk:
        rij.aanbieder, rij.keuze_client, rij.naast, rij.stapelreden = None, "", None, ""
    rij.product, rij.volume, rij.status = product, volume, Vraagstatus.KEUZE.value
    rij.ingangsdatum, rij.einddatum = ingangsdatum, einddatum
    rij.zwaarder_reden = reden.strip() if zwaarder else ""
    voorstel = queries.get_complexiteitvoorstel(rij, today=now.date()) if product.profiel_id else None
    rij.complexiteit_voorstel = voorstel.niveau if voorstel else ""
    rij.complexiteit_redenen = list(voorstel.redenen) if voorstel else []
    _set_stapeling(rij, stapeling, today=now.date())
    rij.save()
    register_vraaggebeurtenis(rij, soort="profiel_gekozen", by=by, now=now, data={"product": product.code})
    return rij


def _set_stapeling(rij: Vraag, stapeling: Stapeling | None, *, today: date) -> None:
    """What it is beside, and why against the rules; the reason only where it is. Raises
    ProfielkeuzeNietMogelijk for help of somebody else, and for what is against a rule without a reason."""
    if stapeling is None:
        return
    naast = stapeling.naast
    if naast is not None and (naast.client_id != rij.client_id or naast.wet != rij.wet):
        raise ProfielkeuzeNietMogelijk(["Deze hulp is niet van deze cliënt."])
    rij.naast = naast
    bezwaren, reden = list_stapelbezwaren(rij, today=today), stapeling.reden.strip()
    if bezwaren and not reden:
        raise ProfielkeuzeNietMogelijk([*bezwaren, "Schrijf anders op waarom u van deze regel afwijkt."])
    rij.stapelreden = reden if bezwaren else ""


def _list_profielbezwaren(product: Product, dag: date, *, reden_nodig: bool) -> list[str]:
    """Why this combination cannot be chosen: the version that holds does not allow it, or no reason."""
    uit = []
    if not queries.is_toegestaan(product, dag=dag):
        uit.append(
            f"{product.intensiteit} is bij profiel {product.profiel} niet toegestaan. "
            "Kies een andere intensiteit."
        )
    if reden_nodig:
        uit.append("Dit is niet de lichtste hulp. Schrijf op waarom lichtere hulp niet genoeg is.")
    return uit


@transaction.atomic
def register_aanbiederkeuze(*, vraag: Vraag, agb: str, reden: str, by: User, now: datetime) -> Vraag:
    """Record which contracted aanbieder the client chose, and why in their own words.

    Raises VraagGesloten, AanbiederkeuzeNietMogelijk.
    """
    rij = get_open_vraag(vraag)
    check_aanbieder(rij, agb=agb)
    rij.aanbieder_id, rij.keuze_client = agb, reden
    rij.save(update_fields=["aanbieder", "keuze_client"])
    register_vraaggebeurtenis(rij, soort="aanbieder_gekozen", by=by, now=now, data={"aanbieder": agb})
    return rij


def check_aanbieder(vraag: Vraag, *, agb: str) -> None:
    """Nothing when this aanbieder has a contract for the product in the gemeente on the first day; otherwise
    raises AanbiederkeuzeNietMogelijk."""
    if vraag.product is None or vraag.ingangsdatum is None:
        raise AanbiederkeuzeNietMogelijk("Kies eerst een profiel, de omvang en de ingangsdatum.")
    if not queries.has_aanbod(vraag, agb=agb, peildatum=vraag.ingangsdatum):
        raise AanbiederkeuzeNietMogelijk(
            f"Deze aanbieder heeft op {vraag.ingangsdatum:%d-%m-%Y} geen contract voor dit product in deze "
            "gemeente. Kies een andere aanbieder of een andere ingangsdatum."
        )


def get_open_vraag(vraag: Vraag) -> Vraag:
    """The row as it is now, locked until the end of the transaction. Raises VraagGesloten."""
    rij = Vraag.objects.select_for_update().get(pk=vraag.pk)
    if rij.status not in _OPEN:
        raise VraagGesloten
    return rij


def register_vraaggebeurtenis(
    vraag: Vraag, *, soort: str, by: User, now: datetime, data: dict[str, Any] | None = None
) -> None:
    """What happened to a question, in the journal."""
    register_gebeurtenis(
        soort=soort,
        object_soort="vraag",
        object_sleutel=vraag.nummer,
        actor=by.username,
        now=now,
        data=data,
    )
