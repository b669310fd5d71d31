"""Questions that only the person can answer, drawn from a source for a few days."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check


class Questions(models.Model):
    """One set of questions for one person: three tries, then it is over; what was asked is deleted then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    passed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "questions"
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=3), name="questions_three_tries"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(ended_at=None), name="questions_one_set_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"questions for {self.submission_id}"


class Question(SealingModel):
    """One question with the answer that a source gave, both sealed; nobody is shown the answer again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    set = models.ForeignKey(Questions, on_delete=models.CASCADE, related_name="questions")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = SealedField(null=True)
    answer = SealedField(null=True)

    class Meta:
        constraints = [*[sealed_check("question", field) for field in ("text", "answer")]]

    def __str__(self) -> str:
        return f"question {self.number} for {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
