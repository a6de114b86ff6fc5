"""Every page of the side of insight with what it says about people, and what guards small numbers there.

Written by hand, apart from the product: `test_uitgaven.py` holds the resolver, the roles and a lake with a
gemeente of few clients against it.
"""

from __future__ import annotations

from enum import StrEnum

#: The apps whose pages show figures made from people, or could.
APPS = ("marktschets", "profielen", "bekostiging", "resultaten", "sturing", "verwerving", "portaal")


class Soort(StrEnum):
    """What a page says of people.

    GEEN: nothing that is counted or summed over clients. EIGEN: true counts, for the desk of the region's
    analyst only. UITGAVE: figures in the edition of who reads. MANDAAT: of the own gemeente, for who has its
    claims by mandate, or of a file that the reader hands in; others get an edition. PERSOON: of one client,
    each look logged.
    """

    GEEN = "geen"
    EIGEN = "eigen"
    UITGAVE = "uitgave"
    MANDAAT = "mandaat"
    PERSOON = "persoon"


def _per(soort: Soort, ruimte: str, namen: str) -> dict[str, Soort]:
    return {f"{ruimte}:{naam}": soort for naam in namen.split()}


UITGAVEN: dict[str, Soort] = (
    _per(
        Soort.EIGEN,
        "marktschets",
        "verdieping duur segmenten document documenten editie domeinen gegevens bestand schaal nulmetingen "
        "nulmeting_nieuw nulmeting cohort momentopnamen inlezen inlezing inlezing_besluit indeling "
        "indeling_nieuw vergelijken referentie verwacht kenmerken segmentopgave vrij_toegankelijk",
    )
    | _per(Soort.UITGAVE, "marktschets", "marktschets functies segmentenversie")
    | _per(
        Soort.GEEN,
        "marktschets",
        "functieproducten functieproduct gebieden gebied_nieuw lidmaatschap_nieuw lidmaatschap "
        "segmentenlijst segmentenlijst_nieuw",
    )
    | _per(Soort.EIGEN, "profielen", "omzetting plekken ontwerp groepering versie_gegevens")
    | _per(Soort.UITGAVE, "profielen", "trends")
    | _per(
        Soort.GEEN,
        "profielen",
        "start versies versie_nieuw versie versie_vaststellen versie_intrekken versie_assen versie_afspraken "
        "versie_profiel_nieuw versie_profiel versie_groep_nieuw versie_groep profiel",
    )
    | _per(
        Soort.UITGAVE, "bekostiging", "vergelijken vergelijkingen vergelijking adviezen advies_nieuw advies"
    )
    | _per(
        Soort.MANDAAT,
        "bekostiging",
        "begrotingen begroting_nieuw begroting begrotingsregel exploitatie evenwicht plafonds plafond_nieuw "
        "plafond ontheffing_nieuw budgetafspraken budgetafspraak_nieuw budgetafspraak afspraakregel "
        "budgettoets pgbeffect",
    )
    | _per(
        Soort.GEEN,
        "bekostiging",
        "budgetten uitkeringen uitkering_nieuw kostprijzen kostprijs_nieuw kostprijs bekostigingskeuzes "
        "bekostigingskeuze_nieuw kostprijsonderzoeken kostprijsonderzoek_nieuw kostprijsonderzoek "
        "kostprijsopgave zienswijzen tarievenboeken tarievenboek_nieuw tarievenboek tarievenboek_index",
    )
    | _per(Soort.UITGAVE, "resultaten", "start aanbieder")
    | _per(Soort.PERSOON, "resultaten", "toewijzing meten")
    | _per(Soort.MANDAAT, "sturing", "budget")
    | _per(Soort.GEEN, "sturing", "begin")
    | _per(Soort.GEEN, "verwerving", "contracten tarieven contract eisenlijsten eisenlijst_nieuw eisenlijst")
    | _per(Soort.PERSOON, "portaal", "mijn_werk zoek journaal")
    | _per(Soort.GEEN, "portaal", "start gezond")
)
