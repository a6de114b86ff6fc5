"""The tables of docs/rekenen/bekostiging.md, computed again."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from stelsel.domein.bekostiging.afschalen import compute_afschaling
from stelsel.domein.bekostiging.berichtenlast import compute_berichten, get_berichtenlast
from stelsel.domein.bekostiging.criteria import compute_eindscore, get_criteria, get_prikkels
from stelsel.domein.bekostiging.effect import compute_effect, get_corridor, limit_effect
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.neutraliteit import compute_neutraliteit
from stelsel.domein.bekostiging.prijsvector import BuitenVierkant, compute_prijsvector
from stelsel.domein.bekostiging.trajectprijs import Betaalschema, compute_termijnen, compute_verrekening

PAGINA = Path(__file__).resolve().parents[3] / "docs" / "rekenen" / "bekostiging.md"
PEILDATUM = date(2026, 1, 1)


def list_rijen(tabel: str) -> list[tuple[str, ...]]:
    """The rows of one table of the page, as texts."""
    stuk = PAGINA.read_text(encoding="utf-8").split(f"<!-- tabel: {tabel} -->\n")[1]
    regels = re.match(r"(?:\|.*\n)+", stuk)[0].splitlines()
    return [tuple(cel.strip() for cel in regel.strip("|").split("|")) for regel in regels[2:]]


def parse_reeks(tekst: str) -> list[float]:
    return [float(deel) for deel in tekst.split(",")]


def test_factors_regional_factor_and_settlement() -> None:
    *rijen, regio = list_rijen("neutraliteit")
    uit = compute_neutraliteit(
        oud={rij[0]: 100 * int(rij[1]) for rij in rijen}, nieuw={rij[0]: 100 * int(rij[2]) for rij in rijen}
    )

    assert [f"{float(factor):.6f}" for factor in uit.factoren.values()] == [rij[3] for rij in rijen]
    assert [uit.verrekening[rij[0]] for rij in rijen] == [int(rij[4]) for rij in rijen]
    assert (f"{float(uit.regionaal):.6f}", sum(uit.verrekening.values())) == (regio[3], int(regio[4]))


@pytest.mark.parametrize("rij", list_rijen("prijsvector"), ids=lambda rij: rij[0])
def test_price_vector(rij: tuple[str, ...]) -> None:
    uit = _compute_vector(parse_reeks(rij[0]))

    assert [round(prijs, 2) for prijs in uit.prijzen] == parse_reeks(rij[1])
    assert [round(afwijking, 2) + 0.0 for afwijking in uit.afwijkingen] == parse_reeks(rij[2])


@pytest.mark.eis("R3.35")
def test_floors_above_the_budget_are_told_and_never_lowered() -> None:
    with pytest.raises(BuitenVierkant, match="niet binnen financieel vierkant") as fout:
        _compute_vector([3200, 7500, 17000])

    assert fout.value.tekorten[0] == 89_000


def _compute_vector(bodems: list[float]):
    rijen = list_rijen("aantallen")
    return compute_prijsvector(
        aantallen=[[int(cel) for cel in rij[1:4]] for rij in rijen],
        budgetten=[float(rij[4]) for rij in rijen],
        bodems=bodems,
    )


@pytest.mark.parametrize("rij", list_rijen("effecten"), ids=lambda rij: rij[0])
def test_winners_and_losers(rij: tuple[str, ...]) -> None:
    nieuw = sum(n * prijs for n, prijs in zip(parse_reeks(rij[1]), (3200, 6800, 17500), strict=True))
    effect = compute_effect(oud=100 * int(rij[2]), nieuw=round(100 * nieuw))

    assert (nieuw, round(100 * float(effect), 2)) == (float(rij[3]), float(rij[4]))


@pytest.mark.parametrize("rij", list_rijen("corridor"), ids=lambda rij: rij[0])
def test_corridor(rij: tuple[str, ...]) -> None:
    effect = Fraction(rij[0]) / 100

    jaren = [
        float(100 * limit_effect(effect, corridor=get_corridor(jaar, peildatum=PEILDATUM)))
        for jaar in (1, 2, 3)
    ]

    assert jaren == [float(cel) for cel in rij[1:]]


@pytest.mark.parametrize("rij", list_rijen("berichten"), ids=lambda rij: rij[0])
def test_message_load(rij: tuple[str, ...]) -> None:
    assert compute_berichten(losse=int(rij[1]), declaraties=int(rij[2])) == int(rij[3])


def test_usual_message_load_of_every_model() -> None:
    assert [get_berichtenlast(model).per_client for model in Model] == [30, 10, 0]


@pytest.mark.eis("R3.20")
def test_incentives_are_those_of_the_page() -> None:
    gevonden = [(p.code, p.criterium, *(p.scores[m] for m in Model)) for p in get_prikkels()]

    assert gevonden == [(*rij[:2], *map(int, rij[2:])) for rij in list_rijen("prikkels")]


def test_weighted_score() -> None:
    gelijk = dict.fromkeys(get_criteria(), 1)
    alleen_speelveld = dict.fromkeys(get_criteria(), 0) | {"speelveld": 3}

    assert [(m.value, float(compute_eindscore(m, gewichten=gelijk))) for m in Model] == [
        (rij[0], float(rij[1])) for rij in list_rijen("eindscores")
    ]
    assert [compute_eindscore(m, gewichten=alleen_speelveld) for m in Model] == [2, -1, -2]


@pytest.mark.parametrize("rij", list_rijen("afschalen"), ids=lambda rij: rij[0])
def test_stepping_down(rij: tuple[str, ...]) -> None:
    uit = compute_afschaling(Model(rij[0]), kosten=100_000, stap=Fraction(1, 10), meebewegend=Fraction(4, 5))

    assert (uit.opbrengst, uit.kosten, uit.resultaat) == tuple(map(int, rij[1:]))


@pytest.mark.parametrize("rij", list_rijen("uitbetaling"), ids=lambda rij: f"{rij[0]} {rij[1]}")
def test_settlement_at_the_end(rij: tuple[str, ...]) -> None:
    met, zonder = (
        compute_verrekening(
            prijs=489_323,
            schema=Betaalschema(Fraction(7, 10), terugvordering=terug),
            volgens_plan=rij[0] == "ja",
            dagen=int(rij[1]),
            gepland=182,
        )
        for terug in (True, False)
    )

    assert f"{float(met.deel):.4f}" == rij[2]
    assert (met.verschuldigd, met.verrekening, zonder.verrekening) == tuple(map(int, rij[3:]))


def test_yearly_price_in_twelve_parts() -> None:
    assert compute_termijnen(jaarprijs=960_000) == [80_000] * 12
    assert sum(compute_termijnen(jaarprijs=1_000_001)) == 1_000_001
