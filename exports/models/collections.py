"""The search of one source for one case."""

from uuid import uuid4

from django.db import models

from exports.enums import CollectionState


class Collection(models.Model):
    """One search of one source for one case: what was used, what came of it, what was not covered.

    ``asked_at`` is the one time of it that a package shows, for it is the same however often a worker dies.
    ``run`` counts the searches of that source for that case; the latest finished one counts.
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
            models.UniqueConstraint(fields=["case", "source", "run"], name="collection_run_once"),
            models.UniqueConstraint(
                fields=["case", "source"],
                condition=models.Q(superseded_at=None),
                name="collection_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"search {self.run} of {self.source_id} for {self.case_id}"
