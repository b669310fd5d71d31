"""What a due date costs: one of many on one core, and every open case of a large database."""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice

import pytest
from dateutil.relativedelta import relativedelta

from dsar.clock import Calendar, Clarification, Facts, Proof, compute, compute_dates
from dsar.models import Case
from dsar.selectors import calendars as stored
from dsar.services import calendars, clock, recompute
from tests.benchmarks import many_cases
from tests.dsar.clock import oracle
from tests.factories.office import NOW, an_office
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.bench
MANY = 200_000
NAIVE = 4_000
CASES = int(os.environ.get("BENCH_CASES", "250000"))
OPEN = int(os.environ.get("BENCH_OPEN", "6000"))
FIRST = date(2026, 2, 5)


def say(**figures: object) -> None:
    """Print one line of figures."""
    sys.stdout.write(f"\n{json.dumps(figures)}\n")


def rate(work: Callable[[], object], number: int) -> float:
    """Pieces of work for each second of processor time, the best of three."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        work()
        best = max(best, number / (time.process_time() - began))
    return best


def days(number: int) -> list[date]:
    chance = random.Random(12)
    return [FIRST + timedelta(days=chance.randrange(3_200)) for _ in range(number)]


def a_history(received: date, number: int) -> Facts:
    """Facts as cases have them: of ten one with a pause, of three one with proof of identity."""
    asked = received + timedelta(days=1)
    pause = Clarification(received + timedelta(days=8), received + timedelta(days=12))
    return Facts(
        "uk-ew",
        received_on=received,
        identity=Proof(asked, received + timedelta(days=3)) if number % 3 == 0 else None,
        clarifications=(pause,) if number % 10 == 0 else (),
    )


def test_a_hundred_thousand_due_dates_a_second() -> None:
    """Without the explanation, on one core: from the facts, with making the facts, and with histories."""
    calendar, received = Calendar("uk-ew"), days(MANY)
    facts = [Facts("uk-ew", received_on=day) for day in received]
    mixed = [a_history(day, number) for number, day in enumerate(received)]
    for each in facts[:5_000]:  # the calendar's years are read once
        compute_dates(each, calendar=calendar)
    dates = rate(lambda: [compute_dates(each, calendar=calendar) for each in facts], MANY)
    whole = rate(
        lambda: [compute_dates(Facts("uk-ew", received_on=day), calendar=calendar) for day in received], MANY
    )
    histories = rate(lambda: [compute_dates(each, calendar=calendar) for each in mixed], MANY)
    few = facts[:NAIVE]
    explained = rate(lambda: [compute(each, calendar=calendar, today=each.receipt) for each in few], NAIVE)
    naive = rate(lambda: [oracle.limit("uk-ew", day) for day in received[:NAIVE]], NAIVE)
    plain = rate(lambda: [naive_limit(day) for day in received[:NAIVE]], NAIVE)
    say(
        due_dates_a_second=round(dates),
        with_making_the_facts=round(whole),
        with_histories=round(histories),
        with_the_explanation=round(explained),
        naive_dateutil=round(plain),
        day_by_day_oracle=round(naive),
        times_naive=round(dates / plain, 1),
    )
    for day, each in islice(zip(received, facts, strict=True), NAIVE):
        assert (
            compute_dates(each, calendar=calendar).limit_on == naive_limit(day) == oracle.limit("uk-ew", day)
        )
    assert dates >= 100_000


def naive_limit(received: date) -> date:
    """What one writes first: relativedelta, then on while it is no working day."""
    day = received + relativedelta(months=1)
    while not oracle.works("uk-ew", day):
        day += relativedelta(days=1)
    return day


def test_every_open_case_of_a_large_database_in_five_seconds(committed_db: CommittedDatabase) -> None:
    office = an_office()
    calendars.ensure(office, NOW)
    began = time.monotonic()
    with committed_db.as_app() as connection:
        many_cases.write(connection, office.id, cases=CASES, still_open=OPEN)
    with committed_db.as_owner() as owner:
        owner.execute("ANALYZE")
    loaded = time.monotonic() - began
    seconds = {}
    for name in ("first", "again"):
        began = time.monotonic()
        changed = recompute.recompute_open(office, now=NOW)
        seconds[name] = time.monotonic() - began
        assert changed == (OPEN if name == "first" else 0)
    version = calendars.add_day(office, date(2026, 12, 24), "Closed", actor=None, now=NOW)
    began = time.monotonic()
    listed = recompute.moves(office)
    seconds["list_of_moves"] = time.monotonic() - began
    began = time.monotonic()
    recompute.apply_calendar(office, version.number, actor=None, now=NOW)
    seconds["moved"] = time.monotonic() - began
    say(
        cases=CASES,
        open=OPEN,
        loading_seconds=round(loaded, 1),
        moves=sum(move.moved for move in listed),
        **{f"{name}_seconds": round(value, 2) for name, value in seconds.items()},
    )
    assert len(listed) == OPEN
    assert stored.numbered(office.id, version.number).version == "2"
    for case in Case.objects.filter(status="ready").select_related("controller", "submission")[:50]:
        assert clock.explain(case, today=date(2026, 11, 24)).limit_on == case.limit_on
    assert max(seconds["first"], seconds["again"]) < 5
