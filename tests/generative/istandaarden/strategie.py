"""Hypothesis strategies made from the definitions: any message that the schema allows."""

import re
from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from stelsel.istandaarden import Bericht, Berichtdefinitie
from stelsel.istandaarden.berichten import Datatype, Klasse
from stelsel.istandaarden.codelijsten import Familie, get_codelijsten

#: Text that XML can hold, line ends and markup included.
TEKENS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\ufffe\uffff",
    include_characters="\n\t\r<>&\"'",
)
GEHEEL = {
    "LDT_AgbCode": "[0-9]{8}",
    "LDT_BurgerServicenummer": "[0-9]{9}",
    "LDT_Gemeente": "[0-9]{4}",
    "LDT_Telefoonnummer": "[0-9]{1,15}",
    "LDT_Voorletters": "[a-zA-ZÀ-ỳ]{1,6}",
    "LDT_IdentificatieDeclaratie_323": "[a-zA-Z0-9]{1,12}",
    "LDT_Versie": r"(0|[1-9][0-9]?)\.(0|[1-9][0-9]?)\.(0|[1-9][0-9]?)",
}


def waarden_van(datatype: Datatype, familie: Familie) -> st.SearchStrategy[Any]:
    """Every value of a simple type."""
    if datatype.vast is not None:
        return st.just(int(datatype.vast) if datatype.basis == "integer" else datatype.vast)
    if datatype.codelijst:
        return st.sampled_from(sorted(get_codelijsten(familie)[datatype.naam].codes))
    if datatype.basis == "integer":
        return st.integers(datatype.minimum, datatype.maximum)
    if datatype.basis == "date":
        return st.dates(date(1, 1, 1), date(9999, 12, 31))
    if datatype.basis == "time":
        return st.times(time(0), time(23, 59, 59))
    if datatype.naam in GEHEEL:
        return st.from_regex(GEHEEL[datatype.naam], fullmatch=True)
    tekst = st.text(TEKENS, min_size=1, max_size=datatype.max_lengte or 200)
    if datatype.naam == "LDT_Commentaar":
        return tekst.filter(lambda t: re.search(r"[^ \t\r\n]", t) is not None)
    if datatype.patroon is None:
        return tekst
    return tekst.filter(lambda t: not re.search(r"[\r\n]", t) and re.search(r"[^ \t]", t) is not None)


def waarden_van_klasse(klasse: Klasse, familie: Familie) -> st.SearchStrategy[dict[str, Any]]:
    """Every way to fill a class: optional elements present or not, repeated ones one to three times."""
    verplicht: dict[str, Any] = {}
    optioneel: dict[str, Any] = {}
    for element in klasse.elementen:
        if isinstance(element.type, Klasse):
            strategie: st.SearchStrategy[Any] = waarden_van_klasse(element.type, familie)
        else:
            strategie = waarden_van(element.type, familie)
        if element.meervoud:
            strategie = st.lists(strategie, min_size=1, max_size=3)
        (verplicht if element.verplicht else optioneel)[element.naam] = strategie
    gevuld = st.fixed_dictionaries(verplicht, optional=optioneel)
    return gevuld if verplicht else gevuld.filter(bool)


def berichten(definitie: Berichtdefinitie) -> st.SearchStrategy[Bericht]:
    """Every message of one kind."""
    return waarden_van_klasse(definitie.wortel, definitie.familie).map(lambda w: Bericht(definitie, w))
