"""What is stuck, and what somebody does about it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..filters import StoringFilter
from ..forms import AansluitingForm, HandelingForm
from ..models import InkomendBericht, Storing, UitgaandBericht
from ..permissions import ACTOREN, HERSTELLERS
from ..tables import StoringLijst

_OPNIEUW = ("opnieuw", "Opnieuw proberen")
_TERZIJDE = ("terzijde", "Terzijde leggen: er hoeft niets meer te gebeuren")
_GEBELD = ("gebeld", "Ik heb gebeld of gemaild")
_GEDAAN = {
    "opnieuw": "Het staat weer in de rij. Kijk over een minuut wat ervan werd.",
    "gebeld": "Uw notitie staat bij het bericht.",
    "terzijde": "Het bericht is terzijde gelegd en staat niet meer op de werklijst.",
}


class StoringenView(RolVereistMixin, LijstView):
    """The work list, with the state of the machinery above it."""

    rollen = HERSTELLERS
    template_name = "berichtenverkeer/storing_lijst.html"
    table_class = StoringLijst
    filterset_class = StoringFilter
    titel = "Vastgelopen"
    lead = "Wat niet vanzelf verder gaat. Open een regel om te zien waarom, en om het opnieuw te proberen."
    zoekvelden = ("titel", "uitleg", "reden")
    zoek_uitleg = "Zoek op identificatie, bestand of reden"
    leeg_tekst = "Er is niets vastgelopen. Alle berichten gaan vanzelf verder."
    bestandsnaam = "vastgelopen"

    def get_basis(self) -> QuerySet[Storing]:
        """Of the own gemeente; open lines unless the address asks for another outcome."""
        rijen = queries.list_storingen(self.request.user)
        return rijen if self.request.GET.get("afloop") else rijen.filter(afloop=Storing.Afloop.OPEN)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and whether the worker runs."""
        return super().get_context_data(verwerking=queries.get_verwerking(self.request.nu), **kwargs)


@method_decorator(eenmalig, name="post")
class StoringView(RolVereistMixin, FormView):
    """One line of the work list: why it is there and what can be done."""

    rollen = HERSTELLERS
    template_name = "berichtenverkeer/storing.html"
    form_class = HandelingForm
    request: Any

    @cached_property
    def storing(self) -> Storing:
        """404 for what belongs to another gemeente."""
        storing = queries.get_storing(self.request.user, self.kwargs["sleutel"])
        if storing is None:
            raise Http404("storing")
        return storing

    def get_form_kwargs(self) -> dict[str, Any]:
        """Try again or set aside."""
        return super().get_form_kwargs() | {"keuzen": [_OPNIEUW, _TERZIJDE]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The line, and how it ended."""
        toon = queries.TONEN_AFLOOP[self.storing.afloop]
        return super().get_context_data(storing=self.storing, toon=toon, **kwargs)

    def form_valid(self, form: HandelingForm) -> HttpResponse:
        """Done, or a sentence why it cannot be done."""
        wie: dict[str, Any] = {"by": self.request.user, "now": self.request.nu}
        handeling = form.cleaned_data["handeling"]
        try:
            with transaction.atomic():
                if handeling == _OPNIEUW[0]:
                    actions.check_storing_opnieuw(storing=self.storing, post=settings.STELSEL_POST, **wie)
                else:
                    tekst = form.cleaned_data["toelichting"]
                    actions.close_storing(storing=self.storing, toelichting=tekst, **wie)
        except actions.HandelingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, _GEDAAN[handeling])
        return HttpResponseRedirect(reverse("berichtenverkeer:storingen"))


@method_decorator(eenmalig, name="post")
class InkomendHandelingView(RolVereistMixin, FormView):
    """Do something with one message that came in."""

    rollen = ACTOREN
    template_name = "berichtenverkeer/handeling.html"
    form_class = HandelingForm
    request: Any
    uitgaand = False

    @cached_property
    def rij(self) -> InkomendBericht | UitgaandBericht:
        """404 for a message of another gemeente."""
        get = queries.get_uitgaand if self.uitgaand else queries.get_inkomend
        rij: InkomendBericht | UitgaandBericht | None = get(self.request.user, self.kwargs["sleutel"])
        if rij is None:
            raise Http404("bericht")
        return rij

    def get_form_kwargs(self) -> dict[str, Any]:
        """What makes sense with the message as it is."""
        keuzen = queries.list_handelkeuzen(self.rij)
        return super().get_form_kwargs() | {"keuzen": [*keuzen, _GEBELD, _TERZIJDE]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The message and its address."""
        return super().get_context_data(rij=self.rij, adres=self._get_adres(), **kwargs)

    def form_valid(self, form: HandelingForm) -> HttpResponse:
        """Done, or a sentence why it cannot be done."""
        handeling, toelichting = form.cleaned_data["handeling"], form.cleaned_data["toelichting"]
        wie: dict[str, Any] = {"toelichting": toelichting, "by": self.request.user, "now": self.request.nu}
        try:
            with transaction.atomic():
                if handeling == _GEBELD[0]:
                    actions.register_gebeld(bericht=self.rij, **wie)
                elif handeling == _TERZIJDE[0]:
                    actions.close_bericht(bericht=self.rij, **wie)
                else:
                    actions.check_bericht_opnieuw(bericht=self.rij, **wie)
        except actions.HandelingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, _GEDAAN[handeling])
        return HttpResponseRedirect(self._get_adres())

    def _get_adres(self) -> str:
        naam = "uitgaand" if self.uitgaand else "inkomend"
        return reverse(f"berichtenverkeer:{naam}", args=[self.rij.pk])


class UitgaandHandelingView(InkomendHandelingView):
    """Do something with one message of ours."""

    uitgaand = True


@method_decorator(eenmalig, name="post")
class AansluitingView(RolVereistMixin, FormView):
    """How the messages of the own gemeente leave the house."""

    rollen = ACTOREN
    template_name = "berichtenverkeer/aansluiting.html"
    form_class = AansluitingForm
    request: Any

    def get_initial(self) -> dict[str, Any]:
        """As it is now."""
        nu = queries.get_aansluiting(self.request.user.gemeentecode)
        wens = "ja" if nu is not None and nu.in_envelop else "nee"
        return {"in_envelop": wens, "administratie": nu.administratie if nu else ""}

    def form_valid(self, form: AansluitingForm) -> HttpResponse:
        """Kept for what is sent from now on."""
        actions.change_aansluiting(
            gemeentecode=self.request.user.gemeentecode,
            by=self.request.user,
            now=self.request.nu,
            **form.cleaned_data,
        )
        messages.success(self.request, "De aansluiting is bewaard. Dit geldt voor wat vanaf nu vertrekt.")
        return HttpResponseRedirect(reverse("berichtenverkeer:aansluiting"))
