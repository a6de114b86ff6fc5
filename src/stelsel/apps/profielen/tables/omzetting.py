"""The tables of the conversion: which profile takes the place of a product, and what is left over."""

from __future__ import annotations

from stelsel.analyse.profielen.omzetting import PAST
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, TEKST, Cijfertabel
from stelsel.kern.bedrag import in_euro

from ..queries import Omzettingbeeld

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
    return [create_producten(beeld), create_matrix(beeld)]


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
