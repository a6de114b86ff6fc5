"""The answer that came out, in the shape of `expected`, and whether it is one of the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stelsel.istandaarden.berichten import Bericht

from .lezen import Gegevens

_KLASSEN = (
    "StartProduct",
    "StopProduct",
    "AangevraagdProduct",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
    "NieuwProduct",
)
#: Codes that say nothing is wrong; between those a subset never counts as the same.
_GEEN_FOUT = {"0200", "0233", "8001"}


def als_verwacht(antwoord: Bericht, *, regels: int = 0) -> dict[str, Any]:
    """A retour or 325 with the keys of `expected`. `regels`: how many lines a 323 had."""
    waarden, soort = antwoord.waarden, antwoord.definitie.soort
    uit: dict[str, Any] = {"retour": soort, "result": "", "Header": _codes(waarden["Header"])}
    if "DeclaratieAntwoord" in waarden:
        uit |= _als_325(waarden["DeclaratieAntwoord"])
    elif "Client" in waarden:
        uit |= _als_retour(waarden["Client"])
    uit["result"] = _get_uitkomst(uit, regels)
    return uit


def _codes(klasse: Mapping[str, Any]) -> list[str]:
    return sorted((klasse.get("RetourCodes") or {}).get("RetourCode", []))


def _als_325(deel: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "DeclaratieAntwoord": _codes(deel),
        "TotaalIngediendBedrag": deel["TotaalIngediendBedrag"],
        "TotaalToegekendBedrag": deel["TotaalToegekendBedrag"],
        "Client": [
            {
                "Bsn": client["Bsn"],
                "codes": _codes(client),
                "Prestatie": [
                    {
                        "ReferentieNummer": prestatie["ProductReferentie"]["ReferentieNummer"],
                        "codes": _codes(prestatie),
                    }
                    for prestatie in client["Prestaties"]["Prestatie"]
                ],
            }
            for client in (deel.get("Clienten") or {}).get("Client", [])
        ],
    }


def _als_retour(client: Mapping[str, Any]) -> dict[str, Any]:
    uit: dict[str, Any] = {"Client": _codes(client)}
    if "Verzoek" in client:
        uit["Verzoek"] = _codes(client["Verzoek"])
    for naam, klasse in _list_producten(client):
        uit.setdefault(naam, []).append(_codes(klasse))
    return uit


def _list_producten(waarde: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(waarde, Mapping):
        return
    for naam, deel in waarde.items():
        if naam in _KLASSEN:
            yield from ((naam, klasse) for klasse in deel)
        else:
            yield from _list_producten(deel)


def _get_uitkomst(uit: Mapping[str, Any], regels: int) -> str:
    if uit["retour"] != "325":
        return "rejected" if uit["Header"] else "approved"
    if "DeclaratieAntwoord" not in uit or set(uit["DeclaratieAntwoord"]) - _GEEN_FOUT:
        return "rejected"
    afgekeurd = sum(len(client["Prestatie"]) for client in uit["Client"])
    if afgekeurd == regels:
        return "rejected"
    return "rejected in part" if afgekeurd else "approved"


def is_gelijk(antwoord: Gegevens, verwacht: Gegevens) -> bool:
    """Equal, where of two or more rule codes on one class some suffice, and lists of codes are sets."""
    return _is_gelijk(_zonder_leeg(antwoord), _zonder_leeg(verwacht))


def _zonder_leeg(gegevens: Gegevens) -> Gegevens:
    """An answer that names no clients may say so or leave it out."""
    return {k: v for k, v in gegevens.items() if k != "Client" or v}


def _is_gelijk(eigen: Any, verwacht: Any) -> bool:
    if isinstance(verwacht, Mapping):
        return (
            isinstance(eigen, Mapping)
            and set(eigen) == set(verwacht)
            and all(_is_gelijk(eigen[naam], deel) for naam, deel in verwacht.items())
        )
    if isinstance(verwacht, list) and isinstance(eigen, list):
        if all(isinstance(deel, str) for deel in [*verwacht, *eigen]):
            return _zijn_codes_gelijk(set(eigen), set(verwacht))
        return len(eigen) == len(verwacht) and all(
            _is_gelijk(*paar) for paar in zip(eigen, verwacht, strict=True)
        )
    return bool(eigen == verwacht)


def _zijn_codes_gelijk(eigen: set[str], verwacht: set[str]) -> bool:
    if len(verwacht) > 1 and not verwacht & _GEEN_FOUT:
        return bool(eigen) and eigen <= verwacht
    return eigen == verwacht
