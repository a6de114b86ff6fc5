"""Writing in a concept of the catalogue: its axes, a profile, a client group, agreements on products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.samenloop import (
    VELD,
    Samenloop,
    check_samenloop,
    is_ongewijzigd,
    render_begin,
)
from stelsel.domein.profielen.catalogus import (
    Catalogus,
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

_WEG = (
    "Terwijl u dit invulde, haalde iemand anders dit deel uit de versie. Uw tekst staat nog in het "
    "formulier. Sla opnieuw op als het er weer in moet."
)
_NIET_WEG = (
    "Nadat u deze pagina opende, veranderde iemand anders dit deel. Het is er daarom nog niet uit gehaald. "
    "Hieronder staat wat er nu is. Haal het daarna weg als dat nog moet."
)


class _Tussentijds(Exception):
    """Somebody else was first; nothing was kept. `catalogus` is what is kept now."""

    def __init__(self, catalogus: Catalogus, samenloop: Samenloop) -> None:
        super().__init__("tussentijds gewijzigd")
        self.catalogus = catalogus
        self.samenloop = samenloop


class _BewerkView(RolVereistMixin, View):
    """A form on one part of a concept; a version that is approved cannot be written in, and what somebody
    else saved after the form was opened is never overwritten unseen."""

    request: Verzoek
    kwargs: dict[str, Any]
    rollen = BEHEERDERS
    template_name = "profielen/versie_deel.html"
    titel = uitleg = plek = ""

    @cached_property
    def versie(self) -> Catalogusversie:
        """404 for who may not see it. One that no longer changes can still be sent to: the text that was
        typed is shown again, with why it is not kept."""
        check_regio(self.request.user)
        versie = get_versie(self.request, self.kwargs["nummer"])
        if versie.status != Catalogusversie.Status.CONCEPT and VELD not in self.request.POST:
            raise Http404("concept")
        return versie

    def create_form(self, catalogus: Catalogus, data: Any = None) -> forms.Form:
        """The form on this part of a content, as it stands or as it was sent."""
        raise NotImplementedError

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """The catalogue with what the form says."""
        raise NotImplementedError

    def is_weg(self, catalogus: Catalogus) -> bool:
        """Whether the part of the address is not in this content."""
        return False

    def get(self, request: Verzoek, **kwargs: str) -> HttpResponse:
        """As it stands."""
        catalogus = self.versie.get_catalogus()
        if self.is_weg(catalogus):
            raise Http404("deel")
        return self.show(self.create_form(catalogus))

    def post(self, request: Verzoek, **kwargs: str) -> HttpResponse:
        """Keep it, and back to the version."""
        catalogus = self.versie.get_catalogus()
        if self.is_weg(catalogus) and VELD not in request.POST:
            raise Http404("deel")
        form = self.create_form(catalogus, request.POST)
        if not form.is_valid():
            return self.show(form)
        return self.save(form, lambda nu: self.change(nu, form.cleaned_data))

    def save(self, form: forms.Form, bewerk: Callable[[Catalogus], Catalogus]) -> HttpResponse:
        """Keep a change; why not is told above the form."""

        def bewaak(catalogus: Catalogus) -> Catalogus:
            self.check_samenloop(catalogus)
            return bewerk(catalogus)

        try:
            actions.change_catalogus(self.versie, bewaak, by=self.request.user, now=self.request.nu)
        except _Tussentijds as tussen:
            data = tussen.samenloop.data or None
            return self.show(self.create_form(tussen.catalogus, data), tussen=tussen)
        except CatalogusNietMogelijk as fout:
            form.add_error("code" if isinstance(fout, _CodeBezet) else None, fout.redenen)
            return self.show(form)
        return ga_naar_versie(self.versie, plek=self.plek)

    def check_samenloop(self, catalogus: Catalogus) -> None:
        """Raises _Tussentijds when this part changed after the form was opened."""
        weg = self.is_weg(catalogus)
        samenloop = check_samenloop(self.request.POST, nu=self.create_form(catalogus), weg=weg)
        if samenloop is not None:
            raise _Tussentijds(catalogus, samenloop)

    def show(self, form: forms.Form, *, tussen: _Tussentijds | None = None) -> HttpResponse:
        """The page; 409 when somebody else was first."""
        context = {
            "versie": self.versie,
            "form": form,
            "begin": (VELD, render_begin(form)),
            "titel": self.titel,
            "uitleg": self.uitleg,
            "kan_weg": "code" in self.kwargs,
            "samenloop": tussen and tussen.samenloop,
            "samenloop_uitleg": _get_uitleg(tussen, weg=tussen is not None and self.is_weg(tussen.catalogus)),
        }
        return render(self.request, self.template_name, context, status=409 if tussen else 200)


def _get_uitleg(tussen: _Tussentijds | None, *, weg: bool) -> str:
    """What happened, where it is something else than two texts beside each other."""
    if weg:
        return _WEG
    return _NIET_WEG if tussen and not tussen.samenloop.data else ""


class AssenView(_BewerkView):
    """What the levels of the axes mean, and how much less is needed with a network."""

    template_name = "profielen/versie_assen.html"
    titel, plek = "Wat de keuzes betekenen", "#kop-assen"
    uitleg = "Schrijf voor de inwoner. De regisseur ziet deze woorden bij het kiezen van een profiel."

    def create_form(self, catalogus: Catalogus, data: Any = None) -> forms.Form:
        """The words as they stand."""
        return AssenForm(data, assen=catalogus.assen)

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With the new words."""
        return replace(catalogus, assen=data["assen"])


