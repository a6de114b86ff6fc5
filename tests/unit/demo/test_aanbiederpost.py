"""The claims of the demo: clean messages; what was too much is credited and claimed anew a month later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from stelsel.demo.aanbiederpost import CORRECTIE, create_opdracht, list_declaraties
from stelsel.demo.caseload import Caseload, Fout, create_caseload
from stelsel.demo.regio import create_regio
from stelsel.istandaarden.codec import write_bericht
from stelsel.istandaarden.controle import check_bericht

TODAY = date(2026, 3, 16)


@pytest.fixture(scope="module")
def caseload() -> Caseload:
    return create_caseload(regio=create_regio(zaad=1), zaad=1, aantal=600, today=TODAY)


def list_maanden(caseload: Caseload, *, opnieuw: bool = False) -> list[list[Any]]:
    """The claims of the three months, month by month; `opnieuw`: those that were sent back."""
    opdrachten = {
        t.nummer: create_opdracht(t, caseload.clienten[t.client], nummer=t.nummer + 1)
        for t in caseload.toewijzingen
    }
    agbs = {t.nummer: t.aanbieder for t in caseload.toewijzingen}
    return [
        list_declaraties(
            leveringen=caseload.leveringen, opdrachten=opdrachten, agbs=agbs, maand=maand,
            dag=(maand.eind or maand.begin) + timedelta(days=9), opnieuw=opnieuw,
        )
        for maand in caseload.maanden
    ]  # fmt: skip


def list_regels(berichten: list[Any]) -> list[dict[str, Any]]:
    """All lines, each with the number of its client."""
    return [
        {"Bsn": client["Bsn"], **regel}
        for bericht in berichten
        for client in bericht.waarden["Declaratie"]["Clienten"]["Client"]
        for regel in client["Prestaties"]["Prestatie"]
    ]


def get_eigen(regel: dict[str, Any], *weg: str) -> dict[str, Any]:
    """A line without its references and `weg`."""
    return {veld: wat for veld, wat in regel.items() if veld not in ("ProductReferentie", *weg)}


def list_bevindingen(maanden: list[list[Any]]) -> list[str]:
    """The rules that any of these claims breaks as a message."""
    inhouden = [write_bericht(bericht) for maand in maanden for bericht in maand]
    return [bevinding.regel for inhoud in inhouden for bevinding in check_bericht(inhoud).bevindingen]


def test_a_claim_is_a_clean_message_unless_it_holds_a_line_twice(caseload: Caseload) -> None:
    dubbel = sum(levering.fout is Fout.DUBBEL for levering in caseload.leveringen)

    assert list_bevindingen(list_maanden(caseload)) == ["TR416"] * dubbel
    assert dubbel > 5


def test_what_was_sent_back_is_claimed_anew_without_the_double(caseload: Caseload) -> None:
    terug = [
        bericht
        for maand in list_maanden(caseload)
        for bericht in maand
        if check_bericht(write_bericht(bericht)).bevindingen
    ]
    anders = list_maanden(caseload, opnieuw=True)

    assert list_bevindingen(anders) == []
    assert sum(map(len, anders)) == len(terug)
    nieuw = {
        regel["ProductReferentie"]["ReferentieNummer"] for maand in anders for regel in list_regels(maand)
    }
    oud = {regel["ProductReferentie"]["ReferentieNummer"] for regel in list_regels(terug)}
    assert nieuw < oud


def test_a_credit_is_the_mirror_of_a_line_of_the_month_before_and_is_claimed_anew(caseload: Caseload) -> None:
    eerste, tweede, derde = map(list_regels, list_maanden(caseload))

    def is_credit(regel: dict[str, Any]) -> bool:
        return bool(regel["IngediendBedrag"]["DebetCredit"] == "C")

    assert not any(map(is_credit, eerste))
    gewoon = sum(levering.fout is Fout.GEEN for levering in caseload.leveringen)
    assert 0.3 * gewoon / CORRECTIE < sum(map(is_credit, tweede + derde)) < 1.5 * gewoon / CORRECTIE
    for voor, na in ((eerste, tweede), (tweede, derde)):
        oud = {regel["ProductReferentie"]["ReferentieNummer"]: regel for regel in voor}
        for plek, credit in enumerate(na):
            if is_credit(credit):
                debet, opnieuw = oud[credit["ProductReferentie"]["VorigReferentieNummer"]], na[plek + 1]
                assert get_eigen(credit, "IngediendBedrag") == get_eigen(debet, "IngediendBedrag")
                assert credit["IngediendBedrag"]["Bedrag"] == debet["IngediendBedrag"]["Bedrag"]
                weg = ("IngediendBedrag", "GeleverdVolume")
                assert get_eigen(opnieuw, *weg) == get_eigen(debet, *weg)
                assert 0 < opnieuw["GeleverdVolume"] < debet["GeleverdVolume"]


def test_the_total_of_a_claim_counts_a_credit_off(caseload: Caseload) -> None:
    for bericht in [bericht for maand in list_maanden(caseload) for bericht in maand]:
        bedragen = [regel["IngediendBedrag"] for regel in list_regels([bericht])]
        som = sum(b["Bedrag"] if b["DebetCredit"] == "D" else -b["Bedrag"] for b in bedragen)
        totaal = bericht.waarden["Declaratie"]["TotaalIngediendBedrag"]
        assert totaal == {"TotaalBedrag": abs(som), "DebetCredit": "D" if som >= 0 else "C"}
