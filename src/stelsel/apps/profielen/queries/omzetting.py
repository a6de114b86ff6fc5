"""What became of the products of before the profiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stelsel.analyse.profielen.clientcellen import Celproduct
from stelsel.analyse.profielen.omzetting import Omzetting, compute_omzetting
from stelsel.analyse.profielen.trajectomzetting import Trajectomzetting, compute_trajectomzetting
from stelsel.apps.basis.queries import get_lake
from stelsel.domein.parameters import get_aantal
from stelsel.lake.tabellen import DECLARATIEREGELS, DOMEINEN, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Product
from .ontwerp import DOMEIN_VAN_WET, get_lakestanden, get_laketabellen
from .versies import get_geldige_versie


@dataclass(frozen=True)
class Omzettingbeeld:
    """The conversion of one domain, with the names of products, and how those in no profile are arranged."""

    domein: str
    omzetting: Omzetting
    trajecten: Trajectomzetting
    productnamen: dict[str, str]
    alternatieven: dict[str, str]
    bronnen: tuple[tuple[str, date], ...]


def get_omzettingbeeld(*, domein: str, today: date) -> Omzettingbeeld | None:
    """The conversion of a domain (default: the first); None without claim lines."""
    lake = get_lake()
    if not lake.versie:
        return None
    gekozen = domein if domein in DOMEINEN else DOMEINEN[0]
    rijen = Product.objects.filter(profiel__isnull=False).select_related("profiel").order_by("wet", "code")
    producten = tuple(
        Celproduct(DOMEIN_VAN_WET[p.wet], p.code, p.profiel.code, p.profiel.naam)
        for p in rijen
        if p.profiel is not None
    )
    return Omzettingbeeld(
        gekozen,
        _compute(str(lake.map), lake.versie, gekozen, producten, today),
        _compute_trajecten(str(lake.map), lake.versie, gekozen, producten, today),
        dict(Product.objects.values_list("code", "naam")),
        _get_alternatieven(gekozen, today),
        get_lakestanden(),
    )


@keep_uitkomst(maxsize=8)
def _compute_trajecten(
    map: str, versie: int, domein: str, producten: tuple[Celproduct, ...], today: date
) -> Trajectomzetting:
    """Computed once per version of the lake and of the catalogue."""
    (regels,) = get_laketabellen(DECLARATIEREGELS)
    return compute_trajectomzetting(
        regels,
        domein=domein,
        met_profiel=[p.productcode for p in producten if p.domein == domein],
        lopend=get_aantal("traject_onderbreking", peildatum=today),
    )


def _get_alternatieven(domein: str, today: date) -> dict[str, str]:
    """How the version in force arranges products that are in no profile."""
    wet = next((wet for wet, naam in DOMEIN_VAN_WET.items() if naam == domein), "")
    versie = get_geldige_versie(wet, today=today)
    return dict(versie.get_catalogus().alternatieven) if versie else {}


@keep_uitkomst(maxsize=8)
def _compute(map: str, versie: int, domein: str, producten: tuple[Celproduct, ...], today: date) -> Omzetting:
    """Computed once per version of the lake and of the catalogue; about a second on a region."""
    regels, toewijzingen = get_laketabellen(DECLARATIEREGELS, TOEWIJZINGEN)
    return compute_omzetting(
        regels, toewijzingen=toewijzingen, domein=domein, producten=producten, peildatum=today
    )
