"""The list of cost surveys, and the tables of one: what everybody may read, and what only its holder sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import django_tables2 as tables

from stelsel.analyse.bekostiging.onderzoeksgrafiek import create_grafiek_tarieven
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.apps.web.tables import BadgeColumn, DatumColumn, GetalColumn, JaarColumn, Lijst
from stelsel.domein.bekostiging.kostprijsnamen import SALARIS, Soort, get_kostennamen
from stelsel.domein.bekostiging.kostprijsonderzoek import (
    DOMINANTIE,
    TARIEF,
    TE_WEINIG,
    Cijfer,
    Regels,
    Uitschieter,
)
from stelsel.kern.bedrag import in_euro, rond_breuk_half_omhoog

from ..models import Kostprijsonderzoek, Kostprijsopgave, Onderzoeksdeelnemer
from ..queries import list_ingevuld
from .cellen import create_aantal, create_euro
from .kostprijs import Cel, Cijfertabel

STATUSTOON = {"concept": "neutraal", "open": "info", "gesloten": "let_op", "hoor": "let_op",
              "vastgesteld": "goed"}  # fmt: skip
_LEEG = Cel("")


class KostprijsonderzoekLijst(Lijst):
    """One row per survey."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:kostprijsonderzoek", {"nummer": tables.A("nummer")})
    )
    naam = tables.Column(verbose_name="Naam")
    wet = tables.Column(verbose_name="Wet")
    prijsjaar = JaarColumn(verbose_name="Prijzen van")
    status = BadgeColumn(verbose_name="Status", tonen=STATUSTOON)
    gevraagd = GetalColumn(verbose_name="Aanbieders gevraagd")
    vandatum = DatumColumn(verbose_name="Open vanaf")
    totdatum = DatumColumn(verbose_name="Open tot en met")

    class Meta(Lijst.Meta):
        model = Kostprijsonderzoek
        fields = ("nummer", "naam", "wet", "prijsjaar", "status", "gevraagd", "vandatum", "totdatum")

    def render_prijsjaar(self, value: int) -> str:
        """A year is no amount: no separator."""
        return str(value)


def create_uitkomsttabellen(
    cijfers: Sequence[Cijfer], *, regels: Regels, eigen: Mapping[str, Mapping[str, Fraction]]
) -> list[Cijfertabel]:
    """The tarieven of all functies, and per functie every onderdeel. `eigen`: what the reader itself gave."""
    functies = list(dict.fromkeys(cijfer.functie for cijfer in cijfers))
    tarieven = [cijfer for cijfer in cijfers if cijfer.naam == TARIEF]
    return [
        create_tarieftabel(tarieven, regels=regels, eigen=eigen),
        *(
            create_functietabel(
                functie,
                [c for c in cijfers if c.functie == functie and c.naam != TARIEF],
                naam=f"functie-{nummer}",
                regels=regels,
                eigen=eigen.get(functie, {}),
            )
            for nummer, functie in enumerate(functies, start=1)
        ),
    ]


def create_tarieftabel(
    cijfers: Sequence[Cijfer], *, regels: Regels, eigen: Mapping[str, Mapping[str, Fraction]]
) -> Cijfertabel:
    """Per functie the percentiles of the tarief that follows from each opgave, with a picture."""
    getoond = [cijfer for cijfer in cijfers if cijfer.percentielen is not None]
    grafiek = None
    if getoond:
        omschrijving = (
            "Per functie een balk van p25 tot p75, met een streep op de mediaan. "
            "Dezelfde cijfers staan in de tabel."
        )
        grafiek = Grafiek(create_grafiek_tarieven(getoond), omschrijving)
    return Cijfertabel(
        naam="tarieven",
        vraag="Wat kost een uur, volgens de aanbieders?",
        koppen=_list_koppen("Functie", eigen),
        rijen=[
            [
                Cel(cijfer.functie),
                *_list_cellen(cijfer, regels),
                *_list_eigen(eigen, cijfer.functie, TARIEF),
            ]
            for cijfer in cijfers
        ],
        grafiek=grafiek,
        uitleg="Het tarief dat volgt uit wat elke aanbieder opgaf, met dezelfde som als bij Kostprijzen. "
        "De helft van de uren kost niet meer dan de mediaan.",
    )


