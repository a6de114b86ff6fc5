"""docs/generated/lake.md, made from the contracts of the tables: `python -m stelsel.lake.documentatie`."""

from __future__ import annotations

from pathlib import Path

from stelsel.lake.opslag import RIJEN_PER_GROEP
from stelsel.lake.tabellen import TABELLEN, Kolom, Tabel

PAD = Path("docs/generated/lake.md")

_INLEIDING = f"""# Tables of the lake

Made from `stelsel.lake.tabellen` by `python -m stelsel.lake.documentatie`; do not edit.

Facts about many clients under a surrogate number, for analyses only. No column holds a person: no BSN, name,
date of birth, address or free text. Every table lies in a folder of its own, below it `bron=<source>`, one
folder per publication and, for tables with years, `jaar=<year>`. Files are Parquet, zstd, row groups of
{RIJEN_PER_GROEP:,} rows, sorted by the first column. `stand.json` says which files count; replacing that file
is what publishes. Read through `stelsel.lake.opslag.Lake`, not by walking the folders.
"""


def render_documentatie() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INLEIDING, *(_render_tabel(tabel) for tabel in TABELLEN.values())])


def _render_tabel(tabel: Tabel) -> str:
    jaar = f"Year of the partition: that of `{tabel.jaar_uit}`." if tabel.jaar_uit else "Not divided by year."
    regels = [
        f"## {tabel.naam}",
        "",
        f"{tabel.betekenis}.",
        "",
        f"*Caveat*: {tabel.voorbehoud}",
        "",
        f"Published by: {tabel.bron}. {jaar} Version {tabel.versie} of the contract.",
        "",
        "| column | type | empty | meaning | unit | caveat |",
        "|---|---|:-:|---|---|---|",
        *(_render_kolom(kolom) for kolom in tabel.kolommen),
        "",
    ]
    return "\n".join(regels)


def _render_kolom(kolom: Kolom) -> str:
    waarden = f": {', '.join(kolom.waarden)}" if kolom.waarden else ""
    leeg = "yes" if kolom.leeg else ""
    return (
        f"| `{kolom.naam}` | {kolom.type} | {leeg} | {kolom.betekenis}{waarden} | {kolom.eenheid} "
        f"| {kolom.voorbehoud} |"
    )


def main() -> None:
    """Write the page."""
    PAD.parent.mkdir(parents=True, exist_ok=True)
    PAD.write_text(render_documentatie(), "utf-8")


if __name__ == "__main__":
    main()
