"""The search of one source for one case, and by what the person is searched."""

from uuid import UUID, uuid4

from django.db import models

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check
from exports.enums import CollectionState, IdentifierKind


class Collection(SealingModel):
    """One search of one source for one case: what was used, what came of it, what was not covered.

    ``asked_at`` is the one time of it that a package shows, for it is the same however often a worker dies.
    ``run`` counts the searches of that source for that case; the latest finished one counts.
    ``searched_with`` (sealed) holds each identifier that was used, with its value. ``leads`` says how many
    different values of each field lead on to other sources, ``lead_marks`` marks which they are (keyed);
    ``led_by`` says what other sources led to here.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("dsar.Case", on_delete=models.PROTECT, related_name="collections")
    source = models.ForeignKey(
        "exports.SourceConnection", on_delete=models.PROTECT, related_name="collections"
    )
    data_map = models.ForeignKey("exports.DataMapVersion", on_delete=models.PROTECT, related_name="+")
    run = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, default=CollectionState.WAITING, choices=[(s.value, s.value) for s in CollectionState]
    )
    searched_by = models.JSONField(default=list)
    searched_with = SealedField(null=True)
    leads = models.JSONField(default=dict)
    lead_marks = models.JSONField(default=dict)
    led_by = models.JSONField(default=list)
    not_covered = models.JSONField(default=list)
    rows = models.BigIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            sealed_check("collection", "searched_with"),
            models.UniqueConstraint(fields=["case", "source", "run"], name="collection_run_once"),
            models.UniqueConstraint(
                fields=["case", "source"],
                condition=models.Q(superseded_at=None),
                name="collection_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"search {self.run} of {self.source_id} for {self.case_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.case.submission_id


class Identifier(SealingModel):
    """Something more by which a person is searched, and how it was verified that it is theirs."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in IdentifierKind])
    value = SealedField()
    verified = SealedField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [sealed_check("identifier", "value"), sealed_check("identifier", "verified")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.submission_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
