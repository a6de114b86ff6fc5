"""The living caseload as data: sound claims keep to every rule, faults are the planted ones."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from stelsel.demo.bewoners import VRIJE_NUMMERS
from stelsel.demo.caseload import Caseload, Fout, Levering, create_caseload
from stelsel.demo.regio import create_regio
from stelsel.kern.bedrag import rond_half_omhoog
from stelsel.kern.nummers import bsn_testnummers
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang, maximum_in_productperiode

TODAY = date(2026, 3, 16)
REGIO = create_regio(zaad=1)


@pytest.fixture(scope="module")
def caseload() -> Caseload:
    return create_caseload(regio=REGIO, zaad=1, aantal=1500, today=TODAY)


def _maximum(caseload: Caseload, regel: Levering) -> int:
    toewijzing = caseload.toewijzingen[regel.toewijzing]
    assert toewijzing.volume is not None
    return maximum_in_productperiode(
        Omvang(toewijzing.volume, Eenheid(toewijzing.eenheid), Frequentie(toewijzing.frequentie)),
        toewijzing=toewijzing.periode,
        productperiode=regel.periode,
        huishoudelijke_hulp=toewijzing.categorie == "01",
    )


def _volume(regel: Levering) -> float:
    return regel.volume / 60 if regel.eenheid == Eenheid.MINUUT else regel.volume


def test_caseload_is_the_same_for_the_same_seed(caseload: Caseload):
    assert create_caseload(regio=REGIO, zaad=1, aantal=1500, today=TODAY) == caseload
    assert create_caseload(regio=REGIO, zaad=2, aantal=1500, today=TODAY) != caseload


def test_months_are_the_three_before_today(caseload: Caseload):
    assert caseload.maanden == (Periode.maand(2025, 12), Periode.maand(2026, 1), Periode.maand(2026, 2))


def test_persons_have_different_test_numbers_and_leave_some_free(caseload: Caseload):
    bsns = [client.bsn for client in caseload.clienten]

    assert len(set(bsns)) == 1500
    assert set(bsns) <= set(bsn_testnummers()[VRIJE_NUMMERS:])
    with pytest.raises(ValueError, match="8591 testnummers"):
        create_caseload(regio=REGIO, zaad=1, aantal=9_000, today=TODAY)


def test_young_clients_are_under_eighteen_and_a_household_has_one_address(caseload: Caseload):
    adressen = defaultdict(set)
    for client in caseload.clienten:
        adressen[client.huishouden].add((client.straat, client.huisnummer, client.postcode, client.gemeente))
        jong = client.geboortedatum.replace(year=client.geboortedatum.year + 18) > TODAY
        assert jong == (client.wet == "jw")

    assert {len(adres) for adres in adressen.values()} == {1}
    assert len(adressen) < len(caseload.clienten)


def test_allocations_fit_the_standard(caseload: Caseload):
    for t in caseload.toewijzingen:
        specifiek = (
            t.code != "",
            t.volume is not None,
            t.eenheid != "",
            t.frequentie != "",
            t.budget is None,
        )
        assert specifiek in ((True,) * 5, (False,) * 5)
        assert t.ingangsdatum <= t.einddatum
        if t.eenheid in ("14", "16", "83", "84"):
            assert t.frequentie in ("2", "4", "6")
    assert Counter(t.variant for t in caseload.toewijzingen).keys() == {"inspanning", "output"}
    assert any(t.budget for t in caseload.toewijzingen)


def test_allocations_keep_to_the_contract(caseload: Caseload):
    afspraken = {
        (c.agb, gemeente, p.product.code, p.van.year): p.tarief
        for c in REGIO.contracten
        for gemeente in c.gemeenten
        for p in c.producten
    }

    for t in caseload.toewijzingen:
        assert afspraken[(t.aanbieder, t.gemeente, t.product.code, t.ingangsdatum.year)] == t.tarief


def test_sound_claims_stay_within_period_tariff_and_volume(caseload: Caseload):
    totaal: Counter[int] = Counter()
    for regel in (r for r in caseload.leveringen if r.fout is Fout.GEEN):
        toewijzing = caseload.toewijzingen[regel.toewijzing]
        assert regel.periode == toewijzing.periode.doorsnede(regel.maand)
        if regel.eenheid == Eenheid.EURO:
            assert (regel.tarief, regel.bedrag) == (None, regel.volume)
        elif regel.eenheid == Eenheid.MINUUT:
            assert regel.bedrag == rond_half_omhoog(Decimal(regel.contracttarief * regel.volume) / 60)
        else:
            assert regel.bedrag == regel.volume * regel.contracttarief
        if toewijzing.volume is None:
            continue
        assert _volume(regel) <= _maximum(caseload, regel)
        totaal[toewijzing.nummer] += _volume(regel)
        assert toewijzing.frequentie != "6" or totaal[toewijzing.nummer] <= toewijzing.volume


def test_every_fault_is_one_that_a_check_can_find(caseload: Caseload):
    for regel in (r for r in caseload.leveringen if r.fout is not Fout.GEEN):
        toewijzing = caseload.toewijzingen[regel.toewijzing]
        gezien = {
            Fout.BUITEN_PERIODE: regel.periode.doorsnede(toewijzing.periode) is None,
            Fout.BOVEN_VOLUME: toewijzing.volume is not None and _volume(regel) > _maximum(caseload, regel),
            Fout.ONBEKEND_PRODUCT: regel.code != toewijzing.product.code,
            Fout.VERKEERD_TARIEF: regel.tarief is not None and regel.tarief > regel.contracttarief / 60
            if regel.eenheid == Eenheid.MINUUT
            else regel.tarief != regel.contracttarief,
            Fout.DUBBEL: caseload.leveringen.count(regel) == 1,
        }
        assert gezien[regel.fout]


def test_share_of_faults_is_about_two_percent(caseload: Caseload):
    aantal = Counter(regel.fout for regel in caseload.leveringen)

    assert set(aantal) == set(Fout)
    assert 0.015 < 1 - aantal[Fout.GEEN] / aantal.total() < 0.035


def test_y10_claims_twice_far_more_often_than_others(caseload: Caseload):
    y10 = REGIO.list_aanbieders("jw")[9].agb
    dubbel: Counter[bool] = Counter()
    regels: Counter[bool] = Counter()
    for regel in caseload.leveringen:
        van_y10 = caseload.toewijzingen[regel.toewijzing].aanbieder == y10
        regels[van_y10] += 1
        dubbel[van_y10] += regel.fout is Fout.DUBBEL

    assert dubbel[True] / regels[True] > 5 * dubbel[False] / regels[False]


def test_reports_late_and_missing(caseload: Caseload):
    laat_start = [s.gemeld_op - s.datum > timedelta(days=7) for s in caseload.starts]
    laat_stop = [s.gemeld_op - s.datum > timedelta(days=7) for s in caseload.stops if s.gemeld_op]

    assert 0.10 < sum(laat_start) / len(laat_start) < 0.18
    assert 0.12 < sum(laat_stop) / len(laat_stop) < 0.30
    assert any(stop.gemeld_op is None for stop in caseload.stops)


def test_goals_have_a_second_score_only_after_the_end(caseload: Caseload):
    gestopt = {stop.toewijzing for stop in caseload.stops}
    gemeten = {doel.toewijzing for doel in caseload.doelen if doel.t2 is not None}

    assert gemeten
    assert gemeten < gestopt
    assert {doel.toewijzing for doel in caseload.doelen} == {t.nummer for t in caseload.toewijzingen}
