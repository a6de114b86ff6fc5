"""The small world filled on both sides: for two gemeenten and two aanbieders a row of every kind that tells
something about a person, each with a word of its own (a canary) that may only be seen by its owners."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

from tests.factories.begroting import create_afspraken, create_begrotingen, create_uitkeringen
from tests.factories.berichten import create_305
from tests.factories.catalogusversie import create_catalogusversies
from tests.factories.declaraties import create_323, create_regel
from tests.factories.gebieden import create_marktregisters
from tests.factories.geld_van_de_wereld import create_betaling, create_bijdrageperiode
from tests.factories.gezin import create_gezin
from tests.factories.kostprijs import create_kostprijzen
from tests.factories.kostprijsonderzoek import create_onderzoeken_apart
from tests.factories.plafond import create_advies, create_plafonds
from tests.factories.tarievenboek import create_tarievenboeken
from tests.factories.vergelijking import create_vergelijking
from tests.factories.wereld import (
    ALDERVOORT,
    BREEKERWAARD,
    KWARTEL,
    MERELHOF,
    NU,
    VANDAAG,
    Wereld,
    create_besluit,
    create_toewijzing,
    create_vraag,
    create_wereld,
)

from stelsel.apps.accounts.models import User
from stelsel.apps.bekostiging.models import Budget
from stelsel.apps.berichtenverkeer import actions
from stelsel.apps.berichtenverkeer.actions.bewaking import register_storing
from stelsel.apps.berichtenverkeer.models import Aanlevering, InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.declaraties.models import Declaratie
from stelsel.apps.journal.models import Inzage
from stelsel.apps.resultaten.models import Meting
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.actions import register_gewijzigd
from stelsel.apps.toegang.models import Aanvraag, Besluit, Client, Doel, Leefdomeinbeeld, Toewijzing, Vraag
from stelsel.apps.verwerving.models import Contract, Contractproduct
from stelsel.domein.toegang.verzoek import Productverzoek, Verzoeksoort
from stelsel.kern.bedrag import in_euro

#: Letter, client, product, claimed tariff. C shares a household with A, across the border of the gemeente.
DOSSIERS = (
    ("a", "C-1", MERELHOF, "45A01", 8_625),
    ("b", "C-2", KWARTEL, "02A01", 6_250),
    ("c", "C-3", MERELHOF, "02A01", 6_400),
)
FAMILIE = {"jw": "ijw", "wmo": "iwmo"}
MAANDEN = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
           "oktober", "november", "december")  # fmt: skip


@dataclass(frozen=True)
class Eigendom:
    """Who may reach an object: gemeenten, an aanbieder, a client; `regio`: regional users too; `openbaar`:
    everybody whose role may open the page at all."""

    gemeenten: frozenset[str] = frozenset()
    agb: str = ""
    client: str = ""
    regio: bool = False
    openbaar: bool = False

    def is_van(self, user: User) -> bool:
        """The user is one of the owners."""
        if self.openbaar:
            return True
        if user.client_nummer:
            return user.client_nummer == self.client
        if user.agb:
            return user.agb == self.agb
        return self.regio if user.regio else user.gemeentecode in self.gemeenten


@dataclass
class Dossier:
    """Everything about one client. `kanaries`: words that tell something, per kind."""

    letter: str
    client: Client
    toewijzing: Toewijzing
    besluit: Besluit
    vraag: Vraag
    doel: Doel
    eigendom: Eigendom
    declaratie: Declaratie | None = None
    aanvraag: Aanvraag | None = None
    uitgaand: list[UitgaandBericht] = field(default_factory=list)
    inkomend: list[InkomendBericht] = field(default_factory=list)
    storing: Storing | None = None
    kanaries: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class VolleWereld:
    """`losse_bestanden`: unreadable files that belong to whoever handed them in; `aanleveringen`: batches."""

    wereld: Wereld
    dossiers: dict[str, Dossier]
    losse_bestanden: list[tuple[InkomendBericht, Eigendom]]
    contracten: list[tuple[Contract, Eigendom]]
    aanleveringen: list[tuple[Aanlevering, Eigendom]]


def create_volle_wereld(post: Path) -> VolleWereld:
    """The whole of it; messages are judged and made by the product's own worker, with its folder `post`."""
    wereld = create_wereld()
    Budget.objects.filter(gemeente=ALDERVOORT).update(bedrag=1_234_567_800)
    Budget.objects.filter(gemeente=BREEKERWAARD).update(bedrag=876_543_200)
    create_kostprijzen(wereld)
    create_tarievenboeken(wereld)
    create_begrotingen()
    create_uitkeringen()
    create_afspraken()
    create_plafonds()
    create_advies()
    create_onderzoeken_apart(wereld)
    create_catalogusversies(wereld)
    create_vergelijking()
    create_marktregisters()
    create_eigen_contract(wereld)
    dossiers = {
        letter: create_dossier(wereld, letter, nummer, agb, product)
        for letter, nummer, agb, product, _ in DOSSIERS
    }
    dossiers["c"].client.huishouden = dossiers["a"].client.huishouden
    dossiers["c"].client.save(update_fields=["huishouden"])
    for (letter, _, _, _, tarief), dossier in zip(DOSSIERS, dossiers.values(), strict=True):
        (post / "in").mkdir(parents=True, exist_ok=True)
        (post / "in" / f"start{letter}.xml").write_bytes(create_start(dossier))
        (post / "in" / f"zdeclaratie{letter}.xml").write_bytes(create_claim(dossier, tarief))
    while actions.check_ronde(post=post, today=VANDAAG, now=NU):
        pass
    for dossier in dossiers.values():
        add_berichten(dossier)
        dossier.aanvraag = create_aanvraag(dossier)
        dossier.kanaries = list_kanaries(dossier)
        dossier.kanaries["betaling"] = create_betaling(wereld, dossier)
        create_bijdrageperiode(dossier)
        create_taakmelding(dossier)
        dossier.kanaries["gezin"] = create_gezin(dossier.toewijzing, dossier.letter)
    losse = [create_los_bestand(wereld, dossiers, *wie) for wie in LOSSE_BESTANDEN]
    aanleveringen = [create_aanlevering(wereld, login) for login, _ in LOSSE_BESTANDEN]
    return VolleWereld(wereld, dossiers, losse, list_contracten(), aanleveringen)


