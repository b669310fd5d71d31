"""What staff write down for each other, and which submissions know each other."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from dsar.enums import KeyScope, LinkKind
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class Note(SealingModel):
    """A note on a case, read by those who read the case, never by the requester; it is not changed later."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("dsar.Case", on_delete=models.PROTECT, related_name="notes")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    text = SealedField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-written_at"]
        constraints = [sealed_check("note", "text")]

    def __str__(self) -> str:
        return f"note on {self.case_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id


class SubmissionLink(models.Model):
    """Two submissions that know each other; ``earlier`` came first."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.CASCADE, related_name="earlier_links")
    earlier = models.ForeignKey("dsar.Submission", on_delete=models.CASCADE, related_name="later_links")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in LinkKind])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "earlier"], name="submission_link_once"),
            models.CheckConstraint(condition=~Q(submission=F("earlier")), name="submission_link_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} after {self.earlier_id}"
