"""The acts of access: from question to decision, and what each refuses."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from tests.factories.wereld import (
    KWARTEL,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_wereld,
)

from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang import actions
from stelsel.apps.toegang.actions.brief import create_briefgegevens, render_beschikking
from stelsel.apps.toegang.models import Besluit, Toewijzing, Vraag
from stelsel.domein.toegang.begrippen import Doelrichting, Hoofddoel, Leefdomein, Lijn, Melding, Wet

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def create_complete_vraag(wereld: Wereld, *, agb: str = MERELHOF) -> Vraag:
    """A question of C-2 with everything that a decision needs, made by the actions themselves."""
    by = wereld.users["regisseur"]
    vraag = actions.register_vraag(
        client=wereld.clienten["C-2"],
        wet=Wet.WMO,
        melding=Melding.EIGEN,
        vraag="Ik red het thuis niet meer alleen.",
        context="Woont alleen sinds vorig jaar.",
        eigen_kracht="De buurvrouw kookt op zondag.",
        by=by,
        today=VANDAAG,
        now=NU,
    )
    actions.register_leefdomeinbeeld(
        vraag=vraag, beelden=[actions.Beeld(Leefdomein.DAGELIJKS_LEVEN, 2, Lijn.TWEEDE)], by=by, now=NU
    )
    actions.register_doel(
        vraag=vraag,
        leefdomein=Leefdomein.DAGELIJKS_LEVEN,
        hoofddoel=Hoofddoel.ZELFREDZAAMHEID,
        tekst="Ik kook weer drie keer per week zelf.",
        gewicht=2,
        richting=Doelrichting.BEHOUDEN,
        by=by,
        now=NU,
    )
    actions.register_profielkeuze(
        vraag=vraag,
        product=wereld.producten["02A01"],
        volume=3,
        ingangsdatum=date(2026, 4, 1),
        einddatum=date(2027, 3, 31),
        by=by,
        now=NU,
    )
    return actions.register_aanbiederkeuze(vraag=vraag, agb=agb, reden="Zit in de buurt.", by=by, now=NU)


def approve(wereld: Wereld, vraag: Vraag) -> Besluit:
    return actions.approve_besluit(
        vraag=vraag, motivering="U woont alleen.", by=wereld.users["regisseur"], today=VANDAAG, now=NU
    )


@pytest.mark.eis("R5.01", "R5.04", "R5.22", "R5.36")
def test_approve_besluit_gives_letter_allocation_and_event(wereld: Wereld) -> None:
    besluit = approve(wereld, create_complete_vraag(wereld))

    [toewijzing] = Toewijzing.objects.all()
    [gebeurtenis] = Gebeurtenis.objects.filter(soort="toewijzing_gewijzigd")
    assert (besluit.nummer, besluit.vraag.status) == ("B9901-2026-00001", "besloten")
    assert (bytes(besluit.brief[:5]), besluit.brief_sha256) == (b"%PDF-", sha256(besluit.brief).hexdigest())
    assert (toewijzing.toewijzing_nummer, toewijzing.aanbieder_id, toewijzing.volume) == ("1", MERELHOF, 3)
    assert (toewijzing.eenheid, toewijzing.frequentie, toewijzing.besluit) == ("04", "2", besluit)
    assert (toewijzing.ingangsdatum, toewijzing.einddatum) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (gebeurtenis.object_sleutel, gebeurtenis.data["aanbieder"]) == (str(toewijzing.pk), MERELHOF)


def test_journal_of_the_path_in_order(wereld: Wereld) -> None:
    approve(wereld, create_complete_vraag(wereld))

    soorten = list(Gebeurtenis.objects.order_by("pk").values_list("soort", flat=True))

    assert soorten == [
        "vraag_gesteld",
        "leefdomeinen_beschreven",
        "doel_gesteld",
        "profiel_gekozen",
        "aanbieder_gekozen",
        "besluit_genomen",
        "toewijzing_gewijzigd",
    ]


def test_approve_besluit_twice_is_refused(wereld: Wereld) -> None:
    vraag = create_complete_vraag(wereld)
    approve(wereld, vraag)

    with pytest.raises(actions.VraagGesloten):
        approve(wereld, vraag)

    assert Toewijzing.objects.count() == 1


def test_approve_besluit_incomplete_names_all_that_is_missing(wereld: Wereld) -> None:
    vraag = actions.register_vraag(
        client=wereld.clienten["C-2"],
        wet=Wet.WMO,
        melding=Melding.EIGEN,
        vraag="",
        context="",
        eigen_kracht="",
        by=wereld.users["regisseur"],
        today=VANDAAG,
        now=NU,
    )

    with pytest.raises(actions.BesluitNietMogelijk) as fout:
        approve(wereld, vraag)

    assert fout.value.redenen == [
        "Schrijf de vraag van de cliënt op.",
        "Beschrijf ten minste één leefdomein.",
        "Schrijf ten minste één doel op.",
        "Kies een profiel met omvang en ingangsdatum.",
    ]
    assert Besluit.objects.count() == 0


def test_approve_besluit_same_product_in_same_time(wereld: Wereld) -> None:
    create_toewijzing(wereld, product="02A01", toewijzing_nummer="77", agb=KWARTEL)

    with pytest.raises(actions.BesluitNietMogelijk) as fout:
        approve(wereld, create_complete_vraag(wereld))

    assert fout.value.redenen == [
        "Deze cliënt heeft dit product al in dezelfde tijd (toewijzing 77). "
        "Wijzig die toewijzing, of kies een latere ingangsdatum."
    ]


def test_approve_besluit_contract_ended_meanwhile(wereld: Wereld) -> None:
    vraag = create_complete_vraag(wereld)
    contract = wereld.contracten["K-WMO-1"]
    contract.totdatum = date(2026, 3, 31)
    contract.save()

    with pytest.raises(actions.BesluitNietMogelijk):
        approve(wereld, vraag)


def test_reject_besluit_makes_letter_and_no_allocation(wereld: Wereld) -> None:
    besluit = actions.reject_besluit(
        vraag=create_complete_vraag(wereld),
        motivering="Uw zoon kan helpen.",
        by=wereld.users["regisseur"],
        today=VANDAAG,
        now=NU,
    )

    assert (besluit.toegekend, besluit.ingangsdatum, Toewijzing.objects.count()) == (False, None, 0)
    assert bytes(besluit.brief[:5]) == b"%PDF-"


def test_reject_besluit_without_reason(wereld: Wereld) -> None:
    with pytest.raises(actions.BesluitNietMogelijk):
        actions.reject_besluit(
            vraag=create_complete_vraag(wereld),
            motivering=" ",
            by=wereld.users["regisseur"],
            today=VANDAAG,
            now=NU,
        )


@pytest.mark.eis("R5.22", "R5.28")
def test_aanbiederkeuze_only_with_contract_in_the_gemeente(wereld: Wereld) -> None:
    vraag = create_complete_vraag(wereld)
    contract = wereld.contracten["K-WMO-2"]
    contract.gemeenten.set(["9902"])

    with pytest.raises(actions.AanbiederkeuzeNietMogelijk):
        actions.register_aanbiederkeuze(
            vraag=vraag, agb=KWARTEL, reden="", by=wereld.users["regisseur"], now=NU
        )


def test_profielkeuze_other_product_clears_aanbieder(wereld: Wereld) -> None:
    vraag = create_complete_vraag(wereld)

    gewijzigd = actions.register_profielkeuze(
        vraag=vraag,
        product=wereld.producten["07D01"],
        volume=40,
        ingangsdatum=date(2026, 4, 1),
        einddatum=None,
        reden="Thuis is het te stil.",
        by=wereld.users["regisseur"],
        now=NU,
    )

    assert (gewijzigd.aanbieder_id, gewijzigd.keuze_client) == (None, "")


@pytest.mark.parametrize(
    ("code", "volume", "einddatum", "fouten"),
    [
        pytest.param(
            "02A01",
            3,
            None,
            ["Vul een einddatum in: die is nodig bij een aantal per week."],
            id="per week open",
        ),
        pytest.param(
            "45A01",
            3,
            None,
            ["Dit product hoort bij een andere wet dan deze vraag."],
            id="product van andere wet",
        ),
        pytest.param(
            "02A01",
            3,
            date(2026, 3, 1),
            ["De einddatum ligt voor de ingangsdatum."],
            id="einde voor begin",
        ),
        pytest.param("07D01", 0, None, ["Het aantal moet ten minste 1 zijn."], id="niets"),
    ],
)
def test_profielkeuze_refused(
    wereld: Wereld, code: str, volume: int, einddatum: date | None, fouten: list[str]
) -> None:
    vraag = create_complete_vraag(wereld)

    with pytest.raises(actions.ProfielkeuzeNietMogelijk) as fout:
        actions.register_profielkeuze(
            vraag=vraag,
            product=wereld.producten[code],
            volume=volume,
            ingangsdatum=date(2026, 4, 1),
            einddatum=einddatum,
            reden="Nodig.",
            by=wereld.users["regisseur"],
            now=NU,
        )

    assert fout.value.fouten == fouten


@pytest.mark.eis("R5.36", "R6.15")
def test_letter_says_what_why_who_when_and_objection(wereld: Wereld) -> None:
    besluit = approve(wereld, create_complete_vraag(wereld))

    gegevens = create_briefgegevens(besluit, ondertekenaar="Regisseur")

    assert gegevens == {
        "nummer": "B9901-2026-00001",
        "gemeente": "Aldervoort",
        "datum": "16 maart 2026",
        "onderwerp": "U krijgt hulp",
        "aanhef": "Beste Teun van Appelvlinder,",
        "client": {"naam": "Teun van Appelvlinder", "adres": ["Lindelaan 11", "9900 AB Aldervoort"]},
        "vraag": "Ik red het thuis niet meer alleen.",
        "besluit": "Wij geven u hulp op grond van de Wmo. De hulp begint op 1 april 2026. "
        "In deze brief leest u welke hulp u krijgt en van wie.",
        "motivering": "U woont alleen.",
        "toegekend": True,
        "hulp": {
            "naam": "Begeleiding thuis",
            "uitleg": "U krijgt hulp om thuis te kunnen blijven wonen.",
            "omvang": "3 uur per week",
            "aanbieder": "Stichting Merelhof",
            "vanaf": "1 april 2026",
            "tot": "31 maart 2027",
        },
        "resultaten": [],
        "doelen": ["Ik kook weer drie keer per week zelf."],
        "bezwaar_tot": "27 april 2026",
        "ondertekenaar": "Regisseur",
    }


def test_letter_is_the_same_bytes_twice_and_text_is_no_code(wereld: Wereld) -> None:
    besluit = approve(wereld, create_complete_vraag(wereld))
    besluit.motivering = '#panic("layout") $x$ <label> @ref'

    eerste = render_beschikking(besluit, ondertekenaar="Regisseur")

    assert eerste == render_beschikking(besluit, ondertekenaar="Regisseur")
