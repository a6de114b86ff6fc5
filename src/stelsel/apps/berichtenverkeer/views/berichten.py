"""The inbox, the outbox and one message.

Whoever opens a message that names clients leaves a line in their dossiers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView

from .. import queries
from ..filters import InkomendFilter, UitgaandFilter
from ..models import InkomendBericht, UitgaandBericht
from ..permissions import ACTOREN, DECLARATIELEZERS, LEZERS
from ..tables import InkomendLijst, UitgaandLijst

Bericht = InkomendBericht | UitgaandBericht


class _BerichtenView(RolVereistMixin, LijstView):
    """A list of messages; what the gemeente received, an aanbieder sent. `bij_aanbieder`: title and lead."""

    bij_aanbieder: ClassVar[tuple[str, str]]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """In the words of who looks."""
        super().setup(request, *args, **kwargs)
        if getattr(request.user, "agb", ""):
            self.titel, self.lead = self.bij_aanbieder


class InkomendView(_BerichtenView):
    """What came in, newest first."""

    rollen = LEZERS
    template_name = "berichtenverkeer/inkomend_lijst.html"
    table_class = InkomendLijst
    filterset_class = InkomendFilter
    titel = "Ontvangen berichten"
    lead = "Alles wat aanbieders stuurden, met wat ervan geworden is en het antwoord dat zij kregen."
    bij_aanbieder = (
        "Berichten van u",
        "Alles wat u aan gemeenten stuurde, met wat ervan geworden is en het antwoord dat u kreeg.",
    )
    zoekvelden = (
        *("identificatie", "vraag_identificatie", "onderwerp", "bestandsnaam", "referentienummer"),
        *("aanbieder__naam", "aanbieder__agb", "codes"),
    )
    zoek_uitleg = "Zoek op identificatie, cliëntnummer, bestand, aanbieder of code"
    leeg_tekst = "Er zijn nog geen berichten. Ze komen hier zodra een aanbieder iets stuurt."
    bestandsnaam = "ontvangen-berichten"

    def get_basis(self) -> QuerySet[InkomendBericht]:
        """The own inbox."""
        return queries.list_inkomend(self.request.user)


class UitgaandView(_BerichtenView):
    """What we made, newest first."""

    rollen = LEZERS
    template_name = "berichtenverkeer/uitgaand_lijst.html"
    table_class = UitgaandLijst
    filterset_class = UitgaandFilter
    titel = "Verzonden berichten"
    lead = "Toewijzingen en antwoorden aan aanbieders, en wat zij daarop antwoordden."
    bij_aanbieder = (
        "Berichten aan u",
        "Toewijzingen en antwoorden van gemeenten, en wat u daarop antwoordde.",
    )
    zoekvelden = ("identificatie", "onderwerp", "referentienummer", "aanbieder__naam", "aanbieder__agb")
    zoek_uitleg = "Zoek op identificatie, cliëntnummer of aanbieder"
    leeg_tekst = "Er zijn nog geen berichten. Ze ontstaan bij een toewijzing of een antwoord."
    bestandsnaam = "verzonden-berichten"

    def get_basis(self) -> QuerySet[UitgaandBericht]:
        """The own outbox."""
        return queries.list_uitgaand(self.request.user, self.request.vandaag)


class BerichtMixin(RolVereistMixin):
    """One message of the own organisation, or 404; every client in it is logged."""

    rollen: tuple[str, ...] = LEZERS
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


class InkomendBerichtView(BerichtMixin, TemplateView):
    """One message that came in."""

    template_name = "berichtenverkeer/bericht.html"
    uitgaand = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The message in words, its findings, its answer and its relatives."""
        user, rij = self.request.user, self.get_bericht(kwargs["sleutel"], uitgaand=self.uitgaand)
        gegevens = queries.get_berichtgegevens(user, rij, ook=self.request.GET.get("regel", ""))
        nummers = gegevens.clientnummers
        self.log_personen(nummers)
        tonen = queries.TONEN_UIT if self.uitgaand else queries.TONEN_IN
        return super().get_context_data(
            **self.list_adressen(rij),
            rij=rij,
            naam=rij.naam,
            uitgaand=self.uitgaand,
            gegevens=gegevens,
            toon=tonen[rij.status],
            kijkers=queries.list_kijkers(user, pagina=self.request.path, client_nummers=nummers),
            mag_handelen=user.rol in ACTOREN,
            verwijzingen=list_verwijzingen(user, "bericht", str(rij)),
            verzoeken=queries.list_verzoeknummers(user, rij),
            taakgericht=isinstance(rij, InkomendBericht) and queries.is_taakgericht(user, rij),
        )

    def list_adressen(self, rij: Bericht) -> dict[str, Any]:
        """Where the bytes and the answer are; whether the user may open messages of every kind."""
        richting = "uitgaand" if self.uitgaand else "inkomend"
        antwoord = getattr(rij, "antwoord", None)
        return {
            "mag_openen": True,
            "xml_adres": reverse(f"berichtenverkeer:{richting}_xml", args=[rij.pk]),
            "antwoord_adres": reverse("berichtenverkeer:uitgaand", args=[antwoord.pk]) if antwoord else "",
        }


class PrestatieView(RolVereistMixin, View):
    """To the message of one claim line, at the place where that line stands."""

    rollen = DECLARATIELEZERS

    def get(self, request: Verzoek, sleutel: int) -> HttpResponse:
        """404 when there is no such line or message for this user."""
        plek = queries.get_prestatieplek(request.user, sleutel)
        if plek is None:
            raise Http404("prestatie")
        adres = reverse("berichtenverkeer:declaratie", args=[plek.declaratie_id])
        return redirect(f"{adres}?regel={plek.regelnummer}#regel-{plek.regelnummer}")


class UitgaandBerichtView(InkomendBerichtView):
    """One message that we made."""

    uitgaand = True


class InkomendXmlView(BerichtMixin, View):
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
