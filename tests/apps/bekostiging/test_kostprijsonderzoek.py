"""A cost survey in the browser: asked, filled in, published without names, both sides heard, and used."""

import csv
import io
import itertools
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.factories.kostprijsonderzoek import (
    HBO,
    OPGAVEN,
    create_aanbieders,
    create_blad,
    create_onderzoeken_apart,
    create_open_onderzoek,
    create_vol_onderzoek,
    fill_sjabloon,
    submit,
)
from tests.factories.wereld import KWARTEL, MERELHOF, NU, VANDAAG, create_wereld

from stelsel.apps.accounts.models import Rol
from stelsel.apps.bekostiging import actions, queries
from stelsel.apps.bekostiging.actions import OnderzoekNietMogelijk
from stelsel.apps.bekostiging.models import (
    Kostprijsberekening,
    Kostprijsonderzoek,
    Kostprijsopgave,
    Onderzoeksuitkomst,
    Zienswijze,
)
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.web import panels

pytestmark = pytest.mark.django_db

SLEUTELS = itertools.count()
ADRES = "/bekostiging/kostprijsonderzoek"
NA_HOOR = date(2026, 4, 1)


@pytest.fixture
def wereld(settings):
    settings.STELSEL_VANDAAG = VANDAAG
    return create_wereld()


def _login(client, wereld, gebruiker="analist"):
    client.force_login(wereld.users[gebruiker])
    return client


def _post(client, adres, **data):
    return client.post(adres, {"eenmalig": f"{next(SLEUTELS):032d}"} | data)


def _create_uitkomst(wereld, onderzoek, methode="hek"):
    return actions.create_uitkomst(
        onderzoek, methode=methode, hoor_tot=VANDAAG, by=wereld.users["analist"], today=VANDAAG, now=NU
    )


def _approve(wereld, uitkomst, by="contractmanager", today=NA_HOOR):
    return actions.approve_uitkomst(uitkomst, besluit="Besproken.", by=wereld.users[by], today=today, now=NU)


def _list_rijen(client, adres, naam):
    tabellen = {tabel.naam: tabel for tabel, _ in client.get(adres).context["tabellen"]}
    return [[cel.tekst for cel in rij] for rij in tabellen[naam].rijen]


def test_page_per_role(client, wereld):
    onderzoek = create_open_onderzoek(wereld)
    eigen = f"{ADRES}/{onderzoek.nummer}"
    adressen = (ADRES, f"{ADRES}/nieuw", eigen, f"{eigen}/opgave/{MERELHOF}", f"{eigen}/reacties")

    mag = {r: [_login(client, wereld, r).get(a).status_code for a in adressen] for r in Rol.values}

    anders = {
        "analist": [200] * 5,
        "contractmanager": [200] * 5,
        "controller": [200, 403, 200, 403, 200],
        "aanbieder": [200, 403, 200, 200, 200],
    }
    assert mag == {rol: anders.get(rol, [403] * 5) for rol in Rol.values}


