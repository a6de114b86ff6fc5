"""Books of tarieven of the small world: one of the region, one of Aldervoort, one of Breekerwaard."""

from datetime import date

from tests.factories.wereld import NU, Wereld

from stelsel.apps.bekostiging.actions import Boekkop, register_tarievenboek
from stelsel.apps.bekostiging.models import Kostprijsberekening, Tarievenboek
from stelsel.apps.profielen.models import Product
from stelsel.domein.bekostiging.tarievenboek import Regel


def create_regels() -> list[Regel]:
    """An hour of € 86,25 and a dagdeel of € 4.893,23, from 2023 on, both with the cost price of a functie."""
    code = Product.objects.filter(wet="wmo").order_by("code")[0].code
    begin = date(2023, 1, 1)
    return [
        Regel(code, 8625, "04", begin, functie="HBO"),
        Regel("07D01", 489323, "16", begin),
    ]


def create_tarievenboek(
    wereld: Wereld,
    *,
    gebruiker: str = "analist",
    naam: str = "Tarieven Wmo",
    prijspeil: int = 2023,
    regels: list[Regel] | None = None,
    kostprijs: Kostprijsberekening | None = None,
    pgb: dict[str, str] | None = None,
) -> Tarievenboek:
    """A concept made by this user; without a cost price the lines have no functie."""
    rijen = regels or [
        Regel(r.code, r.tarief, r.eenheid, r.vanaf, r.tot, r.functie if kostprijs else "")
        for r in create_regels()
    ]
    kop = Boekkop(
        naam=naam, toelichting="", wet="wmo", prijspeil=prijspeil, kostprijs=kostprijs, pgb=pgb or {}
    )
    return register_tarievenboek(rijen, kop=kop, by=wereld.users[gebruiker], now=NU)


def create_tarievenboeken(wereld: Wereld) -> list[Tarievenboek]:
    """Of the region, of Aldervoort and of Breekerwaard."""
    eigenaren = (
        ("analist", "Tarieven regio"),
        ("controller", "Tariefkanarie Aldervoort"),
        ("backoffice2", "Tariefkanarie Breekerwaard"),
    )
    return [create_tarievenboek(wereld, gebruiker=wie, naam=naam) for wie, naam in eigenaren]
