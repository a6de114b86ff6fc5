"""Reading claims: what a judgement needs, and what the pages show."""

from .accountant import list_accountantstabellen, list_clientnummers_van_jaar, render_wortel
from .achtergrond import Dossier, get_dossier, get_laatste_periode, is_nummer_gebruikt
from .afkeuringen import list_afkeuringen
from .betaalrun import (
    WEG,
    Rekening,
    add_stand,
    compute_inhoud,
    get_betaalrun,
    get_betaling,
    get_rekening,
    list_betaalbaar,
    list_betaalregels,
    list_betaalruns,
    list_betalingen,
    list_declaranten,
    list_geldige_regels,
    list_rekeningnummers,
    list_verzonden_betalingen,
)
from .boekhouding import (
    get_boekhoudexport,
    get_boekhoudrekeningen,
    list_boekhoudexports,
    list_journaalregels,
    list_te_exporteren,
)
from .controle import Controle, Verschil, check_grootboek
from .eigenbijdrage import Bijdrageverschil, list_bijdrageperioden_van, list_bijdrageverschillen
from .gebruik import get_gebruik, list_gebruik_per_maand
from .grootboek import Grootboekbeeld, get_grootboekbeeld, list_boekingen, list_grootboek
from .herkomst import (
    Regelsom,
    compute_regelsom,
    get_contractproduct,
    get_regel,
    list_alle_regels,
    list_betaalregels_van,
)
from .jaarafsluiting import get_nog_te_ontvangen, list_onderhanden
from .kolommen import list_als_tabel
from .lijsten import (
    compute_totaal,
    get_declaratie,
    list_betaalvoorstellen,
    list_clientnummers,
    list_declaraties,
    list_gevonden_declaraties,
    list_met_afkeuring,
    list_regels,
)
from .verantwoording import (
    Verantwoordingsbeeld,
    compute_verantwoording,
    get_verantwoording,
    list_verantwoordingen,
)

__all__ = [
    "WEG",
    "Bijdrageverschil",
    "Controle",
    "Dossier",
    "Grootboekbeeld",
    "Regelsom",
    "Rekening",
    "Verantwoordingsbeeld",
    "Verschil",
    "add_stand",
    "check_grootboek",
    "compute_inhoud",
    "compute_regelsom",
    "compute_totaal",
    "compute_verantwoording",
    "get_betaalrun",
    "get_betaling",
    "get_boekhoudexport",
    "get_boekhoudrekeningen",
    "get_contractproduct",
    "get_declaratie",
    "get_dossier",
    "get_gebruik",
    "get_grootboekbeeld",
    "get_laatste_periode",
    "get_nog_te_ontvangen",
    "get_regel",
    "get_rekening",
    "get_verantwoording",
    "is_nummer_gebruikt",
    "list_accountantstabellen",
    "list_afkeuringen",
    "list_alle_regels",
    "list_als_tabel",
    "list_betaalbaar",
    "list_betaalregels",
    "list_betaalregels_van",
    "list_betaalruns",
    "list_betaalvoorstellen",
    "list_betalingen",
    "list_bijdrageperioden_van",
    "list_bijdrageverschillen",
    "list_boekhoudexports",
    "list_boekingen",
    "list_clientnummers",
    "list_clientnummers_van_jaar",
    "list_declaranten",
    "list_declaraties",
    "list_gebruik_per_maand",
    "list_geldige_regels",
    "list_gevonden_declaraties",
    "list_grootboek",
    "list_journaalregels",
    "list_met_afkeuring",
    "list_onderhanden",
    "list_regels",
    "list_rekeningnummers",
    "list_te_exporteren",
    "list_verantwoordingen",
    "list_verzonden_betalingen",
    "render_wortel",
]
