"""The lake read from another place than where it is written, as with an object store."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.factories.lake import create_regel, publish_rijen

from stelsel.lake.engine import create_engine, get_tabel, read_uitkomst
from stelsel.lake.opslag import get_lake
from stelsel.lake.tabellen import DECLARATIEREGELS


def test_the_engine_reads_the_copy_and_the_state_says_which_files_count(tmp_path: Path) -> None:
    eigen, emmer = tmp_path / "lake", tmp_path / "emmer"
    publish_rijen(eigen, regels=[create_regel(1, 1_000), create_regel(2, 500)])
    shutil.copytree(eigen, emmer)
    for pad in eigen.rglob("*.parquet"):
        pad.unlink()
    lake = get_lake({"STELSEL_LAKE": str(eigen), "STELSEL_LAKE_ADRES": f"file://{emmer}/"})

    regels = get_tabel(create_engine({}), lake=lake, tabel=DECLARATIEREGELS)

    assert read_uitkomst(regels.aggregate(som=regels.bedrag.sum())).item() == 1_500


def test_without_an_address_the_files_are_where_they_were_written(tmp_path: Path) -> None:
    publish_rijen(tmp_path, regels=[create_regel(1, 1_000)])

    adressen = get_lake({"STELSEL_LAKE": str(tmp_path)}).list_adressen(DECLARATIEREGELS)

    assert [Path(adres).is_file() for adres in adressen] == [True]
