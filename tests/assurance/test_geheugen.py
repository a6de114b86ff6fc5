"""A claim of the largest size that the transport allows is judged and answered within 256 MB (F1).

Every line of it is refused, so that the answer is as large as the claim. The control is the way that lies at
hand: the bytes as they are in the row, the answer as values and as a tree.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tests.assurance.test_kill import ROOT
from tests.factories.declaraties import create_323, create_regel

from stelsel.istandaarden import LIMIET_BYTES
from stelsel.kern.nummers import bsn_testnummers

GRENS_MB, PER_CLIENT = 256, 40
MB = 1024 * 1024
VUL = """
    import sys
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0, interactive=False)
    from tests.factories.wereld import NU, create_wereld
    from stelsel.apps.berichtenverkeer.actions import register_inkomend_bericht
    from stelsel.apps.berichtenverkeer.models import inhoud
    if sys.argv[2:]:
        inhoud.GRENS = 1 << 40
    create_wereld()
    register_inkomend_bericht(bestandsnaam="a.xml", inhoud=open(sys.argv[1], "rb").read(), now=NU)
"""
OORDEEL = """
    import json, sys
    from pathlib import Path
    import django
    django.setup()
    from tests.factories.wereld import NU, VANDAAG
    from stelsel.apps.berichtenverkeer.actions import check_volgend_bericht
    if sys.argv[1:]:
        from stelsel.apps.berichtenverkeer.models import inhoud
        from stelsel.istandaarden import antwoorden
        from stelsel.istandaarden.codec import lezen, schrijven
        inhoud.GRENS = 1 << 40
        schrijven.check_wortel = lezen.parse_wortel
        antwoorden.Clientenlijst = lambda regels: list(lezen_lijst(regels))
        from stelsel.istandaarden.codec.declaratie import _list_clienten as lezen_lijst
    rij = check_volgend_bericht(today=VANDAAG, now=NU)
    regel = next(r for r in Path("/proc/self/status").read_text().splitlines() if r.startswith("VmHWM"))
    print(json.dumps([rij.status, rij.codes, len(rij.antwoord.inhoud), int(regel.split()[1]) / 1024]))
"""


def write_groot(pad: Path) -> None:
    """A valid 323 of just under 25 MB: forty lines for each of many clients that nobody knows."""
    een = create_323([create_regel(toewijzing_nummer=700_000_000, referentie_nummer="R700000000")])
    snee = [een.index(deel) for deel in (b"   <m:Client>", b"     <m:Prestatie>", b"    </m:Prestaties>")]
    staart = een.index(b"  </m:Clienten>")
    kop, open_client, regel, sluit_client = (een[begin:eind] for begin, eind in pairwise([0, *snee, staart]))
    delen, nummer, bsns = [], 700_000_000, iter(bsn_testnummers()[100:])
    while sum(map(len, delen)) < LIMIET_BYTES - 100_000:
        regels = (regel.replace(b"700000000", b"%d" % n) for n in range(nummer, nummer + PER_CLIENT))
        client = open_client.replace(b"999900018", next(bsns).encode())
        delen.append(client + b"".join(regels) + sluit_client)
        nummer += PER_CLIENT
    totaal = b"<b:TotaalBedrag>%d<"
    begin = kop.replace(totaal % 64_000, totaal % (64_000 * len(delen) * PER_CLIENT))
    pad.write_bytes(begin + b"".join(delen) + een[staart:])


def run_kind(programma: str, databank: Path, *argumenten: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", dedent(programma), *argumenten],
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{databank}",
            "STELSEL_VAR": str(databank.parent / "var"),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        },
        check=True,
        timeout=300,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def judge(map_: Path, *kapot: str) -> list[Any]:
    """Status, codes, bytes of the answer and peak memory (MB) of who judges it."""
    write_groot(map_ / "a.xml")
    run_kind(VUL, map_ / "db.sqlite3", str(map_ / "a.xml"), *kapot)
    uitkomst: list[Any] = json.loads(run_kind(OORDEEL, map_ / "db.sqlite3", *kapot))
    shutil.rmtree(map_ / "var", ignore_errors=True)
    return uitkomst


pytestmark = [
    pytest.mark.traag,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="geen /proc op dit systeem"),
]


def test_the_largest_claim_is_judged_and_answered_in_bounded_memory(tmp_path: Path) -> None:
    status, codes, antwoord, piek = judge(tmp_path)

    assert (status, codes) == ("verwerkt", "8187")
    assert antwoord > 25 * MB
    assert piek <= GRENS_MB, piek


def test_control_with_everything_at_hand_it_is_not(tmp_path: Path) -> None:
    assert judge(tmp_path, "kapot")[-1] > GRENS_MB * 1.5
