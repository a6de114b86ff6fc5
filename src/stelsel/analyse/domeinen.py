"""To which domein does a claim line or allocation belong?

Definition: the law under which help is given, unless a dated rule takes a part of that law apart, as for
beschermd wonen (see `stelsel.domein.marktschets.domeinen`). The day is that on which the help began, or the
allocation. So the domeinen do not overlap, and together they are everything.
"""

from __future__ import annotations

from stelsel.domein.marktschets.domeinen import get_domeinindeling
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.categorieen import get_categorienaam
from stelsel.lake.engine import Table

_WET = {"jeugd": Wet.JEUGDWET}


def add_domein(tabel: Table, *, dag: str) -> Table:
    """The table with `domein` by the rules; `dag` names the column whose day decides. Without a column
    `productcategorie` the law stays."""
    import ibis

    if "productcategorie" not in tabel.columns:
        return tabel
    gevallen = []
    for regel in get_domeinindeling().regels:
        waar = (tabel.domein == regel.wet) & (tabel.productcategorie == regel.categorie)
        waar &= tabel[dag] >= ibis.literal(regel.vanaf)
        if regel.tot is not None:
            waar &= tabel[dag] <= ibis.literal(regel.tot)
        gevallen.append((waar, ibis.literal(regel.naar)))
    return tabel.mutate(domein=ibis.cases(*gevallen, else_=tabel.domein)) if gevallen else tabel


def add_categorie(toewijzingen: Table, *, regels: Table) -> Table:
    """Allocations with `productcategorie`, as claim lines of the same product have it; where there are none
    the first two characters of the code, which by the standard are the category. As they are if they have it.
    """
    import ibis

    if "productcategorie" in toewijzingen.columns:
        return toewijzingen
    wet = ibis.cases(
        *((regels.domein == regel.naar, ibis.literal(regel.wet)) for regel in get_domeinindeling().regels),
        else_=regels.domein,
    )
    van_regels = regels.filter(regels.productcode.notnull()).group_by(wet=wet, code=regels.productcode)
    bekend = van_regels.agg(gevonden=regels.productcategorie.min())
    t = toewijzingen
    met = t.left_join(bekend, [t.domein == bekend.wet, t.productcode == bekend.code])
    met = met.mutate(productcategorie=ibis.coalesce(met.gevonden, met.productcode.left(2)))
    return met.select(*t.columns, "productcategorie")


def render_categorie(domein: str, categorie: str) -> str:
    """'02 Begeleiding'; the code alone where it has no name."""
    naam = get_categorienaam(_WET.get(domein, Wet.WMO), categorie)
    return categorie if naam == categorie else f"{categorie} {naam}"
