"""The figures of the market picture for people, in lines."""

from __future__ import annotations

from stelsel.analyse.aansluiting import Aansluiting
from stelsel.analyse.groei import DELEN
from stelsel.analyse.marktschets import Marktschets
from stelsel.analyse.verdieping import Verdieping
from stelsel.kern.bedrag import in_euro

#: Reasons for which a line that was read is not counted.
BUITEN = {
    "ander_jaar": "van een ander jaar",
    "andere_gemeente": "van een andere gemeente",
    "ander_domein": "van een ander domein",
}


def render_tekst(
    schets: Marktschets, verdieping: Verdieping | None, aansluiting: Aansluiting | None = None
) -> str:
    """The core figures and what lies beyond, as far as there is anything."""
    if not schets.kosten.clienten:
        return "Er zijn geen cliënten in deze gegevens."
    delen = [_list_kern(schets)]
    if verdieping is not None:
        delen += [_list_trajecten(verdieping), _list_stapeling(verdieping), _list_verwijzers(verdieping)]
        delen += [_list_groei(verdieping), _list_groepen(verdieping)]
    if aansluiting is not None:
        delen.append(_list_aansluiting(aansluiting))
    return "\n\n".join("\n".join(deel) for deel in delen if deel)


def _list_aansluiting(aansluiting: Aansluiting) -> list[str]:
    """From read to counted, in lines and euros."""
    posten = [("Gelezen", post) for post in aansluiting.gelezen]
    posten += [(f"  weggelaten: {post.soort.replace('_', ' ')}", post) for post in aansluiting.weggelaten]
    posten += [(f"  {BUITEN[post.soort]}", post) for post in aansluiting.buiten_keuze]
    regels = [
        f"{wat:<32} {post.regels} regels, {in_euro(post.bedrag)}"
        for wat, post in [*posten, ("Geteld", aansluiting.geteld)]
    ]
    return [*regels, f"{'Verschil':<32} {in_euro(aansluiting.verschil)}"]


def _list_kern(schets: Marktschets) -> list[str]:
    beeld = schets.kosten
    return [
        f"Cliënten                 {beeld.clienten}",
        f"Totale kosten            {in_euro(beeld.totaal_bedrag)}",
        f"Gemiddeld per cliënt     {in_euro(round(beeld.gemiddelde or 0))}",
        f"Middelste cliënt         {in_euro(round(beeld.mediaan or 0))}",
        f"Gini                     {_als_getal(schets.verdeling.gini or 0.0)}",
        *(
            f"Duurste {procent:>2} % cliënten    {_als_procent(deel)} van de kosten"
            for procent, deel in schets.verdeling.aandeel_top.items()
        ),
        *(
            f"Segment {segment.segment}                {segment.clienten} cliënten ("
            f"{_als_procent(segment.aandeel_clienten)}), {_als_procent(segment.aandeel_bedrag)} van de kosten"
            for segment in schets.abc.segmenten
        ),
    ]


def _list_trajecten(verdieping: Verdieping) -> list[str]:
    trajecten, jaren = verdieping.trajecten, verdieping.clientjaren
    if trajecten is None:
        if jaren is None or not jaren.n:
            return []
        return [
            f"Kosten per cliënt en jaar  {_euro(jaren.gemiddelde)} (middelste {_euro(jaren.mediaan)})",
            jaren.als_data()["reden"],
        ]
    return [
        f"Trajecten                {trajecten.n}, waarvan {trajecten.gesloten} afgesloten",
        f"Kosten per traject       {_euro(trajecten.gemiddelde)} (middelste {_euro(trajecten.mediaan)})",
        f"Duur van afgesloten      {_dagen(trajecten.duur_gesloten)} (middelste)",
        f"Duur, lopende meegeteld  {_dagen(trajecten.duur_km)} (Kaplan-Meier, middelste)",
    ]


def _list_stapeling(verdieping: Verdieping) -> list[str]:
    if verdieping.stapeling is None:
        return []
    return [
        f"Tegelijk {wat:<15} "
        + ", ".join(f"{klasse}: {_als_procent(deel)}" for klasse, deel in delen.items())
        for wat, delen in verdieping.stapeling.als_data().items()
    ]


def _list_verwijzers(verdieping: Verdieping) -> list[str]:
    return [
        f"Verwijzer {v.code:<14} {_als_procent(v.aandeel_clienten)} van de cliënten, "
        f"{_als_procent(v.aandeel_bedrag)} van de kosten"
        for v in verdieping.verwijzers or ()
    ]


def _list_groei(verdieping: Verdieping) -> list[str]:
    regels = []
    for paar in verdieping.groei:
        regels.append(f"Groei {paar.van}-{paar.naar}          {in_euro(paar.groei.totaal)}")
        regels += [
            f"  {naam:<31} {in_euro(round(getattr(paar.groei, deel)))}" for deel, naam in DELEN.items()
        ]
    return regels


def _list_groepen(verdieping: Verdieping) -> list[str]:
    groepen = verdieping.groepen
    kop = f"Kostengroepen            {len(groepen.groepen)}"
    if groepen.r2_cv is not None:
        kop += f", zij verklaren {_als_procent(groepen.r2_cv)} van het verschil in kosten"
    regels = [kop, *([groepen.uitleg] if groepen.uitleg else [])]
    return regels + [
        f"  {groep.n} cliënten, gemiddeld {_euro(groep.gemiddelde)}: {groep.kenmerken}"
        for groep in groepen.groepen
    ]


def _euro(centen: float | None) -> str:
    return "onbekend" if centen is None else in_euro(round(centen))


def _dagen(dagen: float | None) -> str:
    return "niet te zeggen: meer dan de helft loopt nog" if dagen is None else f"{dagen:.0f} dagen"


def _als_getal(waarde: float) -> str:
    return f"{waarde:.3f}".replace(".", ",")


def _als_procent(deel: float) -> str:
    return f"{100 * deel:.1f} %".replace(".", ",")
