"""The goals of a question: adding one, turning it another way, and decline that is to be expected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.toegang.begrippen import Doelrichting, Doeltermijn, Hoofddoel, Leefdomein

from .. import actions, queries
from ..forms import DoelForm, RichtingForm, VerwachtingForm
from ..models import Doel
from ..permissions import Handeling
from .basis import add_fouten, get_rollen, register_blik
from .vragen import StapView, VraagMixin


@method_decorator(eenmalig, name="post")
class DoelenView(StapView):
    """The goals, one by one."""

    template_name = "toegang/doelen.html"
    stap, titel, knop = "doelen", "Doelen", "Doel opslaan en nog een toevoegen"
    uitleg = (
        "Wat moet er straks anders zijn, of juist hetzelfde blijven? Aan het begin en aan het einde meet u "
        "deze doelen."
    )
    form_class = DoelForm

    def get_initial(self) -> dict[str, Any]:
        """The domain where it goes worst is the first to have a goal; `?voorbeeld=` gives it words."""
        beelden = sorted(self.vraag.leefdomeinen.all(), key=lambda beeld: beeld.score)
        begin: dict[str, Any] = {"richting": self.passend[0].value}
        if beelden:
            begin["leefdomein"] = beelden[0].leefdomein
        per_sleutel = dict(paar for voorbeeld in self.voorbeelden for paar in voorbeeld.doelen)
        tekst = per_sleutel.get(self.request.GET.get("voorbeeld", ""))
        return begin | ({"tekst": tekst} if tekst else {})

    @cached_property
    def passend(self) -> tuple[Doelrichting, ...]:
        """The directions that suit the help chosen so far."""
        return queries.list_passende_richtingen(self.vraag)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the directions that suit."""
        return super().get_form_kwargs() | {"passend": self.passend}

    @cached_property
    def voorbeelden(self) -> list[queries.Doelvoorbeelden]:
        """Goals of the catalogue for clients of this age."""
        return queries.list_doelvoorbeelden(self.vraag, today=self.request.vandaag)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With goals to choose from, and those that point another way than the help."""
        return super().get_context_data(
            voorbeelden=self.voorbeelden, bezwaren=queries.list_richtingbezwaren(self.vraag), **kwargs
        )

    def form_valid(self, form: DoelForm) -> HttpResponse:
        """Added; the page shows it with room for another, or it goes on to the next step."""
        try:
            self.register(form.cleaned_data)
        except actions.DoelNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        naar = "toegang:profiel" if "verder" in self.request.POST else "toegang:doelen"
        return redirect(naar, self.vraag.nummer)

    def register(self, data: dict[str, Any]) -> None:
        """Add what was typed."""
        actions.register_doel(
            vraag=self.vraag,
            leefdomein=Leefdomein(data["leefdomein"]),
            hoofddoel=Hoofddoel(data["hoofddoel"]),
            tekst=data["tekst"],
            gewicht=int(data["gewicht"]),
            richting=Doelrichting(data["richting"]),
            termijn=Doeltermijn(data["termijn"]),
            afwijking_reden=data["afwijking_reden"],
            by=self.request.user,
            now=self.request.nu,
        )


class DoelWijzigView(StapView):
    """Turn a goal another way, as long as there is no besluit."""

    template_name = "toegang/doel_wijzig.html"
    stap, titel, knop = "doelen", "Richting van een doel", "Opslaan"
    form_class = RichtingForm

    @cached_property
    def doel(self) -> Doel:
        """404 when it is not of this question."""
        doel = self.vraag.doelen.filter(pk=self.kwargs["doel"]).first()
        if doel is None:
            raise Http404("doel")
        return doel

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the directions that suit the help chosen so far."""
        return super().get_form_kwargs() | {"passend": queries.list_passende_richtingen(self.vraag)}

    def get_initial(self) -> dict[str, Any]:
        """As it is."""
        return {naam: getattr(self.doel, naam) for naam in ("richting", "termijn", "afwijking_reden")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the goal."""
        return super().get_context_data(doel=self.doel, **kwargs)

    def form_valid(self, form: RichtingForm) -> HttpResponse:
        """Saved, or the reason why not."""
        data = form.cleaned_data
        try:
            actions.change_doel(
                vraag=self.vraag,
                doel_id=self.doel.pk,
                richting=Doelrichting(data["richting"]),
                termijn=Doeltermijn(data["termijn"]),
                afwijking_reden=data["afwijking_reden"],
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.DoelNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return redirect("toegang:doelen", self.vraag.nummer)


@method_decorator(eenmalig, name="post")
class VerwachtingView(RolVereistMixin, FormView):
    """Decline that is to be expected on one goal: what was recorded, and something new from today on."""

    request: Verzoek
    rollen = get_rollen(Handeling.VRAAG_BEHANDELEN)
    template_name = "toegang/verwachting.html"
    form_class = VerwachtingForm

    @cached_property
    def doel(self) -> Doel:
        """404 when it is not this user's."""
        doel = queries.get_doel(self.request.user, self.kwargs["pk"])
        if doel is None:
            raise Http404("doel")
        return doel

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what is expected now."""
        vorige = queries.get_verwachting(self.doel)
        return super().get_form_kwargs() | {"vorige": vorige, "today": self.request.vandaag}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the goal and all that was recorded; the look is logged."""
        register_blik(self.request, self.doel.vraag.client, wat="Verwachting bij een doel bekeken")
        return super().get_context_data(
            doel=self.doel, verwachtingen=queries.list_verwachtingen(self.doel), **kwargs
        )

    def form_valid(self, form: VerwachtingForm) -> HttpResponse:
        """Recorded, or the reasons why not."""
        data = form.cleaned_data
        try:
            actions.register_verwachting(
                doel=self.doel,
                achteruitgang=actions.Achteruitgang(**data | {"stappen": int(data["stappen"])}),
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.VerwachtingNietMogelijk as fout:
            add_fouten(form, fout.redenen)
            return self.form_invalid(form)
        messages.success(self.request, "De verwachting is vastgelegd. Zij telt voor metingen vanaf vandaag.")
        return redirect("toegang:verwachting", self.doel.pk)


class DoelWegView(VraagMixin, View):
    """Take a goal away."""

    request: Verzoek

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Gone, and back to the goals."""
        try:
            actions.withdraw_doel(
                vraag=self.vraag,
                doel_id=kwargs["doel"],
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.VraagGesloten as fout:
            messages.error(request, str(fout))
        return redirect("toegang:doelen", self.vraag.nummer)
