"""A chart on the page: a Vega-Lite description becomes SVG that everyone can read.

The drawing is one image with a Dutch title and description for a screen reader; its parts are hidden from
it, as the library names them in English. There is no style or script in it, so it passes a strict content
security policy, and no fixed size, so it fits any width. Put the same numbers in a table beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

_SECONDEN = 60
_BEWAARD = 256
_BUITENSTE = re.compile(r'^<svg[^>]*?viewBox="([^"]+)"[^>]*>(.*)</svg>\s*$', re.DOTALL)
_ENGELS = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')
_KENMERK = re.compile(r'\bid="([^"]+)"')


class TekenenMislukt(Exception):
    """The drawing program ended without charts; the page can do with the table alone."""


@dataclass(frozen=True)
class Grafiek:
    """A chart to draw: the Vega-Lite description and, in one or two Dutch sentences, what is to be seen."""

    vega: dict[str, Any]
    omschrijving: str


def render_grafiek(grafiek: Grafiek) -> str:
    """One chart as SVG text. Raises TekenenMislukt."""
    return render_grafieken([grafiek])[0]


def render_grafieken(grafieken: Sequence[Grafiek]) -> list[str]:
    """Charts as SVG texts, drawn together: the first time some 0.7 s, after that from memory.

    The description holds the data, so it is its own data version. Raises TekenenMislukt.
    """
    if not grafieken:
        return []
    vega = tuple(json.dumps(grafiek.vega, sort_keys=True) for grafiek in grafieken)
    return [_verpak(grafiek, svg) for grafiek, svg in zip(grafieken, _teken(vega), strict=True)]


@lru_cache(maxsize=_BEWAARD)
def _teken(vega: tuple[str, ...]) -> tuple[str, ...]:
    """The bare SVG of each description, by the drawing program."""
    opdracht = "[" + ",".join(vega) + "]"
    try:
        uitkomst = subprocess.run(
            [sys.executable, "-m", "stelsel.apps.web.render.tekenaar"],
            input=opdracht,
            capture_output=True,
            text=True,
            check=True,
            timeout=_SECONDEN,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fout:
        raise TekenenMislukt("de grafieken konden niet worden getekend") from fout
    return tuple(json.loads(uitkomst.stdout))


def _verpak(grafiek: Grafiek, svg: str) -> str:
    """The drawing inside an image with a Dutch name; identifiers made unique for the page."""
    gevonden = _BUITENSTE.match(svg.strip())
    if gevonden is None:
        raise TekenenMislukt("de tekening heeft een onverwachte vorm")
    vak, inhoud = gevonden.groups()
    sleutel = "g" + hashlib.sha256((svg + grafiek.omschrijving).encode()).hexdigest()[:10]
    inhoud = _ENGELS.sub("", inhoud)
    for naam in set(_KENMERK.findall(inhoud)):
        inhoud = inhoud.replace(f'id="{naam}"', f'id="{sleutel}-{naam}"')
        inhoud = inhoud.replace(f"url(#{naam})", f"url(#{sleutel}-{naam})")
    return (
        f'<svg class="app-grafiek" xmlns="http://www.w3.org/2000/svg" viewBox="{vak}" role="img" '
        f'aria-labelledby="{sleutel}-titel {sleutel}-tekst" focusable="false">'
        f'<title id="{sleutel}-titel">{escape(grafiek.vega["title"]["text"])}</title>'
        f'<desc id="{sleutel}-tekst">{escape(grafiek.omschrijving)}</desc>'
        f'<g aria-hidden="true">{inhoud}</g></svg>'
    )
