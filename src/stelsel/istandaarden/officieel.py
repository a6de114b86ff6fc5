"""A second opinion: the official schemas and the official control, from a folder that the user has.

Zorginstituut Nederland publishes an XSD per message and, for level 2, an XSLT per message; neither is part of
this package. Put them in one folder, in any order of subfolders. A schema is found by its name and its
targetNamespace (jw301.xsd), a control by its name (JW301.xsl), in a subfolder of the release (3_2) where more
releases are in the folder. The control reports as the standard has it: Rapport, Fouten, Fout with Code,
Locatie and Details.

The folder is trusted: an XSLT in it runs. It may read files, and not write or use the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from stelsel.istandaarden.berichten import Berichtdefinitie
from stelsel.istandaarden.catalogus import TECHNISCH_AFGEKEURD, get_catalogus
from stelsel.istandaarden.codec.lezen import find_definitie
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, parse_xml
from stelsel.istandaarden.codec.plaats import find_regelnummers
from stelsel.istandaarden.codec.schema import list_logregels
from stelsel.istandaarden.codec.uitleg import render_schemafouten
from stelsel.istandaarden.release import get_release
from stelsel.kern.bevinding import Bevinding

_RAPPORT = "{http://www.istandaarden.nl/validatie/1_1/rapport/schema}"
_XSL_VERSIE = "1.0"
_DEUREN = {
    **dict.fromkeys(("read_network", "write_file", "create_dir", "write_network"), False),
    "read_file": True,
}
_TOEGANG: Any = etree.XSLTAccessControl(**_DEUREN)


@dataclass(frozen=True)
class OfficieleControle:
    """The folder's verdict. `niveau`: as in Controle, None when the folder cannot judge this message.

    `xslt_versie`: of the control that ran (the XsltVersie of a retour), None when none did; `opmerkingen`:
    what could not be judged, and why, in plain Dutch."""

    niveau: int | None
    bevindingen: list[Bevinding] = field(default_factory=list)
    xslt_versie: str | None = None
    opmerkingen: list[str] = field(default_factory=list)


class _Ongeschikt(Exception):
    """A file of the folder that cannot be used; the text says why."""


def check_officieel(data: bytes, map_: Path, *, limiet: int = LIMIET_BYTES) -> OfficieleControle:
    """What the official files in `map_` find in one message (no envelope). Never raises on bad data."""
    try:
        definitie = find_definitie(data, limiet=limiet)
        wortel = parse_xml(data)
    except OnleesbaarBericht as fout:
        return OfficieleControle(1, fout.bevindingen)
    opmerkingen: list[str] = []
    try:
        bevindingen = _check_schema(wortel, definitie, map_)
        if bevindingen:
            return OfficieleControle(1, bevindingen)
        niveau: int | None = 0
    except _Ongeschikt as fout:
        niveau, opmerkingen = None, [str(fout)]
    try:
        bevindingen, versie = _run_controle(wortel, data, definitie, map_)
    except _Ongeschikt as fout:
        return OfficieleControle(niveau, [], None, [*opmerkingen, str(fout)])
    return OfficieleControle(2 if bevindingen else niveau, bevindingen, versie, opmerkingen)


def _list_bestanden(definitie: Berichtdefinitie, map_: Path, extensies: tuple[str, ...]) -> list[Path]:
    """The files named after the message; those of its release only, when folders are named after releases."""
    namen = {f"{definitie.naam.lower()}{extensie}" for extensie in extensies}
    gevonden = sorted(pad for pad in map_.rglob("*") if pad.name.lower() in namen and pad.is_file())
    release = get_release(definitie.release).naamruimte
    return [pad for pad in gevonden if release in pad.parts] or gevonden


def _get_doel(pad: Path) -> str | None:
    """The targetNamespace of a schema, None when it is no schema."""
    try:
        return etree.parse(pad, etree.XMLParser(no_network=True)).getroot().get("targetNamespace")
    except etree.XMLSyntaxError:
        return None


@lru_cache(maxsize=64)
def _compile_schema(pad: Path, _gewijzigd: float) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(etree.parse(pad, etree.XMLParser(no_network=True)))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as fout:
        raise _Ongeschikt(f"Het schema {pad.name} in de map is niet te gebruiken: {fout}") from None


def _check_schema(wortel: etree._Element, definitie: Berichtdefinitie, map_: Path) -> list[Bevinding]:
    paden = _list_bestanden(definitie, map_, (".xsd",))
    pad = next((pad for pad in paden if _get_doel(pad) == definitie.namespace), None)
    if pad is None:
        release = definitie.release
        raise _Ongeschikt(f"In de map staat geen schema van {definitie.naam} {release} (.xsd).")
    schema = _compile_schema(pad, pad.stat().st_mtime)
    if schema.validate(wortel):
        return []
    return render_schemafouten(list_logregels(schema.error_log), definitie, wortel)


@lru_cache(maxsize=64)
def _compile_controle(pad: Path, _gewijzigd: float) -> etree.XSLT:
    try:
        boom = etree.parse(pad, etree.XMLParser(no_network=True))
        versie = boom.getroot().get("version")
        if versie != _XSL_VERSIE:
            raise _Ongeschikt(f"De controle {pad.name} is XSLT {versie}; alleen {_XSL_VERSIE} is te draaien.")
        return etree.XSLT(boom, access_control=_TOEGANG)
    except (etree.XSLTParseError, etree.XMLSyntaxError) as fout:
        raise _Ongeschikt(f"De controle {pad.name} in de map is niet te gebruiken: {fout}") from None


def _run_controle(
    wortel: etree._Element, data: bytes, definitie: Berichtdefinitie, map_: Path
) -> tuple[list[Bevinding], str | None]:
    """The findings of the official control, in order of the document, and its version."""
    paden = _list_bestanden(definitie, map_, (".xsl", ".xslt"))
    if len(paden) != 1:
        wat = (
            f"meer dan één controle van {definitie.naam}" if paden else f"geen controle van {definitie.naam}"
        )
        raise _Ongeschikt(f"In de map staat {wat} {definitie.release} (.xsl); niveau 2 is niet beoordeeld.")
    try:
        rapport = _compile_controle(paden[0], paden[0].stat().st_mtime)(wortel).getroot()
    except etree.XSLTApplyError as fout:
        raise _Ongeschikt(f"De controle {paden[0].name} liep vast: {fout}") from None
    if rapport is None or rapport.tag != f"{_RAPPORT}Rapport":
        raise _Ongeschikt(f"De controle {paden[0].name} geeft geen rapport zoals de standaard dat heeft.")
    versie = rapport.findtext(f".//{_RAPPORT}XSLTVersie")
    bevindingen = list(_list_fouten(rapport, definitie))
    regels = find_regelnummers(data, {b.plaats for b in bevindingen})
    genummerd = [
        Bevinding(b.regel, b.uitleg, b.plaats, regels.get(b.plaats), b.retourcode) for b in bevindingen
    ]
    return sorted(genummerd, key=lambda b: (b.regelnummer or 0, b.regel)), versie


def _list_fouten(rapport: etree._Element, definitie: Berichtdefinitie) -> Iterator[Bevinding]:
    """One finding per place, in our words where we have them."""
    catalogus = get_catalogus(definitie.familie, definitie.release)
    for fout in rapport.iter(f"{_RAPPORT}Fout"):
        code = fout.findtext(f"{_RAPPORT}Code", "").strip()
        bekend = catalogus.get(code)
        uitleg = (bekend and bekend.uitleg) or fout.findtext(f"{_RAPPORT}Details", "").strip()
        plaatsen = [(locatie.text or "").strip() for locatie in fout.iter(f"{_RAPPORT}Locatie")]
        for plaats in plaatsen or [""]:
            yield Bevinding(code, uitleg, plaats, retourcode=TECHNISCH_AFGEKEURD)
