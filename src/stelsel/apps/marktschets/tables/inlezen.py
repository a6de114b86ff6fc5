"""Tables on reading in history: the files, the first lines as they would be read, and what was read."""

from __future__ import annotations

from collections.abc import Sequence

from stelsel.domein.toegang.begrippen import EENHEID_NAAM, Eenheid
from stelsel.kern.bedrag import in_euro
from stelsel.lake.inlezen.omrekening import Maat, Omrekening
from stelsel.lake.intake.waarschuwingen import UITLEG
from stelsel.lake.momentopnamen import Momentopname

from ..models import Inlezing
from ..queries import DOMEIN_NAAM, Proef, Rapport, Uitkomst, Voorstel
from .bestand import create_bestandsjaren, create_opmerkingen, create_telling
from .tabel import AANTAL, EURO, GETAL, TEKST, Tabel, Waarde

_NIET = "Niet om te rekenen"


def create_inlezingen(rijen: Sequence[Inlezing]) -> Tabel:
    """All files that were handed in."""
    return Tabel(
        naam="inlezingen",
        vraag="Wat is eerder ingelezen?",
        koppen=(
            ("Nummer", TEKST), ("Bron", TEKST), ("Bestand", TEKST), ("Inhoud", TEKST), ("Staat", TEKST),
            ("Regels", AANTAL), ("Bedrag", EURO), ("Gegevens tot en met", TEKST), ("Door", TEKST),
            ("Op", TEKST),
        ),
        rijen=[
            (
                rij.nummer, rij.bron, rij.bestand, rij.get_inhoud_display(), rij.get_staat_display(),
                rij.regels, rij.bedrag if rij.inhoud == Inlezing.Inhoud.REGELS else None,
                f"{rij.gegevens_tm:%d-%m-%Y}" if rij.gegevens_tm else "", rij.gemaakt_door,
                f"{rij.gemaakt_at:%d-%m-%Y}",
            )
            for rij in rijen
        ],
    )  # fmt: skip


def create_voorbeeldtabel(proef: Proef) -> Tabel:
    """The first lines as they would be read; the client is a number of order only."""
    rijen: list[list[Waarde]] = []
    for regel in proef.voorbeeld:
        w = regel.waarden
        dagen = [f"{w[naam]:%d-%m-%Y}" if w[naam] else "?" for naam in ("begindatum", "einddatum")]
        bedrag = w["bedrag"]
        volume = w["volume"]
        rijen.append(
            [
                f"Cliënt {regel.client}", *dagen,
                in_euro(bedrag) if isinstance(bedrag, int) else "?",
                *(str(w[naam] or "") for naam in ("gemeente", "aanbieder", "oud_domein", "productcode")),
                volume if isinstance(volume, float) else None,
                str(w["eenheid"] or ""),
                UITLEG[regel.weg] if regel.weg else "Gelezen",
            ]
        )  # fmt: skip
    return Tabel(
        naam="voorbeeld",
        vraag="Zo lezen wij de eerste regels",
        koppen=(
            ("Wie", TEKST), ("Eerste dag", TEKST), ("Laatste dag", TEKST), ("Bedrag", EURO),
            ("Gemeente", TEKST), ("Aanbieder", TEKST), ("Domein", TEKST), ("Product", TEKST),
            ("Aantal", GETAL), ("Eenheid", TEKST), ("Uitkomst", TEKST),
        ),
        rijen=rijen,
    )  # fmt: skip


def create_inleestabellen(rapport: Rapport) -> list[Tabel]:
    """From read to the lake, the remarks, the years, and what old words become."""
    uitkomst, omrekening, beeld = rapport.uitkomst, rapport.omrekening, rapport.uitkomst.beeld
    return [
        _create_weg(uitkomst, rapport.voorstel),
        create_telling(beeld),
        create_opmerkingen(beeld),
        create_bestandsjaren(beeld),
        _create_eenheden(uitkomst, omrekening),
        _create_domeinen(uitkomst, omrekening),
    ]


