"""The region as an organisation, written through the product's own actions: who takes part, who may log in,
what can be allocated, by whom, at what price, within which budget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stelsel.apps.accounts.actions import create_user
from stelsel.apps.accounts.models import Rol, User
from stelsel.apps.basis.actions import take_over_regio
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.bekostiging.actions import take_over_budget
from stelsel.apps.profielen.actions import create_cellen
from stelsel.apps.profielen.models import Product, Profiel
from stelsel.apps.verwerving.actions import Afspraak, take_over_contract
from stelsel.demo import catalogus
from stelsel.demo.regio import Regio
from stelsel.domein.profielen.referentie import get_referentie

WACHTWOORD = "demo"
EERSTE_GEMEENTE, TWEEDE_GEMEENTE = "9901", "9902"

#: What the demo proposes for an allocation; own model.
_MAANDEN = {"P": 5, "I": 10, "L": 12, "Z": 12}
_DUURZAAM = ("L", "Z")
_INTENSITEIT = {"P": "Perspectief", "I": "Intensief", "L": "Duurzaam-licht", "Z": "Duurzaam-zwaar"}
_STANDAARD = {  # eenheid: (frequentie, volume)
    catalogus.UUR: ("2", 3),
    catalogus.DAGDEEL: ("2", 4),
    catalogus.ETMAAL: ("2", 7),
    catalogus.STUKS: ("2", 2),
}
#: Goal and explanation of the profiles for youth, by code; the explanation also stands in the letter.
_JEUGDPROFIELEN = {
    "P1": (
        "De jongere voelt zich beter en doet weer mee thuis, op school en met vrienden.",
        "U krijgt begeleiding bij somberheid, angst of moeite met anderen.",
    ),
    "P2": (
        "De ouders weten wat ze kunnen doen bij lastig gedrag en het is rustiger thuis.",
        "U krijgt begeleiding bij het opvoeden van een kind met lastig gedrag.",
    ),
    "P3": (
        "Het kind groeit veilig op, ook als het met de ouders minder goed gaat.",
        "U krijgt begeleiding bij het opvoeden terwijl u zelf veel aan uw hoofd heeft.",
    ),
    "P4": (
        "De jongere leert vaardigheden voor elke dag, of houdt vast wat er nu goed gaat.",
        "U krijgt begeleiding bij het dagelijks leven met een beperking.",
    ),
    "P5": (
        "De jongere ontwikkelt zich op het eigen niveau en het gezin weet wat daarbij helpt.",
        "U krijgt behandeling die past bij een verstandelijke beperking.",
    ),
    "P6": (
        "De jongere kan meer zelf en heeft minder last van de beperking.",
        "U krijgt behandeling die past bij een lichamelijke beperking.",
    ),
    "P7": (
        "De jongere kan beter omgaan met gevoelens en gedrag, thuis en op school.",
        "U krijgt behandeling bij problemen in de ontwikkeling of het gedrag.",
    ),
    "P8": (
        "Het is weer veilig en rustig thuis en het gezin kan zelf verder.",
        "U krijgt behandeling met het hele gezin, omdat er veel tegelijk speelt.",
    ),
}
#: Name, complexity, goal, explanation, categories.
_WMO_PROFIELEN = {
    "W1": (
        "Schoon en leefbaar huis",
        "laag",
        "Het huis is schoon en u kunt er goed wonen.",
        "U krijgt hulp bij het huishouden.",
        ("01",),
    ),
    "W2": (
        "Zelf de dag regelen",
        "midden",
        "U regelt uw dagelijkse zaken zelf.",
        "U krijgt begeleiding bij uw dag, uw post, uw geld of uw contacten.",
        ("02",),
    ),
    "W3": (
        "Een zinvolle dag",
        "laag",
        "U heeft een vaste plek en ritme.",
        "U gaat overdag naar een plek waar u iets doet met anderen. Ook het vervoer hoort erbij.",
        ("07", "08"),
    ),
    "W4": (
        "Beschermd wonen",
        "hoog",
        "U woont veilig en werkt aan zelfstandig wonen.",
        "U woont op een plek waar altijd begeleiding in de buurt is.",
        ("15",),
    ),
}


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
        producten = _create_catalogus(regio)
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
        return {"beheerder": beheerder} | _create_users(regio, now)


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


def _create_catalogus(regio: Regio) -> dict[str, Product]:
    """Profiles and products; the product of a profile gets the volume that fits its price."""
    vanaf = catalogus.CONTRACTWISSEL
    profielen = [
        Profiel(
            code=p.code,
            naam=p.naam,
            wet="jw",
            perspectief="Ontwikkeling en herstel" if len(p.intensiteiten) == 2 else "Herstel of stabiliteit",
            complexiteit=p.complexiteit,
            doel=_JEUGDPROFIELEN[p.code][0],
            uitleg=_JEUGDPROFIELEN[p.code][1],
            vandatum=vanaf,
            **_get_inhoud(p.code),
        )
        for p in regio.profielen
    ] + [
        Profiel(
            code=code,
            naam=naam,
            wet="wmo",
            perspectief="Stabiliteit",
            complexiteit=complexiteit,
            doel=doel,
            uitleg=uitleg,
            vandatum=vanaf,
        )
        for code, (naam, complexiteit, doel, uitleg, _) in _WMO_PROFIELEN.items()
    ]
    per_code = {p.code: p for p in Profiel.objects.bulk_create(profielen)}
    for rij in get_referentie("westfriesland").profielen:
        create_cellen(per_code[rij.code], rij)
    wmo = {categorie: code for code, (*_, cats) in _WMO_PROFIELEN.items() for categorie in cats}
    producten = [
        _create_product(p, per_code.get(p.profiel or wmo.get(p.categorie, ""))) for p in regio.producten
    ]
    return {p.code: p for p in Product.objects.bulk_create(producten)}


def _get_inhoud(code: str) -> dict[str, Any]:
    """What the reference catalogue says of a profile beside its goal: results, demands and who helps."""
    rij = next(p for p in get_referentie("westfriesland").profielen if p.code == code)
    return {
        "resultaten": list(rij.resultaten),
        "kwaliteitseisen": list(rij.kwaliteitseisen),
        "functiemix": rij.functiemix,
        "referentie": "westfriesland",
    }


def _create_product(product: catalogus.Product, profiel: Profiel | None) -> Product:
    frequentie, volume = _STANDAARD.get(product.eenheid, ("6", product.prijs))
    if product.eenheid == catalogus.EURO and product.intensiteit in _DUURZAAM:
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
