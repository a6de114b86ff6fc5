"""The aanbieder of the demo, played by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import change_demodag
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.kern.periode import Periode, plus_maanden

from .. import actions, queries
from ..permissions import SPELERS


@method_decorator(eenmalig, name="post")
class AanbiederspelView(RolVereistMixin, TemplateView):
    """Only in the demo: let the simulated aanbieders work on, by moving the day or by ending a delivery."""

    rollen = SPELERS
    template_name = "berichtenverkeer/aanbiederspel.html"
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Outside the demo there is no such page."""
        if not settings.STELSEL_DEMO:
            raise Http404("alleen in de demo")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Today, the day to go to, and the deliveries that run."""
        leveringen = queries.list_lopende_leveringen(self.request.user)
        volgende = _get_volgende_dag(self.request.vandaag)
        return super().get_context_data(volgende=volgende, leveringen=leveringen)

    def post(self, request: Any) -> HttpResponse:
        """Move the day, or ask for a stop."""
        sleutel = request.POST.get("stop", "")
        if not sleutel:
            volgende = _get_volgende_dag(request.vandaag)
            change_demodag(volgende)
            messages.success(request, f"Het is nu {volgende:%d-%m-%Y}. De aanbieders declareren wat af is.")
        elif sleutel in dict(queries.list_lopende_leveringen(request.user)):
            actions.register_stopverzoek(post=settings.STELSEL_POST, sleutel=sleutel)
            messages.success(request, "De aanbieder stuurt een stopbericht. Dat duurt enkele seconden.")
        else:
            raise Http404("levering")
        return HttpResponseRedirect(reverse("berichtenverkeer:aanbiederspel"))


def _get_volgende_dag(vandaag: date) -> date:
    """The last day of this month, or of the next when it is that day already."""
    begin = vandaag + timedelta(days=1)
    einde = Periode.maand(begin.year, begin.month).eind
    return einde or plus_maanden(vandaag, 1)
