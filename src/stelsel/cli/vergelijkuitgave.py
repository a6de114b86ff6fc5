"""`stelsel bekostiging vergelijk --openbaar`: the comparison as it may be passed on, in the keys it has.

Rows that may not be shown are not there; `verborgen` says how many, `uitgave` what the edition asks. Warnings
are about the file, not about people, and are for who handed it in: they are not in it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from stelsel.analyse.bekostiging.modelvergelijking import Modelvergelijking
from stelsel.analyse.bekostiging.vergelijkuitgave import (
    Grootsten,
    compute_verborgen,
    drop_verborgen,
    protect_vergelijking,
)
from stelsel.analyse.onthulling import Norm, Uitgave, get_norm, render_uitgave
from stelsel.cli.marktuitgave import create_uitgave
from stelsel.cli.vergelijktekst import render_tekst
from stelsel.domein.parameters import get_aantal


def print_openbaar(vergelijking: Modelvergelijking, *, grootsten: Grootsten, als_json: bool) -> None:
    """Only what may be passed on, on standard output."""
    today = datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date()
    norm = get_norm(Uitgave.OPENBAAR, peildatum=today)
    klein = get_aantal("kleine_aanbieder_omzet", peildatum=today)
    data = create_openbaar(vergelijking, grootsten=grootsten, norm=norm, kleine_omzet=klein)
    if als_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    elif vergelijking.clienten < norm.drempel:
        print(f"Minder dan {norm.drempel} cliënten: er zijn geen cijfers om te delen.")
    else:
        weg = data["verborgen"]
        getoond = _get_getoond(vergelijking, grootsten=grootsten, norm=norm, kleine_omzet=klein)
        print(f"{render_tekst(getoond)}\n\n{render_uitgave(norm)}")
        print(f"Niet getoond: {weg['gemeenten']} gemeenten en {weg['aanbieders']} aanbieders.")


def create_openbaar(
    vergelijking: Modelvergelijking, *, grootsten: Grootsten, norm: Norm, kleine_omzet: int
) -> dict[str, Any]:
    """The keys of the command as far as they may be passed on; no models with fewer clients than the norm."""
    uitgave = {"uitgave": create_uitgave(norm)}
    if vergelijking.clienten < norm.drempel:
        return {"modellen": {}, "clienten": None, "profielen": {}, "minder_dan": norm.drempel} | uitgave
    weg = compute_verborgen(vergelijking, grootsten=grootsten, norm=norm, kleine_omzet=kleine_omzet)
    aantallen = {naam: len(getattr(weg, naam)) for naam in ("gemeenten", "aanbieders", "profielen")}
    getoond = _get_getoond(vergelijking, grootsten=grootsten, norm=norm, kleine_omzet=kleine_omzet)
    return getoond.als_data() | {"verborgen": aantallen} | uitgave


def _get_getoond(
    vergelijking: Modelvergelijking, *, grootsten: Grootsten, norm: Norm, kleine_omzet: int
) -> Modelvergelijking:
    weg = compute_verborgen(vergelijking, grootsten=grootsten, norm=norm, kleine_omzet=kleine_omzet)
    return drop_verborgen(protect_vergelijking(vergelijking, grootsten=grootsten, norm=norm), weg)
