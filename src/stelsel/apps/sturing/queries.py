"""The use of budgets: budgets from bekostiging beside facts from the lake. No persons on this side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from stelsel.analyse.onthulling import EIGEN, Norm, rond_som
from stelsel.analyse.uitputting import Stand, list_standen
from stelsel.analyse.uitputtinguitgave import list_dichte_cellen
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.apps.bekostiging.queries import list_budgetten
from stelsel.domein.sturing.uitputting import Uitputting, tel_op
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.lake.engine import create_engine, get_tabel
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User
    from stelsel.apps.basis.models import Gemeente

#: The first dimension of the lake beside the law that governs it.
DOMEIN_VAN_WET = {Wet.JEUGDWET: "jeugd", Wet.WMO: "wmo"}
_TABELLEN = (TOEWIJZINGEN, DECLARATIES, DECLARATIEREGELS)


@dataclass(frozen=True)
class Bron:
    """One source of facts and the last day it covers."""

    naam: str
    gegevens_tm: date


@dataclass(frozen=True)
class Budgetregel:
    """One gemeente and law; `sleutel` names the budget to other contexts. `dicht`: only its budget may be
    shown to this reader."""

    gemeente: str
    wet: str
    sleutel: str
    stand: Uitputting
    dicht: bool = False


@dataclass(frozen=True)
class Budgetbeeld:
    """The use of the budgets of one year. `zonder_bedrag`: allocations whose amount is not known;
    `totaal_dicht`: the sum may not be shown to this reader; `per_gemeente`: of those that may."""

    jaar: int
    jaren: tuple[int, ...]
    regels: tuple[Budgetregel, ...]
    per_gemeente: tuple[tuple[str, Uitputting], ...]
    totaal: Uitputting
    zonder_bedrag: int
    bronnen: tuple[Bron, ...]
    norm: Norm = EIGEN
    totaal_dicht: bool = False


def get_budgetbeeld(
    user: User, *, jaar: int | None, wet: str | None, today: date, norm: Norm = EIGEN
) -> Budgetbeeld:
    """The gemeenten of this user in one year (default: this year), of one law or of all, in the edition that
    `norm` asks (see `permissions.get_norm_voor`).

    A year without a budget for this user falls back on the newest year with one.
    """
    lake = get_lake()
    budgetten = {(b.gemeente_id, b.wet, b.jaar): b.bedrag for b in list_budgetten(user)}
    jaren = tuple(sorted({jaar_ for _, _, jaar_ in budgetten} | {today.year}, reverse=True))
    gekozen = jaar if jaar in jaren else (today.year if today.year in jaren else jaren[0])
    standen = _list_standen(str(lake.map), lake.versie, gekozen)
    feiten = {(s.gemeente, s.domein): s for s in standen}
    dicht = list_dichte_cellen(standen, domeinen=list(DOMEIN_VAN_WET.values()), norm=norm)
    wetten = [w for w in Wet if wet in (None, "", w.value)]
    regels, zonder = [], 0
    for gemeente in list_gemeenten(user):
        for soort in wetten:
            cel = (gemeente.code, DOMEIN_VAN_WET[soort])
            feit = feiten.get(cel)
            zonder += feit.zonder_bedrag if feit else 0
            budget = budgetten.get((gemeente.code, soort.value, gekozen))
            regels.append(_als_regel(gemeente, soort, gekozen, _als_uitputting(budget, feit), cel in dicht))
    grootste = max((s.grootste for s in standen), default=0)
    open_ = {g.naam for g in list_gemeenten(user) if not _is_dicht(dicht, g.code, wetten)}
    return Budgetbeeld(
        jaar=gekozen,
        jaren=jaren,
        regels=tuple(_rond_regel(regel, norm, feiten) for regel in regels),
        per_gemeente=tuple(
            (naam, _rond(stand, norm, grootste)) for naam, stand in _tel_per_gemeente(regels) if naam in open_
        ),
        totaal=_rond(tel_op([regel.stand for regel in regels]), norm, grootste),
        zonder_bedrag=zonder if zonder >= norm.drempel else 0,
        bronnen=_list_bronnen(lake, gekozen),
        norm=norm,
        totaal_dicht=_is_dicht(dicht, "" if user.regio else user.gemeentecode, wetten),
    )


def _is_dicht(dicht: frozenset[tuple[str, str]], gemeente: str, wetten: list[Wet]) -> bool:
    """Whether the sum of these laws is hidden for a gemeente, or for all of them ("")."""
    domein = DOMEIN_VAN_WET[wetten[0]] if len(wetten) == 1 else ""
    return (gemeente, domein) in dicht


def _rond_regel(regel: Budgetregel, norm: Norm, feiten: Mapping[tuple[str, str], Stand]) -> Budgetregel:
    code, wet, _ = regel.sleutel.split("-")
    feit = feiten.get((code, DOMEIN_VAN_WET[Wet(wet)]))
    return replace(regel, stand=_rond(regel.stand, norm, feit.grootste if feit else 0))


def _rond(stand: Uitputting, norm: Norm, grootste: int) -> Uitputting:
    """Rounded by itself, the budget not: it is public."""
    toegekend, ingediend, goedgekeurd, betaalvoorstel = (
        rond_som(bedrag, norm=norm, grootste=grootste)
        for bedrag in (stand.toegekend, stand.ingediend, stand.goedgekeurd, stand.betaalvoorstel)
    )
    return Uitputting(stand.budget, toegekend, ingediend, goedgekeurd, betaalvoorstel)


def _als_regel(gemeente: Gemeente, wet: Wet, jaar: int, stand: Uitputting, dicht: bool) -> Budgetregel:
    return Budgetregel(
        gemeente=gemeente.naam,
        wet=WET_NAAM[wet],
        sleutel=f"{gemeente.code}-{wet.value}-{jaar}",
        stand=stand,
        dicht=dicht,
    )


def _als_uitputting(budget: int | None, feit: Stand | None) -> Uitputting:
    """Lines approved before there were messages count as claimed too: they cannot have been less."""
    if feit is None:
        return Uitputting(budget, 0, 0, 0, 0)
    eerder = max(0, feit.regels - feit.goedgekeurd)
    return Uitputting(
        budget=budget,
        toegekend=feit.toegekend,
        ingediend=feit.ingediend + eerder,
        goedgekeurd=feit.goedgekeurd + eerder,
        betaalvoorstel=feit.betaalvoorstel,
    )


def _tel_per_gemeente(regels: list[Budgetregel]) -> tuple[tuple[str, Uitputting], ...]:
    namen = dict.fromkeys(regel.gemeente for regel in regels)
    return tuple((naam, tel_op([r.stand for r in regels if r.gemeente == naam])) for naam in namen)


@keep_uitkomst(maxsize=32)
def _list_standen(map: str, versie: int, jaar: int) -> tuple[Stand, ...]:
    """Asked once per version of the lake and year; the same for every user, who sees own gemeenten."""
    lake = get_lake()
    bronnen = [bron.naam for bron in _list_bronnen(lake, jaar)]
    engine = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE})
    toewijzingen, declaraties, regels = (
        get_tabel(engine, lake=lake, tabel=tabel, bronnen=bronnen) for tabel in _TABELLEN
    )
    return tuple(list_standen(toewijzingen=toewijzingen, declaraties=declaraties, regels=regels, jaar=jaar))


def _list_bronnen(lake: Lake, jaar: int) -> tuple[Bron, ...]:
    """The sources whose facts reach into the year. A closed history does not count after its last day: it
    would bring promises without the claims that follow."""
    namen = {tabel.naam for tabel in _TABELLEN}
    dagen: dict[str, date] = {}
    for stand in lake.list_standen():
        if stand.tabel in namen and stand.gegevens_tm >= date(jaar, 1, 1):
            dagen[stand.bron] = max(stand.gegevens_tm, dagen.get(stand.bron, stand.gegevens_tm))
    return tuple(Bron(naam, dag) for naam, dag in sorted(dagen.items()))
