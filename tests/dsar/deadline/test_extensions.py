"""Extensions: in time, once, with reasons; afterwards only a notice given outside, with its proof."""

from datetime import date

import pytest
from django.core import mail

from dsar.enums import DeliveryKind, DeliveryState, EventType, Status
from dsar.models import Case, Event, User
from dsar.services import cases, extension, notices
from dsar.services.errors import Refused
from tests.dsar.deadline.conftest import FACTS, at, sent, told

KIND = DeliveryKind.EXTENSION


def extend(case: Case, actor: User, on: tuple[int, int] = (12, 14), **other: object) -> None:
    given = {"months": 2, "factor": "retrieval", "facts": FACTS, "now": at(*on)} | other
    extension.extend(case, actor=actor, **given)  # type: ignore[arg-type]


def outside(
    case: Case, actor: User, on: date, now: tuple[int, int, int] = (1, 5, 2027), **other: object
) -> None:
    given = {
        "months": 2,
        "factor": "volume",
        "facts": FACTS,
        "proof": "Recorded letter ZZ 17",
        "notified_on": on,
    }
    extension.record_outside(case, actor=actor, now=at(*now), **(given | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(("months", "limit"), [(2, date(2027, 2, 24)), (1, date(2027, 1, 25))])
def test_the_limit_moves_when_the_notice_is_sent(case: Case, actor: User, months: int, limit: date) -> None:
    extend(case, actor, months=months)
    assert told(case) == ("running", date(2026, 12, 24))
    assert extension.waiting(case) is not None
    sent(case, KIND, at(12, 14))
    assert told(case) == ("extended", limit)
    text = " ".join(mail.outbox[-1].body.split())
    assert "24 December 2026" in text
    assert "technically difficult to retrieve" in text
    assert FACTS in text
    event = Event.objects.get(case=case, type=EventType.EXTENSION_NOTIFIED)
    assert (event.occurred_on, event.data["months"], event.data["factor"]) == (
        date(2026, 12, 14),
        months,
        "retrieval",
    )
    assert (event.actor, event.actor_role) == (actor, "caseworker")
    assert FACTS not in str(event.data)
    moved = Event.objects.get(case=case, type=EventType.DEADLINE_MOVED).data
    assert (moved["from"]["limit_on"], moved["to"]["limit_on"]) == ("2026-12-24", limit.isoformat())


def test_only_once(case: Case, actor: User) -> None:
    extend(case, actor, months=1)
    with pytest.raises(Refused, match="waiting to be sent"):
        extend(case, actor)
    sent(case, KIND, at(12, 14))
    with pytest.raises(Refused, match=r"extended already, by 1 months\. The law allows one"):
        extend(case, actor)
    with pytest.raises(Refused, match="extended already"):
        outside(case, actor, date(2026, 12, 1))


def test_a_notice_that_came_back_was_not_given_and_may_be_given_again(case: Case, actor: User) -> None:
    extend(case, actor)
    delivery = sent(case, KIND, at(12, 14))
    notices.came_back(delivery, actor=actor, now=at(12, 15))
    assert told(case) == ("running", date(2026, 12, 24))
    extend(case, actor, (12, 16), months=1)
    sent(case, KIND, at(12, 16))
    assert told(case) == ("extended", date(2027, 1, 25))


def test_after_the_last_day_nothing_moves_the_limit_but_a_notice_given_outside(
    case: Case, actor: User
) -> None:
    with pytest.raises(Refused, match="24 December 2026 was the last day"):
        extend(case, actor, (12, 25))
    with pytest.raises(Refused, match="24 December 2026 was the last day"):
        outside(case, actor, date(2026, 12, 25))
    with pytest.raises(Refused, match="what proves"):
        outside(case, actor, date(2026, 12, 23), proof=" ")
    with pytest.raises(Refused, match="still to come"):
        outside(case, actor, date(2027, 1, 6))
    assert told(case, at(1, 5, 2027)) == ("running", date(2026, 12, 24))
    outside(case, actor, date(2026, 12, 23))
    assert told(case, at(1, 5, 2027)) == ("extended", date(2027, 2, 24))
    given = extension.given(case)
    assert given is not None
    assert notices.told_in(given)["proof"] == "Recorded letter ZZ 17"
    assert Event.objects.get(case=case, type=EventType.EXTENSION_NOTIFIED).data["outside"] is True


def test_a_notice_that_waited_beyond_its_last_day_is_not_sent(case: Case, actor: User) -> None:
    extend(case, actor, (12, 24))
    delivery = sent(case, KIND, at(12, 25))
    assert delivery.state == DeliveryState.FAILED
    assert "was the last day" in delivery.reason
    assert mail.outbox == []
    assert told(case) == ("running", date(2026, 12, 24))


def test_while_there_is_no_date_none_is_extended(case: Case, actor: User) -> None:
    cases.move(case, "ask_identity", actor=actor, now=at(11, 25))
    with pytest.raises(Refused, match="no date at the moment"):
        extend(case, actor)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"factor": "staff_busy"}, "Busy staff or a slow supplier are no reasons"),
        ({"facts": " "}, "what makes it so"),
        ({"facts": "w" * 2001}, "2000 characters"),
        ({"months": 3}, "3 months is not possible. The law allows one or two"),
        ({"months": 0}, "one or two"),
    ],
)
def test_refused(case: Case, actor: User, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        extend(case, actor, **given)


def test_without_a_mailbox_the_notice_waits_to_be_posted_and_moves_nothing_yet(
    case: Case, actor: User
) -> None:
    person = case.submission.person
    person.email = None
    person.save()
    before = told(case)
    extend(Case.objects.get(pk=case.pk), actor)
    notice = extension.waiting(case)
    assert notice is not None
    assert (notice.way, notice.state, notice.secrets) == ("post", "to_post", None)
    assert told(case) == before
    with pytest.raises(Refused, match="waiting to be sent already"):
        extend(case, actor)


def test_when_the_answer_has_left_nothing_is_extended(case: Case, actor: User) -> None:
    Case.objects.filter(pk=case.pk).update(status=Status.CLOSED, outcome="withdrawn", closed_at=at(12, 1))
    with pytest.raises(Refused, match="The answer has left"):
        extend(case, actor)
