import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.factories.schone_berichten import create_bericht

from stelsel.cli import marktschets
from stelsel.istandaarden import write_bericht
from stelsel.istandaarden.codec.declaratie import stream_declaratie

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)


def regel(client, bedrag, *, jaar=2025, gemeente="9901"):
    return f"{client};{gemeente};41990001;wmo;02;02A01;{jaar}-01-01;{jaar}-01-31;4;04;{bedrag}"


@pytest.fixture
def stelsel(capsys):
    """Run the command: exit code, standard output, standard error."""

    def run(*argumenten):
        parser = argparse.ArgumentParser()
        marktschets.register(parser.add_subparsers())
        args = parser.parse_args(["marktschets", *map(str, argumenten)])
        code = args.run(args)
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    return run


@pytest.fixture
def csv(tmp_path):
    def write(*regels):
        pad = tmp_path / "regels.csv"
        pad.write_text("\n".join([KOP, *regels]))
        return pad

    return write


def test_json_is_the_only_thing_on_standard_output(stelsel, csv):
    code, uit, _ = stelsel(csv(regel("a", "10,00"), regel("b", "30,00")), "--json")

    data = json.loads(uit)

    assert code == 0
    assert list(data) == [
        "clienten", "totaal_bedrag", "kosten_per_client", "gini", "aandeel_top", "abc",
        "abc_regel", "trajecten", "stapeling", "verwijzers", "groei", "groepen", "terugval", "aansluiting",
        "waarschuwingen",
    ]  # fmt: skip
    assert (data["clienten"], data["totaal_bedrag"], data["waarschuwingen"]) == (2, 4000, [])


def test_a_warning_gives_exit_code_one_and_says_where(stelsel, csv):
    code, uit, fouten = stelsel(csv(regel("a", "10,00"), regel("b", "veel")), "--json")

    (waarschuwing,) = json.loads(uit)["waarschuwingen"]

    assert code == 1
    assert {k: waarschuwing[k] for k in ("soort", "aantal", "bedrag", "regels")} == {
        "soort": "bedrag_ongeldig",
        "aantal": 1,
        "bedrag": 0,
        "regels": [3],
    }
    assert "regel 3" in fouten


def test_from_read_to_counted_in_euros(stelsel, csv):
    pad = csv(regel("a", "10,00"), regel("b", "geen"), regel("b", "5", jaar=2024), regel("a", "-4,00"))

    _, uit, _ = stelsel(pad, "--jaar", 2025, "--json")
    _, tekst, _ = stelsel(pad, "--jaar", 2025)

    assert json.loads(uit)["aansluiting"] == {
        "gelezen": [{"soort": "bestand", "regels": 4, "bedrag": 1100}],
        "weggelaten": [{"soort": "bedrag_ongeldig", "regels": 1, "bedrag": 0}],
        "buiten_keuze": [{"soort": "ander_jaar", "regels": 1, "bedrag": 500}],
        "geteld": {"regels": 2, "bedrag": 600},
        "verschil": 0,
    }
    assert tekst.splitlines()[-5:] == [
        "Gelezen                          4 regels, € 11,00",
        "  weggelaten: bedrag ongeldig    1 regels, € 0,00",
        "  van een ander jaar             1 regels, € 5,00",
        "Geteld                           2 regels, € 6,00",
        "Verschil                         € 0,00",
    ]


REGEL = """
naam = "Boven tien euro, of twee aanbieders"
grens = { soort = "bedrag", waarde = 1000 }
complex = { aanbieders_vanaf = 2 }
"""


@pytest.mark.eis("R1.06")
def test_segments_by_an_own_rule(stelsel, csv, tmp_path):
    (tmp_path / "regel.toml").write_text(REGEL)
    pad = csv(
        regel("a", "10,00"), regel("b", "9,99"), regel("c", "1"), regel("c", "1").replace("0001", "0002")
    )

    _, uit, _ = stelsel(pad, "--indeling", tmp_path / "regel.toml", "--json")

    data = json.loads(uit)
    assert [(s["segment"], s["clienten"], s["bedrag"]) for s in data["abc"]] == [
        ("C", 2, 1200),
        ("B", 1, 999),
    ]
    assert (data["abc_regel"]["naam"], data["abc_regel"]["grens"]) == (
        "Boven tien euro, of twee aanbieders",
        1000,
    )


def test_one_year(stelsel, csv):
    pad = csv(regel("a", "10,00", jaar=2024), regel("a", "1,00"), regel("b", "2,00"))

    assert json.loads(stelsel(pad, "--json")[1])["totaal_bedrag"] == 1300
    assert json.loads(stelsel(pad, "--json", "--jaar", "2025")[1])["totaal_bedrag"] == 300


def test_for_people(stelsel, csv):
    code, uit, _ = stelsel(csv(regel("a", "10,00"), regel("b", "30,00")))

    assert code == 0
    assert "Totale kosten            € 40,00" in uit.splitlines()


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [("client;bedrag\n1;2\n", "mist 9 kolommen"), (f"{KOP}\n", "geen enkele regel"), ("", "leeg")],
    ids=["kolommen", "alleen kop", "leeg"],
)
def test_unusable_input_gives_one_sentence_and_exit_code_two(stelsel, tmp_path, inhoud, zin):
    pad = tmp_path / "regels.csv"
    pad.write_text(inhoud)

    code, uit, fouten = stelsel(pad, "--json", "--uit", tmp_path / "uit")

    assert (code, uit) == (2, "")
    assert zin in fouten
    assert not (tmp_path / "uit").exists()


