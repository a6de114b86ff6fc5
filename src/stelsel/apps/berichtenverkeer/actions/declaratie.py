"""A 323: judged and stored by declaraties, answered with a 325."""

from __future__ import annotations

from django.db import connection

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import Berichtverband
from stelsel.apps.declaraties.actions import register_declaratie
from stelsel.apps.declaraties.models import Declaratieregel
from stelsel.istandaarden.berichten import get_definitie
from stelsel.istandaarden.codec import write_bericht
from stelsel.istandaarden.codec.declaratie import Declaratie

from .uitkomst import (
    Opdracht,
    Status,
    Uitkomst,
    create_identificatie,
    create_uitgaand_bericht,
    list_codes,
    list_regelbevindingen,
)


def register_declaratiebericht(opdracht: Opdracht) -> Uitkomst:
    """The verdict on a 323 whose header is sound. Refused as a whole: it counts as not sent."""
    heen, gemeente = opdracht.kop.heen, opdracht.gemeente
    if not isinstance(heen, Declaratie) or gemeente is None:
        raise TypeError("alleen een 323 voor een bekende gemeente komt hier")
    antwoordnaam = get_definitie(heen.definitie.familie, heen.definitie.retour_soort or "").naam
    uitslag = register_declaratie(
        declaratie=heen,
        gemeente=gemeente,
        aanbieder=opdracht.aanbieder,
        wet=queries.WET[heen.definitie.familie],
        bericht_sleutel=opdracht.sleutel,
        sha256=opdracht.rij.sha256,
        create_identificatie=lambda: create_identificatie(gemeentecode=gemeente.code, bericht=antwoordnaam),
        today=opdracht.today,
        now=opdracht.now,
    )
    antwoord = create_uitgaand_bericht(
        bericht=antwoordnaam,
        inhoud=write_bericht(uitslag.antwoord),
        identificatie=uitslag.antwoord.waarden["Header"]["BerichtIdentificatie"]["Identificatie"],
        aanbieder=opdracht.aanbieder,
        gemeente=gemeente,
        today=opdracht.today,
        now=opdracht.now,
    )
    verwerkt = uitslag.declaratie is not None
    if uitslag.declaratie is not None:
        _register_verbanden(uitslag.declaratie.pk, inkomend=opdracht.rij.pk, uitgaand=antwoord.pk)
    return Uitkomst(
        Status.VERWERKT if verwerkt else Status.AFGEKEURD,
        list_regelbevindingen(uitslag.antwoord),
        antwoord=antwoord,
        codes=list_codes(uitslag.antwoord),
        telt=verwerkt,
    )


def _register_verbanden(declaratie_id: int, *, inkomend: int, uitgaand: int) -> None:
    """The known allocations that a claim has lines on, for both messages: one statement for any claim."""
    regel, verband = Declaratieregel._meta.db_table, Berichtverband._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{verband}" (inkomend_id, uitgaand_id, toewijzing_id) '  # noqa: S608 - our names
            "SELECT b.inkomend, b.uitgaand, r.toewijzing_id FROM "
            f'(SELECT DISTINCT toewijzing_id FROM "{regel}" '
            "WHERE declaratie_id = %s AND toewijzing_id IS NOT NULL) AS r CROSS JOIN "
            "(SELECT CAST(%s AS bigint) AS inkomend, CAST(NULL AS bigint) AS uitgaand "
            "UNION ALL SELECT NULL, CAST(%s AS bigint)) AS b",
            [declaratie_id, inkomend, uitgaand],
        )
