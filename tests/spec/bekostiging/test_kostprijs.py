"""The tables of docs/rekenen/kostprijs.md, computed again."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from stelsel.domein.bekostiging.gevoeligheid import compute_gevoeligheid
from stelsel.domein.bekostiging.indexatie import Afronding, Methode, compute_index, index_tarief
from stelsel.domein.bekostiging.kostprijs import STAPPEN, Invoer, compute_kostprijs, rond_tarief
from stelsel.domein.bekostiging.kostprijsinvoer import create_invoer

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "kostprijs.md"
FUNCTIES = ("MBO", "HBO", "WO")


def list_rijen(tabel: str) -> list[tuple[str, ...]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    regels = re.match(r"(?:\|.*\n)+", stuk)[0].splitlines()
    return [tuple(cel.strip() for cel in regel.strip("|").split("|")) for regel in regels[2:]]


def create_voorbeeld() -> Invoer:
    salarissen = next(rij for rij in list_rijen("stappen") if rij[0] == "bruto_maand")[1:]
    return create_invoer(
        {
            "algemeen": {naam: Decimal(waarde) for naam, waarde in list_rijen("algemeen")},
            "functie": {
                naam: {"bruto_maand": Decimal(salaris)}
                for naam, salaris in zip(FUNCTIES, salarissen, strict=True)
            },
            "mix": {"MBO": Decimal("0.30"), "HBO": Decimal("0.55"), "WO": Decimal("0.15")},
            "traject": {"uren": Decimal("56.84")},
        }
    )


@pytest.mark.parametrize("rij", list_rijen("stappen")[1:], ids=lambda rij: rij[0])
def test_every_step(rij: tuple[str, ...]) -> None:
    tarieven = compute_kostprijs(create_voorbeeld()).tarieven

    getoond = [round(Decimal(float(t.stappen[rij[0]])), _decimalen(rij[1])) for t in tarieven]

    assert getoond == [Decimal(cel) for cel in rij[1:]]


def test_the_table_has_every_step() -> None:
    assert tuple(rij[0] for rij in list_rijen("stappen")[1:]) == STAPPEN


@pytest.mark.eis("R3.04")
def test_tarieven_mix_and_traject_to_the_cent() -> None:
    kostprijs = compute_kostprijs(create_voorbeeld())

    gevonden = [t.tarief for t in kostprijs.tarieven]
    gevonden += [rond_tarief(kostprijs.mix), kostprijs.traject]
    assert gevonden == [int(cent) for _, cent in list_rijen("tarieven")]


def test_the_traject_is_not_computed_from_the_rounded_mix() -> None:
    kostprijs = compute_kostprijs(create_voorbeeld())

    assert rond_tarief(Fraction("56.84") * Fraction(rond_tarief(kostprijs.mix), 100)) == 489336
    assert kostprijs.traject == 489323


@pytest.mark.parametrize("rij", list_rijen("gevoeligheid"), ids=lambda rij: rij[0])
def test_sensitivity_of_hbo(rij: tuple[str, ...]) -> None:
    naam, van, naar, cent, procent = rij

    effect = next(
        e for e in compute_gevoeligheid(create_voorbeeld()) if (e.functie, e.parameter) == ("HBO", naam)
    )

    assert (effect.van, effect.naar) == (Fraction(van), Fraction(naar))
    assert (effect.tarief, effect.effect) == (int(cent), int(cent) - 8625)
    assert f"{float(100 * effect.deel):+.2f}" == procent


@pytest.mark.parametrize("rij", list_rijen("indexatie"), ids=" | ".join)
def test_index_of_a_year_by_method(rij: tuple[str, ...]) -> None:
    index = compute_index(int(rij[0]), methode=Methode(rij[1]), afronding=Afronding(rij[2]))

    assert [f"{float(index.basis):.3f}", f"{float(index.nacalculatie):.4f}"] == [rij[3], rij[4]]
    assert f"{float(index.totaal):.2f}" == rij[5]


def test_each_year_has_its_own_method() -> None:
    assert [(i.methode, i.afronding) for i in map(compute_index, (2024, 2025))] == [
        (Methode.RATIO, Afronding.DELEN),
        (Methode.VERSCHIL, Afronding.SOM),
    ]


def test_a_tarief_over_two_years() -> None:
    assert rond_tarief(index_tarief(Fraction("86.25"), van=2023, naar=2025)) == 9623


def _decimalen(cel: str) -> int:
    return len(cel.partition(".")[2])
