"""`manage.py audit`: verify names the event and exits with 1; a checkpoint finds what a new head hides."""

from datetime import timedelta

import psycopg
import pytest
from django.core.management import call_command

from dsar.audit import record
from dsar.audit.checkpoint import make_checkpoint
from dsar.audit.verify import verify
from dsar.enums import EventType
from dsar.models import ChainHead, Checkpoint, Event
from tests.dsar.test_doctor import unguarded
from tests.factories.office import NOW, a_submission, an_office
from tests.support.databases import CommittedDatabase


def audit(what: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """The exit code of the command, and what it said."""
    code = 0
    try:
        call_command("audit", what, *options)
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, capsys.readouterr().out


def cut_tail(owner: psycopg.Connection, chain: str, to: int) -> None:
    """Remove what came after an event, and let the head say that there was no more."""
    owner.execute("DELETE FROM dsar_event WHERE chain = %s AND sequence > %s", [chain, to])
    owner.execute(
        """UPDATE dsar_chainhead h SET sequence = e.sequence, hash = e.hash FROM dsar_event e
           WHERE h.chain = %s AND e.chain = h.chain AND e.sequence = %s""",
        [chain, to],
    )


def test_a_whole_log(committed_db: CommittedDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    a_submission()
    assert audit("verify", capsys) == (0, "The log is whole.\n")


def test_the_event_that_was_tampered_with_is_named(
    committed_db: CommittedDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    chain, other = (f"submission:{a_submission().id}" for _ in range(2))
    with unguarded(committed_db) as owner:
        owner.execute("UPDATE dsar_event SET data = '{}' WHERE chain = %s AND sequence = 2", [chain])
    event = Event.objects.get(chain=chain, sequence=2)
    code, said = audit("verify", capsys)
    assert (code, said) == (1, f"{chain}: event 2 ({event.id}): a column was changed\n")
    assert audit("verify", capsys, "--chain", chain)[0] == 1
    assert audit("verify", capsys, "--chain", other)[0] == 0


def test_a_cut_tail_with_a_new_head_is_found_by_the_checkpoint(
    committed_db: CommittedDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    chain = f"submission:{a_submission().id}"
    heads = ChainHead.objects.count()
    assert audit("checkpoint", capsys) == (0, f"Signed the heads of {heads} chains.\n")
    with unguarded(committed_db) as owner:
        cut_tail(owner, chain, 1)
    code, said = audit("verify", capsys)
    assert (code, said) == (1, f"{chain}: event 2 (): it had 3 events at the checkpoint\n")


def test_a_chain_that_vanished_is_found_by_the_checkpoint(committed_db: CommittedDatabase) -> None:
    controller = an_office()
    chain = record(EventType.SIGNED_IN, at=NOW, controller=controller).chain
    events = Event.objects.filter(chain=chain).count()
    make_checkpoint(NOW)
    with unguarded(committed_db) as owner:
        owner.execute("DELETE FROM dsar_event WHERE chain = %s", [chain])
        owner.execute("DELETE FROM dsar_chainhead WHERE chain = %s", [chain])
    (fault,) = verify()
    assert (fault.chain, fault.what) == (chain, f"it had {events} events at the checkpoint")


def test_a_chain_that_grew_after_the_checkpoint_is_whole(committed_db: CommittedDatabase) -> None:
    submission = a_submission()
    make_checkpoint(NOW)
    record(EventType.CASE_VIEWED, at=NOW + timedelta(days=1), submission=submission)
    a_submission()
    assert list(verify()) == []


@pytest.mark.parametrize(
    "change", ["heads = '{}'", "made_at = made_at + interval '1 day'", "signature = '\\x00'"]
)
def test_a_checkpoint_that_was_changed_does_not_hold(committed_db: CommittedDatabase, change: str) -> None:
    a_submission()
    point = make_checkpoint(NOW)
    with committed_db.as_owner() as owner:
        owner.execute("ALTER TABLE dsar_checkpoint DISABLE TRIGGER dsar_checkpoint_guard")
        owner.execute(f"UPDATE dsar_checkpoint SET {change}")
    (fault,) = verify()
    assert (fault.event_id, fault.what) == (str(point.id), "its signature does not hold")


@pytest.mark.parametrize(
    "statement", ["UPDATE dsar_checkpoint SET heads = '{}'", "DELETE FROM dsar_checkpoint"]
)
def test_the_application_cannot_change_a_checkpoint(committed_db: CommittedDatabase, statement: str) -> None:
    a_submission()
    make_checkpoint(NOW)
    with committed_db.as_app() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)
    assert Checkpoint.objects.count() == 1
