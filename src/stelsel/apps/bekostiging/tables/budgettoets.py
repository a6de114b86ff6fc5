"""The tables of new prices against budgets: the same rows on the page, in a file and in the report."""

from __future__ import annotations

from fractions import Fraction

from stelsel.analyse.bekostiging.toetsgrafiek import create_grafiek_toets
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.bekostiging.budgettoets import Budgettoets
from stelsel.domein.bekostiging.neutraliteit import Neutraliteit
from stelsel.domein.bekostiging.vierkant import Hoek, Oordeel, judge_kwaliteit, judge_prijs
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, Eenheid

from ..queries.budgettoets import Toetsbeeld, Toetsprijs, Toetsrij
from .cellen import NIET_GETOOND, create_euro, create_factor, create_procent
from .kostprijs import Cel, Cijfertabel

_LEEG = Cel("")


def create_toetstabellen(beeld: Toetsbeeld) -> list[Cijfertabel]:
    """All tables of the page, in order."""
    return [
        create_gemeentetabel(beeld),
        create_vierkanttabel(beeld),
        create_risicotabel(beeld),
        create_neutraaltabel(beeld),
        create_prijzentabel(beeld),
        create_brontabel(beeld),
    ]


def create_gemeentetabel(beeld: Toetsbeeld) -> Cijfertabel:
    """Per gemeente what the new prices cost, what there is, and what is missing at the cost price."""
    rijen = [_create_rij(rij.gemeente.naam, None if rij.dicht else rij.toets) for rij in beeld.rijen]
    if len(beeld.rijen) > 1 and beeld.samen.budget is not None:
        rijen.append(_create_rij("Samen, één factor", beeld.samen))
    return Cijfertabel(
        naam="gemeenten",
        vraag="Past het in het budget van elke gemeente?",
        koppen=[
            "Gemeente", "Oude prijzen", "Nieuwe prijzen", "Verschil", "Budget", "Ruimte", "Factor",
            "Factor met bodem", "Betaald met bodem", "Tekort op de bodem",
        ],
        rijen=rijen,
        grafiek=_create_grafiek(beeld),
        uitleg="De factor is het budget gedeeld door wat de nieuwe prijzen kosten: onder 1 is er te weinig. "
        "Met bodem gaat geen prijs onder haar kostprijs; wat dan nog ontbreekt, is het tekort op de bodem. "
        "'Samen' is met één prijslijst voor alle gemeenten met een budget.",
    )  # fmt: skip


def _create_rij(naam: str, toets: Budgettoets | None) -> list[Cel]:
    if toets is None:
        return [Cel(naam), *[NIET_GETOOND] * 9]
    effect = None if toets.effect is None else float(toets.effect)
    cellen = [Cel(naam), create_euro(toets.betaald), create_euro(toets.nieuw), create_procent(effect)]
    if toets.budget is None or toets.factor is None or toets.schaal is None:
        return [*cellen, create_euro(toets.budget) if toets.budget else Cel("niet ingevoerd"), *[_LEEG] * 5]
    return [
        *cellen,
        create_euro(toets.budget),
        create_euro(toets.ruimte),
        create_factor(float(toets.factor)),
        create_factor(float(toets.schaal)) if not toets.tekort else Cel("alles op de bodem"),
        create_euro(toets.geschaald),
        create_euro(toets.tekort),
    ]


def create_vierkanttabel(beeld: Toetsbeeld) -> Cijfertabel:
    """Per gemeente the four corners."""
    rijen = []
    for rij in beeld.rijen:
        oordelen = [Cel(rij.vierkant.oordelen[hoek].value) for hoek in Hoek]
        groei = rij.vierkant.groei
        gemeten = create_procent(None if groei is None else float(groei))
        geheel = {Oordeel.GOED: "binnen", Oordeel.RISICO: "niet binnen"}.get(rij.vierkant.binnen, "onbekend")
        cellen = [*oordelen, gemeten, Cel(geheel)]
        rijen.append([Cel(rij.gemeente.naam), *([NIET_GETOOND] * len(cellen) if rij.dicht else cellen)])
    return Cijfertabel(
        naam="vierkant",
        vraag="Is dit binnen het financieel vierkant?",
        koppen=["Gemeente", "Prijs", "Volume", "Budget", "Kwaliteit", "Groei van het volume", "Vierkant"],
        rijen=rijen,
        uitleg="Prijs: geen prijs onder haar kostprijs. Volume: het groeide niet harder dan u rekent. "
        "Budget: het past. Kwaliteit: bij elke prijs horen eisen, en de kostprijs is wettelijk compleet.",
    )


