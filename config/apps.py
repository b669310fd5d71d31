"""What happens when Django starts: the Celery application and the checks are known, the spokes are wired."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The installation itself, as an app, so that Django asks it for its checks."""

    name = "config"

    def ready(self) -> None:
        """Name our Celery application as the one to publish through, register checks, listen for sign-ins."""
        from config import celery, checks, sign_in_log  # noqa: F401  two for what importing does

        sign_in_log.connect()
