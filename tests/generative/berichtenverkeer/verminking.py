"""Post as it should not be: messages for the small world with one to three things changed.

Half of it is wrong for any receiver (elements, facets, broken bytes, envelopes); half is right by itself and
wrong for this gemeente (another client, another gemeente, dates, references). All follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lxml import etree
from tests.factories.berichten import (
    create_305,
    create_307,
    create_315,
    create_317,
    create_aangevraagd,
    create_stop,
    create_te_wijzigen,
)
from tests.factories.declaraties import create_323, create_regel
from tests.factories.enveloppen import HEEN_REFERENTIE, write_voorbeeld
from tests.factories.wereld import KWARTEL
from tests.generative.istandaarden.mutanten import create_mutant, list_plannen

from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.toegang.models import Toewijzing
from stelsel.istandaarden import create_retour, get_definitie, parse_bericht, write_bericht
from stelsel.istandaarden.codec import OnleesbaarBericht
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.transport import Applicatie, create_envelop, render_envelop

SOORTEN = ("302", "305", "307", "315", "317", "320", "323")
FAMILIES: tuple[Familie, ...] = ("ijw", "iwmo")
#: Known here, known to the other gemeente, known to nobody, and one digit wrong.
_BSNS = ("999900006", "999900018", "999900031", "999900990", "999900007")
_VASTE: dict[str, tuple[str, ...]] = {
    "Bsn": _BSNS,
    "Ontvanger": ("9902", "9999", "9901"),
    "Afzender": (KWARTEL, "41999999", "9902"),
    "ToewijzingNummer": ("1000", "1001", "1002", "999", "0"),
    "Categorie": ("02", "45", "07", "11"),
    "ProductCategorie": ("02", "45", "07"),
    "Code": ("02A01", "45A01", "07D01", "45U01", "02Z99"),
    "ProductCode": ("02A01", "45A01", "07D01", "45U01", "02Z99"),
    "StatusAanlevering": ("1", "3", "2"),
    "RedenBeeindiging": ("20", "19", "31", "02"),
    "DebetCredit": ("C", "D"),
    "Eenheid": ("01", "04", "16", "82", "83", "84"),
    "Frequentie": ("1", "2", "4", "6"),
    "VorigReferentieNummer": ("R-eerder", "R-onbekend"),
    "ReferentieNummer": ("R-eerder",),
    "ReferentieAanbieder": ("A-eerder",),
    "DeclaratieNummer": ("D-eerder",),
    "Identificatie": ("ID-eerder",),
    "RetourCode": ("0001", "0200", "9332", "9385"),
    "VerzoekAntwoord": ("1", "2"),
}
_GETALLEN = ("Volume", "GeleverdVolume", "Bedrag", "TotaalBedrag", "ProductTarief")
_DAGEN = (1, -1, 27, -28, 365, -366, 40_000)


@dataclass(frozen=True)
class Post:
    """What is handed in. `document`: the message inside, when it is one that an XML reader can open;
    `envelop`: it came in one."""

    inhoud: bytes
    document: Any | None
    envelop: bool


def create_basis(soort: str, familie: Familie, toewijzing: Toewijzing) -> bytes:
    """A message of this kind that the small world takes without remark, or parks (320)."""
    if soort == "302":
        rij = UitgaandBericht.objects.get(bericht=get_definitie(familie, "301").naam)
        vraag = parse_bericht(bytes(rij.inhoud))
        return write_bericht(create_retour(vraag, identificatie="RET1", dagtekening=rij.dagtekening))
    if soort == "320":
        return (
            write_voorbeeld(familie, "320")
            .replace(b">65656055<", b">41990001<")
            .replace(b">0384<", b">9901<")
        )
    if soort == "323":
        return _create_declaratie(familie, toewijzing)
    product = {"Categorie": toewijzing.categorie, "Code": toewijzing.code}
    omvang = {
        "Volume": toewijzing.volume,
        "Eenheid": toewijzing.eenheid,
        "Frequentie": toewijzing.frequentie,
    }
    if soort == "305":
        return create_305(toewijzing, familie=familie)
    if soort == "307":
        reden = "19" if familie == "iwmo" else "31"
        return create_307(toewijzing, create_stop(toewijzing, RedenBeeindiging=reden), familie=familie)
    if soort == "315":
        wens = create_aangevraagd(Product=product, Omvang=omvang)
        return create_315(toewijzing.client, wens, familie=familie)
    wens = create_te_wijzigen(
        toewijzing, Omvang=omvang, GewensteIngangsdatum=toewijzing.ingangsdatum, Einddatum=date(2027, 1, 31)
    )
    andere = Toewijzing.objects.filter(
        client=toewijzing.client, aanbieder=toewijzing.aanbieder, wet=toewijzing.wet
    ).exclude(pk=toewijzing.pk)
    return create_317(toewijzing.client.bsn, wijzigen=[wens], ongewijzigd=list(andere), familie=familie)


def _create_declaratie(familie: Familie, toewijzing: Toewijzing) -> bytes:
    vast = {
        "bsn": toewijzing.client.bsn,
        "toewijzing_nummer": int(toewijzing.toewijzing_nummer),
        "categorie": toewijzing.categorie,
        "code": toewijzing.code,
        "tarief": 6400 if familie == "iwmo" else 8625,
        "volume": 4,
    }
    januari = {"begin": date(2026, 1, 1), "eind": date(2026, 1, 31)}
    regels = [create_regel(**vast), create_regel(**vast, **januari, referentie_nummer="R2")]
    return create_323(regels, wet="wmo" if familie == "iwmo" else "jw")


def list_post(soort: str, familie: Familie, basis: bytes, *, aantal: int, zaad: int) -> Iterator[Post]:
    """`aantal` mutants. One in forty is the message as it should be; one in twelve came in an envelope."""
    r = random.Random(f"{zaad}-{soort}-{familie}")
    definitie = get_definitie(familie, soort)
    wortel = etree.fromstring(basis, etree.XMLParser(remove_blank_text=True))
    plannen = list(list_plannen(definitie, wortel, r))
    for nummer in range(aantal):
        eigen = _met_eigen_nummers(wortel, nummer)
        if nummer % 40 == 0:
            yield _als_post(eigen, r, envelop=False)
        elif nummer % 5 < 2:
            yield _als_post(create_mutant(eigen, [r.choice(plannen)], r), r, envelop=nummer % 12 == 1)
        elif nummer % 20 == 19:
            yield _als_bytes(eigen, r)
        else:
            for _ in range(r.choice((1, 1, 2, 3))):
                _wijzig_inhoud(eigen, r)
            yield _als_post(eigen, r, envelop=nummer % 12 == 2)


def _met_eigen_nummers(wortel: Any, nummer: int) -> Any:
    """A copy under its own numbers, as if it were the next message."""
    kopie = etree.fromstring(etree.tostring(wortel))
    eerste = {"Identificatie": "ID", "IdentificatieRetour": "RT", "DeclaratieNummer": "D"}
    retour = kopie.find(".//{*}IdentificatieRetour") is not None
    for naam in ("ReferentieNummer", "ReferentieAanbieder"):
        for plek, element in enumerate(kopie.findall(f".//{{*}}{naam}")):
            element.text = f"R{nummer}-{plek}"
    for naam, letter in eerste.items():
        if naam == "Identificatie" and retour:
            continue  # it names our message
        for element in kopie.findall(f".//{{*}}{naam}"):
            element.text = f"{letter}{nummer:06d}"
    return kopie


def _wijzig_inhoud(wortel: Any, r: random.Random) -> None:
    """Another value that is a value of its kind."""
    bladen = [element for element in wortel.iter() if not len(element) and element.text]
    keuzes = [(element, mogelijk) for element in bladen if (mogelijk := _list_andere(element))]
    element, mogelijk = r.choice(keuzes)
    element.text = r.choice(mogelijk)


def _list_andere(element: Any) -> list[str]:
    naam, tekst = etree.QName(element).localname, element.text
    if naam in _VASTE:
        return [waarde for waarde in _VASTE[naam] if waarde != tekst]
    if naam in _GETALLEN:
        return [str(n) for n in (0, int(tekst) + 1, int(tekst) * 2, 99_999_999)]
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        return []
    return [str(dag + timedelta(days=n)) for n in _DAGEN]


def _schrijf(wortel: Any) -> bytes:
    return etree.tostring(wortel, xml_declaration=True, encoding="UTF-8")


def _als_post(wortel: Any, r: random.Random, *, envelop: bool) -> Post:
    inhoud = _schrijf(wortel)
    document = etree.fromstring(inhoud)
    if not envelop:
        return Post(inhoud, document, envelop=False)
    try:
        om = create_envelop(
            inhoud,
            applicatie=Applicatie("Proef", (1, 0)),
            referentienummer=f"9c0f7b90-5c69-41e5-a837-{r.getrandbits(48):012x}",
            tijdstip=datetime(2026, 3, 16, 9, 0),
            cross_refnummer=HEEN_REFERENTIE if "etour" in inhoud.decode() else "",
        )
        buiten = render_envelop(om)
    except (OnleesbaarBericht, ValueError):  # no envelope can be addressed for it
        return Post(inhoud, document, envelop=False)
    if r.random() < 0.3:
        plek = r.randrange(60, len(buiten))
        buiten = buiten[:plek] + bytes([r.randrange(32, 127)]) + buiten[plek + 1 :]
        return Post(buiten, None, envelop=True)
    return Post(buiten, document, envelop=True)


def _afgekapt(data: bytes, r: random.Random) -> bytes:
    return data[: r.randrange(1, len(data) - 1)]


def _met_doctype(data: bytes, r: random.Random) -> bytes:
    """Right in everything else, so that only the DOCTYPE can be the reason."""
    plek = data.index(b"?>") + 2
    soort = r.choice((b"<!DOCTYPE Bericht>", b'<!DOCTYPE x [<!ENTITY n "9">]>', b"<!DOCTYPE html>"))
    return data[:plek] + soort + data[plek:]


def _ander_teken(data: bytes, r: random.Random) -> bytes:
    plek = r.randrange(60, len(data))
    return data[:plek] + bytes([r.randrange(256)]) + data[plek + 1 :]


def _stuk_weg(data: bytes, r: random.Random) -> bytes:
    van = r.randrange(60, len(data))
    return data[:van] + data[van + r.randrange(1, 200) :]


_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_afgekapt, _met_doctype, _met_doctype, _ander_teken, _ander_teken, _stuk_weg),
)


def _als_bytes(wortel: Any, r: random.Random) -> Post:
    """Broken below the level of elements. What a plain XML reader makes of it is what it is worth."""
    data = r.choice(_BYTES)(_schrijf(wortel), r)
    try:
        return Post(data, etree.fromstring(data), envelop=False)
    except etree.XMLSyntaxError:
        return Post(data, None, envelop=False)
