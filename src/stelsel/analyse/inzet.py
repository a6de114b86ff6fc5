"""From when until when did a client really get which product from whom?

Definition: support runs from its start (without one: from the first day of the allocation) up to and
including its stop (without one: the last day of the allocation). Without either, or with an end after the
last day of the data, it still runs. An allocation that begins after that day is left out.
Caveat: stop messages come late, so of what still runs some has ended.
"""

from __future__ import annotations

from datetime import date

from stelsel.analyse.selectie import Selectie
from stelsel.lake.engine import Table, read_uitkomst

EERSTE_DAG = date(1970, 1, 1)


def get_peildatum(regels: Table, toewijzingen: Table, *, today: date) -> date:
    """The last day of the data: of claimed support, a start or a stop, and never after `today`."""
    import ibis

    dagen = [regels.einddatum, toewijzingen.startdatum, toewijzingen.stopdatum]
    laatsten = [
        tabel.filter(dag <= today).aggregate(dag=dag.max())
        for tabel, dag in zip((regels, toewijzingen, toewijzingen), dagen, strict=True)
    ]
    bekend = read_uitkomst(ibis.union(*laatsten))["dag"].drop_nulls().to_list()
    return max(bekend, default=today)


def get_inzet(toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> Table:
    """Per allocation client_nr, product, soort (domein and category), aanbieder, verwijzer, `begin` and
    `eind` as day numbers (`eind` at most the last day of the data) and `loopt` (1 or 0). Of the selection all
    but the year."""
    import ibis

    if selectie.gemeenten is not None:
        toewijzingen = toewijzingen.filter(toewijzingen.gemeente.isin(sorted(selectie.gemeenten)))
    if selectie.domeinen is not None:
        toewijzingen = toewijzingen.filter(toewijzingen.domein.isin(sorted(selectie.domeinen)))
    t = toewijzingen
    begin = ibis.coalesce(t.startdatum, t.ingangsdatum)
    eind = ibis.coalesce(t.stopdatum, t.einddatum)
    grens = ibis.literal(peildatum)
    loopt = eind.isnull() | (eind > grens)
    codes = [t[naam] for naam in ("productcode", "productcategorie") if naam in t.columns]
    return t.filter(begin <= grens).select(
        "client_nr",
        "aanbieder",
        "verwijzer",
        product=t.domein.concat(" ", ibis.coalesce(*codes, ibis.literal(""))),
        soort=t.domein.concat(" ", ibis.coalesce(*reversed(codes), ibis.literal(""))),
        begin=als_dagnummer(begin),
        eind=ibis.ifelse(loopt, als_dagnummer(grens), als_dagnummer(eind)),
        loopt=loopt.cast("int8"),
    )


def get_in_jaar(inzet: Table, jaar: int | None) -> Table:
    """What has a day in that year, cut to it; all for None."""
    if jaar is None:
        return inzet
    eerste, laatste = list_jaargrenzen(jaar)
    binnen = inzet.filter((inzet.begin <= laatste) & (inzet.eind >= eerste))
    return binnen.mutate(
        begin=binnen.begin.clip(lower=eerste).cast("int32"),
        eind=binnen.eind.clip(upper=laatste).cast("int32"),
    )


def list_jaargrenzen(jaar: int) -> tuple[int, int]:
    """The day numbers of the first and the last day of a year."""
    return (date(jaar, 1, 1) - EERSTE_DAG).days, (date(jaar, 12, 31) - EERSTE_DAG).days


def als_dagnummer(dag: Table) -> Table:
    """A date as the number of days since 1970, which every engine subtracts alike."""
    import ibis

    return dag.delta(ibis.literal(EERSTE_DAG), unit="day").cast("int32")


def join_aaneengesloten(inzet: Table, *, per: list[str], onderbreking: int) -> Table:
    """Chains of support: per `per` one row with begin, eind, loopt for whatever follows each other with at
    most `onderbreking` days in between."""
    import ibis

    dagen = inzet.group_by([*per, "begin"]).agg(eind=inzet.eind.max(), loopt=inzet.loopt.max())
    eerder = ibis.window(group_by=per, order_by="begin", rows=(None, -1))
    laatste = dagen.eind.max().over(eerder)
    nieuw = laatste.isnull() | (dagen.begin - laatste - 1 > onderbreking)
    met = dagen.mutate(nieuw=nieuw.cast("int32"))
    tot_hier = ibis.window(group_by=per, order_by="begin", rows=(None, 0))
    genummerd = met.mutate(keten=met.nieuw.sum().over(tot_hier))
    ketens = genummerd.group_by([*per, "keten"])
    return ketens.agg(begin=genummerd.begin.min(), eind=genummerd.eind.max(), loopt=genummerd.loopt.max())
