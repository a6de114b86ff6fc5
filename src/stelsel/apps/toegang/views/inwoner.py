"""The quiet page of the resident: what was decided about me, by whom, what comes next, who looked."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.accounts.queries import create_naam_voor, get_weergavenamen
from stelsel.apps.journal.queries import list_inzages
from stelsel.apps.web.middleware.klok import Verzoek

from .. import queries
from ..permissions import Handeling
from .basis import get_rollen, register_blik

LAATSTE_INZAGES = 20


class MijnView(RolVereistMixin, TemplateView):
    """Own data only: `for_user` gives a resident nobody else."""

    request: Verzoek
    rollen = get_rollen(Handeling.EIGEN_GEGEVENS_LEZEN)
    template_name = "toegang/mijn.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Decisions, running help, open questions, and the last looks by others."""
        user, today = self.request.user, self.request.vandaag
        client = queries.get_client(user, user.client_nummer)
        if client is None:
            raise Http404("client")
        anderen = list_inzages(client_nummer=client.nummer).exclude(actor=user.username)
        inzages = anderen.annotate(wie=create_naam_voor(user))[:LAATSTE_INZAGES]
        besluiten = list(queries.list_besluiten(user, client))
        namen = get_weergavenamen(besluit.besloten_by for besluit in besluiten)
        register_blik(self.request, client, wat="Eigen gegevens bekeken")
        return super().get_context_data(
            client=client,
            vragen=queries.list_open_vragen(user),
            besluiten=[(b, namen[b.besloten_by], queries.get_bezwaardatum(b)) for b in besluiten],
            leveringen=queries.list_leveringen(user, client, today=today),
            inzages=inzages,
        )
