"""The three envelopes of the Gemeentelijk Gegevensknooppunt (ggk0210, release 2.1), field by field.

Di01 carries a heen message, Du01 a retour or the 325, Fo01 tells of a fault. One definition serves reading,
judging and writing; a test holds its verdicts beside those of the published schemas.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Berichtcode = Literal["Di01", "Du01", "Fo01"]

_GGK = "{http://www.stufstandaarden.nl/koppelvlak/ggk0210}"
_STUF = "{http://www.egem.nl/StUF/StUF0301}"
#: Prefix of each namespace in what we write.
PREFIXEN = {"GGK": _GGK[1:-1], "StUF": _STUF[1:-1]}
_WITRUIMTE = b" \t\r\n"


@dataclass(frozen=True)
class Vorm:
    """What a value must look like; `uitleg` tells the sender how to repair it."""

    klopt: Callable[[str], bool]
    uitleg: str


@dataclass(frozen=True)
class Veld:
    """One element. `naam`: {namespace}name; a value has a `vorm`, a group has `velden` in order.

    `keuze`: exactly one of `velden`. `kenmerk`: its one attribute. `vrij`: any elements inside."""

    naam: str
    vorm: Vorm | None = None
    velden: tuple[Veld, ...] = ()
    verplicht: bool = True
    keuze: bool = False
    kenmerk: tuple[str, Vorm] | None = None
    vrij: bool = False

    @property
    def kort(self) -> str:
        """The name without its namespace."""
        return self.naam.rpartition("}")[2]


def decode_base64(tekst: str) -> bytes | None:
    """The bytes of a BASE64 value, white space allowed; None when it is no exact BASE64."""
    try:
        kaal = tekst.encode("ascii").translate(None, _WITRUIMTE)
        data = base64.b64decode(kaal, validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return data if base64.b64encode(data) == kaal else None


def _patroon(patroon: str, uitleg: str) -> Vorm:
    heel = re.compile(patroon, re.DOTALL)
    return Vorm(lambda tekst: heel.fullmatch(tekst) is not None, uitleg)


def _tekst(minimum: int, maximum: int) -> Vorm:
    return _patroon(f".{{{minimum},{maximum}}}", f"Vul {minimum} tot en met {maximum} tekens in.")


_UUID = _patroon(
    "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "Vul een UUID van versie 4 in, met kleine letters.",
)
_TIJDSTIP = _patroon("[0-9]{8,17}", "Vul jaar, maand, dag, uur, minuut en seconde aaneen in: 20260131143000.")
_VERSIE = _patroon("[0-9]{4}", "Vul vier cijfers in, bijvoorbeeld 0003.")
_BESTANDSNAAM = _patroon(
    "[A-Za-z0-9._-]{4,255}", "Gebruik 4 tot en met 255 letters, cijfers, punten en streepjes."
)
_PLEK = _patroon("client|server", "Vul client of server in.")
_BASE64 = Vorm(
    lambda tekst: decode_base64(tekst) is not None,
    "Vul het bericht in als BASE64. Waarschijnlijk is het onderweg beschadigd.",
)


def _vast(code: Berichtcode) -> Vorm:
    """One fixed code. In the schema of Fo01 it is a fixed value, so an empty element means the same."""
    waarden = {code, ""} if code == "Fo01" else {code}
    return Vorm(lambda tekst: tekst in waarden, f"Hier hoort {code} te staan.")


def _systeem(naam: str, *, organisatie_verplicht: bool) -> Veld:
    velden = (
        Veld(f"{_STUF}organisatie", _tekst(0, 200), verplicht=organisatie_verplicht),
        Veld(f"{_STUF}applicatie", _tekst(3, 50)),
        Veld(f"{_STUF}administratie", _tekst(0, 50), verplicht=False),
        Veld(f"{_STUF}gebruiker", _tekst(0, 100), verplicht=False),
    )
    return Veld(f"{_STUF}{naam}", velden=velden)


def _stuurgegevens(code: Berichtcode) -> tuple[Veld, ...]:
    fout = code == "Fo01"
    nummer = _tekst(0, 40) if fout else _UUID
    return (
        Veld(f"{_STUF}berichtcode", _vast(code)),
        _systeem("zender", organisatie_verplicht=not fout),
        _systeem("ontvanger", organisatie_verplicht=not fout),
        Veld(f"{_STUF}referentienummer", nummer),
        Veld(f"{_STUF}tijdstipBericht", _TIJDSTIP),
        *((Veld(f"{_STUF}crossRefnummer", nummer),) if code != "Di01" else ()),
        *((Veld(f"{_STUF}functie", _tekst(0, 30)),) if not fout else ()),
    )


_VERSIES = ("applicatieVersie", "applicatieSubversie", "functieVersie", "functieSubversie")
_BERICHT = Veld(
    f"{_GGK}bericht",
    keuze=True,
    velden=(
        Veld(f"{_GGK}tekstBestand", _BASE64, kenmerk=("bestandsnaam", _BESTANDSNAAM)),
        Veld(f"{_GGK}xmlBestand", _BASE64),
    ),
)
_PARAMETERS = Veld(
    f"{_GGK}parameters", velden=(*(Veld(f"{_GGK}{naam}", _VERSIE) for naam in _VERSIES), _BERICHT)
)
_FOUTBERICHT = Veld(
    f"{_STUF}body",
    velden=(
        Veld(f"{_STUF}code", _tekst(0, 7)),
        Veld(f"{_STUF}plek", _PLEK),
        Veld(f"{_STUF}omschrijving", _tekst(0, 200)),
        Veld(f"{_STUF}details", _tekst(0, 1000), verplicht=False),
        Veld(f"{_STUF}detailsXML", verplicht=False, vrij=True),
    ),
)


def _envelop(code: Berichtcode, naam: str) -> Veld:
    if code == "Fo01":
        stuur = Veld(f"{_STUF}stuurgegevens", velden=_stuurgegevens(code))
        return Veld(f"{_STUF}{naam}", velden=(stuur, _FOUTBERICHT))
    stuur = Veld(f"{_GGK}stuurgegevens", velden=_stuurgegevens(code))
    return Veld(f"{_GGK}{naam}", velden=(stuur, _PARAMETERS))


#: The envelope of each berichtcode.
ENVELOPPEN: dict[Berichtcode, Veld] = {
    "Di01": _envelop("Di01", "envelopHeenbericht-ggk_Di01"),
    "Du01": _envelop("Du01", "envelopRetourbericht-ggk_Du01"),
    "Fo01": _envelop("Fo01", "Fo01Bericht"),
}


def find_envelop(naam: str) -> Berichtcode | None:
    """Which envelope has this root element ({namespace}name); None when it is none of them."""
    return next((code for code, veld in ENVELOPPEN.items() if veld.naam == naam), None)
