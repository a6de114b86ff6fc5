"""The tables of the functions that are arranged over a wide area."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stelsel.analyse.aanbieders import compute_concentratie
from stelsel.analyse.functiegrafiek import create_grafiek_gebruik, create_grafiek_landschap
from stelsel.analyse.functies import Cel
from stelsel.analyse.onthulling import NIET_GETOOND
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.marktschets.gebieden import Niveau

from ..queries import Functiepagina
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde, als_woord

#: Aanbieders in the picture of the landscape; the table has all.
_MEESTE = 12
_GEBIED = {
    Niveau.GEMEENTE: "Gemeente", Niveau.SUBREGIO: "Subregio", Niveau.REGIO: "Regio",
    Niveau.BOVENREGIO: "Bovenregio",
}  # fmt: skip
_KIND = (
    "Een kind telt één keer per functie, jaar, gebied en aanbieder, hoeveel hulp het ook kreeg. Kinderen "
    "tellen dus niet op over gebieden en aanbieders, geld wel. "
)


def create_functietabellen(pagina: Functiepagina) -> list[Tabel]:
    """Use, where, at whom, and what is in no function."""
    return [
        _create_gebruik(pagina),
        _create_gebieden(pagina),
        _create_matrix(pagina),
        *([_create_landschap(pagina), _create_concentratie(pagina)] if pagina.landschap else []),
        *([_create_zonder(pagina)] if pagina.zonder else []),
    ]


def _create_gebruik(pagina: Functiepagina) -> Tabel:
    jaren = sorted({int(cel.sleutel[1]) for cel in pagina.per_jaar})
    cellen = {cel.sleutel: cel for cel in pagina.per_jaar}
    namen = pagina.lijst.namen
    rijen = [
        [naam, *(_toon(cellen.get((code, str(jaar)))) for jaar in jaren)]
        for code, naam in namen.items()
        if any((code, str(jaar)) in cellen for jaar in jaren)
    ]
    heel = [j for j in jaren if j <= pagina.jaar]
    reeksen = [
        (namen[code], jaar, cellen[code, str(jaar)].kinderen or 0)
        for code in namen
        for jaar in heel
        if (code, str(jaar)) in cellen and not cellen[code, str(jaar)].is_dicht
    ]
    leeg = [
        naam for code, naam in namen.items() if not any(cel.sleutel[0] == code for cel in pagina.per_jaar)
    ]
    return Tabel(
        naam="gebruik",
        vraag="Hoeveel kinderen gebruiken elke functie?",
        antwoord=f"Zonder kinderen, of zonder gekoppelde producten: {', '.join(leeg)}." if leeg else "",
        koppen=(("Functie", TEKST), *((str(jaar), AANTAL) for jaar in jaren)),
        rijen=rijen,
        leeg="" if rijen else "Bij geen van de gekoppelde producten zijn declaraties gevonden.",
        grafiek=Grafiek(
            create_grafiek_gebruik(reeksen),
            "Per functie en jaar een cirkel met het aantal kinderen. Dezelfde cijfers staan in de tabel.",
        )
        if len(heel) > 1 and reeksen
        else None,
        uitleg=f"{_KIND}Bij een functie horen de producten die eraan zijn gekoppeld op de dag dat de hulp "
        "begon. Geteld zijn goedgekeurde declaratieregels van jeugdhulp in alle gemeenten samen. Hulp die "
        "niet per kind wordt gedeclareerd, zoals een vast bedrag voor een crisisdienst, telt niet mee. Dit "
        "zijn tellingen, geen schatting; de laatste maanden zijn nog niet volledig.",
    )


def _create_gebieden(pagina: Functiepagina) -> Tabel:
    gebied = _GEBIED[pagina.niveau]
    totaal = {c.sleutel[0]: c for c in pagina.per_jaar if c.sleutel[1] == str(pagina.jaar)}
    dagen = _tel_dagen(pagina.jaar)
    rijen: list[list[Waarde]] = []
    for code, naam in pagina.lijst.namen.items():
        van = [c for c in pagina.per_gebied if c.sleutel[0] == code]
        rijen += [[naam, _noem(pagina, c.sleutel[1]), *_list_cijfers(pagina, c, dagen)] for c in van]
        if code in totaal:
            rijen.append([naam, "Alle gemeenten samen", *_list_cijfers(pagina, totaal[code], dagen)])
    return Tabel(
        naam="per-gebied",
        vraag=f"Waar wonen de kinderen van {pagina.jaar}?",
        koppen=(
            ("Functie", TEKST), (gebied, TEKST), ("Kinderen", AANTAL), ("Per 10.000 inwoners", GETAL),
            ("Kosten", EURO), ("Bezette plekken", GETAL), ("Aanbieders", AANTAL),
        ),
        rijen=rijen,
        leeg="" if rijen else "Er zijn dit jaar geen kinderen geteld.",
        uitleg=f"{_KIND}Een gemeente telt bij het gebied waar zij op 31 december {pagina.jaar} bij hoorde; "
        "wie is opgegaan in een andere gemeente, telt bij die gemeente. Bezette plekken: gedeclareerde "
        f"etmalen gedeeld door de {dagen} dagen van het jaar, dus hoeveel plekken gemiddeld bezet waren. "
        "Bij hulp "
        "die niet per etmaal gaat, staat daar 0.",
    )  # fmt: skip


def _list_cijfers(pagina: Functiepagina, cel: Cel, dagen: int) -> list[Waarde]:
    if cel.is_dicht:
        return [NIET_GETOOND] * 5
    gebied = cel.sleutel[1]
    inwoners = sum(pagina.inwoners.values()) if gebied == str(pagina.jaar) else pagina.inwoners.get(gebied, 0)
    per = 10_000 * (cel.kinderen or 0) / inwoners if inwoners else None
    return [cel.kinderen, per, cel.bedrag, (cel.etmalen or 0) / dagen, cel.aanbieders]


def _create_matrix(pagina: Functiepagina) -> Tabel:
    functies = [c for c in pagina.lijst.namen if any(cel.sleutel[0] == c for cel in pagina.per_aanbieder)]
    cellen = {cel.sleutel: cel for cel in pagina.per_aanbieder}
    agbs = _list_aanbieders(pagina.per_aanbieder, op_geld=not pagina.norm.beschermt, pagina=pagina)
    return Tabel(
        naam="aanbieders",
        vraag=f"Welke aanbieder biedt welke functie in {pagina.jaar}, aan hoeveel kinderen?",
        koppen=(("Aanbieder", TEKST), *((pagina.lijst.namen[f], AANTAL) for f in functies)),
        rijen=[
            [pagina.aanbiedernamen.get(agb, agb), *(_toon(cellen.get((f, agb))) for f in functies)]
            for agb in agbs
        ],
        leeg="" if agbs else "Er zijn dit jaar geen kinderen geteld.",
        uitleg=f"{_KIND}Leeg: deze aanbieder declareerde de functie niet. "
        + (
            f"Niet getoond: minder dan {pagina.norm.drempel} kinderen, of een getal waaruit zo'n klein "
            "aantal is uit te rekenen. "
            if pagina.norm.beschermt
            else "U ziet alle aantallen, ook kleine: deze tabel is voor eigen gebruik. "
        )
        + "Een aanbieder is wie declareert; wie de hulp namens hem geeft, is niet te zien.",
    )


def _create_landschap(pagina: Functiepagina) -> Tabel:
    per_functie: dict[str, int] = {}
    for cel in pagina.landschap:
        per_functie[cel.sleutel[0]] = per_functie.get(cel.sleutel[0], 0) + (cel.bedrag or 0)
    namen = pagina.lijst.namen
    rijen: list[list[Waarde]] = [
        [
            pagina.aanbiedernamen.get(cel.sleutel[1], cel.sleutel[1]), namen[cel.sleutel[0]],
            _noem(pagina, cel.sleutel[2]), cel.kinderen, cel.bedrag,
            (cel.bedrag or 0) / per_functie[cel.sleutel[0]] if per_functie[cel.sleutel[0]] else None,
        ]
        for cel in sorted(pagina.landschap, key=lambda c: (-(c.bedrag or 0), c.sleutel))
    ]  # fmt: skip
    return Tabel(
        naam="landschap",
        vraag="Hoe ziet het landschap van aanbieders eruit?",
        koppen=(
            ("Aanbieder", TEKST), ("Functie", TEKST), (_GEBIED[pagina.niveau], TEKST), ("Kinderen", AANTAL),
            ("Kosten", EURO), ("Aandeel in de functie", AANDEEL),
        ),
        rijen=rijen,
        grafiek=_create_landschapsgrafiek(pagina, totaal=sum(per_functie.values())),
        uitleg=f"{_KIND}De plaat toont de {_MEESTE} aanbieders met het meeste geld; de tabel toont ze alle, "
        "per gebied. Eén groep van instellingen onder meer codes telt als meer aanbieders.",
    )  # fmt: skip


def _create_landschapsgrafiek(pagina: Functiepagina, *, totaal: int) -> Grafiek | None:
    grootste = _list_aanbieders(pagina.per_aanbieder, op_geld=True, pagina=pagina)[:_MEESTE]
    geld = {cel.sleutel: cel.bedrag or 0 for cel in pagina.per_aanbieder}
    punten = [
        (pagina.aanbiedernamen.get(agb, agb), naam, geld[f, agb])
        for agb in grootste
        for f, naam in pagina.lijst.namen.items()
        if geld.get((f, agb), 0) > 0
    ]
    if not punten or not totaal:
        return None
    deel = als_woord(AANDEEL, sum(bedrag for _, _, bedrag in punten) / totaal)
    return Grafiek(
        create_grafiek_landschap(
            punten,
            functies=list(pagina.lijst.namen.values()),
            titel=f"{len(grootste)} aanbieders krijgen samen {deel} van het geld",
        ),
        "Per aanbieder en functie een cirkel, groter naarmate er meer geld naartoe gaat. Dezelfde cijfers "
        "staan in de tabel.",
    )


def _create_concentratie(pagina: Functiepagina) -> Tabel:
    rijen: list[list[Waarde]] = []
    for code, naam in pagina.lijst.namen.items():
        bedragen = [c.bedrag for c in pagina.per_aanbieder if c.sleutel[0] == code and (c.bedrag or 0) > 0]
        beeld = compute_concentratie([b for b in bedragen if b])
        if beeld.aantal:
            rijen.append(
                [naam, beeld.aantal, beeld.toppen.get(1), beeld.toppen.get(3), beeld.helft, beeld.herfindahl]
            )
    return Tabel(
        naam="concentratie",
        vraag="Van hoeveel aanbieders hangt een functie af?",
        koppen=(
            ("Functie", TEKST), ("Aanbieders", AANTAL), ("Aandeel grootste", AANDEEL),
            ("Aandeel drie grootste", AANDEEL), ("Samen de helft", AANTAL), ("Herfindahl", GETAL),
        ),
        rijen=rijen,
        uitleg="Aandeel in de kosten van de functie in dit jaar. Herfindahl: de som van de aandelen in het "
        "kwadraat; 1 bij één aanbieder, bijna 0 bij veel even grote. Wie meer terugkreeg dan betaalde, telt "
        "niet mee.",
    )  # fmt: skip


def _create_zonder(pagina: Functiepagina) -> Tabel:
    som = sum(cel.bedrag or 0 for cel in pagina.zonder)
    return Tabel(
        naam="zonder-functie",
        vraag="Welk verblijf en welke dwang horen nog bij geen functie?",
        antwoord=f"{len(pagina.zonder)} producten, samen {als_woord(EURO, som)}, tellen hierboven niet mee.",
        koppen=(
            ("Productcategorie", TEKST), ("Productcode", TEKST), ("Kinderen", AANTAL), ("Kosten", EURO),
        ),
        rijen=[
            [cel.sleutel[0], cel.sleutel[1] or "alleen categorie", cel.kinderen, cel.bedrag]
            for cel in pagina.zonder
        ],
        uitleg="Producten in de categorieën voor verblijf met behandeling, crisis, jeugdbescherming, "
        "jeugdreclassering en landelijke hulp die niet zijn gekoppeld. Niet elk daarvan hoeft bovenregionaal "
        "te zijn.",
    )  # fmt: skip


def _list_aanbieders(cellen: Iterable[Cel], *, op_geld: bool, pagina: Functiepagina) -> list[str]:
    """The AGB codes; by name where the order would tell what is hidden."""
    geld: dict[str, int] = {}
    for cel in cellen:
        geld[cel.sleutel[1]] = geld.get(cel.sleutel[1], 0) + (cel.bedrag or 0)
    if op_geld:
        return sorted(geld, key=lambda agb: (-geld[agb], agb))
    return sorted(geld, key=lambda agb: pagina.aanbiedernamen.get(agb, agb))


def _noem(pagina: Functiepagina, gebied: str) -> str:
    return pagina.gebiedsnamen.get(gebied, "Geen gebied")


def _toon(cel: Cel | None) -> Waarde:
    if cel is None:
        return None
    return NIET_GETOOND if cel.is_dicht else cel.kinderen


def _tel_dagen(jaar: int) -> int:
    return (date(jaar + 1, 1, 1) - date(jaar, 1, 1)).days
