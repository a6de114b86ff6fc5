"""F5: nobody reaches anything of another gemeente, aanbieder or client, by any address of the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from tests.assurance.paginas import PAGINAS
from tests.assurance.wandeling import ROLLETTER, Bezoek, Wandeling, is_eigen, komt_voor, list_adressen
from tests.factories.volle_wereld import Eigendom, VolleWereld
from tests.factories.wereld import ALDERVOORT, BREEKERWAARD, KWARTEL, MERELHOF

from stelsel.apps.accounts import permissions
from stelsel.apps.accounts.models import User
from stelsel.apps.toegang.models import Client

LOGINS = (
    "regisseur", "backoffice", "controller", "bestuurder", "inwoner", "contractmanager", "analist",
    "aanbieder", "beheerder", "regisseur2", "backoffice2", "aanbieder2", "inwoner2",
)  # fmt: skip

#: Which roles may see which kind of knowledge, and then only of their own.
WIE_WEET = {
    "persoon": "RBAI",
    "bsn": "RBA",
    "nummer": "RBCA",
    "vraag": "RBI",
    "besluit": "RBI",
    "doel": "RBAI",
    "meting": "RA",
    "verzoek": "RBA",
    "toewijzing": "RBCAI",
    "bericht": "BCA",
    "bestand": "BA",
    "declaratie": "BCA",
    "grootboek": "BCA",
    "storing": "B",
    "betaling": "CA",
    "inzage": "RBI",
    "gezin": "RB",
}
#: What a role may know of its own on some addresses only: an amount is traced to the bytes of its message.
ALLEEN_DAAR = {("C", "bsn"): "berichtenverkeer:declaratie"}


@dataclass(frozen=True)
class Kanarie:
    """A word that gives something away, whose it is, and which roles may know it of their own."""

    woord: str
    soort: str
    eigendom: Eigendom
    rollen: str

    def mag(self, user: User) -> bool:
        """This user may see it."""
        return is_eigen(self.eigendom, user) and ROLLETTER[user.rol] in self.rollen

    def mag_daar(self, bezoek: Bezoek) -> bool:
        """This user may see it on this address."""
        daar = ALLEEN_DAAR.get((ROLLETTER[bezoek.user.rol], self.soort))
        return is_eigen(self.eigendom, bezoek.user) and daar is not None and bezoek.naam.startswith(daar)

    def is_getoond(self, bezoek: Bezoek) -> bool:
        """It stands in the response, other than because the user typed it."""
        return self.woord not in bezoek.verzonden and komt_voor(self.woord, bezoek.tekst)


def list_kanaries(vw: VolleWereld) -> Iterator[Kanarie]:
    """Every canary of both sides."""
    for dossier in vw.dossiers.values():
        for soort, woorden in dossier.kanaries.items():
            for woord in woorden:
                yield Kanarie(woord, soort, dossier.eigendom, WIE_WEET[soort])
    for rij, eigendom in vw.losse_bestanden:
        yield Kanarie(rij.bestandsnaam, "bestand", eigendom, "BA")
    for levering, eigendom in vw.aanleveringen:
        yield Kanarie(levering.bestanden.get().naam, "bestand", eigendom, "BA")
    for contract, eigendom in vw.contracten:
        yield Kanarie(contract.nummer, "contract", eigendom, "MCNRBA")
    for code, naam in ((ALDERVOORT, "Aldervoort"), (BREEKERWAARD, "Breekerwaard")):
        eigendom = Eigendom(frozenset({code}), regio=True)
        yield Kanarie(f"Kanarie {naam}", "kostprijs", eigendom, "CMN")
        yield Kanarie(f"Tariefkanarie {naam}", "tarievenboek", eigendom, "CMN")
        yield Kanarie(f"Begrotingkanarie {naam}", "begroting", eigendom, "CMNS")
        yield Kanarie(f"Uitkeringkanarie {naam}", "begroting", eigendom, "CMNS")
        yield Kanarie(f"Afspraakkanarie {naam}", "begroting", eigendom, "CMN")
        yield Kanarie(f"Plafondkanarie {naam}", "plafond", eigendom, "CMNSRB")
        yield Kanarie(f"Ontheffingkanarie {naam}", "plafond", eigendom, "CMNSRB")
    for agb, naam in ((MERELHOF, "Merelhof"), (KWARTEL, "Kwartel")):
        allen = Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), agb, regio=True)
        yield Kanarie(f"Onderzoekkanarie {naam}", "kostprijsonderzoek", allen, "CMNA")
        for soort in ("Opgave", "Reactie"):
            yield Kanarie(f"{soort}kanarie {naam}", "kostprijsopgave", Eigendom(agb=agb, regio=True), "MNA")
    bedragen = {
        ALDERVOORT: ("12.345.678", "12345678", "222.200", "5.555", "444.444", "444444"),
        BREEKERWAARD: ("8.765.432", "8765432", "233.310", "7.777", "666.666", "666666"),
    }
    for code, woorden in bedragen.items():
        for woord in woorden:
            yield Kanarie(woord, "bedrag", Eigendom(frozenset({code}), regio=True), "CMNSB")


def list_lekken(bezoek: Bezoek, kanaries: list[Kanarie]) -> list[str]:
    """The canaries in one response that this user may not see."""
    return [
        f"{bezoek}: {kanarie.soort} {kanarie.woord}"
        for kanarie in kanaries
        if not (kanarie.mag(bezoek.user) or kanarie.mag_daar(bezoek)) and kanarie.is_getoond(bezoek)
    ]


def test_every_address_has_a_line_in_the_table() -> None:
    assert sorted(adres.naam for adres in list_adressen()) == sorted(PAGINAS)


def test_every_address_with_an_object_names_it() -> None:
    met = {adres.naam for adres in list_adressen() if adres.argumenten}

    assert met == {naam for naam, pagina in PAGINAS.items() if pagina.objecten is not None}


@pytest.mark.traag
@pytest.mark.parametrize("login", LOGINS)
def test_nothing_of_another(vw: VolleWereld, login: str) -> None:
    kanaries = list(list_kanaries(vw))
    fouten, gezien = [], set()

    for bezoek in Wandeling(vw, login).list_bezoeken():
        fouten += list_lekken(bezoek, kanaries)
        gezien |= {k.soort for k in kanaries if k.is_getoond(bezoek) and k.soort in WIE_WEET}
        if bezoek.antwoord.status_code != bezoek.verwacht:
            fouten.append(f"{bezoek}: {bezoek.antwoord.status_code}, verwacht {bezoek.verwacht}")

    assert fouten == []
    letter = ROLLETTER[vw.wereld.users[login].rol]
    mag = {soort for soort, rollen in WIE_WEET.items() if letter in rollen}
    assert gezien == mag | {soort for rol, soort in ALLEEN_DAAR if rol == letter}


@pytest.mark.traag
def test_nobody_logged_in_sees_the_login_page(vw: VolleWereld) -> None:
    fouten, kanaries = [], list(list_kanaries(vw))

    for bezoek in Wandeling(vw, None).list_bezoeken():
        fouten += list_lekken(bezoek, kanaries)
        naar = bezoek.antwoord.headers.get("Location", "")
        goed = naar.startswith("/inloggen?next=") == (not PAGINAS[bezoek.naam].publiek)
        if bezoek.antwoord.status_code != bezoek.verwacht or not goed:
            fouten.append(f"{bezoek}: {bezoek.antwoord.status_code} {naar}, verwacht {bezoek.verwacht}")

    assert fouten == []


#: Logins of the other side, who find the leak that one missing filter makes.
ANDEREN = ("controller", "backoffice2", "regisseur2", "aanbieder2", "inwoner2")
#: Filters behind another filter: taking one away opens nothing, and that is how it is meant.
TWEEDE_SLOT = {
    "Bekostigingsadvies": "advice is of the whole region and holds nothing of one gemeente",
    "Domeinbereik": "the phases of a domein are behind the question whether somebody works for the region",
    "Marktdocument": "editions hold no small numbers, and are behind the same question",
    "Meting": "scores are read by the goals of an allocation that was filtered itself",
    "Indelingsversie": "segment rules are behind the question whether somebody works for the region",
    "Inlezing": "history is read in behind the question whether somebody works for the region",
    "Kostprijsopgave": "what an aanbieder gave is on a page of that aanbieder, which asks who looks",
    "Koppelversie": "names of columns of that history are behind the same question",
    "Referentiecijfer": "figures of other regions are public, and behind the same question",
    "Gebiedscijfer": "features of inhabitants are public, and behind the same question",
    "Functieproduct": "which products are which function holds nothing of a gemeente, and asks the role",
    "Nulmeting": "baselines are behind the question whether somebody works for the region",
    "Segmentenversie": "lists of segments are behind the question whether somebody works for the region",
    "Segmentopgave": "places and employers are entered and shown behind the same question",
    "Vergelijking": "comparisons are behind the question whether somebody works for the region",
    "VrijToegankelijk": "help without a decision is entered and shown behind the same question",
    "Productieverantwoording": "signatures are read by the ledger of a declarant that was filtered itself",
}
MET_FILTER = {
    model.__name__: type(model.objects.all())
    for model in apps.get_models()
    if hasattr(model, "objects") and hasattr(model.objects.all(), "for_user")
}
APP_VAN = {model.__name__: model._meta.app_label for model in apps.get_models()}


def find_lek(vw: VolleWereld, kanaries: list[Kanarie], *, eerst: str = "") -> str:
    """The first leak on the pages that the other side may open; "" without one. `eerst`: the app in which to
    look first, as its own pages show what it keeps."""
    wandelingen = [Wandeling(vw, login, posten=False) for login in ANDEREN]
    for adres in sorted(list_adressen(), key=lambda adres: not adres.naam.startswith(f"{eerst}:")):
        for wandeling in wandelingen:
            for bezoek in wandeling.list_paginabezoeken(adres):
                for lek in list_lekken(bezoek, kanaries):
                    return lek
    return ""


def zonder_filter(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    """Everybody gets everything of this model."""
    monkeypatch.setattr(MET_FILTER[model], "for_user", lambda self, user: self.all())


@pytest.mark.traag
@pytest.mark.parametrize("model", sorted(set(MET_FILTER) - set(TWEEDE_SLOT)))
def test_one_filter_less_is_found(vw: VolleWereld, monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    kanaries = list(list_kanaries(vw))
    zonder_filter(monkeypatch, model)

    assert find_lek(vw, kanaries, eerst=APP_VAN[model]) != ""


@pytest.mark.traag
def test_second_locks_hold_by_themselves(vw: VolleWereld, monkeypatch: pytest.MonkeyPatch) -> None:
    kanaries = list(list_kanaries(vw))
    for model in TWEEDE_SLOT:
        zonder_filter(monkeypatch, model)

    assert find_lek(vw, kanaries) == ""


@pytest.mark.traag
def test_role_check_left_out_is_found(vw: VolleWereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "check_rol", lambda user, rollen: None)

    fouten = [
        bezoek
        for bezoek in Wandeling(vw, "analist", posten=False).list_bezoeken()
        if bezoek.antwoord.status_code != bezoek.verwacht
    ]

    assert {bezoek.naam for bezoek in fouten} >= {"toegang:clienten", "declaraties:declaraties"}


def test_a_goal_of_another_is_not_withdrawn_through_an_own_question(vw: VolleWereld) -> None:
    eigen, ander = vw.dossiers["a"], vw.dossiers["c"]
    doel = ander.vraag.doelen.get()
    browser = Wandeling(vw, "regisseur").browser

    browser.post(f"/toegang/vraag/{eigen.vraag.nummer}/doelen/{doel.pk}")

    assert list(ander.vraag.doelen.all()) == [doel]


def test_a_moved_client_is_known_by_bsn_only_where_the_user_works(vw: VolleWereld) -> None:
    """The same BSN in two gemeenten: the search leads to the own dossier, never to the other."""
    Client.objects.filter(pk=vw.dossiers["c"].client.pk).update(bsn=vw.dossiers["b"].client.bsn)
    bsn = {"bsn": vw.dossiers["b"].client.bsn}

    naar = [
        Wandeling(vw, wie).browser.post("/toegang/clienten/bsn", bsn).url
        for wie in ("regisseur", "regisseur2")
    ]

    assert naar == ["/toegang/client/C-2", "/toegang/client/C-3"]
