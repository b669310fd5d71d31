"""The letter over HTTP: to a download session alone, as an attachment; a letter alone closes its cases."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from dsar.enums import EventType, Outcome, RefusalGround, Right, Role, Status
from dsar.models import Case, Event
from dsar.selectors import tasks as planned
from exports.models import Package
from exports.services import at_once, prepare
from tests.exports.services.answering import case_in, refused
from tests.factories.office import NOW, a_submission, staff
from tests.factories.rights import asked_for, case_of, confirmed
from tests.factories.road import released as released_answer
from tests.factories.road import work_off
from tests.identity.requester import Requester
from tests.support.databases import CommittedDatabase


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """An hour after the release."""
    with time_machine.travel(NOW + timedelta(hours=4), tick=False) as traveller:
        yield traveller


def address(package: Package) -> str:
    return f"/r/request/letter/{package.answer}/"


@pytest.fixture
def answered(committed_db: CommittedDatabase) -> Package:
    """A refusal that left before it was known who asks."""
    case = refused(case_of(Right.ACCESS), RefusalGround.UNFOUNDED)
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    return released_answer(Case.objects.get(pk=case.pk))


def test_a_letter_alone_is_fetched_with_a_code_and_closes_the_case(answered: Package) -> None:
    someone = Requester(answered.submission).come_in()
    said = someone.words()
    assert "Our answer is ready" in said
    assert "ZIP" not in said
    assert someone.client.get(address(answered)).status_code == 403
    someone.open_download()
    assert "Our letter (PDF)" in someone.words()
    head = someone.client.head(address(answered))
    assert Case.objects.get(pk=answered.case_id).status == Status.RELEASED
    answer = someone.client.get(address(answered))
    letter = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    assert letter.startswith(b"%PDF-")
    assert int(answer.headers["Content-Length"]) == len(letter) == int(head.headers["Content-Length"])
    reference = answered.submission.reference
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{reference}-letter.pdf"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "no-store",
        "nosniff",
    )
    case = Case.objects.get(pk=answered.case_id)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.REFUSED)
    assert Event.objects.get(type=EventType.DOWNLOADED).data["letter"] is True
    assert someone.client.get(f"/r/request/package/{answered.id}/").status_code == 404


def test_nobody_else_gets_it(answered: Package) -> None:
    assert Client().get(address(answered)).status_code == 403
    other = Requester(a_submission(email="somebody@example.org")).come_in()
    assert other.client.get(address(answered)).status_code == 403
    someone = Requester(answered.submission).come_in()
    someone.open_download()
    assert someone.client.get(f"/r/request/letter/{uuid4()}/").status_code == 404
    assert Case.objects.get(pk=answered.case_id).status == Status.RELEASED


def test_the_letter_lies_beside_the_package_and_does_not_close_it(released: Case) -> None:
    someone = Requester(released.submission).come_in()
    someone.open_download()
    said = someone.words()
    assert f"Download {released.reference}.zip" in said
    assert "Our letter (PDF)" in said
    answer = someone.client.get(address(Package.objects.get()))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]  # it streams
    assert Case.objects.get(pk=released.pk).status == Status.RELEASED


def test_of_two_letters_each_says_what_it_is_about(committed_db: CommittedDatabase) -> None:
    submission = asked_for(Right.ACCESS, Right.MARKETING)
    stopped = case_in(submission, Right.MARKETING)
    for task in planned.of(stopped):
        if task.state == "open":
            confirmed(task)
    at_once.answer(stopped, actor=staff(Role.CASEWORKER), now=NOW)
    refused(case_in(submission, Right.ACCESS), RefusalGround.EXCESSIVE)
    prepare.prepare(case_in(submission, Right.ACCESS), actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    released_answer(case_in(submission, Right.ACCESS))
    someone = Requester(submission).come_in()
    someone.open_download()
    said = someone.words()
    assert "Our letter about: Access (PDF)" in said
    assert "Our letter about: Objection to marketing (PDF)" in said
