"""The question, step by step, and the decision."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.panels import list_tabellen, list_verwijzingen
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.toegang.begrippen import Eenheid, Hoofddoel, Leefdomein, Lijn, Melding, Wet
from stelsel.kern.periode import plus_maanden

from .. import actions, queries
from ..forms import (
    CENTEN,
    AanbiederForm,
    DoelForm,
    LeefdomeinenForm,
    NieuweVraagForm,
    OmvangForm,
    ProfielForm,
    VraagForm,
)
from ..models import Client, Vraag
from ..permissions import Handeling
from .basis import add_fouten, get_rollen, register_blik

VOLGORDE = ("gesprek", "leefdomeinen", "doelen", "profiel", "omvang", "aanbieder", "besluiten")


class NieuweVraagView(RolVereistMixin, FormView):
    """The first step: it makes the question."""

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

    rollen = get_rollen(Handeling.VRAAG_BEHANDELEN)

    @cached_property
    def vraag(self) -> Vraag:
        """404 when it is not this user's."""
        vraag = queries.get_vraag(self.request.user, self.kwargs["nummer"])  # type: ignore[attr-defined]  # a View
        if vraag is None:
            raise Http404("vraag")
        return vraag


class VraagView(VraagMixin, TemplateView):
    """The task list: what has been done, what comes next."""

    template_name = "toegang/vraag.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The steps with their state; the look is logged."""
        register_blik(self.request, self.vraag.client, wat="Vraag bekeken")
        stappen = queries.list_stappen(self.vraag)
        return super().get_context_data(
            vraag=self.vraag,
            stappen=stappen,
            compleet=all(stap.klaar for stap in stappen),
            uiterlijk=queries.get_uiterste_besluitdatum(self.vraag),
            **kwargs,
        )


class StapView(VraagMixin, FormView):
    """One step. A question with a besluit leads to the besluit."""

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
        """Saved, or the besluit when somebody was first."""
        try:
            return super().post(request, *args, **kwargs)
        except actions.VraagGesloten as fout:
            messages.error(request, str(fout))
            return redirect("toegang:vraag", self.vraag.nummer)

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


@method_decorator(eenmalig, name="post")
class DoelenView(StapView):
    """The goals, one by one."""

    template_name = "toegang/doelen.html"
    stap, titel, knop = "doelen", "Doelen", "Doel toevoegen"
    uitleg = "Wat moet er straks anders zijn? Aan het begin en aan het einde meet u deze doelen."
    form_class = DoelForm

    def form_valid(self, form: DoelForm) -> HttpResponse:
        """Added; the page shows it, with room for another."""
        data = form.cleaned_data
        actions.register_doel(
            vraag=self.vraag,
            leefdomein=Leefdomein(data["leefdomein"]),
            hoofddoel=Hoofddoel(data["hoofddoel"]),
            tekst=data["tekst"],
            gewicht=int(data["gewicht"]),
            by=self.request.user,
            now=self.request.nu,
        )
        return redirect("toegang:doelen", self.vraag.nummer)


class DoelWegView(VraagMixin, View):
    """Take a goal away."""

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


