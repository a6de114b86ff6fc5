"""Files of other systems as they come: what is guessed, what is read, and what is refused in words."""

import io
import zipfile
from datetime import date, datetime

import polars as pl
import pytest
import xlsxwriter

from stelsel.lake.inlezen.koppeling import check_koppeling, get_vingerafdruk, guess_koppeling, list_twijfel
from stelsel.lake.inlezen.leeswijze import Leeswijze, Soort, guess_leeswijze, look
from stelsel.lake.inlezen.lezen import Gemeentenamen, read_gekoppeld
from stelsel.lake.inlezen.omrekening import Maat, Omrekening, convert_regels
from stelsel.lake.intake import IntakeFout

KOP = ("Cliëntnr", "Gemeente", "AGB", "Wet", "Product", "Datum", "Aantal", "Eenheid", "Bedrag")
RIJ = ("É1", "9901", "41990001", "Wmo", "02A01", "31-3-2024", "1,5", "uur", "1.234,50")


def _als_csv(rijen, scheiding=";"):
    return "".join(scheiding.join(rij) + "\n" for rij in rijen)


def _lees(tmp_path, inhoud):
    """The first line as it was read, with how many and what was odd."""
    pad = tmp_path / "bestand"
    pad.write_bytes(inhoud)
    wijze = guess_leeswijze(pad)
    kijkje = look(pad, wijze)
    koppeling = guess_koppeling(kijkje)
    assert check_koppeling(koppeling, kijkje) == []
    namen = Gemeentenamen({"Aldervoort": "9901"})
    intake, totaal = read_gekoppeld(
        pad, wijze=wijze, koppeling=koppeling, gemeenten=namen, meld=lambda _: None
    )
    with intake:
        regels = pl.concat([pl.read_parquet(deel) for deel in intake.bestanden])
        return regels, totaal, {w.soort: w.aantal for w in intake.waarschuwingen}


VORMEN = {
    "puntkomma": _als_csv([KOP, RIJ]).encode(),
    "komma": _als_csv([KOP, [f'"{veld}"' for veld in RIJ]], ",").encode(),
    "tab": _als_csv([KOP, RIJ], "\t").encode(),
    "streep": _als_csv([KOP, RIJ], "|").encode(),
    "sep-regel": b"sep=;\r\n" + _als_csv([KOP, RIJ]).encode(),
    "utf-8 met merk": _als_csv([KOP, RIJ]).encode("utf-8-sig"),
    "windows": _als_csv([KOP, RIJ]).encode("cp1252"),
    "utf-16": _als_csv([KOP, RIJ], "\t").encode("utf-16"),
    "utf-16 zonder merk": _als_csv([KOP, RIJ], "\t").encode("utf-16-le"),
    "oude mac": _als_csv([KOP, RIJ]).replace("\n", "\r").encode(),
    "titel erboven": ("Uitvoer 2024\n\n" + _als_csv([KOP, RIJ])).encode(),
    "andere volgorde": _als_csv([KOP[::-1], RIJ[::-1]]).encode(),
    "extra kolommen": _als_csv([(*KOP, "Bedrag", ""), (*RIJ, "9", "x")]).encode(),
    "naam van gemeente": _als_csv([KOP, ["É1", "Aldervoort", *RIJ[2:]]]).encode(),
    "amerikaans": _als_csv([KOP, [*RIJ[:5], "03/31/2024", "1.5", "uur", "1,234.50"]]).encode(),
    "acht cijfers": _als_csv([KOP, [*RIJ[:5], "20240331", *RIJ[6:]]]).encode(),
    "centen": _als_csv([(*KOP[:8], "Bedrag in centen"), (*RIJ[:8], "123450")]).encode(),
}


@pytest.mark.parametrize("vorm", VORMEN)
def test_same_line_in_every_form(tmp_path, vorm):
    regels, _, raar = _lees(tmp_path, VORMEN[vorm])

    velden = ("gemeente", "aanbieder", "domein", "productcode", "begindatum", "volume", "eenheid", "bedrag")
    assert regels.select(velden).rows() == [
        ("9901", "41990001", "wmo", "02A01", date(2024, 3, 31), 1.5, "uur", 123_450)
    ]
    assert raar == {}