@pytest.mark.eis("R3.13")
def test_from_question_to_cost_price(client, wereld):
    create_aanbieders()
    velden = {"naam": "Ambulant", "wet": "wmo", "prijsjaar": 2025, "functies": "HBO: hbo-niveau\nWO",
              "vandatum": "2026-03-01", "totdatum": "2026-03-31"}  # fmt: skip
    velden |= {"wie": "genoemd", "codes": "\n".join(OPGAVEN)}
    adres = _post(_login(client, wereld), f"{ADRES}/nieuw", **velden).url
    _post(client, adres, handeling="openen")
    onderzoek = Kostprijsonderzoek.objects.get()
    for agb, (salaris, uren) in OPGAVEN.items():
        submit(wereld, onderzoek, agb, {"HBO": create_blad(salaris, uren)})
    _post(client, adres, handeling="sluiten")
    _post(client, adres, handeling="uitkomst", methode="hek", hoor_tot="2026-03-16")

    assert _list_rijen(client, adres, "tarieven") == [["HBO", "5", "€ 83,60", "€ 86,25", "€ 88,90"]]
    salaris = _list_rijen(client, adres, "functie-1")[0]
    assert salaris[1:] == ["5", "€ 3.830,00", "€ 3.950,00", "€ 4.080,00"]
    _approve(wereld, Onderzoeksuitkomst.objects.get())
    naar = _post(client, adres, handeling="kostprijs", naam="Ambulant 2025", keuze="mediaan").url

    berekening = Kostprijsberekening.objects.get()
    assert naar == f"/bekostiging/kostprijs/{berekening.nummer}"
    assert berekening.uitkomst["tarieven"] == {"HBO": 8625}
    assert berekening.onderzoek == Onderzoeksuitkomst.objects.get()
    pagina = client.get(naar).content.decode()
    assert f"{onderzoek.nummer}</a>, uitkomst 1, vastgesteld door Contractmanager" in pagina
    assert f"Kostprijsonderzoek {onderzoek.nummer}: mediaan van 5 aanbieders" in pagina
    soorten = Gebeurtenis.objects.filter(object_sleutel=onderzoek.nummer).values_list("soort", flat=True)
    assert set(soorten) == {
        "kostprijsonderzoek_gemaakt", "kostprijsonderzoek_open", "kostprijsopgave_ingediend",
        "kostprijsonderzoek_gesloten", "onderzoeksuitkomst_gemaakt", "onderzoeksuitkomst_vastgesteld",
    }  # fmt: skip


def test_the_template_filled_in_comes_back(client, wereld):
    onderzoek = create_open_onderzoek(wereld)
    adres = f"{ADRES}/{onderzoek.nummer}/opgave/{MERELHOF}"
    _login(client, wereld, "aanbieder")
    gevuld = fill_sjabloon(
        client.get(f"{adres}?sjabloon=1").content,
        {"HBO": {"uren": 4000} | {naam: float(waarde) for naam, waarde in HBO.items()}},
    )

    _post(client, adres, handeling="inlezen", bestand=SimpleUploadedFile("opgave.xlsx", gevuld))
    _post(client, adres, handeling="indienen")

    opgave = Kostprijsopgave.objects.get()
    assert (opgave.status, opgave.versie, opgave.namens, list(opgave.waarden)) == (
        "ingediend", 1, False, ["HBO"],
    )  # fmt: skip
    (rij,) = queries.list_functieopgaven([opgave])
    assert (rij.uren, round(float(rij.waarden["tarief"]), 4)) == (4000, 86.2459)
    weer = fill_sjabloon(client.get(f"{adres}?sjabloon=1").content, {"HBO": {"bruto_maand": 4000}})
    _post(client, adres, handeling="inlezen", bestand=SimpleUploadedFile("beter.xlsx", weer))
    nieuw = Kostprijsopgave.objects.get(versie=2)
    assert nieuw.waarden["HBO"]["waarden"] == opgave.waarden["HBO"]["waarden"] | {"bruto_maand": "4000"}


def test_faults_are_told_by_sheet_and_cell(client, wereld):
    onderzoek = create_open_onderzoek(wereld)
    adres = f"{ADRES}/{onderzoek.nummer}/opgave/{MERELHOF}"
    _login(client, wereld, "aanbieder")
    waarden = {naam: float(w) for naam, w in HBO.items()} | {"uren": 4000, "ziekte": 6.5}
    fout = fill_sjabloon(client.get(f"{adres}?sjabloon=1").content, {"HBO": waarden})

    antwoord = _post(client, adres, handeling="inlezen", bestand=SimpleUploadedFile("o.xlsx", fout))

    assert (antwoord.status_code, Kostprijsopgave.objects.count()) == (400, 0)
    (zin,) = antwoord.context["form"].non_field_errors()
    assert zin.startswith("Blad HBO, cel B16 (Ziekteverzuim) is 650 %. Bedoelt u 6,5 %?")


