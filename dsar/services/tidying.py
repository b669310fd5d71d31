"""What is done every hour: what is over goes, and only that."""

from datetime import datetime, timedelta

from dsar.models import Counter
from dsar.services import file_sweep
from dsar.spokes import registry


def tidy(now: datetime) -> dict[str, int]:
    """Delete what has had its time, in every room; return how much of each."""
    done = {name: work(now) for name, work in registry.tidy.items()}
    done["counters"] = Counter.objects.filter(window_at__lt=now - timedelta(days=2)).delete()[0]
    done["files"] = len(file_sweep.sweep(now).files_without_rows)
    return done
