"""The ledger: balances or not in one sentence, a picture, and the way to the claims."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.panels import Tabel
from stelsel.apps.web.render.grafiek import Grafiek, TekenenMislukt, render_grafiek
from stelsel.apps.web.render.lijst import LijstView
from stelsel.kern.bedrag import in_euro

from .. import queries
from ..filters import GrootboekFilter
from ..models import Boeking
from ..permissions import BETALERS
from ..queries.grootboek import Grootboekbeeld
from ..tables import GrootboekLijst

_BETAALD, _OPEN = "Betaald", "Nog te betalen"
_KLEUREN = ("#0b6e77", "#c8963e")
_GETOONDE_MAANDEN = 12
_VEGA: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "title": {"text": "Betaald en nog te betalen per maand", "anchor": "start", "fontSize": 16},
    "config": {"font": "Noto Sans", "axis": {"labelFontSize": 13}, "legend": {"labelFontSize": 13}},
    "width": 640,
    "height": 220,
    "background": "transparent",
    "mark": "bar",
    "encoding": {
        "x": {"field": "maand", "type": "ordinal", "title": None, "sort": None, "axis": {"labelAngle": 0}},
        "y": {"field": "euro", "type": "quantitative", "title": "Euro", "axis": {"format": ",.0f"}},
        "color": {
            "field": "wat",
            "scale": {"domain": [_BETAALD, _OPEN], "range": list(_KLEUREN)},
            "legend": {"title": None, "orient": "top"},
        },
    },
}


class GrootboekView(RolVereistMixin, LijstView):
    """Per aanbieder, law and month."""

    rollen = BETALERS
    template_name = "declaraties/grootboek.html"
    table_class = GrootboekLijst
    filterset_class = GrootboekFilter
    titel = "Grootboek"
    zoekvelden = ("declarant__aanbieder__naam", "declarant__aanbieder__agb")
    zoek_uitleg = "Zoek op aanbieder of AGB-code"
    leeg_tekst = "Er is nog niets geboekt. Dat gebeurt zodra een declaratie is beoordeeld."
    bestandsnaam = "grootboek"

    def get_basis(self) -> QuerySet[Boeking, Any]:
        """The ledger of the own gemeente."""
        return queries.list_grootboek(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The totals of what is shown, and the picture."""
        beeld = queries.get_grootboekbeeld(self.request.user, self.object_list)
        grafiek = _render_grafiek(beeld)
        return super().get_context_data(**kwargs, beeld=beeld, grafiek=grafiek, tabel=_get_maanden(beeld))


def _get_maanden(beeld: Grootboekbeeld) -> Tabel:
    """The figures of the picture, and no others."""
    maanden = beeld.maanden[-_GETOONDE_MAANDEN:]
    rijen = tuple(
        (f"{stand.maand:%m-%Y}", *(in_euro(centen) for centen in (stand.betaald, stand.nog_te_betalen)))
        for stand in maanden
    )
    ouder = (
        "" if len(maanden) == len(beeld.maanden) else "Eerdere maanden staan alleen in de lijst hieronder."
    )
    return Tabel("Betaald en nog te betalen per maand", ("Maand", _BETAALD, _OPEN), rijen, ouder)


def _render_grafiek(beeld: Grootboekbeeld) -> str:
    """Paid and still to pay per month; nothing without months or when it cannot be drawn."""
    maanden = beeld.maanden[-_GETOONDE_MAANDEN:]
    if not maanden:
        return ""
    rijen = [
        {"maand": f"{stand.maand:%m-%Y}", "wat": wat, "euro": centen / 100}
        for stand in maanden
        for wat, centen in ((_BETAALD, stand.betaald), (_OPEN, stand.nog_te_betalen))
    ]
    omschrijving = "Per maand een staaf met wat is betaald en wat nog betaald moet worden."
    try:
        return render_grafiek(Grafiek(_VEGA | {"data": {"values": rijen}}, omschrijving))
    except TekenenMislukt:
        return ""
