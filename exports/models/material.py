"""What was found: record sets and files, each with a decision."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import KeyScope, Right
from dsar.grounds import ground
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check
from exports.enums import Decision, MaterialKind


class Material(SealingModel):
    """A record set or a file that a search found; ``file`` holds its sealed bytes (JSON Lines for records).

    ``marks`` are the byte offsets of every 500th row, so that a page of rows is read without the rest.
    ``columns`` lists names, types and categories in the source's order; ``path`` (sealed) is the place a
    file has in the package. ``title`` comes from the data map, never from the person's data: it is in clear.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("dsar.Case", on_delete=models.PROTECT, related_name="material")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    collection = models.ForeignKey("exports.Collection", on_delete=models.PROTECT, related_name="material")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in MaterialKind])
    dataset = models.CharField(max_length=120)
    record_set = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    columns = models.JSONField(default=list)
    rows = models.BigIntegerField(default=0)
    marks = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    path = SealedField(null=True)
    file = models.ForeignKey("dsar.StoredFile", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(
        max_length=15, default=Decision.UNDECIDED, choices=[(d.value, d.value) for d in Decision]
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "material"
        ordering = ["position", "id"]
        constraints = [
            sealed_check("material", "path"),
            models.CheckConstraint(
                condition=Q(decision=Decision.UNDECIDED, decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(decision=Decision.UNDECIDED) & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="material_decided_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}.{self.record_set}"

    @classmethod
    def fitting(cls, field: str, text: str) -> str:
        """Return a name as far as its column holds it: a map or a file may call things by whole sentences."""
        most = getattr(cls._meta.get_field(field), "max_length", None)
        return text if most is None or len(text) <= most else text[: most - 1] + "…"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id


class Withholding(SealingModel):
    """One thing kept back and why: a whole piece of material (``row`` None), or one of its rows (from 0).

    It stands on an ``exemption``, or on a ``ground`` of the right itself (Art. 20, for portability). With
    ``silent_because`` nothing that leaves says that it was kept back, nor that it exists; that wants a
    second opinion, which is kept beside it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="withholdings")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    row = models.BigIntegerField(null=True)
    exemption = models.ForeignKey("dsar.Exemption", null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40, blank=True)
    reason = SealedField()
    silent_because = SealedField(null=True)
    second_opinion = SealedField(null=True)
    withheld_at = models.DateTimeField()
    withheld_by = models.ForeignKey("dsar.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *[sealed_check("withholding", f) for f in ("reason", "silent_because", "second_opinion")],
            models.CheckConstraint(
                condition=Q(exemption__isnull=False, ground="") | Q(exemption__isnull=True) & ~Q(ground=""),
                name="withholding_on_one_ground",
            ),
            models.CheckConstraint(
                condition=Q(silent_because__isnull=True, second_opinion__isnull=True)
                | Q(silent_because__isnull=False, second_opinion__isnull=False),
                name="withholding_silent_pair",
            ),
            models.UniqueConstraint(
                fields=["material", "row"], name="withholding_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"withheld from {self.material_id}"

    @property
    def title(self) -> str:
        """Return the exemption or the ground in plain words."""
        if self.exemption is not None:
            return self.exemption.title
        found = ground(Right.PORTABILITY, self.ground)
        return str(found.title) if found else self.ground

    @property
    def citation(self) -> str:
        """Return where that stands in the law."""
        if self.exemption is not None:
            return self.exemption.citation
        found = ground(Right.PORTABILITY, self.ground)
        return found.citation if found else ""

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
