"""Requests of aanbieders in the demo: a few clients per gemeente need longer, more, or a sequel.

The last two weeks before today hold some of every state: honoured, refused, in onderzoek, and open ones of
which the oldest are late. The messages are real 315s and 317s; the decisions are the regisseur's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from stelsel.apps.accounts.models import User
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.models import Aanvraag
from stelsel.demo.aanbiederpost import create_kenmerk
from stelsel.demo.administratie import Opdracht
from stelsel.domein.toegang.verzoek import Afwijsreden
from stelsel.istandaarden.antwoorden import create_header
from stelsel.istandaarden.berichten import Bericht, get_definitie
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.kern.volume import Eenheid, Frequentie

LANGER, MEER, VERVOLG = "langer", "meer", "vervolg"
HONOREREN, AFWIJZEN, ONDERZOEKEN = "honoreren", "afwijzen", "onderzoeken"
_DAG, _MAAND, _HALF_JAAR = timedelta(days=1), timedelta(days=30), timedelta(days=182)
#: An allocation must run on for so long to be asked about.
_LOOPT_NOG = timedelta(days=75)


@dataclass(frozen=True)
class Geval:
    """What an aanbieder asks so many days before today, and what the regisseur does about it two days later
    ("" for a request that still waits)."""

    dagen_geleden: int
    wat: str
    besluit: str = ""


GEVALLEN = (
    Geval(17, LANGER, HONOREREN),
    Geval(16, MEER, AFWIJZEN),
    Geval(15, VERVOLG, ONDERZOEKEN),
    Geval(14, LANGER, HONOREREN),
    Geval(13, MEER, ONDERZOEKEN),
    Geval(12, VERVOLG, AFWIJZEN),
    Geval(10, LANGER),
    Geval(6, MEER),
    Geval(5, VERVOLG),
    Geval(3, LANGER),
    Geval(2, MEER),
    Geval(1, VERVOLG),
)
_BESLUIT_NA = 2
#: Of so many cases one is for the aanbieder that goes first.
_OM_DE = 3

#: One client at one aanbieder: agb, gemeente, family, BSN.
Groep = tuple[str, str, str, str]


@dataclass
class Verzoekenpost:
    """The requests of the demo. `opdrachten`, `agbs`: what the aanbieders have, by number of the caseload;
    `regisseurs`: who decides per gemeente. `voorrang`: an aanbieder that sends some of every kind, when it
    can. `gevraagd`: whose turn it was, so that nobody asks twice."""

    opdrachten: Mapping[int, Opdracht]
    agbs: Mapping[int, str]
    regisseurs: Mapping[str, User]
    today: date
    voorrang: str = ""

    def __post_init__(self) -> None:
        self.gevraagd: dict[Groep, str] = {}
        self._besluiten: dict[date, list[tuple[str, Geval, Opdracht]]] = defaultdict(list)

    def list_verzoeken(self, dag: date) -> list[Bericht]:
        """The 315s and 317s of this day."""
        gevallen = [geval for geval in GEVALLEN if self.today - geval.dagen_geleden * _DAG == dag]
        return [
            self._create(geval, groep, eigen, dag)
            for geval in gevallen
            for groep, eigen in self._list_volgende(dag, eerst=self._get_eerst(geval))
        ]

    def decide(self, dag: date, *, now: datetime) -> None:
        """What the regisseurs decide on this day."""
        for referentie, geval, opdracht in self._besluiten.pop(dag, []):
            aanvraag = Aanvraag.objects.open().filter(referentie_aanbieder=referentie).first()
            if aanvraag is None:
                continue
            vast: dict[str, Any] = {
                "aanvraag": aanvraag, "by": self.regisseurs[opdracht.gemeente], "now": now,
            }  # fmt: skip
            if geval.besluit == HONOREREN:
                toegang.approve_aanvraag(today=dag, **vast)
                opdracht.einddatum = _get_langer(opdracht).isoformat()
            elif geval.besluit == AFWIJZEN:
                toegang.reject_aanvraag(reden=Afwijsreden.INHOUD, **vast)
            else:
                toegang.register_onderzoek(toelichting="Eerst overleg met de cliënt.", **vast)

    def _get_eerst(self, geval: Geval) -> str:
        return self.voorrang if geval.dagen_geleden % _OM_DE == 0 else ""

    def _list_volgende(self, dag: date, *, eerst: str) -> Iterator[tuple[Groep, list[Opdracht]]]:
        """Per gemeente the next client who can be asked about, with everything that runs at the aanbieder."""
        groepen: dict[Groep, list[Opdracht]] = defaultdict(list)
        for nummer, opdracht in self.opdrachten.items():
            if opdracht.gemeente in self.regisseurs and (opdracht.periode.eind or date.max) >= dag:
                sleutel = (self.agbs[nummer], opdracht.gemeente, opdracht.familie, opdracht.bsn)
                groepen[sleutel].append(opdracht)
        bsns = {bsn for _, _, _, bsn in self.gevraagd}
        for gemeente in sorted(self.regisseurs):
            for groep in sorted(groepen, key=lambda groep: (groep[0] != eerst, _get_volgorde(groep))):
                if groep[1] == gemeente and groep[3] not in bsns and _kan(groepen[groep], dag):
                    yield groep, groepen[groep]
                    break

    def _create(self, geval: Geval, groep: Groep, eigen: Sequence[Opdracht], dag: date) -> Bericht:
        agb, eerste = groep[0], eigen[0]
        kenmerk = f"{'|'.join(groep)}{dag}"
        referentie = create_kenmerk("verzoek", kenmerk)
        self.gevraagd[groep] = referentie
        if geval.besluit:
            self._besluiten[dag + _BESLUIT_NA * _DAG].append((referentie, geval, eerste))
        vot = geval.wat == VERVOLG
        definitie = get_definitie(
            eerste.familie, Berichtsoort.VERZOEK_TOEWIJZING if vot else Berichtsoort.VERZOEK_WIJZIGING
        )
        header = create_header(
            definitie,
            afzender=agb,
            ontvanger=eerste.gemeente,
            identificatie=create_kenmerk(definitie.soort, kenmerk),
            dagtekening=dag,
        )
        client = _get_vot(eerste, referentie) if vot else _get_vow(geval, eigen, referentie, dag)
        return Bericht(definitie, {"Header": header, "Client": client})


def _get_volgorde(groep: Groep) -> str:
    """Mixed, and the same every time."""
    return create_kenmerk("volgorde", "|".join(groep))


def _kan(eigen: Sequence[Opdracht], dag: date) -> bool:
    """Everything began, has a volume that can grow, and runs on for a while: a request breaks no rule."""
    return all(
        opdracht.start is not None
        and opdracht.stop is None
        and opdracht.code != ""
        and opdracht.volume is not None
        and opdracht.eenheid not in (Eenheid.EURO, Eenheid.ETMAAL)
        and opdracht.einddatum is not None
        and date.fromisoformat(opdracht.einddatum) >= dag + _LOOPT_NOG
        for opdracht in eigen
    )


def _get_langer(opdracht: Opdracht) -> date:
    return date.fromisoformat(opdracht.einddatum or opdracht.ingangsdatum) + _HALF_JAAR


def _get_omvang(opdracht: Opdracht, *, meer: bool = False) -> dict[str, Any]:
    volume = opdracht.volume or 0
    if meer:
        volume += max(1, volume // 4)
    return {"Volume": volume, "Eenheid": opdracht.eenheid, "Frequentie": opdracht.frequentie}


def _get_vow(geval: Geval, eigen: Sequence[Opdracht], referentie: str, dag: date) -> dict[str, Any]:
    """The first allocation changes, the others stay."""
    eerste, rest = eigen[0], eigen[1:]
    meer = geval.wat == MEER
    later = meer and eerste.frequentie != Frequentie.TOTAAL
    eind = date.fromisoformat(eerste.einddatum or eerste.ingangsdatum)
    wijzigen = {
        "ToewijzingNummer": eerste.nummer,
        "GewensteIngangsdatum": dag + _MAAND if later else date.fromisoformat(eerste.ingangsdatum),
        "Einddatum": eind if meer else _get_langer(eerste),
        "Omvang": _get_omvang(eerste, meer=meer),
    }
    verzoek: dict[str, Any] = {"ReferentieAanbieder": referentie, "RedenVerzoek": "1"}
    if rest:
        nummers = [{"ToewijzingNummer": opdracht.nummer} for opdracht in rest]
        verzoek["OngewijzigdeProducten"] = {"OngewijzigdProduct": nummers}
    return {
        "Bsn": eerste.bsn,
        "Verzoek": verzoek | {"TeWijzigenProducten": {"TeWijzigenProduct": [wijzigen]}},
    }


def _get_vot(opdracht: Opdracht, referentie: str) -> dict[str, Any]:
    """The same help again, from the day after the end on."""
    begin = date.fromisoformat(opdracht.einddatum or opdracht.ingangsdatum) + _DAG
    huisarts = {"Type": "02", "Naam": "Huisartsenpraktijk De Linde"}
    product = {
        "ReferentieAanbieder": referentie,
        "Product": opdracht.get_product(),
        "ToewijzingIngangsdatum": begin,
        "ToewijzingEinddatum": begin + _HALF_JAAR,
        "Omvang": _get_omvang(opdracht),
        "Verwijzer": huisarts if opdracht.familie == "ijw" else {"Type": "06"},
    }
    return opdracht.get_client() | {"AangevraagdeProducten": {"AangevraagdProduct": [product]}}
