"""Claim lines from outside: read tolerantly, in blocks, and kept as a table without persons.

Every municipality and provider exports claim lines a little differently. What can be read is read; a line
that cannot is left out, counted and shown with its line number. Client numbers from the file are replaced
by dense numbers in memory; nothing that names a client is written anywhere.
"""

from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.profielen import Profielintake, read_profielen
from stelsel.lake.intake.regels import Intake, read_bestand, read_tabellen
from stelsel.lake.intake.toewijzingen import Toewijzingintake, read_toewijzingen
from stelsel.lake.intake.waarschuwingen import Waarschuwing, create_waarschuwing

__all__ = [
    "Intake",
    "IntakeFout",
    "Profielintake",
    "Toewijzingintake",
    "Waarschuwing",
    "create_waarschuwing",
    "read_bestand",
    "read_profielen",
    "read_tabellen",
    "read_toewijzingen",
]
