"""`stelsel inlezen PAD`: history of another system: a folder of 323 and 325 messages, or a file of lines.

The same steps as the pages at /marktschets/inlezen, for what is too large for a page or is a folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User
    from stelsel.apps.marktschets.models import Inlezing
    from stelsel.cli.inleesberichten import Oordelen

KLAAR, MET_OPMERKINGEN, ONBRUIKBAAR = 0, 1, 2
_STUK = 1 << 20
_BESCHRIJVING = """\
Leest geschiedenis van een ander systeem in: een map met 323- en 325-berichten, of een bestand met
declaratieregels of toewijzingen (CSV, Excel, Parquet). Van berichten tellen alleen de goedgekeurde
regels: een 323 zonder 325 telt niet mee. Van cliënten wordt een pseudoniem gemaakt.

Zonder --overnemen ligt het resultaat klaar op /marktschets/inlezen; er telt nog niets mee.

Afsluitcode: 0 gelukt, 1 gelukt met opmerkingen, 2 niet te lezen of niet toegestaan."""


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    ontleder = subparsers.add_parser(
        "inlezen",
        help="lees geschiedenis van een ander systeem in",
        description=_BESCHRIJVING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ontleder.add_argument("pad", metavar="PAD", type=Path, help="map met berichten, of een bestand")
    ontleder.add_argument("--bron", metavar="NAAM", required=True, help="uit welk systeem dit komt")
    ontleder.add_argument(
        "--door", metavar="GEBRUIKER", required=True, help="gebruikersnaam van de analist van de regio"
    )
    ontleder.add_argument(
        "--inhoud", choices=("declaratieregels", "toewijzingen"), default="declaratieregels",
        help="wat er in het bestand staat (standaard declaratieregels)",
    )  # fmt: skip
    ontleder.add_argument("--overnemen", action="store_true", help="tel de regels meteen mee")
    ontleder.add_argument("--json", action="store_true", help="geef de uitkomst als JSON")


def run(args: argparse.Namespace) -> int:
    """Read in; 0 done, 1 with remarks, 2 not usable or not allowed."""
    from stelsel.cli.database import open_database
    from stelsel.lake.intake import IntakeFout

    if not args.pad.exists():
        return _stop(f"{args.pad} bestaat niet.")
    if not open_database():
        return ONBRUIKBAAR
    by = _get_analist(args.door)
    if by is None:
        return _stop(f"{args.door} is geen analist van de regio. Alleen die mag inlezen.")
    try:
        oordelen, inlezing = _lees(args, by)
        if inlezing.inhoud == "toewijzingen":
            return _rond_toewijzingen_af(args, by, inlezing)
        return _rond_af(args, by, oordelen, inlezing)
    except IntakeFout as fout:
        return _stop(str(fout))


def _get_analist(naam: str) -> User | None:
    from stelsel.apps.accounts.models import User
    from stelsel.apps.marktschets.permissions import mag_kleine_aantallen

    user = User.objects.filter(username=naam, is_active=True).first()
    return user if user is not None and mag_kleine_aantallen(user) else None


def _lees(args: argparse.Namespace, by: User) -> tuple[Oordelen | None, Inlezing]:
    """The folder or the file, read and waiting for a decision. Raises IntakeFout."""
    if args.pad.is_dir():
        return _lees_berichten(args, by)
    return None, _lees_bestand(args, by)


def _lees_berichten(args: argparse.Namespace, by: User) -> tuple[Oordelen, Inlezing]:
    from stelsel.apps.marktschets.actions import register_berichten
    from stelsel.apps.web.middleware.klok import get_nu
    from stelsel.cli.inleesberichten import Oordelen, list_goedgekeurd
    from stelsel.lake.intake import IntakeFout, read_tabellen

    oordelen = Oordelen()
    with read_tabellen(list_goedgekeurd(args.pad, oordelen, meld=_meld)) as intake:
        if not intake.regels:
            raise IntakeFout(
                f"{args.pad} bevat geen enkele goedgekeurde regel. {_render(oordelen)} Leg de 325-berichten "
                "in dezelfde map als de 323-berichten."
            )
        inlezing = register_berichten(
            intake, naam=args.pad.name, bron=args.bron, sha256=_hash_map(args.pad), by=by, now=get_nu()
        )
    return oordelen, inlezing


def _lees_bestand(args: argparse.Namespace, by: User) -> Inlezing:
    from stelsel.apps.marktschets.actions import create_inlezing, start_lezen
    from stelsel.apps.marktschets.queries import create_proef, get_werkmap
    from stelsel.apps.web.middleware.klok import get_nu
    from stelsel.lake.intake import IntakeFout

    inlezing = create_inlezing(
        _list_stukken(args.pad), naam=args.pad.name, bron=args.bron, by=by, now=get_nu(), inhoud=args.inhoud
    )
    start_lezen(inlezing, create_proef(inlezing).inhoud, by=by, now=get_nu(), wacht=True)
    if fout := get_werkmap(inlezing.nummer).get_fout():
        raise IntakeFout(fout)
    return inlezing


def _rond_af(args: argparse.Namespace, by: User, oordelen: Oordelen | None, inlezing: Inlezing) -> int:
    from stelsel.apps.marktschets.actions import approve_inlezing
    from stelsel.apps.marktschets.queries import create_omrekening, get_voorstel, get_werkmap
    from stelsel.apps.web.middleware.klok import get_nu

    uitkomst = get_werkmap(inlezing.nummer).get_uitkomst()
    if uitkomst is None:
        return _stop("Het lezen is mislukt.")
    voorstel = get_voorstel(inlezing, create_omrekening(inlezing, uitkomst))
    if args.overnemen:
        inlezing = approve_inlezing(inlezing, zonder_bekend=True, vervangt=None, by=by, now=get_nu())
    data = {
        "nummer": inlezing.nummer,
        "staat": inlezing.staat,
        "bron": inlezing.lakebron,
        "regels": inlezing.regels if args.overnemen else voorstel.regels,
        "bedrag": inlezing.bedrag if args.overnemen else voorstel.bedrag,
        "zonder_domein": voorstel.zonder_domein.bedrag,
        "zonder_maat": voorstel.zonder_maat.bedrag,
        "al_bekend": voorstel.bekend.bedrag,
        "berichten": {k: v for k, v in vars(oordelen).items() if k != "antwoorden"} if oordelen else None,
        "waarschuwingen": [w.als_data() for w in uitkomst.beeld.waarschuwingen],
    }
    _print(data, oordelen, als_json=args.json)
    return MET_OPMERKINGEN if uitkomst.beeld.waarschuwingen or _is_onvolledig(oordelen) else KLAAR


def _rond_toewijzingen_af(args: argparse.Namespace, by: User, inlezing: Inlezing) -> int:
    from stelsel.apps.marktschets.actions import approve_inlezing
    from stelsel.apps.marktschets.queries import create_omrekening, get_toewijzingvoorstel, get_werkmap
    from stelsel.apps.web.middleware.klok import get_nu

    uitkomst = get_werkmap(inlezing.nummer).get_gelezen_toewijzingen()
    if uitkomst is None:
        return _stop("Het lezen is mislukt.")
    voorstel = get_toewijzingvoorstel(inlezing, create_omrekening(inlezing, uitkomst))
    if args.overnemen:
        inlezing = approve_inlezing(inlezing, zonder_bekend=True, vervangt=None, by=by, now=get_nu())
    data = {
        "nummer": inlezing.nummer,
        "staat": inlezing.staat,
        "bron": inlezing.lakebron,
        "toewijzingen": inlezing.regels if args.overnemen else voorstel.mee - voorstel.bekend,
        "zonder_domein": voorstel.zonder_domein,
        "al_bekend": voorstel.bekend,
        "clienten": voorstel.clienten,
        "clienten_met_declaraties": voorstel.met_declaraties,
        "waarschuwingen": [w.als_data() for w in uitkomst.waarschuwingen],
    }
    if args.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(f"{data['nummer']}: {data['toewijzingen']} toewijzingen van {voorstel.clienten} cliënten.")
        _print_opmerkingen(data)
    return MET_OPMERKINGEN if uitkomst.waarschuwingen or not voorstel.met_declaraties else KLAAR


def _is_onvolledig(oordelen: Oordelen | None) -> bool:
    return oordelen is not None and bool(oordelen.zonder_antwoord or oordelen.onleesbaar)


def _print(data: dict[str, Any], oordelen: Oordelen | None, *, als_json: bool) -> None:
    from stelsel.kern.bedrag import in_euro

    if als_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if oordelen is not None:
        print(_render(oordelen))
    soort = "regel" if data["regels"] == 1 else "regels"
    print(f"{data['nummer']}: {data['regels']} {soort} voor {in_euro(data['bedrag'])}.")
    _print_opmerkingen(data)


def _print_opmerkingen(data: dict[str, Any]) -> None:
    for w in data["waarschuwingen"]:
        print(f"{w['soort']}: {w['aantal']} keer. {w['uitleg']}")
    if data["staat"] == "open":
        print(f"Er telt nog niets mee. Beslis op /marktschets/inlezen/{data['nummer']}.")


def _render(oordelen: Oordelen) -> str:
    from stelsel.kern.bedrag import in_euro

    o = oordelen
    return (
        f"{o.berichten} declaraties gelezen. Afgekeurd: {o.regels_afgekeurd} regels "
        f"({in_euro(o.afgekeurd)}). Zonder antwoord (325): {o.zonder_antwoord} "
        f"({in_euro(o.bedrag_zonder_antwoord)}). Dubbel: {o.dubbel}. Onleesbaar: {o.onleesbaar}."
    )


def _list_stukken(pad: Path) -> Iterator[bytes]:
    with pad.open("rb") as bestand:
        while stuk := bestand.read(_STUK):
            yield stuk


def _hash_map(map_: Path) -> str:
    """The same for the same messages under any name."""
    sommen = []
    for pad in map_.iterdir():
        if pad.is_file():
            with pad.open("rb") as bestand:
                sommen.append(hashlib.file_digest(bestand, "sha256").hexdigest())
    return hashlib.sha256("".join(sorted(sommen)).encode()).hexdigest()


def _meld(tekst: str) -> None:
    print(tekst, file=sys.stderr)


def _stop(tekst: str) -> int:
    _meld(tekst)
    return ONBRUIKBAAR
