"""Messages in and out: inbox, outbox, worker."""

from django.apps import AppConfig

#: What came in and what went out, as it was; the verdict on a message is an event of the journal.
_INKOMEND = ("bestandsnaam", "inhoud", "sha256", "ontvangen_at", "aangeleverd_agb", "aangeleverd_gemeente")
_UITGAAND = (
    "gemeente",
    "aanbieder",
    "bericht",
    "identificatie",
    "dagtekening",
    "inhoud",
    "sha256",
    "gemaakt_at",
)


class BerichtenverkeerConfig(AppConfig):
    name = "stelsel.apps.berichtenverkeer"
    label = "berichtenverkeer"

    def ready(self) -> None:
        """Show messages where other contexts meet, and chain them to the journal."""
        from stelsel.apps.journal.models import Bron, register_bron  # models must be ready first

        from . import panels
        from .models import InkomendBericht, UitgaandBericht

        panels.register()
        register_bron(Bron("inkomend", InkomendBericht, _INKOMEND, "ontvangen_at"))
        register_bron(Bron("uitgaand", UitgaandBericht, _UITGAAND, "gemaakt_at"))
