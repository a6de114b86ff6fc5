"""On which scale can a rare function exist? Expected clients in a year, how sure, and the chance of a norm.

Own model. Every gemeente gets an expectation between its own figures and that of all gemeenten together: the
less it had itself, the more the whole counts (gamma-Poisson). What is expected of an area is the sum over its
gemeenten. The clients of a coming year then follow a negative binomial distribution, which is Poisson when
nothing is uncertain but chance. A child that stays for years is seen every year but is one fact, so counts
are divided by the mean number of years of a child before they weigh.
Caveats: no trend; gemeenten vary independently; where gemeenten have no figures of their own, and for the
country, it is taken that they are like those that have.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

#: Above so many clients a count is no longer rare and the search stops.
_MEESTE = 100_000


@dataclass(frozen=True)
class Telling:
    """One gemeente over all years together: clients of every year added up, inhabitants, years."""

    gemeente: str
    clientjaren: int
    inwoners: int
    jaren: int


@dataclass(frozen=True)
class Verwachting:
    """Clients in a coming year: `gemiddeld`, and `omvang` of the negative binomial (None: Poisson)."""

    gemiddeld: float
    omvang: float | None

    @property
    def variantie(self) -> float:
        """The variance of the number of clients."""
        extra = 0.0 if self.omvang is None else self.gemiddeld**2 / self.omvang
        return self.gemiddeld + extra

    def get_kans_minstens(self, norm: int) -> float:
        """The chance of at least so many clients."""
        som = math.fsum(kans for _, kans in zip(range(norm), self._list_kansen(), strict=False))
        return min(1.0, max(0.0, 1.0 - som))

    def get_interval(self, zekerheid: float) -> tuple[int, int]:
        """The number of clients below and above which lies at most half of what `zekerheid` leaves over."""
        staart = (1.0 - zekerheid) / 2
        return self._get_kwantiel(staart), self._get_kwantiel(1.0 - staart)

    def _get_kwantiel(self, deel: float) -> int:
        som = 0.0
        for aantal, kans in enumerate(self._list_kansen()):
            som += kans
            if som >= deel - 1e-12 or aantal >= _MEESTE:
                return aantal
        return 0

    def _list_kansen(self) -> Iterator[float]:
        """The chance of 0, 1, 2, … clients, without end."""
        mu, k = self.gemiddeld, self.omvang
        if mu <= 0:
            yield 1.0
            while True:
                yield 0.0
        aantal = 0
        while True:
            if k is None:
                log = aantal * math.log(mu) - mu - math.lgamma(aantal + 1)
            else:
                log = (
                    math.lgamma(aantal + k) - math.lgamma(k) - math.lgamma(aantal + 1)
                    - k * math.log1p(mu / k) - aantal * math.log1p(k / mu)
                )  # fmt: skip
            yield math.exp(log)
            aantal += 1


@dataclass(frozen=True)
class Schaalmodel:
    """What the figures say of a function. `per_inwoner`: clients a year per inhabitant; `jaren_per_kind`:
    years in which a child is seen; `spreiding`: shape of the differences between gemeenten (None: no more
    than chance); `kinderen`: different children behind it all; `gemiddelde_inwoners`: of a gemeente."""

    per_inwoner: float
    jaren_per_kind: float
    spreiding: float | None
    kinderen: int
    gemiddelde_inwoners: float
    tellingen: Mapping[str, Telling]

    def compute_verwachting(self, gemeenten: Mapping[str, int]) -> Verwachting:
        """Of an area: its gemeenten with their inhabitants, with or without figures of their own."""
        delen = [self._compute_gemeente(code, inwoners) for code, inwoners in gemeenten.items()]
        gemiddeld = sum(m for m, _, _ in delen)
        if gemiddeld <= 0:
            return Verwachting(0.0, None)
        eigen = sum(m * m * los for m, los, _ in delen)
        gedeeld = sum(m * op_regio for m, _, op_regio in delen) ** 2 / self.kinderen
        return Verwachting(gemiddeld, gemiddeld**2 / (eigen + gedeeld) if eigen + gedeeld else None)

    def compute_van_inwoners(self, inwoners: float) -> Verwachting:
        """Of an area of so many inhabitants in gemeenten of the usual size, without figures of its own."""
        gemiddeld = self.per_inwoner * inwoners
        if gemiddeld <= 0:
            return Verwachting(0.0, None)
        los = 1.0 / self.spreiding if self.spreiding else 0.0
        aantal = max(1.0, inwoners / self.gemiddelde_inwoners)
        return Verwachting(gemiddeld, 1.0 / (los / aantal + 1.0 / self.kinderen))

    def _compute_gemeente(self, code: str, inwoners: int) -> tuple[float, float, float]:
        """Expected clients, how loose that is (one over the shape), and how much rests on the whole."""
        regio = self.per_inwoner * inwoners
        if self.spreiding is None:
            return regio, 0.0, 1.0
        telling = self.tellingen.get(code)
        gezien = telling.clientjaren / self.jaren_per_kind if telling else 0.0
        verwacht = (
            self.per_inwoner * telling.inwoners * telling.jaren / self.jaren_per_kind if telling else 0.0
        )
        vorm = self.spreiding + gezien
        gemiddeld = regio * vorm / (self.spreiding + verwacht)
        return gemiddeld, 1.0 / vorm, self.spreiding / (self.spreiding + verwacht)


def create_schaalmodel(tellingen: Sequence[Telling], *, kinderen: int) -> Schaalmodel | None:
    """From the figures of all gemeenten and the number of different children; None without any child or
    without inhabitants."""
    gezien = sum(t.clientjaren for t in tellingen)
    inwonerjaren = sum(t.inwoners * t.jaren for t in tellingen)
    if not kinderen or not gezien or not inwonerjaren:
        return None
    per_inwoner = gezien / inwonerjaren
    jaren = max(1.0, gezien / kinderen)
    verwacht = [per_inwoner * t.inwoners * t.jaren for t in tellingen]
    meer = 0.0
    if (n := len(tellingen)) > 1:
        afwijking = sum((t.clientjaren - e) ** 2 for t, e in zip(tellingen, verwacht, strict=True))
        meer = afwijking * n / (n - 1) - jaren * sum(verwacht)
    return Schaalmodel(
        per_inwoner=per_inwoner,
        jaren_per_kind=jaren,
        spreiding=sum(e * e for e in verwacht) / meer if meer > 0 else None,
        kinderen=kinderen,
        gemiddelde_inwoners=sum(t.inwoners for t in tellingen) / len(tellingen),
        tellingen={t.gemeente: t for t in tellingen},
    )


def compute_nodige_inwoners(model: Schaalmodel, *, norm: int, zekerheid: float, meeste: int) -> int | None:
    """The fewest inhabitants of an area of which the clients meet the norm with that certainty, to a
    thousand; None when not even `meeste` are enough."""

    def haalt(inwoners: int) -> bool:
        return model.compute_van_inwoners(inwoners).get_kans_minstens(norm) >= zekerheid

    if not haalt(meeste):
        return None
    laag, hoog = 0, meeste // 1000 + 1
    while hoog - laag > 1:
        midden = (laag + hoog) // 2
        laag, hoog = (laag, midden) if haalt(midden * 1000) else (midden, hoog)
    return min(hoog * 1000, meeste)
