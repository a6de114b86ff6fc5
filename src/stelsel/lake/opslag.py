"""Writing and reading the lake: a folder of Parquet files and one small file that says which of them count.

A publication brings the facts of one source up to one day ("gegevens t/m"). Its files are written beside
those in use and become visible together, by replacing `stand.json`; a reader sees the old state or the new
one, never half. Files of the state before stay until the next publication, for readers still busy; those of
a state that got a name (`create_momentopname`) stay.
"""

from __future__ import annotations

import fcntl
import filecmp
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from stelsel.lake import momentopnamen
from stelsel.lake.controle import POLARS_TYPE, check_rijen
from stelsel.lake.momentopnamen import Momentopname, list_bestanden_in
from stelsel.lake.tabellen import TABELLEN, Tabel

STANDAARDMAP = "var/lake"
#: What DuckDB reads fastest (measured: 0.45 s against 0.6 s for a million rows a group) and Polars too.
RIJEN_PER_GROEP = 122_880


@dataclass(frozen=True)
class Stand:
    """What the lake holds of one table from one source. `gegevens_tm`: last day the facts cover."""

    tabel: str
    bron: str
    momentopname: str
    gegevens_tm: date
    rijen: int
    bestanden: tuple[str, ...]


@dataclass
class Publicatie:
    """Rows on their way into the lake; made by `Lake.publish`. `write` may be called often per table."""

    lake: Lake
    bron: str
    momentopname: str
    gegevens_tm: date
    jaren: frozenset[int] | None
    _map: str
    _delen: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def write(self, tabel: Tabel, rijen: pl.DataFrame) -> None:
        """Check `rijen` against the contract and write them, sorted by client (the first column), per year.

        Parts should be disjoint ranges of clients in ascending order: then every file is sorted and so is
        their sequence. Raises RijenOngeldig.
        """
        gekeurd = check_rijen(tabel, rijen).sort(tabel.kolomnamen[0], maintain_order=True)
        self._delen.setdefault(tabel.naam, [])  # without rows the table becomes empty, not left as it was
        if tabel.jaar_uit is None:
            self._write_deel(tabel, "", gekeurd)
            return
        jaar = gekeurd[tabel.jaar_uit].dt.year()
        for waarde in jaar.unique().sort():
            if self.jaren is not None and waarde not in self.jaren:
                raise ValueError(
                    f"{tabel.naam}: rows of {waarde}, while only {sorted(self.jaren)} are published"
                )
            self._write_deel(tabel, f"jaar={waarde}", gekeurd.filter(jaar == waarde))

    def _write_deel(self, tabel: Tabel, jaarmap: str, rijen: pl.DataFrame) -> None:
        delen = self._delen.setdefault(tabel.naam, [])
        map_naam = "/".join(filter(None, (tabel.naam, f"bron={self.bron}", self._map, jaarmap)))
        nummer = sum(pad.startswith(map_naam + "/") for pad, _ in delen)
        pad = f"{map_naam}/deel-{nummer:04d}.parquet"
        doel = self.lake.map / pad
        doel.parent.mkdir(parents=True, exist_ok=True)
        write_parquet(rijen, doel)
        delen.append((pad, rijen.height))


