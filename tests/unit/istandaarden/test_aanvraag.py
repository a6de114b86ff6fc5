"""Rules on requests (315, 317) against what is on file: a case that breaks each and one that keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.aanvraag import (
    Toegewezen,
    Verzoekdossier,
    check_verzoek,
    is_beoordeeld,
)

DAGTEKENING = date(2025, 5, 5)
INGANG, EIND, LATER = date(2025, 1, 1), date(2025, 12, 31), date(2025, 6, 2)
PER_WEEK, TOTAAL = (3, "04", "2"), (80, "04", "6")
SPECIFIEK = Toegewezen(INGANG, EIND, "02", "02A01", PER_WEEK)
IN_TOTAAL = Toegewezen(INGANG, EIND, "07", "07A01", TOTAAL)
ASPECIFIEK = Toegewezen(INGANG, EIND, "02", budget=500_000)
GENERIEK = Toegewezen(INGANG, EIND, budget=900_000)
HULPMIDDEL = Toegewezen(INGANG, EIND, "11", "11X01", (1, "84", "6"))
PRODUCTEN = {"02A01": "02", "07A01": "07", "11X01": "11"}
FAMILIES: list[Familie] = ["ijw", "iwmo"]


def omvang(volume: int = 3, eenheid: str = "04", frequentie: str = "2") -> dict[str, Any]:
    return {"Volume": volume, "Eenheid": eenheid, "Frequentie": frequentie}


def wijzig(nummer: int = 101, **velden: Any) -> dict[str, Any]:
    basis = {
        "ToewijzingNummer": nummer,
        "GewensteIngangsdatum": LATER,
        "Einddatum": EIND,
        "Omvang": omvang(5),
    }
    return {naam: waarde for naam, waarde in (basis | velden).items() if waarde is not None}


def nieuw(categorie: str = "07", code: str = "07A01", **velden: Any) -> dict[str, Any]:
    product = {"Categorie": categorie, "Code": code}
    return {"Product": product, "GewensteIngangsdatum": LATER, "Einddatum": EIND, "Omvang": omvang()} | velden


def vow(
    *wijzigen: dict[str, Any], blijft: tuple[int, ...] = (), nieuw: tuple[Any, ...] = ()
) -> dict[str, Any]:
    verzoek: dict[str, Any] = {"ReferentieAanbieder": "VOW1", "RedenVerzoek": "1"}
    if blijft:
        verzoek["OngewijzigdeProducten"] = {"OngewijzigdProduct": [{"ToewijzingNummer": n} for n in blijft]}
    if wijzigen:
        verzoek["TeWijzigenProducten"] = {"TeWijzigenProduct": list(wijzigen)}
    if nieuw:
        verzoek["NieuweProducten"] = {"NieuwProduct": list(nieuw)}
    return {"Bsn": "999900006", "Verzoek": verzoek}


def vot(code: str = "02A01", categorie: str = "02") -> dict[str, Any]:
    product = {"Categorie": categorie, "Code": code}
    aanvraag = {"ReferentieAanbieder": "VOT1", "Product": product, "ToewijzingIngangsdatum": LATER}
    return {"Bsn": "999900006", "AangevraagdeProducten": {"AangevraagdProduct": [aanvraag]}}


def get_codes(soort: str, client: dict[str, Any], familie: Familie, **velden: Any) -> dict[str, list[str]]:
    """The broken rules by the class they stand on; `toewijzingen` is number 101 unless given."""
    gegevens: dict[str, Any] = {"toewijzingen": {101: SPECIFIEK}, "producten": PRODUCTEN} | velden
    dossier = Verzoekdossier(dagtekening=DAGTEKENING, familie=familie, **gegevens)
    fouten = check_verzoek(client, dossier, soort=soort)
    for plek, eigen in fouten.items():
        assert all(fout.uitleg.endswith(".") for fout in eigen), plek
    namen = {plek: [deel for deel in plek if isinstance(deel, str)][-1] for plek in fouten}
    return {namen[plek]: [fout.regel for fout in eigen] for plek, eigen in fouten.items()}


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("client", "dossier", "codes"),
    [
        pytest.param(vot(), {}, {}, id="alles goed"),
        pytest.param(vot(), {"client_bekend": False}, {}, id="een onbekende client mag"),
        pytest.param(vot(), {"referenties": {"VOT0"}}, {}, id="TR347-andere"),
        pytest.param(vot(), {"referenties": {"VOT1"}}, {"AangevraagdProduct": ["TR347"]}, id="TR347"),
        pytest.param(vot(), {"verzoek_onderhanden": True}, {"Client": ["TR374"]}, id="TR374"),
        pytest.param(vot(categorie="07"), {}, {"AangevraagdProduct": ["TR381"]}, id="TR381-categorie"),
        pytest.param(vot(code="02Z99"), {}, {"AangevraagdProduct": ["TR381"]}, id="TR381-onbekend"),
    ],
)
def test_vot(
    familie: Familie, client: dict[str, Any], dossier: dict[str, Any], codes: dict[str, list[str]]
) -> None:
    assert get_codes("315", client, familie, **dossier) == codes


def test_a_product_without_a_code_has_nothing_to_compare() -> None:
    aanvraag = {"ReferentieAanbieder": "VOT1", "Product": {"Categorie": "02"}}
    client = {"Bsn": "999900006", "AangevraagdeProducten": {"AangevraagdProduct": [aanvraag]}}

    assert get_codes("315", client, "iwmo") == {}


TWEE = {"toewijzingen": {101: SPECIFIEK, 102: IN_TOTAAL}}


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("client", "dossier", "codes"),
    [
        pytest.param(vow(wijzig()), {}, {}, id="alles goed"),
        pytest.param(vow(wijzig()), {"client_bekend": False}, {"Client": ["TR304"]}, id="TR304"),
        pytest.param(vow(wijzig()), {"verzoek_onderhanden": True}, {"Client": ["TR374"]}, id="TR374"),
        pytest.param(vow(wijzig()), {"referenties": {"VOW1"}}, {"Verzoek": ["TR347"]}, id="TR347"),
        pytest.param(vow(wijzig()), TWEE, {"Verzoek": ["TR349"]}, id="TR349"),
        pytest.param(vow(wijzig(), blijft=(102,)), TWEE, {}, id="TR349-ongewijzigd-genoemd"),
        pytest.param(vow(wijzig(), blijft=(999,)), {}, {"OngewijzigdProduct": ["TR350"]}, id="TR350"),
        pytest.param(vow(wijzig(999), blijft=(101,)), {}, {"TeWijzigenProduct": ["TR351"]}, id="TR351"),
        pytest.param(
            vow(wijzig(GewensteIngangsdatum=DAGTEKENING)), {}, {"TeWijzigenProduct": ["TR357"]}, id="TR357"
        ),
        pytest.param(vow(wijzig(GewensteIngangsdatum=INGANG)), {}, {}, id="TR357-hele-looptijd"),
        pytest.param(vow(wijzig(Omvang=None)), {}, {"TeWijzigenProduct": ["TR411"]}, id="TR411"),
        pytest.param(
            vow(blijft=(101,), nieuw=(nieuw("02", "02A01"),)), {}, {"Verzoek": ["TR361"]}, id="TR361"
        ),
        pytest.param(vow(blijft=(101,), nieuw=(nieuw(),)), {}, {}, id="TR361-ander-product"),
        pytest.param(
            vow(
                wijzig(GewensteIngangsdatum=INGANG, Einddatum=date(2025, 6, 1)),
                nieuw=(nieuw("02", "02A01"),),
            ),
            {},
            {},
            id="TR361-aansluitend",
        ),
        pytest.param(
            vow(
                wijzig(GewensteIngangsdatum=date(2025, 9, 1)),
                nieuw=(nieuw("02", "02A01", Einddatum=date(2025, 8, 31)),),
            ),
            {},
            {"Verzoek": ["TR361"]},
            id="TR361-de-oude-omvang-loopt-nog",
        ),
        pytest.param(
            vow(blijft=(101,), nieuw=(nieuw(code="02A01"),)), {}, {"NieuwProduct": ["TR381"]}, id="TR381"
        ),
    ],
)
def test_vow(
    familie: Familie, client: dict[str, Any], dossier: dict[str, Any], codes: dict[str, list[str]]
) -> None:
    assert get_codes("317", client, familie, **dossier) == codes


VANAF_BEGIN: dict[str, Any] = {"GewensteIngangsdatum": INGANG}


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize(
    ("toegewezen", "product", "codes"),
    [
        pytest.param(ASPECIFIEK, wijzig(Omvang=None, Budget=600_000), ["TR373"], id="TR373-budget"),
        pytest.param(ASPECIFIEK, wijzig(Omvang=None), ["TR373"], id="TR373-budget-weg"),
        pytest.param(
            ASPECIFIEK, wijzig(Omvang=None, Budget=600_000, **VANAF_BEGIN), [], id="TR373-budget-vanaf-begin"
        ),
        pytest.param(ASPECIFIEK, wijzig(Omvang=None, Budget=500_000), [], id="TR373-zelfde-budget"),
        pytest.param(IN_TOTAAL, wijzig(Omvang=omvang(90, "04", "6")), ["TR373"], id="TR373-totaal"),
        pytest.param(
            IN_TOTAAL, wijzig(Omvang=omvang(90, "04", "6"), **VANAF_BEGIN), [], id="TR373-totaal-vanaf-begin"
        ),
        pytest.param(IN_TOTAAL, wijzig(Omvang=omvang(80, "04", "6")), [], id="TR373-alleen-einddatum"),
        pytest.param(
            ASPECIFIEK, wijzig(Budget=500_000, **VANAF_BEGIN), ["TR412"], id="TR412-categorie-zonder-code"
        ),
        pytest.param(
            GENERIEK, wijzig(Budget=900_000, **VANAF_BEGIN), ["TR412", "TR375"], id="TR375-zonder-product"
        ),
        pytest.param(GENERIEK, wijzig(Omvang=None, Budget=900_000, **VANAF_BEGIN), [], id="TR375-leeg"),
        pytest.param(
            ASPECIFIEK,
            wijzig(Budget=500_000, Einddatum=date(2020, 12, 31), **VANAF_BEGIN),
            [],
            id="TR412-tot-en-met-2020",
        ),
    ],
)
def test_vow_op_wat_is_toegewezen(
    familie: Familie, toegewezen: Toegewezen, product: dict[str, Any], codes: list[str]
) -> None:
    gevonden = get_codes("317", vow(product), familie, toewijzingen={101: toegewezen})

    assert gevonden == ({"TeWijzigenProduct": codes} if codes else {})


@pytest.mark.parametrize(("familie", "codes"), [("iwmo", {}), ("ijw", {"Verzoek": ["TR361"]})])
def test_aids_may_stand_side_by_side_in_iwmo_only(familie: Familie, codes: dict[str, list[str]]) -> None:
    client = vow(blijft=(101,), nieuw=(nieuw("11", "11X01"),))

    assert get_codes("317", client, familie, toewijzingen={101: HULPMIDDEL}) == codes


def test_below_an_unknown_client_nothing_is_judged() -> None:
    dossier = Verzoekdossier(dagtekening=DAGTEKENING, familie="iwmo", client_bekend=False)
    onbekend = check_verzoek(vow(wijzig()), dossier, soort="317")

    assert is_beoordeeld(("Client",), onbekend) is True
    assert is_beoordeeld(("Client", "Verzoek"), onbekend) is False
    assert is_beoordeeld(("Client", "Verzoek"), {}) is True


@pytest.mark.parametrize("familie", FAMILIES)
def test_every_rule_for_a_request_is_judged_here(familie: Familie) -> None:
    kop = {"TR056", "TR135", "TR378"}
    hoort = {
        regel.code
        for regel in get_catalogus(familie).values()
        if regel.niveau in (3, 4) and set(regel.berichten) & {"315", "317"}
    } - kop
    gevallen = {
        *("TR304", "TR347", "TR349", "TR350", "TR351", "TR357", "TR361", "TR373", "TR374", "TR375"),
        *("TR381", "TR411", "TR412"),
    }

    assert hoort == gevallen
    assert {get_catalogus(familie)[code].status for code in hoort} == {"gebouwd"}
