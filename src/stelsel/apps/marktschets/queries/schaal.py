"""On which scale a rare function can exist, for the desk of the analyst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.functies import list_tellingen
from stelsel.apps.basis.queries import get_gebiedenboom, get_lake
from stelsel.domein.marktschets.functies import Functie, get_functielijst
from stelsel.domein.marktschets.gebieden import NIVEAUS, Gebiedenboom
from stelsel.domein.marktschets.schaal import (
    Schaalmodel,
    Verwachting,
    compute_nodige_inwoners,
    create_schaalmodel,
)
from stelsel.domein.parameters import get_aantal, get_parameter

from .beeld import list_jaren_van_lake
from .functies import get_functierijen, list_koppelingen
from .meer import list_bronnen
from .nulmeting import get_laatste_peildatum, list_aanwezig

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LAND = "land"
#: So sure is the interval that is drawn.
INTERVAL = 0.9


@dataclass(frozen=True)
class Schaalvraag:
    """What is asked. `norm`: clients a year; `zekerheid`: with which chance that is to be met; `inwoners`:
    of one more area to look at, 0 for none. `eigen`: the norm was entered here, not that of the product."""

    functie: str
    norm: int
    zekerheid: float
    inwoners: int = 0
    eigen: bool = False


@dataclass(frozen=True)
class Schaalregel:
    """An area: inhabitants, expected clients with interval, and the chance of the norm."""

    niveau: str
    naam: str
    inwoners: int
    verwachting: Verwachting
    interval: tuple[int, int]
    kans: float
    haalt: bool
    gemeten: float | None


@dataclass(frozen=True)
class Schaalpagina:
    """The answer for one function. `model` None: too little to say anything. `kleinste`: the smallest level
    on which every area meets the norm, "" for none. `buiten`: gemeenten without inhabitants."""

    vraag: Schaalvraag
    functie: Functie
    functies: tuple[Functie, ...]
    model: Schaalmodel | None
    jaren: tuple[int, ...]
    regels: tuple[Schaalregel, ...]
    kleinste: str
    nodig: int | None
    land: int
    normbron: str
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def create_schaalvraag(
    *, functie: str, norm: int | None, zekerheid: int | None, inwoners: int | None, today: date
) -> Schaalvraag:
    """The question with what was not asked filled in; `zekerheid` in percent."""
    namen = get_functielijst().namen
    standaard = get_aantal("schaal_norm", peildatum=today)
    zeker = zekerheid or get_aantal("schaal_zekerheid", peildatum=today)
    return Schaalvraag(
        functie if functie in namen else next(iter(namen)), norm or standaard, zeker / 100, inwoners or 0,
        norm is not None and norm != standaard,
    )  # fmt: skip


def get_schaalpagina(user: User, vraag: Schaalvraag, *, today: date) -> Schaalpagina | None:
    """By the whole years in the data, in the areas of today; None without claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    laatste = get_laatste_peildatum()
    if laatste is None:
        return None
    lijst, boom = get_functielijst(), get_gebiedenboom()
    jaren = tuple(sorted(j for j in list_jaren_van_lake() if date(j, 12, 31) <= laatste))
    inwoners = {g.code: g.inwoners for g in boom.gebieden.values() if g.inwoners}
    tellingen, kinderen = list_tellingen(
        get_functierijen(list_koppelingen(user)), functie=vraag.functie, jaren=jaren,
        aanwezig=list_aanwezig(boom.get_huidig), inwoners=inwoners, huidig=boom.get_huidig,
    )  # fmt: skip
    model = create_schaalmodel(tellingen, kinderen=kinderen)
    land = get_aantal("inwoners_nederland", peildatum=today)
    regels = tuple(_list_regels(boom, model, vraag, land=land, today=today)) if model else ()
    norm = get_parameter("schaal_norm")
    return Schaalpagina(
        vraag=vraag,
        functie=next(f for f in lijst.functies if f.code == vraag.functie),
        functies=lijst.functies,
        model=model,
        jaren=jaren,
        regels=regels,
        kleinste=_get_kleinste(regels),
        nodig=compute_nodige_inwoners(model, norm=vraag.norm, zekerheid=vraag.zekerheid, meeste=land)
        if model
        else None,
        land=land,
        normbron=norm.bron,
        bronnen=list_bronnen(),
        lakeversie=get_lake().versie,
    )


def _list_regels(
    boom: Gebiedenboom, model: Schaalmodel, vraag: Schaalvraag, *, land: int, today: date
) -> list[Schaalregel]:
    regels = []
    for niveau in NIVEAUS:
        for gebied in boom.list_niveau(niveau):
            codes = boom.list_gemeenten(gebied.code, dag=today)
            inwoners = {code: boom.gebieden[code].inwoners for code in codes}
            if not all(inwoners.values()) or not inwoners or boom.get_huidig(gebied.code) != gebied.code:
                continue
            gezien = [model.tellingen[c] for c in codes if c in model.tellingen]
            gemeten = sum(t.clientjaren / t.jaren for t in gezien) if len(gezien) == len(codes) else None
            verwachting = model.compute_verwachting(inwoners)
            naam = (gebied.niveau.value, gebied.naam, sum(inwoners.values()))
            regels.append(_create_regel(*naam, verwachting, vraag, gemeten))
    if vraag.inwoners:
        eigen = model.compute_van_inwoners(vraag.inwoners)
        regels.append(_create_regel("eigen keuze", "Eigen gebied", vraag.inwoners, eigen, vraag, None))
    verwachting = model.compute_van_inwoners(land)
    return [*regels, _create_regel(LAND, "Nederland", land, verwachting, vraag, None)]


def _create_regel(
    niveau: str, naam: str, inwoners: int, verwachting: Verwachting, vraag: Schaalvraag, gemeten: float | None
) -> Schaalregel:
    kans = verwachting.get_kans_minstens(vraag.norm)
    return Schaalregel(
        niveau, naam, inwoners, verwachting, verwachting.get_interval(INTERVAL), kans,
        kans >= vraag.zekerheid, gemeten,
    )  # fmt: skip


def _get_kleinste(regels: tuple[Schaalregel, ...]) -> str:
    for niveau in (*(n.value for n in NIVEAUS), LAND):
        van = [regel for regel in regels if regel.niveau == niveau]
        if van and all(regel.haalt for regel in van):
            return niveau
    return ""
