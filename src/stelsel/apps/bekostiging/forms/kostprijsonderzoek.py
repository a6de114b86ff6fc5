"""Setting up a cost survey, handing in a workbook, the outcome, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.kostprijsonderzoek import HEK, get_methoden
from stelsel.domein.bekostiging.onderzoeksprijs import KEUZES
from stelsel.lake.intake.kostprijsopgave import BLAD_UITLEG, MEESTE_TEKENS, VERBODEN_TEKENS, read_opgave
from stelsel.lake.intake.lezen import IntakeFout

from .. import queries
from ..actions import Onderzoekskop
from ..models import Kostprijsonderzoek

EERSTE_JAAR, LAATSTE_JAAR, MEESTE_FUNCTIES = 2015, 2100, 20
#: How long aanbieders usually get to speak of the outcome.
HOORDAGEN = 28
BETAALD, GENOEMD = "betaald", "genoemd"
_TEKST = {"rows": 6}


def _create_datumveld() -> forms.DateInput:
    """A browser wants the day in the order of the standard, whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OnderzoekForm(forms.Form):
    """What is asked, of whom, when; clean, `kop` and `aanbieders` are what is kept."""

    naam = forms.CharField(label="Naam van dit onderzoek", max_length=80)
    toelichting = forms.CharField(
        label="Wat moeten aanbieders weten?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect)
    prijsjaar = forms.IntegerField(
        label="Van welk jaar zijn de kosten?", min_value=EERSTE_JAAR, max_value=LAATSTE_JAAR
    )
    functies = forms.CharField(
        label="Functies",
        help_text="Een per regel, met een dubbele punt en wat ermee bedoeld is. Elke functie wordt een blad.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    vandatum = forms.DateField(label="Open vanaf", widget=_create_datumveld())
    totdatum = forms.DateField(label="Open tot en met", widget=_create_datumveld())
    wie = forms.ChoiceField(
        label="Welke aanbieders vraagt u?",
        choices=[
            (BETAALD, "Alle aanbieders die wij vorig jaar voor deze wet betaalden"),
            (GENOEMD, "Alleen deze"),
        ],
        widget=forms.RadioSelect,
    )
    codes = forms.CharField(
        label="AGB-codes",
        required=False,
        help_text="Alleen als u hierboven Alleen deze kiest. Een per regel.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_functies(self) -> dict[str, str]:
        """Explanation by name; a name must do as the name of a sheet."""
        regels = [regel.strip() for regel in self.cleaned_data["functies"].splitlines() if regel.strip()]
        delen = [regel.partition(":") for regel in regels]
        paren = [(naam.strip(), uitleg.strip()) for naam, _, uitleg in delen]
        fouten = [fout for naam, _ in paren if (fout := _check_functienaam(naam))]
        namen = [naam.lower() for naam, _ in paren]
        fouten += [
            f"{naam}: deze functie staat er twee keer." for naam in set(namen) if namen.count(naam) > 1
        ]
        if len(paren) > MEESTE_FUNCTIES:
            fouten.append(f"Er zijn {len(paren)} functies. Wij vragen er hoogstens {MEESTE_FUNCTIES}.")
        if fouten:
            raise forms.ValidationError(fouten)
        return dict(paren)

    def clean(self) -> dict[str, Any]:
        """The window in order."""
        data = super().clean() or {}
        if self.errors:
            return data
        if data["totdatum"] < data["vandatum"]:
            raise forms.ValidationError("De laatste dag ligt voor de eerste dag.")
        velden = ("naam", "toelichting", "wet", "prijsjaar", "functies", "vandatum", "totdatum")
        aanbieders = self._list_aanbieders(data)
        return data | {
            "kop": Onderzoekskop(**{veld: data[veld] for veld in velden}),
            "aanbieders": aanbieders,
        }

    def _list_aanbieders(self, data: dict[str, Any]) -> list[Aanbieder]:
        """Those that are asked. Raises ValidationError for a code that nobody has."""
        if data["wie"] == GENOEMD:
            codes = dict.fromkeys(data["codes"].replace(",", " ").split())
            leeg = "Noem ten minste één AGB-code."
        else:
            omzetten = queries.get_omzetten(data["wet"], jaar=data["prijsjaar"], today=self._today)
            codes = dict.fromkeys(agb for agb, bedrag in omzetten.per_aanbieder.items() if bedrag > 0)
            leeg = "Wij kennen van deze wet nog geen omzet. Noem zelf de AGB-codes."
        if not codes:
            raise forms.ValidationError(leeg)
        aanbieders = list(Aanbieder.objects.filter(agb__in=codes).order_by("agb"))
        onbekend = sorted(set(codes) - {aanbieder.agb for aanbieder in aanbieders})
        if onbekend and data["wie"] == GENOEMD:
            raise forms.ValidationError([f"{code}: deze aanbieder kennen wij niet." for code in onbekend])
        return aanbieders


class OpgaveForm(forms.Form):
    """A filled-in workbook; clean, `bladen` is what was read. On behalf of an aanbieder with a reason."""

    bestand = forms.FileField(
        label="Ingevuld sjabloon (Excel)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
    )

    def __init__(self, *args: Any, onderzoek: Kostprijsonderzoek, namens: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._onderzoek = onderzoek
        if namens:
            self.fields["reden"] = forms.CharField(
                label="Waarom doet u dit namens de aanbieder?",
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Every fault with its sheet and cell becomes one above the form."""
        data = super().clean() or {}
        if self.errors:
            return data
        functies = [functie["naam"] for functie in self._onderzoek.functies]
        try:
            bladen = read_opgave(data["bestand"].read(), functies=functies, nummer=self._onderzoek.nummer)
        except IntakeFout as fout:
            raise forms.ValidationError(str(fout).splitlines()) from None
        return data | {"bladen": bladen}


class UitkomstForm(forms.Form):
    """How outliers are treated, and until when aanbieders may speak."""

    methode = forms.ChoiceField(label="Methode voor uitschieters", widget=forms.RadioSelect)
    hoor_tot = forms.DateField(label="Aanbieders reageren tot en met", widget=_create_datumveld())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        begin = {"methode": HEK, "hoor_tot": today + timedelta(days=HOORDAGEN)}
        super().__init__(*args, **{"initial": begin, **kwargs})
        keuzes = [(code, f"{m.naam}. {m.uitleg}") for code, m in get_methoden(today).items()]
        self.fields["methode"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField


class ZienswijzeForm(forms.Form):
    """What an aanbieder says of the outcome."""

    tekst = forms.CharField(label="Uw reactie", max_length=4000, widget=forms.Textarea(attrs=_TEKST))
    openbaar = forms.BooleanField(
        label="Andere aanbieders en gemeenten mogen mijn reactie lezen, met onze naam erbij", required=False
    )


class AntwoordForm(forms.Form):
    """What the region answers."""

    zienswijze = forms.IntegerField(widget=forms.HiddenInput)
    antwoord = forms.CharField(label="Antwoord", max_length=4000, widget=forms.Textarea(attrs=_TEKST))


class BesluitForm(forms.Form):
    """On what ground the outcome is approved."""

    besluit = forms.CharField(
        label="Waarom stelt u deze uitkomst vast?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OnderzoeksprijsForm(forms.Form):
    """Which of the figures becomes the cost price."""

    naam = forms.CharField(label="Naam van de kostprijs", max_length=80)
    keuze = forms.ChoiceField(
        label="Welke waarde nemen wij?",
        choices=[(keuze, keuze) for keuze in KEUZES],
        initial="mediaan",
        widget=forms.RadioSelect,
    )


def _check_functienaam(naam: str) -> str:
    """What is wrong with a name; empty when nothing is."""
    if not naam:
        return "Een regel heeft geen naam voor de dubbele punt."
    if naam.lower() == BLAD_UITLEG.lower():
        return f"{naam}: zo heet het blad met de uitleg al. Kies een andere naam."
    if len(naam) > MEESTE_TEKENS:
        return f"{naam}: de naam van een blad heeft hoogstens {MEESTE_TEKENS} tekens."
    fout = [teken for teken in VERBODEN_TEKENS if teken in naam]
    return f"{naam}: {' '.join(fout)} kan niet in de naam van een blad." if fout else ""
