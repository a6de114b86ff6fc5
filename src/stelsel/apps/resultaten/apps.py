from django.apps import AppConfig


class ResultatenConfig(AppConfig):
    name = "stelsel.apps.resultaten"
    label = "resultaten"
