"""The message of a claim and the answer on it, for who checks the money: only through the claim."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from stelsel.apps.declaraties.models import Declaratie
from stelsel.apps.declaraties.queries import get_declaratie

from .. import queries
from ..permissions import DECLARATIELEZERS, LEZERS
from .berichten import Bericht, BerichtMixin, InkomendBerichtView, InkomendXmlView


class DeclaratieMixin(BerichtMixin):
    """The claim of the address instead of the key of a message; 404 when the claim is not this user's."""

    rollen = DECLARATIELEZERS
    kwargs: dict[str, Any]

    @cached_property
    def declaratie(self) -> Declaratie:
        """The claim through which the message is reached."""
        declaratie = get_declaratie(self.request.user, self.kwargs["sleutel"])
        if declaratie is None:
            raise Http404("declaratie")
        return declaratie

    def get_bericht(self, sleutel: int, *, uitgaand: bool) -> Bericht:
        """The 323, or the 325 on it."""
        get = queries.get_declaratieantwoord if uitgaand else queries.get_declaratiebericht
        rij: Bericht | None = get(self.request.user, self.declaratie)
        if rij is None:
            raise Http404("bericht")
        return rij


class DeclaratieberichtView(DeclaratieMixin, InkomendBerichtView):
    """The 323 of a claim."""

    def list_adressen(self, rij: Bericht) -> dict[str, Any]:
        """All through the claim; who may open messages of every kind keeps the ordinary links."""
        richting = "_antwoord" if self.uitgaand else ""
        antwoord = getattr(rij, "antwoord_id", None)
        sleutel = [self.declaratie.pk]
        return {
            "declaratie": self.declaratie,
            "mag_openen": self.request.user.rol in LEZERS,
            "xml_adres": reverse(f"berichtenverkeer:declaratie{richting}_xml", args=sleutel),
            "antwoord_adres": reverse("berichtenverkeer:declaratie_antwoord", args=sleutel)
            if antwoord
            else "",
        }


class DeclaratieantwoordView(DeclaratieberichtView):
    """The 325 on it."""

    uitgaand = True


class DeclaratieXmlView(DeclaratieMixin, InkomendXmlView):
    """The bytes of the 323."""


class DeclaratieantwoordXmlView(DeclaratieXmlView):
    """The bytes of the 325."""

    uitgaand = True
