from django.apps import AppConfig


class DeclaratiesConfig(AppConfig):
    name = "stelsel.apps.declaraties"
    label = "declaraties"
