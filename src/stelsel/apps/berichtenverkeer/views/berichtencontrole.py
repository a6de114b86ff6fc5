"""The public check of messages: no login, nothing stored, nothing logged of what was sent."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from stelsel.apps.web.render.export import write_csv, write_werkboek
from stelsel.istandaarden.rapport import Rapport, create_voorbeeld, list_voorbeelden

from .. import queries
from .invoer import Bezoekteller, InvoerGeweigerd, get_adres, get_bestanden

_SJABLOON = "berichtenverkeer/berichtencontrole.html"
_JSON = "application/json"
#: One check at a time per process keeps memory bounded; the others wait this long (seconds) for their turn.
_WACHTTIJD = 20.0
_beurt = threading.BoundedSemaphore(1)
_teller = Bezoekteller()


def _check(bestanden: list[tuple[str, bytes]]) -> list[Rapport]:
    """One at a time. Raises InvoerGeweigerd when the turn does not come."""
    if not _beurt.acquire(timeout=_WACHTTIJD):
        raise InvoerGeweigerd("Het is nu druk. Probeer het over een minuut opnieuw.", 503)
    try:
        return queries.list_rapporten(bestanden)
    finally:
        _beurt.release()


def _check_tempo(request: HttpRequest) -> None:
    """Raises InvoerGeweigerd for an address that asks too often."""
    meeste = settings.STELSEL_CONTROLES_PER_MINUUT
    wacht = _teller.register(get_adres(request), meeste=meeste, nu=time.monotonic())
    if wacht:
        raise InvoerGeweigerd(
            f"U controleert er veel achter elkaar. Wacht {wacht} seconden en probeer het dan opnieuw.", 429
        )


class _NietsBewarenView(View):
    """Open to everybody. No token against forged posts: there is nothing to act on, and so no cookie."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Neither browser nor proxy keeps the answer."""
        antwoord = super().dispatch(request, *args, **kwargs)
        antwoord.headers["Cache-Control"] = "no-store"
        return antwoord


@method_decorator(login_not_required, name="dispatch")
@method_decorator(csrf_exempt, name="dispatch")
class BerichtencontroleView(_NietsBewarenView):
    """The page, the report on what was sent, and the same as JSON for programs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty page, or the report on one of our examples."""
        sleutel = request.GET.get("voorbeeld", "")
        if not sleutel:
            return self._render(request, [])
        voorbeeld = create_voorbeeld(sleutel)
        if voorbeeld is None:
            raise Http404("voorbeeld")
        try:
            _check_tempo(request)
            return self._render(request, _check([voorbeeld]))
        except InvoerGeweigerd as fout:
            return self._weiger(request, fout)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check what was sent."""
        try:
            bestanden = get_bestanden(request)
            _check_tempo(request)
            rapporten = _check(bestanden)
        except InvoerGeweigerd as fout:
            return self._weiger(request, fout)
        if self._wil_json(request):
            return JsonResponse(
                queries.list_als_data(rapporten), safe=False, json_dumps_params={"ensure_ascii": False}
            )
        return self._render(request, rapporten)

    def _wil_json(self, request: HttpRequest) -> bool:
        return request.get_preferred_type(["text/html", _JSON]) == _JSON

    def _weiger(self, request: HttpRequest, fout: InvoerGeweigerd) -> HttpResponse:
        if self._wil_json(request):
            return JsonResponse({"fout": fout.tekst}, status=fout.status)
        return self._render(request, [], fout=fout.tekst, status=fout.status)

    def _render(
        self, request: HttpRequest, rapporten: list[Rapport], *, fout: str = "", status: int = 200
    ) -> HttpResponse:
        context = {
            "rapporten": rapporten,
            "fout": fout,
            "voorbeelden": list_voorbeelden(),
            "voorbeeld": request.GET.get("voorbeeld", ""),
            "download": queries.write_rapport(rapporten) if any(r.aantal for r in rapporten) else "",
            "meeste_in_download": queries.MEESTE_IN_DOWNLOAD,
        }
        return render(request, _SJABLOON, context, status=status)


@method_decorator(login_not_required, name="dispatch")
@method_decorator(csrf_exempt, name="dispatch")
class BerichtencontroleRapportView(_NietsBewarenView):
    """The report as a file, made from what the page itself carries."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """CSV, or Excel with findings, summary and explanation."""
        try:
            uitslag = queries.parse_rapport(request.POST.get("rapport", ""))
        except queries.RapportOngeldig:
            tekst = "Dit rapport is niet meer te maken. Controleer het bestand opnieuw."
            context = {"fout": tekst, "voorbeelden": list_voorbeelden()}
            return render(request, _SJABLOON, context, status=400)
        if request.POST.get("vorm") == "csv":
            return write_csv(rijen=queries.list_rijen(uitslag), naam="berichtencontrole")
        return write_werkboek(bladen=queries.list_bladen(uitslag), naam="berichtencontrole")
