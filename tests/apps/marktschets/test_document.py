"""The document in the browser: made, kept, read back, compared; length of help; domeinen and phases."""

import csv
import io
from datetime import date, timedelta

import pytest
from tests.factories.lake import create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.marktschets.models import Domeinbereik, Marktdocument

pytestmark = pytest.mark.django_db

DOCUMENT, DOCUMENTEN, DUUR, DOMEINEN = (
    f"/marktschets/{naam}" for naam in ("document", "documenten", "duur", "domeinen")
)
ADRESSEN = (DOCUMENT, DOCUMENTEN, DUUR, DOMEINEN, "/marktschets/segmenten")
KEUZE = {"jaar": "2026", "gemeente": "", "domein": ""}


def _sleutel(letter):
    return {"eenmalig": letter * 32}


def _list_regels(*, bedrag=1_000):
    """Forty with begeleiding, fifteen with beschermd wonen; the data run to the end of 2026."""
    regels = [create_regel(nr, bedrag * (nr + 1), einddatum=date(2026, 12, 31)) for nr in range(40)]
    return regels + [create_regel(nr, 90_000, productcategorie="15", gemeente="9902") for nr in range(40, 55)]


def _list_toewijzingen():
    rijen = []
    for nr in range(55):
        begin = date(2025, 7, 1) + timedelta(days=7 * nr)
        rijen.append(
            create_toewijzing(
                nr, None, ingangsdatum=begin, einddatum=begin + timedelta(days=100 + nr), verwijzer="01",
                productcategorie="02" if nr < 40 else "15", gemeente="9901" if nr < 40 else "9902",
            )
        )  # fmt: skip
    return rijen


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


@pytest.fixture
def analist(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=_list_regels(), toewijzingen=_list_toewijzingen())
    client.force_login(wereld.users["analist"])
    return client


def _bewaar(client, letter, **anders):
    antwoord = client.post(DOCUMENT, _sleutel(letter) | KEUZE | anders)
    return Marktdocument.objects.order_by("-pk").first(), antwoord


def test_pages_per_role(client, wereld):
    for rol in Rol.values:
        client.force_login(wereld.users[rol])
        statussen = {adres: client.get(adres).status_code for adres in ADRESSEN}

        assert set(statussen.values()) == {200 if rol == "analist" else 403}


def test_without_data(client, wereld):
    client.force_login(wereld.users["analist"])

    assert "Er zijn nog geen gegevens." in client.get(DOCUMENT).content.decode()
    assert "Er zijn nog geen gegevens." in client.get(DUUR).content.decode()
    assert client.post(DOCUMENT, _sleutel("a") | KEUZE).status_code == 404


@pytest.mark.eis("R1.21")
def test_an_edition_keeps_what_it_rests_on_and_the_same_data_give_the_same_bytes(analist):
    een, antwoord = _bewaar(analist, "a")
    twee, _ = _bewaar(analist, "b")

    assert antwoord["Location"] == f"{DOCUMENTEN}/{een.nummer}"
    assert (een.vingerafdruk, bytes(een.pdf), een.html) == (twee.vingerafdruk, bytes(twee.pdf), twee.html)
    assert dict(een.inhoud["gegevens"])["Declaratieregels uit test"].endswith("tot en met 15-03-2026")
    assert dict(een.inhoud["regels"])["Indeling in A, B en C"].startswith("standaard-1: ")
    assert Gebeurtenis.objects.filter(soort="marktdocument_gemaakt").count() == 2

    pagina = analist.get(f"{DOCUMENTEN}/{een.nummer}")
    assert een.vingerafdruk[:32] in pagina.content.decode()
    pdf = analist.get(f"{DOCUMENTEN}/{een.nummer}?als=pdf")
    assert (pdf["Content-Type"], pdf.content) == ("application/pdf", bytes(een.pdf))
    html = analist.get(f"{DOCUMENTEN}/{een.nummer}?als=html").content.decode()
    assert "Hoe lang duurt hulp?" in html
    assert analist.get(f"{DOCUMENTEN}/{een.nummer}?als=json").json()["vingerafdruk"] == een.vingerafdruk


