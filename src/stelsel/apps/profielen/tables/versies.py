"""The list of versions of the catalogue, and the tables of one."""

from __future__ import annotations

from collections.abc import Sequence

import django_tables2 as tables

from stelsel.apps.web.render.cijfer import AANTAL, TEKST, Cijfertabel
from stelsel.apps.web.tables import BadgeColumn, DatumColumn, Lijst
from stelsel.domein.profielen.assen import INTENSITEITEN
from stelsel.domein.profielen.catalogus import Catalogus, Catalogusprofiel
from stelsel.domein.profielen.catalogusverschil import Verschil, render_mixbron

from ..models import Catalogusversie

NIET = "niet toegestaan"
_RICHTING = {
    "ontwikkeling": "doelen zijn gericht op beter",
    "stabiliteit": "doelen zijn gericht op houden wat er is",
}


class CatalogusLijst(Lijst):
    """One row per version."""

    bijschrift = "Versies van de catalogus"
    nummer = tables.Column(
        verbose_name="Nummer", linkify=("profielen:versie", {"nummer": tables.A("nummer")})
    )
    naam = tables.Column(verbose_name="Naam")
    wet = tables.Column(verbose_name="Wet")
    vanaf = DatumColumn(verbose_name="Geldig vanaf")
    status = BadgeColumn(
        verbose_name="Status", tonen={"concept": "let_op", "vastgesteld": "goed", "ingetrokken": "neutraal"}
    )
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    vastgesteld_door = tables.Column(verbose_name="Vastgesteld door", default="Nog niemand")

    class Meta(Lijst.Meta):
        model = Catalogusversie
        fields = ("nummer", "naam", "wet", "vanaf", "status", "gemaakt_door", "vastgesteld_door")


def create_versietabellen(catalogus: Catalogus) -> list[Cijfertabel]:
    """Everything in a version: combinations, axes, bands, activities, results and demands, client groups."""
    tabellen = [
        create_combinaties(catalogus),
        create_assen(catalogus),
        create_banden(catalogus),
        create_activiteiten(catalogus),
        create_afspraken(catalogus),
    ]
    if catalogus.groepen:
        tabellen.append(create_groepen(catalogus))
    if catalogus.alternatieven:
        tabellen.append(create_alternatieven(catalogus))
    return tabellen


def create_combinaties(catalogus: Catalogus) -> Cijfertabel:
    """Per profile and intensity its usual hours, or that it is not allowed."""
    return Cijfertabel(
        naam="combinaties",
        vraag="Welke combinaties mogen?",
        antwoord=f"{len(catalogus.profielen)} profielen in samen {catalogus.cellen} combinaties: zoveel "
        "productcodes zijn er ten minste nodig.",
        koppen=(
            ("Profiel", TEKST), ("Naam", TEKST), ("Complexiteit", TEKST),
            *((intensiteit.naam, TEKST) for intensiteit in INTENSITEITEN),
        ),
        rijen=[(p.code, p.naam, p.complexiteit, *_list_vakken(p)) for p in catalogus.profielen],
        uitleg=(
            "Uren zijn de gebruikelijke uren voor de hele periode. Bij duurzame hulp zijn ze per jaar.",
            "Een regisseur kan alleen kiezen wat hier is toegestaan.",
        ),
    )  # fmt: skip


def _list_vakken(profiel: Catalogusprofiel) -> list[str]:
    per = {cel.intensiteit.naam: f"{round(cel.minuten / 60)} uur" for cel in profiel.cellen}
    return [per.get(intensiteit.naam, NIET) for intensiteit in INTENSITEITEN]


def create_assen(catalogus: Catalogus) -> Cijfertabel:
    """The levels of the axes in words, and who helps at each level of complexity."""
    assen = catalogus.assen
    rijen = [("Startprofiel", n.naam, n.uitleg, _RICHTING.get(n.naam, "")) for n in assen.startprofiel]
    rijen += [
        ("Complexiteit", n.naam, n.uitleg, _render_functies(catalogus, n.naam)) for n in assen.complexiteit
    ]
    start = {i.naam: i.startprofiel.value for i in INTENSITEITEN}
    rijen += [("Inzet", n.naam, n.uitleg, f"hoort bij {start.get(n.naam, '')}") for n in assen.inzet]
    rijen += [("Netwerk", n.naam, n.uitleg, f"{n.minder} % minder uren") for n in assen.netwerk]
    return Cijfertabel(
        naam="assen",
        vraag="Wat betekenen de keuzes?",
        koppen=(("Keuze", TEKST), ("Niveau", TEKST), ("In gewone taal", TEKST), ("Gevolg", TEKST)),
        rijen=rijen,
        uitleg=(
            "De volgorde is van licht naar zwaar. Wie helpt, volgt uit de activiteiten van de profielen.",
        ),
    )


def _render_functies(catalogus: Catalogus, complexiteit: str) -> str:
    """'MBO 60 tot 70 %, HBO 30 tot 40 %' over the profiles of a level."""
    mixen = [p.functiemix for p in catalogus.profielen if p.complexiteit == complexiteit]
    if not mixen:
        return "geen profiel"
    functies = list(dict.fromkeys(functie for mix in mixen for functie in mix))
    delen = []
    for functie in functies:
        aandelen = sorted(round(100 * mix.get(functie, 0)) for mix in mixen)
        bereik = f"{aandelen[0]}" if aandelen[0] == aandelen[-1] else f"{aandelen[0]} tot {aandelen[-1]}"
        delen.append(f"{functie} {bereik} %")
    return ", ".join(delen)


