"""A mailbox that staff correct: what was sent to the old one, or found by it, says nothing of the new one."""

from datetime import timedelta

import pytest

from dsar.enums import Role
from dsar.models import Job, Submission
from dsar.services import contacts, job_runner
from dsar.services.contacts import Contact
from dsar.services.errors import Refused
from dsar.spokes import KnownContact, KnownFact, registry
from identity.enums import CheckState, Purpose
from identity.models import Check, Code
from identity.services import checks, codes, questions
from identity.tokens import code_digest
from tests.factories.office import NOW, a_submission, staff

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=2)


def corrected(submission: Submission) -> None:
    there = contacts.of(submission.person)
    contacts.correct(
        submission.cases.get(),
        Contact(there.name, "somebody.else@example.org", there.phone, there.address),
        actor=staff(Role.CASEWORKER),
        now=SOON,
    )


def test_a_code_that_went_to_the_old_mailbox_opens_nothing_any_more() -> None:
    submission = a_submission()
    codes.send(submission, Purpose.PAGE, now=NOW)
    Code.objects.update(digest=code_digest(Code.objects.get().id, "12345678"))
    corrected(submission)
    assert not codes.redeem(submission, Purpose.PAGE, "12345678", now=SOON)


def test_questions_about_who_has_the_old_mailbox_settle_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = a_submission()
    facts = [KnownFact(f"Question {number}?", (str(number),)) for number in range(3)]
    monkeypatch.setattr(registry, "draw_facts", {"crm": lambda _submission: facts})
    drawn = questions.draw(submission.cases.get(), actor=staff(Role.CASEWORKER), now=NOW)
    given = {each: text.removesuffix("?").split()[-1] for each, text in questions.texts(drawn)}
    corrected(submission)
    with pytest.raises(Refused, match="no questions"):
        questions.answer(submission, given, actor=None, now=SOON)
    assert Check.objects.get(submission=submission).state == CheckState.OPEN


def test_a_name_that_is_known_under_the_old_mailbox_settles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = a_submission()
    checks.contact_proven(submission, now=NOW)

    def corrected_meanwhile(*_: object) -> list[KnownContact]:
        """A slow source: staff correct the mailbox while it is asked."""
        corrected(submission)
        return [KnownContact("CRM", (submission.person.open("name"),))]

    monkeypatch.setattr(registry, "find_contacts", {"slow": corrected_meanwhile})
    job_runner.run(Job.objects.get(key=checks.match_key(submission)).pk, clock=lambda: SOON)
    assert Check.objects.get(submission=submission).state == CheckState.OPEN
    assert submission.cases.get().identity_settled_at is None
