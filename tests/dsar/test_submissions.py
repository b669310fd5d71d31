"""A submission arrives: once for its id, with its events in their order, acknowledged with a link."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from dsar.audit.verify import verify
from dsar.enums import Channel, DeliveryKind, EventType, Right
from dsar.models import Case, Controller, DataKey, Delivery, Event, Job, Person, SearchToken, Submission
from dsar.services import clock, outbox, submissions
from dsar.services.references import ALPHABET, new_reference, tidy_reference
from dsar.services.submissions import Asked, receive
from identity.models import Link
from tests.factories.office import NOW, an_office
from tests.support.databases import CommittedDatabase
from tests.support.threads import at_once

ASKED = Asked(name="Sofia Lindqvist", email="sofia.lindqvist@example.org", rights=[Right.ACCESS])


def received(
    submission_id: UUID | None = None,
    asked: Asked = ASKED,
    *,
    controller: Controller | None = None,
    channel: Channel = Channel.WEB_FORM,
    at: datetime = NOW,
    now: datetime = NOW,
) -> Submission:
    return receive(
        asked,
        submission_id=submission_id or uuid4(),
        controller=controller or an_office(),
        channel=channel,
        received_at=at,
        now=now,
    )


@pytest.mark.django_db
def test_sent_twice_it_is_one_submission() -> None:
    submission_id = uuid4()
    first, second = received(submission_id), received(submission_id)
    assert first == second
    assert (Submission.objects.count(), Case.objects.count(), Delivery.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_a_second_submission_costs_few_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    controller = an_office()
    received(controller=controller)  # makes the calendar and the key of the index
    asked = replace(ASKED, email="mateo.brandt@example.org", name="Mateo Brandt")
    with django_assert_max_num_queries(17):
        received(asked=asked, controller=controller)


@pytest.mark.django_db
def test_the_clock_of_a_new_case_is_what_its_events_come_to() -> None:
    case = received().cases.get()
    kept = {column: getattr(case, column) for column in clock.COLUMNS}
    clock.rebuild(case, now=NOW)
    assert {column: getattr(case, column) for column in clock.COLUMNS} == kept
    assert case.limit_on is not None


def test_sent_by_eight_at_once_it_is_one_submission(committed_db: CommittedDatabase) -> None:
    controller, ids = an_office(), [uuid4() for _ in range(5)]
    for submission_id in ids:
        found = at_once(8, lambda _number, each=submission_id: received(each, controller=controller))
        assert {each.pk for each in found} == {submission_id}
        assert len({each.reference for each in found}) == 1
    counted = {
        model.__name__: model.objects.count() for model in (Submission, Person, Case, Delivery, Job, Link)
    }
    assert set(counted.values()) == {5}, counted
    assert Event.objects.filter(type=EventType.SUBMISSION_RECEIVED).count() == 5
    assert DataKey.objects.filter(scope="submission").count() == 5
    assert list(verify()) == []


def test_many_at_once_to_a_fresh_controller_all_arrive(committed_db: CommittedDatabase) -> None:
    controller = an_office()
    found = at_once(8, lambda _number: [received(controller=controller).pk for _ in range(4)])
    assert Submission.objects.count() == len({pk for some in found for pk in some}) == 32
    assert DataKey.objects.filter(scope="controller", purpose="index").count() == 1


@pytest.mark.django_db
def test_a_reference_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["K7QM-2XPD", "K7QM-2XPD", "W3RT-9HJK"])
    monkeypatch.setattr(submissions, "new_reference", lambda: next(drawn))
    assert [received().reference for _ in range(2)] == ["K7QM-2XPD", "W3RT-9HJK"]
    assert Case.objects.count() == 2


def test_references_are_many_and_plain() -> None:
    found = Counter(new_reference() for _ in range(20_000))
    assert max(found.values()) == 1
    letters = Counter("".join(found).replace("-", ""))
    assert set(letters) == set(ALPHABET)
    assert max(letters.values()) < 1.2 * min(letters.values()), "no letter is favoured"
    assert all(tidy_reference(f" {r.lower().replace('-', ' ')} ") == r for r in list(found)[:200])


@pytest.mark.django_db
def test_its_events_tell_the_story_in_order() -> None:
    submission = received()
    told = list(Event.objects.filter(submission=submission).order_by("sequence"))
    assert [event.type for event in told] == ["submission_received", "case_opened", "message_queued"]
    assert [event.chain for event in told] == [f"submission:{submission.id}"] * 3
    assert told[0].actor_role == "requester"
    assert told[0].data == {"channel": "web_form", "rights": ["access"], "relation": "customer"}
    opened = told[1].data
    assert (opened["received_at"], opened["release_mode"]) == (NOW.isoformat(), "second_person")
    text = str([event.data for event in told])
    assert "Sofia" not in text
    assert "example.org" not in text


@pytest.mark.django_db
def test_the_acknowledgement_has_reference_date_and_link() -> None:
    submission = received()
    mail = outbox.rendered(Delivery.objects.get(kind=DeliveryKind.ACKNOWLEDGEMENT))
    assert submission.reference in mail.subject + mail.text
    assert "24 December 2026" in mail.text
    (line,) = [line for line in mail.text.splitlines() if line.strip().startswith("http")][:1]
    assert "/r/" in line
    secret = line.strip().rstrip("/").rsplit("/", 1)[-1]
    assert len(secret) >= 22, "at least 128 bits"
    stored = str(list(Link.objects.values())) + str(list(Delivery.objects.values_list("context", "secrets")))
    assert secret not in stored


@pytest.mark.django_db
def test_the_clock_runs_from_the_day_it_came_not_from_the_day_it_was_typed_in() -> None:
    came = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)
    submission = received(at=came, now=came + timedelta(days=4), channel=Channel.POST)
    assert submission.received_on.isoformat() == "2026-07-04", "half past midnight in London"
    assert submission.cases.get().clock_start_on.isoformat() == "2026-07-04"


@pytest.mark.django_db
def test_each_right_is_a_case_of_its_own_and_named_twice_it_is_one() -> None:
    asked = Asked(name="Sofia", email="s@example.org", rights=[Right.ACCESS, Right.ERASURE, Right.ACCESS])
    submission = received(asked=asked)
    assert list(submission.cases.order_by("number").values_list("number", "right")) == [
        (1, "access"),
        (2, "erasure"),
    ]


@pytest.mark.django_db
def test_what_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    controller = an_office()

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(submissions, "link_for", broken)
    with pytest.raises(ZeroDivisionError):
        received(controller=controller)
    for model in (Submission, Person, Case, Delivery, Job, SearchToken):
        assert not model.objects.exists(), model
    assert not Event.objects.exclude(submission=None).exists()
