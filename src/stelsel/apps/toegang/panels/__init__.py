"""What access shows elsewhere: open questions, late starts, clients in search, the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.bekostiging.permissions import PLAFONDLEZERS
from stelsel.apps.bekostiging.queries.plafond import list_lopende_plafonds, list_plafonds
from stelsel.apps.journal.models import Gebeurtenis
from stelsel.apps.web.panels import (
    Moment,
    Paneel,
    Rij,
    Tabel,
    Tabelbron,
    Werklijst,
    Werkvoorraad,
    Zoekbron,
    register_paneel,
    register_tabel,
    register_werklijst,
    register_zoekbron,
)
from stelsel.domein.bekostiging.plafond import Plafondoordeel
from stelsel.domein.toegang.levensloop import Aard
from stelsel.kern.bedrag import in_euro
from stelsel.kern.werkdagen import plus_werkdagen

from .. import queries
from ..models import Aanvraag, Toewijzing, Vraag
from ..permissions import ROLLEN, Handeling
from . import gezin

_EERSTE_PLAFONDS = 5
#: How the journal names who sent a message.
_AANBIEDER = "aanbieder "
#: What each event of the journal says to a person.
TEKST = {
    "client_geregistreerd": "Cliënt geregistreerd",
    "client_overgenomen": "Cliënt overgenomen uit het vorige systeem",
    "vraag_gesteld": "Vraag gesteld",
    "vraag_gewijzigd": "Vraag en situatie bijgewerkt",
    "leefdomeinen_beschreven": "Leefdomeinen beschreven",
    "doel_gesteld": "Doel opgeschreven",
    "doel_gewijzigd": "Richting of termijn van een doel gewijzigd",
    "doel_ingetrokken": "Doel weggehaald",
    "invulling_gewijzigd": "De aanbieder heeft de hulp anders ingevuld, zonder nieuw besluit",
    "invulling_buiten": "De aanbieder wil hulp die niet in de toewijzing past",
    "fasen_gewijzigd": "Fasen van de hulp gewijzigd",
    "verwachting_vastgelegd": "Verwachte achteruitgang bij een doel vastgelegd",
    "verwachting_ingetrokken": "Verwachte achteruitgang bij een doel ingetrokken",
    "profiel_gekozen": "Profiel en omvang gekozen",
    "aanbieder_gekozen": "Aanbieder gekozen",
    "besluit_genomen": "Besluit genomen en brief gemaakt",
    "hoofdverantwoordelijke_gewijzigd": "Hoofdverantwoordelijke en contactpersoon vastgelegd",
    "uitzondering_gevraagd": "Tweede verantwoordelijke gevraagd",
    "uitzondering_goedgekeurd": "Tweede verantwoordelijke goedgekeurd",
    "uitzondering_afgewezen": "Tweede verantwoordelijke afgewezen",
    "herijking_afgedaan": "Hulp opnieuw bekeken",
    "toewijzing_gewijzigd": "Toewijzing gemaakt of gewijzigd",
    "toewijzing_overgenomen": "Toewijzing overgenomen uit het vorige systeem",
    "start_gemeld": "Start van de hulp gemeld",
    "start_ingetrokken": "Melding van de start ingetrokken",
    "stop_gemeld": "Einde van de hulp gemeld",
    "stop_ingetrokken": "Melding van het einde ingetrokken",
    "verzoek_ontvangen": "Verzoek van een aanbieder ontvangen",
    "verzoek_afgekeurd": "Verzoek van een aanbieder afgekeurd bij ontvangst",
    "verzoek_overgenomen": "Verzoek van een aanbieder overgenomen uit het vorige systeem",
    "verzoek_gehonoreerd": "Verzoek van een aanbieder gehonoreerd",
    "verzoek_beantwoord": "Verzoek van een aanbieder afgewezen of in onderzoek genomen",
}
#: What the event of an allocation says to a person, when it tells no steps.
TEKST_AARD = {
    Aard.NIEUW.value: "Toewijzing gemaakt",
    Aard.ONGEWIJZIGD.value: "Blijft gelijk bij een gehonoreerd verzoek om wijziging",
}
PER_LIJST = 5
#: Working days before a term at which a request stands out; our own choice.
BIJNA_TE_LAAT = 2


def register() -> None:
    """Add the work lists, the search and the timeline of this context."""
    _register_plafonds()
    regisseur, backoffice = frozenset({Rol.REGISSEUR.value}), frozenset({Rol.BACKOFFICE.value})
    lezers = frozenset(str(rol) for rol in ROLLEN[Handeling.DOSSIER_LEZEN])
    register_werklijst(
        Werklijst(
            "Vragen waarover u nog beslist", regisseur, list_vragen, "Er wachten geen vragen op een besluit."
        )
    )
    register_werklijst(
        Werklijst(
            "Hulp die nog niet is begonnen",
            regisseur | backoffice | {Rol.AANBIEDER.value},
            list_niet_gestart,
            "Alle toegewezen hulp is begonnen.",
        )
    )
    register_werklijst(
        Werklijst(
            "Verzoeken van aanbieders",
            lezers,
            list_verzoeken,
            "Er wachten geen verzoeken op een antwoord.",
        )
    )
    register_werklijst(
        Werklijst(
            "Verzoeken die bij de gemeente liggen",
            frozenset({Rol.AANBIEDER.value}),
            list_verzoeken,
            "U wacht op geen enkel antwoord.",
        )
    )
    gezin.register()
    register_zoekbron(Zoekbron("Cliënten", lezers, list_treffers))
    register_paneel(Paneel("client", "Toegang", lezers, list_momenten))
    toewijzinglezers = frozenset(str(rol) for rol in ROLLEN[Handeling.TOEWIJZINGEN_LEZEN])
    register_paneel(Paneel("toewijzing", "Toegang", toewijzinglezers, list_momenten_toewijzing))


def _register_plafonds() -> None:
    """How full a ceiling is, on its own page and on Mijn werk."""
    plafondlezers = frozenset(rol.value for rol in PLAFONDLEZERS)
    register_tabel(Tabelbron("plafond", plafondlezers, get_plafondtabel))
    register_werklijst(
        Werklijst(
            naam="Plafonds die vol raken",
            rollen=frozenset({Rol.CONTROLLER.value, Rol.CONTRACTMANAGER.value}),
            list_werk=list_volle_plafonds,
            leeg="Er is nog ruimte onder elk plafond.",
        )
    )


def list_vragen(user: Any, today: date) -> Werkvoorraad:
    """Open questions, the oldest first, with the last day to decide."""
    vragen = queries.list_open_vragen(user)
    return Werkvoorraad(
        aantal=vragen.count(),
        rijen=tuple(_als_vraagrij(vraag, today) for vraag in vragen[:PER_LIJST]),
        adres=reverse("toegang:vragen"),
    )


def _als_vraagrij(vraag: Vraag, today: date) -> Rij:
    uiterlijk = queries.get_uiterste_besluitdatum(vraag)
    return Rij(
        titel=vraag.client.volledige_naam,
        adres=reverse("toegang:vraag", args=[vraag.nummer]),
        uitleg="beslis uiterlijk",
        datum=uiterlijk,
        woord="Te laat" if uiterlijk < today else "",
        toon="fout",
        client_nummer=vraag.client.nummer,
    )


def list_niet_gestart(user: Any, today: date) -> Werkvoorraad:
    """Allocations whose first day has come without a start message."""
    wachtend = queries.list_niet_gestart(user).filter(ingangsdatum__lte=today)
    return Werkvoorraad(
        aantal=wachtend.count(),
        rijen=tuple(_als_startrij(rij) for rij in wachtend[:PER_LIJST]),
        adres=reverse("toegang:toewijzingen") + "?levering=wacht",
    )


def _als_startrij(rij: Toewijzing) -> Rij:
    return Rij(
        titel=f"{rij.client.volledige_naam}, {rij.aanbieder.naam}",
        adres=reverse("toegang:toewijzing", args=[rij.pk]),
        uitleg="had moeten beginnen op",
        datum=rij.ingangsdatum,
        woord="Wacht op start",
        toon="let_op",
        client_nummer=rij.client.nummer,
    )


def list_verzoeken(user: Any, today: date) -> Werkvoorraad:
    """Requests without a final answer, the most urgent first."""
    aanvragen = queries.list_open_aanvragen(user)
    return Werkvoorraad(
        aantal=aanvragen.count(),
        rijen=tuple(_als_verzoekrij(rij, today) for rij in aanvragen[:PER_LIJST]),
        adres=reverse("toegang:verzoeken") + "?status=open",
    )


def _als_verzoekrij(rij: Aanvraag, today: date) -> Rij:
    verzoek = rij.verzoek
    woord, toon = rij.get_status_display(), queries.TONEN_VERZOEK[rij.status]
    if rij.uiterste_datum < today:
        woord, toon = "Te laat", "fout"
    elif rij.uiterste_datum <= plus_werkdagen(today, BIJNA_TE_LAAT):
        woord, toon = "Bijna te laat", "let_op"
    return Rij(
        titel=f"{verzoek.persoonsnaam}, {verzoek.aanbieder.naam}",
        adres=reverse("toegang:verzoek", args=[verzoek.nummer]),
        uitleg=f"{verzoek.get_soort_display().lower()}, antwoord uiterlijk",
        datum=rij.uiterste_datum,
        woord=woord,
        toon=toon,
        client_nummer=verzoek.client.nummer if verzoek.client else verzoek.nummer,
    )


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Clients by name or number."""
    return [
        Rij(
            titel=client.volledige_naam,
            adres=reverse("toegang:client", args=[client.nummer]),
            uitleg=f"cliënt {client.nummer}, geboren op",
            datum=client.geboortedatum,
            client_nummer=client.nummer,
        )
        for client in queries.list_gevonden_clienten(user, zoekterm)[:PER_LIJST]
    ]


