"""A large 323 and the region it is about: one aanbieder, one gemeente, every test BSN, many allocations.

Each client has a row of allocations, each of another product, and one line per allocation. Two in a hundred
lines are wrong (tariff, allocation or volume), so that the answer has something to tell. Nothing is random:
the same size gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any, BinaryIO

from stelsel.istandaarden import create_header, get_definitie
from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.codec.schrijven import render_bericht
from stelsel.kern.nummers import bsn_testnummers
from stelsel.kern.periode import Periode

GEMEENTE, AANBIEDER, ANDER = "9901", "41990001", "41990002"
TARIEF, VOLUME, MAXIMUM = 6_400, 10, 12
PRODUCTEN = 60
FOUT_OP_DE = 50


def get_product(n: int) -> str:
    """Product code of the n-th allocation of a client."""
    return f"02{n % PRODUCTEN:03d}"


def list_plekken(aantal: int) -> Iterator[tuple[int, str, int]]:
    """Line number, BSN and position within the client, client by client."""
    bsns = bsn_testnummers()
    per_client = -(-aantal // len(bsns))
    for nummer in range(aantal):
        yield nummer, bsns[nummer // per_client], nummer % per_client


def _list_prestaties(aantal: int, periode: Periode, merk: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for nummer, bsn, plek in list_plekken(aantal):
        fout = nummer % FOUT_OP_DE == 0 and merk != "A"
        soort = nummer // FOUT_OP_DE % 3 if fout else -1
        tarief = TARIEF + (soort == 0)
        volume = MAXIMUM + 1 if soort == 2 else VOLUME
        yield (
            bsn,
            {
                "ProductReferentie": {"ReferentieNummer": f"{merk}{nummer:08d}"},
                "ToewijzingNummer": 1 + nummer + (900_000_000 if soort == 1 else 0),
                "ProductCategorie": "02",
                "ProductCode": get_product(plek),
                "ProductPeriode": {"Begindatum": periode.begin, "Einddatum": periode.eind},
                "GeleverdVolume": volume,
                "Eenheid": "04",
                "ProductTarief": tarief,
                "IngediendBedrag": {"Bedrag": volume * tarief, "DebetCredit": "D"},
            },
        )


def write_323(doel: BinaryIO, *, aantal: int, maand: tuple[int, int], merk: str) -> None:
    """A valid 323 of `aantal` lines over one month; `merk` starts every reference and names the claim.

    The lines of merk "A" have no faults.
    """
    definitie = get_definitie("iwmo", "323")
    periode = Periode.maand(*maand)
    prestaties = list(_list_prestaties(aantal, periode, merk))
    totaal = sum(p["IngediendBedrag"]["Bedrag"] for _, p in prestaties)
    header = create_header(
        definitie,
        afzender=AANBIEDER,
        ontvanger=GEMEENTE,
        identificatie=f"BER{merk}",
        dagtekening=date(2026, 3, 5),
    )
    inhoud = {
        "DeclaratieNummer": f"D{merk}",
        "DeclaratiePeriode": {"Begindatum": periode.begin, "Einddatum": periode.eind},
        "DeclaratieDagtekening": date(2026, 3, 5),
        "TotaalIngediendBedrag": {"TotaalBedrag": totaal, "DebetCredit": "D"},
        "Clienten": {"Client": []},
    }
    clienten = inhoud["Clienten"]["Client"]  # type: ignore[index]  # a dict of mixed values
    for bsn, prestatie in prestaties:
        if not clienten or clienten[-1]["Bsn"] != bsn:
            clienten.append({"Bsn": bsn, "Prestaties": {"Prestatie": []}})
        clienten[-1]["Prestaties"]["Prestatie"].append(prestatie)
    doel.write(render_bericht(Bericht(definitie, {"Header": header, "Declaratie": inhoud})))


def create_regio(*, toewijzingen: int, aantal: int) -> None:
    """Fill an empty database; the first `aantal` allocations are claimed on, the rest are another's."""
    from stelsel.apps.basis.models import Aanbieder, Gemeente
    from stelsel.apps.profielen.models import Product
    from stelsel.apps.toegang.models import Client
    from stelsel.apps.verwerving.models import Contract, Contractproduct

    gemeente = Gemeente.objects.create(code=GEMEENTE, naam="Aldervoort")
    for agb in (AANBIEDER, ANDER):
        Aanbieder.objects.create(agb=agb, naam=agb)
    contract = Contract.objects.create(
        nummer="K-1", aanbieder_id=AANBIEDER, wet="wmo", vandatum=date(2020, 1, 1)
    )
    contract.gemeenten.add(gemeente)
    for n in range(PRODUCTEN):
        product = Product.objects.create(
            wet="wmo", categorie="02", code=get_product(n), naam=f"Product {n}", eenheid="04"
        )
        Contractproduct.objects.create(
            contract=contract,
            product=product,
            tarief=TARIEF,
            eenheid="04",
            variant="inspanning",
            vandatum=date(2020, 1, 1),
        )
    Client.objects.bulk_create(
        [
            Client(
                nummer=f"C-{n}",
                gemeente=gemeente,
                bsn=bsn,
                geslachtsnaam="Proef",
                geboortedatum=date(1960, 1, 1),
            )
            for n, bsn in enumerate(bsn_testnummers())
        ],
        batch_size=500,
    )
    _create_toewijzingen(toewijzingen=toewijzingen, aantal=aantal)


def _create_toewijzingen(*, toewijzingen: int, aantal: int) -> None:
    from datetime import UTC, datetime

    from stelsel.apps.toegang.models import Client, Toewijzing

    clienten = dict(Client.objects.values_list("bsn", "pk"))
    rijen: list[Toewijzing] = []
    plekken = chain(list_plekken(aantal), list_plekken(toewijzingen - aantal))
    for nummer, (_, bsn, plek) in enumerate(plekken):
        rijen.append(
            Toewijzing(
                toewijzing_nummer=str(1 + nummer),
                gemeente_id=GEMEENTE,
                wet="wmo",
                client_id=clienten[bsn],
                aanbieder_id=AANBIEDER if nummer < aantal else ANDER,
                categorie="02",
                code=get_product(plek),
                toegewezen_at=datetime(2025, 12, 1, tzinfo=UTC),
                ingangsdatum=date(2026, 1, 1),
                einddatum=date(2026, 12, 31),
                volume=MAXIMUM,
                eenheid="04",
                frequentie="4",
            )
        )
        if len(rijen) == 20_000:
            Toewijzing.objects.bulk_create(rijen, batch_size=2_000)
            rijen = []
    Toewijzing.objects.bulk_create(rijen, batch_size=2_000)
