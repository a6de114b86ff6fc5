"""The tables of a design of profiles: how many, which, how wide, what it costs, what is left over."""

from __future__ import annotations

from stelsel.analyse.profielen.gevolgen import Samenstelling, Samenvoeging
from stelsel.analyse.profielen.grafiek import create_grafiek_aantallen, create_grafiek_banden
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, GETAL, TEKST, Cijfertabel
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.profielen.criteria import CRITERIA
from stelsel.domein.profielen.lasten import compute_berichten
from stelsel.kern.bedrag import in_euro

from ..queries import Ontwerpbeeld
from .gevallen import create_gevaltabellen

#: Most rows of combinations, providers and products on the page; the sums below them are of all.
_RIJEN = 25
#: What the figures of every number of profiles are, and how sure.
_UITLEG_AANTALLEN = (
    "Verklaard is het deel van het verschil in kosten dat de profielen verklaren bij cliënten die "
    "niet meededen bij het maken ervan: tien keer een tiende deel. Op een logaritmische schaal "
    "tellen verschillen tussen lichte profielen even zwaar als die tussen zware.",
    "Wij beginnen met alle cellen en voegen steeds de twee samen waarbij het minst verloren gaat. "
    "Met de catalogus als begin mogen alleen cellen met hetzelfde startprofiel samen, die "
    "hoogstens één stap verschillen in complexiteit of intensiteit.",
    "De index van stabiliteit is 1 als steeds dezelfde profielen ontstaan wanneer wij 200 keer "
    "andere cliënten trekken uit dezelfde cellen.",
    "Kosten van het verleden volgen ook het aanbod. Een groep die weinig voorkomt of bijna evenveel "
    "kost als een andere, kan toch een eigen profiel verdienen.",
)


def create_tabellen(
    beeld: Ontwerpbeeld, *, simulatie: Samenvoeging | None, een: int, ander: int
) -> list[Cijfertabel]:
    """All tables of the page, in order; those about the catalogue only with the catalogue as start."""
    tabellen = [create_aantallen(beeld), create_profielen(beeld), create_banden(beeld)]
    if simulatie is not None:
        tabellen += [create_simulatie(simulatie, een=een, ander=ander), create_effecten(simulatie)]
    if beeld.gekozen.samenstelling is not None:
        tabellen += [
            create_lasten(beeld),
            create_combinaties(beeld, beeld.gekozen.samenstelling),
            *create_gevaltabellen(beeld),
            create_buiten(beeld),
        ]
    return tabellen


def create_aantallen(beeld: Ontwerpbeeld) -> Cijfertabel:
    """Every number of profiles with what it explains and which criteria stop it."""
    ontwerp = beeld.ontwerp
    best = max((oordeel.aantal.r2 for oordeel in ontwerp.oordelen), default=0.0)
    rijen = [
        (
            f"{o.aantal.k}{' (advies)' if o.aantal.k == ontwerp.advies.k else ''}",
            o.aantal.r2, o.aantal.r2_log, o.aantal.verlies, o.aantal.spreiding, o.aantal.clienten,
            o.aantal.aanbieders, o.aantal.prijsverhouding, o.aantal.stabiliteit,
            "; ".join(CRITERIA[naam] for naam in o.niet_voldaan) or "geen",
        )
        for o in ontwerp.oordelen
    ]  # fmt: skip
    omschrijving = (
        "Twee lijnen die eerst snel en dan langzaam stijgen, met een streep bij het advies van "
        f"{ontwerp.advies.k}. Dezelfde cijfers staan in de tabel."
    )
    vega = create_grafiek_aantallen(ontwerp.oordelen, advies=ontwerp.advies) if len(rijen) > 1 else None
    return Cijfertabel(
        naam="aantallen",
        vraag="Wat verklaart elk aantal profielen?",
        antwoord=f"De beste verdeling verklaart {100 * best:.0f} % van het verschil in kosten.",
        koppen=(
            ("Profielen", TEKST), ("Verklaard", AANDEEL), ("Verklaard, logaritmisch", AANDEEL),
            ("Verlies door samenvoegen", AANDEEL), ("Hoogste variatiecoëfficiënt", GETAL),
            ("Minste cliënten", AANTAL), ("Minste aanbieders", AANTAL), ("Kleinste prijsverhouding", GETAL),
            ("Index van stabiliteit", GETAL), ("Wat niet lukt", TEKST),
        ),
        rijen=rijen,
        grafiek=Grafiek(vega, omschrijving) if vega else None,
        uitleg=_UITLEG_AANTALLEN,
    )  # fmt: skip