def create_functietabel(
    functie: str, cijfers: Sequence[Cijfer], *, naam: str, regels: Regels, eigen: Mapping[str, Fraction]
) -> Cijfertabel:
    """Every onderdeel of one functie."""
    return Cijfertabel(
        naam=naam,
        vraag=f"Waaruit bestaat dat bij {functie}?",
        koppen=_list_koppen("Onderdeel", eigen),
        rijen=[
            [
                Cel(_render_naam(c.naam)),
                *_list_cellen(c, regels),
                *([_create_waarde(c.naam, eigen.get(c.naam))] if eigen else []),
            ]
            for c in cijfers
        ],
        dicht=True,
    )


def create_responstabel(respons: Mapping[str, Any]) -> Cijfertabel:
    """Who was asked, who answered, and how much of the market that is."""
    gevraagd, ingediend = respons["gevraagd"], respons["ingediend"]
    rijen = [
        [Cel("Aanbieders gevraagd"), create_aantal(gevraagd)],
        [Cel("Aanbieders die hebben ingediend"), create_aantal(ingediend)],
        [Cel("Deel dat heeft ingediend"), _procent(100 * ingediend / gevraagd if gevraagd else None)],
        [
            Cel(f"Deel van de omzet in de regio ({respons['omzet_jaar'] or 'jaar niet bekend'})"),
            _procent(respons["omzet_procent"]),
        ],
    ]
    if respons["klein_gevraagd"] is not None:
        rijen += [
            [Cel("Kleine aanbieders gevraagd"), create_aantal(respons["klein_gevraagd"])],
            [Cel("Kleine aanbieders die hebben ingediend"), create_aantal(respons["klein_ingediend"])],
        ]
    return Cijfertabel(
        naam="respons",
        vraag="Wie deden er mee?",
        koppen=["Maat", "Aantal of deel"],
        rijen=rijen,
        uitleg="De omzet is wat de regio betaalde voor hulp die in dat jaar begon, volgens de declaraties "
        f"(versie {respons['lakeversie']} van de gegevens). Onderaannemers hebben daarin geen eigen omzet.",
    )


def create_deelnemertabel(
    deelnemers: Sequence[Onderzoeksdeelnemer], *, opgaven: Mapping[str, Kostprijsopgave]
) -> Cijfertabel:
    """Only for who holds the survey: everybody that was asked, and what came in."""
    rijen = []
    for deelnemer in deelnemers:
        opgave = opgaven.get(deelnemer.aanbieder_id)
        rijen.append(
            [
                Cel(deelnemer.aanbieder.naam),
                Cel(deelnemer.aanbieder_id),
                create_euro(deelnemer.omzet) if deelnemer.omzet is not None else Cel("niet bekend"),
                Cel("nog niets" if opgave is None else opgave.get_status_display().lower()),
                Cel("" if opgave is None else str(opgave.versie)),
                Cel("" if opgave is None else ", ".join(naam for naam, _ in list_ingevuld(opgave))),
                Cel("" if opgave is None else "regio" if opgave.namens else "aanbieder"),
            ]
        )
    return Cijfertabel(
        naam="deelnemers",
        vraag="Wie heeft wat opgegeven?",
        koppen=["Aanbieder", "AGB-code", "Omzet", "Opgave", "Versie", "Functies", "Ingevuld door"],
        rijen=rijen,
    )


def create_uitschietertabel(
    uitschieters: Sequence[Uitschieter], *, namen: Mapping[str, str], uitleg: str
) -> Cijfertabel:
    """Only for who holds the survey: the values that the method leaves out."""
    return Cijfertabel(
        naam="uitschieters",
        vraag="Welke waarden liggen te ver van de andere?",
        koppen=["Aanbieder", "Functie", "Onderdeel", "Waarde", "Telt mee vanaf", "Telt mee tot en met"],
        rijen=[
            [
                Cel(namen.get(u.opgave.aanbieder, u.opgave.aanbieder)),
                Cel(u.opgave.functie),
                Cel(_render_naam(u.naam)),
                *(_create_waarde(u.naam, waarde) for waarde in (u.waarde, u.onder, u.boven)),
            ]
            for u in uitschieters
        ],
        uitleg=uitleg if uitschieters else f"{uitleg} Er is er geen.",
    )


