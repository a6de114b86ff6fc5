"""Length of help, flow, ages and concentration of one choice, for the desk of the analyst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.aanbieders import Aanbiedersbeeld, compute_aanbieders
from stelsel.analyse.doorstroom import Stroom, compute_doorstroom
from stelsel.analyse.duur import Duurbeeld, compute_duur
from stelsel.analyse.inzet import get_peildatum
from stelsel.analyse.leeftijd import Leeftijdsgroep, compute_leeftijd
from stelsel.apps.basis.queries import get_lake
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
class Duurcijfers:
    """What is computed of a choice. `tot`: the last day that was looked at."""

    tot: date
    duur: tuple[Duurbeeld, ...]
    stromen: tuple[Stroom, ...]
    leeftijd: tuple[Leeftijdsgroep, ...]
    aanbieders: Aanbiedersbeeld


@dataclass(frozen=True)
class Duurpagina:
    """The choice with its figures. `soort`: the kind of help in the picture, "" for all together."""

    keuze: Keuze
    soort: str
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    cijfers: Duurcijfers
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int

    @property
    def gekozen(self) -> Duurbeeld | None:
        """The length of the kind of help in the picture; None without any help."""
        beelden = {beeld.soort: beeld for beeld in self.cijfers.duur}
        return beelden.get(self.soort) or beelden.get("")


def get_duurpagina(
    user: User, *, jaar: int | None, gemeente: str, domein: str, soort: str, today: date
) -> Duurpagina | None:
    """A year (default: the last whole one), a gemeente and a domein; None without claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    keuze = kies_document(user, jaar=jaar, gemeente=gemeente, domein=domein, today=today, met_gebieden=True)
    if keuze is None:
        return None
    lake = get_lake()
    return Duurpagina(
        keuze=keuze,
        soort=soort,
        jaren=list_jaren_van_lake(),
        gemeenten=list_plaatsen(user, met_gebieden=True),
        cijfers=_compute_duurcijfers(str(lake.map), lake.versie, keuze, today),
        bronnen=list_bronnen(),
        lakeversie=lake.versie,
    )


@keep_uitkomst(maxsize=32)
def _compute_duurcijfers(map: str, versie: int, keuze: Keuze, today: date) -> Duurcijfers:
    """About a second on the whole region."""
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    selectie, peildatum = keuze.als_selectie(), get_peildatum(regels, toewijzingen, today=today)
    return Duurcijfers(
        tot=min(peildatum, date(keuze.jaar, 12, 31)),
        duur=tuple(compute_duur(regels, toewijzingen, peildatum=peildatum, selectie=selectie)),
        stromen=tuple(compute_doorstroom(toewijzingen, peildatum=peildatum, selectie=selectie)),
        leeftijd=tuple(compute_leeftijd(regels, clienten, peildatum=peildatum, selectie=selectie)),
        aanbieders=compute_aanbieders(regels, selectie=selectie),
    )
