"""The closed word lists of access."""

from __future__ import annotations

from enum import StrEnum

from stelsel.kern.volume import Eenheid as Eenheid
from stelsel.kern.volume import Frequentie as Frequentie


class Wet(StrEnum):
    """The law under which support is given; the message family follows from it."""

    JEUGDWET = "jw"
    WMO = "wmo"


WET_NAAM = {Wet.JEUGDWET: "Jeugdwet", Wet.WMO: "Wmo"}


class Leefdomein(StrEnum):
    """Life domains on which question and context are recorded (after the ZRM domains, own wording)."""

    FINANCIEN = "financien"
    DAGBESTEDING = "dagbesteding"
    HUISVESTING = "huisvesting"
    GEZIN = "gezin"
    GEZONDHEID_GEESTELIJK = "geestelijk"
    GEZONDHEID_LICHAMELIJK = "lichamelijk"
    VERSLAVING = "verslaving"
    DAGELIJKS_LEVEN = "dagelijks"
    NETWERK = "netwerk"
    MEEDOEN = "meedoen"
    JUSTITIE = "justitie"
    ONTWIKKELING = "ontwikkeling"


LEEFDOMEIN_NAAM = {
    Leefdomein.FINANCIEN: "Geld",
    Leefdomein.DAGBESTEDING: "School, werk en dagbesteding",
    Leefdomein.HUISVESTING: "Wonen",
    Leefdomein.GEZIN: "Gezin en huiselijke relaties",
    Leefdomein.GEZONDHEID_GEESTELIJK: "Geestelijke gezondheid",
    Leefdomein.GEZONDHEID_LICHAMELIJK: "Lichamelijke gezondheid",
    Leefdomein.VERSLAVING: "Middelengebruik",
    Leefdomein.DAGELIJKS_LEVEN: "Dagelijks leven",
    Leefdomein.NETWERK: "Sociaal netwerk",
    Leefdomein.MEEDOEN: "Meedoen in de samenleving",
    Leefdomein.JUSTITIE: "Politie en justitie",
    Leefdomein.ONTWIKKELING: "Opgroeien en ontwikkeling",
}


class Melding(StrEnum):
    """How a question reached the municipality."""

    EIGEN = "eigen"
    HUISARTS = "huisarts"
    JEUGDARTS = "jeugdarts"
    SCHOOL = "school"
    INSTELLING = "instelling"
    ANDERS = "anders"


MELDING_NAAM = {
    Melding.EIGEN: "Op eigen initiatief",
    Melding.HUISARTS: "Via de huisarts",
    Melding.JEUGDARTS: "Via de jeugdarts",
    Melding.SCHOOL: "Via school",
    Melding.INSTELLING: "Via een instelling",
    Melding.ANDERS: "Anders",
}


class Hoofddoel(StrEnum):
    """The two ends that every goal serves."""

    ZELFREDZAAMHEID = "zelfredzaamheid"
    PARTICIPATIE = "participatie"


HOOFDDOEL_NAAM = {
    Hoofddoel.ZELFREDZAAMHEID: "Zelf kunnen (zelfredzaamheid)",
    Hoofddoel.PARTICIPATIE: "Meedoen (participatie)",
}


class Doelrichting(StrEnum):
    """Which way a goal points: to something better, to keep what is, or to feel well as it is."""

    VERBETEREN = "verbeteren"
    BEHOUDEN = "behouden"
    WELBEVINDEN = "welbevinden"


DOELRICHTING_NAAM = {
    Doelrichting.VERBETEREN: "Iets wordt beter",
    Doelrichting.BEHOUDEN: "Het blijft zoals het is",
    Doelrichting.WELBEVINDEN: "De cliënt voelt zich goed bij hoe het is",
}


class Doeltermijn(StrEnum):
    """How soon a goal is to be reached: within a year, or later."""

    KORT = "kort"
    LANG = "lang"


DOELTERMIJN_NAAM = {
    Doeltermijn.KORT: "Binnen een jaar",
    Doeltermijn.LANG: "Over een jaar of later",
}


class Lijn(StrEnum):
    """Who takes up a life domain: nobody, own strength (0e), local team (1e), contracted support (2e)."""

    GEEN = ""
    NULDE = "0"
    EERSTE = "1"
    TWEEDE = "2"


