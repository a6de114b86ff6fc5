"""Claims that were judged, ready to be paid, and the people who pay them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.declaraties import create_323, create_regel, read_323
from tests.factories.wereld import ALDERVOORT, KWARTEL, MERELHOF, NU, VANDAAG, Wereld, create_toewijzing

from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.declaraties import actions
from stelsel.apps.declaraties.models import Betaalrun, Declaratie

GEMEENTE_IBAN = "NL20INGB0001234567"


def create_betalers(wereld: Wereld) -> None:
    """A second controller, a third, and one of them under another login; the gemeente has an account."""
    for naam, persoon in (("controller2", ""), ("controller3", ""), ("controller2b", "controller2")):
        wereld.users[naam] = User.objects.create(
            username=naam, rol=Rol.CONTROLLER, gemeentecode=ALDERVOORT, persoon=persoon, weergavenaam=naam
        )
    actions.take_over_rekeningen(
        rekeningen={ALDERVOORT: (GEMEENTE_IBAN, "Gemeente Aldervoort")},
        vanaf=date(2024, 1, 1),
        by=(wereld.users["controller"], wereld.users["controller2"]),
        now=NU,
    )


def create_toewijzingen(wereld: Wereld) -> None:
    """Allocation 1000 at Merelhof and 1001 at Kwartel."""
    create_toewijzing(wereld, toewijzing_nummer="1000", volume=500, frequentie="6")
    create_toewijzing(wereld, toewijzing_nummer="1001", agb=KWARTEL, volume=500, frequentie="6")


def declareer(wereld: Wereld, *regels: dict[str, Any], agb: str = MERELHOF, **bericht: Any) -> Declaratie:
    """A claim through the product; lines of `create_regel`."""
    nummer = bericht.get("declaratie_nummer", "D202602")
    actions.register_declaratie(
        declaratie=read_323(create_323(regels, afzender=agb, **bericht)),
        gemeente=wereld.gemeenten[ALDERVOORT],
        aanbieder=wereld.aanbieders[agb],
        wet="wmo",
        bericht_sleutel=f"in-{agb}-{nummer}",
        sha256="0" * 64,
        create_identificatie=lambda: "ANT000000001",
        today=VANDAAG,
        now=NU,
    )
    return Declaratie.objects.get(aanbieder_id=agb, declaratie_nummer=nummer)


def declareer_twee(wereld: Wereld) -> tuple[Declaratie, Declaratie]:
    """€ 640,00 for Merelhof, € 625,00 for Kwartel."""
    return (
        declareer(wereld, create_regel()),
        declareer(
            wereld,
            create_regel(referentie_nummer="K1", toewijzing_nummer=1001, tarief=6_250),
            agb=KWARTEL,
        ),
    )


def create_run(wereld: Wereld, *, by: str = "controller", tot: date = date(2026, 6, 1)) -> Betaalrun:
    """A run of everything that is open."""
    return actions.create_betaalrun(
        gemeentecode=ALDERVOORT,
        betalen_tot=tot,
        uitvoeringsdatum=VANDAAG,
        by=wereld.users[by],
        today=VANDAAG,
        now=NU,
    )


def approve(wereld: Wereld, run: Betaalrun, *, by: str = "controller2") -> Betaalrun:
    """Submitted by the maker and approved by somebody else."""
    run = actions.submit_betaalrun(sleutel=run.pk, by=wereld.users["controller"], now=NU)
    return actions.approve_betaalrun(
        sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, by=wereld.users[by], now=NU
    )


def pay(wereld: Wereld) -> Betaalrun:
    """A run from proposal to the confirmation of the bank."""
    run = approve(wereld, create_run(wereld))
    actions.create_betaalbestand(sleutel=run.pk, by=wereld.users["controller"], now=NU)
    return actions.register_betaald(sleutel=run.pk, by=wereld.users["controller"], now=NU)
