"""Make the answers: a retour on a heen message, and the 325 on a declaration (spec, section 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from stelsel.istandaarden.berichten import (
    Bericht,
    Berichtdefinitie,
    Klasse,
    Waarden,
    get_definitie,
)
from stelsel.istandaarden.codec.declaratie import Clientenlijst, Declaratie
from stelsel.istandaarden.release import get_release

GEEN_OPMERKING = "0200"
NIET_BEOORDEELD = "0233"
VOLLEDIG_TOEGEKEND = "8001"
TECHNISCH_AFGEKEURD = "0001"
#: The version of the schemas a message is made with (IV034).
_XSD_VERSIE = {"BasisschemaXsdVersie": "1.0.0", "BerichtXsdVersie": "1.0.0"}
#: Codes for one class of the heen message, by its place: ("Client", "StartProducten", "StartProduct", 0).
Plek = tuple[str | int, ...]
Klassecodes = Mapping[Plek, Sequence[str]] | Callable[[Plek], Sequence[str]]


def create_header(
    definitie: Berichtdefinitie, *, afzender: str, ontvanger: str, identificatie: str, dagtekening: date
) -> dict[str, Any]:
    """The header of a heen message or a 325, without the elements that only an answer has.

    `afzender`, `ontvanger`: gemeente code (4 digits) or AGB code (8); `identificatie`: at most 12 characters,
    unique per sender and kind of message."""
    release = get_release(definitie.release)
    return {
        "BerichtCode": definitie.berichtcode,
        "BerichtVersie": release.versie,
        "BerichtSubversie": release.subversie,
        "Afzender": afzender,
        "Ontvanger": ontvanger,
        "BerichtIdentificatie": {"Identificatie": identificatie, "Dagtekening": dagtekening},
        "XsdVersie": dict(_XSD_VERSIE),
    }


def _retourcodes(codes: Sequence[str]) -> dict[str, Any]:
    return {"RetourCode": list(codes)}


def _met_codes(
    waarden: Waarden, klasse: Klasse, plek: Plek, codes: Callable[[Plek], Sequence[str]]
) -> Waarden:
    """The class unchanged, with codes as the last child of it and of every class below it."""
    resultaat: dict[str, Any] = {}
    for element in klasse.elementen:
        inhoud = waarden.get(element.naam)
        if inhoud is None:
            continue
        if not isinstance(element.type, Klasse) or element.type.basis:
            resultaat[element.naam] = inhoud
        elif element.meervoud:
            resultaat[element.naam] = [
                _met_codes(exemplaar, element.type, (*plek, element.naam, nummer), codes)
                for nummer, exemplaar in enumerate(inhoud)
            ]
        else:
            resultaat[element.naam] = _met_codes(inhoud, element.type, (*plek, element.naam), codes)
    if not klasse.verzameling:
        resultaat["RetourCodes"] = _retourcodes(codes(plek))
    return resultaat


def create_retour(
    heen: Bericht,
    *,
    identificatie: str,
    dagtekening: date,
    headercodes: Sequence[str] = (),
    klassecodes: Klassecodes | None = None,
    xslt_versie: str | None = None,
) -> Bericht:
    """The retour on a heen message other than 323. The header is copied, sender and receiver not swapped.

    - approved: no codes at all, so a header without RetourCodes;
    - rejected on content (level 2): headercodes ("0001",), or the code of a fault in the header;
    - rejected on a class (level 3, 4): `klassecodes` gives the codes of a class by its place, as a mapping
      (what is absent gets 0200) or a function; the header then gets 0200, and Client comes back unchanged
      with codes on every class.

    `xslt_versie`: of the official control, for a party that runs it (IV033)."""
    if heen.definitie.retour_soort is None or heen.definitie.soort == "323":
        raise ValueError(f"op een {heen.definitie.naam} bestaat geen retourbericht")
    definitie = get_definitie(heen.definitie.familie, heen.definitie.retour_soort, heen.definitie.release)
    if klassecodes is not None and not headercodes:
        headercodes = (GEEN_OPMERKING,)
    header = {
        **heen.waarden["Header"],
        "BerichtCode": definitie.berichtcode,
        "IdentificatieRetour": identificatie,
        "DagtekeningRetour": dagtekening,
        "XsdVersieRetour": dict(_XSD_VERSIE),
        **({"XsltVersie": xslt_versie} if xslt_versie else {}),
    }
    if headercodes:
        header["RetourCodes"] = _retourcodes(headercodes)
    waarden: dict[str, Any] = {"Header": header}
    if klassecodes is not None:
        inhoud = heen.definitie.wortel.elementen[1]
        if isinstance(inhoud.type, Klasse):
            codes = _als_functie(klassecodes)
            waarden[inhoud.naam] = _met_codes(heen.waarden[inhoud.naam], inhoud.type, (inhoud.naam,), codes)
    return Bericht(definitie, waarden)


def _als_functie(klassecodes: Klassecodes) -> Callable[[Plek], Sequence[str]]:
    if callable(klassecodes):
        return klassecodes
    return lambda plek: klassecodes.get(plek, (GEEN_OPMERKING,))


def _totaal(centen: int) -> dict[str, Any]:
    """A signed total in eurocents as the message has it; nought is debit."""
    return {"TotaalBedrag": abs(centen), "DebetCredit": "C" if centen < 0 else "D"}


def create_antwoord_325(
    declaratie: Declaratie,
    *,
    identificatie: str,
    dagtekening: date,
    headercodes: Sequence[str] = (GEEN_OPMERKING,),
    declaratiecodes: Sequence[str] = (),
    afgewezen: pl.DataFrame | None = None,
    toegekend: int | None = None,
    xslt_versie: str | None = None,
) -> Bericht:
    """The 325 on a 323, in one of its four forms.

    - rejected in the header (level 2: ("0001",)): give `headercodes`; the 323 counts as not sent;
    - rejected as a declaration: give `declaratiecodes` (9333, 8214); nothing is granted;
    - rejected in part: `afgewezen` holds the rejected lines of `declaratie.regels` with the columns `codes`
      and `client_codes` filled (client_codes null means 0200; a rejected client has its code there and 0233
      on its lines), `toegekend` the sum granted in eurocents, by default the rest;
    - approved: none of these.

    `xslt_versie`: as in create_retour."""
    definitie = get_definitie(declaratie.definitie.familie, "325", declaratie.definitie.release)
    heen = declaratie.waarden["Header"]
    header = create_header(
        definitie,
        afzender=heen["Ontvanger"],
        ontvanger=heen["Afzender"],
        identificatie=identificatie,
        dagtekening=dagtekening,
    )
    header["DeclaratieIdentificatie"] = dict(heen["BerichtIdentificatie"])
    header["XsdVersieDeclaratie"] = dict(heen["XsdVersie"])
    if xslt_versie:
        header["XsltVersie"] = xslt_versie
    header["RetourCodes"] = _retourcodes(headercodes)
    if tuple(headercodes) != (GEEN_OPMERKING,):
        return Bericht(definitie, {"Header": header})
    antwoord = _create_antwoord(declaratie, tuple(declaratiecodes), afgewezen, toegekend)
    return Bericht(definitie, {"Header": header, "DeclaratieAntwoord": antwoord})


def _create_antwoord(
    declaratie: Declaratie,
    declaratiecodes: tuple[str, ...],
    afgewezen: pl.DataFrame | None,
    toegekend: int | None,
) -> dict[str, Any]:
    kop = declaratie.waarden["Declaratie"]
    totaal = kop["TotaalIngediendBedrag"]
    ingediend = -totaal["TotaalBedrag"] if totaal["DebetCredit"] == "C" else totaal["TotaalBedrag"]
    antwoord = {"DeclaratieNummer": kop["DeclaratieNummer"], "TotaalIngediendBedrag": dict(totaal)}
    if declaratiecodes:
        antwoord["TotaalToegekendBedrag"] = _totaal(0)
        antwoord["RetourCodes"] = _retourcodes(declaratiecodes)
        return antwoord
    if afgewezen is None or afgewezen.is_empty():
        antwoord["TotaalToegekendBedrag"] = dict(totaal)
        antwoord["RetourCodes"] = _retourcodes((VOLLEDIG_TOEGEKEND,))
        return antwoord
    if toegekend is None:
        getekend = pl.when(pl.col("dc") == "C").then(-pl.col("bedrag")).otherwise(pl.col("bedrag"))
        toegekend = ingediend - int(afgewezen.select(getekend.sum()).item())
    antwoord["TotaalToegekendBedrag"] = _totaal(toegekend)
    antwoord["Clienten"] = {"Client": Clientenlijst(_prepare_afgewezen(afgewezen))}
    antwoord["RetourCodes"] = _retourcodes((GEEN_OPMERKING,))
    return antwoord


def _prepare_afgewezen(afgewezen: pl.DataFrame) -> pl.DataFrame:
    """In the order of the declaration, numbered anew per client, a client without codes gets 0200."""
    return afgewezen.sort("client", "prestatie").with_columns(
        pl.int_range(pl.len()).over("client").alias("prestatie"),
        pl.col("client_codes").fill_null(pl.lit([GEEN_OPMERKING])),
    )
