"""The tables of docs/rekenen/grootboek.md, computed again."""

import re
from itertools import accumulate
from pathlib import Path

import pytest

from stelsel.domein.declaraties.betaalrun import verreken
from stelsel.domein.declaraties.boekhouding import Post, list_bedragen
from stelsel.domein.declaraties.grootboek import (
    Mutatie,
    boek_bestand,
    boek_betaling,
    boek_goedkeuring,
    boek_ontvangst,
    boek_oordeel,
    list_posten,
    list_verschillen,
)

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "grootboek.md"
STAPPEN = {"goedkeuring": boek_goedkeuring, "bestand": boek_bestand, "betaling": boek_betaling}
KOLOMMEN = ("gedeclareerd", "goedgekeurd", "afgekeurd", "gecrediteerd", "openstaand", "klaargezet",
            "bij_bank", "betaald")  # fmt: skip


def list_rijen(tabel: str) -> list[list[str]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    regels = re.match(r"(?:\|.*\n)+", stuk)[0].splitlines()
    return [[cel.strip() for cel in regel.strip("|").split("|")] for regel in regels[2:]]


def parse_stap(tekst: str) -> Mutatie:
    """'oordeel 120000 9500 40000', 'betaling 80000' or 'terug betaling 80000'."""
    *woorden, soort = re.findall(r"[a-z]+", tekst)
    bedragen = [int(getal) for getal in re.findall(r"\d+", tekst)]
    if soort == "oordeel":
        goed, af, credit = bedragen
        oordeel = boek_oordeel(goedgekeurd=goed, afgekeurd=af, gecrediteerd=credit, credit_geweigerd=0)
        return boek_ontvangst(gedeclareerd=goed + af) + oordeel
    stap = STAPPEN[soort](*bedragen)
    return -stap if woorden == ["terug"] else stap


def test_course_of_one_declaratie() -> None:
    rijen = list_rijen("verloop")

    standen = list(accumulate(parse_stap(rij[0]) for rij in rijen))

    assert [[getattr(stand, veld) for veld in KOLOMMEN] for stand in standen] == [
        [int(cel) for cel in rij[1:]] for rij in rijen
    ]
    assert [list_verschillen(stand) for stand in standen] == [[]] * len(rijen)


def test_postings_of_the_verdict() -> None:
    posten = list_posten(parse_stap(list_rijen("verloop")[0][0]))

    assert [[post.rekening.value, str(post.debet), str(post.credit)] for post in posten] == list_rijen(
        "posten"
    )
    assert sum(post.debet for post in posten) == sum(post.credit for post in posten) == 249_500


@pytest.mark.parametrize("rij", list_rijen("verrekening"), ids=" | ".join)
def test_set_off(rij: list[str]) -> None:
    openstaand = [int(deel) for deel in rij[0].split(", ")]

    betaald = verreken(openstaand)

    assert betaald == [int(deel) for deel in rij[1].split(", ")]
    assert [sum(betaald), sum(openstaand) - sum(betaald)] == [int(rij[2]), int(rij[3])]


@pytest.mark.parametrize("rij", list_rijen("boekhouding"), ids=" | ".join)
def test_to_the_bookkeeping(rij: list[str]) -> None:
    saldi = {b.post: b.debet - b.credit for b in list_bedragen(parse_stap(rij[0]), wet="wmo")}

    posten = (Post.LASTEN_WMO, Post.TE_BETALEN, Post.ONDERWEG, Post.BANK)
    assert [saldi.get(post, 0) for post in posten] == [int(cel) for cel in rij[1:]]
    assert sum(saldi.values()) == 0
