"""Whole dossiers: from a resident's question to a decision, through the actions that a regisseur uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from stelsel.apps.accounts.models import User
from stelsel.apps.profielen.models import Product
from stelsel.apps.resultaten.actions import Doelscore, register_metingen
from stelsel.apps.resultaten.models import Moment
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang import models as toegang_models
from stelsel.apps.toegang.actions.vragen import Stapeling
from stelsel.apps.toegang.models import Client, Vraag
from stelsel.apps.toegang.queries import list_doelen, list_startprofielen
from stelsel.demo.caseload import Caseload
from stelsel.demo.doelen import Doel, get_doeltekst
from stelsel.demo.toewijzingen import Toewijzing
from stelsel.domein.toegang.begrippen import (
    Doelrichting,
    Doeltermijn,
    Hoofddoel,
    Leefdomein,
    Lijn,
    Melding,
    Wet,
)
from stelsel.domein.toegang.doelrichting import list_richtingen

_VRAGEN = {
    Wet.JEUGDWET: (
        ("Het gaat thuis en op school niet goed. We weten niet meer wat we moeten doen.",
         "Ouders proberen al maanden regels en rust te brengen."),
        ("Onze dochter durft niet meer naar school en slaapt slecht.", "De mentor belt elke week."),
        ("Ons zoontje is vaak boos en gaat dan gooien.", "Er is een jonger broertje in huis."),
        ("Ik pieker veel en heb bijna geen vrienden.", "De huisarts heeft met de jongere gesproken."),
    ),
    Wet.WMO: (
        ("Ik red het huishouden niet meer alleen.", "Woont alleen. De dochter woont ver weg."),
        ("Ik kom de deur bijna niet uit en mijn post blijft liggen.", "Er zijn schulden."),
        ("Mijn man heeft veel zorg nodig. Ik kan niet alles doen.", "De mantelzorger is overbelast."),
    ),
}  # fmt: skip
_LEEFDOMEINEN = {
    Wet.JEUGDWET: (Leefdomein.GEZIN, Leefdomein.NETWERK),
    Wet.WMO: (Leefdomein.DAGELIJKS_LEVEN, Leefdomein.MEEDOEN),
}
#: Of lasting help one dossier in so many expects decline.
ACHTERUITGANG_OP = 4
_KEUZES = (
    "De aanbieder zit dichtbij en kan snel beginnen.",
    "Een buurvrouw had goede ervaringen met deze aanbieder.",
    "De cliënt kent deze aanbieder al van eerder.",
)
_MELDING = {
    "01": Melding.EIGEN,
    "02": Melding.HUISARTS,
    "03": Melding.JEUGDARTS,
    "04": Melding.INSTELLING,
}


def open_vraag(*, client: Client, wet: Wet, plek: int, melding: Melding, by: User, now: datetime) -> Vraag:
    """A question with its context and two life domains, one of which needs contracted support."""
    vraag, context = _VRAGEN[wet][plek % len(_VRAGEN[wet])]
    rij = toegang.register_vraag(
        client=client,
        wet=wet,
        melding=melding,
        vraag=vraag,
        context=context,
        eigen_kracht="Familie en buren helpen mee waar zij kunnen.",
        by=by,
        today=now.date(),
        now=now,
    )
    zwaar, licht = _LEEFDOMEINEN[wet]
    beelden = [
        toegang.Beeld(zwaar, 2, Lijn.TWEEDE, "Hier is hulp nodig die het lokale team niet heeft."),
        toegang.Beeld(licht, 3, Lijn.NULDE, "Dit pakt de cliënt op met mensen in de buurt."),
    ]
    toegang.register_leefdomeinbeeld(vraag=rij, beelden=beelden, by=by, now=now)
    return rij


def register_dossier(
    caseload: Caseload, toewijzing: Toewijzing, *, client: Client, by: User, today: date, now: datetime
) -> toegang_models.Toewijzing:
    """The whole path for one allocation of the caseload; the toewijzing that came of it."""
    vraag = open_vraag(
        client=client,
        wet=Wet(toewijzing.wet),
        plek=toewijzing.nummer,
        melding=_MELDING.get(toewijzing.verwijzer, Melding.ANDERS),
        by=by,
        now=now,
    )
    product = Product.objects.select_related("profiel").get(wet=toewijzing.wet, code=toewijzing.code)
    doelen = [doel for doel in caseload.doelen if doel.toewijzing == toewijzing.nummer]
    register_doelen(doelen, vraag=vraag, product=product, nummer=toewijzing.nummer, by=by, now=now)
    toegang.register_profielkeuze(
        vraag=vraag,
        product=product,
        volume=toewijzing.volume or 0,
        ingangsdatum=toewijzing.ingangsdatum,
        einddatum=toewijzing.einddatum,
        reden="Lichtere hulp is eerder geprobeerd en was niet genoeg.",
        stapeling=Stapeling(reden="De andere hulp van dit gezin loopt nog via de vorige afspraken."),
        by=by,
        now=now,
    )
    reden = _KEUZES[toewijzing.nummer % len(_KEUZES)]
    toegang.register_aanbiederkeuze(vraag=vraag, agb=toewijzing.aanbieder, reden=reden, by=by, now=now)
    motivering = (
        "U kunt dit niet alleen of met mensen om u heen oplossen. Deze hulp past bij uw vraag en uw doelen."
    )
    besluit = toegang.approve_besluit(vraag=vraag, motivering=motivering, by=by, today=today, now=now)
    return besluit.toewijzingen.get()


def register_doelen(
    doelen: Sequence[Doel], *, vraag: Vraag, product: Product, nummer: int, by: User, now: datetime
) -> None:
    """The goals of a dossier, pointing the way of its help. Of lasting help every fourth dossier expects
    decline, by what a doctor wrote a month before."""
    richting = list_richtingen(list_startprofielen(product))[0]
    behoud = richting is not Doelrichting.VERBETEREN
    for plek, doel in enumerate(doelen):
        rij = toegang.register_doel(
            vraag=vraag,
            leefdomein=Leefdomein(doel.leefdomein),
            hoofddoel=Hoofddoel(doel.hoofddoel),
            tekst=get_doeltekst(doel.tekst, behoud=behoud),
            gewicht=doel.gewicht,
            richting=richting,
            termijn=Doeltermijn.LANG if behoud else Doeltermijn.KORT,
            by=by,
            now=now,
        )
        if behoud and plek == 0 and nummer % ACHTERUITGANG_OP == 0:
            dag = now.date()
            achteruitgang = toegang.Achteruitgang(
                stappen=2,
                vanaf=dag,
                bereikt=dag + timedelta(days=731),
                grondslag="arts",
                grondslag_datum=dag - timedelta(days=30),
                toelichting="De huisarts verwacht dat dit minder wordt. De brief zit in het dossier.",
            )
            toegang.register_verwachting(doel=rij, achteruitgang=achteruitgang, by=by, today=dag, now=now)


def register_open_vragen(*, clienten: Sequence[Client], by: User, now: datetime) -> None:
    """Questions that still wait for the regisseur, at different steps."""
    for plek, client in enumerate(clienten):
        jong = client.geboortedatum.year > now.year - 18
        wet = Wet.JEUGDWET if jong else Wet.WMO
        vraag = open_vraag(client=client, wet=wet, plek=plek, melding=Melding.EIGEN, by=by, now=now)
        if plek % 2:
            toegang.register_doel(
                vraag=vraag,
                leefdomein=Leefdomein.GEZIN if jong else Leefdomein.DAGELIJKS_LEVEN,
                hoofddoel=Hoofddoel.ZELFREDZAAMHEID,
                tekst="Thuis loopt het weer rustig." if jong else "Mijn huis blijft schoon.",
                gewicht=2,
                richting=Doelrichting.VERBETEREN if jong else Doelrichting.BEHOUDEN,
                by=by,
                now=now,
            )


def register_meting(
    doelen: Sequence[Doel], toewijzing: toegang_models.Toewijzing, *, moment: Moment, by: User, now: datetime
) -> None:
    """The scores of one moment, for the goals of one dossier; nothing when the caseload has none."""
    rijen = list(list_doelen(toewijzing))
    scores = [
        Doelscore(rij.pk, score)
        for rij, doel in zip(rijen, doelen, strict=True)
        if (score := doel.t1 if moment == Moment.T1 else doel.t2) is not None
    ]
    if scores:
        register_metingen(
            toewijzing=toewijzing,
            moment=moment,
            meetdatum=now.date(),
            scores=scores,
            by=by,
            today=now.date(),
            now=now,
        )
