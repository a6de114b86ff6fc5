"""The further tables, for the desk of the analyst."""

from __future__ import annotations

from stelsel.analyse.clienten_en_kosten import render_klasse
from stelsel.analyse.groei import DELEN, create_grafiek_groei
from stelsel.analyse.kostengroepen import create_grafiek_groepen
from stelsel.analyse.stapeling import create_grafiek_stapeling
from stelsel.analyse.trajecten import create_grafiek_duur
from stelsel.analyse.uitschieters import create_grafiek_logstaven
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.lake.intake.waarschuwingen import UITLEG

from ..queries import Diepbeeld
from .meer import (
    create_aanvullingen,
    create_eerst_voor,
    create_gezinnen,
    create_trajectsoorten,
    create_volgorde,
)
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, als_woord


def create_diepe_tabellen(beeld: Diepbeeld) -> list[Tabel]:
    """The further tables for the desk of the analyst, in the order of the page."""
    tabellen = [
        create_trajecten(beeld), create_stapeling(beeld), create_verwijzers(beeld), create_groei(beeld),
        create_kostengroepen(beeld), create_trajectsoorten(beeld), create_gezinnen(beeld),
        create_aanvullingen(beeld),
        create_volgorde(beeld), create_eerst_voor(beeld), create_logklassen(beeld),
        create_uitschieters(beeld), create_kwaliteit(beeld),
    ]  # fmt: skip
    return [tabel for tabel in tabellen if tabel is not None]


def create_trajecten(beeld: Diepbeeld) -> Tabel | None:
    """Number, cost and duration of trajecten, with the curve of what still runs."""
    t = beeld.verdieping.trajecten
    if t is None:
        return None
    lang = f"{t.duur_km:.0f} dagen" if t.duur_km is not None else "langer dan wij kunnen zien"
    return Tabel(
        naam="trajecten",
        vraag="Wat kost een traject, en hoe lang duurt het?",
        antwoord=f"Er liepen {als_woord(AANTAL, t.n)} trajecten. Een traject kost gemiddeld "
        f"{als_woord(EURO, t.gemiddelde)} en duurt in het midden {lang}.",
        koppen=(
            ("Wat", TEKST),
            ("Aantal", AANTAL),
            ("Gemiddeld", EURO),
            ("Middelste", EURO),
            ("Dagen", AANTAL),
        ),
        rijen=[
            ("Alle trajecten, duur met Kaplan-Meier", t.n, t.gemiddelde, t.mediaan, _heel(t.duur_km)),
            (
                "Afgesloten trajecten",
                t.gesloten,
                t.gemiddelde_gesloten,
                t.mediaan_gesloten,
                _heel(t.duur_gesloten),
            ),
        ],
        grafiek=Grafiek(
            create_grafiek_duur(t),
            "Een dalende lijn: het deel van de trajecten dat dan nog loopt.",
        )
        if t.curve
        else None,
        uitleg="Eenheid: traject. Een traject is alle hulp van één cliënt zonder onderbreking van meer dan "
        "31 dagen, bij alle aanbieders samen. Kosten zijn de declaratieregels op die dagen, over "
        "alle jaren. Wat nog loopt, heeft nog niet alles gekost: daarom staan afgesloten trajecten "
        "apart. Kaplan-Meier telt lopende trajecten mee zolang wij ze zien. Trajecten die vóór de "
        "eerste dag van de gegevens eindigden, zien wij niet; lange trajecten van vroeger wegen "
        "daardoor te zwaar.",
    )


