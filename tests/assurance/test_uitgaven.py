"""Small numbers: every page of the side of insight says in which edition, and no reader but the desk of the
analyst finds the few clients of a small gemeente on any of them, or in any file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.assurance.paginas import LETTERS, PAGINAS
from tests.assurance.uitgaven import APPS, UITGAVEN, Soort
from tests.assurance.wandeling import Adres, get_tekst, list_adressen
from tests.factories.lake import create_declaratie, create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import BREEKERWAARD, KWARTEL, MERELHOF, Wereld, create_wereld

from stelsel.apps.bekostiging.models import Budget

ANALIST = "N"
#: Waits for the worker, and says nothing of people.
ZONDER = {"portaal:gezond"}
#: The gemeente with few clients, and what they cost (cents): nobody else has amounts with these figures.
KLEIN = BREEKERWAARD
KANARIES = (7_913_731, 6_117_939, 8_391_177)
#: Pages are read as their address gives them, for the small gemeente and the law of its few clients.
VRAGEN = ("", f"gemeente={KLEIN}&domein=jeugd&wet=jw&jaar=2025", "domein=jeugd&wet=jw&jaar=2025&export=csv",
          f"gemeente={KLEIN}&domein=jeugd&wet=jw&jaar=2025&export=csv&tabel=kern")  # fmt: skip


def list_inzichtadressen() -> list[Adres]:
    return [adres for adres in list_adressen() if adres.naam.split(":")[0] in APPS]


def test_every_page_of_insight_says_in_which_edition() -> None:
    assert {adres.naam for adres in list_inzichtadressen()} == set(UITGAVEN)


def test_negative_control_a_new_page_without_an_edition_is_missed() -> None:
    """A page that nobody classified is in the resolver and not in the table."""
    zonder = {naam: soort for naam, soort in UITGAVEN.items() if naam != "marktschets:marktschets"}

    assert {adres.naam for adres in list_inzichtadressen()} - set(zonder) == {"marktschets:marktschets"}


def test_true_counts_are_for_the_desk_of_the_analyst_only() -> None:
    eigen = {naam: PAGINAS[naam].rollen for naam, soort in UITGAVEN.items() if soort is Soort.EIGEN}

    assert {naam: rollen for naam, rollen in eigen.items() if rollen != ANALIST} == {}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two years: ninety clients in Aldervoort, and in Breekerwaard three under the Jeugdwet."""
    map = tmp_path_factory.mktemp("uitgaven") / "lake"
    regels, toewijzingen, declaraties = [], [], []
    for jaar in (2024, 2025):
        dag = {"begindatum": date(jaar, 3, 1), "einddatum": date(jaar, 3, 31)}
        tijd = {"ingangsdatum": date(jaar, 1, 1), "einddatum": date(jaar, 12, 31)}
        for nr, waar, bedrag in _list_clienten():
            aanbieder = {"aanbieder": KWARTEL if nr % 3 else MERELHOF}
            regels.append(create_regel(nr, bedrag, **dag, **waar, **aanbieder))
            rij = {sleutel: waarde for sleutel, waarde in waar.items() if not sleutel.startswith("product")}
            rij |= aanbieder
            toewijzingen.append(create_toewijzing(nr, bedrag, toewijzing=f"t{jaar}-{nr}", **tijd, **rij))
            declaraties.append(create_declaratie(bedrag, bedrag, declaratie=f"d{jaar}-{nr}", **dag, **rij))
    publish_rijen(map, regels=regels, toewijzingen=toewijzingen, declaraties=declaraties)
    return str(map)


def _list_clienten() -> Iterator[tuple[int, dict[str, str], int]]:
    jeugd = {"domein": "jeugd", "productcategorie": "45", "productcode": "45A01"}
    wmo = {"domein": "wmo"}
    for nr in range(90):
        yield nr, {"gemeente": "9901"} | (jeugd if nr % 2 else wmo), 100_000 + 1_000 * nr
    for nr in range(100, 140):
        yield nr, {"gemeente": KLEIN} | wmo, 200_000 + 700 * (nr - 100)
    for plek, bedrag in enumerate(KANARIES):
        yield 200 + plek, {"gemeente": KLEIN} | jeugd, bedrag


@pytest.fixture
def wereld(db: None, settings: object, lake: str) -> Wereld:
    settings.STELSEL_LAKE, settings.STELSEL_VANDAAG = lake, date(2026, 3, 16)  # type: ignore[attr-defined]  # pytest-django types it as object
    wereld = create_wereld()
    for code, wet in itertools.product(wereld.gemeenten, ("jw", "wmo")):
        Budget.objects.create(gemeente_id=code, wet=wet, jaar=2025, bedrag=900_000_00)
    bestuurder = wereld.users["bestuurder"]
    bestuurder.regio, bestuurder.gemeentecode = True, ""
    bestuurder.save()
    return wereld


def _list_woorden() -> set[str]:
    """The few amounts, their sum and their mean, as pages and files write them."""
    som = sum(KANARIES)
    woorden = set()
    for cent in (*KANARIES, som, round(som / len(KANARIES)), 2 * som):
        euro = f"{cent / 100:,.2f}"
        woorden |= {euro.translate(str.maketrans(",.", ".,")), euro.replace(",", "").replace(".", ",")}
        woorden.add(f"{round(cent / 100):,}".replace(",", "."))
    return woorden


def _list_gelekt(wereld: Wereld, rol: str, *, alleen: frozenset[str] | None = None) -> dict[str, list[str]]:
    """Per address (`alleen`: of these) that this role may open the canaries on it."""
    browser = Browser()
    browser.force_login(wereld.users[LETTERS[rol]], backend="django.contrib.auth.backends.ModelBackend")
    gelekt = {}
    for adres in list_inzichtadressen():
        soort, pagina = UITGAVEN.get(adres.naam), PAGINAS.get(adres.naam)
        if adres.argumenten or pagina is None or rol not in pagina.rollen or adres.naam in ZONDER:
            continue
        if soort is Soort.PERSOON or (alleen is not None and adres.naam not in alleen):
            continue
        for vraag in VRAGEN if soort is not Soort.GEEN else VRAGEN[:1]:
            antwoord = browser.get(f"{reverse(adres.naam)}?{vraag}")
            if antwoord.status_code != 200:
                continue
            tekst = get_tekst(antwoord)
            if woorden := sorted(woord for woord in _list_woorden() if woord in tekst):
                gelekt[f"{adres.naam}?{vraag}"] = woorden
    return gelekt


@pytest.mark.parametrize("rol", ["M", "S", "C", "R", "A"])
def test_nobody_else_finds_what_few_clients_cost(wereld: Wereld, rol: str) -> None:
    assert _list_gelekt(wereld, rol) == {}


def test_negative_control_the_analyst_finds_them(wereld: Wereld) -> None:
    bureau = frozenset({"marktschets:marktschets", "sturing:budget", "bekostiging:exploitatie"})

    gelekt = _list_gelekt(wereld, ANALIST, alleen=bureau)

    assert {naam.partition("?")[0] for naam in gelekt} == bureau
