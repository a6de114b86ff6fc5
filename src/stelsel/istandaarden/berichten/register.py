"""All 28 messages of a release: seven heen messages, their retours, and the 325, in both families.

A retour is derived from its heen message: the same classes with RetourCodes as the last child of every
class, and a header that the answer elements follow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from stelsel.istandaarden.berichten import klassen
from stelsel.istandaarden.berichten.datatypen import DATATYPEN
from stelsel.istandaarden.berichten.definitie import Berichtdefinitie, Element, Klasse, voor_familie
from stelsel.istandaarden.berichten.samengesteld import veld
from stelsel.istandaarden.berichten.wijziging import apply_wijzigingen
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.release import HUIDIG, Release, get_release, list_releases

FAMILIES: tuple[Familie, ...] = ("ijw", "iwmo")


@dataclass(frozen=True)
class _Soort:
    """One row of the table of messages. `van_gemeente`: who sends it; `inhoud`: the class below Header."""

    soort: str
    omschrijving: str
    van_gemeente: bool
    codes: dict[Familie, str]
    inhoud: Klasse
    retour: str | None = None
    heen: str | None = None


def _soort(
    soort: str, omschrijving: str, *, van_gemeente: bool, ijw: str, iwmo: str, inhoud: Klasse, retour: str
) -> list[_Soort]:
    """The heen message and the retour that belongs to it; the codes of the retour are one higher."""
    heen = _Soort(soort, omschrijving, van_gemeente, {"ijw": ijw, "iwmo": iwmo}, inhoud, retour)
    codes: dict[Familie, str] = {"ijw": str(int(ijw) + 1), "iwmo": str(int(iwmo) + 1)}
    if soort == "323":
        antwoord = klassen.ANTWOORD_325
        return [heen, _Soort(retour, "declaratie-antwoord", True, codes, antwoord, None, soort)]
    return [heen, _Soort(retour, f"retour op {omschrijving}", van_gemeente, codes, inhoud, None, soort)]


_SOORTEN = {
    rij.soort: rij
    for rij in (
        *_soort("301", "toewijzing", van_gemeente=True, ijw="436", iwmo="414",
                inhoud=klassen.CLIENT_301, retour="302"),
        *_soort("305", "start van zorg", van_gemeente=False, ijw="438", iwmo="418",
                inhoud=klassen.CLIENT_305, retour="306"),
        *_soort("307", "stop van zorg", van_gemeente=False, ijw="440", iwmo="420",
                inhoud=klassen.CLIENT_307, retour="308"),
        *_soort("315", "verzoek om toewijzing", van_gemeente=False, ijw="446", iwmo="444",
                inhoud=klassen.CLIENT_315, retour="316"),
        *_soort("317", "verzoek om wijziging", van_gemeente=False, ijw="486", iwmo="480",
                inhoud=klassen.CLIENT_317, retour="318"),
        *_soort("319", "antwoord op een verzoek", van_gemeente=True, ijw="488", iwmo="482",
                inhoud=klassen.ANTWOORD_319, retour="320"),
        *_soort("323", "declaratie", van_gemeente=False, ijw="490", iwmo="484",
                inhoud=klassen.DECLARATIE_323, retour="325"),
    )
}  # fmt: skip
SOORTEN = tuple(_SOORTEN)
#: The messages that open an exchange, and the 325: level 2 looks at these, not at the retours.
HEEN_SOORTEN = tuple(s for s, rij in _SOORTEN.items() if rij.heen is None or s == "325")

#: The two messages with a table of lines.
DECLARATIE_SOORTEN = ("323", "325")


def _header(rij: _Soort, code: str, release: Release) -> Klasse:
    gemeente, aanbieder = DATATYPEN["LDT_Gemeente"], DATATYPEN["LDT_AgbCode"]
    elementen = [
        Element("BerichtCode", replace(DATATYPEN["LDT_BerichtCode"], vast=code)),
        Element("BerichtVersie", replace(DATATYPEN["LDT_BerichtVersie"], vast=str(release.versie))),
        Element("BerichtSubversie", replace(DATATYPEN["LDT_BerichtSubversie"], vast=str(release.subversie))),
        Element("Afzender", gemeente if rij.van_gemeente else aanbieder),
        Element("Ontvanger", aanbieder if rij.van_gemeente else gemeente),
        veld("BerichtIdentificatie: CDT_BerichtIdentificatie"),
        veld("XsdVersie: CDT_XsdVersie"),
    ]
    if rij.heen is None:
        return Klasse("Header", tuple(elementen))
    if rij.soort == "325":
        elementen += [
            veld("DeclaratieIdentificatie: CDT_BerichtIdentificatie"),
            veld("XsltVersie: LDT_Versie?"),
            veld("XsdVersieDeclaratie: CDT_XsdVersie"),
        ]
    else:
        elementen += [
            veld("IdentificatieRetour: LDT_IdentificatieBericht"),
            veld("DagtekeningRetour: LDT_Datum"),
            veld("XsltVersie: LDT_Versie?"),
            veld("XsdVersieRetour: CDT_XsdVersie"),
        ]
    elementen.append(Element("RetourCodes", klassen.RETOURCODES, verplicht=rij.soort == "325"))
    return Klasse("Header", tuple(elementen))


def _met_retourcodes(klasse: Klasse) -> Klasse:
    """The class of a retour: RetourCodes last in every class, not in the plural wrappers."""
    elementen = [
        replace(e, type=_met_retourcodes(e.type)) if isinstance(e.type, Klasse) and not e.type.basis else e
        for e in klasse.elementen
    ]
    if not klasse.verzameling:
        elementen.append(Element("RetourCodes", klassen.RETOURCODES))
    return replace(klasse, elementen=tuple(elementen))


@cache
def _create_definitie(familie: Familie, soort: str, release: Release) -> Berichtdefinitie:
    rij = _SOORTEN[soort]
    inhoud = rij.inhoud
    if rij.heen is not None and soort != "325":
        inhoud = _met_retourcodes(inhoud)
    header = _header(rij, rij.codes[familie], release)
    optioneel = rij.heen is not None
    wortel = Klasse(
        "Bericht", (Element("Header", header), Element(inhoud.naam, inhoud, verplicht=not optioneel))
    )
    wortel = apply_wijzigingen(wortel, soorten={soort, rij.heen or soort}, release=release)
    return Berichtdefinitie(
        familie=familie,
        soort=soort,
        omschrijving=rij.omschrijving,
        berichtcode=rij.codes[familie],
        retour_soort=rij.retour,
        heen_soort=rij.heen,
        wortel=voor_familie(wortel, familie),
        release=release.naam,
    )


def get_definitie(familie: Familie, soort: str, release: str = HUIDIG) -> Berichtdefinitie:
    """The definition of one message; KeyError when the standard has no such message or release."""
    return _create_definitie(familie, soort, get_release(release))


def list_definities(release: str = HUIDIG) -> list[Berichtdefinitie]:
    """All 28, iJw first, in order of message number."""
    return [get_definitie(familie, soort, release) for familie in FAMILIES for soort in SOORTEN]


@cache
def _op_namespace(release: Release) -> dict[str, Berichtdefinitie]:
    return {definitie.namespace: definitie for definitie in list_definities(release.naam)}


def get_definitie_by_namespace(namespace: str) -> Berichtdefinitie | None:
    """The definition whose root element lives in this namespace, in any known release, or None."""
    gevonden = (_op_namespace(release).get(namespace) for release in list_releases())
    return next((definitie for definitie in gevonden if definitie is not None), None)