def create_eigen_contract(wereld: Wereld) -> None:
    """A contract that only Breekerwaard has."""
    contract = Contract.objects.create(
        nummer="K-WMO-9", aanbieder_id=MERELHOF, wet="wmo", vandatum=date(2024, 1, 1)
    )
    contract.gemeenten.set([BREEKERWAARD])
    Contractproduct.objects.create(
        contract=contract,
        product=wereld.producten["07D01"],
        tarief=4_321,
        eenheid="16",
        variant="inspanning",
        vandatum=date(2024, 1, 1),
    )


def list_contracten() -> list[tuple[Contract, Eigendom]]:
    """Every contract with its owners."""
    return [
        (c, Eigendom(frozenset(c.gemeenten.values_list("code", flat=True)), c.aanbieder_id, regio=True))
        for c in Contract.objects.order_by("nummer")
    ]


def create_dossier(wereld: Wereld, letter: str, nummer: str, agb: str, product: str) -> Dossier:
    """A decided question with allocation and measured goal, an open question, and somebody who looked."""
    toewijzing = create_toewijzing(
        wereld, client=nummer, product=product, agb=agb, toewijzing_nummer=f"7017000{ord(letter)}"
    )
    besluit = create_besluit(wereld, toewijzing=toewijzing)
    Besluit.objects.filter(pk=besluit.pk).update(
        nummer=f"B-kanarie{letter}",
        motivering=f"Motivering kanariewoord{letter}.",
        brief=f"%PDF-1.7 kanariebrief{letter}".encode(),
    )
    besluit.refresh_from_db()
    Vraag.objects.filter(pk=besluit.vraag_id).update(nummer=f"V-oud{letter}")
    doel = Doel.objects.get(vraag__besluit=besluit)
    doel.tekst = f"Kanariedoel{letter} halen."
    doel.save(update_fields=["tekst"])
    vraag = create_open_vraag(wereld, letter, nummer, agb, product)
    toelichting = f"Kanariemeting{letter}."
    meting = {"meetdatum": VANDAAG, "score": -1, "toelichting": toelichting, "gemeten_by": "x"}
    Meting.objects.create(doel=doel, moment="T1", gemeten_at=NU, **meting)
    Inzage.objects.create(
        client_nummer=nummer,
        actor=f"kijker{letter}",
        actor_naam=f"Kanariekijker{letter}",
        actor_rol="regisseur",
        handeling="bekeken",
        pagina="/",
        gezien_at=NU,
    )
    User.objects.create(
        username=f"kijker{letter}", rol="regisseur", gemeentecode=toewijzing.gemeente_id, is_active=False
    )
    register_gewijzigd(toewijzing, actor=f"kijker{letter}", now=NU)
    client = toewijzing.client
    eigendom = Eigendom(frozenset({client.gemeente_id}), agb, nummer)
    return Dossier(letter, client, toewijzing, besluit, vraag, doel, eigendom)