def test_a_file_of_unreadable_lines_only_is_told_line_by_line(stelsel, csv, tmp_path):
    code, uit, _ = stelsel(csv(regel("a", "veel"), regel("b", "weinig")), "--json", "--uit", tmp_path / "uit")

    data = json.loads(uit)
    assert (code, data["clienten"], data["totaal_bedrag"]) == (1, 0, 0)
    assert [(w["soort"], w["regels"]) for w in data["waarschuwingen"]] == [("bedrag_ongeldig", [2, 3])]


@pytest.mark.parametrize("plek", ["bestaand bestand", "bestaand bestand/daaronder"])
def test_a_report_that_cannot_be_written_is_one_sentence(stelsel, csv, tmp_path, plek):
    (tmp_path / "bestaand bestand").write_text("x")

    code, uit, fouten = stelsel(csv(regel("a", "1,00")), "--json", "--uit", tmp_path / plek)

    assert (code, uit) == (2, "")
    assert fouten == f"In {tmp_path / plek} is niet te schrijven. Kies met --uit een andere map.\n"


def test_a_folder_with_odd_things_still_counts_its_messages(stelsel, tmp_path):
    (tmp_path / "map.xml").mkdir()
    (tmp_path / "kapot.xml").write_text("<x")
    (tmp_path / "goed.xml").write_bytes(write_bericht(create_bericht("ijw", "323")))

    code, uit, _ = stelsel(tmp_path, "--json")

    data = json.loads(uit)
    assert (code, data["clienten"]) == (1, 2)
    assert [(w["soort"], w["aantal"], w["regels"]) for w in data["waarschuwingen"]][-1] == (
        "bericht_overgeslagen",
        1,
        [],
    )


def test_what_does_not_exist(stelsel, tmp_path):
    assert stelsel(tmp_path / "niets.csv")[0] == 2
    (tmp_path / "leeg").mkdir()
    assert stelsel(tmp_path / "leeg")[0] == 2


TOEWIJZINGKOP = (
    "Client,Toewijzing,gemeente,aanbieder,domein,productcode,ingangsdatum,einddatum,startdatum,stopdatum,"
    "reden,verwijzer,huishouden,geboortejaar"
)


def toewijzing(client, van, tot="", *, verwijzer="1"):
    return f"{client},t-{client}-{van},9901,41990001,wmo,02A01,{van},9999-12-31,,{tot},,{verwijzer},h1,1980"


@pytest.fixture
def toewijzingen(tmp_path):
    def write(*regels):
        pad = tmp_path / "toewijzingen.csv"
        pad.write_text("\n".join([TOEWIJZINGKOP, *regels]))
        return pad

    return write


@pytest.mark.eis("R1.08")
def test_allocations_give_trajecten_stacking_and_referrers(stelsel, csv, toewijzingen):
    regels = csv(regel("a", "10,00"), regel("b", "30,00"))
    tweede = toewijzingen(
        toewijzing("a", "2024-12-01", "2025-01-10"), toewijzing("b", "1-1-2025", verwijzer="2")
    )

    code, uit, _ = stelsel(regels, "--toewijzingen", tweede, "--json")
    data = json.loads(uit)

    assert code == 0
    assert data["trajecten"] == {
        "n": 2,
        "gesloten": 1,
        "kosten": {"gemiddelde": 2000.0, "mediaan": 2000.0},
        "kosten_gesloten": {"gemiddelde": 1000.0, "mediaan": 1000.0},
        "duur": {"mediaan_gesloten": 41.0, "mediaan_km": 41},
        "eenheid": "traject",
    }
    assert data["stapeling"]["producten"] == {"1": 1.0, "2": 0.0, "3+": 0.0}
    assert data["verwijzers"] == {
        "02": {"aandeel_clienten": 0.5, "aandeel_bedrag": 0.75},
        "01": {"aandeel_clienten": 0.5, "aandeel_bedrag": 0.25},
    }
    assert "terugval" not in data


def test_where_claims_and_allocations_do_not_meet_is_told_in_euros(stelsel, csv, toewijzingen):
    regels = csv(regel("a", "10,00"), regel("b", "30,00"), regel("c", "5,00"))
    tweede = toewijzingen(
        toewijzing("a", "2025-03-01"),
        toewijzing("c", "2025-01-01", "2025-01-31"),
        *[toewijzing("d", "2024-01-01")] * 2,
        toewijzing("e", "2025-02-30"),
        toewijzing("f", "2025-02-01", "2025-01-01"),
    )

    code, uit, _ = stelsel(regels, "--toewijzingen", tweede, "--json")

    assert code == 1
    assert [
        (w["soort"], w["aantal"], w["bedrag"], w["regels"]) for w in json.loads(uit)["waarschuwingen"]
    ] == [
        ("toewijzing_datum_ongeldig", 1, 0, [6]),
        ("toewijzing_periode_omgekeerd", 1, 0, [7]),
        ("toewijzing_dubbel", 1, 0, [5]),
        ("client_zonder_declaratie", 1, 0, []),
        ("client_zonder_toewijzing", 1, 3000, []),
        ("kosten_buiten_traject", 2, 4000, []),
    ]


