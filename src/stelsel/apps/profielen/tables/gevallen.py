"""The tables of a design about households, help under two laws, and cases out of band."""

from __future__ import annotations

from stelsel.analyse.profielen.gezinnen import Gezinsgevolg, Samenloop
from stelsel.analyse.profielen.uitbijters import Uitbijterbeeld
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, TEKST, Cijfertabel

from ..queries import Ontwerpbeeld

_RIJEN = 25


def create_gevaltabellen(beeld: Ontwerpbeeld) -> list[Cijfertabel]:
    """All of them, in order; none with features as start."""
    gekozen = beeld.gekozen
    tabellen: list[Cijfertabel] = []
    if gekozen.uitbijters is not None:
        tabellen += [create_uitbijters(gekozen.uitbijters), create_gevallen(beeld, gekozen.uitbijters)]
    if gekozen.gezinnen is not None:
        gezinnen = gekozen.gezinnen
        tabellen += [
            create_gezinsprofiel(gezinnen),
            create_gezinskeuze(gezinnen),
            create_gezinsparen(beeld, gezinnen),
        ]
    return [*tabellen, create_samenloop(beeld, gekozen.samenloop)] if gekozen.samenloop else tabellen


def create_uitbijters(u: Uitbijterbeeld) -> Cijfertabel:
    """What marks those out of band beside the others in their profiles."""
    return Cijfertabel(
        naam="buiten-bandbreedte",
        vraag="Waarom kosten sommige cliënten veel meer dan hun profiel?",
        antwoord=f"{_tel(u.buiten)} cliënten liggen boven de grens van hun profiel."
        if u.buiten
        else "Niemand ligt boven de grens van het profiel.",
        koppen=(
            ("Kenmerk", TEKST), ("Boven de grens", AANTAL), ("Deel daarvan", AANDEEL),
            ("Andere cliënten", AANTAL), ("Deel daarvan ", AANDEEL),
        ),
        rijen=[
            (
                v.kenmerk.capitalize(), v.buiten, v.buiten / u.buiten,
                v.binnen, v.binnen / u.binnen if u.binnen else None,
            )
            for v in u.verklaringen
        ]
        if u.buiten
        else [],
        uitleg=(
            "De grens is die van een uitbijter (GM2), zie de bandbreedte. Andere cliënten zijn die in "
            "dezelfde profielen, onder de grens.",
            "Een kenmerk zegt iets als het boven de grens vaker voorkomt dan eronder. Het hoeft niet de "
            "oorzaak te zijn: wat iemand nodig heeft, staat niet in declaraties. Een cliënt kan meer "
            "kenmerken hebben.",
        ),
    )  # fmt: skip


def create_gevallen(beeld: Ontwerpbeeld, u: Uitbijterbeeld) -> Cijfertabel:
    """The costliest cases out of band, one by one, without who it is."""
    plek = {nummer: rang for rang, nummer in enumerate(beeld.nummers, start=1)}
    return Cijfertabel(
        naam="gevallen",
        vraag="Welke gevallen zijn dat?",
        antwoord=f"De {len(u.gevallen)} duurste. Wie het is, staat niet in deze gegevens."
        if u.gevallen
        else "",
        koppen=(
            ("Profiel (nummer)", AANTAL), ("Kosten", EURO), ("Grens", EURO), ("Wat opvalt", TEKST),
        ),
        rijen=[
            (plek.get(g.profiel, 0), g.kosten, g.grens, "; ".join(g.kenmerken).capitalize())
            for g in u.gevallen
        ],
        leeg="" if u.gevallen else "Er zijn geen gevallen boven de grens.",
        uitleg=(
            "Elke regel is één cliënt. Deze tabel is voor u; in een bestand dat u meeneemt, staan de cijfers "
            "niet.",
        ),
    )  # fmt: skip


def create_gezinsprofiel(g: Gezinsgevolg) -> Cijfertabel:
    """Households with one client, with more in one profile, with more in several."""
    alle = g.een + g.meer
    deel = f"{100 * g.anders / alle:.1f} %".replace(".", ",") if alle else "0 %"
    return Cijfertabel(
        naam="gezinsprofiel",
        vraag="Hoeveel gezinnen hebben meer dan één profiel?",
        antwoord=f"{_tel(g.anders)} van de {_tel(alle)} gezinnen ({deel}) hebben cliënten in "
        "verschillende profielen.",
        koppen=(("Wie", TEKST), ("Gezinnen", AANTAL), ("Aandeel", AANDEEL)),
        rijen=[
            (naam, aantal, aantal / alle if alle else None)
            for naam, aantal in (
                ("Eén cliënt", g.een),
                ("Meer cliënten, alle in hetzelfde profiel", g.zelfde),
                ("Meer cliënten, in verschillende profielen", g.anders),
            )
        ],
        uitleg=(
            "Een gezin zijn cliënten met hetzelfde huishouden in de gegevens. Een cliënt telt in het profiel "
            "waaraan het meeste geld ging. Wie zonder bekend huishouden is, telt hier niet mee.",
        ),
    )


