"""Cost surveys of the small world, and workbooks as aanbieders fill them in."""

import io
from datetime import date
from decimal import Decimal

import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.factories.kostprijs import KOSTPRIJS
from tests.factories.wereld import KWARTEL, MERELHOF, NU, VANDAAG, Wereld

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.bekostiging.actions import (
    Onderzoekskop,
    change_status,
    create_onderzoek,
    create_uitkomst,
    register_opgave,
    register_zienswijze,
    submit_opgave,
)
from stelsel.apps.bekostiging.models import Kostprijsonderzoek
from stelsel.domein.bekostiging.kostprijsinvoer import parse_kostprijs
from stelsel.lake.intake.kostprijsopgave import Bladopgave

#: An hour of HBO as in the handbook: € 86,25 with a salary of € 3.950.
HBO = {
    naam: Decimal(str(float(waarde)))
    for naam, waarde in next(
        f for f in parse_kostprijs(KOSTPRIJS).functies if f.naam == "HBO"
    ).waarden.items()
}
#: Salary and declared hours per aanbieder: weighted p25 3.825, median 3.950, p75 4.075.
OPGAVEN = {
    "41990011": (3700, 1000),
    KWARTEL: (3800, 2000),
    MERELHOF: (3950, 4000),
    "41990012": (4100, 2000),
    "41990013": (4300, 1000),
}
KOP = Onderzoekskop(
    naam="Ambulante hulp",
    toelichting="Alle vormen samen.",
    wet="wmo",
    prijsjaar=2025,
    functies={"HBO": "begeleiders op hbo-niveau", "WO": "behandelaren"},
    vandatum=date(2026, 3, 1),
    totdatum=date(2026, 3, 31),
)


def create_aanbieders() -> list[Aanbieder]:
    """Merelhof and Kwartel of the small world, and three more."""
    for agb in OPGAVEN:
        Aanbieder.objects.get_or_create(agb=agb, defaults={"naam": f"Aanbieder {agb[-2:]}"})
    return list(Aanbieder.objects.filter(agb__in=OPGAVEN))


def create_blad(salaris: int, uren: int, **anders: str) -> Bladopgave:
    """One functie as it was read; everything but the salary as in the handbook."""
    waarden = HBO | {"bruto_maand": Decimal(salaris)} | {naam: Decimal(w) for naam, w in anders.items()}
    return Bladopgave(Decimal(uren), waarden)


def create_open_onderzoek(
    wereld: Wereld, *, kop: Onderzoekskop = KOP, agb: tuple[str, ...] = ()
) -> Kostprijsonderzoek:
    """A survey that was opened; `agb`: only these were asked."""
    aanbieders = [a for a in create_aanbieders() if a.agb in (agb or OPGAVEN)]
    onderzoek = create_onderzoek(kop, aanbieders=aanbieders, by=wereld.users["analist"], now=NU)
    return change_status(onderzoek, naar="open", by=wereld.users["analist"], now=NU)


def submit(wereld: Wereld, onderzoek: Kostprijsonderzoek, agb: str, bladen: dict[str, Bladopgave]) -> None:
    """Hand in what an aanbieder gave, by the region."""
    opgave = register_opgave(
        onderzoek, bladen, aanbieder=Aanbieder.objects.get(agb=agb), bestand="opgave.xlsx",
        reden="Per post ontvangen", by=wereld.users["contractmanager"], today=VANDAAG, now=NU,
    )  # fmt: skip
    submit_opgave(opgave, by=wereld.users["contractmanager"], today=VANDAAG, now=NU)


def create_vol_onderzoek(wereld: Wereld) -> Kostprijsonderzoek:
    """Five aanbieders gave HBO; the survey is closed."""
    onderzoek = create_open_onderzoek(wereld)
    for agb, (salaris, uren) in OPGAVEN.items():
        submit(wereld, onderzoek, agb, {"HBO": create_blad(salaris, uren)})
    return change_status(onderzoek, naar="gesloten", by=wereld.users["analist"], now=NU)


def create_onderzoeken_apart(wereld: Wereld) -> list[Kostprijsonderzoek]:
    """A survey for Merelhof alone and one for Kwartel alone, each with words of its own, in the hearing."""
    uit = []
    for agb, login, naam in ((MERELHOF, "aanbieder", "Merelhof"), (KWARTEL, "aanbieder2", "Kwartel")):
        kop = Onderzoekskop(**{**KOP.__dict__, "naam": f"Onderzoekkanarie {naam}"})
        onderzoek = create_open_onderzoek(wereld, kop=kop, agb=(agb,))
        blad = create_blad(3950, 4000)
        uitleg = {"overhead": f"Opgavekanarie {naam}"}
        submit(wereld, onderzoek, agb, {"HBO": Bladopgave(blad.uren, blad.waarden, {}, uitleg)})
        analist = wereld.users["analist"]
        onderzoek = change_status(onderzoek, naar="gesloten", by=analist, now=NU)
        uitkomst = create_uitkomst(
            onderzoek, methode="hek", hoor_tot=date(2026, 4, 30), by=analist, today=VANDAAG, now=NU
        )
        register_zienswijze(
            uitkomst, tekst=f"Reactiekanarie {naam}.", openbaar=False, by=wereld.users[login],
            today=VANDAAG, now=NU,
        )  # fmt: skip
        uit.append(onderzoek)
    return uit


def fill_sjabloon(inhoud: bytes, waarden: dict[str, dict[str, object]]) -> bytes:
    """The workbook of the product with values put in by functie and name, as a spreadsheet saves it."""
    boek = CalamineWorkbook.from_filelike(io.BytesIO(inhoud))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as nieuw:
        for naam in boek.sheet_names:
            blad = nieuw.add_worksheet(naam)
            for r, rij in enumerate(boek.get_sheet_by_name(naam).to_python(skip_empty_area=False)):
                gevuld = list(rij)
                if len(rij) > 6 and rij[6] in waarden.get(naam, {}):
                    gevuld[1] = waarden[naam][rij[6]]
                blad.write_row(r, 0, gevuld)
    return buffer.getvalue()
