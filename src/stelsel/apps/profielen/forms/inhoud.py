"""What is in a version of the catalogue, as it is typed: axes, a profile, a client group, agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from stelsel.domein.profielen.assen import COMPLEXITEITEN, INTENSITEITEN
from stelsel.domein.profielen.catalogus import (
    FUNCTIES,
    HEEL,
    HERKOMSTEN,
    MIXSOORTEN,
    VORMEN,
    Activiteit,
    Assen,
    Catalogusprofiel,
    Clientgroep,
    Mixbron,
    Niveau,
    Profielcel,
)

MINUTEN = 60
_ACTIVITEITEN = 6
_LANGSTE_MAANDEN, _MEESTE_UREN, _OUDSTE = 240, 9_000, 120
_CODE = forms.RegexField(
    r"^[A-Za-z][A-Za-z0-9]{0,5}$",
    label="Code",
    help_text="Een letter en hooguit vijf letters of cijfers, zoals P1.",
    error_messages={"invalid": "Begin met een letter en gebruik hooguit zes letters of cijfers."},
)
_ACTIVITEIT = ("activiteit", "functie", "procent", "vorm")
_CEL = ("maanden_van", "maanden_tot", "uren_van", "uren", "uren_tot")


def _create_tekst(label: str, *, rijen: int = 2, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rijen})
    return forms.CharField(label=label, max_length=1_500, widget=widget, **kwargs)


def _list_regels(tekst: str) -> tuple[str, ...]:
    return tuple(regel.strip() for regel in tekst.splitlines() if regel.strip())


class AssenForm(forms.Form):
    """The words of every level; clean, `assen` is the value."""

    def __init__(self, *args: Any, assen: Assen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._assen = assen
        for as_, niveau in self._list_niveaus():
            self.fields[f"{as_}_{niveau.naam}"] = _create_tekst(
                niveau.naam.capitalize(), initial=niveau.uitleg
            )
            if as_ == "netwerk":
                self.fields[f"minder_{niveau.naam}"] = forms.IntegerField(
                    label=f"{niveau.naam.capitalize()}: procent minder uren",
                    min_value=0,
                    max_value=HEEL,
                    initial=niveau.minder,
                )

    def groepen(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields per axis, with its name."""
        koppen = {
            "startprofiel": "Waar de hulp op gericht is",
            "complexiteit": "Hoe ingewikkeld het is",
            "inzet": "Hoeveel hulp er nodig is",
            "netwerk": "Wat mensen in de buurt doen",
        }
        for as_, kop in koppen.items():
            namen = [
                n
                for n in self.fields
                if n.startswith(f"{as_}_") or (as_ == "netwerk" and n.startswith("minder_"))
            ]
            yield kop, [self[naam] for naam in namen]

    def clean(self) -> dict[str, Any]:
        """The axes with the new words."""
        data = super().clean() or {}
        if self.errors:
            return data
        delen: dict[str, list[Niveau]] = {}
        for as_, niveau in self._list_niveaus():
            minder = data.get(f"minder_{niveau.naam}", 0) if as_ == "netwerk" else 0
            delen.setdefault(as_, []).append(Niveau(niveau.naam, data[f"{as_}_{niveau.naam}"], minder))
        return data | {"assen": Assen(**{as_: tuple(rij) for as_, rij in delen.items()})}

    def _list_niveaus(self) -> Iterator[tuple[str, Niveau]]:
        for as_ in ("startprofiel", "complexiteit", "inzet", "netwerk"):
            yield from ((as_, niveau) for niveau in getattr(self._assen, as_))


