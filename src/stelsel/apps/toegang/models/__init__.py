"""What access stores: persons, questions, decisions, allocations, requests, start and stop of delivery."""

from .gezinsplan import (
    DOELSTAND_KEUZES,
    REGIE_KEUZES,
    ROL_KEUZES,
    Gezinsdoel,
    Gezinslid,
    Gezinsplan,
    Planregie,
)
from .herijking import HERIJKINGSTAND_KEUZES, UITKOMST_KEUZES, Herijking
from .hoofdverantwoordelijke import UITZONDERINGSTAND_KEUZES, Hoofdverantwoordelijke, Uitzondering
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
    "DOELSTAND_KEUZES",
    "GRONDSLAG_KEUZES",
    "HERIJKINGSTAND_KEUZES",
    "HOOFDDOEL_KEUZES",
    "LEEFDOMEIN_KEUZES",
    "LIJN_KEUZES",
    "MELDING_KEUZES",
    "REGIE_KEUZES",
    "RICHTING_KEUZES",
    "ROL_KEUZES",
    "SOORT_KEUZES",
    "STATUS_KEUZES",
    "TERMIJN_KEUZES",
    "UITKOMST_KEUZES",
    "UITZONDERINGSTAND_KEUZES",
    "Aanvraag",
    "Besluit",
    "Client",
    "Doel",
    "Fase",
    "Gezinsdoel",
    "Gezinslid",
    "Gezinsplan",
    "Herijking",
    "Hoofdverantwoordelijke",
    "Huishouden",
    "Invulling",
    "Leefdomeinbeeld",
    "Planregie",
    "Productafspraak",
    "Startmelding",
    "Stopmelding",
    "Taakmelding",
    "Toewijzing",
    "Uitzondering",
    "Verwachting",
    "Verzoek",
    "Verzoekproduct",
    "Vraag",
]
