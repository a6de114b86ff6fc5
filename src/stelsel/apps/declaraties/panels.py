"""What claims show elsewhere: rejected lines and due payments on Mijn werk, claims in search, a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from stelsel.apps.accounts.models import Rol
from stelsel.apps.toegang import queries as toegang
from stelsel.apps.web.panels import (
    Rij,
    Tabel,
    Tabelbron,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    Zoekbron,
    register_tabel,
    register_verwijzing,
    register_werklijst,
    register_zoekbron,
)
from stelsel.domein.declaraties.betaalrun import Runstatus
from stelsel.domein.toegang.omvang import render_aantal
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import Eenheid

from . import queries
from .actions.gebruik import lock_gebruik
from .models import Betaalvoorstel, Declaratie
from .permissions import LEZERS

PER_LIJST = 5
_MINUTEN = "Minuten tellen samen mee als uren, naar boven afgerond."
VOORUITBLIK_DAGEN = 14


def register() -> None:
    """Add the work lists, the search and the link of this context, and what was approved on an allocation."""
    toegang.register_gebruiksbron(toegang.Gebruiksbron(queries.get_gebruik, lock_gebruik))
    lezers = frozenset(rol.value for rol in LEZERS)
    register_werklijst(
        Werklijst(
            "Declaraties met afgekeurde regels",
            frozenset({Rol.BACKOFFICE.value, Rol.AANBIEDER.value}),
            list_afgekeurd,
            "Er zijn geen declaraties met afgekeurde regels.",
        )
    )
    register_werklijst(
        Werklijst(
            "Betaalruns om goed te keuren",
            frozenset({Rol.CONTROLLER.value}),
            list_goed_te_keuren,
            "Er wacht geen betaalrun op uw goedkeuring.",
        )
    )
    register_werklijst(
        Werklijst(
            "Te laat of binnen twee weken te betalen",
            frozenset({Rol.CONTROLLER.value}),
            list_te_betalen,
            "Er hoeft de komende twee weken niets betaald te worden.",
        )
    )
    _register_verwijzingen(lezers)
    toewijzinglezers = frozenset({Rol.REGISSEUR.value, Rol.BACKOFFICE.value, Rol.AANBIEDER.value})
    register_tabel(Tabelbron("toewijzing", toewijzinglezers, get_tabel_toewijzing))


def _register_verwijzingen(lezers: frozenset[str]) -> None:
    """Search, and the links from aanbieders and budgets."""
    register_zoekbron(Zoekbron("Declaraties", lezers, list_treffers))
    register_verwijzing(
        Verwijzing(
            "aanbieder",
            "Declaraties van deze aanbieder",
            lezers,
            lambda sleutel: f"{reverse('declaraties:declaraties')}?aanbieder={sleutel}",
        )
    )
    register_verwijzing(Verwijzing("budgetregel", "Declaraties", lezers, get_adres_budgetregel))
    register_verwijzing(
        Verwijzing("budgetregel goedgekeurd", "Goedgekeurde regels", lezers, get_adres_goedgekeurd)
    )


def get_tabel_toewijzing(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """What was approved on one allocation, per month; nothing without approved lines."""
    toewijzing = toegang.get_toewijzing(user, int(sleutel))
    maanden = queries.list_gebruik_per_maand(toewijzing) if toewijzing else []
    if toewijzing is None or not maanden:
        return None
    rijen = tuple(
        (
            date_format(dag, "F Y"),
            " en ".join(render_aantal(volume, eenheid) for eenheid, volume in volumes.items()),
            in_euro(bedrag),
        )
        for dag, volumes, bedrag in maanden
    )
    in_minuten = any(Eenheid.MINUUT in volumes for _, volumes, _ in maanden)
    uitleg = _MINUTEN if in_minuten and toewijzing.eenheid == Eenheid.UUR else ""
    return Tabel("Goedgekeurd per maand", ("Maand", "Aantal", "Bedrag"), rijen, uitleg)


def get_adres_budgetregel(sleutel: str) -> str:
    """The claim lines behind a budget, named as gemeente-wet-jaar."""
    gemeente, wet, jaar = sleutel.split("-")
    return f"{reverse('declaraties:regels')}?gemeente={gemeente}&wet={wet}&jaar={jaar}"


def get_adres_goedgekeurd(sleutel: str) -> str:
    """The approved ones of them."""
    return f"{get_adres_budgetregel(sleutel)}&oordeel=True"


def list_afgekeurd(user: Any, today: date) -> Werkvoorraad:
    """Claims with rejected lines, the last on top."""
    rijen = queries.list_met_afkeuring(user)
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(_als_rij(user, rij) for rij in rijen[:PER_LIJST]),
        adres=f"{reverse('declaraties:declaraties')}?afgekeurd=ja",
    )


def _als_rij(user: Any, rij: Declaratie) -> Rij:
    """With the other party first: the aanbieder, or for an aanbieder the gemeente."""
    regels = "1 regel" if rij.aantal_afgekeurd == 1 else f"{rij.aantal_afgekeurd} regels"
    afgekeurd = f"{regels} van {rij.aantal_regels} afgekeurd, " if rij.aantal_afgekeurd else ""
    partij = rij.gemeente if user.agb else rij.aanbieder
    return Rij(
        titel=f"{partij.naam}, {date_format(rij.periode_begindatum, 'F Y')}",
        adres=reverse("declaraties:declaratie", args=[rij.pk]),
        uitleg=f"{afgekeurd}declaratie {rij.declaratie_nummer} van",
        datum=rij.dagtekening,
    )


def list_te_betalen(user: Any, today: date) -> Werkvoorraad:
    """Proposals that are late or due soon and have not gone to the bank, the first on top."""
    tot = today + timedelta(days=VOORUITBLIK_DAGEN)
    rijen = (
        queries.list_betaalvoorstellen(user, today=today)
        .filter(bedrag__gt=0, uiterste_betaaldatum__lte=tot)
        .exclude(stand__in=queries.WEG)
    )
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(_als_betaling(rij) for rij in rijen[:PER_LIJST]),
        adres=f"{reverse('declaraties:betaalvoorstellen')}?tot={tot:%Y-%m-%d}&sorteer=uiterste_betaaldatum",
    )


def _als_betaling(rij: Betaalvoorstel) -> Rij:
    te_laat = bool(rij.te_laat)  # type: ignore[attr-defined]  # annotated by add_stand
    return Rij(
        titel=f"{rij.declaratie.aanbieder.naam}, {in_euro(rij.bedrag)}",
        adres=reverse("declaraties:declaratie", args=[rij.declaratie_id]),
        uitleg="had betaald moeten zijn voor of op" if te_laat else "betalen voor of op",
        datum=rij.uiterste_betaaldatum,
        woord="Te laat" if te_laat else "",
        toon="fout" if te_laat else "neutraal",
    )


def list_goed_te_keuren(user: Any, today: date) -> Werkvoorraad:
    """Runs that wait for a second person and that this user did not touch."""
    rijen = [
        run
        for run in queries.list_betaalruns(user).filter(status=Runstatus.VOORGELEGD)
        if user.persoon_sleutel not in run.makers
    ]
    return Werkvoorraad(
        aantal=len(rijen),
        rijen=tuple(
            Rij(
                titel=f"Betaalrun {run.nummer}, {in_euro(run.totaal)}",
                adres=reverse("declaraties:betaalrun", args=[run.nummer]),
                uitleg="wacht op uw goedkeuring, te betalen op",
                datum=run.uitvoeringsdatum,
            )
            for run in rijen[:PER_LIJST]
        ),
        adres=f"{reverse('declaraties:betaalruns')}?status={Runstatus.VOORGELEGD.value}",
    )


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Claims by number or aanbieder."""
    return [_als_rij(user, rij) for rij in queries.list_gevonden_declaraties(user, zoekterm)[:PER_LIJST]]
