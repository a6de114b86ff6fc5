"""Pages on goals and outcomes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzage
from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.onthulling.norm import UITGAVE_BESTAND
from stelsel.domein.parameters import get_aantal
from stelsel.domein.resultaten.doelrealisatie import SCORE_NAAM
from stelsel.domein.resultaten.verwachting import OORDEEL_NAAM, Oordeel

from . import actions, queries
from .forms import MetingForm
from .models import Moment
from .permissions import ROLLEN, Handeling, get_norm_voor, mag_uitkomst
from .tables import UitkomstLijst

#: A score beside what was to be expected, in words and with their tone.
OORDEEL_WOORD = {
    Oordeel.BETER: (OORDEEL_NAAM[Oordeel.BETER], "goed"),
    Oordeel.ZOALS_VERWACHT: (OORDEEL_NAAM[Oordeel.ZOALS_VERWACHT], "goed"),
    Oordeel.SLECHTER: (OORDEEL_NAAM[Oordeel.SLECHTER], "let_op"),
}


def get_rollen(handeling: Handeling) -> tuple[str, ...]:
    """The roles that may, for `RolVereistMixin.rollen`."""
    return tuple(str(rol) for rol in ROLLEN[handeling])


class UitkomstenView(RolVereistMixin, LijstView):
    """Outcomes of every aanbieder; an aanbieder sees its own."""

    rollen = get_rollen(Handeling.UITKOMSTEN_LEZEN)
    template_name = "resultaten/uitkomsten.html"
    table_class = UitkomstLijst
    titel = "Resultaten per aanbieder"
    lead = "Welk deel van de afgesproken doelen cliënten bereiken, over de hele regio en zonder personen."
    leeg_tekst = "Er zijn nog geen doelen om te meten. Ze komen mee met een besluit."
    bestandsnaam = "resultaten"

    def get_basis(self) -> Any:
        """Figures without persons."""
        norm = get_norm_voor(self.request.user, today=self.request.vandaag)
        self.bestandsnaam = f"resultaten-{UITGAVE_BESTAND[norm.uitgave]}"
        return queries.list_uitkomsten(norm=norm, today=self.request.vandaag, agb=self.request.user.agb)


class AanbiederView(RolVereistMixin, TemplateView):
    """One aanbieder: goals reached, with how many, how certain, and how it was computed."""

    request: Verzoek
    rollen = get_rollen(Handeling.UITKOMSTEN_LEZEN)
    template_name = "resultaten/aanbieder.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures per law; 404 for an unknown aanbieder and, for an aanbieder, any other."""
        aanbieder = queries.get_aanbieder(kwargs["agb"])
        if aanbieder is None or not mag_uitkomst(self.request.user, aanbieder.agb):
            raise Http404("aanbieder")
        today = self.request.vandaag
        norm = get_norm_voor(self.request.user, today=today)
        return super().get_context_data(
            aanbieder=aanbieder,
            uitkomsten=queries.list_uitkomsten(norm=norm, today=today, agb=aanbieder.agb),
            score_naam=SCORE_NAAM,
            oordeel_naam=OORDEEL_NAAM,
            meettermijn=get_aantal("meettermijn_t1", peildatum=today),
            norm=norm,
        )


class DoelenMixin(RolVereistMixin):
    """Finds the allocation of the address with its goals, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]

    @cached_property
    def gevonden(self) -> tuple[Toewijzing, list[queries.Gemetendoel]]:
        """404 when it is not this user's."""
        gevonden = queries.get_doelen(self.request.user, self.kwargs["pk"])
        if gevonden is None:
            raise Http404("toewijzing")
        return gevonden

    def register_blik(self, wat: str) -> None:
        """The look is in the dossier."""
        request = self.request
        register_inzage(
            client_nummer=self.gevonden[0].client.nummer,
            by=request.user,
            handeling=wat,
            pagina=request.path,
            now=request.nu,
        )


class ToewijzingView(DoelenMixin, TemplateView):
    """The goals of one client at one aanbieder, with what was measured."""

    request: Verzoek
    rollen = get_rollen(Handeling.METINGEN_LEZEN)
    template_name = "resultaten/toewijzing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Goals by moment; the look is logged."""
        toewijzing, doelen = self.gevonden
        self.register_blik("Doelen bekeken")
        rijen = [
            (
                g,
                [
                    (g.metingen.get(m), OORDEEL_WOORD[g.oordelen[m]] if m in g.oordelen else None)
                    for m in Moment
                ],
            )
            for g in doelen
        ]
        return super().get_context_data(toewijzing=toewijzing, rijen=rijen, momenten=list(Moment))


class MeetView(DoelenMixin, FormView):
    """Score the goals at one moment."""

    request: Verzoek
    rollen = get_rollen(Handeling.METEN)
    template_name = "resultaten/meten.html"
    form_class = MetingForm

    @cached_property
    def moment(self) -> Moment:
        """404 for a moment that does not exist."""
        if self.kwargs["moment"] not in Moment.values:
            raise Http404("moment")
        return Moment(self.kwargs["moment"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the goals."""
        doelen = [gemeten.doel for gemeten in self.gevonden[1]]
        return super().get_form_kwargs() | {"doelen": doelen}

    def get_initial(self) -> dict[str, Any]:
        """What was scored before."""
        initial: dict[str, Any] = {"meetdatum": self.request.vandaag}
        for gemeten in self.gevonden[1]:
            meting = gemeten.metingen.get(self.moment)
            if meting is not None:
                initial["meetdatum"] = meting.meetdatum
                initial[f"score_{gemeten.doel.pk}"] = "niet" if meting.score is None else str(meting.score)
                initial[f"woorden_{gemeten.doel.pk}"] = meting.niet_meetbaar or meting.toelichting
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the allocation; the look is logged."""
        self.register_blik("Doelen bekeken")
        return super().get_context_data(toewijzing=self.gevonden[0], moment=self.moment, **kwargs)

    def form_valid(self, form: MetingForm) -> HttpResponse:
        """Saved, or the reason why not."""
        toewijzing, _ = self.gevonden
        try:
            actions.register_metingen(
                toewijzing=toewijzing,
                moment=self.moment,
                meetdatum=form.cleaned_data["meetdatum"],
                scores=form.list_scores(),
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.MetingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, f"De meting {self.moment} is bewaard.")
        return redirect("resultaten:toewijzing", toewijzing.pk)
