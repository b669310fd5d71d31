"""An office of many cases, loaded by the server itself: rights, statuses, people, mail, jobs, the chain.

What is sealed is sealed with keys of its own and copied in; events go through the trigger that links them.
"""

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg

from dsar.crypto.sealed import KEY_BYTES, Key, Place, seal
from dsar.enums import Right
from dsar.models.keys import master_keys

#: In the server's order: the status of case n is the (n mod 20)th.
STATUSES = (
    *["closed"] * 12,
    *["received", "awaiting_identity", "awaiting_identity", "ready", "ready", "deciding"],
    *["in_review", "released"],
)
FAMILIES = ("Abernethy", "Brightwater", "Calloway", "Dunmore", "Elphick", "Fairweather", "Greenhalgh")
GIVEN = ("Ada", "Bram", "Clara", "Dorian", "Edith", "Fergus", "Greta", "Hugo", "Iris")
SEED = """
CREATE TEMP TABLE seed AS
SELECT n, gen_random_uuid() AS submission_id, gen_random_uuid() AS case_id, status, outcome,
  (%(controllers)s::uuid[])[1 + n %% cardinality(%(controllers)s::uuid[])] AS controller_id,
  (%(owners)s::uuid[])[1 + n / 7 %% cardinality(%(owners)s::uuid[])] AS owner_id,
  (%(rights)s::text[])[1 + n / 3 %% 7] AS "right",
  status IN ('released', 'closed') AND outcome <> 'withdrawn' AS answered,
  %(now)s::timestamptz - (CASE WHEN status IN ('closed', 'released') THEN 40 + n %% 700 ELSE n %% 40 END)
    * interval '1 day' - n %% 480 * interval '1 minute' AS received_at
FROM (SELECT n, (%(statuses)s::text[])[1 + n %% 20] AS status,
        CASE WHEN n %% 20 >= 12 THEN '' WHEN n %% 2 = 0 THEN 'withdrawn' ELSE 'done' END AS outcome
      FROM generate_series(1, %(cases)s) AS n) AS drawn
"""
SUBMISSIONS = """
INSERT INTO dsar_submission (id, controller_id, reference, channel, language, received_at, received_on)
SELECT submission_id, controller_id, lpad(n::text, 9, '0'), 'web_form', 'en-gb', received_at,
  (received_at AT TIME ZONE 'Europe/London')::date FROM seed
"""
CASES = """
INSERT INTO dsar_case (id, submission_id, controller_id, number, "right", status, outcome, refusal_ground,
  owner_id, opened_at, closed_at, release_mode, needs_second_person, identity_settled_at, prepared_at,
  prepared_by_id, released_at, released_by_id, clock_state, clock_regime, clock_calendar, clock_start_on,
  limit_on, target_on, extension_notice_on)
SELECT case_id, submission_id, controller_id, 1, "right", status, outcome, '', owner_id, received_at,
  CASE WHEN status = 'closed' THEN received_at + interval '20 days' END, 'second_person', true,
  CASE WHEN answered OR n %% 20 > 14 THEN received_at + interval '2 days' END,
  CASE WHEN answered OR status = 'in_review' THEN received_at + interval '9 days' END,
  CASE WHEN answered OR status = 'in_review' THEN %(preparer)s::uuid END,
  CASE WHEN answered THEN received_at + n %% 35 * interval '1 day' END,
  CASE WHEN answered THEN %(releaser)s::uuid END,
  CASE WHEN status = 'closed' THEN 'closed' WHEN n %% 25 = 0 THEN 'paused' ELSE 'running' END,
  'uk_2026', '', day, (day + interval '1 month')::date, day + 28, (day + interval '1 month')::date
FROM (SELECT *, (received_at AT TIME ZONE 'Europe/London')::date AS day FROM seed) AS dated
"""
EVENTS = """
INSERT INTO dsar_event (id, chain, sequence, type, controller_id, submission_id, case_id, actor_role,
  occurred_at, occurred_on, data, canonical)
SELECT gen_random_uuid(), 'submission:' || submission_id, 0, 'case_opened', controller_id, submission_id,
  case_id, 'system', received_at, (received_at AT TIME ZONE 'Europe/London')::date,
  jsonb_build_object('right', "right", 'received_at', received_at, 'jurisdiction', 'uk-ew',
    'zone', 'Europe/London', 'calendar', 1, 'promise_days', 28, 'release_mode', 'second_person'), ''
FROM seed ORDER BY n
"""
JOBS = """
INSERT INTO dsar_job (id, kind, key, controller_id, submission_id, case_id, state, attempt, max_attempts,
  as_of, created_at, start_after_at, fence, progress, reason, finished_at)
SELECT gen_random_uuid(), 'send', 'send:' || case_id, controller_id, submission_id, case_id,
  CASE WHEN n %% 1999 = 0 THEN 'failed' ELSE 'done' END, 1, 3, received_at, received_at, received_at, 1,
  '{}', '', received_at FROM seed
"""
DELIVERIES = """
INSERT INTO dsar_delivery (id, kind, about, controller_id, submission_id, "to", context, message_id, way,
  state, tries, reason, created_at, sent_at)
SELECT gen_random_uuid(), 'acknowledgement', 'submission:' || s.submission_id, s.controller_id,
  s.submission_id, p.email, p.email, '<' || s.submission_id || '@example.org>', 'mail',
  CASE WHEN n %% 1997 = 0 THEN 'failed' ELSE 'sent' END, 1, '', received_at, received_at
FROM seed AS s JOIN dsar_person AS p USING (submission_id)
"""
PEOPLE = "COPY dsar_person (id, submission_id, relation, name, email) FROM STDIN"
KEYS = "COPY dsar_datakey (id, scope, scope_id, purpose, wrapped, master_id) FROM STDIN"


