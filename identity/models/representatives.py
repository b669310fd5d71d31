"""Whoever writes for somebody else, and whether they may."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check
from identity.enums import AuthorityProof, AuthorityState, Competence, RepresentativeKind

_SEALED = ("name", "firm", "email", "address", "says", "why", "shown", "reason", "direct_why", "child")
_DECIDED = (AuthorityState.ACCEPTED, AuthorityState.REFUSED)


class Representative(SealingModel):
    """Somebody who writes for the person of a submission.

    Whose data it is stays in the submission's person; here is who acts for them. ``says`` is why they may
    act, in their own words; ``why`` is what the representative was told when authority was asked for;
    ``shown`` what was compared; ``reason`` why it was refused. ``direct`` sends the answer to the person
    instead, ``direct_why`` says why. ``child`` is what was considered about a child's understanding, its age
    with it, and ``competence`` what a person decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.OneToOneField(
        "dsar.Submission", on_delete=models.PROTECT, related_name="representative"
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in RepresentativeKind])
    name = SealedField(null=True)
    firm = SealedField(null=True)
    email = SealedField(null=True)
    address = SealedField(null=True)
    says = SealedField(null=True)
    state = models.CharField(
        max_length=10, default=AuthorityState.OPEN, choices=[(s.value, s.value) for s in AuthorityState]
    )
    why = SealedField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=30, blank=True, choices=[(p.value, p.value) for p in AuthorityProof])
    shown = SealedField(null=True)
    reason = SealedField(null=True)
    arrived_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    direct = models.BooleanField(default=False)
    direct_why = SealedField(null=True)
    competence = models.CharField(
        max_length=12, blank=True, choices=[(c.value, c.value) for c in Competence if c]
    )
    child = SealedField(null=True)
    competence_at = models.DateTimeField(null=True)
    competence_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *[sealed_check("representative", field) for field in _SEALED],
            models.CheckConstraint(
                condition=Q(state__in=_DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | ~Q(state__in=_DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True),
                name="representative_decided_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state=AuthorityState.ACCEPTED) | Q(arrived_on__isnull=False) & ~Q(proof=""),
                name="representative_accepted_whole",
            ),
            models.CheckConstraint(
                condition=Q(competence="", competence_by__isnull=True)
                | ~Q(competence="") & Q(competence_by__isnull=False, competence_at__isnull=False),
                name="representative_competence_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