class Lake:
    """One lake in one folder. Making the object reads nothing and creates nothing."""

    def __init__(self, map: Path, *, adres: str = "", momentopname: str = "") -> None:
        self.map = map
        #: The named state that is read, "" for the newest; a named state is never written.
        self.momentopname = momentopname
        #: Where the engine finds the same files, when that is elsewhere ("s3a://emmer/lake").
        self.adres = adres.rstrip("/")

    @property
    def versie(self) -> int:
        """Rises with every publication that changes something; 0 is an empty lake. The key for anything
        computed and kept."""
        return int(self._read_stand()["versie"])

    def list_standen(self) -> list[Stand]:
        """What is in the lake, per table and source, in order of name."""
        tabellen: dict[str, dict[str, Any]] = self._read_stand()["tabellen"]
        return [
            Stand(
                tabel=tabel,
                bron=bron,
                momentopname=stand["momentopname"],
                gegevens_tm=date.fromisoformat(stand["gegevens_tm"]),
                rijen=sum(aantal for _, aantal in stand["bestanden"]),
                bestanden=tuple(pad for pad, _ in stand["bestanden"]),
            )
            for tabel, bronnen in sorted(tabellen.items())
            for bron, stand in sorted(bronnen.items())
        ]

    def list_bestanden(
        self, tabel: Tabel, *, bronnen: Collection[str] | None = None, jaren: Collection[int] | None = None
    ) -> list[Path]:
        """The files of a table that count, of all sources and years unless limited."""
        return [
            self.map / pad
            for stand in self.list_standen()
            if stand.tabel == tabel.naam and (bronnen is None or stand.bron in bronnen)
            for pad in stand.bestanden
            if jaren is None or _jaar_van(pad) in jaren
        ]

    def list_adressen(self, tabel: Tabel, *, bronnen: Collection[str] | None = None) -> list[str]:
        """The same files as names for an engine: below `adres` if there is one."""
        basis = self.adres or str(self.map)
        paden = self.list_bestanden(tabel, bronnen=bronnen)
        return [f"{basis}/{pad.relative_to(self.map).as_posix()}" for pad in paden]

    def scan(self, tabel: Tabel, *, jaren: Collection[int] | None = None) -> pl.LazyFrame:
        """The table, lazily, in the columns of its contract."""
        bestanden = self.list_bestanden(tabel, jaren=jaren)
        if not bestanden:
            return check_rijen(tabel, pl.DataFrame(schema=list(tabel.kolomnamen))).lazy()
        schema = {kolom.naam: POLARS_TYPE[kolom.type] for kolom in tabel.kolommen}
        return pl.scan_parquet(
            bestanden, hive_partitioning=False, schema=schema, missing_columns="insert"
        ).select(tabel.kolomnamen)

    @contextmanager
    def publish(
        self,
        *,
        bron: str,
        momentopname: str,
        gegevens_tm: date,
        jaren: Collection[int] | None = None,
    ) -> Iterator[Publicatie]:
        """Publish the facts of one source; what is written inside the `with` becomes visible at its end.

        Replaces what the same source published before, per table that is written; with `jaren` only those
        years. `momentopname` names the state of the source (a day, a run, a seed). An exception inside
        leaves the lake as it was.
        """
        if self.momentopname:
            raise ValueError(f"momentopname {self.momentopname} cannot be published to")
        map_naam = self._create_map(bron)
        publicatie = Publicatie(
            lake=self,
            bron=bron,
            momentopname=momentopname,
            gegevens_tm=gegevens_tm,
            jaren=None if jaren is None else frozenset(jaren),
            _map=map_naam,
        )
        try:
            yield publicatie
            with self._slot():
                gelijk = self._is_gelijk(publicatie)
                if not gelijk:
                    self._wissel(publicatie)
            if gelijk:
                self._clear(bron, map_naam)
        except BaseException:
            self._clear(bron, map_naam)
            raise

    def withdraw(self, bron: str) -> bool:
        """Take a source out of all tables; whether it was there. Its files go with the next publication,
        those of a kept state stay."""
        with self._slot():
            stand = self._read_stand()
            eerder = list(list_bestanden_in(stand))
            weg = [bronnen.pop(bron) for bronnen in stand["tabellen"].values() if bron in bronnen]
            if weg:
                self._schrijf(stand, eerder)
        return bool(weg)

    def create_momentopname(self, naam: str, *, omschrijving: str, gemaakt_at: datetime) -> Momentopname:
        """Keep the state of now under a name of letters, digits, points and hyphens. Raises ValueError for
        another name, FileExistsError when it is taken."""
        if not momentopnamen.check_naam(naam):
            raise ValueError(naam)
        pad = momentopnamen.get_pad(self.map, naam)
        pad.parent.mkdir(parents=True, exist_ok=True)
        with self._slot():
            if pad.exists():
                raise FileExistsError(naam)
            stand = self._read_stand()
            gegevens = {"omschrijving": omschrijving, "gemaakt_at": gemaakt_at.isoformat(), "stand": stand}
            tekst = json.dumps(gegevens, ensure_ascii=False, indent=1)
            _vervang(pad, lambda doel: doel.write_text(tekst, "utf-8"))
        return Momentopname(naam, int(stand["versie"]), omschrijving, gemaakt_at)

    def find_clienten(self, pseudoniemen: pl.Series) -> pl.Series:
        """The numbers (int32) of the pseudonyms, in their order, empty for those that have none."""
        pad = self.map / "nummers.parquet"
        bekend = pl.read_parquet(pad) if pad.exists() else pl.DataFrame(schema=_NUMMERS)
        gevraagd = pseudoniemen.cast(pl.String).alias("pseudoniem").to_frame()
        return gevraagd.join(bekend, on="pseudoniem", how="left", maintain_order="left")["client_nr"]

    def register_clienten(self, pseudoniemen: pl.Series) -> pl.Series:
        """The dense numbers (int32) of the pseudonyms, in their order; unknown ones get the next numbers.

        Idempotent: a pseudonym keeps its number for the life of the lake.
        """
        pad = self.map / "nummers.parquet"
        self.map.mkdir(parents=True, exist_ok=True)
        with self._slot():
            bekend = pl.read_parquet(pad) if pad.exists() else pl.DataFrame(schema=_NUMMERS)
            gevraagd = pseudoniemen.cast(pl.String).alias("pseudoniem").to_frame()
            nieuw = gevraagd.unique(maintain_order=True).join(bekend, on="pseudoniem", how="anti")
            if nieuw.height:
                nummers = pl.int_range(
                    bekend.height, bekend.height + nieuw.height, dtype=pl.Int32, eager=True
                )
                bekend = pl.concat([bekend, nieuw.with_columns(client_nr=nummers)])
                _vervang(pad, lambda doel: write_parquet(bekend, doel))
        return gevraagd.join(bekend, on="pseudoniem", how="left", maintain_order="left")["client_nr"]

    def _read_stand(self) -> dict[str, Any]:
        if self.momentopname:
            return momentopnamen.read_stand(self.map, self.momentopname)
        try:
            stand: dict[str, Any] = json.loads((self.map / "stand.json").read_text("utf-8"))
        except FileNotFoundError:
            return {"versie": 0, "tabellen": {}, "vorige": []}
        return stand

    def _wissel(self, publicatie: Publicatie) -> None:
        """Let the written files count from now on, and clear away what nobody can be reading any more."""
        stand = self._read_stand()
        eerder = list(list_bestanden_in(stand))
        for naam, delen in publicatie._delen.items():
            bronnen = stand["tabellen"].setdefault(naam, {})
            blijft = []
            if publicatie.jaren is not None and publicatie.bron in bronnen:
                oude = bronnen[publicatie.bron]["bestanden"]
                blijft = [deel for deel in oude if _jaar_van(deel[0]) not in publicatie.jaren]
            bronnen[publicatie.bron] = {
                "momentopname": publicatie.momentopname,
                "gegevens_tm": publicatie.gegevens_tm.isoformat(),
                "bestanden": blijft + [list(deel) for deel in delen],
            }
        self._schrijf(stand, eerder)

    def _schrijf(self, stand: dict[str, Any], eerder: list[str]) -> None:
        """Let `stand` count from now on; the files of two states ago go, unless a kept state has them."""
        nu, opgeruimd = set(list_bestanden_in(stand)), set(stand["vorige"])
        stand["versie"] += 1
        stand["vorige"] = [pad for pad in eerder if pad not in nu]
        tekst = json.dumps(stand, ensure_ascii=False, indent=1)
        _vervang(self.map / "stand.json", lambda doel: doel.write_text(tekst, "utf-8"))
        for pad in opgeruimd - nu - set(stand["vorige"]) - momentopnamen.list_bewaard(self.map):
            (self.map / pad).unlink(missing_ok=True)

    def _is_gelijk(self, publicatie: Publicatie) -> bool:
        """Whether the lake holds exactly this already: the same rows give the same bytes."""
        tabellen = self._read_stand()["tabellen"]
        if not publicatie._delen:
            return False
        for naam, delen in publicatie._delen.items():
            was = tabellen.get(naam, {}).get(publicatie.bron)
            if was is None or was["momentopname"] != publicatie.momentopname:
                return False
            oud = [
                p for p, _ in was["bestanden"] if publicatie.jaren is None or _jaar_van(p) in publicatie.jaren
            ]
            if was["gegevens_tm"] != publicatie.gegevens_tm.isoformat() or len(oud) != len(delen):
                return False
            paren = zip(sorted(oud), sorted(p for p, _ in delen), strict=True)
            if not all(filecmp.cmp(self.map / een, self.map / twee, shallow=False) for een, twee in paren):
                return False
        return True

    def _clear(self, bron: str, map_naam: str) -> None:
        for tabel in TABELLEN:
            shutil.rmtree(self.map / tabel / f"bron={bron}" / map_naam, ignore_errors=True)

    def _create_map(self, bron: str) -> str:
        """A folder name no publication of this source has used; making the marker is what claims it."""
        merken = self.map / "publicaties"
        merken.mkdir(parents=True, exist_ok=True)
        nummer = self.versie + 1
        while True:
            naam = f"p{nummer:06d}"
            try:
                (merken / f"{bron}-{naam}").touch(exist_ok=False)
            except FileExistsError:
                nummer += 1
            else:
                return naam

    @contextmanager
    def _slot(self) -> Iterator[None]:
        """One writer at a time; a killed process loses the lock with its file descriptor."""
        with (self.map / "slot").open("w") as slot:
            fcntl.flock(slot, fcntl.LOCK_EX)
            yield


