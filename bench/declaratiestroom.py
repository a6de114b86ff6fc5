"""A large 323 and the region it is about: one aanbieder, one gemeente, every test BSN, many allocations.

Each client has a row of allocations, each of another product, and one line per allocation. Two in a hundred
lines are wrong (tariff, allocation or volume), so that the answer has something to tell. Nothing is random:
the same size gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice
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
#: Clients that are written at a time, so that memory does not grow with the stream.
_DEEL = 50


@dataclass(frozen=True)
class Stroom:
    """One 323 to be made: `aantal` lines over one month. `merk` starts every reference and names the claim;
    the lines of merk "A" have no faults. `eerste`: number of its first allocation; `van`: how many
    allocations its aanbieder has (by default the lines)."""

    aantal: int
    maand: tuple[int, int]
    merk: str
    aanbieder: str = AANBIEDER
    eerste: int = 1
    van: int = 0


def get_product(n: int) -> str:
    """Product code of the n-th allocation of a client."""
    return f"02{n % PRODUCTEN:03d}"


def list_plekken(aantal: int) -> Iterator[tuple[int, str, int]]:
    """Line number, BSN and position within the client, client by client."""
    bsns = bsn_testnummers()
    per_client = -(-aantal // len(bsns))
    for nummer in range(aantal):
        yield nummer, bsns[nummer // per_client], nummer % per_client


def _list_prestaties(stroom: Stroom) -> Iterator[tuple[str, dict[str, Any]]]:
    periode = Periode.maand(*stroom.maand)
    plekken = islice(list_plekken(stroom.van or stroom.aantal), stroom.aantal)
    for nummer, bsn, plek in plekken:
        fout = nummer % FOUT_OP_DE == 0 and stroom.merk != "A"
        soort = nummer // FOUT_OP_DE % 3 if fout else -1
        tarief = TARIEF + (soort == 0)
        volume = MAXIMUM + 1 if soort == 2 else VOLUME
        yield (
            bsn,
            {
                "ProductReferentie": {"ReferentieNummer": f"{stroom.merk}{nummer:08d}"},
                "ToewijzingNummer": stroom.eerste + nummer + (900_000_000 if soort == 1 else 0),
                "ProductCategorie": "02",
                "ProductCode": get_product(plek),
                "ProductPeriode": {"Begindatum": periode.begin, "Einddatum": periode.eind},
                "GeleverdVolume": volume,
                "Eenheid": "04",
                "ProductTarief": tarief,
                "IngediendBedrag": {"Bedrag": volume * tarief, "DebetCredit": "D"},
            },
        )


def write_323(doel: BinaryIO, stroom: Stroom) -> None:
    """A valid 323, written client by client."""
    definitie = get_definitie("iwmo", "323")
    periode = Periode.maand(*stroom.maand)
    totaal = sum(p["IngediendBedrag"]["Bedrag"] for _, p in _list_prestaties(stroom))
    dagtekening = (periode.eind or periode.begin) + timedelta(days=5)
    header = create_header(
        definitie,
        afzender=stroom.aanbieder,
        ontvanger=GEMEENTE,
        identificatie=f"BER{stroom.merk}",
        dagtekening=dagtekening,
    )
    inhoud = {
        "DeclaratieNummer": f"D{stroom.merk}",
        "DeclaratiePeriode": {"Begindatum": periode.begin, "Einddatum": periode.eind},
        "DeclaratieDagtekening": dagtekening,
        "TotaalIngediendBedrag": {"TotaalBedrag": totaal, "DebetCredit": "D"},
    }
    begin, eind = b"  <m:Clienten>\r\n", b"  </m:Clienten>"
    clienten = _list_clienten(stroom)
    staart = b""
    while deel := list(islice(clienten, _DEEL)):
        alles = render_bericht(
            Bericht(definitie, {"Header": header, "Declaratie": {**inhoud, "Clienten": {"Client": deel}}})
        )
        kop, rest = alles.split(begin)
        regels, staart = rest.split(eind)
        doel.write(regels if doel.tell() else kop + begin + regels)
    doel.write(eind + staart)


def _list_clienten(stroom: Stroom) -> Iterator[dict[str, Any]]:
    for bsn, groep in groupby(_list_prestaties(stroom), key=lambda paar: paar[0]):
        yield {"Bsn": bsn, "Prestaties": {"Prestatie": [prestatie for _, prestatie in groep]}}


def create_regio(*, toewijzingen: int, aantal: int) -> None:
    """Fill an empty database: the first `aantal` allocations are of AANBIEDER, the rest of ANDER."""
    from stelsel.apps.basis.models import Aanbieder, Gemeente
    from stelsel.apps.profielen.models import Product
    from stelsel.apps.toegang.models import Client
    from stelsel.apps.verwerving.models import Contract, Contractproduct

    gemeente = Gemeente.objects.create(code=GEMEENTE, naam="Aldervoort")
    for agb in (AANBIEDER, ANDER):
        Aanbieder.objects.create(agb=agb, naam=agb)
    contracten = [
        Contract.objects.create(nummer=f"K-{agb}", aanbieder_id=agb, wet="wmo", vandatum=date(2020, 1, 1))
        for agb in (AANBIEDER, ANDER)
    ]
    for contract in contracten:
        contract.gemeenten.add(gemeente)
    for n in range(PRODUCTEN):
        product = Product.objects.create(
            wet="wmo", categorie="02", code=get_product(n), naam=f"Product {n}", eenheid="04"
        )
        Contractproduct.objects.bulk_create(
            Contractproduct(
                contract=contract,
                product=product,
                tarief=TARIEF,
                eenheid="04",
                variant="inspanning",
                vandatum=date(2020, 1, 1),
            )
            for contract in contracten
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
    _create_toewijzingen(AANBIEDER, eerste=1, aantal=aantal)
    _create_toewijzingen(ANDER, eerste=1 + aantal, aantal=toewijzingen - aantal)


def _create_toewijzingen(aanbieder: str, *, eerste: int, aantal: int) -> None:
    """One allocation made by the product's own model, and copied inside the database for all the others."""
    from datetime import UTC, datetime

    from django.db import connection

    from stelsel.apps.toegang.models import Client, Toewijzing

    if not aantal:
        return
    eerste_client = Client.objects.order_by("pk")[0]
    een = Toewijzing.objects.create(
        toewijzing_nummer=str(eerste),
        gemeente_id=GEMEENTE,
        wet="wmo",
        client=eerste_client,
        aanbieder_id=aanbieder,
        categorie="02",
        code=get_product(0),
        toegewezen_at=datetime(2025, 12, 1, tzinfo=UTC),
        ingangsdatum=date(2026, 1, 1),
        einddatum=date(2026, 12, 31),
        volume=MAXIMUM,
        eenheid="04",
        frequentie="4",
    )
    per_client = -(-aantal // len(bsn_testnummers()))
    anders = {
        "toewijzing_nummer": f"CAST({eerste} + n AS text)",
        "client_id": f"{eerste_client.pk} + n / {per_client}",
        "code": f"'02' || substr(CAST(1000 + n % {per_client} % {PRODUCTEN} AS text), 2, 3)",
    }
    kolommen = [veld.column for veld in Toewijzing._meta.concrete_fields if not veld.primary_key]
    keuze = ", ".join(anders.get(kolom, f"een.{kolom}") for kolom in kolommen)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE reeks(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM reeks WHERE n + 1 < {aantal}) "
            f"INSERT INTO {Toewijzing._meta.db_table} ({', '.join(kolommen)}) "
            f"SELECT {keuze} FROM reeks, {Toewijzing._meta.db_table} AS een WHERE een.id = {een.pk}"
        )
