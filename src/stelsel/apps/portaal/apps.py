from django.apps import AppConfig


class PortaalConfig(AppConfig):
    name = "stelsel.apps.portaal"
    label = "portaal"
