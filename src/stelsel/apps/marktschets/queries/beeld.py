"""The market picture of one year from the lake, per gemeente and domain, with small numbers protected.

One year at a time and a fixed set of tables: the cells of gemeente x domain protect each other with their
totals (`zicht`), and a choice is shown only where its cell is, so that no two pages together give a
hidden cell away. Outsiders never get a free choice of filters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from stelsel.analyse.aansluiting import Aansluiting, compute_aansluiting
from stelsel.analyse.aanvullingen import Aanvullingsgebruik, compute_aanvullingen
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
from stelsel.analyse.onthulling import Norm, rond_af, rond_som
from stelsel.analyse.selectie import list_jaren
from stelsel.analyse.trajectsoorten import Trajectsoort, compute_trajectsoorten
from stelsel.analyse.uitgave import Klasse, protect_lorenz, protect_schets
from stelsel.analyse.uitschieters import Uitschieters, compute_logstaven, compute_uitschieters
from stelsel.analyse.verdeling import Punt, compute_lorenz
from stelsel.analyse.verdieping import Verdieping, compute_verdieping, list_aansluiting
from stelsel.analyse.volgorde import Volgorde, compute_volgorde
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.apps.profielen.queries.aanvullingen import get_aanvullingscodes
from stelsel.domein.marktschets.domeinen import get_domeinindeling
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from .keuze import Keuze
from .meer import get_clientsommen, get_tabellen, list_bronnen
from .plaats import create_keuze, list_plaatsen
from .voortgang import Voortgang, follow
from .zicht import Zicht, create_zicht, get_regels, list_klassen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: From so many lines on, the further figures take longer than a page may.
VEEL_REGELS = 200_000
DOMEIN_NAAM = get_domeinindeling().namen


@dataclass(frozen=True)
class Beeld:
    """All figures of one choice, from one value per client; the values themselves are let go."""

    schets: Marktschets
    lorenz: tuple[Punt, ...]
    klassen: tuple[Klasse, ...]
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
    norm: Norm
    zicht: Zicht | None
    bronnen: tuple[tuple[str, date], ...]
    aansluiting: Aansluiting | None = None

    @property
    def drempel(self) -> int:
        """The smallest number of clients behind a figure here."""
        return self.norm.drempel

    @property
    def is_dicht(self) -> bool:
        """There is something about this choice that may not be shown."""
        return self.norm.beschermt and self.jaar is not None and self.beeld is None

    @property
    def gemeentenaam(self) -> str:
        """The name of the chosen gemeente; empty for all of them."""
        return dict(self.gemeenten).get(self.gemeente, "")


def get_marktbeeld(
    user: User, *, jaar: int | None, gemeente: str, domein: str, norm: Norm, today: date,
    met_aansluiting: bool = False,
) -> Marktbeeld:  # fmt: skip
    """The picture of a year (default: the last whole one), a gemeente and a domain ("" is all).

    `norm`: what the edition for this user asks, see `permissions`. A municipal
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
    plaatsen = list_plaatsen(user, met_gebieden=not norm.beschermt)
    domein = domein if domein in DOMEIN_NAAM else ""
    keuze = create_keuze(
        user, jaar=gekozen or 0, plaats=gemeente, domein=domein, met_gebieden=not norm.beschermt
    )
    gemeente = keuze.gemeente
    zichtbaar = create_zicht(*sleutel, jaar=gekozen, norm=norm) if gekozen else None
    beeld = None
    if gekozen and zichtbaar and (keuze.leden or zichtbaar.mag(gemeente, domein)):
        beeld = _compute_beeld(*sleutel, keuze, norm)
    return Marktbeeld(
        jaar=gekozen,
        jaren=jaren,
        gemeente=gemeente,
        gemeenten=plaatsen,
        domein=domein,
        beeld=beeld,
        per_gemeente=_list_gemeenterijen(beeld, zichtbaar, namen, domein, norm) if user.regio else (),
        per_domein=_list_domeinrijen(beeld, zichtbaar, "" if keuze.leden else gemeente, norm),
        norm=norm,
        zicht=zichtbaar,
        bronnen=list_bronnen(),
        aansluiting=_compute_aansluiting(*sleutel, keuze) if gekozen and met_aansluiting else None,
    )


@dataclass(frozen=True)
class Meer:
    """Kinds of youth trajecten, what comes first and after, households, and help beside a profile."""

    trajectsoorten: tuple[Trajectsoort, ...]
    volgorde: Volgorde
    gezinnen: Gezinsstapeling
    aanvullingen: tuple[Aanvullingsgebruik, ...] = ()


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
    domein = domein if domein in DOMEIN_NAAM else ""
    return create_keuze(user, jaar=gekozen, plaats=gemeente, domein=domein, met_gebieden=True)


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
        gemeenten=list_plaatsen(user, met_gebieden=True),
        verdieping=verdieping,
        schets=schets,
        uitschieters=uitschieters,
        logstaven=staven,
        kwaliteit=_list_kwaliteit(*sleutel, today),
        meer=meer,
        bronnen=list_bronnen(),
    )


