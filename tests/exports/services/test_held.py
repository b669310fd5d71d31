"""While somebody complains about a request, nothing of what it was answered with goes."""

from datetime import timedelta

from dsar.enums import Role
from dsar.models import Case
from dsar.services.complaints import closing, independence
from dsar.services.complaints.about import About
from exports.services import retention
from tests.factories.complaints import a_complaint
from tests.factories.office import NOW, staff
from tests.factories.rights import fetched
from tests.factories.road import in_review, released, searched


def test_the_record_stays_as_long_as_the_complaint_is_open(case: Case) -> None:
    package = released(in_review(searched(case)))
    fetched(package)
    path = package.file.path  # type: ignore[union-attr]
    over = NOW + timedelta(days=370)
    complaint = a_complaint(controller=case.controller, about=About(case.submission, case))
    assert retention.tidy(over) == 0
    assert path.exists()
    closing.withdraw(complaint, "By phone.", on=NOW.date(), actor=staff(Role.DPO), now=over)
    assert retention.tidy(over) == 1
    assert not path.exists()


def test_who_prepared_and_who_released_the_answer_had_a_part_in_it(case: Case) -> None:
    complaint = a_complaint(controller=case.controller, about=About(case.submission, case))
    assert not independence.had_part(complaint, staff(Role.DPO))
    released(in_review(searched(case)))
    assert independence.had_part(complaint, staff(Role.DPO))
    assert independence.had_part(complaint, staff(Role.CASEWORKER))
    assert not independence.had_part(complaint, staff(Role.AUDITOR))
