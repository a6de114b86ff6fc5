"""The demo from empty to ready, in order; says what it is doing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings

from stelsel.apps.accounts.actions import create_user
from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.bekostiging.actions import take_over_budget
from stelsel.apps.portaal.publish import publish_feiten
from stelsel.apps.sturing.queries import get_budgetbeeld
from stelsel.apps.toegang.models import Client, Vraag
from stelsel.apps.web.middleware.klok import get_vandaag
from stelsel.demo.begrotingen import create_begrotingen, create_plafond
from stelsel.demo.betalingen import create_betalingen
from stelsel.demo.caseload import create_caseload
from stelsel.demo.dossiers import register_open_vragen
from stelsel.demo.gebieden import create_gebieden
from stelsel.demo.geschiedenis import write_geschiedenis
from stelsel.demo.gezinnen import create_gezinnen
from stelsel.demo.inrichting import EERSTE_GEMEENTE, TWEEDE_GEMEENTE, WACHTWOORD, create_inrichting
from stelsel.demo.invullingen import create_invullingen
from stelsel.demo.kostprijsonderzoek import create_onderzoeken
from stelsel.demo.kostprijzen import create_kostprijzen
from stelsel.demo.loting import create_rng
from stelsel.demo.prijzen import create_prijzen
from stelsel.demo.regio import create_regio
from stelsel.demo.segmenten import create_segmentgegevens, publish_aanvulling
from stelsel.demo.toewijzingen import eerste_maand
from stelsel.demo.verwacht import create_referentiecijfers
from stelsel.demo.vulling import TIJDZONE, Vulling
from stelsel.domein.toegang.begrippen import Wet

#: How many open questions wait for the regisseur of the first and of the second gemeente.
OPEN_VRAGEN = {EERSTE_GEMEENTE: 8, TWEEDE_GEMEENTE: 4}


#: Budget of this year against what is granted so far: least and most.
RUIMTE = (1.02, 1.5)


def is_gevuld() -> bool:
    """The region has been made completely: its last step is the resident's login."""
    return User.objects.filter(username="inwoner").exists()


def create_demo(*, zaad: int, schaal: float, aantal: int, voortgang: Callable[[str], None]) -> None:
    """Fill an empty installation. `schaal`: size of the history; `aantal`: clients of today."""
    today = get_vandaag()
    regio, begin = create_regio(zaad=zaad), eerste_maand(today)
    voortgang("Gemeenten, aanbieders, contracten en gebruikers ...")
    users = create_inrichting(regio=regio, today=today, now=_nu(begin))
    voortgang("Vijf jaar geschiedenis van de hele regio ...")
    lake = Path(settings.STELSEL_LAKE)
    write_geschiedenis(map=lake, zaad=zaad, schaal=schaal, today=today, voortgang=voortgang)
    publish_aanvulling(zaad=zaad, schaal=schaal)
    voortgang(f"De lopende hulp van {aantal} cliënten, dag voor dag ...")
    regisseurs = {EERSTE_GEMEENTE: users["regisseur"], TWEEDE_GEMEENTE: users["regisseur2"]}
    caseload = create_caseload(regio=regio, zaad=zaad, aantal=aantal, today=today)
    post, agb = settings.STELSEL_POST, users["aanbieder"].agb
    Vulling(caseload, regisseurs, post, begin, today, demo_agb=agb).run(voortgang)
    create_betalingen(users=users, gemeentecode=EERSTE_GEMEENTE, begin=begin, today=today)
    for gemeente, regisseur in regisseurs.items():
        zonder_vraag = Client.objects.filter(gemeente_id=gemeente, vragen__isnull=True).order_by("pk")
        register_open_vragen(
            clienten=list(zonder_vraag[: OPEN_VRAGEN[gemeente]]), by=regisseur, now=_nu(today)
        )
    create_invullingen(users, gemeentecode=EERSTE_GEMEENTE, today=today)
    voortgang("Een gezinsplan, verantwoordelijken en wat opnieuw bekeken moet worden ...")
    create_gezinnen(users, gemeentecode=EERSTE_GEMEENTE, today=today, now=_nu(today))
    voortgang("Feiten zonder personen naar de cijferkant ...")
    publish_feiten(today=today)
    _take_over_budgetten(users, zaad=zaad, today=today)
    create_gebieden(users, now=_nu(today))
    create_kostprijzen(by=users["analist"], now=_nu(today))
    create_prijzen(users, today=today, now=_nu(today))
    create_onderzoeken(users, zaad=zaad, today=today, now=_nu(today))
    eerste = Gemeente.objects.get(code=EERSTE_GEMEENTE)
    create_begrotingen(users, gemeente=eerste, today=today, now=_nu(today))
    create_plafond(users, gemeente=eerste, today=today, now=_nu(today))
    create_referentiecijfers(users["analist"], zaad=zaad, today=today, now=_nu(today))
    create_segmentgegevens(users, today=today, now=_nu(today))
    _create_inwoner(_nu(today))


def _take_over_budgetten(users: dict[str, User], *, zaad: int, today: date) -> None:
    """Budgets of this year. The living caseload is a slice of the region, so they follow what is granted:
    most gemeenten have room for new clients, a few are nearly through."""
    rng = create_rng(zaad, "budgetten van nu")
    beeld = get_budgetbeeld(users["analist"], jaar=today.year, wet=None, today=today)
    gemeenten = {gemeente.naam: gemeente for gemeente in Gemeente.objects.filter(totdatum__isnull=True)}
    for regel in beeld.regels:
        bedrag = int(regel.stand.toegekend * rng.uniform(*RUIMTE))
        take_over_budget(
            gemeente=gemeenten[regel.gemeente],
            wet=Wet(regel.sleutel.split("-")[1]).value,
            jaar=today.year,
            bedrag=round(bedrag, -5),
            by=users["beheerder"],
            now=_nu(today),
        )


def _create_inwoner(now: datetime) -> None:
    """The resident's own login: somebody about whom was decided."""
    besloten = Vraag.objects.filter(client__gemeente_id=EERSTE_GEMEENTE, besluit__isnull=False).order_by("pk")
    vraag = besloten.select_related("client__gemeente").first()
    if vraag is None:
        raise RuntimeError("de voorbeeldregio heeft geen enkel besluit")
    create_user(
        username="inwoner",
        wachtwoord=WACHTWOORD,
        rol=Rol.INWONER,
        weergavenaam=vraag.client.volledige_naam,
        organisatie=f"Inwoner van {vraag.client.gemeente.naam}",
        by="beheerder",
        now=now,
        gemeentecode=EERSTE_GEMEENTE,
        client_nummer=vraag.client.nummer,
    )


def _nu(dag: date) -> datetime:
    return datetime.combine(dag, time(10, 0), tzinfo=TIJDZONE)
