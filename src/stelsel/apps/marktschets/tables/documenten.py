"""The register of editions."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import DatumColumn, Lijst

from ..models import Marktdocument


class DocumentLijst(Lijst):
    """One row per edition."""

    nummer = tables.Column(
        verbose_name="Editie", linkify=("marktschets:editie", {"nummer": tables.A("nummer")})
    )
    onderwerp = tables.Column(verbose_name="Waarover")
    gegevens_tm = DatumColumn(verbose_name="Gegevens tot en met")
    regel = tables.Column(verbose_name="Regel voor A, B en C")
    vingerafdruk = tables.Column(verbose_name="Vingerafdruk")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Marktdocument
        fields = (
            "nummer", "onderwerp", "gegevens_tm", "regel", "vingerafdruk", "gemaakt_door", "gemaakt_at",
        )  # fmt: skip

    def render_vingerafdruk(self, value: str) -> str:
        """The beginning, which is enough to tell two apart."""
        return value[:12]
