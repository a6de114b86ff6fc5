"""Who does what with messages."""

from __future__ import annotations

from stelsel.apps.accounts.models import Rol

#: Messages name persons: only who works with them for one gemeente or one aanbieder.
LEZERS = (Rol.BACKOFFICE.value, Rol.AANBIEDER.value)
#: Who may open the message of a claim, through that claim: an amount has to be traceable to its bytes.
DECLARATIELEZERS = (*LEZERS, Rol.CONTROLLER.value)
#: The demo's page on which the simulated aanbieder is set to work.
SPELERS = (Rol.REGISSEUR.value, Rol.BACKOFFICE.value, Rol.AANBIEDER.value, Rol.BEHEERDER.value)
#: Who acts on messages that got stuck or stayed without an answer.
ACTOREN = (Rol.BACKOFFICE.value,)
#: Who sees the work list of what is stuck; the beheerder only what belongs to no gemeente.
HERSTELLERS = (Rol.BACKOFFICE.value, Rol.BEHEERDER.value)
#: Who sees whether the administration is ready, in figures without persons.
TOETSERS = (Rol.BACKOFFICE.value, Rol.CONTROLLER.value)
#: Who sees how much work messages are, in figures without persons.
LASTENLEZERS = (*TOETSERS, Rol.AANBIEDER.value)