def create_stapeling(beeld: Diepbeeld) -> Tabel | None:
    """Clients by the most products and providers at once."""
    stapeling = beeld.verdieping.stapeling
    if stapeling is None:
        return None
    delen = stapeling.als_data()
    return Tabel(
        naam="stapeling",
        vraag="Hoeveel hulp krijgt iemand tegelijk?",
        antwoord=f"{als_woord(AANDEEL, 1 - delen['producten']['1'])} van de cliënten had meer dan één "
        f"product tegelijk, {als_woord(AANDEEL, 1 - delen['aanbieders']['1'])} meer dan één aanbieder.",
        koppen=(("Tegelijk", TEKST), ("Producten", AANDEEL), ("Aanbieders", AANDEEL)),
        rijen=[
            (klasse, delen["producten"][klasse], delen["aanbieders"][klasse]) for klasse in delen["producten"]
        ],
        grafiek=Grafiek(
            create_grafiek_stapeling(stapeling),
            "Twee balken met het deel van de cliënten per aantal.",
        ),
        uitleg="Per cliënt telt de dag in het jaar met de meeste verschillende producten of aanbieders. "
        "Twee toewijzingen van hetzelfde product tellen één keer. Delen zijn van alle cliënten met "
        "een toewijzing. Enkele dagen overlap bij een wissel telt ook als tegelijk.",
    )


def create_verwijzers(beeld: Diepbeeld) -> Tabel | None:
    """Clients and cost by kind of referrer."""
    verwijzers = beeld.verdieping.verwijzers
    if verwijzers is None:
        return None
    return Tabel(
        naam="verwijzers",
        vraag="Via wie komen cliënten binnen?",
        koppen=(
            ("Verwijzer (code)", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL),
            ("Kosten", EURO), ("Aandeel kosten", AANDEEL),
        ),
        rijen=[(v.code, v.clienten, v.aandeel_clienten, v.bedrag, v.aandeel_bedrag) for v in verwijzers],
        uitleg="De verwijzer is die van de eerste toewijzing waarin er een staat. De kosten van de cliënt "
        "in het jaar tellen bij die verwijzer. Codes zijn die van de standaard. Onbekend: geen "
        "toewijzing of geen verwijzer.",
    )  # fmt: skip


def create_groei(beeld: Diepbeeld) -> Tabel:
    """The difference with the year before in four parts."""
    paar = next(iter(beeld.verdieping.groei), None)
    vraag, koppen = "Waarom zijn de kosten anders dan een jaar eerder?", (("Deel", TEKST), ("Euro", EURO))
    if paar is None:
        leeg = "Er is geen eerder jaar om mee te vergelijken."
        return Tabel(naam="groei", vraag=vraag, koppen=koppen, rijen=[], leeg=leeg)
    totaal = paar.groei.totaal
    verschil = f"{als_woord(EURO, abs(totaal))} {'meer' if totaal >= 0 else 'minder'}"
    delen = [(naam, getattr(paar.groei, deel)) for deel, naam in DELEN.items()]
    grafiek = create_grafiek_groei(paar)
    return Tabel(
        naam="groei",
        vraag=vraag,
        koppen=koppen,
        rijen=[*delen, ("Samen", totaal)],
        antwoord=f"In {paar.naar} is {verschil} uitgegeven dan in {paar.van}.",
        grafiek=Grafiek(grafiek, "Staven per oorzaak, naar rechts meer en naar links minder."),
        uitleg="Kosten zijn cliënten maal het deel met een product, maal hulp per cliënt, maal prijs. Het "
        "verschil is precies verdeeld met het logaritmisch gemiddelde, per product. Een product dat "
        "er maar in één jaar was, telt bij andere producten. Is een van de jaren niet compleet, dan "
        "klopt het verschil niet.",
    )


