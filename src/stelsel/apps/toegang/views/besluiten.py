"""Deciding, and what was decided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig

from .. import actions, queries
from ..forms import BesluitForm
from ..permissions import Handeling
from .basis import add_fouten, get_rollen, register_blik
from .vragen import StapView


@method_decorator(eenmalig, name="post")
class BesluitNemenView(StapView):
    """Check everything, then decide; the same post twice leads to the same besluit."""

    rollen = get_rollen(Handeling.BESLUITEN)
    template_name = "toegang/besluiten.html"
    stap, titel, knop = "besluiten", "Controleren en besluiten", "Beschikking verzenden"
    uitleg = "Klopt alles? Na het besluit gaat er een brief naar de inwoner en een bericht naar de aanbieder."
    form_class = BesluitForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the answers and what granting would cost."""
        return super().get_context_data(
            stappen=queries.list_stappen(self.vraag),
            voorstel=queries.get_voorstel(self.vraag),
            signalen=queries.list_bandsignalen(self.vraag),
            plafonds=queries.list_geraakt_door_vraag(self.vraag, today=self.request.vandaag),
            **kwargs,
        )

    def form_valid(self, form: BesluitForm) -> HttpResponse:
        """Decided; to the page that says what happens next."""
        toekennen = form.cleaned_data["uitkomst"] == "toekennen"
        besluit_nemen = actions.approve_besluit if toekennen else actions.reject_besluit
        try:
            besluit = besluit_nemen(
                vraag=self.vraag,
                motivering=form.cleaned_data["motivering"],
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.BesluitNietMogelijk as fout:
            add_fouten(form, fout.redenen)
            return self.form_invalid(form)
        return redirect("toegang:besluit", besluit.nummer)


class BesluitView(RolVereistMixin, TemplateView):
    """What was decided, and what happens next."""

    request: Verzoek
    rollen = get_rollen(Handeling.DOSSIER_LEZEN)
    template_name = "toegang/besluit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The besluit; 404 when it is not this user's. The look is logged."""
        besluit = queries.get_besluit(self.request.user, kwargs["nummer"])
        if besluit is None:
            raise Http404("besluit")
        register_blik(self.request, besluit.vraag.client, wat="Besluit bekeken")
        return super().get_context_data(
            besluit=besluit,
            door=get_weergavenamen([besluit.besloten_by])[besluit.besloten_by],
            bezwaar_tot=queries.get_bezwaardatum(besluit),
        )


class BriefView(RolVereistMixin, View):
    """The letter as it was sent."""

    request: Verzoek
    rollen = get_rollen(Handeling.BRIEF_LEZEN)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The PDF; 404 when it is not this user's. The look is logged."""
        besluit = queries.get_besluit(self.request.user, kwargs["nummer"])
        if besluit is None:
            raise Http404("besluit")
        register_blik(self.request, besluit.vraag.client, wat="Brief gelezen")
        naam = f'inline; filename="{besluit.nummer}.pdf"'
        return HttpResponse(
            bytes(besluit.brief), content_type="application/pdf", headers={"Content-Disposition": naam}
        )
