"""`stelsel marktschets --document`: the whole picture, the same bytes for the same data."""

import argparse
import json
from datetime import date, timedelta

import pytest

from stelsel.cli import marktschets

REGELKOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)
TOEKOP = (
    "client;toewijzing;gemeente;aanbieder;domein;productcode;ingangsdatum;einddatum;startdatum;stopdatum;reden;"
    "verwijzer;huishouden;geboortejaar"
)
DELEN = {
    "kern", "verdeling", "klassen", "per_gemeente", "per_domein", "leeftijd", "verwijzers", "huishoudens",
    "aanbieders", "trajecten", "duur", "stapeling", "doorstroom", "eerste-product", "trajectsoorten", "groei",
    "kostengroepen", "segmenten", "gevoeligheid", "aansluiting", "kwaliteit",
}  # fmt: skip


@pytest.fixture(scope="module")
def bestanden(tmp_path_factory):
    """150 clients over two years: jeugd, Wmo and beschermd wonen, in two gemeenten."""
    map_ = tmp_path_factory.mktemp("regio")
    regels, toewijzingen = [REGELKOP], [TOEKOP]
    for nr in range(150):
        domein, categorie, code = (
            ("jeugd", "45", "45A48"), ("wmo", "02", "02A01"), ("wmo", "15", "15A04"),
        )[nr % 3]  # fmt: skip
        begin = date(2024, 1, 1) + timedelta(days=4 * nr)
        eind = begin + timedelta(days=60 + 3 * (nr % 50))
        wie = f"c{nr};{{}};{9901 + nr % 2};4199000{nr % 4};{domein}"
        bedrag = f"{(nr % 7 + 1) * 1000 * (10 if categorie == '15' else 1)},50"
        regels.append(f"{wie.replace('{};', '')};{categorie};{code};{begin};{begin};4;04;{bedrag}")
        toewijzingen.append(
            f"{wie.format(f't{nr}')};{code};{begin};;{begin};{eind};31;0{nr % 3 + 1};h{nr};{1940 + nr % 75}"
        )
    for naam, inhoud in (("regels.csv", regels), ("toewijzingen.csv", toewijzingen)):
        (map_ / naam).write_text("\n".join(inhoud) + "\n", "utf-8")
    return map_


def _maak(bestanden, uit, *opties):
    parser = argparse.ArgumentParser()
    marktschets.register(parser.add_subparsers())
    opdracht = [
        "marktschets", str(bestanden / "regels.csv"), "--toewijzingen", str(bestanden / "toewijzingen.csv"),
        "--document", str(uit), *opties,
    ]  # fmt: skip
    args = parser.parse_args(opdracht)
    return args.run(args)


@pytest.fixture(scope="module")
def document(bestanden):
    uit = bestanden / "document"
    _maak(bestanden, uit, "--jaar", "2025")
    return uit


@pytest.mark.eis("R1.21")
def test_every_question_with_what_it_rests_on(document):
    data = json.loads((document / "marktschets.json").read_text("utf-8"))

    assert {deel["naam"] for deel in data["onderdelen"]} == DELEN - {"gevoeligheid"}  # fewer than 100 clients
    assert all(
        deel[wat]
        for deel in data["onderdelen"]
        for wat in ("betekenis", "definitie", "voorbehoud", "zekerheid")
    )
    assert [wat for wat, _ in data["gegevens"]][:3] == [
        "Bestand regels.csv", "Bestand toewijzingen.csv", "Gegevens tot en met",
    ]  # fmt: skip
    assert dict(data["regels"])["Indeling in domeinen"] == "versie 2026-1"
    assert (document / "marktschets.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.eis("R1.21")
def test_the_same_data_give_the_same_bytes(document, bestanden, tmp_path):
    _maak(bestanden, tmp_path, "--jaar", "2025")

    for pad in document.iterdir():
        assert pad.read_bytes() == (tmp_path / pad.name).read_bytes(), pad.name


def test_other_data_give_another_fingerprint(document, bestanden, tmp_path):
    regels = (bestanden / "regels.csv").read_text("utf-8").replace(";2000,50", ";2002,50")
    (tmp_path / "regels.csv").write_text(regels, "utf-8")
    (tmp_path / "toewijzingen.csv").write_bytes((bestanden / "toewijzingen.csv").read_bytes())
    _maak(tmp_path, tmp_path / "uit", "--jaar", "2025")

    een, twee = (
        json.loads((map_ / "marktschets.json").read_text("utf-8")) for map_ in (document, tmp_path / "uit")
    )
    assert een["vingerafdruk"] != twee["vingerafdruk"]


@pytest.mark.eis("R1.24")
def test_one_domein(bestanden, tmp_path):
    _maak(bestanden, tmp_path, "--domein", "beschermd_wonen")

    data = json.loads((tmp_path / "marktschets.json").read_text("utf-8"))
    kern, duur = (next(d for d in data["onderdelen"] if d["naam"] == naam) for naam in ("kern", "duur"))
    assert kern["rijen"][0] == ["Cliënten", "50", "", ""]
    assert [rij[0] for rij in duur["rijen"]] == ["Alle hulp samen", "15 Beschermd wonen"]
    assert data["onderwerp"] == "Beschermd wonen, alle jaren, uit regels.csv"


def test_about_too_few_there_is_no_document(bestanden, tmp_path, capsys):
    weinig = [REGELKOP, *(bestanden / "regels.csv").read_text("utf-8").splitlines()[1:6]]
    (tmp_path / "regels.csv").write_text("\n".join(weinig), "utf-8")
    (tmp_path / "toewijzingen.csv").write_bytes((bestanden / "toewijzingen.csv").read_bytes())

    _maak(tmp_path, tmp_path / "uit")

    assert "minder dan 10 cliënten" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_small_groups_are_not_in_it(document):
    tekst = (document / "marktschets.html").read_text("utf-8")

    assert "niet getoond" in tekst


def test_where_all_cost_the_same_nobody_stands_out(tmp_path):
    regels = [f"c{nr};9901;41990001;wmo;02;02A01;2025-01-01;2025-01-31;4;04;10,00" for nr in range(30)]
    (tmp_path / "regels.csv").write_text("\n".join([REGELKOP, *regels]), "utf-8")
    (tmp_path / "toewijzingen.csv").write_text(
        TOEKOP + "\nc1;t1;9901;41990001;wmo;02A01;2024-12-01;;;;;;;\n", "utf-8"
    )

    _maak(tmp_path, tmp_path / "uit")

    data = json.loads((tmp_path / "uit" / "marktschets.json").read_text("utf-8"))
    antwoorden = {deel["naam"]: deel["antwoord"] for deel in data["onderdelen"]}
    assert antwoorden["klassen"] == "De middelste cliënt kost € 10,00."
    assert antwoorden["aanbieders"] == "Eén aanbieder krijgt al het geld."
    assert antwoorden["per_domein"] == "Alle cliënten vallen onder één domein."
