"""A version of the catalogue as a value: kept and read back, checked, compared; and choosing within it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from stelsel.domein.profielen.assen import Startprofiel
from stelsel.domein.profielen.catalogus import (
    Activiteit,
    Catalogus,
    change_groep,
    change_profiel,
    get_standaardassen,
    parse_catalogus,
    withdraw_profiel,
)
from stelsel.domein.profielen.catalogustoets import FOUT, LET_OP, check_catalogus
from stelsel.domein.profielen.catalogusverschil import compare_catalogi
from stelsel.domein.profielen.keuze import check_band, get_lichtste, get_startprofielen
from stelsel.domein.profielen.referentie import get_referentie, list_referenties
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

CODE = "Hier staat productcode 45P1P. Producten horen in de omzetting, niet in een profiel."
WEST = get_referentie("westfriesland").catalogus
P1 = WEST.profielen[0]


def list_fouten(**anders: object) -> list[str]:
    """The faults of P1 with something else in it."""
    catalogus = Catalogus(get_standaardassen(), (replace(P1, **anders),))
    return [punt.tekst for punt in check_catalogus(catalogus) if punt.ernst == FOUT]


def test_published_catalogues_have_their_published_size() -> None:
    maten = {r.sleutel: (len(r.profielen), r.catalogus.cellen, r.wet) for r in list_referenties()}

    assert maten == {
        "amsterdam": (11, 44, "jw"),
        "westbrabant": (10, 40, "jw"),
        "westfriesland": (8, 26, "jw"),
        "wmo": (4, 10, "wmo"),
    }


@pytest.mark.parametrize("referentie", list_referenties(), ids=lambda r: r.sleutel)
def test_a_version_is_read_back_as_it_was_and_can_be_approved(referentie) -> None:
    data = json.loads(json.dumps(referentie.catalogus.als_data()))

    assert parse_catalogus(data) == referentie.catalogus
    assert [p for p in check_catalogus(referentie.catalogus) if p.ernst == FOUT] == []


@pytest.mark.eis("R2.08")
@pytest.mark.parametrize(
    ("veld", "tekst", "fout"),
    [
        ("naam", "Jongere met autisme", "Hier staat een diagnose: autisme. Schrijf wat iemand nodig heeft."),
        ("uitleg", "U heeft ADHD.", "Hier staat een diagnose: adhd. Schrijf wat iemand nodig heeft."),
        ("doel", "Vaktherapie.", "Hier staat een product: vaktherapie. Schrijf wat er bereikt moet worden."),
        ("doel", "U krijgt 45P1P.", CODE),
    ],
)  # fmt: skip
def test_no_product_and_no_diagnosis(veld: str, tekst: str, fout: str) -> None:
    assert list_fouten(**{veld: tekst}) == [fout]


@pytest.mark.parametrize(
    "tekst", ["De klas past goed.", "Hij is bijzonder moddig.", "Niet te missen in 2026."]
)
def test_parts_of_words_are_not_words(tekst: str) -> None:
    assert list_fouten(doel=tekst) == []


def test_what_else_stops_an_approval() -> None:
    omgekeerd = replace(P1.cellen[0], band=(600, 60))

    assert list_fouten(activiteiten=(Activiteit("Praten", "HBO", 90),)) == [
        "De activiteiten zijn samen 90 % van de uren. Dat moet 100 % zijn."
    ]
    assert list_fouten(cellen=(omgekeerd,)) == [
        "Perspectief: de gebruikelijke uren liggen niet tussen de laagste en de hoogste."
    ]
    assert list_fouten(cellen=(), resultaten=()) == [
        "Er staan geen resultaten in. Schrijf op wat er bereikt moet zijn.",
        "Er is geen intensiteit toegestaan. Sta er ten minste één toe.",
    ]
    leeg = check_catalogus(Catalogus(get_standaardassen(), ()))
    assert [(p.ernst, p.plek) for p in leeg] == [(FOUT, "Profielen")]
    dubbel = check_catalogus(Catalogus(get_standaardassen(), (P1, P1)))
    assert [p.plek for p in dubbel if p.ernst == FOUT] == ["Profiel P1"]


def test_a_long_sentence_and_a_beperking_are_remarks() -> None:
    lang = "Dit is een zin " + "die maar doorgaat " * 7 + "zonder punt."
    punten = check_catalogus(Catalogus(get_standaardassen(), (replace(P1, doel=lang, naam="Een beperking"),)))

    assert [punt.ernst for punt in punten] == [LET_OP, LET_OP]
    assert "Een zin van 27 woorden is lang" in punten[1].tekst


def test_differences_in_order_and_none_with_itself() -> None:
    nieuw = change_profiel(WEST, replace(P1, doel="Anders."), was="P1")
    nieuw = withdraw_profiel(nieuw, "P8")
    nieuw = change_groep(nieuw, replace(WEST.groepen[0], code="G9"), was="")
    nieuw = replace(nieuw, alternatieven=(("54C01", "apart"),))

    assert compare_catalogi(WEST, WEST) == []
    assert [(v.plek, v.wat, v.wordt) for v in compare_catalogi(WEST, nieuw)] == [
        ("Profiel P1", "doel", "Anders."),
        ("Profiel P8", "weg", "–"),
        ("Cliëntgroep G9", "nieuw", WEST.groepen[0].naam),
        ("Product 54C01", "anders geregeld", "apart"),
    ]


def test_the_lightest_within_a_start_profile() -> None:
    alle = ["Duurzaam-zwaar", "Intensief", "Duurzaam-licht", "Perspectief"]

    assert get_lichtste("Intensief", beschikbaar=alle) == "Perspectief"
    assert get_lichtste("Intensief", beschikbaar=["Intensief", "Duurzaam-licht"]) == "Intensief"
    assert get_lichtste("Duurzaam-zwaar", beschikbaar=alle) == "Duurzaam-licht"
    assert get_lichtste("iets anders", beschikbaar=alle) == ""


def test_start_profiles_of_help_without_an_intensity() -> None:
    assert get_startprofielen("Intensief", van_profiel=["stabiliteit"]) == ("ontwikkeling",)
    assert get_startprofielen("", van_profiel=["stabiliteit"]) == ("stabiliteit",)
    assert get_startprofielen("", van_profiel=[]) == tuple(s.value for s in Startprofiel)


GEWOON, PER_JAAR = "Gewoon is 20 tot 40 uur.", "Gewoon is 20 tot 40 uur per jaar."
UUR, MINUUT, DAGDEEL = Eenheid.UUR, Eenheid.MINUUT, Eenheid.DAGDEEL
TOTAAL, WEEK = Frequentie.TOTAAL, Frequentie.WEEK
KORT, JAAR, TWEE_JAAR = date(2026, 8, 31), date(2026, 12, 31), date(2027, 12, 31)


@pytest.mark.eis("R2.20")
@pytest.mark.parametrize(
    ("omvang", "eind", "intensiteit", "signalen"),
    [
        (Omvang(30, UUR, TOTAAL), KORT, "Perspectief", ["De duur is 8 maanden. Gewoon is 3 tot 6 maanden."]),
        (Omvang(30, UUR, TOTAAL), date(2026, 5, 31), "Perspectief", []),
        (Omvang(1_200, MINUUT, TOTAAL), date(2026, 5, 31), "Perspectief", []),
        (Omvang(41, UUR, TOTAAL), date(2026, 5, 31), "Perspectief", ["Het zijn 41 uur. " + GEWOON]),
        (Omvang(1, UUR, WEEK), JAAR, "Duurzaam-licht", ["Het zijn 53 uur per jaar. " + PER_JAAR]),
        (Omvang(80, UUR, TOTAAL), TWEE_JAAR, "Duurzaam-licht", []),
        (Omvang(80, UUR, TOTAAL), JAAR, "Duurzaam-licht", ["Het zijn 80 uur per jaar. " + PER_JAAR]),
        (Omvang(900, DAGDEEL, TOTAAL), JAAR, "Duurzaam-licht", []),
        (Omvang(80, UUR, TOTAAL), None, "Duurzaam-licht", []),
        (Omvang(80, UUR, TOTAAL), None, "Perspectief", ["Het zijn 80 uur. " + GEWOON]),
        (Omvang(1, UUR, WEEK), None, "Perspectief", []),
    ],
)  # fmt: skip
def test_outside_the_band(omvang: Omvang, eind: date | None, intensiteit: str, signalen: list[str]) -> None:
    assert (
        check_band(
            omvang,
            periode=Periode(date(2026, 1, 1), eind),
            intensiteit=intensiteit,
            maanden=(3, 6),
            minuten=(1_200, 2_400),
        )
        == signalen
    )
