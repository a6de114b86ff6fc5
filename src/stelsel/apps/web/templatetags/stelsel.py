"""What every template may use: amounts, dates, badges, notices, figures and the one-time key."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from stelsel.kern.bedrag import in_euro

register = template.Library()
CENTEN_PER_MILJOEN = 100_000_000
_TONEN = {"goed", "let_op", "fout", "neutraal", "info"}
_MELDING = {"goed": "ok", "let_op": "warning", "fout": "error", "info": "info", "neutraal": "info"}


@register.filter
def euro(centen: int | None) -> str:
    """Cents as '€ 1.234,56'; empty for None."""
    return "" if centen is None else in_euro(int(centen))


@register.filter
def euro_heel(centen: int | None) -> str:
    """Cents as whole euros, '€ 1.235'; for overviews, never for a decision."""
    if centen is None:
        return ""
    return in_euro(round(int(centen) / 100) * 100)[:-3]


@register.filter
def euro_kort(centen: int | None) -> str:
    """Cents as '€ 1,2 mln' from a million on, else whole euros; for a sentence, with the table nearby."""
    if centen is None or abs(int(centen)) < CENTEN_PER_MILJOEN:
        return euro_heel(centen)
    return f"€ {int(centen) / CENTEN_PER_MILJOEN:.1f} mln".replace(".", ",").replace("€ -", "-€ ")


@register.filter
def datum(dag: date | None) -> str:
    """'3 maart 2026'."""
    return date_format(dag, "j F Y") if dag else ""


@register.filter
def datum_kort(dag: date | None) -> str:
    """'03-03-2026', for lists."""
    return date_format(dag, "d-m-Y") if dag else ""


@register.filter
def procent(aandeel: float | None) -> str:
    """A fraction as '12,3 %'."""
    return "" if aandeel is None else f"{aandeel * 100:.1f} %".replace(".", ",")


@register.simple_tag
def badge(woord: str, toon: str = "neutraal") -> SafeString:
    """A status: always a word, with a tone besides."""
    veilige_toon = toon if toon in _TONEN else "neutraal"
    return format_html('<span class="nl-data-badge app-badge app-badge--{}">{}</span>', veilige_toon, woord)


@register.inclusion_tag("web/melding.html")
def melding(toon: str, titel: str, tekst: str = "") -> dict[str, str]:
    """A notice with a heading and one sentence."""
    return {"toon": _MELDING.get(toon, "info"), "titel": titel, "tekst": tekst}


@register.inclusion_tag("web/grafiek.html")
def grafiek(svg: str, titel: str, tabel_id: str = "") -> dict[str, str]:
    """A picture with its message as title, and a link to the table with the same numbers."""
    return {"svg": mark_safe(svg), "titel": titel, "tabel_id": tabel_id}  # noqa: S308 - made by our own renderer


@register.simple_tag
def eenmalig() -> SafeString:
    """The hidden one-time key of a form that acts."""
    return format_html('<input type="hidden" name="eenmalig" value="{}">', secrets.token_urlsafe(24))


@register.simple_tag(takes_context=True)
def adres_met(context: dict[str, Any], **wijzigingen: Any) -> str:
    """The present address with some query parameters changed; None removes one."""
    vraag: QueryDict = context["request"].GET.copy()
    for naam, waarde in wijzigingen.items():
        if waarde is None:
            vraag.pop(naam, None)
        else:
            vraag[naam] = str(waarde)
    return f"?{vraag.urlencode()}"
