"""The list of agreed amounts, and the table of one gemeente and year."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.analyse.bekostiging.begrotingsgrafiek import create_grafiek_regels
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.apps.web.tables import DatumColumn, EuroColumn, JaarColumn, Lijst

from ..models import Afspraakregel, Budgetafspraak
from ..queries.budgetafspraak import list_afspraakregels
from .cellen import create_euro
from .kostprijs import Cel, Cijfertabel

_SAMEN = "Aanbieders met weinig cliënten samen"
_MEESTE_STAVEN = 12


class BudgetafspraakLijst(Lijst):
    """One row per proposal."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:budgetafspraak", {"nummer": tables.A("nummer")})
    )
    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Gemeente")
    wet = tables.Column(verbose_name="Wet")
    jaar = JaarColumn(verbose_name="Jaar")
    totaal = EuroColumn(verbose_name="Samen")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Budgetafspraak
        fields = ("nummer", "gemeente", "wet", "jaar", "totaal", "gemaakt_door", "gemaakt_at")


def create_afspraaktabel(afspraak: Budgetafspraak) -> Cijfertabel:
    """Per aanbieder the history, the steps to the proposal, and what it is now; with their sum."""
    regels = list(list_afspraakregels(afspraak))
    jaren = afspraak.grondslag["jaren"]
    rijen = [_create_rij(regel, jaren) for regel in regels]
    rijen.append(
        [
            Cel("Samen"),
            *[create_euro(sum(dict(r.historie).get(j, 0) for r in regels)) for j in jaren],
            create_euro(sum(r.ruw for r in regels)),
            Cel(""),
            create_euro(sum(r.voorstel for r in regels)),
            create_euro(sum(r.bedrag for r in regels)),
            Cel(""),
            Cel(""),
        ]
    )
    return Cijfertabel(
        naam="aanbieders",
        vraag="Wat stellen wij elke aanbieder voor?",
        koppen=[
            "Aanbieder", *[f"Kosten {j}" for j in jaren], "Uit eigen historie", "Hoe zwaar die telt",
            "Voorstel", "Bedrag", "Afgesproken", "Waarom anders",
        ],
        rijen=rijen,
        grafiek=_create_grafiek(afspraak, regels),
        uitleg=f"Komt het jaar meer dan {afspraak.marge} % hoger of lager uit dan het bedrag, dan wordt er "
        "verrekend. Een afspraak is geen reden om een declaratie te weigeren.",
    )  # fmt: skip


def get_naam(regel: Afspraakregel) -> str:
    """The aanbieder, or those together."""
    return regel.aanbieder.naam if regel.aanbieder else _SAMEN


def _create_rij(regel: Afspraakregel, jaren: list[int]) -> list[Cel]:
    kosten = dict(regel.historie)
    akkoord = "nog niet"
    if regel.akkoord_at is not None:
        akkoord = f"{regel.akkoord_at:%d-%m-%Y}, met {regel.akkoord_namens}"
    return [
        Cel(get_naam(regel)),
        *[create_euro(kosten.get(j, 0)) for j in jaren],
        create_euro(regel.ruw),
        Cel(f"{100 * regel.weging:.0f} %", 100 * regel.weging),
        create_euro(regel.voorstel),
        create_euro(regel.bedrag),
        Cel(akkoord if regel.aanbieder else "geen afspraak"),
        Cel(regel.reden),
    ]


def _create_grafiek(afspraak: Budgetafspraak, regels: list[Afspraakregel]) -> Grafiek | None:
    grootste = [regel for regel in regels if regel.bedrag > 0][:_MEESTE_STAVEN]
    if not grootste:
        return None
    laatste = afspraak.grondslag["jaren"][-1]
    rijen = [(get_naam(regel), dict(regel.historie).get(laatste, 0), regel.bedrag) for regel in grootste]
    return Grafiek(
        create_grafiek_regels(rijen, vorig=laatste, jaar=afspraak.jaar),
        f"Staven per aanbieder: de kosten van {laatste} en het bedrag voor {afspraak.jaar}. Dezelfde cijfers "
        "staan in de tabel.",
    )
