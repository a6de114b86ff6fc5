"""Year end: the statements of a year, what it still has to cost, and the zip for the accountant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import Tabel
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_werkboek
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.kern.bedrag import in_euro

from .. import actions, queries
from ..models import Productieverantwoording
from ..permissions import BETALERS, ONTVANGERS, mag_betalen
from ..queries.jaarafsluiting import NogTeOntvangen, Onderhandenrij
from ..queries.verantwoording import Verantwoordingsbeeld
from ..tables import VerantwoordingLijst, get_stand

_EERSTE_JAAR = 2015
_KEUZES = 3


class JaarafsluitingView(RolVereistMixin, LijstView):
    """The statements of a year; for the controller also what is still to come. `?jaar=`: by default the last
    year that is over."""

    request: Verzoek
    rollen = ONTVANGERS
    template_name = "declaraties/jaarafsluiting.html"
    table_class = VerantwoordingLijst
    zoekvelden = ("declarant__aanbieder__naam", "declarant__gemeente__naam")
    zoek_uitleg = "Zoek op aanbieder of gemeente"
    leeg_tekst = "Over dit jaar zijn er geen declaraties."

    @cached_property
    def jaar(self) -> int:
        """The year of the address."""
        gevraagd = self.request.GET.get("jaar", "")
        nu = self.request.vandaag.year
        is_jaar = gevraagd.isascii() and gevraagd.isdigit() and len(gevraagd) == len(str(nu))
        return int(gevraagd) if is_jaar and _EERSTE_JAAR <= int(gevraagd) <= nu else nu - 1

    @property
    def titel(self) -> str:  # type: ignore[override]  # with the year
        """The year is in it."""
        return f"Jaarafsluiting {self.jaar}"

    @property
    def bestandsnaam(self) -> str:  # type: ignore[override]  # with the year
        """The name of an export."""
        return f"jaarafsluiting-{self.jaar}"

    def get_basis(self) -> QuerySet[Any, Any]:
        """Of the own gemeente or organisation."""
        return queries.list_verantwoordingen(self.request.user, jaar=self.jaar)

    def get_table_kwargs(self) -> dict[str, Any]:
        """An aanbieder knows its own name: its gemeenten lead on."""
        return {"exclude": ("aanbieder",)} if self.request.user.agb else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The years to choose from, and what the controller sees more."""
        nu = self.request.vandaag.year
        jaren = range(nu, nu - _KEUZES, -1)
        meer = self._list_verwachting() if self.request.user.rol == Rol.CONTROLLER else {}
        return super().get_context_data(**kwargs, jaar=self.jaar, jaren=jaren, **meer)

    def _list_verwachting(self) -> dict[str, Any]:
        gemeente, today = self.request.user.gemeentecode, self.request.vandaag
        onderhanden = queries.list_onderhanden(gemeente, jaar=self.jaar, today=today)
        verwacht = queries.get_nog_te_ontvangen(gemeente, jaar=self.jaar, today=today)
        return {
            "is_controller": True,
            "onderhanden": sum(rij.bedrag for rij in onderhanden),
            "onbekend": sum(rij.onbekend for rij in onderhanden),
            "onderhanden_tabel": _create_onderhandentabel(onderhanden),
            "verwacht": verwacht,
            "verwacht_tabel": _create_verwachttabel(verwacht),
        }


class VerantwoordingMixin(RolVereistMixin):
    """Finds the statement of the address, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]
    rollen: tuple[str, ...] = ONTVANGERS

    @cached_property
    def beeld(self) -> Verantwoordingsbeeld:
        """404 when it is not this user's, or of no year that can be."""
        jaar = self.kwargs["jaar"]
        if not _EERSTE_JAAR <= jaar <= self.request.vandaag.year:
            raise Http404("jaar")
        beeld = queries.get_verantwoording(self.request.user, declarant=self.kwargs["declarant"], jaar=jaar)
        if beeld is None:
            raise Http404("verantwoording")
        return beeld


