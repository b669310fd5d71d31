"""A database of many cases, written by the server itself: rows, opening events and the chain behind them."""

from uuid import UUID

import psycopg

from tests.benchmarks.loading import SUBMISSIONS

SEED = """
CREATE TEMP TABLE seed AS
SELECT n, gen_random_uuid() AS submission_id, gen_random_uuid() AS case_id, n <= %(open)s AS is_open,
       %(controller)s::uuid AS controller_id,
       timestamptz '2026-09-01 09:00+00' + (n %% 85) * interval '1 day' AS received_at
FROM generate_series(1, %(all)s) AS n
"""
CASES = """
INSERT INTO dsar_case (id, submission_id, controller_id, number, "right", status, outcome, refusal_ground,
                       opened_at, closed_at, release_mode, needs_second_person, clock_state, clock_regime,
                       clock_calendar)
SELECT case_id, submission_id, controller_id, 1, 'access',
       CASE WHEN is_open THEN 'ready' ELSE 'closed' END, CASE WHEN is_open THEN '' ELSE 'withdrawn' END, '',
       received_at, CASE WHEN is_open THEN NULL ELSE received_at + interval '3 days' END,
       'second_person', true, 'running', 'uk_2026', '' FROM seed
"""
EVENTS = """
INSERT INTO dsar_event (id, chain, sequence, type, controller_id, submission_id, case_id, actor_role,
                        occurred_at, occurred_on, data, canonical)
SELECT gen_random_uuid(), 'submission:' || submission_id, 0, %(type)s, %(controller)s, submission_id,
       case_id, 'system', received_at + %(after)s * interval '1 day',
       (received_at AT TIME ZONE 'Europe/London')::date + %(after)s, {data}, ''
FROM seed WHERE {where} ORDER BY n
"""
OPENED = """jsonb_build_object('right', 'access', 'received_at', received_at, 'jurisdiction', 'uk-ew',
            'zone', 'Europe/London', 'calendar', 1, 'promise_days', 28, 'release_mode', 'second_person')"""
ARRIVED = """jsonb_build_object('method', 'document',
             'arrived_on', (received_at AT TIME ZONE 'Europe/London')::date + 3,
             'accepted_on', (received_at AT TIME ZONE 'Europe/London')::date + 5)"""
ASKED = "jsonb_build_object('delivery', case_id)"
LONGER = "jsonb_build_object('delivery', submission_id, 'months', 2, 'outside', false, 'factor', 'volume')"
#: type, days after receipt, data, and which of the open cases it happened to
HISTORY = (
    ("case_opened", 0, OPENED, "true"),
    ("identity_requested", 1, "'{}'::jsonb", "is_open AND n %% 3 = 0"),
    ("identity_settled", 3, ARRIVED, "is_open AND n %% 3 = 0"),
    ("clarification_sent", 8, ASKED, "is_open AND n %% 10 = 0"),
    ("clarification_answered", 12, ASKED, "is_open AND n %% 10 = 0"),
    ("extension_notified", 20, LONGER, "is_open AND n %% 10 = 5"),
)


def write(connection: psycopg.Connection, controller: UUID, *, cases: int, still_open: int) -> None:
    """Write so many cases of a controller, the first of them open with a history, the others withdrawn."""
    known = {"controller": controller, "all": cases, "open": still_open}
    with connection.transaction():
        for statement in (SEED, SUBMISSIONS, CASES):
            connection.execute(statement, known)
        for kind, after, data, where in HISTORY:
            statement = EVENTS.format(data=data, where=where)
            connection.execute(statement, known | {"type": kind, "after": after})
