"""What is typed about a household plan, who answers for help, and looking again. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from stelsel.apps.basis.models import Aanbieder
from stelsel.domein.toegang.gezin import DOELSTAND_NAAM, Doelstand, Gezinsrol, Regiesoort
from stelsel.domein.toegang.herijking import UITKOMST_NAAM, Uitkomst

from ..actions.gezinsplannen import Regiewens
from ..actions.hoofdverantwoordelijken import Aanspreekpunt
from ..models import LEEFDOMEIN_KEUZES, REGIE_KEUZES, ROL_KEUZES, Client
from ..queries.herijkingen import Antwoord
from .velden import create_datumveld, create_tekstveld

HIER, ELDERS = "hier", "elders"


class GezinsplanForm(forms.Form):
    """A new plan: what the client is in the household, and what was agreed."""

    rol = forms.ChoiceField(label="Wie is deze cliënt in het gezin?", choices=ROL_KEUZES)
    afspraak = create_tekstveld(
        "Wat spreekt u met het gezin af?", required=False, help_text="In gewone woorden. Iedereen leest mee."
    )

    def clean_rol(self) -> Gezinsrol:
        """As a value."""
        return Gezinsrol(self.cleaned_data["rol"])


class GezinslidForm(forms.Form):
    """Somebody who belongs to the household."""

    client_nummer = forms.CharField(
        label="Cliëntnummer", max_length=20, help_text="Iemand uit uw gemeente, bijvoorbeeld 9901-000012."
    )
    rol = forms.ChoiceField(label="Wie is dit in het gezin?", choices=ROL_KEUZES)
    woont = forms.ChoiceField(
        label="Waar woont deze persoon vooral?",
        choices=[(HIER, "Hier"), (ELDERS, "Ergens anders; dit is het tweede huis")],
        widget=forms.RadioSelect,
        initial=HIER,
    )
    vanaf = create_datumveld("Vanaf welke dag?")

    def __init__(self, *args: Any, huisgenoten: Iterable[Client] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        namen = ", ".join(f"{c.nummer} ({c.volledige_naam})" for c in huisgenoten)
        if namen:
            self.fields["client_nummer"].help_text = f"Op dit adres bekend: {namen}."

    def clean_rol(self) -> Gezinsrol:
        """As a value."""
        return Gezinsrol(self.cleaned_data["rol"])


class GezinslidWegForm(forms.Form):
    """The last day of somebody in the household."""

    tot = create_datumveld("Wat is de laatste dag dat deze persoon bij het gezin hoort?")


class GezinsdoelForm(forms.Form):
    """A goal of all together."""

    tekst = create_tekstveld("Wat moet er anders zijn?", help_text="In de woorden van het gezin.")
    leefdomein = forms.ChoiceField(label="Waar gaat het over?", choices=LEEFDOMEIN_KEUZES)


class GezinsdoelDichtForm(forms.Form):
    """Reached, or not asked any more."""

    stand = forms.ChoiceField(
        label="Hoe staat het met dit doel?",
        choices=[(s.value, DOELSTAND_NAAM[s]) for s in Doelstand if s is not Doelstand.LOPEND],
        widget=forms.RadioSelect,
    )

    def clean_stand(self) -> Doelstand:
        """As a value."""
        return Doelstand(self.cleaned_data["stand"])


class PlanregieForm(forms.Form):
    """Who keeps regie from a day on."""

    soort = forms.ChoiceField(label="Waarover?", choices=REGIE_KEUZES, widget=forms.RadioSelect)
    aanbieder = forms.ChoiceField(
        label="Welke aanbieder heeft de leiding?",
        required=False,
        help_text="Alleen bij de specialistische hulp: een aanbieder die iemand van dit gezin helpt.",
    )
    contactpersoon = forms.CharField(label="Naam van wie de regie heeft", max_length=80)
    vanaf = create_datumveld("Vanaf welke dag?")

    def __init__(self, *args: Any, aanbieders: Iterable[Aanbieder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [("", "Kies een aanbieder"), *((a.agb, a.naam) for a in aanbieders)]
        self.fields["aanbieder"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """An aanbieder with specialist help, none with the whole."""
        data = super().clean() or {}
        if data.get("soort") == Regiesoort.TWEEDE_LIJN.value and not data.get("aanbieder"):
            self.add_error("aanbieder", "Kies de aanbieder die de leiding heeft.")
        return data

    def get_wens(self) -> Regiewens:
        """The clean values as the action asks them."""
        data = self.cleaned_data
        soort = Regiesoort(data["soort"])
        agb = data["aanbieder"] if soort is Regiesoort.TWEEDE_LIJN else ""
        return Regiewens(soort=soort, contactpersoon=data["contactpersoon"], agb=agb)


class ContactpersoonForm(forms.Form):
    """Who answers for help from a day on."""

    aanbieder = forms.ChoiceField(
        label="Welke aanbieder is hoofdverantwoordelijk?",
        help_text="Altijd precies één aanbieder, die deze cliënt nu helpt.",
    )
    contactpersoon = forms.CharField(label="Naam van de contactpersoon", max_length=80)
    functie = forms.CharField(label="Functie", max_length=80, required=False)
    telefoon = forms.CharField(label="Telefoon", max_length=15, required=False)
    vanaf = create_datumveld("Vanaf welke dag?")

    def __init__(self, *args: Any, aanbieders: Iterable[Aanbieder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(a.agb, a.naam) for a in aanbieders]
        self.fields["aanbieder"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    def get_punt(self) -> Aanspreekpunt:
        """The clean values as the action asks them."""
        data = self.cleaned_data
        return Aanspreekpunt(
            agb=data["aanbieder"],
            contactpersoon=data["contactpersoon"],
            functie=data.get("functie", ""),
            telefoon=data.get("telefoon", ""),
        )


class UitzonderingForm(ContactpersoonForm):
    """A second aanbieder that answers, for a while."""

    tot = create_datumveld("Tot en met welke dag?")
    reden = create_tekstveld("Waarom is één verantwoordelijke hier niet genoeg?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aanbieder"].label = "Welke aanbieder wordt ook verantwoordelijk?"
        self.fields["aanbieder"].help_text = "Een andere aanbieder die deze cliënt nu helpt."
        for veld in ("functie", "telefoon"):
            del self.fields[veld]


class HerijkingForm(forms.Form):
    """What came of looking again: something that was done, or nothing with a reason."""

    antwoord = forms.ChoiceField(label="Wat is eruit gekomen?", widget=forms.RadioSelect)
    reden = create_tekstveld(
        "Waarom?", required=False, help_text="Nodig als er niets verandert. Anders mag u iets toelichten."
    )

    def __init__(self, *args: Any, antwoorden: Sequence[Antwoord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.antwoorden = {f"{a.uitkomst.value}|{a.sleutel}": a for a in antwoorden}
        keuzes = [(sleutel, a.naam) for sleutel, a in self.antwoorden.items()]
        keuzes.append((Uitkomst.GELIJK.value, UITKOMST_NAAM[Uitkomst.GELIJK]))
        self.fields["antwoord"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A reason when nothing changes."""
        data = super().clean() or {}
        if data.get("antwoord") == Uitkomst.GELIJK.value and not (data.get("reden") or "").strip():
            self.add_error("reden", "Schrijf op waarom er niets verandert.")
        return data

    def get_uitkomst(self) -> tuple[Uitkomst, str]:
        """The outcome and what it refers to."""
        gekozen = self.antwoorden.get(self.cleaned_data["antwoord"])
        return (gekozen.uitkomst, gekozen.sleutel) if gekozen else (Uitkomst.GELIJK, "")
