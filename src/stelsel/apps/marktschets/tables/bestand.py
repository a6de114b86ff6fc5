"""Tables on a file that was looked through: from read to counted, and what was odd."""

from __future__ import annotations

from stelsel.lake.intake import Waarschuwing
from stelsel.lake.intake.waarschuwingen import UITLEG, WEGGELATEN

from ..queries import Bestandsbeeld
from .gegevens import NAAM
from .tabel import AANTAL, EURO, TEKST, Tabel, als_woord

_NAAM = NAAM | {
    "kolommen_ongeldig": "Te veel kolommen",
    "client_leeg": "Zonder cliënt",
    "bedrag_ongeldig": "Bedrag niet te lezen",
    "datum_ongeldig": "Datum niet te lezen",
    "volume_ongeldig": "Volume niet te lezen",
    "gemeente_onbekend": "Onbekende gemeentecode",
    "domein_onbekend": "Onbekend domein",
}


def create_bestandstabellen(beeld: Bestandsbeeld) -> list[Tabel]:
    """From read to counted, the remarks, and the years."""
    return [create_telling(beeld), create_opmerkingen(beeld), create_bestandsjaren(beeld)]


def create_telling(beeld: Bestandsbeeld) -> Tabel:
    """Read, left out per reason, counted; adds up to the cent."""
    a = beeld.aansluiting
    gelezen = (sum(p.regels for p in a.gelezen), sum(p.bedrag for p in a.gelezen))
    rest = gelezen[0] - a.geteld.regels
    return Tabel(
        naam="telling",
        vraag="Wat is gelezen, weggelaten en geteld?",
        antwoord=f"Geteld: {als_woord(AANTAL, a.geteld.regels)} regels. "
        f"Weggelaten: {als_woord(AANTAL, rest)}. "
        f"Verschillende cliënten op de getelde regels: {als_woord(AANTAL, beeld.clienten)}.",
        koppen=(("Wat", TEKST), ("Regels", AANTAL), ("Bedrag", EURO)),
        rijen=[
            ("Gelezen", *gelezen),
            *((f"Weggelaten: {_NAAM[p.soort].lower()}", p.regels, p.bedrag) for p in a.weggelaten),
            ("Geteld", a.geteld.regels, a.geteld.bedrag),
            ("Verschil", gelezen[0] - sum(p.regels for p in a.weggelaten) - a.geteld.regels, a.verschil),
        ],
        uitleg="Een regel met meer fouten staat bij de eerste. Van een regel waarvan het bedrag niet te "
        "lezen is, zijn de euro's onbekend; die staat er met nul.",
    )


def create_opmerkingen(beeld: Bestandsbeeld) -> Tabel:
    """Every kind of trouble with the first line numbers."""
    return Tabel(
        naam="opmerkingen",
        vraag="Wat valt op in dit bestand?",
        koppen=(
            ("Wat valt op", TEKST), ("Regels", AANTAL), ("Bedrag", EURO), ("Wat deden wij", TEKST),
            ("Eerste regelnummers", TEKST), ("Uitleg", TEKST),
        ),
        rijen=[_create_rij(w) for w in beeld.waarschuwingen],
        leeg="" if beeld.waarschuwingen else "Er viel niets op.",
        uitleg="In een CSV is de kopregel regel 1; in Parquet is de eerste rij 1. Een regel kan bij meer "
        "soorten horen; tel de soorten dus niet op.",
    )  # fmt: skip


def create_bestandsjaren(beeld: Bestandsbeeld) -> Tabel:
    """The lines that were counted per year of begin."""
    return Tabel(
        naam="jaren",
        vraag="Over welke jaren gaat het?",
        koppen=(("Jaar waarin de hulp begon", TEKST), ("Regels", AANTAL), ("Bedrag", EURO)),
        rijen=[(str(jaar), regels, bedrag) for jaar, regels, bedrag in beeld.jaren],
    )


def _create_rij(w: Waarschuwing) -> tuple[str, int, int, str, str, str]:
    gedaan = "Niet geteld" if w.soort in WEGGELATEN else "Geteld"
    return _NAAM[w.soort], w.aantal, w.bedrag, gedaan, ", ".join(map(str, w.regels)), UITLEG[w.soort]
