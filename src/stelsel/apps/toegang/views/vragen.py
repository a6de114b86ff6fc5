"""The question, step by step, and the decision."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.toegang.begrippen import (
    LIJN_NAAM,
    LIJN_UITLEG,
    Leefdomein,
    Lijn,
    Melding,
    Wet,
)

from .. import actions, queries
from ..forms import SCORE_KEUZES, LeefdomeinenForm, NieuweVraagForm, VraagForm
from ..models import Client, Vraag
from ..permissions import Handeling
from .basis import add_fouten, get_rollen, register_blik

VOLGORDE = ("gesprek", "leefdomeinen", "doelen", "profiel", "omvang", "aanbieder", "besluiten")


@method_decorator(eenmalig, name="post")
class NieuweVraagView(RolVereistMixin, FormView):
    """The first step: it makes the question."""

    request: Verzoek
    rollen = get_rollen(Handeling.VRAAG_BEHANDELEN)
    template_name = "toegang/vraag_nieuw.html"
    form_class = NieuweVraagForm

    @cached_property
    def client(self) -> Client:
        """The client of the address; 404 when it is not this user's."""
        client = queries.get_client(self.request.user, self.kwargs["nummer"])
        if client is None:
            raise Http404("client")
        return client

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the client; the look is logged."""
        register_blik(self.request, self.client, wat="Vraag begonnen")
        return super().get_context_data(client=self.client, **kwargs)

    def form_valid(self, form: NieuweVraagForm) -> HttpResponse:
        """Saved; on to the life domains."""
        data = form.cleaned_data
        vraag = actions.register_vraag(
            client=self.client,
            wet=Wet(data["wet"]),
            melding=Melding(data["melding"]),
            vraag=data["vraag"],
            context=data["context"],
            eigen_kracht=data["eigen_kracht"],
            by=self.request.user,
            today=self.request.vandaag,
            now=self.request.nu,
        )
        return redirect("toegang:leefdomeinen", vraag.nummer)


class VraagMixin(RolVereistMixin):
    """Finds the question of the address, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]
    rollen = get_rollen(Handeling.VRAAG_BEHANDELEN)

    @cached_property
    def vraag(self) -> Vraag:
        """404 when it is not this user's."""
        vraag = queries.get_vraag(self.request.user, self.kwargs["nummer"])
        if vraag is None:
            raise Http404("vraag")
        return vraag


class VraagView(VraagMixin, TemplateView):
    """The task list: what has been done, what comes next."""

    request: Verzoek
    template_name = "toegang/vraag.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The steps with their state; the look is logged."""
        register_blik(self.request, self.vraag.client, wat="Vraag bekeken")
        stappen = queries.list_stappen(self.vraag)
        volgende = next((stap.code for stap in stappen if not stap.klaar), VOLGORDE[-1])
        return super().get_context_data(
            vraag=self.vraag,
            stappen=[
                (stap, reverse(f"toegang:{stap.code}", args=[self.vraag.nummer]), stap.code == volgende)
                for stap in stappen
            ],
            compleet=volgende == VOLGORDE[-1],
            volgende=VOLGORDE.index(volgende) + 1,
            volgend_adres=reverse(f"toegang:{volgende}", args=[self.vraag.nummer]),
            uiterlijk=queries.get_uiterste_besluitdatum(self.vraag),
            **kwargs,
        )


class StapView(VraagMixin, FormView):
    """One step. A question with a besluit leads to the besluit."""

    request: Verzoek
    template_name = "toegang/stap.html"
    stap = ""
    titel = ""
    uitleg = ""
    knop = "Opslaan en verder"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the besluit when there is one."""
        if hasattr(self.vraag, "besluit"):
            return redirect("toegang:besluit", self.vraag.besluit.nummer)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Saved; when somebody else decided first, what was typed stays on the page with the reason."""
        try:
            return super().post(request, *args, **kwargs)
        except actions.VraagGesloten as fout:
            form = self.get_form()
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the step; the look is logged."""
        register_blik(self.request, self.vraag.client, wat="Vraag bekeken")
        return super().get_context_data(
            vraag=self.vraag,
            titel=self.titel,
            uitleg=self.uitleg,
            knop=self.knop,
            nummer=VOLGORDE.index(self.stap) + 1,
            aantal=len(VOLGORDE),
            **kwargs,
        )

    def get_success_url(self) -> str:
        """The next step."""
        volgende = VOLGORDE[VOLGORDE.index(self.stap) + 1]
        return reverse(f"toegang:{volgende}", args=[self.vraag.nummer])


class GesprekView(StapView):
    """Question and context."""

    stap, titel = "gesprek", "Vraag en situatie"
    uitleg = "Wat vraagt de cliënt, en wat speelt er?"
    form_class = VraagForm

    def get_initial(self) -> dict[str, Any]:
        """What was written before."""
        return {naam: getattr(self.vraag, naam) for naam in ("melding", "vraag", "context", "eigen_kracht")}

    def form_valid(self, form: VraagForm) -> HttpResponse:
        """Saved."""
        data = form.cleaned_data
        actions.change_vraag(
            vraag=self.vraag,
            melding=Melding(data["melding"]),
            tekst=data["vraag"],
            context=data["context"],
            eigen_kracht=data["eigen_kracht"],
            by=self.request.user,
            now=self.request.nu,
        )
        return super().form_valid(form)


class LeefdomeinenView(StapView):
    """The life domains that were talked about."""

    template_name = "toegang/leefdomeinen.html"
    stap, titel = "leefdomeinen", "Leefdomeinen"
    uitleg = "Vul alleen in wat u samen heeft besproken. De rest mag leeg blijven."
    form_class = LeefdomeinenForm

    def get_initial(self) -> dict[str, Any]:
        """What was described before."""
        return {
            f"{beeld.leefdomein}_{deel}": getattr(beeld, deel)
            for beeld in self.vraag.leefdomeinen.all()
            for deel in ("score", "lijn", "toelichting")
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the scores and the lines mean, explained once."""
        lijnen = [(LIJN_NAAM[lijn], LIJN_UITLEG[lijn]) for lijn in Lijn]
        return super().get_context_data(scores=SCORE_KEUZES[1:], lijnen=lijnen, **kwargs)

    def form_valid(self, form: LeefdomeinenForm) -> HttpResponse:
        """Saved."""
        data = form.cleaned_data
        beelden = [
            actions.Beeld(
                leefdomein=domein,
                score=int(data[f"{domein}_score"]),
                lijn=Lijn(data[f"{domein}_lijn"]),
                toelichting=data[f"{domein}_toelichting"],
            )
            for domein in Leefdomein
            if data[f"{domein}_score"]
        ]
        actions.register_leefdomeinbeeld(
            vraag=self.vraag, beelden=beelden, by=self.request.user, now=self.request.nu
        )
        return super().form_valid(form)
