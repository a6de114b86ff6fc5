"""Level 2 on start, stop, requests and their answers."""

from __future__ import annotations

from stelsel.istandaarden.regels.registratie import Deel, regel

_VERWIJZER_MET_CODE = ("02", "03", "04", "05")
_AFGEWEZEN, _IN_ONDERZOEK, _WOONPLAATS = "1", "2", "8"


@regel("CS058", "StartProduct", "StopProduct", element="StatusAanlevering")
def status_is_eerste_of_verwijderen(deel: Deel) -> bool:
    """A report is new or taken back, never changed."""
    return deel["StatusAanlevering"] in ("1", "3")


@regel("TR018", "StopProduct", element="Einddatum")
def stop_niet_voor_start(deel: Deel) -> bool:
    """A stop has both dates."""
    return bool(deel["Einddatum"] >= deel["Begindatum"])


@regel("CD043", "AangevraagdProduct")
def beschikking_met_ingangsdatum(deel: Deel) -> bool:
    """Both or neither."""
    return (deel["BeschikkingNummer"] is None) == (deel["BeschikkingIngangsdatum"] is None)


def _heeft_code(deel: Deel) -> bool:
    return deel["Verwijzer/ZorgverlenerCode"] is not None


@regel("CD066", "AangevraagdProduct", element="Verwijzer")
def verwijzer_met_code_zonder_naam(deel: Deel) -> bool:
    """A professional with a code needs no name."""
    bekend = deel["Verwijzer/Type"] in _VERWIJZER_MET_CODE and _heeft_code(deel)
    return not bekend or deel["Verwijzer/Naam"] is None


@regel("CD067", "AangevraagdProduct", element="Verwijzer")
def verwijzer_zonder_code_met_naam(deel: Deel) -> bool:
    """A professional without a code has a name."""
    onbekend = deel["Verwijzer/Type"] in _VERWIJZER_MET_CODE and not _heeft_code(deel)
    return not onbekend or deel["Verwijzer/Naam"] is not None


@regel("CD068", "AangevraagdProduct", element="Verwijzer")
def overige_verwijzers_zonder_code(deel: Deel) -> bool:
    """The others have no code."""
    return deel["Verwijzer/Type"] in _VERWIJZER_MET_CODE or not _heeft_code(deel)


@regel("TR352", "Verzoek")
def verzoek_noemt_lopende_toewijzing(deel: Deel) -> bool:
    """At least one allocation that runs."""
    return deel["OngewijzigdeProducten"] is not None or deel["TeWijzigenProducten"] is not None


@regel("TR353", "Verzoek")
def verzoek_wijzigt_iets(deel: Deel) -> bool:
    """At least one change."""
    return deel["TeWijzigenProducten"] is not None or deel["NieuweProducten"] is not None


@regel("TR380", "NieuwProduct", element="GewensteIngangsdatum")
def nieuw_product_gaat_later_in(deel: Deel) -> bool:
    """Strictly after the message's date."""
    return bool(deel["GewensteIngangsdatum"] > deel.bericht.dagtekening)


@regel("CD085", "Antwoord")
def afwijzing_heeft_reden(deel: Deel) -> bool:
    """A refusal says why."""
    return deel["VerzoekAntwoord"] != _AFGEWEZEN or deel["RedenAfwijzingVerzoek"] is not None


@regel("CD086", "Antwoord", element="RedenAfwijzingVerzoek")
def onderzoek_heeft_geen_reden(deel: Deel) -> bool:
    """Nothing has been refused yet."""
    return deel["VerzoekAntwoord"] != _IN_ONDERZOEK or deel["RedenAfwijzingVerzoek"] is None


@regel("TR377", "Antwoord")
def woonplaatsbeginsel_noemt_gemeente(deel: Deel) -> bool:
    """Reason 8 names the gemeente that is responsible."""
    return deel["RedenAfwijzingVerzoek"] != _WOONPLAATS or deel["Woonplaatsbeginsel"] is not None


@regel("TR409", "Antwoord", element="Woonplaatsbeginsel")
def gemeente_alleen_bij_woonplaatsbeginsel(deel: Deel) -> bool:
    """Another reason names no gemeente."""
    return deel["RedenAfwijzingVerzoek"] == _WOONPLAATS or deel["Woonplaatsbeginsel"] is None
