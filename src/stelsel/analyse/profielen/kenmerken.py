"""Which features may form profiles: those that say something, and not those that give the answer away.

Left out, with a remark: what is the same for everybody, what is different for everybody (a number or name of
the client), and what is the cost itself under another name. A product or a diagnosis stays, with a remark: a
profile speaks of needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from stelsel.domein.marktschets.boom import Kenmerk, create_kenmerk
from stelsel.domein.profielen.maatstaven import Getallen

#: Not features: the client, the cost, and where help is given; no profile depends on those.
GEEN_KENMERK = frozenset({"client", "kosten", "aanbieder", "gemeente", "profiel"})
#: Words in a name that make it a product or a diagnosis.
_GEEN_BEHOEFTE = ("product", "diagnose", "ziekte", "beperking")
_SLEUTELNAMEN = ("id", "nr", "nummer", "bsn", "sleutel")
#: From this rank correlation with cost on, a feature is cost under another name.
LEK = 0.99
_STEEKPROEF, _GENOEG_WAARDEN, _WOORDEN = 20_000, 20, 40
_UITLEG = {
    "kenmerk_leeg": "Dit kenmerk is bij iedereen leeg en telt niet mee.",
    "kenmerk_constant": "Dit kenmerk is bij iedereen hetzelfde en telt niet mee.",
    "kenmerk_sleutel": "Dit kenmerk is bij (bijna) iedereen anders, zoals een nummer of een naam. Het telt "
    "niet mee.",
    "kenmerk_gelijk_aan_kosten": "Dit kenmerk loopt gelijk op met de kosten. Dan verklaren de kosten "
    "zichzelf. Het telt niet mee.",
    "kenmerk_geen_behoefte": "Dit kenmerk lijkt een product, een ziekte of een beperking. Een profiel gaat "
    "over wat iemand nodig heeft. Het telt wel mee; kijk of het weg kan.",
}  # fmt: skip


@dataclass(frozen=True)
class Kenmerkopmerking:
    """What is odd about a feature; `soort` is one of a fixed list."""

    soort: str
    kenmerk: str

    @property
    def uitleg(self) -> str:
        """The meaning in words, and whether the feature counts."""
        return _UITLEG[self.soort]

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel profielen ontwerp --json`."""
        return {"soort": self.soort, "kenmerk": self.kenmerk, "uitleg": self.uitleg}


def create_kenmerken(
    clienten: pl.DataFrame, kosten: Getallen
) -> tuple[list[Kenmerk], list[Kenmerkopmerking]]:
    """The features of the columns of `clienten` in bins, by name, and what is odd about them."""
    kenmerken, opmerkingen = [], []
    for naam in sorted(clienten.columns):
        if naam.casefold() in GEEN_KENMERK:
            continue
        fout = _check_kenmerk(naam, clienten[naam], kosten)
        if fout:
            opmerkingen.append(Kenmerkopmerking(fout, naam))
            continue
        if any(deel in naam.casefold() for deel in _GEEN_BEHOEFTE):
            opmerkingen.append(Kenmerkopmerking("kenmerk_geen_behoefte", naam))
        kenmerken.append(_create_kenmerk(naam, clienten[naam]))
    return kenmerken, opmerkingen


def _check_kenmerk(naam: str, kolom: pl.Series, kosten: Getallen) -> str:
    """Why this column cannot be a feature; empty when it can."""
    bekend = kolom.drop_nulls()
    if not len(bekend):
        return "kenmerk_leeg"
    uniek = bekend.n_unique()
    if uniek == 1 and len(bekend) == len(kolom):
        return "kenmerk_constant"
    if _is_sleutel(naam, bekend, uniek):
        return "kenmerk_sleutel"
    if kolom.dtype.is_numeric() and uniek >= _GENOEG_WAARDEN and _lekt(kolom, kosten):
        return "kenmerk_gelijk_aan_kosten"
    return ""


def _is_sleutel(naam: str, bekend: pl.Series, uniek: int) -> bool:
    """Words that hardly occur twice; whole numbers that never do, and are close together or named so."""
    if len(bekend) < _GENOEG_WAARDEN:
        return False
    if not bekend.dtype.is_numeric():
        return uniek > len(bekend) / 2
    if uniek < len(bekend) or not bool((bekend == bekend.round()).all()):
        return False
    laagst, hoogst = (
        float(getal)
        for getal in bekend.to_frame("w").select(pl.min("w").alias("a"), pl.max("w").alias("b")).row(0)
    )
    dicht = hoogst - laagst < 3 * len(bekend)
    return dicht or laagst >= 10**7 or any(_is_sleutelnaam(naam, deel) for deel in _SLEUTELNAMEN)


def _is_sleutelnaam(naam: str, deel: str) -> bool:
    klein = naam.casefold().replace("-", "_").replace(" ", "_")
    return deel in klein.split("_") or (len(deel) > 2 and klein.endswith(deel))


def _lekt(kolom: pl.Series, kosten: Getallen) -> bool:
    """Whether the ranks of the feature and of cost are nearly the same, on at most some thousands."""
    waarden = kolom.cast(pl.Float64).to_numpy()
    bekend = np.flatnonzero(~np.isnan(waarden))
    bekend = bekend[:: max(1, len(bekend) // _STEEKPROEF)]
    rang = [pl.Series(reeks[bekend]).rank().to_numpy() for reeks in (waarden, kosten)]
    if min(reeks.std() for reeks in rang) == 0:
        return False
    return abs(float(np.corrcoef(rang[0], rang[1])[0, 1])) >= LEK


def _create_kenmerk(naam: str, kolom: pl.Series) -> Kenmerk:
    """Numbers as they are; of words those that occur most, and all others as one."""
    if kolom.dtype.is_numeric():
        return create_kenmerk(naam, _rond_af(kolom.cast(pl.Float64).to_numpy()))
    woorden = kolom.cast(pl.String)
    vaak = list(_list_vaakste(woorden))
    if woorden.n_unique() > _WOORDEN:
        woorden = woorden.set(~woorden.is_in(vaak).fill_null(value=True), "een ander woord")
    return create_kenmerk(naam, woorden.to_list())


def _rond_af(getallen: Getallen) -> Getallen:
    """To a hundredth of the spread: finer borders between groups mean nothing and cannot be read."""
    spreiding = float(np.nanstd(getallen))
    if spreiding == 0 or not np.isfinite(spreiding):
        return getallen
    return np.asarray(np.round(getallen, max(0, 2 - int(np.floor(np.log10(spreiding))))))


def _list_vaakste(woorden: pl.Series) -> Iterator[str]:
    tellingen = woorden.drop_nulls().value_counts().sort("count", woorden.name, descending=[True, False])
    yield from tellingen[woorden.name].head(_WOORDEN - 1).to_list()
