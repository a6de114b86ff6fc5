from datetime import date, datetime

import polars as pl
import pytest

from stelsel.lake.intake import IntakeFout, lezen, read_bestand

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)
GOED = {
    "client": "a", "gemeente": "9901", "aanbieder": "41990001", "domein": "wmo", "productcategorie": "02",
    "productcode": "02A01", "begindatum": "2025-01-01", "einddatum": "2025-01-31", "volume": "4",
    "eenheid": "04", "bedrag": "12,50",
}  # fmt: skip


def regel(**velden):
    return ";".join((GOED | velden).values())


def lees(pad, inhoud):
    """Amounts per client number in order, and the troubles as (kind, count, cents, lines)."""
    pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
    with read_bestand(pad) as intake:
        rijen = [pl.read_parquet(deel).select("client_nr", "bedrag") for deel in intake.bestanden]
        troubles = [(w.soort, w.aantal, w.bedrag, w.regels) for w in intake.waarschuwingen]
    return [rij for deel in rijen for rij in deel.rows()], troubles


def test_a_clean_file_gives_lines_and_nothing_else(tmp_path):
    inhoud = "\n".join([KOP, regel(), regel(client="b", bedrag="-3,00")])

    assert lees(tmp_path / "r.csv", inhoud) == ([(0, 1250), (1, -300)], [])


@pytest.mark.parametrize(
    "inhoud",
    [
        f"\ufeff{KOP}\r\n{regel()}\r\n".encode(),
        f"{KOP.upper()}\n{regel()}\n\n\n".encode(),
        f"sep=;\n{KOP}\n{regel()}".encode(),
        KOP.replace(";", ",").encode() + b"\n" + regel(bedrag='"12,50"').replace(";", ",").encode(),
        KOP.replace(";", "\t").encode() + b"\n" + regel().replace(";", "\t").encode(),
        f"extra;{KOP};nog een\n\xe9\xe9n;{regel()};x\n".encode("cp1252"),
        f"{KOP}\n".encode() + regel(client="ë").encode("cp1252"),
    ],
    ids=["merkteken", "hoofdletters", "sep-regel", "komma", "tab", "extra kolommen", "windows-1252"],
)
def test_forms_of_the_same_file(tmp_path, inhoud):
    assert lees(tmp_path / "r.csv", inhoud) == ([(0, 1250)], [])


def test_columns_in_any_order(tmp_path):
    namen = list(reversed(GOED))
    inhoud = ";".join(namen) + "\n" + ";".join(GOED[naam] for naam in namen)

    assert lees(tmp_path / "r.csv", inhoud) == ([(0, 1250)], [])


