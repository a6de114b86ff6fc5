"""Every table of marktschets, with its chart."""

from .beeld import create_tabellen
from .benchmark import create_benchmarktabellen
from .bestand import create_bestandstabellen
from .documenten import DocumentLijst
from .duur import create_duurtabellen, create_verschiltabel
from .gegevens import create_gegevenstabellen, create_voorbeelden
from .indeling import create_indelingstabellen
from .inlezen import create_inleestabellen, create_inlezingen, create_momentopnamen, create_voorbeeldtabel
from .segmenten import create_segmenttabellen
from .tabel import Tabel
from .toewijzinglezing import create_toewijzingtabellen, create_voorbeeldtoewijzingen
from .verdieping import create_diepe_tabellen
from .weglating import list_weglatingen

__all__ = [
    "DocumentLijst",
    "Tabel",
    "create_benchmarktabellen",
    "create_bestandstabellen",
    "create_diepe_tabellen",
    "create_duurtabellen",
    "create_gegevenstabellen",
    "create_indelingstabellen",
    "create_inleestabellen",
    "create_inlezingen",
    "create_momentopnamen",
    "create_segmenttabellen",
    "create_tabellen",
    "create_toewijzingtabellen",
    "create_verschiltabel",
    "create_voorbeelden",
    "create_voorbeeldtabel",
    "create_voorbeeldtoewijzingen",
    "list_weglatingen",
]
