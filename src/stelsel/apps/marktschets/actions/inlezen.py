"""Reading in the history of another system: a file handed in, read, taken over, and taken back."""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.queries import get_lake
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.kern.vastlegging import render_vastlegging
from stelsel.lake.inlezen.koppeling import check_koppeling, get_vingerafdruk
from stelsel.lake.inlezen.leeswijze import look
from stelsel.lake.inlezen.lezen import Gemeentenamen, Totaalregels, read_gekoppeld, write_gelezen
from stelsel.lake.inlezen.omrekening import Omrekening, check_omrekening, convert_regels, list_oud
from stelsel.lake.inlezen.overname import create_bronnaam, publish_regels
from stelsel.lake.intake import Intake, IntakeFout
from stelsel.lake.pseudoniem import Pseudonimiseerder

from ..models import Inlezing, Koppelversie
from ..queries.bestand import create_beeld
from ..queries.inlezen import (
    Inhoud,
    Rapport,
    create_omrekening,
    find_overgenomen,
    get_gemeentenamen,
    get_voorstel,
    parse_inhoud,
)
from ..queries.werkmap import Uitkomst, Werkmap, get_werkmap, list_verlopen
from .toewijzinglezing import publish_toewijzinglezing, read_toewijzingbestand

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

logger = logging.getLogger(__name__)

#: A larger file is read in the background; a page waits for a smaller one.
KLEIN_BYTES = 2 * 1024 * 1024
MEESTE_BYTES = 100 * 1024 * 1024
_MISLUKT = "Het lezen is mislukt. Probeer het opnieuw, of lever het bestand aan als CSV met UTF-8."


@transaction.atomic
def create_inlezing(
    delen: Iterable[bytes],
    *,
    naam: str,
    bron: str,
    by: User,
    now: datetime,
    inhoud: str = Inlezing.Inhoud.REGELS,
) -> Inlezing:
    """Set a file apart, to be looked at. Raises IntakeFout for a file that is in the figures already."""
    (volgnummer,) = create_nummers(reeks="inlezing")
    nummer = f"IN-{now.year}-{volgnummer:04d}"
    werkmap, som = get_werkmap(nummer), hashlib.sha256()
    werkmap.map.mkdir(parents=True, mode=0o700)
    try:
        with werkmap.bestand.open("xb") as uit:
            for deel in delen:
                som.update(deel)
                uit.write(deel)
        eerder = find_overgenomen(sha256=som.hexdigest())
        if eerder is not None:
            raise IntakeFout(f"Dit bestand is al overgenomen als {eerder.nummer}. Er verandert niets.")
        return Inlezing.objects.create(
            nummer=nummer, bron=bron, bestand=naam[:200], sha256=som.hexdigest(), inhoud=inhoud,
            gemaakt_door=by.weergavenaam or by.username, gemaakt_at=now,
        )  # fmt: skip
    except BaseException:
        shutil.rmtree(werkmap.map, ignore_errors=True)
        raise


@transaction.atomic
def start_lezen(inlezing: Inlezing, inhoud: Inhoud, *, by: User, now: datetime, wacht: bool = False) -> None:
    """Keep how the file is to be read, and read it: in the background when it is large, unless `wacht`.

    Raises IntakeFout with what stands in the way.
    """
    werkmap = get_werkmap(inlezing.nummer)
    kijkje = look(werkmap.bestand, inhoud.wijze)
    if fouten := check_koppeling(inhoud.koppeling, kijkje):
        raise IntakeFout("\n".join(fouten))
    inlezing.koppeling = _keep_koppeling(inlezing, inhoud, get_vingerafdruk(kijkje.kolommen), by=by, now=now)
    inlezing.save(update_fields=["koppeling"])
    gebruikt = set(inhoud.koppeling.kolommen.values())
    rest = tuple(k for k in kijkje.kolommen if k not in gebruikt)
    werkmap.write_voortgang(1)
    doe = _create_lezer(werkmap, inhoud, get_gemeentenamen(), inlezing, rest)
    if wacht or werkmap.bestand.stat().st_size <= KLEIN_BYTES:
        doe()
    else:
        threading.Thread(target=doe, daemon=True).start()


