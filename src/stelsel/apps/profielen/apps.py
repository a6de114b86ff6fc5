from django.apps import AppConfig


class ProfielenConfig(AppConfig):
    name = "stelsel.apps.profielen"
    label = "profielen"
