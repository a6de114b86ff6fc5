"""Pages for steering on money."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.analyse.onthulling import NIET_GETOOND, UITGAVE_BESTAND, Uitgave, render_uitgave
from stelsel.analyse.uitputting import STADIA, create_grafiek_uitputting
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.apps.web.render.grafiek import Grafiek, TekenenMislukt, render_grafiek

from . import queries
from .permissions import LEZERS, PUBLICATIE, get_norm_voor
from .queries import Budgetbeeld

KOPPEN = (
    "Gemeente", "Wet", "Budget", "Toegekend", "Gedeclareerd", "Goedgekeurd", "Betaalvoorstel", "Ruimte",
)  # fmt: skip


class BudgetView(RolVereistMixin, View):
    """Granted, claimed and proposed for payment against the budget, per gemeente and law."""

    rollen = LEZERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its table as a file with `?export=csv|xlsx`."""
        wet = request.GET.get("wet", "")
        wet = wet if wet in dict(WET_KEUZES) else ""
        jaar = request.GET.get("jaar", "")
        soort, voor = request.GET.get("export", ""), request.GET.get("voor", "")
        norm = get_norm_voor(request.user, voor=voor, buiten=bool(soort), today=request.vandaag)
        beeld = queries.get_budgetbeeld(
            request.user,
            jaar=int(jaar) if jaar.isdecimal() else None,
            wet=wet,
            today=request.vandaag,
            norm=norm,
        )
        if soort in {"csv", "xlsx"}:
            schrijf = write_csv if soort == "csv" else write_xlsx
            return schrijf(
                rijen=_list_rijen(beeld), naam=f"budget-{beeld.jaar}-{UITGAVE_BESTAND[norm.uitgave]}"
            )
        return render(request, "sturing/budget.html", _create_context(request, beeld, wet))


def _create_context(request: Verzoek, beeld: Budgetbeeld, wet: str) -> dict[str, Any]:
    return {
        "beeld": beeld,
        "wet": wet,
        "wetten": WET_KEUZES,
        "regels": _list_regels(request, beeld),
        "grafiek": _render_grafiek(beeld),
        "uitgave": render_uitgave(beeld.norm),
        "publicatie": PUBLICATIE,
        "openbaar": beeld.norm.uitgave is Uitgave.OPENBAAR,
        "koppen_dicht": KOPPEN[3:],
        "aandeel_toegekend": beeld.totaal.aandeel(beeld.totaal.toegekend),
        "aandeel_gedeclareerd": beeld.totaal.aandeel(beeld.totaal.ingediend),
    }


def _list_regels(request: Verzoek, beeld: Budgetbeeld) -> list[tuple[Any, ...]]:
    """Every row with the ways from its amounts to where they come from."""
    return [
        (
            regel,
            list_verwijzingen(request.user, "budgetregel", regel.sleutel),
            list_verwijzingen(request.user, "budgetregel goedgekeurd", regel.sleutel),
        )
        for regel in beeld.regels
    ]


def _render_grafiek(beeld: Budgetbeeld) -> str:
    """The picture, or nothing without budgets or when it cannot be drawn; the table says the same."""
    aandelen = [
        (naam, stadium, deel)
        for naam, stand in beeld.per_gemeente
        for stadium, bedrag in zip(
            STADIA, (stand.toegekend, stand.ingediend, stand.betaalvoorstel), strict=True
        )
        if (deel := stand.aandeel(bedrag)) is not None
    ]
    if not aandelen:
        return ""
    vega = create_grafiek_uitputting(aandelen, titel=f"Gebruik van het budget van {beeld.jaar}")
    omschrijving = (
        "Per gemeente drie staven: toegekend, gedeclareerd en voorgesteld om te betalen, als deel van het "
        "budget. Dezelfde cijfers staan in de tabel."
    )
    try:
        return render_grafiek(Grafiek(vega, omschrijving))
    except TekenenMislukt:
        return ""


def _list_rijen(beeld: Budgetbeeld) -> list[tuple[Any, ...]]:
    """The table as it is exported, in euros."""
    return [
        KOPPEN,
        *((regel.gemeente, regel.wet, *_list_cellen(regel)) for regel in beeld.regels),
    ]


def _list_cellen(regel: queries.Budgetregel) -> list[float | str | None]:
    budget, *rest = (_als_euro(bedrag) for bedrag in _list_bedragen(regel))
    return [budget, *(NIET_GETOOND if regel.dicht else bedrag for bedrag in rest)]


def _list_bedragen(regel: queries.Budgetregel) -> tuple[int | None, ...]:
    stand = regel.stand
    return (
        stand.budget, stand.toegekend, stand.ingediend, stand.goedgekeurd, stand.betaalvoorstel, stand.ruimte,
    )  # fmt: skip


def _als_euro(centen: int | None) -> float | None:
    return None if centen is None else centen / 100
