"""What a book of tarieven means for personal budgets: a file in, the effect out, nothing kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.bekostiging.pgbeffect import get_wetseis, sum_effecten

from .. import queries
from ..actions.pgbeffect import register_doorrekening
from ..forms.pgbeffect import SCHERM, PgbbestandForm
from ..models import Tarievenboek
from ..permissions import TARIEFMAKERS
from ..queries.pgbeffect import Pgbbeeld, get_pgbbeeld
from ..tables.cellen import in_hele_euro
from ..tables.pgbeffect import create_pgbtabellen
from .bestanden import write_tabellen


class PgbeffectView(RolVereistMixin, View):
    """A form for the file; a post shows or sends the outcome."""

    rollen = TARIEFMAKERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """What is asked."""
        boek = _get_boek(request, nummer)
        return _toon(request, boek, _create_form(request, boek))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Compute; what is wrong in the file is told line by line."""
        boek = _get_boek(request, nummer)
        form = _create_form(request, boek)
        if not form.is_valid():
            return _toon(request, boek, form)
        beeld = get_pgbbeeld(boek, houders=form.cleaned_data["houders"], today=request.vandaag)
        register_doorrekening(boek, aantal=len(beeld.effecten), by=request.user, now=request.nu)
        if (soort := form.cleaned_data["uitvoer"]) != SCHERM:
            namen = _get_namen(request)
            return write_tabellen(
                create_pgbtabellen(beeld, namen=namen), soort=soort, naam=f"pgb-{boek.nummer}"
            )
        return _toon(request, boek, form, beeld=beeld)


def _get_boek(request: Verzoek, nummer: str) -> Tarievenboek:
    return get_object_or_404(queries.list_tarievenboeken(request.user), nummer=nummer)


def _get_namen(request: Verzoek) -> dict[str, str]:
    return {gemeente.code: gemeente.naam for gemeente in list_gemeenten(request.user)}


def _create_form(request: Verzoek, boek: Tarievenboek) -> PgbbestandForm:
    gemeenten, klassen = _get_namen(request), list(boek.pgb)
    if request.method == "POST":
        return PgbbestandForm(request.POST, request.FILES, gemeenten=gemeenten, klassen=klassen)
    return PgbbestandForm(gemeenten=gemeenten, klassen=klassen)


def create_antwoord(beeld: Pgbbeeld) -> str:
    """The answer in two sentences."""
    sommen = sum_effecten(beeld.effecten).values()
    effect, raakt = sum(som.effect for som in sommen), sum(som.omhoog + som.omlaag for som in sommen)
    woord = "meer" if effect >= 0 else "minder"
    return (
        f"Van {len(beeld.effecten)} pgb's verandert bij {raakt} het tarief. Samen kost dat "
        f"{in_hele_euro(abs(effect))} per jaar {woord}, als iedereen evenveel hulp blijft inkopen."
    )


def _toon(
    request: Verzoek, boek: Tarievenboek, form: PgbbestandForm, *, beeld: Pgbbeeld | None = None
) -> HttpResponse:
    tabellen = create_pgbtabellen(beeld, namen=_get_namen(request)) if beeld else []
    context = {
        "boek": boek,
        "form": form,
        "beeld": beeld,
        "antwoord": create_antwoord(beeld) if beeld else "",
        "eis": get_wetseis(boek.wet, dag=request.vandaag),
        "tabellen": [(tabel, "") for tabel in tabellen],
    }
    status = 400 if form.is_bound and beeld is None else 200
    return render(request, "bekostiging/pgbeffect.html", context, status=status)
