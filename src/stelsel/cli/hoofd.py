"""The command `stelsel`: finds the module of a command, and imports nothing that it does not need.

A command is a module in this package with `register(subparsers)` and `run(args) -> int`. Its exit code: 0
done, 1 done with findings, 2 wrong use or an input that cannot be opened.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

VERKEERD_GEBRUIK = 2
#: Name, module, and one line for the overview. A command without a module is not shown.
OPDRACHTEN = (
    ("controleer", "stelsel.cli.controleer", "controleer berichten van iWmo en iJw"),
    ("verwerk", "stelsel.cli.verwerk", "verwerk een map met berichten, zoals de postbus het doet"),
    ("scenario", "stelsel.cli.scenario", "toets of berichten het voorgeschreven antwoord krijgen"),
    ("simuleer", "stelsel.cli.simuleer", "speel de aanbieder na: antwoord op toewijzingen en declareer"),
    ("marktschets", "stelsel.cli.marktschets", "maak een marktschets van declaratieregels"),
    ("profielen", "stelsel.cli.profielen", "ontwerp profielen: hoeveel zijn er genoeg"),
    ("kostprijs", "stelsel.cli.kostprijs", "bereken een kostprijs, van salaris tot tarief"),
    ("bekostiging", "stelsel.cli.bekostiging", "vergelijk drie manieren van betalen"),
    ("inlezen", "stelsel.cli.inlezen", "lees geschiedenis van een ander systeem in"),
    ("publiceer", "stelsel.cli.publiceer", "breng feiten naar marktschets en sturing"),
    ("herijk", "stelsel.cli.herijk", "zet klaar welke hulp opnieuw bekeken moet worden"),
    ("journaal", "stelsel.cli.journaal", "controleer of het journaal en de berichten niet zijn veranderd"),
    ("grootboek", "stelsel.cli.grootboek", "reken het grootboek na, vanaf de berichten"),
    ("reservekopie", "stelsel.cli.reservekopie", "maak een reservekopie van alles"),
    ("herstel", "stelsel.cli.herstel", "zet een reservekopie terug op een lege plek"),
    ("demo", "stelsel.cli.demo", "vul de voorbeeldregio"),
    ("serve", "stelsel.cli.serve", "start de website en de verwerking van berichten"),
)
_VERTALING = (
    ("the following arguments are required: ", "dit ontbreekt: "),
    ("unrecognized arguments: ", "dit is niet bekend: "),
    ("expected one argument", "hier hoort één waarde"),
    ("invalid choice: ", "deze keuze bestaat niet: "),
    ("choose from", "kies uit"),
    ("argument ", "bij "),
    ("invalid int value: ", "geen heel getal: "),
)


class Ontleder(argparse.ArgumentParser):
    """argparse in Dutch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"add_help": False, **kwargs})
        self._positionals.title = "wat u opgeeft"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_usage(self) -> str:
        """With 'gebruik' in front."""
        return super().format_usage().replace("usage:", "gebruik:", 1)

    def format_help(self) -> str:
        """With 'gebruik' in front."""
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> NoReturn:
        """One sentence on standard error, exit code 2."""
        for engels, nederlands in _VERTALING:
            message = message.replace(engels, nederlands)
        self.exit(VERKEERD_GEBRUIK, f"{self.prog}: {message}. Zie {self.prog} --help.\n")


def _list_opdrachten() -> list[tuple[str, str, str]]:
    return [opdracht for opdracht in OPDRACHTEN if importlib.util.find_spec(opdracht[1]) is not None]


def create_ontleder(gekozen: str | None) -> Ontleder:
    """The parser. Only the chosen command's module is imported; the others need their overview line."""
    ontleder = Ontleder(
        prog="stelsel", description="Stelsel: zorg en ondersteuning inkopen, toewijzen en volgen."
    )
    opdrachten = ontleder.add_subparsers(
        title="opdrachten", dest="opdracht", metavar="OPDRACHT", required=True
    )
    for naam, module, uitleg in _list_opdrachten():
        if naam == gekozen:
            importlib.import_module(module).register(opdrachten)
        else:
            opdrachten.add_parser(naam, help=uitleg)
    return ontleder


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    argumenten = list(sys.argv[1:] if argv is None else argv)
    for stroom in (sys.stdout, sys.stderr):
        if hasattr(stroom, "reconfigure"):
            # a file name may be no text at all; in JSON what stands for it is an escape
            stroom.reconfigure(encoding="utf-8", errors="backslashreplace")
    gekozen = next((deel for deel in argumenten if not deel.startswith("-")), None)
    args = create_ontleder(gekozen).parse_args(argumenten)
    modules = {naam: module for naam, module, _ in OPDRACHTEN}
    try:
        code: int = importlib.import_module(modules[args.opdracht]).run(args)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) stopped: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
