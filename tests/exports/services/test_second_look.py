"""An answer in parts, and a second one after a fresh look."""

from datetime import timedelta

import pytest

from dsar.enums import Outcome, Role, Status
from dsar.models import Case
from dsar.services import endings
from dsar.services.errors import Refused
from exports.models import Package
from exports.services import download, prepare, release, words
from exports.services.material import include_rest
from tests.exports.services.answering import text_of
from tests.exports.services.conftest import Shop
from tests.factories.office import NOW, staff
from tests.factories.road import in_review, released, searched, work_off

pytestmark = pytest.mark.slow

LATER = NOW + timedelta(days=20)
REST_ON = NOW.date() + timedelta(days=30)
WHAT = "What the archive on paper holds."


@pytest.fixture
def reviewed(case: Case) -> Case:
    """The case before its reviewer."""
    return in_review(searched(case))


def fetched(package: Package) -> Case:
    assert b"".join(download.stream(package, 0, package.size, now=NOW))
    return Case.objects.get(pk=package.case_id)


def in_part(case: Case, **changed: object) -> Case:
    """The answer made anew as a first part, as the DPO decided at the review."""
    said = {"what": WHAT, "by_on": REST_ON, "actor": staff(Role.DPO), "now": NOW} | changed
    release.release_in_part(case, **said)  # type: ignore[arg-type]
    work_off()
    return Case.objects.get(pk=case.pk)


def test_the_dpo_answers_in_part_and_the_letter_says_what_follows(reviewed: Case) -> None:
    preparer = reviewed.prepared_by
    case = in_part(reviewed)
    assert (case.status, case.prepared_by) == (Status.IN_REVIEW, preparer)
    said = text_of(case)
    assert WHAT in said
    assert "24 December 2026" in said
    package = released(case)
    assert package.version == 2
    assert fetched(package).outcome == Outcome.PARTLY_PROVIDED


def test_a_part_wants_a_sentence_and_a_day_still_to_come(reviewed: Case) -> None:
    for wrong, says in (({"what": " "}, "Say what follows"), ({"by_on": NOW.date()}, "still to come")):
        with pytest.raises(Refused, match=says):
            in_part(reviewed, **wrong)
    assert Case.objects.get(pk=reviewed.pk).status == Status.IN_REVIEW


def test_returned_it_is_no_part_any_more(reviewed: Case) -> None:
    case = in_part(reviewed)
    release.return_to_preparer(case, reason="All is here now.", actor=staff(Role.DPO), now=NOW)
    assert WHAT not in text_of(Case.objects.get(pk=case.pk))


def test_after_a_fresh_look_the_letter_says_what_is_added(reviewed: Case, shop: Shop) -> None:
    case = fetched(released(reviewed))
    assert case.outcome == Outcome.DATA_PROVIDED
    shop.execute("INSERT INTO orders VALUES (99001, 1, 'parcel 99001')")
    case = endings.reopen(case, reason="One order was missing.", actor=staff(Role.DPO), now=LATER)
    case = searched(Case.objects.get(pk=case.pk), now=LATER)
    include_rest(case, actor=staff(Role.CASEWORKER), now=LATER)
    for added, why in ((["An order of May."], ""), ([], "We overlooked it.")):
        with pytest.raises(Refused, match="what is added, and why"):
            words.supplement(case, added=added, why_not_before=why, actor=staff(Role.CASEWORKER), now=LATER)
    assert "Something to add to our answer" not in text_of(case)
    words.supplement(
        case,
        added=["An order of May."],
        why_not_before="We overlooked it.",
        actor=staff(Role.CASEWORKER),
        now=LATER,
    )
    said = text_of(case)
    assert "An order of May." in said
    assert "We overlooked it." in said
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=LATER)
    work_off(LATER)
    second = released(Case.objects.get(pk=case.pk), now=LATER)
    assert second.version == 2
    first = Package.objects.get(case=case, version=1)
    fetched(first)
    assert Case.objects.get(pk=case.pk).status == Status.RELEASED
    assert fetched(second).status == Status.CLOSED


def test_a_first_answer_adds_to_nothing(case: Case) -> None:
    with pytest.raises(Refused, match="nothing to add to"):
        words.supplement(
            searched(case), added=["x"], why_not_before="y", actor=staff(Role.CASEWORKER), now=NOW
        )
