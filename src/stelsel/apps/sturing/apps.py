from django.apps import AppConfig


class SturingConfig(AppConfig):
    name = "stelsel.apps.sturing"
    label = "sturing"
