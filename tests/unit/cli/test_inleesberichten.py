"""Messages as history: only approved lines count, and nothing is lost without being counted."""

from datetime import date

import polars as pl
from tests.factories.declaraties import create_323, create_regel, read_323

from stelsel.cli.inleesberichten import Oordelen, list_goedgekeurd
from stelsel.istandaarden.antwoorden import create_antwoord_325
from stelsel.istandaarden.codec import write_bericht

DAG = date(2026, 3, 12)


def _leg_neer(map_, naam, *referenties, **antwoord):
    """A 323 with lines of € 640 and, when something is said of it, its 325."""
    bericht = create_323([create_regel(referentie_nummer=r) for r in referenties], identificatie=naam)
    (map_ / f"{naam}.xml").write_bytes(bericht)
    if antwoord:
        if "weg" in antwoord:
            regels = read_323(bericht).regels
            lijst = pl.List(pl.String)
            antwoord["afgewezen"] = regels.filter(
                pl.col("referentie_nummer") == antwoord.pop("weg")
            ).with_columns(codes=pl.lit(["0233"]), client_codes=pl.lit(None, dtype=lijst))
        gevuld = {naam: waarde for naam, waarde in antwoord.items() if waarde is not None}
        gevuld.pop("goed", None)
        retour = create_antwoord_325(read_323(bericht), identificatie=f"A{naam}", dagtekening=DAG, **gevuld)
        (map_ / f"{naam}-antwoord.xml").write_bytes(write_bericht(retour))
    return bericht


def _lees(map_):
    oordelen, meldingen = Oordelen(), []
    blokken = list(list_goedgekeurd(map_, oordelen, meld=meldingen.append))
    return oordelen, sum(int(blok["bedrag_cent"].sum()) for blok in blokken), meldingen


def test_approved_lines_only(tmp_path):
    _leg_neer(tmp_path, "B1", "R1", "R2", weg="R2")
    _leg_neer(tmp_path, "B2", "R3", goed=True)
    _leg_neer(tmp_path, "B3", "R4")
    _leg_neer(tmp_path, "B4", "R5", headercodes=("0001",))
    _leg_neer(tmp_path, "B5", "R6", declaratiecodes=("9333",))

    oordelen, bedrag, _ = _lees(tmp_path)

    assert bedrag == 2 * 64_000
    assert (oordelen.berichten, oordelen.zonder_antwoord, oordelen.bedrag_zonder_antwoord) == (5, 1, 64_000)
    assert (oordelen.regels_afgekeurd, oordelen.afgekeurd) == (3, 3 * 64_000)


def test_the_same_message_twice_counts_once_and_a_broken_one_is_named(tmp_path):
    bericht = _leg_neer(tmp_path, "B1", "R1", goed=True)
    (tmp_path / "kopie.xml").write_bytes(bericht)
    (tmp_path / "kapot.xml").write_bytes(b"<geen bericht")

    oordelen, bedrag, meldingen = _lees(tmp_path)

    assert (bedrag, oordelen.dubbel, oordelen.onleesbaar, len(meldingen)) == (64_000, 1, 1, 1)
    assert "kapot.xml is geen leesbaar" in meldingen[0]
