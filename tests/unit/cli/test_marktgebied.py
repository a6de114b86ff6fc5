"""One area of a tree of gemeenten at the command line."""

import argparse
import json

import pytest

from stelsel.cli import marktschets

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)
GEBIEDEN = """code;naam;niveau;deel_van;van;tot
R;Regio;regio;;;
KUST;Kust;subregio;R;;
9901;Aldervoort;gemeente;KUST;;
9902;Zilverbroek;gemeente;KUST;2025-01-01;
9903;Eikenwaard;gemeente;R;;
"""


def regel(client, bedrag, *, gemeente, jaar=2022):
    return f"{client};{gemeente};41990001;wmo;02;02A01;{jaar}-01-01;{jaar}-01-31;4;04;{bedrag}"


@pytest.fixture
def stelsel(capsys, tmp_path):
    regels = [
        regel("A", 100, gemeente="9901"),
        regel("B", 20, gemeente="0997"),  # merged into 9901 in 2023
        regel("C", 300, gemeente="9902"),
        regel("D", 4000, gemeente="9903"),
    ]
    (tmp_path / "regels.csv").write_text("\n".join([KOP, *regels]))
    (tmp_path / "gebieden.csv").write_text(GEBIEDEN)

    def run(*argumenten):
        parser = argparse.ArgumentParser()
        marktschets.register(parser.add_subparsers())
        pad = str(tmp_path / "regels.csv")
        args = parser.parse_args(["marktschets", pad, "--json", *map(str, argumenten)])
        code = args.run(args)
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    run.gebieden = tmp_path / "gebieden.csv"
    return run


@pytest.mark.eis("R1.54")
@pytest.mark.parametrize(
    ("vraag", "clienten", "bedrag", "gemeenten"),
    [
        (["--gebied", "KUST", "--jaar", "2022"], 2, 12_000, ["0997", "0998", "9901"]),
        (["--gebied", "KUST", "--jaar", "2022", "--grenzen", "2025-01-01"], 3, 42_000,
         ["0997", "0998", "9901", "9902"]),
        (["--gebied", "R", "--jaar", "2022"], 3, 412_000, ["0997", "0998", "9901", "9903"]),
    ],
)  # fmt: skip
def test_an_area_counts_who_belonged_to_it_with_the_codes_of_before_a_merger(
    stelsel, vraag, clienten, bedrag, gemeenten
):
    _, uit, _ = stelsel("--gebieden", stelsel.gebieden, *vraag)
    data = json.loads(uit)

    assert (data["clienten"], data["totaal_bedrag"]) == (clienten, bedrag)
    assert data["gebied"]["gemeenten"] == gemeenten


def test_without_the_option_the_keys_are_as_they_were(stelsel):
    _, uit, _ = stelsel("--jaar", "2022")
    data = json.loads(uit)

    assert (data["clienten"], "gebied" in data) == (4, False)


@pytest.mark.parametrize(
    ("vraag", "waarom"),
    [
        (["--gebied", "KUST"], "samen"),
        (["--gebied", "ZEE", "--gebieden", "{lijst}"], "heeft geen gebied ZEE"),
        (["--gebied", "KUST", "--gebieden", "{lijst}", "--document", "x"], "Een document gaat over alle"),
        (["--gebied", "KUST", "--gebieden", "nergens.csv"], "nergens.csv"),
    ],
)
def test_what_cannot_be_chosen_is_told_in_one_sentence(stelsel, vraag, waarom, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, uit, fout = stelsel(*[deel.format(lijst=stelsel.gebieden) for deel in vraag])

    assert (code, uit) == (2, "")
    assert waarom in fout.splitlines()[-1]
