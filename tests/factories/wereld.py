"""A small, fixed world: two municipalities, two aanbieders, their contracts, and one user per role.

Nothing is random and nothing reads the clock. Names and numbers are unique per municipality, so that a test
can look for what belongs to the other one. Everything is written straight to the tables, since the world is
where a test starts from, not what it tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.basis.models import Aanbieder, Gemeente, Regio
from stelsel.apps.bekostiging.models import Budget
from stelsel.apps.profielen.models import Product, Profiel
from stelsel.apps.toegang.models import Besluit, Client, Doel, Huishouden, Toewijzing, Vraag
from stelsel.apps.verwerving.models import Contract, Contractproduct
from stelsel.kern.nummers import bsn_testnummers

VANDAAG = date(2026, 3, 16)
NU = datetime(2026, 3, 16, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ALDERVOORT, BREEKERWAARD = "9901", "9902"
MERELHOF, KWARTEL = "41990001", "41990002"

#: Law, category, code, name, unit, frequency, profile, intensity, usual volume and months.
PRODUCTEN = (
    ("jw", "45", "45A01", "Ambulante hulp, kort", "04", "6", "P1", "Perspectief", 40, 6),
    (
        "jw",
        "45",
        "45U01",
        "Traject Beter omgaan met gevoelens",
        "83",
        "6",
        "P1",
        "Intensief",
        250_000,
        9,
    ),
    ("wmo", "02", "02A01", "Begeleiding thuis", "04", "2", "W1", "Duurzaam-licht", 3, 12),
    ("wmo", "07", "07D01", "Dagbesteding", "16", "6", "W1", "Duurzaam-zwaar", 100, 12),
)


@dataclass
class Wereld:
    """Everything by its own key: municipality code, AGB code, product code, user name, client number."""

    regio: Regio
    gemeenten: dict[str, Gemeente]
    aanbieders: dict[str, Aanbieder]
    producten: dict[str, Product]
    contracten: dict[str, Contract]
    users: dict[str, User]
    clienten: dict[str, Client] = field(default_factory=dict)


def create_wereld() -> Wereld:
    """Aldervoort (9901) with clients C-1 and C-2, Breekerwaard (9902) with client C-3.

    Merelhof has a Jeugdwet and a Wmo contract for both municipalities, Kwartel a Wmo contract for Aldervoort
    only. Products: 45A01 (jw, hours, total), 02A01 (wmo, hours, per week), 07D01 (wmo, dagdelen, total),
    45U01 (jw, output amount in euros).
    """
    regio = Regio.objects.create(naam="Regio Aldervelden")
    gemeenten = {
        code: Gemeente.objects.create(code=code, naam=naam, regio=regio, inwoners=inwoners)
        for code, naam, inwoners in (
            (ALDERVOORT, "Aldervoort", 62_000),
            (BREEKERWAARD, "Breekerwaard", 31_000),
        )
    }
    aanbieders = {
        agb: Aanbieder.objects.create(agb=agb, naam=naam, soort="zorgaanbieder", iban=iban)
        for agb, naam, iban in (
            (MERELHOF, "Stichting Merelhof", "NL91ABNA0417164300"),
            (KWARTEL, "Kwartel Thuis", "NL39RABO0300065264"),
        )
    }
    producten = create_producten()
    wereld = Wereld(regio, gemeenten, aanbieders, producten, {}, {})
    create_contracten(wereld)
    create_budgetten(wereld)
    create_clienten(wereld)
    create_users(wereld)
    return wereld


def create_producten() -> dict[str, Product]:
    """Two profiles and four products; 45U01 is paid as an output amount."""
    profielen = {}
    profielen["P1"] = Profiel.objects.create(
        code="P1",
        naam="Beter omgaan met gevoelens",
        wet="jw",
        perspectief="Herstel",
        complexiteit="laag",
        doel="De jeugdige kan weer meedoen thuis en op school.",
        uitleg="U krijgt hulp om beter om te gaan met gevoelens en gedrag.",
        vandatum=date(2024, 1, 1),
    )
    profielen["W1"] = Profiel.objects.create(
        code="W1",
        naam="Zelfstandig thuis wonen",
        wet="wmo",
        perspectief="Stabiliteit",
        complexiteit="laag",
        doel="De bewoner redt zich thuis.",
        uitleg="U krijgt hulp om thuis te kunnen blijven wonen.",
        vandatum=date(2024, 1, 1),
    )
    velden = ("wet", "categorie", "code", "naam", "eenheid", "frequentie", "profiel", "intensiteit")
    aantallen = ("standaard_volume", "standaard_maanden")
    producten = {}
    for rij in PRODUCTEN:
        waarden: dict[str, Any] = dict(zip(velden + aantallen, rij, strict=True))
        waarden["profiel"] = profielen[waarden["profiel"]]
        producten[waarden["code"]] = Product.objects.create(**waarden)
    return producten


def create_contracten(wereld: Wereld) -> None:
    """Three contracts from 2024 on, tariffs in cents."""
    beide = (ALDERVOORT, BREEKERWAARD)
    rijen = (
        ("K-JW-1", MERELHOF, "jw", beide, (("45A01", 8_625, "inspanning"), ("45U01", 1, "output"))),
        ("K-WMO-1", MERELHOF, "wmo", beide, (("02A01", 6_400, "inspanning"), ("07D01", 4_150, "inspanning"))),
        ("K-WMO-2", KWARTEL, "wmo", (ALDERVOORT,), (("02A01", 6_250, "inspanning"),)),
    )
    for nummer, agb, wet, codes, producten in rijen:
        contract = Contract.objects.create(
            nummer=nummer, aanbieder_id=agb, wet=wet, vandatum=date(2024, 1, 1), totdatum=date(2027, 12, 31)
        )
        contract.gemeenten.set(codes)
        for code, tarief, variant in producten:
            product = wereld.producten[code]
            Contractproduct.objects.create(
                contract=contract,
                product=product,
                tarief=tarief,
                eenheid=product.eenheid,
                variant=variant,
                vandatum=date(2024, 1, 1),
                totdatum=date(2027, 12, 31),
            )
        wereld.contracten[nummer] = contract


def create_budgetten(wereld: Wereld) -> None:
    """A budget per municipality and law for 2026, in cents."""
    for code in wereld.gemeenten:
        for wet, bedrag in (("jw", 1_200_000_000), ("wmo", 900_000_000)):
            Budget.objects.create(gemeente_id=code, wet=wet, jaar=2026, bedrag=bedrag)


def create_clienten(wereld: Wereld) -> None:
    """C-1 (child) and C-2 (adult) live in Aldervoort, C-3 (adult) in Breekerwaard."""
    rijen = (
        ("C-1", ALDERVOORT, "Zilverlinde", "", "Noor", date(2014, 5, 2), "2"),
        ("C-2", ALDERVOORT, "Appelvlinder", "van", "Teun", date(1951, 11, 9), "1"),
        ("C-3", BREEKERWAARD, "Koperwiek", "de", "Hanne", date(1948, 2, 28), "2"),
    )
    for volgnummer, (nummer, code, naam, voorvoegsel, voornamen, geboren, geslacht) in enumerate(rijen):
        wereld.clienten[nummer] = create_client(
            nummer=nummer,
            gemeente=wereld.gemeenten[code],
            volgnummer=volgnummer,
            geslachtsnaam=naam,
            voorvoegsel=voorvoegsel,
            voornamen=voornamen,
            geboortedatum=geboren,
            geslacht=geslacht,
        )


def create_client(*, nummer: str, gemeente: Gemeente, volgnummer: int, **velden: Any) -> Client:
    """One client with the `volgnummer`-th BSN of the official test range, in a household of its own."""
    gegevens: dict[str, Any] = {
        "geslachtsnaam": f"Rietzanger{volgnummer}",
        "voornamen": "Robin",
        "voorletters": "R",
        "geboortedatum": date(1960, 1, 1),
        "geslacht": "0",
        "straat": "Lindelaan",
        "huisnummer": 10 + volgnummer,
        "postcode": "9900AB",
        "plaats": gemeente.naam,
    }
    return Client.objects.create(
        nummer=nummer,
        gemeente=gemeente,
        bsn=bsn_testnummers()[volgnummer],
        huishouden=Huishouden.objects.create(nummer=f"H-{nummer}"),
        **(gegevens | velden),
    )


def create_users(wereld: Wereld) -> None:
    """The demo logins, plus regisseur2 and backoffice2 of Breekerwaard, aanbieder2 of Kwartel, inwoner2."""
    rijen: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("regisseur", Rol.REGISSEUR, {"gemeentecode": ALDERVOORT}),
        ("backoffice", Rol.BACKOFFICE, {"gemeentecode": ALDERVOORT}),
        ("controller", Rol.CONTROLLER, {"gemeentecode": ALDERVOORT}),
        ("bestuurder", Rol.BESTUURDER, {"gemeentecode": ALDERVOORT}),
        ("inwoner", Rol.INWONER, {"gemeentecode": ALDERVOORT, "client_nummer": "C-1"}),
        ("contractmanager", Rol.CONTRACTMANAGER, {"regio": True}),
        ("analist", Rol.ANALIST, {"regio": True}),
        ("aanbieder", Rol.AANBIEDER, {"agb": MERELHOF}),
        ("beheerder", Rol.BEHEERDER, {}),
        ("regisseur2", Rol.REGISSEUR, {"gemeentecode": BREEKERWAARD}),
        ("backoffice2", Rol.BACKOFFICE, {"gemeentecode": BREEKERWAARD}),
        ("aanbieder2", Rol.AANBIEDER, {"agb": KWARTEL}),
        ("inwoner2", Rol.INWONER, {"gemeentecode": BREEKERWAARD, "client_nummer": "C-3"}),
    )
    for naam, rol, velden in rijen:
        wereld.users[naam] = User.objects.create(
            username=naam,
            rol=rol,
            weergavenaam=naam.capitalize(),
            organisatie=velden.get("agb") or velden.get("gemeentecode") or "Regio Aldervelden",
            **velden,
        )


def create_toewijzing(
    wereld: Wereld, *, client: str = "C-2", product: str = "02A01", agb: str = MERELHOF, **velden: Any
) -> Toewijzing:
    """An allocation of the whole of 2026 with the product's own volume; override any field."""
    wie, wat = wereld.clienten[client], wereld.producten[product]
    gegevens: dict[str, Any] = {
        "toewijzing_nummer": str(1000 + Toewijzing.objects.count()),
        "toegewezen_at": datetime(2025, 12, 15, 9, 0, tzinfo=NU.tzinfo),
        "ingangsdatum": date(2026, 1, 1),
        "einddatum": date(2026, 12, 31),
        "volume": wat.standaard_volume,
        "eenheid": wat.eenheid,
        "frequentie": wat.frequentie,
        "categorie": wat.categorie,
        "code": wat.code,
    }
    return Toewijzing.objects.create(
        gemeente=wie.gemeente,
        wet=wat.wet,
        client=wie,
        aanbieder=wereld.aanbieders[agb],
        **(gegevens | velden),
    )