def create_methodetabel(medianen: Mapping[str, Mapping[str, Cijfer]]) -> Cijfertabel:
    """Only for who holds the survey: the median tarief of each functie under every method."""
    functies = list(dict.fromkeys(functie for rij in medianen.values() for functie in rij))
    return Cijfertabel(
        naam="methoden",
        vraag="Wat doet de keuze van de methode?",
        koppen=["Functie", *medianen],
        rijen=[
            [Cel(functie), *(_create_mediaan(rij.get(functie)) for rij in medianen.values())]
            for functie in functies
        ],
        uitleg="De mediaan van het tarief per uur, met elke methode voor uitschieters.",
    )


def create_opgavetabel(opgave: Kostprijsopgave) -> list[Cijfertabel]:
    """What one aanbieder gave, a table per functie."""
    uit = []
    for nummer, (functie, rij) in enumerate(list_ingevuld(opgave), start=1):
        regels = [[Cel("Declarabele uren"), _getal(Fraction(rij["uren"]), 0), _LEEG, _LEEG]]
        for naam in get_kostennamen().values():
            regels.append(
                [
                    Cel(_render_naam(naam.naam)),
                    _create_waarde(naam.naam, Fraction(rij["waarden"][naam.naam])),
                    Cel(rij["bronnen"].get(naam.naam, "")),
                    Cel(rij["uitleg"].get(naam.naam, "")),
                ]
            )
        uit.append(
            Cijfertabel(
                naam=f"opgave-{nummer}",
                vraag=f"{functie}, versie {opgave.versie}",
                koppen=["Onderdeel", "Waarde", "Waar vandaan", "Toelichting"],
                rijen=regels,
                dicht=True,
            )
        )
    return uit


_EENHEID = {Soort.DEEL: " (%)", Soort.UREN: " (uren per jaar)", Soort.EURO: " (euro)"}


def _list_koppen(eerste: str, eigen: Mapping[str, Any]) -> list[str]:
    return [eerste, "Aanbieders", "p25", "Mediaan", "p75", *(["Uw opgave"] if eigen else [])]


def _list_eigen(eigen: Mapping[str, Mapping[str, Fraction]], functie: str, naam: str) -> list[Cel]:
    return [_create_waarde(naam, eigen.get(functie, {}).get(naam))] if eigen else []


def _list_cellen(cijfer: Cijfer, regels: Regels) -> list[Cel]:
    """The number of aanbieders and the percentiles, or in words why there are none."""
    if cijfer.percentielen is not None:
        waarden = [_create_waarde(cijfer.naam, waarde) for waarde in cijfer.percentielen]
        return [create_aantal(cijfer.aantal), *waarden]
    if cijfer.reden == TE_WEINIG:
        return [Cel(f"minder dan {regels.aanbieders}"), *[Cel("niet getoond")] * 3]
    if cijfer.reden == DOMINANTIE:
        deel = f"{float(100 * regels.dominantie):g} %"
        return [Cel(f"een met meer dan {deel} van de uren"), *[Cel("niet getoond")] * 3]
    raise ValueError(cijfer.reden)


def _render_naam(naam: str) -> str:
    if naam == TARIEF:
        return "Tarief per uur"
    kostennaam = get_kostennamen()[naam]
    return f"{kostennaam.wat}{_EENHEID[kostennaam.soort]}"


def _create_mediaan(cijfer: Cijfer | None) -> Cel:
    if cijfer is None or cijfer.percentielen is None:
        return Cel("niet getoond")
    return _create_waarde(TARIEF, cijfer.percentielen[1])


def _create_waarde(naam: str, waarde: Fraction | None) -> Cel:
    """A value in its own unit: euros, percents or hours."""
    if waarde is None:
        return _LEEG
    if naam in {TARIEF, SALARIS} or get_kostennamen()[naam].soort is Soort.EURO:
        return Cel(in_euro(rond_breuk_half_omhoog(100 * waarde)), float(waarde))
    if get_kostennamen()[naam].soort is Soort.DEEL:
        return _getal(100 * waarde, 2)
    return _getal(waarde, 1)


def _getal(waarde: Fraction, decimalen: int) -> Cel:
    tekst = f"{float(waarde):,.{decimalen}f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return Cel(tekst, float(waarde))


def _procent(procent: float | None) -> Cel:
    return Cel("niet bekend") if procent is None else Cel(f"{round(procent)} %", round(procent))
