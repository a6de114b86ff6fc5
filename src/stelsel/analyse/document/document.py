"""The whole market picture as one document: every question in order, with what it rests on.

Definition: the same data and the same rules give the same document, byte for byte; so no clock is in it, and
the day that decides parameters is the last day of the data. Who made it and when is kept by whoever makes it.
No figure tells of fewer clients than the threshold for publication, so the document may be passed on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stelsel.analyse.document import geld, hulp, kern, verwacht
from stelsel.analyse.document.cijfers import Documentcijfers
from stelsel.analyse.document.onderdeel import AANTAL, EURO, TEKST, Onderdeel, als_telling, als_woord
from stelsel.analyse.duur import als_maanden
from stelsel.domein.marktschets.domeinen import get_domeinindeling
from stelsel.domein.marktschets.editie import Kerncijfer
from stelsel.domein.marktschets.indelingsregel import render_regel
from stelsel.domein.parameters import get_parameter
from stelsel.lake.intake.waarschuwingen import UITLEG

KWALITEIT = "6. De gegevens zelf"
#: What decides figures besides the rules, in words.
PARAMETERS = {
    "onthulling_drempel": "Cijfers over minder cliënten staan er niet in",
    "traject_onderbreking": "Langste onderbreking binnen een traject",
    "kostengroep_kleinste": "Kleinste kostengroep",
    "duur_kleinste": "Kleinste aantal trajecten waarmee een duurlijn begint",
    "uren_per_dagdeel": "Uren in een dagdeel",
    "uren_per_etmaal": "Uren in een etmaal",
}


@dataclass(frozen=True)
class Versies:
    """What the document rests on, in words: (what, which) per line."""

    gegevens: tuple[tuple[str, str], ...]
    regels: tuple[tuple[str, str], ...]
    product: str


@dataclass(frozen=True)
class Document:
    """`titel`, what it is about, versions, questions, and the key figures by which editions are compared.

    `buiten`: why the domein lies outside a phase of the verwerving, in sentences."""

    titel: str
    onderwerp: str
    versies: Versies
    onderdelen: tuple[Onderdeel, ...]
    kerncijfers: tuple[Kerncijfer, ...]
    drempel: int
    buiten: tuple[str, ...] = ()

    def als_data(self) -> dict[str, Any]:
        """Everything but the pictures; with the fingerprint of the rest."""
        data = {
            "titel": self.titel,
            "onderwerp": self.onderwerp,
            "gegevens": [list(rij) for rij in self.versies.gegevens],
            "regels": [list(rij) for rij in self.versies.regels],
            "product": self.versies.product,
            "buiten": list(self.buiten),
            "drempel": self.drempel,
            "kerncijfers": [cijfer.als_data() for cijfer in self.kerncijfers],
            "onderdelen": [onderdeel.als_data() for onderdeel in self.onderdelen],
        }
        return data | {"vingerafdruk": _hash(data)}


def _hash(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class TeWeinigClienten(ValueError):
    """The choice holds fewer clients than may be told about; the text says so in plain Dutch."""


def create_document(
    cijfers: Documentcijfers, *, onderwerp: str, versies: Versies, buiten: Sequence[str] = ()
) -> Document:
    """The document of these figures. Raises TeWeinigClienten."""
    if cijfers.schets.kosten.clienten < cijfers.drempel:
        raise TeWeinigClienten(
            f"Deze keuze telt minder dan {cijfers.drempel} cliënten. Daarover maken wij geen document."
        )
    return Document(
        titel="Marktschets",
        onderwerp=onderwerp,
        versies=versies,
        onderdelen=tuple(_list_onderdelen(cijfers)),
        kerncijfers=tuple(list_kerncijfers(cijfers)),
        drempel=cijfers.drempel,
        buiten=tuple(buiten),
    )


def list_regelversies(cijfers: Documentcijfers, *, nummer: str = "") -> tuple[tuple[str, str], ...]:
    """The rules and parameters behind the figures, in words. `nummer`: of the version of the rule for ABC."""
    regel = cijfers.abc.regel
    naam = f"{nummer}: {regel.naam}" if nummer else regel.naam
    parameters = [
        (wat, f"{get_parameter(naam).get_waarde(cijfers.peildatum)} {get_parameter(naam).eenheid}")
        for naam, wat in PARAMETERS.items()
    ]
    return (
        ("Indeling in A, B en C", f"{naam}. {render_regel(regel)}"),
        ("Indeling in domeinen", f"versie {get_domeinindeling().versie}"),
        *parameters,
    )


def _list_onderdelen(c: Documentcijfers) -> list[Onderdeel]:
    delen: list[Onderdeel | None] = [
        kern.create_kern(c), kern.create_verdeling(c), kern.create_klassen(c),
        kern.create_gemeenten(c) if not c.keuze.gemeente else None,
        kern.create_domeinen(c) if not c.keuze.domein else None,
        kern.create_leeftijd(c), kern.create_verwijzers(c), kern.create_huishoudens(c),
        kern.create_aanbieders(c), hulp.create_trajecten(c), hulp.create_duur(c), hulp.create_stapeling(c),
        hulp.create_doorstroom(c), hulp.create_volgorde(c), hulp.create_trajectsoorten(c),
        geld.create_groei(c),
        geld.create_groepen(c), geld.create_segmenten(c), geld.create_gevoeligheid(c),
        *geld.list_vergelijkingen(c), *verwacht.list_verwachtingen(c),
        _create_aansluiting(c), _create_kwaliteit(c),
    ]  # fmt: skip
    return [deel for deel in delen if deel is not None]


def _create_aansluiting(c: Documentcijfers) -> Onderdeel | None:
    """From read to counted; only over the whole region, since other choices lie in it."""
    a = c.aansluiting
    if a is None:
        return None
    posten = [
        *((f"Gelezen uit {p.soort}", p) for p in a.gelezen),
        *((f"Weggelaten: {p.soort.replace('_', ' ')}", p) for p in a.weggelaten),
        *((f"Niet in deze keuze: {p.soort.replace('_', ' ')}", p) for p in a.buiten_keuze),
        ("Geteld", a.geteld),
    ]
    return Onderdeel(
        naam="aansluiting",
        hoofdstuk=KWALITEIT,
        vraag="Sluit dit aan op de bronnen?",
        antwoord="Ja: de kosten van alle cliënten samen zijn gelijk aan wat uit de bronnen is geteld."
        if a.verschil == 0
        else f"Nee, het verschil is {als_woord(EURO, a.verschil)}. Gebruik deze cijfers niet.",
        koppen=(("Wat", TEKST), ("Regels", AANTAL), ("Bedrag", EURO)),
        rijen=[*((wat, p.regels, p.bedrag) for wat, p in posten), ("Verschil", None, a.verschil)],
        betekenis="Klopt dit niet tot op de cent, dan zijn de andere cijfers niet te vertrouwen.",
        definitie="Elke regel is gelezen, en daarna weggelaten, buiten de keuze, of geteld.",
        voorbehoud="Wat de bron zelf niet leverde, zien wij niet.",
        zekerheid="Tot op de cent.",
    )


def _create_kwaliteit(c: Documentcijfers) -> Onderdeel:
    """What is to be said about the data themselves."""
    return Onderdeel(
        naam="kwaliteit",
        hoofdstuk=KWALITEIT,
        vraag="Wat is er op te merken aan de gegevens?",
        antwoord=f"Opgemerkt: {als_telling(len(c.opmerkingen), een='soort', meer='soorten')}."
        if c.opmerkingen
        else "Er viel niets op.",
        koppen=(("Opmerking", TEKST), ("Aantal", AANTAL), ("Bedrag", EURO), ("Uitleg", TEKST)),
        rijen=[(o.soort.replace("_", " "), o.aantal, o.bedrag, UITLEG[o.soort]) for o in c.opmerkingen],
        betekenis="Een opmerking is een vraag aan de bron. Deze regels tellen gewoon mee.",
        definitie="Over alle gegevens van alle jaren, niet alleen die van deze keuze.",
        voorbehoud="Regels die niet te lezen waren, zijn bij het inlezen geweigerd en daar gemeld.",
        zekerheid="Elke soort is een telling; wat wij niet zoeken, vinden wij niet.",
    )


def list_kerncijfers(c: Documentcijfers) -> list[Kerncijfer]:
    """The figures by which two editions are compared; without those about too few."""
    k, v, d = c.schets.kosten, c.schets.verdeling, c.verdieping
    t, s, a = d.trajecten, d.stapeling, c.aanbieders
    deel_c = c.abc.segmenten.segmenten[0]
    duur = c.hulp.duur[0] if c.hulp and c.hulp.duur else None
    delen = s.als_data() if s and sum(s.producten) else None
    cijfers = [
        ("clienten", "Cliënten", "aantal", k.clienten), ("kosten", "Totale kosten", "euro", k.totaal_bedrag),
        ("gemiddeld", "Gemiddelde kosten per cliënt", "euro", k.gemiddelde),
        ("mediaan", "Kosten van de middelste cliënt", "euro", k.mediaan),
        ("gini", "Gini", "getal", v.gini),
        ("top10", "Deel van de duurste 10 %", "aandeel", v.aandeel_top[10]),
        ("segment_c_clienten", "Segment C: deel van de cliënten", "aandeel", deel_c.aandeel_clienten),
        ("segment_c_budget", "Segment C: deel van het budget", "aandeel", deel_c.aandeel_bedrag),
        ("trajecten", "Trajecten", "aantal", t.n if t else None),
        ("traject_mediaan", "Kosten van het middelste traject", "euro", t.mediaan if t else None),
        ("duur", "Duur: de helft langer dan", "maanden", als_maanden(duur.curve.mediaan) if duur else None),
        ("producten", "Meer dan één product tegelijk", "aandeel",
         1 - delen["producten"]["1"] if delen else None),
        ("aanbieders_tegelijk", "Meer dan één aanbieder tegelijk", "aandeel",
         1 - delen["aanbieders"]["1"] if delen else None),
        ("aanbieders", "Aanbieders", "aantal", a.aantal), ("herfindahl", "Herfindahl", "getal", a.herfindahl),
        ("r2", "Verklaard door kostengroepen", "aandeel", d.groepen.r2_cv),
    ]  # fmt: skip
    return [
        Kerncijfer(naam, wat, soort, float(waarde))
        for naam, wat, soort, waarde in cijfers
        if waarde is not None
    ]
