"""The own region beside others: same domain, same year, same three measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from stelsel.analyse.benchmark import Gebied, Vergelijking, compute_vergelijkingen
from stelsel.analyse.kwaliteit import list_herindelingen
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.marktschets.indelingsregel import get_standaardregel
from stelsel.lake.intake.referentie import Referentie, read_referentie

from ..models import Referentiebestand, Referentiecijfer
from .beeld import DOMEIN_NAAM
from .meer import get_eenheden, list_bronnen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Benchmark:
    """What is compared. `elders`: years of the file in which this choice has no figures of others."""

    jaar: int
    jaren: tuple[int, ...]
    domein: str
    bestand: Referentiebestand | None
    bestanden: tuple[Referentiebestand, ...]
    anderen: tuple[tuple[str, str], ...]
    gekozen: frozenset[str]
    vergelijkingen: tuple[Vergelijking, ...]
    elders: tuple[int, ...]
    eigen_inwoners: bool
    bronnen: tuple[tuple[str, date], ...]
    lakeversie: int


def parse_referentie(inhoud: bytes, *, domein: str, jaar: int | None) -> Referentie:
    """The figures in a file, municipalities that merged under their present code. Raises IntakeFout."""
    return read_referentie(inhoud, domein=domein, jaar=jaar, herindelingen=list_herindelingen())


def list_referentiebestanden(user: User) -> list[Referentiebestand]:
    """The files that were read in, newest first."""
    return list(Referentiebestand.objects.order_by("-pk")) if user.regio else []


def get_benchmark(
    user: User, *, jaar: int | None, domein: str, bestand: str, met: frozenset[str], today: date
) -> Benchmark | None:
    """The own figures beside those of the chosen areas of a file (default: all of the newest file).

    None without claim lines. To be asked by a user who may see small numbers.
    """
    bestanden = tuple(list_referentiebestanden(user))
    gekozen_bestand = next((b for b in bestanden if b.nummer == bestand), bestanden[0] if bestanden else None)
    domein = domein if domein in DOMEIN_NAAM else next(iter(DOMEIN_NAAM))
    eenheden = get_eenheden(get_standaardregel(), domein=domein, today=today)
    jaren: tuple[int, ...] = tuple(sorted(eenheden["jaar"].unique().to_list(), reverse=True))
    if not jaren:
        return None
    bron = Referentiecijfer.objects.for_user(user).filter(bestand=gekozen_bestand, domein=domein)
    cijfers = list(bron.order_by("code"))
    wanneer = kies_benchmarkjaar(jaar, jaren=jaren, van_anderen={c.jaar for c in cijfers}, today=today)
    gemeenten = list_gemeenten(user)
    codes = {gemeente.code for gemeente in gemeenten}
    van_jaar = [c for c in cijfers if c.jaar == wanneer]
    anderen = tuple((c.code, c.naam or c.code) for c in van_jaar if c.code not in codes)
    keuze = met & {code for code, _ in anderen} or frozenset(code for code, _ in anderen)
    inwoners = {c.code: c.inwoners for c in van_jaar if c.code in codes and c.inwoners}
    gebieden = list_eigen_gebieden(eenheden, gemeenten, jaar=wanneer, inwoners=inwoners)
    gebieden += [
        Gebied(c.code, c.naam or c.code, c.inwoners, c.clienten, c.bedrag, voorlopig=c.voorlopig)
        for c in van_jaar
        if c.code in keuze
    ]
    return Benchmark(
        jaar=wanneer,
        jaren=jaren,
        domein=domein,
        bestand=gekozen_bestand,
        bestanden=bestanden,
        anderen=anderen,
        gekozen=keuze,
        vergelijkingen=tuple(compute_vergelijkingen(gebieden)),
        elders=tuple(sorted({c.jaar for c in cijfers})) if not van_jaar else (),
        eigen_inwoners=not inwoners,
        bronnen=list_bronnen(),
        lakeversie=get_lake().versie,
    )


def kies_benchmarkjaar(
    gevraagd: int | None, *, jaren: tuple[int, ...], van_anderen: set[int], today: date
) -> int:
    """The year that was asked, else the last that others have too, else the last whole one."""
    if gevraagd in jaren:
        return gevraagd or jaren[0]
    gedeeld = [j for j in jaren if j in van_anderen]
    return next(iter(gedeeld), None) or next((j for j in jaren if j < today.year), jaren[0])


def list_eigen_gebieden(
    eenheden: pl.DataFrame, gemeenten: list[Gemeente], *, jaar: int, inwoners: Mapping[str, int | None]
) -> list[Gebied]:
    """The region ("" as code) and its gemeenten; inhabitants of the file before those of the register."""
    van_jaar = eenheden.filter(pl.col("jaar") == jaar)
    per = {
        code: (n, bedrag)
        for code, n, bedrag in van_jaar.group_by("gemeente").agg(pl.len(), pl.col("kosten").sum()).iter_rows()
    }
    eigen = [
        Gebied(g.code, g.naam, inwoners.get(g.code) or g.inwoners or None, *per[g.code], eigen=True)
        for g in gemeenten
        if g.code in per
    ]
    bekend = [gebied.inwoners for gebied in eigen if gebied.inwoners]
    regio = Gebied(
        "", "Onze regio", sum(bekend) if len(bekend) == len(eigen) else None,
        sum(g.clienten or 0 for g in eigen), sum(g.bedrag or 0 for g in eigen), eigen=True,
    )  # fmt: skip
    return [regio, *eigen] if eigen else []
