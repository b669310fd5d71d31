"""What proof does to the dates: the day on which sufficient proof arrived counts, and no other."""

from datetime import date, datetime, timedelta

import pytest

from dsar.enums import Role
from dsar.models import Case
from identity.enums import Doubt, EvidenceKind
from identity.methods import document
from identity.models import Evidence
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff

pytestmark = pytest.mark.django_db


def sent(case: Case, now: datetime, content: bytes) -> Evidence:
    return document.arrive(
        case.submission,
        kind=EvidenceKind.UTILITY_BILL,
        name="bill.pdf",
        content_type="application/pdf",
        chunks=iter([content]),
        now=now,
    )


@pytest.mark.parametrize("promise", [None, 1, 28, 40, 90])
def test_an_insufficient_first_document_does_not_count_and_the_target_keeps_within_the_limit(
    promise: int | None,
) -> None:
    controller = an_office()
    controller.promise_days = promise
    controller.save()
    case, caseworker = a_case(), staff(Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="An address we do not know.", actor=caseworker, now=NOW)
    case.refresh_from_db()
    assert (case.limit_on, case.target_on) == (None, None)
    first = sent(case, NOW + timedelta(days=1), b"a page that shows no name")
    document.reject(first, reason="It shows no name.", actor=caseworker, now=NOW + timedelta(days=2))
    case.refresh_from_db()
    assert case.limit_on is None
    second = sent(case, NOW + timedelta(days=4), b"a page that shows name and address")
    document.accept(second, compared="Name and address.", actor=caseworker, now=NOW + timedelta(days=9))
    case.refresh_from_db()
    assert (case.clock_start_on, case.limit_on) == (date(2026, 11, 28), date(2026, 12, 29))
    assert case.target_on is not None
    assert case.target_on <= case.limit_on
    if promise == 28:
        assert case.target_on == date(2026, 12, 29)
    if promise == 1:
        assert case.target_on == date(2026, 11, 30)
