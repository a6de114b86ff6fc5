"""Pages on payments: what an aanbieder received, what is in one payment, and its specification."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..filters import BetalingFilter
from ..forms import RedenForm
from ..models import Betaalregel, Betaling
from ..permissions import BETALERS, ONTVANGERS, mag_betalen
from ..tables import BetaalregelLijst, BetalingLijst


class BetalingenView(RolVereistMixin, LijstView):
    """Payments on their way and done."""

    rollen = ONTVANGERS
    template_name = "declaraties/betalingen.html"
    table_class = BetalingLijst
    filterset_class = BetalingFilter
    titel = "Betalingen"
    lead = "Wat er per aanbieder in één keer is betaald, met de declaraties die erin zitten."
    zoekvelden = ("kenmerk", "aanbieder__naam", "regels__voorstel__declaratie__declaratie_nummer")
    zoek_uitleg = "Zoek op kenmerk, aanbieder of declaratie"
    leeg_tekst = "Er zijn nog geen betalingen. Ze komen hier zodra een betaalrun naar de bank is."
    bestandsnaam = "betalingen"

    def get_basis(self) -> QuerySet[Betaling]:
        """Payments of the own gemeente, or to the own organisation."""
        return queries.list_verzonden_betalingen(self.request.user)


class BetalingMixin(RolVereistMixin):
    """Finds the payment of the address, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]
    rollen: tuple[str, ...] = ONTVANGERS

    @cached_property
    def betaling(self) -> Betaling:
        """404 when it is not this user's."""
        betaling = queries.get_betaling(self.request.user, self.kwargs["pk"])
        if betaling is None:
            raise Http404("betaling")
        return betaling


class BetalingView(BetalingMixin, LijstView):
    """One payment with its claims."""

    template_name = "declaraties/betaling.html"
    table_class = BetaalregelLijst
    zoekvelden = ("voorstel__declaratie__declaratie_nummer",)
    zoek_uitleg = "Zoek op declaratie"
    leeg_tekst = "In deze betaling zit niets."

    @property
    def bestandsnaam(self) -> str:  # type: ignore[override]  # the name of the payment
        """The name of an export."""
        return f"betaalspecificatie-{self.betaling.kenmerk}"

    def get_basis(self) -> QuerySet[Betaalregel]:
        """The claims in it."""
        return queries.list_betaalregels(self.betaling)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The payment, and whether this user may report that it came back."""
        betaling = self.betaling
        return super().get_context_data(
            **kwargs,
            betaling=betaling,
            run=betaling.betaalrun,
            is_weg=betaling.betaalrun.status in queries.WEG and not betaling.vervallen,
            mag_terug=mag_betalen(self.request.user, betaling.betaalrun.gemeente_id),
        )


@method_decorator(eenmalig, name="post")
class TeruggekomenView(BetalingMixin, FormView):
    """The bank sent a payment back."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/betaling_terug.html"
    form_class = RedenForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the payment."""
        return super().get_context_data(**kwargs, betaling=self.betaling)

    def form_valid(self, form: RedenForm) -> HttpResponse:
        """Turned back, or the reason why that cannot be."""
        try:
            actions.register_teruggekomen(
                sleutel=self.betaling.pk,
                reden=form.cleaned_data["reden"],
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.BetalingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, "De betaling is teruggedraaid. De declaraties zijn weer open.")
        return redirect("declaraties:betaling", self.betaling.pk)


class BetaalspecificatieView(BetalingMixin, View):
    """The specification as a PDF, for the books of the aanbieder."""

    request: Verzoek

    def get(self, request: Verzoek, pk: int) -> HttpResponse:
        """404 while the payment has not left."""
        if self.betaling.vervallen or self.betaling.betaalrun.status not in queries.WEG:
            raise Http404("betaalspecificatie")
        naam = f"betaalspecificatie-{self.betaling.kenmerk}.pdf"
        return HttpResponse(
            actions.render_betaalspecificatie(self.betaling),
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{naam}"'},
        )
