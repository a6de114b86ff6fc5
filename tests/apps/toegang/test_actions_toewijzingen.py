"""The life of an allocation in the tables: its numbers, its events, and what it is refused for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.factories.wereld import KWARTEL, MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.declaraties.models import Declarant, Declaratie, Declaratieregel
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang import actions, queries
from stelsel.apps.toegang.models import Toewijzing
from stelsel.domein.toegang.begrippen import RedenWijziging
from stelsel.domein.toegang.levensloop import Afstemming, Gebruik, Stand, Wens
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 17, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


DECLARATIE = {
    "periode_begindatum": date(2026, 1, 1),
    "periode_einddatum": date(2026, 1, 31),
    "dagtekening": date(2026, 2, 3),
    "ontvangen_at": NU,
    "totaal_ingediend": 0,
    "totaal_toegekend": 0,
    "aantal_regels": 1,
    "aantal_afgekeurd": 0,
    "uitkomst": "toegekend",
}


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def change(
    wereld: Wereld, toewijzing: Toewijzing, *, referentie: str = "", **anders: Any
) -> list[Toewijzing]:
    """The allocation with something else in it, talked over with the aanbieder."""
    stand = queries.get_stand(toewijzing)
    wens: dict[str, Any] = {
        "einddatum": stand.periode.eind,
        "omvang": stand.omvang,
        "budget": stand.budget,
        "afstemming": Afstemming.OVERLEG,
    }
    return actions.change_toewijzing(
        toewijzing=toewijzing,
        gewenst=Wens(**wens | anders),
        today=VANDAAG,
        now=LATER,
        by=wereld.users["regisseur"],
        referentie_aanbieder=referentie,
    )


def list_aarden() -> list[tuple[str, str]]:
    """(kind, reference) of the events for the messages, oldest first."""
    gebeurtenissen = Gebeurtenis.objects.filter(soort="toewijzing_gewijzigd").order_by("pk")
    return [(g.data["aard"], g.data["referentie_aanbieder"]) for g in gebeurtenissen]


def claim(toewijzing: Toewijzing, *, volume: int = 12, **velden: Any) -> Declaratieregel:
    """One approved line on January."""
    declarant, _ = Declarant.objects.get_or_create(
        gemeente=toewijzing.gemeente, aanbieder=toewijzing.aanbieder, wet=toewijzing.wet
    )
    declaratie, _ = Declaratie.objects.get_or_create(
        gemeente=toewijzing.gemeente,
        aanbieder=toewijzing.aanbieder,
        wet=toewijzing.wet,
        declaratie_nummer="D1",
        defaults=DECLARATIE,
    )
    regel: dict[str, Any] = {
        "rij": Declaratieregel.objects.count(),
        "referentie_nummer": f"R{Declaratieregel.objects.count()}",
        "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 1, 31),
        "eenheid": toewijzing.eenheid,
        "tarief": 6_400,
        "bedrag": volume * 6_400,
        "goedgekeurd": True,
    }
    return Declaratieregel.objects.create(
        declaratie=declaratie,
        declarant=declarant,
        client_id=toewijzing.client_id,
        toewijzing_id=toewijzing.pk,
        toewijzing_nummer=int(toewijzing.toewijzing_nummer),
        categorie=toewijzing.categorie,
        code=toewijzing.code,
        volume=volume,
        **regel | velden,
    )


@pytest.mark.parametrize(
    ("einddatum", "reden"), [(date(2026, 6, 30), "05"), (date(2027, 6, 30), "04")], ids=["korter", "langer"]
)
def test_another_end_keeps_the_number(wereld: Wereld, einddatum: date, reden: str) -> None:
    toewijzing = create_toewijzing(wereld)

    [rij] = change(wereld, toewijzing, einddatum=einddatum)

    assert (rij.pk, rij.einddatum, rij.reden_wijziging, rij.toegewezen_at) == (
        toewijzing.pk,
        einddatum,
        reden,
        LATER,
    )
    assert list_aarden() == [("gewijzigd", "")]


def test_another_volume_per_week_ends_the_number_and_begins_a_new_one(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld)
    vijf = Omvang(5, Eenheid.UUR, Frequentie.WEEK)

    oud, nieuw = change(wereld, toewijzing, omvang=vijf, ingangsdatum=date(2026, 7, 1), referentie="A001")

    assert (oud.pk, oud.einddatum, oud.volume, oud.reden_wijziging) == (
        toewijzing.pk,
        date(2026, 6, 30),
        3,
        "05",
    )
    assert (nieuw.ingangsdatum, nieuw.einddatum, nieuw.volume, nieuw.reden_wijziging) == (
        date(2026, 7, 1),
        date(2026, 12, 31),
        5,
        "",
    )
    assert nieuw.toewijzing_nummer != oud.toewijzing_nummer
    assert list_aarden() == [("gewijzigd", "A001"), ("nieuw", "A001")]


def test_a_total_changes_under_its_own_number(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld, product="07D01")
    meer = Omvang(120, Eenheid.DAGDEEL, Frequentie.TOTAAL)

    [rij] = change(wereld, toewijzing, omvang=meer, afstemming=Afstemming.VERZOEK)

    assert (rij.pk, rij.volume, rij.reden_wijziging) == (toewijzing.pk, 120, "12")


def test_deleting(wereld: Wereld) -> None:
    rij = actions.withdraw_toewijzing(
        toewijzing=create_toewijzing(wereld), by=wereld.users["regisseur"], now=LATER
    )

    assert (rij.einddatum, rij.reden_wijziging, rij.verwijderd) == (rij.ingangsdatum, "13", True)
    with pytest.raises(actions.WijzigingNietMogelijk, match="verwijderd"):
        change(wereld, rij, einddatum=date(2026, 6, 30))


def test_what_was_approved_is_known_and_protected(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld)
    debet = claim(toewijzing)
    claim(toewijzing, volume=90, eenheid="01", bedrag=9_600, einddatum=date(2026, 2, 28))
    claim(toewijzing, goedgekeurd=False, retourcodes="9321", einddatum=date(2026, 3, 31))

    assert queries.get_gebruik(toewijzing) == Gebruik(2, 14, 86_400, date(2026, 2, 28))
    with pytest.raises(actions.WijzigingNietMogelijk) as fout:
        actions.withdraw_toewijzing(toewijzing=toewijzing, by=wereld.users["regisseur"], now=LATER)
    assert [zin.code for zin in fout.value.bezwaren] == ["TR385"]
    with pytest.raises(actions.WijzigingNietMogelijk) as fout:
        change(wereld, toewijzing, einddatum=date(2026, 2, 1), afstemming=Afstemming.INSTEMMING)
    assert [zin.code for zin in fout.value.bezwaren] == ["UP031"]

    claim(toewijzing, vorig_referentie_nummer=debet.referentie_nummer, bedrag=-debet.bedrag)
    assert queries.get_gebruik(toewijzing) == Gebruik(1, 2, 9_600, date(2026, 2, 28))


def test_a_refused_change_leaves_nothing(wereld: Wereld) -> None:
    toewijzing = create_toewijzing(wereld)

    with pytest.raises(actions.WijzigingNietMogelijk) as fout:
        change(wereld, toewijzing, einddatum=date(2026, 6, 30), afstemming=Afstemming.GEEN)

    toewijzing.refresh_from_db()
    assert [zin.code for zin in fout.value.bezwaren] == ["OP033x1"]
    assert (toewijzing.einddatum, list_aarden()) == (date(2026, 12, 31), [])


@pytest.mark.parametrize(
    ("product", "agb", "categorie", "ingangsdatum", "code"),
    [
        ("02A01", MERELHOF, "02", date(2026, 7, 1), "OP259"),
        ("02A01", KWARTEL, "02", date(2026, 8, 31), ""),
        ("02A01", MERELHOF, "02", date(2026, 9, 1), None),
        ("07D01", MERELHOF, "07", date(2026, 7, 1), None),
        ("02A01", MERELHOF, "11", date(2026, 7, 1), None),  # aids may be stacked
    ],
)
def test_extension_into_another_allocation_of_the_product_is_refused(
    wereld: Wereld, product: str, agb: str, categorie: str, ingangsdatum: date, code: str | None
) -> None:
    eerste = create_toewijzing(wereld, einddatum=date(2026, 6, 30), categorie=categorie)
    tweede = create_toewijzing(
        wereld, product=product, agb=agb, ingangsdatum=ingangsdatum, categorie=categorie
    )
    langer = date(2026, 8, 31)

    if code is None:
        change(wereld, eerste, einddatum=langer)
    else:
        with pytest.raises(actions.WijzigingNietMogelijk, match=f"{tweede.toewijzing_nummer}") as fout:
            change(wereld, eerste, einddatum=langer)
        assert [zin.code for zin in fout.value.bezwaren] == [code]

    eerste.refresh_from_db()
    assert eerste.einddatum == (langer if code is None else date(2026, 6, 30))


def test_beside_another_aanbieder_when_that_was_decided(wereld: Wereld) -> None:
    eerste = create_toewijzing(wereld, einddatum=date(2026, 6, 30))
    create_toewijzing(wereld, agb=KWARTEL)

    [rij] = change(wereld, eerste, einddatum=date(2026, 8, 31), naast_ander=True)

    assert rij.einddatum == date(2026, 8, 31)


def test_a_deleted_allocation_is_in_nobodys_way(wereld: Wereld) -> None:
    eerste = create_toewijzing(wereld, einddatum=date(2026, 6, 30))
    create_toewijzing(
        wereld,
        ingangsdatum=date(2026, 7, 1),
        einddatum=date(2026, 7, 1),
        reden_wijziging=RedenWijziging.VERWIJDERD.value,
    )

    assert [rij.einddatum for rij in change(wereld, eerste, einddatum=date(2026, 9, 30))] == [
        date(2026, 9, 30)
    ]


def test_new_allocation_by_hand(wereld: Wereld) -> None:
    client = wereld.clienten["C-2"]
    stand = Stand(
        wet=queries.get_stand(create_toewijzing(wereld)).wet,
        agb=MERELHOF,
        categorie="07",
        code="07D01",
        periode=Periode(date(2026, 4, 1), date(2026, 9, 30)),
        omvang=Omvang(60, Eenheid.DAGDEEL, Frequentie.TOTAAL),
        budget=None,
    )
    by = wereld.users["regisseur"]

    rij = actions.create_toewijzing(client=client, stand=stand, by=by, now=LATER, referentie_aanbieder="V-1")

    assert (rij.gemeente_id, rij.wet, rij.code, rij.volume, rij.referentie_aanbieder) == (
        "9901",
        "wmo",
        "07D01",
        60,
        "V-1",
    )
    assert list_aarden() == [("nieuw", "V-1")]
    with pytest.raises(actions.WijzigingNietMogelijk, match="dubbel"):
        actions.create_toewijzing(client=client, stand=stand, by=by, now=LATER)
