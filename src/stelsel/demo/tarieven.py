"""The price list of the simulated aanbieders: what the region's contracts say."""

from __future__ import annotations

from collections import defaultdict

from stelsel.apps.verwerving.models import Contractproduct
from stelsel.demo.simulator import Prijs
from stelsel.domein.toegang.begrippen import Wet

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