def load(connection: psycopg.Connection, *, cases: int, **known: Any) -> None:
    """Load so many cases of ``controllers``, given to ``owners`` (None: nobody) in turn, as of ``now``.

    Every other closed one was answered: ``preparer`` prepared it, ``releaser`` let it go.
    """
    known |= {"cases": cases, "statuses": list(STATUSES), "rights": _rights()}
    with connection.transaction():
        for statement in (SEED, SUBMISSIONS):
            connection.execute(statement, known)
        _copy_people(connection)
        for statement in (CASES, EVENTS, JOBS, DELIVERIES):
            connection.execute(statement, known)
    connection.execute("DROP TABLE seed")


def _rights() -> list[str]:
    """Return the rights that are answered in review: those with effect at once have a road of their own."""
    return [right.value for right in Right if right not in (Right.MARKETING, Right.CONSENT)]


def _copy_people(connection: psycopg.Connection) -> None:
    """Copy a person for each submission, sealed with a key of its own."""
    ids = [each for (each,) in connection.execute("SELECT submission_id FROM seed ORDER BY n").fetchall()]
    keys = [Key(uuid4(), os.urandom(KEY_BYTES)) for _ in ids]
    masters = master_keys()
    with connection.cursor() as cursor:
        with cursor.copy(KEYS) as copy:
            for submission_id, key in zip(ids, keys, strict=True):
                wrapped = masters.wrap(key.secret, key.id)
                copy.write_row((key.id, "submission", submission_id, "seal", wrapped, masters.current))
        with cursor.copy(PEOPLE) as copy:
            for row in _people(ids, keys):
                copy.write_row(row)


def _people(ids: list[UUID], keys: list[Key]) -> Iterator[tuple[object, ...]]:
    for number, (submission_id, key) in enumerate(zip(ids, keys, strict=True)):
        person_id = uuid4()
        name = f"{GIVEN[number % len(GIVEN)]} {FAMILIES[number // 9 % len(FAMILIES)]}"
        sealed = [
            seal(text, key, Place("dsar_person", field, person_id)).token
            for field, text in (("name", name), ("email", f"person-{number}@example.org"))
        ]
        yield person_id, submission_id, "customer", *sealed
