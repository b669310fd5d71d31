"""Letters that are not answers with data: nothing held, identity, extension."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dsar.letters.facts import ClockEffect, Deadline, Extension, IdentityQuestion, LetterFacts, Proof
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import compose, missing
from tests.dsar.letters.samples import ASKING, LONGER, NOT_YET, NOTHING, QUESTION, WITHHELD


def read(kind: LetterKind, facts: LetterFacts) -> str:
    return " ".join(compose(kind, facts).text().split())


def sentences(kind: LetterKind, facts: LetterFacts) -> list[str]:
    return [lack.sentence for lack in missing(kind, facts)]


def asking(**changes: Any) -> LetterFacts:
    question: IdentityQuestion = replace(QUESTION, **changes)
    return replace(ASKING, identity=question)


def longer(**changes: Any) -> LetterFacts:
    notice = LONGER.extension
    assert isinstance(notice, Extension)
    return replace(LONGER, extension=replace(notice, **changes))


def test_p2_nothing_held_says_so_and_where_was_searched_by_what() -> None:
    letter = read(LetterKind.NO_DATA_HELD, NOTHING)
    assert "We hold no personal data about you that we know of, apart from this request" in letter
    assert (
        "Customer records Searched by: your e-mail address and your customer number Found: Nothing" in letter
    )
    assert "If you have used another name, address" in letter
    assert "Information Commissioner’s Office" in letter


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"searches": (replace(NOTHING.searches[0], found=3), *NOTHING.searches[1:])},
            "Something was found in",
        ),
        ({"searches": NOTHING.searches[3:]}, "Nothing was searched"),
        ({"withheld": WITHHELD}, "Something is withheld"),
    ],
)
def test_nothing_held_is_refused_when_the_facts_say_otherwise(changes: dict[str, Any], sentence: str) -> None:
    assert any(
        s.startswith(sentence) for s in sentences(LetterKind.NO_DATA_HELD, replace(NOTHING, **changes))
    )


def test_an_id_request_says_what_is_doubtful_what_settles_it_and_what_it_does_to_the_time() -> None:
    letter = read(LetterKind.ID_REQUEST, ASKING)
    assert QUESTION.doubt in letter
    assert QUESTION.why in letter
    assert "- a recent bill from us" in letter
    assert "Please send no originals" in letter
    assert "starts on the day on which enough proof arrives" in letter
    assert "We delete what you send 7 days after we have decided." in letter
    assert QUESTION.send_to in letter


def test_where_the_time_is_suspended_the_letter_says_that() -> None:
    letter = read(LetterKind.ID_REQUEST, asking(effect=ClockEffect.STANDS_STILL))
    assert "stands still until enough proof arrives" in letter
    assert "starts on the day" not in letter


def test_without_a_doubt_it_never_says_that_the_time_waits() -> None:
    running = replace(ASKING.deadline, limit_on=date(2026, 12, 24))
    facts = replace(asking(effect=ClockEffect.NONE, doubt="", why=""), deadline=running)
    letter = read(LetterKind.ID_REQUEST, facts)
    assert "runs from the day on which your request arrived" in letter
    assert "So we answer by 24 December 2026 (Thursday) at the latest." in letter
    assert "we ask everybody for proof" in letter
    assert "starts on the day" not in letter
    assert "stands still" not in letter


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"doubt": ""}, "The time waits for proof only where it is recorded what is doubtful."),
        ({"why": ""}, "It is not recorded why there is a doubt about who the person is."),
        (
            {"proofs": (Proof(what="a passport", photo=True),)},
            "Name at least one proof that does not show a photograph.",
        ),
        ({"effect": ClockEffect.NONE}, "The time runs from receipt, but the clock shows no limit."),
    ],
)
def test_an_id_request_is_refused(changes: dict[str, Any], sentence: str) -> None:
    assert sentences(LetterKind.ID_REQUEST, asking(**changes)) == [sentence]


def test_an_id_request_cannot_wait_while_the_clock_shows_a_limit() -> None:
    facts = replace(ASKING, deadline=Deadline(received_on=date(2026, 11, 24), limit_on=date(2026, 12, 24)))
    assert sentences(LetterKind.ID_REQUEST, facts) == [
        "The time waits for proof, but the clock shows a limit."
    ]


def test_id_not_accepted_says_what_came_when_and_why_it_is_not_enough_with_all_routes() -> None:
    letter = read(LetterKind.ID_NOT_ACCEPTED, NOT_YET)
    assert "the photograph of a letter, which arrived on 27 November 2026 (Friday)" in letter
    assert "The name on it cannot be read." in letter
    for route in ("tell us: dpo@alder.example.org", "Information Commissioner’s Office", "go to court"):
        assert route in letter


def test_an_extension_gives_factor_facts_and_both_dates() -> None:
    letter = read(LetterKind.EXTENSION, LONGER)
    assert "The reason: The request is complex." in letter
    assert "kept their own archives on paper" in letter
    assert "First limit: 24 December 2026 (Thursday) New limit: 24 February 2027 (Wednesday)" in letter
    assert "We aim for: 29 January 2027 (Friday)" in letter
    assert "by 8 January 2027 (Friday)" in letter


def test_an_extension_can_go_out_on_its_last_day_and_not_after() -> None:
    notice = LONGER.extension
    assert notice is not None
    assert not sentences(LetterKind.EXTENSION, replace(LONGER, written_on=notice.notice_by))
    late = replace(LONGER, written_on=notice.notice_by + timedelta(days=1))
    assert sentences(LetterKind.EXTENSION, late) == [
        "The last day for this notice has passed, and nothing moves the limit any more."
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"new_limit_on": date(2026, 12, 24), "aim_on": None},
            "The new limit is not later than the first one.",
        ),
        ({"aim_on": date(2027, 2, 25)}, "The date that we aim for is later than the new limit."),
    ],
)
def test_an_extension_is_refused(changes: dict[str, Any], sentence: str) -> None:
    assert sentences(LetterKind.EXTENSION, longer(**changes)) == [sentence]


def test_a_letter_cannot_be_older_than_what_it_answers() -> None:
    early = replace(NOTHING, written_on=NOTHING.deadline.received_on - timedelta(days=1))
    assert sentences(LetterKind.NO_DATA_HELD, early) == [
        "The letter is dated before the day on which the request arrived."
    ]
