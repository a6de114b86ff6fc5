"""Three ways of paying side by side: choose, read, take along, keep as a scenario, lay beside another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views import View

from stelsel.analyse.onthulling import UITGAVE_BESTAND, Norm, render_uitgave
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.bekostiging.criteria import get_criteria
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vergelijkinvoer import TREKKINGEN, ZAAD
from stelsel.kern.bedrag import in_euro

from .. import actions, queries
from ..forms import BewaarForm, KeuzeForm
from ..models import Vergelijking
from ..permissions import PUBLICATIE, VERGELIJKERS, check_regio, get_norm_voor
from ..queries import Vergelijkbeeld
from ..tables import (
    Cijfertabel,
    VergelijkingLijst,
    create_bewaarde_tabel,
    create_uitgavetabel,
    create_vergelijktabellen,
    create_verschiltabel,
    get_oordeel,
)
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen

_MILJOEN, _EERSTE = 100_000_000, 200


class VergelijkenView(RolVereistMixin, MomentopnameMixin, View):
    """The question of the choice in the address; `?export=csv|xlsx|pdf` as a file; a post keeps it."""

    rollen = VERGELIJKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, a file of it, or why there is nothing yet."""
        keuze = _create_keuze(request.GET, today=request.vandaag)
        if keuze is None:
            check_regio(request.user)
            return render(request, "bekostiging/vergelijken.html", {"beeld": None})
        beeld = _get_beeld(request, keuze)
        if request.GET.get("export", "") and beeld.vergelijking.clienten:
            return _export(request, beeld)
        return _toon(request, beeld, keuze=keuze, form=BewaarForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep what is on the page under a name."""
        keuze = _create_keuze(request.POST, today=request.vandaag)
        if keuze is None:
            raise Http404("geen gegevens")
        beeld, form = _get_beeld(request, keuze), BewaarForm(request.POST)
        if not form.is_valid() or not beeld.vergelijking.clienten:
            return _toon(request, beeld, keuze=keuze, form=form)
        bewaard = actions.register_vergelijking(beeld, **form.cleaned_data, by=request.user, now=request.nu)
        return HttpResponseRedirect(reverse("bekostiging:vergelijking", args=[bewaard.nummer]))


class VergelijkingenView(RolVereistMixin, LijstView):
    """The scenarios that this user may see."""

    rollen = VERGELIJKERS
    template_name = "bekostiging/vergelijkingen.html"
    table_class = VergelijkingLijst
    titel = "Bewaarde scenario's"
    lead = "Elk scenario blijft zoals het was, met de keuzes, de uitkomst, de gegevens, wie en wanneer."
    zoekvelden = ("nummer", "naam", "gemaakt_door")
    zoek_uitleg = "Zoek op naam, nummer of maker"
    leeg_tekst = "Er is nog geen scenario bewaard. Kies Vergelijken om te beginnen."
    bestandsnaam = "scenarios"

    def get_basis(self) -> QuerySet[Vergelijking]:
        """Those of the region, for who works for the region."""
        check_regio(self.request.user)
        return queries.list_vergelijkingen(self.request.user)


class VergelijkingView(RolVereistMixin, View):
    """One scenario as it came out; `?met=` beside another."""

    rollen = VERGELIJKERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """What was chosen, what came out, and whether the data have changed since."""
        check_regio(request.user)
        rijen = queries.list_vergelijkingen(request.user)
        bewaard = get_object_or_404(rijen, nummer=nummer)
        ander = rijen.filter(nummer=request.GET.get("met", "")).exclude(pk=bewaard.pk).first()
        nu = queries.get_vergelijkbeeld(queries.get_keuze(bewaard), gewichten=bewaard.keuze["gewichten"])
        context = {
            "bewaard": bewaard,
            "gegevens": [(bron, date.fromisoformat(dag)) for bron, dag in bewaard.gegevens],
            "gewichten": [(c.naam, bewaard.keuze["gewichten"][code]) for code, c in get_criteria().items()],
            "tabellen": _list_bewaarde_tabellen(bewaard, ander),
            "veranderd": queries.create_modeluitkomst(nu) != bewaard.uitkomst,
            "adres": _render_adres(bewaard),
            "andere": rijen.exclude(pk=bewaard.pk)[:_EERSTE],
            "met": ander.nummer if ander else "",
        }
        return render(request, "bekostiging/vergelijking.html", context)


def _list_bewaarde_tabellen(
    bewaard: Vergelijking, ander: Vergelijking | None
) -> list[tuple[Cijfertabel, str]]:
    tabellen = [create_bewaarde_tabel(bewaard)]
    if ander is not None:
        tabellen.append(create_verschiltabel(bewaard, oud=ander))
    return [(tabel, "") for tabel in tabellen]


def _create_keuze(data: Mapping[str, Any], *, today: date) -> KeuzeForm | None:
    """The choice of an address or a post; None when there are no claim lines."""
    jaren = queries.list_vergelijkjaren()
    if not jaren:
        return None
    return KeuzeForm(data, jaren=jaren, jaar=queries.get_standaardjaar(jaren, today=today))


def _get_beeld(request: Verzoek, keuze: KeuzeForm) -> Vergelijkbeeld:
    check_regio(request.user)
    return queries.get_vergelijkbeeld(
        keuze.get_keuze(), gewichten=keuze.get_gewichten(), today=request.vandaag
    )


def _toon(request: Verzoek, beeld: Vergelijkbeeld, *, keuze: KeuzeForm, form: BewaarForm) -> HttpResponse:
    veilig = _protect(request, beeld, buiten=False)
    toonbaar = beeld.vergelijking.clienten and not veilig.is_dicht
    tabellen = create_vergelijktabellen(veilig, today=request.vandaag) if toonbaar else []
    context = {
        "beeld": veilig,
        "keuze": keuze,
        "form": form,
        "antwoord": create_antwoord(veilig, today=request.vandaag),
        "herkomst": list_herkomst(veilig) if toonbaar else [],
        "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        "uitgave": render_uitgave(veilig.norm),
        "publicatie": PUBLICATIE,
        "openbaar": request.GET.get("voor", "") == PUBLICATIE,
    }
    return render(request, "bekostiging/vergelijken.html", context, status=400 if form.is_bound else 200)


def _protect(request: Verzoek, beeld: Vergelijkbeeld, *, buiten: bool) -> Vergelijkbeeld:
    """As the edition of this reader, or of a file, shows it."""
    norm = get_norm_voor(request.user, voor=request.GET.get("voor", ""), buiten=buiten, today=request.vandaag)
    return queries.protect_beeld(beeld, norm=norm, today=request.vandaag)


def create_antwoord(beeld: Vergelijkbeeld, *, today: date) -> str:
    """The answer in some sentences, for who reads no further."""
    vergelijking, keuze = beeld.vergelijking, beeld.keuze
    domein = Vergelijking.Domein(keuze.domein).label
    if not vergelijking.clienten:
        return f"In {keuze.jaar} zijn er voor {domein} geen declaraties voor producten met een profiel."
    if beeld.is_dicht:
        return f"{domein} telt in {keuze.jaar} minder dan {beeld.norm.drempel} cliënten: geen cijfers."
    nu, output = (vergelijking.modellen[model] for model in (Model.INSPANNING, Model.OUTPUT))
    oordelen = [get_oordeel(aanbieder, today=today) for aanbieder in output.aanbieders.values()]
    return (
        f"Voor {domein} betaalde de regio in {keuze.jaar} {_in_miljoen(nu.totaal)} in profielen. Betaalt u "
        f"een vaste prijs per profiel, dan wordt dat {_in_miljoen(output.totaal)}. Van de {len(oordelen)} "
        f"aanbieders winnen er dan {oordelen.count('wint')} en verliezen er {oordelen.count('verliest')}, "
        f"meer dan toeval is. Het aantal berichten gaat van {_in_punten(nu.berichten)} naar "
        f"{_in_punten(output.berichten)}."
    )


def list_herkomst(beeld: Vergelijkbeeld) -> list[str]:
    """Where the figures come from, in sentences."""
    bereik, keuze = beeld.bereik, beeld.keuze
    bronnen = ", ".join(f"{bron} tot en met {dag:%d-%m-%Y}" for bron, dag in beeld.gegevens)
    dicht = beeld.norm.beschermt and bereik.clienten_erbuiten < beeld.norm.drempel
    erbuiten = "niets of van te weinig cliënten om te tonen" if dicht else in_euro(bereik.erbuiten)
    return [
        f"Gegevens: goedgekeurde declaratieregels van {keuze.jaar}, bron {bronnen}, versie "
        f"{beeld.lakeversie}.",
        f"Erin: {in_euro(bereik.erin)} voor {_in_punten(bereik.clienten)} cliënten, in producten met een "
        f"profiel. Erbuiten: {erbuiten}, in producten zonder profiel, zoals verblijf.",
        f"{_noem_aantal(bereik.meer_profielen, beeld.norm)} cliënten hadden producten van meer profielen. "
        "Het profiel met de meeste kosten telt.",
        f"Prijs per profiel: {keuze.prijsdeel} % van het gemiddelde. Taakbudget: {keuze.taakdeel} % van wat "
        f"nu wordt betaald. De marge komt uit {_in_punten(TREKKINGEN)} trekkingen met zaad {ZAAD}.",
    ]


def _in_miljoen(centen: int) -> str:
    return f"€ {centen / _MILJOEN:.1f} mln".replace(".", ",")


def _in_punten(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")


def _noem_aantal(aantal: int, norm: Norm) -> str:
    if norm.beschermt and aantal < norm.drempel:
        return f"Minder dan {norm.drempel}"
    return _in_punten(aantal)


def _render_adres(bewaard: Vergelijking) -> str:
    """The page with the same choices and the data of now."""
    keuze = {naam: bewaard.keuze[naam] for naam in ("prijsdeel", "taakdeel")}
    gewichten = {f"gewicht_{code}": gewicht for code, gewicht in bewaard.keuze["gewichten"].items()}
    vraag = {"jaar": bewaard.jaar, "domein": bewaard.domein, **keuze, **gewichten}
    return f"{reverse('bekostiging:vergelijken')}?{urlencode(vraag)}"


def _export(request: Verzoek, beeld: Vergelijkbeeld) -> HttpResponse:
    """A file leaves the desk, so small numbers are hidden for everybody."""
    soort, veilig = request.GET["export"], _protect(request, beeld, buiten=True)
    if veilig.is_dicht:
        raise Http404("te weinig cliënten")
    tabellen = create_vergelijktabellen(veilig, today=request.vandaag)
    naam = f"bekostiging-{beeld.keuze.domein}-{beeld.keuze.jaar}-{UITGAVE_BESTAND[veilig.norm.uitgave]}"
    if soort in {"csv", "xlsx"}:
        return write_tabellen([*tabellen, create_uitgavetabel(veilig.norm)], soort=soort, naam=naam)
    if soort != "pdf":
        raise Http404("export")
    rapport = actions.render_vergelijkrapport(
        titel=f"{Vergelijking.Domein(beeld.keuze.domein).label} {beeld.keuze.jaar}",
        antwoord=create_antwoord(veilig, today=request.vandaag),
        herkomst=[render_uitgave(veilig.norm), *list_herkomst(veilig)],
        tabellen=list_rapportdelen(tabellen),
        now=request.nu,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
