"""From a changed allocation to a delivered 301, and the aanbieder's answer on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from tests.factories.wereld import KWARTEL, MERELHOF, NU, VANDAAG, Wereld, create_toewijzing, create_wereld

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.actions import outbox, postmap
from stelsel.apps.berichtenverkeer.models import InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.berichtenverkeer.queries import Toewijzingsgegevens
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.actions import change_toewijzing, register_gewijzigd
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.apps.toegang.queries import get_stand
from stelsel.domein.toegang.levensloop import Afstemming, Wens
from stelsel.istandaarden import Bericht, check_bericht, create_retour, parse_bericht, write_bericht

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld() -> Wereld:
    return create_wereld()


def meld(*toewijzingen: Toewijzing) -> None:
    for toewijzing in toewijzingen:
        register_gewijzigd(toewijzing, actor="regisseur", now=NU)


def korter(toewijzing: Toewijzing, einddatum: date) -> Wens:
    """The same allocation with another end, talked over with the aanbieder."""
    stand = get_stand(toewijzing)
    return Wens(einddatum, stand.omvang, stand.budget, afstemming=Afstemming.OVERLEG)


def maak() -> list[UitgaandBericht]:
    """The messages that come of the waiting events."""
    eerder = set(UitgaandBericht.objects.values_list("pk", flat=True))
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    return list(UitgaandBericht.objects.exclude(pk__in=eerder).order_by("pk"))


def get_producten(rij: UitgaandBericht) -> list[dict[str, Any]]:
    client = parse_bericht(bytes(rij.inhoud)).waarden["Client"]
    producten: list[dict[str, Any]] = client["ToegewezenProducten"]["ToegewezenProduct"]
    return producten


@pytest.mark.eis("R5.13")
def test_one_message_per_client_and_aanbieder_with_all_that_is_current(wereld: Wereld) -> None:
    nieuw = create_toewijzing(wereld)
    loopt = create_toewijzing(wereld, product="07D01")
    create_toewijzing(wereld, product="07D01", einddatum=date(2025, 12, 31), ingangsdatum=date(2025, 1, 1))
    elders = create_toewijzing(wereld, agb=KWARTEL)
    meld(nieuw, elders)

    eerste, tweede = maak()

    assert [eerste.aanbieder_id, tweede.aanbieder_id] == [MERELHOF, KWARTEL]
    nummers = [p["ToewijzingNummer"] for p in get_producten(eerste)]
    assert nummers == [int(nieuw.toewijzing_nummer), int(loopt.toewijzing_nummer)]
    assert check_bericht(bytes(eerste.inhoud)).niveau == 0
    assert (eerste.bericht, eerste.identificatie, tweede.identificatie) == (
        "WMO301",
        "990100000001",
        "990100000002",
    )


@pytest.mark.eis("R5.83", "R9.29")
def test_allocation_says_what_and_how_much_but_not_how(wereld: Wereld) -> None:
    meld(create_toewijzing(wereld))

    [bericht] = maak()

    [product] = get_producten(bericht)
    assert set(product) == {
        *("ToewijzingNummer", "Product", "Toewijzingsdatum", "Toewijzingstijd"),
        *("Ingangsdatum", "Einddatum", "Omvang"),
    }


def test_events_are_picked_up_once(wereld: Wereld) -> None:
    meld(create_toewijzing(wereld))

    assert (len(maak()), len(maak())) == (1, 0)


def test_reason_of_change_only_for_what_changed_since(wereld: Wereld) -> None:
    ander, gewijzigd = create_toewijzing(wereld, product="07D01"), create_toewijzing(wereld)
    meld(gewijzigd)
    [eerste] = maak()
    change_toewijzing(
        toewijzing=gewijzigd,
        gewenst=korter(gewijzigd, date(2026, 6, 30)),
        today=VANDAAG,
        by=wereld.users["regisseur"],
        now=NU,
    )

    [tweede] = maak()

    assert [p.get("RedenWijziging") for p in get_producten(eerste)] == [None, None]
    redenen = {p["ToewijzingNummer"]: p.get("RedenWijziging") for p in get_producten(tweede)}
    assert redenen == {int(ander.toewijzing_nummer): None, int(gewijzigd.toewijzing_nummer): "05"}


def test_message_that_fails_our_own_checks_never_leaves(wereld: Wereld, tmp_path: Path) -> None:
    Client.objects.filter(nummer="C-2").update(postcode="", telefoon="")
    wereld.clienten["C-2"].refresh_from_db()
    meld(create_toewijzing(wereld))

    [rij] = maak()
    verzonden = actions.publish_uitgaande_berichten(post=tmp_path, now=NU)

    assert (rij.status, verzonden, list(tmp_path.rglob("*.xml"))) == ("geblokkeerd", 0, [])
    assert {b["regel"] for b in rij.bevindingen} == {"CD034", "TR006"}
    assert Gebeurtenis.objects.get(soort="berichtalarm").data == {"reden": "tegengehouden"}


@pytest.mark.parametrize("fout", [KeyError, IntegrityError])
def test_our_own_fault_on_one_allocation_leaves_the_others_alone(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch, fout: type[Exception]
) -> None:
    stuk, goed = create_toewijzing(wereld), create_toewijzing(wereld, agb=KWARTEL)
    register_gebeurtenis(
        soort="toewijzing_gewijzigd", object_soort="toewijzing", object_sleutel="0", actor="x", now=NU
    )
    meld(stuk, goed)
    echt = outbox.create_toewijzingsbericht

    def create(*, gegevens: Toewijzingsgegevens, **rest: Any) -> Bericht:
        if stuk in gegevens.toewijzingen:
            raise fout
        return echt(gegevens=gegevens, **rest)

    monkeypatch.setattr(outbox, "create_toewijzingsbericht", create)

    assert [rij.aanbieder_id for rij in maak()] == [KWARTEL]

    alarmen = Gebeurtenis.objects.filter(soort="berichtalarm", object_soort="gebeurtenis").order_by("pk")
    assert [alarm.data["reden"] for alarm in alarmen] == ["ValueError", fout.__name__]
    assert (maak(), alarmen.count()) == ([], 2)
    monkeypatch.undo()
    meld(stuk)
    assert [rij.aanbieder_id for rij in maak()] == [MERELHOF]


def test_fault_of_the_database_marks_nothing(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    def weg(**_: object) -> None:
        raise OperationalError

    meld(create_toewijzing(wereld))
    monkeypatch.setattr(outbox, "create_toewijzingsbericht", weg)
    with pytest.raises(OperationalError):
        maak()
    monkeypatch.undo()

    assert [rij.aanbieder_id for rij in maak()] == [MERELHOF]


def test_delivery_writes_the_stored_bytes(wereld: Wereld, tmp_path: Path) -> None:
    meld(create_toewijzing(wereld))
    [rij] = maak()

    assert actions.publish_uitgaande_berichten(post=tmp_path, now=NU) == 1

    [pad] = tmp_path.rglob("*.xml")
    assert pad == tmp_path / "uit" / MERELHOF / "9901-WMO301-990100000001.xml"
    assert pad.read_bytes() == bytes(rij.inhoud)
    rij.refresh_from_db()
    assert (rij.status, rij.verzonden_at) == ("verzonden", NU)


def antwoord(rij: UitgaandBericht, **codes: Any) -> str:
    """A 302 on this 301, through the inbox; the status it ended in."""
    heen: Bericht = parse_bericht(bytes(rij.inhoud))
    identificatie = f"R{len(codes)}"
    inhoud = write_bericht(create_retour(heen, identificatie=identificatie, dagtekening=VANDAAG, **codes))
    binnen = actions.register_inkomend_bericht(bestandsnaam="302.xml", inhoud=inhoud, now=NU)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=binnen.pk)
    rij.refresh_from_db()
    return klaar.status if klaar else ""


def test_answer_of_the_aanbieder_is_put_with_our_message_once(wereld: Wereld) -> None:
    meld(create_toewijzing(wereld))
    [rij] = maak()

    assert (antwoord(rij), rij.beantwoord) == ("verwerkt", "goed")
    assert (antwoord(rij, headercodes=["0001"]), rij.beantwoord) == ("afgekeurd", "goed")


def test_refusal_by_the_aanbieder_is_work_and_the_message_can_be_made_anew(
    wereld: Wereld, tmp_path: Path
) -> None:
    meld(create_toewijzing(wereld))
    [rij] = maak()
    actions.publish_uitgaande_berichten(post=tmp_path, now=NU)
    antwoord(rij, headercodes=["9332"])
    storing = Storing.objects.get()

    assert (storing.uitgaand, storing.reden) == (rij, "afgekeurd door aanbieder")
    assert storing.uitleg.startswith("De aanbieder heeft dit bericht afgekeurd. ")
    assert [bevinding["regel"] for bevinding in rij.bevindingen] == ["TR332"]
    with pytest.raises(actions.HandelingNietMogelijk, match="afgekeurd"):
        actions.publish_opnieuw(sleutel=rij.pk, by=wereld.users["backoffice"], now=NU)
    actions.check_storing_opnieuw(storing=storing, post=Path(), by=wereld.users["backoffice"], now=NU)
    [nieuw] = maak()

    assert get_producten(nieuw) == get_producten(rij)
    assert (nieuw.identificatie, nieuw.status) == ("990100000002", "klaar")
    with pytest.raises(actions.HandelingNietMogelijk, match="al opnieuw gemaakt"):
        actions.create_opnieuw(sleutel=rij.pk, by=wereld.users["backoffice"], now=NU)


def test_refusal_by_the_aanbieder_raises_an_alarm(wereld: Wereld) -> None:
    meld(create_toewijzing(wereld))
    [rij] = maak()

    assert (antwoord(rij, headercodes=["0001"]), rij.beantwoord) == ("verwerkt", "afgekeurd")
    assert Gebeurtenis.objects.get(soort="berichtalarm").data == {"reden": "afgekeurd door aanbieder"}


def test_post_folder_is_taken_in_and_bad_files_are_put_aside(wereld: Wereld, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.xml").write_bytes(b"stuk")
    (tmp_path / "in" / "a.xml").write_bytes(b"")
    (tmp_path / "in" / "lees.txt").write_text("geen bericht")

    assert actions.register_post(post=tmp_path, now=NU) == 1

    over = sorted(str(p.relative_to(tmp_path / "in")) for p in (tmp_path / "in").rglob("*") if p.is_file())
    assert over == [f"geweigerd/{n}" for n in ("a.xml", "a.xml.txt", "lees.txt", "lees.txt.txt")]
    assert "is leeg" in (tmp_path / "in/geweigerd/a.xml.txt").read_text("utf-8")


def test_a_second_file_of_the_same_name_never_takes_the_place_of_the_first(
    wereld: Wereld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "in"
    map_.mkdir()
    (map_ / "a.xml").write_bytes(b"eerste")
    with monkeypatch.context() as gekild:
        gekild.setattr(postmap, "register_inkomend_bericht", kill)
        with pytest.raises(KeyboardInterrupt):
            actions.register_post(post=tmp_path, now=NU)
    (map_ / "a.xml").write_bytes(b"tweede")

    assert actions.register_post(post=tmp_path, now=NU) == 2
    assert sorted(bytes(rij.inhoud) for rij in InkomendBericht.objects.all()) == [b"eerste", b"tweede"]
    assert [p.name for p in map_.rglob("*") if p.is_file()] == []


def kill(**_: object) -> None:
    """A worker that is stopped between taking a file and storing it."""
    raise KeyboardInterrupt


def test_a_folder_or_a_file_half_written_is_no_message(wereld: Wereld, tmp_path: Path) -> None:
    (tmp_path / "in" / "map.xml").mkdir(parents=True)
    (tmp_path / "in" / "GROOT.XML").write_bytes(b"stuk")
    (tmp_path / "in" / ".half.xml").write_bytes(b"nog niet af")

    assert actions.register_post(post=tmp_path, now=NU) == 1
