"""A 323 or 325 as a header, a handful of values and a table of lines, read as a stream.

A declaration may hold hundreds of thousands of lines. They are judged by the schema while they are read,
go into columns, and are forgotten as XML at once, so memory grows with the table only.

Most 323s have a plain shape, which is recognised and read without a parser (codec.effen); all others, every
325, and what fits in one block, where the parser is faster, are for the parser. Both ways give the same
table, that of codec.regeltabel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO, overload

import polars as pl
from lxml import etree

from stelsel.istandaarden.berichten import DECLARATIE_SOORTEN, Bericht, Berichtdefinitie, Waarden
from stelsel.istandaarden.codec.effen import PORTIE, NietEffen, read_effen
from stelsel.istandaarden.codec.lezen import (
    BLOK,
    MEESTE_ELEMENTEN,
    close_parser,
    feed_blokken,
    find_definitie,
    parse_klasse,
    tel_elementen,
    weiger_elementen,
)
from stelsel.istandaarden.codec.parser import (
    LIMIET_BYTES,
    BegrensdeStroom,
    OnleesbaarBericht,
    create_judging_parser,
    weiger,
    weiger_afgebroken,
)
from stelsel.istandaarden.codec.plaats import get_regelnummer
from stelsel.istandaarden.codec.regeltabel import SCHEMA, GeenDatum, concat_delen, type_regels
from stelsel.istandaarden.codec.schema import get_schema
from stelsel.kern.bevinding import Bevinding

_PORTIE = 20_000
_TEKST = (
    *("referentie_nummer", "vorig_referentie_nummer", "categorie", "code", "eenheid", "dc"),
    *("begin", "eind", "toewijzing_nummer", "volume", "tarief", "bedrag"),
)


@dataclass(frozen=True)
class Declaratie:
    """`waarden`: the message without Clienten; `regels`: the table of lines (codec.regeltabel)."""

    definitie: Berichtdefinitie
    waarden: Waarden
    regels: pl.DataFrame

    @property
    def klasse(self) -> str:
        """The class that holds the clients: Declaratie (323) or DeclaratieAntwoord (325)."""
        return self.definitie.wortel.elementen[1].naam

    def als_bericht(self) -> Bericht:
        """The same message as nested values, as parse_bericht gives it. For messages of a modest size."""
        clienten = list(_list_clienten(self.regels))
        waarden = dict(self.waarden)
        if clienten:
            waarden[self.klasse] = {**waarden[self.klasse], "Clienten": {"Client": clienten}}
        return Bericht(self.definitie, waarden)


class Clientenlijst(Sequence[dict[str, Any]]):
    """The clients of a table of lines as the values of a message, each made when it is asked for: as values a
    line is twenty times larger than as a row."""

    def __init__(self, regels: pl.DataFrame) -> None:
        self._regels = regels.select(SCHEMA.names())
        self._begin = [*(regels["prestatie"] == 0).arg_true(), regels.height]

    def __len__(self) -> int:
        return len(self._begin) - 1

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return _list_clienten(self._regels)

    @overload
    def __getitem__(self, plek: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, plek: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, plek: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(plek, slice):
            return [self[n] for n in range(*plek.indices(len(self)))]
        nummer = range(len(self))[plek]
        [client] = _list_clienten(self._regels[self._begin[nummer] : self._begin[nummer + 1]])
        return client

    def __eq__(self, ander: object) -> bool:
        if not isinstance(ander, Sequence) or len(ander) != len(self):
            return False
        return all(een == twee for een, twee in zip(self, ander, strict=True))

    __hash__ = None  # type: ignore[assignment]  # like a list


def _list_clienten(regels: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The clients one by one; every client begins with its Prestatie 0."""
    client: dict[str, Any] = {}
    for rij in regels.iter_rows(named=True):
        if rij["prestatie"] == 0:
            if client:
                yield client
            client = {"Bsn": rij["bsn"], "Prestaties": {"Prestatie": []}}
            if rij["client_codes"] is not None:
                client["RetourCodes"] = {"RetourCode": rij["client_codes"]}
        client["Prestaties"]["Prestatie"].append(_prestatie(rij))
    if client:
        yield client


