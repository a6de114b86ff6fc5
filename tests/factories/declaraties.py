"""Claims as real 323 messages: only what a test cares about is given, the totals follow from the lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any

from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.codec.declaratie import Declaratie, stream_declaratie
from stelsel.istandaarden.codec.schrijven import write_bericht
from stelsel.kern.periode import Periode

FAMILIE = {"jw": "ijw", "wmo": "iwmo"}


def create_regel(**velden: Any) -> dict[str, Any]:
    """One Prestatie of ten hours for client C-2 of the small world, February 2026; override any field."""
    regel: dict[str, Any] = {
        "bsn": "999900018",
        "referentie_nummer": "R1",
        "vorig_referentie_nummer": None,
        "toewijzing_nummer": 1000,
        "categorie": "02",
        "code": "02A01",
        "begin": date(2026, 2, 1),
        "eind": date(2026, 2, 28),
        "volume": 10,
        "eenheid": "04",
        "tarief": 6400,
        **velden,
    }
    bedrag = regel["volume"] * (regel["tarief"] or 1)
    dc = "C" if regel["vorig_referentie_nummer"] else "D"
    return {"bedrag": bedrag, "dc": dc, **regel}


def create_323(
    regels: Sequence[dict[str, Any]],
    *,
    wet: str = "wmo",
    afzender: str = "41990001",
    ontvanger: str = "9901",
    declaratie_nummer: str = "D202602",
    identificatie: str = "BER000000001",
    maand: tuple[int, int] = (2026, 2),
    dagtekening: date = date(2026, 3, 10),
    declaratie_dagtekening: date | None = None,
) -> bytes:
    """The bytes of a valid 323. Lines of one client must stand together. `declaratie_dagtekening`: by default
    the `dagtekening` of the message."""
    periode = Periode.maand(*maand)
    totaal = sum(-r["bedrag"] if r["dc"] == "C" else r["bedrag"] for r in regels)
    clienten = [
        {"Bsn": bsn, "Prestaties": {"Prestatie": [_prestatie(regel) for regel in groep]}}
        for bsn, groep in groupby(regels, key=lambda r: r["bsn"])
    ]
    definitie = get_definitie(FAMILIE[wet], "323")  # type: ignore[arg-type]  # two literals
    waarden = {
        "Header": {
            "BerichtCode": definitie.berichtcode,
            "BerichtVersie": 3,
            "BerichtSubversie": 2,
            "Afzender": afzender,
            "Ontvanger": ontvanger,
            "BerichtIdentificatie": {"Identificatie": identificatie, "Dagtekening": dagtekening},
            "XsdVersie": {"BasisschemaXsdVersie": "1.0.0", "BerichtXsdVersie": "1.0.0"},
        },
        "Declaratie": {
            "DeclaratieNummer": declaratie_nummer,
            "DeclaratiePeriode": {"Begindatum": periode.begin, "Einddatum": periode.eind},
            "DeclaratieDagtekening": declaratie_dagtekening or dagtekening,
            "TotaalIngediendBedrag": {"TotaalBedrag": abs(totaal), "DebetCredit": "C" if totaal < 0 else "D"},
            "Clienten": {"Client": clienten},
        },
    }
    return write_bericht(Bericht(definitie, waarden))


def read_323(data: bytes) -> Declaratie:
    """The message as berichtenverkeer hands it to declaraties."""
    return stream_declaratie(BytesIO(data), limiet=1 << 30)


def _prestatie(regel: dict[str, Any]) -> dict[str, Any]:
    return {
        "ProductReferentie": {
            "ReferentieNummer": regel["referentie_nummer"],
            "VorigReferentieNummer": regel["vorig_referentie_nummer"],
        },
        "ToewijzingNummer": regel["toewijzing_nummer"],
        "ProductCategorie": regel["categorie"],
        "ProductCode": regel["code"],
        "ProductPeriode": {"Begindatum": regel["begin"], "Einddatum": regel["eind"]},
        "GeleverdVolume": regel["volume"],
        "Eenheid": regel["eenheid"],
        "ProductTarief": regel["tarief"],
        "IngediendBedrag": {"Bedrag": regel["bedrag"], "DebetCredit": regel["dc"]},
    }
