"""Figures on messages, without persons: is the administration ready, and how much work is it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import Tabel
from stelsel.apps.web.render.export import write_werkboek
from stelsel.domein.declaraties.gereedheid import Poortstand
from stelsel.domein.declaraties.lasten import (
    AFKEURING,
    Last,
    compute_minuten,
    compute_minuten_per_client,
)
from stelsel.domein.parameters import get_aantal

from .. import queries
from ..permissions import LASTENLEZERS, TOETSERS
from ..queries import Gereedheid, Lastenbeeld

_WOORD = {
    Poortstand.OPEN: ("Gereed", "goed"),
    Poortstand.DICHT: ("Nog niet gereed", "let_op"),
    Poortstand.ONBEKEND: ("Niet vast te stellen", "neutraal"),
}
_EERSTE_JAAR = 2015
_KEUZES = 3
_WERK = {
    "minuten_toewijzing": "Toewijzing (301)",
    "minuten_verzoek": "Verzoek of antwoord daarop (315, 317, 319)",
    "minuten_levering": "Start of stop (305, 307)",
    "minuten_declaratie": "Declaratie (323)",
    AFKEURING: "Extra bij een afgekeurd bericht",
}


class GereedheidView(RolVereistMixin, TemplateView):
    """Three gates with the figures behind them; `?export=xlsx` gives them as a workbook."""

    request: Verzoek
    rollen = TOETSERS
    template_name = "berichtenverkeer/gereedheid.html"

    @cached_property
    def beeld(self) -> Gereedheid:
        """Of the own gemeente."""
        return queries.get_gereedheid(
            self.request.user.gemeentecode, today=self.request.vandaag, now=self.request.nu
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        tabellen = (_create_proeftabel(self.beeld), _create_berichttabel(self.beeld))
        bladen = {tabel.kop: [tabel.kolommen, *tabel.rijen] for tabel in tabellen}
        return write_werkboek(bladen=bladen, naam="gereedheid")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each gate with its word."""
        beeld = self.beeld
        poorten = (beeld.facturatie, beeld.berichten, beeld.bijdrage)
        return super().get_context_data(
            **kwargs,
            beeld=beeld,
            woorden=[_WOORD[poort] for poort in poorten],
            aantal_open=sum(poort is Poortstand.OPEN for poort in poorten),
            geslaagd=sum(proef.geslaagd_op is not None for proef in beeld.proeven),
            onder_norm=sum(stand is Poortstand.DICHT for _, stand in beeld.tellingen),
            te_weinig=sum(stand is Poortstand.ONBEKEND for _, stand in beeld.tellingen),
            proeftabel=_create_proeftabel(beeld),
            berichttabel=_create_berichttabel(beeld),
        )


class LastenView(RolVereistMixin, TemplateView):
    """Messages and minutes per client, this year beside the same part of the year before. `?jaar=`."""

    request: Verzoek
    rollen = LASTENLEZERS
    template_name = "berichtenverkeer/lasten.html"

    @cached_property
    def beeld(self) -> Lastenbeeld:
        """Of the year of the address, by default this one."""
        gevraagd, nu = self.request.GET.get("jaar", ""), self.request.vandaag.year
        is_jaar = gevraagd.isascii() and gevraagd.isdigit() and len(gevraagd) == len(str(nu))
        jaar = int(gevraagd) if is_jaar and _EERSTE_JAAR <= int(gevraagd) <= nu else nu
        return queries.get_lastenbeeld(self.request.user, jaar=jaar, today=self.request.vandaag)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        tabel = self._create_tabel()
        blad = {tabel.kop: [tabel.kolommen, *tabel.rijen]}
        return write_werkboek(bladen=blad, naam=f"berichtenlast-{self.beeld.jaar}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The totals, the rows and the assumptions."""
        nu = self.request.vandaag.year
        return super().get_context_data(
            **kwargs,
            beeld=self.beeld,
            jaren=range(nu, nu - _KEUZES, -1),
            is_aanbieder=self.request.user.rol == Rol.AANBIEDER,
            totalen=self._create_totalen(),
            tabel=self._create_tabel(),
            aannames=[(woord, get_aantal(naam, peildatum=self._peildatum)) for naam, woord in _WERK.items()],
        )

    @property
    def _peildatum(self) -> Any:
        return self.beeld.tot_en_met

    def _create_totalen(self) -> Tabel:
        kolommen = ("Wat", str(self.beeld.jaar - 1), str(self.beeld.jaar))
        beide = [self._list_cellen(last) for last in (self.beeld.eerder, self.beeld.nu)]
        namen = (
            "Berichten",
            "Cliënten",
            "Berichten per cliënt",
            "Minuten per cliënt",
            "Uren samen",
            "Afgekeurd",
        )
        return Tabel("Alles samen", kolommen, tuple(zip(namen, *beide, strict=True)))

    def _create_tabel(self) -> Tabel:
        vorig, jaar = self.beeld.jaar - 1, self.beeld.jaar
        kolommen = ("Aanbieder", "Gemeente", "Berichten", "Cliënten", f"Per cliënt {vorig}",
                    f"Per cliënt {jaar}", f"Minuten {vorig}", f"Minuten {jaar}", "Afgekeurd")  # fmt: skip
        rijen = []
        for rij in self.beeld.rijen:
            nu, eerder = self._list_cellen(rij.nu), self._list_cellen(rij.eerder)
            cellen = (*nu[:2], eerder[2], nu[2], eerder[3], nu[3], nu[5])
            rijen.append((rij.aanbieder, rij.gemeente, *cellen))
        return Tabel("Per aanbieder en gemeente", kolommen, tuple(sorted(rijen)))

    def _list_cellen(self, last: Last) -> tuple[str, ...]:
        """Words in the order of the totals."""
        minuten = compute_minuten_per_client(last, peildatum=self._peildatum)
        uren = compute_minuten(last, peildatum=self._peildatum) / 60
        return (
            str(last.berichten),
            str(last.clienten),
            _render_getal(last.per_client),
            _render_getal(minuten),
            _render_getal(uren),
            str(last.afgekeurd),
        )


def _render_getal(getal: float | None) -> str:
    return "geen" if getal is None else f"{getal:.1f}".replace(".", ",")


def _create_proeftabel(beeld: Gereedheid) -> Tabel:
    return Tabel(
        "Proefdeclaratie per aanbieder",
        ("Aanbieder", "Declaraties", "Eerste zonder fout", "Ontvangen op"),
        tuple(
            (
                proef.aanbieder,
                str(proef.declaraties),
                proef.nummer or "nog geen",
                f"{proef.geslaagd_op:%d-%m-%Y}" if proef.geslaagd_op else "",
            )
            for proef in beeld.proeven
        ),
    )


def _create_berichttabel(beeld: Gereedheid) -> Tabel:
    return Tabel(
        "Berichten per aanbieder",
        ("Aanbieder", "Beoordeeld", "Goed", "Aandeel", "Stand"),
        tuple(
            (
                telling.aanbieder,
                str(telling.beoordeeld),
                str(telling.goed),
                ""
                if telling.aandeel is None
                else f"{telling.aandeel:.1%}".replace(".", ",").replace("%", " %"),
                "Te weinig berichten" if stand is Poortstand.ONBEKEND else _WOORD[stand][0],
            )
            for telling, stand in beeld.tellingen
        ),
    )