def _prestatie(rij: dict[str, Any]) -> dict[str, Any]:
    """One line as the values of a Prestatie."""
    referentie = {
        "ReferentieNummer": rij["referentie_nummer"],
        "VorigReferentieNummer": rij["vorig_referentie_nummer"],
    }
    waarden = {
        "ProductReferentie": {naam: waarde for naam, waarde in referentie.items() if waarde is not None},
        "ToewijzingNummer": rij["toewijzing_nummer"],
        "ProductCategorie": rij["categorie"],
        "ProductCode": rij["code"],
        "ProductPeriode": {"Begindatum": rij["begin"], "Einddatum": rij["eind"]},
        "GeleverdVolume": rij["volume"],
        "Eenheid": rij["eenheid"],
        "ProductTarief": rij["tarief"],
        "IngediendBedrag": {"Bedrag": rij["bedrag"], "DebetCredit": rij["dc"]},
        "RetourCodes": None if rij["codes"] is None else {"RetourCode": rij["codes"]},
    }
    return {naam: waarde for naam, waarde in waarden.items() if waarde is not None}


_RUW: dict[str, Any] = {
    "client": pl.Int32,
    "prestatie": pl.Int32,
    "bsn": pl.String,
    "regelnummer": pl.Int64,
    "codes": pl.List(pl.String),
    **dict.fromkeys(_TEKST, pl.String),
}


def _lees_prestatie(prestatie: etree._Element) -> tuple[Any, ...]:
    """Codes and texts of one line, in the order of `_RUW` from `codes` on."""
    delen = list(prestatie)
    codes = [code.text for code in delen.pop()] if delen[-1].tag.endswith("}RetourCodes") else None
    referentie, periode, bedrag = delen[0], delen[4], delen[-1]
    return (
        codes,
        referentie[0].text,
        referentie[1].text if len(referentie) > 1 else None,
        delen[2].text,
        delen[3].text,
        delen[6].text,
        bedrag[1].text,
        periode[0].text,
        periode[1].text,
        delen[1].text,
        delen[5].text,
        delen[7].text if len(delen) == 9 else None,
        bedrag[0].text,
    )


class _Lezer:
    """Gathers lines as text and turns them into typed columns in portions, so that memory stays small."""

    def __init__(self) -> None:
        self._delen: list[pl.DataFrame] = []
        self._rijen: list[tuple[Any, ...]] = []
        self._client = self._prestatie = 0
        self._client_codes: dict[int, list[str | None]] = {}

    def add(self, element: etree._Element) -> None:
        """A Prestatie or a Client that was read to its end; the root says nothing new."""
        if element.tag.endswith("}Prestatie"):
            self.add_prestatie(element)
        elif element.tag.endswith("}Client"):
            self.add_client(element)

    def add_prestatie(self, element: etree._Element) -> None:
        """One line; the element is forgotten."""
        ouder = element.getparent()
        client = None if ouder is None else ouder.getparent()
        if ouder is None or client is None:
            return
        plek = (self._client, self._prestatie, client[0].text, get_regelnummer(element))
        self._rijen.append(plek + _lees_prestatie(element))
        self._prestatie += 1
        ouder.remove(element)
        if len(self._rijen) >= _PORTIE:
            self._sluit_portie()

    def add_client(self, element: etree._Element) -> None:
        """The end of a Client: its codes (325), and the element is forgotten."""
        if element[-1].tag.endswith("}RetourCodes"):
            self._client_codes[self._client] = [code.text for code in element[-1]]
        self._client, self._prestatie = self._client + 1, 0
        ouder = element.getparent()
        if ouder is not None:
            ouder.remove(element)

    def _sluit_portie(self) -> None:
        kolommen = zip(*self._rijen, strict=True) if self._rijen else [[] for _ in _RUW]
        tekst = pl.DataFrame(dict(zip(_RUW, map(list, kolommen), strict=True)), schema=_RUW)
        self._rijen = []
        try:
            self._delen.append(type_regels(tekst))
        except GeenDatum:
            raise _geen_datum() from None

    def close(self) -> pl.DataFrame:
        """The whole table."""
        self._sluit_portie()
        tabel = concat_delen(self._delen)
        if not self._client_codes:
            leeg = pl.lit(None, dtype=pl.List(pl.String)).alias("client_codes")
            return tabel.with_columns(leeg).select(SCHEMA.names())
        codes = pl.DataFrame(
            {"client": list(self._client_codes), "client_codes": list(self._client_codes.values())},
            schema={"client": pl.Int32, "client_codes": pl.List(pl.String)},
        )
        return tabel.join(codes, on="client", how="left", maintain_order="left").select(SCHEMA.names())


