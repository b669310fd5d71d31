"""A case: one right out of a submission, with its own clock, state and outcome."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from dsar.enums import Outcome, RefusalGround, ReleaseMode, Right, Status

#: The outcomes that are an answer, and so leave by the gate.
ANSWERED = (
    Outcome.DATA_PROVIDED,
    Outcome.PARTLY_PROVIDED,
    Outcome.NO_DATA_HELD,
    Outcome.NEITHER_CONFIRMED,
    Outcome.DONE,
    Outcome.PARTLY_DONE,
    Outcome.REFUSED,
)
#: The outcomes that deny something: the person gets a letter with the reasons and three ways to go on.
DENIED = (Outcome.PARTLY_PROVIDED, Outcome.NEITHER_CONFIRMED, Outcome.PARTLY_DONE, Outcome.REFUSED)
#: Refusals that contain nothing about the person, and so may leave before it is settled who asks.
NO_IDENTITY = (RefusalGround.CANNOT_IDENTIFY, RefusalGround.UNFOUNDED, RefusalGround.EXCESSIVE)

_SECOND_PERSON = ~Q(released_by=F("prepared_by"))
_SINGLE_ENOUGH = Q(release_mode=ReleaseMode.SINGLE) | Q(
    release_mode=ReleaseMode.SECOND_PERSON_WHEN, needs_second_person=False
)
_KNOWN = Q(identity_settled_at__isnull=False) | Q(refusal_ground__in=NO_IDENTITY)
_REVIEWED = Q(prepared_by__isnull=False, released_by__isnull=False, released_at__isnull=False) & (
    _SECOND_PERSON | _SINGLE_ENOUGH
)
_AT_ONCE = Q(right__in=[Right.MARKETING, Right.CONSENT], released_at__isnull=False)
_GATE_PASSED = _KNOWN & _REVIEWED | _AT_ONCE


class Case(models.Model):
    """One right out of a submission.

    Only ``services.cases.move`` writes ``status``. The ``clock_*`` columns are a cache of what
    ``services.clock.rebuild`` computes from the log. The gate is held by a CHECK as well as by the
    service: see ``case_gate``.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey(
        "dsar.Submission", on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="cases")
    number = models.PositiveSmallIntegerField(default=1)
    right = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Right])
    status = models.CharField(
        max_length=20, default=Status.RECEIVED, choices=[(s.value, s.value) for s in Status]
    )
    outcome = models.CharField(max_length=30, blank=True, choices=[(o.value, o.value) for o in Outcome])
    refusal_ground = models.CharField(
        max_length=30, blank=True, choices=[(g.value, g.value) for g in RefusalGround]
    )
    owner = models.ForeignKey("dsar.User", null=True, on_delete=models.SET_NULL, related_name="owned_cases")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    release_mode = models.CharField(max_length=20, choices=[(m.value, m.value) for m in ReleaseMode])
    needs_second_person = models.BooleanField(default=True)
    identity_settled_at = models.DateTimeField(null=True)
    prepared_at = models.DateTimeField(null=True)
    prepared_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    clock_state = models.CharField(max_length=12, default="running")
    clock_regime = models.CharField(max_length=20, blank=True)
    clock_calendar = models.CharField(max_length=60, blank=True)
    clock_start_on = models.DateField(null=True)
    limit_on = models.DateField(null=True)
    target_on = models.DateField(null=True)
    extension_notice_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=~Q(status=Status.RELEASED) & Q(released_at__isnull=True) | _GATE_PASSED,
                name="case_gate",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=ANSWERED) | Q(released_at__isnull=False),
                name="case_outcome_needs_release",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=DENIED) | Q(letter__isnull=False),
                name="case_refusal_needs_letter",
            ),
            models.CheckConstraint(
                condition=Q(refusal_ground="") | ~Q(right__in=[Right.MARKETING, Right.CONSENT]),
                name="case_opting_out_never_refused",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(status=Status.CLOSED) & Q(closed_at__isnull=True) & Q(outcome=""),
                name="case_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(prepared_at__isnull=True, prepared_by__isnull=True)
                | Q(prepared_at__isnull=False, prepared_by__isnull=False),
                name="case_prepared_pair",
            ),
            models.CheckConstraint(
                condition=Q(target_on__isnull=True) | Q(limit_on__isnull=False, target_on__lte=F("limit_on")),
                name="case_target_not_after_limit",
            ),
        ]
        indexes = [
            models.Index(
                fields=["controller", "limit_on", "id"],
                name="case_open_by_limit",
                condition=~Q(status=Status.CLOSED),
            ),
            models.Index(
                fields=["owner", "limit_on", "id"],
                name="case_mine_by_limit",
                condition=~Q(status=Status.CLOSED),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Return the submission's reference with the case's number."""
        return f"{self.submission.reference}-{self.number}"

    @property
    def right_kind(self) -> Right:
        """Return the right as its enumeration."""
        return Right(self.right)

    @property
    def status_kind(self) -> Status:
        """Return the status as its enumeration."""
        return Status(self.status)
