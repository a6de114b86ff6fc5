"""Setting a ceiling, ending it, and asking and giving leave to go over it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.profielen.models import WET_KEUZES, Product
from stelsel.domein.parameters import get_aantal
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.domein.toegang.categorieen import get_categorienaam

from ..actions.plafond import Plafondwens
from ..models import Plafond

CENTEN = 100


def list_percelen() -> list[tuple[str, str]]:
    """Every product category of the catalogue, with the law it belongs to: 'jw 45'."""
    paren = Product.objects.order_by("wet", "categorie").values_list("wet", "categorie").distinct()
    return [(f"{wet} {c}", f"{WET_NAAM[Wet(wet)]} {c}: {get_categorienaam(Wet(wet), c)}") for wet, c in paren]


class PlafondForm(forms.Form):
    """On whom or what, how much, and what happens when it is reached."""

    soort = forms.ChoiceField(label="Waarop?", choices=Plafond.Soort.choices, widget=forms.RadioSelect)
    actie = forms.ChoiceField(
        label="Wat gebeurt er als het vol is?", choices=Plafond.Actie.choices, widget=forms.RadioSelect
    )
    wet = forms.ChoiceField(label="Wet", choices=WET_KEUZES, widget=forms.RadioSelect)
    jaar = forms.IntegerField(label="Jaar", min_value=2015, max_value=2100)
    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    aanbieder = forms.ModelChoiceField(
        label="Aanbieder",
        queryset=Aanbieder.objects.order_by("naam"),
        required=False,
        empty_label="Geen",
        help_text="Alleen voor een plafond op een aanbieder.",
    )
    perceel = forms.ChoiceField(
        label="Perceel",
        required=False,
        help_text="Een productcategorie. Alleen voor een plafond op een perceel.",
    )
    bedrag = forms.DecimalField(
        label="Plafond, in euro", required=False, localize=True, min_value=1, max_digits=13, decimal_places=2,
        help_text="Leeg bij een open einde.",
    )  # fmt: skip
    signaal_procent = forms.IntegerField(label="Signaal vanaf, in procenten", min_value=1, max_value=100)
    vandatum = forms.DateField(label="Vanaf welke dag?", widget=forms.DateInput(attrs={"type": "date"}))
    reden = forms.CharField(label="Waarom, en op grond van welk besluit?", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """`user`: whose gemeenten can be chosen; `today`: for what is usual."""
        user, today = kwargs.pop("user"), kwargs.pop("today")
        begin = {
            "jaar": today.year,
            "soort": "gemeente",
            "actie": "signaal",
            "signaal_procent": get_aantal("plafond_signaal", peildatum=today),
            "vandatum": today.isoformat(),
        }
        super().__init__(*args, **{"initial": begin, **kwargs})
        self._gemeenten = {g.code: g for g in list_gemeenten(user)}
        keuzes = [(code, g.naam) for code, g in self._gemeenten.items()]
        self.fields["gemeente"] = forms.ChoiceField(
            label="Gemeente",
            choices=[("", "De hele regio"), *keuzes] if user.regio else keuzes,
            required=not user.regio,
        )
        self.fields["perceel"] = forms.ChoiceField(
            label="Perceel",
            choices=[("", "Geen"), *list_percelen()],
            required=False,
            help_text="Een productcategorie. Alleen voor een plafond op een perceel.",
        )

    def clean(self) -> dict[str, Any]:
        """What belongs together is there, and what does not is not."""
        data = super().clean() or {}
        if self.errors:
            return data
        soort, actie = data["soort"], data["actie"]
        if (actie == Plafond.Actie.GEEN) == (data["bedrag"] is not None):
            self.add_error("bedrag", "Vul een bedrag in, of kies een open einde zonder bedrag.")
        if (soort == Plafond.Soort.AANBIEDER) == (data["aanbieder"] is None):
            self.add_error("aanbieder", "Kies een aanbieder bij een plafond op een aanbieder, anders geen.")
        if (soort == Plafond.Soort.PERCEEL) == (not data["perceel"]):
            self.add_error("perceel", "Kies een perceel bij een plafond op een perceel, en anders geen.")
        elif data["perceel"] and not data["perceel"].startswith(f"{data['wet']} "):
            self.add_error("perceel", "Dit perceel hoort bij een andere wet.")
        if soort == Plafond.Soort.GEMEENTE and not data["gemeente"]:
            self.add_error("gemeente", "Kies een gemeente.")
        if data["vandatum"] < date(data["jaar"], 1, 1):
            self.add_error("vandatum", f"Kies een dag in {data['jaar']}.")
        return data

    def get_wens(self) -> Plafondwens:
        """The ceiling as it is wanted, when clean."""
        data = self.cleaned_data
        return Plafondwens(
            soort=Plafond.Soort(data["soort"]),
            actie=Plafond.Actie(data["actie"]),
            wet=data["wet"],
            jaar=data["jaar"],
            bedrag=None if data["bedrag"] is None else int(data["bedrag"] * CENTEN),
            signaal_procent=data["signaal_procent"],
            vandatum=data["vandatum"],
            reden=data["reden"],
            gemeente=self._gemeenten.get(data["gemeente"]),
            aanbieder=data["aanbieder"],
            categorie=data["perceel"].rpartition(" ")[2],
        )


class RedenForm(forms.Form):
    """Why; when ending a ceiling or deciding on leave."""

    reden = forms.CharField(label="Waarom?", max_length=300, required=False)


class OntheffingForm(forms.Form):
    """For which question or request, and why it cannot wait or be met elsewhere."""

    kenmerk = forms.RegexField(
        r"^[A-Za-z0-9-]{3,40}$",
        label="Nummer van de vraag of het verzoek",
        help_text="Zo staat het boven de vraag. Schrijf hier geen naam.",
        error_messages={"invalid": "Gebruik alleen letters, cijfers en streepjes."},
    )
    reden = forms.CharField(
        label="Waarom moet deze hulp toch bij deze aanbieder?",
        max_length=300,
        help_text="Schrijf geen namen of andere gegevens van de cliënt op.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
