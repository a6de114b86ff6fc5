"""Everything that reads for marktschets: the lake, and what the region entered itself."""

from stelsel.domein.marktschets.gebiedskenmerken import list_gebiedskenmerken

from .beeld import (
    DOMEIN_NAAM,
    Beeld,
    Diepbeeld,
    Groep,
    Keuze,
    Marktbeeld,
    get_diepbeeld,
    get_marktbeeld,
    get_voortgang,
)
from .benchmark import Benchmark, get_benchmark, list_referentiebestanden, parse_referentie
from .bestand import Bestandsbeeld, check_bestand
from .cohort import Cohortpagina, get_cohortpagina
from .document import (
    Documentbeeld,
    get_documentbeeld,
    get_documentvoortgang,
    get_editie,
    kies_document,
    list_bereik,
    list_documenten,
    list_domeinregels,
)
from .duur import Duurpagina, get_duurpagina
from .functies import Functiepagina, get_functiepagina, list_functieproducten, list_koppelingen
from .gegevens import Bronpost, Gegevens, get_gegevens, get_gegevensvoortgang
from .indeling import (
    Indelingsbeeld,
    Versie,
    Vraag,
    get_indelingsbeeld,
    get_versie,
    list_versies,
    list_vrij_toegankelijk,
)
from .inlezen import (
    Inhoud,
    Proef,
    Rapport,
    Voorstel,
    create_omrekening,
    create_proef,
    get_inlezing,
    get_rapport,
    get_voorstel,
    list_inlezingen,
    list_momentopnamen,
    list_te_vervangen,
)
from .meer import list_bronnen
from .nulmeting import (
    Nulmetingbeeld,
    Peiling,
    create_peiling,
    get_laatste_peildatum,
    get_nulmetingbeeld,
    list_nulmetingen,
)
from .plaats import list_plaatsen
from .schaal import Schaalpagina, Schaalregel, create_schaalvraag, get_schaalpagina
from .segmenten import Segmentenpagina, get_segmentenpagina
from .toewijzinglezing import Toewijzingrapport, get_toewijzingrapport, get_toewijzingvoorstel
from .verwacht import (
    Verwachtpagina,
    Verwachtvraag,
    get_verwachtpagina,
    list_kenmerkbestanden,
    parse_kenmerken,
)
from .werkmap import Uitkomst, Werkmap, get_werkmap

__all__ = [
    "DOMEIN_NAAM",
    "Beeld",
    "Benchmark",
    "Bestandsbeeld",
    "Bronpost",
    "Cohortpagina",
    "Diepbeeld",
    "Documentbeeld",
    "Duurpagina",
    "Functiepagina",
    "Gegevens",
    "Groep",
    "Indelingsbeeld",
    "Inhoud",
    "Keuze",
    "Marktbeeld",
    "Nulmetingbeeld",
    "Peiling",
    "Proef",
    "Rapport",
    "Schaalpagina",
    "Schaalregel",
    "Segmentenpagina",
    "Toewijzingrapport",
    "Uitkomst",
    "Versie",
    "Verwachtpagina",
    "Verwachtvraag",
    "Voorstel",
    "Vraag",
    "Werkmap",
    "check_bestand",
    "create_omrekening",
    "create_peiling",
    "create_proef",
    "create_schaalvraag",
    "get_benchmark",
    "get_cohortpagina",
    "get_diepbeeld",
    "get_documentbeeld",
    "get_documentvoortgang",
    "get_duurpagina",
    "get_editie",
    "get_functiepagina",
    "get_gegevens",
    "get_gegevensvoortgang",
    "get_indelingsbeeld",
    "get_inlezing",
    "get_laatste_peildatum",
    "get_marktbeeld",
    "get_nulmetingbeeld",
    "get_rapport",
    "get_schaalpagina",
    "get_segmentenpagina",
    "get_toewijzingrapport",
    "get_toewijzingvoorstel",
    "get_versie",
    "get_verwachtpagina",
    "get_voorstel",
    "get_voortgang",
    "get_werkmap",
    "kies_document",
    "list_bereik",
    "list_bronnen",
    "list_documenten",
    "list_domeinregels",
    "list_functieproducten",
    "list_gebiedskenmerken",
    "list_inlezingen",
    "list_kenmerkbestanden",
    "list_koppelingen",
    "list_momentopnamen",
    "list_nulmetingen",
    "list_plaatsen",
    "list_referentiebestanden",
    "list_te_vervangen",
    "list_versies",
    "list_vrij_toegankelijk",
    "parse_kenmerken",
    "parse_referentie",
]
