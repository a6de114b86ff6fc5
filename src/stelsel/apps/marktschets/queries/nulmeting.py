"""The functions over twelve whole months: frozen as a baseline, and the same of now beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from stelsel.analyse.functies import Cel, add_gebied, compute_cellen, get_venster
from stelsel.apps.basis.queries import get_gebiedenboom, get_lake
from stelsel.domein.marktschets.functies import Koppeling, als_data, get_functielijst
from stelsel.domein.marktschets.gebieden import Niveau
from stelsel.lake.engine import read_uitkomst
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Nulmeting, NulmetingQuerySet
from .functies import choose_niveau, create_zoek, get_functierijen, list_koppelingen
from .meer import get_clientsommen, list_bronnen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_MAANDEN = 12


@dataclass(frozen=True)
class Peiling:
    """The functions over the months `van` up to and including `tot` (first days of months).

    `totalen`: per functie; `gebieden`: functie and gebied; `aanbieders`: functie and AGB code. `gemeenten`:
    those with any help in the data of these months, by their code of now."""

    peildatum: date
    van: date
    tot: date
    niveau: Niveau
    totalen: tuple[Cel, ...]
    gebieden: tuple[Cel, ...]
    aanbieders: tuple[Cel, ...]
    gemeenten: tuple[str, ...]
    koppelingen: tuple[Koppeling, ...]
    gegevens_tm: date
    lakeversie: int

    @property
    def dagen(self) -> int:
        """Days of these months."""
        return (_volgende_maand(self.tot) - self.van).days

    def als_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "van": self.van.isoformat(), "tot": self.tot.isoformat(), "niveau": self.niveau.value,
            "dagen": self.dagen,
            "totalen": [_als_data(cel) for cel in self.totalen],
            "gebieden": [_als_data(cel) for cel in self.gebieden],
            "aanbieders": [_als_data(cel) for cel in self.aanbieders],
            "gemeenten": list(self.gemeenten), "koppelingen": als_data(self.koppelingen),
        }  # fmt: skip


def _als_data(cel: Cel) -> dict[str, Any]:
    return {
        "sleutel": list(cel.sleutel), "kinderen": cel.kinderen, "bedrag": cel.bedrag,
        "etmalen": cel.etmalen, "aanbieders": cel.aanbieders,
    }  # fmt: skip


@dataclass(frozen=True)
class Vergelijking:
    """A function in the baseline and now. `zelfde`: now, in the gemeenten that were in the baseline only."""

    functie: str
    toen: Cel
    nu: Cel
    zelfde: Cel


@dataclass(frozen=True)
class Nulmetingbeeld:
    """A baseline with the same figures of the last twelve months that all sources cover."""

    nulmeting: Nulmeting
    nu: Peiling
    regels: tuple[Vergelijking, ...]
    gebieden: tuple[Cel, ...]
    aanbieders: tuple[Cel, ...]
    gebiedsnamen: dict[str, str]
    nieuwe_gemeenten: tuple[str, ...]


def list_nulmetingen(user: User) -> NulmetingQuerySet:
    """The baselines, newest first."""
    return Nulmeting.objects.for_user(user).order_by("-pk")


def get_laatste_peildatum() -> date | None:
    """The last day up to which all sources have facts; None without any."""
    bronnen = list_bronnen()
    return min((dag for _, dag in bronnen), default=None)


def create_peiling(user: User, *, peildatum: date) -> Peiling | None:
    """The twelve whole months up to a day, by the links that hold; None when the data do not reach that day
    or begin later."""
    laatste = get_laatste_peildatum()
    if laatste is None or peildatum > laatste:
        return None
    boom = get_gebiedenboom()
    return _peil(
        list_koppelingen(user), peildatum=peildatum, niveau=choose_niveau(boom), grenzen=peildatum,
        gegevens_tm=laatste,
    )  # fmt: skip


def get_nulmetingbeeld(user: User, nummer: str) -> Nulmetingbeeld | None:
    """A baseline beside now, counted with the same links and within the boundaries of its reference day."""
    nulmeting = list_nulmetingen(user).filter(nummer=nummer).first()
    laatste = get_laatste_peildatum()
    if nulmeting is None or laatste is None:
        return None
    inhoud = nulmeting.inhoud
    koppelingen = tuple(_lees_koppeling(rij) for rij in inhoud["koppelingen"])
    peil_nu = partial(
        _peil, koppelingen, peildatum=laatste, niveau=Niveau(inhoud["niveau"]), grenzen=nulmeting.peildatum,
        gegevens_tm=laatste,
    )  # fmt: skip
    nu, zelfde = peil_nu(), peil_nu(binnen=frozenset(inhoud["gemeenten"]))
    if nu is None or zelfde is None:
        return None
    boom = get_gebiedenboom()
    toen, van_nu, van_zelfde = (
        {cel.sleutel[0]: cel for cel in cellen}
        for cellen in (_lees_cellen(inhoud["totalen"]), nu.totalen, zelfde.totalen)
    )
    return Nulmetingbeeld(
        nulmeting=nulmeting,
        nu=nu,
        regels=tuple(
            Vergelijking(f, toen.get(f, _leeg(f)), van_nu.get(f, _leeg(f)), van_zelfde.get(f, _leeg(f)))
            for f in get_functielijst().namen
            if f in toen or f in van_nu
        ),
        gebieden=_lees_cellen(inhoud["gebieden"]),
        aanbieders=_lees_cellen(inhoud["aanbieders"]),
        gebiedsnamen={g.code: g.naam for g in boom.gebieden.values()},
        nieuwe_gemeenten=tuple(
            boom.gebieden[g].naam for g in nu.gemeenten if g not in inhoud["gemeenten"] and g in boom.gebieden
        ),
    )


def _peil(
    koppelingen: tuple[Koppeling, ...], *, peildatum: date, niveau: Niveau, grenzen: date, gegevens_tm: date,
    binnen: frozenset[str] | None = None,
) -> Peiling | None:  # fmt: skip
    boom = get_gebiedenboom()
    tot = _get_laatste_maand(peildatum)
    van = _tel_maanden(tot, 1 - _MAANDEN)
    aanwezig = list_aanwezig(boom.get_huidig)
    gemeenten = sorted({g for g, jaar in aanwezig if jaar in {van.year, tot.year}})
    if not any(jaar <= van.year for _, jaar in aanwezig):
        return None
    rijen = get_venster(get_functierijen(koppelingen), van=van, tot=tot)
    if binnen is not None:
        codes = [g for g in rijen["gemeente"].unique().to_list() if boom.get_huidig(g) in binnen]
        rijen = rijen.filter(pl.col("gemeente").is_in(codes))
    rijen = add_gebied(rijen, zoek=create_zoek(boom, niveau=niveau, grenzen=grenzen))
    return Peiling(
        peildatum=peildatum,
        van=van,
        tot=tot,
        niveau=niveau,
        totalen=compute_cellen(rijen, per=("functie",)),
        gebieden=compute_cellen(rijen, per=("functie", "gebied")),
        aanbieders=compute_cellen(rijen, per=("functie", "aanbieder")),
        gemeenten=tuple(gemeenten),
        koppelingen=koppelingen,
        gegevens_tm=gegevens_tm,
        lakeversie=get_lake().versie,
    )


def list_aanwezig(huidig: Callable[[str], str]) -> frozenset[tuple[str, int]]:
    """Gemeente (by its code of now) and year of which there are any claim lines."""
    lake = get_lake()
    return frozenset((huidig(g), jaar) for g, jaar in _list_paren(str(lake.map), lake.versie))


@keep_uitkomst(maxsize=4)
def _list_paren(map: str, versie: int) -> tuple[tuple[str, int], ...]:
    paren: set[tuple[str, int]] = set()
    for tabel in get_clientsommen().values():
        wie = tabel.select("gemeente", jaar=tabel.begindatum.year()).distinct()
        paren |= {(rij["gemeente"], int(rij["jaar"])) for rij in read_uitkomst(wie).to_dicts()}
    return tuple(sorted(paren))


def _get_laatste_maand(dag: date) -> date:
    """The first day of the last month that is whole on this day."""
    morgen = dag + timedelta(days=1)
    return _tel_maanden(morgen.replace(day=1), -1)


def _tel_maanden(dag: date, aantal: int) -> date:
    maand = dag.year * 12 + dag.month - 1 + aantal
    return date(maand // 12, maand % 12 + 1, 1)


def _volgende_maand(dag: date) -> date:
    return _tel_maanden(dag, 1)


def _lees_koppeling(rij: dict[str, Any]) -> Koppeling:
    dagen = {naam: date.fromisoformat(rij[naam]) if rij[naam] else None for naam in ("van", "tot")}
    return Koppeling(rij["functie"], rij["categorie"], rij["code"], **dagen)


def _lees_cellen(rijen: list[dict[str, Any]]) -> tuple[Cel, ...]:
    return tuple(Cel(**(rij | {"sleutel": tuple(rij["sleutel"])})) for rij in rijen)


def _leeg(functie: str) -> Cel:
    return Cel((functie,), 0, 0, 0, 0)
