"""Every table of marktschets, with its chart."""

from .beeld import create_tabellen
from .benchmark import create_benchmarktabellen
from .bestand import create_bestandstabellen
from .documenten import DocumentLijst
from .duur import create_duurtabellen, create_verschiltabel
from .functies import create_functietabellen
from .gegevens import create_gegevenstabellen, create_voorbeelden
from .indeling import create_indelingstabellen
from .inlezen import create_inleestabellen, create_inlezingen, create_momentopnamen, create_voorbeeldtabel
from .schaal import (
    NulmetingLijst,
    create_cohorttabellen,
    create_nulmetingtabellen,
    create_schaaltabellen,
)
from .segmenten import create_segmenttabellen
from .tabel import Tabel
from .toewijzinglezing import create_toewijzingtabellen, create_voorbeeldtoewijzingen
from .verdieping import create_diepe_tabellen
from .verwacht import create_verwachttabellen
from .weglating import list_weglatingen

__all__ = [
    "DocumentLijst",
    "NulmetingLijst",
    "Tabel",
    "create_benchmarktabellen",
    "create_bestandstabellen",
    "create_cohorttabellen",
    "create_diepe_tabellen",
    "create_duurtabellen",
    "create_functietabellen",
    "create_gegevenstabellen",
    "create_indelingstabellen",
    "create_inleestabellen",
    "create_inlezingen",
    "create_momentopnamen",
    "create_nulmetingtabellen",
    "create_schaaltabellen",
    "create_segmenttabellen",
    "create_tabellen",
    "create_toewijzingtabellen",
    "create_verschiltabel",
    "create_verwachttabellen",
    "create_voorbeelden",
    "create_voorbeeldtabel",
    "create_voorbeeldtoewijzingen",
    "list_weglatingen",
]
