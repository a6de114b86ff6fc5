from django.apps import AppConfig


class MarktschetsConfig(AppConfig):
    name = "stelsel.apps.marktschets"
    label = "marktschets"

    def ready(self) -> None:
        """Show the market picture where contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
