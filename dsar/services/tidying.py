"""What is done every hour: what is over goes, and only that."""

from datetime import datetime

from dsar.services import drafts, erasing, file_sweep, limits, silence
from dsar.services.conversation import unsent
from dsar.spokes import registry


def tidy(now: datetime) -> dict[str, int]:
    """Delete what has had its time, in every room; return how much of each."""
    done = {name: work(now) for name, work in registry.tidy.items()}
    done["silent"] = silence.chase(now)
    done["erased"] = erasing.erase_silent(now) + erasing.erase_old(now)
    done["drafts"] = drafts.expire(now)
    done["unsent"] = unsent.forget(now)
    done["counters"] = limits.forget(now)
    done["files"] = len(file_sweep.sweep(now).files_without_rows)
    return done
