"""How the help of one allocation is done, and its phases."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.generic import FormView, TemplateView

from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig

from .. import actions, queries
from ..forms import FasenForm, InvullingForm
from ..permissions import Handeling, mag
from .basis import add_fouten, get_rollen, register_blik
from .toewijzingen import ToewijzingMixin


class InvullingView(ToewijzingMixin, TemplateView):
    """What the aanbieder does, and what was done before."""

    request: Verzoek
    rollen = get_rollen(Handeling.TOEWIJZINGEN_LEZEN)
    template_name = "toegang/invulling.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With everything that was recorded; the look is logged."""
        rij, user = self.toewijzing, self.request.user
        register_blik(self.request, rij.client, wat="Invulling van de hulp bekeken")
        huidig = queries.get_invulling(rij, dag=self.request.vandaag)
        return super().get_context_data(
            toewijzing=rij,
            huidig=queries.get_invulregel(huidig) if huidig else None,
            eerder=[queries.get_invulregel(invulling) for invulling in queries.list_invullingen(rij)],
            wachtend=queries.list_wachtende_signalen([rij.pk]).get(rij.pk, ()),
            toegewezen=queries.get_toegewezen_uren(rij),
            mag_invullen=mag(user, Handeling.INVULLEN) and not rij.verwijderd,
            mag_wijzigen=mag(user, Handeling.TOEWIJZING_WIJZIGEN),
            **kwargs,
        )


@method_decorator(eenmalig, name="post")
class InvullingWijzigView(ToewijzingMixin, FormView):
    """The aanbieder changes how the help is done."""

    request: Verzoek
    rollen = get_rollen(Handeling.INVULLEN)
    template_name = "toegang/invulling_wijzig.html"
    form_class = InvullingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what is in force, from today on."""
        dag = max(self.request.vandaag, self.toewijzing.ingangsdatum)
        huidig = queries.get_invulling(self.toewijzing, dag=dag)
        return super().get_form_kwargs() | {"huidig": huidig, "vanaf": dag}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the allocation; the look is logged."""
        rij = self.toewijzing
        register_blik(self.request, rij.client, wat="Invulling van de hulp bekeken")
        return super().get_context_data(toewijzing=rij, toegewezen=queries.get_toegewezen_uren(rij), **kwargs)

    def form_valid(self, form: InvullingForm) -> HttpResponse:
        """Recorded, or the reasons why not."""
        data = form.cleaned_data
        try:
            invulling = actions.register_invulling(
                toewijzing=self.toewijzing,
                regels=form.list_regels(),
                vanaf=data["vanaf"],
                planning=data["planning"],
                reden=data["reden"],
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.InvullingNietMogelijk as fout:
            add_fouten(form, fout.redenen)
            return self.form_invalid(form)
        if not invulling.signalen:
            messages.success(self.request, "De invulling is gewijzigd. Een nieuw besluit is niet nodig.")
        return redirect("toegang:invulling", self.toewijzing.pk)


@method_decorator(eenmalig, name="post")
class FasenView(ToewijzingMixin, FormView):
    """Divide the allocated hours over time."""

    request: Verzoek
    rollen = get_rollen(Handeling.BESLUITEN)
    template_name = "toegang/fasen.html"
    form_class = FasenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the phases so far."""
        return super().get_form_kwargs() | {"fasen": list(self.toewijzing.fasen.all())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the allocation; the look is logged."""
        register_blik(self.request, self.toewijzing.client, wat="Fasen van de hulp bekeken")
        return super().get_context_data(
            toewijzing=self.toewijzing,
            toegewezen=queries.get_toegewezen_uren(self.toewijzing),
            **kwargs,
        )

    def form_valid(self, form: FasenForm) -> HttpResponse:
        """Saved, or the reasons why not."""
        try:
            actions.change_fasen(
                toewijzing=self.toewijzing,
                fasen=form.list_fasen(),
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.InvullingNietMogelijk as fout:
            add_fouten(form, fout.redenen)
            return self.form_invalid(form)
        messages.success(self.request, "De fasen zijn bewaard. De toewijzing zelf is niet veranderd.")
        return redirect("toegang:toewijzing", self.toewijzing.pk)
