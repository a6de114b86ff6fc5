"""What the accountant of a gemeente gets of one year, as tables of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from stelsel.apps.journal.queries import get_laatste_wortel
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.domein.declaraties.grootboek import VELDEN

from ..models import Betaalregel, Betaalrun, Boeking, Declaratie, Declaratieregel, Productieverantwoording

_BLOK = 2_000
_GROOTBOEK = ("pk", "declaratie_id", "declarant__aanbieder_id", "declarant__wet", "periode", "soort",
              "herroept_id", "betaalregel__betaling__kenmerk", "geboekt_at", "geboekt_by")  # fmt: skip
_REGELS = ("pk", "declaratie_id", "rij", "toewijzing_nummer", "referentie_nummer", "vorig_referentie_nummer",
           "categorie", "code", "begindatum", "einddatum", "volume", "eenheid", "tarief", "bedrag",
           "goedgekeurd", "retourcodes")  # fmt: skip
_DECLARATIES = ("pk", "aanbieder_id", "wet", "declaratie_nummer", "periode_begindatum", "dagtekening",
                "ontvangen_at", "bericht_sleutel", "bericht_sha256", "totaal_ingediend",
                "totaal_toegekend", "uitkomst")  # fmt: skip
_TOEWIJZINGEN = ("pk", "toewijzing_nummer", "wet", "aanbieder_id", "categorie", "code", "ingangsdatum",
                 "einddatum", "volume", "eenheid", "frequentie", "budget",
                 "besluit__besluitdatum", "besluit__brief_sha256")  # fmt: skip
_BETAALRUNS = ("pk", "nummer", "status", "uitvoeringsdatum", "gemaakt_by", "goedgekeurd_by",
               "goedgekeurd_at", "inhoud_sha256", "bestand_sha256", "betaald_at")  # fmt: skip
_VERANTWOORDINGEN = ("pk", "declarant__aanbieder_id", "declarant__wet", "akkoord_by", "akkoord_at",
                     "definitief_by", "definitief_at", "inhoud_sha256")  # fmt: skip

Tabellen = dict[str, Callable[[], Iterator[tuple[Any, ...]]]]


def list_accountantstabellen(gemeentecode: str, *, jaar: int) -> Tabellen:
    """File name to its rows, the head first, in order of key: the same books give the same rows. What comes
    in while it is read is left out."""
    tot_boeking = Boeking.objects.aggregate(n=Max("pk"))["n"] or 0
    tot_claim = Declaratie.objects.aggregate(n=Max("pk"))["n"] or 0
    claims = Declaratie.objects.filter(gemeente_id=gemeentecode, pk__lte=tot_claim)
    regels = list_regels_van_jaar(gemeentecode, jaar=jaar).filter(declaratie_id__lte=tot_claim)
    boekingen = Boeking.objects.filter(
        declarant__gemeente_id=gemeentecode, periode__year=jaar, pk__lte=tot_boeking
    )
    met_regels = claims.filter(pk__in=regels.values("declaratie_id"))
    return {
        "grootboek.csv": lambda: _stream(boekingen, _GROOTBOEK + VELDEN),
        "regels.csv": lambda: _stream(regels, _REGELS),
        "berichten.csv": lambda: _stream(met_regels, _DECLARATIES),
        "besluiten.csv": lambda: _stream(_list_toewijzingen(regels), _TOEWIJZINGEN),
        "betaalruns.csv": lambda: _stream(_list_betaalruns(gemeentecode, met_regels), _BETAALRUNS),
        "verantwoordingen.csv": lambda: _stream(
            Productieverantwoording.objects.filter(declarant__gemeente_id=gemeentecode, jaar=jaar),
            _VERANTWOORDINGEN,
        ),
    }


def list_regels_van_jaar(gemeentecode: str, *, jaar: int) -> QuerySet[Declaratieregel]:
    """Lines of help in the year, and lines of claims of the year."""
    van, tot = date(jaar, 1, 1), date(jaar, 12, 31)
    return Declaratieregel.objects.filter(
        Q(begindatum__range=(van, tot)) | Q(declaratie__periode_begindatum__range=(van, tot)),
        declaratie__gemeente_id=gemeentecode,
    )


def list_clientnummers_van_jaar(gemeentecode: str, *, jaar: int) -> list[str]:
    """Whose lines they are."""
    regels = list_regels_van_jaar(gemeentecode, jaar=jaar)
    clienten = Client.objects.filter(pk__in=regels.values("client_id")).order_by("nummer")
    return list(clienten.values_list("nummer", flat=True))


def _list_toewijzingen(regels: QuerySet[Declaratieregel]) -> QuerySet[Toewijzing]:
    return Toewijzing.objects.filter(pk__in=regels.values("toewijzing_id"))


def _list_betaalruns(gemeentecode: str, claims: QuerySet[Declaratie]) -> QuerySet[Betaalrun]:
    """Runs with a payment of one of these claims."""
    betaald = Betaalregel.objects.filter(voorstel__declaratie__in=claims).values("betaling__betaalrun_id")
    return Betaalrun.objects.filter(gemeente_id=gemeentecode, pk__in=betaald)


def render_wortel() -> str:
    """The newest root of the chain in one line."""
    wortel = get_laatste_wortel()
    return f"{wortel.datum:%d-%m-%Y}: {wortel.hash}" if wortel else "nog niet gemaakt"


def _stream(rijen: QuerySet[Any], velden: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    yield tuple(veld.replace("__", "_") for veld in velden)
    for rij in rijen.order_by("pk").values_list(*velden).iterator(_BLOK):
        yield tuple(_als_tekst(waarde) for waarde in rij)


def _als_tekst(waarde: Any) -> Any:
    if isinstance(waarde, datetime):
        return timezone.localtime(waarde).isoformat(timespec="seconds")
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return "" if waarde is None else waarde