_NUMMERS = {"pseudoniem": pl.String, "client_nr": pl.Int32}


def get_lake(omgeving: Mapping[str, str], *, momentopname: str = "") -> Lake:
    """The lake of `STELSEL_LAKE` in the given environment, default var/lake below the working folder, for
    engines at `STELSEL_LAKE_ADRES`, default the same place; `momentopname`: the kept state, "" for now."""
    map = Path(omgeving.get("STELSEL_LAKE") or STANDAARDMAP)
    return Lake(map, adres=omgeving.get("STELSEL_LAKE_ADRES", ""), momentopname=momentopname)


def write_parquet(rijen: pl.DataFrame, doel: Path) -> None:
    """The one way in which this house writes Parquet; the same rows give the same bytes."""
    rijen.write_parquet(doel, compression="zstd", compression_level=3, row_group_size=RIJEN_PER_GROEP)


def _jaar_van(pad: str) -> int | None:
    return next((int(deel[5:]) for deel in pad.split("/") if deel.startswith("jaar=")), None)


def _vervang(pad: Path, schrijf: Any) -> None:
    """Write beside and rename: readers see the old file or the whole new one."""
    tijdelijk = pad.with_name(pad.name + f".{os.getpid()}.tmp")
    schrijf(tijdelijk)
    with tijdelijk.open("rb") as bestand:
        os.fsync(bestand.fileno())
    os.replace(tijdelijk, pad)
