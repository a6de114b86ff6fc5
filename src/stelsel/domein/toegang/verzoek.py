"""Requests of an aanbieder: where they stand, why they are refused, and when they must be answered."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from stelsel.domein.parameters import get_aantal
from stelsel.kern.werkdagen import plus_werkdagen


class Verzoeksoort(StrEnum):
    """Which request: allocate something (315), or change what is allocated (317)."""

    VOT = "vot"
    VOW = "vow"


VERZOEKSOORT_NAAM = {
    Verzoeksoort.VOT: "Verzoek om toewijzing",
    Verzoeksoort.VOW: "Verzoek om wijziging",
}


class Verzoekstatus(StrEnum):
    """Where a request stands. Refused in its retour: a request that broke a rule and was never taken up."""

    ONTVANGEN = "ontvangen"
    IN_ONDERZOEK = "in_onderzoek"
    GEHONOREERD = "gehonoreerd"
    AFGEWEZEN = "afgewezen"
    AFGEKEURD = "afgekeurd"


VERZOEKSTATUS_NAAM = {
    Verzoekstatus.ONTVANGEN: "Wacht op besluit",
    Verzoekstatus.IN_ONDERZOEK: "In onderzoek",
    Verzoekstatus.GEHONOREERD: "Gehonoreerd",
    Verzoekstatus.AFGEWEZEN: "Afgewezen",
    Verzoekstatus.AFGEKEURD: "Afgekeurd bij ontvangst",
}


class Productverzoek(StrEnum):
    """What a request wants with one product."""

    AANGEVRAAGD = "aangevraagd"
    ONGEWIJZIGD = "ongewijzigd"
    TE_WIJZIGEN = "te_wijzigen"
    NIEUW = "nieuw"


PRODUCTVERZOEK_NAAM = {
    Productverzoek.AANGEVRAAGD: "Aangevraagd",
    Productverzoek.ONGEWIJZIGD: "Blijft gelijk",
    Productverzoek.TE_WIJZIGEN: "Wijzigt",
    Productverzoek.NIEUW: "Nieuw",
}


class Afwijsreden(StrEnum):
    """Why a request is refused (code list WJ759)."""

    NIEUWE_AANVRAAG = "1"
    BUDGET = "2"
    GEEN_CONTRACT = "3"
    BUITEN_CONTRACT = "4"
    ANDERE_GEMEENTE = "5"
    STAPELING = "6"
    INHOUD = "7"
    WOONPLAATSBEGINSEL = "8"
    LEEFTIJD = "9"


AFWIJSREDEN_NAAM = {
    Afwijsreden.INHOUD: "Deze hulp past niet bij de vraag van de cliënt",
    Afwijsreden.NIEUWE_AANVRAAG: "Hiervoor is een nieuwe aanvraag nodig, geen wijziging",
    Afwijsreden.BUDGET: "Dit past niet in het budget",
    Afwijsreden.GEEN_CONTRACT: "De aanbieder heeft geen contract",
    Afwijsreden.BUITEN_CONTRACT: "Dit past niet in het contract met de aanbieder",
    Afwijsreden.ANDERE_GEMEENTE: "De cliënt woont in een andere gemeente",
    Afwijsreden.STAPELING: "De cliënt heeft deze hulp al",
    Afwijsreden.LEEFTIJD: "De cliënt is te oud of te jong voor deze wet",
    Afwijsreden.WOONPLAATSBEGINSEL: "Een andere gemeente betaalt (woonplaatsbeginsel)",
}


#: Why a change is asked (code list WJ758).
REDEN_VERZOEK_NAAM = {
    "1": "De situatie van de cliënt is veranderd",
    "2": "Het zorgplan is veranderd",
}

#: Who referred the person to the aanbieder (code list COD327).
VERWIJZER_NAAM = {
    "01": "De gemeente",
    "02": "De huisarts",
    "03": "De jeugdarts",
    "04": "Een gecertificeerde instelling",
    "05": "Een medisch specialist",
    "06": "Niemand: de persoon kwam zelf",
    "08": "De rechter, de officier van justitie of een justitiële inrichting",
}


def get_reactiedatum(ontvangen: date) -> date:
    """Last day for a first answer: 301, refused, or in onderzoek (OP274, OP346)."""
    return plus_werkdagen(ontvangen, get_aantal("reactietermijn_verzoek", peildatum=ontvangen))


def get_onderzoeksdatum(dagtekening: date) -> date:
    """Last day for the decision after an answer "in onderzoek", counted from the date of the request."""
    return dagtekening + timedelta(days=get_aantal("onderzoekstermijn_verzoek", peildatum=dagtekening))


def get_woonplaatsdatum(ontvangen: date) -> date:
    """Last day to refuse because another gemeente is responsible (OP359, Jeugdwet)."""
    return ontvangen + timedelta(days=get_aantal("woonplaatstermijn_verzoek", peildatum=ontvangen))
