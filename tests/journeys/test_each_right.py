"""Each right from the public form to the closed case, met and refused: letter, clock, log and outcome."""

from datetime import date

import pytest

from dsar.clock import State
from dsar.enums import DeliveryKind, Outcome, RefusalGround, Right, Role, Status
from dsar.letters.kinds import LetterKind
from dsar.models import Case
from dsar.services import clock, resolutions
from dsar.services.errors import Refused
from dsar.services.resolutions import Decision
from dsar.states import OF_DATA, OF_DEEDS, OF_EFFECT
from exports.models import Package
from exports.services import material
from tests.exports.services.answering import done
from tests.factories.office import NOW, staff
from tests.factories.rights import answered, case_of, days, fetched, stopped
from tests.factories.road import searched, settled
from tests.journeys.the_person import check_log, letter_of, pdf_text, told

pytestmark = pytest.mark.django_db
LIMIT_ON = date(2026, 12, 24)
ANSWERED_AT = days(20)

#: For each right: the letter of its usual outcome, the outcome, and words that only this letter has.
USUAL: dict[Right, tuple[LetterKind, Outcome, tuple[str, ...]]] = {
    Right.ACCESS: (
        LetterKind.ACCESS_ANSWER,
        Outcome.DATA_PROVIDED,
        ("We do hold and use personal data about you.", "Ridgeway Support Tools"),
    ),
    Right.RECTIFICATION: (
        LetterKind.RECTIFICATION_DONE,
        Outcome.DONE,
        ("“Lindquist” now reads “Lindqvist”", "Willow Lane Mail"),
    ),
    Right.ERASURE: (
        LetterKind.ERASURE_DONE,
        Outcome.DONE,
        ("Erased", "Backups are overwritten after 35 days.", "Willow Lane Mail"),
    ),
    Right.RESTRICTION: (LetterKind.RESTRICTION_APPLIED, Outcome.DONE, ("We store it.", "1 March 2027")),
    Right.PORTABILITY: (LetterKind.PORTABILITY_DONE, Outcome.DATA_PROVIDED, ("CSV and JSON Lines",)),
    Right.OBJECTION: (LetterKind.OBJECTION_UPHELD, Outcome.DONE, ("No longer used for this",)),
    Right.MARKETING: (LetterKind.MARKETING_STOPPED, Outcome.DONE, ("You said no to marketing",)),
    Right.AUTOMATED: (
        LetterKind.ADM_REVIEW,
        Outcome.DONE,
        ("Income was compared with the instalments.", "The loan is granted."),
    ),
    Right.CONSENT: (LetterKind.CONSENT_WITHDRAWN, Outcome.DONE, ("You have taken back your consent",)),
}

#: For each right that can be refused: the letter, and words that only this letter has.
DENIED: dict[Right, tuple[LetterKind, str]] = {
    Right.ACCESS: (LetterKind.UNFOUNDED_EXCESSIVE, "manifestly excessive (Art. 12(5))"),
    Right.PORTABILITY: (LetterKind.REFUSAL, "neither on consent nor on a contract"),
    Right.RECTIFICATION: (LetterKind.RECTIFICATION_REFUSED, "We checked, and the data is accurate"),
    Right.ERASURE: (LetterKind.ERASURE_REFUSED, "Finance Act 1998"),
    Right.RESTRICTION: (LetterKind.RESTRICTION_REFUSED, "None of the four conditions is met"),
    Right.OBJECTION: (LetterKind.OBJECTION_REFUSED, "Your safety weighs more than our statistics."),
    Right.AUTOMATED: (LetterKind.ADM_NOT_APPLICABLE, "not made by automated means alone"),
}


def check_waiting(case: Case) -> None:
    """Just received: the month runs, the person has one acknowledgement and no identity was asked."""
    assert (case.limit_on, case.clock_state) == (LIMIT_ON, State.RUNNING)
    assert told(case) == [DeliveryKind.ACKNOWLEDGEMENT]


def check_over(case: Case, outcome: Outcome, package: Package) -> None:
    """Closed with its outcome and its letter, the clock stopped on the day of the release, one message."""
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.outcome) == (Status.CLOSED, outcome)
    assert case.letter_id == package.letter_id is not None
    assert (case.clock_state, case.released_at) == (State.CLOSED, ANSWERED_AT)
    result = clock.explain(case, today=ANSWERED_AT.date())
    assert (result.state, result.limit_on) == (State.CLOSED, case.limit_on)
    assert told(case) == [DeliveryKind.ACKNOWLEDGEMENT, DeliveryKind.DELIVERY]


