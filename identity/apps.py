"""Who is asking: a spoke of the hub."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Ways of proving who somebody is, evidence, codes and the requester's session."""

    name = "identity"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Identity"

    def ready(self) -> None:
        """Register what the hub needs of this room."""
        from identity import wiring

        wiring.register()
