"""The rule for A, B and C as a file of the user: `stelsel marktschets --indeling TOML`."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.domein.marktschets.indelingsregel import Indelingsregel

#: What a file may leave out; it is then that of the standard rule.
_STANDAARD = ("vanaf", "segment", "waarom")
_GRENS = ("soort", "waarde")


def read_regel(pad: Path) -> Indelingsregel:
    """The rule in a TOML file. Raises RegelFout, also for a name that we do not know: it may be misspelt."""
    from stelsel.domein.marktschets.indelingsregel import RegelFout, get_standaardregel, parse_regel
    from stelsel.kern.tomlfout import render_tomlfout

    try:
        data = tomllib.loads(pad.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise RegelFout(f"{pad.name} is geen tekst in UTF-8.") from None
    except (ValueError, RecursionError) as fout:
        raise RegelFout(f"{pad.name}: {render_tomlfout(fout)}") from None
    standaard = get_standaardregel().als_data()
    grens = data.get("grens")
    vreemd = _list_vreemd(data, standaard) + _list_vreemd(grens if isinstance(grens, dict) else {}, _GRENS)
    if vreemd:
        raise RegelFout(f"{pad.name}: {' '.join(vreemd)}")
    try:
        return parse_regel({naam: standaard[naam] for naam in _STANDAARD} | data)
    except RegelFout as fout:
        raise RegelFout(f"{pad.name}: {fout}") from None


def _list_vreemd(data: Mapping[str, Any], bekend: Collection[str]) -> list[str]:
    uit = []
    for naam in data:
        if naam not in bekend:
            lijkt = difflib.get_close_matches(naam, bekend, n=1)
            uit.append(f"{naam} kennen wij niet." + (f" Bedoelt u {lijkt[0]}?" if lijkt else ""))
    return uit
