"""What the lists of messages can be narrowed down to; the choice stays in the address."""

from __future__ import annotations

from typing import Any

import django_filters

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.web.filters import MaandFilter
from stelsel.istandaarden.rapport import render_soortnaam

from . import queries
from .models import Aanleverbestand, InkomendBericht, Storing, UitgaandBericht


class _Filter(django_filters.FilterSet):
    """The aanbieder choice knows only the aanbieders of the messages that the user may see."""

    aanbieder = django_filters.ModelChoiceFilter(
        queryset=Aanbieder.objects.order_by("naam"), label="Aanbieder", empty_label="Alle aanbieders"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None and self.request.user.agb:
            del self.filters["aanbieder"]
        else:
            eigen = self.queryset.order_by().values("aanbieder_id")
            self.filters["aanbieder"].queryset = Aanbieder.objects.filter(pk__in=eigen).order_by("naam")
        soorten = self.queryset.order_by("bericht").values_list("bericht", flat=True).distinct()
        self.filters["bericht"].extra["choices"] = [(s, render_soortnaam(s)) for s in soorten if s]


def _create_aandachtfilter() -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        choices=(("ja", "Vraagt aandacht"),), label="Aandacht", empty_label="Alle", method="filter_aandacht"
    )


class InkomendFilter(_Filter):
    """The inbox by kind, status, term, aanbieder and month."""

    bericht = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten")
    status = django_filters.ChoiceFilter(
        choices=InkomendBericht.Status.choices, label="Status", empty_label="Alle"
    )
    termijn = django_filters.ChoiceFilter(
        choices=(("te_laat", "Ons antwoord is te laat"), ("nadert", "Morgen of eerder antwoorden")),
        label="Termijn",
        empty_label="Alle",
        method="filter_termijn",
    )
    aandacht = _create_aandachtfilter()
    maand = MaandFilter("ontvangen_at")

    class Meta:
        model = InkomendBericht
        fields = ("bericht", "status", "termijn", "aandacht", "aanbieder", "maand")

    def filter_aandacht(self, rijen: Any, naam: str, keuze: str) -> Any:
        """The same as on Mijn werk."""
        return rijen.filter(queries.vraagt_aandacht_in(self.request.user, self.request.vandaag))

    def filter_termijn(self, rijen: Any, naam: str, keuze: str) -> Any:
        """What waits for our answer, and since too long or nearly so."""
        laat = queries.wacht_op_ons_tot(queries.gisteren(self.request.vandaag))
        if keuze == "te_laat":
            return rijen.filter(laat)
        return rijen.filter(queries.wacht_op_ons_tot(queries.volgende_werkdag(self.request.vandaag)) & ~laat)


class UitgaandFilter(_Filter):
    """The outbox by kind, status, term, aanbieder and month."""

    bericht = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten")
    status = django_filters.ChoiceFilter(
        choices=UitgaandBericht.Status.choices, label="Status", empty_label="Alle"
    )
    termijn = django_filters.ChoiceFilter(
        choices=(
            ("te_laat", "Antwoord is te laat"),
            ("nadert", "Antwoord morgen of eerder"),
            ("wacht", "Wacht op antwoord"),
        ),
        label="Termijn",
        empty_label="Alle",
        method="filter_termijn",
    )
    aandacht = _create_aandachtfilter()
    maand = MaandFilter("gemaakt_at")

    class Meta:
        model = UitgaandBericht
        fields = ("bericht", "status", "termijn", "aandacht", "aanbieder", "maand")

    def filter_aandacht(self, rijen: Any, naam: str, keuze: str) -> Any:
        """The same as on Mijn werk."""
        return rijen.filter(queries.vraagt_aandacht_uit(self.request.user, self.request.vandaag))

    def filter_termijn(self, rijen: Any, naam: str, keuze: str) -> Any:
        """What waits for the answer of the aanbieder."""
        laat = queries.ontbreekt_voor(queries.gisteren(self.request.vandaag))
        nadert = queries.ontbreekt_voor(queries.volgende_werkdag(self.request.vandaag)) & ~laat
        return rijen.filter({"te_laat": laat, "nadert": nadert}.get(keuze, queries.wacht_op_antwoord()))


class StoringFilter(django_filters.FilterSet):
    """The work list by what it is about and how it ended; open lines unless one asks for more."""

    soort = django_filters.ChoiceFilter(choices=Storing.Soort.choices, label="Soort", empty_label="Alle")
    afloop = django_filters.ChoiceFilter(
        choices=(("open", "Open"), ("opnieuw", "Opnieuw geprobeerd"), ("terzijde", "Terzijde gelegd")),
        label="Afloop",
        empty_label="Alle",
        method="filter_afloop",
    )

    class Meta:
        model = Storing
        fields = ("soort", "afloop")

    def filter_afloop(self, rijen: Any, naam: str, keuze: str) -> Any:
        """Open is stored as nothing."""
        return rijen.filter(afloop="" if keuze == "open" else keuze)


class AanleverbestandFilter(django_filters.FilterSet):
    """The files of a batch by what became of them."""

    toestand = django_filters.ChoiceFilter(
        choices=Aanleverbestand.Toestand.choices, label="Status", empty_label="Alle"
    )

    class Meta:
        model = Aanleverbestand
        fields = ("toestand",)
