"""The envelope as values: who sends what to whom, in answer to which, and what is inside."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, te_groot, weiger
from stelsel.istandaarden.transport.definitie import (
    ENVELOPPEN,
    Berichtcode,
    Veld,
    decode_base64,
    find_envelop,
)
from stelsel.istandaarden.transport.knoop import Knoop, check_knoop, parse_knoop, render_knoop
from stelsel.kern.bevinding import Bevinding


@dataclass(frozen=True)
class Systeem:
    """One end of the line. `organisatie`: gemeentecode, AGB-code or a fixed name (CAK, IB); `administratie`:
    the samenwerkingsverband or the gemeente. "" where the envelope leaves it out."""

    organisatie: str
    applicatie: str
    administratie: str = ""
    gebruiker: str = ""


@dataclass(frozen=True)
class Stuurgegevens:
    """The address side. `referentienummer`, `cross_refnummer`: UUID of this envelope and of the one that it
    answers ("" in a Di01); `tijdstip`: Dutch clock time, without zone; `functie`: WMO301, "" in a Fo01."""

    berichtcode: Berichtcode
    zender: Systeem
    ontvanger: Systeem
    referentienummer: str
    tijdstip: datetime
    cross_refnummer: str = ""
    functie: str = ""


@dataclass(frozen=True)
class Lading:
    """What a Di01 or Du01 carries. `bestandsnaam`: only of a text file, "" for an XML message; versions as
    (version, subversion), each 0..9999."""

    data: bytes
    applicatie_versie: tuple[int, int]
    functie_versie: tuple[int, int]
    bestandsnaam: str = ""


@dataclass(frozen=True)
class Fout:
    """What a Fo01 tells. `code`: IB005 or StUF055; `plek`: "client" when the sender is to repair it."""

    code: str
    plek: str
    omschrijving: str
    details: str = ""


@dataclass(frozen=True)
class Envelop:
    """One envelope: a Fo01 holds a Fout, the others a Lading."""

    stuurgegevens: Stuurgegevens
    inhoud: Lading | Fout


def parse_tijdstip(tekst: str) -> datetime | None:
    """Digits from year to second, with up to three decimals, whatever is left out being 0.

    None when there is no such moment."""
    cijfers, breuk = tekst[:14], tekst[14:]
    if len(cijfers) % 2:
        return None
    delen = [int(cijfers[plek : plek + 2]) for plek in range(4, len(cijfers), 2)]
    try:
        maand, dag, *klok = delen
        uur, minuut, seconde = (*klok, 0, 0, 0)[:3]
        microseconde = int(breuk.ljust(6, "0"))
        return datetime(  # noqa: DTZ001 - the envelope knows no zone: Dutch clock time
            int(cijfers[:4]), maand, dag, uur, minuut, seconde, microseconde
        )
    except ValueError:
        return None


def _parse_systeem(knoop: Knoop, naam: str) -> Systeem:
    lees = partial(knoop.get_tekst, "stuurgegevens", naam)
    return Systeem(lees("organisatie"), lees("applicatie"), lees("administratie"), lees("gebruiker"))


def _parse_stuurgegevens(knoop: Knoop, code: Berichtcode) -> Stuurgegevens:
    lees = partial(knoop.get_tekst, "stuurgegevens")
    tijdstip = parse_tijdstip(lees("tijdstipBericht"))
    if tijdstip is None:
        plaats = f"/{knoop.kort}/stuurgegevens/tijdstipBericht"
        uitleg = "tijdstipBericht is geen bestaand tijdstip. Verbeter de datum of de tijd."
        raise OnleesbaarBericht([Bevinding("BESTAND", uitleg, plaats=plaats)])
    return Stuurgegevens(
        berichtcode=code,
        zender=_parse_systeem(knoop, "zender"),
        ontvanger=_parse_systeem(knoop, "ontvanger"),
        referentienummer=lees("referentienummer"),
        tijdstip=tijdstip,
        cross_refnummer=lees("crossRefnummer"),
        functie=lees("functie"),
    )


def _parse_lading(knoop: Knoop) -> Lading:
    lees = partial(knoop.get_tekst, "parameters")
    bericht = knoop.find("parameters", "bericht")
    bestand = bericht.kinderen[0] if bericht else None
    data = decode_base64(bestand.tekst) if bestand else None
    if bestand is None or not data:
        raise weiger("De envelop is leeg: er zit geen bericht in.")
    return Lading(
        data=data,
        applicatie_versie=(int(lees("applicatieVersie")), int(lees("applicatieSubversie"))),
        functie_versie=(int(lees("functieVersie")), int(lees("functieSubversie"))),
        bestandsnaam=bestand.kenmerken.get("bestandsnaam", ""),
    )


def _parse_fout(knoop: Knoop) -> Fout:
    lees = partial(knoop.get_tekst, "body")
    return Fout(lees("code"), lees("plek"), lees("omschrijving"), lees("details"))


def parse_envelop(data: bytes, *, limiet: int = LIMIET_BYTES) -> Envelop:
    """The envelope in `data` (at most `limiet` bytes), with what it carries taken out of BASE64.

    What it carries is not looked at: see `check_envelop`. Raises OnleesbaarBericht: "BESTAND" when it is no
    readable envelope, "XSD" with every place where it differs from the definition."""
    knoop = parse_knoop(data, limiet=limiet)
    code = find_envelop(knoop.naam)
    if code is None:
        raise weiger("Dit is geen envelop van het GGk. Lever een Di01, Du01 of Fo01 aan.")
    check_knoop(knoop, ENVELOPPEN[code])
    stuurgegevens = _parse_stuurgegevens(knoop, code)
    return Envelop(stuurgegevens, _parse_fout(knoop) if code == "Fo01" else _parse_lading(knoop))


def _systeem_als_data(systeem: Systeem) -> dict[str, object]:
    return {
        "organisatie": systeem.organisatie,
        "applicatie": systeem.applicatie,
        "administratie": systeem.administratie,
        "gebruiker": systeem.gebruiker,
    }


def _inhoud_als_data(inhoud: Lading | Fout) -> dict[str, object]:
    if isinstance(inhoud, Fout):
        velden = {"code": inhoud.code, "plek": inhoud.plek, "omschrijving": inhoud.omschrijving}
        return {"body": {**velden, "details": inhoud.details}}
    (versie, subversie), (functie, subfunctie) = inhoud.applicatie_versie, inhoud.functie_versie
    bestand = "tekstBestand" if inhoud.bestandsnaam else "xmlBestand"
    return {
        "parameters": {
            "applicatieVersie": f"{versie:04}",
            "applicatieSubversie": f"{subversie:04}",
            "functieVersie": f"{functie:04}",
            "functieSubversie": f"{subfunctie:04}",
            "bericht": {bestand: inhoud},
        }
    }


def _als_data(envelop: Envelop) -> dict[str, object]:
    """The envelope by element name, "" or absent where it has nothing to say."""
    stuur = envelop.stuurgegevens
    return {
        "stuurgegevens": {
            "berichtcode": stuur.berichtcode,
            "zender": _systeem_als_data(stuur.zender),
            "ontvanger": _systeem_als_data(stuur.ontvanger),
            "referentienummer": stuur.referentienummer,
            "tijdstipBericht": f"{stuur.tijdstip:%Y%m%d%H%M%S}".rjust(14, "0"),
            "crossRefnummer": stuur.cross_refnummer,
            "functie": stuur.functie,
        },
        **_inhoud_als_data(envelop.inhoud),
    }


def _create_knoop(veld: Veld, waarde: object) -> Knoop:
    """The element of one field: the fields that have a value, in the order of the definition."""
    if isinstance(waarde, Lading):
        kenmerken = {"bestandsnaam": waarde.bestandsnaam} if waarde.bestandsnaam else {}
        return Knoop(veld.naam, base64.b64encode(waarde.data).decode("ascii"), kenmerken)
    if not isinstance(waarde, dict):
        return Knoop(veld.naam, str(waarde))
    gevuld = [(deel, waarde[deel.kort]) for deel in veld.velden if waarde.get(deel.kort)]
    return Knoop(veld.naam, kinderen=[_create_knoop(deel, inhoud) for deel, inhoud in gevuld])


def render_envelop(envelop: Envelop, *, limiet: int = LIMIET_BYTES) -> bytes:
    """The bytes of an envelope that fits its definition.

    Raises OnleesbaarBericht when a value does not fit, or above `limiet` bytes: BASE64 makes a message a
    third larger. ValueError for a moment with a zone and for a character that XML cannot hold."""
    if envelop.stuurgegevens.tijdstip.tzinfo is not None:
        raise ValueError("tijdstip hoort de Nederlandse kloktijd te zijn, zonder tijdzone")
    veld = ENVELOPPEN[envelop.stuurgegevens.berichtcode]
    knoop = _create_knoop(veld, _als_data(envelop))
    check_knoop(knoop, veld)
    data = render_knoop(knoop)
    if len(data) > limiet:
        raise te_groot(limiet)
    return data
