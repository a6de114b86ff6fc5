"""iWmo and iJw: read, check, write and answer messages, without a web application or a database.

from stelsel.istandaarden import check_bericht
with open("post.xml", "rb") as post:
    controle = check_bericht(post)
for bevinding in controle.bevindingen:
    print(controle.naam, controle.niveau, bevinding.regelnummer, bevinding.regel, bevinding.uitleg)
"""

from stelsel.istandaarden.antwoorden import create_antwoord_325, create_header, create_retour
from stelsel.istandaarden.berichten import (
    FAMILIES,
    HEEN_SOORTEN,
    SOORTEN,
    Bericht,
    Berichtdefinitie,
    get_definitie,
    list_definities,
)
from stelsel.istandaarden.codec import LIMIET_BYTES, OnleesbaarBericht, parse_bericht, write_bericht
from stelsel.istandaarden.codec.declaratie import Declaratie, stream_declaratie
from stelsel.istandaarden.controle import Controle, check_bericht
from stelsel.istandaarden.regels.toewijzing import (
    check_antwoord_ontvangst,
    check_toewijzing_ontvangst,
    create_ontvangstretour,
)
from stelsel.istandaarden.regels.uitvoering import check_declaratie
from stelsel.istandaarden.release import list_releases, register_release

__all__ = [
    "FAMILIES",
    "HEEN_SOORTEN",
    "LIMIET_BYTES",
    "SOORTEN",
    "Bericht",
    "Berichtdefinitie",
    "Controle",
    "Declaratie",
    "OnleesbaarBericht",
    "check_antwoord_ontvangst",
    "check_bericht",
    "check_declaratie",
    "check_toewijzing_ontvangst",
    "create_antwoord_325",
    "create_header",
    "create_ontvangstretour",
    "create_retour",
    "get_definitie",
    "list_definities",
    "list_releases",
    "parse_bericht",
    "register_release",
    "stream_declaratie",
    "write_bericht",
]
