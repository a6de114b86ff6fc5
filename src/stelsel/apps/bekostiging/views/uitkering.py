"""What gemeenten get from the state: the list, and entering it by hand or from a file."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from ..actions.uitkering import UitkeringNietMogelijk, register_uitkeringen
from ..filters import UitkeringFilter
from ..forms.uitkering import UitkeringbestandForm, UitkeringForm
from ..models import Uitkering
from ..permissions import BEGROTERS, BEGROTINGLEZERS
from ..queries.uitkering import list_uitkeringen
from ..tables.uitkering import UitkeringLijst


class UitkeringenView(RolVereistMixin, LijstView):
    """Every version that this user may see."""

    rollen = BEGROTINGLEZERS
    template_name = "bekostiging/uitkeringen.html"
    table_class = UitkeringLijst
    filterset_class = UitkeringFilter
    titel = "Integratie-uitkeringen"
    lead = "Wat elke gemeente van het Rijk krijgt, en welk deel voor een wet is. De hoogste versie geldt."
    zoekvelden = ("gemeente__naam", "gemeente__code", "bron")
    zoek_uitleg = "Zoek op gemeente of bron"
    leeg_tekst = "Er is nog niets ingevoerd. Kies Invoeren om te beginnen."
    bestandsnaam = "integratie-uitkeringen"

    def get_basis(self) -> QuerySet[Uitkering]:
        """Of the own gemeente, or of the region."""
        return list_uitkeringen(self.request.user)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With whether this user may enter."""
        return super().get_context_data(mag_invoeren=self.request.user.rol in BEGROTERS, **kwargs)


class NieuweUitkeringView(RolVereistMixin, View):
    """One amount by hand, or many from a file."""

    rollen = BEGROTERS

    def get(self, request: Verzoek) -> HttpResponse:
        """Both forms."""
        return _toon(request, _create_form(request), UitkeringbestandForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep it; what is wrong is told above the form."""
        met_bestand = "met_bestand" in request.POST
        hand = _create_form(request, met_data=not met_bestand)
        bestand = UitkeringbestandForm(request.POST, request.FILES) if met_bestand else UitkeringbestandForm()
        form = bestand if met_bestand else hand
        if form.is_valid():
            try:
                register_uitkeringen(form.cleaned_data["regels"], by=request.user, now=request.nu)
                return HttpResponseRedirect(reverse("bekostiging:uitkeringen"))
            except UitkeringNietMogelijk as fout:
                for regel in str(fout).splitlines():
                    form.add_error(None, regel)
        return _toon(request, hand, bestand)


def _create_form(request: Verzoek, *, met_data: bool = False) -> UitkeringForm:
    gemeenten = list_gemeenten(request.user)
    if met_data:
        return UitkeringForm(request.POST, gemeenten=gemeenten)
    return UitkeringForm(gemeenten=gemeenten, initial={"jaar": request.vandaag.year + 1, "aandeel": 100})


def _toon(request: Verzoek, hand: UitkeringForm, bestand: UitkeringbestandForm) -> HttpResponse:
    fout = hand.is_bound or bestand.is_bound
    context = {"form": bestand if bestand.is_bound else hand, "hand": hand, "bestand": bestand}
    return render(request, "bekostiging/uitkering_nieuw.html", context, status=400 if fout else 200)
