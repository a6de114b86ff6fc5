"""A reader with a calculator: everything that all pages and files of a year say, against what is hidden.

The calculator is the linear programming of SciPy, which the product does not use: the two share no code.
The attacker knows more than a reader can: that nobody here has help in two domains or from two gemeenten, so
that all numbers add up exactly.
"""

import csv
import io
import itertools
from datetime import date

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.basis.models import Gemeente
from stelsel.domein.onthulling.norm import get_ronde_stap

pytestmark = pytest.mark.django_db

#: Clients per gemeente and domain: small ones, empty ones, and a gemeente that is small as a whole.
AANTALLEN = {
    "9901": {"jeugd": 130, "wmo": 7, "participatie": 24},
    "9902": {"jeugd": 84, "wmo": 160, "participatie": 12},
    "9903": {"jeugd": 3, "wmo": 75, "participatie": 0},
    "9904": {"jeugd": 4, "wmo": 2, "participatie": 1},
    "9905": {"jeugd": 55, "wmo": 61, "participatie": 16},
}
NAMEN = {"9901": "Aldervoort", "9902": "Breekerwaard", "9903": "Cromveld", "9904": "Dal", "9905": "Eikeloo"}
DOMEINNAMEN = {"Jeugd": "jeugd", "Wmo": "wmo", "Participatie": "participatie"}
TABELLEN = ("kern", "per-gemeente", "per-domein", "klassen")
NORM, DEEL = 10, 0.2


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    wereld = create_wereld()
    for code in ("9903", "9904", "9905"):
        Gemeente.objects.create(code=code, naam=NAMEN[code], regio=wereld.regio, inwoners=9_000)
    bestuurder = wereld.users["bestuurder"]
    bestuurder.regio, bestuurder.gemeentecode = True, ""
    bestuurder.save()
    return wereld


@pytest.fixture
def kosten(wereld, tmp_path):
    """Per gemeente and domain the cost (cents) of every client, published to the lake."""
    kans, nummer = np.random.default_rng(7), itertools.count()
    kosten = {
        (g, d): kans.lognormal(12.5 if d == "jeugd" else 11.5, 1.1, n).astype(int).tolist()
        for g, per in AANTALLEN.items()
        for d, n in per.items()
    }
    regels = [
        create_regel(next(nummer), bedrag, gemeente=g, domein=d)
        for (g, d), bedragen in kosten.items()
        for bedrag in bedragen
    ]
    publish_rijen(tmp_path / "lake", regels=regels)
    return kosten


def _read(client, wereld, gebruiker, voor=""):
    """Every number of every choice: clients and cents per (gemeente, domein), clients per class."""
    client.force_login(wereld.users[gebruiker])
    clienten, centen, klassen = {}, {}, {}
    for g, d, tabel in itertools.product(["", *NAMEN], ["", *DOMEINNAMEN.values()], TABELLEN):
        if (tabel == "per-gemeente" and g) or (tabel == "per-domein" and d):
            continue  # the same rows as on the page of the whole region, or of all domains
        vraag = {"jaar": 2026, "gemeente": g, "domein": d, "tabel": tabel, "export": "csv", "voor": voor}
        antwoord = client.get("/marktschets", vraag)
        if antwoord.status_code == 302:  # to the page, which says why there is no file
            continue
        rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))[1:]
        if tabel == "kern":
            clienten[g, d], centen[g, d] = int(rijen[0][1]), _als_cent(rijen[1][2])
        elif tabel == "klassen":
            klassen |= {(g, d, rij[0]): int(rij[1]) for rij in rijen if rij[1].isdigit()}
        else:
            codes = {naam: code for code, naam in NAMEN.items()} | DOMEINNAMEN
            for naam, aantal, bedrag in rijen:
                cel = (codes[naam], d) if tabel == "per-gemeente" else (g, codes[naam])
                if aantal.isdigit():
                    clienten[cel], centen[cel] = int(aantal), _als_cent(bedrag)
    return clienten, centen, klassen


def _als_cent(tekst):
    return round(100 * float(tekst.replace(",", ".")))


def _als_klasse(bedrag, namen):
    """The class, as the page names it, in which an amount of cents falls."""
    for naam in namen:
        grenzen = [
            100 * int(deel.replace(".", "")) for deel in naam.replace("€", "").split() if deel[0].isdigit()
        ]
        laag = 0 if naam.startswith("minder") else grenzen[0]
        hoog = grenzen[-1] if naam.startswith("minder") or " tot " in naam else float("inf")
        if laag <= bedrag < hoog:
            return naam
    raise AssertionError(bedrag)


