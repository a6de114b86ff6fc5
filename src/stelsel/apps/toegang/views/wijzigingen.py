"""Changing an allocation: what should be, a look at what will happen, and doing it; and deleting one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.toegang.begrippen import REDEN_WIJZIGING_NAAM
from stelsel.domein.toegang.levensloop import AFSTEMMING_NAAM

from .. import actions, queries
from ..forms import WijzigForm
from ..permissions import Handeling
from .basis import add_fouten, get_rollen, register_blik
from .toewijzingen import ToewijzingMixin

KOPPEN = ("Toewijzing", "Van", "Tot en met", "Omvang", "Hooguit", "Kosten als alles wordt gegeven")
VERTELD = "De aanbieder krijgt hierover een bericht."


class WijzigMixin(ToewijzingMixin):
    """The allocation of the address and the form over it."""

    request: Verzoek
    rollen = get_rollen(Handeling.TOEWIJZING_WIJZIGEN)

    def get_form(self, data: Any = None) -> WijzigForm:
        """Filled with what is, or with what was typed."""
        rij = self.toewijzing
        return WijzigForm(data, stand=queries.get_stand(rij), naast=queries.has_zelfde_elders(rij))

    def render_form(self, form: WijzigForm) -> HttpResponse:
        """The first step; the look is logged."""
        register_blik(self.request, self.toewijzing.client, wat="Toewijzing bekeken")
        context = {"toewijzing": self.toewijzing, "form": form}
        return render(self.request, "toegang/toewijzing_wijzig.html", context)


class WijzigView(WijzigMixin, View):
    """Step one: how it should be. What stands in the address is filled in, so going back loses nothing."""

    request: Verzoek

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.render_form(self.get_form(request.GET if "afstemming" in request.GET else None))


@method_decorator(eenmalig, name="post")
class WijzigControleView(WijzigMixin, View):
    """Step two: what will happen, in words; and then it happens."""

    request: Verzoek

    def get(self, request: Verzoek, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the wish comes down to, or the form again with what stands in the way."""
        form = self.get_form(request.GET)
        if not form.is_valid():
            return self.render_form(form)
        wens = form.get_wens()
        plan = queries.get_wijzigingsplan(self.toewijzing, gewenst=wens, today=request.vandaag)
        if plan.bezwaren:
            add_fouten(form, [zin.tekst for zin in plan.bezwaren])
            return self.render_form(form)
        register_blik(request, self.toewijzing.client, wat="Toewijzing bekeken")
        context = {
            "toewijzing": self.toewijzing,
            "form": form,
            "koppen": KOPPEN,
            "plan": plan,
            "regels": queries.list_standregels(self.toewijzing, plan),
            "reden": REDEN_WIJZIGING_NAAM.get(plan.reden, "") if plan.reden else "",
            "afstemming": AFSTEMMING_NAAM[wens.afstemming],
        }
        return render(request, "toegang/toewijzing_controle.html", context)

    def post(self, request: Verzoek, *args: Any, **kwargs: Any) -> HttpResponse:
        """Done, or the form again with the reason why not."""
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.render_form(form)
        try:
            geraakt = actions.change_toewijzing(
                toewijzing=self.toewijzing,
                gewenst=form.get_wens(),
                today=request.vandaag,
                now=request.nu,
                by=request.user,
            )
        except actions.WijzigingNietMogelijk as fout:
            add_fouten(form, [zin.tekst for zin in fout.bezwaren])
            return self.render_form(form)
        messages.success(request, f"De toewijzing is gewijzigd. {VERTELD}")
        return redirect("toegang:toewijzing", geraakt[-1].pk)


@method_decorator(eenmalig, name="post")
class VerwijderView(ToewijzingMixin, TemplateView):
    """Deleting: what is lost, and whether it may be done at all."""

    request: Verzoek
    rollen = get_rollen(Handeling.TOEWIJZING_WIJZIGEN)
    template_name = "toegang/toewijzing_verwijder.html"

    @cached_property
    def bezwaren(self) -> list[str]:
        """What stands in the way now."""
        return [zin.tekst for zin in queries.get_verwijderplan(self.toewijzing).bezwaren]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The allocation and what stands in the way; the look is logged."""
        rij = self.toewijzing
        register_blik(self.request, rij.client, wat="Toewijzing bekeken")
        levering = queries.get_levering(rij, today=self.request.vandaag)
        return super().get_context_data(levering=levering, bezwaren=self.bezwaren, **kwargs)

    def post(self, request: Verzoek, *args: Any, **kwargs: Any) -> HttpResponse:
        """Deleted, or the page with the reason why not."""
        try:
            actions.withdraw_toewijzing(toewijzing=self.toewijzing, by=request.user, now=request.nu)
        except actions.WijzigingNietMogelijk:
            return self.render_to_response(self.get_context_data())
        messages.success(request, f"De toewijzing is verwijderd. {VERTELD}")
        return redirect("toegang:toewijzing", self.toewijzing.pk)
