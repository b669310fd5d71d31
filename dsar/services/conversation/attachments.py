"""Files of a message: looked at one by one, sealed as they come, and counted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from dsar.enums import FilePurpose, FileState
from dsar.models import StoredFile, Submission
from dsar.services import files
from dsar.services.errors import Refused
from dsar.services.inspection import inspect

#: What the messages of one submission may hold together, in files and in bytes.
ALL_FILES = 60
ALL_BYTES = 150_000_000


class Sent(Protocol):
    """A file as it came in, under the name it came with."""

    @property
    def name(self) -> str | None:
        """What it was called."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes."""

    def chunks(self) -> Iterable[bytes]:
        """All of it, piece by piece, from the beginning."""


def prepared(
    submission: Submission, sent: Sequence[Sent], held: list[StoredFile], *, now: datetime
) -> list[StoredFile]:
    """Inspect files and seal them into ``held``, without rows; Refused, by name, when one may not be kept.

    Call it within ``files.discarding()``, which drops what was sealed when something goes wrong.
    """
    for each in sent:
        verdict = inspect(each, each.name or "")
        if not verdict.ok:
            raise Refused(f"{each.name}: {verdict.sentence}")
        held.append(
            files.prepare(
                controller=submission.controller,
                submission=submission,
                purpose=FilePurpose.MESSAGE,
                name=verdict.name,
                content_type=verdict.content_type,
                now=now,
                chunks=each.chunks() if verdict.data is None else [verdict.data],
            )
        )
    return held


def check_room(submission: Submission, held: Sequence[StoredFile]) -> None:
    """Raise Refused when the messages of a submission would hold too much; its row is locked."""
    rows = StoredFile.objects.filter(
        submission=submission, purpose=FilePurpose.MESSAGE, state=FileState.READY
    )
    there = rows.aggregate(number=Count("pk"), size=Sum("size"))
    too_many = there["number"] + len(held) > ALL_FILES
    too_large = (there["size"] or 0) + sum(each.size for each in held) > ALL_BYTES
    if held and (too_many or too_large):
        raise Refused(
            _("We have many files of yours already. Send your words alone, and say what else you have.")
        )
