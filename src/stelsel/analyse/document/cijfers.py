"""All figures of the document, from one selection of claim lines and allocations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.analyse.aanbieders import Aanbiedersbeeld, compute_aanbieders
from stelsel.analyse.aansluiting import Aansluiting
from stelsel.analyse.benchmark import Vergelijking
from stelsel.analyse.clienten_en_kosten import (
    Groepskosten,
    Staaf,
    compute_staven,
    get_kosten_per_client,
    get_kosten_per_groep,
)
from stelsel.analyse.doorstroom import Stroom, compute_doorstroom
from stelsel.analyse.duur import Duurbeeld, compute_duur
from stelsel.analyse.eenheden import get_clientjaren, get_trajectrijen
from stelsel.analyse.huishoudens import Gezinsstapeling, compute_huishoudens
from stelsel.analyse.indeling import (
    Stap,
    add_segment,
    compute_gevoeligheid,
    compute_grens,
    compute_segmenten,
    get_gemeente,
    get_van_jaar,
    is_per_traject,
)
from stelsel.analyse.kwaliteit import Opmerking, list_opmerkingen
from stelsel.analyse.leeftijd import Leeftijdsgroep, compute_leeftijd
from stelsel.analyse.marktschets import Marktschets, compute_marktschets
from stelsel.analyse.onthulling import get_drempel
from stelsel.analyse.selectie import Selectie
from stelsel.analyse.trajectsoorten import Trajectsoort, compute_trajectsoorten
from stelsel.analyse.uitschieters import Uitschieters, compute_uitschieters
from stelsel.analyse.verdeling import Punt, compute_lorenz
from stelsel.analyse.verdieping import Verdieping, compute_verdieping, list_aansluiting
from stelsel.analyse.verwacht_gebruik import Verwachting
from stelsel.analyse.volgorde import Volgorde, compute_volgorde
from stelsel.domein.marktschets.indelingsregel import Indelingsregel
from stelsel.domein.marktschets.segmentatie import Indeling
from stelsel.lake.engine import Table


@dataclass(frozen=True)
class Keuze:
    """What the document is about: None for all years, "" for all of the region or all domeinen."""

    jaar: int | None = None
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
class Bron:
    """Lines of all years of everything: `clienten` with client_nr, geboortejaar, huishouden. Without
    allocations both are None. `aansluiting`: from read to counted, if known."""

    regels: Table
    toewijzingen: Table | None = None
    clienten: Table | None = None
    aansluiting: Aansluiting | None = None


@dataclass(frozen=True)
class Abc:
    """The segments by a version of the rule, the border, and the border moved."""

    regel: Indelingsregel
    segmenten: Indeling
    grens: float | None
    gevoeligheid: tuple[Stap, ...]
    per_traject: bool = False


@dataclass(frozen=True)
class Hulp:
    """What only allocations can tell."""

    duur: tuple[Duurbeeld, ...]
    stromen: tuple[Stroom, ...]
    soorten: tuple[Trajectsoort, ...]
    volgorde: Volgorde
    leeftijd: tuple[Leeftijdsgroep, ...]
    gezinnen: Gezinsstapeling


@dataclass(frozen=True)
class Documentcijfers:
    """Every figure of the document. `hulp` None: no allocations were given."""

    keuze: Keuze
    peildatum: date
    drempel: int
    schets: Marktschets
    lorenz: tuple[Punt, ...]
    staven: tuple[Staaf, ...]
    per_gemeente: tuple[Groepskosten, ...]
    per_domein: tuple[Groepskosten, ...]
    aanbieders: Aanbiedersbeeld
    verdieping: Verdieping
    hulp: Hulp | None
    abc: Abc
    uitschieters: Uitschieters
    opmerkingen: tuple[Opmerking, ...]
    aansluiting: Aansluiting | None
    vergelijkingen: tuple[Vergelijking, ...]
    namen: Mapping[str, str]
    #: Cells of (gemeente, domein) that may not be shown, "" for a total; decided over all choices together.
    dicht: frozenset[tuple[str, str]] = frozenset()
    #: Actual against expected use, of a document over one domein of the whole region.
    verwachtingen: tuple[Verwachting, ...] = ()


def compute_documentcijfers(
    bron: Bron,
    *,
    keuze: Keuze,
    peildatum: date,
    regel: Indelingsregel,
    namen: Mapping[str, str] | None = None,
    vergelijkingen: Sequence[Vergelijking] = (),
) -> Documentcijfers:
    """Everything of one choice. `peildatum`: the last day of the data, which decides the parameters too, so
    that the same data give the same document on another day. `namen`: of municipalities, by code."""
    regels, selectie = bron.regels, keuze.als_selectie()
    drempel = get_drempel(peildatum)
    kosten = get_kosten_per_client(regels, selectie)
    zonder_gemeente = Selectie(jaar=selectie.jaar, domeinen=selectie.domeinen)
    zonder_domein = Selectie(jaar=selectie.jaar, gemeenten=selectie.gemeenten)
    return Documentcijfers(
        keuze=keuze,
        peildatum=peildatum,
        drempel=drempel,
        schets=compute_marktschets(kosten),
        lorenz=tuple(compute_lorenz(kosten, drempel=drempel)),
        staven=tuple(compute_staven(kosten, drempel=drempel)),
        per_gemeente=tuple(get_kosten_per_groep(regels, kolom="gemeente", selectie=zonder_gemeente)),
        per_domein=tuple(get_kosten_per_groep(regels, kolom="domein", selectie=zonder_domein)),
        aanbieders=compute_aanbieders(regels, selectie=selectie),
        verdieping=compute_verdieping(
            regels, toewijzingen=bron.toewijzingen, clienten=bron.clienten, selectie=selectie, today=peildatum
        ),
        hulp=_compute_hulp(bron, selectie, peildatum),
        abc=_compute_abc(bron, keuze, peildatum, regel),
        uitschieters=compute_uitschieters(kosten),
        opmerkingen=_list_opmerkingen(bron, peildatum),
        aansluiting=bron.aansluiting,
        vergelijkingen=tuple(vergelijkingen),
        namen=namen or {},
    )


def _compute_hulp(bron: Bron, selectie: Selectie, peildatum: date) -> Hulp | None:
    regels, toewijzingen, clienten = bron.regels, bron.toewijzingen, bron.clienten
    if toewijzingen is None or clienten is None:
        return None
    soorten = compute_trajectsoorten(regels, toewijzingen, peildatum=peildatum, selectie=selectie)
    return Hulp(
        duur=tuple(compute_duur(regels, toewijzingen, peildatum=peildatum, selectie=selectie)),
        stromen=tuple(compute_doorstroom(toewijzingen, peildatum=peildatum, selectie=selectie)),
        soorten=tuple(soorten),
        volgorde=compute_volgorde(regels, toewijzingen, peildatum=peildatum, selectie=selectie),
        leeftijd=tuple(compute_leeftijd(regels, clienten, peildatum=peildatum, selectie=selectie)),
        gezinnen=compute_huishoudens(regels, clienten, selectie=selectie),
    )


def _compute_abc(bron: Bron, keuze: Keuze, peildatum: date, regel: Indelingsregel) -> Abc:
    """By client and year, or by traject if the rule says so and allocations are known: the border over the
    whole region and the chosen domein."""
    van_domein = Selectie(domeinen=frozenset({keuze.domein}) if keuze.domein else None)
    alle = get_clientjaren(
        bron.regels, peildatum=peildatum, geen_module=regel.geen_module, clienten=bron.clienten,
        selectie=van_domein, per_jaar=keuze.jaar is not None or is_per_traject(regel),
    )  # fmt: skip
    per_traject = is_per_traject(regel) and bron.toewijzingen is not None
    if per_traject:
        alle = get_trajectrijen(
            bron.regels, bron.toewijzingen, peildatum=peildatum, clientjaren=alle,
            geen_module=regel.geen_module, selectie=van_domein,
        )  # fmt: skip
    van_jaar: pl.DataFrame = get_van_jaar(alle, jaar=keuze.jaar)
    ingedeeld = get_gemeente(add_segment(van_jaar, regel=regel), keuze.gemeente)
    return Abc(
        regel=regel,
        segmenten=compute_segmenten(ingedeeld),
        grens=compute_grens(van_jaar, regel),
        gevoeligheid=tuple(compute_gevoeligheid(van_jaar, regel=regel)),
        per_traject=per_traject,
    )


def _list_opmerkingen(bron: Bron, peildatum: date) -> tuple[Opmerking, ...]:
    over_regels = list_opmerkingen(bron.regels)
    if bron.toewijzingen is None:
        return tuple(over_regels)
    over_beide = list_aansluiting(bron.regels, bron.toewijzingen, today=peildatum)
    return (*over_regels, *(Opmerking(*soort, ()) for soort in over_beide))
