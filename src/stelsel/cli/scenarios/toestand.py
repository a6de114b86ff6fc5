"""What a gemeente has on file before the message of a scenario comes in, put there by the same take-over
actions that a region uses when it goes live."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.actions import take_over_regio
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.berichtenverkeer.actions import take_over_bericht
from stelsel.apps.declaraties.actions import Regelovername, take_over_declaratie
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Client, Toewijzing
from stelsel.apps.verwerving.actions import Afspraak, take_over_contract
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.verzoek import Verzoeksoort
from stelsel.istandaarden import get_definitie
from stelsel.istandaarden.berichten import FAMILIES
from stelsel.istandaarden.codelijsten import Familie

from .lezen import Gegevens, OnleesbaarScenario, Scenario, parse_dag

_ACTOR = "scenario"
#: From this day the contract of a scenario holds when the scenario does not say so.
_VANOUDS = date(2000, 1, 1)
_WET: dict[str, str] = {"ijw": Wet.JEUGDWET.value, "iwmo": Wet.WMO.value}


class Toestand:
    """The prior state of one scenario, in the database of the moment."""

    def __init__(self, scenario: Scenario, now: datetime) -> None:
        self.scenario, self.now = scenario, now
        self.plaats = f"scenario {scenario.id}, 'prior'"
        self.clienten: dict[str, str] = {}

    def register(self) -> None:
        """Put everything there. OnleesbaarScenario when an entry lacks something or contradicts another."""
        try:
            self._register()
        except KeyError as fout:
            raise OnleesbaarScenario(f"{self.plaats}: {fout.args[0]} ontbreekt of is niet bekend.") from fout
        except (Toewijzing.DoesNotExist, Client.DoesNotExist) as fout:
            raise OnleesbaarScenario(
                f"{self.plaats}: een start, stop of regel noemt een toewijzing of cliënt die er niet is."
            ) from fout

    def _register(self) -> None:
        prior = self.scenario.prior
        self._register_deelnemers()
        self._register_contracten()
        self._register_clienten()
        self._register_toewijzingen(prior.get("allocations", []))
        self._register_leveringen(prior.get("starts", []), prior.get("stops", []))
        for verzoek in prior.get("requests", []):
            self._register_verzoek(verzoek)
        for antwoord in prior.get("answers", []):
            self._register_antwoord(antwoord)
        for declaratie in prior.get("declarations", []):
            self._register_declaratie(declaratie)
        for bericht in prior.get("messages", []):
            self._register_bericht(bericht)

    def _register_deelnemers(self) -> None:
        defaults = self.scenario.defaults
        gemeenten = {str(g["code"]): g for g in defaults.get("gemeenten", [])}
        gemeenten.setdefault(self.scenario.gemeente, {"code": self.scenario.gemeente})
        ingelezen = [
            Gemeente(
                code=code,
                naam=f"Gemeente {code}",
                vandatum=self._dag(gegevens.get("van")),
                totdatum=self._dag(gegevens.get("tot")),
            )
            for code, gegevens in gemeenten.items()
        ]
        self.by, _ = User.objects.get_or_create(username=_ACTOR)
        take_over_regio(
            naam="Scenario",
            gemeenten=ingelezen,
            aanbieders=[Aanbieder(agb=agb, naam=f"Aanbieder {agb}") for agb in sorted(self._list_agbs())],
            by=self.by,
            now=self.now,
        )

    def _list_agbs(self) -> set[str]:
        """Every aanbieder that the scenario names."""
        lijsten = [rij for rij in self.scenario.prior.values() if isinstance(rij, list)]
        genoemd = {
            str(gegevens[veld])
            for lijst in lijsten
            for gegevens in lijst
            if isinstance(gegevens, dict)
            for veld in ("Aanbieder", "Afzender")
            if veld in gegevens
        }
        afzender = self.scenario.inkomend.get("header", {}).get("Afzender", self.scenario.aanbieder)
        return {agb for agb in genoemd | {str(afzender), self.scenario.aanbieder} if len(agb) == 8}

    def _register_contracten(self) -> None:
        """The same product list for every aanbieder; entries of the scenario replace those of its code."""
        gemeenten = list(Gemeente.objects.all())
        for familie in FAMILIES:
            regels = self._list_contractregels(familie)
            producten = self._create_producten(familie, regels)
            afspraken = [self._als_afspraak(regel, producten[str(regel["Code"])]) for regel in regels]
            for aanbieder in Aanbieder.objects.all():
                take_over_contract(
                    nummer=f"{familie}-{aanbieder.agb}",
                    aanbieder=aanbieder,
                    wet=_WET[familie],
                    gemeenten=gemeenten,
                    afspraken=afspraken,
                    vandatum=_VANOUDS,
                    totdatum=None,
                    by=self.by,
                    now=self.now,
                )

    def _list_contractregels(self, familie: str) -> list[Gegevens]:
        standaard = self.scenario.defaults.get("contract", {}).get(familie, [])
        vervangend = [r for r in self.scenario.prior.get("contract", []) if self._familie(r) == familie]
        eigen = {regel["Code"] for regel in vervangend}
        return [regel for regel in standaard if regel["Code"] not in eigen] + vervangend

    def _create_producten(self, familie: str, regels: list[Gegevens]) -> dict[str, Product]:
        """One product per code: the latest entry of a code says to which categorie it belongs."""
        op_code = {str(regel["Code"]): regel for regel in regels}
        rijen = Product.objects.bulk_create(
            Product(
                wet=_WET[familie],
                code=code,
                categorie=regel["Categorie"],
                naam=code,
                eenheid=regel.get("Eenheid") or "",
            )
            for code, regel in op_code.items()
        )
        return {rij.code: rij for rij in rijen}

    def _als_afspraak(self, regel: Gegevens, product: Product) -> Afspraak:
        return Afspraak(
            product=product,
            tarief=regel.get("Tarief") or 0,
            eenheid=regel.get("Eenheid") or "",
            variant=regel["variant"],
            vandatum=self._dag(regel.get("van")) or _VANOUDS,
            totdatum=self._dag(regel.get("tot")),
        )

    def _register_clienten(self) -> None:
        """Everybody that the prior state names; a client with an allocation is known."""
        prior, defaults = self.scenario.prior, self.scenario.defaults.get("client", {})
        bsns = list(prior.get("clients", [])) + [a["Bsn"] for a in prior.get("allocations", [])]
        self.clienten = {str(bsn): f"C{plek:05d}" for plek, bsn in enumerate(dict.fromkeys(bsns), 1)}
        toegang.take_over_clienten(
            clienten=[
                toegang.Clientovername(
                    nummer=nummer,
                    gemeentecode=self.scenario.gemeente,
                    huishouden=nummer,
                    gegevens=toegang.Clientgegevens(
                        bsn=bsn,
                        geslachtsnaam=str(defaults.get("Achternaam", "Testpersoon")),
                        voornamen="",
                        geboortedatum=self._dag(defaults.get("Geboortedatum")) or _VANOUDS,
                        geslacht=str(defaults.get("Geslacht", "0")),
                    ),
                )
                for bsn, nummer in self.clienten.items()
            ],
            actor=_ACTOR,
            now=self.now,
        )

    def _register_toewijzingen(self, toewijzingen: list[Gegevens]) -> None:
        toegang.take_over_toewijzingen(
            toewijzingen=[
                toegang.Toewijzingovername(
                    toewijzing_nummer=str(t["ToewijzingNummer"]),
                    client_nummer=self.clienten[str(t["Bsn"])],
                    wet=_WET[self._familie(t)],
                    agb=self._agb(t),
                    categorie=t.get("Categorie") or "",
                    code=t.get("Code") or "",
                    ingangsdatum=parse_dag(t["Ingangsdatum"], self.plaats),
                    einddatum=self._dag(t.get("Einddatum")),
                    toegewezen_at=self.now,
                    volume=(t.get("Omvang") or {}).get("Volume"),
                    eenheid=(t.get("Omvang") or {}).get("Eenheid", ""),
                    frequentie=(t.get("Omvang") or {}).get("Frequentie", ""),
                    budget=t.get("Budget"),
                    reden_wijziging=t.get("RedenWijziging") or "",
                    referentie_aanbieder=t.get("ReferentieAanbieder") or "",
                )
                for t in toewijzingen
            ],
            actor=_ACTOR,
            now=self.now,
        )

    def _register_leveringen(self, starts: list[Gegevens], stops: list[Gegevens]) -> None:
        for gegevens in starts:
            if "ToewijzingNummer" not in gegevens:
                self._register_taakmelding(gegevens)
                continue
            start = toegang.register_start(
                **self._als_melding(gegevens), toewijzing=self._get_toewijzing(gegevens)
            )
            if gegevens.get("deleted"):
                toegang.withdraw_start(start=start, now=self.now)
        for gegevens in stops:
            einde = {
                "einddatum": parse_dag(gegevens["Einddatum"], self.plaats),
                "reden_beeindiging": gegevens["RedenBeeindiging"],
            }
            if "ToewijzingNummer" not in gegevens:
                self._register_taakmelding(gegevens, **einde)
                continue
            stop = toegang.register_stop(
                **self._als_melding(gegevens), **einde, toewijzing=self._get_toewijzing(gegevens)
            )
            if gegevens.get("deleted"):
                toegang.withdraw_stop(stop=stop, now=self.now)

    def _register_taakmelding(self, gegevens: Gegevens, **einde: Any) -> None:
        """Taakgericht: no allocation, so the person stands in the entry itself."""
        melding = toegang.register_taakmelding(
            **self._als_melding(gegevens),
            **einde,
            gemeente=Gemeente.objects.get(code=self.scenario.gemeente),
            aanbieder=Aanbieder.objects.get(agb=self._agb(gegevens)),
            wet=_WET[self._familie(gegevens)],
            bsn=str(gegevens["Bsn"]),
        )
        if gegevens.get("deleted"):
            toegang.withdraw_taakmelding(melding=melding, now=self.now)

    def _als_melding(self, gegevens: Gegevens) -> dict[str, Any]:
        return {
            "begindatum": parse_dag(gegevens["Begindatum"], self.plaats),
            "categorie": gegevens.get("Categorie") or "",
            "code": gegevens.get("Code") or "",
            "bericht_sleutel": "overname",
            "now": self.now,
        }

    def _get_toewijzing(self, gegevens: Gegevens) -> Toewijzing:
        return Toewijzing.objects.get(
            gemeente_id=self.scenario.gemeente,
            wet=_WET[self._familie(gegevens)],
            toewijzing_nummer=str(gegevens["ToewijzingNummer"]),
        )

    def _register_verzoek(self, gegevens: Gegevens) -> None:
        soort = {"315": Verzoeksoort.VOT, "317": Verzoeksoort.VOW}[str(gegevens["message"])]
        referenties = gegevens.get("references", [])
        toegang.take_over_verzoek(
            gegevens=toegang.Verzoekgegevens(
                gemeentecode=self.scenario.gemeente,
                agb=self._agb(gegevens),
                wet=_WET[self._familie(gegevens)],
                soort=soort,
                bsn=str(gegevens["Bsn"]),
                dagtekening=self.scenario.today,
                ontvangen_datum=self.scenario.today,
                bericht_sleutel="overname",
                aanvragen=[toegang.Aanvraagwens(str(referentie)) for referentie in referenties],
            ),
            actor=_ACTOR,
            now=self.now,
            afgekeurd=bool(gegevens.get("rejected_in_retour")),
        )

    def _register_antwoord(self, gegevens: Gegevens) -> None:
        toegang.take_over_antwoord(
            gemeentecode=self.scenario.gemeente,
            agb=self._agb(gegevens),
            wet=_WET[self._familie(gegevens)],
            referentie_aanbieder=str(gegevens["ReferentieAanbieder"]),
            verzoek_antwoord=str(gegevens["VerzoekAntwoord"]),
        )

    def _register_declaratie(self, gegevens: Gegevens) -> None:
        """An earlier 323; one that was refused as a whole counts as not sent and leaves nothing."""
        if gegevens.get("result", "processed") != "processed":
            return
        periode = gegevens["DeclaratiePeriode"]
        take_over_declaratie(
            gemeente=Gemeente.objects.get(code=self.scenario.gemeente),
            aanbieder=Aanbieder.objects.get(agb=self._agb(gegevens)),
            wet=_WET[self._familie(gegevens)],
            declaratie_nummer=str(gegevens["DeclaratieNummer"]),
            begindatum=parse_dag(periode["Begindatum"], self.plaats),
            einddatum=parse_dag(periode["Einddatum"], self.plaats),
            dagtekening=self.scenario.today,
            regels=[self._als_regel(regel) for regel in gegevens.get("lines", [])],
            actor=_ACTOR,
            now=self.now,
        )

    def _als_regel(self, regel: Gegevens) -> Regelovername:
        return Regelovername(
            bsn=str(regel["Bsn"]),
            toewijzing_nummer=regel["ToewijzingNummer"],
            referentie_nummer=str(regel["ReferentieNummer"]),
            categorie=regel["ProductCategorie"],
            code=regel["ProductCode"],
            begindatum=parse_dag(regel["Begindatum"], self.plaats),
            einddatum=parse_dag(regel["Einddatum"], self.plaats),
            volume=regel["GeleverdVolume"],
            eenheid=regel["Eenheid"],
            tarief=regel.get("ProductTarief"),
            bedrag=regel["Bedrag"],
            goedgekeurd=bool(regel.get("approved", True)),
            vorig_referentie_nummer=str(regel.get("VorigReferentieNummer") or ""),
            credit=regel["DebetCredit"] == "C",
        )

    def _register_bericht(self, gegevens: Gegevens) -> None:
        take_over_bericht(
            bericht=get_definitie(self._familie(gegevens), str(gegevens["message"])).naam,
            afzender=str(gegevens.get("Afzender", self._agb(gegevens))),
            ontvanger=self.scenario.gemeente,
            identificatie=str(gegevens["Identificatie"]),
            now=self.now,
        )

    def _familie(self, gegevens: Gegevens) -> Familie:
        familie: Familie = gegevens.get("standard", self.scenario.definitie.familie)
        return familie

    def _agb(self, gegevens: Gegevens) -> str:
        return str(gegevens.get("Aanbieder", self.scenario.aanbieder))

    def _dag(self, tekst: Any) -> date | None:
        return parse_dag(tekst, self.plaats) if tekst else None
