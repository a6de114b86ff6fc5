"""Everything that changes bekostiging, and the reports it makes."""

from .bekostigingskeuze import KeuzeNietMogelijk, register_bekostigingskeuze
from .budget import take_over_budget
from .kostprijs import register_kostprijs
from .kostprijsonderzoek import (
    OnderzoekNietMogelijk,
    Onderzoekskop,
    change_status,
    create_onderzoek,
    register_opgave,
    submit_opgave,
)
from .onderzoeksuitkomst import (
    answer_zienswijze,
    approve_uitkomst,
    create_onderzoeksprijs,
    create_uitkomst,
    register_zienswijze,
)
from .rapport import render_rapport, render_vergelijkrapport
from .tarievenboek import (
    Boekkop,
    VaststellenNietMogelijk,
    approve_tarievenboek,
    check_boek,
    index_tarievenboek,
    register_tarievenboek,
)
from .vergelijking import register_vergelijking

__all__ = [
    "Boekkop",
    "KeuzeNietMogelijk",
    "OnderzoekNietMogelijk",
    "Onderzoekskop",
    "VaststellenNietMogelijk",
    "answer_zienswijze",
    "approve_tarievenboek",
    "approve_uitkomst",
    "change_status",
    "check_boek",
    "create_onderzoek",
    "create_onderzoeksprijs",
    "create_uitkomst",
    "index_tarievenboek",
    "register_bekostigingskeuze",
    "register_kostprijs",
    "register_opgave",
    "register_tarievenboek",
    "register_vergelijking",
    "register_zienswijze",
    "render_rapport",
    "render_vergelijkrapport",
    "submit_opgave",
    "take_over_budget",
]