def _als_excel(rijen, *, formule=False, bladen=("Data",)):
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit)
    dag = boek.add_format({"num_format": "dd-mm-yyyy"})
    for naam in bladen:
        blad = boek.add_worksheet(naam)
        if naam != "Data":
            blad.write(0, 0, "Toelichting bij deze uitvoer")
            continue
        blad.merge_range(0, 0, 0, 4, "Declaraties 2024")
        for r, rij in enumerate(rijen):
            for k, waarde in enumerate(rij):
                if isinstance(waarde, datetime):
                    blad.write_datetime(r + 2, k, waarde, dag)
                else:
                    blad.write(r + 2, k, waarde)
        if formule:
            blad.write(len(rijen) + 2, 0, "Totaal")
            blad.write_formula(len(rijen) + 2, 8, f"=SUM(I4:I{len(rijen) + 2})", value=2469.0)
    boek.close()
    return uit.getvalue()


def test_excel_with_a_title_another_sheet_and_a_computed_total(tmp_path):
    rij = ("É1", 9901, 41990001, "Wmo", "02A01", datetime(2024, 3, 31), 1.5, "uur", 1234.5)
    inhoud = _als_excel([KOP, rij, rij], formule=True, bladen=("Uitleg", "Data"))

    regels, totaal, raar = _lees(tmp_path, inhoud)

    assert regels["bedrag"].to_list() == [123_450, 123_450]
    assert (totaal.aantal, totaal.laatste, raar) == (1, 246_900, {"dubbel": 1})
    assert look(tmp_path / "bestand", guess_leeswijze(tmp_path / "bestand")).formules


def _als_zip(delen):
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as bundel:
        for naam, inhoud in delen.items():
            bundel.writestr(naam, inhoud)
    return uit.getvalue()


def _beschadig(inhoud):
    """The workbook with some bytes of its first sheet overwritten, as a bad disk or mail would."""
    blad = zipfile.ZipFile(io.BytesIO(inhoud)).getinfo("xl/worksheets/sheet1.xml")
    plek = blad.header_offset + 30 + len(blad.filename)
    return inhoud[:plek] + b"\xff" * 8 + inhoud[plek + 8 :]


CEL = '<worksheet><sheetData><c r="A1"/><c r="XFD1048576"/></sheetData></worksheet>'
WEIGEREN = {
    "leeg": (b"", "Dit bestand is leeg"),
    "alleen witruimte": (b"\xef\xbb\xbf \r\n", "Dit bestand is leeg"),
    "alleen een kop": (_als_csv([KOP]).encode(), "staat geen enkele regel"),
    "leeg blad": (_als_excel([]), "Onder de kolomnamen"),
    "xml": (b"<?xml version='1.0'?><a/>", "XML- of HTML-bestand"),
    "plaatje": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "geen tekstbestand"),
    "zip": (_als_zip({"a.csv": "x"}), "geen xlsx-bestand"),
    "halve excel": (_als_excel([KOP, RIJ])[:900], "niet te lezen"),
    "beschadigde excel": (_beschadig(_als_excel([KOP, RIJ])), "niet te lezen"),
    "half parquet": (b"PAR1" + b"\0" * 50, "geen leesbaar Parquet"),
    "zipbom": (_als_zip({"xl/workbook.xml": "", "xl/worksheets/a.xml": "0" * 400_000_001}), "te groot"),
    "eindeloos blad": (_als_zip({"xl/workbook.xml": "", "xl/worksheets/a.xml": CEL}), "te veel cellen"),
}


@pytest.mark.parametrize("soort", WEIGEREN)
def test_what_is_of_no_use_is_refused_in_words(tmp_path, soort):
    inhoud, zin = WEIGEREN[soort]
    (tmp_path / "bestand").write_bytes(inhoud)

    with pytest.raises(IntakeFout, match=zin):
        guess_leeswijze(tmp_path / "bestand")


def test_lines_that_cannot_be_read_are_counted_and_no_amount_is_guessed(tmp_path):
    rijen = [
        KOP,
        RIJ,
        [*RIJ[:8], "veel"],
        [*RIJ[:8], "9999999999,00"],
        [*RIJ[:5], "31-4-2024", *RIJ[6:]],
        ["", *RIJ[1:]],
        [*RIJ, "te", "veel"],
        [*RIJ[:6], "-2", "uur", "50,00"],
        [*RIJ[:8], "-20,00"],
    ]

    regels, _, raar = _lees(tmp_path, _als_csv(rijen).encode())

    assert regels["bedrag"].to_list() == [123_450, 5_000, -2_000]
    assert raar == {
        "kolommen_ongeldig": 1, "client_leeg": 1, "bedrag_ongeldig": 2, "datum_ongeldig": 1,
        "volume_negatief": 1,
    }  # fmt: skip


