"""Some days after a request was closed what was found, and what was made of it, goes; not before."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from dsar.enums import FilePurpose, Role
from dsar.models import Case, StoredFile
from dsar.services import endings, files
from dsar.services.complaints.about import About
from dsar.services.doctor import examine
from exports.models import Material
from exports.services import download, release, retention
from exports.services.material import of_case
from tests.factories.complaints import a_complaint
from tests.factories.office import NOW, a_submission, staff
from tests.factories.rights import fetched
from tests.factories.road import in_review, released, searched, settled

pytestmark = pytest.mark.slow
DAY = timedelta(days=1)
#: Fetched, and so closed, three days after its release.
FETCHED = NOW + 3 * DAY
YEAR = 365 * DAY


@pytest.fixture
def answered(case: Case) -> Case:
    fetched(released(in_review(searched(case))), now=FETCHED)
    return Case.objects.get(pk=case.pk)


def left_of(case: Case) -> list[str]:
    """What the files of a request are that are there."""
    rows = StoredFile.objects.filter(submission=case.submission)
    return sorted(each.purpose for each in rows if each.path.exists())


def test_the_days_are_counted_from_when_it_was_closed(answered: Case) -> None:
    assert retention.tidy(NOW + YEAR + DAY) == 0
    assert FilePurpose.PACKAGE in left_of(answered)
    assert retention.tidy(FETCHED + YEAR + DAY) == 1
    assert left_of(answered) == [FilePurpose.LETTER], "the letter stays with the case"
    assert retention.tidy(FETCHED + YEAR + 2 * DAY) == 0


def test_what_was_found_goes_with_what_was_handed_over(answered: Case) -> None:
    assert StoredFile.objects.filter(purpose=FilePurpose.RECORDS, state="ready").exists()
    retention.tidy(FETCHED + YEAR + DAY)
    assert not Material.objects.filter(case=answered).exists()
    assert list(examine(FETCHED + YEAR + DAY, strict=True)) == []


def test_what_was_found_for_a_request_that_was_taken_back_goes_too(case: Case) -> None:
    case = searched(case)
    endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    assert left_of(case)
    retention.tidy(NOW + YEAR + DAY)
    assert (left_of(case), of_case(case)) == ([], [])


def test_versions_that_never_left_go_with_the_one_that_did(case: Case) -> None:
    returned = in_review(searched(case))
    release.return_to_preparer(returned, reason="Once more.", actor=staff(Role.DPO), now=NOW)
    fetched(released(in_review(Case.objects.get(pk=case.pk))), now=FETCHED)
    assert retention.tidy(FETCHED + YEAR + DAY) == 2
    assert left_of(case) == [FilePurpose.LETTER]


def test_a_download_that_was_opened_again_stays_while_it_is_open(answered: Case) -> None:
    late = FETCHED + YEAR - DAY
    download.renew(answered, actor=staff(Role.DPO), now=late)
    assert retention.tidy(FETCHED + YEAR + DAY) == 0
    (package,) = download.available(answered.submission, now=late + DAY)
    assert fetched(package, now=late + DAY)
    assert retention.tidy(late + 15 * DAY) == 1


def test_a_complaint_that_comes_in_while_others_go_holds_what_it_is_about(
    answered: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = searched(settled(a_submission(email="sofia.lindqvist@example.org").cases.get()))
    endings.withdraw(other, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    both, delete = [answered, other], files.delete
    over = FETCHED + YEAR + DAY

    def then_complained(stored: StoredFile, now: datetime) -> Any:
        """The first to go is the sign for somebody to complain about the other request."""
        if len(both) == 2:
            both.sort(key=lambda case: case.submission_id != stored.submission_id)
            both.append(both[1])
            a_complaint(controller=other.controller, about=About(both[1].submission, both[1]))
        return delete(stored, now)

    monkeypatch.setattr(files, "delete", then_complained)
    retention.tidy(over)
    gone, held = (set(left_of(each)) - {FilePurpose.LETTER} for each in both[:2])
    assert not gone
    assert held
