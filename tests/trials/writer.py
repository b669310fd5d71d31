"""A process that takes submissions in, one after another, and prints each only when it is acknowledged."""

import sys
import time
from uuid import uuid4

import django

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402  Django has to be set up first

from dsar.enums import Channel, Right  # noqa: E402
from dsar.models import Controller  # noqa: E402
from dsar.services.submissions import Asked, receive  # noqa: E402
from tests.factories.office import NOW  # noqa: E402


def main() -> None:
    """Write until ended; a database that is away is tried again with the next submission."""
    asked = Asked(name="Sofia Lindqvist", email="sofia.lindqvist@example.org", rights=[Right.ACCESS])
    while True:
        submission_id = uuid4()
        try:
            receive(
                asked,
                submission_id=submission_id,
                controller=Controller.objects.get(),
                channel=Channel.WEB_FORM,
                received_at=NOW,
                now=NOW,
            )
        except (DatabaseError, InterfaceError):
            connection.close()
            time.sleep(0.05)
            continue
        sys.stdout.write(f"{submission_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
