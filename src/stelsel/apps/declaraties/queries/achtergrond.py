"""What the gemeente knows, fetched for one message at once: the same few statements for 1 line or 200,000.

Keys go to the database as one parameter, rows come back without model instances and become columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import BigIntegerField, Case, F, Max, Q, QuerySet, Sum, Value, When

from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.apps.verwerving.queries import get_tarieven
from stelsel.istandaarden.beoordeling import (
    CONTRACT_SCHEMA,
    EERDER_SCHEMA,
    GEBRUIKT_SCHEMA,
    TOEWIJZING_SCHEMA,
    Achtergrond,
)
from stelsel.kern.volume import Eenheid

from ..models import Declarant, Declaratie, Declaratieregel
from .kolommen import Gegeven, Vraag


@dataclass(frozen=True)
class Dossier:
    """`achtergrond`: what the rules look at; `clienten`: bsn to client_id of the known clients."""

    achtergrond: Achtergrond
    clienten: pl.DataFrame


def is_nummer_gebruikt(declarant: Declarant, declaratie_nummer: str) -> bool:
    """This declarant used the number before, in a claim that was not rejected as a whole."""
    return _declaraties(declarant).filter(declaratie_nummer=declaratie_nummer).exists()


def get_laatste_periode(declarant: Declarant) -> date | None:
    """First day of the last period claimed; None before the first claim."""
    laatste: date | None = _declaraties(declarant).aggregate(laatste=Max("periode_begindatum"))["laatste"]
    return laatste


def _declaraties(declarant: Declarant) -> QuerySet[Declaratie]:
    return Declaratie.objects.filter(
        gemeente_id=declarant.gemeente_id, aanbieder_id=declarant.aanbieder_id, wet=declarant.wet
    )


def get_dossier(*, declarant: Declarant, regels: pl.DataFrame, contract: pl.DataFrame) -> Dossier:
    """Everything that judging these lines needs, in five statements; `contract`: that of list_contract."""
    clienten = _list_clienten(declarant, regels["bsn"].unique())
    nummers = regels["toewijzing_nummer"].unique().cast(pl.String)
    toewijzingen = _list_toewijzingen(declarant, nummers).join(clienten, on="client_id")
    toewijzing_ids = toewijzingen["toewijzing_id"]
    eerder = pl.concat(
        [
            _list_met_referentie(declarant, regels),
            _list_in_periodes(toewijzing_ids, regels["begin"].unique()),
        ]
    ).unique()
    achtergrond = Achtergrond(
        bsns=frozenset(clienten["bsn"]),
        toewijzingen=toewijzingen.select(list(TOEWIJZING_SCHEMA)),
        contract=contract,
        eerder=eerder.drop("regel_id").with_columns(_LEEG, pl.col("bedrag").abs()),
        gebruikt=_list_gebruikt(toewijzing_ids),
    )
    return Dossier(achtergrond, clienten)


def _list_clienten(declarant: Declarant, bsns: pl.Series) -> pl.DataFrame:
    schema = {"bsn": pl.String, "client_id": pl.Int64}
    return _CLIENTEN.list_rijen(schema, gemeente=declarant.gemeente_id, bsns=bsns)


def _list_toewijzingen(declarant: Declarant, nummers: pl.Series) -> pl.DataFrame:
    tabel = _TOEWIJZINGEN.list_rijen(
        _TOEWIJZING_KOLOMMEN, gemeente=declarant.gemeente_id, wet=declarant.wet, nummers=nummers
    )
    eigen = tabel.filter(pl.col("aanbieder_id") == declarant.aanbieder_id)
    return eigen.with_columns(_LEEG).with_columns(pl.col("toewijzing_nummer").cast(pl.Int64))


def list_contract(declarant: Declarant) -> pl.DataFrame:
    """The contract lines of a declarant (CONTRACT_SCHEMA)."""
    tarieven = get_tarieven(
        aanbieder_agb=declarant.aanbieder_id, gemeentecode=declarant.gemeente_id, wet=declarant.wet
    )
    rijen = [(t.code, t.categorie, t.eenheid, t.tarief, t.van, t.tot) for t in tarieven]
    return pl.DataFrame(rijen, schema=CONTRACT_SCHEMA, orient="row")


def _list_met_referentie(declarant: Declarant, regels: pl.DataFrame) -> pl.DataFrame:
    """Earlier lines whose ReferentieNummer these lines use or credit, and their earlier credits."""
    vorige = regels["vorig_referentie_nummer"].drop_nulls()
    namen = pl.concat([regels["referentie_nummer"], vorige]).unique()
    return _MET_REFERENTIE.list_rijen(_EERDER, declarant=declarant.pk, namen=namen, vorige=vorige.unique())


def _list_in_periodes(toewijzing_ids: pl.Series, begins: pl.Series) -> pl.DataFrame:
    """Approved lines on these allocations in the ProductPeriodes of this message."""
    dagen = begins.dt.to_string("%Y-%m-%d")
    return _IN_PERIODES.list_rijen(_EERDER, toewijzingen=toewijzing_ids, dagen=dagen)


def _list_gebruikt(toewijzing_ids: pl.Series) -> pl.DataFrame:
    """Approved volume and amount per allocation, credits subtracted."""
    return _GEBRUIKT.list_rijen(GEBRUIKT_SCHEMA, toewijzingen=toewijzing_ids)


def _vraag_clienten() -> QuerySet[Any]:
    return Client.objects.filter(gemeente_id=Gegeven("gemeente"), bsn__in_sleutels=Gegeven("bsns"))


def _vraag_toewijzingen() -> QuerySet[Any]:
    # By number, and the aanbieder looked at afterwards: a database that may choose reads all of an aanbieder.
    return Toewijzing.objects.filter(
        gemeente_id=Gegeven("gemeente"),
        wet=Gegeven("wet"),
        toewijzing_nummer__in_sleutels=Gegeven("nummers"),
    )


def _vraag_met_referentie() -> QuerySet[Any]:
    # Approved and rejected lines have an index each.
    goed, fout = (
        Declaratieregel.objects.filter(
            declarant_id=Gegeven("declarant"),
            goedgekeurd=oordeel,
            referentie_nummer__in_sleutels=Gegeven("namen"),
        )
        for oordeel in (True, False)
    )
    credits = Declaratieregel.objects.filter(
        ~Q(vorig_referentie_nummer=""),
        declarant_id=Gegeven("declarant"),
        goedgekeurd=True,
        vorig_referentie_nummer__in_sleutels=Gegeven("vorige"),
    )
    return goed.union(fout, credits, all=True)


def _vraag_in_periodes() -> QuerySet[Any]:
    # The allocations are the declarant's; naming him too would make SQLite read all of his lines.
    return Declaratieregel.objects.filter(
        goedgekeurd=True,
        toewijzing_id__in_sleutels=Gegeven("toewijzingen"),
        begindatum__in_sleutels=Gegeven("dagen"),
    )


def _vraag_gebruikt() -> QuerySet[Any]:
    teken = Case(
        When(vorig_referentie_nummer="", then=Value(1)), default=Value(-1), output_field=BigIntegerField()
    )
    # By allocation alone, in the order of the index: a sum for each unit would have to be sorted first.
    rijen = Declaratieregel.objects.filter(
        goedgekeurd=True, toewijzing_id__in_sleutels=Gegeven("toewijzingen")
    ).values("toewijzing_id")
    uur = Q(eenheid=Eenheid.UUR.value)
    return rijen.annotate(
        uren=Sum(F("volume") * teken, filter=uur),
        overig=Sum(F("volume") * teken, filter=~uur),
        som_bedrag=Sum("bedrag"),
    ).order_by()


#: In the tables "not given" is an empty text; in the rules it is an empty value, which keeps a rule kept.
_LEEG = pl.col(pl.String).replace("", None)
_TOEWIJZING_VELDEN = {
    "aanbieder_id": "aanbieder_id",
    "toewijzing_nummer": "toewijzing_nummer",
    "client_id": "client_id",
    "toewijzing_id": "id",
    "t_categorie": "categorie",
    "t_code": "code",
    "t_begin": "ingangsdatum",
    "t_eind": "einddatum",
    "t_volume": "volume",
    "t_eenheid": "eenheid",
    "t_frequentie": "frequentie",
    "t_budget": "budget",
    "t_reden_wijziging": "reden_wijziging",
}
_ANDERS = {"aanbieder_id": pl.String, "client_id": pl.Int64, "toewijzing_nummer": pl.String}
_TOEWIJZING_KOLOMMEN = {naam: {**TOEWIJZING_SCHEMA, **_ANDERS}[naam] for naam in _TOEWIJZING_VELDEN}
_EERDER = {**EERDER_SCHEMA, "regel_id": pl.Int64}
_EERDER_VELDEN = {"begin": "begindatum", "eind": "einddatum", "regel_id": "id"}
_EERDER_PER_KOLOM = tuple(_EERDER_VELDEN.get(kolom, kolom) for kolom in _EERDER)

_CLIENTEN = Vraag(_vraag_clienten, ("bsn", "id"))
_TOEWIJZINGEN = Vraag(_vraag_toewijzingen, tuple(_TOEWIJZING_VELDEN.values()))
_MET_REFERENTIE = Vraag(_vraag_met_referentie, _EERDER_PER_KOLOM)
_IN_PERIODES = Vraag(_vraag_in_periodes, _EERDER_PER_KOLOM)
_GEBRUIKT = Vraag(_vraag_gebruikt, ("toewijzing_id", "uren", "overig", "som_bedrag"))
