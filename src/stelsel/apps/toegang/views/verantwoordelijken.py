"""Who answers for help: naming somebody, asking for a second one, deciding on that, and the lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from ..actions import hoofdverantwoordelijken as actions
from ..forms.gezin import ContactpersoonForm, UitzonderingForm
from ..models import Hoofdverantwoordelijke, Uitzondering
from ..permissions import Handeling
from ..queries.hoofdverantwoordelijken import (
    get_hoofd,
    list_alle_toewijzingen_met_hoofd,
    list_noembare_aanbieders,
    list_uitzonderingen,
)
from ..tables import ContactpersoonLijst, UitzonderingLijst
from .basis import add_fouten, get_rollen, register_blik, register_blikken
from .toewijzingen import ToewijzingMixin


class ContactpersonenView(RolVereistMixin, LijstView):
    """Who answers for which help now."""

    rollen = get_rollen(Handeling.CONTACTPERSOON_NOEMEN)
    table_class = ContactpersoonLijst
    titel = "Hoofdverantwoordelijken"
    lead = "Voor elke toewijzing is precies één aanbieder verantwoordelijk, met een naam erbij."
    zoekvelden = (
        *("contactpersoon", "aanbieder__naam", "toewijzing__toewijzing_nummer"),
        *("toewijzing__client__geslachtsnaam", "toewijzing__client__nummer"),
    )
    zoek_uitleg = "Zoek op naam, aanbieder of nummer"
    leeg_tekst = "Er is nog geen hulp toegewezen."
    bestandsnaam = "hoofdverantwoordelijken"

    def get_basis(self) -> QuerySet[Hoofdverantwoordelijke]:
        """Of the allocations of this user."""
        return list_alle_toewijzingen_met_hoofd(self.request.user)

    def after_list(self, rows: list[Hoofdverantwoordelijke]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, [r.toewijzing.client for r in rows], wat="In de lijst gezien")


@method_decorator(eenmalig, name="post")
class ContactpersoonView(ToewijzingMixin, FormView):
    """Who answers for one allocation from a day on."""

    request: Verzoek
    rollen = get_rollen(Handeling.CONTACTPERSOON_NOEMEN)
    template_name = "toegang/contactpersoon.html"
    form_class = ContactpersoonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With who may be named."""
        aanbieders = list_noembare_aanbieders(self.request.user, self.toewijzing, today=self.request.vandaag)
        return super().get_form_kwargs() | {"aanbieders": aanbieders}

    def get_initial(self) -> dict[str, Any]:
        """As it is, from today."""
        hoofd = get_hoofd(self.toewijzing, today=self.request.vandaag)
        vanaf = max(self.request.vandaag, self.toewijzing.ingangsdatum)
        agb = hoofd.aanbieder_id if hoofd else self.toewijzing.aanbieder_id
        return {"aanbieder": agb, "vanaf": vanaf}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the allocation; the look is logged."""
        register_blik(self.request, self.toewijzing.client, wat="Toewijzing bekeken")
        return super().get_context_data(
            toewijzing=self.toewijzing, hoofd=get_hoofd(self.toewijzing, today=self.request.vandaag), **kwargs
        )

    def form_valid(self, form: ContactpersoonForm) -> HttpResponse:
        """Back to the allocation, or the reason why not."""
        try:
            actions.change_hoofdverantwoordelijke(
                toewijzing=self.toewijzing,
                punt=form.get_punt(),
                vanaf=form.cleaned_data["vanaf"],
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.HoofdverantwoordelijkeNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return redirect("toegang:toewijzing", self.toewijzing.pk)


class UitzonderingVragenView(ContactpersoonView):
    """Ask for a second one."""

    rollen = get_rollen(Handeling.UITZONDERING_VRAGEN)
    template_name = "toegang/uitzondering_vragen.html"
    form_class = UitzonderingForm

    def get_initial(self) -> dict[str, Any]:
        """From today, as long as the help runs."""
        return {
            "vanaf": max(self.request.vandaag, self.toewijzing.ingangsdatum),
            "tot": self.toewijzing.einddatum,
        }

    def form_valid(self, form: UitzonderingForm) -> HttpResponse:  # type: ignore[override]  # its own form
        """To the request, which waits for somebody else."""
        try:
            uitzondering = actions.register_uitzondering(
                toewijzing=self.toewijzing,
                punt=form.get_punt(),
                reden=form.cleaned_data["reden"],
                vanaf=form.cleaned_data["vanaf"],
                tot=form.cleaned_data["tot"],
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.HoofdverantwoordelijkeNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return redirect("toegang:uitzondering", uitzondering.pk)


class UitzonderingenView(RolVereistMixin, LijstView):
    """The exceptions of the own gemeente."""

    rollen = get_rollen(Handeling.UITZONDERING_VRAGEN)
    table_class = UitzonderingLijst
    titel = "Uitzonderingen op één verantwoordelijke"
    lead = "Twee verantwoordelijken tegelijk kan alleen met een reden, tot een dag, na akkoord van een ander."
    zoekvelden = ("aanbieder__naam", "toewijzing__client__geslachtsnaam", "toewijzing__toewijzing_nummer")
    zoek_uitleg = "Zoek op naam, aanbieder of toewijzing"
    leeg_tekst = "Er zijn geen uitzonderingen gevraagd."
    bestandsnaam = "uitzonderingen"

    def get_basis(self) -> QuerySet[Uitzondering]:
        """Of this user's gemeente."""
        return list_uitzonderingen(self.request.user)

    def after_list(self, rows: list[Uitzondering]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, [r.toewijzing.client for r in rows], wat="In de lijst gezien")


@method_decorator(eenmalig, name="post")
class UitzonderingView(RolVereistMixin, View):
    """One exception, and the decision of the second person."""

    request: Verzoek
    rollen = get_rollen(Handeling.OVER_UITZONDERING_BESLISSEN)

    @cached_property
    def uitzondering(self) -> Uitzondering:
        """404 when it is not this user's."""
        rij = list_uitzonderingen(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if rij is None:
            raise Http404("uitzondering")
        return rij

    def render_bladzijde(self, fout: str = "") -> HttpResponse:
        """The request; the look is logged."""
        rij = self.uitzondering
        register_blik(self.request, rij.toewijzing.client, wat="Uitzondering bekeken")
        eigen = rij.gevraagd_persoon == self.request.user.persoon_sleutel
        context = {"uitzondering": rij, "fout": fout, "eigen": eigen}
        return render(self.request, "toegang/uitzondering.html", context, status=400 if fout else 200)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is asked, and by whom."""
        return self.render_bladzijde()

    def post(self, request: Verzoek, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve or reject."""
        besluiten = {"ja": actions.approve_uitzondering, "nee": actions.reject_uitzondering}
        besluit = besluiten.get(request.POST.get("besluit", ""))
        if besluit is None:
            return self.render_bladzijde("Kies of u akkoord gaat.")
        try:
            besluit(uitzondering=self.uitzondering, by=request.user, now=request.nu)
        except actions.HoofdverantwoordelijkeNietMogelijk as fout:
            return self.render_bladzijde(str(fout))
        return redirect("toegang:uitzondering", self.uitzondering.pk)
