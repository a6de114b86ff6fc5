"""The pictures of a cost price (Vega-Lite): the pile of parts, what an assumption does, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.domein.bekostiging.gevoeligheid import Effect
from stelsel.domein.bekostiging.kostprijs import CENTEN, Tarief
from stelsel.domein.bekostiging.kostprijsnamen import Soort, get_kostennamen
from stelsel.domein.bekostiging.opbouw import list_delen
from stelsel.kern.bedrag import in_euro

from .kostprijsband import Band

_RIJHOOGTE = 30
#: More bars than these tell nothing: the rest is in the table.
MEESTE_EFFECTEN = 10


def create_grafiek_opbouw(tarief: Tarief) -> dict[str, Any]:
    """Every part as a bar that starts where the one before it ended; the last is the whole tarief."""
    rijen: list[dict[str, Any]] = []
    som = 0.0
    for deel in list_delen(tarief):
        rijen.append(_balk(deel.naam, som, som + float(deel.euro), soort="deel"))
        som += float(deel.euro)
    rijen.append(_balk("Tarief per uur", 0.0, som, soort="totaal"))
    grootste = max(list_delen(tarief)[3:], key=lambda deel: deel.euro)
    titel = f"{grootste.naam}: {_euro(float(grootste.euro))} van {_euro(som)} per uur"
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    kleur = {"domain": ["deel", "totaal"], "range": [CATEGORIEKLEUR, NADRUKKLEUR]}
    return create_grafiek(
        titel=titel,
        hoogte=_RIJHOOGTE * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {
                    "mark": "bar",
                    "encoding": {
                        "y": y,
                        "x": {"field": "van", "type": "quantitative", "title": "Euro per uur"},
                        "x2": {"field": "tot"},
                        "color": {"field": "soort", "type": "nominal", "scale": kleur, "legend": None},
                    },
                },
                _tekst(y, veld="tot"),
            ],
        },
    )


def create_grafiek_gevoeligheid(effecten: Sequence[Effect]) -> dict[str, Any]:
    """The largest effects of one functie as bars from zero; dearer and cheaper have their own colour."""
    rijen = [_als_rij(effect) for effect in effecten[:MEESTE_EFFECTEN]]
    eerste = effecten[0]
    zwaarst = get_kostennamen()[eerste.parameter].kort
    titel = f"{zwaarst} telt het zwaarst: {_euro(eerste.effect / CENTEN, teken=True)} per uur"
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None, "axis": {"labelPadding": 8}}
    kleur = {"domain": ["duurder", "goedkoper"], "range": [NADRUKKLEUR, "#76706a"]}
    x = {"field": "effect", "type": "quantitative", "title": "Verschil in euro per uur"}
    return create_grafiek(
        titel=titel,
        hoogte=_RIJHOOGTE * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {
                    "mark": "bar",
                    "encoding": {
                        "y": y,
                        "x": x,
                        "color": {
                            "field": "soort",
                            "type": "nominal",
                            "scale": kleur,
                            "legend": {"title": None, "orient": "top"},
                        },
                    },
                },
                {
                    "transform": [{"calculate": "max(datum.effect, 0)", "as": "plek"}],
                    **_tekst(y, veld="plek"),
                },
            ],
        },
    )


def create_grafiek_band(
    tarieven: Sequence[Tarief], *, banden: Sequence[Band], huidig: dict[str, int]
) -> dict[str, Any]:
    """Per functie the band of nine in ten, the tarief on it, and beside it what is paid now (cents)."""
    rijen: list[dict[str, Any]] = [
        {
            "naam": tarief.naam,
            "laag": band.percentielen[5] / CENTEN,
            "hoog": band.percentielen[95] / CENTEN,
            "tarief": tarief.tarief / CENTEN,
            "tekst": _euro(tarief.tarief / CENTEN),
            "huidig": huidig[tarief.naam] / CENTEN if tarief.naam in huidig else None,
        }
        for tarief, band in zip(tarieven, banden, strict=True)
        if 95 in band.percentielen
    ]
    eerste = rijen[0]
    titel = f"{eerste['naam']}: tussen {_euro(eerste['laag'])} en {_euro(eerste['hoog'])} per uur"
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": "Euro per uur", "scale": {"zero": False, "padding": 20}}
    lagen = _list_lagen(y, x, met_huidig=bool(huidig))
    return create_grafiek(
        titel=titel, hoogte=2 * _RIJHOOGTE * len(rijen), inhoud={"data": {"values": rijen}, "layer": lagen}
    )


def _list_lagen(y: dict[str, Any], x: dict[str, Any], *, met_huidig: bool) -> list[dict[str, Any]]:
    """The band, the tarief as a stroke with its amount, and a diamond at what is paid now."""
    lagen: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": 12, "color": "#c9d8d9"},
            "encoding": {"y": y, "x": {"field": "laag", **x}, "x2": {"field": "hoog"}},
        },
        {
            "mark": {"type": "tick", "thickness": 3, "size": 22, "color": NADRUKKLEUR},
            "encoding": {"y": y, "x": {"field": "tarief", **x}},
        },
        {
            "mark": {"type": "text", "dy": -18, "color": NADRUKKLEUR, "fontWeight": "bold"},
            "encoding": {"y": y, "x": {"field": "tarief", **x}, "text": {"field": "tekst"}},
        },
    ]
    if met_huidig:
        lagen.append(
            {
                "transform": [{"filter": "datum.huidig !== null"}],
                "mark": {"type": "point", "filled": True, "size": 90, "shape": "diamond", "color": "#76706a"},
                "encoding": {"y": y, "x": {"field": "huidig", **x}},
            }
        )
    return lagen


def _als_rij(effect: Effect) -> dict[str, Any]:
    euro = effect.effect / CENTEN
    soort = "duurder" if euro > 0 else "goedkoper"
    return {"naam": _stap(effect), "effect": euro, "tekst": _euro(euro, teken=True), "soort": soort}


def _balk(naam: str, van: float, tot: float, *, soort: str) -> dict[str, Any]:
    return {"naam": naam, "van": van, "tot": tot, "soort": soort, "tekst": _euro(tot - van)}


def _tekst(y: dict[str, Any], *, veld: str) -> dict[str, Any]:
    return {
        "mark": {"type": "text", "align": "left", "dx": 4, "color": HULPKLEUR},
        "encoding": {"y": y, "x": {"field": veld, "type": "quantitative"}, "text": {"field": "tekst"}},
    }


def _stap(effect: Effect) -> str:
    """'Overhead 25 → 30 %'."""
    naam = get_kostennamen()[effect.parameter]
    deel = naam.soort is Soort.DEEL
    van, naar = (float(100 * w if deel else w) for w in (effect.van, effect.naar))
    return f"{naam.kort} {van:g} → {naar:g}{' %' if deel else ''}".replace(".", ",")


def _euro(euro: float, *, teken: bool = False) -> str:
    plus = "+" if teken and euro > 0 else ""
    return plus + in_euro(round(euro * CENTEN))
