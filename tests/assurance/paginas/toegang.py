"""The local team."""

from __future__ import annotations

from typing import Any

from tests.assurance.paginas.vorm import ALLEN, NUMMER_WEG, PK_WEG, SLEUTEL, Pagina, per_dossier
from tests.factories.volle_wereld import Dossier, VolleWereld

from stelsel.apps.toegang.models import Gezinsplan
from stelsel.kern.nummers import bsn_testnummers


def _get_verzoeknummer(dossier: Dossier) -> str:
    return dossier.aanvraag.verzoek.nummer if dossier.aanvraag else ""


_client = per_dossier(lambda d: {"nummer": d.client.nummer})

_vraag = per_dossier(lambda d: {"nummer": d.vraag.nummer})

_besluit = per_dossier(lambda d: {"nummer": d.besluit.nummer})

_toewijzing = per_dossier(lambda d: {"pk": d.toewijzing.pk})

_verzoek = per_dossier(lambda d: {"nummer": _get_verzoeknummer(d)})

_plan = per_dossier(lambda d: {"nummer": _get_plan(d).nummer})


def _get_plan(dossier: Dossier) -> Gezinsplan:
    return Gezinsplan.objects.get(leden__client=dossier.client)


def _planstap(rij: str = "", **velden: Any) -> Pagina:
    """A step of a plan; `rij` names the argument for a row of it."""
    if not rij:
        return Pagina("R", _plan, NUMMER_WEG, leeg=400, **velden)
    van = {"lid": "leden", "doel": "doelen"}[rij]
    objecten = per_dossier(
        lambda d: {"nummer": _get_plan(d).nummer, rij: getattr(_get_plan(d), van).get().pk}
    )
    return Pagina("R", objecten, ({"nummer": "X-404", rij: 999_999},), leeg=400, **velden)


_VRAAG = {"wet": "wmo", "melding": "eigen", "vraag": "Ik red het niet meer."}


def _stap(**velden: Any) -> Pagina:
    return Pagina("R", _vraag, NUMMER_WEG, **velden)


_NIEUW = {"voornamen": "Nieuw", "geslachtsnaam": "Nieuweling", "geslacht": "0"}
_NIEUW |= {"geboortedatum": "1980-04-04", "bsn": bsn_testnummers()[99]}

_ACHTERUITGANG = {"stappen": "1", "vanaf": "2026-01-01", "bereikt": "2027-01-01", "grondslag": "arts"}
_ACHTERUITGANG |= {"grondslag_datum": "2026-01-01", "toelichting": "Volgens de brief van de arts."}

_INVULLING = {"naam_0": "Gesprek", "functie_0": "HBO", "uren_0": "1", "reden": "Minder nodig."}
_INVULLING |= {"vanaf": "2026-04-01"}


def _create_achteruitgang(vw: VolleWereld, dossier: Dossier) -> dict[str, Any]:
    """Only a goal to keep what is there can have it; under help to get better that asks a reason."""
    dossier.vraag.doelen.update(richting="behouden", afwijking_reden="De ziekte wordt erger.")
    return SLEUTEL | _ACHTERUITGANG


