from django.apps import AppConfig


class MarktschetsConfig(AppConfig):
    name = "stelsel.apps.marktschets"
    label = "marktschets"
