"""How many profiles are enough, and which?

Definition: clients are put in cells, by a tree on their features (`domein.marktschets.boom`, on log cost) or
by a division that is given. Cells merge two by two, least loss first (`domein.profielen.samenvoegen`). The
advice is the smallest number that meets the criteria (`domein.profielen.criteria`). Variance explained is
that on unseen clients: cells, merges and prices are made without a tenth of them, ten times over.
Choices: providers and municipalities are no features. Stability redraws the clients within fixed cells.
Caveats: cost of the past follows what was on offer and not only what was needed. A group that is rare or of
which the cost hardly differs is not found; it may still deserve its own profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from stelsel.analyse.profielen.aantallen import list_aantallen
from stelsel.analyse.profielen.groepen import Naamgever, Profielgroep, create_naamgever, list_groepen
from stelsel.analyse.profielen.kenmerken import Kenmerkopmerking, create_kenmerken
from stelsel.analyse.profielen.kruisvalidatie import R2, ZAAD, compute_r2_boom, compute_r2_indeling
from stelsel.analyse.profielen.woorden import create_boomnaamgever
from stelsel.domein.marktschets import boom
from stelsel.domein.marktschets.boom import Blad, Kenmerk
from stelsel.domein.profielen.criteria import (
    Aantal,
    Advies,
    Grenzen,
    Oordeel,
    check_aantallen,
    choose_aantal,
)
from stelsel.domein.profielen.maatstaven import (
    Getallen,
    Nummers,
    Verklaring,
    compute_cv,
    compute_logkosten,
    compute_verklaring,
)
from stelsel.domein.profielen.samenvoegen import Buren, create_cellen, merge_cellen
from stelsel.domein.profielen.stabiliteit import compute_stabiliteit

#: A division with more names than this is a list of products, and no division to start from.
MEESTE_CELLEN = 300


class IndelingTeFijn(ValueError):
    """The division that was given has too many profiles to compare."""


@dataclass(frozen=True)
class Ontwerp:
    """What was found: every number of profiles judged, the advice, and the set that is advised.

    `celnamen`: what each cell is called; `labels[k]`: per cell the cell it is part of with k profiles;
    `kosten` (cents), `cel` and `aanbieder` are per client; providers are empty when not known.
    """

    oordelen: tuple[Oordeel, ...]
    advies: Advies
    groepen: tuple[Profielgroep, ...]
    verklaring: Verklaring
    opmerkingen: tuple[Kenmerkopmerking, ...]
    celnamen: tuple[str, ...]
    labels: dict[int, Nummers]
    noem: Naamgever
    kosten: Getallen
    cel: Nummers
    aanbieder: tuple[str, ...] = ()

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel profielen ontwerp --json`."""
        return {
            "per_aantal": [_als_rij(oordeel) for oordeel in self.oordelen],
            "advies": {"k": self.advies.k, "reden": self.advies.reden, "voldoet": self.advies.voldoet},
            "groepen": [groep.als_data() for groep in self.groepen],
            "r2": {
                "kosten": self.verklaring.kosten,
                "log": self.verklaring.log,
                "getrimd": self.verklaring.getrimd,
            },
        }


@dataclass(frozen=True)
class _Werk:
    """What all steps share: cost (cents), log cost, per client the cell, and per cell its name."""

    kosten: Getallen
    log: Getallen
    cel: Nummers
    namen: tuple[str, ...]
    noem: Naamgever
    aanbieder: Nummers | None
    buren: Buren | None
    grenzen: Grenzen


