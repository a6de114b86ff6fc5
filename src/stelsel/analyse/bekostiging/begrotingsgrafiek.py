"""The pictures of a begroting, of a running year, and of years beside their budgets (Vega-Lite)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, TEKSTKLEUR, create_grafiek

_CENTEN, _MILJOEN = 100, 100_000_000
_STAAF, _VERLOOP, _SALDO = 34, 240, 16
_LANGST = 44
_SALDOKLEUR = {"overschot": CATEGORIEKLEUR, "tekort": "#9c3d10"}
_BEGROOT, _ECHT = "Gepland", "Goedgekeurd"


def create_grafiek_regels(rijen: Sequence[tuple[str, int, int]], *, vorig: int, jaar: int) -> dict[str, Any]:
    """Per line a bar for the last known year and one for the begroting; (name, cents then, cents now)."""
    namen = [_kort(naam) for naam, _, _ in rijen]
    toen, nu = str(vorig), f"Voor {jaar}"
    waarden = [
        {"regel": naam, "jaar": wanneer, "euro": bedrag / _CENTEN}
        for naam, (_, eerder, later) in zip(namen, rijen, strict=True)
        for wanneer, bedrag in ((toen, eerder), (nu, later))
    ]
    return create_grafiek(
        titel=f"De grootste bedragen: {vorig} en voor {jaar}",
        hoogte=_STAAF * len(namen),
        inhoud={
            "data": {"values": waarden},
            "mark": "bar",
            "encoding": {
                "y": {"field": "regel", "type": "nominal", "title": None, "sort": namen},
                "yOffset": {"field": "jaar", "sort": [toen, nu]},
                "x": {"field": "euro", "type": "quantitative", "title": "Euro", "axis": {"format": "~s"}},
                "color": {
                    "field": "jaar",
                    "scale": {"domain": [toen, nu], "range": [HULPKLEUR, NADRUKKLEUR]},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        },
    )


def create_grafiek_verloop(
    *,
    begroot: Sequence[int],
    werkelijk: Sequence[int],
    prognose: int | None,
    band: tuple[int, int] | None,
) -> dict[str, Any]:
    """Two lines over the months, added up, and at the end the prognosis with its band; all in cents."""
    waarden = [
        {"maand": maand, "miljoen": bedrag / _MILJOEN, "soort": soort}
        for soort, lijn in ((_BEGROOT, begroot), (_ECHT, werkelijk))
        for maand, bedrag in enumerate(lijn, start=1)
    ]
    x = {
        "field": "maand", "type": "quantitative", "title": "Maand",
        "scale": {"domain": [1, 12]}, "axis": {"tickCount": 12, "format": "d"},
    }  # fmt: skip
    y = {"field": "miljoen", "type": "quantitative", "title": "Miljoen euro, opgeteld"}
    kleur = {
        "field": "soort",
        "scale": {"domain": [_BEGROOT, _ECHT], "range": [HULPKLEUR, NADRUKKLEUR]},
        "legend": {"title": None, "orient": "top"},
    }
    lagen: list[dict[str, Any]] = [
        {
            "data": {"values": waarden},
            "mark": {"type": "line", "strokeWidth": 2.5, "point": True},
            "encoding": {"x": x, "y": y, "color": kleur},
        }
    ]
    if prognose is not None:
        lagen += _create_eindpunt(prognose, band, x, y)
    return create_grafiek(
        titel="Opgeteld over het jaar" if prognose is None else "Opgeteld over het jaar, met de prognose",
        hoogte=_VERLOOP,
        inhoud={"layer": lagen},
    )


def create_grafiek_saldi(rijen: Sequence[tuple[str, str, float]]) -> dict[str, Any]:
    """Per gemeente and year a bar: the balance as a part of the budget; (gemeente, year, part)."""
    namen = list(dict.fromkeys(naam for naam, _, _ in rijen))
    jaren = sorted({jaar for _, jaar, _ in rijen})
    waarden = [
        {"gemeente": naam, "jaar": jaar, "deel": deel, "soort": "overschot" if deel >= 0 else "tekort"}
        for naam, jaar, deel in rijen
    ]
    return create_grafiek(
        titel="Saldo als deel van het budget",
        hoogte=_SALDO * len(namen) * max(2, len(jaren)),
        inhoud={
            "data": {"values": waarden},
            "layer": [
                {
                    "mark": "bar",
                    "encoding": {
                        "y": {"field": "gemeente", "type": "nominal", "title": None, "sort": namen},
                        "yOffset": {"field": "jaar", "sort": jaren},
                        "x": _create_saldo_as(),
                        "color": {
                            "field": "soort",
                            "scale": {"domain": list(_SALDOKLEUR), "range": list(_SALDOKLEUR.values())},
                            "legend": {"title": None, "orient": "top"},
                        },
                    },
                },
                {
                    "mark": {"type": "text", "align": "left", "dx": 4, "color": TEKSTKLEUR, "fontSize": 10},
                    "encoding": {
                        "y": {"field": "gemeente", "type": "nominal", "sort": namen},
                        "yOffset": {"field": "jaar", "sort": jaren},
                        "x": {"datum": 0, "type": "quantitative"},
                        "text": {"field": "jaar"},
                    },
                },
            ],
        },
    )


def _create_saldo_as() -> dict[str, Any]:
    return {
        "field": "deel",
        "type": "quantitative",
        "title": "Saldo als deel van het budget (links van nul: tekort)",
        "axis": {"format": ".0%", "tickCount": 6},
    }


def _create_eindpunt(
    prognose: int, band: tuple[int, int] | None, x: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    punt = {"maand": 12, "miljoen": prognose / _MILJOEN}
    lagen: list[dict[str, Any]] = []
    if band is not None:
        punt |= {"laag": band[0] / _MILJOEN, "hoog": band[1] / _MILJOEN}
        lagen.append(
            {
                "data": {"values": [punt]},
                "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.4, "color": CATEGORIEKLEUR},
                "encoding": {"x": x, "y": {**y, "field": "laag"}, "y2": {"field": "hoog"}},
            }
        )
    lagen.append(
        {
            "data": {"values": [punt]},
            "mark": {"type": "point", "filled": True, "size": 90, "color": TEKSTKLEUR, "shape": "diamond"},
            "encoding": {"x": x, "y": y},
        }
    )
    return lagen


def _kort(naam: str) -> str:
    return naam if len(naam) <= _LANGST else f"{naam[: _LANGST - 1]}…"


def create_grafiek_scores(rijen: Sequence[tuple[str, str, float]]) -> dict[str, Any]:
    """Per segment a bar per way of paying: its score; (segment, way of paying, score)."""
    segmenten = list(dict.fromkeys(segment for segment, _, _ in rijen))
    modellen = list(dict.fromkeys(model for _, model, _ in rijen))
    waarden = [{"segment": segment, "model": model, "score": score} for segment, model, score in rijen]
    return create_grafiek(
        titel="Score per manier van betalen",
        hoogte=_STAAF * 2 * len(segmenten),
        inhoud={
            "data": {"values": waarden},
            "mark": "bar",
            "encoding": {
                "y": {"field": "segment", "type": "nominal", "title": None, "sort": segmenten},
                "yOffset": {"field": "model", "sort": modellen},
                "x": {
                    "field": "score",
                    "type": "quantitative",
                    "title": "Score, van -2 (ongunstig) tot +2 (gunstig)",
                    "scale": {"domain": [-2, 2]},
                },
                "color": {
                    "field": "model",
                    "scale": {"domain": modellen, "range": [HULPKLEUR, CATEGORIEKLEUR, TEKSTKLEUR]},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        },
    )
