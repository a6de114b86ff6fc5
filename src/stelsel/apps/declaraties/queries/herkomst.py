"""Where an amount comes from: a figure from its lines, a line from its claim, contract and money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from stelsel.apps.toegang.models import Client
from stelsel.apps.verwerving.models import Contractproduct

from ..models import Betaalregel, Betaling, Declaratie, Declaratieregel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Regelsom:
    """The sums of lines in cents, credits subtracted. `declaraties`: the sums that the claims of these lines
    keep themselves (asked, approved)."""

    gevraagd: int
    goedgekeurd: int
    declaraties: tuple[int, int]

    @property
    def klopt(self) -> bool:
        """The lines are all the lines of their claims, and sum to the same cents."""
        return (self.gevraagd, self.goedgekeurd) == self.declaraties


def list_alle_regels(user: User) -> QuerySet[Declaratieregel]:
    """All lines that this user may see, the last received first, each with the number of its client."""
    nummer = Client.objects.filter(pk=OuterRef("client_id")).values("nummer")[:1]
    return (
        Declaratieregel.objects.filter(declaratie__in=Declaratie.objects.for_user(user))
        .select_related("declaratie__gemeente", "declaratie__aanbieder")
        .annotate(client_nummer=Subquery(nummer))
        .order_by("-declaratie__ontvangen_at", "declaratie_id", "rij")
    )


def get_regel(user: User, pk: int) -> Declaratieregel | None:
    """One line with its claim; None when it does not exist for this user."""
    return list_alle_regels(user).filter(pk=pk).first()


def compute_regelsom(regels: QuerySet[Declaratieregel]) -> Regelsom:
    """The sums of these lines beside those of their claims, in two statements."""
    regels = regels.order_by()
    som = regels.aggregate(
        gevraagd=Sum("bedrag", default=0), goedgekeurd=Sum("bedrag", filter=Q(goedgekeurd=True), default=0)
    )
    claims = Declaratie.objects.filter(pk__in=regels.values("declaratie_id")).aggregate(
        gevraagd=Sum("totaal_ingediend", default=0), goedgekeurd=Sum("totaal_toegekend", default=0)
    )
    return Regelsom(som["gevraagd"], som["goedgekeurd"], (claims["gevraagd"], claims["goedgekeurd"]))


def get_contractproduct(regel: Declaratieregel) -> Contractproduct | None:
    """The contract line in force on the first day of the period, as the rules take it."""
    claim, dag = regel.declaratie, regel.begindatum
    return (
        Contractproduct.objects.filter(
            Q(totdatum__isnull=True) | Q(totdatum__gte=dag),
            contract__aanbieder_id=claim.aanbieder_id,
            contract__gemeenten=claim.gemeente_id,
            contract__wet=claim.wet,
            product__code=regel.code,
            vandatum__lte=dag,
        )
        .select_related("contract", "product")
        .order_by("-vandatum", "pk")
        .first()
    )


def list_betaalregels_van(user: User, declaratie: Declaratie) -> QuerySet[Betaalregel, Any]:
    """The payments in which a claim was paid or set off, that did not lapse and that this user may see: an
    aanbieder once they are on their way to the bank."""
    return (
        Betaalregel.objects.filter(
            voorstel__declaratie=declaratie, vervallen=False, betaling__in=Betaling.objects.for_user(user)
        )
        .select_related("betaling__betaalrun")
        .order_by("pk")
    )