class ProfielForm(forms.Form):
    """One profile with its activities and its cells; clean, `profiel` is the value."""

    code = _CODE
    naam = forms.CharField(
        label="Naam", max_length=120, help_text="Wat iemand nodig heeft, zonder product of diagnose."
    )
    complexiteit = forms.ChoiceField(label="Complexiteit", choices=[(c, c) for c in COMPLEXITEITEN])
    doel = _create_tekst("Doel", help_text="Wat er straks anders is, of hetzelfde blijft.")
    uitleg = _create_tekst("Uitleg voor de inwoner", help_text="In gewone taal, met u.")
    resultaten = _create_tekst("Resultaten", rijen=4, help_text="Eén zin per regel.")
    kwaliteitseisen = _create_tekst(
        "Eisen aan de aanbieder", rijen=3, required=False, help_text="Eén zin per regel."
    )
    mix_soort = forms.ChoiceField(label="Hoe weten wij dit?", choices=[(s, s) for s in MIXSOORTEN])
    mix_bron = forms.CharField(
        label="Bron", max_length=200, required=False, help_text="Zoals een onderzoek, of wie het inschatte."
    )
    mix_dag = forms.DateField(
        label="Van welke dag?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, profiel: Catalogusprofiel | None, **kwargs: Any) -> None:
        begin = _get_begin(profiel) if profiel else {}
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.aantal = max(_ACTIVITEITEN, len(profiel.activiteiten) + 1 if profiel else 0)
        for plek in range(self.aantal):
            self._add_activiteit(plek)
        for intensiteit in INTENSITEITEN:
            self._add_cel(intensiteit.naam)

    def _add_activiteit(self, plek: int) -> None:
        self.fields[f"activiteit_{plek}"] = forms.CharField(label="Wat", max_length=120, required=False)
        self.fields[f"functie_{plek}"] = forms.ChoiceField(
            label="Door wie", choices=[(f, f) for f in FUNCTIES], required=False
        )
        self.fields[f"procent_{plek}"] = forms.IntegerField(
            label="Procent van de uren", min_value=1, max_value=HEEL, required=False
        )
        self.fields[f"vorm_{plek}"] = forms.ChoiceField(
            label="Hoe", choices=[(v, v) for v in VORMEN], required=False
        )

    def _add_cel(self, naam: str) -> None:
        self.fields[f"mag_{naam}"] = forms.BooleanField(label="Toegestaan", required=False)
        labels = ("Maanden van", "Maanden tot", "Uren laagste", "Uren gebruikelijk", "Uren hoogste")
        for deel, label in zip(_CEL, labels, strict=True):
            soort: Any = forms.IntegerField if deel.startswith("maanden") else forms.DecimalField
            grens: dict[str, Any] = {"max_value": _LANGSTE_MAANDEN, "min_value": 1}
            if deel.startswith("uren"):
                grens = {"max_value": _MEESTE_UREN, "min_value": Decimal("0.02"), "decimal_places": 2}
            self.fields[f"{deel}_{naam}"] = soort(label=label, required=False, **grens)

    def basis(self) -> list[forms.BoundField]:
        """What is said in words."""
        return [self[naam] for naam in self.declared_fields if not naam.startswith("mix_")]

    def mixbron(self) -> list[forms.BoundField]:
        """Where the activities come from."""
        return [self[naam] for naam in self.declared_fields if naam.startswith("mix_")]

    def activiteiten(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Per row its number and its fields."""
        for plek in range(self.aantal):
            yield plek + 1, [self[f"{deel}_{plek}"] for deel in _ACTIVITEIT]

    def cellen(self) -> Iterator[tuple[str, forms.BoundField, list[forms.BoundField]]]:
        """Per intensity whether it is allowed, and its months and hours."""
        for intensiteit in INTENSITEITEN:
            naam = intensiteit.naam
            yield naam, self[f"mag_{naam}"], [self[f"{deel}_{naam}"] for deel in _CEL]

    def get_veldnaam(self, naam: str) -> str:
        """What a field is called outside its place on the page: of which intensity or activity it is."""
        van = naam.rpartition("_")[2]
        label = str(self.fields[naam].label)
        if naam in self.declared_fields:
            return label
        return f"Activiteit {int(van) + 1}: {label.lower()}" if van.isdecimal() else f"{van}: {label.lower()}"

    def clean(self) -> dict[str, Any]:
        """The profile; an allowed intensity needs all its figures."""
        data = super().clean() or {}
        for intensiteit in INTENSITEITEN:
            if not data.get(f"mag_{intensiteit.naam}"):
                continue
            for deel in _CEL:
                veld = f"{deel}_{intensiteit.naam}"
                if data.get(veld) is None and veld not in self.errors:
                    self.add_error(veld, f"{intensiteit.naam}: vul een getal in.")
        for plek in range(self.aantal):
            if bool(data.get(f"activiteit_{plek}")) != bool(data.get(f"procent_{plek}")):
                self.add_error(f"procent_{plek}", f"Activiteit {plek + 1}: vul in wat en hoeveel procent.")
        if self.errors:
            return data
        return data | {"profiel": self._create_profiel(data)}

    def _create_profiel(self, data: dict[str, Any]) -> Catalogusprofiel:
        return Catalogusprofiel(
            **{naam: data[naam] for naam in ("code", "naam", "complexiteit", "doel", "uitleg")},
            resultaten=_list_regels(data["resultaten"]),
            kwaliteitseisen=_list_regels(data["kwaliteitseisen"]),
            activiteiten=tuple(
                Activiteit(
                    data[f"activiteit_{i}"],
                    data[f"functie_{i}"] or FUNCTIES[0],
                    data[f"procent_{i}"],
                    data[f"vorm_{i}"] or VORMEN[0],
                )
                for i in range(self.aantal)
                if data[f"activiteit_{i}"]
            ),
            cellen=tuple(
                Profielcel(
                    intensiteit,
                    (data[f"maanden_van_{intensiteit.naam}"], data[f"maanden_tot_{intensiteit.naam}"]),
                    round(data[f"uren_{intensiteit.naam}"] * MINUTEN),
                    (
                        round(data[f"uren_van_{intensiteit.naam}"] * MINUTEN),
                        round(data[f"uren_tot_{intensiteit.naam}"] * MINUTEN),
                    ),
                )
                for intensiteit in INTENSITEITEN
                if data[f"mag_{intensiteit.naam}"]
            ),
            mixbron=Mixbron(data["mix_soort"], data["mix_bron"], data["mix_dag"]),
        )


def _get_begin(profiel: Catalogusprofiel) -> dict[str, Any]:
    begin: dict[str, Any] = {
        naam: getattr(profiel, naam) for naam in ("code", "naam", "complexiteit", "doel", "uitleg")
    }
    begin["resultaten"] = "\n".join(profiel.resultaten)
    begin["kwaliteitseisen"] = "\n".join(profiel.kwaliteitseisen)
    mix = profiel.mixbron
    begin |= {"mix_soort": mix.soort, "mix_bron": mix.bron, "mix_dag": mix.dag}
    for plek, activiteit in enumerate(profiel.activiteiten):
        begin[f"activiteit_{plek}"] = activiteit.naam
        begin[f"functie_{plek}"] = activiteit.functie
        begin[f"procent_{plek}"] = activiteit.procent
        begin[f"vorm_{plek}"] = activiteit.vorm
    for cel in profiel.cellen:
        naam = cel.intensiteit.naam
        begin[f"mag_{naam}"] = True
        uren = [round(Decimal(minuten) / MINUTEN, 2) for minuten in (cel.band[0], cel.minuten, cel.band[1])]
        waarden = (*cel.maanden, *(uur.normalize() if uur % 1 else int(uur) for uur in uren))
        begin |= {f"{deel}_{naam}": waarde for deel, waarde in zip(_CEL, waarden, strict=True)}
    return begin


class GroepForm(forms.Form):
    """One client group; clean, `groep` is the value."""

    code = _CODE
    naam = forms.CharField(label="Naam", max_length=120)
    behoefte = _create_tekst("Wat heeft deze groep nodig?")
    herkomst = forms.ChoiceField(label="Hoe kennen wij deze groep?", choices=[(h, h) for h in HERKOMSTEN])
    leeftijd_van = forms.IntegerField(label="Vanaf leeftijd", min_value=0, max_value=_OUDSTE)
    leeftijd_tot = forms.IntegerField(label="Tot en met leeftijd", min_value=0, max_value=_OUDSTE)
    doelen = _create_tekst(
        "Voorbeelden van doelen",
        rijen=4,
        required=False,
        help_text="Eén zin per regel. De regisseur kan kiezen.",
    )
    hoofdprofiel = forms.ChoiceField(label="Past het best in profiel")
    ook = forms.MultipleChoiceField(label="Past ook in", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, groep: Clientgroep | None, profielen: Sequence[Catalogusprofiel], **kwargs: Any
    ) -> None:
        begin: dict[str, Any] = {}
        if groep is not None:
            begin = {naam: getattr(groep, naam) for naam in ("code", "naam", "behoefte", "herkomst")}
            begin |= {"leeftijd_van": groep.leeftijd[0], "leeftijd_tot": groep.leeftijd[1]}
            begin["doelen"] = "\n".join(groep.doelen)
            begin |= {"hoofdprofiel": next(iter(groep.profielen), ""), "ook": list(groep.profielen[1:])}
        super().__init__(*args, **{"initial": begin, **kwargs})
        keuzes = [(profiel.code, f"{profiel.code} {profiel.naam}") for profiel in profielen]
        for naam in ("hoofdprofiel", "ook"):
            self.fields[naam].choices = keuzes  # type: ignore[attr-defined]  # both are ChoiceFields

    def clean(self) -> dict[str, Any]:
        """The client group."""
        data = super().clean() or {}
        if self.errors:
            return data
        ook = tuple(code for code in data["ook"] if code != data["hoofdprofiel"])
        groep = Clientgroep(
            **{naam: data[naam] for naam in ("code", "naam", "behoefte", "herkomst")},
            leeftijd=(data["leeftijd_van"], data["leeftijd_tot"]),
            doelen=_list_regels(data["doelen"]),
            profielen=(data["hoofdprofiel"], *ook),
        )
        return data | {"groep": groep}


class AfsprakenForm(forms.Form):
    """How products in no profile are arranged; clean, `alternatieven` are pairs of code and words."""

    regels = _create_tekst(
        "Producten zonder profiel",
        rijen=8,
        required=False,
        help_text="Eén product per regel: de code, een puntkomma, en hoe het dan wordt geregeld.",
    )

    def clean(self) -> dict[str, Any]:
        """Every line has a code and words; a code stands there once."""
        data = super().clean() or {}
        if self.errors:
            return data
        paren: dict[str, str] = {}
        for nummer, regel in enumerate(_list_regels(data["regels"]), start=1):
            code, _, tekst = (deel.strip() for deel in regel.partition(";"))
            if not code or not tekst:
                self.add_error("regels", f"Regel {nummer}: schrijf een code, een puntkomma en een zin.")
            elif code in paren:
                self.add_error("regels", f"Regel {nummer}: {code} staat er al.")
            else:
                paren[code] = tekst
        return data | {"alternatieven": tuple(paren.items())}
