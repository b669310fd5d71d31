"""Questions to the requester: sent, answered, bounced, asked twice, and refused where the law knows none."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail

from dsar.clock import WarningCode
from dsar.enums import Channel, DeliveryKind, DeliveryState, EventType
from dsar.models import Case, Controller, Delivery, Event, User
from dsar.services import cases, clarification, clock, notices
from dsar.services.errors import Refused
from tests.dsar.deadline.conftest import QUESTION, REASON, at, sent, told
from tests.factories.office import a_case, an_office

KIND = DeliveryKind.CLARIFICATION


def ask(
    case: Case, actor: User, on: tuple[int, int] = (12, 7), *, stops: bool = True, **other: object
) -> Delivery:
    given = {"question": QUESTION, "reason": REASON, "key": uuid4(), "now": at(*on)} | other
    return clarification.ask(case, stops_clock=stops, actor=actor, **given)  # type: ignore[arg-type]


def answer(case: Case, asked: Delivery, actor: User, on: date, now: tuple[int, int] = (12, 20)) -> None:
    clarification.answered(case, asked.id, on=on, channel=Channel.EMAIL, actor=actor, now=at(*now))


def test_the_clock_stops_on_the_day_on_which_the_question_is_sent(case: Case, actor: User) -> None:
    asked = ask(case, actor)
    assert told(case) == ("running", date(2026, 12, 24))
    sent(case, KIND, at(12, 8))
    assert told(case) == ("paused", None)
    answer(case, asked, actor, date(2026, 12, 11))
    assert told(case) == ("running", date(2026, 12, 29))  # 8 to 11 December: 4 days, then Christmas
    assert QUESTION in mail.outbox[-1].body
    assert REASON in mail.outbox[-1].body
    assert "do not count" in " ".join(mail.outbox[-1].body.split())


def test_a_plain_question_leaves_the_date(case: Case, actor: User) -> None:
    ask(case, actor, stops=False)
    sent(case, KIND, at(12, 7))
    assert told(case) == ("running", date(2026, 12, 24))
    assert Event.objects.filter(case=case, type=EventType.QUESTION_SENT).count() == 1


def test_an_answer_on_the_day_of_the_question_is_one_day(case: Case, actor: User) -> None:
    asked = ask(case, actor)
    sent(case, KIND, at(12, 7))
    answer(case, asked, actor, date(2026, 12, 7))
    assert told(case) == ("running", date(2026, 12, 29))  # 25 December is a holiday


def test_what_the_mail_server_refuses_stops_nothing(case: Case, actor: User) -> None:
    asked = ask(case, actor)
    Delivery.objects.filter(pk=asked.pk).update(state=DeliveryState.FAILED)
    assert told(case) == ("running", date(2026, 12, 24))
    assert clarification.questions(case) == []


def test_a_message_that_came_back_was_never_asked(case: Case, actor: User) -> None:
    ask(case, actor)
    delivery = sent(case, KIND, at(12, 7))
    assert told(case) == ("paused", None)
    notices.came_back(delivery, actor=actor, now=at(12, 9))
    assert told(case) == ("running", date(2026, 12, 24))
    with pytest.raises(Refused, match="Only a message that was sent"):
        notices.came_back(delivery, actor=actor, now=at(12, 9))
    with pytest.raises(Refused, match="No question was sent"):
        answer(case, delivery, actor, date(2026, 12, 9))


def test_a_second_pause_warns_and_counts_days_once(case: Case, actor: User) -> None:
    first = ask(case, actor, (12, 1))
    sent(case, KIND, at(12, 1))
    assert clarification.second_pause(case)
    second = ask(case, actor, (12, 3))
    sent(case, KIND, at(12, 3))
    answer(case, first, actor, date(2026, 12, 4))
    assert told(case) == ("paused", None)
    answer(case, second, actor, date(2026, 12, 7))
    assert told(case) == ("running", date(2026, 12, 31))  # 1 to 7 December: 7 days
    result = clock.explain(case, today=date(2026, 12, 8))
    assert result.warning(WarningCode.SECOND_PAUSE) is not None


def test_the_same_form_sent_twice_is_one_question(case: Case, actor: User) -> None:
    key = uuid4()
    assert ask(case, actor, key=key) == ask(case, actor, key=key)
    assert Delivery.objects.filter(case=case, kind=KIND).count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"question": "  "}, "Write the question"),
        ({"reason": ""}, "why you reasonably need"),
        ({"question": "w" * 4001}, "4000 characters"),
        ({"on": (12, 25)}, "after the time was over on 24 December 2026"),
    ],
)
def test_refused(case: Case, actor: User, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(case, actor, **given)  # type: ignore[arg-type]
    assert not Delivery.objects.filter(case=case, kind=KIND).exists()


def test_in_the_uk_an_erasure_case_knows_no_pause(case: Case, actor: User) -> None:
    erasure = Case.objects.create(
        submission=case.submission,
        controller=case.controller,
        number=2,
        right="erasure",
        opened_at=case.opened_at,
        release_mode=case.release_mode,
    )
    opened = Event.objects.get(case=case, type=EventType.CASE_OPENED)
    Event.objects.create(
        chain=opened.chain,
        type=opened.type,
        controller=opened.controller,
        submission=opened.submission,
        case=erasure,
        actor_role=opened.actor_role,
        occurred_at=opened.occurred_at,
        occurred_on=opened.occurred_on,
        data=opened.data,
    )
    clock.rebuild(erasure, now=at(11, 24))
    assert not clarification.may_stop(erasure)
    with pytest.raises(Refused, match="only for a request for access"):
        ask(erasure, actor)
    ask(erasure, actor, stops=False)
    sent(erasure, KIND, at(12, 7))
    assert told(erasure) == ("running", date(2026, 12, 24))


def test_an_answer_before_its_question_or_to_come_is_refused(case: Case, actor: User) -> None:
    asked = ask(case, actor)
    with pytest.raises(Refused, match="No question was sent"):
        answer(case, asked, actor, date(2026, 12, 8))
    sent(case, KIND, at(12, 7))
    with pytest.raises(Refused, match="cannot end on 6 December 2026, before the question was sent"):
        answer(case, asked, actor, date(2026, 12, 6))
    with pytest.raises(Refused, match="still to come"):
        answer(case, asked, actor, date(2026, 12, 21))
    with pytest.raises(Refused, match="No question was sent"):
        clarification.answered(
            case, UUID(int=1), on=date(2026, 12, 8), channel=Channel.POST, actor=actor, now=at(12, 9)
        )
    answer(case, asked, actor, date(2026, 12, 8))
    with pytest.raises(Refused, match="recorded already"):
        answer(case, asked, actor, date(2026, 12, 9))
    assert told(case) == ("running", date(2026, 12, 29))


def test_a_question_that_waited_beyond_the_limit_is_not_sent(case: Case, actor: User) -> None:
    ask(case, actor, (12, 23))
    delivery = sent(case, KIND, at(12, 28))
    assert delivery.state == DeliveryState.FAILED
    assert "after the time was over" in delivery.reason
    assert told(case) == ("running", date(2026, 12, 24))


def test_a_second_question_waits_for_the_first_to_be_sent(case: Case, actor: User) -> None:
    ask(case, actor)
    with pytest.raises(Refused, match="still waiting to be sent"):
        ask(case, actor)


def test_proof_that_came_before_the_question_holds_nothing_up(case: Case, actor: User) -> None:
    """Accepted later than it arrived, after a first document that did not suffice: arrival counts."""
    case = cases.move(case, "ask_identity", actor=actor, now=at(11, 25))
    assert told(case) == ("not_started", None)
    cases.settle_identity(case, arrived_on=date(2026, 11, 27), method="document", actor=actor, now=at(11, 30))
    assert told(case) == ("running", date(2026, 12, 29))  # from the 27th; 27 December is a Sunday


@pytest.mark.parametrize("promise", [1, 28, 40, 90])
def test_the_target_is_never_after_the_limit(db: None, promise: int) -> None:
    """With proof accepted later than it arrived and a first document that was insufficient."""
    office = an_office()
    Controller.objects.filter(pk=office.pk).update(promise_days=promise)
    office.refresh_from_db()
    case = a_case(controller=office)
    actor = User.objects.get(email="caseworker@alder.example.org")
    case = cases.move(case, "ask_identity", actor=actor, now=at(11, 25))
    for days in range(0, 40, 3):
        assert case.target_on is None or case.limit_on is None or case.target_on <= case.limit_on
        if case.identity_settled_at is None and days > 9:
            arrived = date(2026, 11, 25) + timedelta(days=9)
            case = cases.settle_identity(
                case, arrived_on=arrived, method="document", actor=actor, now=at(12, 18)
            )
            assert case.clock_start_on == arrived
    told(case)
    assert case.target_on is not None
    assert case.limit_on is not None
    assert case.target_on <= case.limit_on


@pytest.mark.parametrize("year", [1899, 2200])
def test_a_request_of_another_age_is_refused_and_leaves_nothing(db: None, year: int) -> None:
    office = an_office()
    with pytest.raises(Refused, match=r"is out of range\. The law applies from 25 May 2018"):
        a_case(controller=office, now=at(6, 1, year))
    assert not Case.objects.exists()


def test_proof_accepted_before_it_arrived_is_refused(case: Case, actor: User) -> None:
    case = cases.move(case, "ask_identity", actor=actor, now=at(11, 25))
    with pytest.raises(Refused, match="cannot have been accepted on 27 November 2026"):
        cases.settle_identity(
            case, arrived_on=date(2026, 11, 28), method="document", actor=actor, now=at(11, 27)
        )
    assert told(case) == ("not_started", None)
