"""Pages on payment runs: the list, a new one, one with its payments and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
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
from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.declaraties.betaalrun import OPEN_STATUSSEN

from .. import actions, queries
from ..filters import BetaalrunFilter
from ..forms import BetaalrunForm
from ..models import Betaalrun, Betaling
from ..permissions import BETALERS
from ..tables import BetaalrunLijst, BetalingLijst

#: The acts on a run, by the name of the button, with the sentence when it is done.
DADEN: dict[str, tuple[Callable[..., Any], str]] = {
    "voorleggen": (actions.submit_betaalrun, "De betaalrun wacht nu op de goedkeuring van een ander."),
    "goedkeuren": (actions.approve_betaalrun, "De betaalrun is goedgekeurd. U kunt het betaalbestand maken."),
    "afwijzen": (actions.reject_betaalrun, "De betaalrun is teruggegeven aan de maker."),
    "bijwerken": (actions.change_betaalrun, "De betaalrun is opnieuw samengesteld."),
    "intrekken": (actions.withdraw_betaalrun, "De betaalrun is ingetrokken. De declaraties zijn weer open."),
    "bestand": (actions.create_betaalbestand, "Het betaalbestand is gemaakt. Geef het aan de bank."),
    "betaald": (actions.register_betaald, "De betaling is vastgelegd."),
}
_MET_REDEN = frozenset({"afwijzen", "bijwerken", "intrekken"})


class BetaalrunsView(RolVereistMixin, LijstView):
    """All runs of the gemeente."""

    rollen = BETALERS
    template_name = "declaraties/betaalruns.html"
    table_class = BetaalrunLijst
    filterset_class = BetaalrunFilter
    titel = "Betaalruns"
    lead = (
        "Een betaalrun betaalt veel declaraties tegelijk. Eén controller maakt hem, een ander keurt hem goed."
    )
    zoekvelden = ("nummer", "gemaakt_by", "goedgekeurd_by")
    zoek_uitleg = "Zoek op nummer of naam"
    leeg_tekst = "Er zijn nog geen betaalruns. Maak er een zodra er declaraties te betalen zijn."
    bestandsnaam = "betaalruns"

    def get_basis(self) -> QuerySet[Betaalrun]:
        """Runs of the own gemeente."""
        return queries.list_betaalruns(self.request.user)


@method_decorator(eenmalig, name="post")
class NieuweBetaalrunView(RolVereistMixin, FormView):
    """Make a run of everything that is due."""

    request: Verzoek
    rollen = BETALERS
    template_name = "declaraties/betaalrun_nieuw.html"
    form_class = BetaalrunForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the day, for the dates that are filled in."""
        return super().get_form_kwargs() | {"today": self.request.vandaag}

    def form_valid(self, form: BetaalrunForm) -> HttpResponse:
        """Made, or the reason why not."""
        try:
            run = actions.create_betaalrun(
                gemeentecode=self.request.user.gemeentecode,
                **form.cleaned_data,
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.BetalingNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        return redirect("declaraties:betaalrun", run.nummer)


class BetaalrunMixin(RolVereistMixin):
    """Finds the run of the address, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]
    rollen = BETALERS

    @cached_property
    def run(self) -> Betaalrun:
        """404 when it is not of this user's gemeente."""
        run = queries.get_betaalrun(self.request.user, self.kwargs["nummer"])
        if run is None:
            raise Http404("betaalrun")
        return run


@method_decorator(eenmalig, name="post")
class BetaalrunView(BetaalrunMixin, LijstView):
    """One run: its payments, who did what, and the one next act."""

    template_name = "declaraties/betaalrun.html"
    table_class = BetalingLijst
    zoekvelden = ("aanbieder__naam", "aanbieder__agb", "kenmerk")
    zoek_uitleg = "Zoek op aanbieder"
    leeg_tekst = "In deze betaalrun zit niets meer."

    @property
    def bestandsnaam(self) -> str:  # type: ignore[override]  # the name of the run
        """The name of an export."""
        return f"betaalrun-{self.run.nummer}"

    def get_basis(self) -> QuerySet[Betaling]:
        """The payments that did not lapse."""
        return queries.list_betalingen(self.run)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The run, the names of who did what, and whether this user may approve."""
        run, user = self.run, self.request.user
        namen = get_weergavenamen(
            {run.gemaakt_by, run.voorgelegd_by, run.goedgekeurd_by, run.gewijzigd_by} - {""}
        )
        return super().get_context_data(
            **kwargs,
            run=run,
            namen={rol: namen.get(getattr(run, f"{rol}_by"), "") for rol in _WIE},
            mag_goedkeuren=user.persoon_sleutel not in run.makers,
            is_open=run.status in OPEN_STATUSSEN,
            teruggekomen=queries.list_betalingen(run).filter(status=Betaling.Status.TERUG),
        )

    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """One act; or the reason why not, on the page of the run."""
        naam = request.POST.get("daad", "")
        if naam not in DADEN:
            messages.error(request, "Deze handeling bestaat niet.")
            return redirect("declaraties:betaalrun", self.run.nummer)
        daad, klaar = DADEN[naam]
        if naam in _MET_REDEN and not request.POST.get("reden", "").strip():
            messages.error(request, "Vul in waarom.")
            return redirect("declaraties:betaalrun", self.run.nummer)
        try:
            daad(sleutel=self.run.pk, by=request.user, now=request.nu, **self._list_gegevens(naam))
        except actions.BetalingNietMogelijk as fout:
            messages.error(request, str(fout))
        else:
            messages.success(request, klaar)
        return redirect("declaraties:betaalrun", self.run.nummer)

    def _list_gegevens(self, naam: str) -> dict[str, Any]:
        """What this act needs besides who and when."""
        gegevens: dict[str, Any] = {}
        if naam == "goedkeuren":
            gegevens["inhoud_sha256"] = self.request.POST.get("inhoud", "")
        if naam in _MET_REDEN:
            gegevens["reden"] = self.request.POST.get("reden", "").strip()
        if naam == "bijwerken":
            gegevens["today"] = self.request.vandaag
        return gegevens


_WIE = ("gemaakt", "voorgelegd", "goedgekeurd", "gewijzigd")


class BetaalbestandView(BetaalrunMixin, View):
    """The file for the bank, the bytes that were kept."""

    request: Verzoek

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """404 while there is none."""
        if not self.run.bestand:
            raise Http404("betaalbestand")
        naam = f"{self.run.nummer}.xml"
        koppen = {"Content-Disposition": f'attachment; filename="{naam}"'}
        return HttpResponse(bytes(self.run.bestand), content_type="application/xml", headers=koppen)
