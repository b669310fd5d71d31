"""Messages both ways, and what a requester typed and could not send."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import Direction, KeyScope, MessageKind
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class Message(SealingModel):
    """What a requester or a member of staff wrote on the requester's page; it is not changed later.

    ``case`` is None where it is about the whole submission. ``answers`` is the question that it answers.
    ``read_at`` and ``read_by`` say when and by whom a message of the requester was first marked as read.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="messages")
    case = models.ForeignKey("dsar.Case", null=True, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=[(d.value, d.value) for d in Direction])
    kind = models.CharField(
        max_length=10, default=MessageKind.PLAIN, choices=[(k.value, k.value) for k in MessageKind]
    )
    answers = models.ForeignKey("dsar.Delivery", null=True, on_delete=models.PROTECT, related_name="replies")
    text = SealedField(null=True)
    files = models.ManyToManyField("dsar.StoredFile", related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            sealed_check("message", "text"),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN, sent_by__isnull=True)
                | Q(direction=Direction.OUT, sent_by__isnull=False, read_at__isnull=True),
                name="message_who_wrote",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="message_read_pair",
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(kind=MessageKind.ANSWER),
                name="message_answer_answers",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submission"],
                name="message_unread",
                condition=Q(direction=Direction.IN, read_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"message {self.id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id


class Unsent(SealingModel):
    """What a requester typed into a box when their page had closed already; it waits until they are back.

    ``box`` names where it was typed: the messages, a change, or the question that was being answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="unsent")
    box = models.CharField(max_length=40)
    text = SealedField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            sealed_check("unsent", "text"),
            models.UniqueConstraint(fields=["submission", "box"], name="unsent_once_a_box"),
        ]

    def __str__(self) -> str:
        return f"unsent text of {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