def _keep_koppeling(
    inlezing: Inlezing, inhoud: Inhoud, vingerafdruk: str, *, by: User, now: datetime
) -> Koppelversie:
    """The newest version when it says the same, else a new one."""
    # Claim lines and allocations with the same columns share the numbering, not what was remembered.
    rijen = Koppelversie.objects.filter(bron=inlezing.bron, vingerafdruk=vingerafdruk).order_by("-versie")
    vorige = rijen.first()
    if vorige is not None and vorige.inhoud == inhoud.als_data():
        return vorige
    return Koppelversie.objects.create(
        bron=inlezing.bron,
        vingerafdruk=vingerafdruk,
        versie=vorige.versie + 1 if vorige else 1,
        inhoud=inhoud.als_data(),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )


def _create_lezer(
    werkmap: Werkmap, inhoud: Inhoud, gemeenten: Gemeentenamen, inlezing: Inlezing, rest: tuple[str, ...]
) -> Callable[[], None]:
    """The reading itself, without the database: it may go on after the request has ended."""

    def lees() -> None:
        (werkmap.map / "fout.txt").unlink(missing_ok=True)
        try:
            lezer = read_toewijzingbestand if inlezing.inhoud == Inlezing.Inhoud.TOEWIJZINGEN else _lees
            lezer(werkmap, inlezing, inhoud=inhoud, gemeenten=gemeenten, rest=rest)
        except IntakeFout as fout:
            (werkmap.map / "fout.txt").write_text(str(fout), "utf-8")
        except Exception:
            logger.exception("inlezen is mislukt")
            (werkmap.map / "fout.txt").write_text(_MISLUKT, "utf-8")
        finally:
            (werkmap.map / "voortgang.json").unlink(missing_ok=True)

    return lees


def _lees(
    werkmap: Werkmap, inlezing: Inlezing, *, inhoud: Inhoud, gemeenten: Gemeentenamen, rest: tuple[str, ...]
) -> None:
    intake, totaal = read_gekoppeld(
        werkmap.bestand, wijze=inhoud.wijze, koppeling=inhoud.koppeling, gemeenten=gemeenten,
        meld=lambda regels: werkmap.write_voortgang(1, regels),
    )  # fmt: skip
    with intake:
        _write_uitkomst(werkmap, intake, inlezing, rest=rest, totaal=totaal)


def _write_uitkomst(
    werkmap: Werkmap, intake: Intake, inlezing: Inlezing, *, rest: tuple[str, ...], totaal: Totaalregels
) -> None:
    """The lines under pseudonyms, what is to be said of them, and away with the file."""
    sleutel = Pseudonimiseerder(settings.STELSEL_PSEUDONIEM_SLEUTEL)
    werkmap.write_voortgang(2, intake.regels)
    gelezen = write_gelezen(intake, werkmap.map, pseudonimiseerder=sleutel, bron=inlezing.bron)
    werkmap.write_voortgang(3, intake.regels)
    beeld = create_beeld(intake, naam=inlezing.bestand, niet_gelezen=rest)
    # What an old domain becomes is asked on the page, with its euros; it is no fault of the file.
    over = tuple(w for w in beeld.waarschuwingen if w.soort != "domein_onbekend")
    uitkomst = Uitkomst(
        beeld=replace(beeld, waarschuwingen=over),
        totaalregels=totaal.aantal,
        totaal=totaal.laatste,
        regelafdruk=gelezen.vingerafdruk,
        laatste_dag=gelezen.laatste_dag,
        eenheden=tuple(list_oud(gelezen.bestanden, "eenheid")),
        domeinen=tuple(list_oud(gelezen.bestanden, "oud_domein")),
    )
    werkmap.bestand.unlink(missing_ok=True)
    werkmap.write_uitkomst(uitkomst)


