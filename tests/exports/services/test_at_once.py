"""Marketing and consent: in force on receipt, answered without identity and review, never refused."""

from datetime import timedelta

import pytest

from dsar.enums import DeliveryKind, Outcome, Right, Role, Status
from dsar.models import Case, Delivery
from dsar.selectors import tasks as planned
from dsar.services.errors import Refused
from exports import desk_steps
from exports.services import at_once, download, prepare, retention
from tests.exports.services.answering import case_in, fetch_letter, text_of
from tests.factories.office import NOW, staff
from tests.factories.rights import asked_for, case_of, confirmed
from tests.factories.road import work_off

pytestmark = pytest.mark.usefixtures("committed_db")


def stopped(case: Case) -> Case:
    """The case with all that belongs to it confirmed."""
    for task in planned.of(case):
        if task.state == "open":
            confirmed(task)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    ("right", "says"),
    [(Right.MARKETING, "You said no to marketing"), (Right.CONSENT, "You have taken back your consent")],
)
def test_the_letter_leaves_as_soon_as_it_is_there(right: Right, says: str) -> None:
    case = stopped(case_of(right))
    assert (case.status, case.identity_settled_at) == (Status.ACTING, None)
    assert says in text_of(case)
    step = desk_steps.next_step(case, NOW)
    assert step is not None
    assert step.label == "Answer"
    package = at_once.answer(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.released_at, case.released_by) == (Status.RELEASED, NOW, staff(Role.CASEWORKER))
    assert Delivery.objects.filter(kind=DeliveryKind.DELIVERY).count() == 1
    assert [each.id for each in download.letters(case.submission, now=NOW)] == [package.id]
    assert download.find(case.submission, package.id, now=NOW) is None
    assert fetch_letter(package).startswith(b"%PDF")
    case.refresh_from_db()
    assert (case.status, case.outcome, case.letter is not None) == (Status.CLOSED, Outcome.DONE, True)


def test_it_waits_until_the_holders_have_stopped() -> None:
    case = case_of(Right.CONSENT)
    assert desk_steps.next_step(case, NOW) is None
    with pytest.raises(Refused, match="not confirmed yet"):
        at_once.answer(case, actor=staff(Role.CASEWORKER), now=NOW)
    assert Case.objects.get(pk=case.pk).status == Status.ACTING


def test_it_is_closed_when_nobody_fetches_it() -> None:
    case = stopped(case_of(Right.MARKETING))
    at_once.answer(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    days = timedelta(days=case.controller.link_days)
    assert retention.close_unfetched(NOW + days - timedelta(seconds=1)) == 0
    assert retention.close_unfetched(NOW + days) == 1
    assert Case.objects.get(pk=case.pk).outcome == Outcome.DONE


def test_it_waits_for_nothing_else_that_was_asked_with_it() -> None:
    submission = asked_for(Right.ACCESS, Right.MARKETING)
    marketing = stopped(case_in(submission, Right.MARKETING))
    at_once.answer(marketing, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert case_in(submission, Right.MARKETING).status == Status.RELEASED
    access = case_in(submission, Right.ACCESS)
    assert access.status == Status.RECEIVED
    with pytest.raises(Refused, match="This cannot be done now"):
        prepare.prepare(access, actor=staff(Role.CASEWORKER), now=NOW)
    with pytest.raises(Refused, match="answered after a review"):
        at_once.answer(access, actor=staff(Role.CASEWORKER), now=NOW)
