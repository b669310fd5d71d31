"""Contacts that must not get marketing any more, kept so that a later import does not bring them back."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import KeyScope
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class Suppression(SealingModel):
    """One contact detail that a controller may not use for a purpose, in force from ``since_at``.

    Found by ``token`` (blind index), so that the list can be asked without being read. It outlives the case
    and its keys: it is sealed with the controller's key (law.md 1k: as long as marketing goes on).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="suppressions")
    case = models.ForeignKey("dsar.Case", null=True, on_delete=models.PROTECT, related_name="suppressions")
    purpose = models.CharField(max_length=20, choices=[("marketing", "marketing"), ("consent", "consent")])
    kind = models.CharField(max_length=10, choices=[("email", "email"), ("phone", "phone"), ("name", "name")])
    token = models.BinaryField(max_length=16)
    contact = SealedField()
    since_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            sealed_check("suppression", "contact"),
            models.UniqueConstraint(
                fields=["controller", "purpose", "kind", "token"],
                condition=Q(lifted_at__isnull=True),
                name="suppression_once",
            ),
        ]

    def __str__(self) -> str:
        return f"suppression {self.id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.CONTROLLER, self.controller_id
