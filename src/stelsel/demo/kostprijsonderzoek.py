"""Cost surveys of the example region: one in the hearing of both sides, and one that is open.

What aanbieders gave is drawn around the values of the first cost price; the salaries are examples, no cao.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.bekostiging.actions import (
    Onderzoekskop,
    answer_zienswijze,
    change_status,
    create_onderzoek,
    create_uitkomst,
    register_opgave,
    register_zienswijze,
    submit_opgave,
)
from stelsel.apps.bekostiging.models import Kostprijsonderzoek
from stelsel.demo.loting import create_rng
from stelsel.lake.intake.kostprijsopgave import Bladopgave

GEVRAAGD, INGEDIEND = 12, 9
_FUNCTIES = {
    "MBO": "begeleiders op mbo-niveau",
    "HBO": "begeleiders en behandelaren op hbo-niveau",
    "WO": "behandelaren op universitair niveau",
}
_SALARIS = {"MBO": 3350, "HBO": 3950, "WO": 5100}
_VAST = {
    "vak": "0.08",
    "eju": "0.0833",
    "ort": "0",
    "contracturen": "1878",
    "verlof": "216",
    "feestdagen": "50",
}
#: Middle and spread of what differs between aanbieders, and to how many decimals it was given.
_LOS = {
    "werkgeverslasten": (0.265, 0.01, 3),
    "opleiding": (0.02, 0.004, 3),
    "ziekte": (0.066, 0.008, 3),
    "scholing": (40, 8, 0),
    "werkoverleg": (70, 12, 0),
    "niet_clientgebonden": (0.22, 0.03, 3),
    "reiskosten_per_uur": (1.2, 0.25, 2),
    "overhead": (0.26, 0.03, 3),
    "verplichtingen": (0.02, 0.004, 3),
    "materieel_per_uur": (1.5, 0.3, 2),
    "risico": (0.03, 0.006, 3),
}


def create_onderzoeken(users: Mapping[str, User], *, zaad: int, today: date, now: datetime) -> None:
    """One survey of youth help with an outcome and a reaction, and one of Wmo that still runs."""
    analist, eigen = users["analist"], users["aanbieder"].agb
    anderen = Aanbieder.objects.exclude(agb=eigen).order_by("agb")[: GEVRAAGD - 1]
    aanbieders = [Aanbieder.objects.get(agb=eigen), *anderen]
    jeugd = _open(
        "Ambulante jeugdhulp", "jw", aanbieders, begin=today - timedelta(days=30), by=analist, now=now
    )
    rng = create_rng(zaad, "kostprijsonderzoek")
    for aanbieder in aanbieders[:INGEDIEND]:
        bladen = {functie: _draw_blad(rng, salaris) for functie, salaris in _SALARIS.items()}
        opgave = register_opgave(
            jeugd, bladen, aanbieder=aanbieder, bestand=f"opgave-{aanbieder.agb}.xlsx",
            reden="Ontvangen van de onderzoeker", by=analist, today=today, now=now,
        )  # fmt: skip
        submit_opgave(opgave, by=analist, today=today, now=now)
    jeugd = change_status(jeugd, naar="gesloten", by=analist, now=now)
    _create_hoor(jeugd, users, today=today, now=now)
    _open("Begeleiding Wmo", "wmo", aanbieders, begin=today - timedelta(days=7), by=analist, now=now)


def _open(
    naam: str, wet: str, aanbieders: Sequence[Aanbieder], *, begin: date, by: User, now: datetime
) -> Kostprijsonderzoek:
    kop = Onderzoekskop(
        naam=naam,
        toelichting="Vul het in voor al uw medewerkers die deze hulp geven.",
        wet=wet,
        prijsjaar=begin.year - 1,
        functies=_FUNCTIES,
        vandatum=begin,
        totdatum=begin + timedelta(days=27),
    )
    onderzoek = create_onderzoek(kop, aanbieders=aanbieders, by=by, now=now)
    return change_status(onderzoek, naar="open", by=by, now=now)


def _create_hoor(
    onderzoek: Kostprijsonderzoek, users: Mapping[str, User], *, today: date, now: datetime
) -> None:
    analist = users["analist"]
    uitkomst = create_uitkomst(
        onderzoek, methode="hek", hoor_tot=today + timedelta(days=28), by=analist, today=today, now=now
    )
    zienswijze = register_zienswijze(
        uitkomst,
        tekst="In het buitengebied reizen onze medewerkers langer. Telt dat genoeg mee?",
        openbaar=True,
        by=users["aanbieder"],
        today=today,
        now=now,
    )
    answer_zienswijze(
        zienswijze,
        antwoord="Ja. Reistijd zit in de tijd zonder cliënt, en uw uren tellen daarin mee.",
        by=users["contractmanager"],
        now=now,
    )


def _draw_blad(rng: np.random.Generator, salaris: int) -> Bladopgave:
    los = {
        naam: Decimal(f"{max(0.0, rng.normal(midden, spreiding)):.{decimalen}f}")
        for naam, (midden, spreiding, decimalen) in _LOS.items()
    }
    waarden = {naam: Decimal(waarde) for naam, waarde in _VAST.items()} | los
    waarden["bruto_maand"] = Decimal(round(float(rng.normal(salaris, 0.03 * salaris))))
    return Bladopgave(Decimal(round(float(rng.uniform(2_000, 9_000)))), waarden, {"bruto_maand": "cao"})
