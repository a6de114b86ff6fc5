"""Reading in the history of another system, step by step, and the states of the data that were kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.web.middleware.klok import Verzoek, get_kloktijd
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.lake.inlezen.toewijzingen import GelezenToewijzingen
from stelsel.lake.intake import IntakeFout

from .. import actions, queries
from ..forms import InleesForm, IntrekForm, KoppelForm, OmrekenForm, OvernameForm
from ..models import Inlezing
from ..queries.inlezen import MEESTE_WOORDEN, parse_inhoud
from ..tables import (
    Tabel,
    create_inleestabellen,
    create_inlezingen,
    create_toewijzingtabellen,
    create_voorbeeldtabel,
    create_voorbeeldtoewijzingen,
)
from .beeld import export_tabel
from .indeling import AnalistMixin


class InlezenView(AnalistMixin, View):
    """The files that were read in, and the form for another."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its list as a file with `?export=csv|xlsx`."""
        actions.clear_verlopen(kloktijd=get_kloktijd())
        return _toon_lijst(request, InleesForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Set the file apart and go on to its columns."""
        form = InleesForm(request.POST, request.FILES)
        if not form.is_valid():
            return _toon_lijst(request, form)
        bestand = form.cleaned_data["bestand"]
        try:
            rij = actions.create_inlezing(
                bestand.chunks(), naam=bestand.name, bron=form.cleaned_data["bron"], by=request.user,
                now=request.nu, inhoud=form.cleaned_data["inhoud"],
            )  # fmt: skip
        except IntakeFout as fout:
            form.add_error(None, str(fout))
            return _toon_lijst(request, form)
        return HttpResponseRedirect(reverse("marktschets:inlezing", args=[rij.nummer]))


class InlezingView(AnalistMixin, View):
    """One file: its columns, then what was read, then what became of it."""

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The step that this file has come to."""
        return _toon(request, queries.get_inlezing(request.user, nummer))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Look again with other choices, read, or say what old words become."""
        rij = queries.get_inlezing(request.user, nummer)
        if rij.staat != Inlezing.Staat.OPEN:
            return _toon(request, rij, ("Deze inlezing is al overgenomen of weggedaan.",))
        doe = _reken_om if _get_gelezen(rij) else _koppel
        try:
            return doe(request, rij)
        except IntakeFout as fout:
            return _toon(request, rij, tuple(str(fout).split("\n")))


class BesluitView(AnalistMixin, View):
    """Take the lines over, let them go, or take them back."""

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """`actie` says which; what stands in the way is told on the page of the file."""
        rij = queries.get_inlezing(request.user, nummer)
        doe = {"overnemen": _neem_over, "wegdoen": _doe_weg, "intrekken": _trek_in}
        try:
            fouten = doe.get(request.POST.get("actie", ""), _geen)(request, rij)
        except IntakeFout as fout:
            fouten = (str(fout),)
        if fouten:
            return _toon(request, rij, fouten)
        return HttpResponseRedirect(reverse("marktschets:inlezing", args=[nummer]))


def _get_gelezen(rij: Inlezing) -> queries.Uitkomst | GelezenToewijzingen | None:
    """What was read of it, of either content; None as long as nothing was."""
    werkmap = queries.get_werkmap(rij.nummer)
    if rij.inhoud == Inlezing.Inhoud.REGELS:
        return werkmap.get_uitkomst()
    return werkmap.get_gelezen_toewijzingen()


def _geen(request: Verzoek, rij: Inlezing) -> tuple[str, ...]:
    return ("Kies wat er met deze inlezing moet gebeuren.",)


def _neem_over(request: Verzoek, rij: Inlezing) -> tuple[str, ...]:
    form = OvernameForm(request.POST, eerder=queries.list_te_vervangen(request.user, rij))
    if not form.is_valid():
        return ("Kies een eerdere inlezing uit de lijst.",)
    actions.approve_inlezing(
        rij, zonder_bekend=form.cleaned_data["zonder_bekend"], vervangt=form.get_vervangt(), by=request.user,
        now=request.nu,
    )  # fmt: skip
    return ()


def _doe_weg(request: Verzoek, rij: Inlezing) -> tuple[str, ...]:
    actions.reject_inlezing(rij, by=request.user, now=request.nu)
    return ()


def _trek_in(request: Verzoek, rij: Inlezing) -> tuple[str, ...]:
    form = IntrekForm(request.POST)
    if not form.is_valid():
        return ("Schrijf op waarom u dit intrekt.",)
    actions.withdraw_inlezing(rij, reden=form.cleaned_data["reden"], by=request.user, now=request.nu)
    return ()


def _koppel(request: Verzoek, rij: Inlezing) -> HttpResponse:
    """The columns as chosen: shown again, or read when `actie` says so."""
    proef = _kijk(request, rij)
    form = KoppelForm(request.POST, proef=proef)
    if not form.is_valid():
        return _toon_koppeling(request, rij, proef, form)
    if request.POST.get("actie") != "lezen":
        proef = queries.create_proef(rij, form.create_inhoud())
        return _toon_koppeling(request, rij, proef, KoppelForm(proef=proef))
    try:
        actions.start_lezen(rij, form.create_inhoud(), by=request.user, now=request.nu)
    except IntakeFout as fout:
        for tekst in str(fout).split("\n"):
            form.add_error(None, tekst)
        return _toon_koppeling(request, rij, queries.create_proef(rij, form.create_inhoud()), form)
    return HttpResponseRedirect(reverse("marktschets:inlezing", args=[rij.nummer]))


def _kijk(request: Verzoek, rij: Inlezing) -> queries.Proef:
    """The file in the way that was chosen, so that its columns are among the choices of the form."""
    eerst = queries.create_proef(rij)
    form = KoppelForm(request.POST, proef=eerst)
    form.is_valid()
    wijze = {"decimaal", "datumvorm", *form.list_namen_wijze()}
    if wijze & set(form.errors):
        return eerst
    try:
        return queries.create_proef(rij, form.create_inhoud())
    except IntakeFout:
        return eerst


def _reken_om(request: Verzoek, rij: Inlezing) -> HttpResponse:
    uitkomst = _get_gelezen(rij)
    form = _create_omrekenform(rij, uitkomst, request.POST) if uitkomst else None
    if form is None or not form.is_valid():
        return _toon_gelezen(request, rij, form)
    try:
        actions.register_omrekening(rij, form.create_omrekening(), by=request.user, now=request.nu)
    except IntakeFout as fout:
        for tekst in str(fout).split("\n"):
            form.add_error(None, tekst)
        return _toon_gelezen(request, rij, form)
    return HttpResponseRedirect(reverse("marktschets:inlezing", args=[rij.nummer]))


def _create_omrekenform(
    rij: Inlezing, uitkomst: queries.Uitkomst | GelezenToewijzingen, data: Any = None
) -> OmrekenForm:
    eenheden = uitkomst.eenheden if isinstance(uitkomst, queries.Uitkomst) else ()
    return OmrekenForm(
        data,
        eenheden=eenheden[:MEESTE_WOORDEN],
        domeinen=uitkomst.domeinen[:MEESTE_WOORDEN],
        omrekening=queries.create_omrekening(rij, uitkomst),
    )


def _toon_lijst(request: Verzoek, form: InleesForm) -> HttpResponse:
    rijen = queries.list_inlezingen(request.user)
    tabel = create_inlezingen(rijen)
    if request.GET.get("export", "") in {"csv", "xlsx"}:
        schrijf = write_csv if request.GET["export"] == "csv" else write_xlsx
        return schrijf(rijen=tabel.list_export(), naam="inlezingen")
    context = {"form": form, "rijen": rijen, "tabel": tabel}
    return render(request, "marktschets/inlezen.html", context, status=400 if form.is_bound else 200)


def _toon(request: Verzoek, rij: Inlezing, fouten: tuple[str, ...] = ()) -> HttpResponse:
    """The page of the step that the file has come to, with what went wrong above it."""
    werkmap = queries.get_werkmap(rij.nummer)
    if rij.staat != Inlezing.Staat.OPEN:
        return _toon_besluit(request, rij, fouten)
    if _get_gelezen(rij) is not None:
        return _toon_gelezen(request, rij, None, fouten)
    voortgang = werkmap.get_voortgang()
    if voortgang is not None:
        context = {"voortgang": voortgang, "naam": "Inlezen"}
        return render(request, "marktschets/wachten.html", context, status=202)
    fouten = fouten or tuple(filter(None, [werkmap.get_fout()]))
    try:
        gekozen = parse_inhoud(rij.koppeling.inhoud) if rij.koppeling else None
        proef = queries.create_proef(rij, gekozen)
    except IntakeFout as fout:
        return _toon_besluit(request, rij, (*fouten, str(fout)))
    return _toon_koppeling(request, rij, proef, KoppelForm(proef=proef), fouten)


def _toon_koppeling(
    request: Verzoek, rij: Inlezing, proef: queries.Proef, form: KoppelForm, fouten: tuple[str, ...] = ()
) -> HttpResponse:
    zijn_regels = rij.inhoud == Inlezing.Inhoud.REGELS
    tabel = create_voorbeeldtabel(proef) if zijn_regels else create_voorbeeldtoewijzingen(proef)
    context = {"rij": rij, "proef": proef, "form": form, "fouten": fouten, "tabellen": [(tabel, "")]}
    mis = bool(fouten) or (form.is_bound and not form.is_valid())
    return render(request, "marktschets/inlezing_kolommen.html", context, status=400 if mis else 200)


def _toon_gelezen(
    request: Verzoek, rij: Inlezing, form: OmrekenForm | None, fouten: tuple[str, ...] = ()
) -> HttpResponse:
    uitkomst = _get_gelezen(rij)
    if uitkomst is None:
        return _toon(request, rij, fouten)
    rapport = _create_rapport(rij, uitkomst)
    tabellen = _create_tabellen(rapport)
    if request.GET.get("export", "") in {"csv", "xlsx"}:
        return export_tabel(request, tabellen, jaar=None)
    context = {
        "rij": rij, "uitkomst": uitkomst, "voorstel": rapport.voorstel, "fouten": fouten,
        "met_bsn": uitkomst.beeld.met_bsn if isinstance(uitkomst, queries.Uitkomst) else uitkomst.met_bsn,
        "tabellen": [(tabel, "") for tabel in tabellen],
        "form": form or _create_omrekenform(rij, uitkomst),
        "overname": _create_overname(request, rij),
    }  # fmt: skip
    mis = bool(fouten) or form is not None
    return render(request, "marktschets/inlezing_gelezen.html", context, status=400 if mis else 200)


def _create_overname(request: Verzoek, rij: Inlezing) -> OvernameForm:
    """Allocations that another source has are left out always, so that is not asked."""
    form = OvernameForm(eerder=queries.list_te_vervangen(request.user, rij))
    if rij.inhoud == Inlezing.Inhoud.TOEWIJZINGEN:
        del form.fields["zonder_bekend"]
    return form


def _create_rapport(
    rij: Inlezing, uitkomst: queries.Uitkomst | GelezenToewijzingen
) -> queries.Rapport | queries.Toewijzingrapport:
    omrekening = queries.create_omrekening(rij, uitkomst)
    if isinstance(uitkomst, queries.Uitkomst):
        return queries.Rapport(uitkomst, omrekening, queries.get_voorstel(rij, omrekening))
    return queries.Toewijzingrapport(uitkomst, omrekening, queries.get_toewijzingvoorstel(rij, omrekening))


def _create_tabellen(rapport: queries.Rapport | queries.Toewijzingrapport) -> list[Tabel]:
    if isinstance(rapport, queries.Rapport):
        return create_inleestabellen(rapport)
    return create_toewijzingtabellen(rapport)


def _toon_besluit(request: Verzoek, rij: Inlezing, fouten: tuple[str, ...]) -> HttpResponse:
    zijn_regels = rij.inhoud == Inlezing.Inhoud.REGELS
    rapport = queries.get_rapport(rij) if zijn_regels else queries.get_toewijzingrapport(rij)
    tabellen = _create_tabellen(rapport) if rapport else []
    if tabellen and request.GET.get("export", "") in {"csv", "xlsx"}:
        return export_tabel(request, tabellen, jaar=None)
    context = {
        "rij": rij, "fouten": fouten, "form": IntrekForm(), "tabellen": [(tabel, "") for tabel in tabellen],
    }  # fmt: skip
    return render(request, "marktschets/inlezing_besluit.html", context, status=400 if fouten else 200)
