"""Letters along the way: the clock, fees, silence, other organisations, complaints."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from dsar.letters.facts import ClockEffect, ComplaintFacts, LetterFacts
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import compose, missing
from tests.dsar.letters.samples import ANSWER, FACTS


def read(kind: LetterKind, facts: LetterFacts | None = None) -> str:
    return " ".join(compose(kind, facts or FACTS[kind]).text().split())


def sentences(kind: LetterKind, **changes: Any) -> list[str]:
    """Return what the sample of a kind lacks when one of its facts is changed."""
    return [lack.sentence for lack in missing(kind, replace(FACTS[kind], **changes))]


def inner(kind: LetterKind, name: str, **changes: Any) -> dict[str, Any]:
    """Return the change that puts other values into one of a sample's facts."""
    return {name: replace(getattr(FACTS[kind], name), **changes)}


def test_the_clock_starts_on_the_day_of_arrival_whenever_somebody_looked() -> None:
    letter = read(LetterKind.CLOCK_STARTED)
    assert "runs from that day, even if we looked at it later." in letter
    assert "We answer by: 4 January 2027 (Monday)" in letter
    later = replace(
        FACTS[LetterKind.CLOCK_STARTED],
        **inner(LetterKind.CLOCK_STARTED, "started", starts_on=date(2026, 11, 30)),
    )
    assert "runs from 30 November 2026 (Monday)" in read(LetterKind.CLOCK_STARTED, later)
    too_early = inner(LetterKind.CLOCK_STARTED, "started", starts_on=date(2026, 11, 26))
    assert sentences(LetterKind.CLOCK_STARTED, **too_early) == [
        "The time cannot run from a day before what it waited for had arrived."
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [(5, "5 days do not count."), (1, "1 day does not count."), (0, "no day has to be left out")],
)
def test_the_clock_runs_again_and_says_how_many_days_do_not_count(days: int, words: str) -> None:
    changed = inner(LetterKind.CLOCK_RESUMED, "resumed", days_not_counted=days)
    assert words in read(LetterKind.CLOCK_RESUMED, replace(FACTS[LetterKind.CLOCK_RESUMED], **changed))


def test_a_question_says_that_nobody_need_narrow_and_what_it_does_to_the_time() -> None:
    letter = read(LetterKind.CLARIFICATION)
    assert "You need not narrow what you asked for." in letter
    assert "ends the wait, and the time runs again" in letter
    plain = inner(LetterKind.CLARIFICATION, "scope", stops_clock=False)
    assert "Our question does not change the time" in read(
        LetterKind.CLARIFICATION, replace(FACTS[LetterKind.CLARIFICATION], **plain)
    )


def test_only_access_can_be_asked_what_it_means() -> None:
    assert sentences(LetterKind.CLARIFICATION, case_right="erasure") == [
        "Only a request for access can be asked in this way what it means."
    ]


def test_p17_a_fee_says_why_how_much_how_and_what_is_free() -> None:
    letter = read(LetterKind.FEE_NOTICE)
    for words in ("The fee: £18.40", "40 minutes of our archivist at £24 an hour", "28 December 2026"):
        assert words in letter
    assert "starts on the day on which the fee arrives" in letter
    eu = inner(LetterKind.FEE_NOTICE, "fee", effect=ClockEffect.NONE)
    assert "the fee does not change that" in read(
        LetterKind.FEE_NOTICE, replace(FACTS[LetterKind.FEE_NOTICE], **eu)
    )
    late = inner(LetterKind.FEE_NOTICE, "fee", pay_by_on=FACTS[LetterKind.FEE_NOTICE].written_on)
    assert sentences(LetterKind.FEE_NOTICE, **late) == ["The last day for paying leaves no time to pay."]


def test_an_apology_gives_a_promise_and_no_new_limit_and_only_when_late() -> None:
    letter = read(LetterKind.LATE_APOLOGY)
    assert "We promise you our answer by 12 January 2027 (Tuesday). This is our own promise." in letter
    assert "It gives us no more time under the law" in letter
    assert sentences(LetterKind.LATE_APOLOGY, written_on=date(2027, 1, 4)) == [
        "The limit has not passed, so there is nothing to be sorry for yet."
    ]
    assert sentences(LetterKind.LATE_APOLOGY, written_on=date(2027, 1, 13)) == [
        "The day that is promised has passed already."
    ]


def test_neither_yes_nor_no_is_the_same_letter_whatever_is_held() -> None:
    kind = LetterKind.NEITHER_CONFIRM_NOR_DENY
    letter = read(kind)
    assert "neither that we hold personal data about you nor that we do not" in letter
    for word in ("exemption", "withheld", "Schedule", "redact", "secret", "crime", "police"):
        assert word not in letter
    for name in ("systems", "searches", "withheld", "delivery"):
        assert sentences(kind, **{name: getattr(ANSWER, name)}) == [
            "A letter that neither confirms nor denies must be given nothing that it could tell."
        ]


