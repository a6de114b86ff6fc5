"""How much was used of what a book of tarieven has a price for, per gemeente in its eenheid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from stelsel.analyse.bekostiging.prijsvolumes import MILJOENSTE, get_prijsvolumes
from stelsel.analyse.selectie import Selectie
from stelsel.apps.basis.queries import get_lake
from stelsel.apps.profielen.models import Product
from stelsel.domein.bekostiging.budgettoets import Gebruik
from stelsel.domein.bekostiging.tarievenboek import geldt_op, get_eenheidsdeel
from stelsel.domein.toegang.begrippen import Eenheid
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Boektarief
from .lakejaren import DOMEIN, get_opvolgers, get_producten, get_regels
from .tarievenboek import Boekregel, als_regel

_BEWAARD = 16
_STUKS = frozenset({Eenheid.STUKS_OUTPUT, Eenheid.EURO, Eenheid.STUKS})
_Volumes = dict[str, dict[str, Fraction]]


@dataclass(frozen=True)
class Prijsgebruik:
    """Per gemeente what was used; `clienten`: at least so many clients it is about."""

    gebruik: Mapping[str, Gebruik]
    clienten: Mapping[str, int]


def list_geldende(regels: Sequence[Boekregel], *, dag: date) -> list[Boekregel]:
    """The lines of a book that hold on a day."""
    return [regel for regel in regels if geldt_op(als_regel(regel.rij), dag)]


def get_prijsgebruik(regels: Sequence[Boekregel], *, wet: str, jaar: int) -> Prijsgebruik:
    """The claim lines of a year by the prices of these lines. A price per piece of a profiel takes all its
    products together and counts clients; any other counts the volume of its own code."""
    domein = DOMEIN[wet]
    samen = _list_samen(regels, wet=wet)
    frame = get_producten().filter((pl.col("domein") == domein) & (pl.col("jaar") == jaar))
    volumes: _Volumes = defaultdict(lambda: defaultdict(Fraction))
    betaald: dict[str, int] = defaultdict(int)
    geprijsd: dict[str, int] = defaultdict(int)
    clienten: dict[str, int] = defaultdict(int)
    los = {regel.rij.code: regel.rij for regel in regels}
    for rij in frame.iter_rows(named=True):
        code, gemeente = rij["code"], rij["gemeente"]
        betaald[gemeente] += rij["bedrag"]
        clienten[gemeente] = max(clienten[gemeente], rij["clienten"])
        deel = None if code in samen else _get_deel(los.get(code), rij["eenheid"])
        if deel is not None and rij["volume"] > 0:
            volumes[gemeente][code] += rij["volume"] * deel
            geprijsd[gemeente] += rij["bedrag"]
    for gemeente, code, volume, bedrag in _list_samen_gebruikt(samen, domein=domein, jaar=jaar):
        volumes[gemeente][code] += volume
        geprijsd[gemeente] += bedrag
    return Prijsgebruik(
        gebruik={
            gemeente: Gebruik(bedrag, bedrag - geprijsd[gemeente], dict(volumes[gemeente]))
            for gemeente, bedrag in sorted(betaald.items())
        },
        clienten=dict(clienten),
    )


def _get_deel(rij: Boektarief | None, eenheid: str) -> Fraction | None:
    """What a volume in `eenheid` is multiplied by for one in the eenheid of the price; None: not comparable,
    or no price."""
    return None if rij is None else get_eenheidsdeel(van=rij.eenheid, naar=eenheid)


def _list_samen(regels: Sequence[Boekregel], *, wet: str) -> dict[str, str]:
    """Per product the code of the one price that pays for it and for others of its profiel: that of the same
    intensity before that of the profiel as a whole."""
    stuks = {regel.rij.code for regel in regels if regel.rij.eenheid in _STUKS}
    rijen = Product.objects.filter(wet=wet, profiel__isnull=False).order_by("code")
    producten = list(rijen.values_list("code", "profiel__code", "intensiteit"))
    cellen = {(profiel, intensiteit): code for code, profiel, intensiteit in producten if code in stuks}
    uit = {}
    for code, profiel, intensiteit in producten:
        prijs = cellen.get((profiel, intensiteit)) or (profiel if profiel in stuks else None)
        if prijs is not None:
            uit[code] = prijs
    return uit


def _list_samen_gebruikt(
    samen: Mapping[str, str], *, domein: str, jaar: int
) -> list[tuple[str, str, Fraction, int]]:
    """Gemeente of now, code, clients and cents."""
    if not samen:
        return []
    lake, nu = get_lake(), get_opvolgers()
    frame = _get_prijsvolumes(str(lake.map), lake.versie, domein, jaar, tuple(sorted(samen.items())))
    return [
        (nu.get(gemeente, gemeente), code, Fraction(volume, MILJOENSTE), bedrag)
        for gemeente, code, volume, bedrag in frame.iter_rows()
    ]


@keep_uitkomst(maxsize=_BEWAARD)
def _get_prijsvolumes(
    map: str, versie: int, domein: str, jaar: int, samen: tuple[tuple[str, str], ...]
) -> pl.DataFrame:
    schema = dict.fromkeys(("domein", "productcode", "profiel"), pl.String)
    producten = pl.DataFrame([(domein, *paar) for paar in samen], schema=schema, orient="row")
    selectie = Selectie(jaar=jaar, domeinen=frozenset({domein}))
    return get_prijsvolumes(get_regels(), producten=producten, selectie=selectie)
