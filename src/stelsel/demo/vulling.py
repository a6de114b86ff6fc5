"""Fills an empty installation with the region: history into the lake, and three months of living caseload
day by day through the product's own actions and real XML files.

Every day: what was decided becomes 301s, the aanbieders answer with 302s, report starts and stops, claim the
month before, and the worker judges and answers it all, just as it would in real life.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.berichtenverkeer.actions import (
    check_volgend_bericht,
    create_antwoordberichten,
    create_toewijzingsberichten,
    publish_uitgaande_berichten,
    register_inkomend_bericht,
)
from stelsel.apps.resultaten.models import Moment
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Client
from stelsel.apps.toegang.models import Toewijzing as Dossiertoewijzing
from stelsel.demo.aanbiederpost import (
    create_kenmerk,
    create_opdracht,
    create_startbericht,
    create_stopbericht,
    list_declaraties,
)
from stelsel.demo.administratie import Administratie, Opdracht
from stelsel.demo.caseload import Caseload
from stelsel.demo.dossiers import register_dossier, register_meting
from stelsel.demo.toewijzingen import Toewijzing
from stelsel.demo.verzoeken import Verzoekenpost
from stelsel.istandaarden.antwoorden import Plek, create_retour
from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.codec import parse_bericht, write_bericht
from stelsel.kern.periode import Periode

TIJDZONE = ZoneInfo("Europe/Amsterdam")
#: Numbers of allocations that ran before the product was used start here.
EERSTE_NUMMER = 100_000
#: Day of the month on which aanbieders claim the month before.
DECLARATIEDAG = 9
#: So many days later they claim anew what was sent back whole.
OPNIEUW_NA = 3
#: In the last so many days one aanbieder of every gemeente that decides here refuses a 301: it gave that
#: number to another client by mistake (TR332). It is what the back office finds stuck.
WEIGERDAGEN = timedelta(days=21)
_WEIGERCODE = "9332"
_PRODUCTEN = ("Client", "ToegewezenProducten", "ToegewezenProduct")


@dataclass
class Vulling:
    """The state of filling. `regisseurs`: per gemeente the user who decides there; allocations of those
    gemeenten come from whole dossiers, the others are taken over with their 301. `demo_agb`: the aanbieder
    whose login the demo has. `weigerden`: the gemeenten of which an aanbieder refused a 301."""

    caseload: Caseload
    regisseurs: dict[str, User]
    post: Path
    begin: date
    today: date
    clienten: list[Client] = field(default_factory=list)
    opdrachten: dict[int, Opdracht] = field(default_factory=dict)
    dossiers: dict[int, Dossiertoewijzing] = field(default_factory=dict)
    agbs: dict[int, str] = field(default_factory=dict)
    berichten: int = 0
    verzoeken: Verzoekenpost = field(init=False)
    demo_agb: str = ""
    weigerden: set[str] = field(default_factory=set)

    def run(self, voortgang: Callable[[str], None]) -> int:
        """Everything, day by day. Returns the number of messages that came in."""
        self.agbs = {t.nummer: t.aanbieder for t in self.caseload.toewijzingen}
        self.verzoeken = Verzoekenpost(
            self.opdrachten, self.agbs, self.regisseurs, self.today, voorrang=self.demo_agb
        )
        with transaction.atomic():
            self._take_over()
        dag, dagen = self.begin, (self.today - self.begin).days + 1
        while dag <= self.today:
            with transaction.atomic():
                self._doe_dag(dag)
            if dag.day in (1, 10, 20):
                klaar = f"dag {(dag - self.begin).days + 1} van {dagen}"
                voortgang(f"Berichtenverkeer: {dag:%d-%m-%Y} ({klaar}), {self.berichten} berichten ontvangen")
            dag += timedelta(days=1)
        self._write_administratie()
        return self.berichten

    def _take_over(self) -> None:
        """Everyone, and what already ran: go-live of the region."""
        nu = _nu(self.begin)
        nummers = self._create_clientnummers()
        rijen = [
            toegang.Clientovername(
                nummer=f"{b.gemeente}-{next(nummers[b.gemeente]):06d}",
                gemeentecode=b.gemeente,
                huishouden=f"H{b.huishouden:06d}",
                gegevens=toegang.Clientgegevens(
                    **{v: getattr(b, v) for v in toegang.Clientgegevens.__dataclass_fields__ if hasattr(b, v)}
                ),
            )
            for b in self.caseload.clienten
        ]
        self.clienten = toegang.take_over_clienten(clienten=rijen, actor="overname", now=nu)
        starts = {s.toewijzing: s for s in self.caseload.starts}
        lopend = [t for t in self.caseload.toewijzingen if t.overgenomen]
        for t in lopend:
            opdracht = self._register_opdracht(t, EERSTE_NUMMER + t.nummer)
            opdracht.start = starts[t.nummer].datum.isoformat()
        overnames = [self._overname(t, starts[t.nummer].datum) for t in lopend]
        toegang.take_over_toewijzingen(toewijzingen=overnames, actor="overname", now=nu)

    def _create_clientnummers(self) -> dict[str, Iterator[int]]:
        """Per gemeente the numbers of its clients, out of the series that new clients continue."""
        per_gemeente = Counter(b.gemeente for b in self.caseload.clienten)
        return {
            gemeente: iter(create_nummers(reeks=f"client {gemeente}", aantal=aantal))
            for gemeente, aantal in per_gemeente.items()
        }

    def _doe_dag(self, dag: date) -> None:
        self._ken_toe(dag)
        ochtend, middag = _nu(dag, 10), _nu(dag, 14)
        self.verzoeken.decide(dag, now=_nu(dag))
        create_antwoordberichten(today=dag, now=ochtend)
        while create_toewijzingsberichten(today=dag, now=ochtend):
            pass
        publish_uitgaande_berichten(post=self.post, now=ochtend)
        for bericht in self._list_inkomend(dag):
            inhoud = write_bericht(bericht)
            naam = f"{bericht.definitie.naam}-{create_kenmerk('bestand', inhoud.hex())}.xml"
            register_inkomend_bericht(bestandsnaam=naam, inhoud=inhoud, now=middag)
            self.berichten += 1
        while check_volgend_bericht(today=dag, now=middag) is not None:
            pass
        publish_uitgaande_berichten(post=self.post, now=middag)
        self._meet(dag)

    def _ken_toe(self, dag: date) -> None:
        """What is decided on this day: by a regisseur in a dossier, or elsewhere and taken over."""
        elders = []
        for t in self.caseload.toewijzingen:
            if t.overgenomen or max(t.toegewezen_at.date(), self.begin) != dag:
                continue
            regisseur = self.regisseurs.get(t.gemeente)
            if regisseur is not None and t.code:
                toewijzing = register_dossier(
                    self.caseload, t, client=self.clienten[t.client], by=regisseur, today=dag, now=_nu(dag)
                )
                self.dossiers[t.nummer] = toewijzing
                self._register_opdracht(t, int(toewijzing.toewijzing_nummer))
            else:
                self._register_opdracht(t, EERSTE_NUMMER + t.nummer)
                elders.append(self._overname(t, None))
        if elders:
            toegang.take_over_toewijzingen(
                toewijzingen=elders, actor="overname", now=_nu(dag), berichten=True
            )

    def _list_inkomend(self, dag: date) -> list[Bericht]:
        """What the aanbieders send on this day."""
        berichten = self._list_retouren(dag) + self.verzoeken.list_verzoeken(dag)
        for start in self.caseload.starts:
            toewijzing = self.caseload.toewijzingen[start.toewijzing]
            if not toewijzing.overgenomen and max(start.gemeld_op, self.begin) == dag:
                berichten.append(
                    create_startbericht(
                        self.opdrachten[start.toewijzing], toewijzing.aanbieder, datum=start.datum, dag=dag
                    )
                )
        for stop in self.caseload.stops:
            if stop.gemeld_op == dag:
                agb = self.agbs[stop.toewijzing]
                berichten.append(
                    create_stopbericht(self.opdrachten[stop.toewijzing], agb, stop=stop, dag=dag)
                )
        for maand in self.caseload.maanden:
            dagen = (dag - maand.eind).days if maand.eind else 0
            if dagen in (DECLARATIEDAG, DECLARATIEDAG + OPNIEUW_NA):
                berichten += list_declaraties(
                    leveringen=self.caseload.leveringen,
                    opdrachten=self.opdrachten,
                    agbs=self.agbs,
                    maand=maand,
                    dag=dag,
                    opnieuw=dagen > DECLARATIEDAG,
                )
        return berichten

    def _meet(self, dag: date) -> None:
        """T1 when an aanbieder reports the start, T2 when it reports the end."""
        gemeld = [(s.toewijzing, Moment.T1) for s in self.caseload.starts if s.gemeld_op == dag]
        gemeld += [(s.toewijzing, Moment.T2) for s in self.caseload.stops if s.gemeld_op == dag]
        for nummer, moment in gemeld:
            if (dossier := self.dossiers.get(nummer)) is not None:
                doelen = [doel for doel in self.caseload.doelen if doel.toewijzing == nummer]
                by = self.regisseurs[dossier.gemeente_id]
                register_meting(doelen, dossier, moment=moment, by=by, now=_nu(dag, 16))

    def _list_retouren(self, dag: date) -> list[Bericht]:
        """A 302 or 320 for every 301 and 319 that was delivered; what was read moves to `gelezen`."""
        retouren = []
        for pad in sorted((self.post / "uit").glob("*/*.xml")):
            if any(soort in pad.name.split("-")[1] for soort in ("301", "319")):
                bericht = parse_bericht(pad.read_bytes())
                kop = bericht.waarden["Header"]["BerichtIdentificatie"]["Identificatie"]
                soort = bericht.definitie.retour_soort or ""
                identificatie = create_kenmerk(soort, bericht.definitie.familie + pad.parent.name + kop)
                codes = self._get_weigering(bericht, dag)
                retouren.append(
                    create_retour(bericht, identificatie=identificatie, dagtekening=dag, klassecodes=codes)
                )
            gelezen = pad.parent / "gelezen"
            gelezen.mkdir(exist_ok=True)
            pad.replace(gelezen / pad.name)
        return retouren

    def _get_weigering(self, bericht: Bericht, dag: date) -> dict[Plek, Sequence[str]] | None:
        """The codes with which an aanbieder refuses this message; None when it takes it."""
        gemeente = bericht.waarden["Header"]["Afzender"]
        toewijzing = bericht.definitie.soort == Berichtsoort.TOEWIJZING
        vroeg = dag < self.today - WEIGERDAGEN
        if not toewijzing or vroeg or gemeente in self.weigerden or gemeente not in self.regisseurs:
            return None
        self.weigerden.add(gemeente)
        return {(*_PRODUCTEN, 0): (_WEIGERCODE,)}

    def _register_opdracht(self, toewijzing: Toewijzing, nummer: int) -> Opdracht:
        bewoner = self.caseload.clienten[toewijzing.client]
        self.opdrachten[toewijzing.nummer] = create_opdracht(toewijzing, bewoner, nummer=nummer)
        return self.opdrachten[toewijzing.nummer]

    def _overname(self, t: Toewijzing, startdatum: date | None) -> toegang.Toewijzingovername:
        return toegang.Toewijzingovername(
            toewijzing_nummer=str(EERSTE_NUMMER + t.nummer),
            client_nummer=self.clienten[t.client].nummer,
            wet=t.wet,
            agb=t.aanbieder,
            categorie=t.categorie,
            code=t.code,
            ingangsdatum=t.ingangsdatum,
            einddatum=t.einddatum,
            toegewezen_at=t.toegewezen_at.replace(tzinfo=TIJDZONE),
            volume=t.volume,
            eenheid=t.eenheid,
            frequentie=t.frequentie,
            budget=t.budget,
            startdatum=startdatum,
        )

    def _write_administratie(self) -> None:
        """Hand the books to the simulator, which goes on from here."""
        per_agb: dict[str, list[Opdracht]] = defaultdict(list)
        maanden = [
            f"{maand.begin:%Y-%m}" for maand in Periode(date(self.begin.year, 1, 1), self.today).maanden()
        ]
        for nummer, opdracht in self.opdrachten.items():
            # What has not been reported by now stays unreported: work for the people of the demo.
            if opdracht.start is not None:
                opdracht.gedeclareerd = maanden[:-1]
                per_agb[self.agbs[nummer]].append(opdracht)
        for agb, opdrachten in per_agb.items():
            boek = Administratie(self.post / "aanbieder" / f"{agb}.json")
            boek.verzoeken = {
                referentie: [] for groep, referentie in self.verzoeken.gevraagd.items() if groep[0] == agb
            }
            boek.opdrachten = {opdracht.sleutel: opdracht for opdracht in opdrachten}
            boek.write()


def _nu(dag: date, uur: int = 9) -> datetime:
    return datetime.combine(dag, time(uur, 0), tzinfo=TIJDZONE)
