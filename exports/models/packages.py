"""What the requester gets, and what we keep of it."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from dsar.enums import KeyScope
from dsar.models import SealedField, SealingModel
from dsar.models.sealing import sealed_check
from exports.enums import PackageState


class Package(SealingModel):
    """One version of what the requester gets on one case: the ZIP, the letter, the record that stays inside.

    Cases that are answered together share ``answer`` (the id of the first one's package) and their letter.
    ``letter_only`` says that there is no ZIP: what was asked for was no data, or all of it is refused.
    ``as_of`` is the one time that everything in it bears. ``sha256`` (of the opened ZIP) and ``size`` in
    bytes come with READY, in one transaction. After release the row and ``record`` (the disclosure
    record: decisions, exemptions, what was withheld) are kept at least until ``record_until_on``, and as
    long after the case was closed as the policy says.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("dsar.Case", on_delete=models.PROTECT, related_name="packages")
    submission = models.ForeignKey("dsar.Submission", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    answer = models.UUIDField(db_index=True)
    letter_only = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, default=PackageState.MAKING, choices=[(s.value, s.value) for s in PackageState]
    )
    as_of = models.DateTimeField()
    file = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey("dsar.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    returned_because = SealedField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    sessions = models.PositiveSmallIntegerField(default=0)
    first_downloaded_at = models.DateTimeField(null=True)
    record_until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            sealed_check("package", "returned_because"),
            models.UniqueConstraint(fields=["case", "version"], name="package_version_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[PackageState.READY, PackageState.RELEASED])
                | Q(letter__isnull=False, record__isnull=False)
                & (
                    Q(letter_only=True, file__isnull=True, sha256="")
                    | Q(letter_only=False, file__isnull=False, sha256__regex=r"^[0-9a-f]{64}$")
                ),
                name="package_ready_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"package {self.version} of {self.case_id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row."""
        return KeyScope.SUBMISSION, self.submission_id