@pytest.mark.parametrize("right", OF_DATA)
def test_data_is_searched_reviewed_and_handed_over(right: Right, crm: None) -> None:
    case = case_of(right)
    check_waiting(case)
    case = searched(settled(case, now=days(1)), now=days(2))
    material.include_rest(case, actor=staff(Role.CASEWORKER), now=days(3))
    kind, outcome, words = USUAL[right]
    found, said = letter_of(case, written_on=ANSWERED_AT.date())
    assert found == kind
    assert all(each in said for each in words), said
    package = answered(case, now=ANSWERED_AT)
    assert fetched(package, now=days(21)).startswith(b"PK")
    check_over(case, outcome, package)
    check_log(
        case,
        "A request arrived through the web form: ",
        "A case was opened",
        "It was settled who is asking: by a document. The proof arrived on 25 November 2026.",
        "The search of 1 source began.",
        "The answer was sent to be made and reviewed.",
        "The answer was released (package version 1).",
        "The requester downloaded",
        "The case was closed",
    )


@pytest.mark.parametrize("right", OF_DEEDS)
def test_what_is_asked_for_is_done_proven_and_told(right: Right) -> None:
    case = case_of(right)
    check_waiting(case)
    case = done(settled(case, now=days(1)), now=days(2))
    kind, outcome, words = USUAL[right]
    found, said = letter_of(case, written_on=ANSWERED_AT.date())
    assert found == kind
    assert all(each in said for each in words), said
    package = answered(case, now=ANSWERED_AT)
    assert fetched(package, now=days(21)).startswith(b"%PDF")
    check_over(case, outcome, package)
    check_log(
        case,
        "It was settled who is asking",
        "Work on the request began.",
        "It was decided what is done.",
        "What was decided is being carried out.",
        "A task was confirmed with proof",
        "What was decided is carried out.",
        "The answer was released (package version 1).",
        "The requester downloaded the letter.",
        "The case was closed: Done.",
    )


@pytest.mark.parametrize("right", OF_EFFECT)
def test_what_takes_effect_on_receipt_waits_for_nobody(right: Right) -> None:
    case = case_of(right)
    assert (case.status, case.identity_settled_at) == (Status.ACTING, None)
    check_waiting(case)
    kind, outcome, words = USUAL[right]
    package = stopped(case, now=ANSWERED_AT)
    found, said = letter_of(case, written_on=ANSWERED_AT.date())
    assert found == kind
    assert all(each in said for each in words), said
    assert "24 November 2026" in said, "in force since the day of receipt"
    assert fetched(package, now=days(21)).startswith(b"%PDF")
    check_over(case, outcome, package)
    check_log(
        case,
        "A case was opened",
        "took effect on receipt",
        "confirmed with proof",
        "The case was closed: Done.",
    )


@pytest.mark.parametrize("right", DENIED)
def test_a_refusal_gives_its_ground_its_reasons_and_the_ways_to_go_on(right: Right) -> None:
    case = settled(case_of(right), now=days(1))
    if right in OF_DATA:
        case = resolutions.refuse(case, denial(right), actor=staff(Role.CASEWORKER), now=days(2))
    else:
        case = done(case, Outcome.REFUSED, now=days(2))
    kind, words = DENIED[right]
    found, said = letter_of(case, written_on=ANSWERED_AT.date())
    assert found == kind
    assert words in said
    package = answered(case, now=ANSWERED_AT)
    on_paper = pdf_text(fetched(package, now=days(21)))
    for way in (
        case.submission.reference,
        words,
        case.controller.dpo_email,
        case.controller.regulator_phone,
        "court",
    ):
        assert way in on_paper
    check_over(case, Outcome.REFUSED, package)
    check_log(case, "The answer was released", "The case was closed: Refused.")


def denial(right: Right) -> Decision:
    """The decision to refuse a request for data."""
    if right == Right.ACCESS:
        return Decision(
            Outcome.REFUSED,
            refusal_ground=RefusalGround.EXCESSIVE,
            reasons="You asked for the same on each of the last nine days.",
        )
    return Decision(
        Outcome.REFUSED,
        ground="other_basis",
        refusal_ground=RefusalGround.NO_GROUND,
        reasons="We keep this data because a law requires it.",
    )


@pytest.mark.parametrize("right", OF_EFFECT)
def test_nobody_can_refuse_to_stop_marketing_or_to_take_consent_back(right: Right) -> None:
    case = case_of(right)
    for ground in RefusalGround:
        said = Decision(Outcome.REFUSED, refusal_ground=ground, reasons="We would rather not.")
        with pytest.raises(Refused, match="The law knows no ground to refuse this"):
            resolutions.refuse(case, said, actor=staff(Role.DPO), now=NOW)
    assert Case.objects.get(pk=case.pk).status == Status.ACTING
