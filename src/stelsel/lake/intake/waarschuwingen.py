"""Troubles in outside data, counted per kind: how many lines, how much money, where first, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

EERSTE_REGELS = 10

#: Per kind what it means and what the reader can do; the order in which kinds are reported, and in which a
#: line with several troubles is counted. The kinds in WEGGELATEN cost the line its place in the figures.
UITLEG = {
    "kolommen_ongeldig": "Deze regels hebben meer kolommen dan de kopregel. Vaak staat een komma of "
    "puntkomma in een waarde zonder aanhalingstekens. De regels tellen niet mee.",
    "client_leeg": "Bij deze regels ontbreekt de client. De regels tellen niet mee.",
    "bedrag_ongeldig": "Het bedrag is niet te lezen als een bedrag in euro's, zoals 1.234,56, of het is een "
    "miljard of meer. De regels tellen niet mee. Verbeter het bedrag en lees het bestand opnieuw in.",
    "datum_ongeldig": "De begindatum of einddatum bestaat niet of is niet te lezen, zoals 31-11-2017. De "
    "regels tellen niet mee. Schrijf een datum als 2025-03-01 of 1-3-2025.",
    "volume_ongeldig": "Het volume is geen getal, of een miljard of meer. De regels tellen niet mee.",
    "gemeente_onbekend": "Deze gemeentecode staat niet in de lijst van gemeenten van 2026. Dat kan kloppen "
    "bij een gemeente die is opgeheven. De regels tellen wel mee.",
    "domein_onbekend": "Het domein is niet jeugd, wmo of participatie. De regels tellen wel mee, maar in "
    "geen van deze domeinen.",
    "periode_omgekeerd": "De einddatum ligt voor de begindatum. De regels tellen wel mee.",
    "volume_negatief": "Het volume is negatief, maar het bedrag is positief. De regels tellen wel mee. "
    "Controleer of dit een correctie moet zijn.",
    "dubbel": "Deze regels zijn precies gelijk aan een eerdere regel. Ze tellen wel mee. Controleer of "
    "dezelfde zorg niet twee keer in het bestand staat.",
    "credit_zonder_debet": "Bij deze cliënten is voor een product meer teruggeboekt dan gedeclareerd. Vaak "
    "staat de eerste declaratie in een ander jaar of een ander bestand. De regels tellen wel mee.",
    "factor_100": "De prijs per eenheid is hier ongeveer honderd keer zo hoog of zo laag als gewoon is voor "
    "dit product. Misschien staat het bedrag in centen. De regels tellen wel mee. Controleer ze.",
    "gemeente_samengevoegd": "Deze gemeente is opgegaan in een andere gemeente, die ook in dit bestand staat "
    "of er op die dag al was. De regels tellen mee bij de oude code. Zo staat één gemeente er twee keer in.",
    "bericht_overgeslagen": "Deze bestanden zijn geen leesbaar declaratiebericht. Ze tellen niet mee. "
    "Controleer ze met stelsel controleer.",
    "toewijzing_kolommen_ongeldig": "In het bestand met toewijzingen hebben deze regels meer kolommen dan de "
    "kopregel. De regels tellen niet mee.",
    "toewijzing_client_leeg": "In het bestand met toewijzingen ontbreekt de client. De regels tellen niet "
    "mee.",
    "toewijzing_datum_ongeldig": "In het bestand met toewijzingen ontbreekt de ingangsdatum, of is een datum "
    "niet te lezen. De regels tellen niet mee. Schrijf een datum als 2025-03-01 of 1-3-2025.",
    "toewijzing_periode_omgekeerd": "Deze toewijzingen eindigen voordat zij beginnen. Zij tellen niet mee. "
    "Vaak is dit een toewijzing die is ingetrokken.",
    "toewijzing_dubbel": "Deze toewijzingen zijn precies gelijk aan een eerdere regel. Zij tellen één keer.",
    "geboortejaar_ongeldig": "Dit geboortejaar kan niet. De toewijzing telt mee, zonder leeftijd.",
    "verwijzer_onbekend": "Deze verwijzer kennen wij niet. De toewijzing telt mee, zonder verwijzer. Gebruik "
    "een code van de standaard, of een woord als huisarts of gemeente.",
    "client_zonder_declaratie": "Deze cliënten hebben een toewijzing, maar geen declaratieregel. Zij tellen "
    "mee in stapeling en verwijzers, met kosten nul.",
    "client_zonder_toewijzing": "Deze cliënten hebben declaraties, maar geen toewijzing. Hun kosten zitten "
    "niet in de trajecten, en hun verwijzer is onbekend.",
    "kosten_buiten_traject": "Deze regels gaan over dagen waarop de cliënt geen toewijzing had. Zij tellen "
    "niet mee in de kosten per traject, wel in alle andere cijfers.",
    "profiel_kolommen_ongeldig": "In het bestand met profielen hebben deze regels meer kolommen dan de "
    "kopregel. De regels tellen niet mee.",
    "profiel_client_leeg": "In het bestand met profielen ontbreekt de client. De regels tellen niet mee.",
    "profiel_leeg": "In het bestand met profielen ontbreekt bij deze cliënten het profiel. De regels tellen "
    "niet mee.",
    "profiel_tegenstrijdig": "Deze cliënten hebben nog een ander profiel. Het eerste telt.",
    "profiel_zonder_declaratie": "Deze cliënten hebben een profiel, maar geen declaratieregel. Zij tellen "
    "niet mee.",
    "client_zonder_profiel": "Deze cliënten hebben declaraties, maar geen profiel. In het model output "
    "blijven hun kosten zoals ze waren.",
    "client_zonder_kosten": "Bij deze cliënten zijn de kosten samen nul of minder, terwijl zij een profiel "
    "hebben. In het model output telt hun profielprijs mee, verdeeld naar het aantal regels. Misschien staat "
    "de declaratie bij een creditering in een ander jaar.",
    "client_deels_negatief": "Bij deze cliënten is van een aanbieder of in een gemeente meer teruggeboekt "
    "dan gedeclareerd. Dat deel telt als nul bij het verdelen van de profielprijs.",
    "profiel_zonder_client": "Voor deze profielen is een prijs opgegeven, maar geen cliënt heeft ze. De "
    "prijzen tellen niet mee. Controleer de codes.",
    "profielprijs_negatief": "Bij deze profielen is meer teruggeboekt dan gedeclareerd. De prijs is op nul "
    "gezet. Geef zelf een prijs op.",
    "taak_gemeente_onbekend": "Voor deze gemeenten is een taakbudget opgegeven, maar zij staan niet in de "
    "declaraties. De budgetten tellen niet mee. Controleer de codes.",
    "bodem_zonder_client": "Voor deze profielen is een bodem opgegeven, maar geen cliënt heeft ze. De bodems "
    "tellen niet mee. Controleer de codes.",
    "uitkering_gemeente_onbekend": "Voor deze gemeenten is een uitkering opgegeven, maar zij staan niet in "
    "de declaraties. De uitkeringen tellen niet mee. Controleer de codes.",
    "bodem_zonder_uitkering": "Bij [kostprijs] staan bodems, maar bij [uitkering] geen enkel budget. Zonder "
    "budget toetsen wij de prijzen niet.",
    "gemeente_zonder_kosten": "Bij deze gemeenten is samen nul of minder gedeclareerd. Een "
    "neutraliteitsfactor is daar niet te geven.",
    "meer_jaren": "De declaraties gaan over meer dan een jaar. Alle regels tellen mee; de cijfers zijn dan "
    "niet per jaar. Lever een bestand van een jaar aan.",
}
WEGGELATEN = ("kolommen_ongeldig", "client_leeg", "bedrag_ongeldig", "datum_ongeldig", "volume_ongeldig")


@dataclass(frozen=True)
class Waarschuwing:
    """One kind of trouble. `bedrag`: cents on these lines, as far as it could be read; `regels`: the first
    line numbers (in a CSV the header is line 1; in Parquet the first row is 1)."""

    soort: str
    aantal: int
    bedrag: int
    uitleg: str
    regels: tuple[int, ...]

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {
            "soort": self.soort,
            "aantal": self.aantal,
            "bedrag": self.bedrag,
            "uitleg": self.uitleg,
            "regels": list(self.regels),
        }


def create_waarschuwing(
    soort: str, *, aantal: int, bedrag: int, regels: tuple[int, ...] = ()
) -> Waarschuwing:
    """A kind of trouble found afterwards, with its words; `regels`: line numbers, if it is about lines."""
    return Waarschuwing(soort, aantal, bedrag, UITLEG[soort], regels)


@dataclass
class Teller:
    """Counts troubles while blocks of lines go by."""

    _aantal: dict[str, int] = field(default_factory=dict)
    _bedrag: dict[str, int] = field(default_factory=dict)
    _regels: dict[str, list[int]] = field(default_factory=dict)

    def register(self, soort: str, *, regels: pl.Series, bedragen: pl.Series) -> None:
        """Lines with this trouble: their numbers (empty when it is no line) and amounts (cents, or empty)."""
        if not len(regels):
            return
        self._aantal[soort] = self._aantal.get(soort, 0) + len(regels)
        self._bedrag[soort] = self._bedrag.get(soort, 0) + int(bedragen.sum() or 0)
        eerder = self._regels.setdefault(soort, [])
        eerder.extend(regels.drop_nulls().head(EERSTE_REGELS - len(eerder)).to_list())

    def list_waarschuwingen(self) -> list[Waarschuwing]:
        """One per kind that occurred, in a fixed order."""
        return [
            Waarschuwing(soort, self._aantal[soort], self._bedrag[soort], uitleg, tuple(self._regels[soort]))
            for soort, uitleg in UITLEG.items()
            if soort in self._aantal
        ]
