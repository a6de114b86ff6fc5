"""Claims, payment and the year end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.assurance.paginas.vorm import NUMMER_WEG, PK_WEG, SLEUTEL, Objecten, Pagina, per_dossier
from tests.factories.volle_wereld import Dossier, Eigendom, VolleWereld

from stelsel.apps.declaraties.models import (
    Betaalrun,
    Betaling,
    Bijdrageperiode,
    Boekhoudexport,
    Declarant,
    Rekeningnummer,
)


def _regel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for regel in dossier.declaratie.regels.all():
            yield {"pk": regel.pk}, dossier.eigendom, dossier


def _betaalrun(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for run in Betaalrun.objects.order_by("pk"):
        yield {"nummer": run.nummer}, Eigendom(frozenset({run.gemeente_id})), None


def _betaling(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Betaling.objects.select_related("betaalrun").order_by("pk"):
        yield {"pk": rij.pk}, Eigendom(frozenset({rij.betaalrun.gemeente_id}), rij.aanbieder_id), None


def _verantwoording(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Declarant.objects.order_by("pk"):
        yield (
            {"jaar": 2026, "declarant": rij.pk},
            Eigendom(frozenset({rij.gemeente_id}), rij.aanbieder_id),
            None,
        )


def _boekhoudexport(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Boekhoudexport.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({rij.gemeente_id})), None


def _rekeningnummer(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Rekeningnummer.objects.order_by("pk"):
        yield {"pk": rij.pk}, Eigendom(frozenset({rij.gemeente_id})), None


def _bijdrageperiode(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    per_client = {rij.client_id: rij.pk for rij in Bijdrageperiode.objects.all()}
    for dossier in vw.dossiers.values():
        yield {"pk": per_client[dossier.client.pk]}, dossier.eigendom, dossier


_jaar: Objecten = lambda vw: iter([({"jaar": 2026}, Eigendom(openbaar=True), None)])  # noqa: E731 - one line

_jaar_weg = ({"jaar": 2026, "declarant": 999_999},)

_BUDGETREGELS = "gemeente=9901&wet=wmo&jaar=2026"

POSTEN = ("lasten_jw", "lasten_wmo", "te_betalen", "onderweg", "bank")


DECLARATIES: dict[str, Pagina] = {
    "declaraties:declaraties": Pagina("BCA"),
    "declaraties:declaratie": Pagina("BCA", per_dossier(lambda d: {"pk": d.declaratie.pk}), PK_WEG),
    "declaraties:regels": Pagina("BCA", vragen=("export=csv", "oordeel=True", _BUDGETREGELS)),
    "declaraties:regel": Pagina("BCA", _regel, PK_WEG),
    "declaraties:jaarafsluiting": Pagina("CA", vragen=("jaar=2026", "export=csv&jaar=2026")),
    "declaraties:mijncijfers": Pagina("A", vragen=("jaar=2025", "export=xlsx")),
    "declaraties:accountantsexport": Pagina("C", _jaar, ({"jaar": 9999},)),
    "declaraties:verantwoording": Pagina("CA", _verantwoording, _jaar_weg, leeg=400),
    "declaraties:verantwoordingsbestand": Pagina("CA", _verantwoording, _jaar_weg, vragen=("soort=xlsx",)),
    "declaraties:betaalvoorstellen": Pagina("BCA"),
    "declaraties:grootboek": Pagina("C"),
    "declaraties:eigenbijdrage": Pagina(
        "BC", leeg=400, vol=lambda vw, d: SLEUTEL, vreemd=302, vragen=("export=csv",)
    ),
    "declaraties:bijdragemeldingen": Pagina("BC", vragen=("export=csv",)),
    "declaraties:bijdrageregels": Pagina("BC", vragen=("export=csv",)),
    "declaraties:bijdragetarief_nieuw": Pagina(
        "BC",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"vanaf": "2025-01-01", "bedrag": "19", "besluit": "Raad 3"},
        vreemd=302,
    ),
    "declaraties:bijdrageregel_nieuw": Pagina("BC", leeg=400, vol=lambda vw, d: SLEUTEL, na=200, vreemd=200),
    "declaraties:bijdrageopgave": Pagina(
        "BC", leeg=400, vol=lambda vw, d: SLEUTEL, na=200, vreemd=200, vragen=("export=csv",)
    ),
    "declaraties:bijdrageperiode": Pagina("BC", _bijdrageperiode, PK_WEG),
    "declaraties:boekhoudexports": Pagina("C"),
    "declaraties:boekhoudexport_nieuw": Pagina(
        "C", leeg=400, vol=lambda vw, d: SLEUTEL | {"tot_en_met": "2026-03-31"}, na=200, vreemd=200
    ),
    "declaraties:boekhoudrekeningen": Pagina(
        "C", leeg=400, vol=lambda vw, d: SLEUTEL | {f"{post}_nummer": "1300" for post in POSTEN}, vreemd=302
    ),
    "declaraties:boekhoudbestand": Pagina("C", _boekhoudexport, NUMMER_WEG, vragen=("soort=xlsx",)),
    "declaraties:betaalruns": Pagina("C"),
    "declaraties:betaalrun_nieuw": Pagina(
        "C",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"betalen_tot": "2026-06-01", "uitvoeringsdatum": "2026-03-20"},
        na=200,
        vreemd=200,
    ),
    "declaraties:betaalrun": Pagina(
        "C", _betaalrun, NUMMER_WEG, leeg=400, vol=lambda vw, d: SLEUTEL | {"daad": "betaald"}
    ),
    "declaraties:betaalbestand": Pagina("C", _betaalrun, NUMMER_WEG),
    "declaraties:betalingen": Pagina("CA"),
    "declaraties:betaling": Pagina("CA", _betaling, PK_WEG),
    "declaraties:teruggekomen": Pagina(
        "C", _betaling, PK_WEG, leeg=400, vol=lambda vw, d: SLEUTEL | {"reden": "Rekening opgeheven"}
    ),
    "declaraties:specificatie": Pagina("CA", _betaling, PK_WEG),
    "declaraties:aanhouden": Pagina(
        "C",
        per_dossier(lambda d: {"pk": d.declaratie.pk}),
        PK_WEG,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"reden": "Vraag loopt"},
        na=200,
    ),
    "declaraties:rekeningnummers": Pagina("C"),
    "declaraties:rekeningnummer_nieuw": Pagina(
        "C",
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {"aanbieder": "", "iban": "NL91ABNA0417164300", "tenaamstelling": "Gemeente"}
            | {"vanaf": "2026-04-01", "reden": "Brief van de bank"}
        ),
        vreemd=302,
    ),
    "declaraties:rekeningnummer": Pagina(
        "C", _rekeningnummer, PK_WEG, leeg=400, vol=lambda vw, d: SLEUTEL | {"daad": "afwijzen"}
    ),
}