@pytest.mark.eis("R1.09")
def test_without_allocations_cost_is_per_client_and_year_and_says_so(stelsel, csv):
    pad = csv(regel("a", "10,00"), regel("a", "30,00", jaar=2024), regel("b", "2,00"))

    data = json.loads(stelsel(pad, "--json")[1])
    tekst = stelsel(pad)[1]

    assert (data["trajecten"], data["stapeling"], data["verwijzers"]) == (None, None, None)
    assert data["terugval"]["eenheid"] == "clientjaar"
    assert (data["terugval"]["n"], data["terugval"]["kosten"]) == (
        3,
        {"gemiddelde": 1400.0, "mediaan": 1000.0},
    )
    assert "Kosten per cliënt en jaar  € 14,00 (middelste € 10,00)" in tekst.splitlines()


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ("", "leeg"),
        ("client;aanbieder\n", "mist 2 kolommen: productcode, ingangsdatum"),
        (TOEWIJZINGKOP, "geen enkele toewijzing"),
        (f"{TOEWIJZINGKOP}\n{toewijzing('a', 'morgen')}", "geen enkele toewijzing die te lezen is"),
    ],
    ids=["leeg", "kolommen", "alleen kop", "niets leesbaar"],
)
def test_a_second_file_that_cannot_be_used_stops_with_one_sentence(stelsel, csv, tmp_path, inhoud, zin):
    pad = tmp_path / "t.csv"
    pad.write_text(inhoud)

    code, uit, fouten = stelsel(csv(regel("a", "1,00")), "--toewijzingen", pad, "--json")

    assert (code, uit) == (2, "")
    assert zin in fouten.splitlines()[-1]


@pytest.mark.traag
@pytest.mark.eis("R1.18", "R1.19")
def test_the_report_stands_on_its_own(stelsel, csv, tmp_path):
    uit = tmp_path / "uit"
    regels = [regel(f"c{i}", f"{(i + 1) ** 2},00", gemeente="9902" if i < 5 else "9901") for i in range(200)]

    code, _, _ = stelsel(csv(*regels, regel("<b>", "x")), "--uit", uit)
    pagina = (uit / "rapport.html").read_text("utf-8")

    assert code == 1
    assert sorted(pad.name for pad in uit.iterdir()) == [
        "klassen.csv", "marktschets.json", "per_domein.csv", "per_gemeente.csv", "rapport.html",
        "segmenten.csv", "verdeling.csv",
    ]  # fmt: skip
    assert pagina.count("<svg") == 3
    assert re.findall(r"<script|src=|https?://(?!www\.w3\.org/)", pagina) == []
    assert "Hoe is dit berekend?" in pagina


@pytest.mark.traag
def test_the_report_tells_nothing_of_few_clients(stelsel, csv, tmp_path):
    regels = [regel(f"c{i}", "100,00") for i in range(40)] + [regel("x", "77777,77", gemeente="9902")]

    stelsel(csv(*regels), "--uit", tmp_path / "uit")
    alles = "".join(pad.read_text("utf-8") for pad in (tmp_path / "uit").iterdir())

    assert "9902;niet getoond;niet getoond" in alles
    assert "77.777" not in alles
    assert "7777777" not in alles


def test_a_folder_of_messages_counts_the_same_lines(stelsel, tmp_path):
    shared = Path(os.environ.get("STELSEL_SHARED", Path(__file__).parents[4] / "shared"))
    bron = shared / "istandaarden" / "corpus" / "base-jw323.xml"
    if not bron.exists():
        pytest.skip(f"{bron} is er niet")
    (tmp_path / "a.xml").write_bytes(bron.read_bytes())
    (tmp_path / "b.xml").write_text("<kapot")
    (tmp_path / "c.txt").write_text("geen bericht")
    with bron.open("rb") as stroom:
        regels = stream_declaratie(stroom).regels
    teken = {"D": 1, "C": -1}

    code, uit, fouten = stelsel(tmp_path, "--json")
    data = json.loads(uit)

    assert code == 1
    assert data["totaal_bedrag"] == sum(rij["bedrag"] * teken[rij["dc"]] for rij in regels.to_dicts())
    assert data["clienten"] == regels["bsn"].n_unique()
    assert [(w["soort"], w["aantal"]) for w in data["waarschuwingen"]] == [("bericht_overgeslagen", 1)]
    assert "c.txt" in fouten


def test_help_is_quick_and_loads_nothing_heavy():
    code = (
        "import argparse, sys; from stelsel.cli import marktschets;"
        "marktschets.register(argparse.ArgumentParser().add_subparsers());"
        "sys.exit(any(m in sys.modules for m in ('polars', 'numpy', 'ibis', 'django', 'lxml', 'duckdb')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
