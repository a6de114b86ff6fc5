"""Requests (315, 317): judged against the dossier, then taken up in toegang, then answered (316, 318)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.toegang import actions as toegang
from stelsel.domein.toegang.verzoek import Productverzoek, Verzoeksoort
from stelsel.istandaarden.antwoorden import GEEN_OPMERKING, NIET_BEOORDEELD, Plek
from stelsel.istandaarden.berichten import Waarden
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.regels.aanvraag import check_verzoek, is_beoordeeld
from stelsel.istandaarden.regels.levering import Fout
from stelsel.kern.bevinding import Bevinding

from .antwoord import create_antwoord
from .uitkomst import Opdracht, Status, Uitkomst, get_bevinding, get_retourcode

#: Where a VOW lists its products, and what it wants with them.
_VOW_LIJSTEN = (
    ("OngewijzigdeProducten", "OngewijzigdProduct", Productverzoek.ONGEWIJZIGD),
    ("TeWijzigenProducten", "TeWijzigenProduct", Productverzoek.TE_WIJZIGEN),
    ("NieuweProducten", "NieuwProduct", Productverzoek.NIEUW),
)


def register_verzoekbericht(opdracht: Opdracht) -> Uitkomst:
    """The verdict on a 315 or 317. One fault refuses the whole message, which then counts as not sent."""
    client: Waarden = opdracht.kop.heen.waarden["Client"]
    gegevens = _get_gegevens(opdracht, client)
    grond = _get_grond(opdracht, gegevens)
    fouten = check_verzoek(client, grond.dossier, soort=opdracht.kop.definitie.soort)
    if fouten:
        toegang.register_afgekeurd_verzoek(gegevens=gegevens, now=opdracht.now)
        return _close_fout(opdracht, fouten, grond)
    toegang.register_verzoek(gegevens=gegevens, now=opdracht.now)
    antwoord = create_antwoord(opdracht, onderwerp=grond.client_nummer)
    return Uitkomst(
        Status.VERWERKT,
        antwoord=antwoord,
        telt=True,
        onderwerp=grond.client_nummer,
        toewijzing_ids=grond.toewijzing_ids,
    )


def _get_grond(opdracht: Opdracht, gegevens: toegang.Verzoekgegevens) -> queries.Verzoekgrond:
    assert opdracht.gemeente is not None  # noqa: S101 - the header was judged before the content
    kenmerk = queries.Verzoekkenmerk(
        gemeente=opdracht.gemeente,
        aanbieder=opdracht.aanbieder,
        familie=opdracht.kop.definitie.familie,
        bsn=gegevens.bsn,
        dagtekening=gegevens.dagtekening,
    )
    return queries.get_verzoekgrond(
        kenmerk,
        referenties={aanvraag.referentie_aanbieder for aanvraag in gegevens.aanvragen},
        codes={product.code for aanvraag in gegevens.aanvragen for product in aanvraag.producten},
        today=opdracht.today,
    )


def _close_fout(
    opdracht: Opdracht, fouten: Mapping[Plek, Sequence[Fout]], grond: queries.Verzoekgrond
) -> Uitkomst:
    """The refusal: the client unchanged, with a code on every class."""
    familie = opdracht.kop.definitie.familie

    def list_codes(plek: Plek) -> list[str]:
        if plek in fouten:
            return [get_retourcode(familie, fout.regel) for fout in fouten[plek]]
        return [GEEN_OPMERKING if is_beoordeeld(plek, fouten) else NIET_BEOORDEELD]

    bevindingen = [
        get_bevinding(familie, fout.regel, plaats=_render_plaats(plek), uitleg=fout.uitleg)
        for plek, eigen in fouten.items()
        for fout in eigen
    ]
    return Uitkomst(
        Status.AFGEKEURD,
        bevindingen,
        antwoord=create_antwoord(opdracht, klassecodes=list_codes, onderwerp=grond.client_nummer),
        codes=_list_codes(bevindingen),
        telt=True,
        onderwerp=grond.client_nummer,
        toewijzing_ids=grond.toewijzing_ids,
    )


def _list_codes(bevindingen: Sequence[Bevinding]) -> list[str]:
    return sorted({bevinding.retourcode or "" for bevinding in bevindingen})


def _render_plaats(plek: Plek) -> str:
    """The place as a path: ("Client", "Verzoek") is /Bericht/Client/Verzoek; numbers count from one."""
    pad = "".join(f"[{deel + 1}]" if isinstance(deel, int) else f"/{deel}" for deel in plek)
    return f"/Bericht{pad}"


def _get_gegevens(opdracht: Opdracht, client: Waarden) -> toegang.Verzoekgegevens:
    """The message as toegang stores it."""
    is_vow = opdracht.kop.definitie.soort == Berichtsoort.VERZOEK_WIJZIGING
    vast: dict[str, Any] = {
        "gemeentecode": opdracht.kop.gemeente,
        "agb": opdracht.aanbieder.agb,
        "wet": queries.WET[opdracht.kop.definitie.familie],
        "bsn": client["Bsn"],
        "dagtekening": opdracht.kop.dagtekening,
        "ontvangen_datum": opdracht.today,
        "bericht_sleutel": opdracht.sleutel,
    }
    if is_vow:
        verzoek = client["Verzoek"]
        return toegang.Verzoekgegevens(
            soort=Verzoeksoort.VOW,
            aanvragen=[toegang.Aanvraagwens(verzoek["ReferentieAanbieder"], tuple(_list_vow(verzoek)))],
            reden_verzoek=verzoek["RedenVerzoek"],
            **vast,
        )
    return toegang.Verzoekgegevens(
        soort=Verzoeksoort.VOT,
        aanvragen=[
            toegang.Aanvraagwens(deel["ReferentieAanbieder"], (_create_aangevraagd(deel),))
            for deel in client["AangevraagdeProducten"]["AangevraagdProduct"]
        ],
        persoon=_create_persoon(client),
        commentaar=client.get("Commentaar") or "",
        **vast,
    )


def _create_persoon(client: Waarden) -> toegang.Persoonswens:
    naam = client["Naam"]
    return toegang.Persoonswens(
        geslachtsnaam=naam["Geslachtsnaam"]["Achternaam"],
        voorvoegsel=naam["Geslachtsnaam"].get("Voorvoegsel") or "",
        voornamen=naam.get("Voornamen") or naam.get("Voorletters") or "",
        geboortedatum=client["Geboortedatum"]["Datum"],
        geslacht=client["Geslacht"],
        gezagsdrager_bekend=client.get("GezagsdragerBekend") or "",
    )


def _list_vow(verzoek: Waarden) -> Iterator[toegang.Productwens]:
    for verzameling, klasse, soort in _VOW_LIJSTEN:
        for deel in (verzoek.get(verzameling) or {}).get(klasse, []):
            yield toegang.Productwens(
                soort=soort,
                toewijzing_nummer=str(deel.get("ToewijzingNummer") or ""),
                ingangsdatum=deel.get("GewensteIngangsdatum"),
                einddatum=deel.get("Einddatum"),
                **_get_inhoud(deel),
            )


def _create_aangevraagd(deel: Waarden) -> toegang.Productwens:
    verwijzer = deel["Verwijzer"]
    return toegang.Productwens(
        soort=Productverzoek.AANGEVRAAGD,
        ingangsdatum=deel["ToewijzingIngangsdatum"],
        einddatum=deel.get("ToewijzingEinddatum"),
        verwijzer_type=verwijzer["Type"],
        verwijzer_naam=verwijzer.get("Naam") or "",
        verwijzer_code=verwijzer.get("ZorgverlenerCode") or "",
        beschikking_nummer=str(deel.get("BeschikkingNummer") or ""),
        beschikking_ingangsdatum=deel.get("BeschikkingIngangsdatum"),
        raamcontract=deel.get("Raamcontract") or "",
        commentaar=deel.get("Commentaar") or "",
        **_get_inhoud(deel),
    )


def _get_inhoud(deel: Waarden) -> dict[str, Any]:
    product, omvang = deel.get("Product") or {}, deel.get("Omvang") or {}
    return {
        "categorie": product.get("Categorie") or "",
        "code": product.get("Code") or "",
        "volume": omvang.get("Volume"),
        "eenheid": omvang.get("Eenheid") or "",
        "frequentie": omvang.get("Frequentie") or "",
        "budget": deel.get("Budget"),
    }
