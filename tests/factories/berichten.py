"""Messages of an aanbieder as bytes, made by the product's own writer from a few facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.wereld import ALDERVOORT, MERELHOF, VANDAAG

from stelsel.apps.toegang.models import Toewijzing
from stelsel.istandaarden import Bericht, create_header, get_definitie, write_bericht

BEGIN, EINDE = date(2026, 1, 5), date(2026, 3, 9)


def create_bericht(soort: str, inhoud: dict[str, Any], **kop: Any) -> bytes:
    """A message of Merelhof to Aldervoort with this content; override the header or the family."""
    definitie = get_definitie(kop.pop("familie", "iwmo"), soort)
    gegevens: dict[str, Any] = {
        "afzender": MERELHOF,
        "ontvanger": ALDERVOORT,
        "identificatie": f"ID{soort}",
        "dagtekening": VANDAAG,
    }
    return write_bericht(
        Bericht(definitie, {"Header": create_header(definitie, **(gegevens | kop)), **inhoud})
    )


def create_client(toewijzing: Toewijzing, **velden: Any) -> dict[str, Any]:
    """The Client of a 305 or 307."""
    client = toewijzing.client
    return {
        "Bsn": client.bsn,
        "Geboortedatum": {"Datum": client.geboortedatum},
        "Geslacht": client.geslacht,
        "Naam": {"Geslachtsnaam": {"Achternaam": client.geslachtsnaam}},
    } | velden


def create_product(toewijzing: Toewijzing, **velden: Any) -> dict[str, Any]:
    """What a StartProduct holds; a StopProduct has more."""
    return {
        "ToewijzingNummer": int(toewijzing.toewijzing_nummer),
        "Product": {"Categorie": toewijzing.categorie, "Code": toewijzing.code},
        "Begindatum": BEGIN,
        "StatusAanlevering": "1",
    } | velden


def create_305(toewijzing: Toewijzing, *producten: dict[str, Any], **kop: Any) -> bytes:
    """A start; one ordinary product when none are given."""
    lijst = list(producten) or [create_product(toewijzing)]
    client = create_client(toewijzing) | {"StartProducten": {"StartProduct": lijst}}
    return create_bericht("305", {"Client": client}, **kop)


def create_stop(toewijzing: Toewijzing, **velden: Any) -> dict[str, Any]:
    """A StopProduct: ended as planned on 9 March."""
    return create_product(toewijzing) | {"RedenBeeindiging": "19", "Einddatum": EINDE} | velden


def create_307(toewijzing: Toewijzing, *producten: dict[str, Any], **kop: Any) -> bytes:
    """A stop; one ordinary product when none are given."""
    lijst = list(producten) or [create_stop(toewijzing)]
    client = create_client(toewijzing) | {"StopProducten": {"StopProduct": lijst}}
    return create_bericht("307", {"Client": client}, **kop)
