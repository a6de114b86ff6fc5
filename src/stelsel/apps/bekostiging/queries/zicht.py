"""Of which gemeenten and laws the amounts of a year may not be shown: few clients, or what hides those."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.conf import settings

from stelsel.analyse.onthulling import Norm
from stelsel.analyse.uitputting import Stand, list_standen
from stelsel.analyse.uitputtinguitgave import list_dichte_cellen
from stelsel.apps.basis.queries import get_lake
from stelsel.lake.engine import create_engine, get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from .lakejaren import DOMEIN, get_opvolgers

_BEWAARD = 16


def list_dicht(*, jaren: range, norm: Norm) -> frozenset[tuple[str, str, int]]:
    """(gemeente of now, wet, year) that this edition does not show."""
    if not norm.beschermt:
        return frozenset()
    lake = get_lake()
    wet = {domein: code for code, domein in DOMEIN.items()}
    return frozenset(
        (gemeente, wet[domein], jaar)
        for jaar in jaren
        for gemeente, domein in list_dichte_cellen(
            _als_nu(_list_standen(str(lake.map), lake.versie, jaar)), domeinen=list(wet), norm=norm
        )
        if gemeente and domein
    )


def _als_nu(standen: tuple[Stand, ...]) -> list[Stand]:
    """Of gemeenten as they are now; who was a client of two that merged counts twice."""
    opvolgers, per_cel = get_opvolgers(), defaultdict(list)
    for stand in standen:
        per_cel[opvolgers.get(stand.gemeente, stand.gemeente), stand.domein].append(stand)
    return [
        replace(
            delen[0],
            gemeente=gemeente,
            toegekend=sum(d.toegekend for d in delen),
            regels=sum(d.regels for d in delen),
            clienten=sum(d.clienten for d in delen),
            grootste=max(d.grootste for d in delen),
        )
        for (gemeente, _), delen in per_cel.items()
    ]


@keep_uitkomst(maxsize=_BEWAARD)
def _list_standen(map: str, versie: int, jaar: int) -> tuple[Stand, ...]:
    engine, lake = create_engine({"STELSEL_ENGINE": settings.STELSEL_ENGINE}), get_lake()
    toewijzingen, declaraties, regels = (
        get_tabel(engine, lake=lake, tabel=tabel) for tabel in (TOEWIJZINGEN, DECLARATIES, DECLARATIEREGELS)
    )
    return tuple(list_standen(toewijzingen=toewijzingen, declaraties=declaraties, regels=regels, jaar=jaar))
