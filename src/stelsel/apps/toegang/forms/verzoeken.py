"""Deciding on a request of an aanbieder."""

from __future__ import annotations

from typing import Any

from django import forms

from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.verzoek import AFWIJSREDEN_NAAM, Afwijsreden, Verzoekstatus
from stelsel.lake.intake.regels import list_gemeentecodes

from ..models import Aanvraag
from .velden import create_tekstveld

HONOREREN, ONDERZOEKEN, AFWIJZEN = "honoreren", "onderzoeken", "afwijzen"
UITKOMST_NAAM = {
    HONOREREN: "Honoreren, precies zoals gevraagd",
    ONDERZOEKEN: "Eerst onderzoeken",
    AFWIJZEN: "Afwijzen",
}


class AanvraagForm(forms.Form):
    """The decision; a reason with a refusal, a gemeente with the woonplaatsbeginsel (Jeugdwet only)."""

    uitkomst = forms.ChoiceField(label="Wat besluit u?", widget=forms.RadioSelect)
    reden = forms.ChoiceField(
        label="Waarom wijst u af?", required=False, help_text="Alleen bij afwijzen. De aanbieder leest dit."
    )
    verantwoordelijke_gemeente = forms.RegexField(
        regex=r"^[0-9]{4}$",
        label="Welke gemeente betaalt dan?",
        required=False,
        help_text="Alleen bij het woonplaatsbeginsel: de gemeentecode van vier cijfers.",
        error_messages={"invalid": "Vul de gemeentecode in: vier cijfers, bijvoorbeeld 9902."},
    )
    toelichting = create_tekstveld(
        "Toelichting", required=False, help_text="Voor collega's. Dit gaat niet naar de aanbieder."
    )

    def __init__(self, *args: Any, aanvraag: Aanvraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aanvraag = aanvraag
        is_jeugd = aanvraag.verzoek.wet == Wet.JEUGDWET
        in_onderzoek = aanvraag.status == Verzoekstatus.IN_ONDERZOEK
        uitkomsten = [
            (waarde, naam)
            for waarde, naam in UITKOMST_NAAM.items()
            if not (in_onderzoek and waarde == ONDERZOEKEN)
        ]
        redenen = [
            (reden.value, naam)
            for reden, naam in AFWIJSREDEN_NAAM.items()
            if is_jeugd or reden is not Afwijsreden.WOONPLAATSBEGINSEL
        ]
        keuzes = {"uitkomst": uitkomsten, "reden": [("", "Kies een reden"), *redenen]}
        for naam, opties in keuzes.items():
            self.fields[naam].choices = opties  # type: ignore[attr-defined]  # a ChoiceField
        if not is_jeugd:
            del self.fields["verantwoordelijke_gemeente"]

    def clean_verantwoordelijke_gemeente(self) -> str:
        """A gemeente that exists: the aanbieder sends the request there next."""
        code = str(self.cleaned_data["verantwoordelijke_gemeente"])
        if code and code not in list_gemeentecodes():
            raise forms.ValidationError(
                f"Er is geen gemeente met code {code}. Kijk de code na en vul haar opnieuw in."
            )
        if code == self.aanvraag.verzoek.gemeente_id:
            raise forms.ValidationError("Dit is uw eigen gemeente. Vul in welke andere gemeente betaalt.")
        return code

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason; nothing else has one."""
        data = super().clean() or {}
        afwijzen = data.get("uitkomst") == AFWIJZEN
        if afwijzen and not data.get("reden"):
            self.add_error("reden", "Kies waarom u het verzoek afwijst.")
        woonplaats = data.get("reden") == Afwijsreden.WOONPLAATSBEGINSEL
        if woonplaats and not data.get("verantwoordelijke_gemeente"):
            self._ask_gemeente()
        if not afwijzen and (data.get("reden") or data.get("verantwoordelijke_gemeente")):
            self.add_error("uitkomst", "U koos ook een reden van afwijzing. Kies Afwijzen, of haal die weg.")
        return data

    def _ask_gemeente(self) -> None:
        """Once: a wrong code has its own sentence."""
        if not self.has_error("verantwoordelijke_gemeente"):
            self.add_error("verantwoordelijke_gemeente", "Vul in welke gemeente betaalt: vier cijfers.")

    def list_antwoorden(self) -> list[tuple[str, str]]:
        """What was answered, in words, to check before it is final."""
        data = self.cleaned_data
        reden = Afwijsreden(data["reden"]) if data.get("reden") else None
        antwoorden = [
            ("Besluit", UITKOMST_NAAM[data["uitkomst"]]),
            ("Reden", AFWIJSREDEN_NAAM[reden] if reden else ""),
            ("Gemeente die betaalt", data.get("verantwoordelijke_gemeente", "")),
            ("Toelichting", data["toelichting"]),
        ]
        return [(naam, tekst) for naam, tekst in antwoorden if tekst]
