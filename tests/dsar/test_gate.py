"""Nobody reaches "released" unknown, unreviewed, or as their own reviewer: by service or by SQL."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import Error as DatabaseError
from django.db import connection, transaction

from dsar.enums import Role, Status
from dsar.models import Case, Membership, User
from dsar.services import cases
from dsar.services.errors import Refused
from tests.factories.office import NOW, a_case, staff

LATER = NOW + timedelta(days=1)


def by_sql(case: Case, **columns: object) -> None:
    """Write columns as the application role, going round the services."""
    names = ", ".join(f'"{name}" = %s' for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE dsar_case SET {names} WHERE id = %s", [*columns.values(), case.id])


def in_review(case: Case, preparer: User) -> None:
    """Put a settled, prepared case before its reviewer, whatever the material."""
    by_sql(
        case, identity_settled_at=NOW, prepared_by_id=preparer.id, prepared_at=NOW, status=Status.IN_REVIEW
    )


@pytest.mark.django_db
def test_sql_cannot_release_what_was_not_reviewed() -> None:
    case = a_case()
    dpo = staff(Role.DPO)
    with pytest.raises(DatabaseError):
        by_sql(case, status=Status.RELEASED)
    with pytest.raises(DatabaseError):
        by_sql(case, status=Status.RELEASED, released_at=NOW, released_by_id=dpo.id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "ok"),
    [
        ({"identity_settled_at": None}, False),
        ({"prepared_by_id": "dpo"}, False),
        ({"released_by_id": "caseworker"}, False),
        ({"released_by_id": None}, False),
        ({"released_at": None}, False),
        ({"prepared_by_id": None}, False),
        ({"release_mode": "single", "prepared_by_id": "dpo"}, False),
        ({}, True),
    ],
)
def test_the_check_on_the_row_holds_the_gate(columns: dict[str, object], ok: bool) -> None:
    case = a_case()
    people = {"dpo": staff(Role.DPO).id, "caseworker": staff(Role.CASEWORKER).id}
    in_review(case, staff(Role.CASEWORKER))
    wanted = {"status": Status.RELEASED, "released_at": NOW, "released_by_id": people["dpo"]} | {
        name: people.get(str(value), value) for name, value in columns.items()
    }
    if ok:
        by_sql(case, **wanted)
    else:
        with pytest.raises(DatabaseError):
            by_sql(case, **wanted)


@pytest.mark.django_db
def test_the_release_mode_never_changes() -> None:
    with pytest.raises(DatabaseError):
        by_sql(a_case(), release_mode="single")


@pytest.mark.django_db
def test_a_closed_case_needs_an_outcome_and_a_disclosing_outcome_needs_a_release() -> None:
    case = a_case()
    with pytest.raises(DatabaseError):
        by_sql(case, status=Status.CLOSED, closed_at=NOW)
    with pytest.raises(DatabaseError):
        by_sql(case, status=Status.CLOSED, closed_at=NOW, outcome="data_provided")


def everybody(case: Case) -> list[User | None]:
    return [staff(role) for role in (Role.CASEWORKER, Role.DPO, Role.AUDITOR, Role.MANAGER)] + [None]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status", [s for s in Status if s not in (Status.IN_REVIEW, Status.RELEASED, Status.CLOSED)]
)
def test_nobody_releases_before_review(status: Status) -> None:
    case = a_case()
    by_sql(case, status=status)
    case.refresh_from_db()
    for actor in everybody(case):
        with pytest.raises(Refused):
            cases.move(case, "release", actor=actor, now=LATER)


@pytest.mark.django_db
def test_a_dpo_who_prepared_does_not_release(monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case()
    dpo = staff(Role.DPO)
    in_review(case, dpo)
    package_is_ready(monkeypatch)
    with pytest.raises(Refused, match="You prepared this answer"):
        cases.move(case, "release", actor=dpo, now=LATER, changes={"released_by": dpo, "released_at": LATER})


@pytest.mark.django_db
def test_a_caseworker_does_not_release_and_a_dpo_does(monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case()
    caseworker, dpo = staff(Role.CASEWORKER), staff(Role.DPO)
    in_review(case, caseworker)
    package_is_ready(monkeypatch)
    for actor in (caseworker, staff(Role.AUDITOR), staff(Role.MANAGER), None):
        with pytest.raises(Refused):
            cases.move(case, "release", actor=actor, now=LATER)
    done = cases.move(
        case, "release", actor=dpo, now=LATER, changes={"released_by": dpo, "released_at": LATER}
    )
    assert done.status == Status.RELEASED


@pytest.mark.django_db
def test_without_a_package_nothing_is_released() -> None:
    case = a_case()
    in_review(case, staff(Role.CASEWORKER))
    with pytest.raises(Refused, match="package is not ready"):
        cases.move(case, "release", actor=staff(Role.DPO), now=LATER)


@pytest.mark.django_db
def test_a_caseworker_of_another_controller_can_do_nothing() -> None:
    case = a_case()
    stranger = User.objects.create_user("stranger@birch.example.org", name="Stranger")
    assert not Membership.objects.filter(user=stranger).exists()
    with pytest.raises(Refused):
        cases.move(case, "ask_identity", actor=stranger, now=LATER)


def package_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the one guard that other tests are about hold, so that the gate alone decides."""
    from dsar.spokes import registry
    from dsar.states import Guard

    holds: Callable[[Case], str] = lambda case: ""  # noqa: E731
    monkeypatch.setitem(registry.guards, Guard.PACKAGE_READY, holds)
