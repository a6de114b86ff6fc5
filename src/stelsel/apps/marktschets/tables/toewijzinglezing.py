"""Tables on reading in allocations: the first of them as they would be read, and what was read."""

from __future__ import annotations

from datetime import date

from stelsel.lake.intake.waarschuwingen import UITLEG

from ..queries import DOMEIN_NAAM, Proef, Toewijzingrapport
from .tabel import AANDEEL, AANTAL, TEKST, Tabel, Waarde

_DAGEN = ("ingangsdatum", "einddatum", "startdatum", "stopdatum")
_GEEN_TOEWIJZING = "toewijzing_"
_VELD = {
    "einddatum": ("Laatste dag van de toewijzing", "Zonder laatste dag loopt een toewijzing door."),
    "startdatum": (
        "Dag waarop de hulp begon",
        "Zonder begint een traject op de eerste dag van de toewijzing.",
    ),
    "stopdatum": ("Dag waarop de hulp stopte", "Zonder telt de laatste dag van de toewijzing."),
    "verwijzer": ("Verwijzer", "Zonder weten wij niet via wie cliënten binnenkomen."),
    "geboortejaar": ("Geboortejaar", "Zonder weten wij geen leeftijd."),
    "huishouden": ("Gezin of huishouden", "Zonder zien wij niet dat mensen bij elkaar horen."),
}


def create_voorbeeldtoewijzingen(proef: Proef) -> Tabel:
    """The first allocations as they would be read; the client is a number of order only."""
    rijen: list[list[Waarde]] = []
    for r in proef.toewijzingen.iter_rows(named=True) if proef.toewijzingen is not None else ():
        tekst = ("gemeente", "aanbieder", "oud_domein", "productcode", "verwijzer")
        rijen.append(
            [
                f"Cliënt {r['client']}", *(_als_dag(r[naam]) for naam in _DAGEN),
                *(str(r[naam] or "") for naam in tekst), str(r["geboortejaar"] or ""),
                UITLEG[r["weg"]] if r["weg"] else "Gelezen",
            ]
        )  # fmt: skip
    return Tabel(
        naam="voorbeeld",
        vraag="Zo lezen wij de eerste toewijzingen",
        koppen=tuple(
            (kop, TEKST)
            for kop in (
                "Wie", "Eerste dag", "Laatste dag", "Hulp begon", "Hulp stopte", "Gemeente", "Aanbieder",
                "Domein", "Product", "Verwijzer", "Geboortejaar", "Uitkomst",
            )
        ),
        rijen=rijen,
    )  # fmt: skip


def _als_dag(dag: date | None) -> str:
    return f"{dag:%d-%m-%Y}" if dag else ""


def create_toewijzingtabellen(rapport: Toewijzingrapport) -> list[Tabel]:
    """From read to the lake, how complete the rows are, the remarks, the years, and the old domains."""
    return [
        _create_weg(rapport),
        _create_volledigheid(rapport),
        _create_opmerkingen(rapport),
        _create_jaren(rapport),
        _create_domeinen(rapport),
    ]


def _create_weg(rapport: Toewijzingrapport) -> Tabel:
    u, v = rapport.uitkomst, rapport.voorstel
    return Tabel(
        naam="overname",
        vraag="Wat gaat er naar de marktschets?",
        antwoord=f"{v.mee - v.bekend:,} toewijzingen van {v.clienten:,} cliënten.".replace(",", "."),
        koppen=(("Wat", TEKST), ("Aantal", AANTAL)),
        rijen=[
            ("Regels in het bestand", u.gelezen),
            ("Niet te lezen of dubbel", u.gelezen - u.toewijzingen),
            ("Zonder wet: gaan niet mee", v.zonder_domein),
            ("Al in de gegevens van een andere bron: gaan niet mee", v.bekend),
            ("Gaan mee", v.mee - v.bekend),
            ("Cliënten in dit bestand", v.clienten),
            ("Daarvan met declaraties in de gegevens", v.met_declaraties),
        ],
        uitleg="Een toewijzing is dezelfde als cliënt, aanbieder, domein, product en eerste dag gelijk zijn. "
        "Cliënten met een eigen nummer herkennen wij alleen binnen hetzelfde systeem: geef declaraties en "
        "toewijzingen dezelfde naam. Een BSN herkennen wij overal.",
    )


def _create_volledigheid(rapport: Toewijzingrapport) -> Tabel:
    u = rapport.uitkomst
    return Tabel(
        naam="volledigheid",
        vraag="Hoe volledig zijn de toewijzingen?",
        koppen=(("Wat", TEKST), ("Ingevuld", AANTAL), ("Deel", AANDEEL), ("Als het er niet is", TEKST)),
        rijen=[
            (_VELD[naam][0], n, n / u.toewijzingen if u.toewijzingen else None, _VELD[naam][1])
            for naam, n in u.gevuld
        ],
    )


def _create_opmerkingen(rapport: Toewijzingrapport) -> Tabel:
    waarschuwingen = rapport.uitkomst.waarschuwingen
    return Tabel(
        naam="opmerkingen",
        vraag="Wat valt op in dit bestand?",
        koppen=(
            ("Uitleg", TEKST), ("Regels", AANTAL), ("Wat deden wij", TEKST), ("Eerste regelnummers", TEKST),
        ),
        rijen=[
            (
                w.uitleg, w.aantal, "Niet geteld" if w.soort.startswith(_GEEN_TOEWIJZING) else "Geteld",
                ", ".join(map(str, w.regels)),
            )
            for w in waarschuwingen
        ],
        leeg="" if waarschuwingen else "Er viel niets op.",
    )  # fmt: skip


def _create_jaren(rapport: Toewijzingrapport) -> Tabel:
    return Tabel(
        naam="jaren",
        vraag="Over welke jaren gaat het?",
        koppen=(("Jaar van de eerste dag", TEKST), ("Toewijzingen", AANTAL)),
        rijen=[(str(jaar), n) for jaar, n in rapport.uitkomst.jaren],
    )


def _create_domeinen(rapport: Toewijzingrapport) -> Tabel:
    wordt = rapport.omrekening.domeinen
    return Tabel(
        naam="domeinen",
        vraag="Wat wordt het oude domein?",
        koppen=(("In het bestand", TEKST), ("Toewijzingen", AANTAL), ("Wordt", TEKST)),
        rijen=[
            (oud.woord or "(leeg)", oud.regels, DOMEIN_NAAM.get(wordt.get(oud.woord, ""), "Niet meenemen"))
            for oud in rapport.uitkomst.domeinen
        ],
    )
