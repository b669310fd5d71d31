"""How a requester gets in: links, codes and sessions. Only digests are kept."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from identity.enums import Purpose

_PURPOSES = [(p.value, p.value) for p in Purpose]


class Link(models.Model):
    """An address of the requester's page that was sent to them; opening it shows nothing by itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="links")
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of {self.submission_id}"


class Code(models.Model):
    """Eight digits sent to the mailbox: ten minutes, five tries, once; a new one ends the old."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="codes")
    purpose = models.CharField(max_length=10, choices=_PURPOSES)
    digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "purpose"],
                condition=Q(used_at=None, ended_at=None),
                name="code_one_live",
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="code_five_tries"),
        ]

    def __str__(self) -> str:
        return f"code of {self.submission_id}"


class Session(models.Model):
    """The requester's way in after a code: the page for half an hour, a download for two hours."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey(
        "dsar.Submission", on_delete=models.PROTECT, related_name="requester_sessions"
    )
    purpose = models.CharField(max_length=10, choices=_PURPOSES)
    digest = models.BinaryField(max_length=32, unique=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} session of {self.submission_id}"
