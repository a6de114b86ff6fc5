"""Everything that changes marktschets."""

from .document import GeenDocument, register_domeinbereik, register_marktdocument
from .functies import (
    close_functieproduct,
    register_functieproduct,
    register_nulmeting,
    withdraw_functieproduct,
)
from .indeling import register_indelingsversie, register_vrij_toegankelijk
from .inlezen import (
    approve_inlezing,
    clear_verlopen,
    create_inlezing,
    register_berichten,
    register_omrekening,
    reject_inlezing,
    start_lezen,
    withdraw_inlezing,
)
from .kenmerken import register_kenmerken
from .momentopname import create_momentopname
from .referentie import register_referentie
from .segmenten import (
    LijstNietMogelijk,
    approve_segmentenversie,
    register_segmentenversie,
    register_segmentopgave,
    reject_segmentenversie,
)

__all__ = [
    "GeenDocument",
    "LijstNietMogelijk",
    "approve_inlezing",
    "approve_segmentenversie",
    "clear_verlopen",
    "close_functieproduct",
    "create_inlezing",
    "create_momentopname",
    "register_berichten",
    "register_domeinbereik",
    "register_functieproduct",
    "register_indelingsversie",
    "register_kenmerken",
    "register_marktdocument",
    "register_nulmeting",
    "register_omrekening",
    "register_referentie",
    "register_segmentenversie",
    "register_segmentopgave",
    "register_vrij_toegankelijk",
    "reject_inlezing",
    "reject_segmentenversie",
    "start_lezen",
    "withdraw_functieproduct",
    "withdraw_inlezing",
]
