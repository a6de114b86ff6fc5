"""Reading in history: the file, which column means what, what old words become, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.lake.inlezen.doelen import Inhoudsoort
from stelsel.lake.inlezen.koppeling import Koppeling
from stelsel.lake.inlezen.leeswijze import Codering, Datumvorm, Decimaal, Leeswijze, Soort
from stelsel.lake.inlezen.omrekening import Maat, Omrekening, Oud
from stelsel.lake.intake.waarden import parse_getallen

from ..models import Inlezing
from ..queries import DOMEIN_NAAM, Inhoud, Proef

MEESTE_BYTES = 100 * 1024 * 1024
#: Per meaning: the question, and help.
DOEL_TEKST = {
    "client": ("Cliënt", "Een nummer of BSN. Wij maken er een pseudoniem van."),
    "begindatum": ("Eerste dag van de hulp", ""),
    "einddatum": ("Laatste dag van de hulp", "Geen kolom: dan is het de eerste dag."),
    "bedrag": ("Bedrag", ""),
    "gemeente": ("Gemeente", "Een code of een naam."),
    "aanbieder": ("Aanbieder", "Het liefst de AGB-code."),
    "domein": ("Domein of oude bekostiging", "Zoals Wmo, jeugd-GGZ of AWBZ. U kiest later wat het nu is."),
    "productcategorie": ("Productcategorie", ""),
    "productcode": ("Product", ""),
    "volume": ("Aantal (volume)", "Geen kolom: dan tellen alleen de euro's."),
    "eenheid": ("Eenheid", "Zoals uur of dagdeel. U kiest later hoe wij omrekenen."),
}
TOEWIJZING_TEKST = DOEL_TEKST | {
    "domein": ("Domein of wet", "Zoals Wmo of Jeugdwet. U kiest later wat een oud woord nu is."),
    "ingangsdatum": ("Eerste dag van de toewijzing", ""),
    "einddatum": ("Laatste dag van de toewijzing", "Leeg, of een dag in 9999: zonder einde."),
    "startdatum": ("Dag waarop de hulp begon", "Uit de startberichten (305), als u die hebt."),
    "stopdatum": ("Dag waarop de hulp stopte", "Uit de stopberichten (307), als u die hebt."),
    "toewijzing": ("Nummer van de toewijzing", "Wij maken er een pseudoniem van."),
    "reden": ("Reden van het einde", "De code uit de standaard."),
    "verwijzer": ("Verwijzer", "Een code, of een woord als huisarts of gemeente."),
    "huishouden": ("Gezin of huishouden", "Een nummer. Wij maken er een ander nummer van."),
    "geboortejaar": ("Geboortejaar", "Van een geboortedatum lezen wij alleen het jaar."),
    "geslacht": ("Geslacht", ""),
}
_SCHEIDING = [(";", "Puntkomma ;"), (",", "Komma ,"), ("\t", "Tab"), ("|", "Streep |")]
_CODERING = [
    (Codering.UTF8, "UTF-8"), (Codering.WINDOWS, "Windows (1252)"), (Codering.UTF16_LE, "UTF-16"),
    (Codering.UTF16_BE, "UTF-16, andere volgorde"),
]  # fmt: skip
_DECIMAAL = [
    (Decimaal.ZELF, "Per waarde bekijken"), (Decimaal.KOMMA, "Komma: 1.234,56"),
    (Decimaal.PUNT, "Punt: 1,234.56"),
]  # fmt: skip
_DATUM = [
    (Datumvorm.ZELF, "2025-03-31 of 31-3-2025"), (Datumvorm.DAG_MAAND_JAAR, "Dag eerst: 31-3-2025"),
    (Datumvorm.MAAND_DAG_JAAR, "Maand eerst: 3/31/2025"), (Datumvorm.CIJFERS, "Acht cijfers: 20250331"),
]  # fmt: skip
_GEEN = "Niet om te rekenen"


class InleesForm(forms.Form):
    """A file and the system that it is from."""

    bron = forms.CharField(
        label="Uit welk systeem komt dit?",
        help_text="Onder deze naam onthouden wij hoe de kolommen heten. Bijvoorbeeld: Oud zorgsysteem.",
        max_length=60,
    )
    inhoud = forms.ChoiceField(
        label="Wat staat erin?",
        choices=[
            (Inlezing.Inhoud.REGELS.value, "Declaratieregels: wat is betaald"),
            (Inlezing.Inhoud.TOEWIJZINGEN.value, "Toewijzingen: wie welke hulp mocht krijgen, en wanneer"),
        ],
        help_text="Met toewijzingen erbij ziet u trajecten, wachttijd, verwijzers en leeftijden.",
    )
    bestand = forms.FileField(
        label="Bestand",
        help_text="CSV, Excel (xlsx) of Parquet, tot 100 MB. Kolommen mogen elke naam en volgorde hebben.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.parquet"}),
    )

    def clean_bron(self) -> str:
        """Without double spaces, so that the same name is the same source."""
        return " ".join(str(self.cleaned_data["bron"]).split())

    def clean_bestand(self) -> Any:
        """Not larger than a computer that also serves pages can bear."""
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot (meer dan 100 MB). Knip het per jaar.")
        return bestand


class KoppelForm(forms.Form):
    """How a file is read, and which column means what; clean, `create_inhoud` says it."""

    def __init__(self, data: Any = None, *, proef: Proef) -> None:
        super().__init__(data, initial=_create_begin(proef))
        self._soort, self._proef = proef.inhoud.wijze.soort, proef
        velden = self.fields
        if self._soort is Soort.CSV:
            velden["codering"] = _keuze("Tekens", _CODERING)
            velden["scheiding"] = _keuze("Tussen de kolommen staat", _SCHEIDING)
        if self._soort is Soort.EXCEL:
            velden["blad"] = _keuze("Blad", [(b, b) for b in proef.kijkje.bladen])
        if self._soort is not Soort.PARQUET:
            velden["kopregel"] = forms.IntegerField(
                label="Regel met de kolomnamen", min_value=1, max_value=100
            )
        velden["datumvorm"] = _keuze("Datums", _DATUM)
        koppeling = proef.inhoud.koppeling
        regels = koppeling.soort is Inhoudsoort.REGELS
        if regels:
            velden["decimaal"] = _keuze("Getallen", _DECIMAAL)
            velden["centen"] = _keuze("Bedragen zijn in", [("", "Euro's"), ("ja", "Centen")], required=False)
        teksten = DOEL_TEKST if regels else TOEWIJZING_TEKST
        kolommen = [("", "Geen kolom"), *((k, k) for k in proef.kijkje.kolommen)]
        for doel in koppeling.doelen:
            label, hulp = teksten[doel.naam]
            # Looking again goes with any choice; reading needs the columns that cannot be missed.
            moet = doel.verplicht and (data is None or data.get("actie") == "lezen")
            velden[f"kolom_{doel.naam}"] = _keuze(label, kolommen, required=moet, help_text=hulp)
            if doel.vast and doel.naam not in koppeling.kolommen:
                velden[f"vast_{doel.naam}"] = forms.CharField(
                    label=f"{label}: één waarde voor het hele bestand", required=False, max_length=60,
                    help_text="Alleen als er geen kolom voor is.",
                )  # fmt: skip

    def list_namen_wijze(self) -> list[str]:
        """The names of the fields on how the file is read."""
        return [naam for naam in self.fields if not naam.startswith(("kolom_", "vast_"))]

    def list_wijze(self) -> list[forms.BoundField]:
        """Those fields."""
        return [self[naam] for naam in self.list_namen_wijze()]

    def list_kolommen(self) -> list[forms.BoundField]:
        """The fields on what the columns mean."""
        return [self[naam] for naam in self.fields if naam.startswith(("kolom_", "vast_"))]

    def create_inhoud(self) -> Inhoud:
        """What was chosen; only of a form that is valid."""
        data = self.cleaned_data
        wijze = Leeswijze(
            soort=self._soort,
            codering=Codering(data.get("codering") or Codering.UTF8),
            scheiding=data.get("scheiding") or ";",
            blad=data.get("blad") or "",
            kopregel=data.get("kopregel") or 1,
            decimaal=Decimaal(data.get("decimaal") or Decimaal.ZELF),
            datumvorm=Datumvorm(data["datumvorm"]),
            centen=bool(data.get("centen")),
        )
        oud = self._proef.inhoud.koppeling
        kolommen = {d.naam: data[f"kolom_{d.naam}"] for d in oud.doelen if data.get(f"kolom_{d.naam}")}
        vast = {
            d.naam: data[f"vast_{d.naam}"].strip()
            for d in oud.doelen
            if d.naam not in kolommen and data.get(f"vast_{d.naam}", "").strip()
        }
        return Inhoud(wijze, Koppeling(kolommen, vast, oud.soort), self._proef.inhoud.omrekening)


def _create_begin(proef: Proef) -> dict[str, Any]:
    wijze, koppeling = proef.inhoud.wijze, proef.inhoud.koppeling
    begin = {
        naam: getattr(wijze, naam)
        for naam in ("codering", "scheiding", "blad", "kopregel", "decimaal", "datumvorm")
    }
    begin |= {f"kolom_{doel}": kolom for doel, kolom in koppeling.kolommen.items()}
    return begin | {f"vast_{doel}": w for doel, w in koppeling.vast.items()} | {"centen": "ja" * wijze.centen}


def _keuze(label: str, keuzes: Sequence[tuple[str, str]], **rest: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(str(w), tekst) for w, tekst in keuzes], **rest)


class OmrekenForm(forms.Form):
    """What old units and old domains become; clean, `create_omrekening` says it."""

    def __init__(
        self, data: Any = None, *, eenheden: Sequence[Oud], domeinen: Sequence[Oud], omrekening: Omrekening
    ) -> None:
        super().__init__(data)
        self._eenheden, self._domeinen = eenheden, domeinen
        maten = [("", _GEEN), *((e.value, naam) for e, naam in EENHEID_NAAM.items())]
        wetten = [("", "Niet meenemen"), *DOMEIN_NAAM.items()]
        for n, oud in enumerate(domeinen):
            wet = omrekening.domeinen.get(oud.woord, "")
            self.fields[f"domein_{n}"] = _keuze("Nu", wetten, required=False, initial=wet)
        for n, oud in enumerate(eenheden):
            maat = omrekening.eenheden.get(oud.woord, Maat(""))
            self.fields[f"eenheid_{n}"] = _keuze("Nu", maten, required=False, initial=maat.eenheid)
            self.fields[f"factor_{n}"] = forms.CharField(
                label="Eén oude is zoveel", initial=f"{maat.factor:g}".replace(".", ","), max_length=12
            )
            self.fields[f"reden_{n}"] = forms.CharField(
                label="Waarom?", initial=maat.reden, required=False, max_length=200
            )

    def clean(self) -> dict[str, Any]:
        """Factors as numbers."""
        data = super().clean() or {}
        for n, oud in enumerate(self._eenheden):
            getal = parse_getallen(_als_reeks(str(data.get(f"factor_{n}", ""))))[0]
            if getal is None:
                self.add_error(f"factor_{n}", f"Vul bij '{oud.woord[:40]}' een getal in, zoals 0,25.")
            else:
                data[f"factor_{n}"] = getal
        return data

    def list_domeinen(self) -> list[tuple[Oud, forms.BoundField]]:
        """Per old domain its field."""
        return [(oud, self[f"domein_{n}"]) for n, oud in enumerate(self._domeinen)]

    def list_eenheden(self) -> list[tuple[Oud, list[forms.BoundField]]]:
        """Per old unit its fields."""
        namen = ("eenheid", "factor", "reden")
        return [(oud, [self[f"{naam}_{n}"] for naam in namen]) for n, oud in enumerate(self._eenheden)]

    def create_omrekening(self) -> Omrekening:
        """What was chosen; only of a form that is valid."""
        data = self.cleaned_data
        return Omrekening(
            {
                oud.woord: Maat(data[f"eenheid_{n}"], float(data[f"factor_{n}"]), data[f"reden_{n}"].strip())
                for n, oud in enumerate(self._eenheden)
            },
            {oud.woord: data[f"domein_{n}"] for n, oud in enumerate(self._domeinen)},
        )


def _als_reeks(tekst: str) -> Any:
    import polars as pl

    return pl.Series([tekst.strip()], dtype=pl.String)


class OvernameForm(forms.Form):
    """Taking over: with or without lines that are known, and in the place of which import."""

    zonder_bekend = forms.BooleanField(
        label="Laat regels weg die al in de gegevens staan", required=False, initial=True
    )
    vervangt = forms.ChoiceField(
        label="Komt dit in de plaats van een eerdere inlezing?",
        required=False,
        help_text="De eerdere inlezing wordt dan ingetrokken.",
    )

    def __init__(self, data: Any = None, *, eerder: Sequence[Inlezing]) -> None:
        super().__init__(data)
        self._eerder = {rij.nummer: rij for rij in eerder}
        veld = self.fields["vervangt"]
        if isinstance(veld, forms.ChoiceField):
            namen = ((nummer, f"{nummer}: {rij.bestand}") for nummer, rij in self._eerder.items())
            veld.choices = [("", "Nee, het komt erbij"), *namen]

    def get_vervangt(self) -> Inlezing | None:
        """The import that is replaced; only of a form that is valid."""
        return self._eerder.get(self.cleaned_data["vervangt"])


class IntrekForm(forms.Form):
    """Taking back."""

    reden = forms.CharField(
        label="Waarom trekt u dit in?", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class MomentopnameForm(forms.Form):
    """Keeping the data as they are now under a name."""

    naam = forms.RegexField(
        label="Naam",
        regex=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$",
        help_text="Letters, cijfers, punten en streepjes. Bijvoorbeeld: raad-2026-11.",
        error_messages={"invalid": "Gebruik alleen letters, cijfers, punten en streepjes."},
    )
    omschrijving = forms.CharField(label="Waarvoor?", max_length=200)
