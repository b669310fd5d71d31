"""When the time of a disclosure record is over, package, letter and record go; the row stays."""

from datetime import datetime

from django.db import transaction

from dsar.services import files
from exports.models import Package


def tidy(now: datetime) -> int:
    """Delete the bytes of packages whose record has had its time; return how many packages that were."""
    over = Package.objects.filter(record_until_on__lt=now.date(), record__state="ready")
    done = list(over.select_related("file", "letter", "record"))
    for package in done:
        with transaction.atomic():
            for stored in (package.file, package.letter, package.record):
                if stored is not None:
                    files.delete(stored, now)
    return len(done)