def _tel(kosten, namen):
    """The truth: clients per (gemeente, domein, class)."""
    waar = {(g, d, k): 0 for g, d in kosten for k in namen[d]}
    for (g, d), bedragen in kosten.items():
        for bedrag in bedragen:
            waar[g, d, _als_klasse(bedrag, namen[d])] += 1
    return waar


def _past(vraag, cel):
    return all(deel in ("", eigen) for deel, eigen in zip(vraag, cel, strict=False))


def _aanval(cellen, geweten, doelen):
    """Per target (a sum of cells) the width of what is possible, given known sums of cells; without end where
    nothing that is known holds it."""
    gelijk = np.array([[_past(vraag, cel) for cel in cellen] for vraag in geweten], dtype=float)
    som = np.array(list(geweten.values()), dtype=float)
    uit = {}
    for doel in doelen:
        wat = np.array([_past(doel, cel) for cel in cellen], dtype=float)
        laag, hoog = (linprog(teken * wat, A_eq=gelijk, b_eq=som) for teken in (1.0, -1.0))
        assert laag.status == 0, laag.message
        assert hoog.status in (0, 3), hoog.message
        uit[doel] = float("inf") if hoog.status == 3 else -hoog.fun - laag.fun
    return uit


def _klassenamen(client, wereld):
    """Per domain the classes of cost, as the page lists them: hidden or not."""
    client.force_login(wereld.users["contractmanager"])
    uit = {}
    for d in DOMEINNAMEN.values():
        antwoord = client.get("/marktschets", {"domein": d, "tabel": "klassen", "export": "csv"})
        rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))[1:]
        uit[d] = [rij[0] for rij in rijen] or ["minder dan € 100.000.000"]
    return uit


def _list_doelen(waar):
    """Every cell, and every gemeente x domain, gemeente and domain, with fewer clients than the norm."""
    vragen = {
        vraag for g, d, k in waar for vraag in ((g, d, k), (g, d, ""), (g, "", ""), ("", d, ""), ("", d, k))
    }
    som = {vraag: sum(n for cel, n in waar.items() if _past(vraag, cel)) for vraag in vragen}
    return sorted(vraag for vraag, n in som.items() if n < NORM)


def test_no_small_number_can_be_computed_from_everything_a_reader_gets(client, wereld, kosten):
    namen = _klassenamen(client, wereld)
    waar = _tel(kosten, namen)
    clienten, centen, klassen = _read(client, wereld, "contractmanager")
    geweten = {(g, d, ""): n for (g, d), n in clienten.items()} | klassen

    assert all(n == sum(w for c, w in waar.items() if _past(vraag, c)) for vraag, n in geweten.items())
    breed = _aanval(list(waar), geweten, _list_doelen(waar))
    assert {doel: breedte for doel, breedte in breed.items() if breedte < NORM - 1e-6} == {}
    klein = [cel for cel, bedragen in kosten.items() if len(bedragen) < NORM]
    breed = _aanval(list(kosten), centen, klein)
    assert [c for c in klein if breed[c] < DEEL * sum(kosten[c])] == []
    assert len(klassen) > 10
    assert len(clienten) > 10
    _check_openbaar((clienten, centen, klassen), _read(client, wereld, "bestuurder"), kosten)


def _check_openbaar(binnen, raad, kosten):
    """The edition for the council hides the same and rounds the rest, every number by itself: sums to more
    than the costliest client in them costs."""

    def get_stap(vraag):
        return get_ronde_stap(
            max(100_000, *(b for cel, bs in kosten.items() if _past(vraag, cel) for b in bs))
        )

    for exact, rond, op in zip(binnen, raad, (None, get_stap, None), strict=True):
        assert set(exact) == set(rond)
        for vraag, waarde in rond.items():
            stap = op(vraag) if op else 5
            assert waarde % stap == 0
            assert abs(exact[vraag] - waarde) <= stap / 2


def test_one_client_that_makes_up_nearly_all_is_not_shown_inside_either(client, wereld, tmp_path):
    """Twelve clients, of whom one costs all but a trifle: who knows the others knows that one."""
    regels = [create_regel(nr, 50_000 + nr, gemeente="9901") for nr in range(60)]
    regels += [create_regel(100 + nr, 40_000 + nr, gemeente="9902") for nr in range(60)]
    regels += [create_regel(200 + nr, 1_000, gemeente="9903") for nr in range(11)]
    publish_rijen(tmp_path / "lake", regels=[*regels, create_regel(300, 90_000_000, gemeente="9903")])
    met = _read(client, wereld, "contractmanager")[1]
    publish_rijen(tmp_path / "lake", regels=[*regels, create_regel(300, 1_000, gemeente="9903")])
    zonder = _read(client, wereld, "contractmanager")[1]

    assert ("9903", "wmo") not in met
    assert zonder["9903", "wmo"] == 12_000


