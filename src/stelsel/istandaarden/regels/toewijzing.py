"""Level 3 and 4 for what an aanbieder receives: the allocation (301) and the answer to a request (319).

The aanbieder holds an allocation against those it has, and an answer against its own requests. The dossier is
passed in; a rule says what is wrong in one sentence, or None. Source: spec 3.2, sections 8, 9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from stelsel.istandaarden.antwoorden import Plek, create_retour
from stelsel.istandaarden.berichten import Bericht, Waarden
from stelsel.istandaarden.berichten.begrippen import VerzoekAntwoord
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.regels.kop import Kopdossier, check_gemeentecode, check_header, geldt
from stelsel.istandaarden.regels.levering import Fout

VERWIJDERD = "13"


@dataclass(frozen=True)
class BekendeToewijzing:
    """An allocation that came in before. `referentie`: the ReferentieAanbieder it came with, or ""."""

    bsn: str
    categorie: str = ""
    code: str = ""
    referentie: str = ""


@dataclass(frozen=True)
class Aanbiederdossier:
    """What an aanbieder has on file of one gemeente under one law.

    `toewijzingen`: by number. `gedeclareerd`: the numbers with an approved claim that was not credited.
    `verzoeken`: the ReferentieAanbieder of its own requests. `antwoorden`: per reference the values of
    VerzoekAntwoord that came in. `producten`: code to categorie, the product list."""

    kop: Kopdossier
    toewijzingen: Mapping[int, BekendeToewijzing] = field(default_factory=dict)
    gedeclareerd: frozenset[int] = frozenset()
    verzoeken: frozenset[str] = frozenset()
    antwoorden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    producten: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Oordeel:
    """`header`: faults in the header, then the rest waits; `klassen`: faults by place of the class."""

    header: Sequence[Fout] = ()
    klassen: Mapping[Plek, Sequence[Fout]] = field(default_factory=dict)

    @property
    def fouten(self) -> list[Fout]:
        """All faults, those of the header first."""
        return [*self.header, *(fout for deel in self.klassen.values() for fout in deel)]


@dataclass(frozen=True)
class Ontvangen:
    """A ToegewezenProduct as it came in, with the Bsn of its client."""

    waarden: Waarden
    bsn: str

    @property
    def nummer(self) -> int:
        """ToewijzingNummer."""
        nummer: int = self.waarden["ToewijzingNummer"]
        return nummer

    @property
    def product(self) -> tuple[str, str]:
        """Categorie and Code, "" where there is none."""
        product = self.waarden.get("Product") or {}
        return product.get("Categorie", ""), product.get("Code", "")


Toewijzingsregel = Callable[[Ontvangen, Aanbiederdossier], str | None]
Antwoordregel = Callable[[Waarden, Aanbiederdossier], str | None]


def nummer_is_van_deze_toewijzing(product: Ontvangen, dossier: Aanbiederdossier) -> str | None:
    """TR332: a number that came in before is of the same client and the same product."""
    bekend = dossier.toewijzingen.get(product.nummer)
    if bekend is None or (bekend.bsn, bekend.categorie, bekend.code) == (product.bsn, *product.product):
        return None
    anders = "een andere cliënt of een ander product"
    return f"Toewijzing {product.nummer} hoort al bij {anders}. Geef een nieuw nummer."


def referentie_hoort_bij_verzoek(product: Ontvangen, dossier: Aanbiederdossier) -> str | None:
    """TR379: a reference is that of a request, and comes once with the allocation that honours it."""
    referentie = product.waarden.get("ReferentieAanbieder")
    if referentie is None:
        return None
    if referentie not in dossier.verzoeken:
        return f"Wij deden geen verzoek met referentie {referentie}. Laat de referentie weg."
    bekend = dossier.toewijzingen.get(product.nummer)
    if bekend is None or bekend.referentie != referentie:
        return None
    return f"Referentie {referentie} stond al bij deze toewijzing. Laat de referentie nu weg."


def product_past_bij_categorie(product: Ontvangen, dossier: Aanbiederdossier) -> str | None:
    """TR381: code and category belong together in the product list."""
    categorie, code = product.product
    if not code or dossier.producten.get(code) == categorie:
        return None
    return f"Productcode {code} hoort niet bij categorie {categorie}. Gebruik een product uit het contract."


def niet_verwijderd_na_declaratie(product: Ontvangen, dossier: Aanbiederdossier) -> str | None:
    """TR385: what was claimed and approved cannot be deleted."""
    if product.waarden.get("RedenWijziging") != VERWIJDERD or product.nummer not in dossier.gedeclareerd:
        return None
    return f"Op toewijzing {product.nummer} is al gedeclareerd. Verwijder haar pas als dat is gecrediteerd."


def verzoek_bekend(antwoord: Waarden, dossier: Aanbiederdossier) -> str | None:
    """TR355: the answer is on a request of this aanbieder."""
    referentie = antwoord["ReferentieAanbieder"]
    if referentie in dossier.verzoeken:
        return None
    return f"Wij deden geen verzoek met referentie {referentie}. Neem de referentie over uit het verzoek."


def nog_niet_toegewezen(antwoord: Waarden, dossier: Aanbiederdossier) -> str | None:
    """TR359: a request that was honoured gets no answer any more."""
    referentie = antwoord["ReferentieAanbieder"]
    if all(toewijzing.referentie != referentie for toewijzing in dossier.toewijzingen.values()):
        return None
    return f"Op verzoek {referentie} kwam al een toewijzing. Stuur geen antwoord meer."


def in_onderzoek_is_het_eerste_antwoord(antwoord: Waarden, dossier: Aanbiederdossier) -> str | None:
    """TR360: "in onderzoek" once, and before any other answer."""
    eerder = dossier.antwoorden.get(antwoord["ReferentieAanbieder"])
    if antwoord["VerzoekAntwoord"] != VerzoekAntwoord.IN_ONDERZOEK or not eerder:
        return None
    return "Op dit verzoek kwam al een antwoord. Stuur nu een toewijzing of een afwijzing."


def nog_niet_afgewezen(antwoord: Waarden, dossier: Aanbiederdossier) -> str | None:
    """TR365: after a refusal there is no answer any more."""
    eerder = dossier.antwoorden.get(antwoord["ReferentieAanbieder"], frozenset())
    if eerder <= {VerzoekAntwoord.IN_ONDERZOEK}:
        return None
    return "Dit verzoek is al afgewezen. Stuur geen antwoord meer."


_TOEGEWEZEN: dict[str, Toewijzingsregel] = {
    "TR332": nummer_is_van_deze_toewijzing,
    "TR379": referentie_hoort_bij_verzoek,
    "TR381": product_past_bij_categorie,
    "TR385": niet_verwijderd_na_declaratie,
}
_ANTWOORD: dict[str, Antwoordregel] = {
    "TR355": verzoek_bekend,
    "TR359": nog_niet_toegewezen,
    "TR360": in_onderzoek_is_het_eerste_antwoord,
    "TR365": nog_niet_afgewezen,
}


def check_toewijzing_ontvangst(bericht: Bericht, dossier: Aanbiederdossier) -> Oordeel:
    """What an aanbieder finds wrong with a 301 that is clean at level 2."""
    client = bericht.waarden["Client"]
    klassen: dict[Plek, dict[str, str | None]] = {
        ("Client", "ToegewezenProducten", "ToegewezenProduct", nummer): {
            code: regel(Ontvangen(product, client["Bsn"]), dossier) for code, regel in _TOEGEWEZEN.items()
        }
        for nummer, product in enumerate(client["ToegewezenProducten"]["ToegewezenProduct"])
    }
    return _create_oordeel(bericht, dossier, klassen)


def check_antwoord_ontvangst(bericht: Bericht, dossier: Aanbiederdossier) -> Oordeel:
    """What an aanbieder finds wrong with a 319 that is clean at level 2."""
    antwoord = bericht.waarden["Antwoord"]
    klassen: dict[Plek, dict[str, str | None]] = {
        ("Antwoord",): {code: regel(antwoord, dossier) for code, regel in _ANTWOORD.items()}
    }
    if "Woonplaatsbeginsel" in antwoord:
        gemeente = antwoord["Woonplaatsbeginsel"]["Gemeente"]
        uitleg = check_gemeentecode(bericht, dossier.kop, code=gemeente)
        klassen["Antwoord", "Woonplaatsbeginsel"] = {"TR378": uitleg}
    return _create_oordeel(bericht, dossier, klassen)


def _create_oordeel(
    bericht: Bericht, dossier: Aanbiederdossier, klassen: Mapping[Plek, Mapping[str, str | None]]
) -> Oordeel:
    header = check_header(bericht, dossier.kop)
    if header:
        return Oordeel(header)
    gevonden = {
        plek: [Fout(c, tekst) for c, tekst in uitleg.items() if tekst is not None and geldt(bericht, c)]
        for plek, uitleg in klassen.items()
    }
    return Oordeel((), {plek: fouten for plek, fouten in gevonden.items() if fouten})


def create_ontvangstretour(
    heen: Bericht, oordeel: Oordeel, *, identificatie: str, dagtekening: date
) -> Bericht:
    """The 302 or 320 that says so: a header only, or every class with its codes (0200: no fault)."""
    klassecodes = {plek: _list_codes(heen, fouten) for plek, fouten in oordeel.klassen.items()}
    return create_retour(
        heen,
        identificatie=identificatie,
        dagtekening=dagtekening,
        headercodes=_list_codes(heen, oordeel.header),
        klassecodes=klassecodes or None,
    )


def _list_codes(bericht: Bericht, fouten: Sequence[Fout]) -> list[str]:
    """The codes of WJ001 that go with the rules."""
    catalogus = get_catalogus(bericht.definitie.familie, bericht.definitie.release)
    codes = (catalogus[fout.regel].retourcode for fout in fouten)
    return [code for code in codes if code is not None]
