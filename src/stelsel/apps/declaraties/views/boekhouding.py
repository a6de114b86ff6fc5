"""Pages on what goes to the bookkeeping of the gemeente."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import FormView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_xlsx
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..forms import BoekhoudexportForm, BoekhoudrekeningenForm
from ..models import Boekhoudexport
from ..permissions import BETALERS
from ..tables import BoekhoudexportLijst


class BoekhoudexportsView(RolVereistMixin, LijstView):
    """All exports of the gemeente."""

    rollen = BETALERS
    template_name = "declaraties/boekhoudexports.html"
    table_class = BoekhoudexportLijst
    titel = "Export naar de boekhouding"
    lead = "Journaalregels voor de financiële administratie. Elke boeking gaat één keer mee."
    zoekvelden = ("nummer", "gemaakt_by")
    zoek_uitleg = "Zoek op nummer of naam"
    leeg_tekst = "Er is nog niets geëxporteerd."
    bestandsnaam = "boekhoudexports"

    def get_basis(self) -> QuerySet[Boekhoudexport]:
        """Exports of the own gemeente."""
        return queries.list_boekhoudexports(self.request.user)


@method_decorator(eenmalig, name="post")
class NieuweBoekhoudexportView(RolVereistMixin, FormView):
    """Export everything that did not go out yet."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/boekhoudexport_nieuw.html"
    form_class = BoekhoudexportForm

    def get_initial(self) -> dict[str, Any]:
        """Up to today."""
        return {"tot_en_met": self.request.vandaag}

    def form_valid(self, form: BoekhoudexportForm) -> HttpResponse:
        """Made, or the reason why not."""
        try:
            export = actions.create_boekhoudexport(
                **form.cleaned_data, by=self.request.user, now=self.request.nu
            )
        except actions.ExportNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, f"Export {export.nummer} is gemaakt: {export.aantal_regels} regels.")
        return redirect("declaraties:boekhoudexports")


class BoekhoudbestandView(RolVereistMixin, View):
    """A kept export: the CSV byte for byte, or the same lines in a workbook with `?soort=xlsx`."""

    rollen = BETALERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """404 when it is not of this user's gemeente."""
        export = queries.get_boekhoudexport(request.user, nummer)
        if export is None:
            raise Http404("boekhoudexport")
        inhoud = bytes(export.inhoud)
        if request.GET.get("soort") == "xlsx":
            return write_xlsx(rijen=actions.parse_journaalregels(inhoud), naam=export.nummer)
        koppen = {"Content-Disposition": f'attachment; filename="{export.nummer}.csv"'}
        return HttpResponse(inhoud, content_type="text/csv; charset=utf-8", headers=koppen)


@method_decorator(eenmalig, name="post")
class BoekhoudrekeningenView(RolVereistMixin, FormView):
    """Which account number goes with what."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/boekhoudrekeningen.html"
    form_class = BoekhoudrekeningenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the numbers as they are."""
        rekeningen = queries.get_boekhoudrekeningen(self.request.user.gemeentecode)
        return super().get_form_kwargs() | {"rekeningen": rekeningen}

    def form_valid(self, form: BoekhoudrekeningenForm) -> HttpResponse:
        """Kept; exports that were made stay as they are."""
        actions.change_boekhoudrekeningen(
            rekeningen=form.get_rekeningen(), by=self.request.user, now=self.request.nu
        )
        messages.success(self.request, "De rekeningnummers zijn bewaard. Ze gelden vanaf de volgende export.")
        return redirect("declaraties:boekhoudexports")
