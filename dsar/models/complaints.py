"""Complaints to the controller about how it handles data (DPA 2018 s.164A)."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import Channel, ComplaintOutcome, ComplaintState, KeyScope
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class Complaint(SealingModel):
    """One complaint; any alleged infringement can be complained of, so it needs no case.

    ``ack_by_on`` is the last day for the acknowledgement (30 days from the day after receipt, rolled),
    ``ack_target_on`` a day earlier; ``progress_by_on`` the next word that is owed, ``outcome_by_on`` our own
    target for the outcome. Sealed with the submission's key where it is about one, else the controller's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="complaints")
    submission = models.ForeignKey(
        "dsar.Submission", null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    case = models.ForeignKey("dsar.Case", null=True, on_delete=models.PROTECT, related_name="complaints")
    reference = models.CharField(max_length=11, unique=True)
    channel = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Channel])
    language = models.CharField(max_length=10, default="en-gb")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    name = SealedField(null=True)
    email = SealedField(null=True)
    address = SealedField(null=True)
    words = SealedField()
    state = models.CharField(
        max_length=20, default=ComplaintState.RECEIVED, choices=[(s.value, s.value) for s in ComplaintState]
    )
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(o.value, o.value) for o in ComplaintOutcome]
    )
    owner = models.ForeignKey("dsar.User", null=True, on_delete=models.SET_NULL, related_name="complaints")
    ack_by_on = models.DateField(null=True)
    ack_target_on = models.DateField(null=True)
    progress_by_on = models.DateField(null=True)
    outcome_by_on = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    independent = models.BooleanField(null=True)
    answer = SealedField(null=True)
    letter = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *[sealed_check("complaint", f) for f in ("name", "email", "address", "words", "answer")],
            models.CheckConstraint(
                condition=Q(state=ComplaintState.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=ComplaintState.CLOSED) & Q(closed_at__isnull=True, outcome=""),
                name="complaint_closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["controller", "ack_by_on"], name="complaint_open", condition=~Q(state="closed")
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        if self.submission_id:
            return KeyScope.SUBMISSION, self.submission_id
        return KeyScope.CONTROLLER, self.controller_id


class ComplaintStep(SealingModel):
    """One step taken to look into a complaint, or one word of progress to the person; never changed later."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    text = SealedField()
    told = models.BooleanField(default=False)
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["taken_at"]
        constraints = [sealed_check("complaintstep", "text")]

    def __str__(self) -> str:
        return f"step of {self.complaint_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID | None]:
        """Return the scope of the key that seals this row: that of its complaint."""
        return self.complaint.sealing_scope()
