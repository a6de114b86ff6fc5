"""Contracts, profiles, results and the side of insight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.assurance.paginas.vorm import ALLEN, NUMMER_WEG, PK_WEG, SLEUTEL, Objecten, Pagina, per_dossier
from tests.factories.kostprijs import KOSTPRIJS
from tests.factories.volle_wereld import Dossier, Eigendom, VolleWereld
from tests.factories.wereld import ALDERVOORT, BREEKERWAARD, KWARTEL, MERELHOF

from stelsel.apps.basis.models import Gebiedslidmaatschap
from stelsel.apps.bekostiging.models import (
    Afspraakregel,
    Begroting,
    Begrotingsregel,
    Bekostigingsadvies,
    Budgetafspraak,
    Kostprijsberekening,
    Kostprijsonderzoek,
    Plafond,
    Tarievenboek,
    Vergelijking,
)
from stelsel.apps.marktschets.forms import create_begin
from stelsel.apps.marktschets.models import (
    Functieproduct,
    Inlezing,
    Marktdocument,
    Nulmeting,
    Segmentenversie,
)
from stelsel.apps.marktschets.queries import Versie
from stelsel.apps.profielen.models import Catalogusversie
from stelsel.apps.verwerving.models import Eisenlijst
from stelsel.domein.marktschets.indelingsregel import get_standaardregel


def _contract(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for contract, eigendom in vw.contracten:
        yield {"nummer": contract.nummer}, eigendom, None


def _profiel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for code in ("P1", "W1"):
        yield {"code": code}, Eigendom(openbaar=True), None


def _aanbieder(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for agb in (MERELHOF, KWARTEL):
        yield {"agb": agb}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), agb, regio=True), None


_toewijzing = per_dossier(lambda d: {"pk": d.toewijzing.pk})


def _kostprijs(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Kostprijsberekening.objects.order_by("pk"):
        gemeenten = {rij.gemeente_id} if rij.gemeente_id else {ALDERVOORT, BREEKERWAARD}
        yield {"nummer": rij.nummer}, Eigendom(frozenset(gemeenten), regio=True), None


def _tarievenboek(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Tarievenboek.objects.order_by("pk"):
        gemeenten = {rij.gemeente_id} if rij.gemeente_id else {ALDERVOORT, BREEKERWAARD}
        yield {"nummer": rij.nummer}, Eigendom(frozenset(gemeenten), regio=True), None


def _versie(status: str, **meer: str) -> Objecten:
    """The version of the catalogue of this status; `code` is a part of it."""

    def list_objecten(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
        for rij in Catalogusversie.objects.filter(status=status):
            yield {"nummer": rij.nummer} | meer, Eigendom(openbaar=True), None

    return list_objecten


def _eisenlijst(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Eisenlijst.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(openbaar=True), None


_DEEL_WEG: tuple[dict[str, Any], ...] = ({"nummer": "X-404", "code": "W1"},)


def _onderzoek(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Kostprijsonderzoek.objects.order_by("pk"):
        agb = rij.deelnemers.get().aanbieder_id
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), agb, regio=True), None


def _opgave(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Kostprijsonderzoek.objects.order_by("pk"):
        agb = rij.deelnemers.get().aanbieder_id
        yield {"nummer": rij.nummer, "agb": agb}, Eigendom(agb=agb, regio=True), None


def _begroting(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Begroting.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({rij.gemeente_id}), regio=True), None


def _begrotingsregel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Begrotingsregel.objects.select_related("begroting").order_by("pk"):
        begroting = rij.begroting
        eigendom = Eigendom(frozenset({begroting.gemeente_id}), regio=True)
        yield {"nummer": begroting.nummer, "pk": rij.pk}, eigendom, None


def _plafond(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Plafond.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({str(rij.gemeente_id)}), regio=True), None


def _plafondwens(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    velden = {"soort": "perceel", "actie": "geen", "wet": "wmo", "jaar": "2026", "gemeente": ALDERVOORT}
    return SLEUTEL | velden | {"perceel": "wmo 07", "signaal_procent": "85", "vandatum": "2026-04-01",
                               "reden": "Besluit"}  # fmt: skip


def _advies(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Bekostigingsadvies.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), regio=True), None


def _afspraak(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Budgetafspraak.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({rij.gemeente_id}), regio=True), None


def _afspraakregel(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Afspraakregel.objects.select_related("afspraak").order_by("pk"):
        eigendom = Eigendom(frozenset({rij.afspraak.gemeente_id}), regio=True)
        yield {"nummer": rij.afspraak.nummer, "pk": rij.pk}, eigendom, None


def _vergelijking(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Vergelijking.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), regio=True), None


def _inlezing(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Inlezing.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), regio=True), None


def _editie(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Marktdocument.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), regio=True), None


def _segmentenversie(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Segmentenversie.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), regio=True), None


def _nulmeting(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Nulmeting.objects.order_by("pk"):
        yield {"nummer": rij.nummer}, Eigendom(frozenset({ALDERVOORT, BREEKERWAARD}), regio=True), None


def _koppeling(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Functieproduct.objects.filter(vervallen_at__isnull=True).order_by("pk"):
        yield {"pk": rij.pk}, Eigendom(openbaar=True), None


def _lidmaatschap(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
    for rij in Gebiedslidmaatschap.objects.filter(vervallen_at__isnull=True).order_by("pk"):
        yield {"pk": rij.pk}, Eigendom(openbaar=True), None


_KOSTPRIJS = {"vorm": "toml", "naam": "Begeleiding", "wet": "wmo"}


def _scores(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    return {"meetdatum": "2026-03-16", f"score_{d.doel.pk}": "0", f"woorden_{d.doel.pk}": "Goed."}


def _regel(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    begin = create_begin(Versie("standaard-1", get_standaardregel()), today=date(2026, 3, 16))
    return SLEUTEL | begin | {"waarom": "Proef", "van": "standaard-1"}


def _bereik(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    velden = {"domein": "beschermd_wonen", "fase": "fase 3", "doet_mee": "nee", "vanaf": "2026-03-16"}
    return SLEUTEL | velden | {"reden": "Proef"}


def _vrij(vw: VolleWereld, d: Dossier) -> dict[str, Any]:
    velden = {"gemeente": ALDERVOORT, "jaar": "2025", "domein": "wmo", "clienten": "10"}
    return SLEUTEL | velden | {"bedrag": "100", "bron": "Jaarverslag"}


INZICHT: dict[str, Pagina] = {
    "verwerving:contracten": Pagina("MCNRBA"),
    "verwerving:tarieven": Pagina("MCNRBA"),
    "verwerving:eisenlijsten": Pagina("MN", vragen=("export=csv",)),
    "verwerving:eisenlijst_nieuw": Pagina("MN", leeg=400),
    "verwerving:eisenlijst": Pagina("MN", _eisenlijst, NUMMER_WEG, vragen=("export=csv", "export=xlsx")),
    "verwerving:contract": Pagina("MCNRBA", _contract, NUMMER_WEG),
    "marktschets:verdieping": Pagina("N", vragen=("gemeente=9902&tabel=trajecten&export=csv",)),
    "marktschets:duur": Pagina("N", vragen=("gemeente=9902&tabel=duur&export=csv",)),
    "marktschets:segmenten": Pagina("N", vragen=("gemeente=9902&tabel=segmenten-wmo&export=csv",)),
    "marktschets:document": Pagina("N", leeg=400, vragen=("gemeente=9902&domein=wmo",)),
    "marktschets:documenten": Pagina("N", vragen=("export=csv", "export=xlsx")),
    "marktschets:editie": Pagina(
        "N", _editie, NUMMER_WEG, vragen=("als=pdf", "als=html", "als=json", "met=MD-2026-0900")
    ),
    "marktschets:domeinen": Pagina("N", leeg=400, vol=_bereik, vreemd=302),
    "marktschets:gegevens": Pagina("N", vragen=("bron=declaraties&tabel=bevindingen&export=csv",)),
    "marktschets:bestand": Pagina("N", leeg=400),
    "marktschets:functies": Pagina(
        "NMCS", vragen=("jaar=2026", "tabel=aanbieders&export=csv", "voor=publicatie")
    ),
    "marktschets:functieproducten": Pagina("NH", leeg=400),
    "marktschets:functieproduct": Pagina("NH", _koppeling, PK_WEG, leeg=400),
    "marktschets:schaal": Pagina("N", vragen=("functie=mfc&norm=5&tabel=schaal&export=csv",)),
    "marktschets:gebieden": Pagina("NMCSH", vragen=("dag=2022-01-01", "export=csv")),
    "marktschets:gebied_nieuw": Pagina("NH", leeg=400),
    "marktschets:lidmaatschap_nieuw": Pagina("NH", leeg=400),
    "marktschets:lidmaatschap": Pagina("NH", _lidmaatschap, PK_WEG, leeg=400),
    "marktschets:nulmetingen": Pagina("N", vragen=("export=csv",)),
    "marktschets:nulmeting_nieuw": Pagina("N", leeg=400),
    "marktschets:nulmeting": Pagina("N", _nulmeting, NUMMER_WEG, vragen=("tabel=index&export=csv",)),
    "marktschets:cohort": Pagina("N", vragen=("van=17&gemeente=9902", "voor=publicatie")),
    "marktschets:momentopnamen": Pagina("N", leeg=400, vragen=("export=csv",)),
    "marktschets:inlezen": Pagina("N", leeg=400, vragen=("export=csv", "export=xlsx")),
    "marktschets:inlezing": Pagina("N", _inlezing, NUMMER_WEG, leeg=400, vragen=("export=csv",)),
    "marktschets:inlezing_besluit": Pagina("N", _inlezing, NUMMER_WEG, get=405, leeg=400),
    "marktschets:indeling": Pagina("N", vragen=("gemeente=9902&tabel=segmenten&export=csv",)),
    "marktschets:indeling_nieuw": Pagina("N", leeg=400, vol=_regel, vreemd=302),
    "marktschets:vergelijken": Pagina(
        "N", vragen=("domein=wmo", "domein=wmo&tabel=kosten-per-client&export=csv")
    ),
    "marktschets:referentie": Pagina("N", leeg=400),
    "marktschets:segmentenlijst": Pagina("NM"),
    "marktschets:segmentenlijst_nieuw": Pagina("N", leeg=400, vragen=("van=SL-2026-0900",)),
    "marktschets:segmentenversie": Pagina("NM", _segmentenversie, NUMMER_WEG, leeg=400),
    "marktschets:segmentopgave": Pagina("N", leeg=400),
    "marktschets:verwacht": Pagina("N", vragen=("domein=wmo", "telling=bron&kenmerk=minimum")),
    "marktschets:kenmerken": Pagina("N", leeg=400),
    "marktschets:vrij_toegankelijk": Pagina("N", leeg=400, vol=_vrij, vreemd=302),
    "marktschets:marktschets": Pagina(
        "NMCS",
        vragen=(
            "gemeente=9901",
            "gemeente=9902",
            "gemeente=9902&tabel=kern&export=csv",
            "gemeente=9902&tabel=per-domein&export=xlsx",
        ),
    ),
    "profielen:start": Pagina("RBCSMNA"),
    "profielen:omzetting": Pagina("N", vragen=("domein=wmo", "domein=wmo&tabel=producten&export=csv")),
    "profielen:plekken": Pagina(
        "N", vragen=("domein=wmo&gemeente=9902&tabel=plekken&export=csv", "bezetting=80&korter=0,5")
    ),
    "profielen:trends": Pagina("NMS", vragen=("domein=wmo", "domein=wmo&tabel=duur&export=csv")),
    "profielen:groepering": Pagina("N", vragen=("domein=wmo", "domein=wmo&tabel=redenen&export=csv")),
    "profielen:ontwerp": Pagina(
        "N",
        vragen=(
            "domein=wmo&gemeente=9902&tabel=profielen&export=csv",
            "domein=wmo&begin=kenmerken&export=xlsx",
            "een=1&ander=2",
        ),
    ),
    "profielen:versies": Pagina("RBCSMNA", vragen=("export=csv", "wet=wmo")),
    "profielen:versie_nieuw": Pagina(
        "MN",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"begin": "westfriesland", "naam": "Proef", "vanaf": "2027-01-01"},
        vreemd=302,
    ),
    "profielen:versie": Pagina(
        "RBCSMNA", _versie("vastgesteld"), NUMMER_WEG, vragen=("export=csv", "export=xlsx", "export=json")
    ),
    "profielen:versie_vaststellen": Pagina("MN", _versie("concept"), NUMMER_WEG, get=405, leeg=400),
    "profielen:versie_intrekken": Pagina("MN", _versie("concept"), NUMMER_WEG, get=405, leeg=400),
    "profielen:versie_gegevens": Pagina(
        "N", _versie("vastgesteld"), NUMMER_WEG, vragen=("jaar=2026", "tabel=codes&export=csv", "export=xlsx")
    ),
    "profielen:versie_assen": Pagina("MN", _versie("concept"), NUMMER_WEG, leeg=200),
    "profielen:versie_afspraken": Pagina("MN", _versie("concept"), NUMMER_WEG, leeg=302),
    "profielen:versie_profiel_nieuw": Pagina("MN", _versie("concept"), NUMMER_WEG, leeg=200),
    "profielen:versie_profiel": Pagina("MN", _versie("concept", code="W1"), _DEEL_WEG, leeg=200),
    "profielen:versie_groep_nieuw": Pagina("MN", _versie("concept"), NUMMER_WEG, leeg=200),
    "profielen:versie_groep": Pagina("MN", _versie("concept", code="G1"), _DEEL_WEG, leeg=200),
    "profielen:profiel": Pagina("RBCSMNA", _profiel, ({"code": "X404"},)),
    "bekostiging:budgetten": Pagina("CMNSB"),
    "bekostiging:begrotingen": Pagina("CMNS", vragen=("export=csv", "wet=wmo")),
    "bekostiging:begroting_nieuw": Pagina("CMN", leeg=400),
    "bekostiging:begroting": Pagina("CMNS", _begroting, NUMMER_WEG, leeg=400, vragen=("export=csv",)),
    "bekostiging:begrotingsregel": Pagina("CMN", _begrotingsregel, ({"nummer": "X-404", "pk": 1},), leeg=400),
    "bekostiging:budgettoets": Pagina("CMN", vragen=("export=csv", "groei=3")),
    "bekostiging:uitkeringen": Pagina("CMNS", vragen=("export=csv", "wet=jw")),
    "bekostiging:uitkering_nieuw": Pagina("CMN", leeg=400),
    "bekostiging:exploitatie": Pagina(
        "CMNS", vragen=("gemeente=9902&jaar=2026&wet=wmo", "gemeente=9902&export=csv")
    ),
    "bekostiging:evenwicht": Pagina("CMNS", vragen=("wet=wmo", "wet=wmo&export=csv")),
    "bekostiging:adviezen": Pagina("CMNS", vragen=("export=csv", "wet=wmo")),
    "bekostiging:advies_nieuw": Pagina("MN", leeg=400),
    "bekostiging:advies": Pagina("CMNS", _advies, NUMMER_WEG, leeg=400, vragen=("export=csv",)),
    "bekostiging:budgetafspraken": Pagina("CMN", vragen=("export=csv",)),
    "bekostiging:budgetafspraak_nieuw": Pagina("CMN", leeg=400),
    "bekostiging:budgetafspraak": Pagina("CMN", _afspraak, NUMMER_WEG, vragen=("export=csv",)),
    "bekostiging:afspraakregel": Pagina("CMN", _afspraakregel, ({"nummer": "X-404", "pk": 1},), leeg=400),
    "bekostiging:plafonds": Pagina("CMNSRB", vragen=("export=csv", "soort=gemeente")),
    "bekostiging:plafond_nieuw": Pagina("CM", leeg=400, vol=_plafondwens, vreemd=302),
    "bekostiging:plafond": Pagina("CMNSRB", _plafond, NUMMER_WEG, leeg=400),
    "bekostiging:ontheffing_nieuw": Pagina("RB", _plafond, NUMMER_WEG, leeg=400),
    "bekostiging:kostprijzen": Pagina("CMN"),
    "bekostiging:kostprijs_nieuw": Pagina(
        "CMN", leeg=400, vol=lambda vw, d: SLEUTEL | _KOSTPRIJS | {"tekst": KOSTPRIJS}, vreemd=302
    ),
    "bekostiging:kostprijs": Pagina("CMN", _kostprijs, NUMMER_WEG, vragen=("export=csv", "export=toml")),
    "bekostiging:bekostigingskeuzes": Pagina("MNC", vragen=("export=csv", "model=output")),
    "bekostiging:bekostigingskeuze_nieuw": Pagina(
        "MN",
        leeg=400,
        vol=lambda vw, d: (
            SLEUTEL | {"code": "wmo W1", "model": "output", "vandatum": "2099-01-01", "reden": "Proef"}
        ),
        vreemd=302,
    ),
    "bekostiging:kostprijsonderzoeken": Pagina("MNCA", vragen=("export=csv",)),
    "bekostiging:kostprijsonderzoek_nieuw": Pagina("MN", leeg=400),
    "bekostiging:kostprijsonderzoek": Pagina(
        "MNCA", _onderzoek, NUMMER_WEG, leeg=400, vragen=("export=csv", "export=xlsx")
    ),
    "bekostiging:kostprijsopgave": Pagina(
        "MNA", _opgave, ({"nummer": "X-404", "agb": MERELHOF},), leeg=400, vragen=("sjabloon=1",)
    ),
    "bekostiging:zienswijzen": Pagina("MNCA", _onderzoek, NUMMER_WEG, leeg=400),
    "bekostiging:tarievenboeken": Pagina("CMN", vragen=("export=csv", "wet=wmo")),
    "bekostiging:tarievenboek_nieuw": Pagina("CMN", leeg=400, vragen=("sjabloon=wmo",)),
    "bekostiging:tarievenboek": Pagina(
        "CMN", _tarievenboek, NUMMER_WEG, leeg=400, vragen=("export=csv", "export=xlsx")
    ),
    "bekostiging:pgbeffect": Pagina("CMN", _tarievenboek, NUMMER_WEG, leeg=400),
    "bekostiging:tarievenboek_index": Pagina("CMN", _tarievenboek, NUMMER_WEG, leeg=400),
    "bekostiging:vergelijken": Pagina(
        "MN",
        leeg=400,
        vol=lambda vw, d: SLEUTEL | {"naam": "Scenario", "domein": "wmo", "jaar": "2025"},
        vreemd=302,
        vragen=("domein=wmo&export=csv", "domein=wmo&export=xlsx", "jaar=2025&domein=wmo&prijsdeel=95"),
    ),
    "bekostiging:vergelijkingen": Pagina("MN"),
    "bekostiging:vergelijking": Pagina("MN", _vergelijking, NUMMER_WEG, vragen=("met=VG-2026-0900",)),
    "resultaten:start": Pagina("RMNSA"),
    "resultaten:aanbieder": Pagina("RMNSA", _aanbieder, ({"agb": "00000000"},)),
    "resultaten:toewijzing": Pagina("RA", _toewijzing, PK_WEG),
    "resultaten:meten": Pagina(
        "RA",
        per_dossier(lambda d: {"pk": d.toewijzing.pk, "moment": "T2"}),
        ({"pk": 999_999, "moment": "T2"}, {"pk": 1, "moment": "T9"}),
        leeg=200,
        vol=_scores,
    ),
    "sturing:begin": Pagina(ALLEN, get=302, leeg=302),
    "sturing:budget": Pagina("CMNS", vragen=("gemeente=9902", "export=csv", "export=xlsx", "wet=wmo")),
}
