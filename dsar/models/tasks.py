"""What people do in the controller's systems to carry a decision out."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import Action, KeyScope, TaskState
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class HolderTask(SealingModel):
    """One thing to do in one system, or to tell one recipient, confirmed with proof by who did it.

    A line that keeps data (``keep``) or that found none (``nothing_held``) is done from the start. ``law``
    and ``until_on`` say why and how long data is kept. ``due_on`` is before the case's own date.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("dsar.Case", on_delete=models.PROTECT, related_name="tasks")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    system = models.ForeignKey("dsar.System", null=True, on_delete=models.PROTECT, related_name="tasks")
    recipient = models.ForeignKey("dsar.Recipient", null=True, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="tasks")
    action = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Action])
    state = models.CharField(
        max_length=20, default=TaskState.OPEN, choices=[(s.value, s.value) for s in TaskState]
    )
    meanwhile = models.BooleanField(default=False)
    instruction = SealedField(null=True)
    law = models.CharField(max_length=160, blank=True)
    until_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)
    proof = SealedField(null=True)
    proof_file = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            *[sealed_check("holdertask", f) for f in ("instruction", "proof")],
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, done_at__isnull=True, done_on__isnull=True)
                | ~Q(state=TaskState.OPEN) & Q(done_at__isnull=False),
                name="task_done_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TaskState.DONE, TaskState.NOT_POSSIBLE])
                | Q(proof__isnull=False)
                | Q(action__in=[Action.KEEP, Action.NOTHING]),
                name="task_done_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=True) | Q(action=Action.TELL), name="task_recipient_is_told"
            ),
        ]
        indexes = [
            models.Index(fields=["system", "due_on"], name="task_open_of_system", condition=Q(state="open")),
            models.Index(
                fields=["assignee", "due_on"], name="task_open_of_person", condition=Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} for {self.case_id}"

    @property
    def where(self) -> str:
        """Return the name of the system, or of who is told or asked."""
        named = self.system or self.recipient or self.assignee
        return str(named) if named else ""

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