def compute_ontwerp(clienten: pl.DataFrame, *, grenzen: Grenzen) -> Ontwerp:
    """From one row per client: `kosten` (cents), features, and `aanbieder` if known."""
    kosten = clienten["kosten"].cast(pl.Float64).to_numpy()
    kenmerken, opmerkingen = create_kenmerken(clienten, kosten)
    log = compute_logkosten(kosten)
    zin = _leg_uit(kosten, kenmerken, grenzen)
    if zin:
        return _een_groep(kosten, zin, tuple(opmerkingen))
    alle = np.arange(len(kosten))
    bladen, stappen = boom.create_boom(
        kenmerken, log, plekken=alle, kleinste=grenzen.kleinste, meeste=grenzen.cellen, zeker=True
    )
    cel = _als_cellen(bladen, len(kosten))
    namen = tuple(boom.render_kenmerken(kenmerken, blad.grenzen) for blad in bladen)
    noem = create_boomnaamgever(kenmerken, bladen=bladen, stappen=stappen)
    aanbieder = _als_nummers(clienten, "aanbieder")
    werk = _Werk(kosten, log, cel, namen, noem, aanbieder, None, grenzen)
    r2 = compute_r2_boom(kosten, log, kenmerken=kenmerken, kleinste=grenzen.kleinste, meeste=len(namen))
    return _met_aanbieders(_create_ontwerp(werk, r2, tuple(opmerkingen)), clienten)


def compute_indeling(clienten: pl.DataFrame, *, grenzen: Grenzen, buren: Buren | None = None) -> Ontwerp:
    """From one row per client: `kosten` (cents), `profiel`, and `aanbieder` if known.

    `buren`: which profiles may merge, in the order of their names. Raises IndelingTeFijn.
    """
    kosten = clienten["kosten"].cast(pl.Float64).to_numpy()
    if not len(kosten):
        return _een_groep(kosten, "Er zijn geen cliënten met een profiel en kosten.", ())
    namen, cel = _nummer(clienten["profiel"])
    if len(namen) > MEESTE_CELLEN:
        raise IndelingTeFijn(
            f"De indeling heeft {len(namen)} profielen. Wij vergelijken er hoogstens {MEESTE_CELLEN}."
        )
    if float(np.ptp(kosten)) == 0:
        return _een_groep(kosten, "Alle cliënten kosten evenveel. Er is niets te verdelen.", ())
    aanbieder = _als_nummers(clienten, "aanbieder")
    noem = create_naamgever(namen, cel=cel)
    werk = _Werk(kosten, compute_logkosten(kosten), cel, tuple(namen), noem, aanbieder, buren, grenzen)
    r2 = compute_r2_indeling(kosten, werk.log, cel=cel, aantal=len(namen), buren=buren)
    return _met_aanbieders(_create_ontwerp(werk, r2, ()), clienten)


def list_profielen_bij(ontwerp: Ontwerp, *, k: int) -> tuple[Profielgroep, ...]:
    """The profiles of the set of `k`, costliest first; `k` is one of `labels`."""
    return list_groepen(ontwerp.kosten, cel=ontwerp.cel, label=ontwerp.labels[k], noem=ontwerp.noem)


def _leg_uit(kosten: Getallen, kenmerken: Sequence[Kenmerk], grenzen: Grenzen) -> str:
    """Why there is nothing to divide; empty when there is."""
    if not len(kosten):
        return "Er zijn geen cliënten."
    if len(kosten) < 2 * grenzen.kleinste:
        return (
            f"Eén profiel: {_tel(len(kosten))}, en een profiel telt er ten minste {grenzen.kleinste}. "
            "Er is te weinig om te verdelen."
        )
    if float(np.ptp(kosten)) == 0:
        return "Eén profiel: alle cliënten kosten evenveel. Er is niets te verdelen."
    if not kenmerken:
        return "Eén profiel: er is geen kenmerk waarmee cliënten te onderscheiden zijn."
    return ""


def _tel(clienten: int) -> str:
    return "er is één cliënt" if clienten == 1 else f"er zijn {clienten} cliënten"


