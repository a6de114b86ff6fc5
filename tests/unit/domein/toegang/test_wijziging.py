"""Every change of an allocation: which number it keeps, and with which rule it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stelsel.domein.toegang.begrippen import RedenWijziging, Wet
from stelsel.domein.toegang.levensloop import (
    Afstemming,
    Feiten,
    Gebruik,
    Levensloopplan,
    Stand,
    Wens,
)
from stelsel.domein.toegang.voorwaarden import check_stand
from stelsel.domein.toegang.wijziging import decide_verwijdering, decide_wijziging
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

VANDAAG = date(2026, 3, 16)
GELIJK = "het nummer blijft gelijk."
JAAR = Periode(date(2026, 1, 1), date(2026, 12, 31))


def uur(volume: int, frequentie: Frequentie = Frequentie.WEEK) -> Omvang:
    return Omvang(volume, Eenheid.UUR, frequentie)


PER_WEEK = Stand(Wet.WMO, "41990001", "02", "02A01", JAAR, uur(3), None, nummer="1001")
TOTAAL = replace(PER_WEEK, omvang=uur(40, Frequentie.TOTAAL))
MET_BUDGET = replace(PER_WEEK, code="", omvang=None, budget=500_000)
AFGELOPEN = replace(PER_WEEK, periode=Periode(date(2025, 1, 1), date(2025, 12, 31)))


def decide(stand: Stand, *, feiten: Feiten | None = None, **anders: Any) -> Levensloopplan:
    """The allocation with something else in it; talked over and agreed, unless said otherwise."""
    wens: dict[str, Any] = {
        "einddatum": stand.periode.eind,
        "omvang": stand.omvang,
        "budget": stand.budget,
        "afstemming": Afstemming.INSTEMMING,
    }
    return decide_wijziging(stand, gewenst=Wens(**wens | anders), feiten=feiten or Feiten(), today=VANDAAG)


def get_codes(plan: Levensloopplan) -> list[str]:
    return [zin.code for zin in plan.bezwaren]


@pytest.mark.parametrize(
    ("stand", "anders", "reden", "zinnen"),
    [
        pytest.param(
            PER_WEEK,
            {"einddatum": date(2027, 6, 30)},
            "04",
            [f"OP380 De einddatum wordt verlengd van 31-12-2026 naar 30-06-2027; {GELIJK}"],
            id="oprekken",
        ),
        pytest.param(
            PER_WEEK,
            {"einddatum": date(2026, 6, 30), "reden": RedenWijziging.VERHUISD},
            "07",
            [f"OP033x1 De einddatum wordt vervroegd van 31-12-2026 naar 30-06-2026; {GELIJK}"],
            id="intrekken",
        ),
        pytest.param(
            TOTAAL,
            {"omvang": uur(60, Frequentie.TOTAAL), "einddatum": date(2027, 3, 31)},
            "04",
            [
                f"OP033x1 De einddatum wordt verlengd van 31-12-2026 naar 31-03-2027; {GELIJK}",
                f"IV066 De omvang gaat van 40 uur in totaal naar 60 uur in totaal; {GELIJK}",
            ],
            id="totaal hoger en langer",
        ),
        pytest.param(
            MET_BUDGET,
            {"budget": 450_000, "afstemming": Afstemming.VERZOEK},
            "12",
            [f"IV066 Het budget gaat van € 5.000,00 naar € 4.500,00; {GELIJK}"],
            id="budget lager op verzoek",
        ),
    ],
)
def test_the_number_stays(stand: Stand, anders: dict[str, Any], reden: str, zinnen: list[str]) -> None:
    plan = decide(stand, **anders)

    assert (plan.bezwaren, plan.opvolger, plan.reden) == ((), None, reden)
    assert [f"{zin.code} {zin.tekst}" for zin in plan.stappen] == zinnen
    assert plan.bestaand.nummer == "1001"


@pytest.mark.parametrize(
    ("stand", "anders", "oud", "nieuw"),
    [
        pytest.param(
            PER_WEEK,
            {"omvang": uur(5), "ingangsdatum": date(2026, 7, 1)},
            Periode(date(2026, 1, 1), date(2026, 6, 30)),
            Periode(date(2026, 7, 1), date(2026, 12, 31)),
            id="ander aantal per week",
        ),
        pytest.param(
            TOTAAL,
            {"omvang": uur(3), "ingangsdatum": date(2026, 7, 1)},
            Periode(date(2026, 1, 1), date(2026, 6, 30)),
            Periode(date(2026, 7, 1), date(2026, 12, 31)),
            id="andere frequentie",
        ),
        pytest.param(
            PER_WEEK,
            {"omvang": uur(5), "ingangsdatum": date(2026, 1, 1)},
            Periode(date(2026, 1, 1), date(2026, 1, 1)),
            JAAR,
            id="vanaf het begin: het oude nummer wordt verwijderd",
        ),
        pytest.param(
            AFGELOPEN,
            {"einddatum": date(2026, 12, 31)},
            AFGELOPEN.periode,
            JAAR,
            id="verlengen na afloop",
        ),
        pytest.param(
            PER_WEEK,
            {"einddatum": date(2027, 6, 30), "ingangsdatum": date(2027, 2, 1)},
            JAAR,
            Periode(date(2027, 2, 1), date(2027, 6, 30)),
            id="na een onderbreking",
        ),
    ],
)
def test_a_new_number(stand: Stand, anders: dict[str, Any], oud: Periode, nieuw: Periode) -> None:
    plan = decide(stand, **anders)

    assert plan.bezwaren == ()
    assert plan.opvolger is not None
    assert (plan.bestaand.periode, plan.opvolger.periode, plan.opvolger.nummer) == (oud, nieuw, "")
    assert (plan.reden is None) == (plan.bestaand == stand)
    assert plan.bestaand.verwijderd == (oud.begin == oud.eind)


GEBRUIKT = Feiten(Gebruik(regels=2, volume=39, bedrag=300_000, laatste_dag=date(2026, 2, 28)), gestart=True)
STAAT_AL = replace(PER_WEEK, nummer="1002", periode=Periode(date(2027, 1, 1), date(2027, 12, 31)))
LANGER = {"einddatum": date(2027, 6, 30)}


@pytest.mark.parametrize(
    ("stand", "anders", "feiten", "codes"),
    [
        (PER_WEEK, {}, Feiten(), [""]),
        (PER_WEEK, {"einddatum": date(2025, 12, 31)}, Feiten(), [""]),
        (replace(PER_WEEK, verwijderd=True), LANGER, Feiten(), ["OP033x1"]),
        (PER_WEEK, {"einddatum": None}, Feiten(), ["IV042"]),
        (PER_WEEK, {"omvang": uur(5)}, Feiten(), ["IV066"]),
        (PER_WEEK, {"omvang": uur(5), "ingangsdatum": date(2025, 12, 1)}, Feiten(), [""]),
        (PER_WEEK, {"omvang": uur(5), "ingangsdatum": date(2027, 1, 1)}, Feiten(), [""]),
        (PER_WEEK, {"einddatum": date(2027, 2, 1), "ingangsdatum": date(2027, 3, 1)}, Feiten(), [""]),
        (TOTAAL, {"omvang": uur(50, Frequentie.TOTAAL), "ingangsdatum": VANDAAG}, Feiten(), ["TR373"]),
        (MET_BUDGET, {"budget": 600_000, "ingangsdatum": VANDAAG}, Feiten(), ["TR373"]),
        (PER_WEEK, LANGER | {"afstemming": Afstemming.GEEN}, Feiten(), ["OP033x1"]),
        (PER_WEEK, LANGER | {"reden": RedenWijziging.OVERLEDEN}, Feiten(), ["IV099"]),
        (PER_WEEK, LANGER | {"reden": RedenWijziging.VERWIJDERD}, Feiten(), ["IV099"]),
        (
            PER_WEEK,
            {"einddatum": date(2026, 2, 1), "afstemming": Afstemming.OVERLEG},
            Feiten(),
            ["OP186"],
        ),
        (
            TOTAAL,
            {"omvang": uur(39, Frequentie.TOTAAL), "afstemming": Afstemming.OVERLEG},
            GEBRUIKT,
            ["OP298"],
        ),
        (TOTAAL, {"omvang": uur(38, Frequentie.TOTAAL)}, GEBRUIKT, ["TR322"]),
        (MET_BUDGET, {"budget": 300_000, "afstemming": Afstemming.OVERLEG}, GEBRUIKT, ["OP299"]),
        (MET_BUDGET, {"budget": 299_999}, GEBRUIKT, ["TR369"]),
        (MET_BUDGET, {"einddatum": None}, Feiten(), ["CD075"]),
        (MET_BUDGET, {"budget": 0}, Feiten(), ["IV074"]),
        (PER_WEEK, {"einddatum": date(2026, 2, 27)}, Feiten(Gebruik(1, 27, 1, date(2026, 2, 28))), ["UP031"]),
        (PER_WEEK, {"einddatum": date(2026, 2, 28)}, Feiten(Gebruik(1, 28, 1, date(2026, 2, 28))), ["TR322"]),
        (
            PER_WEEK,
            {"omvang": uur(5), "ingangsdatum": date(2026, 1, 1)},
            GEBRUIKT,
            ["TR385", "OP362"],
        ),
        (PER_WEEK, LANGER, Feiten(andere=[STAAT_AL]), ["OP259"]),
        (PER_WEEK, LANGER, Feiten(andere=[replace(STAAT_AL, agb="41990002")]), [""]),
    ],
)
def test_refused(stand: Stand, anders: dict[str, Any], feiten: Feiten, codes: list[str]) -> None:
    plan = decide(stand, feiten=feiten, **anders)

    assert get_codes(plan) == codes
    assert all(zin.tekst.endswith(".") for zin in plan.bezwaren)


@pytest.mark.parametrize(
    ("stand", "anders", "feiten"),
    [
        (PER_WEEK, {"einddatum": date(2026, 2, 28)}, Feiten(Gebruik(1, 27, 1, date(2026, 2, 28)))),
        (PER_WEEK, {"einddatum": date(2026, 2, 1), "afstemming": Afstemming.INSTEMMING}, Feiten()),
        (
            PER_WEEK,
            {
                "einddatum": date(2026, 2, 1),
                "reden": RedenWijziging.OVERLEDEN,
                "afstemming": Afstemming.GEEN,
            },
            Feiten(),
        ),
        (TOTAAL, {"omvang": uur(39, Frequentie.TOTAAL)}, GEBRUIKT),
        (MET_BUDGET, {"budget": 300_000}, GEBRUIKT),
        (PER_WEEK, LANGER | {"afstemming": Afstemming.OVERLEG}, GEBRUIKT),
        (PER_WEEK, LANGER, Feiten(andere=[replace(STAAT_AL, code="02A02")])),
        (PER_WEEK, LANGER, Feiten(andere=[replace(STAAT_AL, wet=Wet.JEUGDWET)])),
        (PER_WEEK, LANGER, Feiten(andere=[replace(STAAT_AL, verwijderd=True)])),
        (PER_WEEK, LANGER | {"naast_ander": True}, Feiten(andere=[replace(STAAT_AL, agb="41990002")])),
        (replace(PER_WEEK, categorie="11"), LANGER, Feiten(andere=[replace(STAAT_AL, categorie="11")])),
    ],
)
def test_allowed(stand: Stand, anders: dict[str, Any], feiten: Feiten) -> None:
    assert decide(stand, feiten=feiten, **anders).bezwaren == ()


def test_the_rest_of_a_claimed_month_needs_a_correction() -> None:
    stand = replace(PER_WEEK, periode=Periode(date(2026, 1, 1), date(2026, 4, 15)))
    tot = [date(2026, 4, 15), date(2026, 3, 31)]
    plannen = [
        decide(stand, einddatum=date(2026, 6, 30), feiten=Feiten(Gebruik(1, 3, 1, dag))) for dag in tot
    ]

    assert [[zin.code for zin in plan.waarschuwingen] for plan in plannen] == [["TR388"], []]


def test_deleting() -> None:
    plan = decide_verwijdering(PER_WEEK, feiten=Feiten())

    assert (plan.bestaand.verwijderd, plan.bestaand.periode.eind) == (True, date(2026, 1, 1))
    assert (plan.reden, plan.bezwaren) == ("13", ())
    assert get_codes(decide_verwijdering(PER_WEEK, feiten=GEBRUIKT)) == ["TR385", "OP362"]
    assert get_codes(decide_verwijdering(plan.bestaand, feiten=Feiten())) == ["OP033x1"]


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({}, []),
        ({"categorie": "", "code": "", "omvang": None, "budget": 100_000}, []),
        ({"categorie": "", "code": "", "omvang": None}, ["IV074"]),
        ({"budget": 100_000}, ["IV074"]),
        ({"omvang": None}, ["IV042"]),
        ({"code": "", "omvang": None}, []),
    ],
)
def test_what_an_allocation_must_hold(anders: dict[str, Any], codes: list[str]) -> None:
    assert [zin.code for zin in check_stand(replace(PER_WEEK, **anders), andere=())] == codes


@pytest.mark.parametrize(
    ("een", "ander", "botst"),
    [
        (("02", "02A01"), ("02", "02A01"), True),
        (("02", "02A01"), ("02", "02A02"), False),
        (("02", "02A01"), ("02", ""), True),
        (("02", "02A01"), ("07", ""), False),
        (("", ""), ("07", "07D01"), True),
        (("", ""), ("11", "11A01"), False),
    ],
)
def test_stacking_at_the_level_that_both_name(
    een: tuple[str, str], ander: tuple[str, str], botst: bool
) -> None:
    standen = [replace(PER_WEEK, categorie=c, code=p) for c, p in (een, ander)]

    assert standen[0].stapelt(standen[1]) == standen[1].stapelt(standen[0]) == botst
