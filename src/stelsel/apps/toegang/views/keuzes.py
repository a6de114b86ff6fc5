"""What is chosen with the client: the profile, how much and how long, the aanbieder."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from stelsel.apps.web.panels import list_tabellen, list_verwijzingen
from stelsel.domein.toegang.begrippen import Eenheid
from stelsel.kern.periode import plus_maanden

from .. import actions, queries
from ..actions.vragen import Stapeling
from ..forms import CENTEN, GEEN_PROFIEL, AanbiederForm, OmvangForm, ProfielForm
from ..models import Toewijzing
from ..queries.aanvullingen import list_langdurige_hulp, list_stapelbezwaren
from .basis import add_fouten
from .vragen import StapView


class KeuzeStapView(StapView):
    """A step in which product, volume or period is chosen."""

    def register(self, form: Any, **keuze: Any) -> HttpResponse:
        """Saved, or the reasons why not above the form; `keuze` as `register_profielkeuze` asks it."""
        try:
            actions.register_profielkeuze(
                vraag=self.vraag, by=self.request.user, now=self.request.nu, **keuze
            )
        except actions.ProfielkeuzeNietMogelijk as fout:
            add_fouten(form, fout.fouten)
            return self.form_invalid(form)
        return redirect(self.get_success_url())


class ProfielView(KeuzeStapView):
    """What the help is for, how complex it is, and then the profile with its intensity (`?start=`,
    `?complexiteit=`); volume and period follow from it and can change in the next step."""

    template_name = "toegang/profiel.html"
    stap, titel = "profiel", "Profiel"
    uitleg = "Kies wat bij de vraag en de doelen past. Hoe de aanbieder het doet, bepaalt die met de cliënt."
    form_class = ProfielForm

    @cached_property
    def keuzes(self) -> list[queries.Profielkeuze]:
        """The profiles that hold on the first day."""
        return queries.list_profielkeuzes(self.vraag, peildatum=self.dag)

    @property
    def dag(self) -> date:
        """The first day of the help, as far as known."""
        return self.vraag.ingangsdatum or self.request.vandaag

    @cached_property
    def pad(self) -> queries.Keuzepad:
        """The way so far: that of the address, else that of what was sent or chosen before."""
        start = self.request.GET.get("start")
        complexiteit = self.request.GET.get("complexiteit", "")
        if start is None:
            start, complexiteit = self._get_eerder()
        return queries.get_keuzepad(
            self.keuzes, start=start, complexiteit=complexiteit, wet=self.vraag.wet, today=self.dag
        )

    def _get_eerder(self) -> tuple[str, str]:
        verzonden = self.request.POST.get("product", "")
        cellen = (cel for keuze in self.keuzes for deel in keuze.intensiteiten for cel in deel.cellen)
        product = next(
            (cel.product for cel in cellen if str(cel.product.pk) == verzonden), self.vraag.product
        )
        return queries.get_pad_van(product) if product else ("", "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way so far, and the complexity that is suggested."""
        voorstel = queries.get_complexiteitvoorstel(self.vraag, today=self.request.vandaag)
        return super().get_context_data(pad=self.pad, complexiteitvoorstel=voorstel, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what can be chosen under the law of the question."""
        return super().get_form_kwargs() | {
            "keuzes": self.keuzes,
            "overig": queries.list_overige_hulp(self.vraag.wet),
            "pad": self.pad,
        }

    def get_initial(self) -> dict[str, Any]:
        """What was chosen before."""
        product = self.vraag.product
        if product is None:
            return {}
        reden = {"reden": self.vraag.zwaarder_reden}
        if product.profiel_id is None:
            return {"product": GEEN_PROFIEL, "anders": str(product.pk)} | reden
        return {"product": str(product.pk)} | reden

    def form_valid(self, form: ProfielForm) -> HttpResponse:
        """Another product takes its own volume and length; the same one keeps what was typed."""
        product, reden = form.cleaned_data["product"], form.cleaned_data["reden"]
        if product.pk == self.vraag.product_id and reden == self.vraag.zwaarder_reden:
            return redirect(self.get_success_url())
        if product.pk == self.vraag.product_id:
            volume, eind = self.vraag.volume or product.standaard_volume, self.vraag.einddatum
        else:
            volume = product.standaard_volume
            eind = plus_maanden(self.dag, product.standaard_maanden) - timedelta(days=1)
        had = self.vraag.aanbieder_id
        antwoord = self.register(
            form, product=product, volume=volume, ingangsdatum=self.dag, einddatum=eind, reden=reden
        )
        if had and form.is_valid() and product.pk != self.vraag.product_id:
            messages.info(self.request, "De hulp is veranderd. Kies daarom opnieuw een aanbieder.")
        return antwoord


class OmvangView(KeuzeStapView):
    """How much and how long."""

    template_name = "toegang/omvang.html"
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
        langdurig = [
            (rij.pk, f"{rij.aanbieder.naam}, toewijzing {rij.toewijzing_nummer}") for rij in self.langdurig
        ]
        return super().get_form_kwargs() | {"product": self.vraag.product, "langdurig": langdurig}

    @cached_property
    def langdurig(self) -> list[Toewijzing]:
        """Running long-term help of this client under the same law."""
        return list_langdurige_hulp(self.vraag.client, wet=self.vraag.wet, today=self.request.vandaag)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is usual, and what lies outside it."""
        product, dag = self.vraag.product, self.vraag.ingangsdatum or self.request.vandaag
        gewoon = queries.get_gewoon(product, wet=self.vraag.wet, today=dag) if product else []
        signalen = queries.list_bandsignalen(self.vraag)
        stapel = list_stapelbezwaren(self.vraag, today=self.request.vandaag)
        return super().get_context_data(gewoon=gewoon, signalen=signalen, stapel=stapel, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The proposal so far."""
        volume = self.vraag.volume
        in_euro = self.vraag.product is not None and self.vraag.product.eenheid == Eenheid.EURO
        aantal = Decimal(volume) / CENTEN if in_euro and volume else volume
        return {
            "aantal": aantal,
            "ingangsdatum": self.vraag.ingangsdatum,
            "einddatum": self.vraag.einddatum,
            "naast": str(self.vraag.naast_id or ""),
            "stapelreden": self.vraag.stapelreden,
        }

    def form_valid(self, form: OmvangForm) -> HttpResponse:
        """Saved; what is against the rules on additional help shows on the way back."""
        data = form.cleaned_data
        naast = next((rij for rij in self.langdurig if str(rij.pk) == data.get("naast")), None)
        return self.register(
            form,
            stapeling=Stapeling(naast=naast, reden=data["stapelreden"]),
            product=self.vraag.product,
            volume=data["aantal"],
            ingangsdatum=data["ingangsdatum"],
            einddatum=data["einddatum"],
            reden=self.vraag.zwaarder_reden,
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
        """With what other contexts know of each aanbieder, such as results under the law of the question."""
        user, today = self.request.user, self.request.vandaag
        context = super().get_context_data(aanbod=self.aanbod, **kwargs)
        rijen = [
            (
                knop,
                optie,
                [
                    rij[1:]
                    for tabel in list_tabellen(user, soort="aanbieder", sleutel=optie.agb, today=today)
                    for rij in tabel.rijen
                    if rij[0] == self.vraag.get_wet_display()
                ],
                list_verwijzingen(user, "aanbieder", optie.agb),
            )
            for knop, optie in context["form"].rijen()
        ]
        return context | {"rijen": rijen}

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
