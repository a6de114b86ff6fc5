from django.apps import AppConfig


class BekostigingConfig(AppConfig):
    name = "stelsel.apps.bekostiging"
    label = "bekostiging"
