"""What happens to messages: into the inbox, judged, answered; made, sent; and the watch over it all."""

from .aanlevering import register_aanlevering
from .aansluiting import change_aansluiting
from .antwoordbericht import create_antwoordberichten
from .beoordeling import BerichtMislukt, check_volgend_bericht
from .bewaking import register_alarm, register_hartslag
from .envelop import render_verzending
from .herstel import (
    HandelingNietMogelijk,
    check_bericht_opnieuw,
    check_opnieuw,
    check_storing_opnieuw,
    close_bericht,
    close_storing,
    create_opnieuw,
    publish_opnieuw,
    register_gebeld,
)
from .inbox import (
    BerichtGeweigerd,
    register_inkomend_bericht,
)
from .outbox import create_toewijzingsberichten, publish_uitgaande_berichten
from .overname import take_over_bericht
from .poging import begin_ronde, register_mislukking
from .postmap import register_post, register_stopverzoek
from .retour import check_geparkeerd
from .werker import check_ronde

__all__ = [
    "BerichtGeweigerd",
    "BerichtMislukt",
    "HandelingNietMogelijk",
    "begin_ronde",
    "change_aansluiting",
    "check_bericht_opnieuw",
    "check_geparkeerd",
    "check_opnieuw",
    "check_ronde",
    "check_storing_opnieuw",
    "check_volgend_bericht",
    "close_bericht",
    "close_storing",
    "create_antwoordberichten",
    "create_opnieuw",
    "create_toewijzingsberichten",
    "publish_opnieuw",
    "publish_uitgaande_berichten",
    "register_aanlevering",
    "register_alarm",
    "register_gebeld",
    "register_hartslag",
    "register_inkomend_bericht",
    "register_mislukking",
    "register_post",
    "register_stopverzoek",
    "render_verzending",
    "take_over_bericht",
]
