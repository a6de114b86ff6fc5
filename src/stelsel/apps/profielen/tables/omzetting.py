"""The tables of the conversion: which profile takes the place of a product, and what is left over."""

from __future__ import annotations

from stelsel.analyse.profielen.omzetting import PAST
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, GETAL, TEKST, Cijfertabel
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.categorieen import get_categorienaam
from stelsel.kern.bedrag import in_euro

from ..queries import Omzettingbeeld
from ..queries.ontwerp import DOMEIN_VAN_WET

_UITLEG = (
    "Wij kijken per cliënt en product naar het eerste profiel dat daarna is toegewezen, tot een half jaar "
    "nadat het product stopte.",
    "Een product past als ten minste 80 % van de kosten hoort bij cliënten die naar één profiel gingen. "
    "Het past deels vanaf 50 %. Het past niet als de kosten over meer profielen gaan, of als niemand een "
    "profiel kreeg. Met minder dan 30 cliënten die een profiel kregen, is er niets te zeggen.",
    "De rest zijn de kosten die niet naar dat profiel gingen. Daarin zit ook wie al was gestopt voordat er "
    "profielen waren. Kosten zijn die van alle jaren.",
)


def create_omzettingtabellen(beeld: Omzettingbeeld) -> list[Cijfertabel]:
    """The judgement per product, and the matrix of products and profiles."""
    return [
        create_producten(beeld),
        create_matrix(beeld),
        create_trajectproducten(beeld),
        create_trajectvormen(beeld),
    ]


def create_producten(beeld: Omzettingbeeld) -> Cijfertabel:
    """Per old product whether a profile takes its place, and the residue."""
    o = beeld.omzetting
    past = sum(1 for p in o.producten if p.oordeel == PAST)
    return Cijfertabel(
        naam="producten",
        vraag="Past elk product in een profiel?",
        antwoord=f"Van {len(o.producten)} producten zonder profiel passen er {past} in één profiel. "
        f"{in_euro(o.rest)} van {in_euro(o.bedrag)} ging er niet naartoe.",
        koppen=(
            ("Product", TEKST), ("Code", TEKST), ("Oordeel", TEKST), ("Profiel", TEKST),
            ("Aandeel naar dat profiel", AANDEEL), ("Cliënten", AANTAL), ("Kregen een profiel", AANTAL),
            ("Kosten", EURO), ("Rest", EURO), ("Anders geregeld", TEKST),
        ),
        rijen=[
            (
                beeld.productnamen.get(p.productcode, "onbekend"), p.productcode, p.oordeel,
                p.profiel or "geen", p.aandeel, p.clienten, p.gevolgd, p.bedrag, p.rest,
                beeld.alternatieven.get(p.productcode, "–"),
            )
            for p in o.producten
        ],
        leeg="" if o.producten else "Alle producten horen bij een profiel.",
        uitleg=_UITLEG,
    )  # fmt: skip


def create_matrix(beeld: Omzettingbeeld) -> Cijfertabel:
    """Per old product and profile the clients who went from one to the other, with their cost."""
    return Cijfertabel(
        naam="matrix",
        vraag="Welk profiel kwam na welk product?",
        koppen=(
            ("Product", TEKST), ("Code", TEKST), ("Profiel", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO),
        ),
        rijen=[
            (beeld.productnamen.get(code, "onbekend"), code, profiel, clienten, bedrag)
            for code, profiel, clienten, bedrag in beeld.omzetting.matrix
        ],
        leeg="" if beeld.omzetting.matrix else "Na geen van deze producten kwam een profiel.",
        uitleg=("Kosten zijn die van het product, van de cliënten die naar dat profiel gingen.",),
    )  # fmt: skip


def create_trajectproducten(beeld: Omzettingbeeld) -> Cijfertabel:
    """Per old product how much of it becomes a traject, with its usual hours and months."""
    t = beeld.trajecten
    deel = f"{100 * t.aandeel:.1f}".replace(".", ",") if t.aandeel is not None else ""
    return Cijfertabel(
        naam="trajectproducten",
        vraag="Hoeveel van elk product kan een traject worden?",
        antwoord=f"{deel} % van de kosten van producten zonder profiel kan worden omgezet." if deel else "",
        koppen=(
            ("Product", TEKST), ("Code", TEKST), ("Vorm", TEKST), ("Cliënten", AANTAL), ("Trajecten", AANTAL),
            ("Loopt nog", AANTAL), ("Kosten", EURO), ("Deel omgezet", AANDEEL), ("Uren per week", GETAL),
            ("Maanden", GETAL),
        ),
        rijen=[
            (
                beeld.productnamen.get(p.productcode, "onbekend"), p.productcode,
                _render_vorm(beeld.domein, p.categorie), p.clienten, p.trajecten, p.loopt, p.bedrag,
                p.aandeel, p.uren, p.maanden,
            )
            for p in t.producten
        ],
        leeg="" if t.producten else "Alle producten horen bij een profiel.",
        uitleg=(
            "Een traject is alle hulp van één cliënt op één product, van de eerste tot en met de laatste dag "
            "die is gedeclareerd. Er zijn een vorm, een aantal uren per week en een duur nodig.",
            "Hulp per dagdeel, etmaal of vast bedrag heeft geen uren en blijft een product. Hulp die nog "
            "loopt, heeft nog geen duur. Het deel omgezet is het deel van de kosten.",
            "Uren en maanden zijn het midden van de trajecten. Stopte hulp en begon zij later opnieuw, dan "
            "telt dat als één traject: de uren per week vallen dan laag uit en de duur hoog.",
        ),
    )  # fmt: skip


def create_trajectvormen(beeld: Omzettingbeeld) -> Cijfertabel:
    """The kinds of traject that the products become."""
    vormen = beeld.trajecten.vormen
    return Cijfertabel(
        naam="trajectvormen",
        vraag="Welke soorten trajecten worden dat?",
        koppen=(
            ("Vorm", TEKST), ("Intensiteit", TEKST), ("Duur", TEKST), ("Trajecten", AANTAL), ("Kosten", EURO),
            ("Kosten per traject", EURO),
        ),
        rijen=[
            (
                _render_vorm(beeld.domein, v.categorie), v.uren, v.maanden, v.trajecten, v.bedrag,
                v.bedrag / v.trajecten,
            )
            for v in vormen
        ],
        leeg="" if vormen else "Geen product zonder profiel kan een traject worden.",
        uitleg=("De klassen van uren en maanden zijn onze eigen keuze.",),
    )  # fmt: skip


def _render_vorm(domein: str, categorie: str) -> str:
    wet = next((Wet(wet) for wet, naam in DOMEIN_VAN_WET.items() if naam == domein), None)
    return get_categorienaam(wet, categorie) if wet else categorie
