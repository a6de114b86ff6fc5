"""Clients: the lists, a new one, the dossier, and who looked at it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.accounts.queries import create_naam_voor
from stelsel.apps.journal.models import Inzage
from stelsel.apps.journal.queries import list_inzages
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_momenten, list_verwijzingen
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..forms import BsnForm, ClientForm
from ..models import Client, Vraag
from ..models import Verzoek as Verzoekrij
from ..permissions import Handeling, mag
from ..tables import ClientLijst, InzageLijst, VraagLijst
from .basis import add_fouten, get_rollen, register_blik, register_blik_op, register_blikken


def start(request: Verzoek) -> HttpResponse:
    """Everybody's own first page of access."""
    naar = {Rol.AANBIEDER: "toegang:toewijzingen", Rol.INWONER: "toegang:mijn"}
    return redirect(naar.get(Rol(request.user.rol), "toegang:clienten"))


class ClientenView(RolVereistMixin, LijstView):
    """The clients of the own gemeente."""

    rollen = get_rollen(Handeling.DOSSIER_LEZEN)
    template_name = "toegang/clienten.html"
    table_class = ClientLijst
    titel = "Cliënten"
    lead = (
        "Iedereen in uw gemeente die een vraag stelde. Elke keer dat u iemand bekijkt, staat in het dossier."
    )
    zoekvelden = ("geslachtsnaam", "voornamen", "nummer", "geboortedatum")
    zoek_uitleg = "Zoek op naam, nummer of geboortedatum (jaar-maand-dag)"
    leeg_tekst = "Er zijn nog geen cliënten. Registreer de eerste met de knop Nieuwe cliënt."
    bestandsnaam = "clienten"

    def get_basis(self) -> QuerySet[Client]:
        """Clients of this user."""
        return queries.list_clienten(self.request.user)

    def after_list(self, rows: list[Client]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, rows, wat="In de lijst gezien")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form to search by BSN."""
        mag_nieuw = mag(self.request.user, Handeling.CLIENT_REGISTREREN)
        return super().get_context_data(bsn_form=BsnForm(), mag_nieuw=mag_nieuw, **kwargs)


class BsnView(RolVereistMixin, FormView):
    """Find one client by BSN."""

    request: Verzoek
    rollen = get_rollen(Handeling.DOSSIER_LEZEN)
    template_name = "toegang/bsn.html"
    form_class = BsnForm

    def form_valid(self, form: BsnForm) -> HttpResponse:
        """To the dossier, or back with the sentence that nobody was found."""
        client = queries.get_client_bij_bsn(self.request.user, form.cleaned_data["bsn"])
        if client is not None:
            return redirect("toegang:client", client.nummer)
        add_fouten(form, ["In uw gemeente is geen cliënt met dit BSN bekend."])
        return self.form_invalid(form)


@method_decorator(eenmalig, name="post")
class NieuweClientView(RolVereistMixin, FormView):
    """Register a client."""

    request: Verzoek
    rollen = get_rollen(Handeling.CLIENT_REGISTREREN)
    template_name = "toegang/client_nieuw.html"
    form_class = ClientForm

    @cached_property
    def verzoek(self) -> Verzoekrij | None:
        """The request of an aanbieder (`?verzoek=`) from which this person is registered."""
        nummer = self.request.GET.get("verzoek", "")
        return queries.get_verzoek(self.request.user, nummer) if nummer else None

    def get_initial(self) -> dict[str, Any]:
        """What the request says of the person; the address is still to be asked. The look is logged."""
        if self.verzoek is None:
            return {}
        register_blik_op(self.request, [self.verzoek.nummer], wat="Verzoek bekeken")
        return queries.get_persoonsgegevens(self.verzoek)

    def form_valid(self, form: ClientForm) -> HttpResponse:
        """To the new dossier; a refusal stands above the form."""
        velden = dict(form.cleaned_data)
        nummer = velden.pop("huisgenoot")
        huisgenoot = queries.get_client(self.request.user, nummer) if nummer else None
        if nummer and huisgenoot is None:
            form.add_error("huisgenoot", "Deze cliënt is in uw gemeente niet bekend.")
            return self.form_invalid(form)
        try:
            client = actions.create_client(
                gegevens=actions.Clientgegevens(**velden),
                huisgenoot=huisgenoot,
                by=self.request.user,
                today=self.request.vandaag,
                now=self.request.nu,
            )
        except actions.ClientNietMogelijk as fout:
            add_fouten(form, [str(fout)])
            return self.form_invalid(form)
        return self._redirect_naar(client)

    def _redirect_naar(self, client: Client) -> HttpResponse:
        """Back to the request that asked for this person, or to the new dossier."""
        if self.verzoek is not None:
            return redirect("toegang:verzoek", self.verzoek.nummer)
        return redirect("toegang:client", client.nummer)


class DossierView(RolVereistMixin, TemplateView):
    """One client: what is asked, what was decided, what runs, and everything that happened."""

    request: Verzoek
    rollen = get_rollen(Handeling.DOSSIER_LEZEN)
    template_name = "toegang/client.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole dossier; 404 when it is not this user's. The look is logged."""
        user, today = self.request.user, self.request.vandaag
        client = queries.get_client(user, kwargs["nummer"])
        if client is None:
            raise Http404("client")
        huisgenoten = list(queries.list_huisgenoten(user, client))
        register_blikken(self.request, [client, *huisgenoten], wat="Dossier bekeken")
        return super().get_context_data(
            client=client,
            leeftijd=queries.get_leeftijd(client, today),
            huisgenoten=huisgenoten,
            vragen=queries.list_vragen(user, client),
            volgende=queries.get_volgende_stap(user, client, today=today),
            leveringen=queries.list_leveringen(user, client, today=today),
            taakleveringen=queries.list_taakleveringen_bij_client(user, client),
            momenten=list_momenten(user, "client", client.nummer),
            verwijzingen=list_verwijzingen(user, "client", client.nummer),
            mag_behandelen=mag(user, Handeling.VRAAG_BEHANDELEN),
        )