def create_kostengroepen(beeld: Diepbeeld) -> Tabel:
    """Groups of like cost with what marks them."""
    groepen = beeld.verdieping.groepen
    deel = als_woord(AANDEEL, groepen.r2_cv)
    return Tabel(
        naam="kostengroepen",
        vraag="Welke cliënten kosten ongeveer evenveel?",
        antwoord=f"{len(groepen.groepen)} groepen verklaren {deel} van het verschil in kosten."
        if groepen.r2_cv and len(groepen.groepen) > 1
        else groepen.uitleg,
        koppen=(("Kenmerken", TEKST), ("Cliënten", AANTAL), ("Gemiddeld", EURO), ("Variatie (CV)", GETAL)),
        rijen=[(g.kenmerken, g.n, g.gemiddelde, g.cv) for g in groepen.groepen],
        grafiek=Grafiek(create_grafiek_groepen(groepen), "Staven met de gemiddelde kosten per groep.")
        if len(groepen.groepen) > 1
        else None,
        uitleg="Een boom splitst cliënten op leeftijd, verwijzer, domein, huisgenoten met hulp, producten "
        "en aanbieders, waar de kosten het meest verschillen. Het verklaarde deel is gemeten op "
        "cliënten die de boom niet zag (tien keer). Een groep telt ten minste 30 cliënten. Kenmerken "
        "gaan samen met kosten; zij zijn niet de oorzaak.",
    )


def create_logklassen(beeld: Diepbeeld) -> Tabel:
    """Clients per class of cost, each class twice as wide as the one before."""
    staven = list(beeld.logstaven)
    return Tabel(
        naam="logklassen",
        vraag="Hoe zijn de kosten verdeeld als elke stap een verdubbeling is?",
        koppen=(("Kosten per cliënt", TEKST), ("Cliënten", AANTAL)),
        rijen=[(render_klasse(staaf), staaf.clienten) for staaf in staven],
        grafiek=Grafiek(create_grafiek_logstaven(staven), "Staven met het aantal cliënten per kostenklasse.")
        if staven
        else None,
        uitleg="Dezelfde cliënten als in de marktschets, op een logaritmische schaal: zo zijn lage en hoge "
        "kosten allebei te zien.",
    )


def create_uitschieters(beeld: Diepbeeld) -> Tabel:
    """The core figures with and without outliers, side by side."""
    u, alle = beeld.uitschieters, beeld.schets
    delen = (("Alle cliënten", alle.kosten, alle.verdeling), ("Zonder uitschieters", u.zonder, u.verdeling))
    return Tabel(
        naam="uitschieters",
        vraag="Hoeveel maken de uitschieters uit?",
        antwoord=f"{als_woord(AANTAL, u.clienten)} cliënten kosten meer dan {als_woord(EURO, u.grens)}, "
        f"samen {als_woord(EURO, u.bedrag)}."
        if u.grens is not None
        else "",
        koppen=(
            ("Wie", TEKST), ("Cliënten", AANTAL), ("Gemiddeld", EURO), ("Middelste", EURO), ("Gini", GETAL),
        ),
        rijen=[(naam, k.clienten, k.gemiddelde, k.mediaan, v.gini) for naam, k, v in delen],
        uitleg="Uitschieter is wie meer kost dan het geometrisch gemiddelde maal het kwadraat van de "
        "geometrische standaardafwijking (GM2). De cijfers zonder uitschieters staan ernaast, nooit "
        "ervoor in de plaats: het geld is echt uitgegeven.",
    )  # fmt: skip


def create_kwaliteit(beeld: Diepbeeld) -> Tabel:
    """What is to be said about the data themselves, in lines and euros."""
    return Tabel(
        naam="kwaliteit",
        vraag="Wat is er op te merken aan de gegevens?",
        koppen=(("Opmerking", TEKST), ("Aantal", AANTAL), ("Bedrag", EURO), ("Uitleg", TEKST)),
        rijen=[(o.soort.replace("_", " "), o.aantal, o.bedrag, UITLEG[o.soort]) for o in beeld.kwaliteit],
        leeg="" if beeld.kwaliteit else "Er viel niets op.",
        uitleg="Dit gaat over alle gegevens in het meer, van alle jaren. Regels die niet te lezen waren, "
        "zijn bij het inlezen al geweigerd en gemeld.",
    )


def _heel(dagen: float | None) -> int | None:
    return None if dagen is None else round(dagen)
