"""The simulated aanbieder checks what it receives, and gives the same answer to the same message again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.factories.schone_berichten import AANBIEDER, DAGTEKENING, GEMEENTE, create_bericht

from stelsel.demo.administratie import Administratie
from stelsel.demo.simulator import Prijs, publish_aanbiederberichten
from stelsel.istandaarden import Bericht, parse_bericht, write_bericht
from stelsel.kern.periode import Periode

TARIEVEN = {(AANBIEDER, "iwmo"): {"02A03": Prijs("02", "02A03", "04", 6_000)}}
GEMEENTEN = {GEMEENTE: Periode(date(2015, 1, 1))}
TOEGEWEZEN = "Client/ToegewezenProducten/ToegewezenProduct/0"


def lever(post: Path, bericht: Bericht, *, dag: date = DAGTEKENING) -> list[Bericht]:
    """Put a message in the post and let the aanbieder work; what it sends, in order of name."""
    map_ = post / "uit" / AANBIEDER
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / "a.xml").write_bytes(write_bericht(bericht))
    for oud in (post / "in").glob("*.xml"):
        oud.unlink()
    publish_aanbiederberichten(post=post, vandaag=dag, tarieven=TARIEVEN, gemeenten=GEMEENTEN)
    return [parse_bericht(pad.read_bytes()) for pad in sorted((post / "in").glob("*.xml"))]


def get_codes(retour: Bericht) -> list[str]:
    codes: list[str] = retour.waarden["Header"].get("RetourCodes", {}).get("RetourCode", [])
    return codes


def get_boek(post: Path) -> dict[str, Any]:
    inhoud: dict[str, Any] = json.loads((post / "aanbieder" / f"{AANBIEDER}.json").read_text("utf-8"))
    return inhoud


def test_good_allocation_is_approved_and_delivered(tmp_path: Path) -> None:
    berichten = lever(tmp_path, create_bericht("iwmo", "301"))

    assert [b.definitie.naam for b in berichten] == ["WMO302", "WMO305", "WMO323"]
    assert get_codes(berichten[0]) == []
    assert [o["nummer"] for o in get_boek(tmp_path)["opdrachten"]] == [1001, 1002]


@pytest.mark.parametrize(
    ("wijziging", "codes"),
    [
        ({f"{TOEGEWEZEN}/ReferentieAanbieder": "V1"}, ["0200"]),
        ({f"{TOEGEWEZEN}/Product/Code": "02Z99"}, ["0200"]),
        ({"Header/Afzender": "9999"}, ["S300"]),
    ],
    ids=["TR379", "TR381", "TR378"],
)
def test_bad_allocation_is_refused_and_not_taken_over(
    tmp_path: Path, wijziging: dict[str, Any], codes: list[str]
) -> None:
    berichten = lever(tmp_path, create_bericht("iwmo", "301", wijziging))

    assert [(b.definitie.naam, get_codes(b)) for b in berichten] == [("WMO302", codes)]
    assert get_boek(tmp_path)["opdrachten"] == []


def test_same_message_again_gets_the_same_answer(tmp_path: Path) -> None:
    bericht = create_bericht("iwmo", "301")
    eerste = lever(tmp_path, bericht)[0]

    tweede = lever(tmp_path, bericht, dag=date(2026, 5, 20))[0]

    assert write_bericht(tweede) == write_bericht(eerste)


def test_same_identificatie_with_other_content_is_refused(tmp_path: Path) -> None:
    lever(tmp_path, create_bericht("iwmo", "301"))

    antwoord = lever(tmp_path, create_bericht("iwmo", "301", {"Client/Geslacht": "2"}))[0]

    assert get_codes(antwoord) == ["9056"]


@pytest.mark.parametrize(("verzoeken", "codes"), [([], ["9355"]), (["V1"], [])], ids=["onbekend", "eigen"])
def test_answer_to_a_request_is_held_against_the_requests(
    tmp_path: Path, verzoeken: list[str], codes: list[str]
) -> None:
    boek = Administratie(tmp_path / "aanbieder" / f"{AANBIEDER}.json")
    boek.verzoeken = {referentie: [] for referentie in verzoeken}
    boek.write()

    [retour] = lever(tmp_path, create_bericht("iwmo", "319"))

    assert retour.definitie.naam == "WMO320"
    antwoord = retour.waarden.get("Antwoord", {}).get("RetourCodes", {}).get("RetourCode", [])
    assert antwoord == codes
    assert get_boek(tmp_path)["verzoeken"] == ({"V1": ["1"]} if verzoeken else {})


@pytest.mark.parametrize(("bedrag", "regels"), [(5000, []), (4999, ["TR367"])], ids=["gelijk", "anders"])
def test_answer_to_a_claim_is_held_against_the_claim(tmp_path: Path, bedrag: int, regels: list[str]) -> None:
    declaratie = create_bericht("iwmo", "323")
    boek = Administratie(tmp_path / "aanbieder" / f"{AANBIEDER}.json")
    boek.register_declaratie(declaratie, inhoud=write_bericht(declaratie))
    boek.write()
    pad = "DeclaratieAntwoord/Clienten/Client/0/Prestaties/Prestatie/0/IngediendBedrag/Bedrag"

    berichten = lever(tmp_path, create_bericht("iwmo", "325", {pad: bedrag}))

    assert berichten == []
    assert [zin.split()[2] for zin in get_boek(tmp_path)["bevindingen"]] == regels
