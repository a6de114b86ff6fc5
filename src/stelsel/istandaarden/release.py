"""The releases of the standard, side by side in one process.

Release 3.2 is written out: definitions, code lists, catalogue, rules. A later release says only what differs
from the one it builds on, as data; a changed rule is a function registered under its name. Nothing else in
the package knows which releases exist.

The keys of such data (all but the first may be absent):

- `release`, `basis`, `versie`, `subversie`: "3.3" on "3.2", BerichtVersie 3 and BerichtSubversie 3;
- `datatypen`: LDT_ name to the facets that change, or to all facets of a new one;
- `samengesteld`: CDT_ name to the lines of a new composite type ("Naam: LDT_Naam?");
- `elementen`: a list; each names a `klasse`, where needed the `berichten` it is limited to (a retour follows
  its heen message), and one of `weg` (a name), `anders` (a line) or `nieuw` (a line, with `na`: the element
  before it, "" for the first place, and `alleen`: the one family that has it);
- `codelijsten`: `algemeen` or a family, then a data type: `codes` to add or rename, `vervallen` to drop;
- `catalogus`: `algemeen` or a family: as a file of the catalogue, with `vervallen`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HUIDIG = "3.2"
_SLEUTELS = frozenset(
    {
        *("release", "basis", "versie", "subversie"),
        *("datatypen", "samengesteld", "elementen", "codelijsten", "catalogus"),
    }
)


@dataclass(frozen=True, eq=False)
class Release:
    """One release. `wijzigingen`: what differs from `basis`; empty for the release that is written out."""

    naam: str
    versie: int
    subversie: int
    basis: Release | None = None
    wijzigingen: Mapping[str, Any] = field(default_factory=dict)

    @property
    def naamruimte(self) -> str:
        """As namespaces have it: 3_2."""
        return self.naam.replace(".", "_")

    @property
    def lijn(self) -> tuple[Release, ...]:
        """This release and those it builds on, the oldest first."""
        return (*(self.basis.lijn if self.basis else ()), self)

    def list_wijzigingen(self, onderdeel: str, *delen: str) -> list[Any]:
        """What the releases of the line say about one part, the oldest first; with `delen` those below it."""
        gevonden = []
        for release in self.lijn:
            data = release.wijzigingen.get(onderdeel)
            if data is not None:
                gevonden += [data[deel] for deel in delen if deel in data] if delen else [data]
        return gevonden


_RELEASES: dict[str, Release] = {HUIDIG: Release(HUIDIG, 3, 2)}


def get_release(naam: str = HUIDIG) -> Release:
    """The release with this name; KeyError when it is not known here."""
    return _RELEASES[naam]


def list_releases() -> list[Release]:
    """Every release that can be read, the oldest first."""
    return list(_RELEASES.values())


def register_release(data: Mapping[str, Any]) -> Release:
    """Add a release from its data (see the module). ValueError for a name that is taken or an unknown key."""
    naam = data["release"]
    if naam in _RELEASES:
        raise ValueError(f"release {naam} bestaat al")
    if onbekend := set(data) - _SLEUTELS:
        raise ValueError(f"release {naam} heeft een onbekend onderdeel: {', '.join(sorted(onbekend))}")
    basis = get_release(data["basis"])
    _RELEASES[naam] = Release(naam, data["versie"], data["subversie"], basis, data)
    return _RELEASES[naam]
