"""The segments of a year, the versions of their rule, and what is entered for segment A."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.marktschets.indelingsregel import render_regel

from .. import actions, queries
from ..forms import RegelForm, VraagForm, VrijToegankelijkForm, create_begin
from ..permissions import ANALISTEN, mag_kleine_aantallen
from ..queries.indeling import get_indelingsvoortgang
from ..tables import create_indelingstabellen
from .beeld import export_tabel, render_plaatjes


class AnalistMixin(MomentopnameMixin, RolVereistMixin):
    """The desk of the analyst of the region: figures there are not protected."""

    rollen = ANALISTEN

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse an analyst without a region."""
        analist = request.user.is_authenticated and request.user.rol in self.rollen
        if analist and not mag_kleine_aantallen(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class IndelingView(AnalistMixin, View):
    """Who is in A, B and C by the chosen version, and how firm that is."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        vraag = VraagForm(request.GET).create_vraag()
        voortgang = get_indelingsvoortgang(request.user, vraag=vraag, today=request.vandaag)
        if voortgang is not None:
            return render(request, "marktschets/wachten.html", {"voortgang": voortgang, "naam": "Indeling"})
        beeld = queries.get_indelingsbeeld(request.user, vraag=vraag, today=request.vandaag)
        tabellen = create_indelingstabellen(beeld) if beeld else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=beeld.jaar if beeld else None)
        context = {
            "beeld": beeld,
            "tabellen": render_plaatjes(tabellen),
            "domeinen": list(queries.DOMEIN_NAAM.items()),
            "regel": render_regel(beeld.versie.regel) if beeld else "",
        }
        return render(request, "marktschets/indeling.html", context)


class NieuweIndelingView(AnalistMixin, View):
    """A new version of the rule, made from `?van=`."""

    def get(self, request: Verzoek) -> HttpResponse:
        """Filled with the version that it starts from."""
        van = request.GET.get("van", "")
        versie = queries.get_versie(request.user, van) if van else queries.list_versies(request.user)[0]
        if versie is None:
            raise Http404("versie")
        form = RegelForm(initial=create_begin(versie, today=request.vandaag))
        return render(request, "marktschets/indeling_nieuw.html", {"form": form, "van": versie})

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the version and show the segments by it; what is wrong is told above the form."""
        form = RegelForm(request.POST)
        van = queries.get_versie(request.user, request.POST.get("van", ""))
        if not form.is_valid():
            context = {"form": form, "van": van}
            return render(request, "marktschets/indeling_nieuw.html", context, status=400)
        versie = actions.register_indelingsversie(
            form.cleaned_data["regel"], vorige=van.nummer if van else "", by=request.user, now=request.nu
        )
        met = f"&met={van.nummer}" if van else ""
        return HttpResponseRedirect(f"{reverse('marktschets:indeling')}?versie={versie.nummer}{met}")


class VrijToegankelijkView(AnalistMixin, View):
    """Segment A: the figures that hold, and a form to enter them."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The list and an empty form."""
        form = VrijToegankelijkForm(
            user=request.user, today=request.vandaag, initial={"jaar": request.vandaag.year - 1}
        )
        return _toon_vrij(request, form)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Enter one row; the newest of a gemeente, year and domain holds."""
        form = VrijToegankelijkForm(request.POST, user=request.user, today=request.vandaag)
        if not form.is_valid():
            return _toon_vrij(request, form)
        actions.register_vrij_toegankelijk(**form.cleaned_data, by=request.user, now=request.nu)
        return HttpResponseRedirect(reverse("marktschets:vrij_toegankelijk"))


def _toon_vrij(request: Verzoek, form: VrijToegankelijkForm) -> HttpResponse:
    context = {"form": form, "rijen": queries.list_vrij_toegankelijk(request.user)}
    return render(
        request, "marktschets/vrij_toegankelijk.html", context, status=400 if form.is_bound else 200
    )