def list_momenten(user: Any, sleutel: str) -> list[Moment]:
    """What happened in access around one client."""
    client = queries.get_client(user, sleutel)
    if client is None:
        return []
    tijdlijn = queries.list_tijdlijn(client)
    namen = _get_namen(gebeurtenis.actor for gebeurtenis in tijdlijn)
    return [
        Moment(
            gebeurtenis.gebeurd_at,
            TEKST.get(gebeurtenis.soort, gebeurtenis.soort),
            namen[gebeurtenis.actor],
        )
        for gebeurtenis in tijdlijn
    ]


def list_momenten_toewijzing(user: Any, sleutel: str) -> list[Moment]:
    """What happened to one allocation, in the words of each change. An aanbieder reads what, not who."""
    toewijzing = queries.get_toewijzing(user, int(sleutel))
    if toewijzing is None:
        return []
    gebeurtenissen = queries.list_toewijzingsgeschiedenis(toewijzing)
    namen = _get_namen(gebeurtenis.actor for gebeurtenis in gebeurtenissen)
    return [
        Moment(
            gebeurtenis.gebeurd_at,
            " ".join(gebeurtenis.data.get("stappen") or [_get_tekst(gebeurtenis)]),
            "" if user.agb else namen[gebeurtenis.actor],
        )
        for gebeurtenis in gebeurtenissen
    ]


