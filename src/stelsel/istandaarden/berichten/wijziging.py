"""What a later release changes in types and messages, applied to those of the release it builds on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from stelsel.istandaarden.berichten.datatypen import DATATYPEN
from stelsel.istandaarden.berichten.definitie import Datatype, Element, Klasse
from stelsel.istandaarden.berichten.samengesteld import SAMENGESTELD, veld
from stelsel.istandaarden.release import HUIDIG, Release, get_release


def get_datatypen(release: str = HUIDIG) -> Mapping[str, Datatype]:
    """The simple types of a release by name."""
    return _create_datatypen(get_release(release))


def get_samengesteld(release: str = HUIDIG) -> Mapping[str, Klasse]:
    """The composite types of a release by name."""
    return _create_samengesteld(get_release(release))


def apply_wijzigingen(wortel: Klasse, *, soorten: Iterable[str], release: Release) -> Klasse:
    """The message as `release` has it. `soorten`: its own number and that of the message it answers.

    KeyError when a change names an element that is not there."""
    wijzigingen = [w for w in _list_elementen(release) if set(w.get("berichten", soorten)) & set(soorten)]
    return _apply(wortel, wijzigingen, release) if release.basis else wortel


@cache
def _create_datatypen(release: Release) -> Mapping[str, Datatype]:
    datatypen = dict(DATATYPEN)
    for wijziging in release.list_wijzigingen("datatypen"):
        for naam, facetten in wijziging.items():
            datatypen[naam] = replace(datatypen.get(naam, Datatype(naam)), **facetten)
    return datatypen


@cache
def _create_nieuw_samengesteld(release: Release) -> Mapping[str, Klasse]:
    """All composite types, the new ones included, before anything in them changes."""
    datatypen = _create_datatypen(release)
    samengesteld = dict(SAMENGESTELD)
    for wijziging in release.list_wijzigingen("samengesteld"):
        for naam, regels in wijziging.items():
            elementen = tuple(veld(r, datatypen=datatypen, samengesteld=samengesteld) for r in regels)
            samengesteld[naam] = Klasse(naam, elementen, basis=True)
    return samengesteld


@cache
def _create_samengesteld(release: Release) -> Mapping[str, Klasse]:
    alle = _create_nieuw_samengesteld(release)
    return {naam: _apply(klasse, (), release) for naam, klasse in alle.items()} if release.basis else alle


def _list_elementen(release: Release) -> list[Mapping[str, Any]]:
    return [wijziging for lijst in release.list_wijzigingen("elementen") for wijziging in lijst]


def _apply(klasse: Klasse, wijzigingen: Iterable[Mapping[str, Any]], release: Release) -> Klasse:
    """The class with its changes, then the same for everything in it. A composite type is the same in every
    message, so there a change is never limited to some of them."""
    wijzigingen = _list_elementen(release) if klasse.basis else wijzigingen
    elementen = list(klasse.elementen)
    for wijziging in wijzigingen:
        if wijziging["klasse"] == klasse.naam:
            _verwerk(elementen, wijziging, release)
    return replace(klasse, elementen=tuple(_vernieuw(e, wijzigingen, release) for e in elementen))


def _vernieuw(element: Element, wijzigingen: Iterable[Mapping[str, Any]], release: Release) -> Element:
    """The element with its type as the release has it; a type narrowed for one message keeps its facets."""
    soort = element.type
    if isinstance(soort, Klasse):
        return replace(element, type=_apply(soort, wijzigingen, release))
    if soort == DATATYPEN.get(soort.naam):
        return replace(element, type=_create_datatypen(release)[soort.naam])
    return element


def _verwerk(elementen: list[Element], wijziging: Mapping[str, Any], release: Release) -> None:
    """One change in the elements of a class."""
    plekken = {element.naam: plek for plek, element in enumerate(elementen)}
    if "weg" in wijziging:
        del elementen[plekken[wijziging["weg"]]]
        return
    nieuw = veld(
        wijziging.get("anders") or wijziging["nieuw"],
        datatypen=_create_datatypen(release),
        samengesteld=_create_nieuw_samengesteld(release),
    )
    if "anders" in wijziging:
        oud = elementen[plekken[nieuw.naam]]
        elementen[plekken[nieuw.naam]] = replace(nieuw, meervoud=oud.meervoud, alleen=oud.alleen)
    else:
        plek = plekken[wijziging["na"]] + 1 if wijziging["na"] else 0
        elementen.insert(plek, replace(nieuw, alleen=wijziging.get("alleen")))
