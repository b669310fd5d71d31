"""A restriction ends only after the person was told (Art. 18(3)), and somebody is reminded to look at it."""

from datetime import timedelta

import pytest

from dsar.enums import Action, DeliveryKind, Outcome, Right, Role
from dsar.models import Case, Delivery, HolderTask, Resolution
from dsar.selectors import tasks as planned
from dsar.services import lifting, tasks
from dsar.services.errors import Refused
from dsar.services.reminders import remind
from tests.factories.office import NOW, staff
from tests.factories.rights import begun, carried_out, case_of, days, decided

pytestmark = pytest.mark.django_db
LATER = days(30)


def in_force() -> Case:
    """A restriction that was applied and answered, to be looked at again in sixty days."""
    case = carried_out(decided(begun(case_of(Right.RESTRICTION))))
    Case.objects.filter(pk=case.pk).update(
        status="closed",
        outcome=Outcome.DONE,
        closed_at=NOW,
        prepared_by=staff(Role.CASEWORKER),
        prepared_at=NOW,
        released_by=staff(Role.DPO),
        released_at=NOW,
    )
    Resolution.objects.filter(case=case).update(review_on=days(60).date())
    return Case.objects.get(pk=case.pk)


def announced(case: Case) -> HolderTask:
    on = LATER.date() + timedelta(days=7)
    lifting.announce(case, on=on, reasons="The data was checked.", actor=staff(Role.DPO), now=LATER)
    return HolderTask.objects.get(case=case, action=Action.LIFT)


def test_p08_the_person_is_told_before_it_is_lifted_and_not_lifted_before() -> None:
    task = announced(in_force())
    on = LATER.date() + timedelta(days=7)
    assert task.due_on == on
    assert "been told yet" in planned.why_not_yet(task, on)
    Delivery.objects.filter(kind=DeliveryKind.RESTRICTION_LIFTING).update(
        state="sent", sent_at=LATER, secrets=None
    )
    assert "lifted later" in planned.why_not_yet(task, on - timedelta(days=1))
    assert planned.why_not_yet(task, on) == ""
    tasks.confirm(task, done=True, on=on, proof="Flag gone.", actor=staff(Role.DPO), now=days(37))


def test_it_is_announced_once_for_a_day_still_to_come_and_with_its_reason() -> None:
    case = in_force()
    dpo = staff(Role.DPO)
    with pytest.raises(Refused, match="still to come"):
        lifting.announce(case, on=LATER.date(), reasons="Checked.", actor=dpo, now=LATER)
    with pytest.raises(Refused, match="Say why"):
        lifting.announce(case, on=days(40).date(), reasons=" ", actor=dpo, now=LATER)
    announced(case)
    with pytest.raises(Refused, match="No restriction is in force"):
        announced(case)


def test_somebody_is_reminded_to_look_at_it_until_it_is_lifted() -> None:
    case = in_force()
    seen = []
    for day in range(45, 70):
        remind(days(day))
        rungs = Delivery.objects.filter(case=case, about__contains=":review:").count()
        seen += [day] * (rungs - len(seen))
    assert seen == [53, 59, 60, 61]
    announced(case)
    assert remind(days(90)) == 0
