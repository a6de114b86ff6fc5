"""How many clients are there, and what does a client cost?

Definition: the cost of a client is the sum of all approved claim lines over all providers and products
within the selection; credits count negative. A client counts once, also with several providers. A client
whose lines cancel out counts, with cost zero.
Caveats: the last months are incomplete, as claims come late. Support that is not claimed per client (budget
subsidies, the local team) is not in it.
Source: policy on the market picture: cost per unique client, not per allocation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stelsel.analyse.grafiek import CATEGORIEKLEUR, create_grafiek
from stelsel.analyse.onthulling import list_verborgen
from stelsel.analyse.selectie import ALLES, Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

Kosten = npt.NDArray[np.int64]

PERCENTIELEN = (25, 50, 75, 90)
_STAPPEN = (1, 2, 2.5, 5, 10)
_STAVEN = 20


@dataclass(frozen=True)
class Kostenbeeld:
    """Clients and cents. Percentiles by linear interpolation; None where there are no clients. `hoogste`:
    what the costliest client costs, to decide what may be shown; no edition shows it."""

    clienten: int
    totaal_bedrag: int
    gemiddelde: float | None
    mediaan: float | None
    p25: float | None
    p75: float | None
    p90: float | None
    hoogste: int = 0


@dataclass(frozen=True)
class Groepskosten:
    """Clients and cents of one value of a column (a municipality, a domain, a provider); `hoogste`: of the
    costliest client."""

    groep: str
    clienten: int
    bedrag: int
    hoogste: int = 0


@dataclass(frozen=True)
class Staaf:
    """Clients whose cost is at least `vanaf` and below `tot` cents; None is without that border."""

    vanaf: int | None
    tot: int | None
    clienten: int


def get_kosten_per_client(regels: Table, selectie: Selectie = ALLES) -> Kosten:
    """The cost in cents of every client, ascending: one value per client, without who it is."""
    binnen = get_selectie(regels, selectie)
    per_client = binnen.group_by("client_nr").agg(kosten=binnen.bedrag.sum()).select("kosten")
    kosten: Kosten = read_uitkomst(per_client)["kosten"].to_numpy()
    return np.sort(kosten)


def get_kosten_per_groep(regels: Table, *, kolom: str, selectie: Selectie = ALLES) -> list[Groepskosten]:
    """Unique clients and cost per value of a column, costliest first.

    A client with support in two groups counts in both, so clients do not add up over groups; money does.
    """
    binnen = get_selectie(regels, selectie)
    per_client = binnen.group_by([kolom, "client_nr"]).agg(bedrag=binnen.bedrag.sum())
    per_groep = per_client.group_by(kolom).agg(
        clienten=per_client.count(), bedrag=per_client.bedrag.sum(), hoogste=per_client.bedrag.max()
    )
    rijen = read_uitkomst(per_groep).to_dicts()
    groepen = [
        Groepskosten(rij[kolom] or "", rij["clienten"], rij["bedrag"], max(0, rij["hoogste"] or 0))
        for rij in rijen
    ]
    return sorted(groepen, key=lambda groep: (-groep.bedrag, groep.groep))


def get_klassen_per_groep(
    regels: Table, *, kolom: str, grenzen: Sequence[int], selectie: Selectie = ALLES
) -> dict[str, list[int]]:
    """Per value of a column its clients in each class of cost, from below the first border (cents) up."""
    binnen = get_selectie(regels, selectie)
    per_client = binnen.group_by([kolom, "client_nr"]).agg(bedrag=binnen.bedrag.sum())
    klasse = sum((per_client.bedrag >= grens).cast("int64") for grens in grenzen) if grenzen else 0
    met_klasse = per_client.mutate(klasse=klasse)
    tellingen: dict[str, list[int]] = {}
    for rij in read_uitkomst(met_klasse.group_by([kolom, "klasse"]).agg(n=met_klasse.count())).to_dicts():
        klassen = tellingen.setdefault(rij[kolom] or "", [0] * (len(grenzen) + 1))
        klassen[rij["klasse"]] = rij["n"]
    return tellingen


def compute_kostenbeeld(kosten: Kosten) -> Kostenbeeld:
    """The figures of the cost per client, from one value per client (cents)."""
    n, totaal = len(kosten), int(kosten.sum())
    if not n:
        return Kostenbeeld(0, 0, None, None, None, None, None)
    oplopend = np.sort(kosten)
    p25, mediaan, p75, p90 = (_percentiel(oplopend, procent) for procent in PERCENTIELEN)
    return Kostenbeeld(n, totaal, totaal / n, mediaan, p25, p75, p90, max(0, int(oplopend[-1])))


def _percentiel(oplopend: Kosten, procent: int) -> float:
    """Between the two nearest clients, in whole cents times hundredths, so exact."""
    laag, rest = divmod((len(oplopend) - 1) * procent, 100)
    hoog = min(laag + 1, len(oplopend) - 1)
    onder, boven = int(oplopend[laag]), int(oplopend[hoog])
    return (100 * onder + (boven - onder) * rest) / 100


def compute_staven(kosten: Kosten, *, drempel: int) -> list[Staaf]:
    """Clients per class of cost, round borders up to about P95, the rest in one open class.

    Neighbouring classes are joined until each holds at least `drempel` clients, so that no bar tells of few.
    """
    if len(kosten) < drempel:
        return []
    hoogste = max(float(np.percentile(kosten, 95)), 100.0)
    grenzen = np.arange(0, hoogste + 1, _ronde_stap(hoogste / _STAVEN)).astype(np.int64)
    telling = np.bincount(np.searchsorted(grenzen, kosten, side="right"), minlength=len(grenzen) + 1)
    randen: list[int | None] = [None, *(int(grens) for grens in grenzen), None]
    staven: list[Staaf] = []
    for vanaf, tot, aantal in zip(randen, randen[1:], telling.tolist(), strict=False):
        if staven and (staven[-1].clienten < drempel or (tot is None and aantal < drempel)):
            vorige = staven.pop()
            staven.append(Staaf(vorige.vanaf, tot, vorige.clienten + aantal))
        elif aantal or staven:
            staven.append(Staaf(vanaf, tot, aantal))
    return _met_volle_laatste(staven, drempel)


def _met_volle_laatste(staven: list[Staaf], drempel: int) -> list[Staaf]:
    while len(staven) > 1 and staven[-1].clienten < drempel:
        laatste, voorlaatste = staven.pop(), staven.pop()
        staven.append(Staaf(voorlaatste.vanaf, laatste.tot, voorlaatste.clienten + laatste.clienten))
    return staven


def _ronde_stap(stap: float) -> float:
    """The nearest larger 1, 2, 2.5 or 5 times a power of ten euros."""
    macht = 10 ** np.floor(np.log10(stap))
    return float(next(macht * veelvoud for veelvoud in _STAPPEN if macht * veelvoud >= stap))


def create_grafiek_staven(staven: list[Staaf], *, kostenbeeld: Kostenbeeld) -> dict[str, Any]:
    """The classes of cost as bars (Vega-Lite): most clients are cheap, few are costly."""
    titel = "Cliënten naar wat zij kosten"
    if kostenbeeld.mediaan is not None:
        mediaan = f"{round(kostenbeeld.mediaan / 100):,}".replace(",", ".")
        titel = f"De helft van de cliënten kost € {mediaan} of minder"
    rijen = [{"klasse": render_klasse(staaf), "clienten": staaf.clienten} for staaf in staven]
    volgorde = [rij["klasse"] for rij in rijen]
    return create_grafiek(
        titel=titel,
        hoogte=18 * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "mark": {"type": "bar", "color": CATEGORIEKLEUR},
            "encoding": {
                "y": {"field": "klasse", "type": "nominal", "sort": volgorde, "title": "Kosten per cliënt"},
                "x": {"field": "clienten", "type": "quantitative", "title": "Aantal cliënten"},
            },
        },
    )


def render_klasse(staaf: Staaf) -> str:
    """'€ 1.000 tot € 2.000' for people; open classes in words."""
    return render_grenzen(staaf.vanaf, staaf.tot)


def render_grenzen(van: int | None, tot_aan: int | None) -> str:
    """The same from its borders (cents)."""
    vanaf, tot = (
        None if grens is None else f"€ {grens // 100:,}".replace(",", ".") for grens in (van, tot_aan)
    )
    if vanaf is None:
        return f"minder dan {tot}" if tot else "alle bedragen"
    return f"{vanaf} tot {tot}" if tot else f"{vanaf} of meer"


def list_te_klein(groepen: list[Groepskosten], *, drempel: int) -> list[bool]:
    """Per group whether its figures are to be hidden, so that none follows from the total of the money."""
    return list_verborgen([groep.clienten for groep in groepen], drempel=drempel)
