"""The planted truths in numbers, computed from the truth layer, and the scale from which each shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stelsel.demo import ijking
from stelsel.demo.regio import GEMEENTEN, Regio

#: Day of the last year on which the budget of E15 stands at 85 %.
E15_DAG, E15_DEEL = date(ijking.JAREN[-1], 8, 15), 0.85
#: Named providers whose drop-out is planted: number, id of the truth.
_AANBIEDERS_UITVAL = {2: "E01", 4: "E01", 1: "E02", 5: "E19", 10: "E03", 11: "E03"}


@dataclass(frozen=True)
class Waarheid:
    """One planted truth. `waarde`: numbers by name (shares are fractions, amounts cents);
    `zichtbaar_vanaf_schaal`: smallest scale at which an analysis of the lake can find it;
    `te_zien_in`: lake table."""

    id: str
    uitspraak: str
    waarde: dict[str, Any]
    zichtbaar_vanaf_schaal: float
    te_zien_in: str


def compute_waarheden(map: Path, *, regio: Regio, fouten: dict[str, int]) -> list[Waarheid]:
    """All truths of the layer in `map`, in order of id."""
    jaren = pl.scan_parquet(map / "clientjaren" / "*.parquet")
    trajecten = pl.scan_parquet(map / "trajecten" / "*.parquet")
    omzet = pl.read_parquet(map / "omzet" / "*.parquet")
    uit = [
        _aantallen(jaren),
        *_uitval(trajecten, regio),
        _behoeftegroepen(jaren),
        _groei(jaren),
        _stapeling(jaren),
        _uitputting(omzet),
        _fouten(fouten),
    ]
    return sorted(uit, key=lambda waarheid: waarheid.id)


def _aantallen(jaren: pl.LazyFrame) -> Waarheid:
    per = (
        jaren.group_by("domein", "jaar")
        .agg(pl.len().alias("clienten"), pl.col("kosten").sum())
        .sort("domein", "jaar")
        .collect()
    )
    waarde = {f"{d} {j}": {"clienten": n, "kosten": k} for d, j, n, k in per.iter_rows()}
    return Waarheid(
        "A01", "Zoveel cliënten en kosten zijn er per domein en jaar.", waarde, 0.01, "declaratieregels"
    )


def compute_uitval(trajecten: pl.LazyFrame, *, jaar: int) -> pl.DataFrame:
    """Per provider of that year: n (ends that count), uitval, verwacht (by the region's case-mix, so without
    the provider's own part), and the shares of the case-mix."""
    van_jaar = trajecten.filter((pl.col("jaar") == jaar) & pl.col("telt_mee"))
    regio = (
        trajecten.filter(pl.col("telt_mee"))
        .group_by("complex", "dwang", "zestienplus")
        .agg(pl.col("uitval").mean().alias("norm"))
    )
    return (
        van_jaar.join(regio, on=["complex", "dwang", "zestienplus"])
        .group_by("aanbieder")
        .agg(
            pl.len().alias("n"),
            pl.col("uitval").sum(),
            pl.col("norm").sum().alias("verwacht"),
            pl.col("complex", "dwang", "zestienplus").mean(),
        )
        .sort("aanbieder")
        .collect()
    )


def _uitval(trajecten: pl.LazyFrame, regio: Regio) -> list[Waarheid]:
    jaar = ijking.JAREN[-1]
    per = {rij["aanbieder"]: rij for rij in compute_uitval(trajecten, jaar=jaar).iter_rows(named=True)}
    totaal = {"n": sum(r["n"] for r in per.values()), "uitval": sum(r["uitval"] for r in per.values())}
    teksten = {
        "E01": (
            "Y03 heeft echt meer uitval en Y05 echt minder, ook na correctie voor de zwaarte van cliënten.",
            1.0,
        ),
        "E02": (
            "Y02 heeft meer uitval doordat de cliënten zwaarder zijn; na correctie blijft er niets over.",
            1.0,
        ),
        "E03": ("Y11 en Y12 zijn klein en gewoon: wat afwijkt is toeval.", 1.0),
        "E19": (
            "Y06 neemt weinig zware cliënten aan en lijkt daardoor goed; na correctie is het gemiddeld.",
            1.0,
        ),
    }
    uit = []
    for id_, (tekst, schaal) in teksten.items():
        waarde: dict[str, Any] = {"jaar": jaar, "regio": totaal["uitval"] / max(totaal["n"], 1)}
        for nummer in sorted(n for n, bij in _AANBIEDERS_UITVAL.items() if bij == id_):
            agb = regio.list_aanbieders("jw")[nummer].agb
            waarde[f"Y{nummer + 1:02d}"] = _een_aanbieder(agb, per.get(agb))
        uit.append(Waarheid(id_, tekst, waarde, schaal, "toewijzingen"))
    return uit


def _een_aanbieder(agb: str, rij: dict[str, Any] | None) -> dict[str, Any]:
    if rij is None:
        return {"aanbieder": agb, "n": 0}
    return {
        "aanbieder": agb,
        "n": rij["n"],
        "uitval": rij["uitval"],
        "aandeel": rij["uitval"] / rij["n"],
        "o_e": rij["uitval"] / rij["verwacht"] if rij["verwacht"] else None,
        "complex": rij["complex"],
        "dwang": rij["dwang"],
        "zestienplus": rij["zestienplus"],
    }


def _behoeftegroepen(jaren: pl.LazyFrame) -> Waarheid:
    jeugd = jaren.filter((pl.col("domein") == "jeugd") & (pl.col("jaar") == ijking.JAREN[-1]))
    x = pl.col("niveau").cast(pl.Float64)
    per = (
        jeugd.group_by("groep")
        .agg(pl.len().alias("n"), x.mean().alias("m"), (x**2).sum().alias("q"))
        .sort("groep")
        .collect()
    )
    n, m, q = (per[naam].to_numpy() for naam in ("n", "m", "q"))
    totaal = (n * m).sum() / n.sum()
    tussen, alles = (n * (m - totaal) ** 2).sum(), q.sum() - n.sum() * totaal**2
    waarde = {
        "jaar": ijking.JAREN[-1],
        "aandelen": (n / n.sum()).tolist(),
        "gemiddelden": m.round().tolist(),
        "r2": float(tussen / alles),
        "sturend": ["complexiteit", "gezinsproblemen", "leeftijd"],
        "zonder_betekenis": ["geboortemaand", "postcode_even"],
    }
    tekst = (
        "Vijf groepen met een eigen behoefte verklaren de kosten; geboortemaand en postcode doen er niet toe."
    )
    return Waarheid("E06", tekst, waarde, 0.1, "declaratieregels")


def _groei(jaren: pl.LazyFrame) -> Waarheid:
    """Last year against the one before, youth: clients, units per client, price."""
    voor, na = ijking.JAREN[-2:]
    som = (
        jaren.filter(pl.col("domein") == "jeugd")
        .group_by("jaar")
        .agg(pl.len().alias("n"), pl.col("kosten").sum())
        .collect()
    )
    per = {j: (n, k) for j, n, k in som.iter_rows()}
    prijs, intensiteit = (tabel[na] / tabel[voor] for tabel in (ijking.PRIJSPEIL, ijking.INTENSITEIT))
    waarde = {
        "van": voor,
        "naar": na,
        "clienten": per[na][0] / per[voor][0],
        "intensiteit": intensiteit,
        "prijs": prijs,
        "totaal": per[na][1] / per[voor][1],
    }
    tekst = "Jeugdhulp kost meer door 2 % meer cliënten, 1 % meer hulp per cliënt en 3 % hogere prijzen."
    return Waarheid("E08", tekst, waarde, 0.1, "declaratieregels")


def _stapeling(jaren: pl.LazyFrame) -> Waarheid:
    per = (
        jaren.filter(pl.col("domein") == "jeugd")
        .group_by("jaar")
        .agg((pl.col("producten") > 1).mean())
        .sort("jaar")
        .collect()
    )
    waarde = {str(jaar): deel for jaar, deel in per.iter_rows()}
    return Waarheid(
        "E13", "Steeds minder jongeren hebben twee of meer producten tegelijk.", waarde, 0.1, "toewijzingen"
    )


def _uitputting(omzet: pl.DataFrame) -> Waarheid:
    per_maand = omzet.group_by("maand").agg(pl.col("bedrag").sum()).sort("maand")["bedrag"].to_list()
    tot_dag = sum(per_maand[: E15_DAG.month - 1]) + per_maand[E15_DAG.month - 1] * E15_DAG.day // 31
    dagnummer = (E15_DAG - date(E15_DAG.year, 1, 1)).days + 1
    waarde = {
        "aanbieder": omzet["aanbieder"][0],
        "gemeente": GEMEENTEN[1].code,
        "jaar": E15_DAG.year,
        "gebruikt_op": E15_DAG.isoformat(),
        "gebruikt": tot_dag,
        "budget": round(tot_dag / E15_DEEL),
        "dag_op_bij_gelijk_tempo": round(dagnummer / E15_DEEL),
    }
    tekst = "Y01 heeft op 15 augustus 85 % van het jaarbudget voor Zilverbroek gebruikt."
    return Waarheid("E15", tekst, waarde, 0.1, "declaratieregels")


def _fouten(fouten: dict[str, int]) -> Waarheid:
    tekst = "Zoveel fouten zijn er met opzet in de gegevens gezet (alleen op verzoek)."
    return Waarheid("E26", tekst, fouten, 0.1, "declaratieregels, toewijzingen")
