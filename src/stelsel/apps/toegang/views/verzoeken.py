"""Requests of aanbieders: the list, one as a dossier, and deciding in two steps."""

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
from stelsel.apps.web.panels import list_momenten
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.verzoek import Afwijsreden

from .. import actions, queries
from ..filters import AanvraagFilter
from ..forms import AFSPREKEN, AFWIJZEN, HONOREREN, AanvraagForm
from ..models import Aanvraag
from ..models import Verzoek as Verzoekrij
from ..permissions import Handeling, mag
from ..tables import AanvraagLijst
from .basis import add_fouten, get_rollen, register_blik_op

GEDAAN = {
    HONOREREN: "Het verzoek is gehonoreerd. De aanbieder krijgt een bericht met de toewijzingen.",
    AFSPREKEN: "Het verzoek is gehonoreerd. De aanbieder krijgt een bericht met wat is afgesproken.",
    AFWIJZEN: "Het verzoek is afgewezen. De aanbieder krijgt hierover een bericht.",
}
IN_ONDERZOEK = "Het verzoek is in onderzoek. De aanbieder krijgt hierover een bericht."


class VerzoekenView(RolVereistMixin, LijstView):
    """Own gemeente, or own aanbieder; one row per decision."""

    rollen = get_rollen(Handeling.VERZOEKEN_LEZEN)
    table_class = AanvraagLijst
    filterset_class = AanvraagFilter
    titel = "Verzoeken"
    lead = "Wat aanbieders vragen toe te wijzen of te wijzigen, en wanneer daarop een antwoord moet zijn."
    zoekvelden = (
        "verzoek__nummer",
        "referentie_aanbieder",
        "verzoek__client__geslachtsnaam",
        "verzoek__geslachtsnaam",
        "verzoek__aanbieder__naam",
    )
    zoek_uitleg = "Zoek op naam, nummer, referentie of aanbieder"
    leeg_tekst = "Er zijn geen verzoeken. Ze komen hier als een aanbieder een 315 of 317 stuurt."
    bestandsnaam = "verzoeken"

    def get_basis(self) -> QuerySet[Aanvraag]:
        """Requests of this user."""
        return queries.list_aanvragen(self.request.user)

    def after_list(self, rows: list[Aanvraag]) -> None:
        """Everybody on the page was seen."""
        nummers = [(rij.verzoek.client or rij.verzoek).nummer for rij in rows]
        register_blik_op(self.request, nummers, wat="In de lijst gezien")


class VerzoekMixin(RolVereistMixin):
    """Finds the request of the address, after the role was checked."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def verzoek(self) -> Verzoekrij:
        """404 when it is not this user's. The look is logged."""
        rij = queries.get_verzoek(self.request.user, self.kwargs["nummer"])
        if rij is None:
            raise Http404("verzoek")
        client = queries.get_client_bij_verzoek(rij)
        nummer = client.nummer if client is not None else rij.nummer
        register_blik_op(self.request, [nummer], wat="Verzoek bekeken")
        return rij


class VerzoekView(VerzoekMixin, TemplateView):
    """What is asked beside what is allocated now."""

    rollen = get_rollen(Handeling.VERZOEKEN_LEZEN)
    template_name = "toegang/verzoek.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The request with every part that is decided at once."""
        user, verzoek = self.request.user, self.verzoek
        mag_beslissen = mag(user, Handeling.OVER_VERZOEK_BESLISSEN)
        delen = queries.list_aanvraagdelen(verzoek, today=self.request.vandaag)
        geraakt = queries.list_geraakt_door_verzoek(delen, today=self.request.vandaag)
        return super().get_context_data(
            verzoek=verzoek,
            client=queries.get_client_bij_verzoek(verzoek),
            mag_dossier=mag(user, Handeling.DOSSIER_LEZEN),
            mag_beslissen=mag_beslissen,
            delen=delen,
            plafonds=geraakt if mag_beslissen else [],
            reden=queries.get_reden_verzoek(verzoek),
            momenten=list_momenten(user, "verzoek", verzoek.nummer),
            woonplaats_tot=queries.get_woonplaatstermijn(verzoek) if mag_beslissen else None,
        )


@method_decorator(eenmalig, name="post")
class VerzoekBesluitView(VerzoekMixin, FormView):
    """First the answers, then the same answers to check; the second post decides."""

    rollen = get_rollen(Handeling.OVER_VERZOEK_BESLISSEN)
    template_name = "toegang/verzoek_besluit.html"
    form_class = AanvraagForm

    @cached_property
    def aanvraag(self) -> Aanvraag:
        """The part of the request that is decided; 404 when there is none."""
        rij = queries.get_aanvraag(self.verzoek, self.kwargs["pk"])
        if rij is None:
            raise Http404("aanvraag")
        return rij

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows what it decides about, and what may be granted otherwise than asked."""
        deel = queries.get_aanvraagdeel(self.aanvraag, today=self.request.vandaag)
        afwijkbaar = queries.list_afwijkbaar(deel, today=self.request.vandaag)
        eigen = {"aanvraag": self.aanvraag, "today": self.request.vandaag, "afwijkbaar": afwijkbaar}
        return super().get_form_kwargs() | eigen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what honouring would do."""
        form = kwargs.get("form")
        afspraken = form.afspraken if form is not None else {}
        deel = queries.get_aanvraagdeel(self.aanvraag, today=self.request.vandaag, afspraken=afspraken)
        client = queries.get_client_bij_verzoek(self.verzoek)
        return super().get_context_data(verzoek=self.verzoek, deel=deel, client=client, **kwargs)

    def form_valid(self, form: AanvraagForm) -> HttpResponse:
        """To the check, or decided."""
        if "bevestigd" not in self.request.POST:
            return self.render_to_response(
                self.get_context_data(form=form, antwoorden=form.list_antwoorden(), controleren=True)
            )
        try:
            self._decide(form)
        except actions.VerzoekNietMogelijk as fout:
            add_fouten(form, fout.redenen)
            return self.form_invalid(form)
        messages.success(self.request, GEDAAN.get(form.cleaned_data["uitkomst"], IN_ONDERZOEK))
        return redirect("toegang:verzoek", self.verzoek.nummer)

    def _decide(self, form: AanvraagForm) -> None:
        data: dict[str, Any] = form.cleaned_data
        vast = {
            "aanvraag": self.aanvraag,
            "by": self.request.user,
            "now": self.request.nu,
            "toelichting": data["toelichting"],
        }
        if data["uitkomst"] in (HONOREREN, AFSPREKEN):
            anders = data["uitkomst"] == AFSPREKEN
            afspraken, overleg = (form.afspraken, form.get_overleg(data)) if anders else (None, None)
            actions.approve_aanvraag(today=self.request.vandaag, afspraken=afspraken, overleg=overleg, **vast)
        elif data["uitkomst"] == AFWIJZEN:
            gemeente = data.get("verantwoordelijke_gemeente") or ""
            reden = Afwijsreden(data["reden"])
            actions.reject_aanvraag(reden=reden, verantwoordelijke_gemeente=gemeente, **vast)
        else:
            actions.register_onderzoek(**vast)
