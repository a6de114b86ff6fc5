"""Looking again at running help: what asks for it, and what came of it; and help beside a profile."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.aanvulling import get_moduleregel, list_aanvullingen
from stelsel.domein.toegang.herijking import get_herijkingsregel

from ..actions import herijkingen as actions
from ..filters import HerijkingFilter
from ..forms.gezin import HerijkingForm
from ..models import Herijking, Toewijzing
from ..permissions import Handeling
from ..queries.aanvullingen import list_lopende_aanvullingen
from ..queries.herijkingen import get_herijking, list_antwoorden, list_herijkingen
from ..tables import AanvullingLijst, HerijkingLijst
from .basis import add_fouten, get_rollen, register_blik, register_blikken


class HerijkingenView(RolVereistMixin, LijstView):
    """The tasks of the own gemeente."""

    rollen = get_rollen(Handeling.HERIJKEN)
    table_class = HerijkingLijst
    filterset_class = HerijkingFilter
    titel = "Opnieuw bekijken"
    lead = (
        "Lopende hulp waarbij een regel vraagt: is dit nog de goede hulp? Elke nacht en meteen als er iets "
        "verandert. Eén feit geeft één taak."
    )
    zoekvelden = ("feit", "toewijzing__client__geslachtsnaam", "toewijzing__toewijzing_nummer")
    zoek_uitleg = "Zoek op naam, toewijzing of feit"
    leeg_tekst = "Er is geen hulp die u opnieuw moet bekijken."
    bestandsnaam = "opnieuw-bekijken"

    def get_basis(self) -> QuerySet[Herijking]:
        """Of this user's gemeente."""
        return list_herijkingen(self.request.user)

    def after_list(self, rows: list[Herijking]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, [r.toewijzing.client for r in rows], wat="In de lijst gezien")


@method_decorator(eenmalig, name="post")
class HerijkingView(RolVereistMixin, FormView):
    """One task: which rule, on which fact, and what came of it."""

    request: Verzoek
    rollen = get_rollen(Handeling.HERIJKEN)
    template_name = "toegang/herijking.html"
    form_class = HerijkingForm

    @cached_property
    def herijking(self) -> Herijking:
        """404 when it is not this user's."""
        rij = get_herijking(self.request.user, self.kwargs["pk"])
        if rij is None:
            raise Http404("herijking")
        return rij

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what was done since."""
        return super().get_form_kwargs() | {"antwoorden": list_antwoorden(self.herijking)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the rule as it was when the task was born; the look is logged."""
        rij = self.herijking
        register_blik(self.request, rij.toewijzing.client, wat="Taak bekeken")
        return super().get_context_data(
            herijking=rij,
            regel=get_herijkingsregel(rij.regel, today=rij.ontstaan_datum),
            **kwargs,
        )

    def form_valid(self, form: HerijkingForm) -> HttpResponse:
        """Closed, or the reason why not."""
        uitkomst, verwijzing = form.get_uitkomst()
        try:
            actions.close_herijking(
                herijking=self.herijking,
                uitkomst=uitkomst,
                verwijzing=verwijzing,
                reden=form.cleaned_data["reden"],
                by=self.request.user,
                now=self.request.nu,
            )
        except actions.HerijkingNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return redirect("toegang:herijking", self.herijking.pk)


class AanvullingenView(RolVereistMixin, LijstView):
    """Running help beside a profile, and what of it is against the rules."""

    rollen = get_rollen(Handeling.AANVULLINGEN_LEZEN)
    template_name = "toegang/aanvullingen.html"
    table_class = AanvullingLijst
    titel = "Aanvullende hulp"
    lead = "Hulp naast een profiel: kortdurend verblijf, vervoer, inloop, acute en tijdelijke hulp."
    zoekvelden = ("toewijzing_nummer", "client__geslachtsnaam", "code", "aanbieder__naam")
    zoek_uitleg = "Zoek op naam, nummer, product of aanbieder"
    leeg_tekst = "Er loopt geen aanvullende hulp."
    bestandsnaam = "aanvullende-hulp"

    def get_basis(self) -> QuerySet[Toewijzing]:
        """Of this user's gemeente."""
        return list_lopende_aanvullingen(self.request.user, today=self.request.vandaag)

    def after_list(self, rows: list[Toewijzing]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, [rij.client for rij in rows], wat="In de lijst gezien")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the rules in words."""
        regels = [(r.naam, r.uitleg) for r in list_aanvullingen(peildatum=self.request.vandaag)]
        module = get_moduleregel()
        return super().get_context_data(regels=[*regels, (module.naam, module.uitleg)], **kwargs)
