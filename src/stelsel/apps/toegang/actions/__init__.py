"""Writing access, by noun: persons, questions, decisions, delivery, and taking over what already ran."""

from .besluiten import (
    BesluitNietMogelijk,
    WijzigingNietMogelijk,
    approve_besluit,
    change_toewijzing,
    reject_besluit,
)
from .levering import register_start, register_stop, withdraw_start, withdraw_stop
from .overname import (
    Clientovername,
    Toewijzingovername,
    take_over_client,
    take_over_clienten,
    take_over_toewijzing,
    take_over_toewijzingen,
)
from .personen import ClientBestaatAl, Clientgegevens, ClientNietMogelijk, create_client
from .vragen import (
    AanbiederkeuzeNietMogelijk,
    Beeld,
    ProfielkeuzeNietMogelijk,
    VraagGesloten,
    change_vraag,
    register_aanbiederkeuze,
    register_doel,
    register_leefdomeinbeeld,
    register_profielkeuze,
    register_vraag,
    withdraw_doel,
)

__all__ = [
    "AanbiederkeuzeNietMogelijk",
    "Beeld",
    "BesluitNietMogelijk",
    "ClientBestaatAl",
    "ClientNietMogelijk",
    "Clientgegevens",
    "Clientovername",
    "ProfielkeuzeNietMogelijk",
    "Toewijzingovername",
    "VraagGesloten",
    "WijzigingNietMogelijk",
    "approve_besluit",
    "change_toewijzing",
    "change_vraag",
    "create_client",
    "register_aanbiederkeuze",
    "register_doel",
    "register_leefdomeinbeeld",
    "register_profielkeuze",
    "register_start",
    "register_stop",
    "register_vraag",
    "reject_besluit",
    "take_over_client",
    "take_over_clienten",
    "take_over_toewijzing",
    "take_over_toewijzingen",
    "withdraw_doel",
    "withdraw_start",
    "withdraw_stop",
]