def create_risicotabel(beeld: Toetsbeeld) -> Cijfertabel:
    """Every open corner as a risk, the largest amount first within a corner."""
    risicos = [*_list_boekrisicos(beeld)]
    for rij in beeld.rijen:
        if not rij.dicht:
            risicos += _list_gemeenterisicos(rij, groei=beeld.keuze.groei)
    volgorde = {hoek: plek for plek, hoek in enumerate(Hoek)}
    risicos.sort(key=lambda r: (volgorde[r[0]], -(r[3] or 0)))
    return Cijfertabel(
        naam="risicos",
        vraag="Welke risico's volgen hieruit?",
        koppen=["Hoek", "Waar", "Risico", "Bedrag"],
        rijen=[
            [Cel(hoek.value), Cel(waar), Cel(wat), create_euro(bedrag)] for hoek, waar, wat, bedrag in risicos
        ],
        uitleg="" if risicos else "Geen: alle hoeken die te toetsen zijn, passen.",
    )


_Risico = tuple[Hoek, str, str, int | None]


def _list_boekrisicos(beeld: Toetsbeeld) -> list[_Risico]:
    peiling, boek = beeld.peiling, beeld.keuze.boek.nummer
    uit: list[_Risico] = []
    if peiling.onder_kostprijs:
        wat = f"{peiling.onder_kostprijs} van de {peiling.aantal} prijzen liggen onder hun kostprijs."
        uit.append((Hoek.PRIJS, boek, wat, None))
    if judge_prijs(peiling) is Oordeel.ONBEKEND and peiling.aantal > peiling.getoetst:
        wat = f"Van {peiling.aantal - peiling.getoetst} prijzen is de kostprijs niet bekend."
        uit.append((Hoek.PRIJS, boek, wat, None))
    if judge_kwaliteit(peiling) is Oordeel.RISICO and peiling.zonder_eisen:
        wat = f"Bij {peiling.zonder_eisen} van de {peiling.aantal} prijzen staan geen kwaliteitseisen."
        uit.append((Hoek.KWALITEIT, boek, wat, None))
    uit += [(Hoek.KWALITEIT, boek, f"In de kostprijs ontbreekt: {wat}.", None) for wat in peiling.ontbreekt]
    return uit


def _list_gemeenterisicos(rij: Toetsrij, *, groei: Fraction) -> list[_Risico]:
    naam, toets, vierkant = rij.gemeente.naam, rij.toets, rij.vierkant
    uit: list[_Risico] = []
    if vierkant.meer and vierkant.groei is not None:
        wat = (
            f"Het volume groeide {_procent(vierkant.groei)}; u rekent met {_procent(groei / 100)}. Gaat de "
            "groei door, dan komt dit erbij."
        )
        uit.append((Hoek.VOLUME, naam, wat, vierkant.meer))
    if toets.ruimte is not None and toets.ruimte < 0:
        uit.append((Hoek.BUDGET, naam, "De nieuwe prijzen kosten meer dan het budget.", -toets.ruimte))
    if toets.tekort:
        wat = "Niet binnen het financieel vierkant: ook op de kostprijs past het niet. De bodem blijft."
        uit.append((Hoek.BUDGET, naam, wat, toets.tekort))
    if toets.budget is None:
        uit.append((Hoek.BUDGET, naam, "Er is geen integratie-uitkering ingevoerd.", None))
    return uit


def create_neutraaltabel(beeld: Toetsbeeld) -> Cijfertabel:
    """New against old: the factor that keeps the same, and what gemeenten settle with one factor."""
    rijen = []
    for rij in beeld.rijen:
        code, effect = rij.gemeente.code, rij.toets.effect
        neutraal = effect is not None and abs(effect) <= beeld.neutraal_marge
        factor = beeld.neutraal.factoren[code]
        cellen = [
            create_factor(None if factor is None else float(factor)),
            Cel("ja" if neutraal else "nee"),
            create_euro(beeld.neutraal.verrekening.get(code)),
            create_euro(beeld.op_budget.verrekening.get(code)),
        ]
        rijen.append([Cel(rij.gemeente.naam), *([NIET_GETOOND] * 4 if rij.dicht else cellen)])
    return Cijfertabel(
        naam="neutraal",
        vraag="Kosten de nieuwe prijzen evenveel als de oude?",
        koppen=["Gemeente", "Factor oud/nieuw", "Neutraal", "Verrekening op oud", "Verrekening op budget"],
        rijen=rijen,
        uitleg=f"Neutraal: hoogstens {_procent(beeld.neutraal_marge)} verschil. Met één factor voor allen "
        f"({_factor(beeld.neutraal)} op wat nu wordt betaald, {_factor(beeld.op_budget)} op het budget) "
        "verrekenen gemeenten onderling: wie een plus heeft, betaalt meer dan nu of dan haar budget.",
        dicht=True,
    )


