"""Long sums: the page says how far they are, comes by itself, and a fault is met, not waited for."""

import threading
import time
from datetime import date

import pytest
from tests.factories.lake import create_regel, publish_rijen
from tests.factories.wereld import create_wereld

from stelsel.apps.marktschets.queries import beeld, voortgang
from stelsel.apps.marktschets.queries.voortgang import follow

WACHT = 10


def _wacht_tot_klaar(sleutel, stappen=()):
    einde = time.monotonic() + WACHT
    while follow(sleutel, stappen) is not None:
        assert time.monotonic() < einde
        time.sleep(0.01)


def test_steps_are_done_once_and_in_order():
    door, gedaan = threading.Event(), []
    stappen = [("een", lambda: door.wait(WACHT)), ("twee", lambda: gedaan.append(2))]

    eerste, nog_eens = follow("volgorde", stappen), follow("volgorde", stappen)
    assert (
        (eerste.stap, eerste.stappen, eerste.wat)
        == (nog_eens.stap, nog_eens.stappen, nog_eens.wat)
        == (1, 2, "een")
    )
    door.set()
    _wacht_tot_klaar("volgorde")

    assert gedaan == [2]


def test_nobody_is_told_to_wait_for_what_is_soon_made(monkeypatch):
    monkeypatch.setattr(voortgang, "_EVEN", WACHT)
    gedaan = []

    assert follow("snel", [("een", lambda: gedaan.append(1))]) is None
    assert gedaan == [1]


def test_after_a_fault_nobody_waits():
    def breek():
        raise RuntimeError("stuk")

    follow("fout", [("een", breek)])

    _wacht_tot_klaar("fout")


@pytest.mark.django_db
def test_a_large_lake_is_waited_for_with_its_progress(client, settings, tmp_path, monkeypatch):
    settings.STELSEL_LAKE, settings.STELSEL_VANDAAG = str(tmp_path / "lake"), date(2027, 3, 16)
    publish_rijen(tmp_path / "lake", regels=[create_regel(nr, 1_000) for nr in range(40)])
    monkeypatch.setattr(beeld, "VEEL_REGELS", 40)
    door, compute_meer = threading.Event(), beeld._compute_meer
    monkeypatch.setattr(beeld, "_compute_meer", lambda *keuze: door.wait(WACHT) and compute_meer(*keuze))
    client.force_login(create_wereld().users["analist"])
    adres = "/marktschets/verdieping?jaar=2026"

    tekst = client.get(adres).content.decode()
    door.set()
    einde = time.monotonic() + WACHT
    while "voortgang" in (later := client.get(adres)).context and time.monotonic() < einde:
        time.sleep(0.05)

    assert ("van 3:" in tekst, 'http-equiv="refresh"' in tekst) == (True, True)
    assert later.context["beeld"].keuze.jaar == 2026
