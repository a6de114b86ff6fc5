"""Names for the codes that the product itself tests on; the full lists stand in codelijsten."""

from __future__ import annotations

from enum import StrEnum


class Berichtsoort(StrEnum):
    """The messages that are handled by name."""

    TOEWIJZING = "301"
    TOEWIJZING_RETOUR = "302"
    START = "305"
    START_RETOUR = "306"
    STOP = "307"
    STOP_RETOUR = "308"
    VERZOEK_TOEWIJZING = "315"
    VERZOEK_TOEWIJZING_RETOUR = "316"
    VERZOEK_WIJZIGING = "317"
    VERZOEK_WIJZIGING_RETOUR = "318"
    ANTWOORD = "319"
    ANTWOORD_RETOUR = "320"
    DECLARATIE = "323"
    DECLARATIE_ANTWOORD = "325"


class Adressoort(StrEnum):
    """COD757: which address it is."""

    BRP = "01"


class NaamGebruik(StrEnum):
    """COD700: how a person is addressed."""

    EIGEN = "1"


class StatusAanlevering(StrEnum):
    """COD467: first delivery, or taking an earlier one back."""

    EERSTE = "1"
    VERWIJDEREN = "3"


class VerzoekAntwoord(StrEnum):
    """WJ760: what a 319 says."""

    AFGEWEZEN = "1"
    IN_ONDERZOEK = "2"
