"""Does the ledger still say what the messages said? Everything is computed again, from the bytes on:

    message -> lines -> claim -> entry -> proposal -> payment -> file

and the accounts and approvals against the journal, whose chain shows when it was changed itself.

Every step is compared with the one before it, to the cent. One difference is reported where it is first seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import polars as pl
from django.db.models import F, Q, Sum

from stelsel.apps.journal.queries import list_gebeurtenissen
from stelsel.domein.declaraties.betaalrun import Runstatus
from stelsel.domein.declaraties.grootboek import (
    VELDEN,
    Boekingsoort,
    Mutatie,
    boek_bestand,
    boek_betaling,
    boek_goedkeuring,
    list_verschillen,
)
from stelsel.formaten.sepa import BetaalopdrachtOngeldig, read_betaalbestand
from stelsel.istandaarden.codec import OnleesbaarBericht
from stelsel.istandaarden.codec.declaratie import stream_declaratie

from ..models import (
    Betaalregel,
    Betaalrun,
    Betaalvoorstel,
    Betaling,
    Boeking,
    Declaratie,
    Declaratieregel,
    Rekeningnummer,
)
from .betaalrun import compute_rekeninginhoud

#: A claim that another system judged; its message is there, not here.
OVERNAME = "overname"
_GEEN_LIMIET = 1 << 40
_STAPPEN = {
    Runstatus.GOEDGEKEURD: (boek_goedkeuring,),
    Runstatus.BESTAND: (boek_goedkeuring, boek_bestand),
    Runstatus.BETAALD: (boek_goedkeuring, boek_bestand, boek_betaling),
}

Inhoudlezer = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Verschil:
    """Where, what, and the cents (or None when it is no amount) that were expected and found."""

    plaats: str
    uitleg: str
    verwacht: int | None = None
    gevonden: int | None = None


@dataclass
class Controle:
    """The outcome; `saldi` in cents by account."""

    declaraties: int = 0
    regels: int = 0
    boekingen: int = 0
    betaalruns: int = 0
    saldi: dict[str, int] = field(default_factory=dict)
    verschillen: list[Verschil] = field(default_factory=list)

    @property
    def in_balans(self) -> bool:
        """Not one difference."""
        return not self.verschillen


def check_grootboek(*, get_inhoud: Inhoudlezer) -> Controle:
    """Compute everything again. `get_inhoud`: sha256 of a message -> its bytes, None when it is not there."""
    controle = Controle()
    for declaratie in Declaratie.objects.order_by("pk").iterator(500):
        controle.declaraties += 1
        controle.regels += declaratie.aantal_regels
        controle.verschillen += _check_declaratie(declaratie, get_inhoud)
    controle.verschillen += _check_boekingen()
    controle.verschillen += _check_betaalregels()
    for run in Betaalrun.objects.order_by("pk"):
        controle.betaalruns += 1
        controle.verschillen += _check_betaalrun(run)
        controle.verschillen += _check_goedkeuring(run)
    controle.verschillen += _check_rekeningnummers()
    controle.boekingen = Boeking.objects.count()
    saldi = Boeking.objects.aggregate(**{f"som_{veld}": Sum(veld, default=0) for veld in VELDEN})
    controle.saldi = {veld: saldi[f"som_{veld}"] for veld in VELDEN}
    controle.verschillen += [
        Verschil("grootboek", f"de som klopt niet: {som}", 0, verschil)
        for som, verschil in list_verschillen(Mutatie(**controle.saldi))
    ]
    return controle


def _check_declaratie(declaratie: Declaratie, get_inhoud: Inhoudlezer) -> Iterator[Verschil]:
    """Bytes, lines, totals, entry and proposal of one claim."""
    plaats = f"declaratie {declaratie.pk}"
    regels = _list_regels(declaratie)
    if declaratie.bericht_sleutel != OVERNAME:
        yield from _check_bericht(declaratie, regels, get_inhoud)
    goed = regels.filter("goedgekeurd")["bedrag"]
    for uitleg, verwacht, gevonden in (
        ("gevraagd bedrag", int(regels["bedrag"].sum()), declaratie.totaal_ingediend),
        ("goedgekeurd bedrag", int(goed.sum()), declaratie.totaal_toegekend),
    ):
        if verwacht != gevonden:
            yield Verschil(plaats, f"{uitleg} is niet de som van de regels", verwacht, gevonden)
    yield from _check_oordeel(declaratie, regels)
    voorstel = Betaalvoorstel.objects.filter(declaratie=declaratie).first()
    # What another system judged was paid there, and has no proposal.
    if voorstel is None and (declaratie.bericht_sleutel == OVERNAME or not declaratie.totaal_toegekend):
        return
    voorgesteld = voorstel.bedrag if voorstel else 0
    if voorgesteld != declaratie.totaal_toegekend:
        uitleg = "het betaalvoorstel is niet wat is goedgekeurd"
        yield Verschil(plaats, uitleg, declaratie.totaal_toegekend, voorgesteld)


def _list_regels(declaratie: Declaratie) -> pl.DataFrame:
    """What is stored of the lines, in the order of the message."""
    rijen = Declaratieregel.objects.filter(declaratie=declaratie).order_by("rij")
    schema = {"referentie": pl.String, "bedrag": pl.Int64, "goedgekeurd": pl.Boolean, "credit": pl.Boolean}
    velden = ("referentie_nummer", "bedrag", "goedgekeurd", "vorig_referentie_nummer")
    data = [(ref, bedrag, goed, bool(vorig)) for ref, bedrag, goed, vorig in rijen.values_list(*velden)]
    return pl.DataFrame(data, schema=schema, orient="row")


def _check_bericht(
    declaratie: Declaratie, regels: pl.DataFrame, get_inhoud: Inhoudlezer
) -> Iterator[Verschil]:
    plaats, inhoud = f"declaratie {declaratie.pk}", get_inhoud(declaratie.bericht_sha256)
    if inhoud is None:
        yield Verschil(plaats, "het bericht is er niet meer")
        return
    if hashlib.sha256(inhoud).hexdigest() != declaratie.bericht_sha256:
        yield Verschil(plaats, "het bericht is niet meer wat het was")
    try:
        bericht = stream_declaratie(BytesIO(inhoud), limiet=_GEEN_LIMIET).regels
    except OnleesbaarBericht:
        yield Verschil(plaats, "het bericht is niet meer te lezen")
        return
    uit_bericht = bericht.select(
        pl.col("referentie_nummer").alias("referentie"),
        pl.when(pl.col("dc") == "C").then(-pl.col("bedrag")).otherwise("bedrag").alias("bedrag"),
    )
    if uit_bericht.height != regels.height:
        yield Verschil(plaats, "aantal regels", uit_bericht.height, regels.height)
        return
    samen = pl.concat(
        [uit_bericht, regels.select(gelezen="referentie", opgeslagen="bedrag")], how="horizontal"
    )
    anders = samen.with_row_index("rij").filter(
        (pl.col("referentie") != pl.col("gelezen")) | (pl.col("bedrag") != pl.col("opgeslagen"))
    )
    for rij in anders.iter_rows(named=True):
        waar = f"{plaats}, regel {rij['rij'] + 1} van het bericht"
        yield Verschil(
            waar, "de opgeslagen regel is niet die van het bericht", rij["bedrag"], rij["opgeslagen"]
        )


def _check_oordeel(declaratie: Declaratie, regels: pl.DataFrame) -> Iterator[Verschil]:
    """The entry of the verdict against the lines."""
    boeking = Boeking.objects.filter(declaratie=declaratie, soort=Boekingsoort.OORDEEL).first()
    if boeking is None:
        if regels.height:
            yield Verschil(f"declaratie {declaratie.pk}", "er is niets geboekt")
        return
    credit, goed = pl.col("credit"), pl.col("goedgekeurd")
    sommen = {
        "goedgekeurd": ~credit & goed,
        "afgekeurd": ~credit & ~goed,
        "gecrediteerd": credit & goed,
        "credit_geweigerd": credit & ~goed,
    }
    for veld, welke in sommen.items():
        verwacht, gevonden = abs(int(regels.filter(welke)["bedrag"].sum())), getattr(boeking, veld)
        if verwacht != gevonden:
            yield Verschil(
                f"boeking {boeking.pk}", f"{veld} is niet de som van de regels", verwacht, gevonden
            )


def _check_boekingen() -> Iterator[Verschil]:
    """Entries that do not balance by themselves; the database refuses them, so something went around it."""
    scheef = Boeking.objects.exclude(
        Q(gedeclareerd=F("goedgekeurd") + F("afgekeurd") + F("in_behandeling"))
        & Q(credit_gevraagd=F("gecrediteerd") + F("credit_geweigerd"))
        & Q(goedgekeurd=F("gecrediteerd") + F("openstaand") + F("klaargezet") + F("bij_bank") + F("betaald"))
    )
    for boeking in scheef.order_by("pk"):
        for som, verschil in list_verschillen(boeking.mutatie):
            yield Verschil(f"boeking {boeking.pk}", f"de som klopt niet: {som}", 0, verschil)


def _check_betaalregels() -> Iterator[Verschil]:
    """What is booked of every payment line against the state of its run, and no proposal paid too much."""
    sommen = {f"som_{veld}": Sum(veld) for veld in VELDEN}
    per_regel = (
        Boeking.objects.filter(betaalregel__isnull=False).values_list("betaalregel").annotate(**sommen)
    )
    geboekt = {pk: Mutatie(*saldi) for pk, *saldi in per_regel}
    velden = ("pk", "bedrag", "vervallen", "betaling__betaalrun__status")
    for pk, bedrag, vervallen, status in Betaalregel.objects.order_by("pk").values_list(*velden):
        stappen = () if vervallen else _STAPPEN.get(status, ())
        verwacht = sum((boek(bedrag) for boek in stappen), Mutatie())
        gevonden = geboekt.get(pk, Mutatie())
        for veld in VELDEN:
            if getattr(verwacht, veld) != getattr(gevonden, veld):
                waar, wat = f"betaalregel {pk}", f"op {veld} is iets anders geboekt dan betaald"
                yield Verschil(waar, wat, getattr(verwacht, veld), getattr(gevonden, veld))
    geldig = Q(regels__vervallen=False)
    voorstellen = Betaalvoorstel.objects.annotate(som=Sum("regels__bedrag", filter=geldig, default=0))
    te_veel = voorstellen.filter(Q(bedrag__gte=0, som__gt=F("bedrag")) | Q(bedrag__lt=0, som__lt=F("bedrag")))
    for voorstel in te_veel.order_by("pk"):
        waar = f"declaratie {voorstel.declaratie_id}"
        yield Verschil(waar, "er is meer betaald dan voorgesteld", voorstel.bedrag, voorstel.som)


def _check_betaalrun(run: Betaalrun) -> Iterator[Verschil]:
    """Every payment is the sum of its lines and of one aanbieder, and the file is the one that was made."""
    betalingen = Betaling.objects.filter(betaalrun=run, vervallen=False).order_by("pk")
    for betaling in betalingen.annotate(som=Sum("regels__bedrag")).exclude(bedrag=F("som")):
        waar = f"betaling {betaling.kenmerk}"
        yield Verschil(waar, "het bedrag is niet de som van de declaraties", betaling.som, betaling.bedrag)
    vreemd = Betaalregel.objects.filter(betaling__in=betalingen).exclude(
        voorstel__declaratie__aanbieder=F("betaling__aanbieder"),
        voorstel__declaratie__gemeente=run.gemeente_id,
    )
    for kenmerk in vreemd.order_by("pk").values_list("betaling__kenmerk", flat=True):
        yield Verschil(f"betaling {kenmerk}", "er zit een declaratie van een ander in")
    if run.bestand_sha256:
        yield from _check_bestand(run, {rij.kenmerk: (rij.iban, rij.bedrag) for rij in betalingen})


def _check_goedkeuring(run: Betaalrun) -> Iterator[Verschil]:
    """Who approved, and what, as the journal recorded it."""
    if run.status not in _STAPPEN:
        return
    rijen = list_gebeurtenissen(object_soort="betaalrun", object_sleutels=[run.nummer])
    laatste = rijen.filter(soort="betaalrun_goedgekeurd").values_list("actor", "data__inhoud").first()
    if laatste != (run.goedgekeurd_by, run.inhoud_sha256):
        yield Verschil(f"betaalrun {run.nummer}", "de goedkeuring is niet die van het journaal")


def _check_rekeningnummers() -> Iterator[Verschil]:
    """Every account that holds is the one that a second person confirmed. Of accounts from before the journal
    kept a digest, only who confirmed them."""
    for rij in Rekeningnummer.objects.filter(bevestigd_at__isnull=False).order_by("pk"):
        rijen = list_gebeurtenissen(object_soort="rekeningnummer", object_sleutels=[str(rij.pk)])
        laatste = rijen.filter(soort="rekeningnummer_bevestigd").values_list("actor", "data__inhoud").first()
        actor, inhoud = laatste or ("", None)
        if (actor, inhoud or compute_rekeninginhoud(rij)) != (rij.bevestigd_by, compute_rekeninginhoud(rij)):
            yield Verschil(f"rekeningnummer {rij.pk}", "dit is niet het rekeningnummer dat is bevestigd")


def _check_bestand(run: Betaalrun, betalingen: dict[str, tuple[str, int]]) -> Iterator[Verschil]:
    """The bytes for the bank against their digest, that digest against the journal, and what they pay."""
    plaats, inhoud = f"betaalrun {run.nummer}", bytes(run.bestand or b"")
    sha = hashlib.sha256(inhoud).hexdigest()
    gemaakt = list_gebeurtenissen(object_soort="betaalrun", object_sleutels=[run.nummer])
    vastgelegd = gemaakt.filter(soort="betaalrun_naar_bank").values_list("data__bestand", flat=True)
    if {sha} != {run.bestand_sha256, *vastgelegd}:
        yield Verschil(plaats, "het betaalbestand is niet meer wat het was")
    try:
        opdracht = read_betaalbestand(inhoud)
    except BetaalopdrachtOngeldig as fout:
        yield Verschil(plaats, str(fout))
        return
    verwacht = {kenmerk: (iban, bedrag) for kenmerk, (iban, bedrag) in betalingen.items() if bedrag}
    for kenmerk in sorted(verwacht.keys() | opdracht.keys()):
        wel, niet = verwacht.get(kenmerk, ("", 0)), opdracht.get(kenmerk, ("", 0))
        if wel != niet:
            uitleg = "het betaalbestand betaalt iets anders dan de betaalrun"
            if wel[1] == niet[1]:
                uitleg = "het betaalbestand betaalt naar een andere rekening"
            yield Verschil(f"betaling {kenmerk}", uitleg, wel[1], niet[1])
