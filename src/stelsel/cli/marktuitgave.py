"""`stelsel marktschets --openbaar`: the core figures as they may be passed on, in the keys of the command.

What may not be shown is null; nothing beyond the core figures is in it, since every further table of the
same file would have to be weighed against these.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from stelsel.analyse.marktschets import Marktschets
from stelsel.analyse.onthulling import NIET_GETOOND, Norm, Uitgave, get_norm
from stelsel.analyse.uitgave import create_lege_data, protect_schets
from stelsel.kern.bedrag import in_euro

_KERN = {
    "gemiddelde": "Gemiddeld per cliënt", "mediaan": "Middelste cliënt", "p25": "Een kwart kost hooguit",
    "p75": "Drie kwart kost hooguit", "p90": "Negen van de tien hooguit",
}  # fmt: skip


def create_openbaar(schets: Marktschets, *, peildatum: date) -> dict[str, Any]:
    """The core figures of the public edition, with what it asks under `uitgave`."""
    norm = get_norm(Uitgave.OPENBAAR, peildatum=peildatum)
    genoeg = schets.kosten.clienten >= norm.drempel
    data = protect_schets(schets, norm).als_data() if genoeg else create_lege_data(norm)
    return data | {"uitgave": create_uitgave(norm)}


def create_uitgave(norm: Norm) -> dict[str, Any]:
    """What an edition asks, for who reads the figures by a program."""
    return {
        "voor": Uitgave.OPENBAAR.value,
        "minste_clienten": norm.drempel,
        "minste_clienten_aandeel": norm.noemer,
        "afronding_clienten": norm.aantal,
        "afronding_bedrag": norm.bedrag,
        "afronding_persoon": norm.persoon,
    }


def render_openbaar(data: dict[str, Any]) -> str:
    """The same for people, in lines."""
    if data["clienten"] is None:
        return f"Minder dan {data['minder_dan']} cliënten: er zijn geen cijfers om te delen."
    kosten = data["kosten_per_client"]
    regels = [("Cliënten", str(data["clienten"])), ("Totale kosten", in_euro(data["totaal_bedrag"]))]
    regels += [(naam, _als_euro(kosten[sleutel])) for sleutel, naam in _KERN.items()]
    regels.append(("Gini", NIET_GETOOND if data["gini"] is None else str(data["gini"]).replace(".", ",")))
    regels += [(f"Duurste {p} % cliënten", f"{round(100 * a)} %") for p, a in data["aandeel_top"].items()]
    regels += [(f"Segment {s['segment']}", f"{s['clienten']} cliënten") for s in data["abc"]]
    uitgave = data["uitgave"]
    slot = (
        f"Om te delen: afgerond op {uitgave['afronding_clienten']} cliënten en "
        f"{in_euro(uitgave['afronding_bedrag'])}. Cijfers over minder dan {uitgave['minste_clienten']} "
        "cliënten zijn weg."
    )
    return "\n".join([*(f"{naam:<26} {waarde}" for naam, waarde in regels), "", slot])


def _als_euro(centen: float | None) -> str:
    return NIET_GETOOND if centen is None else in_euro(round(centen))
