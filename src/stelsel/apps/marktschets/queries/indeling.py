"""The segments of a year by a version of the rule, with everything that says how firm they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from stelsel.analyse.indeling import (
    Kenmerk,
    Maatbeeld,
    Plaatsbeeld,
    Stap,
    add_segment,
    compare_regels,
    compute_gevoeligheid,
    compute_grens,
    compute_jaren,
    compute_kenmerken,
    compute_maten,
    compute_per_gemeente,
    compute_redenen,
    compute_segmenten,
    get_gemeente,
    get_tot,
    get_van_jaar,
    is_per_traject,
)
from stelsel.analyse.verschuiving import (
    Overgang,
    Verschoven,
    Verschuifkeuze,
    compute_overgangen,
    compute_verschuiving,
)
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.marktschets.indelingsregel import Indelingsregel, list_standaardregels
from stelsel.domein.marktschets.segmentatie import Indeling
from stelsel.lake.tabellen import DECLARATIEREGELS

from ..models import Indelingsversie, VrijToegankelijk
from .beeld import DOMEIN_NAAM, VEEL_REGELS
from .meer import get_eenheden, list_bronnen
from .voortgang import Voortgang, follow

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

Jaarsegmenten = tuple[int, float | None, Indeling]


@dataclass(frozen=True)
class Versie:
    """One version of the rule, whether of the product or of the region."""

    nummer: str
    regel: Indelingsregel
    door: str = ""
    op: date | None = None
    vorige: str = ""


@dataclass(frozen=True)
class Vraag:
    """What the page was asked, as it came in; unknown choices are read as no choice."""

    jaar: int | None = None
    gemeente: str = ""
    domein: str = ""
    versie: str = ""
    met: str = ""
    c_naar_b: float = 0.1
    b_naar_a: float = 0.0
    bij_grens: bool = True


@dataclass(frozen=True)
class Indelingsbeeld:
    """Everything on the page. `kosten_a`: cents per client of segment A, None where nobody entered any."""

    vraag: Vraag
    jaar: int
    jaren: tuple[int, ...]
    gemeenten: dict[str, str]
    versie: Versie
    versies: tuple[Versie, ...]
    met: Versie | None
    grens: float | None
    segmenten: Indeling
    per_gemeente: tuple[Plaatsbeeld, ...]
    gevoeligheid: tuple[Stap, ...]
    redenen: dict[str, tuple[int, int]]
    kenmerken: tuple[Kenmerk, ...]
    maten: tuple[Maatbeeld, ...]
    per_jaar: tuple[Jaarsegmenten, ...]
    verschuiving: tuple[Verschoven, ...]
    overgangen: tuple[Overgang, ...]
    anders: dict[tuple[str, str], tuple[int, int]] | None
    kosten_a: float | None
    bronnen_a: tuple[str, ...]
    buiten_traject: int
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def list_versies(user: User) -> tuple[Versie, ...]:
    """The versions to choose from: those of the region, newest first, then those of the product."""
    eigen = [
        Versie(
            v.nummer, v.get_regel(), v.gemaakt_door, v.gemaakt_at.date(), v.vorige.nummer if v.vorige else ""
        )
        for v in Indelingsversie.objects.for_user(user).select_related("vorige").order_by("-pk")
    ]
    return (*eigen, *(Versie(nummer, regel) for nummer, regel in list_standaardregels().items()))


def get_versie(user: User, nummer: str) -> Versie | None:
    """A version by its number; None when there is none of this region."""
    return next((versie for versie in list_versies(user) if versie.nummer == nummer), None)


def get_indelingsvoortgang(user: User, *, vraag: Vraag, today: date) -> Voortgang | None:
    """How far the units of the segments are; None when `get_indelingsbeeld` can be asked at once."""
    lake = get_lake()
    if sum(s.rijen for s in lake.list_standen() if s.tabel == DECLARATIEREGELS.naam) < VEEL_REGELS:
        return None
    versies = list_versies(user)
    regel = next((v.regel for v in versies if v.nummer == vraag.versie), versies[0].regel)
    domein = vraag.domein if vraag.domein in DOMEIN_NAAM else ""
    sleutel = ("eenheden", str(lake.map), lake.versie, domein, regel.eenheid, regel.geen_module, today)
    wat = "de kosten, uren en soorten hulp van elke cliënt of elk traject"
    return follow(sleutel, ((wat, lambda: get_eenheden(regel, domein=domein, today=today)),))


def get_indelingsbeeld(user: User, *, vraag: Vraag, today: date) -> Indelingsbeeld | None:
    """The segments of a year (default: the last whole one) and all about them; None without claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    versies = list_versies(user)
    op_nummer = {versie.nummer: versie for versie in versies}
    versie = op_nummer.get(vraag.versie, versies[0])
    domein = vraag.domein if vraag.domein in DOMEIN_NAAM else ""
    eenheden = get_eenheden(versie.regel, domein=domein, today=today)
    jaren: tuple[int, ...] = tuple(sorted(eenheden["jaar"].unique().to_list(), reverse=True))
    if not jaren:
        return None
    jaar = next((j for j in jaren if j == vraag.jaar), None)
    jaar = jaar or next((j for j in jaren if j < today.year), jaren[0])
    namen = {g.code: g.naam for g in list_gemeenten(user)}
    keuze = replace(
        vraag, jaar=jaar, gemeente=vraag.gemeente if vraag.gemeente in namen else "", domein=domein,
        versie=versie.nummer, met=vraag.met if vraag.met in op_nummer else "",
    )  # fmt: skip
    return Indelingsbeeld(
        vraag=keuze,
        jaar=jaar,
        jaren=jaren,
        gemeenten=namen,
        versie=versie,
        versies=versies,
        met=op_nummer.get(keuze.met),
        bronnen_a=_list_bronnen_a(user, jaar=jaar, domein=domein, gemeente=keuze.gemeente),
        bronnen=list_bronnen(),
        lakeversie=get_lake().versie,
        **_compute_cijfers(
            eenheden, regel=versie.regel, met=op_nummer.get(keuze.met), vraag=keuze, jaar=jaar,
            vrij=_get_vrij(user, domein=domein),
        ),
    )  # fmt: skip


