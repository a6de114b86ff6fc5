"""A second opinion from a folder with official schemas and controls; ours and theirs side by side."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.factories.enveloppen import create_voorbeeld
from tests.factories.schone_berichten import create_bericht
from tests.unit.istandaarden.referentie import CORPUS, MAP, aanwezig, get_verwacht

from stelsel.cli.hoofd import main
from stelsel.istandaarden import check_bericht, list_definities, write_bericht
from stelsel.istandaarden.officieel import check_officieel
from stelsel.istandaarden.transport import parse_lading, render_envelop

XSD = MAP / "xsd"
RAPPORT = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"
#: A control in the shape of the official ones: every client with this Bsn is reported, at its place.
CONTROLE = f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="{RAPPORT}">
 <xsl:template match="/">
  <r:Rapport><r:Header><r:XSLTVersie>2.10.5</r:XSLTVersie></r:Header><r:Fouten>
   <xsl:for-each select="//*[local-name()='Bsn'][. = '999900018']">
    <r:Fout><r:Code>CS002</r:Code><r:Locatie>/Bericht/Client/Bsn</r:Locatie></r:Fout>
    <r:Fout>
     <r:Code>XX001</r:Code><r:Locatie>/Bericht/Client</r:Locatie><r:Details>Eigen tekst.</r:Details>
    </r:Fout>
   </xsl:for-each>
  </r:Fouten></r:Rapport>
 </xsl:template>
</xsl:stylesheet>
"""
GOED = write_bericht(create_bericht("ijw", "305"))
GERAAKT = write_bericht(create_bericht("ijw", "305", {"Client/Bsn": "999900018"}))
pytestmark = aanwezig


def get_regelnummer(data: bytes, naam: str) -> int:
    """The line of the first element with this name."""
    return data[: data.index(f"<m:{naam}>".encode())].count(b"\n") + 1


def create_map(doel: Path, controle: str = CONTROLE, *, naam: str = "JW305.xsl") -> Path:
    """A folder with the published schemas, and one control in a subfolder of its release."""
    shutil.copytree(XSD, doel / "xsd")
    (doel / "xslt" / "ijw" / "3_2").mkdir(parents=True)
    (doel / "xslt" / "ijw" / "3_2" / naam).write_text(controle, encoding="utf-8")
    return doel


@pytest.mark.parametrize("naam", get_verwacht() or ["corpus"])
def test_published_schemas_accept_the_corpus_as_we_do(naam: str) -> None:
    uitkomst = check_officieel((CORPUS / naam).read_bytes(), XSD)

    assert (uitkomst.niveau, uitkomst.bevindingen) == (0, [])
    assert uitkomst.opmerkingen == [
        f"In de map staat geen controle van {check_bericht((CORPUS / naam).read_bytes()).naam} 3.2 (.xsl); "
        "niveau 2 is niet beoordeeld."
    ]


def test_there_is_a_published_schema_for_every_message() -> None:
    for definitie in list_definities():
        leeg = f'<Bericht xmlns="{definitie.namespace}"/>'.encode()
        assert check_officieel(leeg, XSD).niveau == 1, definitie.naam


def test_level_1_is_told_in_our_words_with_the_place() -> None:
    uitkomst = check_officieel(GOED.replace(b"<m:Geslacht>1<", b"<m:Geslacht>7<"), XSD)

    assert uitkomst.niveau == 1
    assert [(b.regel, b.plaats, b.regelnummer) for b in uitkomst.bevindingen] == [
        ("XSD", "/Bericht/Client/Geslacht", get_regelnummer(GOED, "Geslacht"))
    ]


def test_control_is_run_and_its_report_read(tmp_path: Path) -> None:
    map_ = create_map(tmp_path)

    goed, geraakt = check_officieel(GOED, map_), check_officieel(GERAAKT, map_)

    assert (goed.niveau, goed.bevindingen, goed.xslt_versie, goed.opmerkingen) == (0, [], "2.10.5", [])
    assert (geraakt.niveau, geraakt.xslt_versie) == (2, "2.10.5")
    assert [(b.regel, b.plaats, b.retourcode, b.uitleg[:26]) for b in geraakt.bevindingen] == [
        ("XX001", "/Bericht/Client", "0001", "Eigen tekst."),
        ("CS002", "/Bericht/Client/Bsn", "0001", "Dit is geen goed burgerser"),
    ]
    assert [b.regelnummer for b in geraakt.bevindingen] == [
        get_regelnummer(GERAAKT, "Client"),
        get_regelnummer(GERAAKT, "Bsn"),
    ]


