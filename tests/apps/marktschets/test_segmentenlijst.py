"""The list of segments of the region: proposed by one, decided by another, and then used everywhere."""

from datetime import date

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.marktschets.forms import SegmentFormset, list_begin
from stelsel.apps.marktschets.models import Segmentenversie, Segmentopgave
from stelsel.domein.marktschets.segmenten import get_segmentenlijst

pytestmark = pytest.mark.django_db

LIJST, NIEUW, OPGAVE, PAGINA = (
    "/marktschets/segmenten/lijst",
    "/marktschets/segmenten/lijst/nieuw",
    "/marktschets/segmenten/opgave",
    "/marktschets/segmenten",
)


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    regels = [create_regel(nr, 1_000) for nr in range(30)]
    regels += [create_regel(40 + nr, 2_000, productcategorie="01", productcode="01A01") for nr in range(20)]
    publish_rijen(tmp_path / "lake", regels=regels)
    return create_wereld()


@pytest.fixture
def analist(client, wereld):
    client.force_login(wereld.users["analist"])
    return client


def _velden(sleutel="a", **anders):
    """What the form sends when nothing but `anders` is changed."""
    formset = SegmentFormset(initial=list_begin(get_segmentenlijst()))
    velden = {"eenmalig": sleutel * 32, "waarom": "Anders", "vanaf": "2027-03-01", "complex_vanaf": "2"}
    velden |= {"niet_tellend": "08, 11", "form-TOTAL_FORMS": "14", "form-INITIAL_FORMS": "14"}
    for plek, form in enumerate(formset.forms[:14]):
        for naam in form.fields:
            waarde = form.get_initial_for_field(form.fields[naam], naam)
            velden[f"form-{plek}-{naam}"] = "" if waarde is None or waarde is False else str(waarde)
    return velden | anders


def _segmenten(client):
    tabellen = {t.naam: t for t, _ in client.get(f"{PAGINA}?domein=wmo&jaar=2026").context["tabellen"]}
    return [(rij[0], rij[1]) for rij in tabellen["segmenten-wmo"].rijen]


def test_page_per_role(client, wereld):
    mag = {LIJST: {"analist", "contractmanager"}, NIEUW: {"analist"}, OPGAVE: {"analist"}}
    for rol in Rol.values:
        client.force_login(wereld.users[rol])

        gezien = {adres: client.get(adres).status_code for adres in mag}
        assert gezien == {adres: 200 if rol in rollen else 403 for adres, rollen in mag.items()}


def test_proposed_approved_by_another_and_used(analist, wereld):
    voor = _segmenten(analist)
    # wmo-3a (second in the list) takes everybody with 02 as well.
    antwoord = analist.post(NIEUW, _velden(**{"form-1-categorieen": "01, 02", "form-1-alleen": "01, 02"}))

    versie = Segmentenversie.objects.get()
    assert antwoord.url == f"{LIJST}/{versie.nummer}"
    assert (
        _segmenten(analist)
        == voor
        == [("3a Hulp bij het huishouden", 20), ("1b Volwassenen met een korte, enkelvoudige vraag", 30)]
    )
    zelf = analist.post(antwoord.url, {"eenmalig": "b" * 32, "besluit": "vaststellen"})
    assert (zelf.status_code, "Een ander stelt haar vast." in zelf.content.decode()) == (400, True)

    analist.force_login(wereld.users["contractmanager"])
    tekst = analist.get(antwoord.url).content.decode()
    assert "100,0" in tekst
    assert analist.post(antwoord.url, {"eenmalig": "c" * 32, "besluit": "vaststellen"}).status_code == 302
    analist.force_login(wereld.users["analist"])
    assert _segmenten(analist) == [("3a Hulp bij het huishouden", 50)]