def test_negative_control_hiding_small_numbers_alone_gives_them_away(client, wereld, kosten):
    waar = _tel(kosten, _klassenamen(client, wereld))
    vragen = {
        vraag for g, d, k in waar for vraag in ((g, d, k), (g, d, ""), (g, "", ""), ("", d, ""), ("",) * 3)
    }
    som = {vraag: sum(n for cel, n in waar.items() if _past(vraag, cel)) for vraag in vragen}
    alleen_klein_weg = {vraag: n for vraag, n in som.items() if n >= NORM}

    breed = _aanval(list(waar), alleen_klein_weg, [("9901", "wmo", ""), ("9903", "jeugd", "")])

    assert breed[("9901", "wmo", "")] == pytest.approx(0, abs=1e-6)
    assert breed[("9903", "jeugd", "")] < NORM


def test_the_analyst_has_every_number_at_the_own_desk(client, wereld, kosten):
    client.force_login(wereld.users["analist"])

    antwoord = client.get("/marktschets", {"gemeente": "9904", "tabel": "per-domein", "export": "csv"})

    rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))[1:]
    assert {DOMEINNAMEN[rij[0]]: int(rij[1]) for rij in rijen} == AANTALLEN["9904"]


def test_what_the_analyst_passes_on_is_what_the_council_reads(client, wereld, kosten):
    vraag = {"voor": "publicatie", "tabel": "per-gemeente", "export": "csv"}
    bestanden = []
    for gebruiker in ("analist", "bestuurder"):
        client.force_login(wereld.users[gebruiker])
        bestanden.append(client.get("/marktschets", vraag).content)

    assert bestanden[0] == bestanden[1]
    assert b"Dal;niet getoond;niet getoond" in bestanden[0]


def test_a_picture_has_no_bar_for_a_hidden_class(client, wereld, kosten):
    client.force_login(wereld.users["contractmanager"])

    antwoord = client.get("/marktschets", {"gemeente": "9905", "domein": "jeugd"})

    tabel, svg = next((t, svg) for t, svg in antwoord.context["tabellen"] if t.naam == "klassen")
    dicht = [rij[0] for rij in tabel.rijen if rij[1] == "niet getoond"]
    staven = [rij[0] for rij in tabel.rijen if rij[1] != "niet getoond"]
    assert dicht
    assert [naam for naam in (*staven, *dicht) if f">{naam}<" in svg] == staven


def test_every_table_of_the_analyst_asks_for_whom_it_is(client, wereld, kosten):
    client.force_login(wereld.users["analist"])

    pagina = client.get("/marktschets", {"jaar": 2026}).content.decode()
    gesloten = client.get(
        "/marktschets", {"gemeente": "9904", "tabel": "kern", "export": "csv", "voor": "publicatie"}
    )

    for tabel in ("kern", "segmenten", "per-gemeente", "per-domein"):
        assert f"?jaar=2026&amp;tabel={tabel}&amp;export=csv&amp;voor=publicatie" in pagina
    assert "tabel=aansluiting&amp;export=csv&amp;voor=publicatie" not in pagina
    assert gesloten.headers["Location"] == "/marktschets?gemeente=9904&voor=publicatie"
    assert (
        "Over deze keuze tonen wij geen cijfers" in client.get(gesloten.headers["Location"]).content.decode()
    )


@pytest.mark.parametrize(
    ("gebruiker", "vraag", "naam", "zin"),
    [
        ("analist", {}, "eigen-gebruik", "Bekijk de uitgave om te delen"),
        ("analist", {"voor": "publicatie"}, "openbaar", "Dit is de uitgave om te delen"),
        ("contractmanager", {}, "intern", "Wat laten wij weg, en waarom?"),
        ("contractmanager", {"voor": "eigen"}, "intern", "Wat laten wij weg, en waarom?"),
        ("bestuurder", {}, "openbaar", "Deze cijfers mag u delen"),
    ],
)
def test_a_page_and_a_file_say_for_whom_they_are(client, wereld, kosten, gebruiker, vraag, naam, zin):
    client.force_login(wereld.users[gebruiker])

    bestand = client.get("/marktschets", vraag | {"tabel": "kern", "export": "csv"})

    assert f"marktschets-kern-2026-{naam}.csv" in bestand["Content-Disposition"]
    assert zin in client.get("/marktschets", vraag).content.decode()
