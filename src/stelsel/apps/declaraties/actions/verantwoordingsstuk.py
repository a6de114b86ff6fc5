"""The production statement on paper and as a workbook; how the PDF looks is in the template."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from stelsel.apps.web.render.brief import render_brief
from stelsel.domein.declaraties.verantwoording import Productieregel, parse_inhoud
from stelsel.domein.toegang.begrippen import EENHEID_NAAM, WET_NAAM, Wet
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import Eenheid

from ..queries.verantwoording import Verantwoordingsbeeld

_SJABLOON = (
    resources.files("stelsel.apps.declaraties") / "templates" / "declaraties" / "productieverantwoording.typ"
)
_KOPPEN = ("Product", "Maand", "Eenheid", "Cliënten", "Volume", "Goedgekeurd", "Gecrediteerd", "Netto")


def list_geldende_regels(beeld: Verantwoordingsbeeld) -> list[Productieregel]:
    """What was closed when it is closed, else the figures as they are now."""
    bewaard = beeld.bewaard
    return parse_inhoud(bewaard.inhoud) if bewaard and bewaard.definitief_at else beeld.regels


def render_volume(regel: Productieregel) -> str:
    """Units with their name; a volume of money is in cents, and reads as an amount."""
    if regel.eenheid == Eenheid.EURO:
        return in_euro(regel.volume)
    return f"{regel.volume:,} {EENHEID_NAAM[Eenheid(regel.eenheid)]}".replace(",", ".")


def render_verantwoording(beeld: Verantwoordingsbeeld, *, now: datetime) -> bytes:
    """The PDF; a closed one gives the same bytes for good but for what was paid since."""
    moment = (beeld.bewaard.definitief_at if beeld.bewaard else None) or now
    return render_brief(sjabloon=_SJABLOON, data=create_verantwoordingsgegevens(beeld, now=now), now=moment)


def create_verantwoordingsgegevens(beeld: Verantwoordingsbeeld, *, now: datetime) -> dict[str, Any]:
    """Every word that differs per statement."""
    regels, bewaard, wie = list_geldende_regels(beeld), beeld.bewaard, beeld.declarant
    return {
        "jaar": str(beeld.jaar),
        "gemeente": wie.gemeente.naam,
        "aanbieder": wie.aanbieder.naam,
        "agb": wie.aanbieder_id,
        "wet": WET_NAAM[Wet(wie.wet)],
        "akkoord": _render_dag(bewaard.akkoord_at) if bewaard else "",
        "definitief": _render_dag(bewaard.definitief_at) if bewaard and bewaard.definitief_at else "",
        "sha256": bewaard.inhoud_sha256 if bewaard else beeld.sha256,
        "stand": _render_dag(now),
        "betaald": in_euro(beeld.betaald),
        "open": in_euro(beeld.open),
        "goedgekeurd": in_euro(sum(regel.goedgekeurd for regel in regels)),
        "gecrediteerd": in_euro(sum(regel.gecrediteerd for regel in regels)),
        "netto": in_euro(sum(regel.netto for regel in regels)),
        "regels": [
            {
                "product": regel.product,
                "maand": f"{regel.maand[5:]}-{regel.maand[:4]}",
                "volume": render_volume(regel),
                "clienten": str(regel.clienten),
                "netto": in_euro(regel.netto),
            }
            for regel in regels
        ],
    }


def list_bladen(beeld: Verantwoordingsbeeld) -> dict[str, list[tuple[Any, ...]]]:
    """The sheets of the workbook: the statement, and how it ties to the ledger; euros."""
    rijen = [
        (r.product, r.maand, EENHEID_NAAM[Eenheid(r.eenheid)], r.clienten, _get_aantal(r),
         *(centen / 100 for centen in (r.goedgekeurd, r.gecrediteerd, r.netto)))
        for r in list_geldende_regels(beeld)
    ]  # fmt: skip
    a = beeld.aansluiting
    aansluiting = (
        ("Verantwoording", a.verantwoording),
        ("Som van de regels", a.regels),
        ("Min: in declaraties over een ander jaar", -a.elders),
        ("Plus: van een ander jaar in deze declaraties", a.van_ander_jaar),
        ("Grootboek", a.grootboek),
        ("Verschil zonder oorzaak", a.verschil),
        ("Betaald", beeld.betaald),
        ("Nog open", beeld.open),
    )
    stukken: list[tuple[Any, ...]] = [(wat, centen / 100) for wat, centen in aansluiting]
    return {"Productie": [_KOPPEN, *rijen], "Aansluiting": [("Wat", "Euro"), *stukken]}


def _get_aantal(regel: Productieregel) -> float:
    """For a workbook: units, or euros."""
    return regel.volume / 100 if regel.eenheid == Eenheid.EURO else regel.volume


def _render_dag(moment: datetime) -> str:
    with translation.override("nl"):
        return date_format(moment, "j F Y")
