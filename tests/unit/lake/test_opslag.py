from datetime import date

import polars as pl
import pytest
from tests.factories.lake import create_frame, create_regel

from stelsel.lake.controle import RijenOngeldig
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, RESULTATEN

IN_2024 = {"begindatum": date(2024, 12, 1), "einddatum": date(2024, 12, 31)}


def publiceer(lake, regels, *, bron="declaraties", tm=date(2026, 1, 31), jaren=None):
    with lake.publish(bron=bron, momentopname=str(tm), gegevens_tm=tm, jaren=jaren) as publicatie:
        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, regels))


def publiceer_met_fout(lake):
    with lake.publish(bron="declaraties", momentopname="x", gegevens_tm=date(2026, 2, 28)) as publicatie:
        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, [create_regel(0, 999)]))
        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, [create_regel(0, None)]))


def bedragen(lake, **keuze):
    return sorted(lake.scan(DECLARATIEREGELS, **keuze).collect()["bedrag"].to_list())


def test_empty_lake_has_the_columns_of_its_contracts(tmp_path):
    lake = Lake(tmp_path / "bestaat-nog-niet")

    assert lake.versie == 0
    assert lake.scan(RESULTATEN).collect().columns == list(RESULTATEN.kolomnamen)


def test_a_source_replaces_its_own_facts_only(tmp_path):
    lake = Lake(tmp_path)
    publiceer(lake, [create_regel(0, 1)])
    publiceer(lake, [create_regel(0, 20)], bron="demo")

    publiceer(lake, [create_regel(0, 3)], tm=date(2026, 2, 28))

    assert bedragen(lake) == [3, 20]
    assert [(s.bron, s.gegevens_tm, s.rijen) for s in lake.list_standen()] == [
        ("declaraties", date(2026, 2, 28), 1),
        ("demo", date(2026, 1, 31), 1),
    ]
    assert lake.versie == 3


def test_years_not_named_stay_as_they_were(tmp_path):
    lake = Lake(tmp_path)
    publiceer(lake, [create_regel(0, 1, **IN_2024), create_regel(0, 2)])

    publiceer(lake, [create_regel(0, 5)], jaren=[2026])

    assert bedragen(lake) == [1, 5]
    assert bedragen(lake, jaren=[2024]) == [1]


def test_a_row_outside_the_named_years_stops_the_publication(tmp_path):
    lake = Lake(tmp_path)

    with pytest.raises(ValueError, match="2024"):
        publiceer(lake, [create_regel(0, 1, **IN_2024)], jaren=[2026])

    assert lake.versie == 0


def test_an_exception_leaves_the_lake_as_it_was(tmp_path):
    lake = Lake(tmp_path)
    publiceer(lake, [create_regel(0, 1)])
    eerder = set(tmp_path.rglob("*.parquet"))

    with pytest.raises(RijenOngeldig):
        publiceer_met_fout(lake)

    assert bedragen(lake) == [1]
    assert set(tmp_path.rglob("*.parquet")) == eerder


def test_a_reader_with_old_files_can_finish_but_older_files_go(tmp_path):
    lake = Lake(tmp_path)
    publiceer(lake, [create_regel(0, 1)])
    (eerste,) = lake.list_bestanden(DECLARATIEREGELS)

    publiceer(lake, [create_regel(0, 2)])
    er_nog_na_een = eerste.exists()
    publiceer(lake, [create_regel(0, 3)])

    assert er_nog_na_een
    assert not eerste.exists()


def test_rows_are_sorted_by_client_and_the_same_rows_give_the_same_bytes(tmp_path):
    regels = [create_regel(2, 1), create_regel(0, 2), create_regel(1, 3)]
    een, ander = Lake(tmp_path / "een"), Lake(tmp_path / "ander")
    for lake in (een, ander):
        publiceer(lake, regels)

    (bestand,), (zelfde) = een.list_bestanden(DECLARATIEREGELS), ander.list_bestanden(DECLARATIEREGELS)

    assert pl.read_parquet(bestand)["client_nr"].to_list() == [0, 1, 2]
    assert bestand.read_bytes() == zelfde[0].read_bytes()


def test_a_pseudonym_keeps_its_number(tmp_path):
    lake = Lake(tmp_path)

    eerst = lake.register_clienten(pl.Series(["b", "a", "b"]))
    later = lake.register_clienten(pl.Series(["c", "a"]))

    assert eerst.to_list() == [0, 1, 0]
    assert later.to_list() == [2, 1]
    assert later.dtype == pl.Int32


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"gemeente": None}, "gemeente"),
        ({"domein": "zorg"}, "domein"),
        ({"bedrag": "twaalf"}, "type"),
        ({"naam": "x"}, "naam"),
    ],
    ids=["leeg", "buiten de lijst", "verkeerd type", "onbekende kolom"],
)
def test_rows_that_break_the_contract_are_refused(tmp_path, velden, melding):
    lake = Lake(tmp_path)

    with (
        pytest.raises(RijenOngeldig, match=melding),
        lake.publish(bron="test", momentopname="x", gegevens_tm=date(2026, 1, 1)) as publicatie,
    ):
        publicatie.write(DECLARATIEREGELS, pl.DataFrame([create_regel(0, 1) | velden]))


def test_a_table_without_years_is_written_whole(tmp_path):
    lake = Lake(tmp_path)
    rij = {"client_nr": 0, "pseudoniem": "p", "gemeente": "9901"}

    with lake.publish(bron="toegang", momentopname="x", gegevens_tm=date(2026, 1, 1)) as publicatie:
        publicatie.write(CLIENTEN, create_frame(CLIENTEN, [dict.fromkeys(CLIENTEN.kolomnamen) | rij]))

    assert lake.scan(CLIENTEN).collect()["pseudoniem"].to_list() == ["p"]
