"""Judging claims, keeping what came of them, booking it, and paying it."""

from .aanhouding import close_aanhouding, create_aanhouding
from .accountant import AccountantsexportNietMogelijk, create_accountantsexport
from .beoordelen import Uitslag, register_declaratie
from .betaalbestand import create_betaalbestand, register_betaald, register_teruggekomen, render_betaalbestand
from .betaalrun import (
    BetalingNietMogelijk,
    approve_betaalrun,
    change_betaalrun,
    create_betaalrun,
    reject_betaalrun,
    submit_betaalrun,
    withdraw_betaalrun,
)
from .bijdragebeleid import (
    BijdrageNietMogelijk,
    register_bijdrageopgave,
    register_bijdrageregel,
    register_bijdragetarief,
)
from .boekhouding import (
    ExportNietMogelijk,
    change_boekhoudrekeningen,
    create_boekhoudexport,
    parse_journaalregels,
    render_journaalregels,
)
from .eigenbijdrage import change_bijdrageregister
from .grootboek import GrootboekUitBalans
from .overname import Regelovername, take_over_declaratie
from .rekening import (
    approve_rekeningnummer,
    register_rekeningnummer,
    reject_rekeningnummer,
    take_over_rekeningen,
)
from .specificatie import render_betaalspecificatie
from .verantwoording import VerantwoordingNietMogelijk, approve_verantwoording, close_verantwoording
from .verantwoordingsstuk import (
    list_bladen,
    list_geldende_regels,
    render_verantwoording,
    render_volume,
)

__all__ = [
    "AccountantsexportNietMogelijk",
    "BetalingNietMogelijk",
    "BijdrageNietMogelijk",
    "ExportNietMogelijk",
    "GrootboekUitBalans",
    "Regelovername",
    "Uitslag",
    "VerantwoordingNietMogelijk",
    "approve_betaalrun",
    "approve_rekeningnummer",
    "approve_verantwoording",
    "change_betaalrun",
    "change_bijdrageregister",
    "change_boekhoudrekeningen",
    "close_aanhouding",
    "close_verantwoording",
    "create_aanhouding",
    "create_accountantsexport",
    "create_betaalbestand",
    "create_betaalrun",
    "create_boekhoudexport",
    "list_bladen",
    "list_geldende_regels",
    "parse_journaalregels",
    "register_betaald",
    "register_bijdrageopgave",
    "register_bijdrageregel",
    "register_bijdragetarief",
    "register_declaratie",
    "register_rekeningnummer",
    "register_teruggekomen",
    "reject_betaalrun",
    "reject_rekeningnummer",
    "render_betaalbestand",
    "render_betaalspecificatie",
    "render_journaalregels",
    "render_verantwoording",
    "render_volume",
    "submit_betaalrun",
    "take_over_declaratie",
    "take_over_rekeningen",
    "withdraw_betaalrun",
]
