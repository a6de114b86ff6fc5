"""A large message is kept small in the database, and comes out as it went in."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from tests.factories.wereld import NU, create_wereld

from stelsel.apps.berichtenverkeer.actions import register_inkomend_bericht
from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.apps.berichtenverkeer.models.inhoud import GRENS, MERK
from stelsel.apps.journal.actions.grendels import withdraw_grendels

GROOT = b"<m:Prestatie>" * (GRENS // 12)


def get_opgeslagen(sleutel: int) -> bytes:
    """The value of the column itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhoud FROM berichtenverkeer_inkomendbericht WHERE id = %s", [sleutel])
        return bytes(cursor.fetchone()[0])


def zet_opgeslagen(sleutel: int, waarde: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE berichtenverkeer_inkomendbericht SET inhoud = %s WHERE id = %s", [waarde, sleutel]
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "inhoud",
    [b"<a/>", b"x" * GRENS, b"x" * (GRENS + 1), GROOT, MERK, MERK + b"x", MERK + GROOT, b"\x00" * GRENS * 2],
    ids=["small", "at the limit", "one more", "large", "mark", "mark and more", "mark and large", "nought"],
)
def test_every_content_comes_out_as_it_went_in(inhoud: bytes) -> None:
    create_wereld()
    rij = register_inkomend_bericht(bestandsnaam="x.xml", inhoud=inhoud, now=NU)
    opgeslagen = get_opgeslagen(rij.pk)

    terug = InkomendBericht.objects.get(pk=rij.pk)
    assert bytes(terug.inhoud) == inhoud
    assert terug.sha256 == hashlib.sha256(inhoud).hexdigest()
    assert opgeslagen.startswith(MERK) == (len(inhoud) > GRENS or inhoud.startswith(MERK))


@pytest.mark.django_db
def test_a_large_message_is_kept_small() -> None:
    create_wereld()
    rij = register_inkomend_bericht(bestandsnaam="x.xml", inhoud=GROOT, now=NU)

    assert len(get_opgeslagen(rij.pk)) < len(GROOT) / 20


@pytest.mark.django_db
def test_what_was_stored_before_and_what_was_altered_is_given_as_it_stands() -> None:
    create_wereld()
    rij = register_inkomend_bericht(bestandsnaam="x.xml", inhoud=b"<a/>", now=NU)
    withdraw_grendels()

    for waarde in (GROOT, MERK + b"geen zlib"):
        zet_opgeslagen(rij.pk, waarde)
        assert bytes(InkomendBericht.objects.get(pk=rij.pk).inhoud) == waarde
