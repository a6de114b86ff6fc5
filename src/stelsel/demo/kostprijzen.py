"""Cost prices of the example region: one, and a second version after a talk with aanbieders.

The salaries are examples, no cao.
"""

from __future__ import annotations

from datetime import datetime

from stelsel.apps.accounts.models import User
from stelsel.apps.bekostiging.actions import register_kostprijs

_INVOER = """[algemeen]
vak = 0.08
eju = 0.0833
ort = 0
werkgeverslasten = 0.265
opleiding = 0.02
contracturen = 1878
verlof = 216
feestdagen = 50
ziekte = 0.065
scholing = 40
werkoverleg = 70
niet_clientgebonden = {niet_clientgebonden}
reiskosten_per_uur = 1.10
overhead = 0.25
verplichtingen = 0.02
materieel_per_uur = 1.50
risico = 0.03

[functie.MBO]
bruto_maand = 3350

[functie.HBO]
bruto_maand = 3950

[functie.WO]
bruto_maand = 5100

[mix]
MBO = 0.30
HBO = 0.55
WO = 0.15

[traject]
uren = 56.84

[prijspeil]
jaar = 2024
naar = 2025
"""
_VERSIES = (
    ("0.20", "Eerste opzet, met gebruikelijke waarden."),
    ("0.23", "Na het gesprek met aanbieders: zij reizen meer dan wij dachten."),
)


def create_kostprijzen(*, by: User, now: datetime) -> None:
    """Two versions of ambulante jeugdhulp, the second made out of the first."""
    vorige = None
    for deel, toelichting in _VERSIES:
        vorige = register_kostprijs(
            naam="Ambulante jeugdhulp",
            toelichting=toelichting,
            wet="jw",
            invoer=_INVOER.format(niet_clientgebonden=deel),
            vorige=vorige,
            by=by,
            now=now,
        )
