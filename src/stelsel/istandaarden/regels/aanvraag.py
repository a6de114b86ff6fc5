"""Level 3 and 4 for requests (315 VOT, 317 VOW): does the request fit what the gemeente has on file?

A VOT asks for products per product; a VOW gives the whole wanted situation of one client at one aanbieder:
what stays, what changes, what is new. The dossier is passed in; a rule says what is wrong in one sentence,
or None. Source: spec 3.2, sections 8, 9 and 11, IV092.

TR374 names no class; we put its code on Client. Under an unknown Client (TR304) nothing is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from stelsel.istandaarden.antwoorden import Plek
from stelsel.istandaarden.berichten import Waarden
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.catalogus import get_grenzen
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.levering import Fout
from stelsel.istandaarden.regels.samenloop import HULPMIDDELEN, Zorgperiode
from stelsel.kern.volume import Frequentie

#: Where the classes of a request stand, from Client down.
_VERZOEK: Plek = ("Client", "Verzoek")
_ONBEKENDE_CLIENT = "TR304"


@dataclass(frozen=True)
class Toegewezen:
    """An allocation as a request sees it. `omvang`: Volume, Eenheid, Frequentie; `budget` in cents."""

    ingangsdatum: date
    einddatum: date | None = None
    categorie: str = ""
    code: str = ""
    omvang: tuple[int, str, str] | None = None
    budget: int | None = None


@dataclass(frozen=True)
class Verzoekdossier:
    """What is on file of one client, one aanbieder and one law on the day of receipt.

    `toewijzingen`: the actual ones by number. `referenties`: those of the message that were used before.
    `producten`: code to categorie, the product list. `dagtekening`: that of the request."""

    dagtekening: date
    familie: Familie
    client_bekend: bool = True
    verzoek_onderhanden: bool = False
    referenties: frozenset[str] = frozenset()
    toewijzingen: Mapping[int, Toegewezen] = field(default_factory=dict)
    producten: Mapping[str, str] = field(default_factory=dict)


Regel = Callable[[Waarden, Verzoekdossier], str | None]


def client_bekend(_client: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR304: a change is asked for a client who is known here."""
    if dossier.client_bekend:
        return None
    return "Deze cliënt is bij ons niet bekend. Controleer het BSN, of stuur een verzoek om toewijzing."


