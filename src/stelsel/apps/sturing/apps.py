from django.apps import AppConfig


class SturingConfig(AppConfig):
    name = "stelsel.apps.sturing"
    label = "sturing"

    def ready(self) -> None:
        """Show budgets where contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
