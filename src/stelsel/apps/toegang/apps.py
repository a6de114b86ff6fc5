from django.apps import AppConfig


class ToegangConfig(AppConfig):
    name = "stelsel.apps.toegang"
    label = "toegang"
