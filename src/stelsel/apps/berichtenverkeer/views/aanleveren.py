"""Handing files in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import FormView, TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.render.eenmalig import eenmalig

from .. import actions, queries
from ..forms import AanleverForm
from ..models import InkomendBericht
from ..permissions import LEZERS

#: A key with this many digits fits in no database.
_TE_LANG = 19


@method_decorator(eenmalig, name="post")
class AanleverenView(RolVereistMixin, FormView):
    """Hand in messages by hand."""

    rollen = LEZERS
    template_name = "berichtenverkeer/aanleveren.html"
    request: Any
    form_class = AanleverForm

    def form_valid(self, form: AanleverForm) -> HttpResponse:
        """Stored first; the page after it shows what becomes of each file."""
        bestanden = [(bestand.name, bestand) for bestand in form.cleaned_data["bestanden"]]
        uitslag = actions.register_aanlevering(bestanden=bestanden, by=self.request.user, now=self.request.nu)
        for reden in uitslag.geweigerd:
            messages.error(self.request, reden)
        sleutels = ",".join(map(str, uitslag.sleutels))
        return HttpResponseRedirect(reverse("berichtenverkeer:aangeleverd") + f"?b={sleutels}")


class AangeleverdView(RolVereistMixin, TemplateView):
    """What became of a batch; the page may be reloaded until all is judged."""

    rollen = LEZERS
    template_name = "berichtenverkeer/aangeleverd.html"
    request: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows that the address names, as far as they are the user's own."""
        delen = self.request.GET.get("b", "").split(",")
        sleutels = [int(deel) for deel in delen if deel.isdecimal() and len(deel) < _TE_LANG][:900]
        rijen = queries.list_inkomend(self.request.user).filter(pk__in=sleutels).order_by("pk")
        wacht = any(rij.status == InkomendBericht.Status.ONTVANGEN for rij in rijen)
        return super().get_context_data(
            rijen=[(rij, queries.TONEN_IN[rij.status]) for rij in rijen], wacht=wacht
        )