def test_an_aanbieder_reaches_its_own_only(client, wereld):
    van_merelhof, van_kwartel = create_onderzoeken_apart(wereld)
    samen = create_open_onderzoek(wereld)
    _login(client, wereld, "aanbieder")

    rijen = [rij.record for rij in client.get(ADRES).context["table"].rows]

    assert rijen == [samen, van_merelhof]
    ander, eigen = f"{ADRES}/{van_kwartel.nummer}", f"{ADRES}/{samen.nummer}"
    vreemd = (ander, f"{ander}/reacties", f"{eigen}/opgave/{KWARTEL}", f"{eigen}/opgave/00000000")
    assert [client.get(adres).status_code for adres in vreemd] == [404] * 4
    assert [_post(client, adres, handeling="indienen").status_code for adres in vreemd] == [404] * 4
    assert _post(client, eigen, handeling="sluiten").status_code == 403
    assert client.get(f"{eigen}?bureau=csv").status_code == 403
    assert "Alleen voor wie" not in client.get(eigen).content.decode()


def test_only_in_the_window_and_after_it_the_region_with_a_reason(wereld):
    onderzoek, aanbieder = create_open_onderzoek(wereld), wereld.aanbieders[MERELHOF]

    def geef_op(wie, today, reden=""):
        return actions.register_opgave(
            onderzoek, {"HBO": create_blad(3950, 1)}, aanbieder=aanbieder, bestand="o.xlsx", reden=reden,
            by=wereld.users[wie], today=today, now=NU,
        ).versie  # fmt: skip

    assert (geef_op("aanbieder", date(2026, 3, 1)), geef_op("aanbieder", date(2026, 3, 31))) == (1, 2)
    for wie, today in (
        ("aanbieder", date(2026, 2, 28)),
        ("aanbieder", date(2026, 4, 1)),
        ("analist", VANDAAG),
    ):
        with pytest.raises(OnderzoekNietMogelijk):
            geef_op(wie, today)
    actions.change_status(onderzoek, naar="gesloten", by=wereld.users["analist"], now=NU)
    with pytest.raises(OnderzoekNietMogelijk, match="als het onderzoek open is"):
        geef_op("aanbieder", VANDAAG)
    assert geef_op("analist", NA_HOOR, "Fout in de opgave") == 3


def test_few_aanbieders_give_no_figures(client, wereld):
    onderzoek = create_open_onderzoek(wereld)
    for agb in list(OPGAVEN)[:4]:
        submit(wereld, onderzoek, agb, {"HBO": create_blad(*OPGAVEN[agb])})
    onderzoek = actions.change_status(onderzoek, naar="gesloten", by=wereld.users["analist"], now=NU)
    uitkomst = _create_uitkomst(wereld, onderzoek)
    adres = f"{ADRES}/{onderzoek.nummer}"
    _login(client, wereld, "controller")

    assert _list_rijen(client, adres, "tarieven") == [["HBO", "minder dan 5", *["niet getoond"] * 3]]
    assert client.get(adres).context["antwoord"] == (
        "Concept: 4 van de 5 aanbieders deden mee. Dat is te weinig om cijfers te tonen."
    )
    _approve(wereld, uitkomst)
    antwoord = _post(_login(client, wereld), adres, handeling="kostprijs", naam="x", keuze="mediaan")
    assert antwoord.context["fouten"] == [
        "Van geen enkele functie is het salaris te tonen: er zijn te weinig opgaven."
    ]