def create_banden(catalogus: Catalogus) -> Cijfertabel:
    """Per combination its length and its band."""
    return Cijfertabel(
        naam="bandbreedte",
        vraag="Hoe lang, en hoeveel uren?",
        koppen=(
            ("Profiel", TEKST), ("Intensiteit", TEKST), ("Duur", TEKST), ("Maanden van", AANTAL),
            ("Maanden tot", AANTAL), ("Uren laagste", AANTAL), ("Uren gebruikelijk", AANTAL),
            ("Uren hoogste", AANTAL),
        ),
        rijen=[
            (
                p.code, cel.intensiteit.naam, cel.duurklasse, *cel.maanden,
                cel.band[0] / 60, cel.minuten / 60, cel.band[1] / 60,
            )
            for p in catalogus.profielen
            for cel in p.cellen
        ],
        uitleg=("Kort is korter dan een jaar. Buiten de bandbreedte krijgt de regisseur een signaal.",),
    )  # fmt: skip


def create_activiteiten(catalogus: Catalogus) -> Cijfertabel:
    """Per profile what is done by whom, with the hours of its lightest combination."""
    return Cijfertabel(
        naam="activiteiten",
        vraag="Wat gebeurt er, en door wie?",
        koppen=(
            ("Profiel", TEKST), ("Activiteit", TEKST), ("Functie", TEKST), ("Hoe", TEKST),
            ("Procent van de uren", AANTAL), ("Uren bij de eerste intensiteit", AANTAL), ("Herkomst", TEKST),
        ),
        rijen=[
            (
                p.code, a.naam, a.functie, a.vorm, a.procent,
                p.cellen[0].minuten * a.procent / 6000 if p.cellen else None, render_mixbron(p.mixbron),
            )
            for p in catalogus.profielen
            for a in p.activiteiten
        ],
        uitleg=(
            "De mix van functies van een profiel is de som van zijn activiteiten. Zij is het begin van een "
            "kostprijs.",
            "Of hulp alleen is of in een groep, staat er om van te leren. Het is één product met één code.",
        ),
    )  # fmt: skip


def create_afspraken(catalogus: Catalogus) -> Cijfertabel:
    """Per profile its goal, results and demands: what a tender asks and a beschikking says."""
    rijen: list[tuple[str, str, str]] = []
    for p in catalogus.profielen:
        rijen += [(p.code, "doel", p.doel), (p.code, "uitleg", p.uitleg)]
        rijen += [(p.code, "resultaat", zin) for zin in p.resultaten]
        rijen += [(p.code, "eis aan de aanbieder", zin) for zin in p.kwaliteitseisen]
    return Cijfertabel(
        naam="resultaten-en-eisen",
        vraag="Wat moet er bereikt worden, en wat vragen wij van aanbieders?",
        koppen=(("Profiel", TEKST), ("Soort", TEKST), ("Zin", TEKST)),
        rijen=rijen,
    )


def create_groepen(catalogus: Catalogus) -> Cijfertabel:
    """The client groups with what they need and the profiles that suit."""
    return Cijfertabel(
        naam="clientgroepen",
        vraag="Voor welke groepen zijn de profielen?",
        koppen=(
            ("Groep", TEKST), ("Naam", TEKST), ("Leeftijd", TEKST), ("Wat zij nodig hebben", TEKST),
            ("Profielen", TEKST), ("Doelen", TEKST), ("Volgens", TEKST),
        ),
        rijen=[
            (
                g.code, g.naam, f"{g.leeftijd[0]} tot en met {g.leeftijd[1]}", g.behoefte,
                ", ".join(g.profielen), " ".join(g.doelen), g.herkomst,
            )
            for g in catalogus.groepen
        ],
        uitleg=("Het eerste profiel past het best. De leeftijd is waaraan de gegevens de groep herkennen.",),
    )  # fmt: skip


def create_alternatieven(catalogus: Catalogus) -> Cijfertabel:
    """The products in no profile and how they are arranged."""
    return Cijfertabel(
        naam="buiten",
        vraag="Wat past in geen profiel, en hoe regelen wij dat?",
        koppen=(("Product", TEKST), ("Hoe het dan wordt geregeld", TEKST)),
        rijen=list(catalogus.alternatieven),
    )


def create_verschiltabel(verschillen: Sequence[Verschil], *, eerder: Catalogusversie) -> Cijfertabel:
    """What this version changes beside an earlier one."""
    aantal = len(verschillen)
    return Cijfertabel(
        naam="verschil",
        vraag=f"Wat is anders dan in {eerder.nummer}?",
        antwoord=f"{aantal} {'verschil' if aantal == 1 else 'verschillen'} met {eerder.naam}.",
        koppen=(("Waar", TEKST), ("Wat", TEKST), ("Was", TEKST), ("Wordt", TEKST)),
        rijen=[(v.plek, v.wat, v.was, v.wordt) for v in verschillen],
    )