@pytest.mark.parametrize(
    ("controle", "naam", "woorden"),
    [
        (CONTROLE.replace('version="1.0"', 'version="2.0"'), "JW305.xsl", "is XSLT 2.0; alleen 1.0"),
        (CONTROLE.replace("r:Rapport", "r:Verslag"), "JW305.xsl", "geeft geen rapport"),
        ("<stuk", "JW305.xsl", "niet te gebruiken"),
        ('<a version="1.0"/>', "JW305.xsl", "niet te gebruiken"),
        (CONTROLE, "JW307.xsl", "geen controle van JW305 3.2"),
        (CONTROLE.replace("<r:Fouten>", '<xsl:message terminate="yes">stop</xsl:message><r:Fouten>'),
         "JW305.xsl", "liep vast"),
    ],
    ids=["versie 2", "ander rapport", "stuk", "geen xslt", "ander bericht", "breekt af"],
)  # fmt: skip
def test_control_that_cannot_be_used_is_told(tmp_path: Path, controle: str, naam: str, woorden: str) -> None:
    uitkomst = check_officieel(GERAAKT, create_map(tmp_path, controle, naam=naam))

    assert (uitkomst.niveau, uitkomst.bevindingen, uitkomst.xslt_versie) == (0, [], None)
    assert len(uitkomst.opmerkingen) == 1
    assert woorden in uitkomst.opmerkingen[0]


def test_control_cannot_write(tmp_path: Path) -> None:
    doel = tmp_path / "geschreven.xml"
    schrijf = f'<e:document xmlns:e="http://exslt.org/common" href="{doel}"><a/></e:document><r:Fouten>'
    exslt = CONTROLE.replace("<xsl:stylesheet ", '<xsl:stylesheet extension-element-prefixes="e" '
                             'xmlns:e="http://exslt.org/common" ')  # fmt: skip

    check_officieel(GERAAKT, create_map(tmp_path, exslt.replace("<r:Fouten>", schrijf)))

    assert not doel.exists()


def test_folder_without_anything_judges_nothing(tmp_path: Path) -> None:
    uitkomst = check_officieel(GOED, tmp_path)

    assert (uitkomst.niveau, uitkomst.bevindingen) == (None, [])
    assert [opmerking.split(" (")[0] for opmerking in uitkomst.opmerkingen] == [
        "In de map staat geen schema van JW305 3.2",
        "In de map staat geen controle van JW305 3.2",
    ]


def test_no_message_is_level_1(tmp_path: Path) -> None:
    assert [b.regel for b in check_officieel(b"<a/>", tmp_path).bevindingen] == ["BESTAND"]


def test_message_in_an_envelope_is_judged_by_what_it_carries() -> None:
    assert check_officieel(parse_lading(render_envelop(create_voorbeeld("ijw", "305"))), XSD).niveau == 0


def test_command_shows_both_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    map_ = create_map(tmp_path)
    bestand = tmp_path / "post.xml"
    bestand.write_bytes(GERAAKT)

    code = main(["controleer", str(bestand), "--officieel", str(map_)])
    tekst = capsys.readouterr().out
    main(["controleer", str(bestand), "--officieel", str(map_), "--json"])
    [data] = json.loads(capsys.readouterr().out)

    assert code == 1
    assert tekst.splitlines()[:3] == [
        f"{bestand}: JW305, in orde",
        "  officieel (XsltVersie 2.10.5): 2 bevindingen op niveau 2",
        f"  regel {get_regelnummer(GERAAKT, 'Client')}: XX001: Eigen tekst.",
    ]
    assert (data["niveau"], data["officieel"]["niveau"], data["officieel"]["xslt_versie"]) == (0, 2, "2.10.5")


def test_command_says_how_far_the_folder_could_judge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = tmp_path / "post.xml"
    bestand.write_bytes(GOED)
    (tmp_path / "leeg").mkdir()

    main(["controleer", str(bestand), "--officieel", str(XSD)])
    main(["controleer", str(bestand), "--officieel", str(tmp_path / "leeg")])

    assert [zin.strip() for zin in capsys.readouterr().out.splitlines() if "officieel:" in zin] == [
        "officieel: niveau 1 in orde",
        "officieel: niveau 1 niet te beoordelen",
    ]


def test_command_without_the_option_says_nothing_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = tmp_path / "post.xml"
    bestand.write_bytes(GERAAKT)

    assert main(["controleer", str(bestand), "--json"]) == 0

    assert sorted(json.loads(capsys.readouterr().out)[0]) == ["bericht", "bestand", "bevindingen", "niveau"]


def test_command_names_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bestand = tmp_path / "post.xml"
    bestand.write_bytes(GOED)

    assert main(["controleer", str(bestand), "--officieel", str(tmp_path / "weg")]) == 2
    assert "is er niet" in capsys.readouterr().err