def _geen_datum() -> OnleesbaarBericht:
    uitleg = "Een datum in een Prestatie is niet bruikbaar. Vul een jaar van vier cijfers in."
    return OnleesbaarBericht([Bevinding("XSD", uitleg)])


def stream_declaratie(
    stroom: BinaryIO,
    *,
    limiet: int = LIMIET_BYTES,
    lezer: Callable[[bytes], object] | None = None,
) -> Declaratie:
    """Read a 323 or 325 as a stream, after level 1, in memory that grows with the table of lines only.

    `limiet`: the most bytes; `lezer`: is given every block that is read (a digest). Raises OnleesbaarBericht
    with the findings of level 1, or when the message is no 323 or 325."""
    invoer = BegrensdeStroom(stroom, limiet=limiet, lezer=lezer)
    begin = invoer.read(BLOK)
    definitie = find_definitie(begin)
    if definitie.soort not in DECLARATIE_SOORTEN:
        raise weiger(f"Dit is een {definitie.naam}, geen declaratie of declaratie-antwoord.")
    try:
        if len(begin) < BLOK:
            raise NietEffen("een klein bericht")
        wortel, tabel = _read_effen(begin, invoer, definitie)
    except NietEffen:
        wortel, tabel = _read_regels(chain([begin], _blokken(invoer)), definitie)
    waarden = parse_klasse(wortel, definitie.wortel)
    if len(wortel) > 1:
        waarden[definitie.wortel.elementen[1].naam].pop("Clienten", None)
    return Declaratie(definitie, waarden, tabel)


def _blokken(invoer: BegrensdeStroom, grootte: int = BLOK) -> Iterator[bytes]:
    return iter(lambda: invoer.read(grootte), b"")


def _read_effen(
    begin: bytes, invoer: BegrensdeStroom, definitie: Berichtdefinitie
) -> tuple[etree._Element, pl.DataFrame]:
    """As _read_regels, for a 323 in the plain shape. NietEffen otherwise: the stream stands after `begin`."""
    if not invoer.herhaalbaar:
        raise NietEffen("een stroom die niet opnieuw te lezen is")
    try:
        effen = read_effen(begin, _blokken(invoer, PORTIE), definitie=definitie)
        wortel, eerste = _read_regels([effen.omhulsel], definitie)
        if not eerste.equals(effen.regels.head(1)):
            raise NietEffen("de eerste regel leest anders")
    except (NietEffen, OnleesbaarBericht):
        # What is wrong, and where, is for the parser to say, with the whole document before it.
        invoer.herhaal()
        invoer.read(BLOK)
        raise NietEffen from None
    return wortel, effen.regels


def _read_regels(
    blokken: Iterable[bytes], definitie: Berichtdefinitie
) -> tuple[etree._Element, pl.DataFrame]:
    """The root element, emptied of its clients, and the table of lines."""
    namen = [f"{{{definitie.namespace}}}{naam}" for naam in ("Prestatie", "Client", "Bericht")]
    parser = create_judging_parser(get_schema(definitie), namen)
    lezer = _Lezer()
    element: Any = None
    vol = 0
    for blok in feed_blokken(parser, blokken, definitie=definitie):
        vol += tel_elementen(blok)
        for _, element in parser.read_events():
            lezer.add(element)
            vol = 0
        if vol > MEESTE_ELEMENTEN:
            raise weiger_elementen()
    wortel = close_parser(parser, definitie)
    for _, element in parser.read_events():
        lezer.add(element)
    if element is not wortel:
        raise weiger_afgebroken()
    return wortel, lezer.close()
