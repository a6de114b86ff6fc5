"""The list of profiles."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import DatumColumn, GetalColumn, Lijst

from ..models import Profiel


class ProfielLijst(Lijst):
    """One row per profile in force."""

    bijschrift = "Profielen"
    naam = tables.LinkColumn("profielen:profiel", args=[tables.A("code")], verbose_name="Profiel")
    code = tables.Column(verbose_name="Code")
    wet = tables.Column(verbose_name="Wet")
    perspectief = tables.Column(verbose_name="Perspectief")
    complexiteit = tables.Column(verbose_name="Complexiteit")
    aantal_producten = GetalColumn(verbose_name="Producten")
    vandatum = DatumColumn(verbose_name="Sinds")

    class Meta(Lijst.Meta):
        model = Profiel
        fields = ("naam", "code", "wet", "perspectief", "complexiteit", "aantal_producten", "vandatum")
