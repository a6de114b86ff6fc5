"""The folder of a file that is being read in: the file until it was read, then its lines under pseudonyms.

Nothing in it outlives the decision to take the lines over or not, and none of it longer than a while.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from stelsel.kern.vastlegging import NietVastTeLeggen, parse_vastlegging, render_vastlegging
from stelsel.lake.inlezen.omrekening import Oud
from stelsel.lake.inlezen.toewijzingen import TOEWIJZINGENBESTAND, GelezenToewijzingen

from .bestand import Bestandsbeeld
from .voortgang import Voortgang

#: Seconds that a file that nobody read stays, and lines that nobody took over.
BESTAND_BLIJFT, REGELS_BLIJVEN = 2 * 3600, 7 * 24 * 3600
#: Seconds without a sign of life after which reading was cut off.
_STIL = 300
_STAPPEN = ("het bestand lezen", "cliënten een pseudoniem geven", "kijken of het klopt")


@dataclass(frozen=True)
class Uitkomst:
    """What was read. `totaal`: cents on a line that adds up the others, if there was one."""

    beeld: Bestandsbeeld
    totaalregels: int
    totaal: int | None
    regelafdruk: str
    laatste_dag: date
    eenheden: tuple[Oud, ...]
    domeinen: tuple[Oud, ...]


@dataclass(frozen=True)
class Werkmap:
    """The folder of one number."""

    map: Path

    @property
    def bestand(self) -> Path:
        """The file as it was handed in, until it was read."""
        return self.map / "bestand"

    @property
    def clienten(self) -> Path:
        """Numbers and pseudonyms of the clients."""
        return self.map / "clienten.parquet"

    def list_regels(self) -> list[Path]:
        """The lines that were read."""
        return sorted(self.map.glob("regels-*.parquet"))

    @property
    def toewijzingen(self) -> Path:
        """The allocations that were read."""
        return self.map / TOEWIJZINGENBESTAND

    def get_uitkomst(self) -> Uitkomst | None:
        """What was read of claim lines; None as long as nothing was."""
        uitkomst: Uitkomst | None = self._lees(Uitkomst)
        return uitkomst

    def get_gelezen_toewijzingen(self) -> GelezenToewijzingen | None:
        """What was read of allocations; None as long as nothing was."""
        uitkomst: GelezenToewijzingen | None = self._lees(GelezenToewijzingen)
        return uitkomst

    def _lees(self, soort: type[Any]) -> Any:
        try:
            return parse_vastlegging((self.map / "uitkomst.json").read_text("utf-8"), soort)
        except (FileNotFoundError, NietVastTeLeggen):
            return None

    def write_uitkomst(self, uitkomst: Uitkomst | GelezenToewijzingen) -> None:
        """The last thing that reading does."""
        nieuw = self.map / "uitkomst.nieuw"
        nieuw.write_text(render_vastlegging(uitkomst), "utf-8")
        nieuw.rename(self.map / "uitkomst.json")

    def get_voortgang(self) -> Voortgang | None:
        """How far reading is; None when it does not go on."""
        pad = self.map / "voortgang.json"
        try:
            data, oud = json.loads(pad.read_text("utf-8")), time.time() - pad.stat().st_mtime
        except (FileNotFoundError, ValueError):
            return None
        if oud > _STIL:
            return None
        gezien = f" ({data['regels']:,} regels)".replace(",", ".") if data["regels"] else ""
        return Voortgang(data["stap"], len(_STAPPEN), _STAPPEN[data["stap"] - 1] + gezien)

    def write_voortgang(self, stap: int, regels: int = 0) -> None:
        """A sign of life."""
        nieuw = self.map / "voortgang.nieuw"
        nieuw.write_text(json.dumps({"stap": stap, "regels": regels}), "utf-8")
        nieuw.rename(self.map / "voortgang.json")

    def get_fout(self) -> str:
        """Why the last reading stopped, in words; "" when it did not."""
        try:
            return (self.map / "fout.txt").read_text("utf-8")
        except FileNotFoundError:
            return ""


def get_werkmap(nummer: str) -> Werkmap:
    """The folder of this number; it need not be there."""
    return Werkmap(get_bovenmap() / nummer)


def get_bovenmap() -> Path:
    """Where these folders stand: nowhere near what the web server shows."""
    return Path(settings.VAR_DIR) / "inlezen"


def list_verlopen(*, seconden: float) -> list[str]:
    """The numbers of folders that stood longer than they may, at `seconden` since 1970."""
    boven = get_bovenmap()
    if not boven.is_dir():
        return []
    return sorted(map_.name for map_ in boven.iterdir() if _is_verlopen(Werkmap(map_), seconden))


def _is_verlopen(werkmap: Werkmap, seconden: float) -> bool:
    try:
        blijft = BESTAND_BLIJFT if werkmap.bestand.exists() else REGELS_BLIJVEN
        return werkmap.get_voortgang() is None and seconden - werkmap.map.stat().st_mtime > blijft
    except FileNotFoundError:
        return False
