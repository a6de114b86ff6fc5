"""A database that is filled once, and a copy of it for each test: filling takes seconds, copying does not."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from tests.assurance.test_kill import open_databank

ROOT = Path(__file__).resolve().parents[2]
_NUMMERS = itertools.count()


@dataclass(frozen=True)
class Gevuld:
    """An address and what the product keeps beside its database."""

    adres: str
    var: Path

    def get_env(self) -> dict[str, str]:
        """The environment of a child that works in it."""
        return os.environ | {
            "DATABASE_URL": self.adres,
            "STELSEL_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        }

    def copy(self, map_: Path) -> Gevuld:
        """The same in another folder, for one test. Nobody may be at work in this one."""
        shutil.copytree(self.var, map_ / "var")
        if self.adres.startswith("sqlite"):
            doel = map_ / "kopie.sqlite3"
            shutil.copy(urlsplit(self.adres).path, doel)
            return Gevuld(f"sqlite:///{doel}", map_ / "var")
        naam = f"kopie{next(_NUMMERS)}"
        eigen = urlsplit(self.adres)
        with psycopg.connect(eigen._replace(path="/template1").geturl(), autocommit=True) as verbinding:
            verbinding.execute(f"CREATE DATABASE {naam} TEMPLATE {eigen.path[1:]}")
        return Gevuld(eigen._replace(path=f"/{naam}").geturl(), map_ / "var")


@contextmanager
def open_gevuld(
    create_map: Callable[[str], Path], vul: Callable[[dict[str, str]], object]
) -> Iterator[Callable[[str], Gevuld]]:
    """Inside: the filled database of a kind, sqlite or postgres, made when it is first asked for."""
    gemaakt: dict[str, Gevuld] = {}
    with ExitStack() as stapel:

        def get_gevuld(soort: str) -> Gevuld:
            if soort not in gemaakt:
                map_ = create_map(soort)
                (map_ / "var").mkdir()
                gevuld = Gevuld(stapel.enter_context(open_databank(soort, map_)), map_ / "var")
                vul(gevuld.get_env())
                gemaakt[soort] = gevuld
            return gemaakt[soort]

        yield get_gevuld