def _een_groep(kosten: Getallen, zin: str, opmerkingen: tuple[Kenmerkopmerking, ...]) -> Ontwerp:
    groep = np.zeros(len(kosten), dtype=np.intp)
    geen = np.zeros(1, dtype=np.intp)
    groepen = list_groepen(kosten, cel=groep, label=geen, noem=lambda _: ("alle cliënten",))
    rij = Aantal(
        k=1, r2=0.0, r2_log=0.0,
        spreiding=compute_cv(kosten, trim=True), spreiding_alle=compute_cv(kosten),
        clienten=len(kosten), aanbieders=None, prijsverhouding=None, stabiliteit=None,
    )  # fmt: skip
    return Ontwerp(
        (Oordeel(rij, ()),) if len(kosten) else (),
        Advies(1, zin, voldoet=False),
        groepen,
        Verklaring(None, None, None),
        opmerkingen,
        ("alle cliënten",),
        {1: geen},
        lambda _: ("alle cliënten",),
        kosten,
        groep,
    )


def _create_ontwerp(werk: _Werk, r2: R2, opmerkingen: tuple[Kenmerkopmerking, ...]) -> Ontwerp:
    """Merge, judge every number, advise, and describe the set that is advised."""
    cellen = create_cellen(werk.kosten, werk.log, cel=werk.cel, aantal=len(werk.namen))
    pad = merge_cellen(cellen, variatie=cellen.compute_variatie(), buren=werk.buren)
    stabiel = compute_stabiliteit(
        werk.kosten, werk.log, cel=werk.cel, pad=pad, trekkingen=werk.grenzen.trekkingen, zaad=ZAAD,
        buren=werk.buren,
    )  # fmt: skip
    rijen = list_aantallen(
        werk.kosten, cel=werk.cel, cellen=cellen, pad=pad, r2=r2, stabiel=stabiel, aanbieder=werk.aanbieder
    )
    oordelen = check_aantallen(rijen, grenzen=werk.grenzen)
    advies = choose_aantal(oordelen, grenzen=werk.grenzen)
    label = pad.labels[advies.k]
    return Ontwerp(
        tuple(oordelen),
        advies,
        list_groepen(werk.kosten, cel=werk.cel, label=label, noem=werk.noem),
        compute_verklaring(werk.kosten, groep=label[werk.cel]),
        opmerkingen,
        werk.namen,
        pad.labels,
        werk.noem,
        werk.kosten,
        werk.cel,
    )


def _als_cellen(bladen: Sequence[Blad], aantal: int) -> Nummers:
    cel = np.zeros(aantal, dtype=np.intp)
    for nummer, blad in enumerate(bladen):
        cel[blad.plekken] = nummer
    return cel


def _nummer(kolom: pl.Series) -> tuple[list[str], Nummers]:
    """The different words in order, and per row the number of its word."""
    namen = kolom.cast(pl.String).fill_null("onbekend")
    uniek = namen.unique().sort()
    nummers = namen.cast(pl.Enum(uniek)).to_physical().to_numpy().astype(np.intp)
    return uniek.to_list(), nummers


def _met_aanbieders(ontwerp: Ontwerp, clienten: pl.DataFrame) -> Ontwerp:
    naam = next((kolom for kolom in clienten.columns if kolom.casefold() == "aanbieder"), None)
    if naam is None:
        return ontwerp
    return replace(ontwerp, aanbieder=tuple(clienten[naam].cast(pl.String).fill_null("onbekend").to_list()))


def _als_nummers(clienten: pl.DataFrame, kolom: str) -> Nummers | None:
    naam = next((k for k in clienten.columns if k.casefold() == kolom), None)
    return None if naam is None else _nummer(clienten[naam])[1]


def _als_rij(oordeel: Oordeel) -> dict[str, Any]:
    rij = oordeel.aantal
    return {
        "k": rij.k, "r2_cv": rij.r2, "cv_max": rij.spreiding, "n_min": rij.clienten,
        "prijsverhouding_min": rij.prijsverhouding, "r2_log_cv": rij.r2_log,
        "cv_max_ongetrimd": rij.spreiding_alle, "aanbieders_min": rij.aanbieders,
        "stabiliteit": rij.stabiliteit, "verlies": rij.verlies,
        "niet_voldaan": list(oordeel.niet_voldaan),
    }  # fmt: skip
