"""`stelsel verwerk` and `stelsel simuleer` on the test database."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from tests.factories.berichten import create_305, create_product
from tests.factories.enveloppen import REFERENTIE, TIJDSTIP
from tests.factories.schone_berichten import create_bericht
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.apps.declaraties.models import Declaratie
from stelsel.apps.toegang.actions import register_gewijzigd
from stelsel.apps.toegang.models import Startmelding
from stelsel.cli.hoofd import main
from stelsel.istandaarden import check_bericht, write_bericht
from stelsel.istandaarden.transport import Applicatie, create_envelop, parse_envelop, render_envelop

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(settings: Settings) -> Wereld:
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def verwerk(capsys: pytest.CaptureFixture[str], map_: Path) -> tuple[int, list[dict[str, Any]]]:
    code = main(["verwerk", str(map_), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_verwerk_takes_what_is_a_file_and_names_the_rest(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder called .xml, a dead link, a name that is no text, half a claim: each its own outcome."""
    (tmp_path / "map.xml").mkdir()
    (tmp_path / "dood.xml").symlink_to(tmp_path / "weg.xml")
    heel = write_bericht(create_bericht("ijw", "323")).rstrip()
    (tmp_path / "half.xml").write_bytes(heel[: heel.rindex(b"</")])
    vreemd = os.fsdecode(b"z\xff.xml")
    (tmp_path / vreemd).write_bytes(create_305(create_toewijzing(wereld)))

    code = main(["verwerk", str(tmp_path), "--json"])

    uit, fout = capsys.readouterr()
    assert code == 1
    assert [(Path(r["bestand"]).name, r["bericht"], r["status"]) for r in json.loads(uit)] == [
        ("half.xml", "JW323", "onleesbaar"),
        (vreemd, "WMO305", "verwerkt"),
    ]
    assert fout == f"Overgeslagen (geen .xml): {tmp_path / 'dood.xml'}\n"
    assert Declaratie.objects.count() == 0
    assert Startmelding.objects.count() == 1


def test_names_that_differ_in_capitals_only_keep_their_own_answers(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toewijzing = create_toewijzing(wereld)
    (tmp_path / "a.xml").write_bytes(create_305(toewijzing))
    (tmp_path / "a.XML").write_bytes(create_305(toewijzing))

    _, rijen = verwerk(capsys, tmp_path)

    namen = {Path(r["bestand"]).name: Path(r["antwoord"]).name for r in rijen}
    assert namen == {"a.xml": "a.antwoord.xml", "a.XML": "a.XML.antwoord.xml"}


def test_verwerk_judges_nothing_when_answers_cannot_be_written(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bestand").write_text("x")
    (tmp_path / "1.xml").write_bytes(create_305(create_toewijzing(wereld)))

    code = main(["verwerk", str(tmp_path), "--json", "--uit", str(tmp_path / "bestand")])

    assert (code, capsys.readouterr().out) == (2, "")
    assert Startmelding.objects.count() == 0


def test_verwerk_answers_in_name_order(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toewijzing = create_toewijzing(wereld)
    goed = create_305(toewijzing)
    fout = create_305(toewijzing, create_product(toewijzing, ToewijzingNummer=99), identificatie="ID2")
    for naam, inhoud in (
        ("1.xml", goed),
        ("2.xml", goed),
        ("3.xml", fout),
        ("4.xml", b"stuk"),
        ("5.xml", b""),
    ):
        (tmp_path / naam).write_bytes(inhoud)

    code, rijen = verwerk(capsys, tmp_path)

    antwoorden = tmp_path / "antwoorden"
    assert code == 1
    assert rijen == [
        {
            "bestand": str(tmp_path / f"{nummer}.xml"),
            "bericht": bericht,
            "status": status,
            "antwoord": str(antwoorden / f"{nummer}.antwoord.xml") if bericht else None,
            "codes": codes,
        }
        for nummer, bericht, status, codes in (
            (1, "WMO305", "verwerkt", []),
            (2, "WMO305", "dubbel", []),
            (3, "WMO305", "afgekeurd", ["9019"]),
            (4, None, "onleesbaar", []),
            (5, None, "onleesbaar", []),
        )
    ]
    eerste, tweede = (antwoorden / f"{n}.antwoord.xml" for n in (1, 2))
    assert eerste.read_bytes() == tweede.read_bytes()
    assert check_bericht(eerste.read_bytes()).niveau == 0
    assert Startmelding.objects.count() == 1


def test_verwerk_all_good_is_0(wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.xml").write_bytes(create_305(create_toewijzing(wereld)))

    assert verwerk(capsys, tmp_path)[0] == 0


def test_verwerk_without_folder_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verwerk", str(tmp_path / "weg")]) == 2
    assert "Deze map is er niet" in capsys.readouterr().err


def test_simuleer_says_what_it_sent(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register_gewijzigd(create_toewijzing(wereld), actor="regisseur", now=NU)
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    actions.publish_uitgaande_berichten(post=tmp_path, now=NU)

    stap = ["simuleer", "--post", str(tmp_path), "--vandaag", "2026-03-16", "--json"]

    assert main(stap) == 0
    assert json.loads(capsys.readouterr().out) == {"WMO302": 1, "WMO305": 1, "WMO323": 2}
    assert main(stap) == 0
    assert json.loads(capsys.readouterr().out) == {}
    assert len(list((tmp_path / "in").glob("*.xml"))) == 4


def test_verwerk_answers_an_envelope_in_an_envelope(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    envelop = create_envelop(
        create_305(create_toewijzing(wereld)),
        applicatie=Applicatie("GGk", (2, 1)),
        referentienummer=REFERENTIE,
        tijdstip=TIJDSTIP,
    )
    (tmp_path / "1.xml").write_bytes(render_envelop(envelop))

    code, [uitkomst] = verwerk(capsys, tmp_path)

    antwoord = parse_envelop(Path(uitkomst["antwoord"]).read_bytes())
    assert (code, uitkomst["bericht"], uitkomst["status"]) == (0, "WMO305", "verwerkt")
    assert antwoord.stuurgegevens.cross_refnummer == REFERENTIE


def test_a_message_that_kills_the_command_is_counted(
    wereld: Wereld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever dies leaves a trace; whoever ends in another way does not."""

    def sterf(*_: object, **__: object) -> None:
        assert [rij.begonnen for rij in InkomendBericht.objects.all()] == [1]
        raise KeyboardInterrupt

    (tmp_path / "1.xml").write_bytes(create_305(create_toewijzing(wereld)))
    monkeypatch.setattr(actions, "check_volgend_bericht", sterf)
    with pytest.raises(KeyboardInterrupt):
        main(["verwerk", str(tmp_path)])

    assert [(rij.status, rij.begonnen) for rij in InkomendBericht.objects.all()] == [("ontvangen", 0)]
