"""The segments of a domein in one choice, for the desk of the analyst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.deelvormen import Deelvormbeeld, compute_deelvormen
from stelsel.analyse.segmenten import Segmentbeeld
from stelsel.analyse.vooruitblik import Vooruitzicht, compute_vooruitblik
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.marktschets.segmenten import Segmentenlijst
from stelsel.lake.tabellen import DECLARATIEREGELS

from ..models import Gebiedscijfer, Segmentopgave
from .beeld import list_jaren_van_lake
from .document import kies_document
from .keuze import Keuze
from .meer import get_tabellen, list_bronnen
from .plaats import list_plaatsen
from .segmentenlijst import Lijststand, compute_segmentbeelden, get_lijststand, list_segmentopgaven

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Segmentenpagina:
    """The choice with its segments, and the version of the list. `vooruitblik`: per code of a segment."""

    keuze: Keuze
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    segmenten: tuple[Segmentbeeld, ...]
    deelvormen: tuple[Deelvormbeeld, ...]
    vooruitblik: Mapping[str, list[Vooruitzicht]]
    opgaven: tuple[Segmentopgave, ...]
    stand: Lijststand
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int

    @property
    def lijst(self) -> Segmentenlijst:
        """The list that holds."""
        return self.stand.lijst


def get_segmentenpagina(
    user: User, *, jaar: int | None, gemeente: str, domein: str, today: date
) -> Segmentenpagina | None:
    """A year (default: the last whole one), a gemeente and a domein; None without claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    keuze = kies_document(user, jaar=jaar, gemeente=gemeente, domein=domein, today=today, met_gebieden=True)
    if keuze is None:
        return None
    stand = get_lijststand(user, today=today)
    segmenten = compute_segmentbeelden(keuze, stand.lijst, today=today)
    (regels,) = get_tabellen(DECLARATIEREGELS)
    codes = set(keuze.leden or ({keuze.gemeente} if keuze.gemeente else ()))
    opgaven = [
        rij
        for rij in list_segmentopgaven(user, jaar=keuze.jaar)
        if (not codes or rij.gemeente_id in codes)
        and keuze.domein in ("", _get_domein(stand.lijst, rij.segment))
    ]
    return Segmentenpagina(
        keuze=keuze,
        jaren=list_jaren_van_lake(),
        gemeenten=list_plaatsen(user, met_gebieden=True),
        segmenten=segmenten,
        deelvormen=tuple(compute_deelvormen(regels, selectie=keuze.als_selectie(), lijst=stand.lijst)),
        vooruitblik=_list_vooruitblik(user, keuze, stand.lijst, segmenten, codes=codes),
        opgaven=tuple(opgaven),
        stand=stand,
        bronnen=list_bronnen(),
        lakeversie=get_lake().versie,
    )


def _get_domein(lijst: Segmentenlijst, code: str) -> str:
    return next((segment.domein for segment in lijst.segmenten if segment.code == code), "")


def _list_vooruitblik(
    user: User, keuze: Keuze, lijst: Segmentenlijst, segmenten: tuple[Segmentbeeld, ...], *, codes: set[str]
) -> dict[str, list[Vooruitzicht]]:
    """Per segment that follows the inhabitants, the years of which they are known in every gemeente."""
    eigen = {g.code for g in list_gemeenten(user)}
    gemeenten = codes & eigen or eigen
    rijen = Gebiedscijfer.objects.for_user(user).filter(code__in=gemeenten, inwoners__isnull=False)
    uit = {}
    for segment in lijst.segmenten:
        beeld = next((s for s in segmenten if s.code == segment.code), None)
        if not segment.prognose or beeld is None:
            continue
        aantallen: dict[int, dict[str, float]] = {}
        for rij in rijen.order_by("bestand_id"):
            deel = rij.waarden.get(segment.prognose)
            if deel is not None and rij.inwoners:
                aantallen.setdefault(rij.jaar, {})[rij.code] = deel * rij.inwoners / 100
        inwoners = {j: sum(per.values()) for j, per in aantallen.items() if set(per) == gemeenten}
        blik = compute_vooruitblik(beeld.clienten, jaar=keuze.jaar, inwoners=inwoners)
        if blik:
            uit[segment.code] = blik
    return uit
