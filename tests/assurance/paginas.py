"""Every page of the product with who may open it, on which objects, and what a posted form leads to.

Written by hand and on purpose apart from the permissions of the product: two tables that have to agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.kostprijs import KOSTPRIJS
from tests.factories.volle_wereld import Dossier, Eigendom, VolleWereld
from tests.factories.wereld import ALDERVOORT, BREEKERWAARD, KWARTEL, MERELHOF

from stelsel.apps.bekostiging.models import Kostprijsberekening
from stelsel.apps.declaraties.models import Betaalrun, Betaling, Boekhoudexport, Declarant, Rekeningnummer
from stelsel.kern.nummers import bsn_testnummers

#: One letter per role, as the table below names them.
LETTERS = {
    "R": "regisseur",
    "B": "backoffice",
    "C": "controller",
    "S": "bestuurder",
    "M": "contractmanager",
    "N": "analist",
    "A": "aanbieder",
    "I": "inwoner",
    "H": "beheerder",
}
ALLEN = "RBCSMNAIH"

Objecten = Callable[[VolleWereld], Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]]


@dataclass(frozen=True)
class Pagina:
    """`get`: status of an own object. `leeg`: of an empty form; `vol`: makes a plausible form for an own
    object (`na`) or names a foreign one (`vreemd`). `anders`: per role what every method gives.
    `vragen`: query strings to try as well. `weg`: arguments that name nothing."""

    rollen: str
    objecten: Objecten | None = None
    weg: tuple[dict[str, Any], ...] = ()
    get: int = 200
    leeg: int = 405
    vol: Callable[[VolleWereld, Dossier], dict[str, Any]] | None = None
    na: int = 302
    vreemd: int = 404
    publiek: bool = False
    anders: dict[str, int] = field(default_factory=dict)
    vragen: tuple[str, ...] = ()


def _per_dossier(get: Callable[[Dossier], dict[str, Any]]) -> Objecten:
    def list_objecten(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
        for dossier in vw.dossiers.values():
            yield get(dossier), dossier.eigendom, dossier

    return list_objecten


def _inkomend(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for bericht in dossier.inkomend:
            yield {"sleutel": bericht.pk}, dossier.eigendom, dossier
    for rij, eigendom in vw.losse_bestanden:
        yield {"sleutel": rij.pk}, eigendom, None


def _uitgaand(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for bericht in dossier.uitgaand:
            yield {"sleutel": bericht.pk}, dossier.eigendom, dossier


def _aanlevering(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij, eigendom in vw.aanleveringen:
        yield {"sleutel": rij.pk}, eigendom, None


def _get_verzoeknummer(dossier: Dossier) -> str:
    return dossier.aanvraag.verzoek.nummer if dossier.aanvraag else ""


def _contract(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for contract, eigendom in vw.contracten:
        yield {"nummer": contract.nummer}, eigendom, None


def _profiel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for code in ("P1", "W1"):
        yield {"code": code}, Eigendom(openbaar=True), None


def _aanbieder(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for agb in (MERELHOF, KWARTEL):
        yield {"agb": agb}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), agb, regio=True), None


def _regel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for dossier in vw.dossiers.values():
        for regel in dossier.declaratie.regels.all():
            yield {"pk": regel.pk}, dossier.eigendom, dossier


def _prestatie(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for wat, eigendom, dossier in _regel(vw):
        yield {"sleutel": wat["pk"]}, eigendom, dossier


def _betaalrun(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for run in Betaalrun.objects.order_by("pk"):
        yield {"nummer": run.nummer}, Eigendom(frozenset({run.gemeente_id})), None


def _betaling(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Betaling.objects.select_related("betaalrun").order_by("pk"):
        yield {"pk": rij.pk}, Eigendom(frozenset({rij.betaalrun.gemeente_id}), rij.aanbieder_id), None


def _verantwoording(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Declarant.objects.order_by("pk"):
        yield (
            {"jaar": 2026, "declarant": rij.pk},
            Eigendom(frozenset({rij.gemeente_id}), rij.aanbieder_id),
            None,
        )


def _boekhoudexport(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Boekhoudexport.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({rij.gemeente_id})), None


def _rekeningnummer(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Rekeningnummer.objects.order_by("pk"):
        yield {"pk": rij.pk}, Eigendom(frozenset({rij.gemeente_id})), None


_jaar: Objecten = lambda vw: iter([({"jaar": 2026}, Eigendom(openbaar=True), None)])  # noqa: E731 - one line
_client = _per_dossier(lambda d: {"nummer": d.client.nummer})
_vraag = _per_dossier(lambda d: {"nummer": d.vraag.nummer})
_besluit = _per_dossier(lambda d: {"nummer": d.besluit.nummer})
_toewijzing = _per_dossier(lambda d: {"pk": d.toewijzing.pk})
_verzoek = _per_dossier(lambda d: {"nummer": _get_verzoeknummer(d)})
_nummer_weg = ({"nummer": "X-404"},)
_pk_weg = ({"pk": 999_999},)
_jaar_weg = ({"jaar": 2026, "declarant": 999_999},)
_sleutel_weg = ({"sleutel": 999_999},)


def _kostprijs(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Kostprijsberekening.objects.order_by("pk"):
        gemeenten = {rij.gemeente_id} if rij.gemeente_id else {ALDERVOORT, BREEKERWAARD}
        yield {"nummer": rij.nummer}, Eigendom(frozenset(gemeenten), regio=True), None


_BUDGETREGELS = "gemeente=9901&wet=wmo&jaar=2026"
POSTEN = ("lasten_jw", "lasten_wmo", "te_betalen", "onderweg", "bank")
SLEUTEL = {"eenmalig": "k" * 32}
_KOSTPRIJS = {"vorm": "toml", "naam": "Begeleiding", "wet": "wmo"}
_VRAAG = {"wet": "wmo", "melding": "eigen", "vraag": "Ik red het niet meer."}


def _stap(**velden: Any) -> Pagina:
    return Pagina("R", _vraag, _nummer_weg, **velden)


def _scores(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    return {"meetdatum": "2026-03-16", f"score_{d.doel.pk}": "0", f"woorden_{d.doel.pk}": "Goed."}


def _gebeld(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    return SLEUTEL | {"handeling": "gebeld", "toelichting": "Wordt maandag hersteld."}


def _stopsleutel(d: Dossier) -> str:
    familie = "ijw" if d.toewijzing.wet == "jw" else "iwmo"
    return f"{d.client.gemeente_id}-{familie}-{d.toewijzing.toewijzing_nummer}"


_NIEUW = {"voornamen": "Nieuw", "geslachtsnaam": "Nieuweling", "geslacht": "0"}
_NIEUW |= {"geboortedatum": "1980-04-04", "bsn": bsn_testnummers()[99]}

PAGINAS: dict[str, Pagina] = {
    "portaal:start": Pagina(ALLEN, publiek=True),
    "portaal:mijn_werk": Pagina(ALLEN, anders={"I": 302}),
    "portaal:zoek": Pagina("RBCSMNAH", leeg=200),
    "portaal:journaal": Pagina("CH", vragen=("export=csv", "export=xlsx")),
    "portaal:gezond": Pagina(ALLEN, publiek=True, get=503, leeg=503),
    "accounts:inloggen": Pagina(ALLEN, publiek=True, get=302, leeg=302),
    "accounts:uitloggen": Pagina(ALLEN, get=405, leeg=302),
    "accounts:account": Pagina(ALLEN),
    "toegang:start": Pagina(ALLEN, get=302, leeg=302),
    "toegang:clienten": Pagina("RB"),
    "toegang:bsn": Pagina("RB", leeg=200, vol=lambda vw, d: {"bsn": d.client.bsn}, vreemd=200),
    "toegang:client_nieuw": Pagina(
        "RB", leeg=400, vol=lambda vw, d: SLEUTEL | _NIEUW | {"huisgenoot": d.client.nummer}, vreemd=200
    ),
    "toegang:client": Pagina("RB", _client, _nummer_weg),
    "toegang:inzage": Pagina("RB", _client, _nummer_weg),
    "toegang:vraag_nieuw": Pagina("R", _client, _nummer_weg, leeg=400, vol=lambda vw, d: SLEUTEL | _VRAAG),
    "toegang:vragen": Pagina("RB"),
    "toegang:vraag": Pagina("R", _vraag, _nummer_weg),
    "toegang:gesprek": _stap(leeg=200, vol=lambda vw, d: _VRAAG),
    "toegang:leefdomeinen": _stap(leeg=200, vol=lambda vw, d: {"netwerk_score": "3", "netwerk_lijn": "0"}),
    "toegang:doelen": _stap(
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {"tekst": "Nog een doel.", "leefdomein": "netwerk", "hoofddoel": "participatie", "gewicht": "1"}
        ),
    ),
    "toegang:doel_weg": Pagina(
        "R",
        _per_dossier(lambda d: {"nummer": d.vraag.nummer, "doel": d.vraag.doelen.get().pk}),
        ({"nummer": "X-404", "doel": 999_999},),
        get=405,
        leeg=302,
        vol=lambda vw, d: {"x": "y"},
    ),
    "toegang:profiel": _stap(leeg=200, vol=lambda vw, d: {"product": str(d.vraag.product_id)}),
    "toegang:omvang": _stap(
        leeg=200,
        vol=lambda vw, d: {"aantal": "4", "ingangsdatum": "2027-01-01", "einddatum": "2027-06-30"},
    ),
    "toegang:aanbieder": _stap(
        leeg=200, vol=lambda vw, d: {"aanbieder": d.toewijzing.aanbieder_id, "keuze_client": "Dichtbij."}
    ),
    "toegang:besluiten": _stap(
        leeg=400, vol=lambda vw, d: SLEUTEL | {"uitkomst": "toekennen", "motivering": "Nodig."}
    ),
    "toegang:besluit": Pagina("RB", _besluit, _nummer_weg),
    "toegang:brief": Pagina("RBI", _besluit, _nummer_weg),
    "toegang:toewijzingen": Pagina("RBA"),
    "toegang:toewijzing": Pagina("RBA", _toewijzing, _pk_weg),
    "toegang:toewijzing_wijzig": Pagina("RB", _toewijzing, _pk_weg),
    "toegang:toewijzing_controle": Pagina(
        "RB",
        _toewijzing,
        _pk_weg,
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {"einddatum": "2026-06-30", "aantal": str(d.toewijzing.volume), "afstemming": "instemming"}
        ),
    ),
    # Help began and was approved: refused with a sentence.
    "toegang:toewijzing_verwijder": Pagina(
        "RB", _toewijzing, _pk_weg, leeg=400, vol=lambda vw, d: SLEUTEL, na=200
    ),
    "toegang:verzoeken": Pagina("RBA", vragen=("status=open", "export=csv")),
    "toegang:verzoek": Pagina("RBA", _verzoek, _nummer_weg),
    "toegang:verzoek_besluit": Pagina(
        "RB",
        _per_dossier(lambda d: {"nummer": _get_verzoeknummer(d), "pk": d.aanvraag.pk if d.aanvraag else 0}),
        ({"nummer": "X-404", "pk": 999_999},),
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"uitkomst": "onderzoeken", "bevestigd": "1"},
    ),
    "toegang:mijn": Pagina("I"),
    "berichtenverkeer:inkomend_lijst": Pagina("BA"),
    "berichtenverkeer:uitgaand_lijst": Pagina("BA"),
    "berichtenverkeer:aanleveren": Pagina(
        "BA",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"bestanden": SimpleUploadedFile("nieuw.xml", b"<x/>")},
        vreemd=302,
    ),
    "berichtenverkeer:aanleveringen": Pagina("BA"),
    "berichtenverkeer:aanlevering": Pagina("BA", _aanlevering, _sleutel_weg, vragen=("export=fouten",)),
    "berichtenverkeer:inkomend": Pagina("BA", _inkomend, _sleutel_weg),
    "berichtenverkeer:prestatie": Pagina("BA", _prestatie, _sleutel_weg, get=302),
    "berichtenverkeer:inkomend_xml": Pagina("BA", _inkomend, _sleutel_weg),
    "berichtenverkeer:uitgaand": Pagina("BA", _uitgaand, _sleutel_weg),
    "berichtenverkeer:uitgaand_xml": Pagina("BA", _uitgaand, _sleutel_weg),
    "berichtenverkeer:inkomend_handeling": Pagina("B", _inkomend, _sleutel_weg, leeg=400, vol=_gebeld),
    "berichtenverkeer:uitgaand_handeling": Pagina("B", _uitgaand, _sleutel_weg, leeg=400, vol=_gebeld),
    "berichtenverkeer:storingen": Pagina("BH", vragen=("afloop=open", "export=csv")),
    "berichtenverkeer:storing": Pagina(
        "BH",
        _per_dossier(lambda d: {"sleutel": d.storing.pk if d.storing else 0}),
        _sleutel_weg,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"handeling": "terzijde", "toelichting": "Hoeft niet meer."},
    ),
    "berichtenverkeer:aansluiting": Pagina(
        "B", leeg=400, vol=lambda vw, d: SLEUTEL | {"in_envelop": "ja"}, vreemd=302
    ),
    "berichtenverkeer:aanbiederspel": Pagina(
        "RBAH", leeg=400, vol=lambda vw, d: SLEUTEL | {"stop": _stopsleutel(d)}
    ),
    "berichtencontrole:controle": Pagina(
        ALLEN,
        publiek=True,
        leeg=400,
        vol=lambda vw, d: {"xml": "<x/>"},
        na=200,
        vreemd=200,
        vragen=("voorbeeld=bsn",),
    ),
    "berichtencontrole:rapport": Pagina(ALLEN, publiek=True, get=405, leeg=400),
    "declaraties:declaraties": Pagina("BCA"),
    "declaraties:declaratie": Pagina("BCA", _per_dossier(lambda d: {"pk": d.declaratie.pk}), _pk_weg),
    "declaraties:regels": Pagina("BCA", vragen=("export=csv", "oordeel=True", _BUDGETREGELS)),
    "declaraties:regel": Pagina("BCA", _regel, _pk_weg),
    "declaraties:jaarafsluiting": Pagina("CA", vragen=("jaar=2026", "export=csv&jaar=2026")),
    "declaraties:accountantsexport": Pagina("C", _jaar, ({"jaar": 9999},)),
    "declaraties:verantwoording": Pagina("CA", _verantwoording, _jaar_weg, leeg=400),
    "declaraties:verantwoordingsbestand": Pagina("CA", _verantwoording, _jaar_weg, vragen=("soort=xlsx",)),
    "declaraties:betaalvoorstellen": Pagina("BCA"),
    "declaraties:grootboek": Pagina("C"),
    "declaraties:eigenbijdrage": Pagina(
        "BC", leeg=400, vol=lambda vw, d: SLEUTEL, vreemd=302, vragen=("export=csv",)
    ),
    "declaraties:boekhoudexports": Pagina("C"),
    "declaraties:boekhoudexport_nieuw": Pagina(
        "C", leeg=400, vol=lambda vw, d: SLEUTEL | {"tot_en_met": "2026-03-31"}, na=200, vreemd=200
    ),
    "declaraties:boekhoudrekeningen": Pagina(
        "C", leeg=400, vol=lambda vw, d: SLEUTEL | {f"{post}_nummer": "1300" for post in POSTEN}, vreemd=302
    ),
    "declaraties:boekhoudbestand": Pagina("C", _boekhoudexport, _nummer_weg, vragen=("soort=xlsx",)),
    "declaraties:betaalruns": Pagina("C"),
    "declaraties:betaalrun_nieuw": Pagina(
        "C",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"betalen_tot": "2026-06-01", "uitvoeringsdatum": "2026-03-20"},
        na=200,
        vreemd=200,
    ),
    "declaraties:betaalrun": Pagina(
        "C", _betaalrun, _nummer_weg, leeg=400, vol=lambda vw, d: SLEUTEL | {"daad": "betaald"}
    ),
    "declaraties:betaalbestand": Pagina("C", _betaalrun, _nummer_weg),
    "declaraties:betalingen": Pagina("CA"),
    "declaraties:betaling": Pagina("CA", _betaling, _pk_weg),
    "declaraties:teruggekomen": Pagina(
        "C", _betaling, _pk_weg, leeg=400, vol=lambda vw, d: SLEUTEL | {"reden": "Rekening opgeheven"}
    ),
    "declaraties:specificatie": Pagina("CA", _betaling, _pk_weg),
    "declaraties:aanhouden": Pagina(
        "C",
        _per_dossier(lambda d: {"pk": d.declaratie.pk}),
        _pk_weg,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"reden": "Vraag loopt"},
        na=200,
    ),
    "declaraties:rekeningnummers": Pagina("C"),
    "declaraties:rekeningnummer_nieuw": Pagina(
        "C",
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {"aanbieder": "", "iban": "NL91ABNA0417164300", "tenaamstelling": "Gemeente"}
            | {"vanaf": "2026-04-01", "reden": "Brief van de bank"}
        ),
        vreemd=302,
    ),
    "declaraties:rekeningnummer": Pagina(
        "C", _rekeningnummer, _pk_weg, leeg=400, vol=lambda vw, d: SLEUTEL | {"daad": "afwijzen"}
    ),
    "verwerving:contracten": Pagina("MCNRBA"),
    "verwerving:tarieven": Pagina("MCNRBA"),
    "verwerving:contract": Pagina("MCNRBA", _contract, _nummer_weg),
    "marktschets:verdieping": Pagina("N", vragen=("gemeente=9902&tabel=trajecten&export=csv",)),
    "marktschets:marktschets": Pagina(
        "NMCS",
        vragen=(
            "gemeente=9901",
            "gemeente=9902",
            "gemeente=9902&tabel=kern&export=csv",
            "gemeente=9902&tabel=per-domein&export=xlsx",
        ),
    ),
    "profielen:start": Pagina("RBCSMNA"),
    "profielen:profiel": Pagina("RBCSMNA", _profiel, ({"code": "X404"},)),
    "bekostiging:budgetten": Pagina("CMNSB"),
    "bekostiging:kostprijzen": Pagina("CMN"),
    "bekostiging:kostprijs_nieuw": Pagina(
        "CMN", leeg=400, vol=lambda vw, d: SLEUTEL | _KOSTPRIJS | {"tekst": KOSTPRIJS}, vreemd=302
    ),
    "bekostiging:kostprijs": Pagina("CMN", _kostprijs, _nummer_weg, vragen=("export=csv", "export=toml")),
    "resultaten:start": Pagina("RMNSA"),
    "resultaten:aanbieder": Pagina("RMNSA", _aanbieder, ({"agb": "00000000"},)),
    "resultaten:toewijzing": Pagina("RA", _toewijzing, _pk_weg),
    "resultaten:meten": Pagina(
        "RA",
        _per_dossier(lambda d: {"pk": d.toewijzing.pk, "moment": "T2"}),
        ({"pk": 999_999, "moment": "T2"}, {"pk": 1, "moment": "T9"}),
        leeg=200,
        vol=_scores,
    ),
    "sturing:begin": Pagina(ALLEN, get=302, leeg=302),
    "sturing:budget": Pagina("CMNS", vragen=("gemeente=9902", "export=csv", "export=xlsx", "wet=wmo")),
}
