"""`stelsel profielen ontwerp --openbaar`: the design as it may be passed on, in the keys of the command."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from stelsel.analyse.onthulling import Norm, Uitgave, get_norm, render_uitgave
from stelsel.analyse.profielen.ontwerp import Ontwerp
from stelsel.analyse.profielen.ontwerpuitgave import create_openbare_data
from stelsel.cli.marktuitgave import create_uitgave
from stelsel.kern.bedrag import in_euro


def print_openbaar(ontwerp: Ontwerp, *, als_json: bool) -> None:
    """Only what may be passed on, on standard output."""
    today = datetime.now(tz=ZoneInfo("Europe/Amsterdam")).date()
    norm = get_norm(Uitgave.OPENBAAR, peildatum=today)
    data = create_openbare_data(ontwerp, norm=norm) | {"uitgave": create_uitgave(norm)}
    print(json.dumps(data, ensure_ascii=False, indent=2) if als_json else render_openbaar(data, norm=norm))


def render_openbaar(data: dict[str, Any], *, norm: Norm) -> str:
    """The same for people, in lines."""
    regels = [data["advies"]["reden"], "", f"{'profielen':>10}{'verklaard':>11}{'minste cliënten':>17}"]
    regels += [f"{rij['k']:>10}{100 * rij['r2_cv']:>9.0f} %{rij['n_min']:>17}" for rij in data["per_aantal"]]
    regels += ["", f"{'cliënten':>10}{'gemiddeld':>16}  kenmerken"]
    regels += [
        f"{groep['n']:>10}{in_euro(round(groep['gemiddelde'])):>16}  {groep['kenmerken']}"
        for groep in data["groepen"]
    ]
    weg = data["verborgen"]["aantallen"]
    return "\n".join([*regels, "", f"Niet getoond: {weg} grotere aantallen profielen.", render_uitgave(norm)])