LIJN_NAAM = {
    Lijn.GEEN: "Geen hulp nodig",
    Lijn.NULDE: "Zelf of met mensen in de buurt",
    Lijn.EERSTE: "Lokaal team",
    Lijn.TWEEDE: "Aanbieder met een contract",
}

LIJN_UITLEG = {
    Lijn.GEEN: "hier gaat het goed, of de cliënt wil hier geen hulp",
    Lijn.NULDE: "de cliënt zelf, familie, vrienden, buren of een vereniging",
    Lijn.EERSTE: "de mensen van de gemeente in de wijk, zonder besluit",
    Lijn.TWEEDE: "hulp na een besluit; kies hiervoor straks een profiel",
}


class Vraagstatus(StrEnum):
    """Where a question stands; the steps are taken in this order."""

    ONDERZOEK = "onderzoek"
    KEUZE = "keuze"
    BESLOTEN = "besloten"
    AFGESLOTEN = "afgesloten"


class RedenWijziging(StrEnum):
    """Why a toewijzing changed (code list JZ002/WMO002)."""

    VERVALLEN_CORRECTIE = "01"
    OVERLEDEN = "02"
    CONTRACT = "03"
    VERLENGD = "04"
    VERKORT = "05"
    ANDER_DOMEIN = "06"
    VERHUISD = "07"
    LEVERINGSVORM = "08"
    ANDERE_AANBIEDER = "09"
    BEKOSTIGING = "10"
    HERINDELING = "11"
    INITIATIEF_AANBIEDER = "12"
    VERWIJDERD = "13"
    CORRECTIE = "14"


#: The reasons that somebody may choose now, in plain words; 01 has lapsed.
REDEN_WIJZIGING_NAAM = {
    RedenWijziging.VERLENGD: "Opnieuw beoordeeld: langer nodig",
    RedenWijziging.VERKORT: "Opnieuw beoordeeld: korter nodig",
    RedenWijziging.OVERLEDEN: "De cliënt is overleden",
    RedenWijziging.VERHUISD: "De cliënt is verhuisd naar een andere gemeente",
    RedenWijziging.ANDERE_AANBIEDER: "De cliënt gaat naar een andere aanbieder",
    RedenWijziging.ANDER_DOMEIN: "De hulp gaat verder onder een andere wet",
    RedenWijziging.LEVERINGSVORM: "De cliënt gaat over op een persoonsgebonden budget (pgb)",
    RedenWijziging.CONTRACT: "Het contract is gewijzigd",
    RedenWijziging.BEKOSTIGING: "De hulp wordt anders betaald",
    RedenWijziging.HERINDELING: "De gemeente is heringedeeld",
    RedenWijziging.INITIATIEF_AANBIEDER: "Op initiatief van de aanbieder",
    RedenWijziging.CORRECTIE: "Administratieve correctie",
}


EENHEID_NAAM = {
    Eenheid.MINUUT: "minuten",
    Eenheid.UUR: "uur",
    Eenheid.ETMAAL: "etmalen",
    Eenheid.DAGDEEL: "dagdelen",
    Eenheid.STUKS_OUTPUT: "stuks (resultaat)",
    Eenheid.EURO: "euro",
    Eenheid.STUKS: "stuks",
}


#: One of them, for a price: "per uur".
EENHEID_ENKEL = {
    Eenheid.MINUUT: "minuut",
    Eenheid.UUR: "uur",
    Eenheid.ETMAAL: "etmaal",
    Eenheid.DAGDEEL: "dagdeel",
    Eenheid.STUKS_OUTPUT: "stuk",
    Eenheid.EURO: "euro",
    Eenheid.STUKS: "stuk",
}


FREQUENTIE_NAAM = {
    Frequentie.DAG: "per dag",
    Frequentie.WEEK: "per week",
    Frequentie.MAAND: "per maand",
    Frequentie.TOTAAL: "in totaal",
}


#: Categories of aids, of which a client may have several of one product at a time (OP259).
MAG_STAPELEN = frozenset((Wet.WMO, categorie) for categorie in ("11", "12", "13", "14"))
