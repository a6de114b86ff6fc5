"""A cost price filled in field by field, or as TOML. Both become the TOML that is computed and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from stelsel.domein.bekostiging.indexatie import get_indexjaren
from stelsel.domein.bekostiging.kostprijs import Invoer, KostprijsFout, compute_kostprijs
from stelsel.domein.bekostiging.kostprijsinvoer import parse_kostprijs, render_toml
from stelsel.domein.bekostiging.kostprijsnamen import Herkomst, Kostennaam, Soort, list_algemeen
from stelsel.domein.bekostiging.reeel_tarief import index_kostprijs

from ..models import Kostprijsberekening

PROCENT = 100
#: As many functies as the fields hold; who has more gives a TOML.
RIJEN = 4
MEESTE_BYTES = 100_000
_FUNCTIEVELDEN = ("naam", "bruto_maand", "aandeel", "huidig")
_EENHEID = {Soort.DEEL: "%", Soort.UREN: "uren per jaar", Soort.EURO: "euro"}
_GROEPEN = (
    ("Loon", ("vak", "eju", "ort", "werkgeverslasten", "opleiding")),
    ("Uren", ("contracturen", "verlof", "feestdagen", "ziekte", "scholing", "werkoverleg",
              "niet_clientgebonden")),
    ("Kosten en opslagen", ("reiskosten_per_uur", "materieel_per_uur", "overhead", "verplichtingen",
                            "risico")),
)  # fmt: skip


class _Berekening(forms.Form):
    """What every version has: a name, why, and the law to test against. Clean, `invoer` is its TOML."""

    naam = forms.CharField(label="Naam van deze berekening", max_length=80)
    toelichting = forms.CharField(
        label="Waarom deze versie?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wet = forms.ChoiceField(
        label="Aan welke wet toetsen wij?", choices=Kostprijsberekening.Wet.choices, widget=forms.RadioSelect
    )

    def list_kop(self) -> list[BoundField]:
        """The fields that every version has."""
        return [self[naam] for naam in ("naam", "toelichting", "wet")]

    def _check(self, invoer: str) -> None:
        """Compute once; every sentence of a fault becomes one above the form."""
        try:
            gelezen = parse_kostprijs(invoer)
            for tarief in compute_kostprijs(gelezen).tarieven:
                index_kostprijs(gelezen, tarief)
        except KostprijsFout as fout:
            raise forms.ValidationError(str(fout).splitlines()) from None


class BestandForm(_Berekening):
    """TOML from a file, or typed; a file goes before the text."""

    bestand = forms.FileField(
        label="Bestand", required=False, widget=forms.ClearableFileInput(attrs={"accept": ".toml"})
    )
    tekst = forms.CharField(
        label="Of de tekst",
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        max_length=MEESTE_BYTES,
    )

    def clean(self) -> dict[str, Any]:
        """The text, checked by computing it."""
        data = super().clean() or {}
        bestand, tekst = data.get("bestand"), data.get("tekst", "")
        if bestand is not None and bestand.size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is te groot voor een kostprijs (meer dan 100 kB).")
        if bestand is not None:
            try:
                tekst = bestand.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError("Dit bestand is geen tekst in UTF-8.") from None
        if not tekst.strip():
            raise forms.ValidationError("Kies een bestand of vul de tekst in.")
        self._check(tekst)
        return data | {"invoer": tekst}


class VeldenForm(_Berekening):
    """One field per input, percentages as people write them; the usual range stands beside it."""

    uren = forms.DecimalField(label="Uren in een traject", required=False, min_value=0)
    materieel = forms.DecimalField(label="Materieel per traject (euro)", required=False, min_value=0)
    prijspeil = forms.TypedChoiceField(
        label="De salarissen zijn van het jaar", required=False, coerce=int, empty_value=None
    )
    naar = forms.TypedChoiceField(
        label="Reken om naar het jaar", required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kostennaam in list_algemeen():
            self.fields[kostennaam.naam] = _create_veld(kostennaam, today)
        for nummer in range(1, RIJEN + 1):
            for naam, veld in _create_functievelden(verplicht=nummer == 1):
                self.fields[f"{naam}_{nummer}"] = veld
        jaren = [("", "Niet ingevuld"), *((str(jaar), str(jaar)) for jaar in get_indexjaren())]
        for naam in ("prijspeil", "naar"):
            self.fields[naam].choices = jaren  # type: ignore[attr-defined]  # a ChoiceField

    def list_groepen(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The inputs under their headings."""
        for kop, namen in _GROEPEN:
            yield kop, [self[naam] for naam in namen]

    def list_functies(self) -> Iterator[tuple[int, list[BoundField]]]:
        """Number and fields of every functie."""
        for nummer in range(1, RIJEN + 1):
            yield nummer, [self[f"{naam}_{nummer}"] for naam in _FUNCTIEVELDEN]

    def list_einde(self) -> list[BoundField]:
        """The traject and the years."""
        return [self[naam] for naam in ("uren", "materieel", "prijspeil", "naar")]

    def clean(self) -> dict[str, Any]:
        """The fields as TOML, checked by computing it."""
        data = super().clean() or {}
        if self.errors:
            return data
        invoer = render_toml(self._create_invoer(data))
        self._check(invoer)
        return data | {"invoer": invoer}

    def _create_invoer(self, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
        functies = [
            [data[f"{naam}_{nummer}"] for naam in _FUNCTIEVELDEN]
            for nummer in range(1, RIJEN + 1)
            if data[f"naam_{nummer}"]
        ]
        namen = [rij[0] for rij in functies]
        if len(set(namen)) < len(namen):
            raise forms.ValidationError(
                "Twee functies hebben dezelfde naam. Geef elke functie een eigen naam."
            )
        traject = {"uren": data["uren"], "materieel": data["materieel"] or 0}
        jaren = {"jaar": data["prijspeil"], "naar": data["naar"]}
        return {
            "algemeen": {n.naam: _als_deel(n, data[n.naam]) for n in list_algemeen()},
            "functie": {naam: {"bruto_maand": salaris or 0} for naam, salaris, _, _ in functies},
            "mix": {naam: deel / PROCENT for naam, _, deel, _ in functies if deel is not None},
            "huidig": {naam: huidig for naam, _, _, huidig in functies if huidig is not None},
            "traject": traject if traject["uren"] is not None else {},
            "prijspeil": {naam: jaar for naam, jaar in jaren.items() if jaar is not None},
        }


def create_begin(invoer: Invoer | None, *, today: date) -> dict[str, Any] | None:
    """What the fields start with: the values of an earlier version, or those that are usual on a day.

    None when the fields cannot hold that version: a functie with values of its own, ranges, sources, or too
    many functies."""
    if invoer is None:
        standen = ((n, n.get_stand(today).waarde) for n in list_algemeen() if n.herkomst is not Herkomst.OPEN)
        return {n.naam: _als_getal(n, waarde) for n, waarde in standen if waarde is not None}
    eerste, *rest = invoer.functies
    namen = list_algemeen()
    eigen = any(f.waarden[n.naam] != eerste.waarden[n.naam] for f in rest for n in namen)
    if eigen or invoer.banden or invoer.bronnen or len(invoer.functies) > RIJEN:
        return None
    begin: dict[str, Any] = {n.naam: _als_getal(n, eerste.waarden[n.naam]) for n in namen}
    for nummer, functie in enumerate(invoer.functies, start=1):
        deel, huidig = invoer.mix.get(functie.naam), invoer.huidig.get(functie.naam)
        begin |= {
            f"naam_{nummer}": functie.naam,
            f"bruto_maand_{nummer}": _als_decimaal(functie.waarden["bruto_maand"]),
            f"aandeel_{nummer}": None if deel is None else _als_decimaal(deel * PROCENT),
            f"huidig_{nummer}": None if huidig is None else _als_decimaal(huidig),
        }
    if invoer.traject is not None:
        begin |= {
            "uren": _als_decimaal(invoer.traject.uren),
            "materieel": _als_decimaal(invoer.traject.materieel),
        }
    return begin | {"prijspeil": invoer.prijspeil, "naar": invoer.naar_jaar}


def put_mix(begin: dict[str, Any], *, aandelen: Mapping[str, Fraction], uren: Fraction) -> dict[str, Any]:
    """The fields with the functies, shares (percent) and hours of a profiel; salaries and tarieven that were
    filled in for a functie of the same name stay."""
    bekend = {
        begin.get(f"naam_{nummer}"): (begin.get(f"bruto_maand_{nummer}"), begin.get(f"huidig_{nummer}"))
        for nummer in range(1, RIJEN + 1)
    }
    uit = {naam: waarde for naam, waarde in begin.items() if naam.rpartition("_")[0] not in _FUNCTIEVELDEN}
    for nummer, (naam, deel) in enumerate(list(aandelen.items())[:RIJEN], start=1):
        salaris, huidig = bekend.get(naam, (None, None))
        uit |= {
            f"naam_{nummer}": naam,
            f"bruto_maand_{nummer}": salaris,
            f"aandeel_{nummer}": _als_decimaal(deel),
            f"huidig_{nummer}": huidig,
        }
    return uit | {"uren": _als_decimaal(uren)}


def _create_veld(kostennaam: Kostennaam, today: date) -> forms.Field:
    band = kostennaam.get_stand(today).band
    uitleg = f"{kostennaam.bron}."
    if band is not None and band[0] != band[1]:
        laag, hoog = (str(_als_getal(kostennaam, grens)).replace(".", ",") for grens in band)
        uitleg += f" Gebruikelijk: {laag} tot {hoog}."
    return forms.DecimalField(
        label=f"{kostennaam.wat} ({_EENHEID[kostennaam.soort]})",
        min_value=0,
        max_value=PROCENT if kostennaam.soort is Soort.DEEL else None,
        help_text=uitleg,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


def _create_functievelden(*, verplicht: bool) -> Iterator[tuple[str, forms.Field]]:
    yield "naam", forms.CharField(label="Functie", required=verplicht, max_length=40)
    for naam, label, grens in (
        ("bruto_maand", "Bruto salaris per maand (euro)", None),
        ("aandeel", "Aandeel in de uren (%)", PROCENT),
        ("huidig", "Tarief dat u nu betaalt (euro per uur)", None),
    ):
        yield (
            naam,
            forms.DecimalField(
                label=label,
                required=verplicht and naam == "bruto_maand",
                min_value=0,
                max_value=grens,
                widget=forms.NumberInput(attrs={"step": "any"}),
            ),
        )


def _als_deel(kostennaam: Kostennaam, waarde: Decimal) -> Decimal:
    return waarde / PROCENT if kostennaam.soort is Soort.DEEL else waarde


def _als_getal(kostennaam: Kostennaam, waarde: Fraction) -> Decimal:
    return _als_decimaal(waarde * PROCENT if kostennaam.soort is Soort.DEEL else waarde)


def _als_decimaal(waarde: Fraction) -> Decimal:
    return (Decimal(waarde.numerator) / Decimal(waarde.denominator)).normalize() + 0
