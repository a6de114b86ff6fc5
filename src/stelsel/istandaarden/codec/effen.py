"""The plain shape of a 323, read without a parser.

A 323 of any size is written by a program: tags without attributes, simple values, nothing in between. That
shape is a regular language. Its expression is made from the definition of the message and is narrower than
the schema on every point, so what it recognises from the first Prestatie to the last is valid at level 1 and
reads in one way only. It can say yes, never no: whatever it does not recognise is for the parser.

What stands around the lines goes to the parser always, with the first line in its place (`omhulsel`). No
comment, CDATA or instruction may stand there, so what we take for Clienten is what the parser takes for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from stelsel.istandaarden.berichten import Berichtdefinitie, Datatype, Klasse, get_definitie
from stelsel.istandaarden.berichten.datatypen import NIET_LEEG
from stelsel.istandaarden.codec.parser import BOM
from stelsel.istandaarden.codec.regeltabel import SCHEMA, GeenDatum, concat_delen, type_regels
from stelsel.istandaarden.codelijsten import Familie, get_codelijsten

#: Bytes of one portion: large enough to be fast, small beside the table.
PORTIE = 2 * 1024 * 1024
#: A longer stretch of white space is not plain: the parser has limits of its own on text.
_WIT = "[ \\t\\r\\n]{0,256}+"
#: Printable ASCII without & < >; the first character is no space, so it is never empty.
_TEKEN = "[ -%'-;=?-~]"
_EERSTE = "[!-%'-;=?-~]"
_DATUM = "[12][0-9]{3}-[01][0-9]-[0-3][0-9]"
_EENVOUDIG = re.compile(r"\[[A-Za-z0-9-]+\](\{[0-9]+\}|\+)?")
_PREFIX = rb"<((?:[A-Za-z_][A-Za-z0-9_.-]{0,31}:)?)%s>"
#: Column of the table per element of a Prestatie.
_KOLOM = {
    "ReferentieNummer": "referentie_nummer",
    "VorigReferentieNummer": "vorig_referentie_nummer",
    "ToewijzingNummer": "toewijzing_nummer",
    "ProductCategorie": "categorie",
    "ProductCode": "code",
    "Begindatum": "begin",
    "Einddatum": "eind",
    "GeleverdVolume": "volume",
    "Eenheid": "eenheid",
    "ProductTarief": "tarief",
    "Bedrag": "bedrag",
    "DebetCredit": "dc",
}


class NietEffen(Exception):
    """Not in the plain shape: the parser has to look. Says nothing about whether the message is right."""


@dataclass(frozen=True)
class Effen:
    """`omhulsel`: the document with only its first Prestatie, not judged yet; `regels`: the whole table."""

    omhulsel: bytes
    regels: pl.DataFrame


@dataclass(frozen=True)
class _Vorm:
    """The expressions of one message with its prefixes. `regel`: a Prestatie, and the start of a new Client
    when that follows; its groups are `kolommen` and the BSN of that new Client."""

    opening: re.Pattern[bytes]
    regel: re.Pattern[bytes]
    slot: re.Pattern[bytes]
    begin: bytes
    einde: bytes
    kolommen: tuple[str, ...]


def _render_waarde(datatype: Datatype, definitie: Berichtdefinitie) -> str:
    """An expression for values of this type: each of them passes the schema. NietEffen when we have none."""
    facetten = (datatype.min_lengte, datatype.max_lengte, datatype.minimum, datatype.maximum)
    match (datatype.basis, datatype.patroon, *facetten):
        case ("string", None, None, int(), None, None) if datatype.codelijst:
            codes = get_codelijsten(definitie.familie, definitie.release)[datatype.naam].codes
            return "|".join(re.escape(code) for code in codes)
        case ("integer", None, None, None, 0, int(maximum)):
            return f"[0-9]{{1,{len(str(maximum + 1)) - 1}}}+"
        case ("date", "[^:Z]*", None, None, None, None):
            return _DATUM
        case ("string", str(patroon), 1, int(lengte), None, None) if _EENVOUDIG.fullmatch(patroon):
            return f"(?={_TEKEN}{{1,{lengte}}}+<){patroon}"
        case ("string", patroon, 1, int(lengte), None, None) if patroon in (None, NIET_LEEG):
            return f"{_EERSTE}{_TEKEN}{{0,{lengte - 1}}}+"
    raise NietEffen(datatype.naam)


def _render_klasse(klasse: Klasse, prefixen: tuple[str, str], definitie: Berichtdefinitie) -> Iterator[str]:
    """The elements of one class in their order; every value is a group."""
    prefix = prefixen[klasse.basis]
    for element in klasse.elementen:
        if element.meervoud:
            raise NietEffen(element.naam)
        naam = f"{prefix}{element.naam}"
        if isinstance(element.type, Klasse):
            inhoud = _WIT + "".join(_render_klasse(element.type, prefixen, definitie))
        else:
            inhoud = f"({_render_waarde(element.type, definitie)})"
        deel = f"<{naam}>{inhoud}</{naam}>{_WIT}"
        yield deel if element.verplicht else f"(?:{deel})?"


def _list_kolommen(klasse: Klasse) -> Iterator[str]:
    for element in klasse.elementen:
        if isinstance(element.type, Klasse):
            yield from _list_kolommen(element.type)
        elif element.naam in _KOLOM:
            yield _KOLOM[element.naam]
        else:
            raise NietEffen(element.naam)


def _get_klasse(klasse: Klasse, *namen: str) -> Klasse:
    """The class at a path below another one."""
    for naam in namen:
        gevonden = klasse.get_element(naam).type
        if not isinstance(gevonden, Klasse):
            raise NietEffen(naam)
        klasse = gevonden
    return klasse


@lru_cache(maxsize=32)
def _get_vorm(familie: Familie, release: str, m: str, b: str) -> _Vorm:
    """`m` and `b`: the prefixes of the message and of the basisschema, with their colon."""
    definitie = get_definitie(familie, "323", release)
    client = _get_klasse(definitie.wortel, "Declaratie", "Clienten", "Client")
    prestatie = _get_klasse(client, "Prestaties", "Prestatie")
    nummer, rest = client.elementen[0], client.elementen[1:]
    if isinstance(nummer.type, Klasse) or nummer.naam != "Bsn" or len(rest) != 1:
        raise NietEffen("Client")
    bsn = _render_waarde(nummer.type, definitie)
    m_, b_ = re.escape(m), re.escape(b)
    open_client = f"<{m_}Client>{_WIT}<{m_}Bsn>({bsn})</{m_}Bsn>{_WIT}<{m_}Prestaties>{_WIT}"
    sluit_client = f"</{m_}Prestaties>{_WIT}</{m_}Client>{_WIT}"
    inhoud = "".join(_render_klasse(prestatie, (m_, b_), definitie))
    regel = f"<{m_}Prestatie>{_WIT}{inhoud}</{m_}Prestatie>{_WIT}(?:{sluit_client}{open_client})?"
    opening = f"<{m_}Clienten>{_WIT}{open_client}"
    slot = f"{sluit_client}</{m_}Clienten>"
    return _Vorm(
        opening=re.compile(opening.encode("ascii")),
        regel=re.compile(regel.encode("ascii")),
        slot=re.compile(slot.encode("ascii")),
        begin=f"<{m}Prestatie>".encode("ascii"),
        einde=f"</{m}Prestatie>".encode("ascii"),
        kolommen=tuple(_list_kolommen(prestatie)),
    )


def _find_vorm(begin: bytes, definitie: Berichtdefinitie) -> tuple[_Vorm, int]:
    """The shape of this message and where Clienten begins."""
    clienten = re.search(_PREFIX % b"Clienten", begin)
    referentie = re.search(_PREFIX % b"ReferentieNummer", begin)
    if definitie.soort != "323" or clienten is None or referentie is None:
        raise NietEffen("geen Clienten in het begin")
    prefixen = (clienten.group(1).decode("ascii"), referentie.group(1).decode("ascii"))
    return _get_vorm(definitie.familie, definitie.release, *prefixen), clienten.start()


def _check_rand(kop: bytes, staart: bytes) -> None:
    """Nothing but elements and text around the lines, after the XML declaration."""
    kop = kop.removeprefix(BOM)
    instructies = kop.count(b"<?") - kop.startswith(b"<?xml ")
    if instructies or b"<?" in staart or b"<!" in kop or b"<!" in staart:
        raise NietEffen("commentaar, CDATA of een instructie")


class _Lezer:
    """Gathers the lines portion by portion. `_bsn`: of the Client that the next Prestatie belongs to."""

    def __init__(self, vorm: _Vorm, *, bsn: bytes, regelnummer: int) -> None:
        self._vorm, self._bsn, self._regelnummer = vorm, bsn, regelnummer
        self._delen: list[pl.DataFrame] = []
        self._clienten = 0
        self._geopend = False

    def read(self, portie: bytes) -> int:
        """Whole Prestaties from the first byte on; the position after the last of them."""
        rijen: list[tuple[bytes | None, ...]] = []
        regelnummers: list[int] = []
        plek = 0
        for gevonden in self._vorm.regel.finditer(portie):
            if gevonden.start() != plek:
                break
            rijen.append(gevonden.groups())
            regelnummers.append(self._regelnummer)
            begin, plek = gevonden.span()
            self._regelnummer += portie.count(b"\n", begin, plek)
        if not rijen:
            raise NietEffen("geen Prestatie")
        self._add(list(zip(*rijen, strict=True)), regelnummers)
        return plek

    def _add(self, kolommen: list[tuple[bytes | None, ...]], regelnummers: list[int]) -> None:
        """Columns of values, the last one the BSN of the next Client."""
        namen = (*self._vorm.kolommen, "volgende")
        tekst = pl.DataFrame(
            [pl.Series(naam, kolom, dtype=pl.Binary) for naam, kolom in zip(namen, kolommen, strict=True)]
        ).cast(pl.String)
        wissel = tekst["volgende"].is_not_null().cast(pl.Int32).cum_sum()
        try:
            deel = type_regels(tekst)
        except GeenDatum:
            raise NietEffen("een datum die niet bestaat") from None
        deel = deel.with_columns(
            client=wissel.shift(1, fill_value=0) + self._clienten,
            bsn=pl.col("volgende").shift(1, fill_value=self._bsn.decode("ascii")).forward_fill(),
            regelnummer=pl.Series(regelnummers, dtype=pl.Int64),
        )
        self._clienten += int(wissel[-1])
        self._geopend = kolommen[-1][-1] is not None
        laatste = tekst["volgende"].drop_nulls()
        if len(laatste):
            self._bsn = str(laatste[-1]).encode("ascii")
        self._delen.append(deel.drop("volgende"))

    def close(self) -> pl.DataFrame:
        """The whole table. NietEffen when it ends in a Client without a Prestatie."""
        if self._geopend:
            raise NietEffen("een Client zonder Prestatie")
        return concat_delen(self._delen).select(
            "client",
            pl.int_range(pl.len(), dtype=pl.Int32).over("client").alias("prestatie"),
            *SCHEMA.names()[2:-2],
            *(pl.lit(None, dtype=SCHEMA[naam]).alias(naam) for naam in SCHEMA.names()[-2:]),
        )


def read_effen(begin: bytes, blokken: Iterable[bytes], *, definitie: Berichtdefinitie) -> Effen:
    """Read a 323 in the plain shape: its `begin`, with the first Prestatie in it, and the blocks after that.

    NietEffen as soon as something is not plain. The schema has not seen the `omhulsel` yet: only when that is
    valid, and its one line is the first of the table, the message passed level 1."""
    vorm, plek = _find_vorm(begin, definitie)
    opening = vorm.opening.match(begin, plek)
    if opening is None or vorm.regel.match(begin, opening.end()) is None:
        raise NietEffen("de eerste Prestatie")
    kop = begin[: opening.end()]
    lezer = _Lezer(vorm, bsn=opening.group(1), regelnummer=kop.count(b"\n") + 1)
    voorraad = [begin[opening.end() :]]
    for blok in blokken:
        voorraad.append(blok)
        if sum(map(len, voorraad)) < PORTIE:
            continue
        data = b"".join(voorraad)
        knip = data.rfind(vorm.begin)
        if knip <= 0 or lezer.read(data[:knip]) != knip:
            raise NietEffen("een Prestatie")
        voorraad = [data[knip:]]
    data = b"".join(voorraad)
    einde = lezer.read(data)
    slot = vorm.slot.match(data, einde)
    if slot is None:
        raise NietEffen("het einde")
    staart = data[slot.end() :]
    _check_rand(kop, staart)
    een_regel = begin[opening.end() : begin.index(vorm.einde, opening.end())] + vorm.einde
    return Effen(kop + een_regel + slot.group() + staart, lezer.close())
