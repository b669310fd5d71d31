"""The limit has passed without an answer: the person is told once, unless the policy says otherwise."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dsar.audit.sentences import sentence
from dsar.enums import DeliveryKind, EventType, Right, Role
from dsar.models import Case, Delivery
from dsar.selectors.promises import promised_on
from dsar.services import endings, lateness, posted_letters, sorting
from dsar.services.errors import Refused
from dsar.services.outbox import rendered
from dsar.services.reminders import remind as remind_all
from dsar.tasks import remind
from identity.views import even
from tests.factories.office import a_case, an_office, staff
from tests.factories.rights import asked_for, begun, days
from tests.factories.staff import client_of
from tests.identity.requester import Requester

pytestmark = pytest.mark.django_db
LIMIT = date(2026, 12, 24)


@pytest.fixture(autouse=True)
def unpadded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong and right need not take the same here."""
    monkeypatch.setattr(even, "STEP", 0.001)


def told() -> list[Delivery]:
    return list(Delivery.objects.filter(kind=DeliveryKind.LATE_APOLOGY))


def test_one_message_for_all_that_is_late_of_a_request_and_never_a_second() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    assert lateness.tell(days(30)) == 0, "on the last day nothing is late"
    assert lateness.tell(days(31)) == 1
    assert lateness.tell(days(31)) == lateness.tell(days(45)) == 0
    (row,) = told()
    assert row.open("to") == "sofia.lindqvist@example.org"
    for case in submission.cases.all():
        assert case.events.get(type=EventType.LATE_TOLD).data == {"limit_on": str(LIMIT)}
    mail = " ".join(rendered(row).text.split())
    assert "until 24 December 2026 (Thursday) to answer you. That day has passed" in mail
    assert "You get it as soon as it is ready" in mail
    assert "We promise you our answer" not in mail
    assert "ico.org.uk" in mail
    assert "as soon as it is ready" in posted_letters.write(row, by_post=False).fragment()


def test_the_page_says_it_until_the_answer_is_there() -> None:
    submission = asked_for(Right.ACCESS)
    with time_machine.travel(days(31), tick=False):
        remind()
        page = Requester(submission).come_in().words()
    assert "Our answer is late" in page
    assert "The day passed by which we had to answer. We told you so, and we are sorry." in page


def test_a_controller_whose_staff_write_themselves_switches_it_off() -> None:
    controller = an_office()
    controller.tells_lateness = False
    controller.save()
    asked_for(Right.ACCESS, controller=controller)
    assert lateness.tell(days(60)) == 0


def test_nothing_is_said_of_what_has_ended_or_has_no_date() -> None:
    ended = asked_for(Right.ACCESS).cases.get()
    endings.withdraw(ended, on=days(1).date(), actor=staff(Role.CASEWORKER), now=days(1))
    waits = asked_for(Right.ERASURE, email="other@example.org").cases.get()
    Case.objects.filter(pk=waits.pk).update(limit_on=None, target_on=None, clock_state="not_started")
    assert lateness.tell(days(60)) == 0


def test_what_is_still_to_be_sorted_is_late_like_anything_else() -> None:
    asked_for(Right.UNSORTED)
    assert lateness.tell(days(31)) == 1


def test_what_is_sorted_after_the_limit_is_told_of_once_only() -> None:
    case = asked_for(Right.UNSORTED).cases.get()
    assert lateness.tell(days(31)) == 1
    rights = (Right.ACCESS, Right.ERASURE, Right.MARKETING)
    found = sorting.sort(case, rights=rights, actor=staff(Role.CASEWORKER), now=days(40))
    assert lateness.tell(days(41)) == 0
    assert len(told()) == 1
    for each in found:
        assert each.events.get(type=EventType.LATE_TOLD).occurred_on == days(31).date()


def promised(
    case: Case, day: int = 44, *, reasons: str = "Our archive took too long.", number: int = 33
) -> None:
    lateness.promise(
        case,
        promised_on=days(day).date(),
        reasons=reasons,
        actor=staff(Role.CASEWORKER),
        now=days(number),
    )


