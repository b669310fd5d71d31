"""What happens when Django starts: the Celery application and the checks are known, the spokes are wired."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The installation itself, as an app, so that Django asks it for its checks."""

    name = "config"

    def ready(self) -> None:
        """Make our Celery application the one that tasks are published through, register the checks, listen for sign-ins."""
        from config import celery, checks, sign_in_log  # noqa: F401  the first two for what importing them does

        sign_in_log.connect()
