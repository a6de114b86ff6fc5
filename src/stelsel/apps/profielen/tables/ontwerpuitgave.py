"""The tables of the bench as they may leave it: of the whole region, and of sets of which every profile may
be shown.

A choice of gemeente has no edition to share: beside the whole region it would tell of the others. Sets of
other numbers are nested (`analyse.profielen.ontwerpuitgave`); what does not nest, such as who is in several
profiles, is given for the advised set only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stelsel.analyse.onthulling import NIET_GETOOND, Norm, list_verborgen, rond_af, rond_gemiddelde, rond_som
from stelsel.analyse.profielen.ontwerpuitgave import get_grootste, get_veilig_aantal
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, GETAL, TEKST, Cijfertabel, Waarde

from ..queries import Ontwerpbeeld

#: A percentile that one in ten is under needs ten times the threshold.
_TIENDE = 10
_DECIMALEN = 2


@dataclass(frozen=True)
class Schild:
    """What decides what is shown of a choice. `veilig`: the most profiles that may be shown; `grootsten`: of
    each profile what its costliest client costs; `per_aanbieder`: clients in the two profiles of a merge."""

    norm: Norm
    veilig: int
    k: int
    advies: int
    aantallen: tuple[int, ...]
    grootsten: tuple[int, ...]
    uitbijters: tuple[int, ...]
    per_aanbieder: dict[str, tuple[int, int]]

    @property
    def open(self) -> bool:
        """The chosen set may be shown."""
        return 0 < self.k <= self.veilig

    @property
    def grootste(self) -> int:
        """Of all profiles."""
        return max(self.grootsten, default=0)


def create_schild(beeld: Ontwerpbeeld, *, norm: Norm, een: int, ander: int) -> Schild:
    """Of a choice of the bench."""
    ontwerp = beeld.ontwerp
    return Schild(
        norm=norm,
        veilig=0 if beeld.keuze.gemeente else get_veilig_aantal(ontwerp, norm=norm),
        k=beeld.k,
        advies=ontwerp.advies.k,
        aantallen=tuple(groep.n for groep in beeld.groepen),
        grootsten=tuple(get_grootste(ontwerp, groep) for groep in beeld.groepen),
        uitbijters=tuple(band.buiten for band in beeld.banden),
        per_aanbieder=_tel_per_aanbieder(beeld, een, ander),
    )


def _tel_per_aanbieder(beeld: Ontwerpbeeld, een: int, ander: int) -> dict[str, tuple[int, int]]:
    """Per aanbieder its clients in the one and in the other profile."""
    if not {een, ander} <= set(range(1, len(beeld.nummers) + 1)):
        return {}
    ontwerp = beeld.ontwerp
    groep = ontwerp.labels[beeld.k][ontwerp.cel].tolist()
    twee = (beeld.nummers[een - 1], beeld.nummers[ander - 1])
    uit: dict[str, tuple[int, int]] = {}
    for agb, nummer in zip(ontwerp.aanbieder, groep, strict=False):
        eerste, tweede = uit.get(agb, (0, 0))
        uit[agb] = (eerste + (nummer == twee[0]), tweede + (nummer == twee[1]))
    return uit


def protect_ontwerptabel(tabel: Cijfertabel, schild: Schild) -> Cijfertabel:
    """One table as the edition shows it; a table that it does not know has no figures."""
    if not schild.norm.beschermt:
        return tabel
    if tabel.naam == "aantallen":
        rijen = [_protect_aantal(tabel, rij, schild) for rij in tabel.rijen]
    elif tabel.naam == "lasten":
        rijen = _protect_lasten(tabel, schild)
    elif not schild.open or tabel.naam not in _PER_TABEL:
        rijen = [_verberg(tabel, rij) for rij in tabel.rijen]
    else:
        rijen = _PER_TABEL[tabel.naam](tabel, schild)
    return replace(tabel, rijen=rijen, antwoord="", grafiek=None)


def _protect_aantal(tabel: Cijfertabel, rij: Sequence[Waarde], schild: Schild) -> list[Waarde]:
    """Of a set that may not be shown nothing; the first cell begins with its number of profiles."""
    k = int(str(rij[0]).split()[0])
    return _rond(tabel, rij, schild) if k <= schild.veilig else _verberg(tabel, rij)


def _protect_profielen(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    uit = []
    for plek, rij in enumerate(tabel.rijen):
        n, grootste, ver = schild.aantallen[plek], schild.grootsten[plek], schild.uitbijters[plek]
        rond = _rond(tabel, rij, schild, vast=(0,))
        rond[3] = rond_gemiddelde(float(rij[3] or 0), norm=schild.norm, grootste=grootste, clienten=n)
        if 0 < ver < schild.norm.drempel:  # beside the spread of all it would tell of the few outliers
            rond[6] = NIET_GETOOND
        uit.append(rond)
    return uit


def _protect_banden(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    """Percentiles with enough clients on both sides; outliers when there are enough of them."""
    norm = schild.norm
    buiten = [int(rij[4] or 0) for rij in tabel.rijen]
    dicht = list_verborgen(buiten, drempel=norm.drempel)
    uit: list[list[Waarde]] = []
    for plek, rij in enumerate(tabel.rijen):
        genoeg = schild.aantallen[plek] >= _TIENDE * norm.drempel
        grenzen = [
            rond_af(waarde, op=norm.persoon) if genoeg and isinstance(waarde, int | float) else NIET_GETOOND
            for waarde in rij[1:4]
        ]
        bedrag = rond_som(float(rij[5] or 0), norm=norm, grootste=schild.grootsten[plek])
        rest = [NIET_GETOOND] * 2 if dicht[plek] else [rond_af(buiten[plek], op=norm.aantal), bedrag]
        uit.append([rij[0], *grenzen, *rest])
    return uit


def _protect_samenvoegen(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    uit = []
    for rij in tabel.rijen:
        rond, n = _rond(tabel, rij, schild), int(rij[1] or 0)
        rond[2] = rond_gemiddelde(float(rij[2] or 0), norm=schild.norm, grootste=schild.grootste, clienten=n)
        uit.append(rond)
    return uit


def _protect_effecten(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    """An aanbieder of few clients in one of the two profiles is hidden: with other pairs it can be solved."""
    uit: list[list[Waarde]] = []
    for rij in tabel.rijen:
        delen = [n for n in schild.per_aanbieder.get(str(rij[0]), ()) if n]
        klein = not delen or min(delen) < schild.norm.noemer
        uit.append(_verberg(tabel, rij) if klein else _rond(tabel, rij, schild))
    return uit


def _protect_lasten(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    """Two numbers of profiles differ by the clients who are in both halves of a merged one: a row is hidden
    when it differs by few from the row shown before it."""
    uit: list[list[Waarde]] = []
    vorige: int | None = None
    for rij in tabel.rijen:
        k, nu = int(rij[1] or 0), int(rij[2] or 0)
        dicht = k > schild.veilig or (vorige is not None and 0 < abs(nu - vorige) < schild.norm.drempel)
        uit.append([rij[0], rij[1], *_verberg(tabel, rij)[2:]] if dicht else _rond(tabel, rij, schild))
        vorige = vorige if dicht else nu
    return uit


def _protect_combinaties(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    if schild.k != schild.advies:
        return [_verberg(tabel, rij) for rij in tabel.rijen]
    dicht = list_verborgen([int(rij[1] or 0) for rij in tabel.rijen], drempel=schild.norm.drempel)
    return [
        _verberg(tabel, rij) if weg else _rond(tabel, rij, schild)
        for rij, weg in zip(tabel.rijen, dicht, strict=True)
    ]


def _protect_buiten(tabel: Cijfertabel, schild: Schild) -> list[list[Waarde]]:
    """In the public edition only the share of a product: what its costliest client costs is not known."""
    dicht = list_verborgen([int(rij[2] or 0) for rij in tabel.rijen], drempel=schild.norm.noemer)
    uit = []
    for rij, weg in zip(tabel.rijen, dicht, strict=True):
        rond = _verberg(tabel, rij) if weg else _rond(tabel, rij, schild)
        uit.append([*rond[:3], NIET_GETOOND if schild.norm.bedrag > 1 else rond[3], rond[4]])
    return uit


_PER_TABEL = {
    "profielen": _protect_profielen,
    "bandbreedte": _protect_banden,
    "samenvoegen": _protect_samenvoegen,
    "winst-en-verlies": _protect_effecten,
    "combinaties": _protect_combinaties,
    "buiten": _protect_buiten,
    "gezinsprofiel": _protect_combinaties,
    "gezinsparen": _protect_combinaties,
}


def _verberg(tabel: Cijfertabel, rij: Sequence[Waarde]) -> list[Waarde]:
    """Its words stay."""
    return [
        waarde if soort == TEKST else NIET_GETOOND
        for (_, soort), waarde in zip(tabel.koppen, rij, strict=True)
    ]


def _rond(
    tabel: Cijfertabel, rij: Sequence[Waarde], schild: Schild, *, vast: tuple[int, ...] = ()
) -> list[Waarde]:
    """Every figure rounded as the edition asks; the columns `vast` as they are."""
    return [
        waarde if plek in vast or not isinstance(waarde, int | float) else _rond_waarde(soort, waarde, schild)
        for plek, ((_, soort), waarde) in enumerate(zip(tabel.koppen, rij, strict=True))
    ]


def _rond_waarde(soort: str, waarde: float, schild: Schild) -> Waarde:
    norm = schild.norm
    if soort == AANTAL:
        return rond_af(waarde, op=norm.aantal)
    if soort == EURO:
        return rond_som(waarde, norm=norm, grootste=schild.grootste)
    if soort == AANDEEL:
        return round(waarde, norm.aandeel or _DECIMALEN)
    return round(waarde, _DECIMALEN) if soort == GETAL else waarde
