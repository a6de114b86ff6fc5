"""What access stores: persons, questions, decisions, allocations, requests, start and stop of delivery."""

from .levering import Startmelding, Stopmelding, Taakmelding
from .personen import Client, Huishouden
from .toewijzing import Toewijzing
from .verloop import GRONDSLAG_KEUZES, Fase, Invulling, Verwachting
from .verzoek import SOORT_KEUZES, STATUS_KEUZES, Aanvraag, Productafspraak, Verzoek, Verzoekproduct
from .vraag import (
    HOOFDDOEL_KEUZES,
    LEEFDOMEIN_KEUZES,
    LIJN_KEUZES,
    MELDING_KEUZES,
    RICHTING_KEUZES,
    TERMIJN_KEUZES,
    Besluit,
    Doel,
    Leefdomeinbeeld,
    Vraag,
)

__all__ = [
    "GRONDSLAG_KEUZES",
    "HOOFDDOEL_KEUZES",
    "LEEFDOMEIN_KEUZES",
    "LIJN_KEUZES",
    "MELDING_KEUZES",
    "RICHTING_KEUZES",
    "SOORT_KEUZES",
    "STATUS_KEUZES",
    "TERMIJN_KEUZES",
    "Aanvraag",
    "Besluit",
    "Client",
    "Doel",
    "Fase",
    "Huishouden",
    "Invulling",
    "Leefdomeinbeeld",
    "Productafspraak",
    "Startmelding",
    "Stopmelding",
    "Taakmelding",
    "Toewijzing",
    "Verwachting",
    "Verzoek",
    "Verzoekproduct",
    "Vraag",
]
