"""The use of budgets for who may not see small numbers: nothing of few clients, not by subtracting either.

The calculator is the linear programming of SciPy, which the product does not use.
"""

import csv
import io
from datetime import date

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.factories.lake import create_toewijzing, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.basis.models import Gemeente
from stelsel.domein.onthulling.norm import get_ronde_stap

pytestmark = pytest.mark.django_db

WETTEN = {"jw": "jeugd", "wmo": "wmo"}
NAMEN = {"9901": "Aldervoort", "9902": "Breekerwaard", "9903": "Cromveld", "9904": "Dal"}
#: Clients per gemeente and law: two small ones, one of them the only small one in its row and column.
CLIENTEN = {("9901", "jw"): 40, ("9901", "wmo"): 30, ("9902", "jw"): 4, ("9902", "wmo"): 60,
            ("9903", "jw"): 25, ("9903", "wmo"): 3, ("9904", "jw"): 35, ("9904", "wmo"): 22}  # fmt: skip
NORM, DEEL = 10, 0.2


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2026, 3, 16)
    wereld = create_wereld()
    for code in ("9903", "9904"):
        Gemeente.objects.create(code=code, naam=NAMEN[code], regio=wereld.regio, inwoners=9_000)
    return wereld


@pytest.fixture
def bedragen(tmp_path):
    """Per gemeente and law what every client was granted (cents), published."""
    kans, nummer = np.random.default_rng(5), iter(range(1000))
    bedragen = {
        cel: (kans.lognormal(0, 0.7, aantal) * 800_000).astype(int).tolist()
        for cel, aantal in CLIENTEN.items()
    }
    _publiceer(tmp_path, bedragen, nummer)
    return bedragen


def _publiceer(tmp_path, bedragen, nummer=None):
    nummer = nummer or iter(range(1000))
    rijen = [
        create_toewijzing(next(nummer), bedrag, gemeente=g, domein=WETTEN[w])
        for (g, w), lijst in bedragen.items()
        for bedrag in lijst
    ]
    publish_rijen(tmp_path / "lake", toewijzingen=rijen)


def _lees(client, wereld, gebruiker, voor=""):
    """Cents granted per (gemeente, wet), with "" for a total: of all pages and files."""
    client.force_login(wereld.users[gebruiker])
    weet = {}
    for wet in ("", *WETTEN):
        vraag = {"jaar": 2026, "wet": wet, "voor": voor}
        bestand = client.get("/sturing/budget", vraag | {"export": "csv"}).content.decode("utf-8-sig")
        for rij in list(csv.reader(io.StringIO(bestand), delimiter=";"))[1:]:
            code = next(code for code, naam in NAMEN.items() if naam == rij[0])
            if rij[3] != "niet getoond":
                weet[code, "jw" if rij[1] == "Jeugdwet" else "wmo"] = _als_cent(rij[3])
        beeld = client.get("/sturing/budget", vraag).context["beeld"]
        if not beeld.totaal_dicht:
            weet["", wet] = beeld.totaal.toegekend
        weet |= {
            (next(c for c, n in NAMEN.items() if n == naam), wet): stand.toegekend
            for naam, stand in beeld.per_gemeente
        }
    return weet


def _als_cent(tekst):
    return round(100 * float(tekst.replace(",", ".")))


def _breedte(weet, cellen, doel):
    gelijk = np.array(
        [[float(all(v in ("", e) for v, e in zip(w, c, strict=True))) for c in cellen] for w in weet]
    )
    som = np.array(list(weet.values()), dtype=float)
    wat = np.array([float(cel == doel) for cel in cellen])
    laag, hoog = (linprog(teken * wat, A_eq=gelijk, b_eq=som) for teken in (1.0, -1.0))
    assert laag.status == 0, laag.message
    return float("inf") if hoog.status == 3 else -hoog.fun - laag.fun


def test_who_reads_the_region_cannot_compute_what_few_clients_were_granted(client, wereld, bedragen):
    weet = _lees(client, wereld, "contractmanager")

    cellen = list(bedragen)
    klein = [cel for cel, lijst in bedragen.items() if len(lijst) < NORM]
    assert klein == [("9902", "jw"), ("9903", "wmo")]
    assert not set(klein) & set(weet)
    assert len(weet) > 5
    breed = {cel: _breedte(weet, cellen, cel) for cel in klein}
    assert [cel for cel in klein if breed[cel] < DEEL * sum(bedragen[cel])] == []


def test_negative_control_hiding_small_cells_alone_gives_them_away(bedragen):
    open_ = {cel: sum(lijst) for cel, lijst in bedragen.items() if len(lijst) >= NORM}
    per_wet = {("", w): sum(sum(b) for (_, wet), b in bedragen.items() if wet == w) for w in WETTEN}

    assert _breedte(open_ | per_wet, list(bedragen), ("9902", "jw")) == pytest.approx(0, abs=1)


def test_the_analyst_sees_all_on_the_page_and_not_in_a_file(client, wereld, bedragen):
    client.force_login(wereld.users["analist"])

    beeld = client.get("/sturing/budget", {"jaar": 2026}).context["beeld"]
    bestand = client.get("/sturing/budget", {"jaar": 2026, "export": "csv"})

    assert [regel.dicht for regel in beeld.regels] == [False] * 8
    assert sum(regel.stand.toegekend for regel in beeld.regels) == sum(map(sum, bedragen.values()))
    assert "budget-2026-intern.csv" in bestand["Content-Disposition"]
    assert bestand.content.decode().count("niet getoond") >= 2 * 5


def test_a_controller_has_the_own_gemeente_by_mandate(client, wereld, bedragen):
    wereld.users["controller"].gemeentecode = "9902"
    wereld.users["controller"].save()
    client.force_login(wereld.users["controller"])

    beeld = client.get("/sturing/budget", {"jaar": 2026}).context["beeld"]

    assert [regel.stand.toegekend for regel in beeld.regels] == [
        sum(bedragen["9902", "jw"]),
        sum(bedragen["9902", "wmo"]),
    ]


def test_the_council_reads_round_amounts_and_a_new_client_does_not_show(client, wereld, bedragen, tmp_path):
    """One client more, dearer than most: the sums of before and after say next to nothing of its cost."""
    voor = _lees(client, wereld, "contractmanager", voor="publicatie")
    nieuw = 2_900_000
    _publiceer(tmp_path, bedragen | {("9901", "jw"): [*bedragen["9901", "jw"], nieuw]})
    na = _lees(client, wereld, "contractmanager", voor="publicatie")

    assert {bedrag % 100_000 for bedrag in voor.values()} == {0}
    alle = max(map(max, bedragen.values()))
    for waar, duurste in (
        (("9901", "jw"), max(bedragen["9901", "jw"])),
        (("", "jw"), alle),
        (("", ""), alle),
    ):
        speling = (get_ronde_stap(duurste) + get_ronde_stap(max(nieuw, duurste))) / 2
        verschil = na[waar] - voor[waar]
        assert na[waar] % get_ronde_stap(max(nieuw, duurste)) == 0
        laag, hoog = max(0, verschil - speling), verschil + speling
        assert laag <= nieuw <= hoog
        assert hoog - laag >= DEEL * nieuw
    wereld.users["bestuurder"].regio, wereld.users["bestuurder"].gemeentecode = True, ""
    wereld.users["bestuurder"].save()
    assert _lees(client, wereld, "bestuurder") == na
