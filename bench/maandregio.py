"""The region of bench.maand: 200,000 inhabitants, 20,000 clients, 25,000 running allocations, and the post of
one month.

The mix is a model of our own. A client in ten of the inhabitants and one claim line a month per running
allocation follow the example region; one in twenty allocations ends in a month and about as many begin; each
aanbieder sends one 323 per gemeente. One message or line in fifty is wrong. There are fewer test numbers than
clients, so one BSN is known to several gemeenten. Nothing is random: the same code makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from stelsel.demo.aanbiederpost import (
    create_kenmerk,
    create_startbericht,
    create_stopbericht,
    list_declaraties,
)
from stelsel.demo.administratie import Opdracht
from stelsel.demo.caseload import Levering, Stop
from stelsel.istandaarden import Bericht, create_header, get_definitie
from stelsel.kern.nummers import bsn_testnummers
from stelsel.kern.periode import Periode

GEMEENTEN = tuple(str(code) for code in range(9901, 9908))
#: Pairs of aanbieder and gemeente that work together: so many 323s are sent.
PAREN = 1_000
CLIENTEN = 20_000
LOPEND, NIEUW, TOEGEWEZEN = 25_000, 1_300, 1_350
STOPPEN, VERZOEKEN, WIJZIGINGEN = 1_250, 350, 750
#: What comes in: a start and a retour per new allocation, stops, requests, claims.
AANTAL = NIEUW + TOEGEWEZEN + STOPPEN + VERZOEKEN + WIJZIGINGEN + PAREN
PRODUCTEN = 10
FOUT_OP_DE = 50
TARIEF, MAXIMUM, VOLUME = 6_400, 12, 10
EENHEID, FREQUENTIE = "04", "4"
CATEGORIE = {"iwmo": "02", "ijw": "45"}
WET = {"iwmo": "wmo", "ijw": "jw"}
JANUARI, EINDE = Periode.maand(2026, 1), date(2026, 12, 31)
#: The working days of the month on which the messages come in.
DAGEN = tuple(
    dag for dag in (date(2026, 2, 2) + timedelta(days=n) for n in range(26)) if dag.isoweekday() <= 5
)
OVERNAME = datetime(2026, 1, 1, 8, tzinfo=UTC)
_ONBEKEND = 900_000_000
#: The golden ratio: spreads evenly without a pattern.
_SPREIDING = 0.6180339887498949


@dataclass(frozen=True)
class Maand:
    """What the aanbieders know: who is at which aanbieder, and what was allocated, by number."""

    @cached_property
    def clienten(self) -> list[tuple[str, str]]:
        """Gemeente and BSN of each client."""
        tel = dict.fromkeys(GEMEENTEN, 0)
        clienten = []
        for nummer in range(CLIENTEN):
            gemeente = GEMEENTEN[_get_paar(nummer) % len(GEMEENTEN)]
            clienten.append((gemeente, bsn_testnummers()[tel[gemeente]]))
            tel[gemeente] += 1
        return clienten

    @cached_property
    def opdrachten(self) -> dict[int, Opdracht]:
        """The running ones, those that begin this month, and those that are told this month."""
        return {n: self._create_opdracht(n) for n in range(LOPEND + NIEUW + TOEGEWEZEN)}

    def get_agb(self, nummer: int) -> str:
        """The aanbieder of an allocation; it works under one law."""
        return f"4199{_get_paar(nummer) // len(GEMEENTEN):04d}"

    def _create_opdracht(self, nummer: int) -> Opdracht:
        gemeente, bsn = self.clienten[nummer % CLIENTEN]
        familie = get_familie(self.get_agb(nummer))
        lopend = nummer < LOPEND
        return Opdracht(
            gemeente=gemeente,
            familie=familie,
            nummer=100_000 + nummer,
            bsn=bsn,
            wie={
                "Bsn": bsn,
                "Geboortedatum": "1990-05-01",
                "Geslacht": "1",
                "Naam": {"Geslachtsnaam": {"Achternaam": "Proef"}},
            },
            categorie=CATEGORIE[familie],
            code=get_code(familie, nummer // CLIENTEN + nummer % 5),
            ingangsdatum=(JANUARI.begin if lopend else DAGEN[0]).isoformat(),
            einddatum=EINDE.isoformat(),
            volume=MAXIMUM,
            eenheid=EENHEID,
            frequentie=FREQUENTIE,
            budget=None,
            start=JANUARI.begin.isoformat() if lopend else None,
        )

    def list_berichten(self) -> Iterator[tuple[date, Bericht]]:
        """The messages with the day on which they come in, the retours on our own messages apart."""
        for maak in (self._list_starts, self._list_stops, self._list_declaraties, self._list_verzoeken):
            berichten = list(maak())
            for plek, (dag, bericht) in enumerate(zip(_spreid(len(berichten)), berichten, strict=True)):
                yield dag, _bederf(bericht) if plek % FOUT_OP_DE == FOUT_OP_DE - 1 else bericht

    def _list_starts(self) -> Iterator[Bericht]:
        nummers = range(LOPEND, LOPEND + NIEUW)
        for nummer, dag in zip(nummers, _spreid(NIEUW), strict=True):
            yield create_startbericht(self.opdrachten[nummer], self.get_agb(nummer), datum=DAGEN[0], dag=dag)

    def _list_stops(self) -> Iterator[Bericht]:
        nummers = range(0, LOPEND, LOPEND // STOPPEN)
        for nummer, dag in zip(nummers, _spreid(STOPPEN), strict=True):
            opdracht, agb = self.opdrachten[nummer], self.get_agb(nummer)
            reden = "19" if opdracht.familie == "iwmo" else "31"
            stop = Stop(nummer, DAGEN[0], reden, dag)
            yield create_stopbericht(opdracht, agb, stop=stop, dag=dag)

    def _list_declaraties(self) -> Iterator[Bericht]:
        leveringen = [self._create_levering(nummer) for nummer in range(LOPEND)]
        agbs = {nummer: self.get_agb(nummer) for nummer in range(LOPEND)}
        yield from list_declaraties(
            leveringen=leveringen, opdrachten=self.opdrachten, agbs=agbs, maand=JANUARI, dag=DAGEN[0]
        )

    def _create_levering(self, nummer: int) -> Levering:
        tarief = TARIEF + (nummer % FOUT_OP_DE == 0)
        code, bedrag = self.opdrachten[nummer].code, tarief * VOLUME
        return Levering(nummer, JANUARI, JANUARI, code, VOLUME, EENHEID, tarief, bedrag, TARIEF)

    def _list_verzoeken(self) -> Iterator[Bericht]:
        """Of clients with one allocation that does not stop: a request names everything that runs."""
        eerste = LOPEND - CLIENTEN + NIEUW + TOEGEWEZEN
        nummers = [n for n in range(eerste, CLIENTEN) if n % (LOPEND // STOPPEN)]
        aantal = VERZOEKEN + WIJZIGINGEN
        gekozen = nummers[:: len(nummers) // aantal][:aantal]
        for plek, (nummer, dag) in enumerate(zip(gekozen, _spreid(aantal), strict=True)):
            soort, inhoud = ("315", _get_vot) if plek % 22 < 7 else ("317", _get_vow)
            opdracht, agb = self.opdrachten[nummer], self.get_agb(nummer)
            yield _create(opdracht, agb, soort, dag, inhoud(opdracht))


def get_familie(agb: str) -> Any:
    """Every other aanbieder works under the Jeugdwet."""
    return "ijw" if int(agb) % 2 else "iwmo"


def get_code(familie: str, n: int) -> str:
    """Product code of the n-th product of a law."""
    return f"{CATEGORIE[familie]}{n % PRODUCTEN:03d}"


def _get_paar(nummer: int) -> int:
    """Which aanbieder and gemeente: a few large ones, many small ones, and none without."""
    client = nummer % CLIENTEN
    paar = client if client < PAREN else int(PAREN * (client * _SPREIDING % 1) ** 2)
    if nummer < CLIENTEN:
        return paar
    verder = (paar + len(GEMEENTEN) * (1 + nummer % 50)) % (PAREN - PAREN % len(GEMEENTEN))
    return verder - verder % len(GEMEENTEN) + paar % len(GEMEENTEN)


def _spreid(aantal: int) -> Iterator[date]:
    """A day for each of so many."""
    return (DAGEN[plek % len(DAGEN)] for plek in range(aantal))


def _create(opdracht: Opdracht, agb: str, soort: str, dag: date, client: dict[str, Any]) -> Bericht:
    definitie = get_definitie(opdracht.familie, soort)
    kop = create_header(
        definitie,
        afzender=agb,
        ontvanger=opdracht.gemeente,
        identificatie=create_kenmerk(soort, f"{agb}{opdracht.sleutel}"),
        dagtekening=dag,
    )
    return Bericht(definitie, {"Header": kop, "Client": client})


def _get_omvang(volume: int) -> dict[str, Any]:
    return {"Volume": volume, "Eenheid": EENHEID, "Frequentie": FREQUENTIE}


def _get_vot(opdracht: Opdracht) -> dict[str, Any]:
    """Another product, from the spring on."""
    andere = get_code(opdracht.familie, int(opdracht.code[2:]) + 5)
    arts = {"Type": "02", "Naam": "Huisartsenpraktijk De Linde"}
    product = {
        "ReferentieAanbieder": create_kenmerk("verzoek", opdracht.sleutel),
        "Product": {"Categorie": opdracht.categorie, "Code": andere},
        "ToewijzingIngangsdatum": date(2026, 4, 1),
        "ToewijzingEinddatum": EINDE,
        "Omvang": _get_omvang(MAXIMUM),
        "Verwijzer": arts if opdracht.familie == "ijw" else {"Type": "06"},
    }
    return opdracht.get_client() | {"AangevraagdeProducten": {"AangevraagdProduct": [product]}}


def _get_vow(opdracht: Opdracht) -> dict[str, Any]:
    """More of the same, from the spring on."""
    wijziging = {
        "ToewijzingNummer": opdracht.nummer,
        "GewensteIngangsdatum": date(2026, 4, 1),
        "Einddatum": EINDE,
        "Omvang": _get_omvang(MAXIMUM + 2),
    }
    verzoek = {
        "ReferentieAanbieder": create_kenmerk("verzoek", opdracht.sleutel),
        "RedenVerzoek": "1",
        "TeWijzigenProducten": {"TeWijzigenProduct": [wijziging]},
    }
    return {"Bsn": opdracht.bsn, "Verzoek": verzoek}


def _bederf(bericht: Bericht) -> Bericht:
    """The message about an allocation that does not exist; a claim and a 315 stay as they are."""
    client = bericht.waarden.get("Client") or {}
    lijsten = ("StartProducten", "StartProduct"), ("StopProducten", "StopProduct")
    for deel in chain.from_iterable((client.get(naam) or {}).get(klasse, ()) for naam, klasse in lijsten):
        deel["ToewijzingNummer"] += _ONBEKEND
    for deel in (client.get("Verzoek") or {}).get("TeWijzigenProducten", {}).get("TeWijzigenProduct", ()):
        deel["ToewijzingNummer"] += _ONBEKEND
    return bericht


def create_regio(maand: Maand) -> None:
    """Fill an empty database with everything that was there before the month."""
    from stelsel.apps.basis.models import Aanbieder, Gemeente, Regio
    from stelsel.apps.toegang.actions import Clientgegevens, Clientovername, take_over_clienten

    regio = Regio.objects.create(naam="Proefregio")
    Gemeente.objects.bulk_create(
        Gemeente(code=code, naam=f"Gemeente {code}", regio=regio) for code in GEMEENTEN
    )
    agbs = sorted({maand.get_agb(nummer) for nummer in maand.opdrachten})
    Aanbieder.objects.bulk_create(Aanbieder(agb=agb, naam=f"Aanbieder {agb}") for agb in agbs)
    _create_contracten(agbs)
    take_over_clienten(
        clienten=[
            Clientovername(
                nummer=f"C{nummer}",
                gemeentecode=gemeente,
                huishouden=f"H{nummer}",
                gegevens=Clientgegevens(
                    bsn=bsn,
                    voornamen="Pim",
                    geslachtsnaam="Proef",
                    geboortedatum=date(1990, 5, 1),
                    geslacht="1",
                    straat="Proefweg",
                    huisnummer="1",
                    postcode="1234AB",
                    plaats="Proefdorp",
                ),
            )
            for nummer, (gemeente, bsn) in enumerate(maand.clienten)
        ],
        actor="meting",
        now=OVERNAME,
    )
    _take_over(maand, range(LOPEND + NIEUW), berichten=False)
    _take_over(maand, range(LOPEND + NIEUW, LOPEND + NIEUW + TOEGEWEZEN), berichten=True)


def _create_contracten(agbs: Sequence[str]) -> None:
    from stelsel.apps.profielen.models import Product
    from stelsel.apps.verwerving.models import Contract, Contractproduct

    producten = {
        familie: Product.objects.bulk_create(
            Product(
                wet=wet,
                categorie=CATEGORIE[familie],
                code=get_code(familie, n),
                naam=f"Product {n}",
                eenheid=EENHEID,
            )
            for n in range(PRODUCTEN)
        )
        for familie, wet in WET.items()
    }
    for agb in agbs:
        familie, vanaf = get_familie(agb), date(2024, 1, 1)
        contract = Contract.objects.create(
            nummer=f"K-{agb}", aanbieder_id=agb, wet=WET[familie], vandatum=vanaf
        )
        contract.gemeenten.set(GEMEENTEN)
        vast = {"contract": contract, "tarief": TARIEF, "eenheid": EENHEID, "vandatum": vanaf}
        Contractproduct.objects.bulk_create(
            Contractproduct(product=product, variant="inspanning", **vast) for product in producten[familie]
        )


def _take_over(maand: Maand, nummers: Sequence[int], *, berichten: bool) -> None:
    from stelsel.apps.toegang.actions import Toewijzingovername, take_over_toewijzingen

    rijen = []
    for nummer in nummers:
        opdracht = maand.opdrachten[nummer]
        rijen.append(
            Toewijzingovername(
                toewijzing_nummer=str(opdracht.nummer),
                client_nummer=f"C{nummer % CLIENTEN}",
                wet=WET[opdracht.familie],
                agb=maand.get_agb(nummer),
                categorie=opdracht.categorie,
                code=opdracht.code,
                ingangsdatum=date.fromisoformat(opdracht.ingangsdatum),
                einddatum=EINDE,
                toegewezen_at=OVERNAME,
                volume=opdracht.volume,
                eenheid=opdracht.eenheid,
                frequentie=opdracht.frequentie,
                startdatum=date.fromisoformat(opdracht.start) if opdracht.start else None,
            )
        )
    take_over_toewijzingen(toewijzingen=rijen, actor="meting", now=OVERNAME, berichten=berichten)