def test_p18_silence_closes_says_how_to_go_on_and_when_details_are_erased() -> None:
    letter = read(LetterKind.CLOSED_NO_RESPONSE)
    assert "we asked you for proof of who you are. We waited until 27 December 2026 (Sunday)" in letter
    assert "give the reference B8WN-4JKA. We open your request again" in letter
    assert "On 27 January 2027 (Wednesday) we erase the details that you sent us." in letter
    kept = inner(LetterKind.CLOSED_NO_RESPONSE, "unanswered", erased_on=None)
    assert "we erase" not in read(
        LetterKind.CLOSED_NO_RESPONSE, replace(FACTS[LetterKind.CLOSED_NO_RESPONSE], **kept)
    )
    early = inner(LetterKind.CLOSED_NO_RESPONSE, "unanswered", waited_until=date(2026, 12, 29))
    assert sentences(LetterKind.CLOSED_NO_RESPONSE, **early) == [
        "The days of the question, of the end of the wait and of the letter do not agree."
    ]


def test_an_answer_given_before_never_closes_a_request() -> None:
    assert "This letter does not close your request." in read(LetterKind.ANSWERED_BEFORE)


def test_a_request_is_sent_on_only_with_the_person_s_word() -> None:
    assert "because that is for you to decide" in read(LetterKind.TRANSFER)
    agreed = inner(LetterKind.TRANSFER, "transferred", forwarded=True)
    assert "As you agreed, we have sent your request on" in read(
        LetterKind.TRANSFER, replace(FACTS[LetterKind.TRANSFER], **agreed)
    )


@pytest.mark.parametrize("kind", [LetterKind.RECIPIENT_NOTICE, LetterKind.THIRD_PARTY_CONSENT])
def test_nobody_else_reads_the_words_or_the_dates_of_who_asked(kind: LetterKind) -> None:
    letter = read(kind)
    for fact in (*ANSWER.asked_words.splitlines(), "24 November 2026", "You asked", "Our limit"):
        assert fact not in letter
    if kind == LetterKind.THIRD_PARTY_CONSENT:
        assert ANSWER.addressee.name not in letter


def test_a_third_party_is_free_and_their_answer_stays_here() -> None:
    letter = read(LetterKind.THIRD_PARTY_CONSENT)
    assert "You may say yes or no, and need give no reason." in letter
    assert "We never show it to the person who asked." in letter


def test_p25_who_writes_for_a_child_is_asked_and_told_whom_we_answer() -> None:
    letter = read(LetterKind.AUTHORITY_REQUEST)
    assert "for Nils Lindqvist, for a copy of the personal data that we hold about this person" in letter
    assert "It is just as good if the person tells us in their own words" in letter
    assert "we may give our answer directly to the person instead of to you" in letter
    assert "nor whether we hold any data at all" in read(LetterKind.SENT_TO_PERSON)


def test_a_request_that_ends_with_a_death_quotes_nobody() -> None:
    letter = read(LetterKind.LAPSED)
    assert "We are sorry for your loss." in letter
    assert "Please send me everything" not in letter


def test_p19_a_complaint_is_answered_point_by_point_by_somebody_else_or_says_why_not() -> None:
    letter = read(LetterKind.COMPLAINT_OUTCOME)
    complaint = FACTS[LetterKind.COMPLAINT_OUTCOME].complaint
    assert isinstance(complaint, ComplaintFacts)
    for point in complaint.points:
        assert f"{point.point} Our answer: {point.answer}" in letter
    assert "We are a firm of four" in letter
    apart = inner(LetterKind.COMPLAINT_OUTCOME, "complaint", independent=True)
    assert "by somebody who had no part" in read(
        LetterKind.COMPLAINT_OUTCOME, replace(FACTS[LetterKind.COMPLAINT_OUTCOME], **apart)
    )
    silent = inner(LetterKind.COMPLAINT_OUTCOME, "complaint", why_not_independent="")
    assert sentences(LetterKind.COMPLAINT_OUTCOME, **silent) == [
        "It is not recorded why nobody else could look into the complaint."
    ]


def test_a_complaint_carries_its_own_reference_and_needs_no_request() -> None:
    letter = compose(LetterKind.COMPLAINT_ACK, FACTS[LetterKind.COMPLAINT_ACK])
    assert letter.reference == "B8WN-4JKA-C1"
    assert letter.foot == "B8WN-4JKA-C1 · Your complaint"
    assert "About your request: B8WN-4JKA" in " ".join(letter.text().split())
    alone = replace(FACTS[LetterKind.COMPLAINT_ACK], reference="B8WN-4JKA-C1", case_right="", asked_words="")
    assert "About your request" not in compose(LetterKind.COMPLAINT_ACK, alone).text()


def test_what_follows_follows_before_the_limit() -> None:
    partial = FACTS[LetterKind.PARTIAL_RELEASE].partial
    assert partial is not None
    late = replace(partial, later=(replace(partial.later[0], by_on=date(2027, 1, 5)),))
    assert sentences(LetterKind.PARTIAL_RELEASE, partial=late) == [
        "This would follow only after the limit: recordings of 4 telephone calls."
    ]


def test_every_optional_fact_is_used_by_some_letter() -> None:
    """A fact that no sample fills would be one that no letter says."""
    unused = {
        field.name for field in fields(LetterFacts) if not any(getattr(f, field.name) for f in FACTS.values())
    }
    assert unused == {"case_reference", "large_print"}  # the joint answer and the PDF fill these two