def create_vraag(wereld: Wereld, *, client: str = "C-2", doelen: int = 1, **velden: Any) -> Vraag:
    """An open question with goals, still without a choice."""
    wie = wereld.clienten[client]
    gegevens: dict[str, Any] = {
        "wet": "wmo",
        "gesteld_datum": date(2026, 3, 2),
        "vraag": "Ik red het huishouden niet meer alleen.",
        "regisseur": "regisseur",
    }
    gegevens["nummer"] = f"V-{1 + Vraag.objects.count()}"
    vraag = Vraag.objects.create(client=wie, **(gegevens | velden))
    for volgnummer in range(doelen):
        Doel.objects.create(
            vraag=vraag,
            leefdomein="dagelijks",
            tekst=f"Ik kook weer zelf, keer {volgnummer + 1}",
            richting="behouden" if vraag.wet == "wmo" else "verbeteren",
        )
    return vraag


def create_besluit(wereld: Wereld, *, toewijzing: Toewijzing, doelen: int = 1) -> Besluit:
    """The decision behind an allocation, with a question and its goals; the letter is a few bytes."""
    vraag = create_vraag(
        wereld, client=toewijzing.client.nummer, doelen=doelen, wet=toewijzing.wet, status="besloten"
    )
    besluit = Besluit.objects.create(
        nummer=f"B-{1 + Besluit.objects.count()}",
        vraag=vraag,
        besluitdatum=date(2025, 12, 15),
        toegekend=True,
        motivering="U heeft deze hulp nodig.",
        ingangsdatum=toewijzing.ingangsdatum,
        einddatum=toewijzing.einddatum,
        besloten_by="regisseur",
        besloten_at=datetime(2025, 12, 15, 9, 0, tzinfo=NU.tzinfo),
        brief=b"%PDF-1.7 test",
        brief_sha256="0" * 64,
    )
    toewijzing.besluit = besluit
    toewijzing.save(update_fields=["besluit"])
    return besluit
