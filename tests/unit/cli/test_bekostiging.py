"""`stelsel bekostiging vergelijk` as its user runs it, with good and bad folders."""

import json
from pathlib import Path
from typing import Any

import pytest

from stelsel.cli.hoofd import main

KOP = (
    "client;gemeente;aanbieder;domein;productcategorie;productcode;begindatum;einddatum;volume;eenheid;bedrag"
)


def regel(client: str, gemeente: str, aanbieder: str, bedrag: str, dag: str = "2025-03-01") -> str:
    return f"{client};{gemeente};{aanbieder};jeugd;45;45A01;{dag};{dag};1;04;{bedrag}"


GOED = (
    regel("a", "363", "41000001", "1.000,00"),
    regel("a", "363", "41000002", "500,00"),
    regel("b", "518", "41000001", "500,00"),
    regel("c", "363", "41000002", "4000,00"),
)
PROFIELEN = ("client;profiel", "a;P1", "b;P1", "c;P2")


def create_map(
    map: Path, regels: tuple[str, ...] = GOED, profielen: tuple[str, ...] = PROFIELEN, toml: str | None = None
) -> Path:
    (map / "declaraties.csv").write_text("\n".join([KOP, *regels]), "utf-8")
    (map / "profielen.csv").write_text("\n".join(profielen), "utf-8")
    if toml is not None:
        (map / "parameters.toml").write_text(toml, "utf-8")
    return map


def vergelijk(capsys: pytest.CaptureFixture[str], map: Path) -> tuple[int, dict[str, Any], list[str]]:
    """Exit code, the JSON, and the kinds of warnings."""
    code = main(["bekostiging", "vergelijk", str(map), "--json"])
    data = json.loads(capsys.readouterr().out)
    return code, data["modellen"], [w["soort"] for w in data["waarschuwingen"]]


def weiger(capsys: pytest.CaptureFixture[str], map: Path) -> str:
    """What is told when the folder cannot be used."""
    assert main(["bekostiging", "vergelijk", str(map), "--json"]) == 2
    uit = capsys.readouterr()
    assert uit.out == ""
    return uit.err


def _gemeente(budget: int, *, factor: float, fout: Any) -> dict[str, Any]:
    """One client: no band, and a next year that may well be without."""
    banden = dict.fromkeys(("budget", "p10", "p90"), budget)
    return {**banden, "neutraliteitsfactor": factor, "prognosefout": fout}


def test_json_has_the_documented_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, modellen, soorten = vergelijk(capsys, create_map(tmp_path))

    assert (code, soorten, list(modellen)) == (0, [], ["inspanning", "output", "taak"])
    fout = pytest.approx(2**0.5)
    assert {model: uit["gemeenten"]["0518"] for model, uit in modellen.items()} == {
        "inspanning": _gemeente(50_000, factor=1.0, fout=fout),
        "output": _gemeente(100_000, factor=0.5, fout=fout),
        "taak": _gemeente(50_000, factor=1.0, fout=0.0),
    }
    assert [modellen["output"]["aanbieders"]["41000001"][naam] for naam in ("oud", "nieuw", "effect")] == [
        150_000,
        166_667,
        16_667,
    ]
    assert [uit["berichten"] for uit in modellen.values()] == [90, 30, 0]
    assert modellen["output"]["criteria"] == {"eenvoud": 1, "zicht": 1, "prikkels": -0.25, "speelveld": -1}


def test_prices_and_budgets_that_are_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toml = (
        '[output]\nprijs.P1 = 1200.50\nprijs."P2" = 3000\n[taak]\nbudget.363 = 1000\n[bootstrap]\nzaad = 5\n'
    )
    code, modellen, soorten = vergelijk(capsys, create_map(tmp_path, toml=toml))

    assert (code, soorten) == (0, [])
    assert {code: rij["budget"] for code, rij in modellen["output"]["gemeenten"].items()} == {
        "0363": 420_050,
        "0518": 120_050,
    }
    assert {code: rij["budget"] for code, rij in modellen["taak"]["gemeenten"].items()} == {
        "0363": 100_000,
        "0518": 50_000,
    }


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    regels = tuple(regel(str(n), "363", f"4100000{n % 3}", f"{100 + 7 * n},00") for n in range(40))
    profielen = ("client;profiel", *(f"{n};P{n % 4}" for n in range(40)))
    create_map(tmp_path, regels, profielen)

    uit = []
    for _ in range(2):
        main(["bekostiging", "vergelijk", str(tmp_path), "--json"])
        uit.append(capsys.readouterr().out)

    assert uit[0] == uit[1]
    budget = json.loads(uit[0])["modellen"]["inspanning"]["gemeenten"]["0363"]
    assert budget["p10"] < budget["budget"] < budget["p90"]


