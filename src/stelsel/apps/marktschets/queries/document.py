"""The document of a choice as it is now, the editions that were kept, and domeinen outside a phase."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

from stelsel.analyse.benchmark import Vergelijking
from stelsel.analyse.document import (
    Bron,
    Document,
    Documentcijfers,
    Versies,
    compute_documentcijfers,
    create_document,
    list_regelversies,
)
from stelsel.analyse.document import Keuze as Documentkeuze
from stelsel.analyse.inzet import get_peildatum
from stelsel.analyse.onthulling import Uitgave, get_norm
from stelsel.analyse.verwacht_gebruik import Verwachting
from stelsel.apps.basis.queries import get_lake, list_gemeenten
from stelsel.domein.marktschets.domeinen import get_domeinindeling
from stelsel.domein.marktschets.editie import Verschil, compare_edities
from stelsel.domein.marktschets.indelingsregel import Indelingsregel, parse_regel
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN
from stelsel.lake.uitkomsten import keep_uitkomst

from ..models import Domeinbereik, Gebiedscijfer, Marktdocument, MarktdocumentQuerySet
from .beeld import DOMEIN_NAAM, VEEL_REGELS, list_jaren_van_lake
from .benchmark import get_benchmark, list_referentiebestanden
from .indeling import list_versies
from .keuze import Keuze
from .meer import get_tabellen
from .plaats import create_keuze
from .verwacht import Verwachtvraag, get_verwachtpagina, list_kenmerkbestanden
from .voortgang import Voortgang, follow
from .zicht import create_zicht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


TE_WEINIG = "Over deze keuze maken wij geen document: het gaat over te weinig cliënten, of zou die verraden."


@dataclass(frozen=True)
class Documentbeeld:
    """The document as it would be kept now. `document` None: `waarom` says why there is none. `vorige`: the
    last edition of the same choice, and what moved since."""

    keuze: Keuze
    jaren: tuple[int, ...]
    gemeenten: tuple[tuple[str, str], ...]
    document: Document | None
    waarom: str
    gegevens_tm: date | None
    lakeversie: int
    regel: str
    vorige: Marktdocument | None
    verschillen: tuple[Verschil, ...]


def list_documenten(user: User) -> MarktdocumentQuerySet:
    """The editions, newest first."""
    return Marktdocument.objects.for_user(user).defer("inhoud", "pdf", "html").order_by("-pk")


def get_editie(user: User, nummer: str) -> Marktdocument | None:
    """One edition of the region; None when there is none by that number."""
    return Marktdocument.objects.for_user(user).filter(nummer=nummer).first()


def list_bereik(user: User) -> list[Domeinbereik]:
    """What holds per domein and phase: the newest row of each."""
    rijen = Domeinbereik.objects.for_user(user).order_by("pk")
    nieuwste = {(rij.domein, rij.fase): rij for rij in rijen}
    return sorted(nieuwste.values(), key=lambda rij: (rij.domein, rij.fase))


def list_buiten(user: User, *, domein: str, today: date) -> tuple[str, ...]:
    """Why a domein ("" is all) lies outside a phase, in sentences; those that hold on that day."""
    return tuple(
        f"{DOMEIN_NAAM.get(rij.domein, rij.domein)} doet vanaf {rij.vanaf:%d-%m-%Y} niet mee in {rij.fase}: "
        f"{rij.reden}"
        for rij in list_bereik(user)
        if not rij.doet_mee and rij.vanaf <= today and domein in ("", rij.domein)
    )


def kies_document(
    user: User, *, jaar: int | None, gemeente: str, domein: str, today: date, met_gebieden: bool = False
) -> Keuze | None:
    """The choice as far as it can be followed; None without any claim lines. `met_gebieden`: an area of more
    gemeenten can be chosen too; only for a page on which figures are not protected."""
    jaren = list_jaren_van_lake()
    if not jaren:
        return None
    gekozen = jaar if jaar in jaren else next((j for j in jaren if j < today.year), jaren[0])
    domein = domein if domein in DOMEIN_NAAM else ""
    return create_keuze(user, jaar=gekozen, plaats=gemeente, domein=domein, met_gebieden=met_gebieden)


def get_documentvoortgang(user: User, keuze: Keuze, *, today: date) -> Voortgang | None:
    """How far the figures are; None when `get_documentbeeld` can be asked at once."""
    lake = get_lake()
    if sum(s.rijen for s in lake.list_standen() if s.tabel == DECLARATIEREGELS.naam) < VEEL_REGELS:
        return None
    versie = list_versies(user)[0]
    sleutel = ("document", str(lake.map), lake.versie, keuze, versie.nummer, today)

    def bereken() -> None:
        _compute_cijfers(str(lake.map), lake.versie, keuze, _als_sleutel(versie.regel), today)

    return follow(sleutel, (("alle vragen van de marktschets", bereken),))


def get_documentbeeld(user: User, keuze: Keuze, *, today: date) -> Documentbeeld:
    """The document of a choice, by the newest version of the rule for A, B and C.

    To be asked by a user who may see small numbers only; the document itself holds none.
    """
    lake = get_lake()
    versie = list_versies(user)[0]
    document, waarom, gegevens_tm = _create_document(user, keuze, today=today)
    vorige = list_documenten(user).filter(
        jaar=keuze.jaar, gemeente=keuze.gemeente, domein=keuze.domein
    ).first()  # fmt: skip
    verschillen: Sequence[Verschil] = ()
    if vorige and document:
        verschillen = compare_edities(vorige.list_kerncijfers(), document.kerncijfers)
    return Documentbeeld(
        keuze=keuze,
        jaren=list_jaren_van_lake(),
        gemeenten=tuple((g.code, g.naam) for g in list_gemeenten(user)),
        document=document,
        waarom=waarom,
        gegevens_tm=gegevens_tm,
        lakeversie=lake.versie,
        regel=f"{versie.nummer}: {versie.regel.naam}",
        vorige=vorige,
        verschillen=tuple(verschillen),
    )


def render_onderwerp(user: User, keuze: Keuze) -> str:
    """'Jeugd, 2025, Aldervoort'."""
    namen = {g.code: g.naam for g in list_gemeenten(user)}
    wat = DOMEIN_NAAM.get(keuze.domein, "Alle domeinen")
    return f"{wat}, {keuze.jaar}, {namen.get(keuze.gemeente, 'hele regio')}"


def _create_document(user: User, keuze: Keuze, *, today: date) -> tuple[Document | None, str, date | None]:
    """The document, or why there is none; and the last day of its data."""
    lake = get_lake()
    norm = get_norm(Uitgave.BINNEN, peildatum=today)
    zicht = create_zicht(str(lake.map), lake.versie, jaar=keuze.jaar, norm=norm)
    if not zicht.mag(keuze.gemeente, keuze.domein):
        return None, TE_WEINIG, None
    versie = list_versies(user)[0]
    cijfers = _compute_cijfers(
        str(lake.map), lake.versie, keuze, _als_sleutel(versie.regel), today
    )  # fmt: skip
    namen = {g.code: g.naam for g in list_gemeenten(user)}
    anderen = tuple(_list_vergelijkingen(user, keuze, today=today))
    volledig = replace(
        cijfers,
        namen=namen,
        dicht=zicht.alle - zicht.open,
        vergelijkingen=anderen,
        verwachtingen=_list_verwachtingen(user, keuze, today=today),
    )
    versies = Versies(
        gegevens=(*_list_gegevens(cijfers.peildatum), *_list_bestanden(user, volledig)),
        regels=list_regelversies(cijfers, nummer=versie.nummer),
        product=version("stelsel"),
    )
    buiten = list_buiten(user, domein=keuze.domein, today=today)
    onderwerp = render_onderwerp(user, keuze)
    return (
        create_document(volledig, onderwerp=onderwerp, versies=versies, buiten=buiten), "", cijfers.peildatum
    )  # fmt: skip


def _list_gegevens(peildatum: date) -> tuple[tuple[str, str], ...]:
    """The state of every source; not the version of the lake, which rises with other data too."""
    standen = [s for s in get_lake().list_standen() if s.tabel in {DECLARATIEREGELS.naam, TOEWIJZINGEN.naam}]
    bronnen = [
        (
            f"{s.tabel.capitalize()} uit {s.bron}",
            f"momentopname {s.momentopname}, {s.rijen} rijen, tot en met {s.gegevens_tm:%d-%m-%Y}",
        )
        for s in standen
    ]
    return (("Gegevens tot en met", f"{peildatum:%d-%m-%Y}"), *bronnen)


def _list_bestanden(user: User, cijfers: Documentcijfers) -> list[tuple[str, str]]:
    """The published files behind the comparison with others."""
    gebruik = list_referentiebestanden(user)[:1] if cijfers.vergelijkingen or cijfers.verwachtingen else []
    kenmerken = list_kenmerkbestanden(user) if cijfers.verwachtingen else []
    return [
        *(("Gebruik bij anderen", f"{b.nummer}: {b.naam} ({b.bron})") for b in gebruik),
        *(("Kenmerken van inwoners", f"{b.nummer}: {b.naam} ({b.bron})") for b in kenmerken),
    ]


def _list_vergelijkingen(user: User, keuze: Keuze, *, today: date) -> Sequence[Vergelijking]:
    """The region beside others, in a document over one domein of the whole region, if there are figures."""
    if keuze.gemeente or not keuze.domein:
        return ()
    benchmark = get_benchmark(
        user, jaar=keuze.jaar, domein=keuze.domein, bestand="", met=frozenset(), today=today
    )  # fmt: skip
    if benchmark is None or benchmark.bestand is None or benchmark.jaar != keuze.jaar or benchmark.elders:
        return ()
    return benchmark.vergelijkingen


def _list_verwachtingen(user: User, keuze: Keuze, *, today: date) -> tuple[Verwachting, ...]:
    """Actual against expected use, in the same documents, where there is a model."""
    if keuze.gemeente or not keuze.domein or not Gebiedscijfer.objects.for_user(user).exists():
        return ()
    pagina = get_verwachtpagina(user, Verwachtvraag(keuze.jaar, keuze.domein), today=today)
    if pagina is None or pagina.jaar != keuze.jaar:
        return ()
    return tuple(uitkomst for uitkomst in pagina.uitkomsten if isinstance(uitkomst, Verwachting))


def _als_sleutel(regel: Indelingsregel) -> str:
    return json.dumps(regel.als_data(), sort_keys=True)


@keep_uitkomst(maxsize=8)
def _compute_cijfers(map: str, versie: int, keuze: Keuze, regel: str, today: date) -> Documentcijfers:
    """Some seconds on the whole region. `regel`: the rule for A, B and C as JSON."""
    regels, toewijzingen, clienten = get_tabellen(DECLARATIEREGELS, TOEWIJZINGEN, CLIENTEN)
    return compute_documentcijfers(
        Bron(regels, toewijzingen, clienten),
        keuze=Documentkeuze(keuze.jaar, keuze.gemeente, keuze.domein),
        peildatum=get_peildatum(regels, toewijzingen, today=today),
        regel=parse_regel(json.loads(regel)),
    )


def list_domeinregels() -> list[tuple[str, str, str, str, str]]:
    """The rules by which products belong to a domein: domein, law, category, from when, why."""
    indeling = get_domeinindeling()
    return [
        (indeling.namen[r.naar], indeling.namen[r.wet], r.categorie, f"{r.vanaf:%d-%m-%Y}", r.waarom)
        for r in indeling.regels
    ]
