"""The tables of baselines, scale and cohorts."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.analyse.cohort import Kenmerk
from stelsel.analyse.functiegrafiek import create_grafiek_groepen, create_grafiek_schaal
from stelsel.analyse.functies import Cel
from stelsel.analyse.onthulling import NIET_GETOOND
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.apps.web.tables import DatumColumn, Lijst
from stelsel.domein.marktschets.functies import get_functielijst

from ..models import Nulmeting
from ..queries import Cohortpagina, Nulmetingbeeld, Schaalpagina
from ..queries.schaal import INTERVAL, LAND
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde, als_woord

#: Areas in the picture; the table has all.
_MEESTE = 30
#: So few groups need no picture.
_LEESBAAR = 3


class NulmetingLijst(Lijst):
    """One row per baseline."""

    nummer = tables.Column(
        verbose_name="Nulmeting", linkify=("marktschets:nulmeting", {"nummer": tables.A("nummer")})
    )
    peildatum = DatumColumn(verbose_name="Peildatum")
    waarom = tables.Column(verbose_name="Waarvoor")
    gegevens_tm = DatumColumn(verbose_name="Gegevens tot en met")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Nulmeting
        fields = ("nummer", "peildatum", "waarom", "gegevens_tm", "gemaakt_door", "gemaakt_at")


def create_nulmetingtabellen(beeld: Nulmetingbeeld) -> list[Tabel]:
    """Then beside now, and what was frozen per area and aanbieder."""
    return [_create_index(beeld), _create_toen(beeld), _create_wie(beeld)]


def _create_index(beeld: Nulmetingbeeld) -> Tabel:
    namen = get_functielijst().namen
    dagen = beeld.nulmeting.inhoud["dagen"]
    rijen: list[list[Waarde]] = []
    for regel in beeld.regels:
        cijfers: tuple[tuple[str, str, float | None, float | None, float | None], ...] = (
            ("Kinderen", AANTAL, regel.toen.kinderen, regel.nu.kinderen, regel.zelfde.kinderen),
            ("Kosten", EURO, regel.toen.bedrag, regel.nu.bedrag, regel.zelfde.bedrag),
            ("Etmalen per dag", GETAL, _per_dag(regel.toen, dagen),
             _per_dag(regel.nu, beeld.nu.dagen), _per_dag(regel.zelfde, beeld.nu.dagen)),
            ("Aanbieders", AANTAL, regel.toen.aanbieders, regel.nu.aanbieders, regel.zelfde.aanbieders),
        )  # fmt: skip
        for wat, soort, toen, nu, zelfde in cijfers:
            woorden = [als_woord(soort, waarde) for waarde in (toen, nu, zelfde)]
            index = [100 * waarde / toen if toen and waarde is not None else None for waarde in (nu, zelfde)]
            rijen.append([namen.get(regel.functie, regel.functie), wat, *woorden[:2], *index])
    nieuw = ", ".join(beeld.nieuwe_gemeenten)
    return Tabel(
        naam="index",
        vraag="Wat is er veranderd sinds de nulmeting?",
        antwoord=f"Sinds de nulmeting kwam erbij: {nieuw}. De laatste kolom rekent zonder wie erbij kwam."
        if nieuw
        else "",
        koppen=(
            ("Functie", TEKST), ("Wat", TEKST), ("Nulmeting", TEKST), ("Nu", TEKST), ("Index nu", GETAL),
            ("Index, dezelfde gemeenten", GETAL),
        ),
        rijen=rijen,
        leeg="" if rijen else "Bij geen van de functies zijn declaraties gevonden.",
        uitleg=f"Nulmeting: {beeld.nulmeting.inhoud['van'][:7]} tot en met "
        f"{beeld.nulmeting.inhoud['tot'][:7]}. "
        f"Nu: {beeld.nu.van:%Y-%m} tot en met {beeld.nu.tot:%Y-%m}, geteld met de koppelingen van "
        "product aan "
        "functie zoals die bij de nulmeting waren. Index 100 is gelijk aan de nulmeting; boven 100 is meer. "
        "Dezelfde gemeenten: zonder gemeenten van wie bij de nulmeting nog geen gegevens waren. Bij weinig "
        "kinderen zegt een verschil weinig: één gezin meer of minder verandert de index al.",
    )  # fmt: skip


def _per_dag(cel: Cel, dagen: int) -> float:
    return (cel.etmalen or 0) / dagen


def _create_toen(beeld: Nulmetingbeeld) -> Tabel:
    namen, dagen = get_functielijst().namen, beeld.nulmeting.inhoud["dagen"]
    return Tabel(
        naam="gebieden",
        vraag="Wat is vastgelegd per gebied?",
        koppen=(
            ("Functie", TEKST), ("Gebied", TEKST), ("Kinderen", AANTAL), ("Kosten", EURO),
            ("Etmalen per dag", GETAL), ("Aanbieders", AANTAL),
        ),
        rijen=[
            [
                namen.get(c.sleutel[0], c.sleutel[0]),
                beeld.gebiedsnamen.get(c.sleutel[1], "Geen gebied"), c.kinderen, c.bedrag,
                _per_dag(c, dagen), c.aanbieders,
            ]
            for c in beeld.gebieden
        ],
        uitleg="De gebieden zoals zij waren op de peildatum. Een kind dat verhuisde, telt in beide gebieden.",
    )  # fmt: skip


def _create_wie(beeld: Nulmetingbeeld) -> Tabel:
    namen = get_functielijst().namen
    volgorde = list(namen)
    wie = dict(Aanbieder.objects.values_list("agb", "naam"))
    return Tabel(
        naam="aanbieders",
        vraag="Wat is vastgelegd per aanbieder?",
        koppen=(("Functie", TEKST), ("Aanbieder", TEKST), ("Kinderen", AANTAL), ("Kosten", EURO)),
        rijen=[
            [namen.get(c.sleutel[0], c.sleutel[0]), wie.get(c.sleutel[1], c.sleutel[1]), c.kinderen, c.bedrag]
            for c in sorted(beeld.aanbieders, key=lambda c: (volgorde.index(c.sleutel[0]), -(c.bedrag or 0)))
        ],
    )


def create_schaaltabellen(pagina: Schaalpagina) -> list[Tabel]:
    """One table: every area with what is expected there."""
    model, vraag = pagina.model, pagina.vraag
    naam = pagina.functie.naam
    if model is None:
        leeg = "Er zijn geen kinderen met deze functie geteld, of de inwoners van de gemeenten ontbreken."
        return [Tabel(naam="schaal", vraag=f"Hoe groot moet {naam} zijn?", koppen=(), rijen=[], leeg=leeg)]
    band = round(100 * INTERVAL)
    rijen: list[list[Waarde]] = [
        [
            _noem_niveau(r.niveau), r.naam, r.inwoners, r.gemeten, r.verwachting.gemiddeld,
            f"{r.interval[0]} tot {r.interval[1]}", r.verwachting.variantie, r.kans,
            "ja" if r.haalt else "nee",
        ]
        for r in pagina.regels
    ]  # fmt: skip
    return [
        Tabel(
            naam="schaal",
            vraag=f"Op welke schaal kan {naam} bestaan?",
            antwoord=_render_antwoord(pagina),
            koppen=(
                ("Schaal", TEKST), ("Gebied", TEKST), ("Inwoners", AANTAL), ("Gemeten per jaar", GETAL),
                ("Verwacht per jaar", GETAL), (f"{band} % zeker", TEKST), ("Variantie", GETAL),
                (f"Kans op {vraag.norm} of meer", AANDEEL), ("Haalt de norm", TEKST),
            ),
            rijen=rijen,
            grafiek=_create_schaalgrafiek(pagina),
            uitleg=_render_uitleg(pagina),
        )
    ]  # fmt: skip


def _create_schaalgrafiek(pagina: Schaalpagina) -> Grafiek:
    punten = [
        (
            f"{r.naam} ({r.niveau})" if r.niveau != LAND else r.naam,
            r.verwachting.gemiddeld, *r.interval, r.haalt,
        )
        for r in pagina.regels
    ][-_MEESTE:]  # fmt: skip
    haalt, norm = sum(r.haalt for r in pagina.regels), pagina.vraag.norm
    return Grafiek(
        create_grafiek_schaal(
            punten, norm=norm,
            titel=f"{haalt} van {len(pagina.regels)} gebieden halen {norm} cliënten per jaar",
        ),
        "Per gebied een punt voor de verwachte cliënten met een lijn voor de onzekerheid, en een "
        "streeplijn bij de norm. Dezelfde cijfers staan in de tabel.",
    )  # fmt: skip


def _noem_niveau(niveau: str) -> str:
    return {"gemeente": "lokaal", LAND: "landelijk"}.get(niveau, niveau)


def _render_antwoord(pagina: Schaalpagina) -> str:
    vraag, zeker = pagina.vraag, round(100 * pagina.vraag.zekerheid)
    eis = f"{vraag.norm} cliënten per jaar, met {zeker} % zekerheid"
    schaal = (
        f"De kleinste schaal waarop elk gebied dat haalt, is {_noem_niveau(pagina.kleinste)}."
        if pagina.kleinste
        else "Op geen enkele schaal haalt elk gebied dat."
    )
    nodig = (
        f"Een gebied heeft daarvoor naar schatting {als_woord(AANTAL, pagina.nodig)} inwoners nodig."
        if pagina.nodig
        else f"Ook heel Nederland ({als_woord(AANTAL, pagina.land)} inwoners) is daarvoor te klein."
    )
    return f"Gevraagd: {eis}. {schaal} {nodig}"


def _render_uitleg(pagina: Schaalpagina) -> str:
    model = pagina.model
    if model is None:
        return ""
    per = als_woord(GETAL, 100_000 * model.per_inwoner)
    verschil = (
        "De gemeenten verschillen niet meer dan door toeval te verwachten is: alle krijgen het cijfer "
        "van het "
        "geheel. "
        if model.spreiding is None
        else "De gemeenten verschillen meer dan door toeval. Elke gemeente krijgt een verwachting tussen "
        "haar "
        "eigen cijfer en dat van alle gemeenten samen: hoe minder kinderen zij had, hoe meer het geheel "
        "telt. "
    )
    return (
        f"In {pagina.jaren[0]} tot en met {pagina.jaren[-1]} waren er {model.kinderen} kinderen met deze "
        "functie, "
        f"{per} per 100.000 inwoners per jaar; een kind was gemiddeld in "
        f"{als_woord(GETAL, model.jaren_per_kind)} jaren in beeld. {verschil}Verwacht is de som over de "
        "gemeenten "
        "van een gebied. Het aantal in een jaar volgt een negatief-binomiale verdeling: Poisson, met "
        "erbij dat "
        "wij het gemiddelde zelf niet zeker weten. De variantie is dus groter dan het gemiddelde. Een eigen "
        "gebied en Nederland rekenen met gemeenten zonder eigen cijfers, alsof die zijn zoals deze. "
        "Niet in het model: groei of daling over de jaren, en nieuwe werkwijzen. Geteld wordt wie in een "
        "jaar "
        "hulp had, niet hoeveel plekken er nodig zijn."
    )


def create_cohorttabellen(pagina: Cohortpagina) -> list[Tabel]:
    """One table per feature; none when the cohort is too small to show."""
    cohort = pagina.cohort
    if cohort.clienten is None:
        return []
    return [_create_kenmerk(kenmerk, cohort.clienten, pagina) for kenmerk in cohort.kenmerken]


def _create_kenmerk(kenmerk: Kenmerk, totaal: int, pagina: Cohortpagina) -> Tabel:
    beschermd = pagina.norm.beschermt
    getoond = [(g.waarde, g.clienten) for g in kenmerk.groepen if g.clienten is not None]
    grafiek = None
    if len(getoond) > _LEESBAAR:
        grafiek = Grafiek(
            create_grafiek_groepen(getoond, van=totaal),
            "Per groep een staaf met het aantal cliënten. Dezelfde cijfers staan in de tabel.",
        )
    koppen: tuple[tuple[str, str], ...] = ((kenmerk.naam, TEKST), ("Cliënten", AANTAL))
    rijen: list[list[Waarde]] = [
        [g.waarde, NIET_GETOOND if g.clienten is None else g.clienten] for g in kenmerk.groepen
    ]
    if not beschermd:
        koppen = (*koppen, ("Aandeel", AANDEEL))
        rijen = [[*rij, (g.clienten or 0) / totaal] for rij, g in zip(rijen, kenmerk.groepen, strict=True)]
    samen = (
        "Elke cliënt staat in één groep."
        if kenmerk.verdeelt
        else "Een cliënt met meer soorten hulp telt bij elk daarvan mee. De soort hulp staat voor het "
        "probleem: "
        "het probleem zelf staat niet in de gegevens."
    )
    return Tabel(
        naam=kenmerk.naam.lower().replace(" ", "-"),
        vraag=kenmerk.naam,
        koppen=koppen,
        rijen=rijen,
        grafiek=grafiek,
        uitleg=f"{samen} Geteld zijn cliënten met goedgekeurde declaraties in {pagina.vraag.keuze.jaar}. "
        "De leeftijd is die op 31 december: de gegevens kennen alleen het geboortejaar.",
    )
