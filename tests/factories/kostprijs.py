"""Cost prices of the small world: one of the region, and one of each gemeente with a name of its own."""

from pathlib import Path

from tests.factories.wereld import NU, Wereld

from stelsel.apps.bekostiging.actions import register_kostprijs
from stelsel.apps.bekostiging.models import Kostprijsberekening

#: Three functies, a mix and a traject: € 73,60, € 86,25 and € 110,49 per hour.
KOSTPRIJS = (Path(__file__).parents[1] / "unit/domein/bekostiging/voorbeeld.toml").read_text("utf-8")


def create_kostprijs(
    wereld: Wereld, *, gebruiker: str = "analist", naam: str = "Begeleiding", invoer: str = KOSTPRIJS
) -> Kostprijsberekening:
    """One saved calculation of this user."""
    return register_kostprijs(
        naam=naam,
        toelichting="Eerste opzet",
        wet="wmo",
        invoer=invoer,
        vorige=None,
        by=wereld.users[gebruiker],
        now=NU,
    )


def create_kostprijzen(wereld: Wereld) -> list[Kostprijsberekening]:
    """Of the region, of Aldervoort and of Breekerwaard."""
    eigenaren = (
        ("analist", "Regionaal"),
        ("controller", "Kanarie Aldervoort"),
        ("backoffice2", "Kanarie Breekerwaard"),
    )
    return [create_kostprijs(wereld, gebruiker=wie, naam=naam) for wie, naam in eigenaren]
