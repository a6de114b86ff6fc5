"""The workbook that an aanbieder fills in: an explanation, a sheet per functie, and checks in the cells."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from stelsel.domein.bekostiging.kostprijsnamen import Kostennaam, Soort, get_kostennamen
from stelsel.lake.intake.kostprijsopgave import (
    BLAD_UITLEG,
    BRONNEN,
    KOP_BRON,
    KOP_NAAM,
    KOP_UITLEG,
    KOP_WAARDE,
    UREN,
)

from ..models import Kostprijsonderzoek

_EENHEID = {Soort.DEEL: "%", Soort.UREN: "uren per jaar", Soort.EURO: "euro"}
_BREEDTEN = (48, 14, 16, 22, 24, 40, 22)
_KOPRIJ = 4


def write_sjabloon(
    onderzoek: Kostprijsonderzoek, *, aanbieder: str, eerder: Mapping[str, Any], peildatum: date
) -> bytes:
    """The workbook for one aanbieder, with what it gave before (`waarden` of an opgave) filled in."""
    import xlsxwriter  # slow import

    buffer = io.BytesIO()
    opties = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, opties) as boek:
        vormen = {
            "kop": boek.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "titel": boek.add_format({"bold": True, "font_size": 14}),
            "tekst": boek.add_format({"text_wrap": True, "valign": "top"}),
            "vast": boek.add_format({"text_wrap": True, "valign": "top", "font_color": "#5a6668"}),
            "open": boek.add_format({"locked": False, "bg_color": "#fff8dc", "border": 1, "valign": "top"}),
            "procent": boek.add_format(
                {"locked": False, "bg_color": "#fff8dc", "border": 1, "num_format": "0.0#%", "valign": "top"}
            ),
        }
        _write_uitleg(boek.add_worksheet(BLAD_UITLEG), onderzoek, aanbieder, vormen)
        for functie in onderzoek.functies:
            blad = boek.add_worksheet(functie["naam"])
            _write_functie(blad, onderzoek, functie, eerder.get(functie["naam"], {}), vormen, peildatum)
    return buffer.getvalue()


def _write_uitleg(blad: Any, onderzoek: Kostprijsonderzoek, aanbieder: str, vormen: dict[str, Any]) -> None:
    zinnen = [
        f"Aanbieder: {aanbieder}",
        f"Onderzoek: {onderzoek.naam}. Prijzen van {onderzoek.prijsjaar}.",
        f"Lever in tussen {onderzoek.vandatum:%d-%m-%Y} en {onderzoek.totdatum:%d-%m-%Y}.",
        "",
        "Zo vult u dit in:",
        "1. Elke functie heeft een eigen blad. Vul het blad in van elke functie die u levert. Levert u een "
        "functie niet, laat dat blad dan leeg.",
        f"2. Vul alleen de gele vakken in. Vul op een blad alle vakken onder {KOP_WAARDE} in. Is iets er "
        "niet, vul dan 0 in.",
        "3. Neem het gemiddelde van al uw medewerkers in die functie, omgerekend naar een volledige baan.",
        "4. Percentages vult u in met het procentteken, zoals 6,5 %.",
        "5. Kies bij elk onderdeel waar het getal vandaan komt. Wijkt het af van wat gebruikelijk is? "
        "Leg dat uit.",
        "6. Bewaar het bestand als .xlsx en lever het in op dezelfde pagina waar u het ophaalde.",
        "",
        "Wat wij ermee doen:",
        "Alleen wie het onderzoek doet, ziet wat u opgeeft. Gepubliceerd worden alleen percentielen, per "
        "functie, en alleen als er genoeg aanbieders zijn. U kunt reageren op de uitkomst voordat zij wordt "
        "vastgesteld.",
        onderzoek.toelichting,
    ]
    blad.set_column(0, 0, 100)
    blad.write_string(0, 0, "Kostprijsonderzoek", vormen["titel"])
    blad.write_string(1, 0, onderzoek.nummer, vormen["tekst"])
    for plek, zin in enumerate(zinnen, start=2):
        blad.write_string(plek, 0, zin, vormen["tekst"])
    blad.protect()


def _write_functie(
    blad: Any, onderzoek: Kostprijsonderzoek, functie: Mapping[str, str], eerder: Mapping[str, Any],
    vormen: dict[str, Any], peildatum: date,
) -> None:  # fmt: skip
    for kolom, breedte in enumerate(_BREEDTEN):
        blad.set_column(kolom, kolom, breedte)
    blad.write_string(0, 0, f"Functie: {functie['naam']}", vormen["titel"])
    blad.write_string(1, 0, functie["uitleg"], vormen["tekst"])
    blad.write_string(2, 0, onderzoek.nummer, vormen["vast"])
    koppen = ("Onderdeel", KOP_WAARDE, "Eenheid", "Gebruikelijk", KOP_BRON, KOP_UITLEG, KOP_NAAM)
    for kolom, kop in enumerate(koppen):
        blad.write_string(_KOPRIJ, kolom, kop, vormen["kop"])
    uren = f"Declarabele uren van al uw medewerkers in deze functie, in deze regio, in {onderzoek.prijsjaar}"
    _write_rij(blad, _KOPRIJ + 1, UREN, (uren, "uren per jaar", ""), eerder, vormen)
    for rij, naam in enumerate(get_kostennamen().values(), start=_KOPRIJ + 2):
        teksten = (naam.wat, _EENHEID[naam.soort], _render_band(naam, peildatum))
        _write_rij(blad, rij, naam.naam, teksten, eerder, vormen)
    blad.freeze_panes(_KOPRIJ + 1, 1)
    blad.protect()


def _write_rij(
    blad: Any, rij: int, naam: str, teksten: tuple[str, str, str], eerder: Mapping[str, Any],
    vormen: dict[str, Any],
) -> None:  # fmt: skip
    wat, eenheid, band = teksten
    deel = eenheid == "%"
    vorm = vormen["procent" if deel else "open"]
    waarde = eerder.get("uren") if naam == UREN else eerder.get("waarden", {}).get(naam)
    blad.write_string(rij, 0, wat, vormen["tekst"])
    if waarde is None:
        blad.write_blank(rij, 1, None, vorm)
    else:
        blad.write_number(rij, 1, float(waarde), vorm)
    for kolom, tekst in ((2, eenheid), (3, band), (6, naam)):
        blad.write_string(rij, kolom, tekst, vormen["vast"])
    blad.write_string(rij, 4, eerder.get("bronnen", {}).get(naam, ""), vormen["open"])
    blad.write_string(rij, 5, eerder.get("uitleg", {}).get(naam, ""), vormen["open"])
    blad.data_validation(rij, 1, rij, 1, _create_toets(deel=deel))
    blad.data_validation(
        rij, 4, rij, 4, {"validate": "list", "source": list(BRONNEN), "error_message": "Kies uit de lijst."}
    )


def _create_toets(*, deel: bool) -> dict[str, Any]:
    """What the spreadsheet itself refuses: a share over 100 %, and a negative number."""
    if deel:
        return {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1,
            "error_title": "Dit kan niet", "error_message": "Vul een percentage in van 0 % tot 100 %.",
        }  # fmt: skip
    return {
        "validate": "decimal", "criteria": ">=", "value": 0,
        "error_title": "Dit kan niet", "error_message": "Vul een getal in van 0 of meer.",
    }  # fmt: skip


def _render_band(naam: Kostennaam, peildatum: date) -> str:
    band = naam.get_stand(peildatum).band
    if band is None:
        return ""
    maal = 100 if naam.soort is Soort.DEEL else 1
    laag, hoog = (f"{float(grens * maal):g}".replace(".", ",") for grens in band)
    eenheid = " %" if naam.soort is Soort.DEEL else ""
    return f"{laag}{eenheid}" if laag == hoog else f"{laag} tot {hoog}{eenheid}"
