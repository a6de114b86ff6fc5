"""The list of roots of the journal."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.journal.models import Dagwortel
from stelsel.apps.web.tables import DatumColumn, GetalColumn, Lijst


class DagwortelLijst(Lijst):
    """One row per day."""

    datum = DatumColumn(verbose_name="Dag")
    volgnummer = GetalColumn(verbose_name="Schakels")
    hash = tables.Column(verbose_name="Wortel", orderable=False)

    class Meta(Lijst.Meta):
        model = Dagwortel
        fields = ("datum", "volgnummer", "hash")
