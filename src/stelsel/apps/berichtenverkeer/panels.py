"""What messages show elsewhere: work that waits, search, and their place in a client's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import (
    Moment,
    Paneel,
    Rij,
    Tabel,
    Tabelbron,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    Zoekbron,
    register_paneel,
    register_tabel,
    register_verwijzing,
    register_werklijst,
    register_zoekbron,
)

from . import queries
from .permissions import HERSTELLERS, LASTENLEZERS, LEZERS, TOETSERS

_MEESTE = 5


def register() -> None:
    """Add the work list, the search and the timeline of this context."""
    lezers = frozenset(LEZERS)
    leeg = "Alle berichten zijn verwerkt en beantwoord."
    register_werklijst(Werklijst("Berichten die aandacht vragen", lezers, list_werk_in, leeg))
    leeg = "Op elk bericht kwam een goed antwoord, of de termijn loopt nog."
    register_werklijst(Werklijst("Berichten zonder goed antwoord", lezers, list_werk_uit, leeg))
    vast = "Er is niets vastgelopen."
    register_werklijst(Werklijst("Vastgelopen berichten", frozenset(HERSTELLERS), list_vast, vast))
    register_zoekbron(Zoekbron("Berichten", lezers, list_treffers))
    controleurs = lezers | {Rol.CONTROLLER.value}
    register_tabel(Tabelbron("declaratieregel", controleurs, get_tabel_prestatie))
    register_verwijzing(Verwijzing("declaratieregel", "Open het bericht", controleurs, get_adres_prestatie))
    register_verwijzing(Verwijzing("declaratie", "Open het bericht", controleurs, get_adres_declaratie))
    register_verwijzing(Verwijzing("taakmelding", "Open het bericht", lezers, get_adres_melding))
    toetsers, lastenlezers = frozenset(TOETSERS), frozenset(LASTENLEZERS)
    register_verwijzing(Verwijzing("declaraties", "Gereedheid", toetsers, get_adres_gereedheid))
    register_verwijzing(Verwijzing("declaraties", "Werk aan berichten", lastenlezers, get_adres_lasten))
    register_paneel(Paneel("client", "Berichten", lezers | {Rol.REGISSEUR.value}, list_momenten))
    register_paneel(Paneel("toewijzing", "Berichten", lezers | {Rol.REGISSEUR.value}, list_bij_toewijzing))
    register_paneel(Paneel("verzoek", "Berichten", lezers | {Rol.REGISSEUR.value}, list_bij_verzoek))


def get_tabel_prestatie(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """The bytes of one claim line; nothing of a claim that came without a message."""
    plek = queries.get_prestatieplek(user, int(sleutel))
    if plek is None:
        return None
    oordeel = "De bytes zijn nog dezelfde" if plek.ongewijzigd else "LET OP: de bytes zijn veranderd"
    return Tabel(
        "In het bericht",
        ("Regel", "XML"),
        tuple((str(nummer), tekst) for nummer, tekst in plek.regels),
        uitleg=f"{plek.bericht.naam} {plek.bericht.identificatie}, vanaf regel {plek.regelnummer}. "
        f"{oordeel} als toen deze declaratie werd beoordeeld.",
    )


def get_adres_gereedheid(sleutel: str) -> str:
    """The gates of readiness; of no object."""
    return reverse("berichtenverkeer:gereedheid")


def get_adres_lasten(sleutel: str) -> str:
    """The load of messages; of no object."""
    return reverse("berichtenverkeer:lasten")


def get_adres_prestatie(sleutel: str) -> str:
    """The message of one claim line, at that line."""
    return reverse("berichtenverkeer:prestatie", args=[int(sleutel)])


def get_adres_declaratie(sleutel: str) -> str:
    """The message of one claim."""
    return reverse("berichtenverkeer:declaratie", args=[int(sleutel)])


def get_adres_melding(sleutel: str) -> str:
    """The message with which a start or stop came, in the list; `sleutel` as in "WMO305 41990001 ABC"."""
    identificatie = sleutel.rpartition(" ")[2]
    return f"{reverse('berichtenverkeer:inkomend_lijst')}?{urlencode({'zoek': identificatie})}"


def list_werk_in(user: Any, today: date) -> Werkvoorraad:
    """Refused or unreadable messages, and what waits for us too long."""
    rijen = queries.list_inkomend(user).filter(queries.vraagt_aandacht_in(user, today))
    adres = f"{reverse('berichtenverkeer:inkomend_lijst')}?aandacht=ja"
    return Werkvoorraad(rijen.count(), tuple(_als_rij_in(rij) for rij in rijen[:_MEESTE]), adres)


def list_werk_uit(user: Any, today: date) -> Werkvoorraad:
    """Messages of the gemeente that the aanbieder refused, or did not answer in time."""
    rijen = queries.list_uitgaand(user, today).filter(queries.vraagt_aandacht_uit(user, today))
    adres = f"{reverse('berichtenverkeer:uitgaand_lijst')}?aandacht=ja"
    return Werkvoorraad(rijen.count(), tuple(_als_rij_uit(rij) for rij in rijen[:_MEESTE]), adres)


def list_vast(user: Any, today: date) -> Werkvoorraad:
    """What does not go on without a person."""
    open_ = queries.list_storingen(user).filter(afloop="")
    rijen = [
        Rij(
            storing.titel,
            reverse("berichtenverkeer:storing", args=[storing.pk]),
            uitleg=storing.uitleg,
            datum=storing.ontstaan_at.date(),
            woord=storing.get_soort_display(),
            toon="fout",
        )
        for storing in open_[:_MEESTE]
    ]
    return Werkvoorraad(open_.count(), tuple(rijen), f"{reverse('berichtenverkeer:storingen')}?afloop=open")


def _als_rij_uit(rij: Any) -> Rij:
    """`te_laat` comes from the query. A message that we held back has no answer."""
    woord = rij.get_beantwoord_display() if rij.beantwoord else rij.get_status_display()
    return Rij(
        f"{rij.naam} {rij.identificatie}",
        reverse("berichtenverkeer:uitgaand", args=[rij.pk]),
        uitleg=f"Aan {rij.aanbieder.naam}",
        datum=rij.dagtekening,
        woord="Te laat" if rij.te_laat else woord,
        toon="let_op",
    )


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Messages by their Identificatie."""
    return [
        _als_rij_in(r) for r in queries.list_inkomend(user).filter(identificatie=zoekterm.upper())[:_MEESTE]
    ]


