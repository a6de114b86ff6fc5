"""The list of ceilings."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, EuroColumn, JaarColumn, Lijst

from ..models import Plafond


class PlafondLijst(Lijst):
    """One row per ceiling."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:plafond", {"nummer": tables.A("nummer")})
    )
    soort = tables.Column(verbose_name="Soort")
    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Van", default="Regio")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aanbieder", default="")
    categorie = tables.Column(verbose_name="Perceel")
    wet = tables.Column(verbose_name="Wet")
    jaar = JaarColumn(verbose_name="Jaar")
    bedrag = EuroColumn(verbose_name="Plafond", default="open einde")
    actie = BadgeColumn(verbose_name="Actie", tonen={"geen": "neutraal", "signaal": "let_op", "stop": "fout"})
    vandatum = DatumColumn(verbose_name="Vanaf")
    totdatum = DatumColumn(verbose_name="Tot en met")

    class Meta(Lijst.Meta):
        model = Plafond
        fields = (
            "nummer", "soort", "gemeente", "aanbieder", "categorie", "wet", "jaar", "bedrag", "actie",
            "vandatum", "totdatum",
        )  # fmt: skip
