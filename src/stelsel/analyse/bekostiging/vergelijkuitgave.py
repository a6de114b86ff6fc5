"""A comparison of ways of paying as an edition may show it: which rows are hidden, and the rest rounded.

A row (a gemeente, an aanbieder, a profiel) is hidden with too few clients, or when one client makes up so
much of its amount that the next could compute it. The rows of a table add up to what is known, and
aanbieders also to the small and the large ones apart, so more is hidden until none can be computed. Prices
per profiel leave the desk of the analyst as round amounts: with exact prices and exact amounts the numbers
of clients per profiel of an aanbieder could be solved.
Source: docs/privacy.md, small numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from stelsel.analyse.bekostiging.clientdelen import get_clienten
from stelsel.analyse.bekostiging.clientprofielen import Bereik
from stelsel.analyse.bekostiging.modelvergelijking import (
    Gekozengemeente,
    Modelaanbieder,
    Modelgemeente,
    Modeluitkomst,
    Modelvergelijking,
    Profielprijs,
)
from stelsel.analyse.onthulling import (
    Norm,
    is_overheerst,
    is_te_klein,
    list_verborgen_met,
    rond_af,
    rond_gemiddelde,
    rond_som,
)
from stelsel.domein.bekostiging.berichtenlast import get_berichtenlast
from stelsel.domein.bekostiging.modellen import Model

Top = tuple[int, int]
_NIETS: Top = (0, 0)


@dataclass(frozen=True)
class Grootsten:
    """The two largest amounts (cents) of one client: of all, and per gemeente, aanbieder and profiel."""

    alle: Top = _NIETS
    gemeenten: Mapping[str, Top] = field(default_factory=dict)
    aanbieders: Mapping[str, Top] = field(default_factory=dict)
    profielen: Mapping[str, Top] = field(default_factory=dict)


@dataclass(frozen=True)
class Verborgen:
    """The rows that an edition does not show."""

    gemeenten: frozenset[str] = frozenset()
    aanbieders: frozenset[str] = frozenset()
    profielen: frozenset[str] = frozenset()


def compute_grootsten(delen: pl.DataFrame) -> Grootsten:
    """From one row per client, gemeente and aanbieder (see `clientdelen`)."""
    clienten = get_clienten(delen)
    per = {
        kolom: delen.group_by(kolom, "client_nr").agg(pl.col("bedrag").sum())
        for kolom in ("gemeente", "aanbieder")
    }
    return Grootsten(
        alle=_get_top(clienten["bedrag"].sort(descending=True).head(2).to_list()),
        gemeenten=_list_toppen(per["gemeente"], "gemeente"),
        aanbieders=_list_toppen(per["aanbieder"], "aanbieder"),
        profielen=_list_toppen(clienten.filter(pl.col("profiel").is_not_null()), "profiel"),
    )


def _list_toppen(rijen: pl.DataFrame, kolom: str) -> dict[str, Top]:
    toppen = rijen.group_by(kolom).agg(pl.col("bedrag").sort(descending=True).head(2))
    return {str(groep): _get_top(bedragen) for groep, bedragen in toppen.iter_rows()}


def _get_top(bedragen: Sequence[int]) -> Top:
    eerste, tweede = [*(max(0, int(bedrag)) for bedrag in bedragen), 0, 0][:2]
    return eerste, tweede


def compute_verborgen(
    vergelijking: Modelvergelijking, *, grootsten: Grootsten, norm: Norm, kleine_omzet: int
) -> Verborgen:
    """What is hidden. `kleine_omzet`: aanbieders under it (cents, as shown) are a group of their own."""
    if not norm.beschermt:
        return Verborgen()
    nu = vergelijking.modellen[Model.INSPANNING]
    getoond = _rond_uitkomst(nu, grootsten, norm, clienten=0).aanbieders
    gemeenten = {code: (g.clienten, g.oud) for code, g in nu.gemeenten.items()}
    profielen = {p.profiel: (p.clienten, round(p.gemiddelde * p.clienten)) for p in vergelijking.profielen}
    aanbieders = {agb: (a.clienten, a.oud) for agb, a in nu.aanbieders.items()}
    dicht: frozenset[str] = frozenset()
    for groep in (
        {agb: rij for agb, rij in aanbieders.items() if getoond[agb].oud < kleine_omzet},
        {agb: rij for agb, rij in aanbieders.items() if getoond[agb].oud >= kleine_omzet},
    ):
        dicht |= _list_dicht(groep, grootsten.aanbieders, norm)
    return Verborgen(
        gemeenten=_list_dicht(gemeenten, grootsten.gemeenten, norm),
        aanbieders=dicht,
        profielen=_list_dicht(profielen, grootsten.profielen, norm),
    )


def _list_dicht(
    rijen: Mapping[str, tuple[int, int]], toppen: Mapping[str, Top], norm: Norm
) -> frozenset[str]:
    """Of rows (clients, cents) of which the sum is known, those that are hidden."""
    klein = []
    for naam, (clienten, bedrag) in rijen.items():
        eerste, tweede = toppen.get(naam, _NIETS)
        klein.append(
            is_te_klein(clienten, drempel=norm.drempel)
            or is_overheerst(bedrag, grootste=eerste, tweede=tweede, norm=norm)
        )
    aantallen = [clienten for clienten, _ in rijen.values()]
    weg = list_verborgen_met(aantallen, klein=klein, drempel=norm.drempel)
    return frozenset(naam for naam, dicht in zip(rijen, weg, strict=True) if dicht)


def protect_vergelijking(
    vergelijking: Modelvergelijking, *, grootsten: Grootsten, norm: Norm
) -> Modelvergelijking:
    """The same figures as far as the edition shows them; hidden rows are left to `Verborgen`."""
    if not norm.beschermt:
        return vergelijking
    clienten = rond_af(vergelijking.clienten, op=norm.aantal)
    return replace(
        vergelijking,
        clienten=clienten,
        profielen=tuple(
            _rond_profiel(p, norm, grootsten.profielen.get(p.profiel, _NIETS)[0])
            for p in vergelijking.profielen
        ),
        modellen={
            model: _rond_uitkomst(uitkomst, grootsten, norm, clienten=clienten)
            for model, uitkomst in vergelijking.modellen.items()
        },
        gekozen={
            code: _rond_gekozen(rij, _maak_ronder(grootsten.gemeenten.get(code), norm))
            for code, rij in vergelijking.gekozen.items()
        },
    )


def drop_verborgen(vergelijking: Modelvergelijking, verborgen: Verborgen) -> Modelvergelijking:
    """Without the rows that are hidden, for where nothing stands in their place."""
    return replace(
        vergelijking,
        profielen=tuple(p for p in vergelijking.profielen if p.profiel not in verborgen.profielen),
        modellen={
            model: replace(
                uitkomst,
                gemeenten={c: g for c, g in uitkomst.gemeenten.items() if c not in verborgen.gemeenten},
                aanbieders={a: r for a, r in uitkomst.aanbieders.items() if a not in verborgen.aanbieders},
            )
            for model, uitkomst in vergelijking.modellen.items()
        },
    )


def protect_bereik(bereik: Bereik, *, grootsten: Grootsten, norm: Norm) -> Bereik:
    """What the comparison is about, rounded; what is about few clients becomes nothing (`Norm.drempel`)."""
    if not norm.beschermt:
        return bereik
    rond = _maak_ronder(grootsten.alle, norm)
    genoeg, buiten = (n >= norm.drempel for n in (bereik.meer_profielen, bereik.clienten_erbuiten))
    return Bereik(
        erin=rond(bereik.erin),
        erbuiten=rond(bereik.erbuiten) if buiten else 0,
        clienten=rond_af(bereik.clienten, op=norm.aantal),
        meer_profielen=rond_af(bereik.meer_profielen, op=norm.aantal) if genoeg else 0,
        clienten_erbuiten=rond_af(bereik.clienten_erbuiten, op=norm.aantal) if buiten else 0,
    )


def _maak_ronder(top: Top | None, norm: Norm) -> Callable[[float], int]:
    grootste = (top or _NIETS)[0]
    return lambda bedrag: rond_som(bedrag, norm=norm, grootste=grootste)


def _rond_uitkomst(
    uitkomst: Modeluitkomst, grootsten: Grootsten, norm: Norm, *, clienten: int
) -> Modeluitkomst:
    return replace(
        uitkomst,
        gemeenten={
            code: _rond_gemeente(g, norm, _maak_ronder(grootsten.gemeenten.get(code), norm))
            for code, g in uitkomst.gemeenten.items()
        },
        aanbieders={
            agb: _rond_aanbieder(a, norm, _maak_ronder(grootsten.aanbieders.get(agb), norm))
            for agb, a in uitkomst.aanbieders.items()
        },
        berichten=get_berichtenlast(uitkomst.model).per_client * clienten,
        totaal=_maak_ronder(grootsten.alle, norm)(uitkomst.totaal),
    )


def _rond_gemeente(rij: Modelgemeente, norm: Norm, rond: Callable[[float], int]) -> Modelgemeente:
    return Modelgemeente(
        clienten=rond_af(rij.clienten, op=norm.aantal),
        oud=rond(rij.oud),
        budget=rond(rij.budget),
        p10=rond(rij.p10),
        p90=rond(rij.p90),
        factor=_rond_deel(rij.factor, norm),
        spreiding=(_rond_deel(rij.prognosefout, norm) or 0.0) * rond(rij.budget),
    )


def _rond_aanbieder(rij: Modelaanbieder, norm: Norm, rond: Callable[[float], int]) -> Modelaanbieder:
    return Modelaanbieder(
        oud=rond(rij.oud),
        nieuw=rond(rij.nieuw),
        clienten=rond_af(rij.clienten, op=norm.aantal),
        deel_p10=_rond_deel(rij.deel_p10, norm),
        deel_p90=_rond_deel(rij.deel_p90, norm),
    )


def _rond_profiel(rij: Profielprijs, norm: Norm, grootste: int) -> Profielprijs:
    gemiddelde, prijs = (
        rond_gemiddelde(bedrag, norm=norm, grootste=grootste, clienten=rij.clienten)
        for bedrag in (rij.gemiddelde, rij.prijs)
    )
    return Profielprijs(
        profiel=rij.profiel,
        clienten=rond_af(rij.clienten, op=norm.aantal),
        gemiddelde=gemiddelde,
        prijs=prijs,
        cv=None if rij.cv is None else round(rij.cv, 2),
    )


def _rond_gekozen(rij: Gekozengemeente, rond: Callable[[float], int]) -> Gekozengemeente:
    return Gekozengemeente(oud=rond(rij.oud), nieuw=rond(rij.nieuw))


def _rond_deel(deel: float | None, norm: Norm) -> float | None:
    """In the public edition a factor of exact amounts would give these back."""
    return deel if deel is None or norm.bedrag <= 1 or norm.aandeel is None else round(deel, norm.aandeel)
