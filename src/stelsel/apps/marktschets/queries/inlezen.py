"""What was read in, how a new file would be read, and what taking it over would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl
from django.http import Http404

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.basis.queries import get_lake
from stelsel.kern.vastlegging import NietVastTeLeggen, parse_vastlegging
from stelsel.lake.inlezen.doelen import Inhoudsoort
from stelsel.lake.inlezen.koppeling import (
    Koppeling,
    get_vingerafdruk,
    guess_koppeling,
    list_niet_gebruikt,
    list_twijfel,
    parse_koppeling,
)
from stelsel.lake.inlezen.leeswijze import Kijkje, Leeswijze, guess_leeswijze, look, parse_leeswijze
from stelsel.lake.inlezen.lezen import Gemeentenamen, Voorbeeldregel, list_voorbeeld
from stelsel.lake.inlezen.omrekening import (
    Omrekening,
    Telling,
    convert_regels,
    guess_omrekening,
    parse_omrekening,
)
from stelsel.lake.inlezen.overname import count_bekend
from stelsel.lake.inlezen.toewijzingen import GelezenToewijzingen, list_voorbeeldtoewijzingen
from stelsel.lake.intake import IntakeFout
from stelsel.lake.momentopnamen import Momentopname
from stelsel.lake.momentopnamen import list_momentopnamen as list_bewaard

from ..models import Inlezing, Koppelversie
from .werkmap import Uitkomst, get_werkmap

if TYPE_CHECKING:
    from datetime import date

    from stelsel.apps.accounts.models import User

#: Old words for which a page asks the common one; rarer ones are not converted.
MEESTE_WOORDEN = 40


@dataclass(frozen=True)
class Inhoud:
    """How a file is read, and what its words become: what a version of a koppeling holds."""

    wijze: Leeswijze
    koppeling: Koppeling
    omrekening: Omrekening = field(default_factory=Omrekening)

    def als_data(self) -> dict[str, Any]:
        """To be kept as JSON."""
        return {
            "leeswijze": self.wijze.als_data(),
            "koppeling": self.koppeling.als_data(),
            "omrekening": self.omrekening.als_data(),
        }


def parse_inhoud(data: Mapping[str, Any]) -> Inhoud:
    """What `als_data` gave."""
    return Inhoud(
        parse_leeswijze(data["leeswijze"]),
        parse_koppeling(data["koppeling"]),
        parse_omrekening(data.get("omrekening", {})),
    )


@dataclass(frozen=True)
class Proef:
    """A file that was looked at: how it would be read, and its first lines so, in `voorbeeld` or, of
    allocations, in `toewijzingen`. `versie`: the koppeling that was remembered for it, if any; `twijfel`:
    what the first lines leave open."""

    inhoud: Inhoud
    kijkje: Kijkje
    voorbeeld: list[Voorbeeldregel]
    toewijzingen: pl.DataFrame | None
    niet_gebruikt: list[tuple[str, str]]
    versie: Koppelversie | None
    twijfel: list[str]


@dataclass(frozen=True)
class Voorstel:
    """What taking over would do. `zonder_domein` stays out; `zonder_maat` goes along without a volume;
    `bekend`: lines that another source has too."""

    regels: int
    bedrag: int
    zonder_domein: Telling
    zonder_maat: Telling
    afgerond: Telling
    bekend: Telling


@dataclass(frozen=True)
class Rapport:
    """What is kept of an import that was taken over: totals, and what old words became."""

    uitkomst: Uitkomst
    omrekening: Omrekening
    voorstel: Voorstel


def list_inlezingen(user: User) -> list[Inlezing]:
    """All files that were handed in, the newest first."""
    return list(Inlezing.objects.for_user(user).select_related("koppeling", "vervangt").order_by("-pk")[:200])


def get_inlezing(user: User, nummer: str) -> Inlezing:
    """One of them. Raises Http404."""
    rij = (
        Inlezing.objects.for_user(user).select_related("koppeling", "vervangt").filter(nummer=nummer).first()
    )
    if rij is None:
        raise Http404("inlezing")
    return rij


def find_overgenomen(sha256: str = "", regelafdruk: str = "") -> Inlezing | None:
    """The import that has this file, or these lines, in the lake now."""
    rijen = Inlezing.objects.filter(staat=Inlezing.Staat.OVERGENOMEN)
    zoek = {"sha256": sha256} if sha256 else {"regelafdruk": regelafdruk}
    return rijen.filter(**zoek).first() if sha256 or regelafdruk else None


def find_koppelversie(bron: str, kolommen: tuple[str, ...], *, soort: Inhoudsoort) -> Koppelversie | None:
    """The newest version for these columns in any order and this content: of this source, else of any."""
    rijen = Koppelversie.objects.filter(vingerafdruk=get_vingerafdruk(kolommen)).order_by(
        "-gemaakt_at", "-pk"
    )
    zo = [rij for rij in rijen if parse_inhoud(rij.inhoud).koppeling.soort is soort]
    return next((rij for rij in zo if rij.bron == bron), None) or next(iter(zo), None)


def create_proef(inlezing: Inlezing, gekozen: Inhoud | None = None) -> Proef:
    """The file as it would be read: as chosen, as the last time, or as it seems. Raises IntakeFout."""
    pad = get_werkmap(inlezing.nummer).bestand
    wijze = gekozen.wijze if gekozen else guess_leeswijze(pad)
    kijkje, soort = look(pad, wijze), Inhoudsoort(inlezing.inhoud)
    versie = find_koppelversie(inlezing.bron, kijkje.kolommen, soort=soort)
    inhoud = gekozen or Inhoud(wijze, guess_koppeling(kijkje, soort))
    if gekozen is None and versie is not None:
        inhoud, kijkje = _herinner(parse_inhoud(versie.inhoud), wijze, kijkje, inlezing)
    zo: dict[str, Any] = {"wijze": inhoud.wijze, "koppeling": inhoud.koppeling}
    zo |= {"gemeenten": get_gemeentenamen()}
    zijn_regels = soort is Inhoudsoort.REGELS
    return Proef(
        inhoud,
        kijkje,
        list_voorbeeld(kijkje, **zo) if zijn_regels else [],
        None if zijn_regels else list_voorbeeldtoewijzingen(kijkje, **zo),
        list_niet_gebruikt(inhoud.koppeling, kijkje),
        versie,
        list_twijfel(inhoud.koppeling, kijkje, wijze=inhoud.wijze),
    )


def _herinner(eerder: Inhoud, wijze: Leeswijze, kijkje: Kijkje, inlezing: Inlezing) -> tuple[Inhoud, Kijkje]:
    """As the last time, when the file still opens that way; else only which column means what."""
    if eerder.wijze.soort is wijze.soort:
        try:
            zo = look(get_werkmap(inlezing.nummer).bestand, eerder.wijze)
        except IntakeFout:
            zo = None
        if zo is not None and sorted(zo.kolommen) == sorted(kijkje.kolommen):
            return eerder, zo
    return Inhoud(wijze, eerder.koppeling, eerder.omrekening), kijkje


def get_gemeentenamen() -> Gemeentenamen:
    """The names of the municipalities that this installation knows, for files that write them out."""
    return Gemeentenamen(dict(Gemeente.objects.values_list("naam", "code")))


def create_omrekening(inlezing: Inlezing, uitkomst: Uitkomst | GelezenToewijzingen) -> Omrekening:
    """The table as it was agreed, or proposed, for the words in this file."""
    vorige = parse_inhoud(inlezing.koppeling.inhoud).omrekening if inlezing.koppeling else Omrekening()
    oude = uitkomst.eenheden if isinstance(uitkomst, Uitkomst) else ()
    eenheden = [oud.woord for oud in oude[:MEESTE_WOORDEN]]
    domeinen = [oud.woord for oud in uitkomst.domeinen[:MEESTE_WOORDEN]]
    return guess_omrekening(eenheden, domeinen, vorige=vorige)


def get_voorstel(inlezing: Inlezing, omrekening: Omrekening) -> Voorstel:
    """What taking over by this table would do to the lake as it is now."""
    lake = get_lake()
    return _get_voorstel(inlezing.nummer, _bevries(omrekening), str(lake.map), lake.versie)


def _bevries(omrekening: Omrekening) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return tuple(omrekening.eenheden.items()), tuple(omrekening.domeinen.items())


@lru_cache(maxsize=16)
def _get_voorstel(
    nummer: str, tabel: tuple[tuple[Any, ...], tuple[Any, ...]], lakemap: str, versie: int
) -> Voorstel:
    werkmap = get_werkmap(nummer)
    omrekening = Omrekening(dict(tabel[0]), dict(tabel[1]))
    uit = convert_regels(werkmap.list_regels(), clienten=werkmap.clienten, omrekening=omrekening)
    return Voorstel(
        uit.regels.height,
        int(uit.regels["bedrag"].sum()),
        uit.zonder_domein,
        uit.zonder_maat,
        uit.afgerond,
        count_bekend(get_lake(), uit.regels),
    )


def list_te_vervangen(user: User, inlezing: Inlezing) -> list[Inlezing]:
    """Imports of the same source and content in the lake now: a new delivery may stand for one of them."""
    rijen = Inlezing.objects.for_user(user).filter(staat=Inlezing.Staat.OVERGENOMEN, bron=inlezing.bron)
    return list(rijen.filter(inhoud=inlezing.inhoud).order_by("-pk"))


def list_momentopnamen(user: User) -> list[Momentopname]:
    """The states of the lake that were kept under a name, for who works for the region."""
    return list_bewaard(get_lake().map) if user.regio else []


def get_rapport(inlezing: Inlezing) -> Rapport | None:
    """What was found in a file that was taken over, as it was said then; None without."""
    if not inlezing.rapport:
        return None
    try:
        rapport: Rapport = parse_vastlegging(inlezing.rapport, Rapport)
    except NietVastTeLeggen:
        return None
    return rapport


def get_gegevens_tm() -> dict[str, date]:
    """Per source of claim lines the last day that it covers now."""
    return {s.bron: s.gegevens_tm for s in get_lake().list_standen() if s.tabel == "declaratieregels"}
