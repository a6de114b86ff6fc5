"""Pages on messages. Whoever opens a message that names clients leaves a line in their dossiers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.generic import FormView, TemplateView, View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.web.middleware.klok import Verzoek, change_demodag
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.kern.periode import Periode, plus_maanden

from . import actions, queries
from .filters import InkomendFilter, UitgaandFilter
from .forms import AanleverForm
from .models import InkomendBericht, UitgaandBericht
from .permissions import LEZERS, SPELERS
from .tables import InkomendLijst, UitgaandLijst

Bericht = InkomendBericht | UitgaandBericht
#: A key with this many digits fits in no database.
_TE_LANG = 19


class InkomendView(RolVereistMixin, LijstView):
    """What came in, newest first."""

    rollen = LEZERS
    template_name = "berichtenverkeer/inkomend_lijst.html"
    table_class = InkomendLijst
    filterset_class = InkomendFilter
    titel = "Ontvangen berichten"
    lead = "Alles wat aanbieders stuurden, met wat ervan geworden is en het antwoord dat zij kregen."
    zoekvelden = ("identificatie", "bestandsnaam", "aanbieder__naam", "aanbieder__agb", "codes")
    zoek_uitleg = "Zoek op identificatie, bestand, aanbieder of code"
    leeg_tekst = "Er zijn nog geen berichten. Ze komen hier zodra een aanbieder iets stuurt."
    bestandsnaam = "ontvangen-berichten"

    def get_basis(self) -> QuerySet[InkomendBericht]:
        """The own inbox."""
        return queries.list_inkomend(self.request.user)


class UitgaandView(RolVereistMixin, LijstView):
    """What we made, newest first."""

    rollen = LEZERS
    template_name = "berichtenverkeer/uitgaand_lijst.html"
    table_class = UitgaandLijst
    filterset_class = UitgaandFilter
    titel = "Verzonden berichten"
    lead = "Toewijzingen en antwoorden aan aanbieders, en wat zij daarop antwoordden."
    zoekvelden = ("identificatie", "aanbieder__naam", "aanbieder__agb")
    zoek_uitleg = "Zoek op identificatie of aanbieder"
    leeg_tekst = "Er zijn nog geen berichten. Ze ontstaan bij een toewijzing of een antwoord."
    bestandsnaam = "verzonden-berichten"

    def get_basis(self) -> QuerySet[UitgaandBericht]:
        """The own outbox."""
        return queries.list_uitgaand(self.request.user, self.request.vandaag)


class _BerichtMixin(RolVereistMixin):
    """One message of the own organisation, or 404; every client in it is logged."""

    rollen = LEZERS
    request: Any
    handeling: ClassVar[str] = "bericht bekeken"

    def get_bericht(self, sleutel: int, *, uitgaand: bool) -> Bericht:
        """The row with its bytes."""
        get = queries.get_uitgaand if uitgaand else queries.get_inkomend
        rij: Bericht | None = get(self.request.user, sleutel)
        if rij is None:
            raise Http404("bericht")
        return rij

    def log_personen(self, clientnummers: list[str]) -> None:
        """A line of access per client."""
        register_inzages(
            client_nummers=clientnummers,
            by=self.request.user,
            handeling=self.handeling,
            pagina=self.request.path,
            now=self.request.nu,
        )


class InkomendBerichtView(_BerichtMixin, TemplateView):
    """One message that came in."""

    template_name = "berichtenverkeer/bericht.html"
    uitgaand = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The message in words, its findings, its answer and its relatives."""
        rij = self.get_bericht(kwargs["sleutel"], uitgaand=self.uitgaand)
        gegevens = queries.get_berichtgegevens(self.request.user, rij)
        self.log_personen(gegevens.clientnummers)
        verwijzingen = list_verwijzingen(self.request.user, "bericht", str(rij))
        tonen = queries.TONEN_UIT if self.uitgaand else queries.TONEN_IN
        return super().get_context_data(
            rij=rij,
            naam=rij.naam,
            uitgaand=self.uitgaand,
            gegevens=gegevens,
            toon=tonen[rij.status],
            verwijzingen=verwijzingen,
        )


class UitgaandBerichtView(InkomendBerichtView):
    """One message that we made."""

    uitgaand = True