def create_open_vraag(wereld: Wereld, letter: str, nummer: str, agb: str, product: str) -> Vraag:
    """A question with everything chosen, ready for the decision."""
    vraag = create_vraag(
        wereld,
        client=nummer,
        nummer=f"V-kanarie{letter}",
        wet=wereld.producten[product].wet,
        vraag=f"Kanarievraag{letter}",
        context=f"Kanariecontext{letter}",
        eigen_kracht=f"Kanariekracht{letter}",
        keuze_client=f"Kanariekeuze{letter}",
        product=wereld.producten[product],
        aanbieder=wereld.aanbieders[agb],
        volume=3,
        ingangsdatum=date(2027, 1, 1),
        einddatum=date(2027, 6, 30),
    )
    Leefdomeinbeeld.objects.create(
        vraag=vraag, leefdomein="dagelijks", score=2, toelichting=f"Kanariebeeld{letter}"
    )
    return vraag


def create_start(dossier: Dossier) -> bytes:
    """The 305 of the aanbieder."""
    wet, client = dossier.toewijzing.wet, dossier.client
    return create_305(
        dossier.toewijzing,
        familie=FAMILIE[wet],
        afzender=dossier.toewijzing.aanbieder_id,
        ontvanger=client.gemeente_id,
        identificatie=f"KANARIE5{dossier.letter}".upper(),
    )


def create_claim(dossier: Dossier, tarief: int) -> bytes:
    """The 323 of the aanbieder: one line that is approved and one for far too much."""
    toewijzing, letter = dossier.toewijzing, dossier.letter
    regel = {
        "bsn": dossier.client.bsn,
        "toewijzing_nummer": int(toewijzing.toewijzing_nummer),
        "categorie": toewijzing.categorie,
        "code": toewijzing.code,
        "tarief": tarief,
    }
    regels = [
        create_regel(referentie_nummer=f"REFKANARIE{letter}1".upper(), volume=4, **regel),
        create_regel(
            referentie_nummer=f"REFKANARIE{letter}2".upper(),
            volume=9_000,
            begin=date(2026, 1, 1),
            eind=date(2026, 1, 31),
            **regel,
        ),
    ]
    return create_323(
        regels,
        wet=toewijzing.wet,
        afzender=toewijzing.aanbieder_id,
        ontvanger=dossier.client.gemeente_id,
        declaratie_nummer=f"DKANARIE{letter}".upper(),
        identificatie=f"KANARIE3{letter}".upper(),
    )


def create_aanvraag(dossier: Dossier) -> Aanvraag:
    """An open request of the aanbieder to stretch the allocation."""
    toewijzing, letter = dossier.toewijzing, dossier.letter
    product = toegang.Productwens(
        soort=Productverzoek.TE_WIJZIGEN,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        ingangsdatum=toewijzing.ingangsdatum,
        einddatum=date(2027, 6, 30),
        volume=toewijzing.volume,
        eenheid=toewijzing.eenheid,
        frequentie=toewijzing.frequentie,
    )
    gegevens = toegang.Verzoekgegevens(
        gemeentecode=toewijzing.gemeente_id,
        agb=toewijzing.aanbieder_id,
        wet=toewijzing.wet,
        soort=Verzoeksoort.VOW,
        bsn=dossier.client.bsn,
        dagtekening=VANDAAG,
        ontvangen_datum=VANDAAG,
        bericht_sleutel=f"{FAMILIE[toewijzing.wet].upper()}317 {toewijzing.aanbieder_id} VOW{letter}",
        aanvragen=[toegang.Aanvraagwens(f"KANARIEVERZOEK{letter}".upper(), (product,))],
        commentaar=f"Kanarieverzoek{letter}",
    )
    verzoek = toegang.register_verzoek(gegevens=gegevens, now=NU)
    return verzoek.aanvragen.get()


