"""Workbooks of a cost survey as aanbieders hand them in: read, or told by sheet and cell what is wrong."""

import io
from decimal import Decimal

import pytest
import xlsxwriter
from tests.factories.kostprijsonderzoek import HBO

from stelsel.lake.intake.kostprijsopgave import read_opgave
from stelsel.lake.intake.lezen import IntakeFout

KOP = ["Onderdeel", "Uw waarde", "Eenheid", "Gebruikelijk", "Waar komt dit vandaan?", "Toelichting", "Naam"]
SALARIS = "Bruto salaris per maand, bij een volledige baan"
WAARDEN = {"uren": 4000} | {naam: float(waarde) for naam, waarde in HBO.items()}


def create_boek(bladen, *, nummer="KO-2026-0001", bron="") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as boek:
        for naam, waarden in bladen.items():
            blad = boek.add_worksheet(naam)
            blad.write_row(0, 0, [f"Functie: {naam}"])
            blad.write_row(2, 0, [nummer])
            blad.write_row(4, 0, KOP)
            for r, (sleutel, waarde) in enumerate(waarden.items(), start=5):
                blad.write_row(r, 0, ["", waarde, "", "", bron, "", sleutel])
    return buffer.getvalue()


def read(inhoud):
    return read_opgave(inhoud, functies=["HBO", "WO"], nummer="KO-2026-0001")


def list_fouten(inhoud):
    with pytest.raises(IntakeFout) as fout:
        read(inhoud)
    return str(fout.value).splitlines()


def test_one_functie_and_one_left_empty():
    opgaven = read(create_boek({"HBO": WAARDEN, "WO": dict.fromkeys(WAARDEN, "")}, bron="cao"))

    assert list(opgaven) == ["HBO"]
    assert (opgaven["HBO"].uren, opgaven["HBO"].waarden) == (Decimal(4000), HBO)
    assert set(opgaven["HBO"].bronnen.values()) == {"cao"}


@pytest.mark.parametrize(
    ("geschreven", "gelezen"),
    [("6,5 %", "0.065"), ("6,5%", "0.065"), ("0,065", "0.065"), (0.065, "0.065"), ("0.065", "0.065")],
)
def test_a_share_as_people_write_it(geschreven, gelezen):
    opgaven = read(create_boek({"HBO": WAARDEN | {"ziekte": geschreven}}))

    assert opgaven["HBO"].waarden["ziekte"] == Decimal(gelezen)


@pytest.mark.parametrize(
    ("naam", "geschreven", "fout"),
    [
        ("ziekte", 6.5, "(Ziekteverzuim) is 650 %. Bedoelt u 6,5 %? Schrijf dan 6,5 % met het procentteken."),
        ("bruto_maand", "veel", f"({SALARIS}): 'veel' is geen getal. Schrijf het als 12,5."),
        (
            "bruto_maand",
            "3.950",
            f"({SALARIS}): '3.950' is op twee manieren te lezen. Schrijf het zonder punt.",
        ),
        ("verlof", -1, "(Verlof) is -1. Een negatief getal kan hier niet."),
        ("verlof", "", "(Verlof) is leeg. Vul een getal in; is het er niet, vul dan 0 in."),
        ("uren", 0, "(Declarabele uren) is 0. Levert u deze functie niet? Maak dan dit hele blad leeg."),
        (
            "bruto_maand",
            39_500_000,
            f"({SALARIS}) is 39500000. Zo groot kan het niet zijn. Kijk het na.",
        ),
    ],
)
def test_what_is_wrong_by_cell(naam, geschreven, fout):
    plek = 6 + list(WAARDEN).index(naam)

    fouten = list_fouten(create_boek({"HBO": WAARDEN | {naam: geschreven}}))

    assert fouten == [f"Blad HBO, cel B{plek} {fout}"]


def test_everything_wrong_at_once():
    waarden = {n: w for n, w in WAARDEN.items() if n != "vak"} | {"eju": 3, "ort": "x"}

    fouten = list_fouten(create_boek({"HBO": waarden}, bron="gevoel"))

    assert len(fouten) == 3 + len(waarden)
    assert fouten[0] == "Blad HBO (Vakantiegeld) is leeg. Vul een getal in; is het er niet, vul dan 0 in."
    assert fouten[-1].endswith("'gevoel' kennen wij niet. Kies: cao, administratie, tijdregistratie, "
                               "jaarrekening, schatting.")  # fmt: skip


def test_no_hour_left():
    (fout,) = list_fouten(create_boek({"HBO": WAARDEN | {"niet_clientgebonden": 1}}))

    assert fout.startswith("Blad HBO: Bij HBO blijft geen declarabel uur over.")


@pytest.mark.parametrize(
    ("inhoud", "fout"),
    [
        (b"code;tarief", "Dit is geen Excelbestand. Vul het sjabloon in en sla het op als .xlsx."),
        (b"PK\x03\x04kapot", "Dit Excelbestand is niet te lezen. Sla het opnieuw op, zonder wachtwoord."),
        (create_boek({"Iets": WAARDEN}), "Wij vinden geen blad van dit onderzoek. De bladen heten: HBO, WO."),
        (create_boek({"HBO": WAARDEN}, nummer="KO-2026-0009"),
         "Dit bestand hoort bij KO-2026-0009. Haal het sjabloon van KO-2026-0001 op en vul dat in."),
        (create_boek({"HBO": dict.fromkeys(WAARDEN, "")}),
         "Er is nog niets ingevuld. Vul het blad in van elke functie die u levert."),
        (
            b"\0" * 2_000_001,
            "Dit bestand is te groot (meer dan 2 MB). Gebruik het sjabloon van dit onderzoek.",
        ),
    ],
)  # fmt: skip
def test_not_a_workbook_of_this_survey(inhoud, fout):
    assert list_fouten(inhoud) == [fout]
