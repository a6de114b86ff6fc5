"""The list of saved comparisons."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import JaarColumn, Lijst

from ..models import Vergelijking


class VergelijkingLijst(Lijst):
    """One row per scenario."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:vergelijking", {"nummer": tables.A("nummer")})
    )
    naam = tables.Column(verbose_name="Naam")
    domein = tables.Column(verbose_name="Domein")
    jaar = JaarColumn(verbose_name="Jaar")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = tables.DateTimeColumn(verbose_name="Gemaakt op", format="d-m-Y H:i")

    class Meta(Lijst.Meta):
        model = Vergelijking
        fields = ("nummer", "naam", "domein", "jaar", "gemaakt_door", "gemaakt_at")