def geen_verzoek_onderhanden(_client: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR374: one request at a time per client and aanbieder (OP350)."""
    if not dossier.verzoek_onderhanden:
        return None
    return "Er loopt nog een verzoek van u voor deze cliënt. Wacht op onze toewijzing of afwijzing."


def referentie_is_nieuw(verzoek: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR347: the reference was not used before by this aanbieder under this law."""
    referentie = verzoek["ReferentieAanbieder"]
    if referentie not in dossier.referenties:
        return None
    return f"Referentie {referentie} hebt u al gebruikt. Geef dit verzoek een nieuwe referentie."


def product_past_bij_categorie(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR381: code and category belong together in the product list."""
    product = waarden.get("Product") or {}
    code, categorie = product.get("Code"), product.get("Categorie")
    if code is None or dossier.producten.get(code) == categorie:
        return None
    return f"Productcode {code} hoort niet bij categorie {categorie}. Gebruik een product uit het contract."


def alle_toewijzingen_genoemd(verzoek: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR349: every actual allocation is in the request, to stay or to change."""
    genoemd = {deel["ToewijzingNummer"] for deel in (*_ongewijzigd(verzoek), *_te_wijzigen(verzoek))}
    ontbreekt = sorted(set(dossier.toewijzingen) - genoemd)
    if not ontbreekt:
        return None
    nummers = ", ".join(str(nummer) for nummer in ontbreekt)
    return f"Lopende toewijzingen ontbreken: {nummers}. Noem ze als ongewijzigd of als te wijzigen."


def producten_overlappen_niet(verzoek: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR361: in the wanted situation no product stands twice in the same time; iWmo exempts aids.

    An allocation that changes later still runs until then, so its period begins at its own Ingangsdatum."""
    periodes = [
        periode
        for periode in _list_gewenst(verzoek, dossier)
        if not (dossier.familie == "iwmo" and periode.categorie in HULPMIDDELEN)
    ]
    for eerste, tweede in combinations(periodes, 2):
        if eerste.botst(tweede):
            product = tweede.code or tweede.categorie or "zonder productcode"
            return f"Product {product} staat er twee keer voor dezelfde dagen. Laat de periodes aansluiten."
    return None


def ongewijzigd_is_actueel(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR350: what stays is an actual allocation."""
    return _onbekend_nummer(waarden, dossier)


def te_wijzigen_is_actueel(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR351: what changes is an actual allocation."""
    return _onbekend_nummer(waarden, dossier)


def wijziging_vanaf_het_begin_of_later(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR357: a change that does not lie in the future holds for the whole allocation."""
    toegewezen, gewenst = _get_toegewezen(waarden, dossier), waarden["GewensteIngangsdatum"]
    if toegewezen is None or gewenst > dossier.dagtekening or gewenst == toegewezen.ingangsdatum:
        return None
    begin = f"{toegewezen.ingangsdatum:%d-%m-%Y}"
    return f"Kies een datum na de dagtekening, of de ingangsdatum van de toewijzing ({begin})."


def budget_of_totaal_vanaf_het_begin(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR373: another budget or another total holds for the whole allocation."""
    toegewezen = _get_toegewezen(waarden, dossier)
    if toegewezen is None or waarden["GewensteIngangsdatum"] == toegewezen.ingangsdatum:
        return None
    was_totaal = toegewezen.omvang is not None and toegewezen.omvang[2] == Frequentie.TOTAAL
    ander_totaal = was_totaal and _get_omvang(waarden) != toegewezen.omvang
    if not ander_totaal and waarden.get("Budget") == toegewezen.budget:
        return None
    begin = f"{toegewezen.ingangsdatum:%d-%m-%Y}"
    return f"Een ander budget of totaal geldt voor de hele toewijzing. Gebruik de ingangsdatum {begin}."


def code_heeft_omvang(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR411: an allocation with a product code keeps an Omvang."""
    toegewezen = _get_toegewezen(waarden, dossier)
    if toegewezen is None or not toegewezen.code or _get_omvang(waarden) is not None:
        return None
    return f"Toewijzing {waarden['ToewijzingNummer']} heeft een productcode. Vul de gewenste omvang in."


def zonder_code_geen_omvang(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR412: an allocation without a product code has no Omvang."""
    toegewezen = _get_toegewezen(waarden, dossier)
    if toegewezen is None or toegewezen.code or _mag_omvang(waarden):
        return None
    return f"Toewijzing {waarden['ToewijzingNummer']} heeft geen productcode. Laat de omvang weg."


def zonder_product_geen_omvang(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    """TR375: an allocation without a product has no Omvang."""
    toegewezen = _get_toegewezen(waarden, dossier)
    if toegewezen is None or toegewezen.categorie or _mag_omvang(waarden):
        return None
    return f"Toewijzing {waarden['ToewijzingNummer']} heeft geen product. Laat de omvang weg."


def _ongewijzigd(verzoek: Waarden) -> Sequence[Waarden]:
    delen: Sequence[Waarden] = (verzoek.get("OngewijzigdeProducten") or {}).get("OngewijzigdProduct", [])
    return delen


def _te_wijzigen(verzoek: Waarden) -> Sequence[Waarden]:
    delen: Sequence[Waarden] = (verzoek.get("TeWijzigenProducten") or {}).get("TeWijzigenProduct", [])
    return delen


def _nieuw(verzoek: Waarden) -> Sequence[Waarden]:
    delen: Sequence[Waarden] = (verzoek.get("NieuweProducten") or {}).get("NieuwProduct", [])
    return delen


def _get_toegewezen(waarden: Waarden, dossier: Verzoekdossier) -> Toegewezen | None:
    return dossier.toewijzingen.get(waarden["ToewijzingNummer"])


def _get_omvang(waarden: Waarden) -> tuple[int, str, str] | None:
    omvang = waarden.get("Omvang")
    return (omvang["Volume"], omvang["Eenheid"], omvang["Frequentie"]) if omvang else None


def _mag_omvang(waarden: Waarden) -> bool:
    """No Omvang given, or a period that ended when the older way still held."""
    einddatum = waarden.get("Einddatum")
    oud = einddatum is not None and einddatum <= get_grenzen().volume_zonder_productcode_tot
    return _get_omvang(waarden) is None or oud


def _onbekend_nummer(waarden: Waarden, dossier: Verzoekdossier) -> str | None:
    if _get_toegewezen(waarden, dossier) is not None:
        return None
    nummer = waarden["ToewijzingNummer"]
    return f"Toewijzing {nummer} loopt niet bij ons voor deze cliënt. Controleer het nummer."


def _list_gewenst(verzoek: Waarden, dossier: Verzoekdossier) -> Iterator[Zorgperiode]:
    """What the client would have if all of it were honoured."""
    for deel in (*_ongewijzigd(verzoek), *_te_wijzigen(verzoek)):
        toegewezen = _get_toegewezen(deel, dossier)
        if toegewezen is not None:
            eind = deel.get("Einddatum") if "GewensteIngangsdatum" in deel else toegewezen.einddatum
            yield Zorgperiode(
                toegewezen.ingangsdatum,
                eind or date.max,
                toegewezen.categorie or None,
                toegewezen.code or None,
            )
    for deel in _nieuw(verzoek):
        product = deel.get("Product") or {}
        eind = deel.get("Einddatum") or date.max
        yield Zorgperiode(deel["GewensteIngangsdatum"], eind, product.get("Categorie"), product.get("Code"))


_CLIENT: dict[str, Regel] = {"TR374": geen_verzoek_onderhanden}
_VERZOEKREGELS: dict[str, Regel] = {
    "TR347": referentie_is_nieuw,
    "TR349": alle_toewijzingen_genoemd,
    "TR361": producten_overlappen_niet,
}
_TE_WIJZIGEN: dict[str, Regel] = {
    "TR351": te_wijzigen_is_actueel,
    "TR357": wijziging_vanaf_het_begin_of_later,
    "TR373": budget_of_totaal_vanaf_het_begin,
    "TR411": code_heeft_omvang,
    "TR412": zonder_code_geen_omvang,
    "TR375": zonder_product_geen_omvang,
}
_AANGEVRAAGD: dict[str, Regel] = {"TR347": referentie_is_nieuw, "TR381": product_past_bij_categorie}


def check_verzoek(client: Waarden, dossier: Verzoekdossier, *, soort: str) -> dict[Plek, list[Fout]]:
    """The rules that a 315 or 317 breaks, by the place of the class; empty when it can be taken up.

    `client`: the Client of the message; `soort`: Berichtsoort.VERZOEK_TOEWIJZING or VERZOEK_WIJZIGING."""
    if soort == Berichtsoort.VERZOEK_TOEWIJZING:
        return _verzamel(_list_toewijzing(client), dossier)
    onbekend = client_bekend(client, dossier)
    if onbekend is not None:
        return {("Client",): [Fout(_ONBEKENDE_CLIENT, onbekend)]}
    return _verzamel(_list_wijziging(client), dossier)


def is_beoordeeld(plek: Plek, fouten: Mapping[Plek, Sequence[Fout]]) -> bool:
    """Whether a class was looked at; what stands below an unknown Client was not (code 0233)."""
    onbekend = any(fout.regel == _ONBEKENDE_CLIENT for fout in fouten.get(("Client",), ()))
    return plek == ("Client",) or not onbekend


_Deel = tuple[Plek, Waarden, dict[str, Regel]]


def _list_toewijzing(client: Waarden) -> Iterator[_Deel]:
    yield ("Client",), client, _CLIENT
    for nummer, deel in enumerate(client["AangevraagdeProducten"]["AangevraagdProduct"]):
        yield ("Client", "AangevraagdeProducten", "AangevraagdProduct", nummer), deel, _AANGEVRAAGD


def _list_wijziging(client: Waarden) -> Iterator[_Deel]:
    verzoek: Waarden = client["Verzoek"]
    yield ("Client",), client, _CLIENT
    yield _VERZOEK, verzoek, _VERZOEKREGELS
    for nummer, deel in enumerate(_ongewijzigd(verzoek)):
        plek = (*_VERZOEK, "OngewijzigdeProducten", "OngewijzigdProduct", nummer)
        yield plek, deel, {"TR350": ongewijzigd_is_actueel}
    for nummer, deel in enumerate(_te_wijzigen(verzoek)):
        yield (*_VERZOEK, "TeWijzigenProducten", "TeWijzigenProduct", nummer), deel, _TE_WIJZIGEN
    for nummer, deel in enumerate(_nieuw(verzoek)):
        plek = (*_VERZOEK, "NieuweProducten", "NieuwProduct", nummer)
        yield plek, deel, {"TR381": product_past_bij_categorie}


def _verzamel(delen: Iterator[_Deel], dossier: Verzoekdossier) -> dict[Plek, list[Fout]]:
    gevonden: dict[Plek, list[Fout]] = {}
    for plek, waarden, regels in delen:
        uitleg = {code: regel(waarden, dossier) for code, regel in regels.items()}
        fouten = [Fout(code, tekst) for code, tekst in uitleg.items() if tekst is not None]
        if fouten:
            gevonden[plek] = fouten
    return gevonden
