"""The way to a profile in three steps: what the help is for, how complex it is, and how much is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from stelsel.apps.profielen.models import Product
from stelsel.apps.profielen.queries import get_cel, get_geldige_versie, get_profiel
from stelsel.domein.profielen.assen import COMPLEXITEITEN, Startprofiel
from stelsel.domein.profielen.catalogus import Assen, Niveau, get_standaardassen
from stelsel.domein.profielen.keuze import check_band, get_lichtste, get_startprofielen
from stelsel.domein.toegang.begrippen import Leefdomein, Lijn, Vraagstatus, Wet
from stelsel.domein.toegang.categorieen import is_verblijf
from stelsel.domein.toegang.complexiteit import Complexiteitvoorstel, Domeinbeeld, propose_complexiteit
from stelsel.kern.periode import Periode

from ..models import Client, Toewijzing, Vraag
from .aanbod import Profielkeuze
from .toewijzingen import get_omvang, get_product

ANDERS = "anders"
_OPEN = (Vraagstatus.ONDERZOEK.value, Vraagstatus.KEUZE.value)
STARTNAAM = {
    Startprofiel.ONTWIKKELING.value: "Iets moet beter worden",
    Startprofiel.STABILITEIT.value: "Het moet goed blijven gaan",
    ANDERS: "Andere hulp, zonder profiel",
}
_ANDERS_UITLEG = "Zoals wonen met hulp, vervoer, een hulpmiddel of hulp bij een crisis."


@dataclass(frozen=True)
class Keuzepad:
    """What was chosen so far ("" is not yet), what can be chosen in this step, and which profiles are left.

    `lichtste`: the primary keys of the products that are as light as the profile allows."""

    start: str
    complexiteit: str
    starten: tuple[tuple[str, str, str], ...]
    complexiteiten: tuple[tuple[str, str, str], ...]
    profielen: frozenset[str]
    lichtste: frozenset[int]

    @property
    def klaar(self) -> bool:
        """Nothing is left but the choice of the help itself."""
        return self.start == ANDERS or bool(self.start and self.complexiteit)

    def past(self, product: Product) -> bool:
        """Whether help suits what was chosen."""
        profiel = product.profiel
        if profiel is None or self.start == ANDERS:
            return False
        return self.start in _list_starten(product) and profiel.complexiteit == self.complexiteit


@dataclass(frozen=True)
class Doelvoorbeelden:
    """What a client group needs, and goals to choose from, each with its key."""

    groep: str
    behoefte: str
    doelen: tuple[tuple[str, str], ...]


def get_keuzepad(
    keuzes: Sequence[Profielkeuze], *, start: str, complexiteit: str, wet: str, today: date
) -> Keuzepad:
    """The way so far; a choice that leads to no profile counts as not made."""
    assen = _get_assen(wet, today)
    producten = [cel.product for keuze in keuzes for deel in keuze.intensiteiten for cel in deel.cellen]
    mogelijk = {s for product in producten for s in _list_starten(product)} | {ANDERS}
    starten = [n for n in assen.startprofiel if n.naam in mogelijk] + [Niveau(ANDERS, _ANDERS_UITLEG)]
    gekozen = start if start in mogelijk else ""
    bij = [p for p in producten if p.profiel is not None and gekozen in _list_starten(p)]
    niveaus = {p.profiel.complexiteit for p in bij if p.profiel is not None}
    uitleg = {n.naam: n.uitleg for n in assen.complexiteit}
    return Keuzepad(
        start=gekozen,
        complexiteit=complexiteit if complexiteit in niveaus else "",
        starten=tuple((n.naam, STARTNAAM[n.naam], n.uitleg) for n in starten),
        complexiteiten=tuple((c, c.capitalize(), uitleg.get(c, "")) for c in COMPLEXITEITEN if c in niveaus),
        profielen=frozenset(p.profiel.code for p in bij if p.profiel is not None),
        lichtste=frozenset(p.pk for p in producten if not is_zwaarder(p, naast=producten)),
    )


def get_pad_van(product: Product) -> tuple[str, str]:
    """The start profile and complexity under which a product was chosen."""
    if product.profiel is None:
        return ANDERS, ""
    return next(iter(_list_starten(product)), ""), product.profiel.complexiteit


def is_zwaarder(product: Product, *, naast: Iterable[Product]) -> bool:
    """Whether lighter help of the same profile and start profile can be had, or the client lives elsewhere
    for it: then a reason is asked (as light as possible, and at home)."""
    if product.profiel is None:
        return is_verblijf(Wet(product.wet), product.categorie)
    code = product.profiel.code
    beschikbaar = {p.intensiteit for p in naast if p.profiel is not None and p.profiel.code == code}
    lichtste = get_lichtste(product.intensiteit, beschikbaar=beschikbaar)
    return lichtste not in ("", product.intensiteit)


def list_naast(product: Product) -> list[Product]:
    """The products of the same profile, itself included."""
    if product.profiel is None:
        return [product]
    zelfde = Product.objects.filter(wet=product.wet, profiel__code=product.profiel.code)
    return list(zelfde.select_related("profiel"))


def is_toegestaan(product: Product, *, dag: date) -> bool:
    """Whether the version of its profile that holds on a day allows its intensity; a profile without allowed
    combinations, and a product without intensity, always are."""
    if product.profiel is None or not product.intensiteit:
        return True
    profiel = get_profiel(product.profiel.code, today=dag)
    cellen = {cel.intensiteit for cel in profiel.cellen.all()} if profiel else set()
    return not cellen or product.intensiteit in cellen


def list_bandsignalen(drager: Vraag | Toewijzing) -> list[str]:
    """What of a proposal or an allocation lies outside the band of its combination, in sentences."""
    product = get_product(drager) if isinstance(drager, Toewijzing) else drager.product
    omvang = get_omvang(drager)
    if product is None or omvang is None or drager.ingangsdatum is None:
        return []
    cel = get_cel(product, today=drager.ingangsdatum)
    if cel is None:
        return []
    return check_band(
        omvang,
        periode=Periode(drager.ingangsdatum, drager.einddatum),
        intensiteit=cel.intensiteit,
        maanden=(cel.maanden_van, cel.maanden_tot),
        minuten=(cel.minuten_van, cel.minuten_tot),
    )


def get_gewoon(product: Product, *, wet: str, today: date) -> list[str]:
    """What is usual for a product by the catalogue, and how much less with help of others, in sentences."""
    cel = get_cel(product, today=today)
    if cel is None:
        return []
    uren, laag, hoog = (round(m / 60) for m in (cel.minuten, cel.minuten_van, cel.minuten_tot))
    zinnen = [
        f"Gewoon bij {product.profiel} ({cel.intensiteit}): {cel.maanden_van} tot {cel.maanden_tot} maanden "
        f"en {laag} tot {hoog} uur, meestal {uren} uur."
    ]
    for niveau in _get_assen(wet, today).netwerk:
        if niveau.minder:
            over = max(laag, round(cel.minuten * (100 - niveau.minder) / 6000))
            zinnen.append(f"{niveau.uitleg} Dan is {over} uur vaak genoeg.")
    return zinnen


def get_complexiteitvoorstel(vraag: Vraag, *, today: date) -> Complexiteitvoorstel | None:
    """What the leefdomeinen and the household suggest; None before a leefdomein was described. Of others in
    the house only how many is told, and only those of the same gemeente count."""
    beelden = [Domeinbeeld(Leefdomein(b.leefdomein), b.score, Lijn(b.lijn)) for b in vraag.leefdomeinen.all()]
    return propose_complexiteit(beelden, huisgenoten=_count_huisgenoten(vraag, today), peildatum=today)


def _count_huisgenoten(vraag: Vraag, today: date) -> int:
    client = vraag.client
    if client.huishouden_id is None:
        return 0
    hulp = Toewijzing.objects.actueel(today).filter(client=OuterRef("pk"))
    open_vraag = Vraag.objects.filter(client=OuterRef("pk"), status__in=_OPEN)
    anderen = Client.objects.filter(huishouden=client.huishouden_id, gemeente=client.gemeente_id)
    return anderen.exclude(pk=client.pk).filter(Exists(hulp) | Exists(open_vraag)).count()


def list_doelvoorbeelden(vraag: Vraag, *, today: date) -> list[Doelvoorbeelden]:
    """The goals that the catalogue gives for client groups of this client's age."""
    versie = get_geldige_versie(vraag.wet, today=today)
    geboren = vraag.client.geboortedatum
    leeftijd = today.year - geboren.year - ((today.month, today.day) < (geboren.month, geboren.day))
    return [
        Doelvoorbeelden(
            groep.naam,
            groep.behoefte,
            tuple((f"{groep.code}-{plek}", doel) for plek, doel in enumerate(groep.doelen)),
        )
        for groep in (versie.get_catalogus().groepen if versie else ())
        if groep.doelen and groep.leeftijd[0] <= leeftijd <= groep.leeftijd[1]
    ]


def _list_starten(product: Product) -> tuple[str, ...]:
    profiel = product.profiel
    van_profiel = profiel.startprofielen if profiel is not None else ()
    return get_startprofielen(product.intensiteit, van_profiel=van_profiel)


def _get_assen(wet: str, today: date) -> Assen:
    versie = get_geldige_versie(wet, today=today)
    return versie.get_catalogus().assen if versie else get_standaardassen()
