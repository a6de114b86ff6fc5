"""Level 3 and 4 for start (305) and stop (307): does the report fit what the gemeente has on file?

Per allocation the chain is: none, start, (temporary stop,) stop, start, and so on. One start is current at a
time; a stop needs its start; after a temporary stop only a definitive one or a new start may follow. A report
with StatusAanlevering 3 takes back an earlier one and is judged on that alone.

The dossier is passed in; a rule says what is wrong in one sentence, or None. Source: spec 3.2, sections 8, 9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from stelsel.istandaarden.berichten import Waarden
from stelsel.istandaarden.berichten.begrippen import Berichtsoort, StatusAanlevering
from stelsel.istandaarden.catalogus import get_catalogus
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.release import HUIDIG

TIJDELIJK = "20"


@dataclass(frozen=True)
class Sleutel:
    """The logical key of a start: allocation (None when taakgericht), product, first day."""

    toewijzing_nummer: int | None
    categorie: str
    code: str
    begindatum: date


@dataclass(frozen=True)
class Levering:
    """One StartProduct or StopProduct. Only a stop has `einddatum` and `reden` (RedenBeeindiging)."""

    sleutel: Sleutel
    einddatum: date | None = None
    reden: str = ""
    verwijderen: bool = False


@dataclass(frozen=True)
class Leverdossier:
    """What is on file of one client, one aanbieder and one law. Reports that were taken back are left out.

    `producten`: code to categorie, the product list. `taakgericht`: codes that need no allocation."""

    toewijzing_nummers: frozenset[int] = frozenset()
    starts: frozenset[Sleutel] = frozenset()
    stops: frozenset[Levering] = frozenset()
    producten: Mapping[str, str] = field(default_factory=dict)
    taakgericht: frozenset[str] = frozenset()

    def get_stops(self, sleutel: Sleutel) -> list[Levering]:
        """The stops of one start."""
        return [stop for stop in self.stops if stop.sleutel == sleutel]


@dataclass(frozen=True)
class Fout:
    """A broken rule with the sentence for the sender."""

    regel: str
    uitleg: str


Regel = Callable[[Levering, Leverdossier], str | None]


def parse_levering(waarden: Waarden) -> Levering:
    """The values of a StartProduct or StopProduct as one delivery."""
    product = waarden.get("Product") or {}
    return Levering(
        sleutel=Sleutel(
            waarden.get("ToewijzingNummer"),
            product.get("Categorie", ""),
            product.get("Code", ""),
            waarden["Begindatum"],
        ),
        einddatum=waarden.get("Einddatum"),
        reden=waarden.get("RedenBeeindiging", ""),
        verwijderen=waarden["StatusAanlevering"] == StatusAanlevering.VERWIJDEREN,
    )


def eerdere_aanlevering_bekend(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR063: what is taken back was reported before with the same key."""
    bekend = levering.sleutel in dossier.starts if levering.einddatum is None else _is_stop(levering, dossier)
    return (
        None
        if bekend
        else "U trekt een melding in die wij niet kennen. Controleer de gegevens van de melding."
    )


