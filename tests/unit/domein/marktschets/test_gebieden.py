"""The dated tree: who belongs to what on a day, and what cannot be entered."""

from datetime import date

import pytest

from stelsel.domein.marktschets.gebieden import (
    Gebied,
    GebiedFout,
    Lidmaatschap,
    Niveau,
    check_lidmaatschap,
    create_boom,
    list_boom,
)
from stelsel.domein.marktschets.gebiedenlijst import list_rijen, parse_gebieden

OUD, NU = date(2021, 12, 31), date(2022, 1, 1)
#: The supra-region of the policy documents in small: three gemeenten merged with others on 1 January 2022.
LIJST = """code;naam;niveau;deel_van;van;tot;inwoners
BR;Noord;bovenregio;;;;
RA;Regio A;regio;BR;;;
S1;Kust;subregio;RA;;;
S2;Land;subregio;RA;;;
0001;Zeedorp;gemeente;S1;;;30.000
0002;Polder;gemeente;S2;;31-12-2021;20000
0002;Polder;gemeente;S1;2022-01-01;;20000
0003;Dijk;gemeente;S2;2022-01-01;;50000
0004;Waard;gemeente;;;;25000
"""
OPVOLGERS = {"0004": "0003"}


def test_members_on_a_day_with_the_old_codes_of_who_merged():
    boom = parse_gebieden(LIJST, opvolgers=OPVOLGERS)

    assert boom.list_codes("S1", dag=OUD) == ("0001",)
    assert boom.list_codes("S1", dag=NU) == ("0001", "0002")
    assert boom.list_codes("S2", dag=OUD) == ("0002",)
    assert boom.list_codes("S2", dag=NU) == ("0003", "0004")
    assert boom.list_gemeenten("BR", dag=NU) == ("0001", "0002", "0003")
    assert boom.get_inwoners("S1", dag=NU) == 50_000


def test_above_a_gemeente_that_moved_and_one_that_merged():
    boom = parse_gebieden(LIJST, opvolgers=OPVOLGERS)
    zoek = [
        (code, dag, boom.get_boven(code, niveau=Niveau.SUBREGIO, dag=dag))
        for code in ("0002", "0004")
        for dag in (OUD, NU)
    ]

    assert zoek == [("0002", OUD, "S2"), ("0002", NU, "S1"), ("0004", OUD, ""), ("0004", NU, "S2")]
    assert boom.get_boven("0001", niveau=Niveau.BOVENREGIO, dag=OUD) == "BR"


def test_the_tree_from_the_top_and_who_belongs_to_nothing():
    boom = parse_gebieden(LIJST, opvolgers=OPVOLGERS)

    assert [(diepte, g.naam) for diepte, g, _ in list_boom(boom, dag=OUD)] == [
        (0, "Noord"), (1, "Regio A"), (2, "Kust"), (3, "Zeedorp"), (2, "Land"), (3, "Polder"), (0, "Dijk"),
    ]  # fmt: skip


def test_the_list_is_read_back_as_it_was_written():
    boom = parse_gebieden(LIJST, opvolgers=OPVOLGERS)
    tekst = "\n".join(",".join(rij) for rij in list_rijen(boom))

    assert list_rijen(parse_gebieden(tekst, opvolgers=OPVOLGERS)) == list_rijen(boom)


@pytest.mark.parametrize(
    ("lid", "gebied", "van", "tot", "waarom"),
    [
        ("0002", "S2", date(2023, 1, 1), None, "Polder hoort in die tijd al bij Kust."),
        ("S1", "0001", None, None, "Kust (subregio) kan geen deel zijn van Zeedorp (gemeente)"),
        ("RA", "RA", None, None, "Regio A (regio) kan geen deel zijn van Regio A (regio)"),
        ("0004", "S1", None, None, "Waard is opgegaan in Dijk."),
        ("0003", "S2", date(2021, 1, 1), date(2020, 1, 1), "de laatste dag ligt voor de eerste dag"),
        ("0099", "S1", None, None, "Er is geen gebied of gemeente 0099."),
    ],
)
def test_what_does_not_fit_in_the_tree_is_refused_with_the_reason(lid, gebied, van, tot, waarom):
    boom = parse_gebieden(LIJST, opvolgers=OPVOLGERS)

    with pytest.raises(GebiedFout) as fout:
        check_lidmaatschap(boom, Lidmaatschap(lid, gebied, van, tot))
    assert waarom in str(fout.value)


def test_a_membership_may_follow_the_day_after_another():
    boom = create_boom(
        [Gebied("0001", "Zeedorp", Niveau.GEMEENTE), Gebied("S1", "Kust", Niveau.SUBREGIO)],
        [Lidmaatschap("0001", "S1", None, OUD)],
    )

    check_lidmaatschap(boom, Lidmaatschap("0001", "S1", NU))


@pytest.mark.parametrize(
    ("tekst", "waarom"),
    [
        ("code;naam\nA;B\n", "De kolom niveau ontbreekt."),
        ("", "De kolom code ontbreekt."),
        (LIJST + "S3;Berg;dorp;RA;;;\n", "Regel 11: niveau 'dorp' is geen van"),
        (LIJST + "S1;Andere kust;subregio;RA;;;\n", "Regel 11: S1 staat er twee keer"),
        (LIJST + "0005;Duin;gemeente;S1;2022-13-01;;\n", "Regel 11: '2022-13-01' is geen datum"),
        (LIJST + "0005;Duin;gemeente;S1;;;veel\n", "Regel 11: inwoners 'veel' is geen aantal"),
        (LIJST + "0005;Duin;gemeente;S9;;;\n", "Er is geen gebied of gemeente S9."),
        (LIJST + ";Duin;gemeente;S1;;;\n", "Regel 11: de code ontbreekt."),
    ],
)
def test_a_list_that_is_wrong_says_which_line_and_why(tekst, waarom):
    with pytest.raises(GebiedFout) as fout:
        parse_gebieden(tekst, opvolgers=OPVOLGERS)
    assert waarom in str(fout.value)
