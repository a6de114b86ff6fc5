"""Which messages wait for an answer, and until when (spec section 12). Set-based: a term becomes one day
before which a message must have been sent, so that a list of any length is one statement."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from stelsel.domein.parameters import get_aantal
from stelsel.istandaarden.berichten import FAMILIES, get_definitie, list_definities
from stelsel.kern.werkdagen import min_werkdagen, plus_werkdagen

from ..models import InkomendBericht, UitgaandBericht

_RETOUR, _DECLARATIE = "retourtermijn_berichten", "antwoordtermijn_declaratie"
_IN, _UIT = InkomendBericht.Status, UitgaandBericht.Status
#: The term in which the receiver answers, by the name of the message; answers themselves have none.
TERMIJNEN = {
    definitie.naam: _DECLARATIE if definitie.soort == "323" else _RETOUR
    for definitie in list_definities()
    if definitie.heen_soort is None
}
_VAN_ONS = [d.naam for d in list_definities() if d.soort in {"301", "319"}]
_DECLARATIES = [naam for naam, termijn in TERMIJNEN.items() if termijn == _DECLARATIE]


def get_uiterste_dag(bericht: str, begonnen: date | datetime | None) -> date | None:
    """The last day on which a message that was received on `begonnen` is answered in time; None when it
    needs no answer or was not sent yet."""
    termijn = TERMIJNEN.get(bericht)
    if termijn is None or begonnen is None:
        return None
    dag = timezone.localtime(begonnen).date() if isinstance(begonnen, datetime) else begonnen
    return plus_werkdagen(dag, get_aantal(termijn, peildatum=dag))


def get_grens(termijn: str, *, uiterlijk: date) -> date:
    """What was received on this day or before had to be answered on `uiterlijk` or before."""
    return min_werkdagen(uiterlijk, get_aantal(termijn, peildatum=uiterlijk))


def wacht_op_antwoord() -> Q:
    """Messages of ours that the aanbieder has not answered yet."""
    return Q(bericht__in=_VAN_ONS, beantwoord="", status=_UIT.VERZONDEN, terzijde=False)


def ontbreekt_voor(uiterlijk: date) -> Q:
    """Of those, the ones that had to be answered on this day or before."""
    return wacht_op_antwoord() & Q(verzonden_at__date__lte=get_grens(_RETOUR, uiterlijk=uiterlijk))


def wacht_op_ons() -> Q:
    """What came in and has no answer: not judged yet, or stuck."""
    return Q(status__in=(_IN.ONTVANGEN, _IN.VASTGELOPEN, _IN.GEPARKEERD), terzijde=False)


def wacht_op_ons_tot(uiterlijk: date) -> Q:
    """Of those, the ones that must be answered on this day or before. What is not judged yet is taken to
    have the shortest term, unless its name says declaration."""
    declaratie = Q(bericht__in=_DECLARATIES)
    kort = Q(ontvangen_at__date__lte=get_grens(_RETOUR, uiterlijk=uiterlijk))
    lang = Q(ontvangen_at__date__lte=get_grens(_DECLARATIE, uiterlijk=uiterlijk))
    return wacht_op_ons() & ((declaratie & lang) | (~declaratie & kort))


def gisteren(today: date) -> date:
    """What was due yesterday or before is late."""
    return today - timedelta(days=1)


def volgende_werkdag(today: date) -> date:
    """What is due by then is near."""
    return plus_werkdagen(today, 1)


def vraag_bestaat() -> Q:
    """Retours of which we know the message that they answer."""
    voorwaarde = Q(pk__in=())
    for soort in ("302", "320"):
        for familie in FAMILIES:
            retour = get_definitie(familie, soort)
            vraag = UitgaandBericht.objects.filter(
                gemeente=OuterRef("gemeente"),
                aanbieder=OuterRef("aanbieder"),
                identificatie=OuterRef("vraag_identificatie"),
                bericht=get_definitie(familie, retour.heen_soort or "").naam,
            )
            voorwaarde |= Q(Exists(vraag), bericht=retour.naam)
    return voorwaarde
