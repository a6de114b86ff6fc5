"""Messages, both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.assurance.paginas.vorm import ALLEN, SLEUTEL, SLEUTEL_WEG, Pagina, per_dossier
from tests.factories.volle_wereld import Dossier, Eigendom, VolleWereld


def _inkomend(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for bericht in dossier.inkomend:
            yield {"sleutel": bericht.pk}, dossier.eigendom, dossier
    for rij, eigendom in vw.losse_bestanden:
        yield {"sleutel": rij.pk}, eigendom, None


def _uitgaand(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for bericht in dossier.uitgaand:
            yield {"sleutel": bericht.pk}, dossier.eigendom, dossier


def _aanlevering(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij, eigendom in vw.aanleveringen:
        yield {"sleutel": rij.pk}, eigendom, None


def _regel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for regel in dossier.declaratie.regels.all():
            yield {"pk": regel.pk}, dossier.eigendom, dossier


def _prestatie(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for wat, eigendom, dossier in _regel(vw):
        yield {"sleutel": wat["pk"]}, eigendom, dossier


def _declaratie(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        yield {"sleutel": dossier.declaratie.pk}, dossier.eigendom, dossier


def _gebeld(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    return SLEUTEL | {"handeling": "gebeld", "toelichting": "Wordt maandag hersteld."}


def _stopsleutel(d: Dossier) -> str:
    familie = "ijw" if d.toewijzing.wet == "jw" else "iwmo"
    return f"{d.client.gemeente_id}-{familie}-{d.toewijzing.toewijzing_nummer}"


BERICHTEN: dict[str, Pagina] = {
    "berichtenverkeer:inkomend_lijst": Pagina("BA"),
    "berichtenverkeer:uitgaand_lijst": Pagina("BA"),
    "berichtenverkeer:aanleveren": Pagina(
        "BA",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"bestanden": SimpleUploadedFile("nieuw.xml", b"<x/>")},
        vreemd=302,
    ),
    "berichtenverkeer:aanleveringen": Pagina("BA"),
    "berichtenverkeer:aanlevering": Pagina("BA", _aanlevering, SLEUTEL_WEG, vragen=("export=fouten",)),
    "berichtenverkeer:inkomend": Pagina("BA", _inkomend, SLEUTEL_WEG),
    "berichtenverkeer:prestatie": Pagina("BCA", _prestatie, SLEUTEL_WEG, get=302),
    "berichtenverkeer:declaratie": Pagina("BCA", _declaratie, SLEUTEL_WEG),
    "berichtenverkeer:declaratie_xml": Pagina("BCA", _declaratie, SLEUTEL_WEG),
    "berichtenverkeer:declaratie_antwoord": Pagina("BCA", _declaratie, SLEUTEL_WEG),
    "berichtenverkeer:declaratie_antwoord_xml": Pagina("BCA", _declaratie, SLEUTEL_WEG),
    "berichtenverkeer:inkomend_xml": Pagina("BA", _inkomend, SLEUTEL_WEG),
    "berichtenverkeer:uitgaand": Pagina("BA", _uitgaand, SLEUTEL_WEG),
    "berichtenverkeer:uitgaand_xml": Pagina("BA", _uitgaand, SLEUTEL_WEG),
    "berichtenverkeer:inkomend_handeling": Pagina("B", _inkomend, SLEUTEL_WEG, leeg=400, vol=_gebeld),
    "berichtenverkeer:uitgaand_handeling": Pagina("B", _uitgaand, SLEUTEL_WEG, leeg=400, vol=_gebeld),
    "berichtenverkeer:storingen": Pagina("BH", vragen=("afloop=open", "export=csv")),
    "berichtenverkeer:storing": Pagina(
        "BH",
        per_dossier(lambda d: {"sleutel": d.storing.pk if d.storing else 0}),
        SLEUTEL_WEG,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"handeling": "terzijde", "toelichting": "Hoeft niet meer."},
    ),
    "berichtenverkeer:gereedheid": Pagina("BC", vragen=("export=xlsx",)),
    "berichtenverkeer:lasten": Pagina("BCA", vragen=("jaar=2026", "export=xlsx")),
    "berichtenverkeer:aansluiting": Pagina(
        "B", leeg=400, vol=lambda vw, d: SLEUTEL | {"in_envelop": "ja"}, vreemd=302
    ),
    "berichtenverkeer:aanbiederspel": Pagina(
        "RBAH", leeg=400, vol=lambda vw, d: SLEUTEL | {"stop": _stopsleutel(d)}
    ),
    "berichtencontrole:controle": Pagina(
        ALLEN,
        publiek=True,
        leeg=400,
        vol=lambda vw, d: {"xml": "<x/>"},
        na=200,
        vreemd=200,
        vragen=("voorbeeld=bsn",),
    ),
    "berichtencontrole:rapport": Pagina(ALLEN, publiek=True, get=405, leeg=400),
}
