"""Versions of the catalogue of the small world, one approved and one a concept; demands from the first."""

from datetime import date

from tests.factories.wereld import NU, Wereld

from stelsel.apps.profielen.actions import Cataloguskop, register_catalogus
from stelsel.apps.profielen.models import Catalogusversie
from stelsel.apps.verwerving.actions import register_eisenlijst
from stelsel.domein.profielen.referentie import get_referentie


def create_catalogusversies(wereld: Wereld) -> None:
    """Both of 2030, for the Wmo; the profiles of the world stay as they are."""
    referentie = get_referentie("wmo")
    for naam in ("Vastgesteld", "Concept"):
        kop = Cataloguskop(naam=naam, wet="wmo", vanaf=date(2030, 1, 1), referentie="wmo")
        versie = register_catalogus(referentie.catalogus, kop=kop, by=wereld.users["analist"], now=NU)
        if naam == "Vastgesteld":
            Catalogusversie.objects.filter(pk=versie.pk).update(
                status="vastgesteld", vastgesteld_door="Cas", vastgesteld_persoon="cas", vastgesteld_at=NU
            )
            versie.refresh_from_db()
            register_eisenlijst(
                versie, perceel="Wmo thuis", codes=["W1"], eigen=["Bereikbaar op werkdagen."], vorige=None,
                by=wereld.users["contractmanager"], now=NU,
            )  # fmt: skip