class AfsprakenView(_BewerkView):
    """How products in no profile are arranged."""

    titel, plek = "Producten zonder profiel", "#kop-buiten"
    uitleg = "Wat in geen profiel past, blijft apart. Schrijf op hoe het dan wordt geregeld."

    def create_form(self, catalogus: Catalogus, data: Any = None) -> forms.Form:
        """The lines as they stand."""
        regels = "\n".join(f"{code}; {tekst}" for code, tekst in catalogus.alternatieven)
        return AfsprakenForm(data, initial={"regels": regels})

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With the new lines."""
        return replace(catalogus, alternatieven=data["alternatieven"])


class _CodeBezet(CatalogusNietMogelijk):
    """Another part has this code."""


class _CodeView(_BewerkView):
    """A part with a code: it can change, be added, and be taken out."""

    def list_bezet(self, catalogus: Catalogus) -> list[str]:
        """The codes that are taken."""
        raise NotImplementedError

    def put(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """The catalogue with this part as the form says."""
        raise NotImplementedError

    def withdraw(self, catalogus: Catalogus, code: str) -> Catalogus:
        """The catalogue without this part."""
        raise NotImplementedError

    def is_weg(self, catalogus: Catalogus) -> bool:
        """Whether nothing has the code of the address; a new part has none."""
        return "code" in self.kwargs and self.kwargs["code"] not in self.list_bezet(catalogus)

    def change(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """Raises _CodeBezet when another part has the code."""
        if data["code"] != self.kwargs.get("code", "") and data["code"] in self.list_bezet(catalogus):
            raise _CodeBezet("Deze code is al in gebruik. Kies een andere.")
        return self.put(catalogus, data)

    def post(self, request: Verzoek, **kwargs: str) -> HttpResponse:
        """Taken out with `weg`; else kept."""
        if "code" not in self.kwargs or "weg" not in request.POST:
            return super().post(request, **kwargs)
        form = self.create_form(self.versie.get_catalogus())
        return self.save(form, lambda catalogus: self.withdraw(catalogus, self.kwargs["code"]))

    def check_samenloop(self, catalogus: Catalogus) -> None:
        """What is taken out must still be what was seen; what is already out stays out."""
        if "weg" not in self.request.POST:
            super().check_samenloop(catalogus)
            return
        form = None if self.is_weg(catalogus) else self.create_form(catalogus)
        if form is not None and not is_ongewijzigd(self.request.POST, nu=form):
            raise _Tussentijds(catalogus, Samenloop((), QueryDict()))


class BewerkView(_CodeView):
    """One profile."""

    template_name = "profielen/versie_profiel.html"
    titel, plek = "Profiel", "#kop-combinaties"
    uitleg = "Wat iemand nodig heeft, wat er bereikt moet worden, en hoeveel hulp daarbij gewoon is."

    def list_bezet(self, catalogus: Catalogus) -> list[str]:
        """The codes of the profiles."""
        return [profiel.code for profiel in catalogus.profielen]

    def create_form(self, catalogus: Catalogus, data: Any = None) -> forms.Form:
        """The profile as it stands."""
        return ProfielForm(data, profiel=catalogus.get_profiel(self.kwargs.get("code", "")))

    def put(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With this profile."""
        return change_profiel(catalogus, data["profiel"], was=self.kwargs.get("code", ""))

    def withdraw(self, catalogus: Catalogus, code: str) -> Catalogus:
        """Without it."""
        return withdraw_profiel(catalogus, code)


class NieuwProfielView(BewerkView):
    """A profile more."""

    titel = "Nieuw profiel"


class GroepView(_CodeView):
    """One client group."""

    titel, plek = "Cliëntgroep", "#kop-clientgroepen"
    uitleg = "Wie deze mensen zijn, wat zij nodig hebben, en welk profiel daarbij past."

    def list_bezet(self, catalogus: Catalogus) -> list[str]:
        """The codes of the groups."""
        return [groep.code for groep in catalogus.groepen]

    def create_form(self, catalogus: Catalogus, data: Any = None) -> forms.Form:
        """The group as it stands."""
        groep = catalogus.get_groep(self.kwargs.get("code", ""))
        return GroepForm(data, groep=groep, profielen=catalogus.profielen)

    def put(self, catalogus: Catalogus, data: dict[str, Any]) -> Catalogus:
        """With this group."""
        return change_groep(catalogus, data["groep"], was=self.kwargs.get("code", ""))

    def withdraw(self, catalogus: Catalogus, code: str) -> Catalogus:
        """Without it."""
        return withdraw_groep(catalogus, code)


class NieuweGroepView(GroepView):
    """A client group more."""

    titel = "Nieuwe cliëntgroep"