def _get_namen(actoren: Iterable[str]) -> dict[str, str]:
    """What people read for who did something: a colleague, or the aanbieder behind a message."""
    namen = get_weergavenamen(actoren)
    agbs = {actor.removeprefix(_AANBIEDER) for actor in namen if actor.startswith(_AANBIEDER)}
    aanbieders = Aanbieder.objects.filter(pk__in=agbs).values_list("pk", "naam")
    return namen | {f"{_AANBIEDER}{agb}": naam for agb, naam in aanbieders}


def _get_tekst(gebeurtenis: Gebeurtenis) -> str:
    """Of a change, whether it began something or left it as it was."""
    aard = gebeurtenis.data.get("aard", "")
    return TEKST_AARD.get(aard) or TEKST.get(gebeurtenis.soort, gebeurtenis.soort)


def get_plafondtabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """How full a ceiling is, for who may see it; nothing for an open end."""
    plafond = list_plafonds(user).filter(nummer=sleutel, bedrag__isnull=False).first()
    if plafond is None:
        return None
    gebruik = queries.get_plafondgebruik(plafond)
    stand = gebruik.stand
    return Tabel(
        kop="Hoe vol is het?",
        kolommen=("Plafond", "Toegekend", "Deel", "Ruimte", "Oordeel", "Toewijzingen zonder bedrag"),
        rijen=(
            (
                in_euro(stand.bedrag),
                in_euro(stand.toegekend),
                f"{100 * stand.aandeel:.1f} %".replace(".", ","),
                in_euro(stand.ruimte),
                stand.oordeel.value,
                str(gebruik.zonder_bedrag),
            ),
        ),
        uitleg="Alle toewijzingen tot en met dit moment, naar de dagen die in dit jaar vallen.",
    )


def list_volle_plafonds(user: Any, today: date) -> Werkvoorraad:
    """Ceilings in force at their signal or beyond, the fullest first."""
    standen = [queries.get_plafondgebruik(p) for p in list_lopende_plafonds(user, today=today)]
    vol = [g for g in standen if g.stand.oordeel is not Plafondoordeel.RUIM]
    vol.sort(key=lambda gebruik: gebruik.stand.aandeel, reverse=True)
    return Werkvoorraad(
        aantal=len(vol),
        rijen=tuple(
            Rij(
                titel=f"{g.plafond.nummer}: {queries.render_waarop(g.plafond)}",
                adres=reverse("bekostiging:plafond", args=[g.plafond.nummer]),
                uitleg=f"{100 * g.stand.aandeel:.0f} % van het plafond is toegekend",
                woord="Vol" if g.stand.oordeel is Plafondoordeel.VOL else "Bijna vol",
                toon="fout" if g.stand.oordeel is Plafondoordeel.VOL else "let_op",
            )
            for g in vol[:_EERSTE_PLAFONDS]
        ),
        adres=reverse("bekostiging:plafonds"),
    )
