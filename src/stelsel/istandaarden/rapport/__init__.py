"""A report on files, for people: which message is it, what is wrong, where, why, and what to do.

from stelsel.istandaarden.rapport import check_bestanden, create_rapport

for bestand in check_bestanden([("post.xml", open("post.xml", "rb").read())]):
    rapport = create_rapport(bestand)
    print(rapport.naam, rapport.oordeel)
"""

from stelsel.istandaarden.rapport.bestanden import Gecontroleerd, check_bestanden
from stelsel.istandaarden.rapport.fragment import Bronregel, Fragment, create_fragment
from stelsel.istandaarden.rapport.opstellen import Rapport, Regelgroep, create_rapport
from stelsel.istandaarden.rapport.voorbeelden import Voorbeeld, create_voorbeeld, list_voorbeelden
from stelsel.istandaarden.rapport.woorden import render_berichtnaam, render_plek, render_soortnaam

__all__ = [
    "Bronregel",
    "Fragment",
    "Gecontroleerd",
    "Rapport",
    "Regelgroep",
    "Voorbeeld",
    "check_bestanden",
    "create_fragment",
    "create_rapport",
    "create_voorbeeld",
    "list_voorbeelden",
    "render_berichtnaam",
    "render_plek",
    "render_soortnaam",
]
