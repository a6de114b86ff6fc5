"""Level 3 for the answer to a claim (325): is it about our 323, and does it repeat our lines?

The aanbieder holds the answer against the declaration that it names. On a 325 there is no answer, so what is
wrong are findings for the people who sent the claim. A rule over lines is one column over the lines of the
answer with those of the claim beside them (`_heen`). Source: spec 3.2, sections 3, 8, 9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codec.declaratie import Declaratie
from stelsel.istandaarden.regels.kop import Kopdossier, check_header
from stelsel.kern.bevinding import Bevinding

_ANTWOORD = "/Bericht/DeclaratieAntwoord"
_HEADER = "/Bericht/Header"
#: What a returned line repeats from the claim.
_WAARDEN = (
    *("toewijzing_nummer", "categorie", "code", "begin", "eind"),
    *("volume", "eenheid", "tarief", "bedrag", "dc"),
)

Kopregel = Callable[[Declaratie, Declaratie], str | None]
Lijnregel = Callable[[Declaratie], pl.Expr]


def zelfde_xsdversie(antwoord: Declaratie, heen: Declaratie) -> str | None:
    """TR371: the version of the schemas with which the claim was made."""
    if antwoord.waarden["Header"]["XsdVersieDeclaratie"] == heen.waarden["Header"]["XsdVersie"]:
        return None
    return "De XsdVersie is een andere dan in de declaratie. Neem XsdVersie uit de declaratie over."


def zelfde_declaratienummer(antwoord: Declaratie, heen: Declaratie) -> str | None:
    """TR376: the number of the claim."""
    inhoud = antwoord.waarden.get("DeclaratieAntwoord")
    nummer = heen.waarden["Declaratie"]["DeclaratieNummer"]
    if inhoud is None or inhoud["DeclaratieNummer"] == nummer:
        return None
    return f"Het declaratienummer hoort niet bij deze declaratie. Het moet {nummer} zijn."


def client_stond_in_declaratie(heen: Declaratie) -> pl.Expr:
    """TR304: the client was claimed for."""
    return ~pl.col("bsn").is_in(heen.regels["bsn"].unique().to_list()) & (pl.col("prestatie") == 0)


def prestatie_stond_in_declaratie(_heen: Declaratie) -> pl.Expr:
    """TR366: the reference is that of a line of the claim."""
    return pl.col("bsn_heen").is_null()


def prestatie_is_ongewijzigd(_heen: Declaratie) -> pl.Expr:
    """TR367: every value as it was claimed."""
    anders = [pl.col(naam).ne_missing(pl.col(f"{naam}_heen")) for naam in _WAARDEN]
    return pl.col("bsn_heen").is_not_null() & pl.any_horizontal(anders)


_KOP: dict[str, tuple[Kopregel, str]] = {
    "TR371": (zelfde_xsdversie, f"{_HEADER}/XsdVersieDeclaratie"),
    "TR376": (zelfde_declaratienummer, f"{_ANTWOORD}/DeclaratieNummer"),
}
_LIJN: dict[str, Lijnregel] = {
    "TR304": client_stond_in_declaratie,
    "TR366": prestatie_stond_in_declaratie,
    "TR367": prestatie_is_ongewijzigd,
}


def find_heen(antwoord: Declaratie, declaraties: Mapping[str, Declaratie]) -> Declaratie | None:
    """TR337: the declaration with the Identificatie and Dagtekening that the answer names, or None."""
    genoemd = antwoord.waarden["Header"]["DeclaratieIdentificatie"]
    heen = declaraties.get(genoemd["Identificatie"])
    if heen is None or heen.waarden["Header"]["BerichtIdentificatie"] != genoemd:
        return None
    return heen


def check_declaratieantwoord(
    antwoord: Declaratie, *, declaraties: Mapping[str, Declaratie], kop: Kopdossier
) -> list[Bevinding]:
    """What an aanbieder finds wrong with a 325 that is clean at level 2.

    `declaraties`: its own 323s to this gemeente under this law, by Identificatie."""
    bericht = Bericht(antwoord.definitie, antwoord.waarden)
    bevindingen = [_bevinding(antwoord, f.regel, _HEADER, f.uitleg) for f in check_header(bericht, kop)]
    heen = find_heen(antwoord, declaraties)
    if heen is None:
        uitleg = "Deze declaratie hebben wij niet ingediend. Noem de identificatie van een eigen declaratie."
        return [*bevindingen, _bevinding(antwoord, "TR337", f"{_HEADER}/DeclaratieIdentificatie", uitleg)]
    for code, (regel, plaats) in _KOP.items():
        tekst = regel(antwoord, heen)
        if tekst is not None:
            bevindingen.append(_bevinding(antwoord, code, plaats, tekst))
    return [*bevindingen, *_check_regels(antwoord, heen)]


def _check_regels(antwoord: Declaratie, heen: Declaratie) -> list[Bevinding]:
    eerste = heen.regels.unique("referentie_nummer", keep="first").select(
        "referentie_nummer", "bsn", *_WAARDEN
    )
    samen = antwoord.regels.join(
        eerste, on="referentie_nummer", how="left", suffix="_heen", maintain_order="left"
    )
    bevindingen = []
    for code, regel in _LIJN.items():
        for rij in samen.filter(regel(heen)).iter_rows(named=True):
            plaats = f"{_ANTWOORD}/Clienten/Client[{rij['client'] + 1}]"
            if code != "TR304":
                plaats += f"/Prestaties/Prestatie[{rij['prestatie'] + 1}]"
            bevindingen.append(_bevinding(antwoord, code, plaats, "", rij["regelnummer"]))
    return bevindingen


def _bevinding(
    antwoord: Declaratie, code: str, plaats: str, uitleg: str, regelnummer: int | None = None
) -> Bevinding:
    regel = get_catalogus(antwoord.definitie.familie, antwoord.definitie.release)[code]
    return Bevinding(code, uitleg or regel.uitleg, plaats, regelnummer, regel.retourcode)
