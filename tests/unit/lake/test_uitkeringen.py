"""A file of integratie-uitkeringen: forgiving on form, strict on content."""

from datetime import date
from decimal import Decimal

import pytest

from stelsel.lake.intake.lezen import IntakeFout
from stelsel.lake.intake.uitkeringen import Uitkeringsregel, read_uitkeringen

KOP = "gemeente;wet;jaar;bedrag;aandeel;bron;datum\n"
GOED = "518;Jeugdwet;2027;12.345.678,90;62,5 %;Meicirculaire;31-5-2026\n"


def test_a_line_with_marks_zeros_and_titles():
    regels = read_uitkeringen(("Uitkeringen van de regio\n\n" + KOP + GOED).encode("cp1252"))

    assert regels == [
        Uitkeringsregel(
            "0518", "jw", 2027, 1_234_567_890, Decimal("62.5"), "Meicirculaire", date(2026, 5, 31)
        )
    ]


def test_without_a_share_all_of_it_is_meant_for_this_law():
    (regel,) = read_uitkeringen(
        b"code,domein,jaar,uitkering,circulaire,brondatum\n0363,wmo,2027,1000000.00,Mei,2026-05-31"
    )

    assert (regel.aandeel, regel.bedrag) == (Decimal(100), 100_000_000)


@pytest.mark.parametrize(
    ("regel", "fout"),
    [
        (GOED.replace("518", "Delft"), "geen code van een gemeente"),
        (GOED.replace("Jeugdwet", "Pw"), "de wet 'Pw' kennen wij niet"),
        (GOED.replace("2027", "27"), "geen jaar"),
        (GOED.replace("12.345.678,90", "-5"), "geen bedrag"),
        (GOED.replace("12.345.678,90", "12.345"), "op twee manieren"),
        (GOED.replace("62,5", "625"), "geen aandeel"),
        (GOED.replace("Meicirculaire", ""), "waar het bedrag vandaan komt"),
        (GOED.replace("31-5-2026", "mei"), "geen dag van de bron"),
        (GOED + GOED, "staat er twee keer in"),
        ("", "geen enkel bedrag"),
    ],
)
def test_what_is_wrong_is_told(regel, fout):
    with pytest.raises(IntakeFout, match=fout):
        read_uitkeringen((KOP + regel).encode())
