"""What a set of profiles means for households and for clients with help under two laws.

Definition: a household is the clients with the same household in the data who are in a profile in the year.
With one profile per household its price is the mean cost of households with the same heaviest profile; with a
profile per client it is the sum of the prices of its members. `r2_clienten` and `r2_gezin` say how much of
the difference in cost between households each of the two explains.
Caveats: clients without a known household are in no household. A household price hides who is helped; the law
and the message stay per client, so it saves choices at the access, not messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from stelsel.domein.profielen.maatstaven import compute_r2


@dataclass(frozen=True)
class Gezinsgevolg:
    """Households with one client, with more in one profile, and with more in several. Of the households with
    more than one client their allocations, and how well either price tells them apart (None: cannot be
    known). `combinaties`: numbers of profiles that occur together, the most frequent first."""

    een: int
    zelfde: int
    anders: int
    toewijzingen: int
    r2_clienten: float | None
    r2_gezin: float | None
    combinaties: tuple[tuple[tuple[int, ...], int], ...]

    @property
    def meer(self) -> int:
        """Households with more than one client."""
        return self.zelfde + self.anders


@dataclass(frozen=True)
class Samenloop:
    """Per profile its clients, those of them with help under the other law too, and the cost (cents) of those
    under this law and under the other."""

    profiel: int
    clienten: int
    beide: int
    bedrag: int
    bedrag_ander: int


def compute_gezinsgevolg(
    clienten: pl.DataFrame, *, label: Sequence[int], celnamen: Sequence[str], paren: pl.DataFrame
) -> Gezinsgevolg:
    """`clienten`: client_nr, profiel (name of the cell), kosten (cents), huishouden; `label`: per cell of
    `celnamen` the number of its profile; `paren`: every client_nr and cell once."""
    alle = _add_groep(clienten, label, celnamen)
    prijzen = alle.group_by("groep").agg(pl.col("kosten").mean().alias("prijs"))
    tabel = alle.drop_nulls("huishouden")
    per = (
        tabel.join(prijzen, on="groep")
        .group_by("huishouden")
        .agg(
            pl.len().alias("n"),
            pl.col("groep").unique().sort().alias("groepen"),
            pl.col("groep").sort_by("prijs", "groep").last().alias("zwaarste"),
            pl.col("kosten").sum(),
            pl.col("prijs").sum().alias("verwacht"),
        )
        .sort("huishouden")
    )
    meer = per.filter(pl.col("n") > 1)
    anders = meer.filter(pl.col("groepen").list.len() > 1)
    combinaties = anders.group_by("groepen").len().sort("len", "groepen", descending=[True, False])
    in_gezin = tabel.filter(pl.col("huishouden").is_in(meer["huishouden"].to_list()))
    kosten = meer["kosten"].cast(pl.Float64).to_numpy()
    zwaarste = meer["zwaarste"].to_numpy().astype(np.intp)
    return Gezinsgevolg(
        een=per.height - meer.height,
        zelfde=meer.height - anders.height,
        anders=anders.height,
        toewijzingen=_tel_toewijzingen(paren, in_gezin, label, celnamen),
        r2_clienten=_compute_r2(kosten, meer["verwacht"].to_numpy()),
        r2_gezin=compute_r2(kosten, groep=zwaarste),
        combinaties=tuple((tuple(groepen), n) for groepen, n in combinaties.iter_rows()),
    )


def list_samenloop(
    clienten: pl.DataFrame, *, label: Sequence[int], celnamen: Sequence[str], ander: Mapping[int, int]
) -> tuple[Samenloop, ...]:
    """Per profile the clients with help under the other law in the year; `ander`: per client its cost (cents)
    there. In the order of the numbers of the profiles."""
    namen = pl.DataFrame(
        {"client_nr": list(ander), "bedrag_ander": list(ander.values())},
        schema={"client_nr": clienten.schema["client_nr"], "bedrag_ander": pl.Int64},
    )
    tabel = _add_groep(clienten, label, celnamen).join(namen, on="client_nr", how="left")
    beide = pl.col("bedrag_ander").is_not_null()
    per = (
        tabel.group_by("groep")
        .agg(
            pl.len(),
            beide.sum().alias("beide"),
            pl.col("kosten").filter(beide).sum(),
            pl.col("bedrag_ander").sum(),
        )
        .sort("groep")
    )
    return tuple(Samenloop(*rij) for rij in per.iter_rows())


def _add_groep(tabel: pl.DataFrame, label: Sequence[int], celnamen: Sequence[str]) -> pl.DataFrame:
    kaart = pl.DataFrame({"profiel": list(celnamen), "groep": [int(nummer) for nummer in label]})
    return tabel.join(kaart, on="profiel")


def _tel_toewijzingen(
    paren: pl.DataFrame, in_gezin: pl.DataFrame, label: Sequence[int], celnamen: Sequence[str]
) -> int:
    """Every client of these households in every profile once."""
    eigen = paren.join(in_gezin.select("client_nr"), on="client_nr", how="semi")
    return _add_groep(eigen, label, celnamen).select("client_nr", "groep").unique().height


def _compute_r2(kosten: np.ndarray, verwacht: np.ndarray) -> float | None:
    """How much of the difference the expected cost explains; below nothing when it makes it worse."""
    totaal = float(((kosten - kosten.mean()) ** 2).sum()) if len(kosten) else 0.0
    return 1 - float(((kosten - verwacht) ** 2).sum()) / totaal if totaal > 0 else None
