"""What stands on the books of the full world: paid claims, the export of them, the own contribution."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.factories.wereld import NU, VANDAAG, Wereld

from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.declaraties import actions as betalen
from stelsel.apps.declaraties.models import Betaalrun, Betaling, Bijdrageperiode
from stelsel.domein.declaraties.boekhouding import Post
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering

if TYPE_CHECKING:
    from tests.factories.volle_wereld import Dossier


def create_bijdrageperiode(dossier: Dossier) -> None:
    """Its person in the register of the own contribution, whatever the law; the client's number shows it."""
    Bijdrageperiode.objects.create(
        gemeente=dossier.client.gemeente,
        client=dossier.client,
        start_nummer=1 + Bijdrageperiode.objects.count(),
        startdatum=VANDAAG,
        status=Aanlevering.EERSTE,
        bijgewerkt_at=NU,
    )


def create_betaling(wereld: Wereld, dossier: Dossier) -> tuple[str, ...]:
    """A run of the claims of this gemeente at the bank, by two of its controllers; what gives it away."""
    gemeente = dossier.client.gemeente_id
    if not Betaalrun.objects.filter(gemeente_id=gemeente).exists():
        create_run(wereld, gemeente)
    betaling = Betaling.objects.get(
        betaalrun__gemeente_id=gemeente, aanbieder_id=dossier.toewijzing.aanbieder_id
    )
    return (betaling.kenmerk,)


def create_run(wereld: Wereld, gemeente: str) -> None:
    """From proposal to file."""
    een, twee = (
        User.objects.create(username=f"betaler{gemeente}{nr}", rol=Rol.CONTROLLER, gemeentecode=gemeente)
        for nr in (1, 2)
    )
    betalen.take_over_rekeningen(
        rekeningen={gemeente: ("NL20INGB0001234567", f"Gemeente {gemeente}")},
        vanaf=date(2024, 1, 1),
        by=(een, twee),
        now=NU,
    )
    run = betalen.create_betaalrun(
        gemeentecode=gemeente,
        betalen_tot=date(2026, 6, 1),
        uitvoeringsdatum=VANDAAG,
        by=een,
        today=VANDAAG,
        now=NU,
    )
    run = betalen.submit_betaalrun(sleutel=run.pk, by=een, now=NU)
    betalen.approve_betaalrun(sleutel=run.pk, inhoud_sha256=run.inhoud_sha256, by=twee, now=NU)
    betalen.create_betaalbestand(sleutel=run.pk, by=een, now=NU)
    betalen.change_boekhoudrekeningen(rekeningen=dict.fromkeys(Post, ("1300", "")), by=een, now=NU)
    betalen.create_boekhoudexport(tot_en_met=VANDAAG, by=een, now=NU)
