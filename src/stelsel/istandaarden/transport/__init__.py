"""Transport on the side of the gemeente: the GGk/StUF envelope (Di01, Du01, Fo01), both ways.

from stelsel.istandaarden.transport import check_envelop, parse_envelop

envelop = parse_envelop(open("post.xml", "rb").read())
print(envelop.stuurgegevens.functie, envelop.stuurgegevens.zender.organisatie)
for bevinding in check_envelop(envelop):
    print(bevinding.regel, bevinding.uitleg)
"""

from stelsel.istandaarden.transport.controle import check_envelop, check_post, parse_lading, render_fout
from stelsel.istandaarden.transport.definitie import Berichtcode
from stelsel.istandaarden.transport.envelop import (
    Envelop,
    Fout,
    Lading,
    Stuurgegevens,
    Systeem,
    parse_envelop,
    render_envelop,
)
from stelsel.istandaarden.transport.kop import Berichtkop, find_kop
from stelsel.istandaarden.transport.opstellen import Applicatie, create_envelop, create_fout
from stelsel.istandaarden.transport.volgorde import get_volgorde, is_envelop

__all__ = [
    "Applicatie",
    "Berichtcode",
    "Berichtkop",
    "Envelop",
    "Fout",
    "Lading",
    "Stuurgegevens",
    "Systeem",
    "check_envelop",
    "check_post",
    "create_envelop",
    "create_fout",
    "find_kop",
    "get_volgorde",
    "is_envelop",
    "parse_envelop",
    "parse_lading",
    "render_envelop",
    "render_fout",
]
