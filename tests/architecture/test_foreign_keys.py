"""Couplings that the import linter cannot see: relations between tables, persons as columns."""

from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db.models import Field, Model
from tests.architecture.bron import get_hoogte, get_inzicht_en_personen

#: A bare `naam` is not among them: a region or an indicator has one too.
PERSOONSKOLOMMEN = {
    "bsn", "burgerservicenummer", "voornaam", "voornamen", "voorletters", "voorvoegsel", "achternaam",
    "geslachtsnaam", "geboortedatum", "geboorteplaats", "straat", "huisnummer", "postcode", "adres",
    "woonplaats", "telefoon", "telefoonnummer", "email", "e_mail", "emailadres", "iban",
}  # fmt: skip


@dataclass(frozen=True)
class Relatie:
    """One relation between two tables; the contexts are app labels."""

    naam: str
    bron: str
    doel: str
    verborgen: bool

    def __str__(self) -> str:
        return self.naam


def list_modellen() -> list[type[Model]]:
    """All models of our own contexts."""
    return [model for model in apps.get_models() if model.__module__.startswith("stelsel.apps.")]


def list_relaties() -> list[Relatie]:
    """Foreign keys, one-to-ones, many-to-manys and parent links from one context to another."""
    eigen = {model._meta.app_label for model in list_modellen()}
    velden: list[tuple[type[Model], Field]] = [
        (model, veld)
        for model in list_modellen()
        for veld in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if veld.is_relation and veld.related_model._meta.app_label in eigen
    ]
    relaties = [
        Relatie(
            naam=f"{model._meta.label}.{veld.name}",
            bron=model._meta.app_label,
            doel=veld.related_model._meta.app_label,
            verborgen=veld.remote_field.hidden,
        )
        for model, veld in velden
    ]
    return [relatie for relatie in relaties if relatie.bron != relatie.doel]


def check_relatie(relatie: Relatie) -> list[str]:
    """Say what is wrong with a relation: upward, from insight to persons, or visible from below."""
    hoogte = get_hoogte()
    inzicht, personen = get_inzicht_en_personen()
    fouten = []
    if hoogte[relatie.bron] <= hoogte[relatie.doel]:
        fouten.append(f"{relatie.bron} staat niet boven {relatie.doel}")
    if relatie.bron in inzicht and relatie.doel in personen:
        fouten.append(f"{relatie.bron} mag niet bij personen")
    if not relatie.verborgen:
        fouten.append(f'related_name="+" ontbreekt: {relatie.doel} zou {relatie.bron} kennen')
    return fouten


def list_persoonskolommen(context: str, kolommen: list[str]) -> list[str]:
    """Columns that hold a person's data, for a context of the insight side; none elsewhere."""
    inzicht, _ = get_inzicht_en_personen()
    return sorted(set(kolommen) & PERSOONSKOLOMMEN) if context in inzicht else []


def test_the_contract_names_every_context() -> None:
    eigen = {config.label for config in apps.get_app_configs() if config.name.startswith("stelsel.apps.")}

    assert eigen - set(get_hoogte()) == set()


@pytest.mark.parametrize("relatie", list_relaties(), ids=str)
def test_relation_follows_the_arrows(relatie: Relatie) -> None:
    assert check_relatie(relatie) == []


@pytest.mark.parametrize(
    ("bron", "doel", "verborgen", "aantal"),
    [
        ("toegang", "verwerving", True, 0),
        ("verwerving", "toegang", True, 1),
        ("declaraties", "resultaten", True, 1),
        ("sturing", "toegang", True, 1),
        ("toegang", "verwerving", False, 1),
        ("marktschets", "declaraties", False, 2),
    ],
    ids=["neer", "op", "opzij", "inzicht naar personen", "zichtbaar van onder", "twee tegelijk"],
)
def test_check_catches_a_planted_relation(bron: str, doel: str, verborgen: bool, aantal: int) -> None:
    relatie = Relatie(naam="geplant", bron=bron, doel=doel, verborgen=verborgen)

    assert len(check_relatie(relatie)) == aantal


def test_insight_side_has_no_person_columns() -> None:
    gevonden = {
        model._meta.label: list_persoonskolommen(
            model._meta.app_label, [veld.name for veld in model._meta.get_fields()]
        )
        for model in list_modellen()
    }

    assert {model: kolommen for model, kolommen in gevonden.items() if kolommen} == {}


def test_check_catches_a_planted_person_column() -> None:
    assert list_persoonskolommen("sturing", ["id", "bsn", "bedrag", "postcode"]) == ["bsn", "postcode"]
    assert list_persoonskolommen("toegang", ["id", "bsn"]) == []
