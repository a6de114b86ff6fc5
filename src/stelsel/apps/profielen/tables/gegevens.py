"""The tables of a version beside the data: groups and their profiles, hours, households, codes."""

from __future__ import annotations

from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, TEKST, Cijfertabel

from ..queries import Gegevensbeeld

_EERSTE = 12


def create_gegevenstabellen(beeld: Gegevensbeeld) -> list[Cijfertabel]:
    """All tables, in order."""
    return [
        create_groepsdekking(beeld),
        create_urenbanden(beeld),
        create_gezinnen(beeld),
        create_combinaties_gezin(beeld),
        create_codes(beeld),
    ]


def create_groepsdekking(beeld: Gegevensbeeld) -> Cijfertabel:
    """Per client group the share whose profile is one of those meant for it."""
    namen = {groep.code: groep for groep in beeld.catalogus.groepen}
    rijen = beeld.uitkomst.dekkingen
    met, past = sum(d.met_profiel for d in rijen), sum(d.past for d in rijen)
    return Cijfertabel(
        naam="groepsdekking",
        vraag="Krijgt elke groep het profiel dat ervoor bedoeld is?",
        antwoord=f"Bij {past} van de {met} cliënten met een profiel past het bij hun groep." if met else "",
        koppen=(
            ("Groep", TEKST), ("Naam", TEKST), ("Bedoelde profielen", TEKST), ("Cliënten", AANTAL),
            ("Past", AANTAL), ("Past niet", AANTAL), ("Zonder profiel", AANTAL), ("Dekking", AANDEEL),
            ("Meest gekregen", TEKST),
        ),
        rijen=[
            (
                d.code, namen[d.code].naam, ", ".join(namen[d.code].profielen), d.clienten, d.past,
                d.met_profiel - d.past, d.clienten - d.met_profiel, d.dekking, d.meeste or "geen",
            )
            for d in rijen
        ],
        leeg="" if rijen else "Er staan nog geen cliëntgroepen in deze versie.",
        uitleg=(
            f"Cliënten met hulp onder deze wet die begon in {beeld.uitkomst.jaar}. De gegevens herkennen "
            "een groep aan de leeftijd op de laatste dag van dat jaar, niet aan wat deskundigen weten.",
            "Het profiel van een cliënt is dat waaraan het meeste geld ging. De dekking is het deel van de "
            "cliënten met een profiel dat een profiel van de groep kreeg.",
            "Een lage dekking zegt niet wie gelijk heeft: het profiel, de groep of de keuze bij de toegang.",
        ),
    )  # fmt: skip


def create_urenbanden(beeld: Gegevensbeeld) -> Cijfertabel:
    """Per combination the hours that clients got, beside the band, and a proposal."""
    rijen: list[tuple[str | int | float | None, ...]] = []
    for band in beeld.uitkomst.banden:
        cel = beeld.get_cel(band.cel)
        nu = f"{round(cel.band[0] / 60)} tot {round(cel.band[1] / 60)} uur" if cel else "niet in deze versie"
        genoeg = band.clienten >= beeld.genoeg
        voorstel = (
            f"{round(band.p10 / 60)} tot {round(band.p90 / 60)} uur" if genoeg else "te weinig cliënten"
        )
        midden = f"{round(band.p50 / 60)} uur" if genoeg else "te weinig cliënten"
        binnen = band.binnen / band.clienten if genoeg and band.binnen is not None else None
        rijen.append((band.cel, nu, band.clienten, binnen, midden, voorstel))
    return Cijfertabel(
        naam="urenbanden",
        vraag="Past de bandbreedte bij wat cliënten kregen?",
        koppen=(
            ("Combinatie", TEKST), ("Bandbreedte nu", TEKST), ("Cliënten", AANTAL),
            ("Binnen de bandbreedte", AANDEEL), ("Midden", TEKST), ("Voorstel", TEKST),
        ),
        rijen=rijen,
        leeg="" if rijen else "Van geen combinatie zijn er uren in dit jaar.",
        uitleg=(
            "Bij hulp gericht op herstel: alle uren van cliënten die in dit jaar begonnen en al klaar zijn. "
            "Bij duurzame hulp: de uren in dit jaar van cliënten die het hele jaar hulp hadden.",
            f"Het voorstel loopt van het 10e tot het 90e percentiel, bij ten minste {beeld.genoeg} cliënten. "
            "Acht van de tien cliënten vallen er dan in.",
            "Hulp met een vast bedrag heeft geen uren en telt hier niet mee. Wie al klaar is, had vaker "
            "korte hulp: in een jaar dat nog maar net voorbij is, valt het voorstel daardoor wat laag uit.",
        ),
    )  # fmt: skip


def create_gezinnen(beeld: Gegevensbeeld) -> Cijfertabel:
    """Households with one client, with more in one profile, with more in several; clients of two laws."""
    g = beeld.uitkomst.gezinnen
    return Cijfertabel(
        naam="gezinnen",
        vraag="Hoe vaak hebben gezinnen meer dan één profiel, en cliënten hulp uit twee wetten?",
        antwoord=f"{g.anders} gezinnen hebben cliënten in verschillende profielen. {g.twee_wetten} van de "
        f"{g.clienten} cliënten hadden in dit jaar hulp uit de Jeugdwet en de Wmo.",
        koppen=(("Wie", TEKST), ("Aantal", AANTAL)),
        rijen=[
            ("Gezinnen met één cliënt met een profiel", g.een),
            ("Gezinnen met meer cliënten, alle in hetzelfde profiel", g.zelfde),
            ("Gezinnen met cliënten in verschillende profielen", g.anders),
            ("Cliënten met hulp uit twee wetten", g.twee_wetten),
        ],
        uitleg=(
            "Een gezin zijn cliënten met hetzelfde huishouden in de gegevens. Cliënten zonder bekend "
            "huishouden tellen alleen mee bij de twee wetten.",
            "Twee wetten telt over beide wetten samen, ook hulp zonder profiel.",
        ),
    )


def create_combinaties_gezin(beeld: Gegevensbeeld) -> Cijfertabel:
    """The most frequent combinations of profiles within one household."""
    combinaties = beeld.uitkomst.gezinnen.combinaties[:_EERSTE]
    return Cijfertabel(
        naam="gezinscombinaties",
        vraag="Welke profielen komen samen voor in een gezin?",
        koppen=(("Profielen", TEKST), ("Gezinnen", AANTAL)),
        rijen=[(" en ".join(namen), aantal) for namen, aantal in combinaties],
        leeg="" if combinaties else "In geen gezin zijn er cliënten in verschillende profielen.",
        uitleg=(f"De {_EERSTE} combinaties die het meest voorkomen.",),
    )


def create_codes(beeld: Gegevensbeeld) -> Cijfertabel:
    """How many product codes were claimed in each year, and how many the version needs."""
    cellen = beeld.catalogus.cellen
    return Cijfertabel(
        naam="codes",
        vraag="Hoeveel productcodes zijn er, voor en na?",
        antwoord=f"Deze versie heeft {cellen} combinaties, dus ten minste {cellen} codes.",
        koppen=(
            ("Jaar", TEKST), ("Codes op declaraties", AANTAL), ("In een profiel", AANTAL),
            ("Zonder profiel", AANTAL),
        ),
        rijen=[(str(jaar), codes, van, codes - van) for jaar, codes, van in beeld.uitkomst.codes],
        uitleg=(
            "Een code telt mee als zij in dat jaar op ten minste één goedgekeurde declaratieregel stond.",
            "Betaalt een gemeente een combinatie op meer manieren, dan zijn er meer codes nodig.",
        ),
    )  # fmt: skip