@transaction.atomic
def register_berichten(
    intake: Intake, *, naam: str, bron: str, sha256: str, by: User, now: datetime
) -> Inlezing:
    """Lines of messages, laid beside the files that wait for a decision. Raises IntakeFout when they are in
    the figures already."""
    (volgnummer,) = create_nummers(reeks="inlezing")
    inlezing = Inlezing.objects.create(
        nummer=f"IN-{now.year}-{volgnummer:04d}", bron=bron, bestand=naam[:200], sha256=sha256,
        gemaakt_door=by.weergavenaam or by.username, gemaakt_at=now,
    )  # fmt: skip
    werkmap = get_werkmap(inlezing.nummer)
    werkmap.map.mkdir(parents=True, mode=0o700)
    try:
        eerder = find_overgenomen(sha256=sha256)
        if eerder is not None:
            raise IntakeFout(f"Deze berichten zijn al overgenomen als {eerder.nummer}. Er verandert niets.")
        _write_uitkomst(werkmap, intake, inlezing, rest=(), totaal=Totaalregels())
    except BaseException:
        shutil.rmtree(werkmap.map, ignore_errors=True)
        raise
    (werkmap.map / "voortgang.json").unlink(missing_ok=True)
    return inlezing


@transaction.atomic
def register_omrekening(inlezing: Inlezing, omrekening: Omrekening, *, by: User, now: datetime) -> None:
    """Keep what old units and domains become, as a new version of the koppeling. Raises IntakeFout."""
    if fouten := check_omrekening(omrekening):
        raise IntakeFout("\n".join(fouten))
    if inlezing.koppeling is None:
        raise IntakeFout("Berichten hebben vaste eenheden en domeinen. Hier valt niets om te rekenen.")
    was = parse_inhoud(inlezing.koppeling.inhoud)
    inhoud = Inhoud(was.wijze, was.koppeling, omrekening)
    inlezing.koppeling = _keep_koppeling(inlezing, inhoud, inlezing.koppeling.vingerafdruk, by=by, now=now)
    inlezing.save(update_fields=["koppeling"])


@transaction.atomic
def approve_inlezing(
    inlezing: Inlezing, *, zonder_bekend: bool, vervangt: Inlezing | None, by: User, now: datetime
) -> Inlezing:
    """Take the lines over into the lake as a source of their own. Raises IntakeFout.

    `vervangt`: the import that these lines stand for; it is taken back in the same step. Allocations of
    another source are always left out: they would be two of one.
    """
    rij = Inlezing.objects.select_for_update().get(pk=inlezing.pk)
    werkmap = get_werkmap(rij.nummer)
    zijn_regels = rij.inhoud == Inlezing.Inhoud.REGELS
    uitkomst = werkmap.get_uitkomst() if zijn_regels else werkmap.get_gelezen_toewijzingen()
    if rij.staat != Inlezing.Staat.OPEN or uitkomst is None:
        raise IntakeFout("Deze inlezing is al overgenomen of weggedaan.")
    rij.regelafdruk = uitkomst.regelafdruk
    eerder = find_overgenomen(regelafdruk=rij.regelafdruk)
    if eerder is not None and eerder != vervangt:
        raise IntakeFout(f"Precies deze regels zijn al overgenomen als {eerder.nummer}. Er verandert niets.")
    rij.lakebron, rij.momentopname = create_bronnaam(rij.bron, rij.nummer), f"{rij.nummer} {now:%Y-%m-%d}"
    rij.gegevens_tm, rij.vervangt = min(uitkomst.laatste_dag, now.date()), vervangt
    if isinstance(uitkomst, Uitkomst):
        _publish_regels(rij, werkmap, uitkomst, zonder_bekend=zonder_bekend)
    else:
        publish_toewijzinglezing(rij, werkmap, uitkomst=uitkomst)
    if vervangt is not None:
        withdraw_inlezing(vervangt, reden=f"Vervangen door {rij.nummer}", by=by, now=now)
    rij.staat = Inlezing.Staat.OVERGENOMEN
    rij.overgenomen_door, rij.overgenomen_at = by.weergavenaam or by.username, now
    rij.save()
    shutil.rmtree(werkmap.map, ignore_errors=True)
    _log("inlezing_overgenomen", rij, by=by, now=now)
    return rij


