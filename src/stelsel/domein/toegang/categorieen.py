"""What the product categories of both laws are called on a screen; the codes are those of the standard."""

from __future__ import annotations

from stelsel.domein.toegang.begrippen import Wet

#: Categories for which a client lives elsewhere for a longer time.
_VERBLIJF = {(Wet.JEUGDWET, "43"), (Wet.JEUGDWET, "44"), (Wet.WMO, "15")}
_NAAM = {
    Wet.JEUGDWET: {
        "40": "Persoonlijke verzorging",
        "41": "Dagbesteding en dagbehandeling",
        "42": "Vervoer",
        "43": "Wonen met behandeling",
        "44": "Wonen en logeren zonder behandeling",
        "45": "Hulp thuis of op een praktijk",
        "46": "Hulp bij een crisis",
        "47": "Jeugdreclassering",
        "48": "Jeugdbescherming",
        "49": "Hulp na contact met justitie",
        "50": "Maatwerk",
        "51": "Basis-ggz",
        "52": "Specialistische ggz",
        "53": "Kindergeneeskunde",
        "54": "Geestelijke gezondheidszorg voor jeugd",
        "55": "Hulp met een landelijk contract",
    },
    Wet.WMO: {
        "01": "Hulp bij het huishouden",
        "02": "Begeleiding",
        "03": "Persoonlijke verzorging",
        "04": "Kort verblijf",
        "05": "Diensten bij het wonen",
        "06": "Andere hulp aan huis",
        "07": "Dagbesteding",
        "08": "Vervoer",
        "09": "Andere hulp in een groep",
        "10": "Ander maatwerk",
        "11": "Rolstoelen",
        "12": "Scootmobielen en ander eigen vervoer",
        "13": "Aanpassingen in huis",
        "14": "Andere hulpmiddelen",
        "15": "Beschermd wonen",
        "16": "Opvang",
        "17": "Opvang bij spoed",
        "18": "Ander wonen en opvang",
    },
}


def get_categorienaam(wet: Wet, categorie: str) -> str:
    """'Wonen met behandeling' for 43; the code itself for a category that has no name here."""
    return _NAAM[wet].get(categorie, categorie)


def is_verblijf(wet: Wet, categorie: str) -> bool:
    """Whether a client lives elsewhere for this help."""
    return (wet, categorie) in _VERBLIJF
