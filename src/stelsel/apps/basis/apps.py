from django.apps import AppConfig


class BasisConfig(AppConfig):
    name = "stelsel.apps.basis"
    label = "basis"
