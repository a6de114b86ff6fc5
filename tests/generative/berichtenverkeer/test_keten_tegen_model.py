"""The chain of allocation, start, stop and claim in any order, beside a small model of the rules.

Two aanbieders use the same references and Identificaties. After every message: the same codes as the model,
the sums of the ledger equal to the cent; a replay gets the same answer byte for byte. STELSEL_LEVENSLOPEN
runs more lives than a build does.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.factories.berichten import create_305, create_307, create_product, create_stop
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import KWARTEL, MERELHOF, Wereld, create_toewijzing, create_wereld
from tests.generative.berichtenverkeer.model import (
    BEDRAGEN,
    TARIEF,
    TIJDELIJK,
    TOTAAL,
    Model,
    Regel,
    Toegewezen,
    get_laatste_dag,
)

from stelsel.apps.berichtenverkeer import actions, queries
from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.apps.berichtenverkeer.queries.inhoud import get_inhoud
from stelsel.apps.declaraties.models import Boeking
from stelsel.apps.declaraties.queries import check_grootboek
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.actions import WijzigingNietMogelijk, change_toewijzing, withdraw_toewijzing
from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.toegang.queries import get_stand
from stelsel.cli.scenarios.antwoord import als_verwacht
from stelsel.domein.declaraties.grootboek import VELDEN, Mutatie, list_verschillen
from stelsel.domein.toegang.levensloop import Afstemming, Wens
from stelsel.istandaarden import parse_bericht

LEVENS = int(os.environ.get("STELSEL_LEVENSLOPEN", "0"))
AANTAL = 40
VANDAAG = date(2026, 5, 4)
NU = datetime(2026, 5, 4, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
BSN = "999900018"
Status = InkomendBericht.Status

AGBS = st.sampled_from([MERELHOF, KWARTEL])
NUMMERS = st.sampled_from([1000, 1001, 1002, 1003])
STARTDAGEN = st.sampled_from([date(2026, 1, 5), date(2026, 2, 2)])
STOPDAGEN = st.sampled_from([date(2026, 2, 20), date(2026, 3, 20)])
MAANDEN = st.integers(1, 4)
EINDEN = st.sampled_from([get_laatste_dag(2), get_laatste_dag(4), date(2026, 12, 31)])
REFERENTIES = st.integers(0, 30).map(lambda n: f"R{n}")
ZELDEN = st.integers(0, 5).map(lambda n: n == 5)
UREN = st.sampled_from([3, 3, 8, 8, 14, TOTAAL + 1])
DEBETTEN = st.lists(
    st.tuples(REFERENTIES, NUMMERS, MAANDEN, UREN, ZELDEN),
    max_size=3,
    unique_by=(lambda r: r[0], lambda r: (r[1], r[2])),
)  # fmt: skip


class Keten(RuleBasedStateMachine):
    """One gemeente, one client, up to four allocations of two aanbieders. Everything is undone at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.wereld: Wereld = create_wereld()
        self.model = Model()
        self.gehad: list[tuple[bytes, InkomendBericht]] = []

    def teardown(self) -> None:
        try:
            assert check_grootboek(get_inhoud=get_inhoud).verschillen == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # --- the gemeente ---

    @initialize()
    def begin(self) -> None:
        self._create(1000, MERELHOF)
        self._create(1001, KWARTEL)

    @precondition(lambda self: 0 < len(self.model.toegewezen) < 4)
    @rule(agb=AGBS)
    def wijs_toe(self, agb: str) -> None:
        nummer = 1000 + len(self.model.toegewezen)
        self._create(nummer, agb)

    def _create(self, nummer: int, agb: str) -> None:
        create_toewijzing(self.wereld, agb=agb, toewijzing_nummer=str(nummer), volume=TOTAAL, frequentie="6")
        self.model.toegewezen[nummer] = Toegewezen(agb, date(2026, 12, 31))

    @rule(nummer=NUMMERS, eind=EINDEN)
    def verzet_einde(self, nummer: int, eind: date) -> None:
        """Whether it may is for toegang to say; what was approved is never left outside."""
        rij = Toewijzing.objects.filter(toewijzing_nummer=nummer).first()
        if rij is None:
            return
        stand = get_stand(rij)
        wens = Wens(eind, stand.omvang, stand.budget, afstemming=Afstemming.INSTEMMING)
        by = self.wereld.users["regisseur"]
        try:
            change_toewijzing(toewijzing=rij, gewenst=wens, today=VANDAAG, by=by, now=NU)
        except WijzigingNietMogelijk:
            return
        gewijzigd = self.model.toegewezen[nummer]
        rij.refresh_from_db()
        assert rij.einddatum == eind
        open_ = [r for r in self.model.aanbieders[gewijzigd.agb].list_open() if r.nummer == nummer]
        assert all(get_laatste_dag(regel.maand) <= eind for regel in open_)
        gewijzigd.eind = eind

    @rule(nummer=NUMMERS)
    def verwijder(self, nummer: int) -> None:
        """Not while approved lines stand (TR385) or help began."""
        rij = Toewijzing.objects.filter(toewijzing_nummer=nummer).first()
        if rij is None:
            return
        toegewezen = self.model.toegewezen[nummer]
        bezet = [r for r in self.model.aanbieders[toegewezen.agb].list_open() if r.nummer == nummer]
        begonnen = [start for start in self.model.starts if start[0] == nummer]
        try:
            withdraw_toewijzing(toewijzing=rij, by=self.wereld.users["regisseur"], now=NU)
        except WijzigingNietMogelijk:
            assert toegewezen.verwijderd or bezet or begonnen
            return
        assert not any((toegewezen.verwijderd, bezet, begonnen))
        toegewezen.verwijderd = True

    # --- the aanbieders ---

    @rule(keuze=NUMMERS, vreemd=ZELDEN, dag=STARTDAGEN, intrekken=ZELDEN)
    def meld_start(self, keuze: int, vreemd: bool, dag: date, intrekken: bool) -> None:
        agb, nummer = self._kies(keuze, vreemd=vreemd)
        self.start(agb, nummer, dag, intrekken=intrekken)

    def start(self, agb: str, nummer: int, dag: date, *, intrekken: bool) -> None:
        product = self._create_product(nummer, dag, intrekken)
        bericht = create_305(self._get_voorbeeld(), product, **self._get_kop(agb))
        codes = self.model.start(agb, (nummer, dag), intrekken=intrekken)
        assert self._list_codes(bericht, "StartProduct") == codes

    @rule(
        keuze=NUMMERS, vreemd=ZELDEN, anders=ZELDEN, dag=STARTDAGEN, eind=STOPDAGEN,
        reden=st.sampled_from(["19", TIJDELIJK]), intrekken=ZELDEN,
    )  # fmt: skip
    def stop(
        self, keuze: int, vreemd: bool, anders: bool, dag: date, eind: date, reden: str, intrekken: bool
    ) -> None:
        """Mostly of a start that was reported."""
        agb, nummer = self._kies(keuze, vreemd=vreemd)
        begonnen = sorted(start for start in self.model.starts if self.model.is_van(start[0], agb))
        if begonnen and not (anders or vreemd):
            nummer, dag = begonnen[keuze % len(begonnen)]
        product = self._create_product(nummer, dag, intrekken)
        stop = create_stop(self._get_voorbeeld(), RedenBeeindiging=reden, Einddatum=eind) | product
        bericht = create_307(self._get_voorbeeld(), stop, **self._get_kop(agb))
        codes = self.model.stop(agb, (nummer, dag, eind, reden), intrekken=intrekken)
        assert self._list_codes(bericht, "StopProduct") == codes

    @rule(
        agb=AGBS, debetten=DEBETTEN, maand=MAANDEN, nummer=st.sampled_from([None, None, None, None, None, 0]),
        terug=st.lists(st.tuples(st.integers(0, 5), REFERENTIES, st.sampled_from([0, 0, 0, 1])), max_size=2),
    )  # fmt: skip
    def declareer(
        self, agb: str, debetten: list[Any], maand: int, nummer: int | None, terug: list[Any]
    ) -> None:
        """New lines and credits of approved ones (now and then with other hours), some of it again."""
        eigen = sorted(n for n, rij in self.model.toegewezen.items() if rij.agb == agb)
        regels = [
            Regel(ref, n if vreemd else eigen[n % len(eigen)], m, uren, TARIEF[agb] + (vreemd and uren == 3))
            for ref, n, m, uren, vreemd in debetten
        ]
        plekken = Counter((regel.nummer, regel.maand) for regel in regels)
        regels = [regel for regel in regels if plekken[regel.nummer, regel.maand] == 1]
        regels += self._create_credits(agb, terug, {regel.referentie for regel in regels})
        if not regels:
            return
        maand = max([maand, *(regel.maand for regel in regels)])
        declaratie_nummer = f"D{len(self.gehad) if nummer is None else nummer}"
        bericht = create_323(
            [self._als_prestatie(regel) for regel in regels],
            afzender=agb, maand=(2026, maand), declaratie_nummer=declaratie_nummer,
            identificatie=self._get_kop(agb)["identificatie"], dagtekening=VANDAAG,
        )  # fmt: skip
        geheel, fouten = self.model.declareer(agb, declaratie_nummer, maand, regels)
        antwoord = self._get_antwoord(bericht)
        if geheel:
            assert set(antwoord["DeclaratieAntwoord"]) == geheel
            assert antwoord["TotaalToegekendBedrag"] == {"TotaalBedrag": 0, "DebetCredit": "D"}
            return
        gevonden = {
            p["ReferentieNummer"]: set(p["codes"]) for c in antwoord["Client"] for p in c["Prestatie"]
        }
        assert gevonden == fouten
        toegekend = sum(
            regel.bedrag if regel.vorig is None else -regel.bedrag
            for regel in regels
            if regel.referentie not in fouten
        )
        assert antwoord["TotaalToegekendBedrag"] == {
            "TotaalBedrag": abs(toegekend),
            "DebetCredit": "C" if toegekend < 0 else "D",
        }

    def _create_credits(self, agb: str, terug: list[Any], bezet: set[str]) -> list[Regel]:
        goed = [regel for regel in self.model.aanbieders[agb].goed if regel.vorig is None]
        regels: list[Regel] = []
        for keuze, referentie, anders in terug:
            if not goed or referentie in bezet:
                continue
            debet = goed[keuze % len(goed)]
            gebruikt = {regel.vorig for regel in regels}
            if debet.referentie in gebruikt | bezet | {referentie} or referentie in gebruikt:
                continue
            bezet.add(referentie)
            regels.append(
                Regel(
                    *(referentie, debet.nummer, debet.maand, debet.uren + anders, debet.tarief),
                    vorig=debet.referentie,
                )
            )
        return regels

    @precondition(lambda self: self.gehad)
    @rule(keuze=st.integers(0, 100))
    def herhaal(self, keuze: int) -> None:
        """Any earlier message again: the same answer, and nothing else."""
        inhoud, eerste = self.gehad[keuze % len(self.gehad)]
        rij = self._verwerk(inhoud)
        assert rij.status == Status.DUBBEL
        assert rij.antwoord is not None
        assert eerste.antwoord is not None
        assert bytes(rij.antwoord.inhoud) == bytes(eerste.antwoord.inhoud)

    @precondition(lambda self: self.gehad)
    @rule(keuze=st.integers(0, 100))
    def zelfde_identificatie(self, keuze: int) -> None:
        """Other bytes under a used Identificatie: refused in the header, with an alarm."""
        inhoud, eerste = self.gehad[keuze % len(self.gehad)]
        alarmen = Gebeurtenis.objects.filter(soort="berichtalarm").count()
        if not eerste.telt_als_verzonden:
            return  # it counts as not sent, so the Identificatie is free
        rij = self._verwerk(inhoud.replace(b"</", b"<!-- anders %d --></" % keuze, 1))
        if rij.status == Status.DUBBEL:
            return  # this very content was refused before
        assert (rij.status, rij.codes) == (Status.AFGEKEURD, "9056")
        assert Gebeurtenis.objects.filter(soort="berichtalarm").count() == alarmen + 1

    @invariant()
    def grootboek_klopt(self) -> None:
        """The identities hold, and the sums are those of the model."""
        sommen = Boeking.objects.aggregate(**{f"som_{veld}": Sum(veld, default=0) for veld in VELDEN})
        stand = Mutatie(**{veld: sommen[f"som_{veld}"] for veld in VELDEN})
        assert list_verschillen(stand) == []
        assert {veld: getattr(stand, veld) for veld in BEDRAGEN} == self.model.bedragen

    def _kies(self, keuze: int, *, vreemd: bool) -> tuple[str, int]:
        """An aanbieder with an allocation of its own; `vreemd`: of the other one, or of nobody."""
        nummer = 1000 + keuze % len(self.model.toegewezen)
        agb = self.model.toegewezen[nummer].agb
        return (KWARTEL if agb == MERELHOF else MERELHOF, keuze) if vreemd else (agb, nummer)

    # --- messages ---

    def _get_voorbeeld(self) -> Toewijzing:
        return Toewijzing.objects.select_related("client").order_by("pk")[0]

    def _create_product(self, nummer: int, dag: date, intrekken: bool) -> dict[str, Any]:
        status = "3" if intrekken else "1"
        velden = {"ToewijzingNummer": nummer, "Begindatum": dag, "StatusAanlevering": status}
        return create_product(self._get_voorbeeld(), **velden)

    def _get_kop(self, agb: str) -> dict[str, Any]:
        """The two aanbieders count alike, so they use the same Identificaties."""
        eigen = sum(rij.afzender == agb for _, rij in self.gehad)
        return {"afzender": agb, "identificatie": f"ID{eigen:06d}", "dagtekening": VANDAAG}

    def _als_prestatie(self, regel: Regel) -> dict[str, Any]:
        return create_regel(
            bsn=BSN, referentie_nummer=regel.referentie, vorig_referentie_nummer=regel.vorig,
            toewijzing_nummer=regel.nummer, begin=date(2026, regel.maand, 1),
            eind=get_laatste_dag(regel.maand), volume=regel.uren, tarief=regel.tarief,
        )  # fmt: skip

    def _verwerk(self, inhoud: bytes) -> InkomendBericht:
        now = NU + timedelta(seconds=len(self.gehad))
        rij = actions.register_inkomend_bericht(bestandsnaam="a.xml", inhoud=inhoud, now=now)
        klaar = actions.check_volgend_bericht(today=VANDAAG, now=now, sleutel=rij.pk)
        assert klaar is not None
        return klaar

    def _get_antwoord(self, inhoud: bytes) -> dict[str, Any]:
        rij = self._verwerk(inhoud)
        self.gehad.append((inhoud, rij))
        assert rij.antwoord is not None
        return als_verwacht(parse_bericht(bytes(rij.antwoord.inhoud)))

    def _list_codes(self, inhoud: bytes, klasse: str) -> set[str]:
        antwoord = self._get_antwoord(inhoud)
        if antwoord["result"] == "approved":
            return set()
        assert antwoord["Header"] == ["0200"]
        return set(antwoord[klasse][0])


@pytest.mark.traag
@pytest.mark.django_db
def test_any_life_of_allocations_ends_as_in_the_model() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # of the library
        Keten,
        settings=settings(
            max_examples=LEVENS or AANTAL,
            stateful_step_count=30,
            derandomize=not LEVENS,
            deadline=None,
            phases=tuple(Phase) if LEVENS else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_without_recognition_of_replays_the_machine_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""

    def speel() -> None:
        keten = Keten()
        try:
            keten._create(1000, MERELHOF)
            keten.start(MERELHOF, 1000, date(2026, 1, 5), intrekken=False)
            keten.herhaal(0)
            keten.grootboek_klopt()
        finally:
            keten.teardown()

    speel()
    monkeypatch.setattr(queries, "get_eerder_bericht", lambda **_: None)
    with pytest.raises(AssertionError):
        speel()
