"""The market picture of one year from the lake, per gemeente and domain, with small numbers protected.

One year at a time and a fixed set of tables: the cells of gemeente x domain protect each other with their
totals (`onthulling`), and a choice is shown only where its cell is, so that no two pages together give a
hidden cell away. Outsiders never get a free choice of filters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from stelsel.analyse.aansluiting import Aansluiting, compute_aansluiting
from stelsel.analyse.clienten_en_kosten import (
    Groepskosten,
    Staaf,
    compute_staven,
    get_kosten_per_client,
    get_kosten_per_groep,
)
from stelsel.analyse.huishoudens import Gezinsstapeling, compute_huishoudens
from stelsel.analyse.inzet import get_peildatum
from stelsel.analyse.kwaliteit import Opmerking, list_opmerkingen
from stelsel.analyse.marktschets import Marktschets, compute_marktschets
from stelsel.analyse.onthulling import list_verborgen, list_verborgen_kruis
from stelsel.analyse.selectie import Selectie, list_jaren
from stelsel.analyse.trajectsoorten import Trajectsoort, compute_trajectsoorten
from stelsel.analyse.uitschieters import Uitschieters, compute_logstaven, compute_uitschieters
from stelsel.analyse.verdeling import Punt, compute_lorenz
from stelsel.analyse.verdieping import Verdieping, compute_verdieping, list_aansluiting
from stelsel.analyse.volgorde import Volgorde, compute_volgorde
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.lake.engine import Table
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, DOMEINEN, TOEWIJZINGEN

from .meer import get_clientsommen, get_tabellen, list_bronnen
from .voortgang import Voortgang, follow

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: From so many lines on, the further figures take longer than a page may.
VEEL_REGELS = 200_000
DOMEIN_NAAM = {"jeugd": "Jeugd", "wmo": "Wmo", "participatie": "Participatie"}


@dataclass(frozen=True)
class Beeld:
    """All figures of one choice, from one value per client; the values themselves are let go."""

    schets: Marktschets
    lorenz: tuple[Punt, ...]
    staven: tuple[Staaf, ...]
    per_gemeente: tuple[Groepskosten, ...]
    per_domein: tuple[Groepskosten, ...]


@dataclass(frozen=True)
class Groep:
    """A row of a table per gemeente or domain; hidden rows have no figures."""

    naam: str
    clienten: int | None
    bedrag: int | None


@dataclass(frozen=True)
class Marktbeeld:
    """What one user may see of one choice. `beeld` None: nothing, or about too few clients to show."""

    jaar: int | None
    jaren: tuple[int, ...]
    gemeente: str
    gemeenten: tuple[tuple[str, str], ...]
    domein: str
    beeld: Beeld | None
    per_gemeente: tuple[Groep, ...]
    per_domein: tuple[Groep, ...]
    drempel: int
    bronnen: tuple[tuple[str, date], ...]
    aansluiting: Aansluiting | None = None

    @property
    def gemeentenaam(self) -> str:
        """The name of the chosen gemeente; empty for all of them."""
        return dict(self.gemeenten).get(self.gemeente, "")


def get_marktbeeld(
    user: User, *, jaar: int | None, gemeente: str, domein: str, drempel: int, today: date,
    met_aansluiting: bool = False,
) -> Marktbeeld:  # fmt: skip
    """The picture of a year (default: the last whole one), a gemeente and a domain ("" is all).

    `drempel`: the smallest number of clients that this user may see, see `permissions`. A municipal
    user gets the own gemeente whatever is asked; unknown choices are read as no choice. `met_aansluiting`:
    from read to counted too, over all gemeenten, so for who may see small numbers only.
    """
    lake = get_lake()
    sleutel = (str(lake.map), lake.versie)
    jaren = _list_jaren(*sleutel)
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), next(iter(jaren), None))
    namen = {g.code: g.naam for g in list_gemeenten(user)}
    if not user.regio:
        gemeente = user.gemeentecode
    gemeente = gemeente if gemeente in namen else ""
    domein = domein if domein in DOMEINEN else ""
    zichtbaar = _create_zicht(*sleutel, gekozen, drempel) if gekozen else None
    beeld = None
    if gekozen and zichtbaar and zichtbaar.mag(gemeente, domein):
        beeld = _compute_beeld(*sleutel, Keuze(gekozen, gemeente, domein), drempel)
    return Marktbeeld(
        jaar=gekozen,
        jaren=jaren,
        gemeente=gemeente,
        gemeenten=tuple(namen.items()),
        domein=domein,
        beeld=beeld,
        per_gemeente=_list_gemeenterijen(beeld, zichtbaar, namen, domein) if user.regio else (),
        per_domein=_list_domeinrijen(beeld, zichtbaar, gemeente),
        drempel=drempel,
        bronnen=list_bronnen(),
        aansluiting=_compute_aansluiting(*sleutel, Keuze(gekozen, gemeente, domein))
        if gekozen and met_aansluiting
        else None,
    )


@dataclass(frozen=True)
class Meer:
    """Kinds of youth trajecten, what comes first and after, and households."""

    trajectsoorten: tuple[Trajectsoort, ...]
    volgorde: Volgorde
    gezinnen: Gezinsstapeling


@dataclass(frozen=True)
class Diepbeeld:
    """The further figures of one choice, unprotected: for the desk of the analyst only."""

    keuze: Keuze
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    verdieping: Verdieping
    schets: Marktschets
    uitschieters: Uitschieters
    logstaven: tuple[Staaf, ...]
    kwaliteit: tuple[Opmerking, ...]
    meer: Meer
    bronnen: tuple[tuple[str, date], ...]


def get_voortgang(
    user: User, *, jaar: int | None, gemeente: str, domein: str, today: date
) -> Voortgang | None:
    """How far the further figures of a choice are; None when `get_diepbeeld` can be asked at once.

    A lake of few lines is never waited for.
    """
    lake = get_lake()
    regels = sum(s.rijen for s in lake.list_standen() if s.tabel == DECLARATIEREGELS.naam)
    keuze = _kies(user, jaar=jaar, gemeente=gemeente, domein=domein, today=today)
    if keuze is None or regels < VEEL_REGELS:
        return None
    sleutel = (str(lake.map), lake.versie)
    return follow(
        (*sleutel, keuze, today),
        (
            ("trajecten, stapeling, verwijzers en groei", lambda: _compute_diepbeeld(*sleutel, keuze, today)),
            ("soorten trajecten en huishoudens", lambda: _compute_meer(*sleutel, keuze, today)),
            ("kwaliteit van de gegevens", lambda: _list_kwaliteit(*sleutel, today)),
        ),
    )


def _kies(user: User, *, jaar: int | None, gemeente: str, domein: str, today: date) -> Keuze | None:
    """The choice as far as it can be followed; None without any claim lines."""
    lake = get_lake()
    jaren = _list_jaren(str(lake.map), lake.versie)
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    codes = {g.code for g in list_gemeenten(user)}
    return Keuze(gekozen, gemeente if gemeente in codes else "", domein if domein in DOMEINEN else "")


def get_diepbeeld(
    user: User, *, jaar: int | None, gemeente: str, domein: str, today: date
) -> Diepbeeld | None:
    """The further figures of a year (default: the last whole one); None without any claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    lake = get_lake()
    sleutel = (str(lake.map), lake.versie)
    keuze = _kies(user, jaar=jaar, gemeente=gemeente, domein=domein, today=today)
    if keuze is None:
        return None
    verdieping, schets, uitschieters, staven = _compute_diepbeeld(*sleutel, keuze, today)
    meer = _compute_meer(*sleutel, keuze, today)
    return Diepbeeld(
        keuze=keuze,
        jaren=_list_jaren(*sleutel),
        gemeenten=tuple((g.code, g.naam) for g in list_gemeenten(user)),
        verdieping=verdieping,
        schets=schets,
        uitschieters=uitschieters,
        logstaven=staven,
        kwaliteit=_list_kwaliteit(*sleutel, today),
        meer=meer,
        bronnen=list_bronnen(),
    )