def create_gezinskeuze(g: Gezinsgevolg) -> Cijfertabel:
    """A profile per client beside one per household."""
    minder = g.toewijzingen - g.meer
    return Cijfertabel(
        naam="gezinskeuze",
        vraag="Wat verandert één profiel per gezin?",
        antwoord=f"Bij de {_tel(g.meer)} gezinnen met meer cliënten scheelt dat {_tel(minder)} toewijzingen."
        if g.meer
        else "Er zijn geen gezinnen met meer cliënten in een profiel.",
        koppen=(("Keuze", TEKST), ("Toewijzingen", AANTAL), ("Verklaard verschil in kosten", AANDEEL)),
        rijen=[
            ("Een profiel per cliënt", g.toewijzingen, g.r2_clienten),
            ("Eén profiel per gezin, het zwaarste", g.meer, g.r2_gezin),
        ]
        if g.meer
        else [],
        uitleg=(
            "Alleen gezinnen met meer dan één cliënt. Met een profiel per cliënt is de prijs van een gezin "
            "de som van de profielprijzen. Met één profiel is zij het gemiddelde van gezinnen met hetzelfde "
            "zwaarste profiel; dat is gunstig gerekend, want het gemiddelde is van deze gezinnen zelf.",
            "Verklaard is het deel van het verschil in kosten tussen gezinnen. Onder nul: de prijs zegt "
            "minder dan één prijs voor iedereen. De wet en het bericht blijven per cliënt: bij één gezin en "
            "één plan krijgt elk gezinslid zijn eigen toewijzing.",
        ),
    )


def create_gezinsparen(beeld: Ontwerpbeeld, g: Gezinsgevolg) -> Cijfertabel:
    """Which profiles occur together in a household."""
    plek = {nummer: rang for rang, nummer in enumerate(beeld.nummers, start=1)}
    return Cijfertabel(
        naam="gezinsparen",
        vraag="Welke profielen komen samen in een gezin voor?",
        koppen=(("Profielen (nummers)", TEKST), ("Gezinnen", AANTAL)),
        rijen=[
            (" en ".join(str(rang) for rang in sorted(plek.get(n, 0) for n in nummers)), aantal)
            for nummers, aantal in g.combinaties[:_RIJEN]
        ],
        leeg="" if g.combinaties else "In geen gezin zijn er cliënten in verschillende profielen.",
        uitleg=(f"De {_RIJEN} combinaties die het meest voorkomen.",),
    )


def create_samenloop(beeld: Ontwerpbeeld, rijen: tuple[Samenloop, ...]) -> Cijfertabel:
    """Per profile the clients with help under the other law too."""
    plek = {nummer: rang for rang, nummer in enumerate(beeld.nummers, start=1)}
    beide, alle = sum(rij.beide for rij in rijen), sum(rij.clienten for rij in rijen)
    return Cijfertabel(
        naam="samenloop",
        vraag="Wie heeft ook hulp uit de andere wet?",
        antwoord=f"{_tel(beide)} van de {_tel(alle)} cliënten met een profiel hadden in dit jaar hulp "
        "uit de Jeugdwet en de Wmo.",
        koppen=(
            ("Profiel (nummer)", AANTAL), ("Cliënten", AANTAL), ("Met beide wetten", AANTAL),
            ("Aandeel", AANDEEL), ("Hun kosten hier", EURO), ("Hun kosten in de andere wet", EURO),
        ),
        rijen=[
            (plek.get(r.profiel, 0), r.clienten, r.beide, r.beide / r.clienten, r.bedrag, r.bedrag_ander)
            for r in sorted(rijen, key=lambda r: plek.get(r.profiel, 0))
        ],
        uitleg=(
            "Hulp uit beide wetten in hetzelfde jaar en dezelfde keuze van gemeente, ook na elkaar en ook "
            "zonder profiel. Meest zijn dit jongeren rond hun 18e verjaardag, of ouders met eigen hulp.",
            "De berichten blijven per wet gescheiden; het plan kan één zijn.",
        ),
    )  # fmt: skip


def _tel(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