@pytest.mark.parametrize(
    ("regels", "profielen", "toml", "soorten"),
    [
        (GOED, PROFIELEN[:-1], None, ["client_zonder_profiel"]),
        (GOED, (*PROFIELEN, "z;P9"), None, ["profiel_zonder_declaratie"]),
        (GOED, (*PROFIELEN, "a;P2"), None, ["profiel_tegenstrijdig"]),
        (GOED, (*PROFIELEN, "a;P1"), None, []),
        (GOED, ("client;profiel", "a;P1", "b;P1", "c;", ";P1"), None,
         ["profiel_client_leeg", "profiel_leeg", "client_zonder_profiel"]),
        (GOED, PROFIELEN, "[output]\nprijs.P8 = 1", ["profiel_zonder_client"]),
        (GOED, PROFIELEN, "[taak]\nbudget.9999 = 1", ["taak_gemeente_onbekend"]),
        (GOED, PROFIELEN, "[uitkering]\nbudget.9999 = 1", ["uitkering_gemeente_onbekend"]),
        (GOED, PROFIELEN, "[uitkering]\nbudget.363 = 1\n[kostprijs]\nbodem.P8 = 1", ["bodem_zonder_client"]),
        (GOED, PROFIELEN, "[kostprijs]\nbodem.P1 = 1", ["bodem_zonder_uitkering"]),
        ((*GOED, regel("c", "363", "41000003", "-10,00")), PROFIELEN, None,
         ["credit_zonder_debet", "client_deels_negatief"]),
        ((*GOED, regel("c", "363", "41000002", "1,00", "2024-03-01")), PROFIELEN, None, ["meer_jaren"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    regels: tuple[str, ...],
    profielen: tuple[str, ...],
    toml: str | None,
    soorten: list[str],
) -> None:
    code, modellen, gevonden = vergelijk(capsys, create_map(tmp_path, regels, profielen, toml))

    assert (code, gevonden) == (1 if soorten else 0, soorten)
    for uitkomst in modellen.values():
        nieuw = sum(rij["nieuw"] for rij in uitkomst["aanbieders"].values())
        assert nieuw == sum(rij["budget"] for rij in uitkomst["gemeenten"].values()) == uitkomst["totaal"]


def test_only_credits_give_no_factor_and_no_price_below_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    regels = (regel("a", "363", "41000001", "-100,00"), regel("b", "518", "41000001", "500,00"))
    profielen = ("client;profiel", "a;P1", "b;P2")
    code, modellen, soorten = vergelijk(capsys, create_map(tmp_path, regels, profielen))

    assert code == 1
    assert {"client_zonder_kosten", "gemeente_zonder_kosten", "profielprijs_negatief"} < set(soorten)
    assert [uit["gemeenten"]["0363"]["neutraliteitsfactor"] for uit in modellen.values()] == [None] * 3
    assert [uit["gemeenten"]["0363"]["budget"] for uit in modellen.values()] == [-10_000, 0, 0]


def test_one_client(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, modellen, soorten = vergelijk(capsys, create_map(tmp_path, GOED[3:], PROFIELEN[:1] + PROFIELEN[3:]))

    assert (code, soorten) == (0, [])
    assert {rij["neutraliteitsfactor"] for m in modellen.values() for rij in m["gemeenten"].values()} == {1}


def test_lines_that_cannot_be_read_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, modellen, soorten = vergelijk(capsys, create_map(tmp_path, (regel("a", "363", "4", "veel"),)))

    assert code == 1
    assert soorten == ["bedrag_ongeldig", "profiel_zonder_declaratie"]
    assert [uit["gemeenten"] for uit in modellen.values()] == [{}, {}, {}]


@pytest.mark.parametrize(
    ("toml", "zin"),
    [
        ("[output]\nprijs.P1 = -1", "prijs.P1 is geen bedrag"),
        ("[output]\nprijs.P1 = true", "prijs.P1 is geen bedrag"),
        ('[output]\nprijs.P1 = "12"', "prijs.P1 is geen bedrag"),
        ("[output]\nprijs.P1 = inf", "prijs.P1 is geen bedrag"),
        ("[output]\nprijs = 12", "per code een bedrag"),
        ("[outpt]\nprijs.P1 = 1", "Bedoelt u output?"),
        ("[output]\nprijzen.P1 = 1", "Bedoelt u prijs?"),
        ("output = 3", "[output]"),
        ("[taak]\nbudget.363 = 1\nbudget.0363 = 2", "twee keer"),
        ("[bootstrap]\ntrekkingen = 0", "van 1 tot en met 100000"),
        ("[bootstrap]\ntrekkingen = 10.5", "heel getal"),
        ("[bootstrap", "geen leesbare TOML"),
    ],
)
def test_choices_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], toml: str, zin: str
) -> None:
    assert zin in weiger(capsys, create_map(tmp_path, toml=toml))


def test_folders_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "bestaat niet of is geen map" in weiger(capsys, tmp_path / "nergens")
    assert "declaraties.csv bestaat niet" in weiger(capsys, tmp_path)
    (tmp_path / "declaraties.csv").write_text("\n".join([KOP, *GOED]))
    assert "profielen.csv bestaat niet" in weiger(capsys, tmp_path)
    (tmp_path / "profielen.csv").write_text("client;soort\na;P1")
    assert "regel 1 mist 1 kolom: profiel" in weiger(capsys, tmp_path)
    (tmp_path / "profielen.csv").write_bytes(b"PK\x03\x04")
    assert "Excel- of zipbestand" in weiger(capsys, tmp_path)
    assert main(["bekostiging", "vergelijk", str(create_map(tmp_path, ()))]) == 2


def test_for_people_the_three_models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bekostiging", "vergelijk", str(create_map(tmp_path))]) == 0

    regels = capsys.readouterr().out.splitlines()
    assert [regel for regel in regels if "berichten per jaar" in regel] == [
        "Inspanningsgericht: € 6.000,00, 90 berichten per jaar",
        "Outputgericht: € 6.000,00, 30 berichten per jaar",
        "Taakgericht: € 6.000,00, 0 berichten per jaar",
    ]


VEEL = tuple(
    regel(f"c{nr}", "363" if nr % 3 else "518", "41000001" if nr % 2 else "41000002", f"{100 + 37 * nr},00")
    for nr in range(120)
) + tuple(regel(f"k{nr}", "599", "41000003", "987,65") for nr in range(4))


def _vergelijk_openbaar(capsys: pytest.CaptureFixture[str], map: Path, *vlaggen: str) -> str:
    assert main(["bekostiging", "vergelijk", str(map), "--openbaar", *vlaggen]) in {0, 1}
    return capsys.readouterr().out


def test_openbaar_has_no_gemeente_or_aanbieder_of_few_clients(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profielen = ("client;profiel", *(f"{rij.split(';')[0]};P{len(rij) % 2}" for rij in VEEL))
    map = create_map(tmp_path, VEEL, profielen)

    data = json.loads(_vergelijk_openbaar(capsys, map, "--json"))

    assert (data["clienten"], data["verborgen"]["gemeenten"], data["uitgave"]["voor"]) == (125, 2, "openbaar")
    assert list(data["modellen"]["output"]["gemeenten"]) == ["0363"]
    assert "41000003" not in data["modellen"]["output"]["aanbieders"]
    bedragen = [uit["gemeenten"]["0363"]["budget"] for uit in data["modellen"].values()]
    assert {bedrag % 500_000 for bedrag in bedragen} == {0}
    assert all(not rij["prijs"] % 10_000 for rij in data["profielen"].values())
    assert "98765" not in json.dumps(data).replace(".", "")
    tekst = _vergelijk_openbaar(capsys, map)
    assert "Openbaar: deze cijfers mag u delen." in tekst
    assert "Niet getoond: 2 gemeenten en" in tekst
    assert "0599" not in tekst


def test_openbaar_of_few_clients_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    map = create_map(tmp_path)

    assert json.loads(_vergelijk_openbaar(capsys, map, "--json"))["minder_dan"] == 10
    assert _vergelijk_openbaar(capsys, map) == ("Minder dan 10 cliënten: er zijn geen cijfers om te delen.\n")


@pytest.mark.eis("R3.12", "R3.30")
def test_prices_against_budgets_with_the_cost_price_as_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """P1 costs € 1.000 and P2 € 4.000 on average; 0363 has one client of each, 0518 one of P1."""
    toml = (
        "[uitkering]\nbudget.363 = 4500\nbudget.0518 = 2000\n[kostprijs]\nbodem.P1 = 950\nbodem.P2 = 3700\n"
    )

    map = create_map(tmp_path, toml=toml)
    main(["bekostiging", "vergelijk", str(map), "--json"])
    toets = json.loads(capsys.readouterr().out)["budgettoets"]
    main(["bekostiging", "vergelijk", str(map)])
    tekst = capsys.readouterr().out

    kansen = toets["gemeenten"]["0363"].pop("kans_op_overschrijding")
    assert toets["gemeenten"]["0363"] == {
        "budget": 450_000,
        "oud": 550_000,
        "nieuw": 500_000,
        "ruimte": -50_000,
        "factor": 0.9,
        "factor_met_bodem": 0.0,
        "met_bodem": 465_000,
        "tekort_op_bodem": 15_000,
    }
    assert (toets["regio"]["nieuw"], toets["regio"]["budget"]) == (600_000, 650_000)
    assert (kansen["taak"], 0.5 < kansen["output"] < kansen["inspanning"] < 0.6) == (1.0, True)
    assert "samen               € 6.000,00        € 6.500,00          € 500,00            € 0,00" in tekst
