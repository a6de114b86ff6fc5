from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "stelsel.apps.web"
    label = "web"
