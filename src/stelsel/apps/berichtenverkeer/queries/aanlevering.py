"""What became of the files that were handed in by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from stelsel.istandaarden.catalogus.hulp import get_hulp
from stelsel.istandaarden.rapport import render_berichtnaam, render_plek

from ..models import Aanleverbestand, Aanlevering, InkomendBericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_T = Aanleverbestand.Toestand
TONEN_AANLEVERING: dict[str, str] = {
    _T.ONTVANGEN.value: "info",
    _T.VERWERKT.value: "goed",
    _T.AFGEKEURD.value: "fout",
    _T.DUBBEL.value: "neutraal",
    _T.ONLEESBAAR.value: "fout",
    _T.VASTGELOPEN.value: "let_op",
    _T.GEWEIGERD.value: "fout",
    _T.ELDERS.value: "neutraal",
}
_DOEN = {
    _T.ONTVANGEN.value: "Even wachten: wij controleren dit bericht zo.",
    _T.VERWERKT.value: "Niets. Dit bericht is verwerkt.",
    _T.DUBBEL.value: "Niets. Dit bericht hadden wij al; het telt één keer.",
    _T.VASTGELOPEN.value: "Niets. De fout ligt bij ons en de beheerder kijkt ernaar.",
    _T.GEWEIGERD.value: "Wij hebben dit bestand niet bewaard. Is het een bericht, verbeter het dan en lever "
    "het opnieuw aan.",
    _T.ELDERS.value: "Dit bericht is van een andere organisatie. Die ziet wat ervan werd.",
}
_KOP_BESTANDEN = (
    *("Bestand", "Bericht", "Identificatie", "Status", "Codes"),
    *("Wat er niet klopt", "Wat u doet"),
)
_KOP_FOUTEN = (
    *("Bestand", "Regel in bestand", "Waar", "Wat er niet klopt", "Waarom deze regel er is"),
    *("Wat u doet", "Code", "Retourcode", "Plaats (XPath)"),
)
_OPNIEUW = (
    "Verbeter het bericht en lever het opnieuw aan. Lukt dat niet, neem dan contact op met de gemeente."
)


@dataclass(frozen=True)
class Voortgang:
    """How far the judging of one batch is. `per_toestand`: value of Toestand to how many."""

    aantal: int
    per_toestand: dict[str, int]

    @property
    def wacht(self) -> int:
        """How many are not judged yet."""
        return self.per_toestand.get(_T.ONTVANGEN, 0)

    @property
    def klaar(self) -> int:
        """How many are done."""
        return self.aantal - self.wacht

    @property
    def woorden(self) -> list[tuple[str, str, int]]:
        """Word, tone and number per status, in the order of the statuses."""
        return [(_T(t).label, TONEN_AANLEVERING[t], n) for t, n in self.per_toestand.items()]


def list_aanleveringen(user: User) -> QuerySet[Aanlevering]:
    """What the own organisation handed in, with how many files, and how many of them still wait."""
    wacht = Q(bestanden__inkomend__status=InkomendBericht.Status.ONTVANGEN)
    return Aanlevering.objects.for_user(user).annotate(
        aantal=Count("bestanden"),
        wachtend=Count("bestanden", filter=wacht),
        niet_aangenomen=Count("bestanden", filter=Q(bestanden__inkomend__isnull=True)),
    )


def list_aanleverbestanden(user: User, aanlevering: int) -> QuerySet[Aanleverbestand]:
    """The files of one batch, each with its `toestand`; none of a batch of somebody else."""
    rijen = _list_bestanden(user, aanlevering)
    return rijen.select_related("inkomend", "inkomend__antwoord").defer(
        "inkomend__inhoud", "inkomend__antwoord__inhoud"
    )


def _list_bestanden(user: User, aanlevering: int) -> QuerySet[Any]:
    """By a subquery: a number that fits in no database then finds nothing, instead of failing."""
    eigen = Aanlevering.objects.for_user(user).filter(pk=aanlevering)
    return Aanleverbestand.objects.filter(aanlevering__in=eigen).met_toestand(user)


def get_voortgang(user: User, aanlevering: int) -> Voortgang:
    """How far it is, in one statement."""
    rijen = _list_bestanden(user, aanlevering)
    tellingen = dict(rijen.values_list("toestand").annotate(n=Count("pk")).order_by())
    return Voortgang(
        sum(tellingen.values()), {t.value: tellingen[t.value] for t in _T if t.value in tellingen}
    )


def render_bevinding(bestand: Any) -> str:
    """What is wrong with a file, in a sentence; "" when nothing is, or when it is not ours to tell."""
    if bestand.toestand == _T.GEWEIGERD:
        return str(bestand.geweigerd).removeprefix(f"{bestand.naam}: ")
    bevindingen = _list_bevindingen(bestand)
    if not bevindingen:
        return ""
    eerste = bevindingen[0]
    waar = f"Regel {eerste['regelnummer']}: " if eerste.get("regelnummer") else ""
    meer = f" En nog {len(bevindingen) - 1}." if len(bevindingen) > 1 else ""
    return f"{waar}{eerste['uitleg']}{meer}"


def render_herstel(bestand: Any) -> str:
    """What the sender does about a file."""
    if bestand.toestand == _T.GEWEIGERD and bestand.naam.lower().endswith(".zip"):
        return get_hulp("BESTAND", uitleg="zipbestand").herstel
    if bestand.toestand in _DOEN:
        return _DOEN[bestand.toestand]
    bevindingen = _list_bevindingen(bestand)
    herstel = (
        get_hulp(bevindingen[0]["regel"], uitleg=bevindingen[0]["uitleg"]).herstel if bevindingen else ""
    )
    return herstel or _OPNIEUW


def _list_bevindingen(bestand: Any) -> list[dict[str, Any]]:
    gezien = bestand.toestand not in (_T.ELDERS, _T.GEWEIGERD, _T.DUBBEL)
    return list(bestand.inkomend.bevindingen) if gezien else []


def list_bladen_aanlevering(bestanden: Iterable[Any]) -> dict[str, list[list[Any]]]:
    """The workbook of a batch: a row per file, and a row per finding."""
    files: list[list[Any]] = [list(_KOP_BESTANDEN)]
    fouten: list[list[Any]] = [list(_KOP_FOUTEN)]
    for bestand in bestanden:
        bericht = bestand.inkomend if bestand.toestand not in (_T.ELDERS, _T.GEWEIGERD) else None
        kenmerken = (
            [render_berichtnaam(bericht.bericht), bericht.identificatie] if bericht is not None else ["", ""]
        )
        codes = bericht.codes if bericht is not None else ""
        stand = [_T(bestand.toestand).label, codes, render_bevinding(bestand), render_herstel(bestand)]
        files.append([bestand.naam, *kenmerken, *stand])
        fouten += [_als_rij(bestand.naam, b) for b in _list_bevindingen(bestand)]
    return {"Bestanden": files, "Fouten": fouten}


def _als_rij(naam: str, b: dict[str, Any]) -> list[Any]:
    hulp = get_hulp(b["regel"], uitleg=b["uitleg"])
    plaats = b.get("plaats") or ""
    waar = render_plek(plaats) if plaats.startswith("/") else plaats
    kern = [naam, b.get("regelnummer"), waar, b["uitleg"], hulp.waarom, hulp.herstel]
    return [*kern, b["regel"], b.get("retourcode"), plaats]
