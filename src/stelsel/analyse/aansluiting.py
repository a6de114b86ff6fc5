"""Does what was counted agree with what was read?

Definition: every line that was read is either left out as unreadable (with the reason), outside the chosen
year, municipality or domain, or counted. The cost of all clients together has to be that of the counted
lines. Where the claims themselves are known, their approved amount has to be that of their lines.
Caveat: of a line whose amount could not be read, the euros are unknown and stand as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stelsel.analyse.selectie import ALLES, Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

ANDER_JAAR, ANDERE_GEMEENTE, ANDER_DOMEIN = "ander_jaar", "andere_gemeente", "ander_domein"


@dataclass(frozen=True)
class Post:
    """Lines and their cents."""

    soort: str
    regels: int
    bedrag: int

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {"soort": self.soort, "regels": self.regels, "bedrag": self.bedrag}


@dataclass(frozen=True)
class Aansluiting:
    """From read to counted. `clientkosten`: cents of all clients together; `verschil` has to be zero."""

    gelezen: tuple[Post, ...]
    weggelaten: tuple[Post, ...]
    buiten_keuze: tuple[Post, ...]
    geteld: Post
    clientkosten: int

    @property
    def verschil(self) -> int:
        """Cents that are read but neither left out, outside the choice, nor with a client."""
        erin = sum(post.bedrag for post in self.gelezen)
        eruit = sum(post.bedrag for post in (*self.weggelaten, *self.buiten_keuze))
        return erin - eruit - self.clientkosten

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {
            "gelezen": [post.als_data() for post in self.gelezen],
            "weggelaten": [post.als_data() for post in self.weggelaten],
            "buiten_keuze": [post.als_data() for post in self.buiten_keuze],
            "geteld": {"regels": self.geteld.regels, "bedrag": self.geteld.bedrag},
            "verschil": self.verschil,
        }


def compute_aansluiting(
    bronnen: Mapping[str, Table], *, selectie: Selectie = ALLES, clientkosten: int,
    weggelaten: Sequence[tuple[str, int, int]] = (),
) -> Aansluiting:  # fmt: skip
    """`bronnen`: the lines per source, or their sums; `weggelaten`: kind, number and cents of lines that
    were read but not kept, which count as read from the first source."""
    posten = {naam: _tel(regels, naam) for naam, regels in bronnen.items()}
    weg = tuple(Post(*soort) for soort in weggelaten)
    if weg and posten:
        eerste = next(iter(posten))
        erbij = (sum(p.regels for p in weg), sum(p.bedrag for p in weg))
        posten[eerste] = Post(eerste, posten[eerste].regels + erbij[0], posten[eerste].bedrag + erbij[1])
    buiten = [_list_buiten(regels, selectie) for regels in bronnen.values()]
    per_soort = [
        Post(soort, sum(b[soort].regels for b in buiten), sum(b[soort].bedrag for b in buiten))
        for soort in (ANDER_JAAR, ANDERE_GEMEENTE, ANDER_DOMEIN)
    ]
    geteld = [_tel(get_selectie(regels, selectie), "geteld") for regels in bronnen.values()]
    return Aansluiting(
        gelezen=tuple(posten.values()),
        weggelaten=weg,
        buiten_keuze=tuple(post for post in per_soort if post.regels),
        geteld=Post("geteld", sum(p.regels for p in geteld), sum(p.bedrag for p in geteld)),
        clientkosten=clientkosten,
    )


def _list_buiten(regels: Table, selectie: Selectie) -> dict[str, Post]:
    """What falls outside the choice, each line under the first reason."""
    stappen = {
        ANDER_JAAR: Selectie(jaar=selectie.jaar),
        ANDERE_GEMEENTE: Selectie(jaar=selectie.jaar, gemeenten=selectie.gemeenten),
        ANDER_DOMEIN: selectie,
    }
    uit, eerder = {}, _tel(regels, "")
    for soort, keuze in stappen.items():
        over = _tel(get_selectie(regels, keuze), "") if keuze != ALLES else eerder
        uit[soort] = Post(soort, eerder.regels - over.regels, eerder.bedrag - over.bedrag)
        eerder = over
    return uit


def _tel(regels: Table, soort: str) -> Post:
    n = regels.aantal_regels.sum() if "aantal_regels" in regels.columns else regels.count()
    aantal, bedrag = read_uitkomst(regels.aggregate(n=n, som=regels.bedrag.sum())).row(0)
    return Post(soort, int(aantal or 0), int(bedrag or 0))
