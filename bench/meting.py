"""Measuring: every contender in a process of its own, in turns, in one run; the median counts.

A measured program ends with `print_uitkomst`: its seconds, its own peak memory and what it computed. Results
are kept in bench/resultaten.json, one entry per name and comparison.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

RESULTATEN = Path(__file__).parent / "resultaten.json"


@dataclass(frozen=True)
class Proef:
    """One contender: medians over the repetitions. `uitkomst`: what it computed, to compare."""

    seconden: float
    piek_mb: float
    uitkomst: Any


@dataclass(frozen=True)
class Meting:
    """One line of the table; `vergelijk` names what it stands beside, `verhouding` is that through this."""

    naam: str
    waarde: float
    eenheid: str
    vergelijk: dict[str, Any]
    verhouding: float
    herhalingen: int
    machine: str


def compare_programmas(programmas: Mapping[str, Sequence[str]], *, herhalingen: int) -> dict[str, Proef]:
    """Run each program `herhalingen` times in turns, after one run each that does not count."""
    metingen: dict[str, list[tuple[float, float, Any]]] = {naam: [] for naam in programmas}
    for ronde in range(herhalingen + 1):
        for naam, argumenten in programmas.items():
            meting = run_programma([sys.executable, *argumenten])
            if ronde:
                metingen[naam].append(meting)
    return {
        naam: Proef(median(s for s, _, _ in rij), median(mb for _, mb, _ in rij), rij[-1][2])
        for naam, rij in metingen.items()
    }


def print_uitkomst(seconden: float, uitkomst: Any) -> None:
    """The last line of a measured program."""
    print(json.dumps({"seconden": seconden, "piek_mb": get_piek_mb(), "uitkomst": uitkomst}))


def get_piek_mb() -> float:
    """Peak resident memory of this process. What the parent held at the start of it does not count, as it
    does in the figure of getrusage."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    regel = next(regel for regel in status.read_text("ascii").splitlines() if regel.startswith("VmHWM"))
    return int(regel.split()[1]) / 1024


def run_programma(opdracht: Sequence[str]) -> tuple[float, float, Any]:
    """Seconds, peak memory (MB) and result, as the program printed them."""
    uit = subprocess.run(opdracht, stdout=subprocess.PIPE, text=True, check=True).stdout
    data = json.loads(uit.splitlines()[-1])
    return data["seconden"], data["piek_mb"], data["uitkomst"]


def create_meting(
    naam: str, waarde: float, *, eenheid: str, tegen: str, tegenwaarde: float, herhalingen: int
) -> Meting:
    """A line of the table: our value beside theirs. The ratio is theirs through ours for time and memory
    (above 1 is in our favour), ours through theirs for speeds (an eenheid with a slash)."""
    groter_is_beter = "/" in eenheid
    verhouding = waarde / tegenwaarde if groter_is_beter else tegenwaarde / waarde
    vergelijk = {"naam": tegen, "waarde": round(tegenwaarde, 3)}
    return Meting(
        naam, round(waarde, 3), eenheid, vergelijk, round(verhouding, 3), herhalingen, get_machine()
    )


def get_machine() -> str:
    """Processor kind, cores and Python: enough to know which numbers may be compared."""
    soort = f"{platform.system()} {platform.machine()}"
    return f"{soort}, {os.cpu_count()} kernen, Python {platform.python_version()}"


def write_metingen(metingen: Sequence[Meting], *, pad: Path = RESULTATEN) -> None:
    """Print the lines and store them; lines with the same name and comparison are replaced."""
    nieuw = [asdict(meting) for meting in metingen]
    sleutels = {(rij["naam"], rij["vergelijk"]["naam"]) for rij in nieuw}
    oud = json.loads(pad.read_text("utf-8")) if pad.exists() else []
    blijft = [rij for rij in oud if (rij["naam"], rij["vergelijk"]["naam"]) not in sleutels]
    pad.write_text(json.dumps(blijft + nieuw, ensure_ascii=False, indent=1), "utf-8")
    for rij in nieuw:
        tegen = rij["vergelijk"]
        print(
            f"{rij['naam']:<44} {rij['waarde']:>12,.2f} {rij['eenheid']:<9} "
            f"{tegen['naam']:<30} {tegen['waarde']:>12,.2f}  x {rij['verhouding']:.2f}"
        )
