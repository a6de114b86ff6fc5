"""Five thousand mutated messages through inbox and worker: no crash, nothing half done, every one answered or
refused in words, and at level 1 the verdict of the published schema.

STELSEL_ZAAD runs another set; STELSEL_MUTANTEN another number per kind and family.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import timedelta
from itertools import islice
from typing import Any

import pytest
from django.db import connection, models, transaction
from lxml import etree
from tests.factories.berichten import create_305, create_315, create_aangevraagd
from tests.factories.declaraties import create_323, create_regel
from tests.factories.wereld import NU, VANDAAG, create_toewijzing, create_wereld
from tests.generative.berichtenverkeer.verminking import FAMILIES, SOORTEN, Post, create_basis, list_post
from tests.unit.istandaarden.referentie import aanwezig, get_officieel_schema

from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.models import InkomendBericht, UitgaandBericht
from stelsel.apps.berichtenverkeer.queries.inhoud import get_inhoud
from stelsel.apps.declaraties.models import Boeking, Declaratie, Declaratieregel
from stelsel.apps.declaraties.queries import check_grootboek
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.toegang.actions import register_gewijzigd
from stelsel.apps.toegang.models import (
    Aanvraag,
    Client,
    Startmelding,
    Stopmelding,
    Taakmelding,
    Toewijzing,
    Verzoekproduct,
)
from stelsel.domein.declaraties.grootboek import VELDEN
from stelsel.istandaarden.codec import lezen, parser
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.transport import knoop

ZAAD = int(os.environ.get("STELSEL_ZAAD", "7"))
PER_SOORT = int(os.environ.get("STELSEL_MUTANTEN", "360"))
ONMOGELIJK_JAAR = re.compile(r"^\s*(?:-\d{4,}|\d{5,})-\d\d-\d\d\s*$")
Status = InkomendBericht.Status
#: What a message may change; a refused one changes none of it.
GEVOLGEN: tuple[type[models.Model], ...] = (
    *(Client, Toewijzing, Startmelding, Stopmelding, Taakmelding, Verzoekproduct),
    *(Declaratie, Declaratieregel, Boeking),
)
#: After so many the world is put back; a request that waits would refuse all that follow.
STAPEL = {"315": 6, "317": 6}
#: The acts that a refusal leaves in the journal: itself, an alarm, and the references of a refused request.
BIJ_WEIGERING = {"berichtalarm", "verzoek_afgekeurd"}

pytestmark = [pytest.mark.django_db, pytest.mark.traag, aanwezig]


def get_stand() -> tuple[int, ...]:
    """How much of everything there is, the ledger in cents, open requests and answered messages."""
    tabellen = [f'(SELECT COUNT(*) FROM "{model._meta.db_table}")' for model in GEVOLGEN]
    kolommen = [f'(SELECT COALESCE(SUM("{v}"), 0) FROM "{Boeking._meta.db_table}")' for v in VELDEN]
    rest = [
        f"(SELECT COUNT(*) FROM \"{Aanvraag._meta.db_table}\" WHERE status <> 'afgekeurd')",
        f"(SELECT COUNT(*) FROM \"{UitgaandBericht._meta.db_table}\" WHERE beantwoord <> '')",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([*tabellen, *kolommen, *rest]))
        return tuple(cursor.fetchone())


def is_geldig(post: Post) -> bool:
    """The verdict of the published schema, found without any code of ours."""
    if post.document is None or post.document.getroottree().docinfo.doctype:
        return False
    naam = etree.QName(post.document)
    gevonden = re.fullmatch(
        r"http://www\.istandaarden\.nl/(ijw|iwmo)/3_2/([a-z]+\d+)/schema", naam.namespace or ""
    )
    if gevonden is None or naam.localname != "Bericht":
        return False
    if any(ONMOGELIJK_JAAR.match(element.text or "") for element in post.document.iter()):
        return False
    return bool(get_officieel_schema(gevonden[1], gevonden[2].upper()).validate(post.document))


def create_gevuld(familie: Familie, soort: str) -> Toewijzing:
    """The small world with an allocation per family, our 301 about it, and references that were used."""
    wereld = create_wereld()
    product, client = ("02A01", "C-2") if familie == "iwmo" else ("45A01", "C-1")
    eigen = create_toewijzing(wereld, product=product, client=client, toewijzing_nummer="1000")
    create_toewijzing(wereld, client="C-3", toewijzing_nummer="1001")
    create_toewijzing(wereld, product="07D01", client="C-2", toewijzing_nummer="1002")
    register_gewijzigd(eigen, actor="proef", now=NU)
    actions.create_toewijzingsberichten(today=VANDAAG, now=NU)
    if soort == "307":
        verwerk(create_305(eigen, familie=familie))
    if soort == "315":
        verwerk(create_315(wereld.clienten["C-2"], create_aangevraagd("A-eerder"), identificatie="ID-eerder"))
    if soort == "323":
        regel = create_regel(begin=VANDAAG.replace(day=1), eind=VANDAAG.replace(day=31))
        verwerk(create_323([regel | {"referentie_nummer": "R-eerder"}], identificatie="ID-eerder"))
    return eigen


def verwerk(inhoud: bytes, *, nummer: int = 0) -> InkomendBericht:
    """Into the inbox and through the worker."""
    now = NU + timedelta(seconds=nummer)
    rij = actions.register_inkomend_bericht(bestandsnaam=f"{nummer}.xml", inhoud=inhoud, now=now)
    klaar = actions.check_volgend_bericht(today=VANDAAG, now=now, sleutel=rij.pk)
    assert klaar is not None
    return klaar


def check_post(post: Post, nummer: int) -> InkomendBericht:
    """One mutant: what came of it is complete and nothing else happened."""
    voor, gebeurd = get_stand(), Gebeurtenis.objects.count()
    rij = verwerk(post.inhoud, nummer=nummer)
    soorten = list(Gebeurtenis.objects.order_by("pk").values_list("soort", flat=True)[gebeurd:])

    assert rij.status in (*_VERWERKT, Status.AFGEKEURD, Status.ONLEESBAAR)
    assert soorten.count(f"bericht_{rij.status}") == 1
    if rij.status not in _VERWERKT:
        assert get_stand() == voor
        assert {s for s in soorten if not s.startswith("bericht_")} <= BIJ_WEIGERING
        assert rij.bevindingen != []
    assert all(b["regel"] and b["uitleg"].strip() for b in rij.bevindingen)
    _check_antwoord(rij)
    if post.envelop:
        assert is_geldig(post) or rij.status == Status.ONLEESBAAR or post.document is None
    else:
        assert is_geldig(post) == (rij.status != Status.ONLEESBAAR)
    return rij


_VERWERKT = (Status.VERWERKT, Status.GEPARKEERD, Status.DUBBEL)


def _check_antwoord(rij: InkomendBericht) -> None:
    """A heen message for us that could be read has exactly one answer, valid for the published schema."""
    antwoord = rij.antwoord
    if antwoord is None:
        assert (
            rij.status in (Status.ONLEESBAAR, Status.GEPARKEERD)
            or rij.bericht[-3:] in ("302", "320")
            or (rij.bevindingen[0]["regel"] in ("AFZENDER", "ONTVANGER", "BERICHT"))
        )
        return
    if antwoord.bericht == "Fo01":
        return
    familie = "ijw" if antwoord.bericht.startswith("JW") else "iwmo"
    assert get_officieel_schema(familie, antwoord.bericht).validate(
        etree.fromstring(bytes(antwoord.inhoud))
    ), antwoord.bericht


@pytest.mark.parametrize("familie", FAMILIES)
@pytest.mark.parametrize("soort", SOORTEN)
def test_mutants_through_the_whole_chain(soort: str, familie: Familie) -> None:
    eigen = create_gevuld(familie, soort)
    basis = create_basis(soort, familie, eigen)
    uitkomsten: Counter[str] = Counter()

    reeks = enumerate(list_post(soort, familie, basis, aantal=PER_SOORT, zaad=ZAAD))
    while stapel := list(islice(reeks, STAPEL.get(soort, PER_SOORT))):
        with transaction.atomic():
            for nummer, post in stapel:
                rij = check_post(post, nummer)
                uitkomsten[rij.status] += 1
                if nummer % 60 == 0 and rij.antwoord is not None:
                    _check_herhaling(post, rij, nummer)
            assert check_grootboek(get_inhoud=get_inhoud).verschillen == []
            transaction.set_rollback(True)

    assert uitkomsten[Status.ONLEESBAAR] >= PER_SOORT // 10
    assert sum(uitkomsten[s] for s in _VERWERKT) >= PER_SOORT // 100
    assert uitkomsten.total() == PER_SOORT


def _check_herhaling(post: Post, eerste: InkomendBericht, nummer: int) -> None:
    voor = get_stand()
    tweede = verwerk(post.inhoud, nummer=nummer)

    assert (tweede.status, tweede.antwoord_id) == (Status.DUBBEL, eerste.antwoord_id)
    assert get_stand() == voor


def test_the_bases_are_taken_without_remark() -> None:
    """Otherwise the mutants would all be refused for the same reason."""
    eigen = create_gevuld("iwmo", "307")
    uitkomsten = {
        soort: verwerk(create_basis(soort, "iwmo", eigen), nummer=n).status
        for n, soort in enumerate(SOORTEN)
        if soort != "305"
    }

    assert uitkomsten == {
        **dict.fromkeys(("302", "307", "315", "323"), Status.VERWERKT),
        "317": Status.AFGEKEURD,  # a request of the 315 before it still waits
        "320": Status.GEPARKEERD,
    }


def test_a_parser_that_lets_a_doctype_pass_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the verdict at level 1."""
    eigen = create_gevuld("iwmo", "305")
    basis = create_basis("305", "iwmo", eigen)
    data = basis.replace(b"<m:Bericht", b"<!DOCTYPE Bericht><m:Bericht", 1)
    post = Post(data, etree.fromstring(data), envelop=False)
    assert check_post(post, 1).status == Status.ONLEESBAAR

    for module in (knoop, lezen, parser):
        monkeypatch.setattr(module, "check_proloog", lambda _data: None)
    for module in (lezen, parser):
        monkeypatch.setattr(module, "check_doctype", lambda _element: None)
    with pytest.raises(AssertionError):
        check_post(post, 2)


def test_an_effect_of_a_refused_message_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the count: a worker that registers first and judges afterwards."""
    eigen = create_gevuld("iwmo", "305")
    fout = create_305(eigen, dagtekening=VANDAAG + timedelta(days=1))
    post = Post(fout, etree.fromstring(fout), envelop=False)
    assert check_post(post, 1).status == Status.AFGEKEURD
    echt = actions.check_volgend_bericht

    def met_gevolg(**gegevens: Any) -> InkomendBericht | None:
        Startmelding.objects.create(toewijzing=eigen, begindatum=VANDAAG, gemeld_at=NU)
        return echt(**gegevens)

    monkeypatch.setattr(actions, "check_volgend_bericht", met_gevolg)
    with pytest.raises(AssertionError):
        check_post(Post(fout + b" ", etree.fromstring(fout), envelop=False), 2)
