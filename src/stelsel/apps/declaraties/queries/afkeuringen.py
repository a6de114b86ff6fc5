"""The reasons of rejected lines with the numbers behind them, for the lines on one page."""

from __future__ import annotations

from collections.abc import Sequence

from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.verwerving.queries import Tarief, get_tarieven
from stelsel.domein.declaraties.afkeuring import Afkeuring, render_afkeuring
from stelsel.domein.toegang.begrippen import EENHEID_NAAM, Wet
from stelsel.istandaarden.codelijsten import Familie, get_label
from stelsel.kern.bedrag import in_euro
from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    Eenheid,
    Frequentie,
    Omvang,
    maximum_in_productperiode,
    maximum_over_toewijzing,
)

from ..models import Declaratie, Declaratieregel

HUISHOUDELIJKE_HULP = "01"


def list_afkeuringen(declaratie: Declaratie, regels: Sequence[Declaratieregel]) -> dict[int, list[Afkeuring]]:
    """Key of the line to its reasons; approved lines have none. Three statements, whatever the number."""
    afgekeurd = [regel for regel in regels if not regel.goedgekeurd]
    if not afgekeurd:
        return {}
    toewijzingen = Toewijzing.objects.in_bulk(
        {regel.toewijzing_id for regel in afgekeurd if regel.toewijzing_id}
    )
    tarieven = get_tarieven(
        aanbieder_agb=declaratie.aanbieder_id, gemeentecode=declaratie.gemeente_id, wet=declaratie.wet
    )
    familie: Familie = "iwmo" if declaratie.wet == Wet.WMO else "ijw"
    uit: dict[int, list[Afkeuring]] = {}
    for regel in afgekeurd:
        feiten = _list_feiten(regel, toewijzingen.get(regel.toewijzing_id or 0), tarieven, declaratie.wet)
        uit[regel.pk] = [
            render_afkeuring(code, wat=get_label(familie, "LDT_RetourCode", code=code), feiten=feiten)
            for code in regel.retourcodes.split(",")
        ]
    return uit


def _list_feiten(
    regel: Declaratieregel, toewijzing: Toewijzing | None, tarieven: list[Tarief], wet: str
) -> dict[str, str | None]:
    feiten: dict[str, str | None] = {
        "toewijzing": str(regel.toewijzing_nummer),
        "referentie": regel.referentie_nummer,
        "vorige_referentie": regel.vorig_referentie_nummer,
        "product": regel.code,
        "categorie": regel.categorie,
        "periode": f"{regel.begindatum:%d-%m-%Y} tot en met {regel.einddatum:%d-%m-%Y}",
        "begin": f"{regel.begindatum:%d-%m-%Y}",
        "eind": f"{regel.einddatum:%d-%m-%Y}",
        "volume": str(regel.volume),
        "eenheid": EENHEID_NAAM[Eenheid(regel.eenheid)],
        "tarief": None if regel.tarief is None else in_euro(regel.tarief),
        "bedrag": in_euro(abs(regel.bedrag)),
        "contracttarief": _get_contracttarief(regel, tarieven),
    }
    return feiten if toewijzing is None else feiten | _list_toegewezen(regel, toewijzing, wet)


def _get_contracttarief(regel: Declaratieregel, tarieven: list[Tarief]) -> str | None:
    for tarief in tarieven:
        loopt = tarief.van <= regel.begindatum and (tarief.tot is None or regel.begindatum <= tarief.tot)
        if tarief.code == regel.code and loopt:
            return f"{in_euro(tarief.tarief)} ({EENHEID_NAAM[Eenheid(tarief.eenheid)]})"
    return None


def _list_toegewezen(regel: Declaratieregel, toewijzing: Toewijzing, wet: str) -> dict[str, str | None]:
    feiten: dict[str, str | None] = {
        "t_product": toewijzing.code,
        "t_categorie": toewijzing.categorie,
        "t_begin": f"{toewijzing.ingangsdatum:%d-%m-%Y}",
        "t_eind": None if toewijzing.einddatum is None else f"{toewijzing.einddatum:%d-%m-%Y}",
        "t_eenheid": EENHEID_NAAM[Eenheid(toewijzing.eenheid)] if toewijzing.eenheid else None,
        "budget": None if toewijzing.budget is None else in_euro(toewijzing.budget),
    }
    if toewijzing.volume is None or not toewijzing.eenheid or not toewijzing.frequentie:
        return feiten
    omvang = Omvang(toewijzing.volume, Eenheid(toewijzing.eenheid), Frequentie(toewijzing.frequentie))
    looptijd = Periode(toewijzing.ingangsdatum, toewijzing.einddatum)
    maximum = maximum_in_productperiode(
        omvang,
        toewijzing=looptijd,
        productperiode=Periode(regel.begindatum, regel.einddatum),
        huishoudelijke_hulp=wet == Wet.WMO and toewijzing.categorie == HUISHOUDELIJKE_HULP,
    )
    totaal = maximum_over_toewijzing(omvang, toewijzing=looptijd)
    eenheid = EENHEID_NAAM[omvang.eenheid]
    return feiten | {
        "maximum": f"{maximum} {eenheid}",
        "totaal": None if totaal is None else f"{totaal} {eenheid}",
    }
