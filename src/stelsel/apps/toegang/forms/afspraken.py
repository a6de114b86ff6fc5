"""Honouring a request on other days, or with another omvang, than was asked (IV093, IV094)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from stelsel.domein.toegang.afspraak import Afspraak
from stelsel.domein.toegang.begrippen import EENHEID_NAAM, FREQUENTIE_NAAM
from stelsel.domein.toegang.verzoek import Verzoeksoort
from stelsel.kern.volume import Eenheid, Frequentie

from .. import queries
from ..models import Verzoekproduct
from ..queries import Productvergelijking
from .keuzes import CENTEN
from .velden import create_datumveld
from .wijziging import GETAL

BEGIN, EIND, AANTAL, BUDGET = "begin", "eind", "aantal", "budget"


def create_afspraakvelden(producten: Sequence[Productvergelijking]) -> dict[str, forms.Field]:
    """Fields by name ("begin_12"), filled in as asked. Of a VOW only the days that a rule does not fix."""
    velden: dict[str, forms.Field] = {}
    for regel in producten:
        product = regel.product
        nummer = f"{regel.naam}, {product.toewijzing_nummer}" if product.toewijzing_nummer else regel.naam
        if _mag_ander_begin(regel):
            velden[f"{BEGIN}_{product.pk}"] = create_datumveld(
                f"{nummer}: eerste dag", required=False, initial=product.ingangsdatum
            )
        velden[f"{EIND}_{product.pk}"] = create_datumveld(
            f"{nummer}: laatste dag", required=False, initial=product.einddatum
        )
        if product.aanvraag.verzoek.soort == Verzoeksoort.VOT:
            velden |= _create_omvangvelden(product, nummer)
    return velden


def _create_omvangvelden(product: Verzoekproduct, naam: str) -> dict[str, forms.Field]:
    if product.budget is not None:
        begin = Decimal(product.budget) / CENTEN
        label = f"{naam}: budget, in euro"
        return {
            f"{BUDGET}_{product.pk}": forms.DecimalField(label=label, initial=begin, required=False, **GETAL)
        }
    if product.volume is None:
        return {}
    eenheid, frequentie = Eenheid(product.eenheid), Frequentie(product.frequentie)
    label = f"{naam}: hoeveel {EENHEID_NAAM[eenheid]} {FREQUENTIE_NAAM[frequentie]}"
    begin = Decimal(product.volume) / CENTEN if eenheid is Eenheid.EURO else Decimal(product.volume)
    return {f"{AANTAL}_{product.pk}": forms.DecimalField(label=label, initial=begin, required=False, **GETAL)}


def _mag_ander_begin(regel: Productvergelijking) -> bool:
    """Whether the first day means something: not where only the end moves, or the whole period changes."""
    stand, product = regel.stand_nu, regel.product
    if product.soort in queries.IS_NIEUW or stand is None:
        return True
    return not stand.geldt_als_geheel and queries.get_gevraagde_omvang(product) != stand.omvang


def list_gekozen_afspraken(
    producten: Sequence[Productvergelijking], data: Mapping[str, Any]
) -> dict[int, Afspraak]:
    """By the key of the product, what was typed otherwise than asked. ValueError for half a unit."""
    gekozen = {}
    for regel in producten:
        wens = queries.get_gevraagde_afspraak(regel.product)
        afspraak = _get_afspraak(regel.product, wens, data)
        if afspraak != wens:
            gekozen[regel.product.pk] = afspraak
    return gekozen


def _get_afspraak(product: Verzoekproduct, wens: Afspraak, data: Mapping[str, Any]) -> Afspraak:
    volume, budget = (data.get(f"{veld}_{product.pk}") for veld in (AANTAL, BUDGET))
    in_euro = product.eenheid == Eenheid.EURO
    return Afspraak(
        ingangsdatum=data.get(f"{BEGIN}_{product.pk}", wens.ingangsdatum),
        einddatum=data.get(f"{EIND}_{product.pk}", wens.einddatum),
        volume=wens.volume if volume is None else _als_geheel(volume * CENTEN if in_euro else volume),
        budget=wens.budget if budget is None else _als_geheel(budget * CENTEN),
    )


def _als_geheel(getal: Decimal) -> int:
    if getal != int(getal):
        raise ValueError("geen heel getal")
    return int(getal)
