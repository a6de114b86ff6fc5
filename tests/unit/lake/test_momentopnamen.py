"""States of the lake under a name, taking a source out, and publishing what is there already."""

from datetime import UTC, date, datetime

import pytest
from tests.factories.lake import create_frame, create_regel

from stelsel.lake.momentopnamen import MomentopnameOnbekend, list_momentopnamen
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS

NU = datetime(2027, 3, 16, 9, tzinfo=UTC)


def _publiceer(lake, bron, *bedragen):
    rijen = create_frame(DECLARATIEREGELS, [create_regel(n, bedrag) for n, bedrag in enumerate(bedragen)])
    with lake.publish(bron=bron, momentopname="m", gegevens_tm=date(2026, 3, 1)) as publicatie:
        publicatie.write(DECLARATIEREGELS, rijen)


def _bedragen(lake):
    return sorted(lake.scan(DECLARATIEREGELS).collect()["bedrag"].to_list())


def test_same_rows_again_change_nothing_and_leave_no_files(tmp_path):
    lake = Lake(tmp_path)
    _publiceer(lake, "a", 1, 2)
    stand, bestanden = lake.list_standen(), set(tmp_path.rglob("*.parquet"))

    _publiceer(lake, "a", 1, 2)
    zelfde = (lake.versie, lake.list_standen(), set(tmp_path.rglob("*.parquet")))
    _publiceer(lake, "a", 1, 3)

    assert zelfde == (1, stand, bestanden)
    assert (lake.versie, _bedragen(lake)) == (2, [1, 3])


def test_withdrawn_source_leaves_the_others_as_they_were(tmp_path):
    lake = Lake(tmp_path)
    _publiceer(lake, "a", 1)
    _publiceer(lake, "b", 2)

    assert [lake.withdraw("b"), lake.withdraw("b")] == [True, False]
    assert (_bedragen(lake), lake.versie) == ([1], 3)


def test_kept_state_can_be_read_and_not_written(tmp_path):
    lake = Lake(tmp_path)
    _publiceer(lake, "a", 1)
    lake.create_momentopname("raad", omschrijving="Raad", gemaakt_at=NU)
    for bedrag in (2, 3, 4):
        _publiceer(lake, "a", bedrag)

    toen = Lake(tmp_path, momentopname="raad")
    assert (_bedragen(toen), toen.versie, _bedragen(lake)) == ([1], 1, [4])
    assert [(m.naam, m.gegevens_tm) for m in list_momentopnamen(tmp_path)] == [
        ("raad", (("a", "2026-03-01"),))
    ]
    with pytest.raises(ValueError, match="cannot be published"):
        _publiceer(toen, "a", 5)


@pytest.mark.parametrize("naam", ["weg", "../stand", "", "a/b"])
def test_unknown_state_is_said(tmp_path, naam):
    if naam:
        with pytest.raises(MomentopnameOnbekend):
            Lake(tmp_path, momentopname=naam).list_standen()
    with pytest.raises(ValueError, match=naam or "^$") if naam != "weg" else pytest.raises(FileExistsError):
        _leg_vast(tmp_path, naam)


def _leg_vast(map_, naam):
    for _ in range(2):
        Lake(map_).create_momentopname(naam, omschrijving="", gemaakt_at=NU)
