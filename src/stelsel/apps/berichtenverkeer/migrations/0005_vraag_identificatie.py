from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("berichtenverkeer", "0004_volgorde"),
    ]

    operations = [
        migrations.AddField(
            model_name="inkomendbericht",
            name="vraag_identificatie",
            field=models.CharField(blank=True, max_length=12),
        ),
    ]
