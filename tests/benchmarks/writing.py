"""Writers in processes of their own: each writes for a while into the database it is told, and counts."""

import logging
import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, connections

from dsar.enums import Channel, Relation, Right, Role
from dsar.models import Controller, Submission
from dsar.services import cases
from dsar.services.submissions import Asked, receive
from tests.factories.office import NOW, staff

#: Rounds that a writer is told: a database and how long; None ends it.
Order = tuple[str, float] | None
ASKED = Asked(
    name="Sofia Lindqvist",
    email="sofia.lindqvist@example.org",
    rights=[Right.ACCESS],
    relation=Relation.CUSTOMER,
    address="12 Lantern Row\nOttermouth\nZZ7 3BN",
    words="Please send me everything you hold about me.",
)


def one_submission(controller: Controller) -> Submission:
    """Take a submission in, as the form does, each of another person, so that none is linked."""
    submission_id = uuid4()
    address = f"{submission_id}\nOttermouth\nZZ7 3BN"
    return receive(
        replace(ASKED, email=f"{submission_id.hex}@example.org", address=address),
        submission_id=submission_id,
        controller=controller,
        channel=Channel.WEB_FORM,
        received_at=NOW,
        now=NOW,
    )


def submission_and_moves(controller: Controller, worker: Any) -> int:
    """Take a submission in, give its case away, settle who asks: three durable changes and their events."""
    case = one_submission(controller).cases.get()
    case = cases.assign(case, owner=worker, actor=worker, now=NOW)
    cases.settle_identity(case, arrived_on=NOW.date(), method="document", actor=worker, now=NOW)
    return 3


@dataclass(frozen=True, slots=True)
class Done:
    """What one or several writers did in a round, in how many seconds, and what it cost of processors."""

    changes: int
    seconds: float
    processor_seconds: float

    def __add__(self, other: "Done") -> "Done":
        return Done(
            self.changes + other.changes,
            max(self.seconds, other.seconds),
            self.processor_seconds + other.processor_seconds,
        )

    @property
    def rate(self) -> float:
        """Changes in a second."""
        return self.changes / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor for one change, of the writer and of PostgreSQL."""
        return self.processor_seconds * 1000 / self.changes


class Writers:
    """Some processes, forked once, that write together when told and say how much each did."""

    def __init__(self, number: int) -> None:
        context = multiprocessing.get_context("fork")
        connections.close_all()
        self._orders: list[Queue[Order]] = [context.Queue() for _ in range(number)]
        self._done: Queue[Done] = context.Queue()
        self._children = [
            context.Process(target=_write, args=(orders, self._done), daemon=True) for orders in self._orders
        ]
        for child in self._children:
            child.start()

    def round(self, database: str, seconds: float) -> Done:
        """Let all write at once for some seconds; answer what they did together."""
        for orders in self._orders:
            orders.put((database, seconds))
        done = [self._done.get(timeout=seconds * 10 + 60) for _ in self._orders]
        return sum(done[1:], done[0])

    def stop(self) -> None:
        """End them."""
        for orders in self._orders:
            orders.put(None)
        for child in self._children:
            child.join(20)
            child.kill()


def _write(orders: "Queue[Order]", done: "Queue[Done]") -> None:
    logging.disable()  # there is no broker here, and each writer would say so
    while order := orders.get():
        name, seconds = order
        default = connections["default"]
        default.close()
        default.settings_dict["NAME"] = name
        done.put(_counted(submission_and_moves, seconds))
        default.close()


def _counted(work: Callable[[Controller, Any], int], seconds: float) -> Done:
    """Do some work again and again for some seconds."""
    controller, worker = Controller.objects.get(), staff(Role.CASEWORKER)
    work(controller, worker)
    processor, begun, count = _processor_seconds(), time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        count += work(controller, worker)
    return Done(count, time.perf_counter() - begun, _processor_seconds() - processor)


def _processor_seconds() -> float:
    """What this process and its backend in the database have used (the latter on Linux only)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    used = 0.0
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used + time.process_time()