TOEGANG: dict[str, Pagina] = {
    "toegang:start": Pagina(ALLEN, get=302, leeg=302),
    "toegang:clienten": Pagina("RB"),
    "toegang:bsn": Pagina("RB", leeg=200, vol=lambda vw, d: {"bsn": d.client.bsn}, vreemd=200),
    "toegang:client_nieuw": Pagina(
        "RB", leeg=400, vol=lambda vw, d: SLEUTEL | _NIEUW | {"huisgenoot": d.client.nummer}, vreemd=200
    ),
    "toegang:client": Pagina("RB", _client, NUMMER_WEG),
    "toegang:inzage": Pagina("RB", _client, NUMMER_WEG),
    "toegang:vraag_nieuw": Pagina("R", _client, NUMMER_WEG, leeg=400, vol=lambda vw, d: SLEUTEL | _VRAAG),
    "toegang:vragen": Pagina("RB"),
    "toegang:vraag": Pagina("R", _vraag, NUMMER_WEG),
    "toegang:gesprek": _stap(leeg=200, vol=lambda vw, d: _VRAAG),
    "toegang:leefdomeinen": _stap(leeg=200, vol=lambda vw, d: {"netwerk_score": "3", "netwerk_lijn": "0"}),
    "toegang:doelen": _stap(
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {
                "tekst": "Nog een doel.",
                "leefdomein": "netwerk",
                "hoofddoel": "participatie",
                "gewicht": "1",
                "richting": "behouden",
                "termijn": "kort",
                "afwijking_reden": "Dit telt nu.",
            }
        ),
    ),
    "toegang:doel_weg": Pagina(
        "R",
        per_dossier(lambda d: {"nummer": d.vraag.nummer, "doel": d.vraag.doelen.get().pk}),
        ({"nummer": "X-404", "doel": 999_999},),
        get=405,
        leeg=302,
        vol=lambda vw, d: {"x": "y"},
    ),
    "toegang:doel_wijzig": Pagina(
        "R",
        per_dossier(lambda d: {"nummer": d.vraag.nummer, "doel": d.vraag.doelen.get().pk}),
        ({"nummer": "X-404", "doel": 999_999},),
        leeg=200,
        vol=lambda vw, d: {"richting": "behouden", "termijn": "lang", "afwijking_reden": "Dit telt nu."},
    ),
    "toegang:verwachting": Pagina(
        "R",
        per_dossier(lambda d: {"pk": d.vraag.doelen.get().pk}),
        PK_WEG,
        leeg=400,
        vol=_create_achteruitgang,
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
    "toegang:besluit": Pagina("RB", _besluit, NUMMER_WEG),
    "toegang:brief": Pagina("RBI", _besluit, NUMMER_WEG),
    "toegang:toewijzingen": Pagina("RBA"),
    "toegang:taakgericht": Pagina("RBA", vragen=("stand=loopt", "bekend=nee", "export=csv")),
    "toegang:toewijzing": Pagina("RBA", _toewijzing, PK_WEG),
    "toegang:invulling": Pagina("RBA", _toewijzing, PK_WEG),
    "toegang:invulling_wijzig": Pagina(
        "A", _toewijzing, PK_WEG, leeg=400, vol=lambda vw, d: SLEUTEL | _INVULLING
    ),
    "toegang:fasen": Pagina("R", _toewijzing, PK_WEG, leeg=400, vol=lambda vw, d: SLEUTEL | {"uren_0": ""}),
    "toegang:toewijzing_wijzig": Pagina("RB", _toewijzing, PK_WEG),
    "toegang:toewijzing_controle": Pagina(
        "RB",
        _toewijzing,
        PK_WEG,
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {"einddatum": "2026-06-30", "aantal": str(d.toewijzing.volume), "afstemming": "instemming"}
        ),
    ),
    # Help began and was approved: refused with a sentence.
    "toegang:toewijzing_verwijder": Pagina(
        "RB", _toewijzing, PK_WEG, leeg=400, vol=lambda vw, d: SLEUTEL, na=200
    ),
    "toegang:verzoeken": Pagina("RBA", vragen=("status=open", "export=csv")),
    "toegang:verzoek": Pagina("RBA", _verzoek, NUMMER_WEG),
    "toegang:verzoek_besluit": Pagina(
        "RB",
        per_dossier(lambda d: {"nummer": _get_verzoeknummer(d), "pk": d.aanvraag.pk if d.aanvraag else 0}),
        ({"nummer": "X-404", "pk": 999_999},),
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"uitkomst": "onderzoeken", "bevestigd": "1"},
    ),
    "toegang:gezinsplannen": Pagina("RB", vragen=("export=csv", "zoek=G-1")),
    "toegang:gezinsplan_nieuw": Pagina(
        "R",
        _client,
        NUMMER_WEG,
        get=302,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"rol": "ouder", "afspraak": "Samen."},
        na=200,
    ),
    "toegang:gezinsplan": Pagina("RB", _plan, NUMMER_WEG, vragen=("export=csv", "export=xlsx")),
    "toegang:gezinslid": _planstap(
        vol=lambda vw, d: (
            SLEUTEL
            | {"client_nummer": d.client.nummer, "rol": "kind", "woont": "hier", "vanaf": "2026-03-16"}
        ),
        na=200,
    ),
    "toegang:gezinslid_weg": _planstap("lid", vol=lambda vw, d: SLEUTEL | {"tot": "2026-03-16"}),
    "toegang:gezinsdoel": _planstap(
        vol=lambda vw, d: SLEUTEL | {"tekst": "Samen eten.", "leefdomein": "gezin"}
    ),
    "toegang:gezinsdoel_dicht": _planstap("doel", vol=lambda vw, d: SLEUTEL | {"stand": "bereikt"}),
    "toegang:planregie": _planstap(
        vol=lambda vw, d: (
            SLEUTEL | {"soort": "totaal", "contactpersoon": "Mo Team", "vanaf": "2026-03-16", "aanbieder": ""}
        )
    ),
    "toegang:hoofdverantwoordelijken": Pagina("RBA", vragen=("export=csv",)),
    "toegang:contactpersoon": Pagina(
        "RBA",
        _toewijzing,
        PK_WEG,
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {
                "aanbieder": d.toewijzing.aanbieder_id,
                "contactpersoon": "Noa Nieuw",
                "vanaf": "2026-03-16",
            }
        ),
    ),
    # There is one for these days already: refused with a sentence.
    "toegang:uitzondering_vragen": Pagina(
        "RB",
        _toewijzing,
        PK_WEG,
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL
            | {
                "aanbieder": d.toewijzing.aanbieder_id,
                "contactpersoon": "Kim",
                "vanaf": "2026-04-01",
                "tot": "2026-05-01",
                "reden": "Samen.",
            }
        ),
        na=200,
    ),
    "toegang:uitzonderingen": Pagina("RB", vragen=("export=csv",)),
    "toegang:uitzondering": Pagina(
        "RB",
        per_dossier(lambda d: {"pk": d.toewijzing.uitzonderingen.get().pk}),
        PK_WEG,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"besluit": "nee"},
    ),
    "toegang:herijkingen": Pagina("RB", vragen=("status=open&regel=einde", "export=csv")),
    "toegang:herijking": Pagina(
        "RB",
        per_dossier(lambda d: {"pk": d.toewijzing.herijkingen.get(regel="einde").pk}),
        PK_WEG,
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"antwoord": "gelijk", "reden": "Het gaat goed."},
    ),
    "toegang:aanvullingen": Pagina("RB", vragen=("export=csv",)),
    "toegang:mijn": Pagina("I"),
}
