"""Which figures of a year may be shown: one decision over all choices together, so that no pages or files
put side by side give a hidden cell away.

The cells are gemeente x domein, with their totals; in one year and domain gemeente x class of cost. Clients
do not add up exactly over domains; the sums of the cells are taken for known, which is more than a reader
has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stelsel.analyse.clienten_en_kosten import (
    Groepskosten,
    get_klassen_per_groep,
    get_kosten_per_client,
    get_kosten_per_groep,
)
from stelsel.analyse.onthulling import Masker, Norm, add_totalen, is_overheerst, protect_kruis
from stelsel.analyse.uitgave import Klasse, choose_klassegrenzen, create_klassen
from stelsel.lake.engine import Table
from stelsel.lake.tabellen import DECLARATIEREGELS
from stelsel.lake.uitkomsten import keep_uitkomst

from .keuze import Keuze
from .meer import get_clientsommen, get_tabellen

Cel = tuple[str, str]


@dataclass(frozen=True)
class Zicht:
    """Which cells of gemeente x domain may be shown, and which exist; "" stands for a total."""

    open: frozenset[Cel]
    alle: frozenset[Cel]

    def mag(self, gemeente: str, domein: str) -> bool:
        """Whether this cell may be shown."""
        return (gemeente, domein) in self.open


@keep_uitkomst(maxsize=64)
def create_zicht(map: str, versie: int, *, jaar: int, norm: Norm) -> Zicht:
    """The cells that may be shown in a year; none when the whole is too small."""
    per_domein = _get_groepen("domein", Keuze(jaar))
    per_gemeente = _get_groepen("gemeente", Keuze(jaar))
    cellen = {d: _get_groepen("gemeente", Keuze(jaar, domein=d)) for d in per_domein}
    namen = [*per_gemeente, ""], [*per_domein, ""]
    clienten = _list_tabel(per_gemeente, cellen, per_domein, wat="clienten")
    alle = frozenset(
        (g, d)
        for r, g in enumerate(namen[0])
        for k, d in enumerate(namen[1])
        if clienten[r][k] and (not g or not d or g in cellen[d])
    )
    totaal = len(get_kosten_per_client(get_regels(), Keuze(jaar).als_selectie()))
    if not norm.beschermt:
        return Zicht(alle, alle)
    if totaal < norm.drempel:
        return Zicht(frozenset(), alle)
    hoogsten = _list_tabel(per_gemeente, cellen, per_domein, wat="hoogste")
    sommen = _list_tabel(per_gemeente, cellen, per_domein, wat="bedrag")
    klein = [
        [
            n < norm.drempel or is_overheerst(som, grootste=hoogste, tweede=0, norm=norm)
            for n, som, hoogste in zip(*rijen, strict=True)
        ]
        for rijen in zip(clienten, sommen, hoogsten, strict=True)
    ]
    klein[-1][-1] = False
    binnen = [[clienten[r][k] for k in range(len(per_domein))] for r in range(len(per_gemeente))]
    kern = [rij[:-1] for rij in sommen[:-1]]
    masker = protect_kruis(
        [(add_totalen(binnen), norm.drempel, 0.0), (add_totalen(kern), 0, norm.marge)], klein=klein
    )
    return Zicht(frozenset(_list_open(namen, masker)), alle)


def _list_open(namen: tuple[list[str], list[str]], masker: Masker) -> list[Cel]:
    return [(g, d) for r, g in enumerate(namen[0]) for k, d in enumerate(namen[1]) if not masker[r][k]]


def _get_groepen(kolom: str, keuze: Keuze) -> dict[str, Groepskosten]:
    groepen = get_kosten_per_groep(get_regels(), kolom=kolom, selectie=keuze.als_selectie())
    return {groep.groep: groep for groep in sorted(groepen, key=lambda g: g.groep)}


def _list_tabel(
    per_gemeente: Mapping[str, Groepskosten],
    cellen: Mapping[str, Mapping[str, Groepskosten]],
    per_domein: Mapping[str, Groepskosten],
    *,
    wat: str,
) -> list[list[int]]:
    """Gemeente x domain with the totals as they are shown: clients count once in each."""
    rijen = [
        [*(getattr(cellen[d].get(g), wat, 0) for d in per_domein), getattr(groep, wat)]
        for g, groep in per_gemeente.items()
    ]
    onder = [getattr(groep, wat) for groep in per_domein.values()]
    return [*rijen, [*onder, sum(rij[-1] for rij in rijen)]]


def get_regels() -> Table:
    """The claim lines of all sources, summed per client, year, gemeente and domein."""
    sommen = list(get_clientsommen().values())
    if not sommen:
        return get_tabellen(DECLARATIEREGELS)[0]
    return sommen[0].union(*sommen[1:]) if len(sommen) > 1 else sommen[0]


@keep_uitkomst(maxsize=128)
def list_klassen(map: str, versie: int, *, keuze: Keuze, norm: Norm) -> tuple[Klasse, ...]:
    """The classes of cost of one domain that may be shown, the same borders for every gemeente.

    None over all domains together: hardly anybody is in two domains, so the difference with the others would
    tell of few.
    """
    if not keuze.domein:
        return ()
    grenzen, per_gemeente = _create_klassen(map, versie, keuze.jaar, keuze.domein, norm)
    aantallen = per_gemeente.get(keuze.gemeente)
    if aantallen is None or not grenzen:
        return ()
    return create_klassen(grenzen, aantallen, norm=norm)


@keep_uitkomst(maxsize=64)
def _create_klassen(
    map: str, versie: int, jaar: int, domein: str, norm: Norm
) -> tuple[tuple[int, ...], dict[str, tuple[int | None, ...]]]:
    """The borders of a year and domain, and per gemeente ("" is all) its clients per class, None: hidden."""
    zicht = create_zicht(map, versie, jaar=jaar, norm=norm)
    selectie = Keuze(jaar, domein=domein).als_selectie()
    kosten = get_kosten_per_client(get_regels(), selectie)
    gemeenten = sorted(g for g, d in zicht.alle if g and d == domein)
    grenzen = choose_klassegrenzen(kosten, kleinste=norm.drempel * max(1, len(gemeenten)))
    regio = np.bincount(np.searchsorted(grenzen, kosten, side="right"), minlength=len(grenzen) + 1).tolist()
    per = get_klassen_per_groep(get_regels(), kolom="gemeente", grenzen=grenzen, selectie=selectie)
    klein = [
        [n < norm.drempel or not zicht.mag(g, domein) for n in [*per[g], sum(per[g])]] for g in gemeenten
    ]
    klein.append([n < norm.drempel for n in [*regio, len(kosten)]])
    masker = protect_kruis([(add_totalen([per[g] for g in gemeenten]), norm.drempel, 0.0)], klein=klein)
    tellingen = [*(per[g] for g in gemeenten), regio]
    return grenzen, {
        g: tuple(None if dicht else n for n, dicht in zip(tellingen[r], masker[r], strict=False))
        for r, g in enumerate([*gemeenten, ""])
    }
