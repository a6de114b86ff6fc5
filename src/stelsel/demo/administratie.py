"""What the simulated aanbieder keeps of its own: one JSON file per AGB code beside the post.

It holds what came in 301s and what was reported since, so that the simulator can be stopped and started at
any moment. Dates are ISO texts, so that the file can be read by people too. Beside it lie the claims as they
were sent, to hold a 325 against, and the retours, to give the same answer to the same message again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stelsel.istandaarden.berichten import Bericht
from stelsel.istandaarden.berichten.begrippen import StatusAanlevering
from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.regels.kop import Kopdossier
from stelsel.istandaarden.regels.toewijzing import VERWIJDERD, Aanbiederdossier, BekendeToewijzing
from stelsel.kern.periode import Periode, plus_maanden


@dataclass
class Opdracht:
    """One allocation as the aanbieder knows it. `wie`: the client values that a 305 repeats."""

    gemeente: str
    familie: Familie
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
    referentie: str = ""
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
    """The aanbieder's book: allocations by key; own requests by reference, with the answers that came; the
    digest of every message received ("9901-WMO301-B1"); and what was wrong with an answer to a claim."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad
        data = json.loads(pad.read_text("utf-8")) if pad.exists() else {}
        self.opdrachten = {o.sleutel: o for o in (Opdracht(**rij) for rij in data.get("opdrachten", []))}
        self.verzoeken: dict[str, list[str]] = data.get("verzoeken", {})
        self.bevindingen: list[str] = data.get("bevindingen", [])
        self._ontvangen: dict[str, str] = data.get("ontvangen", {})

    def register_toewijzingen(self, bericht: Bericht) -> None:
        """Take over the allocations of a 301; what was reported before stays."""
        client = bericht.waarden["Client"]
        for product in client["ToegewezenProducten"]["ToegewezenProduct"]:
            nieuw = _lees_opdracht(bericht, client, product)
            oud = self.opdrachten.get(nieuw.sleutel)
            if oud is not None:
                nieuw.start, nieuw.stop, nieuw.gedeclareerd = oud.start, oud.stop, oud.gedeclareerd
                nieuw.referentie = nieuw.referentie or oud.referentie
            if nieuw.reden_wijziging == VERWIJDERD:
                self.opdrachten.pop(nieuw.sleutel, None)
            else:
                self.opdrachten[nieuw.sleutel] = nieuw

    def register_antwoord(self, bericht: Bericht) -> None:
        """Take over what a 319 says about a request."""
        antwoord = bericht.waarden["Antwoord"]
        self.verzoeken.setdefault(antwoord["ReferentieAanbieder"], []).append(antwoord["VerzoekAntwoord"])

    def register_declaratie(self, bericht: Bericht, *, inhoud: bytes) -> None:
        """Keep a 323 as it was sent."""
        self._write_kopie("declaraties", get_identificatie(bericht), inhoud)

    def get_declaratie(self, identificatie: str) -> bytes | None:
        """The 323 with this Identificatie, None when it was not sent from here."""
        return self._read_kopie("declaraties", identificatie)

    def register_ontvangst(self, bericht: Bericht, *, digest: str, retour: bytes) -> None:
        """Remember that a message came in, and what was answered."""
        self._ontvangen[_get_kenmerk(bericht)] = digest
        self._write_kopie("retouren", _get_kenmerk(bericht), retour)

    def get_retour(self, bericht: Bericht, *, digest: str) -> bytes | None:
        """The answer that was given to exactly these bytes, None when they are new."""
        kenmerk = _get_kenmerk(bericht)
        return self._read_kopie("retouren", kenmerk) if self._ontvangen.get(kenmerk) == digest else None

    def get_kop(self, bericht: Bericht, *, vandaag: date, gemeenten: Mapping[str, Periode]) -> Kopdossier:
        """What the header of a message is held against."""
        dubbel = _get_kenmerk(bericht) in self._ontvangen
        return Kopdossier(vandaag, {get_identificatie(bericht): None} if dubbel else {}, gemeenten)

    def get_dossier(
        self, bericht: Bericht, *, kop: Kopdossier, producten: Mapping[str, str]
    ) -> Aanbiederdossier:
        """What is on file of the gemeente and the law of a message."""
        gemeente, familie = bericht.waarden["Header"]["Afzender"], bericht.definitie.familie
        eigen = [o for o in self.opdrachten.values() if (o.gemeente, o.familie) == (gemeente, familie)]
        return Aanbiederdossier(
            kop=kop,
            toewijzingen={
                o.nummer: BekendeToewijzing(o.bsn, o.categorie, o.code, o.referentie) for o in eigen
            },
            gedeclareerd=frozenset(o.nummer for o in eigen if o.gedeclareerd),
            verzoeken=frozenset(self.verzoeken),
            antwoorden={referentie: frozenset(wat) for referentie, wat in self.verzoeken.items()},
            producten=producten,
        )

    def write(self) -> None:
        """Keep the book; complete before it gets its name."""
        self._pad.parent.mkdir(parents=True, exist_ok=True)
        nieuw = self._pad.with_suffix(".nieuw")
        data = {
            "opdrachten": [asdict(opdracht) for opdracht in self.opdrachten.values()],
            "verzoeken": self.verzoeken,
            "bevindingen": self.bevindingen,
            "ontvangen": self._ontvangen,
        }
        nieuw.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        nieuw.replace(self._pad)

    def _write_kopie(self, soort: str, naam: str, inhoud: bytes) -> None:
        bestand = self._get_kopie(soort, naam)
        bestand.parent.mkdir(parents=True, exist_ok=True)
        bestand.write_bytes(inhoud)

    def _read_kopie(self, soort: str, naam: str) -> bytes | None:
        bestand = self._get_kopie(soort, naam)
        return bestand.read_bytes() if bestand.exists() else None

    def _get_kopie(self, soort: str, naam: str) -> Path:
        """Named by a digest: an Identificatie may hold any character."""
        kenmerk = hashlib.sha256(naam.encode()).hexdigest()[:24]
        return self._pad.parent / soort / self._pad.stem / f"{kenmerk}.xml"


def get_identificatie(bericht: Bericht) -> str:
    """The Identificatie that the sender gave."""
    identificatie: str = bericht.waarden["Header"]["BerichtIdentificatie"]["Identificatie"]
    return identificatie


def _get_kenmerk(bericht: Bericht) -> str:
    afzender = bericht.waarden["Header"]["Afzender"]
    return f"{afzender}-{bericht.definitie.naam}-{get_identificatie(bericht)}"


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
        referentie=product.get("ReferentieAanbieder", ""),
    )