@dataclass(frozen=True)
class Keuze:
    """A year with a gemeente and a domain, "" for all."""

    jaar: int
    gemeente: str = ""
    domein: str = ""

    def als_selectie(self) -> Selectie:
        """The same in the words of the analyses."""
        return Selectie(
            jaar=self.jaar,
            gemeenten=frozenset({self.gemeente}) if self.gemeente else None,
            domeinen=frozenset({self.domein}) if self.domein else None,
        )


@dataclass(frozen=True)
class Zicht:
    """Which cells of gemeente x domain may be shown; "" stands for a total."""

    open: frozenset[tuple[str, str]]

    def mag(self, gemeente: str, domein: str) -> bool:
        """Whether this cell may be shown."""
        return (gemeente, domein) in self.open


@lru_cache(maxsize=64)
def _list_jaren(map: str, versie: int) -> tuple[int, ...]:
    return tuple(list_jaren(_get_regels())) if versie else ()


@lru_cache(maxsize=64)
def _create_zicht(map: str, versie: int, jaar: int, drempel: int) -> Zicht:
    """The cells that may be shown in a year. The totals are two rows of their own; a hidden total hides its
    cells, since their sum would be that total."""
    regels = _get_regels()
    per_gemeente = _tel(regels, "gemeente", Keuze(jaar))
    per_domein = _tel(regels, "domein", Keuze(jaar))
    if sum(per_domein.values()) < drempel:
        return Zicht(frozenset())
    open_gemeenten = _list_open(per_gemeente, drempel)
    open_domeinen = _list_open(per_domein, drempel)
    kolommen = {domein: _tel(regels, "gemeente", Keuze(jaar, domein=domein)) for domein in open_domeinen}
    kruis = [[kolommen[domein].get(g, 0) for domein in open_domeinen] for g in open_gemeenten]
    # Who may see every count needs no cell hidden to protect another; an empty one has nothing to show.
    verborgen = (
        list_verborgen_kruis(kruis, drempel=drempel)
        if drempel > 1
        else [[not n for n in rij] for rij in kruis]
    )
    cellen = {
        (gemeente, domein)
        for gemeente, rij in zip(open_gemeenten, verborgen, strict=True)
        for domein, dicht in zip(open_domeinen, rij, strict=True)
        if not dicht
    }
    randen = {("", ""), *((g, "") for g in open_gemeenten), *(("", d) for d in open_domeinen)}
    return Zicht(frozenset(cellen | randen))


