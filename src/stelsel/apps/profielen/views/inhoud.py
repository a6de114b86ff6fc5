"""Writing in a concept of the catalogue: its axes, a profile, a client group, agreements on products."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.domein.profielen.catalogus import (
    Catalogus,
    Catalogusprofiel,
    Clientgroep,
    change_groep,
    change_profiel,
    withdraw_groep,
    withdraw_profiel,
)

from .. import actions
from ..actions import CatalogusNietMogelijk
from ..forms import AfsprakenForm, AssenForm, GroepForm, ProfielForm
from ..models import Catalogusversie
from ..permissions import BEHEERDERS, check_regio
from .versies import ga_naar_versie, get_versie


class _BewerkView(RolVereistMixin, View):
    """A form on one part of a concept; a version that is approved cannot be written in."""

    request: Verzoek
    kwargs: dict[str, Any]
    rollen = BEHEERDERS
    template_name = "profielen/versie_deel.html"
    titel = uitleg = plek = ""

    @cached_property
    def versie(self) -> Catalogusversie:
        """404 for who may not see it, and for one that no longer changes."""
        check_regio(self.request.user)
        versie = get_versie(self.request, self.kwargs["nummer"])
        if versie.status != Catalogusversie.Status.CONCEPT:
            raise Http404("concept")
        return versie

    @cached_property
    def catalogus(self) -> Catalogus:
        """What it says now."""
        return self.versie.get_catalogus()

    def create_form(self, data: Any = None) -> forms.Form:
        """The form on this part, as it stands or as it was sent."""
        raise NotImplementedError

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """The catalogue with what the form says."""
        raise NotImplementedError

    def get(self, request: Verzoek, **kwargs: str) -> HttpResponse:
        """As it stands."""
        return self.show(self.create_form())

    def post(self, request: Verzoek, **kwargs: str) -> HttpResponse:
        """Keep it, and back to the version."""
        form = self.create_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        return self.save(form, lambda catalogus: self.change(catalogus, form.cleaned_data))

    def save(self, form: forms.Form, bewerk: Any) -> HttpResponse:
        """Keep a change; why not is told above the form."""
        try:
            actions.change_catalogus(self.versie, bewerk, by=self.request.user, now=self.request.nu)
        except CatalogusNietMogelijk as fout:
            form.add_error(None, fout.redenen)
            return self.show(form)
        return ga_naar_versie(self.versie, plek=self.plek)

    def show(self, form: forms.Form) -> HttpResponse:
        """The page."""
        context = {
            "versie": self.versie,
            "form": form,
            "titel": self.titel,
            "uitleg": self.uitleg,
            "kan_weg": "code" in self.kwargs,
        }
        return render(self.request, self.template_name, context)


class AssenView(_BewerkView):
    """What the levels of the axes mean, and how much less is needed with a network."""

    template_name = "profielen/versie_assen.html"
    titel, plek = "Wat de keuzes betekenen", "#kop-assen"
    uitleg = "Schrijf voor de inwoner. De regisseur ziet deze woorden bij het kiezen van een profiel."

    def create_form(self, data: Any = None) -> forms.Form:
        """The words as they stand."""
        return AssenForm(data, assen=self.catalogus.assen)

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With the new words."""
        return replace(catalogus, assen=data["assen"])


class AfsprakenView(_BewerkView):
    """How products in no profile are arranged."""

    titel, plek = "Producten zonder profiel", "#kop-buiten"
    uitleg = "Wat in geen profiel past, blijft apart. Schrijf op hoe het dan wordt geregeld."

    def create_form(self, data: Any = None) -> forms.Form:
        """The lines as they stand."""
        regels = "\n".join(f"{code}; {tekst}" for code, tekst in self.catalogus.alternatieven)
        return AfsprakenForm(data, initial={"regels": regels})

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With the new lines."""
        return replace(catalogus, alternatieven=data["alternatieven"])


class _CodeView(_BewerkView):
    """A part with a code: it can change, be added, and be taken out."""

    def list_bezet(self) -> list[str]:
        """The codes that are taken."""
        raise NotImplementedError

    def withdraw(self, catalogus: Catalogus, code: str) -> Catalogus:
        """The catalogue without this part."""
        raise NotImplementedError

    def post(self, request: Verzoek, **kwargs: str) -> HttpResponse:
        """Taken out with `weg`; else kept, unless another part has the code."""
        code = self.kwargs.get("code", "")
        if code and "weg" in request.POST:
            return self.save(self.create_form(), lambda catalogus: self.withdraw(catalogus, code))
        form = self.create_form(request.POST)
        if (
            form.is_valid()
            and form.cleaned_data["code"] != code
            and form.cleaned_data["code"] in self.list_bezet()
        ):
            form.add_error("code", "Deze code is al in gebruik. Kies een andere.")
        if not form.is_valid():
            return self.show(form)
        return self.save(form, lambda catalogus: self.change(catalogus, form.cleaned_data))


class BewerkView(_CodeView):
    """One profile."""

    template_name = "profielen/versie_profiel.html"
    titel, plek = "Profiel", "#kop-combinaties"
    uitleg = "Wat iemand nodig heeft, wat er bereikt moet worden, en hoeveel hulp daarbij gewoon is."

    @cached_property
    def profiel(self) -> Catalogusprofiel | None:
        """That of the address; 404 when there is none."""
        profiel = self.catalogus.get_profiel(self.kwargs["code"])
        if profiel is None:
            raise Http404("profiel")
        return profiel

    def list_bezet(self) -> list[str]:
        """The codes of the profiles."""
        return [profiel.code for profiel in self.catalogus.profielen]

    def create_form(self, data: Any = None) -> forms.Form:
        """The profile as it stands."""
        return ProfielForm(data, profiel=self.profiel)

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With this profile."""
        return change_profiel(catalogus, data["profiel"], was=self.kwargs.get("code", ""))

    def withdraw(self, catalogus: Catalogus, code: str) -> Catalogus:
        """Without it."""
        return withdraw_profiel(catalogus, code)


class NieuwProfielView(BewerkView):
    """A profile more."""

    titel = "Nieuw profiel"

    @cached_property
    def profiel(self) -> Catalogusprofiel | None:
        """None: the form begins empty."""
        return None


class GroepView(_CodeView):
    """One client group."""

    titel, plek = "Cliëntgroep", "#kop-clientgroepen"
    uitleg = "Wie deze mensen zijn, wat zij nodig hebben, en welk profiel daarbij past."

    @cached_property
    def groep(self) -> Clientgroep | None:
        """That of the address; 404 when there is none."""
        groep = self.catalogus.get_groep(self.kwargs["code"])
        if groep is None:
            raise Http404("groep")
        return groep

    def list_bezet(self) -> list[str]:
        """The codes of the groups."""
        return [groep.code for groep in self.catalogus.groepen]

    def create_form(self, data: Any = None) -> forms.Form:
        """The group as it stands."""
        return GroepForm(data, groep=self.groep, profielen=self.catalogus.profielen)

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With this group."""
        return change_groep(catalogus, data["groep"], was=self.kwargs.get("code", ""))

    def withdraw(self, catalogus: Catalogus, code: str) -> Catalogus:
        """Without it."""
        return withdraw_groep(catalogus, code)


class NieuweGroepView(GroepView):
    """A client group more."""

    titel = "Nieuwe cliëntgroep"

    @cached_property
    def groep(self) -> Clientgroep | None:
        """None: the form begins empty."""
        return None