def test_nobody_but_the_holder_sees_what_one_gave(client, wereld):
    onderzoek = create_vol_onderzoek(wereld)
    _create_uitkomst(wereld, onderzoek)
    adres = f"{ADRES}/{onderzoek.nummer}"
    eigen = {"3.700,00", "3.800,00", "4.100,00", "4.300,00"}

    def list_gezien(wie):
        _login(client, wereld, wie)
        tekst = "".join(client.get(f"{adres}{v}").content.decode() for v in ("", "?export=csv"))
        return {bedrag for bedrag in eigen if bedrag in tekst or bedrag.replace(".", "") in tekst}

    assert {wie: list_gezien(wie) for wie in ("controller", "aanbieder")} == {
        "controller": set(), "aanbieder": set(),
    }  # fmt: skip
    tekst = _login(client, wereld).get(f"{ADRES}/{onderzoek.nummer}/opgave/{KWARTEL}").content.decode()
    assert "€ 3.800,00" in tekst  # control: the words looked for are what a page shows
    assert _list_rijen(_login(client, wereld, "aanbieder"), adres, "tarieven")[0][-1] == "€ 86,25"


def test_an_outcome_that_gives_one_away_is_refused(wereld):
    onderzoek = create_vol_onderzoek(wereld)
    _create_uitkomst(wereld, onderzoek)
    submit(wereld, onderzoek, MERELHOF, {"HBO": create_blad(4000, 4000)})

    with pytest.raises(OnderzoekNietMogelijk, match="Bij HBO is er sinds uitkomst 1 maar van een paar"):
        _create_uitkomst(wereld, onderzoek)
    for agb, (salaris, uren) in OPGAVEN.items():
        submit(wereld, onderzoek, agb, {"HBO": create_blad(salaris + 25, uren, overhead="0.26", vak="0.081")})
    nieuw = _create_uitkomst(wereld, onderzoek)
    assert nieuw.versie == 2
    with pytest.raises(OnderzoekNietMogelijk, match="nieuwere uitkomst"):
        _approve(wereld, Onderzoeksuitkomst.objects.get(versie=1))


def test_both_sides_are_heard_before_it_is_approved(client, wereld):
    onderzoek = create_vol_onderzoek(wereld)
    uitkomst = _create_uitkomst(wereld, onderzoek)
    adres = f"{ADRES}/{onderzoek.nummer}/reacties"
    _login(client, wereld, "aanbieder")
    _post(client, adres, tekst="De reistijd is te laag.")
    _post(client, adres, tekst="Dit mag iedereen weten.", openbaar="on")

    gezien = {
        wie: {z.tekst for z, _ in _login(client, wereld, wie).get(adres).context["zienswijzen"]}
        for wie in ("aanbieder", "aanbieder2", "controller", "analist")
    }

    alles, openbaar = set(Zienswijze.objects.values_list("tekst", flat=True)), {"Dit mag iedereen weten."}
    assert gezien == {"aanbieder": alles, "aanbieder2": openbaar, "controller": openbaar, "analist": alles}
    with pytest.raises(OnderzoekNietMogelijk, match="nog reageren tot en met 16-03-2026"):
        _approve(wereld, uitkomst, today=VANDAAG)
    with pytest.raises(OnderzoekNietMogelijk, match="Nog niet beantwoord: 2"):
        _approve(wereld, uitkomst)
    for zienswijze in Zienswijze.objects.all():
        _post(_login(client, wereld), adres, zienswijze=zienswijze.pk, antwoord=f"Antwoord {zienswijze.pk}")
    with pytest.raises(OnderzoekNietMogelijk, match="zelf gemaakt"):
        _approve(wereld, uitkomst, by="analist")
    assert _approve(wereld, uitkomst).vastgesteld_door == "Contractmanager"
    antwoord = _post(_login(client, wereld, "aanbieder"), adres, tekst="Te laat.")
    assert (antwoord.status_code, antwoord.context["fout"]) == (400, "U kon reageren tot en met 16-03-2026.")


def test_four_eyes_in_the_database_as_well(wereld):
    uitkomst = _create_uitkomst(wereld, create_vol_onderzoek(wereld))

    with pytest.raises(IntegrityError), transaction.atomic():
        Onderzoeksuitkomst.objects.filter(pk=uitkomst.pk).update(
            vastgesteld_at=NU, vastgesteld_persoon=uitkomst.gemaakt_persoon
        )


