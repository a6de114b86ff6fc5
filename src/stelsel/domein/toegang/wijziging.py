"""Deciding on a change of an allocation: which number it keeps, what stands in the way, what will happen.

The reading in short, for an allocation that runs to its einddatum:

* only the end moves: the same number, however long it still runs (OP380; OP033x1 for a shorter one);
* a total or a budget changes: the same number, over the whole period (OP033x1, IV066, TR373);
* anything else of the omvang changes: the old one ends the day before, a new number begins (OP257);
* a later end after the old end has passed, or after a gap, begins a new number too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from stelsel.domein.toegang.begrippen import RedenWijziging
from stelsel.domein.toegang.levensloop import Feiten, Levensloopplan, Regelzin, Stand, Verandering, Wens
from stelsel.domein.toegang.omvang import render_omvang
from stelsel.domein.toegang.voorwaarden import (
    check_afstemming,
    check_gebruik,
    check_reden,
    check_stand,
    get_passende_reden,
    list_veranderingen,
    render_dag,
)
from stelsel.kern.bedrag import in_euro
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Frequentie

EEN_DAG = timedelta(days=1)


def decide_wijziging(stand: Stand, *, gewenst: Wens, feiten: Feiten, today: date) -> Levensloopplan:
    """What a wish comes down to, with everything that stands in its way."""
    bezwaren = list(_check_wens(stand, gewenst, today))
    if bezwaren:
        return Levensloopplan(stand, bezwaren=tuple(bezwaren))
    bestaand, opvolger = _split(stand, gewenst, today)
    reden = get_passende_reden(stand, bestaand, gewenst=gewenst) if bestaand != stand else None
    if bestaand != stand:
        bezwaren += check_reden(stand, bestaand, reden=reden)
        bezwaren += check_afstemming(stand, bestaand, gewenst=gewenst, reden=reden, today=today)
        bezwaren += check_gebruik(bestaand, feiten)
        bezwaren += check_stand(bestaand, andere=feiten.andere, naast_ander=gewenst.naast_ander)
    if opvolger is not None:
        bezwaren += check_stand(opvolger, andere=feiten.andere, naast_ander=gewenst.naast_ander)
    return Levensloopplan(
        bestaand,
        reden=reden,
        opvolger=opvolger,
        stappen=tuple(_list_stappen(stand, bestaand, opvolger)),
        waarschuwingen=tuple(_list_waarschuwingen(stand, bestaand, feiten)),
        bezwaren=tuple(dict.fromkeys(bezwaren)),
    )


def decide_verwijdering(stand: Stand, *, feiten: Feiten) -> Levensloopplan:
    """Deleting: the aanbieder has to take it as never sent (OP033x1, OP362, TR385)."""
    if stand.verwijderd:
        return Levensloopplan(stand, bezwaren=(_VERWIJDERD,))
    weg = _remove(stand)
    return Levensloopplan(
        weg,
        reden=RedenWijziging.VERWIJDERD,
        stappen=tuple(_list_stappen(stand, weg, None)),
        bezwaren=tuple(check_gebruik(weg, feiten)),
    )


_VERWIJDERD = Regelzin("OP033x1", "Deze toewijzing is verwijderd. Maak een nieuwe toewijzing.")


def _check_wens(stand: Stand, gewenst: Wens, today: date) -> Iterator[Regelzin]:
    """What cannot be split in an old and a new part at all."""
    begin, van = stand.periode.begin, gewenst.ingangsdatum
    anders = (gewenst.omvang, gewenst.budget) != (stand.omvang, stand.budget)
    nieuw_nummer = _krijgt_nieuw_nummer(stand, gewenst, today)
    eerste_dag = van if van is not None and nieuw_nummer else begin
    if stand.verwijderd:
        yield _VERWIJDERD
    elif gewenst.einddatum is not None and gewenst.einddatum < eerste_dag:
        yield Regelzin("", "De einddatum ligt voor de ingangsdatum.")
    elif not anders and gewenst.einddatum == stand.periode.eind:
        yield Regelzin("", "Er verandert zo niets aan deze toewijzing.")
    elif van is not None and van < begin:
        yield Regelzin("", f"De wijziging kan niet ingaan voor {render_dag(begin)}, het begin van de hulp.")
    elif not anders or van == begin:
        return
    elif van is not None and not nieuw_nummer:
        yield Regelzin(
            "TR373",
            "Een totaal of een budget geldt voor de hele looptijd. Kies als ingang van de wijziging "
            f"{render_dag(begin)}.",
        )
    elif van is None and nieuw_nummer:
        yield Regelzin("IV066", "Kies de dag waarop de nieuwe omvang ingaat.")


def _krijgt_nieuw_nummer(stand: Stand, gewenst: Wens, today: date) -> bool:
    """Whether a part of the wish needs a number of its own (IV066, OP257, OP380)."""
    oud, nieuw, eind = stand.omvang, gewenst.omvang, stand.periode.eind
    if oud != nieuw:
        vast = Frequentie.TOTAAL
        return not (
            oud and nieuw and oud.frequentie is nieuw.frequentie is vast and oud.eenheid is nieuw.eenheid
        )
    if eind is None or (gewenst.einddatum is not None and gewenst.einddatum <= eind):
        return False
    verstreken = eind < today and not stand.geldt_als_geheel
    return verstreken or (gewenst.ingangsdatum is not None and gewenst.ingangsdatum > eind + EEN_DAG)


def _split(stand: Stand, gewenst: Wens, today: date) -> tuple[Stand, Stand | None]:
    """The old number as it will stand, and what comes under a new one."""
    begin, eind = stand.periode.begin, stand.periode.eind
    if not _krijgt_nieuw_nummer(stand, gewenst, today):
        periode = Periode(begin, gewenst.einddatum)
        return replace(stand, periode=periode, omvang=gewenst.omvang, budget=gewenst.budget), None
    van = gewenst.ingangsdatum or begin
    if gewenst.omvang == stand.omvang and eind is not None:
        van = max(van, eind + EEN_DAG)
    opvolger = replace(
        stand,
        nummer="",
        periode=Periode(van, gewenst.einddatum),
        omvang=gewenst.omvang,
        budget=gewenst.budget,
    )
    if van == begin:
        return _remove(stand), opvolger
    if eind is not None and van > eind:
        return stand, opvolger
    return replace(stand, periode=Periode(begin, van - EEN_DAG)), opvolger


def _remove(stand: Stand) -> Stand:
    """Deleted, as the standard writes it: the last day is the first (OP033x1)."""
    return replace(stand, periode=Periode(stand.periode.begin, stand.periode.begin), verwijderd=True)


def _list_stappen(oud: Stand, bestaand: Stand, opvolger: Stand | None) -> Iterator[Regelzin]:
    """What will happen, for the page on which somebody checks it."""
    nummer, veranderingen = f"Toewijzing {oud.nummer}", list_veranderingen(oud, bestaand)
    gelijk = "het nummer blijft gelijk"
    was, wordt = render_dag(oud.periode.eind), render_dag(bestaand.periode.eind)
    if Verandering.VERWIJDERING in veranderingen:
        yield Regelzin("OP033x1", f"{nummer} wordt verwijderd: zij geldt alsof zij nooit is verzonden.")
        bestaand = oud
    elif Verandering.VERLENGING in veranderingen:
        regel = "OP033x1" if oud.geldt_als_geheel else "OP380"
        yield Regelzin(regel, f"De einddatum wordt verlengd van {was} naar {wordt}; {gelijk}.")
    elif Verandering.VERKORTING in veranderingen and opvolger is None:
        yield Regelzin("OP033x1", f"De einddatum wordt vervroegd van {was} naar {wordt}; {gelijk}.")
    elif Verandering.VERKORTING in veranderingen:
        yield Regelzin("OP257", f"{nummer} eindigt op {wordt}.")
    if oud.omvang != bestaand.omvang and oud.omvang and bestaand.omvang:
        totalen = f"{render_omvang(oud.omvang)} naar {render_omvang(bestaand.omvang)}"
        yield Regelzin("IV066", f"De omvang gaat van {totalen}; {gelijk}.")
    if oud.budget != bestaand.budget:
        bedragen = f"{_render_budget(oud.budget)} naar {_render_budget(bestaand.budget)}"
        yield Regelzin("IV066", f"Het budget gaat van {bedragen}; {gelijk}.")
    if opvolger is not None:
        yield Regelzin("IV066", f"{_render_opvolger(opvolger)} Dit krijgt een nieuw nummer.")


def _render_opvolger(opvolger: Stand) -> str:
    omvang = render_omvang(opvolger.omvang) if opvolger.omvang else "hulp zonder vaste omvang"
    tot = (
        f" tot en met {render_dag(opvolger.periode.eind)}" if opvolger.periode.eind else ", zonder einddatum"
    )
    return f"Vanaf {render_dag(opvolger.periode.begin)}{tot} geldt: {omvang}."


def _render_budget(budget: int | None) -> str:
    return "geen grens" if budget is None else in_euro(budget)


def _list_waarschuwingen(oud: Stand, bestaand: Stand, feiten: Feiten) -> Iterator[Regelzin]:
    """What the aanbieder will run into."""
    laatste = feiten.gebruik.laatste_dag
    if laatste is None or Verandering.VERLENGING not in list_veranderingen(oud, bestaand):
        return
    if laatste == oud.periode.eind and (laatste + EEN_DAG).day != 1:
        yield Regelzin(
            "TR388",
            f"De maand is al gedeclareerd tot en met {render_dag(laatste)}. De rest van die maand kan de "
            "aanbieder pas declareren na een correctie.",
        )
