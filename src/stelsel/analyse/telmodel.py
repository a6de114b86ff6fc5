"""A count (or an amount) of areas from features of their inhabitants, and how far it may lie from that.

Log-linear: the expected value is the size times exp(intercept + features x slopes). Features are on their own
scale of one standard deviation. The slopes are held small (ridge): `vrijheid` is how large a slope is thought
to be beforehand, so that features that say the same share what they say. The variance is mu + a mu^2 for
counts (negative binomial) and a mu^2 for amounts; `a` is what areas differ though their features are alike,
found from the Pearson residuals. Solved by iteratively reweighted least squares.
Sources: McCullagh and Nelder (1989), Generalized Linear Models, 2.5 and 9; Breslow (1984), Applied Statistics
33, 38-44 for `a`; Abramowitz and Stegun 26.7.5 for the quantile of t.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Reeks = npt.NDArray[np.float64]
_RONDEN, _STAPPEN, _KLAAR = 12, 25, 1e-8
#: No areas are more alike than this: without it a perfect fit would be certain of everything.
_KLEINSTE_SPREIDING, _GROOTSTE_SPREIDING = 1e-6, 100.0
#: No slope or rate is beyond this on the scale of logarithms.
_UITERSTE = 30.0


@dataclass(frozen=True)
class Band:
    """Expected value with the borders between which a new area lies, one per area."""

    verwacht: Reeks
    laag: Reeks
    hoog: Reeks


@dataclass(frozen=True)
class Telmodel:
    """A fitted model. `gewichten`: intercept, then one slope per feature; `spreiding`: a in the variance;
    `toeval`: 1 for counts, 0 for amounts; `over`: areas minus what was estimated."""

    gewichten: Reeks
    covariantie: Reeks
    midden: Reeks
    schaal: Reeks
    spreiding: float
    toeval: float
    over: float

    def get_ontwerp(self, kenmerken: Reeks) -> Reeks:
        """Areas x features with the intercept, on the scale of the fit."""
        return _met_constante((kenmerken - self.midden) / self.schaal)

    def compute_verwacht(self, kenmerken: Reeks, omvang: Reeks) -> Reeks:
        """The expected value of areas."""
        eta: Reeks = np.clip(self.get_ontwerp(kenmerken) @ self.gewichten, -_UITERSTE, _UITERSTE)
        return np.asarray(omvang * np.exp(eta), dtype=np.float64)

    def compute_band(self, kenmerken: Reeks, omvang: Reeks, *, zekerheid: float) -> Band:
        """The band in which a new area lies with this probability: chance, other differences, and the doubt
        about the model itself."""
        ontwerp = self.get_ontwerp(kenmerken)
        mu = self.compute_verwacht(kenmerken, omvang)
        model = np.einsum("ij,jk,ik->i", ontwerp, self.covariantie, ontwerp)
        half = self._get_t(zekerheid) * np.sqrt(self.toeval / mu + self.spreiding + model)
        return Band(mu, mu * np.exp(-half), mu * np.exp(half))

    def compute_som(self, kenmerken: Reeks, omvang: Reeks, *, zekerheid: float) -> tuple[float, float, float]:
        """The sum over areas with its band; the doubt about the model is shared by all of them."""
        mu = self.compute_verwacht(kenmerken, omvang)
        helling = self.get_ontwerp(kenmerken).T @ mu
        eigen = float(np.sum(self.toeval * mu + self.spreiding * mu**2))
        totaal = float(mu.sum())
        variantie = eigen + float(helling @ self.covariantie @ helling)
        half = self._get_t(zekerheid) * math.sqrt(variantie) / totaal
        return totaal, totaal * math.exp(-half), totaal * math.exp(half)

    def _get_t(self, zekerheid: float) -> float:
        return get_t(0.5 + zekerheid / 2, vrijheid=self.over)


def fit_telmodel(
    waarde: Reeks, omvang: Reeks, *, kenmerken: Reeks, vrijheid: float, toeval: float = 1.0
) -> Telmodel:
    """Fit on areas x features. `waarde`: counts (0 allowed) or, with `toeval` 0, amounts above 0."""
    midden = kenmerken.mean(axis=0) if kenmerken.size else np.zeros(kenmerken.shape[1])
    spreiding = kenmerken.std(axis=0) if kenmerken.size else np.zeros(kenmerken.shape[1])
    schaal = np.where(spreiding > _KLAAR, spreiding, 1.0)
    ontwerp = _met_constante((kenmerken - midden) / schaal)
    straf = np.full(ontwerp.shape[1], 1 / vrijheid**2)
    straf[0] = 0.0
    gewichten = np.zeros(ontwerp.shape[1])
    gewichten[0] = math.log(waarde.sum() / omvang.sum())
    a = 0.05
    for _ in range(_RONDEN):
        gewichten, informatie = _solve(waarde, omvang, ontwerp, gewichten, straf=straf, a=a, toeval=toeval)
        covariantie: Reeks = np.linalg.inv(informatie + np.diag(straf)).astype(np.float64)
        over = len(waarde) - float(np.trace(covariantie @ informatie))
        mu = omvang * np.exp(np.clip(ontwerp @ gewichten, -_UITERSTE, _UITERSTE))
        nieuw = _find_spreiding(waarde, mu, over=over, toeval=toeval)
        if abs(nieuw - a) < 1e-4 * a:
            break
        a = nieuw
    return Telmodel(gewichten, covariantie, midden, schaal, a, toeval, max(over, 1.0))


def _solve(
    waarde: Reeks, omvang: Reeks, ontwerp: Reeks, begin: Reeks, *, straf: Reeks, a: float, toeval: float
) -> tuple[Reeks, Reeks]:
    """The slopes for a given `a`, and the information about them."""
    gewichten, informatie = begin, np.diag(straf)
    for _ in range(_STAPPEN):
        eta = np.clip(ontwerp @ gewichten, -_UITERSTE, _UITERSTE)
        mu = omvang * np.exp(eta)
        weging = mu / (toeval + a * mu)
        informatie = ontwerp.T @ (ontwerp * weging[:, None])
        doel = ontwerp.T @ (weging * (eta + (waarde - mu) / mu))
        nieuw = np.linalg.solve(informatie + np.diag(straf), doel)
        stap = np.clip(nieuw - gewichten, -2.0, 2.0)
        gewichten = gewichten + stap
        if float(np.abs(stap).max()) < _KLAAR:
            break
    return gewichten, informatie


def _find_spreiding(waarde: Reeks, mu: Reeks, *, over: float, toeval: float) -> float:
    """The `a` at which the Pearson residuals are as large as they should be, by halving."""

    def te_groot(a: float) -> bool:
        return float(np.sum((waarde - mu) ** 2 / (toeval * mu + a * mu**2))) > over

    laag, hoog = _KLEINSTE_SPREIDING, _GROOTSTE_SPREIDING
    if not te_groot(laag):
        return laag
    for _ in range(60):
        midden = math.sqrt(laag * hoog)
        laag, hoog = (midden, hoog) if te_groot(midden) else (laag, midden)
    return hoog


def _met_constante(kenmerken: Reeks) -> Reeks:
    return np.hstack([np.ones((len(kenmerken), 1)), kenmerken])


def get_t(kans: float, *, vrijheid: float) -> float:
    """The quantile of Student's t, within 0.003 from five degrees of freedom on."""
    z, v = NormalDist().inv_cdf(kans), vrijheid
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )
