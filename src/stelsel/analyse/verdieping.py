"""The market picture beyond its core: trajecten, stacking, referrers, growth, and groups of like cost.

What needs allocations is None without them; then cost per client and year stands in for cost per traject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stelsel.analyse.groei import Jarengroei, compute_groei
from stelsel.analyse.inzet import get_inzet, get_peildatum
from stelsel.analyse.kostengroepen import Kostengroepen, compute_kostengroepen, get_kenmerken
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.analyse.stapeling import Stapeling, compute_stapeling
from stelsel.analyse.trajecten import Trajecten, compute_trajecten, get_buiten_traject, get_trajecten
from stelsel.analyse.verwijzers import Verwijzer, compute_verwijzers, get_eerste_verwijzer
from stelsel.lake.engine import Table, read_uitkomst

ZONDER_TOEWIJZINGEN = (
    "Dit cijfer vraagt toewijzingen met begin en einde. Geef die mee met --toewijzingen. Kosten staan nu per "
    "cliënt en jaar, niet per traject."
)


@dataclass(frozen=True)
class Clientjaren:
    """What stands in for trajecten: the number of clients per year, added up, and their cost in cents."""

    n: int
    gemiddelde: float | None
    mediaan: float | None

    def als_data(self) -> dict[str, Any]:
        """Shaped as the cost of trajecten, under the name of its unit."""
        kosten = {"gemiddelde": self.gemiddelde, "mediaan": self.mediaan}
        return {"eenheid": "clientjaar", "n": self.n, "kosten": kosten, "reden": ZONDER_TOEWIJZINGEN}


@dataclass(frozen=True)
class Verdieping:
    """All further figures of one selection; `clientjaren` only where there are no trajecten."""

    peildatum: date
    groei: tuple[Jarengroei, ...]
    groepen: Kostengroepen
    trajecten: Trajecten | None = None
    stapeling: Stapeling | None = None
    verwijzers: tuple[Verwijzer, ...] | None = None
    clientjaren: Clientjaren | None = None

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`; null where allocations are needed and absent."""
        verwijzers = self.verwijzers
        return {
            "trajecten": self.trajecten.als_data() if self.trajecten else None,
            "stapeling": self.stapeling.als_data() if self.stapeling else None,
            "verwijzers": None if verwijzers is None else {v.code: v.als_data() for v in verwijzers},
            "groei": [jarengroei.als_data() for jarengroei in self.groei],
            "groepen": self.groepen.als_data(),
            **({"terugval": self.clientjaren.als_data()} if self.clientjaren else {}),
        }


def compute_verdieping(
    regels: Table,
    *,
    selectie: Selectie,
    today: date,
    toewijzingen: Table | None = None,
    clienten: Table | None = None,
) -> Verdieping:
    """All further figures of the selection.

    `toewijzingen`: the allocations of all years, if known; `clienten`: client_nr, geboortejaar, huishouden,
    unless the allocations carry these themselves.
    """
    groei = tuple(compute_groei(regels, selectie))
    if toewijzingen is None:
        kenmerken = get_kenmerken(regels, selectie=selectie, peildatum=today)
        groepen = compute_kostengroepen(kenmerken, peildatum=today)
        return Verdieping(today, groei, groepen, clientjaren=compute_clientjaren(regels, selectie))
    peildatum = get_peildatum(regels, toewijzingen, today=today)
    bekend = _get_clientkenmerken(toewijzingen, clienten, peildatum=peildatum)
    kenmerken = get_kenmerken(regels, clienten=bekend, selectie=selectie, peildatum=peildatum)
    return Verdieping(
        peildatum,
        groei,
        compute_kostengroepen(kenmerken, peildatum=peildatum),
        trajecten=compute_trajecten(
            get_trajecten(regels, toewijzingen, peildatum=peildatum, selectie=selectie)
        ),
        stapeling=compute_stapeling(toewijzingen, peildatum=peildatum, selectie=selectie),
        verwijzers=tuple(compute_verwijzers(regels, toewijzingen, peildatum=peildatum, selectie=selectie)),
    )


def compute_clientjaren(regels: Table, selectie: Selectie) -> Clientjaren:
    """Cost per client and year of the lines in the selection."""
    binnen = get_selectie(regels, selectie)
    met_jaar = binnen.mutate(jaar=binnen.begindatum.year())
    kosten = met_jaar.group_by(["client_nr", "jaar"]).agg(kosten=met_jaar.bedrag.sum())
    per_jaar = read_uitkomst(
        kosten.aggregate(n=kosten.count(), gemiddelde=kosten.kosten.mean(), mediaan=kosten.kosten.median())
    ).row(0, named=True)
    return Clientjaren(**per_jaar)


def list_aansluiting(regels: Table, toewijzingen: Table, *, today: date) -> Sequence[tuple[str, int, int]]:
    """Where claims and allocations do not meet: kind of warning, number, cents; only what occurs."""
    peildatum = get_peildatum(regels, toewijzingen, today=today)
    per_client = regels.group_by("client_nr").agg(bedrag=regels.bedrag.sum())
    zonder_toewijzing = per_client.anti_join(toewijzingen, "client_nr")
    zonder_declaratie = toewijzingen.select("client_nr").distinct().anti_join(regels, "client_nr")
    aantal, bedrag = read_uitkomst(
        zonder_toewijzing.aggregate(n=zonder_toewijzing.count(), som=zonder_toewijzing.bedrag.sum())
    ).row(0)
    geen = read_uitkomst(zonder_declaratie.aggregate(n=zonder_declaratie.count())).item()
    buiten = get_buiten_traject(regels, toewijzingen, peildatum=peildatum)
    soorten = (
        ("client_zonder_declaratie", geen, 0),
        ("client_zonder_toewijzing", aantal, bedrag or 0),
        ("kosten_buiten_traject", *buiten),
    )
    return [soort for soort in soorten if soort[1]]


def _get_clientkenmerken(toewijzingen: Table, clienten: Table | None, *, peildatum: date) -> Table:
    """Per client the year of birth, the size of the household in support, and the first referrer."""
    if clienten is None:
        per_client = toewijzingen.group_by("client_nr")
        clienten = per_client.agg(
            geboortejaar=toewijzingen.geboortejaar.min(), huishouden=toewijzingen.huishouden.min()
        )
    grootte = clienten.filter(clienten.huishouden.notnull()).group_by("huishouden")
    grootte = grootte.agg(huisgenoten=clienten.client_nr.nunique())
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=Selectie())
    verwijzer = get_eerste_verwijzer(inzet)
    uit = clienten.left_join(grootte, "huishouden").select("client_nr", "geboortejaar", "huisgenoten")
    return uit.left_join(verwijzer, "client_nr").select(
        "client_nr", "geboortejaar", "huisgenoten", "verwijzer"
    )
