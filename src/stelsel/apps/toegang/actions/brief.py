"""What the letter of a besluit says; how it looks is in the template."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from stelsel.apps.web.render.brief import render_brief
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.domein.toegang.omvang import render_omvang

from .. import queries
from ..models import Besluit, Client, Vraag

_SJABLOON = resources.files("stelsel.apps.toegang") / "templates" / "toegang" / "beschikking.typ"


def render_beschikking(besluit: Besluit, *, ondertekenaar: str) -> bytes:
    """The PDF of a besluit; the same besluit gives the same bytes."""
    data = create_briefgegevens(besluit, ondertekenaar=ondertekenaar)
    return render_brief(sjabloon=_SJABLOON, data=data, now=besluit.besloten_at)


def create_briefgegevens(besluit: Besluit, *, ondertekenaar: str) -> dict[str, Any]:
    """Every word of the letter that differs per besluit."""
    vraag, client = besluit.vraag, besluit.vraag.client
    wet = WET_NAAM[Wet(vraag.wet)]
    return {
        "nummer": besluit.nummer,
        "gemeente": client.gemeente.naam,
        "datum": _render_datum(besluit.besluitdatum),
        "onderwerp": "U krijgt hulp" if besluit.toegekend else "U krijgt de gevraagde hulp niet",
        "aanhef": f"Beste {client.volledige_naam},",
        "client": {"naam": client.volledige_naam, "adres": _list_adresregels(client)},
        "vraag": vraag.vraag,
        "besluit": _render_besluit(besluit, wet),
        "motivering": besluit.motivering,
        "toegekend": besluit.toegekend,
        "hulp": _create_hulp(vraag) if besluit.toegekend else None,
        "resultaten": list(besluit.resultaten),
        "doelen": [doel.tekst for doel in vraag.doelen.order_by("id")],
        "bezwaar_tot": _render_datum(queries.get_bezwaardatum(besluit)),
        "ondertekenaar": ondertekenaar,
    }


def _render_besluit(besluit: Besluit, wet: str) -> str:
    if not besluit.toegekend:
        return f"Wij geven u op dit moment geen hulp op grond van de {wet}. Hieronder leest u waarom."
    return (
        f"Wij geven u hulp op grond van de {wet}. De hulp begint op "
        f"{_render_datum(besluit.ingangsdatum)}. In deze brief leest u welke hulp u krijgt en van wie."
    )


def _create_hulp(vraag: Vraag) -> dict[str, str]:
    product, omvang = vraag.product, queries.get_omvang(vraag)
    if product is None or vraag.aanbieder is None or omvang is None:
        raise ValueError("een toekenning heeft een product, een omvang en een aanbieder")
    return {
        "naam": product.naam,
        "uitleg": product.profiel.uitleg if product.profiel else "",
        "omvang": render_omvang(omvang),
        "aanbieder": vraag.aanbieder.naam,
        "vanaf": _render_datum(vraag.ingangsdatum),
        "tot": _render_datum(vraag.einddatum),
    }


def _list_adresregels(client: Client) -> list[str]:
    straat = " ".join(str(deel) for deel in (client.straat, client.huisnummer, client.huisletter) if deel)
    postcode = f"{client.postcode[:4]} {client.postcode[4:]}".strip()
    return [regel for regel in (straat, f"{postcode} {client.plaats}".strip()) if regel]


def _render_datum(dag: date | None) -> str:
    if dag is None:
        return "er is nog geen einddatum"
    with translation.override("nl"):
        return date_format(dag, "j F Y")
