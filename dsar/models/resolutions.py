"""How a case is decided: the outcome, its ground, and the reasons that the requester is told."""

from uuid import UUID, uuid4

from django.db import models

from dsar.enums import KeyScope, Outcome, RefusalGround
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class Resolution(SealingModel):
    """What was decided on one case; ``details`` is a JSON object whose keys the form of the right names.

    ``ground`` is a code of the right's own list (``services.grounds``); ``reasons`` go into the letter.
    ``review_on`` is when a restriction is looked at again (Art. 18).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.OneToOneField("dsar.Case", on_delete=models.PROTECT, related_name="resolution")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30, choices=[(o.value, o.value) for o in Outcome])
    ground = models.CharField(max_length=40, blank=True)
    refusal_ground = models.CharField(
        max_length=30, blank=True, choices=[(g.value, g.value) for g in RefusalGround]
    )
    exemption = models.ForeignKey("dsar.Exemption", null=True, on_delete=models.PROTECT, related_name="+")
    reasons = SealedField(null=True)
    details = SealedField(null=True)
    review_on = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *[sealed_check("resolution", f) for f in ("reasons", "details")],
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.REFUSED)
                | models.Q(reasons__isnull=False) & ~models.Q(refusal_ground=""),
                name="resolution_refusal_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"resolution of {self.case_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
