"""What is done every hour: what is over goes, and only that."""

from datetime import datetime

from dsar.services import drafts, erasing, file_sweep, limits, silence
from dsar.services.conversation import unsent
from dsar.services.rounds import go_round
from dsar.spokes import registry


def tidy(now: datetime) -> dict[str, int]:
    """Delete what has had its time, in every room; return how much of each."""
    works = dict(registry.tidy) | {
        "silent": silence.chase,
        "erased": erasing.erase_silent,
        "erased_old": erasing.erase_old,
        "drafts": drafts.expire,
        "unsent": unsent.forget,
        "counters": limits.forget,
        "files": _sweep,
    }
    return go_round(works, now)


def _sweep(now: datetime) -> int:
    return len(file_sweep.sweep(now).files_without_rows)