def _als_rij_in(rij: Any) -> Rij:
    return Rij(
        f"{rij.naam} {rij.identificatie}",
        reverse("berichtenverkeer:inkomend", args=[rij.pk]),
        uitleg=f"Van {rij.aanbieder.naam}" if rij.aanbieder else "Afzender onbekend",
        datum=rij.ontvangen_at.date(),
        woord=rij.get_status_display(),
        toon=queries.TONEN_IN[rij.status],
    )


def list_momenten(user: Any, sleutel: str) -> Iterable[Moment]:
    """The messages on one client's allocations; a link only for who may open messages."""
    return _als_momenten(user, queries.list_verwant_bij_client(user, sleutel))


def list_bij_toewijzing(user: Any, sleutel: str) -> Iterable[Moment]:
    """The messages on one allocation: 301, 302, 305 …; a link only for who may open messages."""
    return _als_momenten(user, queries.list_verwant_bij_toewijzing(user, int(sleutel)))


def list_bij_verzoek(user: Any, sleutel: str) -> Iterable[Moment]:
    """The messages on one request: 315 or 317 and all that followed; a link as above."""
    return _als_momenten(user, queries.list_verwant_bij_verzoek(user, sleutel))


def _als_momenten(user: Any, berichten: list[queries.Verwant]) -> Iterable[Moment]:
    mag_openen = user.rol in LEZERS
    for verwant in islice(reversed(berichten), 200):
        naam = "berichtenverkeer:uitgaand" if verwant.uitgaand else "berichtenverkeer:inkomend"
        richting = "verstuurd" if verwant.uitgaand else "ontvangen"
        yield Moment(
            verwant.moment,
            f"{verwant.bericht} {richting}: {verwant.status.lower()}",
            adres=reverse(naam, args=[verwant.sleutel]) if mag_openen else "",
        )