def list_jaren_van_lake() -> tuple[int, ...]:
    """The years of the claim lines in the lake, newest first."""
    lake = get_lake()
    return _list_jaren(str(lake.map), lake.versie)


@keep_uitkomst(maxsize=64)
def _list_jaren(map: str, versie: int) -> tuple[int, ...]:
    return tuple(list_jaren(get_regels())) if versie else ()


@keep_uitkomst(maxsize=128)
def _compute_beeld(map: str, versie: int, keuze: Keuze, norm: Norm) -> Beeld:
    """Computed once per version of the lake; a tenth of a second on the claim lines of a region."""
    regels, selectie = get_regels(), keuze.als_selectie()
    kosten = get_kosten_per_client(regels, selectie)
    lorenz = compute_lorenz(kosten, drempel=norm.drempel)
    return Beeld(
        schets=protect_schets(compute_marktschets(kosten), norm),
        lorenz=protect_lorenz(lorenz, norm, clienten=len(kosten)),
        klassen=list_klassen(map, versie, keuze=keuze, norm=norm)
        if norm.beschermt
        else tuple(Klasse(s.vanaf, s.tot, s.clienten) for s in compute_staven(kosten, drempel=norm.drempel)),
        per_gemeente=tuple(
            get_kosten_per_groep(
                regels, kolom="gemeente", selectie=Keuze(keuze.jaar, "", keuze.domein).als_selectie()
            )
        ),
        per_domein=tuple(
            get_kosten_per_groep(regels, kolom="domein", selectie=replace(keuze, domein="").als_selectie())
        ),
    )


@keep_uitkomst(maxsize=64)
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


@keep_uitkomst(maxsize=64)
def _compute_meer(map: str, versie: int, keuze: Keuze, today: date) -> Meer:
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    selectie, peildatum = keuze.als_selectie(), get_peildatum(regels, toewijzingen, today=today)
    soorten = compute_trajectsoorten(regels, toewijzingen, peildatum=peildatum, selectie=selectie)
    volgorde = compute_volgorde(regels, toewijzingen, peildatum=peildatum, selectie=selectie)
    aanvullingen = compute_aanvullingen(
        regels, soort_van_code=get_aanvullingscodes(today=today), selectie=selectie
    )
    gezinnen = compute_huishoudens(regels, clienten, selectie=selectie)
    return Meer(tuple(soorten), volgorde, gezinnen, tuple(aanvullingen))


@keep_uitkomst(maxsize=8)
def _list_kwaliteit(map: str, versie: int, today: date) -> tuple[Opmerking, ...]:
    """Of all claim lines in the lake, whatever is chosen."""
    regels, toewijzingen = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN)
    aansluiting = list_aansluiting(regels, toewijzingen, today=today)
    return (*list_opmerkingen(regels), *(Opmerking(*soort, ()) for soort in aansluiting))


@keep_uitkomst(maxsize=64)
def _compute_aansluiting(map: str, versie: int, keuze: Keuze) -> Aansluiting:
    """From the lines of every source in the lake to those in the picture."""
    bronnen = get_clientsommen()
    kosten = get_kosten_per_client(get_regels(), keuze.als_selectie())
    return compute_aansluiting(bronnen, selectie=keuze.als_selectie(), clientkosten=int(kosten.sum()))


def _list_gemeenterijen(
    beeld: Beeld | None, zicht: Zicht | None, namen: dict[str, str], domein: str, norm: Norm
) -> tuple[Groep, ...]:
    if beeld is None or zicht is None:
        return ()
    rijen = tuple(
        _als_groep(namen.get(groep.groep, groep.groep), groep, norm, zichtbaar=zicht.mag(groep.groep, domein))
        for groep in beeld.per_gemeente
    )
    return _orden(rijen, norm)


def _list_domeinrijen(
    beeld: Beeld | None, zicht: Zicht | None, gemeente: str, norm: Norm
) -> tuple[Groep, ...]:
    if beeld is None or zicht is None:
        return ()
    rijen = tuple(
        _als_groep(DOMEIN_NAAM[groep.groep], groep, norm, zichtbaar=zicht.mag(gemeente, groep.groep))
        for groep in beeld.per_domein
    )
    return _orden(rijen, norm)


def _orden(rijen: tuple[Groep, ...], norm: Norm) -> tuple[Groep, ...]:
    """Costliest first for who sees everything; else by name, since a hidden row's place tells its amount."""
    return tuple(sorted(rijen, key=lambda rij: rij.naam)) if norm.beschermt else rijen


def _als_groep(naam: str, groep: Groepskosten, norm: Norm, *, zichtbaar: bool) -> Groep:
    if not zichtbaar:
        return Groep(naam, None, None)
    return Groep(
        naam,
        rond_af(groep.clienten, op=norm.aantal),
        rond_som(groep.bedrag, norm=norm, grootste=groep.hoogste),
    )
