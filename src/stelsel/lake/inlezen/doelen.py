"""What the columns of an outside file can mean, the names in use for each, and which columns are refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stelsel.lake.intake.lezen import normaliseer_naam


class Inhoudsoort(StrEnum):
    """What the lines of a file are."""

    REGELS = "declaratieregels"
    TOEWIJZINGEN = "toewijzingen"


@dataclass(frozen=True)
class Doel:
    """One meaning. `verplicht`: a column must have it; `vast`: one value for the whole file may stand for it
    and then no column is needed; `namen`: as exports call it, the surest first."""

    naam: str
    verplicht: bool = False
    vast: bool = False
    namen: tuple[str, ...] = ()


DOELEN = (
    Doel("client", verplicht=True, namen=(
        "client", "clientnummer", "clientid", "clientnr", "clientcode", "bsn",
        "burgerservicenummer", "pseudoniem", "persoonsnummer", "persoonid", "dossiernummer", "klantnummer",
        "klant", "registratienummer", "relatienummer", "clientsleutel",
    )),
    Doel("begindatum", verplicht=True, namen=(
        "begindatum", "startdatum", "datumbegin", "datumvan", "begin", "vanaf", "van", "ingangsdatum",
        "periodebegin", "periodevan", "productbegindatum", "datumvanaf", "datumprestatie", "datum",
        "prestatiedatum", "zorgperiodebegin", "begindatumprestatie", "begindatumproduct", "periode",
    )),
    Doel("einddatum", namen=(
        "einddatum", "datumeinde", "datumtot", "eind", "einde", "tot", "tm", "t/m", "totenmet", "periodeeind",
        "periodeeinde", "periodetot", "producteinddatum", "zorgperiodeeinde", "einddatumprestatie",
        "einddatumproduct", "datumtm",
    )),
    Doel("bedrag", verplicht=True, namen=(
        "bedrag", "bedragineuro", "bedrageuro", "bedragincenten", "bedragcenten", "goedgekeurdbedrag",
        "toegekendbedrag", "betaaldbedrag", "bedragbetaald", "bedraggoedgekeurd", "bedragtoegekend",
        "ingediendbedrag", "declaratiebedrag", "gedeclareerdbedrag", "factuurbedrag", "totaalbedrag",
        "regelbedrag", "kosten", "totaal", "berekendbedrag", "nettobedrag", "bedragexclbtw",
    )),
    Doel("gemeente", vast=True, namen=(
        "gemeente", "gemeentecode", "gemeentenummer", "cbscode", "woonplaatsgemeente", "gemeentenaam",
        "verantwoordelijkegemeente", "gem",
    )),
    Doel("aanbieder", vast=True, namen=(
        "aanbieder", "aanbiedercode", "agb", "agbcode", "aanbiederagb", "zorgaanbieder", "instelling",
        "instellingscode", "leverancier", "leveranciercode", "zorgaanbiederagb", "agbaanbieder", "agbnummer",
    )),
    Doel("domein", vast=True, namen=(
        "domein", "wet", "wettelijkkader", "regeling", "financiering", "bekostiging", "financieringsvorm",
        "stroom", "financieringsstroom",
    )),
    Doel("productcategorie", namen=(
        "productcategorie", "categorie", "productgroep", "categoriecode", "productcategoriecode", "zorgsoort",
    )),
    Doel("productcode", namen=(
        "productcode", "product", "code", "prestatiecode", "zorgproduct", "zorgproductcode", "arrangement",
        "voorziening", "artikelcode", "dienst",
    )),
    Doel("volume", namen=(
        "volume", "aantal", "hoeveelheid", "geleverdvolume", "aantaleenheden", "omvang", "aantalgeleverd",
        "geleverdaantal", "qty",
    )),
    Doel("eenheid", vast=True, namen=(
        "eenheid", "eenheidcode", "volumeeenheid", "eenheidvolume", "tijdseenheid", "per", "maat",
    )),
)  # fmt: skip
_DEZELFDE = {doel.naam: doel for doel in DOELEN}
TOEWIJZINGDOELEN = (
    _DEZELFDE["client"],
    Doel("ingangsdatum", verplicht=True, namen=(
        "ingangsdatum", "toewijzingingangsdatum", "begindatumtoewijzing", "ingangsdatumtoewijzing",
        "begindatumindicatie", "begindatumbeschikking", "datumingang", "begindatum", "geldigvanaf", "vanaf",
    )),
    Doel("einddatum", namen=(
        "einddatum", "toewijzingeinddatum", "einddatumtoewijzing", "einddatumindicatie",
        "einddatumbeschikking", "datumeinde", "geldigtot", "geldigtm", "tot", "tm", "t/m",
    )),
    Doel("startdatum", namen=(
        "startdatum", "datumstart", "startdatumzorg", "startzorg", "werkelijkestart",
        "startdatumondersteuning", "aanvangzorg",
    )),
    Doel("stopdatum", namen=(
        "stopdatum", "datumstop", "stopdatumzorg", "stopzorg", "eindezorg", "werkelijkeeinde",
        "einddatumondersteuning",
    )),
    _DEZELFDE["gemeente"],
    _DEZELFDE["aanbieder"],
    _DEZELFDE["domein"],
    _DEZELFDE["productcategorie"],
    _DEZELFDE["productcode"],
    Doel("toewijzing", namen=(
        "toewijzing", "toewijzingnummer", "toewijzingsnummer", "indicatienummer", "beschikkingnummer",
        "beschikkingsnummer", "besluitnummer",
    )),
    Doel("reden", namen=("reden", "redenbeeindiging", "redeneinde", "stopreden", "redenstop")),
    Doel("verwijzer", namen=(
        "verwijzer", "verwijzertype", "typeverwijzer", "verwijzersoort", "soortverwijzer",
    )),
    Doel("huishouden", namen=(
        "huishouden", "huishoudnummer", "huishoudennummer", "gezin", "gezinsnummer", "huishoudenid",
    )),
    Doel("geboortejaar", namen=("geboortejaar", "gebjaar", "jaargeboorte")),
    Doel("geslacht", namen=("geslacht", "sekse", "gender")),
)  # fmt: skip
DOELEN_VAN = {Inhoudsoort.REGELS: DOELEN, Inhoudsoort.TOEWIJZINGEN: TOEWIJZINGDOELEN}

#: Words in a name of a column that say it holds who somebody is; nothing of it is ever read.
_PERSOON = re.compile(
    r"achternaam|voornaam|voorletter|roepnaam|tussenvoegsel|geslachtsnaam|geboortenaam|clientnaam"
    r"|naamclient|klantnaam|volledigenaam|adres|straat|huisnr|huisnummer|postcode|woonplaats$"
    r"|email|telefoon|mobiel|geboortedatum|gebdatum|iban|rekeningnummer|opmerking|toelichting|notitie|memo"
    r"|diagnose|paspoort"
)
#: The one column about who somebody is of which a part may be read: its year.
_GEBOREN = re.compile(r"geboortedatum|gebdatum")
_NAAM = re.compile(r"^(?:naam|name|telnr|tel|client naam)$")
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$")
_POSTCODE = re.compile(r"^\d{4} ?[A-Z]{2}$")
_MENS = re.compile(
    r"^(?:[A-Z]\.\s?)+(?:(?:van|de|der|den|het|ter|ten|te|el|al)\s)*[A-Z][\w'-]+$"
    r"|^[A-Z][\w'-]+(?:-[A-Z][\w'-]+)?,\s?(?:[A-Z]\.?\s?)+(?:van|de|der|den)?.*$"
    r"|^[A-Z][a-zà-ÿ]+ (?:(?:van|de|der|den|het|ter|ten|te|el|al) )*[A-Z][\w'-]+$"
)


def list_doelen_van(namen: Sequence[str], soort: Inhoudsoort = Inhoudsoort.REGELS) -> dict[str, str]:
    """Per meaning the column that is called so; every column at most once, the surest name first."""
    kaal: dict[str, str] = {}
    for naam in namen:
        kaal.setdefault(_normaliseer(naam), naam)
    uit: dict[str, str] = {}
    for doel in DOELEN_VAN[soort]:
        raak = next((kaal[k] for k in map(_normaliseer, doel.namen) if k in kaal), None)
        if raak is not None and raak not in uit.values():
            uit[doel.naam] = raak
    return uit


def _normaliseer(naam: str) -> str:
    zonder = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode()
    return normaliseer_naam(re.sub(r"\(.*?\)|[.:/]", "", zonder))


def get_bezwaar(naam: str, waarden: Iterable[str]) -> str:
    """Why this column is never read, "" when nothing is against it: it says who somebody is."""
    kaal = _normaliseer(naam)
    if _PERSOON.search(kaal) or _NAAM.match(naam.strip().casefold()):
        return f"'{naam[:40]}' zegt wie iemand is. Wij lezen deze kolom niet."
    gezien = [w for w in waarden if w]
    for soort, vorm in (("e-mailadressen", _MAIL), ("postcodes", _POSTCODE)):
        if gezien and sum(1 for w in gezien if vorm.match(w)) * 2 > len(gezien):
            return f"In '{naam[:40]}' staan {soort}. Wij lezen deze kolom niet."
    return ""


def is_geboortedatum(naam: str) -> bool:
    """Whether this column holds days of birth, of which only the year is ever read."""
    return bool(_GEBOREN.search(_normaliseer(naam)))


def is_mensennaam(waarden: Iterable[str]) -> bool:
    """Whether most of these values look like names of people."""
    gezien = [w for w in waarden if w]
    return bool(gezien) and sum(1 for w in gezien if _MENS.match(w)) * 2 > len(gezien)
