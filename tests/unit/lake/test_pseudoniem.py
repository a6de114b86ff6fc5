import hashlib

import pytest

from stelsel.lake.pseudoniem import (
    Pseudonimiseerder,
    SleutelOntbreekt,
    create_sleutel,
    get_pseudonimiseerder,
)

BSN = "999900006"
SLEUTEL = bytes(range(32))


def test_same_value_same_pseudonym_and_another_key_another():
    hier = Pseudonimiseerder(SLEUTEL)

    assert hier.get_pseudoniem("client", BSN) == Pseudonimiseerder(SLEUTEL).get_pseudoniem("client", BSN)
    assert hier.get_pseudoniem("client", BSN) != Pseudonimiseerder(SLEUTEL[::-1]).get_pseudoniem(
        "client", BSN
    )


def test_kinds_never_meet():
    hier = Pseudonimiseerder(SLEUTEL)

    assert hier.get_pseudoniem("client", "7") != hier.get_pseudoniem("toewijzing", "7")


def test_without_the_key_the_pseudonym_is_not_a_hash_of_the_bsn():
    pseudoniem = Pseudonimiseerder(SLEUTEL).get_pseudoniem("client", BSN)

    assert not hashlib.sha256(BSN.encode()).hexdigest().startswith(pseudoniem)
    assert BSN not in pseudoniem


def test_many_at_once_are_the_same_as_one_by_one():
    hier = Pseudonimiseerder(SLEUTEL)

    assert hier.list_pseudoniemen("client", [BSN, "x"]) == [
        hier.get_pseudoniem("client", BSN),
        hier.get_pseudoniem("client", "x"),
    ]


def test_the_key_does_not_show():
    assert SLEUTEL.hex() not in repr(Pseudonimiseerder(SLEUTEL))
    assert repr(SLEUTEL) not in repr(Pseudonimiseerder(SLEUTEL))


def test_the_key_file_is_for_its_owner_and_never_overwritten(tmp_path):
    pad = tmp_path / "sleutels" / "pseudoniem"
    omgeving = {"STELSEL_SLEUTELBESTAND": str(pad)}
    create_sleutel(pad)
    eerst = get_pseudonimiseerder(omgeving).get_pseudoniem("client", BSN)

    create_sleutel(pad)

    assert get_pseudonimiseerder(omgeving).get_pseudoniem("client", BSN) == eerst
    assert pad.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("sleutel", ["zz", "00" * 31], ids=["geen hex", "te kort"])
def test_an_unusable_key_is_refused(sleutel):
    with pytest.raises(SleutelOntbreekt):
        get_pseudonimiseerder({"STELSEL_SLEUTEL": sleutel})


def test_no_key_is_refused(tmp_path):
    with pytest.raises(SleutelOntbreekt):
        get_pseudonimiseerder({"STELSEL_SLEUTELBESTAND": str(tmp_path / "niets")})
