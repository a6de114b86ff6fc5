"""The segments of a domein in one choice, for the desk of the analyst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.inzet import get_peildatum
from stelsel.analyse.segmenten import Segmentbeeld, compute_segmenten_van_domein
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.marktschets.segmenten import Segmentenlijst, get_segmentenlijst
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from .beeld import list_jaren_van_lake
from .document import kies_document
from .keuze import Keuze
from .meer import get_tabellen, list_bronnen
from .plaats import list_plaatsen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Segmentenpagina:
    """The choice with its segments, and the version of the list."""

    keuze: Keuze
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    segmenten: tuple[Segmentbeeld, ...]
    lijst: Segmentenlijst
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def get_segmentenpagina(
    user: User, *, jaar: int | None, gemeente: str, domein: str, today: date
) -> Segmentenpagina | None:
    """A year (default: the last whole one), a gemeente and a domein; None without claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    keuze = kies_document(user, jaar=jaar, gemeente=gemeente, domein=domein, today=today, met_gebieden=True)
    if keuze is None:
        return None
    lake = get_lake()
    return Segmentenpagina(
        keuze=keuze,
        jaren=list_jaren_van_lake(),
        gemeenten=list_plaatsen(user, met_gebieden=True),
        segmenten=_compute_segmenten(str(lake.map), lake.versie, keuze, today),
        lijst=get_segmentenlijst(),
        bronnen=list_bronnen(),
        lakeversie=lake.versie,
    )


@keep_uitkomst(maxsize=32)
def _compute_segmenten(map: str, versie: int, keuze: Keuze, today: date) -> tuple[Segmentbeeld, ...]:
    """About a second on the whole region."""
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    peildatum = get_peildatum(regels, toewijzingen, today=today)
    return tuple(
        compute_segmenten_van_domein(
            regels, toewijzingen, clienten=clienten, peildatum=peildatum, selectie=keuze.als_selectie()
        )
    )