class KeuzeStapView(StapView):
    """A step in which product, volume or period is chosen."""

    def register(
        self, form: Any, *, product: Any, volume: int, ingang: date, eind: date | None
    ) -> HttpResponse:
        """Saved, or the reasons why not above the form."""
        try:
            actions.register_profielkeuze(
                vraag=self.vraag,
                product=product,
                volume=volume,
                ingangsdatum=ingang,
                einddatum=eind,
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.ProfielkeuzeNietMogelijk as fout:
            add_fouten(form, fout.fouten)
            return self.form_invalid(form)
        return redirect(self.get_success_url())


class ProfielView(KeuzeStapView):
    """The profile with its intensity; volume and period follow from it and can change in the next step."""

    stap, titel = "profiel", "Profiel"
    uitleg = "Kies wat bij de vraag en de doelen past. Hoe de aanbieder het doet, bepaalt die met de cliënt."
    form_class = ProfielForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the products of the law."""
        return super().get_form_kwargs() | {"producten": list(queries.list_producten(self.vraag.wet))}

    def get_initial(self) -> dict[str, Any]:
        """What was chosen before."""
        return {"product": self.vraag.product_id}

    def form_valid(self, form: ProfielForm) -> HttpResponse:
        """Another product takes its own volume and length; the same one keeps what was typed."""
        product = form.cleaned_data["product"]
        if product.pk == self.vraag.product_id:
            return redirect(self.get_success_url())
        ingang = self.vraag.ingangsdatum or self.request.vandaag
        eind = plus_maanden(ingang, product.standaard_maanden) - timedelta(days=1)
        return self.register(form, product=product, volume=product.standaard_volume, ingang=ingang, eind=eind)


class OmvangView(KeuzeStapView):
    """How much and how long."""

    stap, titel = "omvang", "Omvang en duur"
    uitleg = "Dit hoort standaard bij het profiel. Pas het aan als deze cliënt meer of minder nodig heeft."
    form_class = OmvangForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """First a profile."""
        if self.vraag.product is None:
            return redirect("toegang:profiel", self.vraag.nummer)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the product, for the unit; 404 without one."""
        if self.vraag.product is None:
            raise Http404("profiel")
        return super().get_form_kwargs() | {"product": self.vraag.product}

    def get_initial(self) -> dict[str, Any]:
        """The proposal so far."""
        volume = self.vraag.volume
        in_euro = self.vraag.product is not None and self.vraag.product.eenheid == Eenheid.EURO
        aantal = Decimal(volume) / CENTEN if in_euro and volume else volume
        return {
            "aantal": aantal,
            "ingangsdatum": self.vraag.ingangsdatum,
            "einddatum": self.vraag.einddatum,
        }

    def form_valid(self, form: OmvangForm) -> HttpResponse:
        """Saved."""
        data = form.cleaned_data
        return self.register(
            form,
            product=self.vraag.product,
            volume=data["aantal"],
            ingang=data["ingangsdatum"],
            eind=data["einddatum"],
        )


class AanbiederView(StapView):
    """The client chooses among the aanbieders with a contract."""

    template_name = "toegang/aanbieder.html"
    stap, titel = "aanbieder", "Keuze van de aanbieder"
    uitleg = "Deze aanbieders hebben een contract voor deze hulp in uw gemeente. De cliënt kiest."
    form_class = AanbiederForm

    @cached_property
    def aanbod(self) -> list[queries.Aanbod]:
        """Who can deliver on the first day."""
        return queries.list_aanbod(self.vraag, peildatum=self.vraag.ingangsdatum or self.request.vandaag)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With those who can deliver."""
        return super().get_form_kwargs() | {"aanbod": self.aanbod}

    def get_initial(self) -> dict[str, Any]:
        """What was chosen before."""
        return {"aanbieder": self.vraag.aanbieder_id, "keuze_client": self.vraag.keuze_client}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what other contexts know of each aanbieder, such as results."""
        user, today = self.request.user, self.request.vandaag
        links = [
            (
                a.naam,
                list_verwijzingen(user, "aanbieder", a.agb),
                list_tabellen(user, soort="aanbieder", sleutel=a.agb, today=today),
            )
            for a in self.aanbod
        ]
        return super().get_context_data(aanbod=self.aanbod, links=links, **kwargs)

    def form_valid(self, form: AanbiederForm) -> HttpResponse:
        """Saved, or the reason why not."""
        try:
            actions.register_aanbiederkeuze(
                vraag=self.vraag,
                agb=form.cleaned_data["aanbieder"],
                reden=form.cleaned_data["keuze_client"],
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.AanbiederkeuzeNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return super().form_valid(form)
