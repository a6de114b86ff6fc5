from django.apps import AppConfig


class VerwervingConfig(AppConfig):
    name = "stelsel.apps.verwerving"
    label = "verwerving"
