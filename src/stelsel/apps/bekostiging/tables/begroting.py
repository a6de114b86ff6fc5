"""The list of begrotingen, and the tables of one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import django_tables2 as tables

from stelsel.analyse.bekostiging.begrotingsgrafiek import create_grafiek_regels
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.apps.web.tables import BadgeColumn, DatumColumn, EuroColumn, JaarColumn, Lijst
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM, Eenheid
from stelsel.kern.bedrag import rond_breuk_half_omhoog

from ..models import Begroting, Begrotingsregel
from ..queries.begroting import Begrotingsbeeld
from .cellen import create_aantal, create_euro, create_procent
from .kostprijs import Cel, Cijfertabel

_MEESTE_STAVEN = 12


class BegrotingLijst(Lijst):
    """One row per version."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:begroting", {"nummer": tables.A("nummer")})
    )
    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Gemeente")
    wet = tables.Column(verbose_name="Wet")
    jaar = JaarColumn(verbose_name="Jaar")
    versie = tables.Column(verbose_name="Versie")
    status = BadgeColumn(verbose_name="Status", tonen={"concept": "let_op", "vastgesteld": "goed"})
    totaal = EuroColumn(verbose_name="Samen")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Begroting
        fields = (
            "nummer", "gemeente", "wet", "jaar", "versie", "status", "totaal", "gemaakt_door", "gemaakt_at",
        )  # fmt: skip


def create_begrotingstabellen(beeld: Begrotingsbeeld) -> list[Cijfertabel]:
    """All tables of a begroting, in order."""
    tabellen = [create_regeltabel(beeld), create_historietabel(beeld)]
    if beeld.aangepast:
        tabellen.insert(1, create_afwijkingtabel(beeld))
    return tabellen


def create_regeltabel(beeld: Begrotingsbeeld) -> Cijfertabel:
    """Every line with its volume, price and amount, and their sum."""
    rijen = [_create_rij(regel, beeld.totaal) for regel in beeld.regels]
    rijen.append(
        [Cel("Samen"), *[Cel("")] * 4, create_euro(beeld.totaal), _deel(beeld.totaal, beeld.totaal), Cel("")]
    )
    return Cijfertabel(
        naam="regels",
        vraag="Hoeveel hulp, tegen welke prijs?",
        koppen=["Regel", "Code", "Aantal", "Per", "Prijs", "Bedrag", "Deel", "Waar komt de prijs vandaan?"],
        rijen=rijen,
        grafiek=_create_grafiek(beeld),
        uitleg="Aantal keer prijs is het bedrag, per regel afgerond op hele centen.",
    )


def create_afwijkingtabel(beeld: Begrotingsbeeld) -> Cijfertabel:
    """The lines that somebody overruled or added, with why."""
    return Cijfertabel(
        naam="aangepast",
        vraag="Waar wijkt deze begroting af van het voorstel?",
        koppen=["Regel", "Voorstel", "Nu", "Verschil", "Waarom", "Wie", "Wanneer"],
        rijen=[
            [
                Cel(regel.naam),
                create_euro(regel.voorstel_bedrag),
                create_euro(regel.bedrag),
                create_euro(regel.bedrag - regel.voorstel_bedrag),
                Cel(regel.reden),
                Cel(regel.gewijzigd_door),
                Cel(f"{regel.gewijzigd_at:%d-%m-%Y}" if regel.gewijzigd_at else ""),
            ]
            for regel in beeld.aangepast
        ],
    )


def create_historietabel(beeld: Begrotingsbeeld) -> Cijfertabel:
    """Per line what was used in the years that count, beside the proposal."""
    jaren = beeld.begroting.grondslag["jaren"]
    regels = [regel for regel in beeld.regels if regel.historie]
    return Cijfertabel(
        naam="historie",
        vraag="Wat is er in eerdere jaren gebruikt?",
        koppen=[
            "Regel", "Per", *[f"Aantal {j}" for j in jaren], f"Voorstel {beeld.begroting.jaar}",
            *[f"Euro {j}" for j in jaren], f"Nu {beeld.begroting.jaar}",
        ],
        rijen=[_create_historierij(regel, jaren) for regel in regels],
        uitleg="Goedgekeurde declaraties van hele jaren, min wat is teruggeboekt.",
        dicht=True,
    )  # fmt: skip


def _create_rij(regel: Begrotingsregel, totaal: int) -> list[Cel]:
    return [
        Cel(f"{regel.naam} (aangepast)" if regel.reden and regel.soort != "eigen" else regel.naam),
        Cel(regel.code),
        Cel("") if regel.volume is None else create_aantal(regel.volume),
        Cel(EENHEID_NAAM[Eenheid(regel.eenheid)] if regel.volume is not None else ""),
        _prijs(regel.tarief, regel.eenheid),
        create_euro(regel.bedrag),
        _deel(regel.bedrag, totaal),
        Cel(regel.prijsbron),
    ]


def _create_historierij(regel: Begrotingsregel, jaren: Sequence[int]) -> list[Cel]:
    per: dict[int, tuple[int, int]] = {j: (volume, bedrag) for j, volume, bedrag, _ in regel.historie}
    telt = regel.volume is not None
    return [
        Cel(regel.naam),
        Cel(EENHEID_NAAM[Eenheid(regel.eenheid)] if telt else ""),
        *[create_aantal(per.get(j, (0, 0))[0]) if telt else Cel("") for j in jaren],
        Cel("") if regel.voorstel_volume is None else create_aantal(regel.voorstel_volume),
        *[create_euro(per.get(j, (0, 0))[1]) for j in jaren],
        create_euro(regel.bedrag),
    ]


def _prijs(tarief: Decimal | None, eenheid: str) -> Cel:
    """Euros, with the eenheid; a minute costs too little for two decimals, so it is shown per hour."""
    if tarief is None:
        return Cel("")
    per = Eenheid(eenheid)
    if per is Eenheid.MINUUT:
        tarief, per = tarief * 60, Eenheid.UUR
    cel = create_euro(rond_breuk_half_omhoog(Fraction(tarief)))
    return Cel(f"{cel.tekst} per {EENHEID_ENKEL[per]}", cel.getal)


def _deel(bedrag: int, totaal: int) -> Cel:
    if not totaal:
        return Cel("")
    cel = create_procent(bedrag / totaal)
    return Cel(cel.tekst.lstrip("+"), cel.getal)


def _create_grafiek(beeld: Begrotingsbeeld) -> Grafiek | None:
    grootste = [regel for regel in beeld.regels if regel.bedrag > 0][:_MEESTE_STAVEN]
    if not grootste:
        return None
    laatste = beeld.begroting.grondslag["jaren"][-1]
    rijen: list[tuple[str, int, int]] = [
        (
            f"{regel.code} {regel.naam}".strip(),
            next((b for j, _, b, _ in regel.historie if j == laatste), 0),
            regel.bedrag,
        )
        for regel in grootste
    ]
    vega: dict[str, Any] = create_grafiek_regels(rijen, vorig=laatste, jaar=beeld.begroting.jaar)
    return Grafiek(
        vega,
        f"Staven per regel: het bedrag van {laatste} en dat van de begroting van {beeld.begroting.jaar}. "
        "Dezelfde cijfers staan in de tabel.",
    )


def _get_eerder(regel: Begrotingsregel, jaar: int) -> int:
    return next((bedrag for j, _, bedrag, _ in regel.historie if j == jaar), 0)
