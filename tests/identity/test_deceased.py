"""The person has died: all that they asked lapses with one letter, to whoever acts for them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dsar.enums import DeliveryKind, EventType, Outcome, Right, Role, Status
from dsar.models import Case, Delivery, HolderTask, Note
from dsar.services import deceased, endings, posted_letters
from dsar.services.errors import Refused
from dsar.services.reminders import remind
from dsar.spokes import Representing
from identity.services import representatives
from tests.factories.office import NOW, staff
from tests.factories.rights import (
    answered,
    asked_for,
    begun,
    carried_out,
    case_of,
    confirmed,
    days,
    decided,
)
from tests.factories.staff import client_of
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
TOLD = "Her solicitor rang; the certificate is on paper in the safe."
SOLICITOR = Representing(kind="solicitor", name="Ivo Marchetti", email="ivo@law.example.org")


HEARD_ON = days(2).date()


def died(case: Case, *, heard_on: date = HEARD_ON) -> list[Case]:
    return deceased.died(case, heard_on=heard_on, known_by=TOLD, actor=staff(Role.CASEWORKER), now=days(3))


def test_midway_every_open_case_lapses_with_one_letter_to_the_representative() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE, Right.MARKETING)
    begun(submission.cases.get(right=Right.ERASURE))
    representatives.name(submission, SOLICITOR, staff(Role.CASEWORKER), NOW)
    lapsed = died(submission.cases.get(right=Right.ACCESS))
    assert len(lapsed) == 3
    assert {(each.status, each.outcome) for each in lapsed} == {(Status.CLOSED, Outcome.LAPSED)}
    letter = Delivery.objects.get(kind=DeliveryKind.LAPSED)
    assert letter.open("to") == "ivo@law.example.org"
    text = posted_letters.write(letter, by_post=False).fragment()
    assert "it ends with the person, and so does this request" in text
    assert "Access to Health Records Act 1990" in text
    assert TOLD not in text
    event = lapsed[0].events.get(type=EventType.LAPSED)
    assert (event.occurred_on, event.data["died"]) == (days(2).date(), True)
    assert Note.objects.get().open("text") == TOLD
    assert remind(days(29)) == 0


def test_without_a_representative_the_letter_goes_where_the_person_was_reached() -> None:
    died(case_of(Right.ACCESS))
    assert Delivery.objects.get(kind=DeliveryKind.LAPSED).open("to") == "sofia.lindqvist@example.org"


def test_it_needs_who_told_us_and_a_day_that_has_come() -> None:
    case = case_of(Right.ACCESS)
    with pytest.raises(Refused, match="still to come"):
        died(case, heard_on=days(4).date())
    with pytest.raises(Refused, match="who told us"):
        deceased.died(case, heard_on=NOW.date(), known_by=" ", actor=staff(Role.CASEWORKER), now=NOW)
    assert Case.objects.get().status == Status.RECEIVED


def test_what_has_left_stays_as_it_was() -> None:
    case = case_of(Right.OBJECTION)
    answered(carried_out(decided(begun(case))))
    with pytest.raises(Refused, match="Nothing of this request is open"):
        died(case)
    assert Case.objects.get().status == Status.RELEASED


def test_the_page_of_the_caseworker() -> None:
    case, client = case_of(Right.ACCESS, now=timezone.now()), client_of(Role.CASEWORKER)
    address = reverse("dsar:case_step", args=[case.pk, "deceased"])
    assert address in client.get(reverse("dsar:case", args=[case.pk])).content.decode()
    assert "The right ends with the person." in text_of(client.get(address))
    assert "Say who told us" in text_of(client.post(address, {"heard_on": f"{timezone.now():%Y-%m-%d}"}))
    later = f"{timezone.now() + timedelta(days=3):%Y-%m-%d}"
    assert "still to come" in text_of(client.post(address, {"heard_on": later, "known_by": TOLD}))
    today = f"{timezone.now():%Y-%m-%d}"
    assert client.post(address, {"heard_on": today, "known_by": TOLD}).status_code == 302
    assert Case.objects.get().outcome == Outcome.LAPSED


def test_no_holder_is_left_with_anything_to_do_but_stopping_what_is_sent() -> None:
    submission = asked_for(Right.OBJECTION, Right.MARKETING)
    begun(submission.cases.get(right=Right.OBJECTION))
    assert HolderTask.objects.filter(submission=submission, state="open", action="restrict").exists()
    died(submission.cases.get(right=Right.OBJECTION))
    left = HolderTask.objects.filter(submission=submission, state="open")
    assert set(left.values_list("action", flat=True)) == {"stop"}


def test_who_takes_a_request_back_has_nothing_done_for_it_any_more() -> None:
    case = begun(case_of(Right.OBJECTION))
    first, *_others = HolderTask.objects.filter(case=case, meanwhile=True)
    confirmed(first)
    endings.withdraw(case, on=days(1).date(), actor=staff(Role.CASEWORKER), now=days(1))
    left = HolderTask.objects.filter(case=case, state="open")
    assert [(each.action, each.system_id) for each in left] == [("lift", first.system_id)]
