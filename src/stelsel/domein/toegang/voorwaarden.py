"""What an allocation must satisfy to be given or changed; every refusal is a sentence with its rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from stelsel.domein.toegang.begrippen import RedenWijziging
from stelsel.domein.toegang.levensloop import Afstemming, Feiten, Regelzin, Stand, Verandering, Wens
from stelsel.domein.toegang.omvang import check_omvang, render_aantal
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import maximum_over_toewijzing

_R = RedenWijziging
_BEIDE = {
    _R.CONTRACT,
    _R.LEVERINGSVORM,
    _R.BEKOSTIGING,
    _R.HERINDELING,
    _R.INITIATIEF_AANBIEDER,
    _R.CORRECTIE,
}
#: Which reasons fit a change (code list JZ002/WMO002). 01 has lapsed, 13 says that it was deleted.
PASSENDE_REDENEN: dict[Verandering, frozenset[RedenWijziging]] = {
    Verandering.VERLENGING: frozenset(_BEIDE | {_R.VERLENGD}),
    Verandering.VERKORTING: frozenset(
        _BEIDE | {_R.VERKORT, _R.OVERLEDEN, _R.ANDER_DOMEIN, _R.VERHUISD, _R.ANDERE_AANBIEDER}
    ),
    Verandering.VERHOGING: frozenset(_BEIDE | {_R.VERLENGD}),
    Verandering.VERLAGING: frozenset(_BEIDE | {_R.VERKORT}),
    Verandering.VERWIJDERING: frozenset({_R.VERWIJDERD}),
}
#: The reason where nobody chose one; the first change that applies decides.
_GEWONE_REDEN = {
    Verandering.VERWIJDERING: _R.VERWIJDERD,
    Verandering.VERLENGING: _R.VERLENGD,
    Verandering.VERKORTING: _R.VERKORT,
    Verandering.VERHOGING: _R.CORRECTIE,
    Verandering.VERLAGING: _R.CORRECTIE,
}


def render_dag(dag: date | None) -> str:
    """'31-12-2026', or 'geen einddatum'."""
    return "geen einddatum" if dag is None else f"{dag:%d-%m-%Y}"


def list_veranderingen(oud: Stand, nieuw: Stand) -> list[Verandering]:
    """What differs between two states of one number, in the order of the list of changes."""
    if nieuw.verwijderd and not oud.verwijderd:
        return [Verandering.VERWIJDERING]
    was, wordt = oud.periode.eind or date.max, nieuw.periode.eind or date.max
    volumes = tuple(stand.omvang.volume if stand.omvang else 0 for stand in (oud, nieuw))
    # No budget means no limit on the money.
    grenzen = tuple(float("inf") if s.budget is None else s.budget for s in (oud, nieuw))
    paren = {
        Verandering.VERLENGING: wordt > was,
        Verandering.VERKORTING: wordt < was,
        Verandering.VERHOGING: volumes[1] > volumes[0] or grenzen[1] > grenzen[0],
        Verandering.VERLAGING: volumes[1] < volumes[0] or grenzen[1] < grenzen[0],
    }
    return [verandering for verandering, waar in paren.items() if waar]


def get_passende_reden(oud: Stand, nieuw: Stand, *, gewenst: Wens) -> RedenWijziging:
    """The RedenWijziging of the 301: 13 for what is deleted, 12 for what the aanbieder asked (IV093), else
    what was chosen, else what fits."""
    veranderingen = list_veranderingen(oud, nieuw)
    if Verandering.VERWIJDERING in veranderingen:
        return _R.VERWIJDERD
    if gewenst.afstemming is Afstemming.VERZOEK:
        return _R.INITIATIEF_AANBIEDER
    return gewenst.reden or next(reden for soort, reden in _GEWONE_REDEN.items() if soort in veranderingen)


def check_reden(oud: Stand, nieuw: Stand, *, reden: RedenWijziging | None) -> Iterator[Regelzin]:
    """A reason that says something else than what happens."""
    passend = frozenset[RedenWijziging]().union(
        *(PASSENDE_REDENEN[v] for v in list_veranderingen(oud, nieuw))
    )
    if reden not in passend:
        yield Regelzin("IV099", "Deze reden past niet bij wat u wijzigt. Kies een andere reden.")


def check_afstemming(
    oud: Stand, nieuw: Stand, *, gewenst: Wens, reden: RedenWijziging | None, today: date
) -> Iterator[Regelzin]:
    """Whether the aanbieder was heard as much as the change asks for. Death needs no consultation."""
    veranderingen = list_veranderingen(oud, nieuw)
    if reden is _R.OVERLEDEN:
        return
    einddatum = nieuw.periode.eind or date.max
    instemming = gewenst.afstemming.reikt_tot(Afstemming.INSTEMMING)
    if Verandering.VERKORTING in veranderingen and einddatum < today and not instemming:
        yield Regelzin(
            "OP186",
            f"De nieuwe einddatum {render_dag(einddatum)} ligt in het verleden. Dat kan alleen als de "
            "aanbieder ermee instemt.",
        )
    if Verandering.VERLAGING in veranderingen and not instemming:
        budget = oud.budget != nieuw.budget
        yield Regelzin(
            "OP299" if budget else "OP298",
            f"{'Het budget' if budget else 'Het totaal'} verlagen kan alleen na overleg, als de aanbieder "
            "ermee instemt.",
        )
    if not gewenst.afstemming.reikt_tot(Afstemming.OVERLEG):
        yield Regelzin("OP033x1", "Een toewijzing wijzigt u in overleg. Bespreek dit eerst met de aanbieder.")


def check_gebruik(nieuw: Stand, feiten: Feiten) -> Iterator[Regelzin]:
    """Whether what was delivered and approved stays lawful (UP031)."""
    gebruik = feiten.gebruik
    if nieuw.verwijderd:
        yield from _check_verwijdering(feiten)
        return
    eind = nieuw.periode.eind
    if eind is not None and gebruik.laatste_dag is not None and gebruik.laatste_dag > eind:
        yield Regelzin(
            "UP031",
            f"Er is al hulp goedgekeurd tot en met {render_dag(gebruik.laatste_dag)}. Kies die dag of een "
            "latere, of laat de aanbieder die regels eerst crediteren.",
        )
    omvang = nieuw.omvang
    maximum = maximum_over_toewijzing(omvang, toewijzing=nieuw.periode) if omvang else None
    if omvang is not None and maximum is not None and gebruik.volume > maximum:
        yield Regelzin(
            "TR322",
            f"Er is al {render_aantal(gebruik.volume, omvang.eenheid)} goedgekeurd; zo blijft er hooguit "
            f"{render_aantal(maximum, omvang.eenheid)} over.",
        )
    if nieuw.budget is not None and gebruik.bedrag > nieuw.budget:
        yield Regelzin(
            "TR369",
            f"Er is al {in_euro(gebruik.bedrag)} goedgekeurd. Het budget kan niet lager zijn dan dat.",
        )


def _check_verwijdering(feiten: Feiten) -> Iterator[Regelzin]:
    if regels := feiten.gebruik.regels:
        aantal = "1 declaratieregel" if regels == 1 else f"{regels} declaratieregels"
        yield Regelzin(
            "TR385",
            f"Al goedgekeurd op deze toewijzing: {aantal}. Laat de aanbieder die eerst crediteren, of "
            "vervroeg de einddatum.",
        )
    if feiten.gestart:
        yield Regelzin(
            "OP362",
            "De aanbieder heeft gemeld dat de hulp is begonnen. Laat die melding eerst intrekken, of "
            "vervroeg de einddatum.",
        )


def check_stand(stand: Stand, *, andere: Sequence[Stand], naast_ander: bool = False) -> list[Regelzin]:
    """What is wrong with an allocation in itself and beside the other ones of the client; empty when nothing
    is. Works for a new one as well as for a changed one."""
    if stand.verwijderd:
        return []
    zinnen = [
        Regelzin("IV042", zin)
        for zin in check_omvang(stand.omvang, productcode=stand.code, periode=stand.periode)
    ]
    zinnen += _check_budget(stand)
    zinnen += _check_stapeling(stand, andere, naast_ander=naast_ander)
    return zinnen


def _check_budget(stand: Stand) -> Iterator[Regelzin]:
    """Specifiek has a volume and no budget, generiek a budget; a budget has an end."""
    if stand.budget is not None and stand.omvang is not None:
        yield Regelzin("IV074", "Een toewijzing heeft een omvang of een budget, niet allebei.")
    if stand.budget is None and not stand.categorie:
        yield Regelzin("IV074", "Vul een budget in: dat hoort bij een toewijzing zonder product.")
    if stand.budget is not None and stand.budget < 1:
        yield Regelzin("IV074", "Het budget moet meer zijn dan nul euro.")
    if stand.budget is not None and stand.periode.eind is None:
        yield Regelzin("CD075", "Vul een einddatum in: die is nodig bij een budget.")


def _check_stapeling(stand: Stand, andere: Sequence[Stand], *, naast_ander: bool) -> Iterator[Regelzin]:
    """The same product twice: never at one aanbieder (OP259), at two only when that was decided."""
    dubbel = next((ander for ander in andere if ander.agb == stand.agb and stand.stapelt(ander)), None)
    if dubbel is not None:
        yield Regelzin(
            "OP259",
            f"Deze cliënt heeft dit product dan dubbel (toewijzing {dubbel.nummer}). Wijzig eerst die andere "
            "toewijzing, of kies andere dagen.",
        )
    elders = next(
        (a for a in andere if a.agb != stand.agb and a.code == stand.code and stand.stapelt(a)), None
    )
    if elders is not None and not naast_ander:
        yield Regelzin(
            "",
            f"Een andere aanbieder geeft dit product al in dezelfde tijd (toewijzing {elders.nummer}). "
            "Wijzig eerst die toewijzing, of leg vast dat beide naast elkaar lopen.",
        )
