"""Claims of before the ledger get their entry, and keep the moment at which they were judged."""

from django.db import migrations
from django.db.models import Q, Sum


def boek_bestaande(apps, schema_editor):
    Declaratie = apps.get_model("declaraties", "Declaratie")
    Declarant = apps.get_model("declaraties", "Declarant")
    Boeking = apps.get_model("declaraties", "Boeking")
    declaranten = {(d.gemeente_id, d.aanbieder_id, d.wet): d.pk for d in Declarant.objects.all()}
    sommen = {
        "goed": Q(regels__bedrag__gt=0, regels__goedgekeurd=True),
        "af": Q(regels__bedrag__gt=0, regels__goedgekeurd=False),
        "credit": Q(regels__bedrag__lt=0, regels__goedgekeurd=True),
        "geweigerd": Q(regels__bedrag__lt=0, regels__goedgekeurd=False),
    }
    rijen = Declaratie.objects.filter(boekingen__isnull=True).annotate(
        **{naam: Sum("regels__bedrag", filter=welke, default=0) for naam, welke in sommen.items()}
    )
    Boeking.objects.bulk_create(
        (
            Boeking(
                declarant_id=declaranten[rij.gemeente_id, rij.aanbieder_id, rij.wet],
                periode=rij.periode_begindatum.replace(day=1),
                declaratie=rij,
                soort="oordeel",
                geboekt_at=rij.ontvangen_at,
                geboekt_by=f"aanbieder {rij.aanbieder_id}",
                gedeclareerd=rij.goed + rij.af,
                goedgekeurd=rij.goed,
                afgekeurd=rij.af,
                credit_gevraagd=-rij.credit - rij.geweigerd,
                gecrediteerd=-rij.credit,
                credit_geweigerd=-rij.geweigerd,
                openstaand=rij.goed + rij.credit,
            )
            for rij in rijen.order_by("pk").iterator(2_000)
        ),
        batch_size=2_000,
    )


class Migration(migrations.Migration):
    dependencies = [("declaraties", "0002_grootboek_en_betaalrun")]
    operations = [migrations.RunPython(boek_bestaande, migrations.RunPython.noop)]
