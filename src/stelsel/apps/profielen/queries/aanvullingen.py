"""Which products are help beside a profile, for who counts and for who decides."""

from __future__ import annotations

from datetime import date

from stelsel.domein.toegang.aanvulling import get_aanvulling
from stelsel.domein.toegang.begrippen import Wet

from ..models import Product


def get_aanvullingscodes(*, today: date) -> dict[str, str]:
    """The code of every product that is an addition, with the name of its kind by the rules of a day."""
    uit = {}
    for product in Product.objects.filter(profiel__isnull=True).order_by("pk"):
        soort = get_aanvulling(
            wet=Wet(product.wet),
            categorie=product.categorie,
            naam=product.naam,
            profiel=False,
            peildatum=today,
        )
        if soort is not None:
            uit[product.code] = soort.naam
    return uit
