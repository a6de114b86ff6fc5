"""Expected use in the browser: read in use and features, and see who stands out."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.analyse.verwacht_gebruik import Oordeel, Verwachting
from stelsel.apps.accounts.models import Rol
from stelsel.apps.marktschets.models import Gebiedscijfer, Kenmerkbestand

pytestmark = pytest.mark.django_db

VERWACHT, KENMERKEN, REFERENTIE = (
    "/marktschets/verwacht",
    "/marktschets/verwacht/kenmerken",
    "/marktschets/vergelijken/inlezen",
)
#: Forty gemeenten with 4 to 8 % of the inhabitants, more where there is more poverty; ours of 1,000 each.
ANDEREN = [(9700 + nr, 6 + nr % 5, 100 * (4 + nr % 5)) for nr in range(40)]
GEBRUIK = "gemeentecode;gemeente;jaar;inwoners;clienten\n" + "".join(
    f"{code};G{code};2026;10000;{clienten}\n" for code, _, clienten in ANDEREN
)
INWONERS = "code;naam;jaar;inwoners;huishoudens onder of rond sociaal minimum (%);bijstand\n" + "".join(
    f"{code};x;2025;10000;{minimum};x\n" for code, minimum, _ in ANDEREN
)
ONZE = "9901;Aldervoort;2025;1000;8;1\n9902;Breekerwaard;2025;1000;8;1\n"


@pytest.fixture
def wereld(settings, tmp_path):
    settings.STELSEL_LAKE = str(tmp_path / "lake")
    settings.STELSEL_VANDAAG = date(2027, 3, 16)
    return create_wereld()


@pytest.fixture
def analist(client, wereld, tmp_path):
    regels = [create_regel(nr, 20_000) for nr in range(120)]
    regels += [create_regel(500 + nr, 20_000, gemeente="9902") for nr in range(55)]
    publish_rijen(tmp_path / "lake", regels=regels)
    client.force_login(wereld.users["analist"])
    return client


def _lees_in(client, adres, tekst, sleutel):
    velden = {"eenmalig": sleutel * 32, "naam": "Cijfers", "bron": "Bureau 2026", "domein": "wmo"}
    return client.post(adres, velden | {"bestand": SimpleUploadedFile("c.csv", tekst.encode())})


def _lees_alles(client):
    eigen = "9901;A;2026;1000;60\n9902;B;2026;1000;55\n"
    _lees_in(client, REFERENTIE, GEBRUIK + eigen, "a")
    return _lees_in(client, KENMERKEN, INWONERS + ONZE, "b")


def test_page_per_role(client, wereld):
    for rol in Rol.values:
        client.force_login(wereld.users[rol])

        assert {client.get(a).status_code for a in (VERWACHT, KENMERKEN)} == {
            200 if rol == "analist" else 403
        }


def test_a_gemeente_with_more_clients_than_its_inhabitants_let_expect_stands_out(analist):
    antwoord = _lees_alles(analist)

    assert antwoord.url == VERWACHT
    assert (Kenmerkbestand.objects.get().nummer[:8], Gebiedscijfer.objects.count()) == ("KM-2027-", 42)
    pagina = analist.get(f"{VERWACHT}?domein=wmo&jaar=2026")
    (uitkomst, geen) = pagina.context["pagina"].uitkomsten
    assert isinstance(uitkomst, Verwachting)
    assert [(v.naam, v.oordeel) for v in uitkomst.gemeenten] == [
        ("Aldervoort", Oordeel.HOGER),
        ("Breekerwaard", Oordeel.GELIJK),
    ]
    tekst = pagina.content.decode()
    assert "Aldervoort: 1" in tekst
    assert "Dit is nu niet te zeggen." in tekst
    # Nobody published cost, so nothing is said of it.
    assert "ten minste 30 nodig" in geen.reden


def test_counted_as_the_others_were_and_as_a_file(analist):
    _lees_alles(analist)

    pagina = analist.get(f"{VERWACHT}?domein=wmo&jaar=2026&telling=bron&kenmerk=minimum&kenmerk=onzin")
    bestand = analist.get(f"{VERWACHT}?domein=wmo&jaar=2026&tabel=verwacht-clienten&export=csv")

    assert {v.oordeel for v in pagina.context["pagina"].uitkomsten[0].gemeenten} == {Oordeel.GELIJK}
    assert pagina.context["pagina"].gekozen == {"minimum"}
    assert bestand.content.decode("utf-8-sig").splitlines()[2].startswith("Aldervoort;1000;120;")


def test_without_figures_and_with_a_file_that_cannot_be_used_words_follow(analist):
    leeg = analist.get(VERWACHT)
    fout = _lees_in(analist, KENMERKEN, "a;b\n1;2\n", "c")

    assert "Er zijn nog geen cijfers over het gebruik bij anderen." in leeg.content.decode()
    assert (fout.status_code, Kenmerkbestand.objects.count()) == (400, 0)


def test_the_document_asks_it_too_and_names_the_files_but_no_count(analist):
    _lees_alles(analist)

    antwoord = analist.get("/marktschets/document?domein=wmo&jaar=2026")

    document = antwoord.context["beeld"].document
    (deel,) = [d for d in document.onderdelen if d.naam == "verwacht-clienten"]
    assert [rij[0] for rij in deel.rijen] == ["Onze regio", "Aldervoort", "Breekerwaard"]
    assert [kop for kop, _ in deel.koppen] == ["Gebied", "Van verwacht", "Band laag", "Band hoog", "Oordeel"]
    assert "120" not in deel.antwoord
    assert [wat for wat, _ in document.versies.gegevens][-2:] == [
        "Gebruik bij anderen",
        "Kenmerken van inwoners",
    ]
