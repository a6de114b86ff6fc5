"""Every way to say why a line was rejected, with the right numbers in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stelsel.domein.declaraties.afkeuring import list_codes, list_vormen, render_afkeuring
from stelsel.domein.declaraties.feiten import (
    Achtergrond,
    Andere,
    Contractregel,
    Regel,
    Toegewezen,
    list_feiten,
)
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

FEBRUARI = Periode.maand(2026, 2)
JAAR = Periode(date(2026, 1, 1), date(2026, 12, 31))
REGEL = Regel(
    toewijzing="1000", referentie="R1", vorige="", categorie="02", code="02A01", periode=FEBRUARI,
    volume=12, eenheid=Eenheid.UUR, tarief=6_400, bedrag=76_800,
)  # fmt: skip
ACHT_UUR = Omvang(8, Eenheid.UUR, Frequentie.MAAND)
TOTAAL = Omvang(20, Eenheid.UUR, Frequentie.TOTAAL)
TOEGEWEZEN = Toegewezen(
    categorie="02", code="02A01", looptijd=JAAR, omvang=ACHT_UUR, budget=None, huishoudelijke_hulp=False,
    gebruikt=0, budget_gebruikt=0,
)  # fmt: skip
CONTRACT = Contractregel("02", Eenheid.UUR, 6_400)
CREDIT = replace(REGEL, referentie="C1", vorige="R1")
MINUTEN = replace(REGEL, eenheid=Eenheid.MINUUT, volume=725, tarief=107, bedrag=77_575)
WIJZIGING = "Is er meer nodig, vraag dan eerst een wijziging aan."


def met(toegewezen: Toegewezen = TOEGEWEZEN, **velden: Any) -> Achtergrond:
    return Achtergrond(toegewezen=replace(toegewezen, **velden))


def andere(goedgekeurd: bool, **velden: Any) -> Andere:
    return Andere(replace(REGEL, **velden), "D202601", goedgekeurd)


def van(dag: date, eind: date | None = FEBRUARI.eind) -> Regel:
    return replace(REGEL, periode=Periode(dag, eind))


#: Code, line, what is known around it, and what is said of it after the meaning of the code.
GEVALLEN: tuple[tuple[str, Regel, Achtergrond, str], ...] = (
    ("8187", REGEL, Achtergrond(),
     "Controleer het burgerservicenummer. Dien de regels opnieuw in met een nieuw referentienummer."),
    ("0233", REGEL, Achtergrond(), "Los eerst de fout bij de cliënt op. Daarna bekijken wij deze regel."),
    ("0200", REGEL, Achtergrond(),
     "Deze regel is beoordeeld in een ander systeem. De reden is hier niet bekend. "
     "Vraag de gemeente naar de reden, of kijk in het antwoord dat u toen kreeg."),
    ("9338", REGEL, Achtergrond(),
     "U noemt toewijzing 1000. Die kennen wij niet voor deze cliënt bij uw organisatie. "
     "Neem het nummer over uit het toewijzingsbericht en dien de regel opnieuw in."),
    ("9384", REGEL, met(),
     "Toewijzing 1000 is verwijderd. Declareer op de toewijzing die hiervoor in de plaats kwam. "
     "Is die er niet, neem dan contact op met de gemeente."),
    ("8021", REGEL, Achtergrond(ook=andere(True, bedrag=51_200)),
     "Referentienummer R1 staat ook op de regel van € 512,00 over 01-02-2026 tot en met 28-02-2026 in "
     "declaratie D202601. Die regel is goedgekeurd. Is dit dezelfde hulp, dan hoeft u niets te doen. "
     "Is het andere hulp, dien de regel dan opnieuw in met een nieuw referentienummer."),
    ("8021", REGEL, Achtergrond(ook=andere(False)),
     "Referentienummer R1 staat ook op de regel van € 768,00 over 01-02-2026 tot en met 28-02-2026 in "
     "declaratie D202601. Die regel is afgekeurd. "
     "Dien de regel opnieuw in met een nieuw referentienummer."),
    ("8021", REGEL, Achtergrond(),
     "Referentienummer R1 staat op meer dan één regel. "
     "Geef elke regel een nieuw, eigen referentienummer en dien de regel opnieuw in."),
    ("8017", CREDIT, Achtergrond(vorige=andere(True, volume=10, tarief=None, bedrag=64_000)),
     "U crediteert regel R1. Die is goedgekeurd, maar dit is anders: volume 12 uur in plaats van 10 uur; "
     "tarief € 64,00 in plaats van geen; bedrag € 768,00 in plaats van € 640,00. "
     "Crediteer de regel opnieuw en neem alle gegevens van die regel precies over."),
    ("8017", CREDIT, Achtergrond(vorige=andere(False)),
     "U crediteert regel R1. Die is zelf afgekeurd, dus er is niets te crediteren. "
     "U hoeft niets te doen. Dien zo nodig een nieuwe debetregel in."),
    ("8017", CREDIT, Achtergrond(),
     "U crediteert regel R1. Die kennen wij niet als eerder goedgekeurde regel van uw organisatie. "
     "Crediteer alleen een goedgekeurde regel uit een eerder bericht, en neem alle gegevens precies over."),
    ("9390", CREDIT, Achtergrond(),
     "Regel R1 is al gecrediteerd. U hoeft niets te doen. Dien zo nodig een nieuwe debetregel in."),
    ("9389", REGEL, Achtergrond(open_debet=andere(True, referentie="R0")),
     "Voor product 02A01 over 01-02-2026 tot en met 28-02-2026 staat al een goedgekeurde regel: R0 van "
     "€ 768,00. Wilt u iets verbeteren? Crediteer dan eerst regel R0 en dien daarna de nieuwe regel in."),
    ("9389", REGEL, Achtergrond(),
     "Voor product 02A01 over 01-02-2026 tot en met 28-02-2026 staat al een goedgekeurde regel, of deze "
     "declaratie heeft er twee. Dien één regel in per product en periode. "
     "Wilt u iets verbeteren, crediteer dan eerst de oude regel."),
    ("9339", replace(REGEL, categorie="07"), met(),
     "U declareert categorie 07. Toegewezen is categorie 02. Dien de regel opnieuw in met categorie 02."),
    ("9339", REGEL, Achtergrond(), "Neem de categorie over uit de toewijzing."),
    ("9340", replace(REGEL, code="02A03"), met(),
     "U declareert product 02A03. Toegewezen is product 02A01. "
     "Declareer product 02A01. Is een ander product nodig, vraag dan eerst een wijziging aan."),
    ("9340", REGEL, Achtergrond(),
     "Declareer het toegewezen product. Is een ander product nodig, vraag dan eerst een wijziging aan."),
    ("S329", replace(REGEL, categorie="07"), Achtergrond(contract=CONTRACT),
     "U declareert product 02A01 in categorie 07. In uw contract hoort het bij categorie 02. "
     "Dien de regel opnieuw in met categorie 02."),
    ("S329", REGEL, Achtergrond(),
     "Product 02A01 staat op 01-02-2026 niet in uw contract. Gebruik een product uit uw contract dat op "
     "die dag geldt. Klopt het contract niet, neem dan contact op met de gemeente."),
    ("9341", replace(REGEL, eenheid=Eenheid.DAGDEEL), met(),
     "U declareert in dagdelen. Toegewezen is in uur. "
     "Dien de regel opnieuw in, geteld in uur. Minuten mogen ook."),
    ("9341", REGEL, met(omvang=Omvang(8, Eenheid.DAGDEEL, Frequentie.MAAND)),
     "U declareert in uur. Toegewezen is in dagdelen. Dien de regel opnieuw in, geteld in dagdelen."),
    ("9341", replace(REGEL, eenheid=Eenheid.DAGDEEL), Achtergrond(contract=CONTRACT),
     "U declareert in dagdelen. In uw contract staat dit product in uur. "
     "Dien de regel opnieuw in, geteld in uur."),
    ("9341", REGEL, Achtergrond(), "Declareer in de eenheid van de toewijzing of van het contract."),
    ("9307", REGEL, met(looptijd=Periode(date(2026, 2, 10), date(2026, 12, 31))),
     "De periode begint op 01-02-2026. De toewijzing gaat in op 10-02-2026. "
     "Dien de regel opnieuw in met 10-02-2026 als begindatum."),
    ("9307", REGEL, met(looptijd=Periode(date(2026, 3, 1))),
     "De periode begint op 01-02-2026. De toewijzing gaat pas in op 01-03-2026, na deze maand. "
     "Declareer alleen hulp vanaf 01-03-2026. Is er eerder hulp gegeven, neem dan contact op met de "
     "gemeente."),
    ("9307", REGEL, Achtergrond(), "Declareer alleen dagen binnen de toewijzing."),
    ("9308", REGEL, met(looptijd=Periode(date(2026, 1, 1), date(2026, 2, 20))),
     "De periode eindigt op 28-02-2026. De toewijzing loopt tot en met 20-02-2026. "
     "Dien de regel opnieuw in met 20-02-2026 als einddatum."),
    ("9308", REGEL, met(looptijd=Periode(date(2026, 1, 1), date(2026, 1, 31))),
     "De periode eindigt op 28-02-2026. De toewijzing liep tot en met 31-01-2026, vóór deze maand. "
     "Declareer alleen hulp tot en met 31-01-2026. Loopt de hulp door, vraag dan eerst een verlenging aan."),
    ("9308", REGEL, Achtergrond(), "Declareer alleen dagen binnen de toewijzing."),
    ("9387", van(date(2026, 2, 5)), met(),
     "De periode begint op 05-02-2026. Zij moet beginnen op 01-02-2026. "
     "Dien de regel opnieuw in met 01-02-2026 als begindatum."),
    ("9387", van(date(2026, 2, 5)), met(looptijd=Periode(date(2026, 3, 1))),
     "De periode begint op 05-02-2026. Begin op de eerste dag van de maand, of op de ingangsdatum als de "
     "toewijzing later in die maand begint."),
    ("9388", van(date(2026, 2, 1), date(2026, 2, 14)), met(),
     "De periode eindigt op 14-02-2026. Zij moet eindigen op 28-02-2026. "
     "Dien de regel opnieuw in met 28-02-2026 als einddatum."),
    ("9388", van(date(2026, 2, 1), date(2026, 2, 14)),
     met(looptijd=Periode(date(2026, 1, 1), date(2026, 1, 31))),
     "De periode eindigt op 14-02-2026. Eindig op de laatste dag van de maand, of op de einddatum als de "
     "toewijzing eerder in die maand stopt."),
    ("0611", replace(REGEL, tarief=7_000), Achtergrond(contract=CONTRACT),
     "U rekent € 70,00 per uur. Afgesproken is € 64,00 per uur. "
     "Dien de regel opnieuw in met tarief € 64,00. Het bedrag is dan € 768,00."),
    ("0611", replace(REGEL, eenheid=Eenheid.DAGDEEL), Achtergrond(contract=CONTRACT),
     "U rekent € 64,00. Afgesproken is € 64,00 per uur. "
     "Dien de regel opnieuw in met het tarief uit het contract."),
    ("0611", REGEL, Achtergrond(), "Dien de regel opnieuw in met het tarief uit het contract."),
    ("9346", replace(REGEL, bedrag=70_000), Achtergrond(contract=CONTRACT),
     "U vraagt € 700,00. Maar 12 keer € 64,00 is € 768,00. Dien de regel opnieuw in met bedrag € 768,00."),
    ("9346", MINUTEN, Achtergrond(contract=CONTRACT),
     "U vraagt € 775,75 voor 725 minuten. Bij een uurtarief van € 64,00 is dat € 773,33. "
     "Dien de regel opnieuw in met bedrag € 773,33."),
    ("9346", replace(REGEL, tarief=None), Achtergrond(),
     "U vraagt € 768,00 voor 12 uur. Reken het bedrag opnieuw uit en dien de regel opnieuw in."),
    ("9321", REGEL, met(),
     "U declareert 12 uur. In deze periode past ten hoogste 8 uur, en op de hele toewijzing is nog 96 uur "
     f"over. Dien de regel opnieuw in met ten hoogste 8 uur. {WIJZIGING}"),
    ("9321", REGEL, met(gebruikt=93 * 60),
     "U declareert 12 uur. In deze periode past ten hoogste 8 uur, en op de hele toewijzing is nog 3 uur "
     f"over. Dien de regel opnieuw in met ten hoogste 3 uur. {WIJZIGING}"),
    ("9321", REGEL, met(looptijd=Periode(date(2026, 1, 1))),
     "U declareert 12 uur. In deze periode past ten hoogste 8 uur. "
     f"Dien de regel opnieuw in met ten hoogste 8 uur. {WIJZIGING}"),
    ("9321", REGEL, met(gebruikt=96 * 60),
     "U declareert 12 uur. Op deze toewijzing is niets meer over. "
     "Dien de regel niet opnieuw in. Is er meer hulp nodig, vraag dan eerst een wijziging aan."),
    ("9321", REGEL, Achtergrond(),
     f"U declareert 12 uur. Dien de regel opnieuw in met wat er past. {WIJZIGING}"),
    ("9322", REGEL, met(omvang=TOTAAL, gebruikt=15 * 60),
     "U declareert 12 uur. Toegewezen is 20 uur, daarvan is 15 uur al goedgekeurd. Er is nog 5 uur over. "
     f"Dien de regel opnieuw in met ten hoogste 5 uur. {WIJZIGING}"),
    ("9322", MINUTEN, met(omvang=TOTAAL, gebruikt=875),
     "U declareert 725 minuten. Toegewezen is 1200 minuten, daarvan is 875 minuten al goedgekeurd. Er is "
     f"nog 325 minuten over. Dien de regel opnieuw in met ten hoogste 325 minuten. {WIJZIGING}"),
    ("9322", REGEL, met(omvang=TOTAAL, gebruikt=20 * 60),
     "U declareert 12 uur. Toegewezen is 20 uur, en dat is al helemaal goedgekeurd. "
     "Dien de regel niet opnieuw in. Is er meer hulp nodig, vraag dan eerst een wijziging aan."),
    ("9322", REGEL, met(omvang=TOTAAL, gebruikt=19 * 60 + 30),
     "U declareert 12 uur. Toegewezen is 20 uur, daarvan is 1170 minuten al goedgekeurd. Er is nog "
     f"30 minuten over. Dien de regel opnieuw in met ten hoogste 30 minuten. {WIJZIGING}"),
    ("9322", REGEL, Achtergrond(),
     f"U declareert 12 uur. Dien de regel opnieuw in met wat er nog over is. {WIJZIGING}"),
    ("9369", REGEL, met(omvang=None, budget=100_000, budget_gebruikt=60_000),
     "U vraagt € 768,00. Het budget is € 1.000,00, daarvan is € 600,00 al goedgekeurd. Er is nog € 400,00 "
     f"over. Dien de regel opnieuw in met ten hoogste € 400,00. {WIJZIGING}"),
    ("9369", REGEL, met(omvang=None, budget=100_000, budget_gebruikt=100_000),
     "U vraagt € 768,00. Het budget van € 1.000,00 is al helemaal goedgekeurd. "
     "Dien de regel niet opnieuw in. Is er meer hulp nodig, vraag dan eerst een wijziging aan."),
    ("9369", REGEL, Achtergrond(),
     "U vraagt € 768,00. Dat is meer dan het budget dat nog over is. "
     f"Dien de regel opnieuw in met wat er nog over is. {WIJZIGING}"),
)  # fmt: skip


def zeg(code: str, regel: Regel, achtergrond: Achtergrond) -> str:
    afkeuring = render_afkeuring(code, wat="", feiten=list_feiten(regel, achtergrond))
    return " ".join(deel for deel in (afkeuring.feit, afkeuring.doe) if deel)


@pytest.mark.parametrize(("code", "regel", "achtergrond", "zin"), GEVALLEN)
def test_the_sentence_has_the_numbers_of_the_line(
    code: str, regel: Regel, achtergrond: Achtergrond, zin: str
) -> None:
    assert zeg(code, regel, achtergrond) == zin


def test_every_way_of_every_code_is_said_above() -> None:
    gezegd = {}
    for code, regel, achtergrond, _ in GEVALLEN:
        feiten = list_feiten(regel, achtergrond)
        vormen = list_vormen(code)
        nummer = next(n for n, v in enumerate(vormen) if all(feiten.get(naam) for naam in v.namen))
        gezegd.setdefault(code, set()).add(nummer)

    assert gezegd == {code: set(range(len(list_vormen(code)))) for code in list_codes()}


def test_the_last_way_can_always_be_said() -> None:
    leeg = Achtergrond()

    namen = {
        naam for code in list_codes() for naam in list_vormen(code)[-1].namen
        if not list_feiten(CREDIT, leeg).get(naam)
    }  # fmt: skip

    assert namen == set()


def test_an_unknown_code_has_no_sentence() -> None:
    with pytest.raises(KeyError):
        zeg("9999", REGEL, Achtergrond())


def test_in_a_file_it_is_one_run_of_text() -> None:
    afkeuring = render_afkeuring("9390", wat="Al gecrediteerd.", feiten={"vorige_referentie": "R1"})

    assert afkeuring.zin == (
        "Al gecrediteerd. Regel R1 is al gecrediteerd. U hoeft niets te doen. "
        "Dien zo nodig een nieuwe debetregel in. (9390)"
    )
