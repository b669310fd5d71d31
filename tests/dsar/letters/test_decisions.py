"""The letters on decisions agree with what was decided, and refuse to say what is not so."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dsar.letters.facts import Decided, LetterFacts
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import compose, missing
from tests.dsar.letters.samples import FACTS
from tests.dsar.letters.samples.decisions import KEPT, TOLD

DECIDED = [kind for kind in LetterKind if FACTS[kind].decided]
LIFTING = LetterKind.RESTRICTION_LIFTING
ANY_ENDING = {LIFTING, LetterKind.RECIPIENTS_TOLD}


def read(kind: LetterKind, facts: LetterFacts | None = None) -> str:
    return " ".join(compose(kind, facts or FACTS[kind]).text().split())


def sentences(kind: LetterKind, facts: LetterFacts) -> list[str]:
    return [lack.sentence for lack in missing(kind, facts)]


def with_decision(kind: LetterKind, **changes: Any) -> LetterFacts:
    decided = FACTS[kind].decided
    assert isinstance(decided, Decided)
    return replace(FACTS[kind], decided=replace(decided, **changes))


@pytest.mark.parametrize("kind", [kind for kind in DECIDED if kind != LetterKind.RECIPIENTS_TOLD])
def test_a_decision_on_another_right_is_refused(kind: LetterKind) -> None:
    other = "erasure" if FACTS[kind].case_right != "erasure" else "access"
    assert "The decision is about another right than this letter." in sentences(
        kind, with_decision(kind, right=other)
    )


@pytest.mark.parametrize("kind", [kind for kind in DECIDED if kind not in ANY_ENDING])
def test_a_letter_never_says_that_it_ended_otherwise(kind: LetterKind) -> None:
    decided = FACTS[kind].decided
    assert decided is not None
    wrong = "refused" if decided.outcome != "refused" else "done"
    said = sentences(kind, with_decision(kind, outcome=wrong))
    if kind == LetterKind.MARKETING_STOPPED:
        assert said == ["An objection to marketing is never refused, not even in part."]
    else:
        assert "The decision did not end as this letter says." in said


def test_p3_what_was_corrected_where_and_who_was_told() -> None:
    letter = read(LetterKind.RECTIFICATION_DONE)
    assert "What: Your surname is now Lindqvist Where: Customer records When: 14 December 2026" in letter
    assert "Who: Birch Hosting Ltd What for: Keeps our servers Told: 15 December 2026" in letter
    assert "Told: Not told. The company closed in 2025, and nobody took over its data." in letter


def test_p3_who_is_not_believed_can_put_a_statement_beside_the_data() -> None:
    assert "You can have a short statement of your own put beside the data" in read(
        LetterKind.RECTIFICATION_REFUSED
    )
    added = compose(LetterKind.RECTIFICATION_PART, FACTS[LetterKind.RECTIFICATION_PART]).text()
    assert "> I moved out of 3 Old Lane in 2024." in added


def test_p6_what_stays_why_the_law_until_when_and_who_holds_it() -> None:
    letter = read(LetterKind.ERASURE_PART)
    assert (
        "5 invoices of 2023 to 2026 Why it stays: The law has us keep invoices for 6 years. The law: UK GDPR "
        "Article 17(3)(b); Companies Act 2006, section 388 Until when: 31 December 2032 (Friday) Who holds "
        "it: Our accounts department" in letter
    )
    assert "Until when: No day is certain yet. We look at it again on 1 June 2027 (Tuesday)." in letter


def test_something_without_an_end_needs_a_day_on_which_we_look_again() -> None:
    facts = with_decision(LetterKind.ERASURE_PART, review_on=None)
    assert sentences(LetterKind.ERASURE_PART, facts) == [
        "It is not said until when this stays, nor when we look at it again: Letters about the fault of May "
        "2026."
    ]


def test_everything_erased_is_never_said_when_something_stays() -> None:
    assert sentences(LetterKind.ERASURE_DONE, with_decision(LetterKind.ERASURE_DONE, kept=KEPT[:1])) == [
        "Something stays, so the letter cannot say that everything was erased."
    ]


def test_p10_the_list_that_keeps_marketing_away_is_explained_and_required() -> None:
    assert "one list whose only use is that we do not write to you again by mistake" in read(
        LetterKind.MARKETING_STOPPED
    )
    assert sentences(
        LetterKind.MARKETING_STOPPED, with_decision(LetterKind.MARKETING_STOPPED, suppression=False)
    ) == ["Without an entry on the list the marketing could begin again."]


def test_p8_a_restriction_is_lifted_only_after_the_person_was_told() -> None:
    letter = read(LIFTING)
    assert "From 11 January 2027 (Monday) we may use it again as before." in letter
    assert sentences(LIFTING, with_decision(LIFTING, effective_on=FACTS[LIFTING].written_on)) == [
        "The person must be told before the restriction is lifted, and the day is too early."
    ]


def test_nothing_is_said_to_be_done_after_the_date_of_the_letter() -> None:
    early = replace(FACTS[LetterKind.ERASURE_DONE], written_on=date(2026, 12, 13))
    assert "Something is said to be done on a day after the date of the letter." in sentences(
        LetterKind.ERASURE_DONE, early
    )


def test_whoever_was_not_told_has_a_reason() -> None:
    facts = with_decision(LetterKind.ERASURE_DONE, told=(TOLD[0], replace(TOLD[1], why_not="")))
    assert sentences(LetterKind.ERASURE_DONE, facts) == [
        "It is not recorded when Dogwood Events Ltd was told, nor why not."
    ]
    alone = with_decision(LetterKind.ERASURE_DONE, told=())
    assert "We had passed this data to nobody else" in read(LetterKind.ERASURE_DONE, alone)


def test_p9_what_cannot_be_taken_along_is_offered_as_a_copy() -> None:
    letter = read(LetterKind.PORTABILITY_PART)
    assert "Form: CSV and JSON What is in it: Date, product, number, price" in letter
    assert "Not in this form: Notes of our staff Why: You did not give us these" in letter
    assert "You can have a readable copy of this data all the same" in letter
    assert "As you asked, Elm CRM Ltd has it since" in read(LetterKind.PORTABILITY_DONE)


@pytest.mark.parametrize(
    ("kind", "source", "sentence"),
    [
        (LetterKind.PORTABILITY_DONE, LetterKind.PORTABILITY_PART, "cannot say that all is given"),
        (LetterKind.PORTABILITY_REFUSED, LetterKind.PORTABILITY_DONE, "cannot say that none is"),
        (LetterKind.PORTABILITY_PART, LetterKind.PORTABILITY_DONE, "cannot say that any is left out"),
        (LetterKind.PORTABILITY_PART, LetterKind.PORTABILITY_REFUSED, "cannot say that any is."),
    ],
)
def test_sets_of_data_agree_with_how_it_ended(kind: LetterKind, source: LetterKind, sentence: str) -> None:
    facts = replace(FACTS[kind], data_sets=FACTS[source].data_sets)
    assert any(sentence in said for said in sentences(kind, facts))


def test_p12_a_refused_objection_weighs_this_person_s_own_situation() -> None:
    letter = read(LetterKind.OBJECTION_REFUSED)
    assert "how we weighed it against your own situation: You told us that the log shows when" in letter


def test_p11_a_decision_is_looked_at_by_a_person_who_could_decide_otherwise() -> None:
    letter = read(LetterKind.ADM_REVIEW)
    assert "A human being has now looked at everything" in letter
    assert "Who looked: the head of customer service" in letter


def test_p13_taking_back_consent_leaves_the_past_lawful_and_says_what_goes_on() -> None:
    letter = read(LetterKind.CONSENT_WITHDRAWN)
    assert "Since 24 November 2026 (Tuesday) we no longer do what you had agreed to." in letter
    assert "What we did before that day, while we had your consent, stays lawful." in letter
    other = with_decision(LetterKind.CONSENT_WITHDRAWN, goes_on="We keep your invoices, as tax law asks.")
    assert "We keep your invoices, as tax law asks." in read(LetterKind.CONSENT_WITHDRAWN, other)


@pytest.mark.parametrize(
    "kind",
    [k for k in LetterKind if k.endswith(("_refused", "_part", "refusal", "excessive", "not_applicable"))],
)
def test_every_refusal_says_who_decided_and_how_to_ask_for_a_fresh_look(kind: LetterKind) -> None:
    if kind == LetterKind.AUTHORITY_REFUSED:
        return
    letter = read(kind)
    assert "This was decided by our data protection officer." in letter
    assert "ask us for a fresh look" in letter


def test_a_part_refused_names_each_thing_its_reason_and_its_law() -> None:
    letter = read(LetterKind.PARTIAL_REFUSAL)
    assert "The names of other customers in 7 messages Why: They have not agreed" in letter
    assert "5 invoices of 2023 to 2026 Why: The law has us keep invoices for 6 years." in letter
    nothing = replace(with_decision(LetterKind.PARTIAL_REFUSAL, kept=()), withheld=())
    assert sentences(LetterKind.PARTIAL_REFUSAL, nothing) == ["It is not said what is refused."]
