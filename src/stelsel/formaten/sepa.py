"""A payment file for the bank: SEPA credit transfer, pain.001.001.09.

The same order gives the same bytes: nothing is drawn at random and no clock is read. Amounts are whole cents.
The bank gets only what it needs: no BIC, no addresses, no persons.

Source: ISO 20022 pain.001.001.09 and the Dutch implementation guidelines of it (Betaalvereniging Nederland):
characters of the Latin set only, a reference of at most 35 of them, a description of at most 140.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from stelsel.kern.nummers import iban_geldig

NAAMRUIMTE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_TOEGESTAAN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
_NAAM, _OMSCHRIJVING, _KENMERK = 70, 140, 35


class BetaalopdrachtOngeldig(ValueError):
    """The order cannot become a file; the text says what is wrong, in Dutch."""


@dataclass(frozen=True)
class Overschrijving:
    """One payment. `kenmerk`: end-to-end reference, unique for good; `bedrag` > 0 in cents."""

    kenmerk: str
    naam: str
    iban: str
    bedrag: int
    omschrijving: str


@dataclass(frozen=True)
class Betaalopdracht:
    """All payments of one day from one account. `kenmerk`: of the file; `gemaakt_at` stands in its header."""

    kenmerk: str
    naam: str
    iban: str
    uitvoeringsdatum: date
    gemaakt_at: datetime
    overschrijvingen: Sequence[Overschrijving]

    @property
    def totaal(self) -> int:
        """Cents of all payments together."""
        return sum(overschrijving.bedrag for overschrijving in self.overschrijvingen)


def render_euro(centen: int) -> str:
    """'1234.05': the amount as the bank reads it, without a detour over floats."""
    euro, rest = divmod(centen, 100)
    return f"{euro}.{rest:02d}"


def render_tekens(tekst: str, *, lengte: int) -> str:
    """The text in the characters that banks accept: letters without marks, a point for what is left."""
    kaal = unicodedata.normalize("NFKD", " ".join(tekst.split()))
    tekens = (teken for teken in kaal if not unicodedata.combining(teken))
    schoon = "".join(teken if teken in _TOEGESTAAN else "." for teken in tekens)
    return schoon[:lengte].strip() or "."


def write_betaalbestand(opdracht: Betaalopdracht) -> bytes:
    """The file. Raises BetaalopdrachtOngeldig for an IBAN, amount or reference that the bank would refuse."""
    check_opdracht(opdracht)
    ruimte = {None: NAAMRUIMTE}
    wortel = etree.Element(_tag("Document"), nsmap=ruimte)  # type: ignore[arg-type]  # the stubs do not know the default
    inhoud = etree.SubElement(wortel, _tag("CstmrCdtTrfInitn"))
    aantal, totaal = str(len(opdracht.overschrijvingen)), render_euro(opdracht.totaal)
    kop = _add(inhoud, "GrpHdr")
    _add(kop, "MsgId", opdracht.kenmerk)
    _add(kop, "CreDtTm", opdracht.gemaakt_at.strftime("%Y-%m-%dT%H:%M:%S"))
    _add(kop, "NbOfTxs", aantal)
    _add(kop, "CtrlSum", totaal)
    _add(_add(kop, "InitgPty"), "Nm", render_tekens(opdracht.naam, lengte=_NAAM))
    betaling = _add(inhoud, "PmtInf")
    _add(betaling, "PmtInfId", opdracht.kenmerk)
    _add(betaling, "PmtMtd", "TRF")
    _add(betaling, "BtchBookg", "true")
    _add(betaling, "NbOfTxs", aantal)
    _add(betaling, "CtrlSum", totaal)
    _add(_add(_add(betaling, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _add(_add(betaling, "ReqdExctnDt"), "Dt", opdracht.uitvoeringsdatum.isoformat())
    _add(_add(betaling, "Dbtr"), "Nm", render_tekens(opdracht.naam, lengte=_NAAM))
    _add(_add(_add(betaling, "DbtrAcct"), "Id"), "IBAN", opdracht.iban)
    _add(_add(_add(_add(betaling, "DbtrAgt"), "FinInstnId"), "Othr"), "Id", "NOTPROVIDED")
    _add(betaling, "ChrgBr", "SLEV")
    for overschrijving in opdracht.overschrijvingen:
        _add_overschrijving(betaling, overschrijving)
    etree.indent(wortel)
    return bytes(etree.tostring(wortel, xml_declaration=True, encoding="UTF-8")) + b"\n"


def read_betaalbestand(inhoud: bytes) -> dict[str, tuple[str, int]]:
    """What a file of ours tells the bank to pay: reference -> (IBAN, cents). An empty file pays nothing.

    Raises BetaalopdrachtOngeldig when it cannot be read, or names a reference twice."""
    if not inhoud:
        return {}
    lezer = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        rijen = list(etree.fromstring(inhoud, lezer).iter(_tag("CdtTrfTxInf")))
        betalingen = [
            (_get(rij, "PmtId/EndToEndId"), _get(rij, "CdtrAcct/Id/IBAN"), _get(rij, "Amt/InstdAmt"))
            for rij in rijen
        ]
        uit = {kenmerk: (iban, int(Decimal(bedrag) * 100)) for kenmerk, iban, bedrag in betalingen}
    except (etree.XMLSyntaxError, ArithmeticError, ValueError) as fout:
        raise BetaalopdrachtOngeldig("het betaalbestand is niet te lezen") from fout
    if len(uit) != len(rijen):
        raise BetaalopdrachtOngeldig("het betaalbestand noemt een kenmerk twee keer")
    return uit


def check_opdracht(opdracht: Betaalopdracht) -> None:
    """Nothing when the bank can carry it out; otherwise raises BetaalopdrachtOngeldig."""
    if not opdracht.overschrijvingen:
        raise BetaalopdrachtOngeldig("er is niets te betalen")
    kenmerken = [opdracht.kenmerk, *(rij.kenmerk for rij in opdracht.overschrijvingen)]
    if len(set(kenmerken[1:])) != len(kenmerken) - 1:
        raise BetaalopdrachtOngeldig("twee betalingen hebben hetzelfde kenmerk")
    for kenmerk in kenmerken:
        if not kenmerk or len(kenmerk) > _KENMERK or not set(kenmerk) <= _TOEGESTAAN:
            raise BetaalopdrachtOngeldig(f"kenmerk {kenmerk!r} past niet in een betaalbestand")
    for naam, iban in [
        (opdracht.naam, opdracht.iban),
        *((r.naam, r.iban) for r in opdracht.overschrijvingen),
    ]:
        if not iban_geldig(iban):
            raise BetaalopdrachtOngeldig(f"het rekeningnummer van {naam} klopt niet")
    for overschrijving in opdracht.overschrijvingen:
        if overschrijving.bedrag <= 0:
            raise BetaalopdrachtOngeldig(f"het bedrag voor {overschrijving.naam} is niet positief")


def _add_overschrijving(betaling: etree._Element, overschrijving: Overschrijving) -> None:
    rij = _add(betaling, "CdtTrfTxInf")
    _add(_add(rij, "PmtId"), "EndToEndId", overschrijving.kenmerk)
    _add(_add(rij, "Amt"), "InstdAmt", render_euro(overschrijving.bedrag)).set("Ccy", "EUR")
    _add(_add(rij, "Cdtr"), "Nm", render_tekens(overschrijving.naam, lengte=_NAAM))
    _add(_add(_add(rij, "CdtrAcct"), "Id"), "IBAN", overschrijving.iban)
    omschrijving = render_tekens(overschrijving.omschrijving, lengte=_OMSCHRIJVING)
    _add(_add(rij, "RmtInf"), "Ustrd", omschrijving)


def _get(rij: etree._Element, pad: str) -> str:
    return rij.findtext("/".join(_tag(naam) for naam in pad.split("/"))) or ""


def _add(ouder: etree._Element, naam: str, tekst: str | None = None) -> etree._Element:
    kind = etree.SubElement(ouder, _tag(naam))
    kind.text = tekst
    return kind


def _tag(naam: str) -> str:
    return f"{{{NAAMRUIMTE}}}{naam}"
