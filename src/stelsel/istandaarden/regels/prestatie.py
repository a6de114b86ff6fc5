"""Level 2 on the lines of a declaration, over columns: one boolean column per rule, True where it is broken.

The columns are those of codec/declaratie.py. A plain version of each rule, line by line, lives in the tests.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from stelsel.istandaarden.regels.registratie import Omgeving, regel_tabel
from stelsel.kern.periode import plus_maanden

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_EURO = "83"


def _credit() -> pl.Expr:
    return pl.col("dc") == "C"


@regel_tabel("CS002")
def bsn_zakt_voor_elfproef(bericht: Omgeving) -> pl.Expr:
    """Once per client: at its first line."""
    nummer = pl.col("bsn").cast(pl.Int64)
    cijfers = (g * (nummer // 10 ** (8 - plaats) % 10) for plaats, g in enumerate(_GEWICHTEN))
    return (pl.col("prestatie") == 0) & (pl.sum_horizontal(*cijfers) % 11 != 0)


@regel_tabel("TR101")
def regel_staat_dubbel(bericht: Omgeving) -> pl.Expr:
    """The same reference within the client, or the same Bsn at an earlier client."""
    sleutel = pl.struct("client", "referentie_nummer", "vorig_referentie_nummer")
    andere_client = (pl.col("prestatie") == 0) & (pl.col("client").min().over("bsn") != pl.col("client"))
    return ~sleutel.is_first_distinct() | andere_client


@regel_tabel("CD060", element="ProductReferentie")
def credit_en_vorige_referentie(bericht: Omgeving) -> pl.Expr:
    """A credit line names the line it takes back, a debit line names none."""
    return _credit() != pl.col("vorig_referentie_nummer").is_not_null()


@regel_tabel("TR315", element="ProductReferentie/VorigReferentieNummer")
def twee_keer_gecrediteerd(bericht: Omgeving) -> pl.Expr:
    """The second and later ones."""
    vorig = pl.col("vorig_referentie_nummer")
    return vorig.is_not_null() & ~vorig.is_first_distinct()


@regel_tabel("TR316", element="ProductReferentie/VorigReferentieNummer")
def gecrediteerd_in_zelfde_bericht(bericht: Omgeving) -> pl.Expr:
    """The line it takes back stands in this message."""
    return pl.col("vorig_referentie_nummer").is_in(pl.col("referentie_nummer").implode())


@regel_tabel("CD087", element="Eenheid")
def tarief_past_niet_bij_eenheid(bericht: Omgeving) -> pl.Expr:
    """A tariff if and only if the volume is not in euros."""
    return (pl.col("eenheid") != _EURO) != pl.col("tarief").is_not_null()


@regel_tabel("CS339", element="IngediendBedrag/Bedrag")
def bedrag_wijkt_af_van_volume(bericht: Omgeving) -> pl.Expr:
    """A volume in euros is the amount."""
    return (pl.col("eenheid") == _EURO) & (pl.col("bedrag") != pl.col("volume"))


@regel_tabel("CS325", element="IngediendBedrag/DebetCredit")
def nul_is_credit(bericht: Omgeving) -> pl.Expr:
    """An amount of nought is debit."""
    return (pl.col("bedrag") == 0) & _credit()


@regel_tabel("CS100", element="ProductPeriode/Begindatum")
def voor_invoering(bericht: Omgeving) -> pl.Expr:
    """Before that day the older messages were in use."""
    return pl.col("begin") < bericht.grenzen.eerste_declaratiedag


@regel_tabel("CS337", element="ProductPeriode")
def over_maandgrens(bericht: Omgeving) -> pl.Expr:
    """Begin and end in one calendar month."""
    return pl.col("begin").dt.month_start() != pl.col("eind").dt.month_start()


@regel_tabel("TR134", element="ProductPeriode/Begindatum")
def begint_na_dagtekening(bericht: Omgeving) -> pl.Expr:
    """Not before it happened."""
    return pl.col("begin") > bericht.dagtekening


@regel_tabel("TR137", element="ProductPeriode/Einddatum")
def eindigt_voor_begin_of_na_dagtekening(bericht: Omgeving) -> pl.Expr:
    """Begin, end and the message's date in this order."""
    return (pl.col("eind") < pl.col("begin")) | (pl.col("eind") > bericht.dagtekening)


@regel_tabel("TR319", element="ProductPeriode")
def na_declaratieperiode(bericht: Omgeving) -> pl.Expr:
    """The period of the declaration or an earlier one."""
    eind: date = bericht.waarden["Declaratie"]["DeclaratiePeriode"]["Einddatum"]
    return (pl.col("begin") > eind) | (pl.col("eind") > eind)


@regel_tabel("TR335", element="ProductPeriode/Einddatum")
def te_lang_geleden(bericht: Omgeving) -> pl.Expr:
    """Five years before the declaration's own date."""
    dagtekening: date = bericht.waarden["Declaratie"]["DeclaratieDagtekening"]
    return pl.col("eind") < plus_maanden(dagtekening, -bericht.grenzen.declaratietermijn_maanden)


@regel_tabel("TR416")
def twee_debetregels(bericht: Omgeving) -> pl.Expr:
    """The second and later debit line of a client for one product, allocation and period."""
    sleutel = pl.struct("client", "begin", "eind", "categorie", "toewijzing_nummer", "code", pl.col("dc"))
    return ~_credit() & ~sleutel.is_first_distinct()