def nog_niet_gestopt(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR071: a start with a stop can no longer be taken back."""
    if dossier.get_stops(levering.sleutel):
        return "U trekt een start in die al gestopt is. Trek eerst de stopmelding in."
    return None


def product_hoort_bij_categorie(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR381: code and category belong together in the product list."""
    code, categorie = levering.sleutel.code, levering.sleutel.categorie
    if not code or dossier.producten.get(code) == categorie:
        return None
    return f"Productcode {code} hoort niet bij categorie {categorie}. Gebruik het product uit de toewijzing."


def start_is_nieuw(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR074 for a start: the key was not reported before."""
    if levering.sleutel in dossier.starts:
        return (
            f"De start op {levering.sleutel.begindatum:%d-%m-%Y} is al eerder gemeld. U hoeft niets te doen."
        )
    return None


def stop_is_nieuw(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR074 for a stop: the key, end and reason included, was not reported before."""
    if _is_stop(levering, dossier):
        return f"De stop op {levering.einddatum:%d-%m-%Y} is al eerder gemeld. U hoeft niets te doen."
    return None


def toewijzing_bekend(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR019: the allocation exists for this client and aanbieder; only taakgericht goes without a number."""
    nummer = levering.sleutel.toewijzing_nummer
    if nummer is None:
        if levering.sleutel.code in dossier.taakgericht:
            return None
        return "Het toewijzingnummer ontbreekt. Neem het nummer over uit de toewijzing."
    if nummer in dossier.toewijzing_nummers:
        return None
    return f"Toewijzing {nummer} is bij ons niet bekend voor deze cliënt. Controleer nummer en BSN."


def geen_actuele_start(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR326: the allocation has no start without a stop."""
    for start in dossier.starts:
        zelfde = replace(start, begindatum=levering.sleutel.begindatum) == levering.sleutel
        if zelfde and not dossier.get_stops(start):
            return f"De levering loopt al sinds {start.begindatum:%d-%m-%Y}. Meld eerst de stop."
    return None


def start_bekend(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR382: the stop repeats the key of a start."""
    if levering.sleutel in dossier.starts:
        return None
    return (
        f"Er is geen start op {levering.sleutel.begindatum:%d-%m-%Y} bij deze toewijzing. "
        "Neem product en begindatum over uit de startmelding."
    )


def geen_tweede_tijdelijke_stop(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR413: one temporary stop per start."""
    tijdelijk = any(stop.reden == TIJDELIJK for stop in _stops_van_start(levering, dossier))
    if levering.reden == TIJDELIJK and tijdelijk:
        return "Er is al een tijdelijke stop gemeld. Meld een definitieve stop of een nieuwe start."
    return None


def stop_niet_eerder_dan_vorige(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR414: a later stop of the same start does not end earlier."""
    einden = [stop.einddatum for stop in _stops_van_start(levering, dossier) if stop.einddatum]
    if levering.einddatum and einden and levering.einddatum < max(einden):
        return f"De einddatum ligt voor de stop die al gemeld is ({max(einden):%d-%m-%Y})."
    return None


def nog_geen_definitieve_stop(levering: Levering, dossier: Leverdossier) -> str | None:
    """TR415: after a definitive stop there is no other stop."""
    if any(stop.reden != TIJDELIJK for stop in _stops_van_start(levering, dossier)):
        return "De levering is al definitief gestopt. Trek die stop eerst in als hij niet klopt."
    return None


def _is_stop(levering: Levering, dossier: Leverdossier) -> bool:
    return replace(levering, verwijderen=False) in dossier.stops


def _stops_van_start(levering: Levering, dossier: Leverdossier) -> list[Levering]:
    """Stops with the same allocation and first day, whatever the product (TR413-TR415 leave it out)."""
    nummer, begin = levering.sleutel.toewijzing_nummer, levering.sleutel.begindatum
    return [
        s for s in dossier.stops if (s.sleutel.toewijzing_nummer, s.sleutel.begindatum) == (nummer, begin)
    ]


_INTREKKEN_START: dict[str, Regel] = {"TR063": eerdere_aanlevering_bekend, "TR071": nog_niet_gestopt}
_INTREKKEN_STOP: dict[str, Regel] = {"TR063": eerdere_aanlevering_bekend}
_START: dict[str, Regel] = {
    "TR381": product_hoort_bij_categorie,
    "TR074": start_is_nieuw,
    "TR019": toewijzing_bekend,
    "TR326": geen_actuele_start,
}
_STOP: dict[str, Regel] = {
    "TR381": product_hoort_bij_categorie,
    "TR074": stop_is_nieuw,
    "TR019": toewijzing_bekend,
    "TR382": start_bekend,
    "TR413": geen_tweede_tijdelijke_stop,
    "TR414": stop_niet_eerder_dan_vorige,
    "TR415": nog_geen_definitieve_stop,
}
#: What is about something unknown is judged no further: there is nothing to hold it against.
_SLUIT_AF = ("TR063", "TR019")
_REGELS: dict[str, tuple[dict[str, Regel], dict[str, Regel]]] = {
    Berichtsoort.START: (_START, _INTREKKEN_START),
    Berichtsoort.STOP: (_STOP, _INTREKKEN_STOP),
}


def check_leveringen(
    producten: Sequence[Waarden],
    dossier: Leverdossier,
    *,
    familie: Familie,
    soort: str,
    release: str = HUIDIG,
) -> list[list[Fout]]:
    """Per StartProduct or StopProduct, in order, the rules it breaks; what takes back counts first (IV008).

    `soort`: Berichtsoort.START or STOP; rules that the catalogue of the release does not name for it are left
    out."""
    gewoon, intrekken = _REGELS[soort]
    catalogus = get_catalogus(familie, release)
    leveringen = [parse_levering(waarden) for waarden in producten]
    uitkomst: list[list[Fout]] = [[] for _ in leveringen]
    for plek, levering in sorted(enumerate(leveringen), key=lambda paar: not paar[1].verwijderen):
        regels = intrekken if levering.verwijderen else gewoon
        for code, regel in regels.items():
            vermelding = catalogus.get(code)
            uitleg = regel(levering, dossier) if vermelding and soort in vermelding.berichten else None
            if uitleg is not None:
                uitkomst[plek].append(Fout(code, uitleg))
                if code in _SLUIT_AF:
                    break
        if not uitkomst[plek]:
            dossier = _met(dossier, levering)
    return uitkomst


def _met(dossier: Leverdossier, levering: Levering) -> Leverdossier:
    """The dossier after this delivery, for the next product in the same message."""
    if levering.einddatum is None:
        eigen = {levering.sleutel}
        return replace(
            dossier, starts=dossier.starts - eigen if levering.verwijderen else dossier.starts | eigen
        )
    stop = {replace(levering, verwijderen=False)}
    return replace(dossier, stops=dossier.stops - stop if levering.verwijderen else dossier.stops | stop)