class InzageView(RolVereistMixin, LijstView):
    """Who looked at this dossier."""

    rollen = get_rollen(Handeling.DOSSIER_LEZEN)
    template_name = "toegang/inzage.html"
    table_class = InzageLijst
    titel = "Wie keek hier"
    lead = (
        "Iedereen die dit dossier of deze cliënt in een lijst zag, de laatste keer bovenaan. Van wie ergens "
        "anders werkt, ziet u de organisatie."
    )
    zoekvelden = ("wie", "handeling")
    zoek_uitleg = "Zoek op naam of op wat er is bekeken"
    bestandsnaam = "wie-keek"

    def get_basis(self) -> QuerySet[Inzage]:
        """The looks at this client; 404 when it is not this user's."""
        self.client = queries.get_client(self.request.user, self.kwargs["nummer"])
        if self.client is None:
            raise Http404("client")
        register_blik(self.request, self.client, wat="Inzage bekeken")
        return list_inzages(client_nummer=self.client.nummer).annotate(
            wie=create_naam_voor(self.request.user)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the client, for the way back."""
        return super().get_context_data(client=self.client, **kwargs)


class VragenView(RolVereistMixin, LijstView):
    """Questions that wait for a decision."""

    rollen = get_rollen(Handeling.DOSSIER_LEZEN)
    table_class = VraagLijst
    titel = "Open vragen"
    lead = "Vragen waarover nog niet is besloten, de oudste bovenaan."
    zoekvelden = ("nummer", "client__geslachtsnaam", "client__nummer")
    zoek_uitleg = "Zoek op naam of nummer"
    leeg_tekst = "Er wachten geen vragen op een besluit."
    bestandsnaam = "open-vragen"

    def get_basis(self) -> QuerySet[Vraag]:
        """Open questions of the own gemeente."""
        return queries.list_open_vragen(self.request.user)

    def after_list(self, rows: list[Vraag]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, [vraag.client for vraag in rows], wat="In de lijst gezien")
