"""Refusals: by each ground, before it is known who asks where that holds nothing, never without a letter."""

import pytest
from django.db import IntegrityError, transaction

from dsar.enums import EventType, Outcome, RefusalGround, Right, Role, Status
from dsar.models import Case, Exemption
from dsar.services import resolutions
from dsar.services.errors import Refused
from exports.models import Package
from exports.services import prepare, release
from tests.exports.services.answering import done, fetch_letter, refused, text_of
from tests.factories.office import NOW, staff
from tests.factories.rights import DEEDS, case_of
from tests.factories.road import released, settled, work_off

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]
SAID = {
    RefusalGround.CANNOT_IDENTIFY: "We cannot tell which data, if any, is about you",
    RefusalGround.UNFOUNDED: "Our ground in this case: manifestly unfounded (Art. 12(5))",
    RefusalGround.EXCESSIVE: "Our ground in this case: manifestly excessive (Art. 12(5))",
}


def answered(case: Case) -> Package:
    """The released answer of a case that waits for it."""
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    return released(Case.objects.get(pk=case.pk))


@pytest.mark.parametrize("ground", list(SAID))
def test_a_refusal_that_holds_nothing_leaves_before_it_is_known_who_asks(ground: RefusalGround) -> None:
    case = refused(case_of(Right.ACCESS), ground)
    assert case.identity_settled_at is None
    words = text_of(case)
    assert SAID[ground] in words
    assert "You asked this ten times in May." in words
    package = answered(case)
    assert (package.letter_only, package.file) == (True, None)
    assert fetch_letter(package).startswith(b"%PDF")
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.outcome, case.letter_id) == (Status.CLOSED, Outcome.REFUSED, package.letter_id)
    assert case.events.get(type=EventType.DOWNLOADED).data["letter"] is True


def test_a_refusal_about_the_person_waits_until_it_is_known_who_asks() -> None:
    exemption = Exemption.objects.get(code="privilege")
    case = refused(case_of(Right.ACCESS), RefusalGround.EXEMPT, exemption=exemption)
    with pytest.raises(Refused, match="settled who is asking"):
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    assert not Package.objects.exists()
    case = refused(settled(case_of(Right.ACCESS)), RefusalGround.EXEMPT, exemption=exemption)
    words = text_of(case)
    assert "Legal privilege (DPA 2018, Schedule 2, paragraph 19)" in words
    assert "You can also go to court" in words
    fetch_letter(answered(case))
    assert Case.objects.get(pk=case.pk).outcome == Outcome.REFUSED


@pytest.mark.parametrize("right", list(DEEDS))
def test_each_right_has_its_answer_and_its_refusal(right: Right) -> None:
    case = done(case_of(right, email=f"{right}@example.org"))
    met = text_of(case)
    assert prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW).letter_only
    other = done(case_of(right, email=f"{right}-2@example.org"), Outcome.REFUSED)
    denied = text_of(other)
    assert "The facts of this case are these." in denied or "Your safety weighs more" in denied
    assert "The facts of this case are these." not in met
    assert "You can complain to the supervisory authority at any time" in denied


def test_the_letter_says_what_a_decision_lacks() -> None:
    case = done(case_of(Right.ERASURE))
    resolutions.Resolution.objects.filter(case=case).update(details=None)
    with pytest.raises(Refused, match="when the data leaves the safety copies"):
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)


def test_the_letter_does_not_deny_that_others_have_the_data() -> None:
    case = done(case_of(Right.RECTIFICATION))
    assert "Willow Lane Mail" in text_of(case)
    case.tasks.filter(recipient__name="Willow Lane Mail").delete()
    with pytest.raises(Refused, match="It is not recorded when Willow Lane Mail was told, nor why not"):
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)


def test_not_even_by_sql_does_a_case_close_as_refused_without_its_letter() -> None:
    case = refused(case_of(Right.ACCESS), RefusalGround.EXCESSIVE)
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    case = Case.objects.get(pk=case.pk)
    leave = {"released_by": staff(Role.DPO), "released_at": NOW}
    for outcome in (Outcome.REFUSED, Outcome.PARTLY_DONE, Outcome.NEITHER_CONFIRMED, Outcome.PARTLY_PROVIDED):
        ended = leave | {"status": Status.CLOSED, "closed_at": NOW, "outcome": outcome}
        with pytest.raises(IntegrityError, match="case_refusal_needs_letter"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**ended)
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=NOW)
    with pytest.raises(IntegrityError, match="case_refusal_needs_letter"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            status=Status.CLOSED, closed_at=NOW, outcome=Outcome.REFUSED, letter=None
        )
