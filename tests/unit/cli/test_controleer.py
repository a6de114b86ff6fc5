"""stelsel controleer: what it prints, its JSON and its exit codes."""

import errno
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.factories.enveloppen import create_voorbeeld
from tests.factories.schone_berichten import create_bericht

from stelsel.cli.hoofd import main
from stelsel.istandaarden import write_bericht
from stelsel.istandaarden.transport import render_envelop

GOED = write_bericht(create_bericht("ijw", "305"))
FOUT = write_bericht(
    create_bericht("iwmo", "301", {"Client/ToegewezenProducten/ToegewezenProduct/0/Omvang": None})
)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """A folder with a clean message, a note, and a zip with a message that breaks a rule."""
    (tmp_path / "a.xml").write_bytes(GOED)
    (tmp_path / "lees.txt").write_text("hoi", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "post.zip", "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("x.xml", FOUT)
        archief.writestr("bijlage.pdf", b"%PDF")
    return tmp_path


def test_json_of_a_folder(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["controleer", str(post), "--json"])

    uit, fout = capsys.readouterr()
    plaats = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"
    regelnummer = FOUT.decode().split("\r\n").index("   <m:ToegewezenProduct>") + 1
    assert code == 1
    assert json.loads(uit) == [
        {"bestand": str(post / "a.xml"), "bericht": "JW305", "niveau": 0, "bevindingen": []},
        {
            "bestand": f"{post / 'post.zip'}!x.xml",
            "bericht": "WMO301",
            "niveau": 2,
            "bevindingen": [
                {
                    "regel": "CD041",
                    "retourcode": "0001",
                    "plaats": plaats,
                    "regelnummer": regelnummer,
                    "uitleg": "Bij een productcode hoort een omvang. Vul de omvang in.",
                }
            ],
        },
    ]
    assert fout.splitlines() == [
        f"Overgeslagen (geen .xml of .zip): {post / 'lees.txt'}",
        f"Overgeslagen (geen .xml): {post / 'post.zip'}!bijlage.pdf",
    ]


def test_clean_file_gives_exit_code_0(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["controleer", str(post / "a.xml")])

    assert (code, capsys.readouterr().out) == (0, f"{post / 'a.xml'}: JW305, in orde\n")


def test_broken_zip_does_not_stop_the_rest(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (post / "aa.zip").write_bytes(b"geen zip")

    code = main(["controleer", "--json", str(post)])

    uitkomsten = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [(Path(u["bestand"]).name, u["bericht"], u["niveau"]) for u in uitkomsten] == [
        ("a.xml", "JW305", 0),
        ("aa.zip", None, 1),
        ("post.zip!x.xml", "WMO301", 2),
    ]


def test_what_cannot_be_opened_does_not_stop_the_rest(
    post: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder and a file without permission; to root everything is open, so the refusal is acted out."""
    (post / "dicht").mkdir()
    (post / "aa.xml").write_bytes(GOED)
    (post / "dood.xml").symlink_to(post / "weg.xml")
    echt_openen, echt_lijsten = Path.open, os.scandir

    def weiger_bestand(pad: Path, *args: Any) -> Any:
        if pad.name == "aa.xml":
            raise PermissionError(errno.EACCES, "dicht", str(pad))
        return echt_openen(pad, *args)

    def weiger_map(pad: Any) -> Any:
        if Path(pad).name == "dicht":
            raise PermissionError(errno.EACCES, "dicht", str(pad))
        return echt_lijsten(pad)

    monkeypatch.setattr(Path, "open", weiger_bestand)
    monkeypatch.setattr(os, "scandir", weiger_map)

    code = main(["controleer", "--json", str(post)])

    uit, fout = capsys.readouterr()
    assert code == 2
    assert [Path(u["bestand"]).name for u in json.loads(uit)] == ["a.xml", "post.zip!x.xml"]
    assert fout.splitlines() == [
        f"Dit bestand of deze map is niet te openen: {post / 'aa.xml'}",
        f"Overgeslagen (geen bestand): {post / 'dood.xml'}",
        f"Overgeslagen (geen .xml of .zip): {post / 'lees.txt'}",
        f"Overgeslagen (geen .xml): {post / 'post.zip'}!bijlage.pdf",
        f"Dit bestand of deze map is niet te openen: {post / 'dicht'}",
    ]


def test_folder_without_messages_is_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["controleer", "--json", str(tmp_path)])

    uit, fout = capsys.readouterr()
    assert (code, json.loads(uit)) == (0, [])
    assert fout == "Er is geen bericht gevonden om te controleren.\n"


def test_name_that_is_no_text_is_escaped(tmp_path: Path) -> None:
    naam = os.fsdecode(b"post\xff.xml")
    (tmp_path / naam).write_bytes(GOED)

    uitkomst = subprocess.run(
        [sys.executable, "-m", "stelsel.cli.hoofd", "controleer", "--json", str(tmp_path)],
        capture_output=True,
        check=True,
    )

    assert [Path(u["bestand"]).name for u in json.loads(uitkomst.stdout.decode("utf-8"))] == [naam]


def test_missing_path_gives_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["controleer", str(tmp_path / "weg.xml")])

    assert (code, capsys.readouterr().err) == (
        2,
        f"Dit bestand of deze map is er niet: {tmp_path / 'weg.xml'}\n",
    )


@pytest.mark.parametrize("argumenten", [[], ["controleer"], ["onbekend"], ["controleer", "--raar", "x"]])
def test_wrong_use_gives_exit_code_2(argumenten: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as einde:
        main(argumenten)

    assert einde.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("argumenten", [["--help"], ["controleer", "--help"]])
def test_help_is_dutch_and_quick(argumenten: list[str]) -> None:
    begin = time.perf_counter()
    uitkomst = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "stelsel.cli.hoofd", *argumenten],
        capture_output=True,
        text=True,
        check=True,
    )
    duur = time.perf_counter() - begin

    assert uitkomst.stdout.startswith("gebruik: stelsel")
    zwaar = {"lxml", "polars", "django", "duckdb", "numpy"}
    assert zwaar & {regel.split("|")[-1].strip() for regel in uitkomst.stderr.splitlines()} == set()
    assert duur < 2  # a loaded test machine; the aim of 0.3 s holds because nothing heavy is imported


def test_message_in_an_envelope_is_reported_under_the_name_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    envelop = render_envelop(create_voorbeeld("ijw", "305"))
    (tmp_path / "a.xml").write_bytes(envelop)
    (tmp_path / "b.xml").write_bytes(envelop.replace(b">JW305<", b">JW307<"))
    (tmp_path / "c.xml").write_bytes(envelop.replace(b">0003<", b">3<", 1))
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archief:
        archief.writestr("x.xml", envelop)

    code = main(["controleer", "--json", str(tmp_path)])

    uitkomsten = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [
        (Path(u["bestand"]).name, u["bericht"], u["niveau"], [b["regel"] for b in u["bevindingen"]])
        for u in uitkomsten
    ] == [
        ("a.xml", "JW305", 0, []),
        ("b.xml", "JW305", 1, ["BESTAND"]),
        ("c.xml", None, 1, ["XSD"]),
        ("d.zip!x.xml", "JW305", 0, []),
    ]
