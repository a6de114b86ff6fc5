"""The report on one message: its verdict in a sentence, and its findings by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stelsel.istandaarden.catalogus.hulp import Hulp, get_hulp
from stelsel.istandaarden.controle import Niveau
from stelsel.istandaarden.rapport.bestanden import Gecontroleerd
from stelsel.istandaarden.rapport.fragment import Fragment, create_fragment
from stelsel.istandaarden.rapport.woorden import render_berichtnaam, render_plek
from stelsel.kern.bevinding import Bevinding

_BESTAND = "BESTAND"
#: How many places of one rule are written out.
_PLEKKEN = 5


@dataclass
class Regelgroep:
    """The findings of one rule with the same explanation, in order of the document."""

    regel: str
    uitleg: str
    hulp: Hulp
    bevindingen: list[Bevinding] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        """How many findings."""
        return len(self.bevindingen)

    @property
    def plekken(self) -> list[tuple[str, int | None]]:
        """The first places: in words, and the line; [] when nothing in the file can be pointed at."""
        eerste = self.bevindingen[:_PLEKKEN]
        return [(render_plek(b.plaats), b.regelnummer) for b in eerste if b.plaats or b.regelnummer]


@dataclass(frozen=True)
class Rapport:
    """The report on one message. `bericht`: JW301 or None; `oordeel`: the verdict in one sentence;
    `gevolg`: what the receiver would do with it; `overgeslagen`: no message, passed over."""

    naam: str
    bericht: str | None
    niveau: Niveau
    soort: str
    oordeel: str
    gevolg: str
    groepen: tuple[Regelgroep, ...]
    bevindingen: tuple[Bevinding, ...]
    fragment: Fragment | None
    overgeslagen: bool = False

    @property
    def aantal(self) -> int:
        """How many findings."""
        return len(self.bevindingen)

    @property
    def is_goed(self) -> bool:
        """A message without findings."""
        return self.niveau == 0 and not self.overgeslagen


def create_rapport(bestand: Gecontroleerd) -> Rapport:
    """The report on a message that was checked."""
    controle = bestand.controle
    oordeel, gevolg = _render_oordeel(bestand)
    return Rapport(
        naam=bestand.naam,
        bericht=controle.naam,
        niveau=controle.niveau,
        soort=render_berichtnaam(controle.naam) if controle.naam else "",
        oordeel=oordeel,
        gevolg=gevolg,
        groepen=tuple(_list_groepen(controle.bevindingen)),
        bevindingen=tuple(controle.bevindingen),
        fragment=create_fragment(bestand.data, controle.bevindingen) if controle.bevindingen else None,
        overgeslagen=bestand.overgeslagen,
    )


def _list_groepen(bevindingen: Sequence[Bevinding]) -> list[Regelgroep]:
    groepen: dict[tuple[str, str], Regelgroep] = {}
    for b in bevindingen:
        groep = Regelgroep(b.regel, b.uitleg, get_hulp(b.regel, uitleg=b.uitleg))
        groepen.setdefault((b.regel, b.uitleg), groep).bevindingen.append(b)
    return list(groepen.values())


def _tel(aantal: int) -> str:
    return "1 fout" if aantal == 1 else f"{aantal:,} fouten".replace(",", ".")


def _render_oordeel(bestand: Gecontroleerd) -> tuple[str, str]:
    """The verdict, and what the receiver would do."""
    controle = bestand.controle
    aantal = _tel(len(controle.bevindingen))
    if bestand.overgeslagen:
        return "Dit is geen XML-bestand. Wij hebben het overgeslagen.", ""
    if controle.niveau == 0:
        return "Geen fouten gevonden.", "U kunt dit bericht versturen."
    if any(b.regel == _BESTAND for b in controle.bevindingen):
        if bestand.naam.lower().endswith(".zip"):
            return (
                "Dit zipbestand pakten wij niet uit.",
                "De ontvanger doet dat waarschijnlijk ook niet. Over de berichten erin weten wij nog niets.",
            )
        return (
            "Dit bestand kunnen wij niet lezen als bericht.",
            "De ontvanger kan dat ook niet. U krijgt hooguit een technische foutmelding, geen retourbericht.",
        )
    if controle.niveau == 1:
        return (
            f"De opbouw van dit bericht klopt niet: {aantal}.",
            "De ontvanger kan het niet verwerken. U krijgt hooguit een technische foutmelding, "
            "geen retourbericht. De inhoud controleren wij pas als de opbouw klopt.",
        )
    return (
        f"De opbouw klopt, de inhoud niet: {aantal}.",
        "De ontvanger keurt het hele bericht af; het telt als niet verstuurd. "
        "Verbeter het en stuur het dan opnieuw.",
    )
