"""Two years of history of the small world in a lake, and a begroting made from it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.factories.lake import create_regel, create_toewijzing, publish_rijen
from tests.factories.wereld import NU, VANDAAG, Wereld

from stelsel.apps.bekostiging.actions.begroting import register_begroting
from stelsel.apps.bekostiging.models import Begroting, Budgetafspraak, Uitkering
from stelsel.apps.bekostiging.queries.begroting import Begrotingskeuze
from stelsel.domein.bekostiging.begroting import Methode
from stelsel.lake.opslag import Lake

JAREN = (2024, 2025)
CLIENTEN = 12
EIGENAREN = (("9901", "Aldervoort"), ("9902", "Breekerwaard"))


def publish_historie(map: Path) -> Lake:
    """Every month of 2024 and 2025, 12 clients with 10 hours of € 60,00 in Aldervoort (2025: 11 hours) and in
    Breekerwaard (10 hours, € 77,77); of all that was granted, three quarters was used."""
    regels, toewijzingen = [], []
    for gemeente, prijs in (("9901", 6000), ("9902", 7777)):
        for jaar in JAREN:
            uren = 11 if jaar == 2025 and gemeente == "9901" else 10
            regels += list(_list_regels(gemeente, jaar, uren=uren, prijs=prijs))
            toewijzingen += [
                create_toewijzing(
                    nr,
                    uren * prijs * 16,
                    gemeente=gemeente,
                    toewijzing=f"{gemeente}-{jaar}-{nr}",
                    ingangsdatum=date(jaar, 1, 1),
                    einddatum=date(jaar, 12, 31),
                )
                for nr in range(CLIENTEN)
            ]
    return publish_rijen(map, regels=regels, toewijzingen=toewijzingen)


def _list_regels(gemeente: str, jaar: int, *, uren: int, prijs: int) -> Iterator[dict[str, Any]]:
    for maand in range(1, 13):
        for nr in range(CLIENTEN):
            yield create_regel(
                nr,
                uren * prijs,
                gemeente=gemeente,
                begindatum=date(jaar, maand, 1),
                einddatum=date(jaar, maand, monthrange(jaar, maand)[1]),
                volume=uren,
            )


def create_begroting(wereld: Wereld, *, gebruiker: str = "analist", gemeente: str = "9901") -> Begroting:
    """A concept for the Wmo in 2026, as much as in 2025, at the prices of then."""
    keuze = Begrotingskeuze(wereld.gemeenten[gemeente], "wmo", 2026, Methode.GELIJK)
    by = wereld.users[gebruiker]
    return register_begroting(keuze, toelichting=f"Proef {gemeente}", by=by, today=VANDAAG, now=NU)


def create_begrotingen() -> list[Begroting]:
    """One of Aldervoort and one of Breekerwaard with a line each, written straight to the tables: no lake."""
    begrotingen = []
    for nummer, (gemeente, naam) in enumerate(EIGENAREN, start=900):
        begroting = Begroting.objects.create(
            nummer=f"BG-2026-{nummer:04d}",
            gemeente_id=gemeente,
            wet="wmo",
            jaar=2026,
            versie=1,
            toelichting=f"Begrotingkanarie {naam}",
            methode="gelijk",
            grondslag={"jaren": [2025], "groei": 1.0, "fout": None, "bronnen": [], "lakeversie": 1},
            gemaakt_door="Ans Analist",
            gemaakt_persoon="ans",
            gemaakt_at=NU,
        )
        begroting.regels.create(
            soort="eigen", naam=f"Regelkanarie {naam}", voorstel_bedrag=0, bedrag=5_000_000, reden="Besluit"
        )
        begrotingen.append(begroting)
    return begrotingen


def create_afspraken() -> list[Budgetafspraak]:
    """Proposals of Aldervoort and of Breekerwaard with a line each, straight to the tables: no lake."""
    afspraken = []
    for nummer, (gemeente, naam) in enumerate(EIGENAREN, start=900):
        afspraak = Budgetafspraak.objects.create(
            nummer=f"BA-2026-{nummer:04d}",
            gemeente_id=gemeente,
            wet="wmo",
            jaar=2026,
            marge=5,
            grondslag={
                **{"jaren": [2025], "gewichten": ["5"], "indices": ["1.0000"], "groei": "0"},
                **{"bronnen": [], "lakeversie": 1},
            },
            gemaakt_door=f"Afspraakkanarie {naam}",
            gemaakt_at=NU,
        )
        afspraak.regels.create(
            aanbieder_id="41990001", historie=[[2025, 100]], weging=0.5, ruw=100, gewogen=100, voorstel=100,
            bedrag=100, reden=f"Afspraakkanarie {naam}",
        )  # fmt: skip
        afspraken.append(afspraak)
    return afspraken


def create_uitkeringen() -> list[Uitkering]:
    """What Aldervoort and Breekerwaard get from the state for the Wmo in 2026."""
    return [
        Uitkering.objects.create(
            gemeente_id=gemeente,
            wet="wmo",
            jaar=2026,
            versie=1,
            bedrag=5_000_000,
            aandeel=Decimal(80),
            bron=f"Uitkeringkanarie {naam}",
            brondatum=VANDAAG,
            gemaakt_door="Ans Analist",
            gemaakt_at=NU,
        )
        for gemeente, naam in EIGENAREN
    ]
