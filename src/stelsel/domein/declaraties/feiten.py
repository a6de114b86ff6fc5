"""The numbers behind a rejected line, as words that stand in a sentence (afkeuring.toml names them).

Every fact is optional: what is not known, or would not be true, is left out, and the sentence that needs it
is not used. Amounts in cents; volumes in the unit of the line unless said otherwise. What was approved is as
it is now, which can be other than when the line was judged: the aanbieder acts on what fits now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM
from stelsel.domein.toegang.omvang import render_aantal
from stelsel.kern.bedrag import in_euro, rond_half_omhoog
from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    MINUTEN_PER_UUR,
    Eenheid,
    Omvang,
    maximum_in_productperiode,
    maximum_over_toewijzing,
)

Feiten = dict[str, str | None]


@dataclass(frozen=True)
class Regel:
    """A claim line. `bedrag` without its sign; a credit names a `vorige`."""

    toewijzing: str
    referentie: str
    vorige: str
    categorie: str
    code: str
    periode: Periode
    volume: int
    eenheid: Eenheid
    tarief: int | None
    bedrag: int


@dataclass(frozen=True)
class Toegewezen:
    """The allocation of a line. `gebruikt`: approved minus credited, in minutes where hours were allocated,
    else in the unit of the Omvang; `budget_gebruikt`: the same in cents."""

    categorie: str
    code: str
    looptijd: Periode
    omvang: Omvang | None
    budget: int | None
    huishoudelijke_hulp: bool
    gebruikt: int
    budget_gebruikt: int


@dataclass(frozen=True)
class Contractregel:
    """The contract line in force on the first day of the period."""

    categorie: str
    eenheid: Eenheid
    tarief: int


@dataclass(frozen=True)
class Andere:
    """Another line that this one collides with, and the number of its claim."""

    regel: Regel
    declaratie: str
    goedgekeurd: bool


@dataclass(frozen=True)
class Achtergrond:
    """What is known around one line. `ook`: another line with its reference; `vorige`: the line that it
    credits; `open_debet`: the approved line that stands in its way."""

    toegewezen: Toegewezen | None = None
    contract: Contractregel | None = None
    ook: Andere | None = None
    vorige: Andere | None = None
    open_debet: Andere | None = None


def list_feiten(regel: Regel, achtergrond: Achtergrond) -> Feiten:
    """All that can be said about one line."""
    return {
        **_list_eigen(regel),
        **_list_contract(regel, achtergrond.contract),
        **_list_toewijzing(regel, achtergrond.toegewezen),
        **_list_andere(regel, achtergrond),
    }


def _dag(dag: date | None) -> str | None:
    return None if dag is None else f"{dag:%d-%m-%Y}"


def _periode(periode: Periode) -> str:
    return f"{_dag(periode.begin)} tot en met {_dag(periode.eind)}"


def _list_eigen(regel: Regel) -> Feiten:
    product = None if regel.tarief is None else regel.volume * regel.tarief
    return {
        "toewijzing": regel.toewijzing,
        "referentie": regel.referentie,
        "vorige_referentie": regel.vorige,
        "product": regel.code,
        "categorie": regel.categorie,
        "periode": _periode(regel.periode),
        "begin": _dag(regel.periode.begin),
        "eind": _dag(regel.periode.eind),
        "aantal": str(regel.volume),
        "hoeveel": render_aantal(regel.volume, regel.eenheid),
        "eenheid": EENHEID_NAAM[regel.eenheid],
        "enkel": EENHEID_ENKEL[regel.eenheid],
        "tarief": None if regel.tarief is None else in_euro(regel.tarief),
        "bedrag": in_euro(regel.bedrag),
        "product_bedrag": None if product in (None, regel.bedrag) else in_euro(product or 0),
    }


def _list_contract(regel: Regel, contract: Contractregel | None) -> Feiten:
    if contract is None:
        return {}
    feiten: Feiten = {
        "c_categorie": contract.categorie if contract.categorie != regel.categorie else None,
        "c_eenheid": EENHEID_NAAM[contract.eenheid] if contract.eenheid != regel.eenheid else None,
        "contracttarief": f"{in_euro(contract.tarief)} per {EENHEID_ENKEL[contract.eenheid]}",
    }
    if contract.eenheid == regel.eenheid:
        goed_bedrag = regel.volume * contract.tarief
        return feiten | {"goed_tarief": in_euro(contract.tarief), "goed_bedrag": in_euro(goed_bedrag)}
    if (regel.eenheid, contract.eenheid) != (Eenheid.MINUUT, Eenheid.UUR):
        return feiten
    per_minuut = rond_half_omhoog(Decimal(contract.tarief) / MINUTEN_PER_UUR)
    uur_bedrag = in_euro(rond_half_omhoog(Decimal(contract.tarief) * regel.volume / MINUTEN_PER_UUR))
    feiten |= {"goed_tarief": in_euro(per_minuut), "goed_bedrag": uur_bedrag, "c_eenheid": None}
    if regel.tarief == per_minuut:
        # With the agreed tariff only the amount by the hour is right (IV081), not volume times tariff.
        feiten |= {"uurtarief": in_euro(contract.tarief), "uur_bedrag": uur_bedrag, "product_bedrag": None}
    return feiten


def _list_toewijzing(regel: Regel, toegewezen: Toegewezen | None) -> Feiten:
    if toegewezen is None:
        return _list_grenzen(regel.periode, None)
    omvang = toegewezen.omvang
    t_eenheid = omvang.eenheid if omvang else None
    feiten: Feiten = {
        "t_product": toegewezen.code or None,
        "t_categorie": toegewezen.categorie or None,
        "t_begin": _dag(toegewezen.looptijd.begin),
        "t_eind": _dag(toegewezen.looptijd.eind),
        "t_eenheid": EENHEID_NAAM[t_eenheid] if t_eenheid else None,
        "minuten_mag": "ja" if t_eenheid is Eenheid.UUR else None,
        **_list_grenzen(regel.periode, toegewezen.looptijd),
    }
    if toegewezen.budget is not None:
        rest = toegewezen.budget - toegewezen.budget_gebruikt
        feiten |= {
            "budget": in_euro(toegewezen.budget),
            "budget_gebruikt": in_euro(toegewezen.budget_gebruikt),
            "budget_rest": in_euro(rest) if rest > 0 else None,
            "budget_op": "ja" if rest <= 0 else None,
        }
    return feiten if omvang is None else feiten | _list_ruimte(regel, toegewezen, omvang)


def _list_grenzen(periode: Periode, looptijd: Periode | None) -> Feiten:
    """The first and last day that this line should have had; none where no day of its month is allocated."""
    if periode.eind is None:
        return {}
    maand = Periode.maand(periode.begin.year, periode.begin.month)
    eindmaand = Periode.maand(periode.eind.year, periode.eind.month)
    begin, eind = maand.begin, eindmaand.eind or periode.eind
    if looptijd is not None:
        begin = max(begin, looptijd.begin)
        eind = eind if looptijd.eind is None else min(eind, looptijd.eind)
    return {
        "goed_begin": _dag(begin) if begin in maand and begin <= eind else None,
        "goed_eind": _dag(eind) if eind in eindmaand and begin <= eind else None,
    }


def _list_ruimte(regel: Regel, toegewezen: Toegewezen, omvang: Omvang) -> Feiten:
    """What fits in the period and on the whole allocation; nothing when the units cannot be compared."""
    in_minuten = (regel.eenheid, omvang.eenheid) == (Eenheid.MINUUT, Eenheid.UUR)
    if regel.eenheid != omvang.eenheid and not in_minuten:
        return {}
    factor = MINUTEN_PER_UUR if omvang.eenheid is Eenheid.UUR else 1
    maximum = factor * maximum_in_productperiode(
        omvang,
        toewijzing=toegewezen.looptijd,
        productperiode=regel.periode,
        huishoudelijke_hulp=toegewezen.huishoudelijke_hulp,
    )
    totaal = maximum_over_toewijzing(omvang, toewijzing=toegewezen.looptijd)
    if totaal is None:
        past = _render_basis(maximum, regel.eenheid)
        return {"maximum": past, "ruimte": past}
    rest = totaal * factor - toegewezen.gebruikt
    ruimte = min(maximum, rest)
    return {
        "maximum": _render_basis(maximum, regel.eenheid),
        "totaal": _render_basis(totaal * factor, regel.eenheid),
        "gebruikt": _render_basis(toegewezen.gebruikt, regel.eenheid),
        "rest": _render_basis(rest, regel.eenheid) if rest > 0 else None,
        "ruimte": _render_basis(ruimte, regel.eenheid) if ruimte > 0 else None,
        "niets_over": "ja" if rest <= 0 else None,
    }


def _render_basis(aantal: int, eenheid: Eenheid) -> str:
    """A volume in base units for a line in `eenheid`: hours are said in hours where they are whole ones, else
    in minutes, which may be claimed too (IV081)."""
    if eenheid is not Eenheid.UUR:
        return render_aantal(aantal, eenheid)
    uren, rest = divmod(aantal, MINUTEN_PER_UUR)
    return render_aantal(aantal, Eenheid.MINUUT) if rest else render_aantal(uren, Eenheid.UUR)


def _list_andere(regel: Regel, achtergrond: Achtergrond) -> Feiten:
    feiten: Feiten = {}
    if (ook := achtergrond.ook) is not None:
        feiten |= {
            "ook_bedrag": in_euro(ook.regel.bedrag),
            "ook_periode": _periode(ook.regel.periode),
            "ook_declaratie": ook.declaratie,
            "ook_goedgekeurd": "ja" if ook.goedgekeurd else None,
        }
    if (vorige := achtergrond.vorige) is not None:
        verschillen = _list_verschillen(regel, vorige.regel) if vorige.goedgekeurd else []
        feiten |= {
            "credit_verschil": "; ".join(verschillen) or None,
            "vorige_afgekeurd": None if vorige.goedgekeurd else "ja",
        }
    if (open_debet := achtergrond.open_debet) is not None:
        feiten |= {
            "open_referentie": open_debet.regel.referentie,
            "open_bedrag": in_euro(open_debet.regel.bedrag),
        }
    return feiten


def _list_verschillen(credit: Regel, debet: Regel) -> list[str]:
    """What a credit has otherwise than the line that it takes back, as 'tarief € 1,00 in plaats van …'."""
    waarden = {
        "toewijzing": (credit.toewijzing, debet.toewijzing),
        "categorie": (credit.categorie, debet.categorie),
        "product": (credit.code, debet.code),
        "periode": (_periode(credit.periode), _periode(debet.periode)),
        "volume": (
            render_aantal(credit.volume, credit.eenheid),
            render_aantal(debet.volume, debet.eenheid),
        ),
        "tarief": tuple("geen" if r.tarief is None else in_euro(r.tarief) for r in (credit, debet)),
        "bedrag": (in_euro(credit.bedrag), in_euro(debet.bedrag)),
    }
    return [f"{naam} {a} in plaats van {b}" for naam, (a, b) in waarden.items() if a != b]