def create_taakmelding(dossier: Dossier) -> None:
    """A start without an allocation, at the same aanbieder."""
    toewijzing = dossier.toewijzing
    toegang.register_taakmelding(
        gemeente=dossier.client.gemeente,
        aanbieder=toewijzing.aanbieder,
        wet=toewijzing.wet,
        bsn=dossier.client.bsn,
        categorie=toewijzing.categorie,
        code=toewijzing.code,
        begindatum=date(2026, 2, 2),
        bericht_sleutel=f"WMO305 {toewijzing.aanbieder_id} TAAK{dossier.letter}",
        now=NU,
    )


def add_berichten(dossier: Dossier) -> None:
    """The claim and the messages that the worker made of the files."""
    van = {"gemeente": dossier.client.gemeente_id, "aanbieder": dossier.toewijzing.aanbieder_id}
    dossier.declaratie = Declaratie.objects.get(**van)
    dossier.uitgaand = list(UitgaandBericht.objects.filter(**van).order_by("pk"))
    dossier.inkomend = list(InkomendBericht.objects.filter(**van).order_by("pk"))
    uitleg = f"Kanariestoring{dossier.letter}."
    dossier.storing = register_storing(dossier.uitgaand[0], reden="proef", uitleg=uitleg, now=NU)


#: Login of who handed the file in, and the dossier it is about.
LOSSE_BESTANDEN = (("backoffice", "b"), ("backoffice2", "c"), ("aanbieder", "a"), ("aanbieder2", "b"))


def create_los_bestand(
    wereld: Wereld, dossiers: dict[str, Dossier], login: str, letter: str
) -> tuple[InkomendBericht, Eigendom]:
    """A file that cannot be read, with a person in it."""
    user, client = wereld.users[login], dossiers[letter].client
    inhoud = f"<stuk><Bsn>{client.bsn}</Bsn><Naam>{client.geslachtsnaam}</Naam>".encode()
    rij = actions.register_inkomend_bericht(bestandsnaam=f"los{login}.xml", inhoud=inhoud, now=NU, by=user)
    actions.check_volgend_bericht(today=VANDAAG, now=NU, sleutel=rij.pk)
    rij.refresh_from_db()
    return rij, Eigendom(frozenset({user.gemeentecode} - {""}), user.agb)


def create_aanlevering(wereld: Wereld, login: str) -> tuple[Aanlevering, Eigendom]:
    """A batch with one file in it that is no message."""
    user = wereld.users[login]
    rij = actions.register_aanlevering(bestanden=[(f"lijst{login}.txt", BytesIO(b"x"))], by=user, now=NU)
    return rij, Eigendom(frozenset({user.gemeentecode} - {""}), user.agb)


def render_gedeclareerd(dossier: Dossier) -> str:
    """The sum of its claim as the ledger shows it, of which no two are the same."""
    if dossier.declaratie is None:
        raise ValueError("dit dossier heeft nog geen declaratie")
    return in_euro(dossier.declaratie.totaal_ingediend).removeprefix("€").strip()


def list_kanaries(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """What gives this dossier away, per kind of knowledge."""
    letter, client, geboren = dossier.letter, dossier.client, dossier.client.geboortedatum
    return {
        "persoon": (
            client.geslachtsnaam,
            client.voornamen,
            f"{geboren:%d-%m-%Y}",
            f"{geboren:%Y-%m-%d}",
            f"{geboren.day} {MAANDEN[geboren.month - 1]} {geboren.year}",
        ),
        "bsn": (client.bsn,),
        "nummer": (client.nummer,),
        "vraag": (
            *(f"Kanarie{woord}{letter}" for woord in ("vraag", "context", "kracht", "keuze", "beeld")),
            f"V-kanarie{letter}",
        ),
        "besluit": (f"B-kanarie{letter}", f"kanariewoord{letter}", f"kanariebrief{letter}"),
        "doel": (f"Kanariedoel{letter}",),
        "meting": (f"Kanariemeting{letter}",),
        "toewijzing": (dossier.toewijzing.toewijzing_nummer,),
        "bericht": tuple(b.identificatie for b in dossier.inkomend),
        "bestand": (f"start{letter}.xml", f"zdeclaratie{letter}.xml"),
        "declaratie": (f"DKANARIE{letter}".upper(), *(f"REFKANARIE{letter}{n}".upper() for n in (1, 2))),
        "grootboek": (render_gedeclareerd(dossier),),
        "storing": (f"Kanariestoring{letter}",),
        "verzoek": (f"KANARIEVERZOEK{letter}".upper(), f"Kanarieverzoek{letter}"),
        "inzage": (f"Kanariekijker{letter}",),
    }