class InkomendXmlView(_BerichtMixin, View):
    """The bytes as they came, to keep."""

    handeling = "bericht gedownload"
    uitgaand = False

    def get(self, request: Verzoek, sleutel: int) -> HttpResponse:
        """As a file; never shown by the browser."""
        rij = self.get_bericht(sleutel, uitgaand=self.uitgaand)
        self.log_personen(queries.list_clientnummers(request.user, rij))
        naam = f"{rij.bericht or 'bestand'}-{rij.identificatie or rij.pk}.xml"
        koppen = {"Content-Disposition": content_disposition_header(True, naam) or "attachment"}
        return HttpResponse(bytes(rij.inhoud), content_type="application/xml", headers=koppen)


class UitgaandXmlView(InkomendXmlView):
    """The bytes as they were sent."""

    uitgaand = True


@method_decorator(eenmalig, name="post")
class AanleverenView(RolVereistMixin, FormView):
    """Hand in messages by hand."""

    rollen = LEZERS
    template_name = "berichtenverkeer/aanleveren.html"
    request: Any
    form_class = AanleverForm

    def form_valid(self, form: AanleverForm) -> HttpResponse:
        """Stored first; the page after it shows what becomes of each file."""
        bestanden = [(bestand.name, bestand) for bestand in form.cleaned_data["bestanden"]]
        uitslag = actions.register_aanlevering(bestanden=bestanden, by=self.request.user, now=self.request.nu)
        for reden in uitslag.geweigerd:
            messages.error(self.request, reden)
        sleutels = ",".join(map(str, uitslag.sleutels))
        return HttpResponseRedirect(reverse("berichtenverkeer:aangeleverd") + f"?b={sleutels}")


class AangeleverdView(RolVereistMixin, TemplateView):
    """What became of a batch; the page may be reloaded until all is judged."""

    rollen = LEZERS
    template_name = "berichtenverkeer/aangeleverd.html"
    request: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows that the address names, as far as they are the user's own."""
        delen = self.request.GET.get("b", "").split(",")
        sleutels = [int(deel) for deel in delen if deel.isdecimal() and len(deel) < _TE_LANG][:900]
        rijen = queries.list_inkomend(self.request.user).filter(pk__in=sleutels).order_by("pk")
        wacht = any(rij.status == InkomendBericht.Status.ONTVANGEN for rij in rijen)
        return super().get_context_data(
            rijen=[(rij, queries.TONEN_IN[rij.status]) for rij in rijen], wacht=wacht
        )


@method_decorator(eenmalig, name="post")
class AanbiederspelView(RolVereistMixin, TemplateView):
    """Only in the demo: let the simulated aanbieders work on, by moving the day or by ending a delivery."""

    rollen = SPELERS
    template_name = "berichtenverkeer/aanbiederspel.html"
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Outside the demo there is no such page."""
        if not settings.STELSEL_DEMO:
            raise Http404("alleen in de demo")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Today, the day to go to, and the deliveries that run."""
        leveringen = queries.list_lopende_leveringen(self.request.user)
        volgende = _get_volgende_dag(self.request.vandaag)
        return super().get_context_data(volgende=volgende, leveringen=leveringen)

    def post(self, request: Any) -> HttpResponse:
        """Move the day, or ask for a stop."""
        sleutel = request.POST.get("stop", "")
        if not sleutel:
            volgende = _get_volgende_dag(request.vandaag)
            change_demodag(volgende)
            messages.success(request, f"Het is nu {volgende:%d-%m-%Y}. De aanbieders declareren wat af is.")
        elif sleutel in dict(queries.list_lopende_leveringen(request.user)):
            actions.register_stopverzoek(post=settings.STELSEL_POST, sleutel=sleutel)
            messages.success(request, "De aanbieder stuurt een stopbericht. Dat duurt enkele seconden.")
        else:
            raise Http404("levering")
        return HttpResponseRedirect(reverse("berichtenverkeer:aanbiederspel"))


def _get_volgende_dag(vandaag: date) -> date:
    """The last day of this month, or of the next when it is that day already."""
    begin = vandaag + timedelta(days=1)
    einde = Periode.maand(begin.year, begin.month).eind
    return einde or plus_maanden(vandaag, 1)
