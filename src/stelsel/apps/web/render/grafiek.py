"""A chart on the page: a Vega-Lite description becomes SVG that everyone can read.

The drawing is one image with a Dutch title and description for a screen reader; its parts are hidden from
it, as the library names them in English. There is no style or script in it, so it passes a strict content
security policy, and no fixed size, so it fits any width. Put the same numbers in a table beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

_SECONDEN = 60
_BEWAARD, _OP_SCHIJF = 256, 2_000
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
    """Charts as SVG texts, drawn together: the first time some 0.7 s, after that from memory or from disk.

    The description holds the data, so it is its own data version. Raises TekenenMislukt.
    """
    if not grafieken:
        return []
    vega = tuple(json.dumps(grafiek.vega, sort_keys=True) for grafiek in grafieken)
    return [_verpak(grafiek, svg) for grafiek, svg in zip(grafieken, _teken(vega), strict=True)]


@lru_cache(maxsize=_BEWAARD)
def _teken(vega: tuple[str, ...]) -> tuple[str, ...]:
    """The bare SVG of each description: as one of the web processes had it drawn before, else drawn now."""
    opdracht = "[" + ",".join(vega) + "]"
    if not settings.configured:  # a command without website has no folder of its own
        return _draw(opdracht)
    kenmerk = hashlib.sha256(f"{version('vl-convert-python')} {opdracht}".encode()).hexdigest()
    pad = Path(settings.VAR_DIR) / "tekeningen" / f"{kenmerk}.json"
    with suppress(OSError, ValueError):
        return tuple(json.loads(pad.read_text("utf-8")))
    svgs = _draw(opdracht)
    with suppress(OSError):  # a full disk costs time, not the page
        _keep(pad, svgs)
    return svgs


def _keep(pad: Path, svgs: tuple[str, ...]) -> None:
    """Keep the drawings for every process; the oldest make place. They hold figures, as the data do."""
    pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    nieuw = pad.with_name(f"{pad.name}.{os.getpid()}.{threading.get_ident()}.nieuw")
    nieuw.write_text(json.dumps(svgs), "utf-8")
    os.replace(nieuw, pad)
    alle = sorted(pad.parent.iterdir(), key=lambda een: een.stat().st_mtime, reverse=True)
    for oud in alle[_OP_SCHIJF:]:
        oud.unlink(missing_ok=True)


def _draw(opdracht: str) -> tuple[str, ...]:
    """The work of the drawing program."""
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
