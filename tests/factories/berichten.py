"""Messages of an aanbieder as bytes, made by the product's own writer from a few facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.factories.wereld import ALDERVOORT, MERELHOF, VANDAAG

from stelsel.apps.toegang.models import Client, Toewijzing
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


def create_omvang(volume: int = 3, eenheid: str = "04", frequentie: str = "2") -> dict[str, Any]:
    """How much; three hours a week unless told otherwise."""
    return {"Volume": volume, "Eenheid": eenheid, "Frequentie": frequentie}


def create_aangevraagd(referentie: str = "VOT1", **velden: Any) -> dict[str, Any]:
    """An AangevraagdProduct: 02A01 from 1 April to the end of the year, at the person's own request."""
    return {
        "ReferentieAanbieder": referentie,
        "Product": {"Categorie": "02", "Code": "02A01"},
        "ToewijzingIngangsdatum": date(2026, 4, 1),
        "ToewijzingEinddatum": date(2026, 12, 31),
        "Omvang": create_omvang(),
        "Verwijzer": {"Type": "06"},
    } | velden


def create_315(client: Client, *producten: dict[str, Any], **kop: Any) -> bytes:
    """A request to allocate; one ordinary product when none are given."""
    lijst = list(producten) or [create_aangevraagd()]
    persoon = {
        "Bsn": client.bsn,
        "Geboortedatum": {"Datum": client.geboortedatum},
        "Geslacht": client.geslacht,
        "Naam": {"Geslachtsnaam": {"Achternaam": client.geslachtsnaam}},
    }
    inhoud = persoon | {"AangevraagdeProducten": {"AangevraagdProduct": lijst}}
    return create_bericht("315", {"Client": inhoud}, **kop)


def create_te_wijzigen(toewijzing: Toewijzing, **velden: Any) -> dict[str, Any]:
    """A TeWijzigenProduct: five hours a week from 1 June on."""
    return {
        "ToewijzingNummer": int(toewijzing.toewijzing_nummer),
        "GewensteIngangsdatum": date(2026, 6, 1),
        "Einddatum": toewijzing.einddatum,
        "Omvang": create_omvang(5),
    } | velden


def create_nieuw(**velden: Any) -> dict[str, Any]:
    """A NieuwProduct: 100 dagdelen of 07D01 from 1 April to the end of the year."""
    return {
        "Product": {"Categorie": "07", "Code": "07D01"},
        "GewensteIngangsdatum": date(2026, 4, 1),
        "Einddatum": date(2026, 12, 31),
        "Omvang": create_omvang(100, "16", "6"),
    } | velden


def create_317(
    bsn: str,
    *,
    wijzigen: Sequence[dict[str, Any]] = (),
    ongewijzigd: Sequence[Toewijzing] = (),
    nieuw: Sequence[dict[str, Any]] = (),
    referentie: str = "VOW1",
    **kop: Any,
) -> bytes:
    """A request to change: what changes, what stays, what is new."""
    verzoek: dict[str, Any] = {"ReferentieAanbieder": referentie, "RedenVerzoek": "1"}
    if ongewijzigd:
        nummers = [{"ToewijzingNummer": int(rij.toewijzing_nummer)} for rij in ongewijzigd]
        verzoek["OngewijzigdeProducten"] = {"OngewijzigdProduct": nummers}
    if wijzigen:
        verzoek["TeWijzigenProducten"] = {"TeWijzigenProduct": list(wijzigen)}
    if nieuw:
        verzoek["NieuweProducten"] = {"NieuwProduct": list(nieuw)}
    return create_bericht("317", {"Client": {"Bsn": bsn, "Verzoek": verzoek}}, **kop)
