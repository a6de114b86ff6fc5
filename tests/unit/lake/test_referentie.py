"""Published figures as statistics offices give them out, quirks and all."""

from datetime import date

import pytest

from stelsel.lake.intake import IntakeFout
from stelsel.lake.intake.referentie import read_referentie

#: Dijk en Waard arose from two; Purmerend took one over.
FUSIES = [
    ("0398", "1980", date(2022, 1, 1)),
    ("0416", "1980", date(2022, 1, 1)),
    ("0370", "0439", date(2022, 1, 1)),
]
CBS = """"Jeugdhulp, gemeenten"
""
"RegioS";"Gemeentenaam";"Perioden";"Inwoners (aantal)";"Jongeren met jeugdhulp (aantal)";"Uitgaven jeugdhulp (1 000 euro)";"Kosten per inwoner (euro)"
"GM0363  ";"Amsterdam  ";"2023*";"918.117";"17 500";"310.000,5";"338"
"GM0518";"'s-Gravenhage";"2023*";"562.839";".";"x";"."
"NL01  ";"Nederland";"2023*";"17811291";"474000";"6000000";"337"
"Bron: CBS"
"""  # noqa: E501  # the lines are as wide as in the file


def _rijen(tekst, **keuzes):
    if isinstance(tekst, str):
        tekst = tekst.encode()
    gelezen = read_referentie(tekst, **({"domein": "jeugd"} | keuzes))
    return [(r.code, r.jaar, r.inwoners, r.clienten, r.bedrag) for r in gelezen.rijen]


@pytest.mark.eis("R1.04")
def test_a_table_between_title_and_source_in_thousands():
    gelezen = read_referentie(CBS.encode(), domein="jeugd")

    assert [
        (r.code, r.naam, r.jaar, r.inwoners, r.clienten, r.bedrag, r.voorlopig) for r in gelezen.rijen
    ] == [
        ("0363", "Amsterdam", 2023, 918_117, 17_500, 31_000_050_000, True),
        ("0518", "'s-Gravenhage", 2023, 562_839, None, None, True),
        ("NL01", "Nederland", 2023, 17_811_291, 474_000, 600_000_000_000, True),
    ]


@pytest.mark.parametrize(
    "tekst",
    [
        "gemeentecode,jaar,domein,clienten,kosten\n363,2023,Jeugdwet,10,1500.50\n",
        "RegioS;Codering_3;Perioden;Wet;Cliënten;Lasten\r\nAmsterdam;GM0363;2023JJ00;jw;10;1.500,50\r\n".encode(
            "cp1252"
        ),
        "\ufeffGM_CODE\tJaar\tDomein\tClienten\tBedrag\n363.0\t2023\tjeugd\t10\t1500,50\n",
    ],
    ids=["komma", "cp1252", "tab"],
)  # fmt: skip
def test_every_year_looks_different(tekst):
    assert _rijen(tekst, domein="") == [("0363", 2023, None, 10, 150_050)]


def test_merged_municipalities_by_date():
    kop = "gemeentecode;jaar;inwoners;clienten;kosten\n"
    tekst = kop + (
        "0398;2021;50000;400;10\n0416;2021;30000;200;5\n1980;2023;88000;700;20\n0398;2023;1;1;1\n"
        "0398;2020;50000;400;10\n0370;2021;10000;90;3\n0439;2021;80000;800;9\n0370;2020;1;1;1\n"
    )

    gelezen = read_referentie(tekst.encode(), domein="jeugd", herindelingen=FUSIES)

    assert [(r.code, r.jaar, r.inwoners, r.clienten, r.bedrag) for r in gelezen.rijen] == [
        ("0439", 2021, 90_000, 890, 1_200),
        ("1980", 2021, 80_000, 600, 1_500),
        ("1980", 2023, 88_000, 700, 2_000),
    ]
    assert [zin.rsplit("(", 1)[1] for zin in gelezen.opmerkingen] == ["2 keer)", "2 keer)"]


def test_what_is_left_out_is_told():
    tekst = (
        "gemeentecode;jaar;domein;clienten\n0363;2023;jeugd;5\n0363;2023;jeugd;6\nonbekend;2023;jeugd;5\n"
        "0518;vorig;jeugd;5\n0518;2023;ruimtevaart;5\n0518;2023;jeugd;.\n"
    )

    gelezen = read_referentie(tekst.encode())

    assert [(r.code, r.clienten) for r in gelezen.rijen] == [("0363", 5)]
    assert len(gelezen.opmerkingen) == 5


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "geen regel met kolomnamen"),
        (b"a;b\n1;2\n", "geen regel met kolomnamen"),
        (b"PK\x03\x04", "Sla het op als CSV"),
        (b"gemeentecode;clienten\n\0", "geen tekstbestand"),
        (b"gemeentecode;jaar;clienten\n", "geen enkele regel"),
        (b"gemeentecode;clienten\n0363;5\n", "Vul het jaar in"),
        (b"gemeentecode;jaar;kosten per inwoner\n0363;2023;5\n", "geen regel met kolomnamen"),
        (b"x" * 10_000_001, "te groot"),
    ],
    ids=range(8),
)
def test_what_cannot_be_used_says_why(inhoud, zin):
    with pytest.raises(IntakeFout, match=zin):
        read_referentie(inhoud, domein="jeugd")


def test_year_and_domain_from_the_form():
    assert _rijen("gemeentecode;clienten\n0363;5\n", jaar=2022) == [("0363", 2022, None, 5, None)]
    with pytest.raises(IntakeFout, match="Kies het domein"):
        _rijen("gemeentecode;jaar;clienten\n0363;2022;5\n", domein="")
