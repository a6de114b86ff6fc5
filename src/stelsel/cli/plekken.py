"""`stelsel profielen plekken`: how many places trajecten take, and what a shorter length gives.

Needs no database, no files and no Django.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from fractions import Fraction
from typing import Any

KLAAR, ONBRUIKBAAR = 0, 2
_GETAL = re.compile(r"^\d{1,9}(?:[.,]\d{1,6})?$")


def register_plekken(taken: Any) -> None:
    """Add the task to those of `stelsel profielen`."""
    taak = taken.add_parser(
        "plekken",
        help="hoeveel plekken zijn er nodig voor trajecten",
        description="Rekent trajecten om naar plekken, en laat zien wat een kortere duur oplevert. Getallen "
        "mogen een komma of een punt hebben.",
    )
    taak.add_argument("--trajecten", required=True, metavar="AANTAL", help="trajecten per jaar")
    taak.add_argument("--duur", required=True, metavar="MAANDEN", help="gemiddelde duur van een traject")
    taak.add_argument(
        "--bezetting", required=True, metavar="PROCENT", help="deel van het jaar dat een plek in gebruik is"
    )
    taak.add_argument("--straks", metavar="MAANDEN", help="duur waarmee u wilt vergelijken")
    taak.add_argument("--json", action="store_true", help="schrijf de uitkomst als JSON")


def run_plekken(args: argparse.Namespace) -> int:
    """Carry out the task; 0 done, 2 a number with which nothing can be computed."""
    from stelsel.domein.profielen.plekken import PlekkenOngeldig

    try:
        data = _reken(args)
    except PlekkenOngeldig as fout:
        print(fout, file=sys.stderr)
        return ONBRUIKBAAR
    if args.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_list_tekst(data)))
    return KLAAR


def _reken(args: argparse.Namespace) -> dict[str, Any]:
    from stelsel.domein.profielen.plekken import (
        Plekinvoer,
        PlekkenOngeldig,
        compute_per_plek,
        compute_plekken,
        compute_plekken_precies,
        compute_ruimte,
        compute_voorraad,
    )

    bezetting = _lees(args.bezetting, "bezetting")
    if 0 < bezetting < 1:
        raise PlekkenOngeldig(f"--bezetting is {args.bezetting} %. Schrijf 92 voor 92 %.")
    invoer = Plekinvoer(_lees(args.trajecten, "trajecten"), _lees(args.duur, "duur"), bezetting / 100)
    data: dict[str, Any] = {
        "trajecten": float(invoer.trajecten),
        "duur": float(invoer.duur),
        "bezetting": float(invoer.bezetting),
        "trajecten_per_plek": compute_per_plek(duur=invoer.duur, bezetting=invoer.bezetting),
        "plekken_precies": float(compute_plekken_precies(invoer)),
        "plekken": compute_plekken(invoer),
        "tegelijk": compute_voorraad(instroom=invoer.trajecten, duur=invoer.duur),
        "straks": None,
    }
    if args.straks is not None:
        straks = _lees(args.straks, "straks")
        ruimte = compute_ruimte(invoer, straks=straks)
        data["straks"] = {
            "duur": float(straks), "nu": ruimte.nu, "straks": ruimte.straks, "extra": ruimte.extra,
            "aandeel": ruimte.aandeel,
        }  # fmt: skip
    return data


def _lees(tekst: str, naam: str) -> Fraction:
    from stelsel.domein.profielen.plekken import PlekkenOngeldig

    if not _GETAL.match(tekst.strip()) or not tekst.isascii():
        raise PlekkenOngeldig(f"--{naam} is {tekst[:40]!r}; geef een getal, zoals 5 of 7,5.")
    return Fraction(tekst.strip().replace(",", "."))


def _list_tekst(data: dict[str, Any]) -> list[str]:
    regels = [
        f"Trajecten per plek per jaar: {_getal(data['trajecten_per_plek'], 3)}",
        f"Plekken: {_getal(data['plekken_precies'])}, dus {data['plekken']}",
        f"Tegelijk in hulp, als er evenveel komen als gaan: {_getal(data['tegelijk'])}",
    ]
    if (straks := data["straks"]) is not None:
        regels.append(
            f"Met een duur van {_getal(straks['duur'])} maanden: van {_getal(straks['nu'])} naar "
            f"{_getal(straks['straks'])} trajecten op dezelfde plekken, {_getal(straks['extra'])} meer "
            f"({_getal(100 * straks['aandeel'], 1)} %)."
        )
    return regels


def _getal(waarde: float, decimalen: int = 2) -> str:
    return f"{waarde:,.{decimalen}f}".replace(",", "_").replace(".", ",").replace("_", ".")
