"""Do client groups get the profiles that are meant for them, and how many clients are in one profile?

Definition: a client of a year belongs to every group whose ages hold the age on the last day of the year. The
profile of a client is the one on which most was spent in that year. Coverage of a group is the share of its
clients with a profile whose profile is one of those of the group.
Caveats: data know a group by age only; what experts know of it is not in them. A client without a year of
birth is in no group. A client whose help is in no profile counts as without one, never as not covered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stelsel.domein.profielen.catalogus import Clientgroep
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Groepsdekking:
    """Of one group its clients, those with a profile, those whose profile suits, and the profile that most
    have with its clients ("" and 0 without any)."""

    code: str
    clienten: int
    met_profiel: int
    past: int
    meeste: str
    meeste_clienten: int

    @property
    def dekking(self) -> float | None:
        """The share that suits of those with a profile; None without any."""
        return self.past / self.met_profiel if self.met_profiel else None


@dataclass(frozen=True)
class Gezinsbeeld:
    """Households with support in the selection: with one client, with more of whom all have one profile, and
    with more in different profiles; `gezinnen_meer` are the most frequent combinations with their households.
    `twee_wetten`: clients with support under both laws in the year, `clienten` all clients of the year."""

    een: int
    zelfde: int
    anders: int
    combinaties: tuple[tuple[tuple[str, ...], int], ...]
    twee_wetten: int
    clienten: int


def compute_groepsdekking(
    clientcellen: pl.DataFrame, *, alle: pl.DataFrame, groepen: Sequence[Clientgroep], jaar: int
) -> list[Groepsdekking]:
    """Per group its coverage. `clientcellen`: client_nr and profiel (code); `alle`: client_nr and
    geboortejaar of everybody with support in the selection."""
    tabel = alle.join(clientcellen.select("client_nr", "profiel"), on="client_nr", how="left")
    leeftijd = jaar - pl.col("geboortejaar")
    return [_create_dekking(groep, tabel.filter(leeftijd.is_between(*groep.leeftijd))) for groep in groepen]


def _create_dekking(groep: Clientgroep, eigen: pl.DataFrame) -> Groepsdekking:
    per = (
        eigen.drop_nulls("profiel").group_by("profiel").len().sort("len", "profiel", descending=[True, False])
    )
    meeste, aantal = per.row(0) if per.height else ("", 0)
    return Groepsdekking(
        code=groep.code,
        clienten=eigen.height,
        met_profiel=int(per["len"].sum()),
        past=int(per.filter(pl.col("profiel").is_in(list(groep.profielen)))["len"].sum()),
        meeste=meeste,
        meeste_clienten=aantal,
    )


def read_clienten(regels: Table, *, clienten: Table) -> pl.DataFrame:
    """Everybody in these lines with geboortejaar and huishouden; one row each."""
    binnen = read_uitkomst(regels.select("client_nr").distinct())
    wie = read_uitkomst(clienten.select("client_nr", "geboortejaar", "huishouden"))
    return binnen.join(wie.unique("client_nr", keep="first", maintain_order=True), on="client_nr", how="left")


def compute_gezinsbeeld(
    clientcellen: pl.DataFrame, *, alle: pl.DataFrame, wetten: Mapping[str, pl.Series]
) -> Gezinsbeeld:
    """Households and clients of two laws. `clientcellen`: client_nr and profiel; `alle`: client_nr and
    huishouden; `wetten`: per domain the numbers of its clients in the year."""
    met = clientcellen.select("client_nr", "profiel").join(alle, on="client_nr").drop_nulls("huishouden")
    per = met.group_by("huishouden").agg(pl.len().alias("n"), pl.col("profiel").unique().sort())
    meer = per.filter(pl.col("n") > 1)
    anders = meer.filter(pl.col("profiel").list.len() > 1)
    combinaties = anders.group_by("profiel").len().sort("len", "profiel", descending=[True, False])
    nummers = [serie.unique() for serie in wetten.values()]
    samen = pl.concat(nummers) if nummers else pl.Series("client_nr", [], dtype=pl.Int32)
    per_client = samen.value_counts(name="wetten")
    return Gezinsbeeld(
        een=per.height - meer.height,
        zelfde=meer.height - anders.height,
        anders=anders.height,
        combinaties=tuple((tuple(namen), n) for namen, n in combinaties.iter_rows()),
        twee_wetten=per_client.filter(pl.col("wetten") > 1).height,
        clienten=per_client.height,
    )
