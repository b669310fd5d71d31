"""The sources that the software can search by itself, and the maps it finds its way by."""

from uuid import UUID, uuid4

from django.db import models

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check


class SourceConnection(SealingModel):
    """A source of a system: its kind, how to reach it (sealed, never shown again), and its current map."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="sources")
    system = models.ForeignKey("dsar.System", on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    address = SealedField()
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            sealed_check("sourceconnection", "address"),
            models.UniqueConstraint(fields=["controller", "name"], name="source_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.CONTROLLER, self.controller_id


class DataMapVersion(models.Model):
    """One version of a source's data map (Fides dataset YAML, as it was given); never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.ForeignKey(SourceConnection, on_delete=models.PROTECT, related_name="maps")
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "version"], name="map_version_once")]

    def __str__(self) -> str:
        return f"{self.source_id} map {self.version}"