@pytest.mark.eis("R9.08")
@pytest.mark.parametrize(
    ("velden", "soort", "bedrag"),
    [
        ({"client": " "}, "client_leeg", 1250),
        ({"bedrag": "twaalf"}, "bedrag_ongeldig", 0),
        ({"begindatum": "31-11-2017"}, "datum_ongeldig", 1250),
        ({"einddatum": ""}, "datum_ongeldig", 1250),
        ({"volume": "veel"}, "volume_ongeldig", 1250),
        ({"bedrag": "12,50;te veel"}, "kolommen_ongeldig", 1250),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_a_line_that_cannot_be_read_is_left_out_and_counted(tmp_path, velden, soort, bedrag):
    inhoud = "\n".join([KOP, regel(), regel(**velden), regel(client="b")])

    assert lees(tmp_path / "r.csv", inhoud) == ([(0, 1250), (1, 1250)], [(soort, 1, bedrag, (3,))])


@pytest.mark.parametrize(
    ("velden", "soort"),
    [
        ({"gemeente": "9999"}, "gemeente_onbekend"),
        ({"domein": "zorg"}, "domein_onbekend"),
        ({"begindatum": "2025-02-01"}, "periode_omgekeerd"),
        ({"volume": "-1"}, "volume_negatief"),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_an_odd_line_is_kept_and_counted(tmp_path, velden, soort):
    inhoud = "\n".join([KOP, regel(), regel(client="b", **velden)])

    assert lees(tmp_path / "r.csv", inhoud) == ([(0, 1250), (1, 1250)], [(soort, 1, 1250, (3,))])


def test_a_credit_has_a_negative_volume_without_remark(tmp_path):
    assert lees(tmp_path / "r.csv", "\n".join([KOP, regel(volume="-4", bedrag="-12,50")])) == (
        [(0, -1250)],
        [],
    )


def test_lines_equal_on_all_columns_are_kept_and_the_repeats_counted(tmp_path):
    zelfde_anders_geschreven = regel(begindatum="1-1-2025", gemeente=" 9901", bedrag="€ 12,50")
    inhoud = "\n".join(
        [KOP, regel(), regel(client="b"), zelfde_anders_geschreven, regel(), regel(volume="5")]
    )

    rijen, troubles = lees(tmp_path / "r.csv", inhoud)

    assert rijen == [(0, 1250), (1, 1250), (0, 1250), (0, 1250), (0, 1250)]
    assert troubles == [("dubbel", 2, 2500, (4, 5))]


def test_only_the_first_line_numbers_are_given(tmp_path):
    inhoud = "\n".join([KOP, *[regel(client=str(i), bedrag="x") for i in range(25)]])

    assert lees(tmp_path / "r.csv", inhoud) == ([], [("bedrag_ongeldig", 25, 0, tuple(range(2, 12)))])


def test_a_line_end_within_quotes_keeps_the_line_numbers_right(tmp_path):
    inhoud = "\n".join([KOP, regel(productcode='"02\nA01"'), regel(client="b", bedrag="x")])

    assert lees(tmp_path / "r.csv", inhoud) == ([(0, 1250)], [("bedrag_ongeldig", 1, 0, (4,))])


def test_a_quote_that_never_closes_costs_one_line(tmp_path):
    inhoud = "\n".join([KOP, regel(productcode='"02A01'), regel(client="b"), regel(client="c", bedrag="x")])

    rijen, troubles = lees(tmp_path / "r.csv", inhoud)

    assert rijen == [(0, 1250)]
    assert troubles == [("bedrag_ongeldig", 2, 0, (2, 4))]


def test_blocks_give_the_same_as_one_piece(tmp_path, monkeypatch):
    regels = [regel(client=f"c{i % 7}", bedrag="x" if i % 50 == 49 else f"{i},00") for i in range(400)]
    inhoud = "\n".join([KOP, *regels, *regels[:3]])
    heel = lees(tmp_path / "r.csv", inhoud)

    monkeypatch.setattr(lezen, "BLOK_BYTES", 1000)

    assert lees(tmp_path / "r.csv", inhoud) == heel
    assert heel[1] == [
        ("bedrag_ongeldig", 8, 0, tuple(range(51, 402, 50))),
        ("dubbel", 3, 300, (402, 403, 404)),
    ]


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "leeg"),
        (b"client;bedrag\n1;2", "mist 9 kolommen: gemeente"),
        (f"{KOP};bedrag\n".encode(), "twee keer: bedrag"),
        ("client".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04", "Excel"),
        (b"<?xml version='1.0'?>", "XML"),
        (KOP.encode() + b"\na\0b", "geen tekstbestand"),
        (b"PAR1 en dan niets", "Parquet"),
        (f"{KOP}\r{regel()}\r".encode(), "gewone regeleinden"),
        (b"\x80\r\x00\x01\n", "geen tekstbestand"),
        (KOP.encode("utf-16-le"), "geen tekstbestand"),
        (b"\xef\xbb\xbf\n\n", "regel 1 is leeg"),
    ],
    ids=[
        "leeg",
        "kolommen",
        "dubbele kolom",
        "utf-16",
        "excel",
        "xml",
        "binair",
        "parquet",
        "cr",
        "ruis",
        "utf-16 zonder merk",
        "lege kopregel",
    ],
)
def test_a_file_that_cannot_be_used_gives_one_sentence(tmp_path, inhoud, melding):
    with pytest.raises(IntakeFout, match=melding):
        lees(tmp_path / "r.csv", inhoud)


def test_a_file_that_is_absent(tmp_path):
    with pytest.raises(IntakeFout, match="bestaat niet"):
        read_bestand(tmp_path / "niets.csv")


@pytest.mark.parametrize("getypeerd", [False, True])
def test_parquet_with_texts_or_with_types(tmp_path, getypeerd):
    waarden = GOED | {"Client": "a"}
    if getypeerd:
        waarden |= {
            "begindatum": date(2025, 1, 1),
            "einddatum": date(2025, 1, 31),
            "volume": 4,
            "bedrag": 12.5,
            "gemeente": 9901,
        }
    pl.DataFrame([waarden]).drop("client").write_parquet(tmp_path / "r.parquet")

    with read_bestand(tmp_path / "r.parquet") as intake:
        rij = pl.read_parquet(intake.bestanden).row(0, named=True)
        waarschuwingen = intake.waarschuwingen

    assert (rij["gemeente"], rij["begindatum"], rij["volume"], rij["bedrag"]) == (
        "9901",
        date(2025, 1, 1),
        4.0,
        1250,
    )
    assert waarschuwingen == []


@pytest.mark.parametrize(
    ("kolommen", "verwacht"),
    [
        ({"begindatum": 20250101}, [("datum_ongeldig", 1, 1250, (1,))]),
        ({"bedrag": True}, [("bedrag_ongeldig", 1, 0, (1,))]),
        ({"gemeente": 363.0, "aanbieder": 41990001.0}, []),
        ({"einddatum": datetime(2025, 1, 31, 13, 5)}, []),
        ({"volume": float("nan")}, [("volume_ongeldig", 1, 1250, (1,))]),
        ({"volume": float("inf")}, [("volume_ongeldig", 1, 1250, (1,))]),
        ({"volume": -1e308}, [("volume_ongeldig", 1, 1250, (1,))]),
        ({"bedrag": float("nan")}, [("bedrag_ongeldig", 1, 0, (1,))]),
        ({"bedrag": 5e16}, [("bedrag_ongeldig", 1, 0, (1,))]),
    ],
    ids=[
        "dag als getal",
        "ja of nee",
        "code als kommagetal",
        "dag met tijd",
        "volume geen getal",
        "volume eindeloos",
        "volume te groot",
        "bedrag geen getal",
        "bedrag te groot",
    ],
)
def test_parquet_with_odd_types(tmp_path, kolommen, verwacht):
    pl.DataFrame([GOED | kolommen]).write_parquet(tmp_path / "r.parquet")

    with read_bestand(tmp_path / "r.parquet") as intake:
        assert [(w.soort, w.aantal, w.bedrag, w.regels) for w in intake.waarschuwingen] == verwacht


def test_parquet_with_lists_in_a_column_is_refused(tmp_path):
    pl.DataFrame([GOED | {"client": ["a", "b"]}]).write_parquet(tmp_path / "r.parquet")

    with pytest.raises(IntakeFout, match="in client staan lijsten"):
        read_bestand(tmp_path / "r.parquet")


def test_nothing_stays_on_disk(tmp_path):
    pad = tmp_path / "r.csv"
    pad.write_text(f"{KOP}\n{regel()}")

    with read_bestand(pad) as intake:
        delen = list(intake.bestanden)

    assert [deel.parent.exists() for deel in delen] == [False]
