"""Pages on account numbers, and on holding one claim back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..forms import RedenForm, RekeningnummerForm
from ..models import Betaalvoorstel, Rekeningnummer
from ..permissions import BETALERS
from ..tables import REKENING_STAND, RekeningnummerLijst


class RekeningnummersView(RolVereistMixin, LijstView):
    """Accounts of aanbieders and of the gemeente."""

    rollen = BETALERS
    template_name = "declaraties/rekeningnummers.html"
    table_class = RekeningnummerLijst
    titel = "Rekeningnummers"
    lead = "Een nieuw rekeningnummer geldt pas als een tweede controller het bevestigt."
    zoekvelden = ("aanbieder__naam", "iban", "tenaamstelling")
    zoek_uitleg = "Zoek op naam of nummer"
    leeg_tekst = "Er is nog geen rekeningnummer ingevoerd. Wat uit het contract komt, staat hier niet."
    bestandsnaam = "rekeningnummers"

    def get_basis(self) -> QuerySet[Rekeningnummer]:
        """Accounts that the own gemeente keeps."""
        return queries.list_rekeningnummers(self.request.user)


@method_decorator(eenmalig, name="post")
class NieuwRekeningnummerView(RolVereistMixin, FormView):
    """Enter an account; somebody else confirms it."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/rekeningnummer_nieuw.html"
    form_class = RekeningnummerForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the aanbieders that claim at this gemeente."""
        return super().get_form_kwargs() | {"aanbieders": queries.list_declaranten(self.request.user)}

    def form_valid(self, form: RekeningnummerForm) -> HttpResponse:
        """Entered, or the reason why not."""
        try:
            rij = actions.register_rekeningnummer(
                gemeentecode=self.request.user.gemeentecode,
                **form.cleaned_data,
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.BetalingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, "Het rekeningnummer wacht op de bevestiging van een ander.")
        return redirect("declaraties:rekeningnummer", rij.pk)


@method_decorator(eenmalig, name="post")
class RekeningnummerView(RolVereistMixin, TemplateView):
    """One account, to be confirmed or rejected by somebody else."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/rekeningnummer.html"

    @cached_property
    def rij(self) -> Rekeningnummer:
        """404 when it is not of this user's gemeente."""
        rij = queries.list_rekeningnummers(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if rij is None:
            raise Http404("rekeningnummer")
        return rij

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The account beside the one in force."""
        rij = self.rij
        nu = queries.get_rekening(
            gemeentecode=rij.gemeente_id, aanbieder=rij.aanbieder, today=self.request.vandaag
        )
        woord, toon = REKENING_STAND[rij.bevestigd_at is not None, rij.afgewezen_at is not None]
        namen = get_weergavenamen({rij.gevraagd_by, rij.bevestigd_by, rij.afgewezen_by} - {""})
        return super().get_context_data(
            **kwargs,
            rij=rij,
            nu=nu,
            woord=woord,
            toon=toon,
            mag_bevestigen=self.request.user.persoon_sleutel != rij.gevraagd_persoon,
            namen={
                rol: namen.get(getattr(rij, f"{rol}_by"), "")
                for rol in ("gevraagd", "bevestigd", "afgewezen")
            },
        )

    def post(self, request: Verzoek, pk: int) -> HttpResponse:
        """Confirmed or rejected; or the reason why not."""
        bevestig = request.POST.get("daad") == "bevestigen"
        daad = actions.approve_rekeningnummer if bevestig else actions.reject_rekeningnummer
        try:
            daad(sleutel=self.rij.pk, by=request.user, now=request.nu)
        except actions.BetalingNietMogelijk as fout:
            messages.error(request, str(fout))
        return redirect("declaraties:rekeningnummer", self.rij.pk)


@method_decorator(eenmalig, name="post")
class AanhoudenView(RolVereistMixin, FormView):
    """Hold one claim back with a reason, or release it."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/aanhouden.html"
    form_class = RedenForm

    @cached_property
    def voorstel(self) -> Betaalvoorstel:
        """404 when there is nothing to pay for a claim of this user's gemeente."""
        rijen = queries.list_betaalvoorstellen(self.request.user, today=self.request.vandaag)
        voorstel = rijen.filter(declaratie_id=self.kwargs["pk"]).first()
        if voorstel is None:
            raise Http404("betaalvoorstel")
        return voorstel

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposal; why it is held back and by whom, if it is."""
        open_ = self.voorstel.aanhoudingen.filter(opgeheven_at__isnull=True).first()
        wie = get_weergavenamen({open_.aangehouden_by})[open_.aangehouden_by] if open_ else ""
        return super().get_context_data(**kwargs, voorstel=self.voorstel, aanhouding=open_, wie=wie)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Release, when that is what was asked."""
        if request.POST.get("daad") != "vrijgeven":
            return super().post(request, *args, **kwargs)
        actions.close_aanhouding(voorstel=self.voorstel, by=request.user, now=request.nu)
        messages.success(request, "De declaratie kan weer betaald worden.")
        return redirect("declaraties:declaratie", self.voorstel.declaratie_id)

    def form_valid(self, form: RedenForm) -> HttpResponse:
        """Held back, or the reason why not."""
        try:
            actions.create_aanhouding(
                voorstel=self.voorstel,
                reden=form.cleaned_data["reden"],
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.BetalingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, "De declaratie wordt niet betaald tot u haar vrijgeeft.")
        return redirect("declaraties:declaratie", self.voorstel.declaratie_id)