def _list_open(aantallen: dict[str, int], drempel: int) -> list[str]:
    verborgen = list_verborgen(list(aantallen.values()), drempel=drempel)
    return [naam for naam, dicht in zip(aantallen, verborgen, strict=True) if not dicht]


def _tel(regels: Table, kolom: str, keuze: Keuze) -> dict[str, int]:
    groepen = get_kosten_per_groep(regels, kolom=kolom, selectie=keuze.als_selectie())
    return {groep.groep: groep.clienten for groep in sorted(groepen, key=lambda g: g.groep)}


@lru_cache(maxsize=128)
def _compute_beeld(map: str, versie: int, keuze: Keuze, drempel: int) -> Beeld:
    """Computed once per version of the lake; a tenth of a second on the claim lines of a region."""
    regels, selectie = _get_regels(), keuze.als_selectie()
    kosten = get_kosten_per_client(regels, selectie)
    return Beeld(
        schets=compute_marktschets(kosten),
        lorenz=tuple(compute_lorenz(kosten, drempel=drempel)),
        staven=tuple(compute_staven(kosten, drempel=drempel)),
        per_gemeente=tuple(
            get_kosten_per_groep(
                regels, kolom="gemeente", selectie=Keuze(keuze.jaar, "", keuze.domein).als_selectie()
            )
        ),
        per_domein=tuple(
            get_kosten_per_groep(
                regels, kolom="domein", selectie=Keuze(keuze.jaar, keuze.gemeente).als_selectie()
            )
        ),
    )


