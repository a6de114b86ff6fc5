"""Pages on claims."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.web.panels import Tabel, list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.declaraties.betaalrun import BETAALSTAND_NAAM, Betaalstand
from stelsel.kern.bedrag import in_euro

from .. import queries
from ..filters import DeclaratieFilter, RegelFilter
from ..models import Aanhouding, Betaalvoorstel, Declaratie, Declaratieregel
from ..permissions import BETALERS, LEZERS, ONTVANGERS
from ..tables import DeclaratieLijst, RegelLijst


class DeclaratiesView(RolVereistMixin, LijstView):
    """All claims that this user may see."""

    rollen = LEZERS
    template_name = "declaraties/declaraties.html"
    table_class = DeclaratieLijst
    filterset_class = DeclaratieFilter
    titel = "Declaraties"
    lead = "Wat aanbieders per maand hebben gedeclareerd, en wat daarvan is goedgekeurd."
    zoekvelden = ("declaratie_nummer", "aanbieder__naam", "aanbieder__agb")
    zoek_uitleg = "Zoek op nummer of aanbieder"
    leeg_tekst = (
        "Er zijn nog geen declaraties. Ze komen hier zodra een aanbieder een declaratiebericht stuurt."
    )
    bestandsnaam = "declaraties"

    def get_basis(self) -> QuerySet[Declaratie]:
        """Claims of the own gemeente or organisation."""
        return queries.list_declaraties(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the ways to figures of other contexts."""
        verwijzingen = list_verwijzingen(self.request.user, "declaraties", "")
        return super().get_context_data(**kwargs, verwijzingen=verwijzingen)


class DeclaratieView(RolVereistMixin, LijstView):
    """One claim: its totals, and its lines with the reason where a line was rejected."""

    rollen = LEZERS
    template_name = "declaraties/declaratie.html"
    table_class = RegelLijst
    filterset_class = RegelFilter
    zoekvelden = ("referentie_nummer", "client_nummer", "toewijzing_nummer")
    zoek_uitleg = "Zoek op cliëntnummer, toewijzing of referentie"
    bestandsnaam = "declaratieregels"

    @cached_property
    def declaratie(self) -> Declaratie:
        """The claim; 404 when it is not this user's."""
        declaratie = queries.get_declaratie(self.request.user, self.kwargs["pk"])
        if declaratie is None:
            raise Http404("declaratie")
        return declaratie

    def get_basis(self) -> QuerySet[Declaratieregel]:
        """The lines, rejected ones first."""
        return queries.list_regels(self.declaratie)

    def after_list(self, rows: list[Declaratieregel]) -> None:
        """Add the reasons to the lines that are shown, and log whose they are."""
        afkeuringen = queries.list_afkeuringen(self.declaratie, rows)
        for regel in rows:
            regel.afkeuringen = afkeuringen.get(regel.pk, [])  # type: ignore[attr-defined]  # for the table
        register_inzages(
            client_nummers=queries.list_clientnummers(rows),
            by=self.request.user,
            handeling="declaratie bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The claim besides the lines, and where its money is."""
        declaratie, user = self.declaratie, self.request.user
        heeft_bericht = bool(declaratie.bericht_sha256)
        voorstellen = queries.list_betaalvoorstellen(user, today=self.request.vandaag)
        voorstel = voorstellen.filter(declaratie=declaratie).first()
        return super().get_context_data(
            **kwargs,
            declaratie=declaratie,
            voorstel=voorstel,
            af=(*queries.WEG, Betaalstand.VOLDAAN),
            stand=BETAALSTAND_NAAM[voorstel.stand] if voorstel and user.rol in ONTVANGERS else "",
            aanhouding=_get_aanhouding(voorstel) if user.rol != Rol.AANBIEDER else None,
            betaalregels=queries.list_betaalregels_van(user, declaratie) if user.rol in ONTVANGERS else [],
            tabel=_get_boekingen(declaratie) if user.rol in BETALERS else None,
            verwijzingen=list_verwijzingen(user, "declaratie", str(declaratie.pk)) if heeft_bericht else [],
            afgekeurd_bedrag=declaratie.totaal_ingediend - declaratie.totaal_toegekend,
        )


def _get_aanhouding(voorstel: Betaalvoorstel | None) -> Aanhouding | None:
    """Why it is not paid for now; for the gemeente only, as it may be a suspicion."""
    return voorstel.aanhoudingen.filter(opgeheven_at__isnull=True).first() if voorstel else None


def _get_boekingen(declaratie: Declaratie) -> Tabel:
    """What the ledger holds of a claim, act by act."""
    rijen = tuple(
        (
            date_format(localtime(boeking.geboekt_at), "d-m-Y"),
            boeking.get_soort_display(),
            boeking.betaalregel.betaling.betaalrun.nummer if boeking.betaalregel else "",
            *(in_euro(getattr(boeking, veld)) for veld in _GELD),
        )
        for boeking in queries.list_boekingen(declaratie)
    )
    return Tabel("Wat er is geboekt", ("Dag", "Wat", "Betaalrun", *_GELD.values()), rijen)


_GELD = {
    "openstaand": "Open",
    "klaargezet": "Goedgekeurd voor betaling",
    "bij_bank": "Bij de bank",
    "betaald": "Betaald",
}
