"""The areas of the example region, which of its products are supra-regional functions, and a baseline.

All invented: in this region the highest steps of stay stand for the rarest functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.actions import register_gebied, register_lidmaatschap
from stelsel.apps.marktschets.actions import register_functieproduct, register_nulmeting
from stelsel.apps.marktschets.queries import create_peiling
from stelsel.demo.regio import REGIONAAM, TOETREDING_DUINRADE
from stelsel.domein.marktschets.functies import Koppeling

_BRON = "Gemeenschappelijke regeling (verzonnen)"
_GEBIEDEN = (
    ("BOVEN", "Aldervelden en omgeving", "bovenregio", ""),
    ("ALDERVELDEN", REGIONAAM, "regio", "BOVEN"),
    ("KUST", "Kust", "subregio", "ALDERVELDEN"),
    ("MIDDEN", "Midden", "subregio", "ALDERVELDEN"),
    ("BOS", "Bos en Heide", "subregio", "ALDERVELDEN"),
)
_GEMEENTEN = {
    "9901": "MIDDEN", "9902": "MIDDEN", "9903": "BOS", "9904": "BOS", "9905": "KUST", "9906": "BOS",
    "9907": "KUST",
}  # fmt: skip
_DUINRADE = "9907"
_KOPPELINGEN = (
    Koppeling("verblijf", "43", "43R"),
    Koppeling("lvb-obc", "43", "43R09"),
    Koppeling("mfc", "43", "43R10"),
    Koppeling("jggz-intramuraal", "43", "43R11"),
    Koppeling("jggz-intramuraal", "43", "43R12"),
    Koppeling("jeugdzorgplus", "43", "43Z"),
)
#: The region measures itself against the end of the first year of its history.
_PEILDATUM = date(2021, 12, 31)


def create_gebieden(users: Mapping[str, User], *, now: datetime) -> None:
    """The tree, the links and the baseline, by those who keep them."""
    beheerder, analist = users["beheerder"], users["analist"]
    for code, naam, niveau, _ in _GEBIEDEN:
        register_gebied(code=code, naam=naam, niveau=niveau, by=beheerder, now=now)
    leden = [(code, in_gebied) for code, _, _, in_gebied in _GEBIEDEN if in_gebied]
    for lid, gebied in (*leden, *_GEMEENTEN.items()):
        van = TOETREDING_DUINRADE if lid == _DUINRADE else None
        register_lidmaatschap(lid=lid, gebied=gebied, van=van, bron=_BRON, by=beheerder, now=now)
    for koppeling in _KOPPELINGEN:
        waarom = "Afspraak in de regio over deze producten (verzonnen)."
        register_functieproduct(koppeling, waarom=waarom, by=analist, now=now)
    peiling = create_peiling(analist, peildatum=_PEILDATUM)
    if peiling is not None:
        waarom = "Doel van de regio: 30 % minder zeer specialistische hulp."
        register_nulmeting(peiling, waarom=waarom, by=analist, now=now)
