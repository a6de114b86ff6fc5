"""What household plans, leads and looking again show elsewhere: work lists, and tables on an allocation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import (
    Rij,
    Tabel,
    Tabelbron,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    register_tabel,
    register_verwijzing,
    register_werklijst,
)

from .. import queries
from ..models import Herijking, Hoofdverantwoordelijke
from ..permissions import ROLLEN, Handeling, mag
from ..queries.herijkingen import list_herijkingen
from ..queries.hoofdverantwoordelijken import (
    list_hoofden,
    list_modules,
    list_open_uitzonderingen,
    list_zonder_contactpersoon,
)

_PER_LIJST = 5


def register() -> None:
    """Add the work lists, the tables on an allocation and the way to the plan."""
    herijkers, lezers = _get_rollen(Handeling.HERIJKEN), _get_rollen(Handeling.TOEWIJZINGEN_LEZEN)
    werklijsten = (
        ("Hulp om opnieuw te bekijken", herijkers, list_open_herijkingen),
        (
            "Uitzonderingen die op uw akkoord wachten",
            _get_rollen(Handeling.OVER_UITZONDERING_BESLISSEN),
            list_wachtende_uitzonderingen,
        ),
        ("Hulp waarbij u een contactpersoon noemt", frozenset({Rol.AANBIEDER.value}), list_naamloos),
    )
    for naam, rollen, list_werk in werklijsten:
        register_werklijst(Werklijst(naam, rollen, list_werk, "Er ligt hier niets voor u."))
    register_tabel(Tabelbron("toewijzing", lezers, get_hoofdentabel))
    register_tabel(Tabelbron("toewijzing", lezers, get_moduletabel))
    register_tabel(Tabelbron("toewijzing", herijkers, get_herijktabel))
    register_verwijzing(
        Verwijzing(
            soort="client",
            naam="Gezinsplan",
            rollen=_get_rollen(Handeling.GEZINSPLAN_MAKEN),
            get_adres=lambda sleutel: reverse("toegang:gezinsplan_nieuw", args=[sleutel]),
        )
    )


def _get_rollen(handeling: Handeling) -> frozenset[str]:
    return frozenset(str(rol) for rol in ROLLEN[handeling])


def list_open_herijkingen(user: Any, today: date) -> Werkvoorraad:
    """Tasks that the rules called for, the most urgent first, with the fact."""
    taken = list_herijkingen(user).filter(status="open")
    return Werkvoorraad(
        aantal=taken.count(),
        rijen=tuple(_als_herijkrij(taak, today) for taak in taken[:_PER_LIJST]),
        adres=reverse("toegang:herijkingen") + "?status=open",
    )


def _als_herijkrij(taak: Herijking, today: date) -> Rij:
    client = taak.toewijzing.client
    return Rij(
        titel=f"{client.volledige_naam}, {taak.toewijzing.aanbieder.naam}",
        adres=reverse("toegang:herijking", args=[taak.pk]),
        uitleg=f"{taak.feit} Bekijk dit uiterlijk",
        datum=taak.uiterste_datum,
        woord="Te laat" if taak.uiterste_datum < today else "",
        toon="fout",
        client_nummer=client.nummer,
    )


def list_wachtende_uitzonderingen(user: Any, today: date) -> Werkvoorraad:
    """Exceptions that somebody else asked."""
    rijen = list_open_uitzonderingen(user)
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(
            Rij(
                titel=f"{rij.toewijzing.client.volledige_naam}, {rij.aanbieder.naam}",
                adres=reverse("toegang:uitzondering", args=[rij.pk]),
                uitleg="tweede verantwoordelijke vanaf",
                datum=rij.vanaf,
                client_nummer=rij.toewijzing.client.nummer,
            )
            for rij in rijen[:_PER_LIJST]
        ),
        adres=reverse("toegang:uitzonderingen"),
    )


def list_naamloos(user: Any, today: date) -> Werkvoorraad:
    """Running help of which the lead named nobody."""
    rijen = list_zonder_contactpersoon(user, today=today)
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(
            Rij(
                titel=rij.client.volledige_naam,
                adres=reverse("toegang:contactpersoon", args=[rij.pk]),
                uitleg=f"toewijzing {rij.toewijzing_nummer}, hulp vanaf",
                datum=rij.ingangsdatum,
                client_nummer=rij.client.nummer,
            )
            for rij in rijen[:_PER_LIJST]
        ),
        adres=reverse("toegang:hoofdverantwoordelijken"),
    )


def get_hoofdentabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """Who answers for an allocation, now and before, with the ways to change that."""
    rij = queries.get_toewijzing(user, int(sleutel))
    if rij is None or rij.verwijderd:
        return None
    loopt = rij.einddatum is None or rij.einddatum >= today
    paden = [
        ("Leg de hoofdverantwoordelijke vast", "toegang:contactpersoon", Handeling.CONTACTPERSOON_NOEMEN),
        ("Vraag een tweede verantwoordelijke", "toegang:uitzondering_vragen", Handeling.UITZONDERING_VRAGEN),
    ]
    return Tabel(
        kop="Wie is verantwoordelijk?",
        kolommen=("Rol", "Aanbieder", "Contactpersoon", "Telefoon", "Van", "Tot en met"),
        rijen=tuple(_als_hoofdregel(hoofd, today) for hoofd in list_hoofden(rij)),
        uitleg="Altijd precies één aanbieder, met een naam. Een tweede kan alleen met een reden en akkoord.",
        adressen=tuple(
            (naam, reverse(pad, args=[rij.pk]))
            for naam, pad, handeling in paden
            if loopt and mag(user, handeling)
        ),
    )


def _als_hoofdregel(hoofd: Hoofdverantwoordelijke, today: date) -> tuple[str, ...]:
    rol = "Hoofdverantwoordelijk" if hoofd.uitzondering is None else "Ook verantwoordelijk"
    if hoofd.tot is not None and hoofd.tot < today:
        rol = f"{rol}, vroeger"
    naam = hoofd.contactpersoon or "nog niet genoemd"
    return (
        rol,
        hoofd.aanbieder.naam,
        f"{naam}, {hoofd.functie}" if hoofd.functie else naam,
        hoofd.telefoon or "niet bekend",
        f"{hoofd.vanaf:%d-%m-%Y}",
        f"{hoofd.tot:%d-%m-%Y}" if hoofd.tot else "zolang de hulp loopt",
    )


def get_moduletabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """Temporary specialist help beside an allocation, as far as this user may see it; None without."""
    rijen = list_modules(user, int(sleutel))
    if not rijen:
        return None
    return Tabel(
        kop="Tijdelijke specialistische hulp hiernaast",
        kolommen=("Toewijzing", "Aanbieder", "Van", "Tot en met"),
        rijen=tuple(
            (
                rij.toewijzing_nummer,
                rij.aanbieder.naam,
                f"{rij.ingangsdatum:%d-%m-%Y}",
                f"{rij.einddatum:%d-%m-%Y}" if rij.einddatum else "open",
            )
            for rij in rijen
        ),
        uitleg="Tijdelijk naast deze langdurige hulp, tot de einddatum.",
        adressen=tuple(
            (f"Open toewijzing {rij.toewijzing_nummer}", reverse("toegang:toewijzing", args=[rij.pk]))
            for rij in rijen
        ),
    )


def get_herijktabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """The tasks on an allocation that are not done; None without."""
    taken = list(list_herijkingen(user).filter(toewijzing_id=int(sleutel), status="open"))
    if not taken:
        return None
    return Tabel(
        kop="Is dit nog de goede hulp?",
        kolommen=("Feit", "Bekijk dit uiterlijk"),
        rijen=tuple((taak.feit, f"{taak.uiterste_datum:%d-%m-%Y}") for taak in taken),
        uitleg="Een regel vraagt om opnieuw te kijken.",
        adressen=tuple(
            (f"Bekijk: {taak.feit}", reverse("toegang:herijking", args=[taak.pk])) for taak in taken
        ),
    )
