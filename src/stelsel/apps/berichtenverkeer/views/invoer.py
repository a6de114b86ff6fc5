"""What a visitor sends to the public check: taken in memory only, counted, and never more than fits."""

from __future__ import annotations

import hashlib
import secrets
import threading
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from stelsel.istandaarden import LIMIET_BYTES
from stelsel.istandaarden.zipbestand import MEESTE_BERICHTEN

_MB = 1024 * 1024
#: Room for the form around the files.
_MEESTE_BYTES = LIMIET_BYTES + _MB
#: What is more than this is not even read to its end.
_NIET_LEZEN = 4 * LIMIET_BYTES
_LOS = {"application/xml", "text/xml", "application/zip", "application/octet-stream"}
_TE_GROOT = (
    f"Alles samen is het groter dan {LIMIET_BYTES // _MB} MB. Kies minder bestanden, of kleinere.",
    413,
)
_TE_VEEL = (f"Kies hoogstens {MEESTE_BERICHTEN} bestanden tegelijk.", 413)
_NIETS = ("Kies een bestand, of plak een bericht.", 400)
_HALF = ("Het versturen werd onderbroken. Probeer het opnieuw.", 400)
_MEESTE_ADRESSEN = 5_000


class InvoerGeweigerd(Exception):
    """Nothing was checked; `tekst` says why in Dutch, `status` is that of the answer."""

    def __init__(self, tekst: str, status: int) -> None:
        super().__init__(tekst)
        self.tekst, self.status = tekst, status


class GeheugenHandler(FileUploadHandler):
    """Keeps uploaded files in memory, whatever their size: Django's own puts the large ones on disk. Beyond
    the limits it stops, and `geweigerd` says why."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.geweigerd: tuple[str, int] | None = None
        self._aantal = self._bytes = 0
        self._buffer = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """One file more."""
        super().new_file(*args, **kwargs)
        self._buffer = BytesIO()
        self._aantal += 1
        if self._aantal > MEESTE_BERICHTEN:
            self._stop(_TE_VEEL)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it; nothing is left for other handlers."""
        self._bytes += len(raw_data)
        if self._bytes > LIMIET_BYTES:
            self._buffer = BytesIO()
            self._stop(_TE_GROOT)
        self._buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file."""
        self._buffer.seek(0)
        return InMemoryUploadedFile(
            self._buffer, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    def _stop(self, reden: tuple[str, int]) -> None:
        self.geweigerd = reden
        raise StopUpload(connection_reset=False)


def get_bestanden(request: HttpRequest) -> list[tuple[str, bytes]]:
    """Name and bytes of everything that was sent: files of a form, a pasted message, or the body itself.

    Raises InvoerGeweigerd when it is too much, broken off, or nothing."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > _NIET_LEZEN:
            raise InvoerGeweigerd(*_TE_GROOT)
        bestanden = _get_los(request) if request.content_type in _LOS else _get_formulier(request)
    except (RequestDataTooBig, TooManyFilesSent) as fout:
        raise InvoerGeweigerd(*(_TE_GROOT if isinstance(fout, RequestDataTooBig) else _TE_VEEL)) from None
    except (UnreadablePostError, MultiPartParserError):
        raise InvoerGeweigerd(*_HALF) from None
    if not bestanden:
        raise InvoerGeweigerd(*_NIETS)
    return bestanden


def _get_los(request: HttpRequest) -> list[tuple[str, bytes]]:
    return [("bericht.xml", request.body)] if request.body else []


def _get_formulier(request: HttpRequest) -> list[tuple[str, bytes]]:
    handler = GeheugenHandler(request)
    request.upload_handlers = [handler]
    bestanden = [(str(b.name), b.read()) for naam in request.FILES for b in request.FILES.getlist(naam)]
    if handler.geweigerd is not None:
        raise InvoerGeweigerd(*handler.geweigerd)
    geplakt = request.POST.get("xml", "").strip()
    if geplakt:
        bestanden.append(("geplakt.xml", geplakt.encode("utf-8", "replace")))
    if sum(len(data) for _, data in bestanden) > _MEESTE_BYTES:
        raise InvoerGeweigerd(*_TE_GROOT)
    return bestanden


class Bezoekteller:
    """How often an address asked in the last minute. Only a digest of the address is kept, with a key that
    lives as long as the process, in memory and for a minute."""

    def __init__(self, *, venster: float = 60.0) -> None:
        self._venster = venster
        self._sleutel = secrets.token_bytes(32)
        self._slot = threading.Lock()
        self._momenten: dict[bytes, list[float]] = {}

    def register(self, adres: str, *, meeste: int, nu: float) -> int:
        """Count one visit; 0 when it may go on, otherwise the seconds to wait. `nu`: a steady clock."""
        kenmerk = hashlib.blake2b(adres.encode(), key=self._sleutel, digest_size=16).digest()
        with self._slot:
            if len(self._momenten) > _MEESTE_ADRESSEN:
                grens = nu - self._venster
                self._momenten = {k: m for k, m in self._momenten.items() if m[-1] > grens}
            momenten = [m for m in self._momenten.get(kenmerk, []) if m > nu - self._venster]
            if len(momenten) >= meeste:
                return max(1, round(momenten[0] + self._venster - nu))
            self._momenten[kenmerk] = [*momenten, nu]
            return 0


def get_adres(request: HttpRequest) -> str:
    """Whose visit it is: behind our TLS proxy the address that the proxy added, otherwise the peer's."""
    doorgegeven = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.SECURE_PROXY_SSL_HEADER and doorgegeven:
        return doorgegeven.split(",")[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