@pytest.mark.eis("R1.21")
def test_what_moved_between_two_editions(analist, tmp_path):
    een, _ = _bewaar(analist, "a")
    publish_rijen(tmp_path / "lake", regels=_list_regels(bedrag=2_000), toewijzingen=_list_toewijzingen())
    nu = {t.naam: t for t, _ in analist.get(f"{DOCUMENT}?jaar=2026").context["tabellen"]}
    twee, _ = _bewaar(analist, "b")

    assert nu["verschil"].rijen[0] == ("Cliënten", "55", "55", "gelijk")
    adres = f"{DOCUMENTEN}/{twee.nummer}?met={een.nummer}&tabel=verschil&export=csv"
    rijen = list(csv.reader(io.StringIO(analist.get(adres).content.decode("utf-8-sig")), delimiter=";"))
    assert rijen[:3] == [
        ["Kerncijfer", een.nummer, twee.nummer, "Verandering"],
        ["Cliënten", "55", "55", "gelijk"],
        ["Totale kosten", "€ 21.700,00", "€ 29.900,00", "'+€ 8.200,00 (+37,8 %)"],
    ]


def test_about_too_few_nothing_is_kept(client, wereld, tmp_path):
    publish_rijen(tmp_path / "lake", regels=_list_regels()[:5], toewijzingen=_list_toewijzingen()[:5])
    client.force_login(wereld.users["analist"])

    assert "te weinig cliënten" in client.get(f"{DOCUMENT}?jaar=2026").content.decode()
    assert _bewaar(client, "a")[0] is None


def test_an_edition_that_is_not_there(analist):
    assert analist.get(f"{DOCUMENTEN}/MD-2026-9999").status_code == 404


def _get_document(client, domein):
    return client.get(f"{DOCUMENT}?jaar=2026&domein={domein}").context["beeld"].document


@pytest.mark.eis("R1.24", "R1.25")
def test_beschermd_wonen_is_analysed_apart_and_may_lie_outside_a_phase_with_its_reason(analist):
    velden = {"domein": "beschermd_wonen", "fase": "fase 3", "doet_mee": "nee", "vanaf": "2027-01-01"}
    analist.post(DOMEINEN, _sleutel("d") | velden | {"reden": "Het gaat naar een eigen traject."})

    assert "Het gaat naar een eigen traject." in analist.get(DOMEINEN).content.decode()
    document = _get_document(analist, "beschermd_wonen")
    assert (document.onderwerp, document.kerncijfers[0].waarde) == ("Beschermd wonen, 2026, hele regio", 15)
    assert document.buiten == (
        "Beschermd wonen doet vanaf 01-01-2027 niet mee in fase 3: Het gaat naar een eigen traject.",
    )
    wmo = _get_document(analist, "wmo")
    assert (wmo.kerncijfers[0].waarde, wmo.buiten) == (40, ())

    analist.post(DOMEINEN, _sleutel("e") | velden | {"doet_mee": "ja", "reden": "Toch samen."})
    assert Domeinbereik.objects.count() == 2
    assert _get_document(analist, "beschermd_wonen").buiten == ()


def test_a_decision_without_a_reason_is_told(analist):
    antwoord = analist.post(DOMEINEN, _sleutel("d") | {"domein": "wmo", "fase": "3", "doet_mee": "nee"})

    assert antwoord.status_code == 400
    assert Domeinbereik.objects.count() == 0


def test_length_of_help_with_its_margin(analist):
    tabellen = {t.naam: t for t, _ in analist.get(f"{DUUR}?jaar=2026&domein=wmo").context["tabellen"]}

    alles, begeleiding = tabellen["duur"].rijen
    assert (alles[0], begeleiding[0]) == ("Alle hulp samen", "02 Begeleiding")
    assert alles[1:4] == [29, 16, 29]  # from nr 11 on; the first eleven of 40 had ended before the year
    assert 3.5 < alles[5] < 4.5  # a hundred days and some
    assert tabellen["doorstroom"].rijen == [("02 Begeleiding", 16, 13, 0, 0, 29, 0)]
    export = analist.get(f"{DUUR}?jaar=2026&domein=wmo&tabel=gevolgd&export=csv").content.decode("utf-8-sig")
    assert export.splitlines()[0] == "Na (maanden);Onder waarneming;Loopt dan nog;Laag (95 %);Hoog (95 %)"


@pytest.mark.eis("R1.26", "R1.27", "R1.28")
def test_segments_of_a_domein(analist):
    tabellen = {t.naam: t for t, _ in analist.get("/marktschets/segmenten?jaar=2026").context["tabellen"]}

    assert list(tabellen) == ["segmenten-wmo", "segmenten-beschermd_wonen", "deelvormen-jeugd-4"]
    (kort,) = tabellen["segmenten-wmo"].rijen
    assert kort[:4] == ["1b Volwassenen met een korte, enkelvoudige vraag", 40, 1.0, 820_000]
    assert kort[6:9] == [0.0, 13, 29]  # nobody with a complex question; new; left
    export = analist.get("/marktschets/segmenten?jaar=2026&tabel=segmenten-wmo&export=csv").content.decode()
    assert "1b Volwassenen met een korte, enkelvoudige vraag;40;100" in export
