"""A request to change that is decided late: the 301 on the days that were arranged (examples of IV093)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories.berichten import create_317, create_nieuw, create_omvang, create_te_wijzigen
from tests.factories.wereld import NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import UitgaandBericht
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Aanvraag, Toewijzing
from stelsel.domein.toegang.afspraak import Afspraak, Overleg
from stelsel.istandaarden import parse_bericht
from stelsel.istandaarden.controle import check_bericht

pytestmark = pytest.mark.django_db
GEVRAAGD_OP, JAAREINDE = date(2026, 3, 2), date(2026, 12, 31)
VELDEN = ("ToewijzingNummer", "Ingangsdatum", "Einddatum", "ReferentieAanbieder", "RedenWijziging")


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


@pytest.fixture
def thuis(wereld: Wereld) -> Toewijzing:
    """Three hours of 02A01 a week, all of 2026; the aanbieder knows it."""
    return create_toewijzing(wereld, toewijzing_nummer="1000")


def vraag(inhoud: bytes) -> dict[str, int]:
    """Taken in on 2 March, when every wanted day was still to come; the products of the request by kind."""
    rij = actions.register_inkomend_bericht(bestandsnaam="vow.xml", inhoud=inhoud, now=NU)
    klaar = actions.check_volgend_bericht(today=GEVRAAGD_OP, now=NU, sleutel=rij.pk)
    assert klaar is not None
    assert (klaar.status, klaar.codes) == ("verwerkt", "")
    return dict(Aanvraag.objects.get().producten.values_list("soort", "pk"))


def honoreer(wereld: Wereld, afspraken: dict[int, Afspraak]) -> list[tuple[Any, ...]]:
    """Decided on 16 March as arranged; what the 301 that follows says of each allocation."""
    toegang.approve_aanvraag(
        aanvraag=Aanvraag.objects.get(),
        by=wereld.users["regisseur"],
        today=VANDAAG,
        now=NU,
        afspraken=afspraken,
        overleg=Overleg("Planning Merelhof", VANDAAG) if afspraken else None,
    )
    laatste = UitgaandBericht.objects.order_by("pk").last()
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    bericht = UitgaandBericht.objects.filter(pk__gt=laatste.pk if laatste else 0).get()
    inhoud = bytes(bericht.inhoud)
    assert check_bericht(inhoud).bevindingen == []
    producten = parse_bericht(inhoud).waarden["Client"]["ToegewezenProducten"]["ToegewezenProduct"]
    return [tuple(product.get(veld) for veld in VELDEN) for product in producten]


def vraag_opvolging(thuis: Toewijzing) -> dict[str, int]:
    """Help at home ends on 8 March, the day centre begins on the 9th."""
    korter = create_te_wijzigen(
        thuis,
        GewensteIngangsdatum=thuis.ingangsdatum,
        Einddatum=date(2026, 3, 8),
        Omvang=create_omvang(),
    )
    dan = create_nieuw(GewensteIngangsdatum=date(2026, 3, 9))
    return vraag(create_317(thuis.client.bsn, wijzigen=[korter], nieuw=[dan], dagtekening=GEVRAAGD_OP))


def test_what_went_on_joins_on_later_days(wereld: Wereld, thuis: Toewijzing) -> None:
    """Example 2, case a: the aanbieder went on as before; the change comes the day after the decision."""
    sleutels = vraag_opvolging(thuis)

    eerste, tweede = honoreer(
        wereld,
        {
            sleutels["te_wijzigen"]: Afspraak(thuis.ingangsdatum, VANDAAG, 3),
            sleutels["nieuw"]: Afspraak(date(2026, 3, 17), JAAREINDE, 100),
        },
    )

    assert eerste == (1000, thuis.ingangsdatum, VANDAAG, "VOW1", "12")
    assert tweede[1:] == (date(2026, 3, 17), JAAREINDE, "VOW1", None)


def test_what_changed_already_is_taken_over_as_asked(wereld: Wereld, thuis: Toewijzing) -> None:
    """Example 2, case b: the aanbieder changed over on the wanted day; nothing differs from the request."""
    vraag_opvolging(thuis)

    eerste, tweede = honoreer(wereld, {})

    assert eerste == (1000, thuis.ingangsdatum, date(2026, 3, 8), "VOW1", "12")
    assert tweede[1:] == (date(2026, 3, 9), JAAREINDE, "VOW1", None)


def test_what_stopped_begins_later(wereld: Wereld) -> None:
    """Example 3, case b: the old help ran out and nothing was given since; the new one begins today."""
    oud = create_toewijzing(wereld, toewijzing_nummer="1000", einddatum=date(2026, 3, 8))
    dan = create_nieuw(GewensteIngangsdatum=date(2026, 3, 9))
    sleutels = vraag(create_317(oud.client.bsn, ongewijzigd=[oud], nieuw=[dan], dagtekening=GEVRAAGD_OP))

    regels = honoreer(wereld, {sleutels["nieuw"]: Afspraak(VANDAAG, JAAREINDE, 100)})

    assert (1000, oud.ingangsdatum, date(2026, 3, 8), "VOW1", None) in regels
    assert [regel[1:] for regel in regels if regel[0] != 1000] == [(VANDAAG, JAAREINDE, "VOW1", None)]


def test_only_the_days_of_a_vow_may_differ(wereld: Wereld, thuis: Toewijzing) -> None:
    sleutels = vraag_opvolging(thuis)

    with pytest.raises(toegang.VerzoekNietMogelijk, match="alleen van de dagen"):
        honoreer(wereld, {sleutels["nieuw"]: Afspraak(date(2026, 3, 17), JAAREINDE, 50)})

    assert Toewijzing.objects.count() == 1
    assert Aanvraag.objects.get().overleg_met == ""


def test_only_stretching_is_taken_over_as_asked(wereld: Wereld, thuis: Toewijzing) -> None:
    """GewensteIngangsdatum repeats the first day, which has passed; the wanted end is still to come."""
    langer = create_te_wijzigen(
        thuis,
        GewensteIngangsdatum=thuis.ingangsdatum,
        Einddatum=date(2027, 6, 30),
        Omvang=create_omvang(),
    )
    sleutels = vraag(create_317(thuis.client.bsn, wijzigen=[langer], dagtekening=GEVRAAGD_OP))

    with pytest.raises(toegang.VerzoekNietMogelijk, match="liggen nog voor ons"):
        honoreer(wereld, {sleutels["te_wijzigen"]: Afspraak(thuis.ingangsdatum, date(2027, 3, 31), 3)})
