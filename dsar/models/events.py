"""The log: append-only, hash-chained, one chain per submission or per controller and day."""

from typing import Any
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from dsar.enums import EventType


class Event(models.Model):
    """One thing that happened; written once, through ``dsar.audit.record``.

    A trigger of the database sets ``sequence``, ``previous_hash``, ``canonical``, ``hash`` and
    ``recorded_at``; the application role may insert and read, nothing else. ``data`` holds codes, ids,
    dates and counts, never personal text.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chain = models.CharField(max_length=80)
    sequence = models.BigIntegerField(default=0)
    type = models.CharField(max_length=40, choices=[(t.value, t.value) for t in EventType])
    controller = models.ForeignKey(
        "dsar.Controller", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    submission = models.ForeignKey(
        "dsar.Submission", null=True, on_delete=models.PROTECT, related_name="events"
    )
    case = models.ForeignKey(
        "dsar.Case", null=True, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    actor = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    actor_role = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(null=True)
    data: "models.JSONField[Any, Any]" = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.BinaryField(null=True)
    canonical = models.TextField(default="")
    hash = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="event_chain_sequence")]
        indexes = [
            models.Index(fields=["case", "occurred_at"], name="event_of_case"),
            models.Index(fields=["controller", "occurred_at"], name="event_of_controller"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence} {self.type}"


class ChainHead(models.Model):
    """The last link of each chain; written by the trigger alone, read-only for the application."""

    chain = models.CharField(max_length=80, primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.chain} at {self.sequence}"


class Checkpoint(models.Model):
    """A signed statement of all heads at one time, so that a cut tail is found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    made_at = models.DateTimeField()
    heads: "models.JSONField[Any, Any]" = models.JSONField()
    key_id = models.CharField(max_length=40)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"checkpoint of {self.made_at:%Y-%m-%d %H:%M}"
