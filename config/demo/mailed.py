"""The messages of the office's past lie in the trial's mailbox under the dates at which they left."""

import os
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path


def dated(folder: Path) -> int:
    """Give each file the time of the message in it, by which the mailbox sorts; return how many there are."""
    found = 0
    for path in folder.glob("*.log"):
        date = message_from_bytes(path.read_bytes())["Date"]
        if date is not None:
            seconds = parsedate_to_datetime(str(date)).timestamp()
            os.utime(path, (seconds, seconds))
            found += 1
    return found
