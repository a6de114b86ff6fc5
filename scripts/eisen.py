"""Coverage of the requirements in docs/eisen.toml, per part of the system.

Run it as `make eisen`; `--onderdeel toegang` lists the requirements of one part, `--status werkt` those with
one status. The tests use the same reader.
"""

import argparse
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

BESTAND = Path(__file__).resolve().parents[1] / "docs" / "eisen.toml"
STATUSSEN = ("werkt", "deels", "niet")


@dataclass(frozen=True, kw_only=True)
class Eis:
    """One requirement: what it asks, how much it matters and whether the product does it."""

    id: str
    prio: str
    onderdeel: str
    wat: str
    status: str
    voorziening: str = ""
    waar: str = ""


def get_eisen(bestand: Path = BESTAND) -> dict[str, Eis]:
    """Read the requirements, by ID, in the order of the file.

    Raises TypeError on a field that is missing or unknown.
    """
    delen = tomllib.loads(bestand.read_text(encoding="utf-8"))
    return {id_: Eis(id=id_, **velden) for deel in delen.values() for id_, velden in deel.items()}


def render_dekking(eisen: dict[str, Eis]) -> str:
    """Render one line per part: number of requirements, per status, and of the core those that work."""
    kop = f"{'onderdeel':<14}{'totaal':>7}{'werkt':>7}{'deels':>7}{'niet':>7}{'kern werkt':>14}"
    onderdelen = list(dict.fromkeys(eis.onderdeel for eis in eisen.values()))
    regels = [
        _render_regel(onderdeel, [eis for eis in eisen.values() if eis.onderdeel == onderdeel])
        for onderdeel in onderdelen
    ]
    return "\n".join([kop, *regels, _render_regel("alles", list(eisen.values()))])


def _render_regel(naam: str, eisen: list[Eis]) -> str:
    per_status = Counter(eis.status for eis in eisen)
    kern = [eis for eis in eisen if eis.prio == "K"]
    kern_werkt = sum(eis.status == "werkt" for eis in kern)
    aantallen = "".join(f"{per_status[status]:>7}" for status in STATUSSEN)
    return f"{naam:<14}{len(eisen):>7}{aantallen}{f'{kern_werkt} van {len(kern)}':>14}"


def render_lijst(eisen: dict[str, Eis], *, onderdeel: str | None, status: str | None) -> str:
    """Render one line per requirement of the given part and status; None means every one."""
    return "\n".join(
        f"{eis.id:<7} {eis.prio} {eis.status:<6} {eis.wat}" + (f"  [{eis.waar}]" if eis.waar else "")
        for eis in eisen.values()
        if onderdeel in (None, eis.onderdeel) and status in (None, eis.status)
    )


def main() -> int:
    """Print the coverage, or the list that was asked for."""
    parser = argparse.ArgumentParser(description="Dekking van de eisen, per onderdeel.")
    parser.add_argument("--onderdeel", help="toon de eisen van dit onderdeel")
    parser.add_argument("--status", choices=STATUSSEN, help="toon de eisen met deze status")
    keuze = parser.parse_args()
    eisen = get_eisen()
    if keuze.onderdeel or keuze.status:
        tekst = render_lijst(eisen, onderdeel=keuze.onderdeel, status=keuze.status)
    else:
        tekst = render_dekking(eisen)
    sys.stdout.write(tekst + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
