"""Clients of the living caseload: test persons with invented names, addresses and households."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from stelsel.demo.loting import create_rng
from stelsel.demo.namen import create_geslachtsnaam, create_straat, create_voornaam
from stelsel.demo.regio import Gemeente
from stelsel.kern.nummers import bsn_testnummers

#: The first test numbers stay free for people who try something by hand, and for tests.
VRIJE_NUMMERS = 500
#: Chance that a young client is a sibling of the one before.
DEEL_BROER_OF_ZUS = 0.06


@dataclass(frozen=True)
class Bewoner:
    """One client. `geslacht`: 1 male, 2 female; `huishouden`: number within the caseload."""

    bsn: str
    wet: str
    gemeente: str
    huishouden: int
    geslachtsnaam: str
    voorvoegsel: str
    voornamen: str
    voorletters: str
    geboortedatum: date
    geslacht: str
    straat: str
    huisnummer: int
    postcode: str
    plaats: str


def create_bewoners(
    *, zaad: int, wetten: Sequence[str], gemeenten: Sequence[Gemeente], today: date
) -> tuple[Bewoner, ...]:
    """One client per law in `wetten`, spread over municipalities by inhabitants; siblings share a home.

    Raises ValueError when there are more clients than test numbers.
    """
    rng = create_rng(zaad, "bewoners")
    nummers = bsn_testnummers()[VRIJE_NUMMERS:]
    if len(wetten) > len(nummers):
        raise ValueError(f"er zijn {len(nummers)} testnummers, te weinig voor {len(wetten)} cliënten")
    bsns = [nummers[n] for n in rng.permutation(len(nummers))[: len(wetten)]]
    kansen = np.array([g.inwoners for g in gemeenten], dtype=np.float64)
    waar = rng.choice(len(gemeenten), size=len(wetten), p=kansen / kansen.sum())
    uit: list[Bewoner] = []
    for nummer, (bsn, wet) in enumerate(zip(bsns, wetten, strict=True)):
        vorige = uit[-1] if uit and uit[-1].wet == wet == "jw" else None
        thuis = vorige if vorige is not None and rng.random() < DEEL_BROER_OF_ZUS else None
        uit.append(
            _bewoner(rng, (nummer, bsn, wet), (int(waar[nummer]), gemeenten[int(waar[nummer])]), thuis, today)
        )
    return tuple(uit)


def _bewoner(
    rng: np.random.Generator,
    wie: tuple[int, str, str],
    waar: tuple[int, Gemeente],
    thuis: Bewoner | None,
    today: date,
) -> Bewoner:
    """A person; with `thuis` a sibling, at the same address and with the same surname."""
    nummer, bsn, wet = wie
    plek, gemeente = waar
    vrouw = rng.random() < (0.45 if wet == "jw" else 0.64)
    voornaam = create_voornaam(rng, "v" if vrouw else "m")
    voorvoegsel, naam = create_geslachtsnaam(rng)
    straat, huis = create_straat(rng), int(rng.integers(1, 180))
    letters = "".join("ABCDEGHJKLNPRSTVWXZ"[int(n)] for n in rng.integers(0, 19, 2))
    leeftijd = (
        int(rng.integers(3, 17)) if wet == "jw" else int(rng.choice([35, 55, 70, 80], p=[0.2, 0.2, 0.2, 0.4]))
    )
    jarig = date(today.year - leeftijd, today.month, 1)
    geboren = jarig - timedelta(days=int(rng.integers(0, 360)))
    return Bewoner(
        bsn=bsn,
        wet=wet,
        gemeente=thuis.gemeente if thuis else gemeente.code,
        huishouden=thuis.huishouden if thuis else nummer,
        geslachtsnaam=thuis.geslachtsnaam if thuis else naam,
        voorvoegsel=thuis.voorvoegsel if thuis else voorvoegsel,
        voornamen=voornaam,
        voorletters=voornaam[0],
        geboortedatum=geboren,
        geslacht="2" if vrouw else "1",
        straat=thuis.straat if thuis else straat,
        huisnummer=thuis.huisnummer if thuis else huis,
        postcode=thuis.postcode if thuis else f"{9910 + plek}{letters}",
        plaats=thuis.plaats if thuis else gemeente.naam,
    )
