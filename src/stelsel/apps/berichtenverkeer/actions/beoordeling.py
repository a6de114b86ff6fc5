"""Judging one message from the inbox: one row, one lock, one transaction.

What is decided about the message, what it changes (toegang, declaraties), the answer in the outbox and the
line in the journal are committed together or not at all. A worker that is killed loses its lock, and the
next one starts the same message afresh. On SQLite the transaction itself holds the only write lock, so there
levels 1 and 2, which follow from the bytes alone, are judged before it begins; on PostgreSQL the row is
locked and other workers skip it, and messages of one sender wait for each other.

Order: level 1, who is it, seen before, level 2, header, content. A replay of the same bytes gets the same
answer; the same Identificatie with other content is refused and reported. A message that was refused on the
day or on the gemeente is judged again (docs/adr/0016).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.db import OperationalError, transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import Berichtverband, InkomendBericht, UitgaandBericht
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.controle import Controle
from stelsel.istandaarden.rapport import render_berichtnaam
from stelsel.istandaarden.regels.kop import Kopdossier, check_header, list_peildata
from stelsel.kern.bevinding import Bevinding
from stelsel.kern.periode import Periode

from .antwoord import close_afgekeurd
from .beurt import get_slotbestand, open_beurt
from .bewaking import WERKER, register_alarm
from .declaratie import register_declaratiebericht
from .envelop import FOUTMELDING, check_ontvangen
from .foutmelding import close_onleesbaar, register_foutmelding
from .levering import register_levering
from .retour import register_retour
from .uitkomst import (
    BEVINDINGEN_BEWAARD,
    Kop,
    Opdracht,
    Status,
    Uitkomst,
    create_kop,
    get_bevinding,
    list_toewijzingnummers,
    zonder_antwoord,
)
from .verzoek import register_verzoekbericht

_BEHANDELING: dict[str, Callable[[Opdracht], Uitkomst]] = {
    Berichtsoort.TOEWIJZING_RETOUR: register_retour,
    Berichtsoort.START: register_levering,
    Berichtsoort.STOP: register_levering,
    Berichtsoort.VERZOEK_TOEWIJZING: register_verzoekbericht,
    Berichtsoort.VERZOEK_WIJZIGING: register_verzoekbericht,
    Berichtsoort.ANTWOORD_RETOUR: register_retour,
    Berichtsoort.DECLARATIE: register_declaratiebericht,
}
#: What a verdict fills in; the bytes are never written again.
_UITKOMST = (
    *("status", "bericht", "afzender", "ontvanger", "identificatie", "dagtekening", "gemeente", "aanbieder"),
    *("onderwerp", "verwerkt_at", "bevindingen", "codes", "telt_als_verzonden", "antwoord", "eerder"),
    "vraag_identificatie",
)
#: Waiting messages that are tried at a time; no machine has so many workers.
_KANDIDATEN = 64
_TIJDELIJK = {"TR135", "TR378"}


class BerichtMislukt(Exception):
    """The product itself failed on this message; nothing was changed. `reden`: the name of the error."""

    def __init__(self, sleutel: int, reden: str) -> None:
        super().__init__(f"bericht {sleutel}: {reden}")
        self.sleutel, self.reden = sleutel, reden


def check_volgend_bericht(
    *, today: date, now: datetime, sleutel: int | None = None
) -> InkomendBericht | None:
    """Judge the oldest waiting message (or the one with this key) and answer it. None when there is none.

    Raises BerichtMislukt when we fail, after everything is rolled back."""
    if get_slotbestand() is None:
        return _check_bericht(sleutel, None, today=today, now=now)
    wachtend = queries.list_wachtende_berichten().values_list("pk", flat=True)
    for kandidaat in list(wachtend[:_KANDIDATEN]) if sleutel is None else [sleutel]:
        with open_beurt(kandidaat) as is_beurt:
            klaar = _check_vooraf(kandidaat, today=today, now=now) if is_beurt else None
        if klaar is not None:
            return klaar
    return None


def _check_vooraf(sleutel: int, *, today: date, now: datetime) -> InkomendBericht | None:
    """One message, of which the part that needs no lock is done first."""
    with _als_mislukking(sleutel):
        vooraf = _read(sleutel)
    return _check_bericht(sleutel, vooraf, today=today, now=now)


def _read(sleutel: int) -> Controle | None:
    rij = queries.list_wachtende_berichten().filter(pk=sleutel).first()
    return None if rij is None or _is_foutmelding(rij) else check_ontvangen(rij)


def _is_foutmelding(rij: InkomendBericht) -> bool:
    return bool(rij.envelop.get("berichtcode") == FOUTMELDING)


@contextmanager
def _als_mislukking(sleutel: int) -> Iterator[None]:
    try:
        yield
    except OperationalError:
        raise  # the database, not the message
    except Exception as fout:
        raise BerichtMislukt(sleutel, type(fout).__name__) from fout


def _check_bericht(
    sleutel: int | None, vooraf: Controle | None, *, today: date, now: datetime
) -> InkomendBericht | None:
    """In one transaction. `vooraf`: the findings on levels 1 and 2, when they are known."""
    with transaction.atomic():
        wachtend = queries.list_wachtende_berichten().select_for_update(skip_locked=True)
        if sleutel is not None:
            wachtend = wachtend.filter(pk=sleutel)
        rij: InkomendBericht | None = (wachtend.defer("inhoud") if vooraf else wachtend).first()
        if rij is None:
            return None
        with _als_mislukking(rij.pk):
            _close(rij, _check(rij, vooraf, today=today, now=now), now=now)
        return rij


def _check(rij: InkomendBericht, vooraf: Controle | None, *, today: date, now: datetime) -> Uitkomst:
    if _is_foutmelding(rij):
        return register_foutmelding(rij, now=now)
    controle = vooraf or check_ontvangen(rij)
    rij.bericht = controle.naam or ""
    if controle.inhoud is None:
        return close_onleesbaar(rij, controle.bevindingen, today=today, now=now)
    soort = controle.inhoud.definitie.soort
    if soort not in _BEHANDELING:
        return _weiger_soort(rij.bericht)
    kop = create_kop(controle.inhoud)
    # Some 25 MB that are read: whoever asks for them again gets them from the database.
    rij.__dict__.pop("inhoud", None)
    rij.afzender, rij.ontvanger = kop.aanbieder, kop.gemeente
    rij.identificatie, rij.dagtekening = kop.identificatie, kop.dagtekening
    geweigerd = _check_herkomst(rij, kop)
    if geweigerd is not None:
        return geweigerd
    # One sender at a time: two copies of one message are never judged side by side.
    aanbieder = Aanbieder.objects.select_for_update(no_key=True).get(pk=kop.aanbieder)
    rij.aanbieder = aanbieder
    rij.gemeente = _get_gemeente(kop, today=today)
    opdracht = Opdracht(rij, kop, aanbieder, rij.gemeente, today, now)
    eerder = queries.get_eerder_bericht(sha256=rij.sha256, sleutel=rij.pk)
    if eerder is not None and _is_blijvend(eerder, opdracht):
        return _herhaal(eerder, rij.referentienummer)
    return _check_inhoud(opdracht, controle)


def _get_gemeente(kop: Kop, *, today: date) -> Gemeente | None:
    """The receiver, when its code was in use on a day that counts (TR378)."""
    bericht = Bericht(kop.definitie, kop.heen.waarden)
    gemeente = queries.get_gemeente(
        code=kop.gemeente, peildata=[kop.dagtekening, today, *list_peildata(bericht)]
    )
    return gemeente or queries.get_gemeente_van_toewijzing(
        code=kop.gemeente,
        agb=kop.aanbieder,
        wet=queries.WET[kop.definitie.familie],
        nummers=list_toewijzingnummers(kop.heen),
    )


def _weiger_soort(bericht: str) -> Uitkomst:
    """A message that goes the other way: there is nobody to answer."""
    uitleg = (
        f"Dit bericht stuurt een gemeente, geen aanbieder: {render_berichtnaam(bericht)}. "
        "Kies het bericht dat u zelf maakte."
    )
    return zonder_antwoord("BERICHT", uitleg)


def _check_herkomst(rij: InkomendBericht, kop: Kop) -> Uitkomst | None:
    """Refused without an answer: a message of somebody who may not send it."""
    if queries.get_aanbieder(kop.aanbieder) is None:
        return zonder_antwoord("AFZENDER", f"AGB-code {kop.aanbieder} is geen aanbieder in deze regio.")
    if rij.aangeleverd_agb not in ("", kop.aanbieder):
        return zonder_antwoord(
            "AFZENDER", "De afzender in het bericht is niet de aanbieder die het aanlevert."
        )
    if rij.aangeleverd_gemeente not in ("", kop.gemeente):
        return zonder_antwoord("ONTVANGER", "Dit bericht is voor een andere gemeente.")
    return None


def _is_blijvend(eerder: InkomendBericht, opdracht: Opdracht) -> bool:
    """Would the earlier verdict be given again? Not when it was about the day or the gemeente, and that is
    no longer so; every other verdict follows from the bytes or has already had its effect."""
    gronden = _TIJDELIJK & {bevinding["regel"] for bevinding in eerder.bevindingen}
    if eerder.telt_als_verzonden or not gronden:
        return True
    return gronden == {bevinding.regel for bevinding in _list_kopfouten(opdracht)}


def _herhaal(eerder: InkomendBericht, referentienummer: str) -> Uitkomst:
    """A replay: the first answer once more, byte for byte, and nothing else. Its envelope answers the newest
    question."""
    if eerder.antwoord is not None:
        eerder.antwoord.status = UitgaandBericht.Status.KLAAR
        eerder.antwoord.cross_refnummer = referentienummer
        eerder.antwoord.save(update_fields=["status", "cross_refnummer"])
    return Uitkomst(
        Status.DUBBEL,
        [Bevinding("DUBBEL", "Dit bericht is al eerder ontvangen. U krijgt hetzelfde antwoord opnieuw.")],
        antwoord=eerder.antwoord,
        codes=eerder.codes.split(),
        eerder=eerder,
        onderwerp=eerder.onderwerp,
    )


def _check_inhoud(opdracht: Opdracht, controle: Controle) -> Uitkomst:
    retour = opdracht.kop.definitie.heen_soort is not None
    bevindingen = controle.bevindingen or ([] if retour else _check_header(opdracht))
    if bevindingen and not retour:
        return close_afgekeurd(opdracht, bevindingen)
    return _BEHANDELING[opdracht.kop.definitie.soort](opdracht)


def _check_header(opdracht: Opdracht) -> list[Bevinding]:
    """The rules on a header; who uses an Identificatie again for something else raises an alarm."""
    eerder = queries.get_zelfde_identificatie(bericht=opdracht.rij)
    if eerder is None:
        return _list_kopfouten(opdracht)
    register_alarm(
        object_soort="inkomend_bericht",
        object_sleutel=str(opdracht.rij.pk),
        reden="zelfde identificatie, andere inhoud",
        now=opdracht.now,
    )
    return _list_kopfouten(opdracht, {opdracht.rij.identificatie: eerder.ontvangen_at.date()})


def _list_kopfouten(opdracht: Opdracht, gebruikt: Mapping[str, date | None] | None = None) -> list[Bevinding]:
    """Whether a gemeente was in use is decided when it is looked up: on the day of receipt counts too."""
    heen = opdracht.kop.heen
    gemeenten = {} if opdracht.gemeente is None else {opdracht.kop.gemeente: Periode(date.min)}
    dossier = Kopdossier(opdracht.today, gebruikt or {}, gemeenten)
    return [
        get_bevinding(heen.definitie.familie, fout.regel, plaats="/Bericht/Header", uitleg=fout.uitleg)
        for fout in check_header(Bericht(heen.definitie, heen.waarden), dossier)
    ]


def _close(rij: InkomendBericht, uitkomst: Uitkomst, *, now: datetime) -> None:
    rij.status, rij.verwerkt_at = uitkomst.status, now
    rij.bevindingen = [bevinding.als_data() for bevinding in uitkomst.bevindingen[:BEVINDINGEN_BEWAARD]]
    rij.codes = " ".join(uitkomst.codes)
    rij.telt_als_verzonden, rij.onderwerp = uitkomst.telt, uitkomst.onderwerp
    rij.antwoord, rij.eerder = uitkomst.antwoord, uitkomst.eerder
    rij.save(update_fields=_UITKOMST)
    if rij.referentienummer and uitkomst.antwoord is not None and uitkomst.eerder is None:
        uitkomst.antwoord.cross_refnummer = rij.referentienummer
        uitkomst.antwoord.save(update_fields=["cross_refnummer"])
    Berichtverband.objects.bulk_create(
        Berichtverband(inkomend=rij, toewijzing_id=pk) for pk in uitkomst.toewijzing_ids
    )
    if uitkomst.antwoord is not None and uitkomst.eerder is None:
        Berichtverband.objects.bulk_create(
            Berichtverband(uitgaand=uitkomst.antwoord, toewijzing_id=pk) for pk in uitkomst.toewijzing_ids
        )
    register_gebeurtenis(
        soort=f"bericht_{uitkomst.status}",
        object_soort="inkomend_bericht",
        object_sleutel=str(rij.pk),
        actor=WERKER,
        now=now,
        data={"bericht": rij.bericht, "codes": rij.codes},
    )