def test_a_caseworker_says_why_and_by_when_and_the_person_reads_it_in_mail_letter_and_page() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    assert lateness.tell(days(31)) == 1
    promised(submission.cases.get(right=Right.ACCESS))
    row = told()[-1]
    mail = " ".join(rendered(row).text.split())
    assert "We promise you our answer by 7 January 2027 (Thursday)" in mail
    assert "archive" not in mail, "the reasons stand in the letter"
    letter = posted_letters.write(row, by_post=False).fragment()
    assert "Our archive took too long." in letter
    assert "7 January 2027" in letter
    for case in submission.cases.all():
        assert promised_on(case) == days(44).date()
        last = case.events.filter(type=EventType.LATE_TOLD).latest("sequence")
        assert sentence(last.type, last.data).endswith("promised it by 7 January 2027.")
    with time_machine.travel(days(34), tick=False):
        page = Requester(submission).come_in().words()
    assert "We promised you our answer by 7 January 2027 (Thursday)." in page
    assert "We told you why our answer is late, and promised it to you by 7 January 2027" in page
    assert lateness.tell(days(45)) == 0


def test_who_was_told_by_a_person_is_not_told_by_the_house_as_well() -> None:
    case = asked_for(Right.ACCESS).cases.get()
    promised(case)
    assert lateness.tell(days(34)) == 0
    promised(case, day=50, number=46)
    assert promised_on(case) == days(50).date()
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"number": 30}, "nothing is late"),
        ({"day": 33}, "still to come"),
        ({"reasons": " "}, "Say why"),
    ],
)
def test_nothing_is_promised_without_cause_reason_and_a_day_to_come(given: dict[str, Any], why: str) -> None:
    case = asked_for(Right.ACCESS).cases.get()
    with pytest.raises(Refused, match=why):
        promised(case, **given)
    assert told() == []
    assert not case.events.filter(type=EventType.LATE_TOLD).exists()


def test_the_same_day_is_promised_once_and_nobody_forgets_it() -> None:
    case = asked_for(Right.ACCESS).cases.get()
    promised(case)
    with pytest.raises(Refused, match="already"):
        promised(case)
    seen = []
    for day in range(40, 48):
        remind_all(days(day))
        rungs = Delivery.objects.filter(kind=DeliveryKind.REMINDER, about__contains=":promise:").count()
        seen += [day] * (rungs - len(seen))
    assert seen == [41, 43, 44, 45]
    row = Delivery.objects.filter(about__contains=":promise:").latest("created_at")
    assert "the person was promised the answer by 7 January 2027" in " ".join(rendered(row).text.split())


def test_the_desk_offers_it_while_something_is_late() -> None:
    now = timezone.now()
    fresh, old = (a_case(email=f"{n}@example.org", now=now - timedelta(days=n)) for n in (1, 60))
    client = client_of(Role.CASEWORKER)
    address = reverse("dsar:case_step", args=[old.pk, "late"])
    other = reverse("dsar:case_step", args=[fresh.pk, "late"])
    assert other not in client.get(reverse("dsar:case", args=[fresh.pk])).content.decode()
    assert address in client.get(reverse("dsar:case", args=[old.pk])).content.decode()
    typed = client.post(address, {"reasons": "The archive took too long.", "promised_on": "2020-01-01"})
    assert typed.status_code == 400
    assert "The archive took too long." in typed.content.decode()
    assert "still to come" in typed.content.decode()
    on = now.date() + timedelta(days=9)
    filled = {"reasons": "The archive took too long.", "promised_on": on.isoformat()}
    assert client.post(address, filled).status_code == 302
    shown = client.get(reverse("dsar:case_clock", args=[old.pk])).content.decode()
    assert "Promised, being late, by" in shown


def test_the_second_date_of_a_request_is_told_of_as_well() -> None:
    submission = asked_for(Right.RECTIFICATION, Right.ERASURE)
    begun(submission.cases.get(right=Right.ERASURE))
    later = submission.cases.get(right=Right.RECTIFICATION)
    Case.objects.filter(pk=later.pk).update(limit_on=date(2027, 2, 24))
    assert lateness.tell(days(31)) == 1
    assert lateness.tell(days(95)) == 1
    assert len(told()) == 2
