"""Areas of the fixed world, a product of a function and a baseline, as the tables have them."""

from __future__ import annotations

from datetime import date

from tests.factories.inlezing import create_inlezing
from tests.factories.marktdocument import create_marktdocument
from tests.factories.segmentenversie import create_segmentenversie
from tests.factories.wereld import ALDERVOORT, MERELHOF, NU

from stelsel.apps.basis.models import Gebied, Gebiedslidmaatschap
from stelsel.apps.marktschets.models import Functieproduct, Nulmeting

_WIE = {"gemaakt_door": "Ans Analist", "gemaakt_at": NU}


def create_marktregisters() -> None:
    """One of everything that the desk of the analyst keeps."""
    create_inlezing()
    create_marktdocument()
    create_segmentenversie()
    create_gebieden()


def create_gebieden() -> None:
    """Subregio KUST in regio RA with Aldervoort since 2024; 45A01 is stay; a baseline of 2025."""
    regio = Gebied.objects.create(code="RA", naam="Regio Aldervelden", niveau="regio")
    kust = Gebied.objects.create(code="KUST", naam="Kust", niveau="subregio")
    Gebiedslidmaatschap.objects.create(gebied=regio, deel=kust, bron="Besluit 1", **_WIE)
    Gebiedslidmaatschap.objects.create(
        gebied=kust, gemeente_id=ALDERVOORT, vandatum=date(2024, 1, 1), bron="Besluit 2", **_WIE
    )
    Functieproduct.objects.create(
        functie="verblijf", productcategorie="45", productcode="45A01", waarom="Proef", **_WIE
    )
    cel = {"kinderen": 3, "bedrag": 30_000, "etmalen": 0, "aanbieders": 1}
    Nulmeting.objects.create(
        nummer="NM-2026-0900",
        peildatum=date(2026, 1, 31),
        waarom="Minder zeer specialistische hulp.",
        inhoud={
            "van": "2025-02-01", "tot": "2026-01-01", "niveau": "subregio", "dagen": 365,
            "totalen": [cel | {"sleutel": ["verblijf"]}],
            "gebieden": [cel | {"sleutel": ["verblijf", "KUST"]}],
            "aanbieders": [cel | {"sleutel": ["verblijf", MERELHOF]}],
            "gemeenten": [ALDERVOORT],
            "koppelingen": [
                {"functie": "verblijf", "categorie": "45", "code": "45A01", "van": None, "tot": None}
            ],
        },
        vingerafdruk="d" * 64,
        gegevens_tm=date(2026, 1, 31),
        lakeversie=1,
        functieversie="2026-1",
        **_WIE,
    )  # fmt: skip
