"""The values of a 301: the client, where the client lives, and everything that is allocated.

Sources: spec 3.2 sections 4 and 11 (OP087 all actual allocations, IV099 RedenWijziging only when something
changed, IV097 ReferentieAanbieder only as the direct answer to a request).
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from stelsel.apps.berichtenverkeer.queries import Toewijzingsgegevens
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, Berichtdefinitie, Waarden
from stelsel.istandaarden.berichten.begrippen import Adressoort, NaamGebruik

_NEDERLAND, _LANDNUMMER = "NL", "31"


def create_toewijzingsbericht(
    *, definitie: Berichtdefinitie, gegevens: Toewijzingsgegevens, identificatie: str, dagtekening: date
) -> Bericht:
    """A 301 with everything of one client at one aanbieder; not yet checked."""
    eerste = gegevens.toewijzingen[0]
    header = create_header(
        definitie,
        afzender=eerste.gemeente_id,
        ontvanger=eerste.aanbieder_id,
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    producten = [
        _get_product(rij, gewijzigd=rij.pk in gegevens.gewijzigd, referentie=gegevens.referenties.get(rij.pk))
        for rij in gegevens.toewijzingen
    ]
    client = {**_get_client(eerste.client), "ToegewezenProducten": {"ToegewezenProduct": producten}}
    return Bericht(definitie, {"Header": header, "Client": client})


def _get_client(client: Client) -> dict[str, object]:
    return {
        "Bsn": client.bsn,
        "Geboortedatum": {"Datum": client.geboortedatum},
        "Geslacht": client.geslacht,
        "Naam": {
            "Geslachtsnaam": {"Achternaam": client.geslachtsnaam, "Voorvoegsel": client.voorvoegsel or None},
            "Voornamen": client.voornamen or None,
            "Voorletters": client.voorletters or None,
            "NaamGebruik": NaamGebruik.EIGEN,
        },
        "Contactgegevens": {"Contact": [_get_contact(client)]},
    }


def _get_contact(client: Client) -> Waarden:
    contact: dict[str, object] = {"Soort": Adressoort.BRP}
    if client.postcode:
        contact["Adres"] = {
            "Huis": {"Huisnummer": client.huisnummer, "Huisletter": client.huisletter or None}
            if client.huisnummer is not None
            else None,
            "Postcode": client.postcode,
            "Straatnaam": client.straat or None,
            "Plaatsnaam": client.plaats or None,
            "LandCode": _NEDERLAND,
        }
    if client.telefoon:
        contact["Telefoon"] = {"Telefoon01": {"Telefoonnummer": client.telefoon, "Landnummer": _LANDNUMMER}}
    return contact


def _get_product(rij: Toewijzing, *, gewijzigd: bool, referentie: str | None) -> Waarden:
    moment = timezone.localtime(rij.toegewezen_at)
    return {
        "ToewijzingNummer": int(rij.toewijzing_nummer),
        "ReferentieAanbieder": referentie,
        "Product": {"Categorie": rij.categorie, "Code": rij.code or None} if rij.categorie else None,
        "Toewijzingsdatum": moment.date(),
        "Toewijzingstijd": moment.time().replace(microsecond=0),
        "Ingangsdatum": rij.ingangsdatum,
        "Einddatum": rij.einddatum,
        "RedenWijziging": rij.reden_wijziging or None if gewijzigd else None,
        "Omvang": {"Volume": rij.volume, "Eenheid": rij.eenheid, "Frequentie": rij.frequentie}
        if rij.volume is not None
        else None,
        "Budget": rij.budget,
    }
