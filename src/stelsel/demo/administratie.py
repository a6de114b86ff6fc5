"""What the simulated aanbieder keeps of its own: one JSON file per AGB code beside the post.

It holds what came in 301s and what was reported since, so that the simulator can be stopped and started at
any moment. Dates are ISO texts, so that the file can be read by people too.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.berichten.begrippen import StatusAanlevering
from stelsel.kern.periode import Periode, plus_maanden

VERWIJDERD = "13"


@dataclass
class Opdracht:
    """One allocation as the aanbieder knows it. `wie`: the client values that a 305 repeats."""

    gemeente: str
    familie: str
    nummer: int
    bsn: str
    wie: dict[str, Any]
    categorie: str
    code: str
    ingangsdatum: str
    einddatum: str | None
    volume: int | None
    eenheid: str
    frequentie: str
    budget: int | None
    reden_wijziging: str = ""
    start: str | None = None
    stop: str | None = None
    gedeclareerd: list[str] = field(default_factory=list)

    @property
    def sleutel(self) -> str:
        """Unique for the aanbieder."""
        return f"{self.gemeente}-{self.familie}-{self.nummer}"

    @property
    def periode(self) -> Periode:
        """From ingangsdatum to einddatum."""
        return Periode(
            date.fromisoformat(self.ingangsdatum),
            (self.einddatum and date.fromisoformat(self.einddatum)) or None,
        )

    def list_te_declareren(self, vandaag: date) -> list[Periode]:
        """The ProductPerioden of whole months that ended by today and were delivered in, since the last one
        claimed: a gap before that means that nothing was delivered."""
        if self.start is None:
            return []
        begin = date.fromisoformat(self.start)
        laatste = date.fromisoformat(self.stop) if self.stop else vandaag
        maanden, maand = [], Periode.maand(begin.year, begin.month)
        while maand.eind is not None and maand.eind <= vandaag and maand.begin <= laatste:
            deel = maand.doorsnede(self.periode)
            if deel is not None and f"{maand.begin:%Y-%m}" > max(self.gedeclareerd, default=""):
                maanden.append(deel)
            volgende = plus_maanden(maand.begin, 1)
            maand = Periode.maand(volgende.year, volgende.month)
        return maanden

    def get_product(self) -> dict[str, str] | None:
        """Product as in a message."""
        if not self.categorie:
            return None
        return (
            {"Categorie": self.categorie, "Code": self.code} if self.code else {"Categorie": self.categorie}
        )

    def get_melding(self) -> dict[str, Any]:
        """What a StartProduct and a StopProduct share."""
        return {
            "ToewijzingNummer": self.nummer,
            "Product": self.get_product(),
            "ToewijzingIngangsdatum": date.fromisoformat(self.ingangsdatum),
            "Begindatum": date.fromisoformat(self.start or self.ingangsdatum),
            "StatusAanlevering": StatusAanlevering.EERSTE,
        }

    def get_client(self) -> dict[str, Any]:
        """The Client of a 305 or 307, without products."""
        return {**self.wie, "Geboortedatum": {"Datum": date.fromisoformat(self.wie["Geboortedatum"])}}


class Administratie:
    """The aanbieder's book: allocations by key."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad
        data = json.loads(pad.read_text("utf-8")) if pad.exists() else []
        self.opdrachten = {opdracht.sleutel: opdracht for opdracht in (Opdracht(**rij) for rij in data)}

    def register_toewijzingen(self, bericht: Bericht) -> None:
        """Take over the allocations of a 301; what was reported before stays."""
        client = bericht.waarden["Client"]
        for product in client["ToegewezenProducten"]["ToegewezenProduct"]:
            nieuw = _lees_opdracht(bericht, client, product)
            oud = self.opdrachten.get(nieuw.sleutel)
            if oud is not None:
                nieuw.start, nieuw.stop, nieuw.gedeclareerd = oud.start, oud.stop, oud.gedeclareerd
            if nieuw.reden_wijziging == VERWIJDERD:
                self.opdrachten.pop(nieuw.sleutel, None)
            else:
                self.opdrachten[nieuw.sleutel] = nieuw

    def write(self) -> None:
        """Keep the book; complete before it gets its name."""
        self._pad.parent.mkdir(parents=True, exist_ok=True)
        nieuw = self._pad.with_suffix(".nieuw")
        nieuw.write_text(
            json.dumps([asdict(o) for o in self.opdrachten.values()], ensure_ascii=False), "utf-8"
        )
        nieuw.replace(self._pad)


def _lees_opdracht(bericht: Bericht, client: Any, product: Any) -> Opdracht:
    omvang, soort = product.get("Omvang") or {}, product.get("Product") or {}
    naam = client["Naam"]
    return Opdracht(
        gemeente=bericht.waarden["Header"]["Afzender"],
        familie=bericht.definitie.familie,
        nummer=product["ToewijzingNummer"],
        bsn=client["Bsn"],
        wie={
            "Bsn": client["Bsn"],
            "Geboortedatum": client["Geboortedatum"]["Datum"].isoformat(),
            "Geslacht": client["Geslacht"],
            "Naam": {"Geslachtsnaam": dict(naam["Geslachtsnaam"])},
        },
        categorie=soort.get("Categorie", ""),
        code=soort.get("Code", ""),
        ingangsdatum=product["Ingangsdatum"].isoformat(),
        einddatum=product["Einddatum"].isoformat() if product.get("Einddatum") else None,
        volume=omvang.get("Volume"),
        eenheid=omvang.get("Eenheid", ""),
        frequentie=omvang.get("Frequentie", ""),
        budget=product.get("Budget"),
        reden_wijziging=product.get("RedenWijziging", ""),
    )
