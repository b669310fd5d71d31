"""Work that workers do: a row first, the broker only carries its id."""

from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import JobKind, JobState


class Job(models.Model):
    """One piece of work; the row, not the broker, decides who does it.

    ``lease_ends_at`` is set by the database's clock and renewed by heartbeat; ``fence`` grows with every
    hand-out, so that a worker which lost its lease can finish nothing. ``key`` makes a job unique.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in JobKind])
    key = models.CharField(max_length=120, unique=True)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(
        "dsar.Submission", null=True, on_delete=models.PROTECT, related_name="jobs"
    )
    case = models.ForeignKey(
        "dsar.Case", null=True, on_delete=models.PROTECT, related_name="jobs", db_index=False
    )
    subject_id = models.UUIDField(null=True)
    state = models.CharField(
        max_length=10, default=JobState.WAITING, choices=[(s.value, s.value) for s in JobState]
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    as_of = models.DateTimeField()
    created_at = models.DateTimeField()
    start_after_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    lease_ends_at = models.DateTimeField(null=True)
    fence = models.BigIntegerField(default=0)
    progress: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_ends_at__isnull=False)
                | ~Q(state=JobState.RUNNING) & Q(lease_ends_at__isnull=True),
                name="job_lease_while_running",
            ),
        ]
        indexes = [
            models.Index(
                fields=["start_after_at"],
                name="job_to_hand_out",
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
            ),
            models.Index(fields=["case", "kind"], name="job_of_case"),
            models.Index(fields=["case"], name="job_failed", condition=Q(state=JobState.FAILED)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"

    @property
    def subject(self) -> UUID:
        """Return the id of what the job is about; a job without one has a runner that asks for none."""
        if self.subject_id is None:
            raise LookupError(f"job {self.id} names no subject")
        return self.subject_id
