"""Which tables of a cost survey a user gets, on the page and in a file."""

from __future__ import annotations

from fractions import Fraction

from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.domein.bekostiging.kostprijsonderzoek import HEK, TARIEF, Cijfer, get_methoden
from stelsel.kern.bedrag import in_euro, rond_breuk_half_omhoog

from .. import queries
from ..models import Kostprijsonderzoek, Onderzoeksuitkomst
from ..queries import Uitrekening
from ..tables import (
    Cijfertabel,
    create_deelnemertabel,
    create_methodetabel,
    create_responstabel,
    create_uitkomsttabellen,
    create_uitschietertabel,
)


def list_publiektabellen(
    request: Verzoek, onderzoek: Kostprijsonderzoek, *, uitkomst: Onderzoeksuitkomst | None
) -> list[Cijfertabel]:
    """What came out; an aanbieder has what it gave itself beside it. Nothing before there is an outcome."""
    if uitkomst is None:
        return []
    eigen: dict[str, dict[str, Fraction]] = {}
    if request.user.agb:
        ingediend = queries.list_ingediende_opgaven(onderzoek)
        eigen_opgaven = [opgave for opgave in ingediend if opgave.aanbieder_id == request.user.agb]
        eigen = {rij.functie: dict(rij.waarden) for rij in queries.list_functieopgaven(eigen_opgaven)}
    regels = queries.get_regels(uitkomst.gemaakt_at.date())
    return [
        *create_uitkomsttabellen(queries.get_cijfers(uitkomst), regels=regels, eigen=eigen),
        create_responstabel(uitkomst.respons),
    ]


def list_bureautabellen(request: Verzoek, onderzoek: Kostprijsonderzoek) -> list[Cijfertabel]:
    """For its holder: who gave what, which values the method leaves out, and what another method would do."""
    uitkomst = queries.get_laatste_uitkomst(onderzoek)
    methoden = get_methoden(request.vandaag)
    methode = methoden[uitkomst.methode if uitkomst else HEK]
    deelnemers = list(onderzoek.deelnemers.select_related("aanbieder").order_by("aanbieder__naam"))
    alle = onderzoek.opgaven.select_related("onderzoek").order_by("versie")
    per_methode = {
        code: queries.compute_uitrekening(onderzoek, methode=code, peildatum=request.vandaag)
        for code in methoden
    }
    return [
        create_deelnemertabel(deelnemers, opgaven={opgave.aanbieder_id: opgave for opgave in alle}),
        create_uitschietertabel(
            per_methode[methode.code].uitschieters,
            namen={deelnemer.aanbieder_id: deelnemer.aanbieder.naam for deelnemer in deelnemers},
            uitleg=f"{methode.naam}: {methode.uitleg}",
        ),
        create_methodetabel({methoden[code].naam: _list_medianen(u) for code, u in per_methode.items()}),
    ]


def _list_medianen(uitrekening: Uitrekening) -> dict[str, Cijfer]:
    return {cijfer.functie: cijfer for cijfer in uitrekening.cijfers if cijfer.naam == TARIEF}


def render_antwoord(onderzoek: Kostprijsonderzoek, uitkomst: Onderzoeksuitkomst | None) -> str:
    """The answer in one or two sentences."""
    if uitkomst is None:
        venster = f"{onderzoek.vandatum:%d-%m-%Y} tot en met {onderzoek.totdatum:%d-%m-%Y}"
        return f"Aanbieders geven op van {venster}. Er is nog geen uitkomst."
    tarieven = [c for c in queries.get_cijfers(uitkomst) if c.naam == TARIEF and c.percentielen is not None]
    soort = "Vastgesteld" if uitkomst.vastgesteld_at else "Concept"
    meegedaan = f"{uitkomst.respons['ingediend']} van de {uitkomst.respons['gevraagd']} aanbieders deden mee"
    if not tarieven:
        return f"{soort}: {meegedaan}. Dat is te weinig om cijfers te tonen."
    delen = ", ".join(
        f"{c.functie} {in_euro(rond_breuk_half_omhoog(100 * c.percentielen[1]))}"
        for c in tarieven
        if c.percentielen is not None
    )
    return f"{soort}: de mediaan van een uur is {delen}. {meegedaan}."