def test_a_list_holds_from_its_day_and_a_refused_one_never(analist, wereld):
    analist.post(
        NIEUW, _velden(**{"form-1-categorieen": "01, 02", "form-1-alleen": "", "vanaf": "2027-04-01"})
    )
    analist.post(NIEUW, _velden("b", **{"form-1-DELETE": "on"}))
    later, weg = Segmentenversie.objects.order_by("pk")

    analist.force_login(wereld.users["contractmanager"])
    analist.post(f"{LIJST}/{later.nummer}", {"eenmalig": "c" * 32, "besluit": "vaststellen"})
    zonder = analist.post(f"{LIJST}/{weg.nummer}", {"eenmalig": "d" * 32, "besluit": "afwijzen"})
    analist.post(f"{LIJST}/{weg.nummer}", {"eenmalig": "e" * 32, "besluit": "afwijzen", "reden": "Te vroeg"})

    assert zonder.status_code == 400
    standen = [v.status for v in Segmentenversie.objects.order_by("pk")]
    assert standen == ["vastgesteld", "afgewezen"]
    analist.force_login(wereld.users["analist"])
    assert analist.get(LIJST).context["stand"].nummer == ""


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"form-1-code": "wmo-3b"}, "komt twee keer voor"),
        ({"form-6-deelvormen": "x", "form-9-deelvormen": "zonder codes"}, "is niet te lezen"),
        ({"form-2-categorieen": "drie"}, "geen productcategorie"),
        ({"vanaf": "2020-01-01"}, "hoogstens een jaar geleden"),
        ({f"form-{n}-DELETE": "on" for n in range(14)}, "ten minste één segment"),
    ],
    ids=range(5),
)
def test_a_list_that_cannot_be_used_is_told(analist, anders, tekst):
    antwoord = analist.post(NIEUW, _velden(**anders))

    assert (antwoord.status_code, Segmentenversie.objects.count()) == (400, 0)
    assert tekst in antwoord.content.decode()


@pytest.mark.eis("R1.39")
@pytest.mark.eis("R1.41")
def test_places_and_employers_are_entered_and_are_no_clients(analist):
    gemeente = Gemeente.objects.order_by("code").first()
    velden = {"gemeente": gemeente.code, "jaar": "2026", "bron": "Jaarverslag", "bedrag": "10000"}
    analist.post(OPGAVE, velden | {"eenmalig": "a" * 32, "segment": "part-1", "aantal": "20", "bezet": "15"})
    analist.post(
        OPGAVE,
        velden
        | {"eenmalig": "b" * 32, "segment": "part-3", "aantal": "8", "geplaatst": "4", "behouden": "3"},
    )
    te_veel = analist.post(
        OPGAVE, velden | {"eenmalig": "c" * 32, "segment": "part-1", "aantal": "2", "bezet": "3"}
    )

    assert (te_veel.status_code, Segmentopgave.objects.count()) == (400, 2)
    pagina = analist.get(f"{PAGINA}?jaar=2026")
    tabellen = {t.naam: t for t, _ in pagina.context["tabellen"]}
    rijen = [(r[0], r[2], r[3], r[5], r[7], r[8], r[9]) for r in tabellen["segmenten-opgave"].rijen]
    assert rijen == [
        ("1 Begeleiding collectief", "plekken", 20, 0.75, 50_000, None, None),
        ("3 Werkgeversondersteuning", "werkgevers", 8, None, 125_000, 4, 0.75),
    ]
    assert sum(n for _, n in _segmenten(analist)) == 50


@pytest.mark.eis("R1.40")
def test_single_trajecten_of_participatie_are_clients(analist, tmp_path):
    regels = [
        create_regel(nr, 500, domein="participatie", productcategorie="61", productcode="61A01")
        for nr in range(12)
    ]
    publish_rijen(tmp_path / "lake", regels=regels)

    tabellen = {
        t.naam: t for t, _ in analist.get(f"{PAGINA}?jaar=2026&domein=participatie").context["tabellen"]
    }

    assert [rij[:2] for rij in tabellen["segmenten-participatie"].rijen] == [
        ["2 Begeleiding individueel", 12]
    ]