def test_files(client, wereld):
    onderzoek = create_vol_onderzoek(wereld)
    adres = f"{ADRES}/{onderzoek.nummer}"
    zonder = _login(client, wereld).get(f"{adres}?export=csv").status_code
    _create_uitkomst(wereld, onderzoek)

    regels = list(
        csv.reader(io.StringIO(client.get(f"{adres}?export=csv").content.decode("utf-8-sig")), delimiter=";")
    )

    assert zonder == 404
    assert regels[2] == ["HBO", "5", "83,60", "86,25", "88,90"]
    assert client.get(f"{adres}?export=pdf").content[:5] == b"%PDF-"
    assert client.get(f"{adres}?export=doc").status_code == 404
    assert (
        client.get(f"{adres}?bureau=xlsx")
        .headers["Content-Disposition"]
        .endswith(f'"vertrouwelijk-{onderzoek.nummer}.xlsx"')
    )


@pytest.mark.parametrize(
    ("functies", "fout"),
    [
        ("Uitleg: x", "Uitleg: zo heet het blad met de uitleg al. Kies een andere naam."),
        ("HBO/WO", "HBO/WO: / kan niet in de naam van een blad."),
        ("A" * 32, f"{'A' * 32}: de naam van een blad heeft hoogstens 31 tekens."),
        ("HBO\nhbo: nog eens", "hbo: deze functie staat er twee keer."),
        (": leeg", "Een regel heeft geen naam voor de dubbele punt."),
    ],
)
def test_names_that_cannot_be_a_sheet(client, wereld, functies, fout):
    antwoord = _post(_login(client, wereld), f"{ADRES}/nieuw", functies=functies)

    assert list(antwoord.context["form"].errors["functies"]) == [fout]


def test_on_mijn_werk(wereld):
    onderzoek = create_open_onderzoek(wereld)

    def list_werk(wie):
        lijsten = {lijst.naam: voorraad for lijst, voorraad in panels.list_werk(wereld.users[wie], VANDAAG)}
        naam = next(naam for naam in lijsten if "kostprijsonderzoek" in naam.lower())
        return [(rij.uitleg, rij.datum) for rij in lijsten[naam].rijen]

    eerst = list_werk("aanbieder")
    submit(wereld, onderzoek, MERELHOF, {"HBO": create_blad(3950, 4000)})
    ingediend = list_werk("aanbieder")
    actions.change_status(onderzoek, naar="gesloten", by=wereld.users["analist"], now=NU)
    uitkomst = _create_uitkomst(wereld, onderzoek)
    hoor = list_werk("aanbieder")
    actions.register_zienswijze(
        uitkomst, tekst="Te laag.", openbaar=False, by=wereld.users["aanbieder"], today=VANDAAG, now=NU
    )

    assert (eerst, ingediend) == ([("geef op wat uw hulp kost", date(2026, 3, 31))], [])
    assert hoor == [("lees de uitkomst en reageer", VANDAAG)]
    assert (list_werk("analist"), list_werk("contractmanager")) == ([("geef antwoord", None)],) * 2


@pytest.mark.parametrize(
    ("wie", "codes", "fouten"),
    [
        ("betaald", "", ["Wij kennen van deze wet nog geen omzet. Noem zelf de AGB-codes."]),
        ("genoemd", "", ["Noem ten minste één AGB-code."]),
        ("genoemd", f"{MERELHOF} 00000000", ["00000000: deze aanbieder kennen wij niet."]),
    ],
)
def test_who_is_asked(client, wereld, wie, codes, fouten):
    velden = {"naam": "x", "wet": "wmo", "prijsjaar": 2025, "functies": "HBO", "vandatum": "2026-03-01",
              "totdatum": "2026-03-31"}  # fmt: skip

    antwoord = _post(_login(client, wereld), f"{ADRES}/nieuw", wie=wie, codes=codes, **velden)

    assert list(antwoord.context["form"].non_field_errors()) == fouten
