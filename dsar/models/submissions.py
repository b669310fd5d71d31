"""What one person sent in one go, and whose data it is about."""

from uuid import UUID, uuid4

from django.db import models

from dsar.enums import Channel, KeyScope, Relation
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class Submission(SealingModel):
    """What one person sent in one go; its reference is what people quote.

    ``received_at`` is the instant of receipt, ``received_on`` the controller's civil date of it, fixed
    once. The id is the id of the draft it was written in, so that sending twice makes one submission.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="submissions")
    reference = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Channel])
    language = models.CharField(max_length=10, default="en-gb")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    words = SealedField(null=True)
    adjustments = SealedField(null=True)
    logged_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    contact_proven_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [sealed_check("submission", "words"), sealed_check("submission", "adjustments")]

    def __str__(self) -> str:
        return self.reference

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.id


class Person(SealingModel):
    """The data subject of a submission: the details they gave of themselves, all sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="person")
    relation = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Relation])
    name = SealedField(null=True)
    email = SealedField(null=True)
    phone = SealedField(null=True)
    address = SealedField(null=True)

    class Meta:
        constraints = [sealed_check("person", f) for f in ("name", "email", "phone", "address")]

    def __str__(self) -> str:
        return f"person of {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id


class Draft(SealingModel):
    """A half-written submission, kept on the server, sealed, for a day.

    Its id becomes the submission's id; its key is already the submission's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.CASCADE)
    token_hash = models.BinaryField(max_length=32, unique=True)
    answers = SealedField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [sealed_check("draft", "answers")]

    def __str__(self) -> str:
        return f"draft {self.id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.id


class SearchToken(models.Model):
    """One word of the blind index: finds submissions without storing what is searched for."""

    # No index of the controller alone: the unique one begins with it, and there are many of these rows.
    controller = models.ForeignKey("dsar.Controller", on_delete=models.CASCADE, db_index=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="tokens")
    token = models.BinaryField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "token", "submission"], name="token_once")
        ]

    def __str__(self) -> str:
        return f"token of {self.submission_id}"