@method_decorator(eenmalig, name="post")
class VerantwoordingView(VerantwoordingMixin, TemplateView):
    """One statement with its figures, how they tie, and the one next act."""

    request: Verzoek
    template_name = "declaraties/verantwoording.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures, what changed since the agreement, and what this user may do."""
        beeld, user = self.beeld, self.request.user
        bewaard = beeld.bewaard
        is_definitief = bool(bewaard and bewaard.definitief_at)
        voorbij = beeld.jaar < self.request.vandaag.year
        gelijk = bewaard is not None and bewaard.inhoud_sha256 == beeld.sha256
        woord, toon = _get_woord(bewaard)
        return super().get_context_data(
            **kwargs,
            beeld=beeld,
            wet=WET_NAAM[Wet(beeld.declarant.wet)],
            woord=woord,
            toon=toon,
            tabel=_create_productietabel(beeld),
            is_gewijzigd=bewaard is not None and not gelijk,
            voorbij=voorbij,
            mag_akkoord=bool(user.agb) and voorbij and not is_definitief and not gelijk,
            mag_definitief=mag_betalen(user, beeld.declarant.gemeente_id) and gelijk and not is_definitief,
        )

    def post(self, request: Verzoek, jaar: int, declarant: int) -> HttpResponse:
        """Agree or close; or the reason why not."""
        wat: dict[str, Any] = {"declarant": self.beeld.declarant.pk, "jaar": jaar}
        wat |= {"inhoud_sha256": request.POST.get("inhoud", ""), "by": request.user, "now": request.nu}
        try:
            if request.POST.get("daad") == "akkoord":
                actions.approve_verantwoording(**wat, today=request.vandaag)
                messages.success(request, "U bent akkoord. De controller maakt de verantwoording definitief.")
            else:
                actions.close_verantwoording(**wat)
                messages.success(request, "De verantwoording is definitief.")
        except actions.VerantwoordingNietMogelijk as fout:
            messages.error(request, str(fout))
        return redirect("declaraties:verantwoording", jaar, declarant)


class VerantwoordingsbestandView(VerantwoordingMixin, View):
    """The statement as PDF, or as a workbook with `?soort=xlsx`."""

    request: Verzoek

    def get(self, request: Verzoek, jaar: int, declarant: int) -> HttpResponse:
        """404 when it is not this user's."""
        wie = self.beeld.declarant
        naam = f"productieverantwoording-{jaar}-{wie.gemeente_id}-{wie.aanbieder_id}-{wie.wet}"
        if request.GET.get("soort") == "xlsx":
            return write_werkboek(bladen=actions.list_bladen(self.beeld), naam=naam)
        inhoud = actions.render_verantwoording(self.beeld, now=request.nu)
        koppen = {"Content-Disposition": f'attachment; filename="{naam}.pdf"'}
        return HttpResponse(inhoud, content_type="application/pdf", headers=koppen)


class AccountantsexportView(RolVereistMixin, View):
    """The zip for the accountant; that it was fetched is logged."""

    rollen = BETALERS

    def get(self, request: Verzoek, jaar: int) -> StreamingHttpResponse:
        """404 for a year that cannot be, or without a gemeente."""
        if not _EERSTE_JAAR <= jaar <= request.vandaag.year:
            raise Http404("jaar")
        try:
            delen = actions.create_accountantsexport(
                jaar=jaar, by=request.user, pagina=request.path, now=request.nu
            )
        except actions.AccountantsexportNietMogelijk as fout:
            raise Http404("gemeente") from fout
        naam = f"accountant-{request.user.gemeentecode}-{jaar}.zip"
        koppen = {"Content-Disposition": f'attachment; filename="{naam}"'}
        return StreamingHttpResponse(delen, content_type="application/zip", headers=koppen)


def _get_woord(bewaard: Productieverantwoording | None) -> tuple[str, str]:
    return get_stand(bewaard.akkoord_at, bewaard.definitief_at) if bewaard else get_stand(None, None)


def _create_onderhandentabel(rijen: list[Onderhandenrij]) -> Tabel:
    kolommen = ("Aanbieder", "Toewijzingen", "Maanden", "Volgens gemiddelde", "Volgens tarief", "Samen",
                "Niet te schatten")  # fmt: skip
    return Tabel(
        "Onderhanden werk per aanbieder",
        kolommen,
        tuple(
            (
                rij.aanbieder,
                str(rij.toewijzingen),
                str(rij.maanden),
                *(in_euro(centen) for centen in (rij.gemiddelde, rij.tarief, rij.bedrag)),
                str(rij.onbekend),
            )
            for rij in rijen
        ),
        "",
    )


def _create_verwachttabel(verwacht: NogTeOntvangen | None) -> Tabel | None:
    if verwacht is None:
        return None
    return Tabel(
        "Nog te ontvangen per maand van levering",
        ("Maand", "Ontvangen", "Nog te ontvangen", "Ten minste", "Ten hoogste"),
        tuple(
            (
                f"{rij.maand:%m-%Y}",
                *(in_euro(c) for c in (rij.stand.ontvangen, rij.stand.verwacht)),
                *(in_euro(c) for c in (rij.stand.laag, rij.stand.hoog)),
            )
            for rij in verwacht.maanden
        ),
        "",
    )


def _create_productietabel(beeld: Verantwoordingsbeeld) -> Tabel:
    return Tabel(
        "Per product en maand",
        ("Product", "Maand", "Volume", "Cliënten", "Goedgekeurd", "Gecrediteerd", "Netto"),
        tuple(
            (
                regel.product,
                f"{regel.maand[5:]}-{regel.maand[:4]}",
                actions.render_volume(regel),
                str(regel.clienten),
                *(in_euro(c) for c in (regel.goedgekeurd, regel.gecrediteerd, regel.netto)),
            )
            for regel in actions.list_geldende_regels(beeld)
        ),
        "",
    )
