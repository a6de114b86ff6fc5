"""The tables of the lake as contracts: what every column means, in which unit, and what it cannot tell.

A table holds facts about many clients under a surrogate number. The contract is the only place where a
column is declared; writing checks Parquet files against it, and docs/generated/lake.md is made from it.
No column may hold a person: no BSN, name, date of birth, address or free text.

Layout on disk (the fastest of those measured, see docs/generated/lake.md): one folder per table, below it
`bron=<source>/jaar=<year>/`, zstd-compressed, each file sorted by the dense number `client_nr`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stelsel.domein.toegang.begrippen import Doelrichting


class Type(StrEnum):
    """Storage types; `DATUM` is a calendar day without a time."""

    INT8 = "int8"
    INT16 = "int16"
    INT32 = "int32"
    INT64 = "int64"
    TEKST = "string"
    DATUM = "date32"


@dataclass(frozen=True)
class Kolom:
    """One column. `leeg` tells whether a value may be missing; `waarden` closes the list of values."""

    naam: str
    type: Type
    betekenis: str
    eenheid: str = ""
    voorbehoud: str = ""
    leeg: bool = False
    waarden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tabel:
    """One table. `jaar_uit`: the date column whose year makes the partition; None without years. `versie`
    rises with the columns; a file of an earlier version reads as empty in the columns it does not have."""

    naam: str
    betekenis: str
    voorbehoud: str
    bron: str
    kolommen: tuple[Kolom, ...]
    jaar_uit: str | None = None
    versie: int = 1

    @property
    def kolomnamen(self) -> tuple[str, ...]:
        """The names in the order of the contract."""
        return tuple(kolom.naam for kolom in self.kolommen)


DOMEINEN = ("jeugd", "wmo", "participatie")

_CLIENT_NR = Kolom(
    "client_nr",
    Type.INT32,
    "Surrogate number of the client, dense from 0, given out by the lake; the same client has one number in "
    "all tables and sources",
    voorbehoud="Has no meaning outside this lake and may not be published",
)
_GEMEENTE = Kolom("gemeente", Type.TEKST, "Municipality code, four digits with leading zeros")
_AANBIEDER = Kolom(
    "aanbieder", Type.TEKST, "AGB code of the provider that claims", voorbehoud="Not of a subcontractor"
)
_DOMEIN = Kolom("domein", Type.TEKST, "Law under which support is given", waarden=DOMEINEN)
_PRODUCTCODE = Kolom(
    "productcode",
    Type.TEKST,
    "Product code within the category",
    leeg=True,
    voorbehoud="Empty: category only",
)
_PROFIEL = Kolom(
    "profiel", Type.TEKST, "Code of the support profile", leeg=True, voorbehoud="Empty: old product"
)

DECLARATIEREGELS = Tabel(
    naam="declaratieregels",
    betekenis="One approved claim line",
    voorbehoud="Claims arrive late: the last months before the date of the data are incomplete. Corrections "
    "are lines of their own with a negative amount.",
    bron="declaraties, demo, lake.intake",
    jaar_uit="begindatum",
    kolommen=(
        _CLIENT_NR,
        _GEMEENTE,
        _AANBIEDER,
        _DOMEIN,
        Kolom("productcategorie", Type.TEKST, "Product category, two digits"),
        _PRODUCTCODE,
        Kolom("begindatum", Type.DATUM, "First day of the support that is claimed", "calendar day, included"),
        Kolom("einddatum", Type.DATUM, "Last day of the support that is claimed", "calendar day, included"),
        Kolom("volume", Type.INT64, "Quantity delivered", "in the unit of `eenheid`"),
        Kolom("eenheid", Type.TEKST, "Unit of the volume, two-digit code of the standard"),
        Kolom("bedrag", Type.INT64, "Amount; a credit is negative", "eurocents"),
    ),
)

CLIENTEN = Tabel(
    naam="clienten",
    betekenis="One client who occurs in any of the other tables",
    voorbehoud="Features are those last known, not those on the day of the support.",
    bron="toegang, demo, lake.intake",
    kolommen=(
        _CLIENT_NR,
        Kolom(
            "pseudoniem",
            Type.TEKST,
            "Keyed pseudonym of the client, per region",
            voorbehoud="Key is not in the lake",
        ),
        Kolom("geboortejaar", Type.INT16, "Year of birth", "calendar year", leeg=True),
        _GEMEENTE,
        Kolom("huishouden", Type.INT32, "Surrogate number of the household", leeg=True),
        Kolom("geslacht", Type.TEKST, "m, v or x", leeg=True, waarden=("m", "v", "x")),
    ),
)

TOEWIJZINGEN = Tabel(
    naam="toewijzingen",
    betekenis="One allocation of support to a provider, with its actual start and stop",
    voorbehoud="A missing stop date is not proof that support still runs: stop messages come late.",
    bron="toegang, demo, lake.intake",
    jaar_uit="ingangsdatum",
    kolommen=(
        _CLIENT_NR,
        Kolom("toewijzing", Type.TEKST, "Keyed pseudonym of the allocation"),
        _GEMEENTE,
        _AANBIEDER,
        _DOMEIN,
        Kolom("productcategorie", Type.TEKST, "Product category, two digits", leeg=True),
        _PRODUCTCODE,
        _PROFIEL,
        Kolom("ingangsdatum", Type.DATUM, "First day of the allocation", "calendar day, included"),
        Kolom(
            "einddatum",
            Type.DATUM,
            "Last day of the allocation",
            "calendar day, included",
            "Empty: open",
            True,
        ),
        Kolom(
            "bedrag",
            Type.INT64,
            "Amount granted: volume times contract tariff over the whole period, or the budget",
            "eurocents",
            "Empty: open end or no tariff known, so not in any sum of grants",
            True,
        ),
        Kolom("startdatum", Type.DATUM, "Day support began (305)", "calendar day", "Empty: not begun", True),
        Kolom("stopdatum", Type.DATUM, "Day support ended (307)", "calendar day", "Empty: not ended", True),
        Kolom("reden", Type.TEKST, "Reason of ending, code of the standard", leeg=True),
        Kolom("verwijzer", Type.TEKST, "Kind of referrer, code of the standard", leeg=True),
    ),
)

DECLARATIES = Tabel(
    naam="declaraties",
    betekenis="One claim of a provider for one month: what was asked, approved and proposed for payment",
    voorbehoud="Holds no clients. Of the history before the messages only approved lines are known, so sums "
    "of what was asked begin with the first message.",
    bron="declaraties",
    jaar_uit="begindatum",
    kolommen=(
        _GEMEENTE,
        _AANBIEDER,
        _DOMEIN,
        Kolom("declaratie", Type.TEKST, "Keyed pseudonym of the claim"),
        Kolom("begindatum", Type.DATUM, "First day of the period that is claimed", "calendar day, included"),
        Kolom("einddatum", Type.DATUM, "Last day of the period that is claimed", "calendar day, included"),
        Kolom("ingediend", Type.INT64, "Amount asked; credits count negative", "eurocents"),
        Kolom("goedgekeurd", Type.INT64, "Amount of the approved lines", "eurocents"),
        Kolom("betaalvoorstel", Type.INT64, "Amount proposed for payment", "eurocents", "Empty: none", True),
    ),
)

RESULTATEN = Tabel(
    naam="resultaten",
    betekenis="One score of one goal at one moment of measurement",
    voorbehoud="Only clients of whom results are recorded; those who drop out early are under-represented.",
    bron="resultaten, demo",
    jaar_uit="datum",
    kolommen=(
        _CLIENT_NR,
        _GEMEENTE,
        _AANBIEDER,
        _DOMEIN,
        _PROFIEL,
        Kolom("moment", Type.TEKST, "Moment of measurement", waarden=("T1", "T2", "T3")),
        Kolom("datum", Type.DATUM, "Day of measurement", "calendar day"),
        Kolom("score", Type.INT8, "Goal attainment: -2 to 2, 0 is as agreed", "GAS points", leeg=True),
        Kolom("gewicht", Type.INT8, "Weight of the goal among the client's goals", "points, 1 or more"),
        Kolom(
            "richting",
            Type.TEKST,
            "Which way the goal points: to something better, to keep what is, or to feel well with it",
            "",
            "A goal to keep what is there is reached when its score stays; empty in files of version 1",
            leeg=True,
            waarden=tuple(richting.value for richting in Doelrichting),
        ),
        Kolom(
            "daling",
            Type.INT16,
            "Decline that was to be expected by the day of measurement, recorded no later than that day",
            "hundredths of a GAS point, 0 is none",
            "Not a failure: take the difference between two moments from what was to be reached; empty in "
            "files of version 1",
            leeg=True,
        ),
    ),
    versie=2,
)

OUDE_REGELS = Tabel(
    naam="oude_regels",
    betekenis="One line of history from another system, with the unit and the financing as they stood there",
    voorbehoud="Only of imported sources. The same line stands in `declaratieregels` in the common unit; an "
    "empty `eenheid` says that its volume could not be converted, and there it counts as zero.",
    bron="lake.inlezen",
    jaar_uit="begindatum",
    kolommen=(
        _CLIENT_NR,
        _GEMEENTE,
        _AANBIEDER,
        _DOMEIN,
        Kolom("productcategorie", Type.TEKST, "Product category, two digits", "", "Empty: not known"),
        _PRODUCTCODE,
        Kolom("begindatum", Type.DATUM, "First day of the support that is claimed", "calendar day, included"),
        Kolom("oud_domein", Type.TEKST, "Domain or way of financing, in the words of the source"),
        Kolom("oude_eenheid", Type.TEKST, "Unit of the volume, in the words of the source"),
        Kolom(
            "oud_volume",
            Type.INT64,
            "Quantity delivered",
            "thousandths of `oude_eenheid`",
            "Empty: the source did not say",
            True,
        ),
        Kolom("eenheid", Type.TEKST, "Common unit that it was converted to", "", "Empty: not converted"),
        Kolom("volume", Type.INT64, "The same quantity in the common unit", "in the unit of `eenheid`"),
        Kolom("bedrag", Type.INT64, "Amount; a credit is negative", "eurocents"),
    ),
)

TABELLEN: dict[str, Tabel] = {
    tabel.naam: tabel
    for tabel in (DECLARATIEREGELS, CLIENTEN, TOEWIJZINGEN, DECLARATIES, RESULTATEN, OUDE_REGELS)
}
