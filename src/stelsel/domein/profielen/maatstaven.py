"""How much of the difference in cost a grouping explains, and how wide its groups are, over whole columns.

`kosten` is one amount per client (any unit), `groep` the number of the client's group from 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Getallen = npt.NDArray[np.float64]
Nummers = npt.NDArray[np.intp]
#: Cost below this quantile counts as that quantile on the log scale: a client of nothing is no outlier.
LOG_VLOER = 0.01


@dataclass(frozen=True)
class Verklaring:
    """R² of one grouping on cost, on log cost, and on cost without outliers; None when nothing varies."""

    kosten: float | None
    log: float | None
    getrimd: float | None


def tel_op(nummers: Nummers, *, gewicht: Getallen, aantal: int) -> Getallen:
    """Per number from 0 up to `aantal` the sum of the weights that go with it."""
    return np.asarray(np.bincount(nummers, weights=gewicht, minlength=aantal), dtype=np.float64)


def compute_logkosten(kosten: Getallen) -> Getallen:
    """The natural log of cost, from below at the first percentile of what is positive; zeros without any."""
    positief = kosten[kosten > 0]
    if not len(positief):
        return np.zeros(len(kosten))
    return np.log(np.maximum(kosten, np.quantile(positief, LOG_VLOER)))


def compute_r2(kosten: Getallen, *, groep: Nummers) -> float | None:
    """1 - (variation within the groups) / (all variation); None when cost does not vary."""
    if not len(kosten):
        return None
    afwijking = kosten - kosten.mean()
    totaal = float(afwijking @ afwijking)
    if totaal <= 0:
        return None
    n = np.bincount(groep)
    som = np.bincount(groep, weights=afwijking)
    return float((som[n > 0] ** 2 / n[n > 0]).sum()) / totaal


def compute_uitbijtergrenzen(kosten: Getallen, *, groep: Nummers) -> Getallen:
    """Per group the limit GM · GSD² (GM2) over positive cost; infinite with fewer than two of those."""
    positief = kosten > 0
    logs, van = np.log(kosten[positief]), groep[positief]
    aantal = int(groep.max()) + 1 if len(groep) else 0
    n = np.bincount(van, minlength=aantal)
    veilig = np.maximum(n, 1)
    gemiddelde = np.bincount(van, weights=logs, minlength=aantal) / veilig
    kwadraat = np.bincount(van, weights=(logs - gemiddelde[van]) ** 2, minlength=aantal)
    grens = np.exp(gemiddelde + 2 * np.sqrt(kwadraat / np.maximum(n - 1, 1)))
    return np.where(n < 2, np.inf, grens)


def compute_verklaring(kosten: Getallen, *, groep: Nummers) -> Verklaring:
    """The three measures of a grouping; trimmed figures stand beside the full ones, never instead."""
    grens = compute_uitbijtergrenzen(kosten, groep=groep)
    binnen = kosten <= grens[groep] if len(kosten) else np.zeros(0, dtype=bool)
    return Verklaring(
        kosten=compute_r2(kosten, groep=groep),
        log=compute_r2(compute_logkosten(kosten), groep=groep),
        getrimd=compute_r2(kosten[binnen], groep=groep[binnen]),
    )


def compute_cv(kosten: Getallen, *, trim: bool = False) -> float | None:
    """Standard deviation over mean (population); with `trim` without outliers. None without positive mean."""
    if trim and len(kosten):
        grens = compute_uitbijtergrenzen(kosten, groep=np.zeros(len(kosten), dtype=np.intp))[0]
        kosten = kosten[kosten <= grens]
    if not len(kosten) or kosten.mean() <= 0:
        return None
    return float(kosten.std() / kosten.mean())
