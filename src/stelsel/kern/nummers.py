"""Identification numbers of persons and parties: BSN, AGB and IBAN.

Sources: BSN eleven-test, Regeling elektronische gegevensuitwisseling (iWmo/iJw 3.2, CS002);
AGB-code: eight digits, no check digit.
"""

from __future__ import annotations

from functools import cache

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
#: The official range for test persons: every valid number in it may be used in demo data.
BSN_TEST_EERSTE, BSN_TEST_LAATSTE = 999_900_006, 999_999_990


def bsn_geldig(bsn: str) -> bool:
    """Nine digits that pass the eleven-test. '000000000' passes the sum but is no number."""
    if len(bsn) != 9 or not (bsn.isascii() and bsn.isdigit()) or bsn == "000000000":
        return False
    return sum(g * int(c) for g, c in zip(_GEWICHTEN, bsn, strict=True)) % 11 == 0


@cache
def bsn_testnummers() -> tuple[str, ...]:
    """All 9,091 valid BSNs of the official test range, ascending."""
    return tuple(str(n) for n in range(BSN_TEST_EERSTE, BSN_TEST_LAATSTE + 1) if bsn_geldig(str(n)))


def agb_geldig(agb: str) -> bool:
    """Eight digits."""
    return len(agb) == 8 and agb.isascii() and agb.isdigit()


_IBAN_LENGTES = range(15, 35)


def iban_geldig(iban: str) -> bool:
    """An IBAN without spaces whose check digits hold (ISO 13616, modulus 97-10); Dutch ones have 18 signs."""
    if len(iban) not in _IBAN_LENGTES or not (iban.isascii() and iban.isalnum() and iban.isupper()):
        return False
    if not (iban[:2].isalpha() and iban[2:4].isdigit()) or (iban[:2] == "NL" and len(iban) != 18):
        return False
    return int("".join(str(int(teken, 36)) for teken in iban[4:] + iban[:4])) % 97 == 1
