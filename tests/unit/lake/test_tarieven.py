"""Files of tarieven as people hand them in: read, or told line by line what is wrong."""

import io
from datetime import date

import pytest
import xlsxwriter

from stelsel.domein.bekostiging.tarievenboek import Regel
from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.tarieven import read_tarieven

GOED = "code;tarief;eenheid;vanaf;tot;functie\n02A01;86,25;uur;1-1-2027;31-12-2027;HBO\n"
UUR = Regel("02A01", 8625, "04", date(2027, 1, 1), date(2027, 12, 31), "HBO")


def create_excel(rijen) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd-mm-yyyy"}) as boek:
        blad = boek.add_worksheet()
        for r, rij in enumerate(rijen):
            blad.write_row(r, 0, rij)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "inhoud",
    [
        GOED.encode(),
        ("\ufeff" + GOED).encode(),
        b"Tarieven 2027\n\n" + GOED.encode() + b";;;;;\n",
        b"Functie,Eenheid,Productcode,Geldig vanaf,Einddatum,Tarief (in euro)\n"
        b'HBO,4,02A01,2027-01-01,2027-12-31,"86,25"\n',
        "Product\tPrijs\tPer\tIngangsdatum\tTot en met\tFunctie\n"
        "02A01\t€ 86,25\tUren\t01-01-2027\t31-12-2027\tHBO\n".encode("cp1252"),
    ],
)
def test_forms_in_use(inhoud):
    assert read_tarieven(inhoud) == [UUR]


def test_excel_with_numbers_and_days():
    kop = ["code", "tarief", "eenheid", "vanaf", "tot", "functie"]
    inhoud = create_excel([kop, ["02A01", 86.25, 4, date(2027, 1, 1), date(2027, 12, 31), "HBO"]])

    assert read_tarieven(inhoud) == [UUR]


@pytest.mark.parametrize(
    ("regel", "woorden"),
    [
        (";86,25;uur;1-1-2027", "Regel 2: vul de code van het product of profiel in."),
        (
            "A;86,25;week;1-1-2027",
            "Regel 2: de eenheid 'week' kennen wij niet. Kies uit: minuten, uur, etmalen, dagdelen, "
            "stuks (resultaat), euro, stuks.",
        ),
        ("A;veel;uur;1-1-2027", "Regel 2: 'veel' is geen bedrag. Schrijf het in euro's, zoals 86,25."),
        (
            "A;1.234;uur;1-1-2027",
            "Regel 2: '1.234' is op twee manieren te lezen. Schrijf het met twee decimalen, zoals 1234,00.",
        ),
        (
            "A;1,4375;minuut;1-1-2027",
            "Regel 2: het tarief heeft meer dan twee decimalen. Rond af, of kies een grotere eenheid.",
        ),
        (
            "A;-86,25;uur;1-1-2027",
            "Regel 2: het tarief moet meer dan € 0,00 zijn en hoogstens € 10.000.000,00.",
        ),
        ("A;86,25;uur;31-2-2027", "Regel 2: '31-2-2027' is geen eerste dag. Schrijf hem als 1-1-2027."),
        ("", "Onder de kolomnamen staat geen enkel tarief."),
    ],
)
def test_what_is_wrong_with_a_line(regel, woorden):
    with pytest.raises(IntakeFout) as fout:
        read_tarieven(f"code;tarief;eenheid;vanaf\n{regel}\n".encode())

    assert str(fout.value) == woorden


@pytest.mark.parametrize(
    ("inhoud", "woorden"),
    [
        (b"", "Wij vinden geen regel met alle kolomnamen. Wij missen: code, tarief, eenheid, vanaf."),
        (b"code;tarief\nA;1\n", "Wij vinden geen regel met alle kolomnamen. Wij missen: eenheid, vanaf."),
        (
            b"PK\x03\x04 geen werkboek",
            "Dit Excelbestand is niet te lezen. Sla het opnieuw op, zonder wachtwoord.",
        ),
        (b"a\0b", "Dit is geen CSV- of Excelbestand. Sla het op als CSV met UTF-8."),
        (b"x" * 5_000_001, "Dit bestand is te groot (meer dan 5 MB)."),
    ],
)
def test_what_is_wrong_with_a_file(inhoud, woorden):
    with pytest.raises(IntakeFout) as fout:
        read_tarieven(inhoud)

    assert str(fout.value) == woorden


def test_the_first_twenty_faults():
    regels = "A;nul;uur;1-1-2027\n" * 25

    with pytest.raises(IntakeFout) as fout:
        read_tarieven(f"code;tarief;eenheid;vanaf\n{regels}".encode())

    zinnen = str(fout.value).splitlines()
    assert (len(zinnen), zinnen[0][:8], zinnen[-1]) == (21, "Regel 2:", "En nog 5 regels met een fout.")
