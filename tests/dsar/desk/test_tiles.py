"""A tile counts what the worklist shows behind it, of closed cases too."""

from datetime import timedelta

import pytest
import time_machine

from dsar.enums import Role
from dsar.models import Case
from dsar.selectors import today, worklist
from dsar.selectors.scope import Scope
from dsar.services import cases, endings
from tests.dsar.requester.room import at_home, post
from tests.factories.office import NOW, a_case, staff

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_an_unread_message_on_a_closed_case_is_counted_and_found() -> None:
    case = a_case()
    caseworker = staff(Role.CASEWORKER)
    cases.assign(case, owner=caseworker, actor=staff(Role.DPO), now=NOW)
    with time_machine.travel(LATER, tick=False):
        post(at_home(case.submission, LATER), text="One more thing.")
    endings.withdraw(Case.objects.get(pk=case.pk), on=LATER.date(), actor=caseworker, now=LATER)
    scope = Scope(caseworker, LATER)
    assert Case.objects.get(pk=case.pk).status == "closed"
    assert today.counts(scope, "mine")["messages"] == 1
    assert worklist.cases(scope, today.filters_of("messages", "mine")).get() == case
