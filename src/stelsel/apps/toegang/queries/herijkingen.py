"""The facts behind the question whether help still fits, and the tasks that came of them.

Results of goals are known in a context above this one, which registers its reader here when Django starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stelsel.apps.journal.queries import list_gebeurtenissen
from stelsel.apps.profielen.models import Product, Profiel, Profielcel
from stelsel.domein.profielen.keuze import check_band
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.gezin import DOELSTAND_NAAM, Doelstand
from stelsel.domein.toegang.herijking import CRISIS, Herijkingstand, Hulpfeiten, Uitkomst, Voorval
from stelsel.kern.periode import Periode

from ..models import (
    Aanvraag,
    Besluit,
    Gezinsdoel,
    Gezinslid,
    Gezinsplan,
    Herijking,
    Stopmelding,
    Toewijzing,
    Vraag,
)
from .invulling import list_wachtende_signalen
from .toewijzingen import get_omvang

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: Keys of allocations -> day of the last measurement at T2 and its scores.
Resultaten = dict[int, tuple[date, tuple[int, ...]]]
Resultaatbron = Callable[[Sequence[int]], Resultaten]
_BRONNEN: list[Resultaatbron] = []
#: Days after its last day in which help can still be measured; own choice.
NASLEEP = 182
_CRISISCATEGORIEEN = Q()
for _wet, _categorie in sorted(CRISIS):
    _CRISISCATEGORIEEN |= Q(wet=_wet.value, categorie=_categorie)


@dataclass(frozen=True)
class Antwoord:
    """Something done since the task was born that may answer it; `sleutel` is what is stored."""

    uitkomst: Uitkomst
    sleutel: str
    naam: str


def register_resultaatbron(bron: Resultaatbron) -> None:
    """Let the context that measures goals tell what came of them."""
    _BRONNEN[:] = [bron]


def list_herijkingen(user: User) -> QuerySet[Herijking]:
    """The tasks of the own gemeente, those that must be done first."""
    return (
        Herijking.objects.for_user(user)
        .select_related("toewijzing__client", "toewijzing__aanbieder")
        .order_by("uiterste_datum", "pk")
    )


def get_herijking(user: User, pk: int) -> Herijking | None:
    """One task, or None when it does not exist for this user."""
    return list_herijkingen(user).filter(pk=pk).first()


def list_antwoorden(herijking: Herijking) -> list[Antwoord]:
    """What was done for this client since the task was born: decided requests, changes, decisions."""
    rij, sinds = herijking.toewijzing, herijking.ontstaan_datum
    verzoeken = Aanvraag.objects.filter(
        verzoek__client=rij.client_id, verzoek__soort="317", status__in=["gehonoreerd", "afgewezen"]
    ).filter(verzoek__ontvangen_datum__gte=sinds)
    besluiten = Besluit.objects.filter(vraag__client=rij.client_id, besluitdatum__gte=sinds)
    wijzigingen = [
        gebeurtenis
        for gebeurtenis in list_gebeurtenissen(object_soort="toewijzing", object_sleutels=[str(rij.pk)])
        if gebeurtenis.soort == "toewijzing_gewijzigd"
        and gebeurtenis.gebeurd_at.date() >= sinds
        and gebeurtenis.data.get("aard") == "gewijzigd"
    ]
    return [
        *(
            Antwoord(
                Uitkomst.VERZOEK,
                f"verzoek {aanvraag.verzoek.nummer}",
                f"Verzoek {aanvraag.verzoek.nummer} van {aanvraag.verzoek.ontvangen_datum:%d-%m-%Y} (317)",
            )
            for aanvraag in verzoeken.select_related("verzoek").order_by("pk")
        ),
        *(
            Antwoord(
                Uitkomst.WIJZIGING,
                f"wijziging {gebeurtenis.pk}",
                f"Wijziging van {gebeurtenis.gebeurd_at:%d-%m-%Y} (301)",
            )
            for gebeurtenis in wijzigingen
        ),
        *(
            Antwoord(
                Uitkomst.BESLUIT,
                f"besluit {besluit.nummer}",
                f"Besluit {besluit.nummer} van {besluit.besluitdatum:%d-%m-%Y}",
            )
            for besluit in besluiten.order_by("pk")
        ),
    ]


def list_te_herijken(*, today: date) -> list[int]:
    """The clients at whom the night looks: with running help, help that ended lately, or an open task."""
    open_taken = Herijking.objects.filter(status=Herijkingstand.OPEN.value)
    lopend = Toewijzing.objects.actueel(today - timedelta(days=NASLEEP)).filter(ingangsdatum__lte=today)
    clienten = set(lopend.values_list("client_id", flat=True))
    return sorted(clienten | set(open_taken.values_list("toewijzing__client_id", flat=True)))


def list_hulpfeiten(client_ids: Iterable[int], *, today: date) -> list[Hulpfeiten]:
    """The facts around the help of some clients, in a fixed number of statements."""
    rijen = list(_list_hulp(list(client_ids), today))
    if not rijen:
        return []
    clienten = {rij.client_id for rij in rijen}
    resultaten = _BRONNEN[0]([rij.pk for rij in rijen]) if _BRONNEN else {}
    doelen, huishouden = _list_doelvoorvallen(clienten), _list_gezinsvoorvallen(clienten)
    crises, band = _list_crises(clienten), _Bandlezer()
    wachtend = list_wachtende_signalen([rij.pk for rij in rijen])
    return [
        Hulpfeiten(
            toewijzing=str(rij.pk),
            wet=Wet(rij.wet),
            besloten=rij.besluit.besluitdatum if rij.besluit else rij.toegewezen_at.date(),
            einddatum=rij.einddatum,
            geboortedatum=rij.client.geboortedatum,
            bandsignalen=(*band.list_signalen(rij), *wachtend.get(rij.pk, ())),
            doelen=tuple(v for bron, v in doelen[rij.client_id] if bron != rij.besluit_id or bron is None),
            crises=tuple(crises[rij.client_id]),
            huishouden=tuple(huishouden[rij.client_id]),
            scores=resultaten[rij.pk][1] if rij.pk in resultaten else (),
            gemeten=resultaten[rij.pk][0] if rij.pk in resultaten else None,
            loopt=not rij.gestopt  # type: ignore[attr-defined]  # annotated below
            and (rij.einddatum is None or rij.einddatum >= today),
        )
        for rij in rijen
    ]


def _list_hulp(client_ids: list[int], today: date) -> QuerySet[Toewijzing]:
    """Help that began and runs or ended lately, and is not itself help in a crisis."""
    gestopt = Stopmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    return (
        Toewijzing.objects.actueel(today - timedelta(days=NASLEEP))
        .annotate(gestopt=Exists(gestopt))
        .filter(client_id__in=client_ids, ingangsdatum__lte=today)
        .exclude(_CRISISCATEGORIEEN)
        .select_related("client", "besluit")
        .order_by("pk")
    )


def _list_doelvoorvallen(clienten: set[int]) -> dict[int, list[tuple[int | None, Voorval]]]:
    """Per client: goals of a later question, and of the household. With the besluit that they belong to."""
    uit: dict[int, list[tuple[int | None, Voorval]]] = defaultdict(list)
    vragen = Vraag.objects.filter(client_id__in=clienten, doelen__isnull=False).distinct()
    for client, pk, nummer, dag, besluit in vragen.order_by("pk").values_list(
        "client_id", "pk", "nummer", "gesteld_datum", "besluit__pk"
    ):
        tekst = f"In vraag {nummer} van {dag:%d-%m-%Y} staan nieuwe doelen."
        uit[client].append((besluit, Voorval(f"vraag-{pk}", dag, tekst)))
    for client, doel in _list_gezinsdoelen(clienten):
        if doel.stand == Doelstand.LOPEND.value:
            dag, woord = doel.gesteld_datum, "kreeg het gezinsplan een nieuw doel."
        else:
            stand = DOELSTAND_NAAM[Doelstand(doel.stand)].lower()
            dag = doel.afgesloten_datum or doel.gesteld_datum
            woord = f"is een doel van het gezinsplan afgesloten: {stand}."
        tekst = f"Op {dag:%d-%m-%Y} {woord}"
        uit[client].append((None, Voorval(f"gezinsdoel-{doel.pk}-{doel.stand}", dag, tekst)))
    return uit


def _list_gezinsdoelen(clienten: set[int]) -> list[tuple[int, Gezinsdoel]]:
    """The goals of the household with every client that belongs to it now."""
    leden = Gezinslid.objects.filter(client_id__in=clienten, tot__isnull=True, plan__einddatum__isnull=True)
    per_plan: dict[int, list[int]] = defaultdict(list)
    for plan, client in leden.values_list("plan_id", "client_id"):
        per_plan[plan].append(client)
    doelen = Gezinsdoel.objects.filter(plan_id__in=per_plan).order_by("pk")
    return [(client, doel) for doel in doelen for client in per_plan[doel.plan_id]]


def _list_gezinsvoorvallen(clienten: set[int]) -> dict[int, list[Voorval]]:
    """Per client: who came into the household and who left it since the plan began, without a name."""
    leden = Gezinslid.objects.filter(client_id__in=clienten)
    plannen = Gezinsplan.objects.filter(leden__in=leden)
    uit: dict[int, list[Voorval]] = defaultdict(list)
    per_plan: dict[int, set[int]] = defaultdict(set)
    for plan, client in leden.filter(Q(tot__isnull=True)).values_list("plan_id", "client_id"):
        per_plan[plan].add(client)
    later = Gezinslid.objects.filter(plan__in=plannen).select_related("plan").order_by("pk")
    for lid in later:
        voorvallen = []
        if lid.vanaf > lid.plan.begindatum:
            tekst = f"Op {lid.vanaf:%d-%m-%Y} kwam er iemand bij in huis."
            voorvallen.append(Voorval(f"lid-{lid.pk}-erbij", lid.vanaf, tekst))
        if lid.tot is not None:
            tekst = f"Op {lid.tot:%d-%m-%Y} ging er iemand weg uit huis."
            voorvallen.append(Voorval(f"lid-{lid.pk}-weg", lid.tot, tekst))
        for client in per_plan[lid.plan_id]:
            uit[client] += voorvallen
    return uit


def _list_crises(clienten: set[int]) -> dict[int, list[Voorval]]:
    """Per client: the help in a crisis that was given."""
    uit: dict[int, list[Voorval]] = defaultdict(list)
    rijen = Toewijzing.objects.geldig().filter(_CRISISCATEGORIEEN, client_id__in=clienten).order_by("pk")
    for pk, client, dag in rijen.values_list("pk", "client_id", "ingangsdatum"):
        uit[client].append(Voorval(f"crisis-{pk}", dag, f"Op {dag:%d-%m-%Y} begon hulp bij een crisis."))
    return uit


class _Bandlezer:
    """What lies outside the band, for many allocations without asking for each: the catalogue is small."""

    def __init__(self) -> None:
        producten = Product.objects.filter(profiel__isnull=False).select_related("profiel")
        self._producten = {(p.wet, p.code): p for p in producten}
        self._versies: dict[str, list[Profiel]] = defaultdict(list)
        for profiel in Profiel.objects.prefetch_related("cellen").order_by(F("versie").desc()):
            self._versies[profiel.code].append(profiel)

    def list_signalen(self, rij: Toewijzing) -> list[str]:
        """As `list_bandsignalen` says them."""
        product, omvang = self._producten.get((rij.wet, rij.code)), get_omvang(rij)
        cel = self._get_cel(product, rij.ingangsdatum) if product else None
        if omvang is None or cel is None:
            return []
        return check_band(
            omvang,
            periode=Periode(rij.ingangsdatum, rij.einddatum),
            intensiteit=cel.intensiteit,
            maanden=(cel.maanden_van, cel.maanden_tot),
            minuten=(cel.minuten_van, cel.minuten_tot),
        )

    def _get_cel(self, product: Product, dag: date) -> Profielcel | None:
        versies = self._versies[product.profiel.code] if product.profiel else []
        geldig = [v for v in versies if v.vandatum <= dag and (v.totdatum is None or dag <= v.totdatum)]
        gekozen = next(iter(geldig or versies), None)
        cellen = gekozen.cellen.all() if gekozen else ()
        return next((cel for cel in cellen if cel.intensiteit == product.intensiteit), None)
