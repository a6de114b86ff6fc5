"""The region as an organisation, written through the product's own actions: who takes part, who may log in,
what can be allocated, by whom, at what price, within which budget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from stelsel.apps.accounts.actions import create_user
from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.basis.actions import take_over_regio
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.bekostiging.actions import take_over_budget
from stelsel.apps.profielen.actions import Cataloguskop, approve_catalogus, register_catalogus
from stelsel.apps.profielen.models import Catalogusversie, Product, Profiel
from stelsel.apps.verwerving.actions import Afspraak, register_eisenlijst, take_over_contract
from stelsel.demo import catalogus
from stelsel.demo.regio import Regio
from stelsel.domein.profielen.referentie import get_referentie

WACHTWOORD = "demo"
EERSTE_GEMEENTE, TWEEDE_GEMEENTE = "9901", "9902"

#: What the demo proposes for an allocation; own model.
_MAANDEN = {"P": 5, "I": 10, "L": 12, "Z": 12}
_INTENSITEIT = {"P": "Perspectief", "I": "Intensief", "L": "Duurzaam-licht", "Z": "Duurzaam-zwaar"}
_STANDAARD = {  # eenheid: (frequentie, volume)
    catalogus.UUR: ("2", 3),
    catalogus.DAGDEEL: ("2", 4),
    catalogus.ETMAAL: ("2", 7),
    catalogus.STUKS: ("2", 2),
}
#: The categories of Wmo products that belong to each profile of the Wmo.
_WMO_CATEGORIEEN = {"W1": ("01",), "W2": ("02",), "W3": ("07", "08"), "W4": ("15",)}
#: The published catalogue that each law began with, under the name that the region gave its version.
_VERSIES = {"westfriesland": "Profielen jeugd 2024", "wmo": "Profielen Wmo 2024"}


def create_inrichting(*, regio: Regio, today: date, now: datetime) -> dict[str, User]:
    """Fill an empty database with everything that stands still, budgets of the years before `today`
    included. Returns the users by name."""
    with transaction.atomic():
        beheerder = create_user(
            username="beheerder",
            wachtwoord=WACHTWOORD,
            rol=Rol.BEHEERDER,
            weergavenaam="Bo Beheerder",
            organisatie=regio.naam,
            by="inrichting",
            now=now,
        )
        _take_over_deelnemers(regio, beheerder, now)
        users = _create_users(regio, now)
        producten = _create_catalogus(regio, users, today=today, now=now)
        _take_over_contracten(regio, producten, beheerder, now)
        for begroting in regio.begrotingen:
            if begroting.jaar >= today.year:
                continue  # set from the living caseload, which is a slice of the region: see opbouw
            take_over_budget(
                gemeente=Gemeente(code=begroting.gemeente),
                wet=begroting.wet,
                jaar=begroting.jaar,
                bedrag=begroting.bedrag,
                by=beheerder,
                now=now,
            )
        return {"beheerder": beheerder} | users


def _take_over_deelnemers(regio: Regio, by: User, now: datetime) -> None:
    gemeenten = [
        Gemeente(
            code=g.code,
            naam=g.naam,
            inwoners=g.inwoners,
            vandatum=g.van,
            totdatum=g.tot,
            opvolger_id=g.opvolger or None,
        )
        for g in (*regio.gemeenten, *regio.voorgangers)
    ]
    aanbieders = [Aanbieder(agb=a.agb, naam=a.naam, soort=a.soort, iban=a.iban) for a in regio.aanbieders]
    take_over_regio(naam=regio.naam, gemeenten=gemeenten, aanbieders=aanbieders, by=by, now=now)


def _create_catalogus(
    regio: Regio, users: Mapping[str, User], *, today: date, now: datetime
) -> dict[str, Product]:
    """A version of the catalogue per law, approved by a second person, and products; the product of a profile
    gets the volume that fits its price. A version for next year is still a concept."""
    analist, contractmanager = users["analist"], users["contractmanager"]
    for sleutel, naam in _VERSIES.items():
        referentie = get_referentie(sleutel)
        kop = Cataloguskop(
            naam=naam, wet=referentie.wet, vanaf=catalogus.CONTRACTWISSEL, referentie=sleutel,
            toelichting="De profielen waarmee de contracten beginnen.",
        )  # fmt: skip
        versie = register_catalogus(referentie.catalogus, kop=kop, by=analist, now=now)
        approve_catalogus(versie, by=contractmanager, now=now)
    _create_eisenlijst(Catalogusversie.objects.get(wet="jw"), by=contractmanager, now=now)
    volgend = Cataloguskop(
        naam=f"Profielen jeugd {today.year + 1}", wet="jw", vanaf=date(today.year + 1, 1, 1),
        referentie="westfriesland", vorige=Catalogusversie.objects.get(wet="jw"),
    )  # fmt: skip
    register_catalogus(get_referentie("westfriesland").catalogus, kop=volgend, by=analist, now=now)
    per_code = {p.code: p for p in Profiel.objects.all()}
    wmo = {categorie: code for code, cats in _WMO_CATEGORIEEN.items() for categorie in cats}
    producten = [
        _create_product(p, per_code.get(p.profiel or wmo.get(p.categorie, ""))) for p in regio.producten
    ]
    return {p.code: p for p in Product.objects.bulk_create(producten)}


def _create_eisenlijst(versie: Catalogusversie, *, by: User, now: datetime) -> None:
    """What the perceel of specialist outpatient help asks, from all profielen."""
    register_eisenlijst(
        versie,
        perceel="Specialistisch ambulant jeugd",
        codes=[profiel.code for profiel in versie.get_catalogus().profielen],
        eigen=[
            "De aanbieder is op werkdagen van 8 tot 18 uur bereikbaar voor de lokale teams.",
            "De aanbieder zegt binnen vijf werkdagen of er plek is.",
        ],
        vorige=None,
        by=by,
        now=now,
    )


def _create_product(product: catalogus.Product, profiel: Profiel | None) -> Product:
    frequentie, volume = _STANDAARD.get(product.eenheid, ("6", product.prijs))
    if product.eenheid == catalogus.EURO and product.intensiteit in catalogus.DUURZAAM:
        frequentie, volume = "4", product.prijs // 12
    if product.profiel and product.eenheid == catalogus.UUR:
        arrangement = catalogus.arrangementprijs(product.profiel, product.intensiteit)
        frequentie, volume = "6", round(arrangement / product.prijs)
    return Product(
        wet=product.wet,
        categorie=product.categorie,
        code=product.code,
        naam=product.naam,
        eenheid=product.eenheid,
        frequentie=frequentie,
        profiel=profiel,
        intensiteit=_INTENSITEIT.get(product.intensiteit, ""),
        standaard_volume=volume,
        standaard_maanden=_MAANDEN.get(product.intensiteit, 12),
    )


def _take_over_contracten(regio: Regio, producten: dict[str, Product], by: User, now: datetime) -> None:
    gemeenten = Gemeente.objects.in_bulk()
    for contract in regio.contracten:
        take_over_contract(
            nummer=contract.nummer,
            aanbieder=Aanbieder(agb=contract.agb),
            wet=contract.wet,
            gemeenten=[gemeenten[code] for code in contract.gemeenten],
            afspraken=[
                Afspraak(
                    producten[c.product.code],
                    c.tarief,
                    c.product.eenheid,
                    c.product.variant,
                    c.van,
                    c.tot,
                )
                for c in contract.producten
            ],
            vandatum=contract.van,
            totdatum=contract.tot,
            by=by,
            now=now,
        )


def _create_users(regio: Regio, now: datetime) -> dict[str, User]:
    """One login per role; the staff works for the first gemeente, regisseur2 for the second."""
    namen = {g.code: f"Gemeente {g.naam}" for g in regio.gemeenten}
    hier, daar = {"gemeentecode": EERSTE_GEMEENTE}, {"gemeentecode": TWEEDE_GEMEENTE}
    aanbieder = regio.list_aanbieders("jw")[0]
    rijen: tuple[tuple[str, Rol, str, str, Mapping[str, str | bool]], ...] = (
        ("regisseur", Rol.REGISSEUR, "Roos Regisseur", namen[EERSTE_GEMEENTE], hier),
        ("backoffice", Rol.BACKOFFICE, "Bas Backoffice", namen[EERSTE_GEMEENTE], hier),
        ("contractmanager", Rol.CONTRACTMANAGER, "Cas Contractmanager", regio.naam, {"regio": True}),
        ("controller", Rol.CONTROLLER, "Coby Controller", namen[EERSTE_GEMEENTE], hier),
        ("controller2", Rol.CONTROLLER, "Carel Controller", namen[EERSTE_GEMEENTE], hier),
        ("analist", Rol.ANALIST, "Ans Analist", regio.naam, {"regio": True}),
        ("bestuurder", Rol.BESTUURDER, "Bert Bestuurder", namen[EERSTE_GEMEENTE], hier),
        ("aanbieder", Rol.AANBIEDER, "Amy Aanbieder", aanbieder.naam, {"agb": aanbieder.agb}),
        ("regisseur2", Rol.REGISSEUR, "Rik Regisseur", namen[TWEEDE_GEMEENTE], daar),
    )
    return {
        naam: create_user(
            username=naam,
            wachtwoord=WACHTWOORD,
            rol=rol,
            weergavenaam=wie,
            organisatie=organisatie,
            by="beheerder",
            now=now,
            **plek,
        )
        for naam, rol, wie, organisatie, plek in rijen
    }
