"""What an edition of the market picture leaves out, and why, in sentences for its reader."""

from __future__ import annotations

from ..queries import Marktbeeld
from .beeld import render_heel


def list_weglatingen(markt: Marktbeeld) -> list[str]:
    """The sentences, most important first; none on the desk of the analyst."""
    norm = markt.norm
    if not norm.beschermt or markt.zicht is None:
        return []
    klassen = markt.beeld.klassen if markt.beeld else ()
    zinnen = _tel_cellen(markt)
    weg = sum(klasse.clienten is None for klasse in klassen)
    if weg:
        zinnen.append(f"Van de {len(klassen)} kostenklassen tonen wij er {weg} niet, om dezelfde reden.")
    zinnen.append(
        "De computer rekent na wat iemand kan afleiden uit alle tabellen, keuzes en bestanden van deze "
        "marktschets in dit jaar samen. Een verborgen klein aantal kan dan nog steeds ten minste "
        f"{norm.drempel + 1} verschillende waarden hebben."
    )
    zinnen.append(
        "De mediaan en de andere bedragen van één cliënt zijn afgerond op "
        f"{render_heel(norm.persoon)}. Zij staan er alleen als ten minste {norm.drempel} "
        "cliënten minder kosten en ten minste zoveel meer."
    )
    if norm.aantal > 1:
        zinnen.append(
            f"Aantallen cliënten zijn afgerond op een veelvoud van {norm.aantal}, bedragen op "
            f"ten minste {render_heel(norm.bedrag)} (op meer als één cliënt meer kost) en aandelen op hele "
            "procenten. Elk cijfer is apart afgerond: daarom "
            "tellen cijfers niet altijd precies op. Gemiddelden en aandelen staan er bij "
            f"{norm.noemer} cliënten of meer."
        )
    return zinnen


def _tel_cellen(markt: Marktbeeld) -> list[str]:
    """How many cells the reader of this page cannot see: of the region, or of the own gemeente."""
    if markt.zicht is None:
        return []
    codes = {code for code, _ in markt.gemeenten}
    cellen = {(g, d) for g, d in markt.zicht.alle if g in codes and d}
    dicht = len(cellen - markt.zicht.open)
    waarvan = "domeinen in uw gemeente" if len(codes) == 1 else "combinaties van gemeente en domein"
    if not dicht:
        return [f"Over alle {len(cellen)} {waarvan} mogen wij cijfers tonen: geen ervan is te klein."]
    return [
        f"Van de {len(cellen)} {waarvan} tonen wij er {dicht} niet. Daarin zitten minder dan "
        f"{markt.drempel} cliënten, of het cijfer zou zo'n klein aantal verraden. Wie het totaal kent en de "
        "andere cijfers eraf haalt, houdt het anders over."
    ]
