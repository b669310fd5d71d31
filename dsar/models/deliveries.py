"""The outbox: everything that leaves by mail is a row first."""

from uuid import UUID, uuid4

from django.db import models

from dsar.enums import DeliveryKind, DeliveryState, DeliveryWay, KeyScope
from dsar.models.sealing import SealedField, SealingModel, sealed_check

#: What the row that is sent instead of a failed one is about: the same, and this.
AGAIN = ":again"


class Delivery(SealingModel):
    """One outgoing message, written in the transaction of the change that caused it.

    ``about`` says what it is about; kind and about together exist once. ``secrets`` (codes, links) are
    erased when the message is sent; ``message_id`` is fixed when the row is made, so that a message
    whose answer was lost goes out again under the same one. A message by post waits in state ``to_post``
    until somebody says on which day they posted it; that day counts as the day it was sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in DeliveryKind])
    about = models.CharField(max_length=120)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(
        "dsar.Submission", null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    case = models.ForeignKey("dsar.Case", null=True, on_delete=models.PROTECT, related_name="deliveries")
    to = SealedField(null=True)
    context = SealedField()
    secrets = SealedField(null=True)
    message_id = models.CharField(max_length=120, unique=True)
    way = models.CharField(
        max_length=10, default=DeliveryWay.MAIL, choices=[(w.value, w.value) for w in DeliveryWay]
    )
    letter = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(
        "dsar.Complaint", null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    posted_on = models.DateField(null=True)
    posted_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, default=DeliveryState.WAITING, choices=[(s.value, s.value) for s in DeliveryState]
    )
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "about"], name="delivery_once"),
            *[sealed_check("delivery", f) for f in ("to", "context", "secrets")],
            models.CheckConstraint(
                condition=~models.Q(state=DeliveryState.SENT)
                | models.Q(sent_at__isnull=False, secrets__isnull=True),
                name="delivery_sent_without_secrets",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "submission"],
                name="delivery_to_see_to",
                condition=models.Q(state__in=[DeliveryState.FAILED, DeliveryState.TO_POST]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        if self.submission_id:
            return KeyScope.SUBMISSION, self.submission_id
        return KeyScope.CONTROLLER, self.controller_id
