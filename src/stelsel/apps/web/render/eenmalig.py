"""Forms that act once. `{% eenmalig %}` puts a random key in the form; `@eenmalig` guards the handler."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from stelsel.apps.web.models import EenmaligeSleutel

VELD = "eenmalig"
_SLEUTEL = re.compile(r"[A-Za-z0-9_-]{16,64}")


def eenmalig(view: Callable[..., Any]) -> Callable[..., Any]:
    """Run a posting view at most once per key; a repeat is led to the first result.

    The key is stored in the transaction of the act: of two simultaneous posts the second waits and then
    sees the first one's result. The same key with other content is refused (409)."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        sleutel = request.POST.get(VELD, "")
        if not _SLEUTEL.fullmatch(sleutel):
            return render(request, "web/formulier_verlopen.html", status=400)
        with transaction.atomic():
            rij, nieuw = EenmaligeSleutel.objects.get_or_create(
                sleutel=sleutel,
                defaults={
                    "gebruiker": request.user.get_username(),
                    "inhoud_sha256": _get_inhoud(request),
                    "gebruikt_at": request.nu,  # type: ignore[attr-defined]  # set by KlokMiddleware
                },
            )
            if not nieuw:
                return _get_eerder_resultaat(request, rij)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                EenmaligeSleutel.objects.filter(pk=rij.pk).update(resultaat=response.url[:300])
            else:
                rij.delete()
            return response

    return wrapper


def _get_inhoud(request: HttpRequest) -> str:
    """A digest of the address, the fields and the bytes of the files."""
    delen = [request.path] + [f"{k}={v}" for k in sorted(request.POST) for v in request.POST.getlist(k)]
    delen += [f"{k}={_get_vorm(b)}" for k in sorted(request.FILES) for b in request.FILES.getlist(k)]
    weglaten = "csrfmiddlewaretoken="
    return hashlib.sha256("\n".join(d for d in delen if not d.startswith(weglaten)).encode()).hexdigest()


def _get_vorm(bestand: UploadedFile) -> str:
    som = hashlib.sha256()
    for blok in bestand.chunks():
        som.update(blok)
    bestand.seek(0)
    return f"{bestand.name}:{som.hexdigest()}"


def _get_eerder_resultaat(request: HttpRequest, rij: EenmaligeSleutel) -> HttpResponse:
    if rij.gebruiker != request.user.get_username() or rij.inhoud_sha256 != _get_inhoud(request):
        return render(request, "web/formulier_verlopen.html", status=409)
    return HttpResponseRedirect(rij.resultaat or request.path)