def create_profielen(beeld: Ontwerpbeeld) -> Cijfertabel:
    """The profiles of the chosen set."""
    v = beeld.ontwerp.verklaring
    extra = ""
    if beeld.k == beeld.ontwerp.advies.k and v.getrimd is not None:
        extra = f" Zonder uitbijters verklaren zij {100 * v.getrimd:.0f} % van het verschil in kosten."
    return Cijfertabel(
        naam="profielen",
        vraag=f"Welke {beeld.k} profielen zijn dat?" if beeld.k > 1 else "Welk profiel is dat?",
        antwoord=f"Van duur naar goedkoop, met de gemiddelde kosten per cliënt.{extra}",
        koppen=(
            ("Nummer", AANTAL), ("Bestaat uit", TEKST), ("Cliënten", AANTAL), ("Gemiddelde kosten", EURO),
            ("Aandeel in de kosten", AANDEEL), ("Variatiecoëfficiënt", GETAL), ("Zonder uitbijters", GETAL),
        ),
        rijen=[
            (plek, g.kenmerken, g.n, g.gemiddelde, g.aandeel_kosten, g.cv, g.cv_getrimd)
            for plek, g in enumerate(beeld.groepen, start=1)
        ],
        uitleg=(
            "Een cliënt telt in de cel waaraan het meeste geld is besteed.",
            "De variatiecoëfficiënt is de standaardafwijking gedeeld door het gemiddelde. Uitbijter is wie "
            "meer kost dan het meetkundig gemiddelde maal twee keer de meetkundige standaardafwijking in het "
            "kwadraat (GM2). Het cijfer zonder uitbijters staat ernaast, nooit in de plaats.",
        ),
    )  # fmt: skip


def create_banden(beeld: Ontwerpbeeld) -> Cijfertabel:
    """The usual cost of each profile, and who falls outside."""
    buiten = sum(band.buiten for band in beeld.banden)
    alle = sum(groep.n for groep in beeld.groepen)
    deel = f"{100 * buiten / alle:.1f} %".replace(".", ",") if alle else "0 %"
    omschrijving = (
        "Per profiel een balk van het tiende tot het negentigste percentiel met een streep bij het "
        "gemiddelde. Dezelfde cijfers staan in de tabel."
    )
    vega = create_grafiek_banden(beeld.groepen, beeld.banden) if beeld.groepen else None
    return Cijfertabel(
        naam="bandbreedte",
        vraag="Wie past er niet in de bandbreedte?",
        antwoord=f"{buiten} van {alle} cliënten ({deel}) kosten veel meer dan anderen in hun profiel.",
        koppen=(
            ("Nummer", AANTAL), ("Een op de tien kost minder dan", EURO),
            ("Een op de tien kost meer dan", EURO), ("Grens van een uitbijter", EURO),
            ("Uitbijters", AANTAL), ("Kosten van uitbijters", EURO),
        ),
        rijen=[
            (plek, b.p10, b.p90, b.grens if b.grens < float("inf") else None, b.buiten, b.bedrag_buiten)
            for plek, b in enumerate(beeld.banden, start=1)
        ],
        grafiek=Grafiek(vega, omschrijving) if vega else None,
        uitleg=("De band van het tiende tot het negentigste percentiel is een voorstel voor de "
        "bandbreedte.",),
    )  # fmt: skip


def create_simulatie(s: Samenvoeging, *, een: int, ander: int) -> Cijfertabel:
    """Two profiles beside the one that they would become."""
    procent = f"{100 * s.verlies:.1f} %".replace(".", ",")
    return Cijfertabel(
        naam="samenvoegen",
        vraag=f"Wat gebeurt er als profiel {een} en {ander} samen één worden?",
        antwoord=f"Er gaat {procent} van het verklaarde verschil in kosten verloren. De prijs wordt "
        f"{in_euro(round(s.prijs))}.",
        koppen=(
            ("Profiel", TEKST), ("Cliënten", AANTAL), ("Prijs", EURO), ("Variatiecoëfficiënt", GETAL),
            ("Verklaard door alle profielen", AANDEEL),
        ),
        rijen=[
            (f"Nummer {een}", s.aantallen[0], s.prijzen[0], s.cv_voor[0], s.r2_voor),
            (f"Nummer {ander}", s.aantallen[1], s.prijzen[1], s.cv_voor[1], s.r2_voor),
            ("Samen", sum(s.aantallen), s.prijs, s.cv_na, s.r2_na),
        ],
        uitleg=(
            "Het verlies is n·m/(n+m) keer het kwadraat van het verschil in prijs, als deel van alle "
            "variatie. Verklaard is hier gemeten bij alle cliënten, ook die waarop de prijs is gebaseerd.",
        ),
    )  # fmt: skip


