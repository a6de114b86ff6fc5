"""Help beside a profile: at the decision, on the list, and temporary specialist help with its end."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client as Browser
from tests.factories.wereld import (
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_toewijzing,
    create_vraag,
    create_wereld,
)

from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.actions import approve_besluit, register_aanbiederkeuze, register_profielkeuze
from stelsel.apps.toegang.actions.besluiten import BesluitNietMogelijk
from stelsel.apps.toegang.actions.vragen import ProfielkeuzeNietMogelijk, Stapeling
from stelsel.apps.toegang.models import Leefdomeinbeeld, Toewijzing, Vraag
from stelsel.apps.verwerving.models import Contractproduct

pytestmark = pytest.mark.django_db

ZIN = "Vervoer kan alleen zolang er ook andere hulp loopt. Dat is niet op alle dagen zo."


@pytest.fixture
def wereld() -> Wereld:
    """With transport and crisis under the Jeugdwet, and a specialist, all from Merelhof."""
    wereld = create_wereld()
    for categorie, code, naam, eenheid in (
        ("42", "42V01", "Vervoer naar de hulp, per rit", "84"),
        ("46", "46C01", "Crisishulp", "04"),
        ("54", "54C01", "Specialistische ggz", "04"),
    ):
        product = Product.objects.create(
            wet="jw", categorie=categorie, code=code, naam=naam, eenheid=eenheid, frequentie="6"
        )
        wereld.producten[code] = product
        Contractproduct.objects.create(
            contract=wereld.contracten["K-JW-1"],
            product=product,
            tarief=1_395,
            eenheid=eenheid,
            variant="inspanning",
            vandatum=date(2024, 1, 1),
        )
    return wereld


def _vraag(wereld: Wereld) -> Vraag:
    vraag = create_vraag(wereld, client="C-1", wet="jw")
    Leefdomeinbeeld.objects.create(vraag=vraag, leefdomein="gezin", score=2)
    return vraag


def _kies(wereld: Wereld, vraag: Vraag, code: str, van: date, tot: date, **velden) -> Vraag:
    by = wereld.users["regisseur"]
    register_profielkeuze(
        vraag=vraag,
        product=wereld.producten[code],
        volume=10,
        ingangsdatum=van,
        einddatum=tot,
        by=by,
        now=NU,
        **velden,
    )
    return register_aanbiederkeuze(vraag=vraag, agb=MERELHOF, reden="Dichtbij.", by=by, now=NU)


def _besluit(wereld: Wereld, vraag: Vraag) -> Toewijzing:
    besluit = approve_besluit(
        vraag=vraag, motivering="Nodig.", by=wereld.users["regisseur"], today=VANDAAG, now=NU
    )
    return besluit.toewijzingen.get()


@pytest.mark.eis("R2.27")
def test_transport_alone_is_held_back_until_a_reason_is_written(wereld: Wereld):
    vraag = _kies(wereld, _vraag(wereld), "42V01", date(2026, 4, 1), date(2026, 6, 30))

    with pytest.raises(BesluitNietMogelijk) as fout:
        _besluit(wereld, vraag)
    with pytest.raises(ProfielkeuzeNietMogelijk, match="Vervoer kan alleen"):
        _kies(wereld, vraag, "42V01", date(2026, 4, 1), date(2026, 6, 30), stapeling=Stapeling())
    _kies(
        wereld,
        vraag,
        "42V01",
        date(2026, 4, 1),
        date(2026, 6, 30),
        stapeling=Stapeling(reden="De school regelt de hulp."),
    )

    assert fout.value.redenen[0] == ZIN
    assert _besluit(wereld, vraag).code == "42V01"


@pytest.mark.eis("R2.27")
def test_transport_beside_running_help_needs_no_reason(wereld: Wereld):
    create_toewijzing(wereld, client="C-1", product="45A01")
    stapeling = Stapeling(reden="Niet nodig.")
    vraag = _kies(wereld, _vraag(wereld), "42V01", date(2026, 4, 1), date(2026, 6, 30), stapeling=stapeling)

    toewijzing = _besluit(wereld, vraag)

    vraag.refresh_from_db()
    assert (toewijzing.code, vraag.stapelreden) == ("42V01", "")


@pytest.mark.eis("R2.27")
def test_crisis_may_begin_before_its_decision_for_four_weeks_and_no_longer(wereld: Wereld):
    op_tijd = _kies(wereld, _vraag(wereld), "46C01", date(2026, 2, 20), date(2026, 3, 10))
    te_vroeg = _kies(wereld, _vraag(wereld), "46C01", date(2026, 1, 20), date(2026, 2, 10))

    toewijzing = _besluit(wereld, op_tijd)
    with pytest.raises(BesluitNietMogelijk, match="op zijn vroegst op 16-02-2026"):
        _besluit(wereld, te_vroeg)

    assert toewijzing.ingangsdatum == date(2026, 2, 20)


@pytest.mark.eis("R2.27")
def test_the_list_shows_running_additions_and_what_is_against_the_rules(wereld: Wereld):
    create_toewijzing(wereld, client="C-1", product="42V01")
    create_toewijzing(wereld, client="C-2", product="02A01")
    browser = Browser()
    browser.force_login(wereld.users["regisseur"])

    regels = browser.get("/toegang/aanvullingen?export=csv").content.decode().splitlines()

    assert [regel.split(";")[1:4] for regel in regels[1:]] == [
        ["Noor Zilverlinde", "Vervoer", "Vervoer naar de hulp, per rit"]
    ]
    assert regels[1].endswith(f"{ZIN} Er is geen reden vastgelegd.")


@pytest.mark.eis("R2.47")
def test_temporary_specialist_help_stands_beside_long_term_help_and_ends(wereld: Wereld):
    wereld.producten["45A01"].intensiteit = "Duurzaam-licht"
    wereld.producten["45A01"].save(update_fields=["intensiteit"])
    basis = create_toewijzing(wereld, client="C-1", product="45A01")
    stapeling = Stapeling(naast=basis)
    with pytest.raises(ProfielkeuzeNietMogelijk, match="ten hoogste 182 dagen"):
        _kies(wereld, _vraag(wereld), "54C01", date(2026, 4, 1), date(2026, 10, 31), stapeling=stapeling)

    vraag = _kies(wereld, _vraag(wereld), "54C01", date(2026, 4, 1), date(2026, 6, 30), stapeling=stapeling)
    module = _besluit(wereld, vraag)
    browser = Browser()
    browser.force_login(wereld.users["regisseur"])
    bladzijde = browser.get(f"/toegang/toewijzing/{basis.pk}").content.decode()

    assert (module.hoort_bij_id, module.einddatum) == (basis.pk, date(2026, 6, 30))
    assert "Tijdelijke specialistische hulp hiernaast" in bladzijde


def test_help_of_somebody_else_cannot_be_what_it_is_beside(wereld: Wereld):
    vreemd = create_toewijzing(wereld, client="C-2", product="02A01")

    with pytest.raises(ProfielkeuzeNietMogelijk, match="niet van deze cliënt"):
        _kies(
            wereld,
            _vraag(wereld),
            "54C01",
            date(2026, 4, 1),
            date(2026, 6, 30),
            stapeling=Stapeling(naast=vreemd),
        )
