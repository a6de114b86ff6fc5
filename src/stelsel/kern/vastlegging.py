"""Values of dataclasses as JSON text and back: what was computed, kept for whoever asks next.

The text holds no class names. Reading follows the type that is asked for, so a text that was written for
another shape is refused instead of half understood. Numbers come back exactly as they were.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping, Sequence
from collections.abc import Set as Verzameling
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_KAAL = (type(None), bool, int, float, str)


class NietVastTeLeggen(TypeError):
    """A value of a kind that has no text here, or a text that does not fit the type that was asked."""


def render_vastlegging(waarde: object) -> str:
    """The text of a value: dataclasses, texts, numbers, days, fractions, choices (Enum), and rows, sets and
    mappings of them. Equal values give equal texts. Raises NietVastTeLeggen."""
    return json.dumps(_als_json(waarde), ensure_ascii=False, separators=(",", ":"))


def parse_vastlegging(tekst: str, soort: Any) -> Any:
    """The value of type `soort` that `render_vastlegging` wrote. Raises NietVastTeLeggen."""
    try:
        return _van_json(json.loads(tekst), soort)
    except (KeyError, IndexError, TypeError, ValueError) as fout:
        raise NietVastTeLeggen(f"de tekst past niet bij {soort}") from fout


def _als_json(waarde: object) -> Any:
    if isinstance(waarde, Enum):
        return _als_json(waarde.value)
    if isinstance(waarde, _KAAL):
        return waarde
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Fraction):
        return [waarde.numerator, waarde.denominator]
    if dataclasses.is_dataclass(waarde) and not isinstance(waarde, type):
        return [_als_json(getattr(waarde, veld.name)) for veld in dataclasses.fields(waarde)]
    if isinstance(waarde, Mapping):
        return [[_als_json(sleutel), _als_json(inhoud)] for sleutel, inhoud in waarde.items()]
    if isinstance(waarde, Verzameling):
        return sorted(map(_als_json, waarde), key=json.dumps)
    if isinstance(waarde, list | tuple):
        return [_als_json(deel) for deel in waarde]
    if type(waarde).__module__ == "numpy" and hasattr(waarde, "item") and not getattr(waarde, "shape", ()):
        return waarde.item()
    raise NietVastTeLeggen(f"{type(waarde).__name__} is niet vast te leggen")


def _van_json(data: Any, soort: Any) -> Any:
    herkomst, delen = get_origin(soort), get_args(soort)
    if herkomst in (Union, types.UnionType):
        return _van_keuze(data, delen)
    if herkomst is not None:
        return _van_groep(data, herkomst, delen)
    if isinstance(soort, type) and dataclasses.is_dataclass(soort):
        velden = _get_velden(soort)
        if len(data) != len(velden):
            raise ValueError(soort)
        return soort(**{naam: _van_json(d, s) for (naam, s), d in zip(velden.items(), data, strict=True)})
    if isinstance(soort, type) and issubclass(soort, Enum):
        return soort(data)
    if soort is date:
        return date.fromisoformat(data)
    if soort is Fraction:
        return Fraction(*data)
    if soort in _KAAL and (isinstance(data, soort) or (soort is float and isinstance(data, int))):
        return data
    raise ValueError(soort)


def _van_keuze(data: Any, soorten: Sequence[Any]) -> Any:
    """The first of the types that the data fit; nothing fits but nothing."""
    if data is None and type(None) in soorten:
        return None
    for soort in soorten:
        try:
            return _van_json(data, soort)
        except (KeyError, IndexError, TypeError, ValueError):
            continue
    raise ValueError(soorten)


def _van_groep(data: Any, herkomst: Any, delen: Sequence[Any]) -> Any:
    if issubclass(herkomst, Mapping):
        return {_van_json(sleutel, delen[0]): _van_json(inhoud, delen[1]) for sleutel, inhoud in data}
    if herkomst is tuple and delen[-1] is not Ellipsis:
        return tuple(_van_json(deel, soort) for deel, soort in zip(data, delen, strict=True))
    rij = [_van_json(deel, delen[0]) for deel in data]
    if herkomst in (list, set, frozenset):
        return herkomst(rij)
    return tuple(rij)


@cache
def _get_velden(soort: Any) -> dict[str, Any]:
    """The fields of a dataclass with their types, in order."""
    soorten = get_type_hints(soort)
    return {veld.name: soorten[veld.name] for veld in dataclasses.fields(soort)}