@lru_cache(maxsize=64)
def _compute_diepbeeld(
    map: str, versie: int, keuze: Keuze, today: date
) -> tuple[Verdieping, Marktschets, Uitschieters, tuple[Staaf, ...]]:
    """Computed once per version of the lake; some seconds on the whole region."""
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    selectie = keuze.als_selectie()
    verdieping = compute_verdieping(
        regels, toewijzingen=toewijzingen, clienten=clienten, selectie=selectie, today=today
    )
    kosten = get_kosten_per_client(regels, selectie)
    staven = tuple(compute_logstaven(kosten))
    return verdieping, compute_marktschets(kosten), compute_uitschieters(kosten), staven


@lru_cache(maxsize=64)
def _compute_meer(map: str, versie: int, keuze: Keuze, today: date) -> Meer:
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    selectie, peildatum = keuze.als_selectie(), get_peildatum(regels, toewijzingen, today=today)
    soorten = compute_trajectsoorten(regels, toewijzingen, peildatum=peildatum, selectie=selectie)
    volgorde = compute_volgorde(regels, toewijzingen, peildatum=peildatum, selectie=selectie)
    return Meer(tuple(soorten), volgorde, compute_huishoudens(regels, clienten, selectie=selectie))


@lru_cache(maxsize=8)
def _list_kwaliteit(map: str, versie: int, today: date) -> tuple[Opmerking, ...]:
    """Of all claim lines in the lake, whatever is chosen."""
    regels, toewijzingen = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN)
    aansluiting = list_aansluiting(regels, toewijzingen, today=today)
    return (*list_opmerkingen(regels), *(Opmerking(*soort, ()) for soort in aansluiting))


def _get_regels() -> Table:
    """The claim lines of all sources, summed per client, year, gemeente and domein."""
    sommen = list(get_clientsommen().values())
    if not sommen:
        return get_tabellen(DECLARATIEREGELS)[0]
    return sommen[0].union(*sommen[1:]) if len(sommen) > 1 else sommen[0]


@lru_cache(maxsize=64)
def _compute_aansluiting(map: str, versie: int, keuze: Keuze) -> Aansluiting:
    """From the lines of every source in the lake to those in the picture."""
    bronnen = get_clientsommen()
    kosten = get_kosten_per_client(_get_regels(), keuze.als_selectie())
    return compute_aansluiting(bronnen, selectie=keuze.als_selectie(), clientkosten=int(kosten.sum()))


def _list_gemeenterijen(
    beeld: Beeld | None, zicht: Zicht | None, namen: dict[str, str], domein: str
) -> tuple[Groep, ...]:
    if beeld is None or zicht is None:
        return ()
    return tuple(
        _als_groep(namen.get(groep.groep, groep.groep), groep, zicht.mag(groep.groep, domein))
        for groep in beeld.per_gemeente
    )


def _list_domeinrijen(beeld: Beeld | None, zicht: Zicht | None, gemeente: str) -> tuple[Groep, ...]:
    if beeld is None or zicht is None:
        return ()
    return tuple(
        _als_groep(DOMEIN_NAAM[groep.groep], groep, zicht.mag(gemeente, groep.groep))
        for groep in beeld.per_domein
    )


def _als_groep(naam: str, groep: Groepskosten, zichtbaar: bool) -> Groep:
    if not zichtbaar:
        return Groep(naam, None, None)
    return Groep(naam, groep.clienten, groep.bedrag)
