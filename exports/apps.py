"""What is found and handed over: a spoke of the hub."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Sources, collection, material, packages and their delivery."""

    name = "exports"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Sources and packages"

    def ready(self) -> None:
        """Register what the hub needs of this room."""
        from exports import wiring

        wiring.register()
