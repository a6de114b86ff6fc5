"""The closed word lists of access."""

from __future__ import annotations

from enum import StrEnum


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


class Vraagstatus(StrEnum):
    """Where a question stands; the steps are taken in this order."""

    ONDERZOEK = "onderzoek"
    KEUZE = "keuze"
    BESLOTEN = "besloten"
    AFGESLOTEN = "afgesloten"


class RedenWijziging(StrEnum):
    """Why a toewijzing changed (code list JZ002/WMO002); the two that the product itself tests on."""

    VERWIJDERD = "13"
    VERVALLEN_CORRECTIE = "01"
