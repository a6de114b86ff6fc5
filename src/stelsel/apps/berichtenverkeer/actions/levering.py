"""Start (305) and stop (307): judged against the dossier, then registered in toegang, then answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Startmelding, Taakmelding
from stelsel.istandaarden.antwoorden import Plek
from stelsel.istandaarden.berichten import Waarden
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.regels.levering import Fout, Levering, check_leveringen, parse_levering

from .antwoord import create_antwoord
from .uitkomst import Opdracht, Status, Uitkomst, get_bevinding, get_retourcode

#: Where the products of each message stand.
_PAD = {
    Berichtsoort.START.value: ("StartProducten", "StartProduct"),
    Berichtsoort.STOP.value: ("StopProducten", "StopProduct"),
}


def register_levering(opdracht: Opdracht) -> Uitkomst:
    """The verdict on a 305 or 307. One fault refuses the whole message; nothing of it is registered then."""
    definitie = opdracht.kop.definitie
    verzameling, klasse = _PAD[definitie.soort]
    client = opdracht.kop.heen.waarden["Client"]
    producten: list[Waarden] = client[verzameling][klasse]
    gegevens = _get_gegevens(opdracht, client["Bsn"], producten)
    fouten = check_leveringen(producten, gegevens.dossier, familie=definitie.familie, soort=definitie.soort)
    betrokken = [
        gegevens.toewijzingen[nummer] for nummer in _get_nummers(producten) if nummer in gegevens.toewijzingen
    ]
    onderwerp = betrokken[0].client.nummer if betrokken else ""
    ids = [rij.pk for rij in betrokken]
    if any(fouten):
        return _close_fout(
            opdracht, fouten, plek=("Client", verzameling, klasse), onderwerp=onderwerp, ids=ids
        )
    for waarden in sorted(producten, key=lambda w: not parse_levering(w).verwijderen):
        _register(opdracht, parse_levering(waarden), gegevens)
    antwoord = create_antwoord(opdracht, onderwerp=onderwerp)
    return Uitkomst(Status.VERWERKT, antwoord=antwoord, telt=True, onderwerp=onderwerp, toewijzing_ids=ids)


def _get_gegevens(opdracht: Opdracht, bsn: str, producten: Sequence[Waarden]) -> queries.Levergegevens:
    assert opdracht.gemeente is not None  # noqa: S101 - the header was judged before the content
    return queries.get_levergegevens(
        gemeente=opdracht.gemeente,
        aanbieder=opdracht.aanbieder,
        wet=queries.WET[opdracht.kop.definitie.familie],
        bsn=bsn,
        codes={parse_levering(waarden).sleutel.code for waarden in producten},
    )


def _get_nummers(producten: Sequence[Waarden]) -> list[int]:
    return sorted({waarden["ToewijzingNummer"] for waarden in producten if waarden.get("ToewijzingNummer")})


def _register(opdracht: Opdracht, levering: Levering, gegevens: queries.Levergegevens) -> None:
    """One report: a start, a stop, or one that is taken back."""
    if levering.verwijderen:
        _withdraw(opdracht, levering, gegevens)
        return
    sleutel = levering.sleutel
    melding: dict[str, Any] = {
        "begindatum": sleutel.begindatum,
        "categorie": sleutel.categorie,
        "code": sleutel.code,
        "bericht_sleutel": opdracht.sleutel,
        "now": opdracht.now,
    }
    if levering.einddatum is not None:
        melding |= {"einddatum": levering.einddatum, "reden_beeindiging": levering.reden}
    if sleutel.toewijzing_nummer is None:
        toegang.register_taakmelding(**melding, **_get_taak(opdracht))
    elif levering.einddatum is None:
        toegang.register_start(**melding, toewijzing=gegevens.toewijzingen[sleutel.toewijzing_nummer])
    else:
        toegang.register_stop(**melding, toewijzing=gegevens.toewijzingen[sleutel.toewijzing_nummer])


def _get_taak(opdracht: Opdracht) -> dict[str, Any]:
    """Of whom taakgerichte delivery is, where no allocation says so."""
    return {
        "gemeente": opdracht.gemeente,
        "aanbieder": opdracht.aanbieder,
        "wet": queries.WET[opdracht.kop.definitie.familie],
        "bsn": opdracht.kop.heen.waarden["Client"]["Bsn"],
    }


def _withdraw(opdracht: Opdracht, levering: Levering, gegevens: queries.Levergegevens) -> None:
    melding = (
        gegevens.starts[levering.sleutel]
        if levering.einddatum is None
        else gegevens.stops[replace(levering, verwijderen=False)]
    )
    if isinstance(melding, Taakmelding):
        toegang.withdraw_taakmelding(melding=melding, now=opdracht.now)
    elif isinstance(melding, Startmelding):
        toegang.withdraw_start(start=melding, now=opdracht.now)
    else:
        toegang.withdraw_stop(stop=melding, now=opdracht.now)


def _close_fout(
    opdracht: Opdracht,
    fouten: list[list[Fout]],
    *,
    plek: tuple[str, str, str],
    onderwerp: str,
    ids: list[int],
) -> Uitkomst:
    """The refusal: the client unchanged, with the codes on the products that break a rule."""
    familie = opdracht.kop.definitie.familie
    plaatsen = [f"/Bericht/{'/'.join(plek)}[{nummer}]" for nummer in range(1, len(fouten) + 1)]
    bevindingen = [
        get_bevinding(familie, fout.regel, plaats=plaats, uitleg=fout.uitleg)
        for plaats, eigen in zip(plaatsen, fouten, strict=True)
        for fout in eigen
    ]
    codes_per_klasse: dict[Plek, list[str]] = {
        (*plek, nummer): [get_retourcode(familie, fout.regel) for fout in eigen]
        for nummer, eigen in enumerate(fouten)
        if eigen
    }
    antwoord = create_antwoord(opdracht, klassecodes=codes_per_klasse, onderwerp=onderwerp)
    codes = sorted({bevinding.retourcode or "" for bevinding in bevindingen})
    return Uitkomst(
        Status.AFGEKEURD,
        bevindingen,
        antwoord=antwoord,
        codes=codes,
        telt=True,
        onderwerp=onderwerp,
        toewijzing_ids=ids,
    )
