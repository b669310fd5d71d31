"""The hub's place in Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DsarConfig(AppConfig):
    """Submissions, cases, the clock, the log, the outbox and the desk."""

    name = "dsar"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Data subject requests"

    def ready(self) -> None:
        """Register the hub's own jobs, and what the owner grants after a migration."""
        from dsar.enums import JobKind
        from dsar.management.grants import grant
        from dsar.services import outbox
        from dsar.spokes import job_kind

        post_migrate.connect(grant, dispatch_uid="dsar.grants")
        job_kind(JobKind.SEND, outbox.run, given_up=outbox.given_up)
