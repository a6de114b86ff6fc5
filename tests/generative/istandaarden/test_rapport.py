"""Whatever somebody drops on the berichtencontrole: a report with help for every finding, never a failure."""

from __future__ import annotations

import random
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

from tests.factories.enveloppen import create_voorbeeld

from stelsel.istandaarden.rapport import Rapport, check_bestanden, create_rapport, list_voorbeelden
from stelsel.istandaarden.transport import render_envelop

ZAAD, AANTAL = 20260506, 1_500
INVOEGEN = (
    *(b"<!--x-->", b"<![CDATA[<a><b>]]>", b"&amp;", b"&x;", b"\0", b"<?pi?>", b"\n" * 50, b"<a>" * 300),
    *(b"]]>", b"<!DOCTYPE x>", b"\xff\xfe", b'a="1" ' * 50),
)


def list_bronnen() -> list[bytes]:
    """The examples, as they are and on one line, an envelope and a zip."""
    voorbeelden = [voorbeeld.data for voorbeeld in list_voorbeelden()]
    zip_ = BytesIO()
    with ZipFile(zip_, "w") as archief:
        for nummer, data in enumerate(voorbeelden):
            archief.writestr(f"{nummer}.xml", data)
    plat = [data.replace(b"\r\n", b"") for data in voorbeelden]
    return [*voorbeelden, *plat, render_envelop(create_voorbeeld("ijw", "305")), zip_.getvalue()]


def verander(data: bytes, toeval: random.Random) -> bytes:
    """One to three changes: another digit, a piece gone, doubled or put in, or the end cut off."""
    for _ in range(toeval.randint(1, 3)):
        begin = toeval.randrange(len(data) or 1)
        einde = begin + toeval.randrange(60)
        cijfer = next((p for p in range(begin, len(data)) if data[p : p + 1].isdigit()), begin)
        data = toeval.choice(
            (
                data[:cijfer] + b"%d" % toeval.randrange(10) + data[cijfer + 1 :],
                data[:begin] + data[einde:],
                data[:einde] + data[begin:],
                data[:begin] + toeval.choice(INVOEGEN) + data[begin:],
                data[: begin + len(data) // 2],
            )
        )
    return data


def is_volledig(rapport: Rapport) -> bool:
    """A verdict in words, help with every rule, and places that can be shown."""
    hulp = all(groep.hulp.waarom and groep.hulp.herstel for groep in rapport.groepen)
    regels = rapport.fragment.regels if rapport.fragment else ()
    return (
        bool(rapport.oordeel)
        and hulp
        and all(groep.plekken is not None for groep in rapport.groepen)
        and (not regels or any(regel.fouten for regel in regels))
    )


def test_every_mutant_gets_a_report() -> None:
    toeval, bronnen = random.Random(ZAAD), list_bronnen()
    niveaus: Counter[int] = Counter()

    for _ in range(AANTAL):
        data = verander(toeval.choice(bronnen), toeval)
        rapporten = [create_rapport(bestand) for bestand in check_bestanden([("x.xml", data)])]
        assert [r.bevindingen for r in rapporten if not is_volledig(r)] == [], f"zaad {ZAAD}"
        niveaus.update(rapport.niveau for rapport in rapporten)

    assert set(niveaus) == {0, 1, 2}, niveaus
