"""How full the ceilings are, by what is granted; and which of them one more allocation runs into.

Counted are all allocations that were not deleted, by the days that fall in the year of the ceiling, at the
tariff of their first day. An allocation without an end or a tariff has no amount and is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet

from stelsel.apps.bekostiging.models import Plafond
from stelsel.apps.bekostiging.queries.plafond import has_ontheffing, list_geldende_plafonds
from stelsel.apps.verwerving.queries import Tarief, get_tarieven
from stelsel.domein.bekostiging.plafond import Plafondoordeel, Plafondstand
from stelsel.domein.sturing.uitputting import deel_in_jaar
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.levensloop import Stand
from stelsel.domein.toegang.omvang import toegekend_bedrag
from stelsel.kern.bedrag import in_euro, rond_breuk_half_omhoog
from stelsel.kern.periode import Periode

from ..models import Toewijzing, Vraag
from .toewijzingen import get_omvang
from .vergelijking import Aanvraagdeel

_Sleutel = tuple[str, str, str]


@dataclass(frozen=True)
class Plafondgebruik:
    """A ceiling with where it stands. `zonder_bedrag`: allocations of which the amount is not known;
    `ontheven`: leave was given to go over it for this question."""

    plafond: Plafond
    stand: Plafondstand
    zonder_bedrag: int
    ontheven: bool = False

    @property
    def houdt_tegen(self) -> bool:
        """Whether it stops a new allocation."""
        vol = self.stand.oordeel is Plafondoordeel.VOL
        return vol and self.plafond.actie == Plafond.Actie.STOP and not self.ontheven

    @property
    def zin(self) -> str:
        """What a person who grants has to know."""
        waarop = render_waarop(self.plafond)
        procent = f"{100 * self.stand.aandeel:.0f} %"
        if self.stand.oordeel is Plafondoordeel.VOL:
            return (
                f"Met deze toewijzing komt {waarop} op {procent} van het plafond van "
                f"{in_euro(self.stand.bedrag)} ({self.plafond.nummer})."
            )
        return f"Met deze toewijzing komt {waarop} op {procent} van het plafond ({self.plafond.nummer})."


def render_waarop(plafond: Plafond) -> str:
    """On whom or what a ceiling rests, in words."""
    waar = plafond.gemeente.naam if plafond.gemeente else "de regio"
    if plafond.aanbieder is not None:
        return f"{plafond.aanbieder.naam} in {waar} in {plafond.jaar}"
    if plafond.categorie:
        return f"perceel {plafond.categorie} in {waar} in {plafond.jaar}"
    return f"{waar} in {plafond.jaar}"


def get_plafondgebruik(plafond: Plafond) -> Plafondgebruik:
    """Where a ceiling stands now."""
    toegekend, zonder = _tel(plafond)
    return Plafondgebruik(plafond, _get_stand(plafond, toegekend, erbij=0), zonder)


def list_geraakte_plafonds(
    stand: Stand, *, gemeentecode: str, kenmerk: str, today: date, lock: bool = False
) -> list[Plafondgebruik]:
    """The ceilings that this new allocation brings to their signal or beyond, those that stop it first;
    `lock`: held until the commit."""
    eind = stand.periode.eind or stand.periode.begin
    plafonds = list_geldende_plafonds(
        gemeentecode=gemeentecode,
        wet=stand.wet.value,
        agb=stand.agb,
        categorie=stand.categorie,
        jaren=list(range(stand.periode.begin.year, eind.year + 1)),
        peildatum=today,
        lock=lock,
    )
    geraakt = [_get_gebruik(plafond, stand, gemeentecode, kenmerk) for plafond in plafonds]
    vol = [gebruik for gebruik in geraakt if gebruik.stand.oordeel is not Plafondoordeel.RUIM]
    return sorted(vol, key=lambda gebruik: not gebruik.houdt_tegen)


def list_geraakt_door_vraag(vraag: Vraag, *, today: date, lock: bool = False) -> list[Plafondgebruik]:
    """The same for what a question proposes; nothing as long as it is not complete."""
    stand = get_voorgestelde_stand(vraag)
    if stand is None:
        return []
    gemeentecode = vraag.client.gemeente_id
    return list_geraakte_plafonds(
        stand, gemeentecode=gemeentecode, kenmerk=vraag.nummer, today=today, lock=lock
    )


def list_geraakt_door_verzoek(delen: Iterable[Aanvraagdeel], *, today: date) -> list[Plafondgebruik]:
    """The same for the new allocations that honouring the open parts of a request would make; each ceiling
    once, as the fullest of them leaves it."""
    geraakt: dict[int, Plafondgebruik] = {}
    for deel in delen:
        verzoek = deel.aanvraag.verzoek
        for product in deel.producten if deel.aanvraag.is_open else ():
            for stand in product.standen_straks if product.stand_nu is None else ():
                gevonden = list_geraakte_plafonds(
                    stand, gemeentecode=verzoek.gemeente_id, kenmerk=verzoek.nummer, today=today
                )
                for gebruik in gevonden:
                    eerder = geraakt.get(gebruik.plafond.pk)
                    if eerder is None or gebruik.stand.aandeel > eerder.stand.aandeel:
                        geraakt[gebruik.plafond.pk] = gebruik
    return sorted(geraakt.values(), key=lambda gebruik: not gebruik.houdt_tegen)


def get_voorgestelde_stand(vraag: Vraag) -> Stand | None:
    """The allocation that granting a question would make; None as long as it is not complete."""
    if vraag.product is None or vraag.aanbieder_id is None or vraag.ingangsdatum is None:
        return None
    return Stand(
        wet=Wet(vraag.wet),
        agb=vraag.aanbieder_id,
        categorie=vraag.product.categorie,
        code=vraag.product.code,
        periode=Periode(vraag.ingangsdatum, vraag.einddatum),
        omvang=get_omvang(vraag),
        budget=None,
    )


def render_stop(gebruik: Plafondgebruik, *, kenmerk: str) -> str:
    """Why it is refused and what can be done; the client keeps the right to help."""
    verder = f" Of vraag ontheffing van het plafond voor {kenmerk}." if kenmerk else ""
    return (
        f"{gebruik.zin} Voor nieuwe toewijzingen geldt een stop. De cliënt houdt recht op hulp: kies een "
        f"andere aanbieder of ander aanbod.{verder}"
    )


def _get_gebruik(plafond: Plafond, nieuw: Stand, gemeentecode: str, kenmerk: str) -> Plafondgebruik:
    toegekend, zonder = _tel(plafond)
    tarieven = get_tarieven(aanbieder_agb=nieuw.agb, gemeentecode=gemeentecode, wet=nieuw.wet.value)
    bedrag = _get_bedrag(nieuw, tarieven)
    erbij = 0
    if bedrag is not None and nieuw.periode.eind is not None:
        erbij = rond_breuk_half_omhoog(deel_in_jaar(bedrag, periode=nieuw.periode, jaar=plafond.jaar))
    ontheven = has_ontheffing(plafond, gemeentecode=gemeentecode, kenmerk=kenmerk)
    return Plafondgebruik(plafond, _get_stand(plafond, toegekend, erbij=erbij), zonder, ontheven)


def _get_stand(plafond: Plafond, toegekend: int, *, erbij: int) -> Plafondstand:
    return Plafondstand(
        bedrag=plafond.bedrag or 0,
        toegekend=toegekend,
        signaal_procent=plafond.signaal_procent,
        erbij=erbij,
    )


def _tel(plafond: Plafond) -> tuple[int, int]:
    """Cents granted in the year of a ceiling, and allocations without an amount."""
    rijen = list(_list_toewijzingen(plafond))
    tarieven = _get_tarieven(rijen)
    som, zonder = Fraction(0), 0
    for rij in rijen:
        periode = Periode(rij.ingangsdatum, rij.einddatum)
        stand = Stand(
            wet=Wet(rij.wet), agb=rij.aanbieder_id, categorie=rij.categorie, code=rij.code,
            periode=periode, omvang=get_omvang(rij), budget=rij.budget,
        )  # fmt: skip
        bedrag = _get_bedrag(stand, tarieven[rij.aanbieder_id, rij.gemeente_id, rij.wet])
        if bedrag is None or periode.eind is None:
            zonder += 1
        else:
            som += deel_in_jaar(bedrag, periode=periode, jaar=plafond.jaar)
    return rond_breuk_half_omhoog(som), zonder


def _list_toewijzingen(plafond: Plafond) -> QuerySet[Toewijzing]:
    eerste, laatste = date(plafond.jaar, 1, 1), date(plafond.jaar, 12, 31)
    rijen = Toewijzing.objects.geldig().filter(
        Q(einddatum__isnull=True) | Q(einddatum__gte=eerste), wet=plafond.wet, ingangsdatum__lte=laatste
    )
    if plafond.gemeente_id is not None:
        rijen = rijen.filter(gemeente=plafond.gemeente_id)
    if plafond.aanbieder_id is not None:
        rijen = rijen.filter(aanbieder=plafond.aanbieder_id)
    if plafond.categorie:
        rijen = rijen.filter(categorie=plafond.categorie)
    return rijen


def _get_tarieven(rijen: Iterable[Toewijzing]) -> dict[_Sleutel, list[Tarief]]:
    sleutels = {(rij.aanbieder_id, rij.gemeente_id, rij.wet) for rij in rijen}
    return {
        (agb, gemeente, wet): get_tarieven(aanbieder_agb=agb, gemeentecode=gemeente, wet=wet)
        for agb, gemeente, wet in sleutels
    }


def _get_bedrag(stand: Stand, tarieven: list[Tarief]) -> int | None:
    """With the tariff of the first day; None without one or without a total."""
    if stand.omvang is None:
        return stand.budget
    dag = stand.periode.begin
    tarief = next(
        (t for t in tarieven if t.code == stand.code and t.van <= dag and (t.tot is None or dag <= t.tot)),
        None,
    )
    return toegekend_bedrag(
        stand.omvang,
        tarief=tarief.tarief if tarief else None,
        tariefeenheid=tarief.eenheid if tarief else "",
        periode=stand.periode,
    )
