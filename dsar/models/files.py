"""Files that are kept: the row here, the sealed bytes under FILES_ROOT."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from dsar.enums import FilePurpose, FileState, KeyScope
from dsar.models.keys import DataKey
from dsar.models.sealing import SealedField, SealingModel, sealed_check


class StoredFile(SealingModel):
    """One sealed file; `size` in bytes and `sha256` (64 hexadecimal digits) are those of the plaintext.

    A file sent with a half-written form belongs to the draft, whose id and key become the submission's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="files")
    submission = models.ForeignKey(
        "dsar.Submission", on_delete=models.PROTECT, null=True, related_name="files"
    )
    draft = models.ForeignKey("dsar.Draft", on_delete=models.PROTECT, null=True, related_name="files")
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in FilePurpose])
    name = SealedField(null=True)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="files")
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in FileState], default=FileState.WRITING
    )
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            sealed_check("storedfile", "name"),
            models.CheckConstraint(
                condition=Q(state=FileState.DELETED, deleted_at__isnull=False)
                | (~Q(state=FileState.DELETED) & Q(deleted_at=None)),
                name="storedfile_deleted_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=FileState.READY)
                | Q(sha256__regex=r"^[0-9a-f]{64}$", size__gte=0, name__isnull=False),
                name="storedfile_ready_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} file {self.id}"

    def sealing_scope(self) -> tuple[KeyScope, UUID]:
        """Return the scope of the key that seals this row and its bytes."""
        owner = self.submission_id or self.draft_id
        return (KeyScope.SUBMISSION, owner) if owner else (KeyScope.CONTROLLER, self.controller_id)

    @property
    def path(self) -> Path:
        """Where the sealed bytes are, whether or not they are there yet."""
        return path_of(self.id)


def path_of(file_id: UUID) -> Path:
    """The place of a file under FILES_ROOT; 256 folders, by the first byte of the id."""
    return Path(settings.FILES_ROOT) / file_id.hex[:2] / f"{file_id.hex}.a12"
