"""Tables on kinds of trajecten, households, and what comes first."""

from __future__ import annotations

from stelsel.analyse.aanvullingen import OVERIG

from ..queries import Diepbeeld
from .tabel import AANDEEL, AANTAL, EURO, TEKST, Tabel, als_woord


def create_trajectsoorten(beeld: Diepbeeld) -> Tabel | None:
    """Cost of youth trajecten per category, what still runs apart."""
    soorten = beeld.meer.trajectsoorten
    if not soorten:
        return None
    klaar = [soort for soort in soorten if not soort.loopt]
    return Tabel(
        naam="trajectsoorten",
        vraag="Wat kost een traject per kind, per soort hulp?",
        antwoord=f"Bij {klaar[0].categorie} (de meeste afgesloten trajecten) kost een traject in het midden "
        f"{als_woord(EURO, klaar[0].mediaan)}."
        if klaar
        else "Er zijn nog geen afgesloten trajecten.",
        koppen=(
            ("Productcategorie", TEKST), ("Stand", TEKST), ("Trajecten", AANTAL),
            ("Een kwart kost minder", EURO),
            ("Middelste", EURO), ("Een kwart kost meer", EURO),
        ),
        rijen=[
            (s.categorie, "loopt nog" if s.loopt else "afgesloten", s.n, s.p25, s.mediaan, s.p75)
            for s in soorten
        ],
        uitleg="Alleen jeugd. Eenheid: traject, met een dag in dit jaar en de kosten van alle jaren. De "
        "soort is de "
        "categorie waaraan het meeste is uitgegeven. Wat nog loopt heeft nog niet alles gekost en staat "
        "apart. Bij "
        "weinig trajecten zeggen de kwarten weinig.",
    )  # fmt: skip


def create_gezinnen(beeld: Diepbeeld) -> Tabel:
    """Households by number of people with help."""
    gezinnen = beeld.meer.gezinnen
    antwoord = ""
    if gezinnen.jeugd_met_jeugd is not None:
        antwoord = (
            f"{als_woord(AANDEEL, gezinnen.jeugd_met_jeugd)} van de jeugdigen heeft een huisgenoot met "
        )
        antwoord += f"jeugdhulp, {als_woord(AANDEEL, gezinnen.jeugd_met_wmo)} woont met iemand met Wmo-hulp."
    return Tabel(
        naam="huishoudens",
        vraag="Hoeveel huishoudens hebben hulp voor meer mensen?",
        antwoord=antwoord,
        koppen=(
            ("Huishouden", TEKST), ("Huishoudens", AANTAL), ("Cliënten", AANTAL), ("Kosten", EURO),
            ("Per huishouden", EURO), ("Uit meer wetten", AANDEEL), ("Meer aanbieders", AANDEEL),
        ),
        rijen=[
            (g.soort, g.huishoudens, g.clienten, g.bedrag, g.bedrag / g.huishoudens, g.meer_domeinen,
             g.meer_aanbieders)
            for g in gezinnen.groepen
        ],
        leeg="" if gezinnen.groepen else "Er zijn geen cliënten.",
        uitleg="Cliënten met kosten in dit jaar en deze keuze, per huishouden. Het huishouden is dat van het "
        "laatst "
        "bekende moment. Wie geen bekend huishouden heeft, telt als een huishouden van één. Kies alle "
        "domeinen om "
        "jeugd en Wmo samen te zien.",
    )  # fmt: skip


def create_volgorde(beeld: Diepbeeld) -> Tabel:
    """Which category comes first, and what follows."""
    v = beeld.meer.volgorde
    eerste = v.eersten[0] if v.eersten else None
    return Tabel(
        naam="eerste-product",
        vraag="Waarmee begint hulp, en wat volgt?",
        antwoord=f"Hulp begint het vaakst met categorie {eerste.categorie}: bij "
        f"{als_woord(AANDEEL, eerste.clienten / v.clienten)} van de nieuwe cliënten."
        if eerste
        else "",
        koppen=(
            ("Eerste categorie", TEKST), ("Cliënten", AANTAL), ("Aandeel", AANDEEL),
            ("Bleef de enige", AANDEEL),
            ("Wat volgt het meest", TEKST),
        ),
        rijen=[
            (e.categorie, e.clienten, e.clienten / v.clienten, e.alleen / e.clienten,
             ", ".join(f"{code} ({n})" for code, n in e.vervolg))
            for e in v.eersten
        ],
        leeg="" if v.eersten else "Er zijn geen toewijzingen van nieuwe cliënten.",
        uitleg=_NIEUW.format(buiten=als_woord(AANTAL, v.buiten)),
    )  # fmt: skip


def create_eerst_voor(beeld: Diepbeeld) -> Tabel | None:
    """For every later category: with what did its clients begin."""
    rijen = beeld.meer.volgorde.eerst_voor
    if not rijen:
        return None
    later, n, eerst, aantal = rijen[0]
    return Tabel(
        naam="begin-van",
        vraag="Waarmee begonnen cliënten die later iets anders kregen?",
        antwoord=f"Van wie later {later} kreeg, begon {als_woord(AANDEEL, aantal / n)} met {eerst}.",
        koppen=(
            ("Latere categorie", TEKST), ("Cliënten", AANTAL), ("Begon het meest met", TEKST),
            ("Aandeel", AANDEEL),
        ),
        rijen=[(code, alle, eerste, met / alle) for code, alle, eerste, met in rijen],
        uitleg=_NIEUW.format(buiten=als_woord(AANTAL, beeld.meer.volgorde.buiten)),
    )  # fmt: skip


_NIEUW = (
    "Per cliënt telt de eerste dag waarop hulp van een categorie echt begon, over alle jaren. Wie in het "
    "eerste "
    "jaar van de gegevens al hulp had ({buiten} cliënten) telt niet mee: wat daarvoor was, zien wij niet. "
    "Wie laat "
    "begon had minder tijd voor iets anders, dus wat volgt is een ondergrens."
)


def create_aanvullingen(beeld: Diepbeeld) -> Tabel | None:
    """Help beside a profile, counted apart; None where there is none."""
    rijen = beeld.meer.aanvullingen
    if not rijen:
        return None
    alles = sum(rij.bedrag for rij in rijen)
    erbij = sum(rij.bedrag for rij in rijen if rij.soort != OVERIG)
    return Tabel(
        naam="aanvullingen",
        vraag="Wat kost hulp naast de profielen?",
        antwoord=f"{als_woord(AANDEEL, erbij / alles)} van de kosten is aanvullende hulp." if alles else "",
        koppen=(
            ("Soort", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO), ("Aandeel kosten", AANDEEL),
            ("Zonder andere hulp", AANTAL),
        ),
        rijen=[
            (r.soort, r.clienten, r.bedrag, r.bedrag / alles if alles else None, r.zonder_ander)
            for r in rijen
        ],
        uitleg="Aanvullende hulp is kortdurend verblijf, vervoer, inloop en acute hulp: producten die bij "
        "geen profiel horen, naar hun categorie en naam. Een cliënt kan meer soorten hebben. Zonder andere "
        "hulp: in deze keuze en dit jaar. Inloop zonder toewijzing wordt niet per cliënt gedeclareerd en "
        "telt niet mee.",
    )  # fmt: skip
