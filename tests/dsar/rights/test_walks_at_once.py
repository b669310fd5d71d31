"""Many at once at the same few requests, each with any step: nobody waits for who waits for them."""

import random
import time
from collections import Counter

import pytest

from dsar.audit import record
from dsar.audit.verify import verify
from dsar.enums import EventType, Right, Role
from dsar.models import Case, Submission
from dsar.services.errors import Refused
from tests.dsar.rights.walk_steps import Turn, some_step
from tests.dsar.rights.walking import everybody
from tests.factories.office import NOW
from tests.factories.rights import asked_for
from tests.support.databases import CommittedDatabase
from tests.support.threads import at_once

pytestmark = pytest.mark.slow

THREADS, SECONDS = 6, 6.0
ASKED = (
    (Right.ACCESS, Right.ERASURE, Right.MARKETING),
    (Right.RECTIFICATION, Right.OBJECTION),
)


def test_nobody_waits_for_who_waits_for_them(committed_db: CommittedDatabase) -> None:
    actors = everybody()
    asked = [asked_for(*rights) for rights in ASKED]
    cases = list(Case.objects.filter(submission__in=asked).values_list("pk", flat=True))
    done: Counter[str] = Counter()
    end = time.monotonic() + SECONDS

    def walk(number: int) -> None:
        dice = random.Random(number)
        while time.monotonic() < end:
            rows = Case.objects.select_related("submission__person", "submission__controller", "controller")
            case = rows.get(pk=dice.choice(cases))
            if dice.random() < 0.3:
                record(EventType.CASE_VIEWED, at=NOW, case=case, role=Role.CASEWORKER)
                continue
            step = some_step(case.status_kind, dice)
            try:
                step(Turn(case, dice.choice(actors), NOW, dice))
            except (Refused, LookupError):
                continue
            done[step.__name__] += 1

    at_once(THREADS, walk)
    assert sum(done.values()) > THREADS * SECONDS
    for each in Submission.objects.all():
        assert list(verify(f"submission:{each.pk}")) == []
