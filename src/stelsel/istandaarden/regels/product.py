"""Level 2 on what is allocated or asked for: product, volume, budget, period."""

from __future__ import annotations

from datetime import date

from stelsel.istandaarden.regels.registratie import Deel, regel

_TOEWIJZING, _AANVRAAG = "ToegewezenProduct", "AangevraagdProduct"
_NIEUW, _WIJZIGING = "NieuwProduct", "TeWijzigenProduct"
_ALLE = (_TOEWIJZING, _AANVRAAG, _NIEUW, _WIJZIGING)
_PER_WEEK, _VERWIJDERD, _VERVALLEN = "2", "13", "01"
_EENHEDEN_PER_PERIODE = ("14", "16", "83", "84")
_PERIODES = ("2", "4", "6")


def _einddatum(deel: Deel) -> date | None:
    eind: date | None = deel["ToewijzingEinddatum" if deel.klasse.naam == _AANVRAAG else "Einddatum"]
    return eind


def _in_oude_periode(deel: Deel) -> bool:
    """Ends in the time when a volume without a product code was still usual."""
    eind = _einddatum(deel)
    return eind is not None and eind <= deel.bericht.grenzen.volume_zonder_productcode_tot


@regel("CD041", _TOEWIJZING, _AANVRAAG, _NIEUW)
def productcode_vraagt_omvang(deel: Deel) -> bool:
    """A specific allocation has a volume."""
    return deel["Product/Code"] is None or deel["Omvang"] is not None


def _omvang_vraagt_productcode(deel: Deel) -> bool:
    return deel["Omvang"] is None or deel["Product/Code"] is not None or _in_oude_periode(deel)


@regel("CD080", _TOEWIJZING, element="Omvang")
def toegewezen_omvang_vraagt_productcode(deel: Deel) -> bool:
    """No volume without a product code."""
    return _omvang_vraagt_productcode(deel)


@regel("CD095", _AANVRAAG, element="Omvang")
def aangevraagde_omvang_vraagt_productcode(deel: Deel) -> bool:
    """No volume without a product code."""
    return _omvang_vraagt_productcode(deel)


@regel("CD096", _NIEUW, element="Omvang")
def nieuwe_omvang_vraagt_productcode(deel: Deel) -> bool:
    """No volume without a product code."""
    return _omvang_vraagt_productcode(deel)


@regel("CD075", *_ALLE)
def budget_vraagt_einddatum(deel: Deel) -> bool:
    """A budget ends."""
    return deel["Budget"] is None or _einddatum(deel) is not None


@regel("CD076", *_ALLE, element="Omvang/Frequentie")
def omvang_per_week_vraagt_einddatum(deel: Deel) -> bool:
    """Without an end the total of a weekly volume is unknown."""
    return deel["Omvang/Frequentie"] != _PER_WEEK or _einddatum(deel) is not None


@regel("CD077", *_ALLE, element="Omvang")
def geen_omvang_naast_budget(deel: Deel) -> bool:
    """One of the two."""
    return deel["Budget"] is None or deel["Omvang"] is None


@regel("CD078", *_ALLE, element="Budget")
def geen_budget_naast_omvang(deel: Deel) -> bool:
    """One of the two."""
    return deel["Omvang"] is None or deel["Budget"] is None


@regel("CD079", _TOEWIJZING, _AANVRAAG, _NIEUW)
def zonder_budget_een_product(deel: Deel) -> bool:
    """A generic allocation has a budget."""
    return deel["Budget"] is not None or deel["Product"] is not None


@regel("CS003", *_ALLE, "Contact")
def einde_niet_voor_begin(deel: Deel) -> bool:
    """Whatever the two dates are called in this class."""
    paren = {
        "Contact": ("Periode/Begindatum", "Periode/Einddatum"),
        _TOEWIJZING: ("Ingangsdatum", "Einddatum"),
        _AANVRAAG: ("ToewijzingIngangsdatum", "ToewijzingEinddatum"),
    }
    naam_begin, naam_eind = paren.get(deel.klasse.naam, ("GewensteIngangsdatum", "Einddatum"))
    begin, eind = deel[naam_begin], deel[naam_eind]
    return begin is None or eind is None or bool(eind >= begin)


@regel("CS335", _TOEWIJZING, element="RedenWijziging")
def verwijderd_eindigt_op_ingangsdatum(deel: Deel) -> bool:
    """A removed allocation never ran."""
    return deel["RedenWijziging"] != _VERWIJDERD or bool(deel["Einddatum"] == deel["Ingangsdatum"])


@regel("CS336", _TOEWIJZING, element="RedenWijziging")
def reden_is_niet_vervallen(deel: Deel) -> bool:
    """Reason 01 lapsed."""
    return bool(deel["RedenWijziging"] != _VERVALLEN)


def _frequentie_past_bij_eenheid(deel: Deel) -> bool:
    if deel["Omvang/Eenheid"] not in _EENHEDEN_PER_PERIODE or _in_oude_periode(deel):
        return True
    return deel["Omvang/Frequentie"] in _PERIODES


@regel("CS338", _TOEWIJZING, _NIEUW, _WIJZIGING, element="Omvang/Frequentie")
def frequentie_past_bij_eenheid(deel: Deel) -> bool:
    """No daily volume in these units."""
    return _frequentie_past_bij_eenheid(deel)


@regel("CS343", _AANVRAAG, element="Omvang/Frequentie")
def gevraagde_frequentie_past_bij_eenheid(deel: Deel) -> bool:
    """No daily volume in these units."""
    return _frequentie_past_bij_eenheid(deel)