def _compute_cijfers(
    eenheden: pl.DataFrame, *, regel: Indelingsregel, met: Versie | None, vraag: Vraag, jaar: int,
    vrij: dict[tuple[str, int], tuple[int, int]],
) -> dict[str, Any]:  # fmt: skip
    """The figures of the picture, under their names there."""
    gemeente = vraag.gemeente
    van_jaar = get_van_jaar(eenheden, jaar=jaar)
    alle = add_segment(van_jaar, regel=regel)
    ingedeeld = get_gemeente(alle, gemeente)
    van_a = _tel_vrij(vrij, gemeente=gemeente)
    clienten_a, bedrag_a = van_a.get(jaar, (0, 0))
    kosten_a = bedrag_a / clienten_a if clienten_a else None
    keuze = Verschuifkeuze(vraag.c_naar_b, vraag.b_naar_a, kosten_a, vraag.bij_grens)
    per_traject = is_per_traject(regel)
    tot = get_tot(eenheden, jaar=jaar)
    zelfde_eenheid = met is not None and met.regel.eenheid is regel.eenheid
    return {
        "grens": compute_grens(van_jaar, regel),
        "segmenten": compute_segmenten(ingedeeld, vrij=van_a.get(jaar)),
        "per_gemeente": tuple(
            compute_per_gemeente(alle, vrij={code: som for (code, j), som in vrij.items() if j == jaar})
        ),
        "gevoeligheid": tuple(compute_gevoeligheid(van_jaar, regel=regel)),
        "redenen": compute_redenen(ingedeeld),
        "kenmerken": tuple(compute_kenmerken(ingedeeld)),
        "maten": tuple(compute_maten(van_jaar, regel=regel)),
        "per_jaar": tuple(compute_jaren(tot, regel=regel, vrij=van_a, gemeente=gemeente)),
        "verschuiving": tuple(compute_verschuiving(ingedeeld, keuze=keuze, vrij=van_a.get(jaar))),
        "overgangen": ()
        if per_traject
        else tuple(compute_overgangen(eenheden, regel=regel, jaar=jaar, gemeente=gemeente)),
        "anders": compare_regels(van_jaar, oud=met.regel, nieuw=regel, gemeente=gemeente)
        if met and zelfde_eenheid
        else None,
        "kosten_a": kosten_a,
        "buiten_traject": ingedeeld.filter(pl.col("eenheid") == "clientjaar").height if per_traject else 0,
    }


def list_vrij_toegankelijk(user: User) -> list[VrijToegankelijk]:
    """The figures of segment A that hold: of each gemeente, year and domain the newest; last year first."""
    rijen = VrijToegankelijk.objects.for_user(user).select_related("gemeente").order_by("pk")
    nieuwste = {(rij.gemeente_id, rij.jaar, rij.domein): rij for rij in rijen}
    return sorted(nieuwste.values(), key=lambda rij: (-rij.jaar, rij.gemeente.naam, rij.domein))


def _get_vrij(user: User, *, domein: str) -> dict[tuple[str, int], tuple[int, int]]:
    """Per gemeente and year the clients and cents of segment A, over the chosen domain or all."""
    uit: dict[tuple[str, int], tuple[int, int]] = {}
    for rij in list_vrij_toegankelijk(user):
        if domein in ("", rij.domein):
            clienten, bedrag = uit.get((rij.gemeente_id, rij.jaar), (0, 0))
            uit[rij.gemeente_id, rij.jaar] = (clienten + rij.clienten, bedrag + rij.bedrag)
    return uit


def _tel_vrij(vrij: dict[tuple[str, int], tuple[int, int]], *, gemeente: str) -> dict[int, tuple[int, int]]:
    """Per year, over all gemeenten or of the chosen one."""
    uit: dict[int, tuple[int, int]] = {}
    for (code, jaar), (clienten, bedrag) in vrij.items():
        if gemeente in ("", code):
            eerder = uit.get(jaar, (0, 0))
            uit[jaar] = (eerder[0] + clienten, eerder[1] + bedrag)
    return uit


def _list_bronnen_a(user: User, *, jaar: int, domein: str, gemeente: str) -> tuple[str, ...]:
    return tuple(
        f"{rij.gemeente.naam}, {rij.get_domein_display()}: {rij.bron}"
        for rij in list_vrij_toegankelijk(user)
        if rij.jaar == jaar and domein in ("", rij.domein) and gemeente in ("", rij.gemeente_id)
    )
