"""Deciding on a request of an aanbieder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from stelsel.domein.toegang.afspraak import Afspraak, Overleg, check_afspraken
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.verzoek import AFWIJSREDEN_NAAM, Afwijsreden, Verzoeksoort, Verzoekstatus
from stelsel.lake.intake.regels import list_gemeentecodes

from .. import queries
from ..models import Aanvraag
from ..queries import Productvergelijking
from .afspraken import create_afspraakvelden, list_gekozen_afspraken
from .velden import create_datumveld, create_tekstveld

HONOREREN, AFSPREKEN, ONDERZOEKEN, AFWIJZEN = "honoreren", "afspreken", "onderzoeken", "afwijzen"
UITKOMST_NAAM = {
    HONOREREN: "Honoreren, precies zoals gevraagd",
    AFSPREKEN: "Honoreren, anders dan gevraagd",
    ONDERZOEKEN: "Eerst onderzoeken",
    AFWIJZEN: "Afwijzen",
}


_BESLUITVELDEN = ("uitkomst", "reden", "verantwoordelijke_gemeente")
_OVERLEG = ("overleg_met", "overleg_op")


class AanvraagForm(forms.Form):
    """The decision; a reason with a refusal, a gemeente with the woonplaatsbeginsel (Jeugdwet only).

    `afwijkbaar`: the products that may be granted on other days or with another omvang than asked; empty when
    that is not allowed now."""

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
    overleg_met = forms.CharField(
        label="Met wie bij de aanbieder sprak u dit af?", max_length=100, required=False
    )
    overleg_op = create_datumveld("Op welke dag sprak u dit af?", required=False)
    toelichting = create_tekstveld(
        "Toelichting", required=False, help_text="Voor collega's. Dit gaat niet naar de aanbieder."
    )

    def __init__(
        self,
        *args: Any,
        aanvraag: Aanvraag,
        today: date,
        afwijkbaar: Sequence[Productvergelijking] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aanvraag, self.today, self.afwijkbaar = aanvraag, today, afwijkbaar
        self.afspraken: dict[int, Afspraak] = {}
        self._prepare_keuzes()
        if not afwijkbaar:
            for naam in _OVERLEG:
                del self.fields[naam]
            return
        self.fields |= create_afspraakvelden(afwijkbaar)

    def _prepare_keuzes(self) -> None:
        """What can be chosen for this request, now."""
        is_jeugd = self.aanvraag.verzoek.wet == Wet.JEUGDWET
        weg = {ONDERZOEKEN} if self.aanvraag.status == Verzoekstatus.IN_ONDERZOEK else set()
        weg |= set() if self.afwijkbaar else {AFSPREKEN}
        uitkomsten = [(waarde, naam) for waarde, naam in UITKOMST_NAAM.items() if waarde not in weg]
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
        if self.afwijkbaar:
            self._check_afspraken(data)
        return data

    def _check_afspraken(self, data: dict[str, Any]) -> None:
        """What was typed in stead of what was asked, by the rules; nothing typed with another decision."""
        ingevuld = {naam: waarde for naam, waarde in data.items() if naam in self.data}
        try:
            gekozen = list_gekozen_afspraken(self.afwijkbaar, ingevuld)
        except ValueError:
            self.add_error(None, "Vul bij de omvang een heel getal in, en bij een bedrag hele centen.")
            return
        if data.get("uitkomst") == AFSPREKEN:
            self._check_gekozen(gekozen, self.get_overleg(data))
        elif data.get("uitkomst") and (gekozen or self.get_overleg(data)):
            keuze = UITKOMST_NAAM[AFSPREKEN]
            zin = f"U vulde ook in wat anders wordt dan gevraagd. Kies “{keuze}”, of haal dat weg."
            self.add_error("uitkomst", zin)

    def _check_gekozen(self, gekozen: dict[int, Afspraak], overleg: Overleg | None) -> None:
        wensen = {
            regel.product.pk: queries.get_gevraagde_afspraak(regel.product) for regel in self.afwijkbaar
        }
        paren = [(wens, gekozen.get(sleutel, wens)) for sleutel, wens in wensen.items()]
        soort = Verzoeksoort(self.aanvraag.verzoek.soort)
        dagen = queries.list_wijzigdagen(regel.product for regel in self.afwijkbaar)
        zinnen = list(check_afspraken(soort, paren, wijzigdagen=dagen, overleg=overleg, today=self.today))
        for tekst in dict.fromkeys(zin.tekst for zin in zinnen):
            self.add_error(None, tekst)
        self.afspraken = {} if zinnen else gekozen

    @staticmethod
    def get_overleg(data: dict[str, Any]) -> Overleg | None:
        """With whom it was arranged and when; None unless both were filled in."""
        met, dag = data.get("overleg_met"), data.get("overleg_op")
        return Overleg(met, dag) if met and dag else None

    def _ask_gemeente(self) -> None:
        """Once: a wrong code has its own sentence."""
        if not self.has_error("verantwoordelijke_gemeente"):
            self.add_error("verantwoordelijke_gemeente", "Vul in welke gemeente betaalt: vier cijfers.")

    def list_besluitvelden(self) -> list[forms.BoundField]:
        """The fields of the decision itself."""
        return [self[naam] for naam in _BESLUITVELDEN if naam in self.fields]

    def list_afspraakvelden(self) -> list[forms.BoundField]:
        """The fields of what is granted otherwise than asked."""
        elders = {*_BESLUITVELDEN, "toelichting", *_OVERLEG}
        eigen = [naam for naam in self.fields if naam not in elders]
        return [self[naam] for naam in (*eigen, *_OVERLEG)]

    @property
    def is_anders(self) -> bool:
        """Whether somebody is filling that in."""
        fout = any(veld.errors for veld in self.list_afspraakvelden())
        return self.is_bound and (fout or self.data.get("uitkomst") == AFSPREKEN)

    def list_antwoorden(self) -> list[tuple[str, str]]:
        """What was answered, in words, to check before it is final."""
        data = self.cleaned_data
        reden = Afwijsreden(data["reden"]) if data.get("reden") else None
        antwoorden = [
            ("Besluit", UITKOMST_NAAM[data["uitkomst"]]),
            ("Reden", AFWIJSREDEN_NAAM[reden] if reden else ""),
            ("Gemeente die betaalt", data.get("verantwoordelijke_gemeente", "")),
            ("Afgesproken met", data.get("overleg_met", "")),
            ("Afgesproken op", f"{dag:%d-%m-%Y}" if (dag := data.get("overleg_op")) else ""),
            ("Toelichting", data["toelichting"]),
        ]
        return [(naam, tekst) for naam, tekst in antwoorden if tekst]
