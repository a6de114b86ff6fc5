from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "stelsel.apps.journal"
    label = "journal"
