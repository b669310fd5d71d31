"""Every code has a sentence; the derivation, the short form and the small calendar read as they should."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from dsar.clock import (
    Calendar,
    Clarification,
    Extension,
    Facts,
    FactsError,
    Fee,
    Promise,
    PromiseFrom,
    Proof,
    RefusalCode,
    RegimeCode,
    Result,
    Source,
    State,
    StepCode,
    WarningCode,
    compute,
    compute_complaint,
)
from dsar.letters.clock_months import DayKind, months, weekdays
from dsar.letters.clock_names import (
    COUNTRIES,
    REGIMES,
    SOURCES,
    STANDING,
    STATES,
    UK_PLACES,
    calendar_words,
    place,
)
from dsar.letters.clock_refusals import REFUSALS, WARNINGS, refusal, warning
from dsar.letters.clock_words import SENTENCES, sentence, short, title, variant
from tests.dsar.clock.test_refusals import CASES

D = date
TODAY = date(2026, 12, 14)
RECEIVED = D(2026, 11, 24)
STORY = {  # the case of the prototype
    "received_on": RECEIVED,
    "identity": Proof(D(2026, 11, 25), D(2026, 11, 27), D(2026, 11, 30)),
    "clarifications": (Clarification(D(2026, 12, 7), D(2026, 12, 11)),),
    "promise": Promise(28),
}


def run(jurisdiction: str = "uk-eng", today: date = TODAY, **facts: object) -> Result:
    if "received_at" not in facts:
        facts.setdefault("received_on", RECEIVED)
    known = Facts(jurisdiction, **facts)  # type: ignore[arg-type]
    return compute(known, calendar=Calendar(jurisdiction), today=today)


def many() -> list[Result]:
    """Results that between them hold every step code and every warning."""
    open_proof, proof = Proof(D(2026, 12, 5)), Proof(D(2026, 12, 5), D(2026, 12, 10))
    pause, open_pause = Clarification(RECEIVED, D(2026, 11, 30)), Clarification(D(2026, 12, 1))
    fee = Fee(RECEIVED, D(2026, 12, 20))
    return [
        run(**STORY),
        run(identity=open_proof, authority=open_proof, fee=Fee(RECEIVED)),
        run(
            identity=proof,
            authority=Proof(RECEIVED, D(2026, 12, 11), D(2026, 12, 12)),
            clarifications=(pause,),
        ),
        run(authority=proof, fee=fee, extension=Extension(D(2026, 12, 21), 1), closed_on=D(2027, 5, 5)),
        run(clarifications=(pause, open_pause), extension=Extension(RECEIVED, given_outside=True)),
        run(extension=Extension(None), promise=Promise(90, PromiseFrom.RECEIPT), today=D(2028, 1, 1)),
        run(promise=Promise(7, PromiseFrom.RECEIPT), calendar_version="holidays-0.1"),
        run(promise=Promise(45), received_on=D(2029, 1, 31)),
        run("eu-de", identity=proof, authority=proof, clarifications=(pause,), fee=fee),
        run("eu-de", identity=open_proof, authority=open_proof, clarifications=(open_pause,)),
        run(received_on=D(2026, 6, 12), extension=Extension(D(2026, 7, 13))),
        run(asked_by_rule_on=D(2026, 11, 24)),
        run(received_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC), zone="Europe/London"),
    ]


def test_every_step_code_has_a_sentence_without_gaps() -> None:
    complaint = compute_complaint(RECEIVED, calendar=Calendar("uk-ew"), zone="Europe/London")
    steps = [step for result in many() for step in result.steps] + list(complaint.steps)
    assert {step.code for step in steps} == set(StepCode)
    for step in steps:
        words = sentence(step)
        assert words.endswith("."), words
        assert not re.search(r"%\(|None|_", words), words


def test_no_sentence_stands_unused() -> None:
    complaint = compute_complaint(RECEIVED, calendar=Calendar("uk-ew"), zone="Europe/London")
    used = {variant(step) for result in many() for step in [*result.steps, *complaint.steps]}
    assert set(SENTENCES) - used == set()


def test_every_warning_code_has_a_sentence_without_gaps() -> None:
    notices = [notice for result in many() for notice in result.warnings]
    assert {notice.code for notice in notices} == set(WarningCode) == set(WARNINGS)
    for notice in notices:
        assert not re.search(r"%\(|None|holidays-|\+", warning(notice)), warning(notice)


def test_names_are_complete() -> None:
    assert set(SOURCES) == set(Source)
    assert set(REGIMES) == set(RegimeCode)
    assert set(STATES) == set(STANDING) == set(State)
    assert set(REFUSALS) == set(RefusalCode)
    assert (len(COUNTRIES), len(UK_PLACES)) == (30, 6)
    assert (place("uk-sct"), place("eea-no"), place("eu-de-by")) == ("Scotland", "Norway", "Germany (BY)")
    assert calendar_words("holidays-0.109") == "public holidays of edition 0.109"
    assert calendar_words("holidays-0.109+2").startswith("version 2 of our calendar")


def test_the_derivation_of_the_prototype() -> None:
    result = run(**STORY)
    assert title(result) == "Why 4 January 2027 (Monday)"
    assert [(step.on, sentence(step)) for step in result.steps] == [
        (D(2026, 11, 24), "The request arrived."),
        (D(2026, 11, 25), "Proof of identity was asked for, because there was a doubt."),
        (D(2026, 11, 27), "Sufficient proof of identity arrived (accepted on 30 November 2026)."),
        (D(2026, 11, 27), "The month begins here: the day on which proof of identity arrived."),
        (D(2026, 12, 7), "Clarification was asked for and given: 5 days do not count."),
        (D(2026, 12, 30), "Our own promise: 28 days from the start."),
        (D(2026, 12, 27), "One month after 27 November 2026: the same date."),
        (D(2027, 1, 1), "27 December 2026 and the 5 days that do not count."),
        (
            D(2027, 1, 4),
            "No period ends on a day off: 1 January 2027 (New Year's Day), 2 January 2027 (Saturday) and "
            "3 January 2027 (Sunday). This is the next working day in England: the limit.",
        ),
    ]
    assert result.limit_without_pauses_on == D(2026, 12, 29)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            STORY,
            "We must answer by 4 January 2027 (Monday) at the latest. We aim to answer by 30 December 2026 "
            "(Wednesday). The law gives us one month from 27 November 2026, the day on which your "
            "proof of identity "
            "arrived. 5 days do not count, because we were waiting for your answer to our "
            "question. The last day "
            "would be 1 January 2027 (New Year's Day), a day off, so it is the next working day.",
        ),
        (
            {"received_on": D(2026, 6, 10)},
            "We must answer by 10 July 2026 (Friday) at the latest. The law gives us one month "
            "from 10 June 2026, "
            "the day on which your request arrived.",
        ),
        (
            {"received_on": D(2026, 6, 10), "extension": Extension(D(2026, 6, 12))},
            "We must answer by 10 September 2026 (Thursday) at the latest. The law gives us 3 "
            "months, because we "
            "extended the time, from 10 June 2026, the day on which your request arrived.",
        ),
        (
            {"identity": Proof(D(2026, 11, 25)), "fee": Fee(D(2026, 11, 26))},
            "There is no date yet. The month in which we must answer begins when the proof of "
            "identity that we asked "
            "for on 25 November 2026 has arrived and the fee that we asked for on 26 November "
            "2026 has been paid.",
        ),
        (
            {"clarifications": (Clarification(D(2026, 12, 7)),)},
            "There is no date at the moment. The time in which we must answer stands still since "
            "7 December 2026, "
            "because we are waiting for your answer to our question. When we have that, we tell "
            "you the date.",
        ),
        (
            {"identity": Proof(D(2026, 11, 25)), "closed_on": D(2027, 1, 5)},
            "The request was closed before there was a date.",
        ),
    ],
)
def test_the_short_form(facts: dict[str, object], text: str) -> None:
    assert short(run(**facts)) == text


@pytest.mark.parametrize(("code", "bad"), CASES)
def test_every_refusal_is_a_sentence(code: RefusalCode, bad: Callable[[], object]) -> None:
    with pytest.raises(FactsError) as refused:
        bad()
    words = refusal(refused.value)
    assert refused.value.code is code
    assert words.endswith(".")
    assert not re.search(r"%\(|None|datetime", words), words


def test_a_refusal_says_what_is_wrong_and_what_the_law_allows() -> None:
    with pytest.raises(FactsError) as refused:
        run(received_on=D(2026, 6, 10), extension=Extension(D(2026, 7, 11)))
    assert refusal(refused.value) == (
        "Notice of the extension on 11 July 2026 is too late: 10 July 2026 was the last day "
        "for it. After that day "
        "nothing moves the limit; only a notice that was given by then can be recorded, with its proof."
    )


def test_the_small_calendar_marks_what_the_steps_say() -> None:
    result = run(**STORY)
    shown = months(result, Calendar("uk-eng"), D(2026, 12, 14))
    days = {cell.on: cell for month in shown for week in month.weeks for cell in week if cell}
    assert [month.title for month in shown] == ["November 2026", "December 2026", "January 2027"]
    assert all(len(week) == len(weekdays()) == 7 for month in shown for week in month.weeks)
    assert len(days) == 30 + 31 + 31
    assert days[D(2027, 1, 4)].kind is DayKind.LIMIT
    assert (days[D(2026, 11, 27)].kind, days[D(2026, 11, 24)].kind) == (DayKind.START, DayKind.RECEIVED)
    paused = [on.day for on, cell in days.items() if cell.kind is DayKind.UNCOUNTED]
    assert paused == [7, 8, 9, 10, 11]
    assert (days[D(2026, 12, 28)].kind, days[D(2026, 12, 28)].label) == (DayKind.OFF, "Boxing Day (observed)")
    assert (days[D(2026, 12, 30)].kind, days[D(2026, 12, 30)].label) == (DayKind.TARGET, "target")
    assert (days[D(2026, 12, 15)].kind, days[D(2026, 12, 15)].label) == (DayKind.PLAIN, "")


def test_a_clock_that_stands_shows_the_months_until_today_and_at_most_a_year() -> None:
    waiting = run(clarifications=(Clarification(D(2026, 12, 7)),))
    calendar = Calendar("uk-eng")
    assert [month.title for month in months(waiting, calendar, D(2026, 12, 14))] == [
        "November 2026",
        "December 2026",
    ]
    assert len(months(waiting, calendar, D(2029, 1, 1))) == 12