def create_prijzentabel(beeld: Toetsbeeld) -> Cijfertabel:
    """Every price with its floor, and what it becomes with one factor."""
    return Cijfertabel(
        naam="prijzen",
        vraag="Welke prijzen zijn getoetst?",
        koppen=["Code", "Naam", "Eenheid", "Prijs", "Kostprijs", "Verlaagd, één factor", "Oordeel"],
        rijen=[
            [
                Cel(p.regel.rij.code),
                Cel(p.regel.rij.naam),
                Cel(EENHEID_ENKEL[Eenheid(p.regel.rij.eenheid)]),
                create_euro(p.prijs.bedrag),
                create_euro(p.prijs.bodem),
                create_euro(p.geschaald),
                Cel(_get_prijsoordeel(p)),
            ]
            for p in beeld.prijzen
        ],
        uitleg=f"{beeld.boekbeeld.bodem_uitleg} Een prijs zonder kostprijs verlagen wij niet.",
        dicht=True,
    )


def create_brontabel(beeld: Toetsbeeld) -> Cijfertabel:
    """Where every budget comes from, beside what the council made available."""
    return Cijfertabel(
        naam="bronnen",
        vraag="Waar komen de budgetten vandaan?",
        koppen=[
            "Gemeente",
            "Integratie-uitkering",
            "Aandeel",
            "Budget",
            "Budget van de raad",
            "Bron",
            "Datum",
        ],
        rijen=[_create_bronrij(rij) for rij in beeld.rijen],
        uitleg="Wij toetsen op het deel van de integratie-uitkering. Het budget van de raad staat ernaast.",
        dicht=True,
    )


def _create_bronrij(rij: Toetsrij) -> list[Cel]:
    bron, raad = rij.uitkering, create_euro(rij.raad)
    if bron is None:
        return [Cel(rij.gemeente.naam), Cel("niet ingevoerd"), _LEEG, _LEEG, raad, _LEEG, _LEEG]
    return [
        Cel(rij.gemeente.naam),
        create_euro(bron.bedrag),
        Cel(f"{float(bron.aandeel):g} %".replace(".", ","), float(bron.aandeel)),
        create_euro(bron.budget),
        raad,
        Cel(f"{bron.bron} (versie {bron.versie})"),
        Cel(f"{bron.brondatum:%d-%m-%Y}"),
    ]


def _create_grafiek(beeld: Toetsbeeld) -> Grafiek | None:
    rijen = [
        (
            rij.gemeente.naam,
            rij.toets.betaald / rij.toets.budget,
            rij.toets.nieuw / rij.toets.budget,
            rij.toets.geschaald / rij.toets.budget,
        )
        for rij in beeld.rijen
        if not rij.dicht and rij.toets.budget and rij.toets.geschaald is not None
    ]
    if not rijen:
        return None
    return Grafiek(
        create_grafiek_toets(rijen),
        "Per gemeente drie staven als deel van haar budget: tegen de oude prijzen, tegen de nieuwe, en met "
        "de kostprijs als bodem. Een lijn staat op 100 %. Dezelfde cijfers staan in de tabel.",
    )


def _get_prijsoordeel(prijs: Toetsprijs) -> str:
    if prijs.prijs.bodem is None:
        return "kostprijs niet bekend"
    return "onder de kostprijs" if prijs.prijs.onder_kostprijs else "kostendekkend"


def _procent(deel: Fraction) -> str:
    return f"{100 * float(deel):.1f} %".replace(".", ",")


def _factor(neutraliteit: Neutraliteit) -> str:
    regionaal = neutraliteit.regionaal
    return "geen" if regionaal is None else f"{float(regionaal):.4f}".replace(".", ",")
