"""Several rights in one submission: acknowledged once, identified once, answered once, a section for each."""

import pytest

from dsar.clock import State
from dsar.enums import DeliveryKind, Outcome, Right, Role, Status
from dsar.letters.kinds import LetterKind
from dsar.models import Case, Delivery, Submission
from exports.services import letter, material
from identity.enums import Doubt
from identity.methods import document
from identity.models import Check
from identity.services import checks
from tests.exports.services.answering import case_in, done
from tests.factories.office import staff
from tests.factories.rights import answered, asked_for, days, fetched, stopped
from tests.factories.road import searched
from tests.identity.world import a_document
from tests.journeys.the_person import pdf_text

pytestmark = pytest.mark.django_db
TOGETHER = (Right.ACCESS, Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION)


def sent(submission: Submission, kind: DeliveryKind) -> int:
    return Delivery.objects.filter(submission=submission, kind=kind).count()


def identified(submission: Submission) -> None:
    """Asked once who they are, answered with one document, accepted once: every case is ready for it."""
    caseworker, case = staff(Role.CASEWORKER), case_in(submission, Right.ERASURE)
    checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="We do not know it.", actor=caseworker, now=days(1))
    waiting = submission.cases.filter(status=Status.AWAITING_IDENTITY, clock_state=State.NOT_STARTED)
    assert waiting.count() == len(TOGETHER)
    scan = a_document(submission, now=days(2))
    document.accept(scan, compared="Name and address.", actor=caseworker, now=days(3))
    assert Check.objects.filter(submission=submission).count() == 1
    assert sent(submission, DeliveryKind.ID_REQUEST) == 1
    ready = submission.cases.filter(status=Status.READY, clock_start_on=days(2).date())
    assert ready.count() == len(TOGETHER), "the month runs from the day on which the document arrived"


def test_one_acknowledgement_one_identity_check_one_answer(crm: None) -> None:
    submission = asked_for(*TOGETHER, Right.MARKETING)
    assert sent(submission, DeliveryKind.ACKNOWLEDGEMENT) == 1
    marketing = case_in(submission, Right.MARKETING)
    assert marketing.status == Status.ACTING, "it waits for nobody's identity"
    identified(submission)
    access = searched(case_in(submission, Right.ACCESS), now=days(4))
    material.include_rest(access, actor=staff(Role.CASEWORKER), now=days(4))
    for right in TOGETHER[1:]:
        done(case_in(submission, right), now=days(5))
    case = case_in(submission, Right.ACCESS)
    made = letter.compose_answer(case, written_on=days(6).date())
    assert made.kinds == (
        LetterKind.ACCESS_ANSWER,
        LetterKind.RECTIFICATION_DONE,
        LetterKind.ERASURE_DONE,
        LetterKind.RESTRICTION_APPLIED,
    )
    package = answered(case, now=days(6))
    assert sent(submission, DeliveryKind.DELIVERY) == 1
    assert fetched(package, now=days(7)).startswith(b"PK")
    ended = dict(submission.cases.values_list("right", "outcome"))
    assert ended == dict.fromkeys(TOGETHER, Outcome.DONE) | {
        Right.ACCESS: Outcome.DATA_PROVIDED,
        Right.MARKETING: "",
    }
    letters = Case.objects.filter(submission=submission, right__in=TOGETHER).values_list("letter", flat=True)
    assert len(set(letters)) == 1


def test_what_takes_effect_at_once_is_answered_by_itself() -> None:
    submission = asked_for(Right.OBJECTION, Right.MARKETING)
    said = pdf_text(fetched(stopped(case_in(submission, Right.MARKETING), now=days(1)), now=days(1)))
    assert case_in(submission, Right.MARKETING).reference in said or submission.reference in said
    assert case_in(submission, Right.MARKETING).status == Status.CLOSED
    assert case_in(submission, Right.OBJECTION).status == Status.RECEIVED
