"""The question who is asking, and the evidence that answered it."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check
from identity.enums import CheckState, Doubt, EvidenceKind, EvidenceState


class Check(SealingModel):
    """The one identity check of a submission: method, result, checker and dates stay when evidence goes.

    ``why`` is what made it doubtful, in the words that the person was told. ``by_rule``: proof is asked of
    everybody, without a doubt; ``wanted``: the kinds of document that were named as enough, the least first.
    ``reopened_at``: it was settled, and the way to the person changed since.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.OneToOneField(
        "dsar.Submission", on_delete=models.PROTECT, related_name="identity_check"
    )
    state = models.CharField(
        max_length=10, default=CheckState.OPEN, choices=[(s.value, s.value) for s in CheckState]
    )
    doubt = models.CharField(max_length=20, blank=True, choices=[(d.value, d.value) for d in Doubt])
    why = SealedField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=30, blank=True)
    arrived_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    looked_up_at = models.DateTimeField(null=True)
    lookup_result = models.CharField(max_length=20, blank=True)
    by_rule = models.BooleanField(default=False)
    wanted = models.JSONField(default=list)
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            sealed_check("check", "why"),
            models.CheckConstraint(
                condition=Q(state=CheckState.SETTLED, settled_at__isnull=False, arrived_on__isnull=False)
                & ~Q(method="")
                | ~Q(state=CheckState.SETTLED) & Q(settled_at__isnull=True),
                name="check_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | ~Q(doubt="") | Q(by_rule=True),
                name="check_asked_with_a_doubt",
            ),
        ]

    def __str__(self) -> str:
        return f"identity of {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id


class Evidence(SealingModel):
    """One proof that arrived; its file is sealed, and deleted some days after the decision.

    ``method`` is the way of proving. What was only shown or said has no file, and no ``kind`` unless it
    was a document.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="evidence")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=30, default="document")
    kind = models.CharField(max_length=20, blank=True, choices=[(k.value, k.value) for k in EvidenceKind])
    arrived_at = models.DateTimeField()
    arrived_on = models.DateField()
    state = models.CharField(
        max_length=10, default=EvidenceState.WAITING, choices=[(s.value, s.value) for s in EvidenceState]
    )
    compared = SealedField(null=True)
    reason = SealedField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            *[sealed_check("evidence", f) for f in ("compared", "reason")],
            models.CheckConstraint(
                condition=Q(state=EvidenceState.WAITING, decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(state=EvidenceState.WAITING) & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="evidence_decided_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or self.method} for {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
