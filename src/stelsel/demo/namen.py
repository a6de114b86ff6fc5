"""Invented names of providers, streets and people: put together from parts, none is meant to exist."""

from __future__ import annotations

import numpy as np


def _woorden(tekst: str) -> tuple[str, ...]:
    return tuple(tekst.split())


_VOORVOEGSEL = _woorden(
    "Alder Beuk Wilgen Zonne Horizon Kompas Veer Linde Brug Haven Noorder Kiem Spoor Anker Bries "
    "Duin Esdoorn Fakkel Golf Heide IJsvogel Jasmijn Klaver Lente Meander Nevel Oever Polder Roer "
    "Sluis Terp Uiver Vlinder Wad Zwaluw Berken"
)
_MIDDEN = _woorden("hof kring stroom veld pad stee punt waarde gaard dal wijk oord")
_SOORT_JEUGD = ("Jeugdhulp", "Jeugd-ggz", "Gezinsbegeleiding", "Jeugd en Gezin", "Praktijk", "Pleegzorg")
_SOORT_WMO = ("Thuishulp", "Begeleiding", "Zorg en Wonen", "Dagbesteding", "Hulpmiddelen", "Ondersteuning")

_LETTERGREEP_1 = _woorden(
    "Ael Bran Cor Dael Eer Fren Gor Hul Ims Jol Kraa Lum Moer Nop Oost Pru Quir Ril Sner Tol Ubb Vro Wem Zan"
)
_LETTERGREEP_2 = _woorden("ber den fel gra har ken lin mar nis pel ring sel ter ven")
_LETTERGREEP_3 = _woorden("dijk huizen inga kamp link man meer raad stra tink veen zwaag")
_VOORVOEGSELS = ("", "", "", "", "", "", "van", "de", "van der", "van den", "ter")
_VOORNAMEN_M = _woorden(
    "Aadje Bennart Coentje Dirkan Evertin Floriaan Gijsman Heinric Ilmar Joriaan Kasperijn Lieven "
    "Mattijn Noudert Oscarin Pietan Quintijn Reinout Sjoerdan Tijmert Ubbert Volkmar Wobbe Yvar "
    "Zegert"
)
_VOORNAMEN_V = _woorden(
    "Aleida Bregtje Corinda Dieuwert Elsemiek Fenneke Geerte Hilledine Imkea Jorinde Katrijne "
    "Liesebet Machteld Nienka Oda Petrona Quirina Roosmarij Saskiana Tettje Uldrike Veerlinde "
    "Wiebrig Ymkea Zwaantje"
)
_STRAAT = _woorden(
    "Wilgen Meidoorn Kievit Korenmolen Sluis Boter Linden Veen Zilver Koper Smids Hazelaar Reiger "
    "Turf Klooster Wever Grutto Appel Dorps Water"
)
_STRAATSOORT = _woorden("straat laan weg pad hof dreef kade plein")


def create_aanbiedernamen(rng: np.random.Generator, *, aantal: int, wet: str) -> list[tuple[str, str]]:
    """`aantal` different (name, kind) pairs of providers under a law."""
    soorten = _SOORT_JEUGD if wet == "jw" else _SOORT_WMO
    paren = [f"{a}{b}" for a in _VOORVOEGSEL for b in _MIDDEN]
    gekozen = rng.permutation(len(paren))[:aantal]
    return [
        (f"{soorten[n % len(soorten)]} {paren[k]}", soorten[n % len(soorten)]) for n, k in enumerate(gekozen)
    ]


def create_geslachtsnaam(rng: np.random.Generator) -> tuple[str, str]:
    """(prefix, surname); the prefix may be empty."""
    naam = _kies(rng, _LETTERGREEP_1) + _kies(rng, _LETTERGREEP_2) + _kies(rng, _LETTERGREEP_3)
    return _kies(rng, _VOORVOEGSELS), naam


def create_voornaam(rng: np.random.Generator, geslacht: str) -> str:
    """A first name for "m" or "v"."""
    return _kies(rng, _VOORNAMEN_M if geslacht == "m" else _VOORNAMEN_V)


def create_straat(rng: np.random.Generator) -> str:
    """A street name."""
    return _kies(rng, _STRAAT) + _kies(rng, _STRAATSOORT)


def _kies(rng: np.random.Generator, keuzes: tuple[str, ...]) -> str:
    return keuzes[int(rng.integers(len(keuzes)))]
