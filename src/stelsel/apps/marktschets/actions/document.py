"""Keeping an edition of the document, and saying which domein lies outside a phase of the verwerving."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.web.render.document import add_tekeningen, render_html, render_pdf
from stelsel.apps.web.render.grafiek import Grafiek

from ..models import Domeinbereik, Marktdocument
from ..queries import Documentbeeld

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class GeenDocument(ValueError):
    """There is nothing to keep; the text says why in plain Dutch."""


@transaction.atomic
def register_marktdocument(beeld: Documentbeeld, *, by: User, now: datetime) -> Marktdocument:
    """Keep the document as an edition. The same data and rules give the same fingerprint and the same bytes.

    Raises GeenDocument.
    """
    document = beeld.document
    if document is None or beeld.gegevens_tm is None:
        raise GeenDocument(beeld.waarom)
    data = document.als_data()
    grafieken = [Grafiek(o.vega, o.omschrijving) if o.vega else None for o in document.onderdelen]
    getekend = add_tekeningen(data, grafieken)
    (volgnummer,) = create_nummers(reeks="marktdocument")
    rij = Marktdocument.objects.create(
        nummer=f"MD-{now.year}-{volgnummer:04d}",
        onderwerp=document.onderwerp,
        jaar=beeld.keuze.jaar,
        gemeente=beeld.keuze.gemeente,
        domein=beeld.keuze.domein,
        gegevens_tm=beeld.gegevens_tm,
        lakeversie=beeld.lakeversie,
        regel=beeld.regel[:120],
        vingerafdruk=data["vingerafdruk"],
        kerncijfers=data["kerncijfers"],
        inhoud=data,
        pdf=render_pdf(getekend),
        html=render_html(getekend),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="marktdocument_gemaakt",
        object_soort="marktdocument",
        object_sleutel=rij.nummer,
        actor=by.username,
        now=now,
        data={"onderwerp": rij.onderwerp, "vingerafdruk": rij.vingerafdruk, "lakeversie": rij.lakeversie},
    )
    return rij


@transaction.atomic
def register_domeinbereik(
    *, domein: str, fase: str, doet_mee: bool, vanaf: date, reden: str, by: User, now: datetime
) -> Domeinbereik:
    """Say whether a domein is in a phase from a day on; an earlier row stays, the newest holds."""
    rij = Domeinbereik.objects.create(
        domein=domein,
        fase=fase,
        doet_mee=doet_mee,
        vanaf=vanaf,
        reden=reden,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="domeinbereik_vastgelegd",
        object_soort="domeinbereik",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data={
            "domein": domein, "fase": fase, "doet_mee": doet_mee, "vanaf": vanaf.isoformat(), "reden": reden,
        },
    )  # fmt: skip
    return rij
