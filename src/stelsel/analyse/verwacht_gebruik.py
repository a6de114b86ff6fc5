"""Do our gemeenten have more or fewer clients than the features of their inhabitants let expect?

Definition: over the other gemeenten of which both the published use and the features of the inhabitants are
known, the number of clients (or the cost) per inhabitant is described by those features (`telmodel`). Then
the model is asked for our own gemeenten, which had no part in it. The band holds what 95 of 100 gemeenten
with these features would have: chance, all that the features do not say, and the doubt about the model.
Fit: the others are split in ten; each tenth is foretold by the other nine. How small slopes are held is
chosen by that too. `r2` is the part of the differences (of logarithms) that was foretold; `dekking` how many
lay in their band.
Choices: larger areas than a gemeente, the own gemeenten and those that became part of them are left out; so
is a gemeente that misses a figure or one of the features. A feature that one of our own gemeenten misses is
not used. With too few gemeenten, or too few per feature, there is no model at all.
Caveats: a feature that goes with use need not cause it. Expected is what others do, not what is right. Others
count by the definition of their source; if that differs from ours, all our gemeenten lie to one side: look at
`naast_regio`, which sets the region as a whole at 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from stelsel.analyse.telmodel import Reeks, Telmodel, fit_telmodel
from stelsel.domein.marktschets.gebiedskenmerken import list_gebiedskenmerken
from stelsel.domein.parameters import get_aantal

Masker = npt.NDArray[np.bool_]
ZEKERHEID = 0.95
_DELEN = 10
#: With less of the differences foretold, expected is little more than the mean.
_BIJNA_NIETS = 0.1
#: Below this sum of squared logarithms all areas are alike.
_GEEN_VERSCHIL = 1e-9
#: How large a slope may be beforehand, on the logarithm per standard deviation of a feature.
_VRIJHEDEN = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


class Wat(StrEnum):
    """What is expected."""

    CLIENTEN = "clienten"
    KOSTEN = "kosten"


class Oordeel(StrEnum):
    """How the actual figure lies beside its band."""

    HOGER = "hoger dan verwacht"
    LAGER = "lager dan verwacht"
    GELIJK = "niet te onderscheiden van verwacht"
    TE_KLEIN = "te klein voor een oordeel"


@dataclass(frozen=True)
class Gebied:
    """A gemeente in one year and domein: clients, cents, and its features by code. None: not known."""

    code: str
    naam: str
    inwoners: int | None
    clienten: int | None
    bedrag: int | None
    kenmerken: Mapping[str, float]


@dataclass(frozen=True)
class Verwacht:
    """One own gemeente, or all together (`code` ""): actual, expected and the 95 % band (clients or cents).

    `buiten`: features that lie outside what the others have, where the model has to guess."""

    code: str
    naam: str
    inwoners: int
    werkelijk: int
    verwacht: float
    laag: float
    hoog: float
    oordeel: Oordeel
    naast_regio: float
    buiten: tuple[str, ...] = ()

    @property
    def verhouding(self) -> float:
        """Actual against expected."""
        return self.werkelijk / self.verwacht


@dataclass(frozen=True)
class Belang:
    """What one feature does: `factor` on the expected value per `stap` of the feature (one standard deviation
    of the others), the others equal; `bijdrage`: how much of r2 goes when it is left out."""

    code: str
    naam: str
    stap: float
    factor: float
    bijdrage: float


@dataclass(frozen=True)
class Verwachting:
    """The answer. `zonder`: why others were left out, with how many; `onbruikbaar`: features that could not
    be used; `typische_fout`: half of the others were foretold closer than this."""

    wat: Wat
    anderen: int
    zonder: tuple[tuple[str, int], ...]
    onbruikbaar: tuple[str, ...]
    r2: float
    typische_fout: float
    dekking: float
    spreiding: float
    kenmerken: tuple[Belang, ...]
    regio: Verwacht
    gemeenten: tuple[Verwacht, ...]


@dataclass(frozen=True)
class GeenVerwachting:
    """Why there is no model, in a sentence for people."""

    wat: Wat
    reden: str


@dataclass(frozen=True)
class _Gegevens:
    """What is fitted: one row per other gemeente."""

    waarde: Reeks
    inwoners: Reeks
    kenmerken: Reeks
    toeval: float


def compute_verwachting(
    eigen: Sequence[Gebied], anderen: Sequence[Gebied], *, wat: Wat, peildatum: date,
    kies: frozenset[str] = frozenset(),
) -> Verwachting | GeenVerwachting:  # fmt: skip
    """The own gemeenten beside what others let expect. `kies`: only these features; empty for all of them."""
    bruikbaar = [g for g in eigen if g.inwoners and _get_waarde(g, wat) is not None]
    codes, onbruikbaar = _list_kenmerken(bruikbaar, anderen, kies)
    if not bruikbaar:
        return GeenVerwachting(wat, "Van onze gemeenten zijn geen cijfers met een aantal inwoners bekend.")
    if not codes:
        return GeenVerwachting(
            wat, "Er is geen enkel kenmerk van de inwoners bekend van al onze gemeenten en van de anderen."
        )
    gekozen, zonder = _list_anderen(anderen, codes, wat)
    minste = max(
        get_aantal("verwacht_minste_gemeenten", peildatum=peildatum),
        get_aantal("verwacht_gemeenten_per_kenmerk", peildatum=peildatum) * len(codes),
    )
    if len(gekozen) < minste:
        return GeenVerwachting(
            wat,
            f"Van {len(gekozen)} andere gemeenten zijn gebruik en alle kenmerken bekend. Voor {len(codes)} "
            f"kenmerken zijn er ten minste {minste} nodig. Lees meer gemeenten in, of kies minder kenmerken.",
        )
    gegevens = _create_gegevens(gekozen, codes, wat)
    if not gegevens.waarde.sum():
        return GeenVerwachting(wat, "Bij de andere gemeenten is er geen enkele cliënt.")
    vrijheid, r2 = _kies_vrijheid(gegevens)
    return _create_verwachting(
        bruikbaar, gegevens, wat=wat, codes=codes, vrijheid=vrijheid, r2=r2,
        zonder=zonder, onbruikbaar=onbruikbaar,
        minste=get_aantal("verwacht_minste_clienten", peildatum=peildatum),
    )  # fmt: skip


def _get_waarde(gebied: Gebied, wat: Wat) -> int | None:
    """None as well for an amount that is not above 0: its logarithm says nothing."""
    if wat is Wat.CLIENTEN:
        return gebied.clienten
    return gebied.bedrag if gebied.bedrag is not None and gebied.bedrag > 0 else None


def _list_kenmerken(
    eigen: Sequence[Gebied], anderen: Sequence[Gebied], kies: frozenset[str]
) -> tuple[list[str], tuple[str, ...]]:
    """The features that all own gemeenten and most of the others have; and the names of the rest."""
    codes, onbruikbaar = [], []
    for kenmerk in list_gebiedskenmerken():
        bij_anderen = [g.kenmerken[kenmerk.code] for g in anderen if kenmerk.code in g.kenmerken]
        if (kies and kenmerk.code not in kies) or not bij_anderen:
            continue
        bij_ons = all(kenmerk.code in g.kenmerken for g in eigen)
        if bij_ons and 2 * len(bij_anderen) >= len(anderen) and max(bij_anderen) > min(bij_anderen):
            codes.append(kenmerk.code)
        else:
            onbruikbaar.append(kenmerk.naam)
    return codes, tuple(onbruikbaar)


def _list_anderen(
    anderen: Sequence[Gebied], codes: Sequence[str], wat: Wat
) -> tuple[list[Gebied], tuple[tuple[str, int], ...]]:
    """Those that can be fitted, by code; and how many cannot, by reason."""
    redenen = {"zonder inwoners": 0, "zonder cijfer over het gebruik": 0, "zonder een van de kenmerken": 0}
    gekozen = []
    for gebied in sorted(anderen, key=lambda g: g.code):
        if not gebied.inwoners:
            redenen["zonder inwoners"] += 1
        elif _get_waarde(gebied, wat) is None:
            redenen["zonder cijfer over het gebruik"] += 1
        elif any(code not in gebied.kenmerken for code in codes):
            redenen["zonder een van de kenmerken"] += 1
        else:
            gekozen.append(gebied)
    return gekozen, tuple((reden, n) for reden, n in redenen.items() if n)


def _als_matrix(gebieden: Sequence[Gebied], codes: Sequence[str]) -> Reeks:
    kenmerken = {kenmerk.code: kenmerk for kenmerk in list_gebiedskenmerken()}
    rijen = [
        [math.log(g.kenmerken[c]) if kenmerken[c].logaritme else g.kenmerken[c] for c in codes]
        for g in gebieden
    ]
    return np.array(rijen, dtype=np.float64)


def _create_gegevens(gebieden: Sequence[Gebied], codes: Sequence[str], wat: Wat) -> _Gegevens:
    return _Gegevens(
        waarde=np.array([_get_waarde(g, wat) for g in gebieden], dtype=np.float64),
        inwoners=np.array([g.inwoners for g in gebieden], dtype=np.float64),
        kenmerken=_als_matrix(gebieden, codes),
        toeval=1.0 if wat is Wat.CLIENTEN else 0.0,
    )


def _fit(g: _Gegevens, welke: Masker, vrijheid: float) -> Telmodel:
    return fit_telmodel(
        g.waarde[welke], g.inwoners[welke], kenmerken=g.kenmerken[welke], vrijheid=vrijheid, toeval=g.toeval
    )


def _list_delen(aantal: int) -> list[Masker]:
    """Ten parts that each hold a gemeente of every ten by code: neighbours often have codes in a row."""
    return [np.arange(aantal) % _DELEN == deel for deel in range(_DELEN)]


def _compute_r2(g: _Gegevens, vrijheid: float, kolommen: Sequence[int] | None = None) -> float:
    """The part of the differences that is foretold by gemeenten outside the tenth at hand."""
    keuze = list(range(g.kenmerken.shape[1])) if kolommen is None else list(kolommen)
    smal = _Gegevens(g.waarde, g.inwoners, g.kenmerken[:, keuze], g.toeval)
    fout = gemiddeld = 0.0
    # Half a client more keeps a gemeente without any on the scale of logarithms.
    gezien = np.log((g.waarde + 0.5 * g.toeval) / g.inwoners)
    for deel in _list_delen(len(g.waarde)):
        verwacht = _fit(smal, ~deel, vrijheid).compute_verwacht(smal.kenmerken[deel], g.inwoners[deel])
        fout += float(np.sum((gezien[deel] - np.log(verwacht / g.inwoners[deel])) ** 2))
        gemiddeld += float(np.sum((gezien[deel] - gezien[~deel].mean()) ** 2))
    return 1 - fout / gemiddeld if gemiddeld > _GEEN_VERSCHIL else 0.0


def _kies_vrijheid(g: _Gegevens) -> tuple[float, float]:
    """How large slopes may be: what foretells best; the smallest of equals."""
    uitkomsten = [(_compute_r2(g, vrijheid), vrijheid) for vrijheid in _VRIJHEDEN]
    r2, vrijheid = max(uitkomsten, key=lambda paar: (round(paar[0], 4), -paar[1]))
    return vrijheid, r2


def _compute_dekking(g: _Gegevens, vrijheid: float) -> tuple[float, float]:
    """The median distance in the tenths that were foretold, and how many lay within their band."""
    afstand, binnen = [], []
    for deel in _list_delen(len(g.waarde)):
        model = _fit(g, ~deel, vrijheid)
        band = model.compute_band(g.kenmerken[deel], g.inwoners[deel], zekerheid=ZEKERHEID)
        afstand.append(np.abs(g.waarde[deel] / band.verwacht - 1))
        binnen.append((g.waarde[deel] >= band.laag) & (g.waarde[deel] <= band.hoog))
    return float(np.median(np.concatenate(afstand))), float(np.concatenate(binnen).mean())


def _create_verwachting(
    eigen: Sequence[Gebied], g: _Gegevens, *, wat: Wat, codes: Sequence[str], vrijheid: float, r2: float,
    zonder: tuple[tuple[str, int], ...], onbruikbaar: tuple[str, ...], minste: int,
) -> Verwachting:  # fmt: skip
    model = _fit(g, np.ones(len(g.waarde), dtype=bool), vrijheid)
    van_ons = _create_gegevens(eigen, codes, wat)
    band = model.compute_band(van_ons.kenmerken, van_ons.inwoners, zekerheid=ZEKERHEID)
    som, som_laag, som_hoog = model.compute_som(van_ons.kenmerken, van_ons.inwoners, zekerheid=ZEKERHEID)
    totaal = int(van_ons.waarde.sum())
    buiten = _list_buiten(van_ons.kenmerken, g.kenmerken, codes)
    kleinste = minste if wat is Wat.CLIENTEN else 0
    fout, dekking = _compute_dekking(g, vrijheid)
    gemeenten = [
        Verwacht(
            gebied.code, gebied.naam, gebied.inwoners or 0, int(waar), float(mu), float(laag), float(hoog),
            _get_oordeel(waar, mu, laag, hoog, kleinste),
            float(waar / mu / (totaal / som)) if totaal else 0.0,
            buiten[plek],
        )
        for plek, (gebied, waar, mu, laag, hoog) in enumerate(
            zip(eigen, van_ons.waarde, band.verwacht, band.laag, band.hoog, strict=True)
        )
    ]  # fmt: skip
    inwoners = sum(gebied.inwoners or 0 for gebied in eigen)
    oordeel = _get_oordeel(totaal, som, som_laag, som_hoog, kleinste)
    return Verwachting(
        wat=wat, anderen=len(g.waarde), zonder=zonder, onbruikbaar=onbruikbaar, r2=r2, typische_fout=fout,
        dekking=dekking, spreiding=math.sqrt(model.spreiding),
        kenmerken=tuple(_list_belang(g, model, codes, vrijheid=vrijheid, r2=r2)),
        regio=Verwacht("", "Onze regio", inwoners, totaal, som, som_laag, som_hoog, oordeel, 1.0),
        gemeenten=tuple(sorted(gemeenten, key=lambda v: (-v.verhouding, v.code))),
    )  # fmt: skip


def _get_oordeel(waar: float, mu: float, laag: float, hoog: float, kleinste: int) -> Oordeel:
    if mu < kleinste:
        return Oordeel.TE_KLEIN
    return Oordeel.HOGER if waar > hoog else Oordeel.LAGER if waar < laag else Oordeel.GELIJK


def _list_buiten(van_ons: Reeks, anderen: Reeks, codes: Sequence[str]) -> list[tuple[str, ...]]:
    namen = {kenmerk.code: kenmerk.naam for kenmerk in list_gebiedskenmerken()}
    te_ver = (van_ons < anderen.min(axis=0)) | (van_ons > anderen.max(axis=0))
    return [tuple(namen[c] for c, ver in zip(codes, rij, strict=True) if ver) for rij in te_ver]


def _list_belang(
    g: _Gegevens, model: Telmodel, codes: Sequence[str], *, vrijheid: float, r2: float
) -> list[Belang]:
    """Per feature, the one that foretells most first."""
    kenmerken = {kenmerk.code: kenmerk for kenmerk in list_gebiedskenmerken()}
    uit = []
    for plek, code in enumerate(codes):
        rest = [k for k in range(len(codes)) if k != plek]
        bijdrage = r2 - (_compute_r2(g, vrijheid, rest) if rest else 0.0)
        factor = math.exp(float(model.gewichten[plek + 1]))
        uit.append(Belang(code, kenmerken[code].naam, float(model.schaal[plek]), factor, bijdrage))
    return sorted(uit, key=lambda b: (-b.bijdrage, b.code))


def render_oordeel(v: Verwachting) -> list[str]:
    """The answer in sentences: the region, the gemeenten that stand out, and how many do so by chance."""
    verschil = round(100 * (v.regio.verhouding - 1))
    kant = "meer" if verschil > 0 else "minder"
    wat = "cliënten" if v.wat is Wat.CLIENTEN else "kosten"
    regio = f"{abs(verschil)} % {kant} {wat} dan verwacht" if verschil else f"evenveel {wat} als verwacht"
    zinnen = [f"Onze regio heeft {regio}; dat is {v.regio.oordeel}."]
    if v.regio.oordeel in {Oordeel.HOGER, Oordeel.LAGER}:
        zinnen = [f"Onze regio heeft {regio}: meer verschil dan toeval en onzekerheid verklaren."]
    op = [g for g in v.gemeenten if g.oordeel in {Oordeel.HOGER, Oordeel.LAGER}]
    zinnen += [
        f"{g.naam}: {abs(round(100 * (g.verhouding - 1)))} % "
        f"{'hoger' if g.oordeel is Oordeel.HOGER else 'lager'} dan verwacht."
        for g in op
    ]
    if not op:
        zinnen.append(f"Van de {len(v.gemeenten)} gemeenten valt er geen op.")
    elif len(op) < len(v.gemeenten):
        zinnen.append("De andere gemeenten vallen niet op.")
    kanten = {g.verhouding > 1 for g in v.gemeenten}
    if v.regio.oordeel in {Oordeel.HOGER, Oordeel.LAGER} and len(kanten) == 1 and len(v.gemeenten) > 1:
        zinnen.append("Al onze gemeenten liggen aan dezelfde kant: vaak telt de bron dan andere hulp mee.")
    toeval = f"{(1 - ZEKERHEID) * len(v.gemeenten):.1f}".replace(".", ",")
    zinnen.append(f"Door toeval alleen vallen er van {len(v.gemeenten)} gemeenten gemiddeld {toeval} op.")
    return zinnen


def render_kwaliteit(v: Verwachting) -> str:
    """How good the model is, in sentences."""
    deel, fout, dekking = (round(100 * x) for x in (max(v.r2, 0), v.typische_fout, v.dekking))
    zinnen = [
        f"Gemaakt met {v.anderen} andere gemeenten. Steeds is een tiende van hen voorspeld uit de rest: de "
        f"kenmerken voorspellen {deel} % van de verschillen, bij de helft zit het er minder dan {fout} % "
        f"naast, en {dekking} % valt binnen de band (95 % is de bedoeling)."
    ]
    if v.r2 < _BIJNA_NIETS:
        zinnen.append("De kenmerken zeggen hier bijna niets: verwacht is vooral het gemiddelde van anderen.")
    if v.zonder:
        zinnen.append("Niet gebruikt: " + ", ".join(f"{n} gemeenten {reden}" for reden, n in v.zonder) + ".")
    if v.onbruikbaar:
        zinnen.append(f"Niet van al onze gemeenten bekend, dus niet gebruikt: {', '.join(v.onbruikbaar)}.")
    return " ".join(zinnen)
