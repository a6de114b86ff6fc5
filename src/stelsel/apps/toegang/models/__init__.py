"""What access stores: persons, questions, decisions, allocations, requests, start and stop of delivery."""

from .levering import Startmelding, Stopmelding, Taakmelding
from .personen import Client, Huishouden
from .toewijzing import Toewijzing
from .verzoek import SOORT_KEUZES, STATUS_KEUZES, Aanvraag, Productafspraak, Verzoek, Verzoekproduct
from .vraag import (
    HOOFDDOEL_KEUZES,
    LEEFDOMEIN_KEUZES,
    LIJN_KEUZES,
    MELDING_KEUZES,
    Besluit,
    Doel,
    Leefdomeinbeeld,
    Vraag,
)

__all__ = [
    "HOOFDDOEL_KEUZES",
    "LEEFDOMEIN_KEUZES",
    "LIJN_KEUZES",
    "MELDING_KEUZES",
    "SOORT_KEUZES",
    "STATUS_KEUZES",
    "Aanvraag",
    "Besluit",
    "Client",
    "Doel",
    "Huishouden",
    "Leefdomeinbeeld",
    "Productafspraak",
    "Startmelding",
    "Stopmelding",
    "Taakmelding",
    "Toewijzing",
    "Verzoek",
    "Verzoekproduct",
    "Vraag",
]
