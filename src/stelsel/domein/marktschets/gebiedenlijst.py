"""The tree of areas as a table that people keep: one row per membership.

Columns: code, naam, niveau, deel_van, van, tot, inwoners. The top has no `deel_van`. An area or gemeente has
as many rows as it had memberships.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date

from stelsel.domein.marktschets.gebieden import (
    Gebied,
    Gebiedenboom,
    GebiedFout,
    Lidmaatschap,
    Niveau,
    create_boom,
)

KOLOMMEN = ("code", "naam", "niveau", "deel_van", "van", "tot", "inwoners")


def parse_gebieden(tekst: str, *, opvolgers: Mapping[str, str] | None = None) -> Gebiedenboom:
    """The tree in such a table with `;` or `,`. Raises GebiedFout with the line that is wrong."""
    gebieden: dict[str, Gebied] = {}
    leden: list[Lidmaatschap] = []
    for nummer, rij in _lees_rijen(tekst):
        try:
            gebied = _lees_gebied(rij)
            if gebieden.setdefault(gebied.code, gebied) != gebied:
                raise GebiedFout(f"{gebied.code} staat er twee keer met een andere naam of een ander niveau.")
            if rij["deel_van"]:
                leden.append(
                    Lidmaatschap(gebied.code, rij["deel_van"], _lees_dag(rij["van"]), _lees_dag(rij["tot"]))
                )
        except GebiedFout as fout:
            raise GebiedFout(f"Regel {nummer}: {fout}") from None
    return create_boom(list(gebieden.values()), leden, opvolgers=opvolgers)


def list_rijen(boom: Gebiedenboom) -> list[list[str]]:
    """The table of a tree, headers first; what `parse_gebieden` reads."""
    rijen = [list(KOLOMMEN)]
    for gebied in sorted(boom.gebieden.values(), key=lambda g: (g.niveau, g.code)):
        leden: list[Lidmaatschap | None] = [li for li in boom.lidmaatschappen if li.lid == gebied.code]
        rijen += [
            [
                gebied.code, gebied.naam, gebied.niveau.value, li.gebied if li else "",
                li.van.isoformat() if li and li.van else "", li.tot.isoformat() if li and li.tot else "",
                str(gebied.inwoners or ""),
            ]
            for li in leden or [None]
        ]  # fmt: skip
    return rijen


def _lees_rijen(tekst: str) -> Iterator[tuple[int, dict[str, str]]]:
    tekst = tekst.removeprefix("\ufeff")
    teken = ";" if ";" in tekst.partition("\n")[0] else ","
    lezer = csv.reader(io.StringIO(tekst), delimiter=teken)
    kop = [naam.strip().lower() for naam in next(lezer, [])]
    if mist := [naam for naam in KOLOMMEN[:4] if naam not in kop]:
        raise GebiedFout(f"De kolom {mist[0]} ontbreekt. Nodig zijn: {', '.join(KOLOMMEN[:4])}.")
    for nummer, rij in enumerate(lezer, start=2):
        if any(cel.strip() for cel in rij):
            velden = dict(zip(kop, (cel.strip() for cel in rij), strict=False))
            yield nummer, dict.fromkeys(KOLOMMEN, "") | velden


def _lees_gebied(rij: Mapping[str, str]) -> Gebied:
    if not rij["code"]:
        raise GebiedFout("de code ontbreekt.")
    try:
        niveau = Niveau(rij["niveau"].lower())
    except ValueError:
        raise GebiedFout(f"niveau '{rij['niveau']}' is geen van: {', '.join(Niveau)}.") from None
    code = rij["code"].zfill(4) if niveau is Niveau.GEMEENTE else rij["code"]
    inwoners = rij["inwoners"].replace(".", "")
    if inwoners and not inwoners.isdecimal():
        raise GebiedFout(f"inwoners '{rij['inwoners']}' is geen aantal.")
    return Gebied(code, rij["naam"] or code, niveau, int(inwoners or 0))


def _lees_dag(tekst: str) -> date | None:
    if not tekst:
        return None
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        pass
    try:
        dag, maand, jaar = (int(deel) for deel in tekst.split("-"))
        return date(jaar, maand, dag)
    except ValueError:
        raise GebiedFout(f"'{tekst}' is geen datum, zoals 2026-01-31 of 31-1-2026.") from None
