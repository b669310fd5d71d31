"""S8: the guard of release in the database itself: every combination of who and what, against the law."""

import random
import time
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import pytest
from django.db import Error as DatabaseError
from django.db import connection, transaction

from dsar.enums import RIGHTS_OF_LAW, RefusalGround, ReleaseMode, Right, Role, Status
from dsar.models import Case, Controller
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import asked_for
from tests.support.rounds import size
from tests.trials.conftest import figures

#: Of all combinations, and of all rights, so many are tried.
SHARE: Final = size(0.05, 0.5, 1.0)
RIGHTS: Final = size(
    (Right.ACCESS, Right.MARKETING), (Right.ACCESS, Right.ERASURE, Right.MARKETING), RIGHTS_OF_LAW
)
#: Refusals in which nothing about a person leaves.
NOTHING_LEAVES: Final = ("cannot_identify", "manifestly_unfounded", "manifestly_excessive")


@dataclass(frozen=True)
class State:
    """How somebody who can write rows would like a case to stand."""

    before: str
    leaves: bool
    known: bool
    ground: str
    prepared_by: str
    released_by: str
    released: bool
    second: bool

    def may_be(self, right: Right, mode: str) -> bool:
        """What the law and the house rules say of it, in words of their own."""
        at_once = right in (Right.MARKETING, Right.CONSENT)
        if at_once and self.ground:
            return False
        reviewed = self.before == Status.IN_REVIEW or (at_once and self.before == Status.PACKAGING)
        if self.leaves and not (self.released and reviewed):
            return False
        if at_once or not self.released:
            return True
        somebody_known = self.known or self.ground in NOTHING_LEAVES
        two_people = self.prepared_by != self.released_by
        alone_will_do = mode == "single" or (mode == "second_person_when" and not self.second)
        signed = bool(self.prepared_by and self.released_by)
        return somebody_known and signed and (two_people or alone_will_do)


def states() -> list[State]:
    """Every combination, or a share of them."""
    people = ("", "caseworker", "dpo")
    grounds = ("", RefusalGround.CANNOT_IDENTIFY.value, RefusalGround.EXEMPT.value)
    befores = (Status.PREPARING.value, Status.PACKAGING.value, Status.IN_REVIEW.value)
    yes = (True, False)
    every = product(befores, yes, yes, grounds, people, people, yes, yes)
    all_of_them = [State(*one) for one in every]
    return random.Random(8).sample(all_of_them, int(len(all_of_them) * SHARE))


def written(case: Case, state: State, people: dict[str, Any]) -> bool:
    """Try to write the row as the application role, round every service; whether the database let it be."""
    before = {
        "status": state.before,
        "identity_settled_at": NOW if state.known else None,
        "refusal_ground": state.ground,
        "prepared_by_id": people.get(state.prepared_by),
        "prepared_at": NOW if state.prepared_by else None,
        "needs_second_person": state.second,
    }
    then = {
        "status": Status.RELEASED.value if state.leaves else state.before,
        "released_by_id": people.get(state.released_by),
        "released_at": NOW if state.released else None,
    }
    try:
        with transaction.atomic():
            for columns in (before, then):
                _write(case, columns)
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def _write(case: Case, columns: dict[str, Any]) -> None:
    names = ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE dsar_case SET {names} WHERE id = %s", [*columns.values(), case.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [mode.value for mode in ReleaseMode])
def test_no_row_says_released_that_was_not(mode: str) -> None:
    office, began, allowed, wrong = an_office(), time.monotonic(), 0, []
    Controller.objects.filter(pk=office.pk).update(release_mode=mode)
    people = {str(role): staff(role).pk for role in (Role.CASEWORKER, Role.DPO)}
    tried = states()
    for right in RIGHTS:
        case = asked_for(right, controller=Controller.objects.get(pk=office.pk)).cases.get()
        assert case.release_mode == mode
        for state in tried:
            may, was = state.may_be(right, mode), written(case, state, people)
            allowed += was
            wrong += [f"{right} {state}: {was}"] if was != may else []
    figures(
        "S8 guard",
        mode=mode,
        rights=len(RIGHTS),
        tried=len(RIGHTS) * len(tried),
        allowed=allowed,
        wrong=len(wrong),
        seconds=round(time.monotonic() - began, 1),
    )
    assert wrong == []
    assert 0 < allowed < len(RIGHTS) * len(tried)
