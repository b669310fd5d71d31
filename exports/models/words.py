"""What staff add to an answer in their own words, beside what is worked out of register and decisions."""

from uuid import UUID, uuid4

from django.db import models

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check


class AnswerWords(SealingModel):
    """The words for the answer to one case that comes after version ``after`` (0: nothing was released yet).

    ``words`` is a JSON object: what follows and by when, what is added to an earlier answer and why it was
    not in it, how a direct transfer to another controller went.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("dsar.Case", on_delete=models.PROTECT, related_name="answer_words")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    after = models.PositiveIntegerField(default=0)
    words = SealedField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "answer words"
        constraints = [
            sealed_check("answerwords", "words"),
            models.UniqueConstraint(fields=["case", "after"], name="answer_words_once"),
        ]

    def __str__(self) -> str:
        return f"words for {self.case_id} after {self.after}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