def _publish_regels(rij: Inlezing, werkmap: Werkmap, uitkomst: Uitkomst, *, zonder_bekend: bool) -> None:
    """Claim lines to the lake; what became of them on `rij`."""
    omrekening = create_omrekening(rij, uitkomst)
    uit = convert_regels(werkmap.list_regels(), clienten=werkmap.clienten, omrekening=omrekening)
    rapport = Rapport(uitkomst, omrekening, get_voorstel(rij, omrekening))
    if not uit.regels.height:
        raise IntakeFout("Geen enkele regel heeft een domein. Kies eerst bij elk oud domein een wet.")
    gedaan = publish_regels(
        get_lake(), uit.regels, bron=rij.lakebron, momentopname=rij.momentopname,
        gegevens_tm=rij.gegevens_tm or uitkomst.laatste_dag, zonder_bekend=zonder_bekend,
        behalve=rij.vervangt.lakebron if rij.vervangt else "",
    )  # fmt: skip
    rij.regels, rij.bedrag, rij.rapport = gedaan.regels, gedaan.bedrag, render_vastlegging(rapport)


@transaction.atomic
def withdraw_inlezing(inlezing: Inlezing, *, reden: str, by: User, now: datetime) -> None:
    """Take the lines out of the lake again: the figures are those of before. Raises IntakeFout."""
    rij = Inlezing.objects.select_for_update().get(pk=inlezing.pk)
    if rij.staat != Inlezing.Staat.OVERGENOMEN:
        raise IntakeFout("Deze inlezing is niet overgenomen, of al ingetrokken.")
    rij.staat, rij.reden = Inlezing.Staat.INGETROKKEN, reden
    rij.ingetrokken_door, rij.ingetrokken_at = by.weergavenaam or by.username, now
    rij.save()
    _log("inlezing_ingetrokken", rij, by=by, now=now)
    get_lake().withdraw(rij.lakebron)


@transaction.atomic
def reject_inlezing(inlezing: Inlezing, *, by: User, now: datetime) -> None:
    """Let the file and its lines go. Raises IntakeFout when they are in the figures."""
    rij = Inlezing.objects.select_for_update().get(pk=inlezing.pk)
    if rij.staat != Inlezing.Staat.OPEN:
        raise IntakeFout("Deze inlezing is al overgenomen of weggedaan.")
    rij.staat = Inlezing.Staat.WEGGEDAAN
    rij.save(update_fields=["staat"])
    shutil.rmtree(get_werkmap(rij.nummer).map, ignore_errors=True)
    _log("inlezing_weggedaan", rij, by=by, now=now)


def clear_verlopen(*, kloktijd: int) -> int:
    """Let go of files that nobody read and lines that nobody took over in time; how many. `kloktijd`: seconds
    since 1970 of the real clock, also in a demo on another day."""
    nummers = list_verlopen(seconden=kloktijd)
    for nummer in nummers:
        Inlezing.objects.filter(nummer=nummer, staat=Inlezing.Staat.OPEN).update(
            staat=Inlezing.Staat.WEGGEDAAN
        )
        shutil.rmtree(get_werkmap(nummer).map, ignore_errors=True)
    return len(nummers)


def _log(soort: str, rij: Inlezing, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="inlezing",
        object_sleutel=rij.nummer,
        actor=by.username,
        now=now,
        data={"bron": rij.bron, "regels": rij.regels, "bedrag": rij.bedrag, "reden": rij.reden},
    )
