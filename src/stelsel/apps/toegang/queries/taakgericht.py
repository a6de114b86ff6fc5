"""Taakgerichte delivery: help without an allocation, known only from what the aanbieder reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from stelsel.apps.profielen.models import Product

from ..models import Client, Taakmelding

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LOOPT, GESTOPT, INGETROKKEN = "loopt", "gestopt", "ingetrokken"
STANDEN_TAAK = ((LOOPT, "Loopt"), (GESTOPT, "Gestopt"), (INGETROKKEN, "Ingetrokken"))
TONEN_TAAK = {LOOPT: "goed", GESTOPT: "neutraal", INGETROKKEN: "let_op"}
#: What makes a delivery without an allocation the same one (IV096).
_SLEUTEL = ("gemeente", "aanbieder", "wet", "bsn", "categorie", "code", "begindatum")


def list_taakleveringen(user: User) -> QuerySet[Taakmelding]:
    """One row per reported start that this user may see, the newest first, with its `stopdatum`, the message
    of that stop (`stopbericht`), `stand` and `productnaam`. A start that was taken back stays and says so."""
    stop = Taakmelding.objects.filter(
        einddatum__isnull=False, verwijderd=False, **{veld: OuterRef(veld) for veld in _SLEUTEL}
    ).order_by("-einddatum", "-pk")
    product = Product.objects.filter(wet=OuterRef("wet"), code=OuterRef("code"))
    stand = Case(
        When(verwijderd=True, then=Value(INGETROKKEN)),
        When(stopdatum__isnull=False, then=Value(GESTOPT)),
        default=Value(LOOPT),
        output_field=CharField(choices=STANDEN_TAAK),
    )
    return (
        Taakmelding.objects.for_user(user)
        .filter(einddatum__isnull=True)
        .select_related("client", "aanbieder", "gemeente")
        .annotate(stopdatum=Subquery(stop.values("einddatum")[:1]))
        .annotate(stopbericht=Coalesce(Subquery(stop.values("bericht_sleutel")[:1]), Value("")))
        .annotate(productnaam=Coalesce(Subquery(product.values("naam")[:1]), Value("Onbekend product")))
        .annotate(stand=stand)
        .order_by("-gemeld_at", "-pk")
    )


def list_taakleveringen_bij_client(user: User, client: Client) -> QuerySet[Taakmelding]:
    """Those of one client; found by BSN, since a report may be older than the dossier."""
    return list_taakleveringen(user).filter(gemeente=client.gemeente_id, bsn=client.bsn, verwijderd=False)


def has_taakmelding(user: User, bericht_sleutel: str) -> bool:
    """Whether a message reported taakgerichte delivery."""
    return Taakmelding.objects.for_user(user).filter(bericht_sleutel=bericht_sleutel).exists()
