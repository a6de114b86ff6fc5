"""F8: whoever sees a person leaves a line in that person's dossier, on every page and in every export."""

from __future__ import annotations

import pytest
from tests.assurance.wandeling import Bezoek, Wandeling, komt_voor
from tests.factories.volle_wereld import VolleWereld

from stelsel.apps.journal.models import Inzage
from stelsel.apps.toegang.views import clienten

#: Everybody who may see persons, and the controller, who sees client numbers.
LOGINS = ("regisseur", "backoffice", "controller", "aanbieder", "inwoner")


def list_getoond(vw: VolleWereld, bezoek: Bezoek) -> frozenset[str]:
    """The clients whose name, BSN, birth date or number stands in a page, other than typed by the user."""
    return frozenset(
        dossier.client.nummer
        for dossier in vw.dossiers.values()
        if any(
            komt_voor(woord, bezoek.getoond) and woord not in bezoek.verzonden
            for soort in ("persoon", "bsn", "nummer")
            for woord in dossier.kanaries[soort]
        )
    )


def list_ongelogd(vw: VolleWereld, login: str, *, posten: bool = True) -> list[str]:
    """Pages on which more persons stand than were logged."""
    fouten = []
    for bezoek in Wandeling(vw, login, posten=posten).list_bezoeken():
        gemist = list_getoond(vw, bezoek) - bezoek.inzages
        if gemist:
            fouten.append(f"{bezoek}: {sorted(gemist)}")
    return fouten


@pytest.mark.traag
@pytest.mark.parametrize("login", LOGINS)
def test_every_person_shown_is_logged(vw: VolleWereld, login: str) -> None:
    assert list_ongelogd(vw, login) == []


@pytest.mark.traag
def test_a_page_that_forgets_is_found(vw: VolleWereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clienten, "register_blikken", lambda *args, **kwargs: None)

    fouten = list_ongelogd(vw, "backoffice", posten=False)

    assert "backoffice GET /toegang/client/C-1 (eigen): ['C-1']" in fouten
    assert "backoffice GET /toegang/clienten?export=xlsx (pagina): ['C-1', 'C-2']" in fouten


def test_a_refused_look_leaves_no_line(vw: VolleWereld) -> None:
    voor = Inzage.objects.count()

    antwoord = Wandeling(vw, "regisseur2").browser.get("/toegang/client/C-1")

    assert (antwoord.status_code, Inzage.objects.count() - voor) == (404, 0)


def test_the_dossier_shows_its_own_log(vw: VolleWereld) -> None:
    Wandeling(vw, "backoffice").browser.get("/toegang/client/C-1")
    browser = Wandeling(vw, "regisseur").browser

    antwoord = browser.get("/toegang/client/C-1/wie-keek")

    gezien = [(rij.record.actor, rij.record.handeling) for rij in antwoord.context["table"].rows]
    assert gezien == [
        ("regisseur", "Inzage bekeken"),
        ("backoffice", "Dossier bekeken"),
        ("kijkera", "bekeken"),
    ]
