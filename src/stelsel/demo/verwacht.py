"""Published figures of other gemeenten: what they use, and who live there. Everything about them is invented.

Planted: use of youth help goes with poverty and with children, use of the Wmo with age and poverty; the other
features say nothing of their own. Our gemeenten have the inhabitants that fit their use, but one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from stelsel.analyse.clienten_en_kosten import Groepskosten, get_kosten_per_groep
from stelsel.analyse.selectie import Selectie
from stelsel.apps.accounts.models import User
from stelsel.apps.marktschets.actions import register_kenmerken, register_referentie
from stelsel.apps.marktschets.queries import parse_kenmerken, parse_referentie
from stelsel.apps.marktschets.queries.meer import get_tabellen
from stelsel.demo.loting import Getallen, create_rng
from stelsel.demo.regio import GEMEENTEN
from stelsel.lake.tabellen import DECLARATIEREGELS

#: This gemeente has so much more youth help than its inhabitants let expect (a factor).
VALT_OP, MEER = "9902", 1.35
ANDEREN, EERSTE_CODE = 120, 9700
#: Features: mean and spread over gemeenten, in percents; of the density its logarithm.
_KENMERKEN = {
    "jong": (15.0, 1.5), "oud": (20.5, 3.0), "alleen": (36.0, 6.0), "minimum": (7.0, 1.8),
    "bijstand": (2.5, 0.9), "migratie": (11.0, 5.0), "dichtheid": (6.6, 0.7),
}  # fmt: skip
#: Planted: change of the logarithm of use per point of a feature; the rest of the difference is chance.
EFFECTEN = {"jeugd": {"minimum": 0.06, "jong": 0.03}, "wmo": {"oud": 0.03, "minimum": 0.02}}
_RUIS, _RUIS_KOSTEN = 0.07, 0.06
_KOP = (
    "Regio's;Gemeentenaam;Perioden;Aantal inwoners;Personen 0 tot 15 jaar (%);Personen 65 jaar en ouder (%);"
    "Eenpersoonshuishoudens (%);Huishoudens onder of rond sociaal minimum (%);"
    "Aantal algemene bijstandsuitkeringen;Herkomst buiten Europa (%);Omgevingsadressendichtheid"
)


@dataclass(frozen=True)
class _Gebied:
    code: str
    naam: str
    inwoners: int
    kenmerken: dict[str, float]


def create_referentiecijfers(by: User, *, zaad: int, today: date, now: datetime) -> None:
    """Use in the last whole year, and features of the inhabitants of the year before."""
    jaar = today.year - 1
    gebruik = _list_gebruik(jaar)
    if not gebruik:
        return
    rng = create_rng(zaad, "andere gemeenten")
    gemiddeld = {domein: _compute_gemiddeld(cijfers) for domein, cijfers in gebruik.items()}
    eigen = [_create_eigen(code, gebruik, gemiddeld, rng) for code in sorted(gebruik["jeugd"])]
    anderen = [_create_ander(plek, rng) for plek in range(ANDEREN)]
    cijfers = [_render_gebruik(g, jaar, gemiddeld, rng) for g in anderen]
    inhoud = "\n".join(["gemeentecode;gemeente;jaar;domein;inwoners;clienten;kosten", *cijfers]).encode()
    register_referentie(
        parse_referentie(inhoud, domein="", jaar=None), naam=f"Voorbeeldcijfers gebruik {jaar}",
        bron="Verzonnen cijfers bij de voorbeeldregio; geen echte gemeenten", bestand="gebruik.csv",
        inhoud=inhoud, by=by, now=now,
    )  # fmt: skip
    inhoud = "\n".join([_KOP, *(_render_kenmerken(g, jaar - 1) for g in (*eigen, *anderen))]).encode()
    register_kenmerken(
        parse_kenmerken(inhoud, jaar=None), naam=f"Voorbeeldkenmerken {jaar - 1}",
        bron="Verzonnen kenmerken bij de voorbeeldregio", bestand="kenmerken.csv",
        inhoud=inhoud, by=by, now=now,
    )  # fmt: skip


def _list_gebruik(jaar: int) -> dict[str, dict[str, Groepskosten]]:
    """Clients and cost per domein and gemeente; empty where a gemeente has none."""
    (regels,) = get_tabellen(DECLARATIEREGELS)
    uit = {}
    for domein in EFFECTEN:
        selectie = Selectie(jaar=jaar, domeinen=frozenset({domein}))
        groepen = get_kosten_per_groep(regels, kolom="gemeente", selectie=selectie)
        uit[domein] = {g.groep: g for g in groepen if g.groep in _INWONERS}
    return uit if all(len(cijfers) == len(_INWONERS) for cijfers in uit.values()) else {}


_INWONERS = {gemeente.code: gemeente.inwoners for gemeente in GEMEENTEN}
_NAMEN = {gemeente.code: gemeente.naam for gemeente in GEMEENTEN}


def _compute_gemiddeld(cijfers: Mapping[str, Groepskosten]) -> tuple[float, float]:
    """Clients per inhabitant, and cents per client, of the region."""
    clienten = sum(cijfer.clienten for cijfer in cijfers.values())
    return clienten / sum(_INWONERS.values()), sum(c.bedrag for c in cijfers.values()) / clienten


def _create_ander(plek: int, rng: np.random.Generator) -> _Gebied:
    inwoners = int(math.exp(10.2 + 0.7 * rng.standard_normal()))
    return _Gebied(f"{EERSTE_CODE + plek}", f"Voorbeeld {plek + 1:03d}", inwoners, _draw_kenmerken(rng))


def _draw_kenmerken(rng: np.random.Generator) -> dict[str, float]:
    """Cities have more singles, poverty and migration; where many are old, few are young."""
    stad, arm, oud = (float(z) for z in rng.standard_normal(3))
    los: Getallen = rng.standard_normal(len(_KENMERKEN))
    z = dict(zip(_KENMERKEN, (float(waarde) for waarde in los), strict=True))
    z |= {
        "dichtheid": stad, "oud": oud, "minimum": 0.4 * stad + 0.9 * arm,
        "jong": -0.6 * oud + 0.8 * z["jong"], "alleen": 0.7 * stad + 0.7 * z["alleen"],
        "bijstand": 0.8 * arm + 0.6 * z["bijstand"], "migratie": 0.8 * stad + 0.6 * z["migratie"],
    }  # fmt: skip
    waarden = {naam: midden + spreiding * z[naam] for naam, (midden, spreiding) in _KENMERKEN.items()}
    return {naam: w if naam == "dichtheid" else max(w, 0.3) for naam, w in waarden.items()}


def _create_eigen(
    code: str, gebruik: Mapping[str, Mapping[str, Groepskosten]],
    gemiddeld: Mapping[str, tuple[float, float]], rng: np.random.Generator,
) -> _Gebied:  # fmt: skip
    """The inhabitants that fit the use of a gemeente: poverty by its youth help, age by its Wmo."""
    kenmerken = _draw_kenmerken(rng)
    meer = {
        domein: math.log(cijfers[code].clienten / _INWONERS[code] / gemiddeld[domein][0])
        for domein, cijfers in gebruik.items()
    }
    if code == VALT_OP:
        meer["jeugd"] -= math.log(MEER)
    kenmerken["jong"] = _KENMERKEN["jong"][0]
    rond, arm, oud = EFFECTEN["jeugd"], _KENMERKEN["minimum"][0], _KENMERKEN["oud"][0]
    kenmerken["minimum"] = max(arm + meer["jeugd"] / rond["minimum"], 1.0)
    uit_armoede = EFFECTEN["wmo"]["minimum"] * (kenmerken["minimum"] - arm)
    kenmerken["oud"] = min(max(oud + (meer["wmo"] - uit_armoede) / EFFECTEN["wmo"]["oud"], 12.0), 30.0)
    return _Gebied(code, _NAMEN[code], _INWONERS[code], kenmerken)


def _render_gebruik(
    gebied: _Gebied, jaar: int, gemiddeld: Mapping[str, tuple[float, float]], rng: np.random.Generator
) -> str:
    regels = []
    for domein, effecten in EFFECTEN.items():
        tempo, per_client = gemiddeld[domein]
        hoger = sum(e * (gebied.kenmerken[k] - _KENMERKEN[k][0]) for k, e in effecten.items())
        verwacht = gebied.inwoners * tempo * math.exp(hoger + _RUIS * rng.standard_normal())
        clienten = int(rng.poisson(verwacht))
        euro = clienten * per_client * math.exp(_RUIS_KOSTEN * rng.standard_normal()) / 100
        regels.append(f"{gebied.code};{gebied.naam};{jaar};{domein};{gebied.inwoners};{clienten};{euro:.0f}")
    return "\n".join(regels)


def _render_kenmerken(gebied: _Gebied, jaar: int) -> str:
    k = gebied.kenmerken
    cijfers = [f"{k[naam]:.1f}" for naam in ("jong", "oud", "alleen", "minimum")]
    bijstand = round(gebied.inwoners * k["bijstand"] / 100)
    rest = [f"{bijstand}", f"{k['migratie']:.1f}", f"{math.exp(k['dichtheid']):.0f}"]
    return ";".join([f"GM{gebied.code}", gebied.naam, f"{jaar}JJ00", f"{gebied.inwoners}", *cijfers, *rest])