def test_a_file_of_two_systems_keeps_its_letters(tmp_path):
    rest = _als_csv([["Één", "Aldervoort", *RIJ[2:]], ["É3", "Zuidlaren-Één", *RIJ[2:]]]).encode("cp1252")

    regels, _, _ = _lees(tmp_path, _als_csv([KOP, RIJ]).encode() + rest)

    assert regels["gemeente"].to_list() == ["9901", "9901", "Zuidlaren-Één"]


def test_a_stray_quote_costs_its_own_line_only(tmp_path):
    rijen = [KOP, RIJ, ['"É2', *RIJ[1:]], ["É3", *RIJ[1:]], ["É4", *RIJ[1:]]]

    regels, _, raar = _lees(tmp_path, _als_csv(rijen).encode())

    assert (regels["regelnummer"].to_list(), sum(raar.values())) == ([2, 4, 5], 1)


def test_parquet_of_numbers_and_days(tmp_path):
    pl.DataFrame(
        {"BSN": [999900006, 999900018], "gem": [363.0, 363.0], "agb": ["1", "1"], "wet": ["wmo", "wmo"],
         "product": ["02A01", "02A01"], "begin": [date(2024, 1, 1)] * 2, "aantal": [1, 2],
         "per": ["uur", "uur"], "bedrag": [10.5, -3.2]},
    ).write_parquet(tmp_path / "bestand")  # fmt: skip

    regels, _, _ = _lees(tmp_path, (tmp_path / "bestand").read_bytes())

    assert regels.select("gemeente", "begindatum", "bedrag").rows() == [
        ("0363", date(2024, 1, 1), 1_050),
        ("0363", date(2024, 1, 1), -320),
    ]


@pytest.mark.parametrize(
    ("rij", "zinnen"),
    [
        (RIJ, []),
        ([*RIJ[:8], "123450"], ["in centen"]),
        ([*RIJ[:5], "3-4-2024", *RIJ[6:]], ["de dag of de maand eerst"]),
    ],
)
def test_what_the_first_lines_leave_open_is_asked(tmp_path, rij, zinnen):
    (tmp_path / "bestand").write_bytes(_als_csv([KOP, rij]).encode())
    wijze = guess_leeswijze(tmp_path / "bestand")
    kijkje = look(tmp_path / "bestand", wijze)

    twijfel = list_twijfel(guess_koppeling(kijkje), kijkje, wijze=wijze)

    assert [zin in tekst for zin, tekst in zip(zinnen, twijfel, strict=True)] == [True] * len(zinnen)


def test_another_header_line_and_fingerprint_in_any_order(tmp_path):
    (tmp_path / "bestand").write_bytes(_als_csv([("a", "b"), KOP, RIJ]).encode())

    kijkje = look(tmp_path / "bestand", Leeswijze(Soort.CSV, kopregel=1))

    assert kijkje.kolommen == ("a", "b")
    assert get_vingerafdruk(KOP) == get_vingerafdruk(KOP[::-1]) != get_vingerafdruk(KOP[1:])
    with pytest.raises(IntakeFout, match="geen kolomnamen"):
        look(tmp_path / "bestand", Leeswijze(Soort.CSV, kopregel=50))


def test_conversion_adds_up_to_the_cent(tmp_path):
    rijen = [KOP, RIJ, [*RIJ[:6], "3", "consult", "90,00"], [*RIJ[:3], "AWBZ", *RIJ[4:8], "10,00"],
             [*RIJ[:6], "2,5", "dagdeel", "5,00"]]  # fmt: skip
    regels, _, _ = _lees(tmp_path, _als_csv(rijen).encode())
    regels.write_parquet(tmp_path / "r.parquet")
    pl.DataFrame(
        {"client_nr": [0], "pseudoniem": ["p"]}, schema_overrides={"client_nr": pl.Int32}
    ).write_parquet(tmp_path / "c.parquet")
    tabel = Omrekening(
        {"uur": Maat("04"), "consult": Maat("01", 45.0, "afspraak"), "dagdeel": Maat("16")}, {"Wmo": "wmo"}
    )

    uit = convert_regels([tmp_path / "r.parquet"], clienten=tmp_path / "c.parquet", omrekening=tabel)

    assert uit.regels.select("eenheid", "volume", "oude_eenheid", "oud_volume", "bedrag").rows() == [
        ("01", 90, "uur", 1500, 123_450),
        ("01", 135, "consult", 3000, 9_000),
        ("16", 3, "dagdeel", 2500, 500),
    ]
    assert (uit.zonder_domein.bedrag, uit.zonder_maat.regels, uit.afgerond.bedrag) == (1_000, 0, 500)
    assert regels["bedrag"].sum() == uit.regels["bedrag"].sum() + uit.zonder_domein.bedrag
