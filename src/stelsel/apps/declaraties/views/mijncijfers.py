"""The report of an aanbieder: the same for everyone, over all its gemeenten."""

from __future__ import annotations

from statistics import median
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import Tabel, list_verwijzingen
from stelsel.apps.web.render.export import write_werkboek
from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import in_euro

from .. import queries
from ..queries import Aanbiedercijfers

_EERSTE_JAAR = 2015
_KEUZES = 3
_BEDRAGEN = {
    "gedeclareerd": "Gedeclareerd",
    "goedgekeurd": "Goedgekeurd",
    "afgekeurd": "Afgekeurd",
    "gecrediteerd": "Gecrediteerd",
    "betaald": "Betaald",
    "open": "Nog open",
    "onderhanden": "Geleverd, nog niet gedeclareerd",
}
_AANTALLEN = {
    "declaraties": "Declaraties",
    "regels": "Regels",
    "afgekeurde_regels": "Afgekeurde regels",
    "te_laat": "Te laat betaald",
}


class MijnCijfersView(RolVereistMixin, TemplateView):
    """Claims, rejections, payment and open production of a year; `?export=xlsx` as a workbook."""

    request: Verzoek
    rollen = (Rol.AANBIEDER,)
    template_name = "declaraties/mijncijfers.html"

    @cached_property
    def cijfers(self) -> Aanbiedercijfers:
        """Of the year of the address, by default this one."""
        gevraagd, nu = self.request.GET.get("jaar", ""), self.request.vandaag.year
        is_jaar = gevraagd.isascii() and gevraagd.isdigit() and len(gevraagd) == len(str(nu))
        jaar = int(gevraagd) if is_jaar and _EERSTE_JAAR <= int(gevraagd) <= nu else nu
        return queries.get_aanbiedercijfers(self.request.user, jaar=jaar, today=self.request.vandaag)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        return write_werkboek(bladen=_list_bladen(self.cijfers), naam=f"mijn-cijfers-{self.cijfers.jaar}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The totals, and the tables."""
        cijfers, nu = self.cijfers, self.request.vandaag.year
        regels = cijfers.get_som("regels")
        return super().get_context_data(
            **kwargs,
            cijfers=cijfers,
            jaren=range(nu, nu - _KEUZES, -1),
            termijn=get_aantal("betaaltermijn_declaratie", peildatum=self.request.vandaag),
            mediaan=round(median(cijfers.dagen)) if cijfers.dagen else None,
            langste=max(cijfers.dagen, default=None),
            te_laat=cijfers.get_som("te_laat"),
            regels=regels,
            aandeel_goed=1 - cijfers.get_som("afgekeurde_regels") / regels if regels else None,
            bedragen=[(woord, cijfers.get_som(veld)) for veld, woord in _BEDRAGEN.items()],
            tabel=_create_gemeentetabel(cijfers),
            afkeurtabel=_create_afkeurtabel(cijfers),
            verwijzingen=list_verwijzingen(self.request.user, "declaraties", ""),
        )


def _create_gemeentetabel(cijfers: Aanbiedercijfers) -> Tabel:
    return Tabel(
        "Per gemeente",
        ("Gemeente", *_AANTALLEN.values(), "Dagen tot betaling", *_BEDRAGEN.values()),
        tuple(
            (
                rij.gemeente,
                *(str(getattr(rij, veld)) for veld in _AANTALLEN),
                "" if rij.gemiddelde_dagen is None else str(round(rij.gemiddelde_dagen)),
                *(in_euro(getattr(rij, veld)) for veld in _BEDRAGEN),
            )
            for rij in cijfers.gemeenten
        ),
    )


def _create_afkeurtabel(cijfers: Aanbiedercijfers) -> Tabel:
    return Tabel(
        "Waarom regels zijn afgekeurd",
        ("Reden", "Code", "Regels", "Gemeenten"),
        tuple((rij.wat, rij.code, str(rij.regels), str(rij.gemeenten)) for rij in cijfers.afkeuringen),
    )


def _list_bladen(cijfers: Aanbiedercijfers) -> dict[str, list[tuple[Any, ...]]]:
    """Amounts in euros, as numbers."""
    koppen = ("Gemeente", *_AANTALLEN.values(), "Dagen tot betaling", *_BEDRAGEN.values())
    rijen = [
        (
            rij.gemeente,
            *(getattr(rij, veld) for veld in _AANTALLEN),
            rij.gemiddelde_dagen,
            *(getattr(rij, veld) / 100 for veld in _BEDRAGEN),
        )
        for rij in cijfers.gemeenten
    ]
    afkeuringen = [(rij.wat, rij.code, rij.regels, rij.gemeenten) for rij in cijfers.afkeuringen]
    return {
        "Per gemeente": [koppen, *rijen],
        "Afkeuringen": [("Reden", "Code", "Regels", "Gemeenten"), *afkeuringen],
    }