def create_effecten(s: Samenvoeging) -> Cijfertabel:
    """Who gains and who loses by the merge; most gained and most lost first."""
    orde = sorted(s.effecten, key=lambda e: -abs(e.verschil))[:_RIJEN]
    verliest = sum(1 for e in s.effecten if e.verschil < 0)
    return Cijfertabel(
        naam="winst-en-verlies",
        vraag="Welke aanbieders winnen of verliezen daarbij?",
        antwoord=f"Van {len(s.effecten)} aanbieders krijgen er {verliest} minder. Samen blijft het gelijk.",
        koppen=(
            ("Aanbieder (AGB)", TEKST), ("Cliënten", AANTAL), ("Met twee prijzen", EURO),
            ("Met één prijs", EURO), ("Verschil", EURO), ("Verschil in procenten", AANDEEL),
        ),
        rijen=[
            (e.aanbieder, e.clienten, e.oud, e.nieuw, e.verschil, e.verschil / e.oud if e.oud > 0 else None)
            for e in sorted(orde, key=lambda e: -e.verschil)
        ],
        uitleg=(
            "Elke aanbieder houdt dezelfde cliënten. Een aanbieder met weinig cliënten kan toevallig "
            f"winnen of verliezen. Er staan hoogstens {_RIJEN} aanbieders, met de grootste verschillen.",
        ),
    )  # fmt: skip


def create_lasten(beeld: Ontwerpbeeld) -> Cijfertabel:
    """Per number of profiles the codes, allocations and messages that it takes."""
    rijen = [
        (
            f"{k}{' (gekozen)' if k == beeld.k else ''}", k, s.toewijzingen,
            compute_berichten(s.toewijzingen, variant="inspanning"),
            compute_berichten(s.toewijzingen, variant="output"), s.aandeel_een,
        )
        for k, s in sorted(beeld.samenstellingen.items())
    ]  # fmt: skip
    nu, minst = beeld.samenstellingen[max(beeld.samenstellingen)], beeld.samenstellingen[beeld.k]
    return Cijfertabel(
        naam="lasten",
        vraag="Wat scheelt het aan administratie?",
        antwoord=f"Met {beeld.k} profielen zijn er {minst.toewijzingen} toewijzingen nodig, met "
        f"{max(beeld.samenstellingen)} zijn dat er {nu.toewijzingen}.",
        koppen=(
            ("Profielen", TEKST), ("Productcodes", AANTAL), ("Toewijzingen", AANTAL),
            ("Berichten, inspanning", AANTAL), ("Berichten, output", AANTAL),
            ("Cliënten in één profiel", AANDEEL),
        ),
        rijen=rijen,
        uitleg=(
            "Een toewijzing is hier een cliënt in een profiel, in dit jaar. Berichten per toewijzing: twee "
            "keer (toewijzing, start, stop en declaraties). Bij inspanning twaalf declaraties per jaar, "
            "bij output twee: aan het begin en aan het eind.",
        ),
    )  # fmt: skip


def create_combinaties(beeld: Ontwerpbeeld, samenstelling: Samenstelling) -> Cijfertabel:
    """Who is in more than one profile, and in which."""
    plek = {nummer: rang for rang, nummer in enumerate(beeld.nummers, start=1)}
    deel = f"{100 * samenstelling.aandeel_een:.1f} %".replace(".", ",")
    return Cijfertabel(
        naam="combinaties",
        vraag="Past een cliënt in één profiel?",
        antwoord=f"{deel} van de cliënten kreeg in dit jaar hulp uit precies één profiel.",
        koppen=(("Profielen (nummers)", TEKST), ("Cliënten", AANTAL)),
        rijen=[
            (" en ".join(str(rang) for rang in sorted(plek.get(n, 0) for n in nummers)), n_clienten)
            for nummers, n_clienten in samenstelling.combinaties[:_RIJEN]
        ],
        leeg="" if samenstelling.combinaties else "Er zijn geen cliënten met meer dan één profiel.",
        uitleg=(
            "Ook wie in de loop van het jaar van profiel wisselde, telt als cliënt met meer profielen.",
        ),
    )  # fmt: skip


def create_buiten(beeld: Ontwerpbeeld) -> Cijfertabel:
    """What is paid outside all profiles: the residue."""
    producten, binnen = beeld.uitkomst.buiten, beeld.uitkomst.bedrag
    rest = sum(product.bedrag for product in producten)
    deel = f"{100 * rest / (rest + binnen):.1f} %".replace(".", ",") if rest + binnen else "0 %"
    return Cijfertabel(
        naam="buiten",
        vraag="Welke producten vallen buiten de profielen?",
        antwoord=f"{in_euro(rest)} ({deel}) gaat naar producten zonder profiel.",
        koppen=(
            ("Product", TEKST), ("Code", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO), ("Aandeel", AANDEEL),
        ),
        rijen=[
            (
                beeld.productnamen.get(p.productcode, "onbekend"), p.productcode or "zonder code", p.clienten,
                p.bedrag, p.bedrag / (rest + binnen) if rest + binnen else None,
            )
            for p in producten[:_RIJEN]
        ],
        leeg="" if producten else "Alle producten horen bij een profiel.",
        uitleg=(
            "Producten van vóór de profielen en producten ernaast, zoals verblijf en vervoer. Hun kosten "
            f"tellen in geen profiel mee. Er staan hoogstens {_RIJEN} producten; het totaal is van alle.",
        ),
    )  # fmt: skip
