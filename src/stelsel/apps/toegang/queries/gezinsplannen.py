"""Reading plans of households: the members, what is arranged for them, the money, who keeps regie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.profielen.models import Product
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.domein.toegang.gezin import (
    Gezinsbudget,
    Hulp,
    Lidmaatschap,
    Regiesoort,
    compute_gezinsbudget,
    is_samenloop,
    list_gezinshulp,
)
from stelsel.kern.periode import Periode

from ..models import Client, Gezinsdoel, Gezinslid, Gezinsplan, Hoofdverantwoordelijke, Planregie, Toewijzing
from .levensloop import get_stand
from .verbruik import get_waarde

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


_MEESTE_HUISGENOTEN = 10


@dataclass(frozen=True)
class Hulpregel:
    """One allocation of a member as the plan shows it. `bedrag` in cents, None without a total."""

    toewijzing: Toewijzing
    lid: Gezinslid
    hulp: str
    wet: str
    bedrag: int | None
    hoofd: Hoofdverantwoordelijke | None
    loopt: bool


@dataclass(frozen=True)
class Gezinsbeeld:
    """Everything on the page of a plan. `elders`: members who also belong to another plan; what stands in
    that one is not here."""

    plan: Gezinsplan
    leden: tuple[Gezinslid, ...]
    vroegere_leden: tuple[Gezinslid, ...]
    hulp: tuple[Hulpregel, ...]
    budget: Gezinsbudget
    lopend: Gezinsbudget
    doelen: tuple[Gezinsdoel, ...]
    regies: tuple[Planregie, ...]
    regie: dict[str, Planregie]
    elders: frozenset[int]
    samenloop: bool


def list_gezinsplannen(user: User) -> QuerySet[Gezinsplan]:
    """The plans of the own gemeente, those that run first, with the number of members."""
    return (
        Gezinsplan.objects.for_user(user)
        .annotate(aantal_leden=Count("leden", filter=Q(leden__tot__isnull=True), distinct=True))
        .annotate(naam=Max("leden__client__geslachtsnaam", filter=Q(leden__hoofdverblijf=True)))
        .annotate(open_doelen=Count("doelen", filter=Q(doelen__stand="lopend"), distinct=True))
        .order_by("-begindatum", "pk")
    )


def get_gezinsplan(user: User, nummer: str) -> Gezinsplan | None:
    """One plan, or None when it does not exist for this user."""
    return Gezinsplan.objects.for_user(user).select_related("gemeente").filter(nummer=nummer).first()


def list_plannen_van(user: User, client: Client) -> QuerySet[Gezinsplan]:
    """The open plans to which a client belongs now."""
    lid = Gezinslid.objects.filter(client=client, tot__isnull=True)
    return Gezinsplan.objects.for_user(user).filter(einddatum__isnull=True, leden__in=lid).order_by("pk")


def list_leden(plan: Gezinsplan) -> list[Gezinslid]:
    """Everybody who belongs or belonged to it, the oldest membership first."""
    return list(plan.leden.select_related("client").order_by("tot", "vanaf", "client__geboortedatum", "pk"))


def list_nieuwe_huisgenoten(user: User, plan: Gezinsplan) -> list[Client]:
    """Clients on the same address who are not in the plan yet; the first few."""
    erin = plan.leden.filter(tot__isnull=True).values("client_id")
    op_adres = Client.objects.for_user(user).filter(huishouden=plan.huishouden_id).exclude(pk__in=erin)
    return list(op_adres.order_by("geboortedatum", "nummer")[:_MEESTE_HUISGENOTEN])


def list_planaanbieders(user: User, plan: Gezinsplan, *, today: date) -> QuerySet[Aanbieder]:
    """Who helps a member now, and so can lead the specialist help."""
    leden = plan.leden.filter(tot__isnull=True).values("client_id")
    lopend = Toewijzing.objects.for_user(user).actueel(today).filter(client_id__in=leden)
    return Aanbieder.objects.filter(pk__in=lopend.values("aanbieder_id")).order_by("naam")


def get_gezinsbeeld(plan: Gezinsplan, *, today: date) -> Gezinsbeeld:
    """The whole plan on a day."""
    leden = list_leden(plan)
    regels = _list_hulpregels(leden, today=today)
    stukken = [_als_hulp(regel) for regel in regels]
    lopend = [stuk for stuk, regel in zip(stukken, regels, strict=True) if regel.loopt]
    regies = tuple(plan.regies.select_related("aanbieder").order_by("soort", "-vanaf", "-pk"))
    clienten = [lid.client_id for lid in leden if lid.tot is None]
    elders = Gezinslid.objects.filter(client_id__in=clienten, tot__isnull=True).exclude(plan=plan)
    return Gezinsbeeld(
        plan=plan,
        leden=tuple(lid for lid in leden if lid.tot is None or lid.tot >= today),
        vroegere_leden=tuple(lid for lid in leden if lid.tot is not None and lid.tot < today),
        hulp=tuple(regels),
        budget=compute_gezinsbudget(stukken),
        lopend=compute_gezinsbudget(lopend),
        doelen=tuple(plan.doelen.order_by("stand", "gesteld_datum", "pk")),
        regies=regies,
        regie={
            Regiesoort(regie.soort).value: regie
            for regie in reversed(regies)
            if regie.vanaf <= today and (regie.tot is None or regie.tot >= today)
        },
        elders=frozenset(elders.values_list("client_id", flat=True)),
        samenloop=is_samenloop(stukken, dag=today),
    )


def _list_hulpregels(leden: list[Gezinslid], *, today: date) -> list[Hulpregel]:
    """The help that touches the days of membership, those that run first."""
    lidmaatschappen = [Lidmaatschap(str(lid.client_id), Periode(lid.vanaf, lid.tot)) for lid in leden]
    per_client = {lid.client_id: lid for lid in reversed(leden)}
    rijen = (
        Toewijzing.objects.geldig()
        .filter(client_id__in=per_client, gemeente_id__in={lid.client.gemeente_id for lid in leden})
        .select_related("client", "aanbieder", "gemeente")
    )
    kaal = {
        str(rij.pk): Hulp(
            str(rij.pk), str(rij.client_id), Wet(rij.wet), rij.aanbieder.naam, get_stand(rij).periode, None
        )
        for rij in rijen
    }
    binnen = {stuk.sleutel for stuk in list_gezinshulp(kaal.values(), lidmaatschappen)}
    gekozen = [rij for rij in rijen if str(rij.pk) in binnen]
    namen = {(p.wet, p.code): p.naam for p in Product.objects.filter(code__in={r.code for r in gekozen})}
    hoofden = {
        hoofd.toewijzing_id: hoofd
        for hoofd in Hoofdverantwoordelijke.objects.filter(
            toewijzing__in=gekozen, tot__isnull=True, uitzondering__isnull=True
        ).select_related("aanbieder")
    }
    regels = [
        Hulpregel(
            toewijzing=rij,
            lid=per_client[rij.client_id],
            hulp=namen.get((rij.wet, rij.code), "Hulp zonder vast product"),
            wet=WET_NAAM[Wet(rij.wet)],
            bedrag=get_waarde(get_stand(rij), rij),
            hoofd=hoofden.get(rij.pk),
            loopt=today in get_stand(rij).periode,
        )
        for rij in gekozen
    ]
    return sorted(regels, key=lambda r: (not r.loopt, r.lid.client.geboortedatum, r.toewijzing.ingangsdatum))


def _als_hulp(regel: Hulpregel) -> Hulp:
    rij = regel.toewijzing
    return Hulp(
        sleutel=str(rij.pk),
        client=str(rij.client_id),
        wet=Wet(rij.wet),
        aanbieder=rij.aanbieder.naam,
        periode=Periode(rij.ingangsdatum, rij.einddatum),
        bedrag=regel.bedrag,
    )