def _create_weg(uitkomst: Uitkomst, voorstel: Voorstel) -> Tabel:
    geteld = uitkomst.beeld.aansluiting.geteld
    v = voorstel
    aantal = f"{v.regels:,}".replace(",", ".")
    return Tabel(
        naam="overname",
        vraag="Wat gaat er naar de marktschets?",
        antwoord=f"{aantal} {'regel' if v.regels == 1 else 'regels'} voor {in_euro(v.bedrag)}."
        + _render_totaal(uitkomst),
        koppen=(("Wat", TEKST), ("Regels", AANTAL), ("Bedrag", EURO)),
        rijen=[
            ("Gelezen en bruikbaar", geteld.regels, geteld.bedrag),
            ("Zonder wet: gaan niet mee", v.zonder_domein.regels, v.zonder_domein.bedrag),
            ("Gaan mee", v.regels, v.bedrag),
            ("Daarvan zonder aantal: eenheid niet om te rekenen", v.zonder_maat.regels, v.zonder_maat.bedrag),
            ("Daarvan met een afgerond aantal", v.afgerond.regels, v.afgerond.bedrag),
            ("Daarvan al in de gegevens van een andere bron", v.bekend.regels, v.bekend.bedrag),
        ],
        uitleg="Een regel is dezelfde als cliënt, gemeente, aanbieder, domein, product, dagen en bedrag "
        "gelijk zijn. Een eigen cliëntnummer van een ander systeem is nooit gelijk aan een BSN: zo'n dubbele "
        "regel vinden wij niet. Uren met een gebroken aantal worden minuten.",
    )


def _render_totaal(uitkomst: Uitkomst) -> str:
    if not uitkomst.totaalregels:
        return ""
    geteld = uitkomst.beeld.aansluiting.geteld.bedrag
    if uitkomst.totaal is None:
        return " Onder of tussen de regels stond een totaal. Dat telt niet mee."
    if uitkomst.totaal == geteld:
        return f" Het totaal in het bestand ({in_euro(geteld)}) is gelijk aan de regels samen."
    verschil = in_euro(uitkomst.totaal - geteld)
    return f" Let op: het totaal in het bestand is {in_euro(uitkomst.totaal)}. Dat scheelt {verschil}."


def _create_eenheden(uitkomst: Uitkomst, omrekening: Omrekening) -> Tabel:
    return Tabel(
        naam="eenheden",
        vraag="Wat worden de oude eenheden?",
        koppen=(
            ("Eenheid in het bestand", TEKST), ("Regels", AANTAL), ("Bedrag", EURO), ("Wordt", TEKST),
            ("Waarom", TEKST),
        ),
        rijen=[
            (oud.woord or "(leeg)", oud.regels, oud.bedrag, *_render_maat(omrekening.eenheden.get(oud.woord)))
            for oud in uitkomst.eenheden
        ],
        uitleg="De oude eenheid en het oude aantal blijven bewaard naast de nieuwe, in de tabel oude_regels. "
        "Wat niet om te rekenen is, telt mee in euro's en niet in aantallen.",
    )  # fmt: skip


def _render_maat(maat: Maat | None) -> tuple[str, str]:
    if maat is None or not maat.eenheid:
        return _NIET, ""
    factor = f"{maat.factor:g}".replace(".", ",")
    return f"1 is {factor} {EENHEID_NAAM[Eenheid(maat.eenheid)]}", maat.reden


def _create_domeinen(uitkomst: Uitkomst, omrekening: Omrekening) -> Tabel:
    return Tabel(
        naam="domeinen",
        vraag="Wat wordt het oude domein, of de oude bekostiging?",
        koppen=(("In het bestand", TEKST), ("Regels", AANTAL), ("Bedrag", EURO), ("Wordt", TEKST)),
        rijen=[
            (
                oud.woord or "(leeg)", oud.regels, oud.bedrag,
                DOMEIN_NAAM.get(omrekening.domeinen.get(oud.woord, ""), "Niet meenemen"),
            )
            for oud in uitkomst.domeinen
        ],
    )  # fmt: skip


def create_momentopnamen(rijen: Sequence[Momentopname]) -> Tabel:
    """The states of the data that were kept."""
    return Tabel(
        naam="momentopnamen",
        vraag="Welke momentopnamen zijn er?",
        koppen=(
            ("Naam", TEKST), ("Waarvoor", TEKST), ("Gemaakt", TEKST), ("Versie", AANTAL),
            ("Gegevens tot en met", TEKST),
        ),
        rijen=[
            (
                m.naam, m.omschrijving, f"{m.gemaakt_at:%d-%m-%Y}", m.versie,
                ", ".join(f"{bron} {dag}" for bron, dag in m.gegevens_tm),
            )
            for m in rijen
        ],
    )  # fmt: skip
