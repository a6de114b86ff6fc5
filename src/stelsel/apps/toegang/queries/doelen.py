"""Goals: the way they point beside the help that was chosen, and the decline that is to be expected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from stelsel.apps.profielen.models import Product
from stelsel.domein.profielen.keuze import get_startprofielen
from stelsel.domein.resultaten.verwachting import Verloop
from stelsel.domein.toegang.begrippen import DOELRICHTING_NAAM, Doelrichting
from stelsel.domein.toegang.doelrichting import check_richting, list_richtingen

from ..models import Client, Doel, Toewijzing, Verwachting, Vraag

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_startprofielen(product: Product) -> tuple[str, ...]:
    """The start profiles under which help is given; none for help outside the profiles."""
    if product.profiel is None:
        return ()
    return get_startprofielen(product.intensiteit, van_profiel=product.profiel.startprofielen)


def list_passende_richtingen(vraag: Vraag) -> tuple[Doelrichting, ...]:
    """The directions that suit the help chosen so far."""
    return list_richtingen(list_startprofielen(vraag.product) if vraag.product else ())


def list_richtingbezwaren(vraag: Vraag) -> list[str]:
    """The goals that point another way than the help without a reason, in sentences."""
    if vraag.product is None:
        return []
    startprofielen = list_startprofielen(vraag.product)
    return [
        f"Het doel „{doel.tekst}” heeft als richting „{DOELRICHTING_NAAM[Doelrichting(doel.richting)]}”. "
        + bezwaar
        for doel in vraag.doelen.all()
        if (
            bezwaar := check_richting(
                Doelrichting(doel.richting), startprofielen=startprofielen, reden=doel.afwijking_reden
            )
        )
    ]


def get_doel(user: User, pk: int) -> Doel | None:
    """One goal of a client of this user's gemeente; None for an aanbieder, a resident, and when it does not
    exist."""
    if user.agb or user.client_nummer:
        return None
    zichtbaar = Doel.objects.filter(vraag__client__in=Client.objects.for_user(user), pk=pk)
    return zichtbaar.select_related("vraag__client", "vraag__product__profiel").first()


def list_verwachtingen(doel: Doel) -> list[Verwachting]:
    """Everything that was expected of a goal, the newest first."""
    return list(doel.verwachtingen.order_by("-vastgelegd_at", "-pk"))


def get_verwachting(doel: Doel) -> Verwachting | None:
    """The decline that is expected now; None without or when it was withdrawn."""
    nieuwste = doel.verwachtingen.order_by("-vastgelegd_at", "-pk").first()
    return nieuwste if nieuwste is not None and nieuwste.stappen else None


def list_verwachtingen_per_doel(doelen: Collection[int]) -> dict[int, list[Verwachting]]:
    """Per goal with any, what was expected of it, the newest first; one statement."""
    per_doel: dict[int, list[Verwachting]] = defaultdict(list)
    rijen = Verwachting.objects.filter(doel__in=doelen)
    for rij in rijen.order_by("-vastgelegd_at", "-pk"):
        per_doel[rij.doel_id].append(rij)
    return per_doel


def get_verloop_op(verwachtingen: list[Verwachting], dag: date) -> Verloop | None:
    """What was expected on the day of a score: the newest that was recorded no later than that day. Decline
    that is only expected afterwards excuses nothing."""
    geldig = next((v for v in verwachtingen if v.vastgelegd_datum <= dag), None)
    if geldig is None or not geldig.stappen:
        return None
    return Verloop(stappen=geldig.stappen, vanaf=geldig.vanaf, bereikt=geldig.bereikt)


def list_doelen_met_verwachting(toewijzing: Toewijzing) -> list[tuple[Doel, Verwachting | None]]:
    """The goals of an allocation with the decline that is expected now."""
    if toewijzing.besluit_id is None:
        return []
    doelen = list(Doel.objects.filter(vraag__besluit=toewijzing.besluit_id).order_by("-gewicht", "id"))
    per_doel = list_verwachtingen_per_doel([doel.pk for doel in doelen])
    nu = {pk: rijen[0] for pk, rijen in per_doel.items() if rijen[0].stappen}
    return [(doel, nu.get(doel.pk)) for doel in doelen]
