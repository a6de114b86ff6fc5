"""What the simulated aanbieders know from outside: the prices of the contracts, and which gemeenten exist."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.verwerving.models import Contractproduct
from stelsel.demo.simulator import Prijs
from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode

_FAMILIE = {Wet.JEUGDWET.value: "ijw", Wet.WMO.value: "iwmo"}


def get_tarieven() -> dict[tuple[str, str], dict[str, Prijs]]:
    """Per AGB code and family the agreed products by code; the latest line of a product counts."""
    tarieven: dict[tuple[str, str], dict[str, Prijs]] = defaultdict(dict)
    for rij in Contractproduct.objects.select_related("contract", "product").order_by("vandatum", "id"):
        sleutel = (rij.contract.aanbieder_id, _FAMILIE[rij.contract.wet])
        tarieven[sleutel][rij.product.code] = Prijs(
            rij.product.categorie, rij.product.code, rij.eenheid, rij.tarief
        )
    return dict(tarieven)


def get_gemeenten() -> dict[str, Periode]:
    """Code to the period in which the gemeente exists."""
    rijen = Gemeente.objects.values_list("code", "vandatum", "totdatum")
    return {code: Periode(van or date.min, tot) for code, van, tot in rijen}
