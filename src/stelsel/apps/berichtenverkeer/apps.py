from django.apps import AppConfig


class BerichtenverkeerConfig(AppConfig):
    name = "stelsel.apps.berichtenverkeer"
    label = "berichtenverkeer"
