"""The answer to an access request keeps what the five policies promise (promises.md)."""

from dataclasses import replace
from datetime import date

import pytest

from dsar.letters.facts import Deadline, LetterFacts, RecipientStatement
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, compose, missing
from tests.dsar.letters.samples import ANSWER, SYSTEMS


def read(facts: LetterFacts = ANSWER) -> str:
    """Return the letter's text on one line, as it is read."""
    return " ".join(compose(LetterKind.ACCESS_ANSWER, facts).text().split())


def sentences(facts: LetterFacts) -> list[str]:
    return [lack.sentence for lack in missing(LetterKind.ACCESS_ANSWER, facts)]


def with_recipient(recipient: RecipientStatement) -> LetterFacts:
    return replace(ANSWER, systems=(replace(SYSTEMS[0], recipients=(recipient,)),))


def test_p1_it_confirms_and_says_how_to_get_the_copy() -> None:
    letter = read()
    assert "We do hold and use personal data about you." in letter
    assert "https://rights.alder.example.org/r/" in letter
    assert "The link works for 14 days." in letter


def test_p2_it_says_that_and_why_the_processing_is_lawful_for_each_system() -> None:
    letter = read()
    for system in SYSTEMS:
        assert f"What for: {system.purpose}" in letter
        assert f"Lawful basis: {system.lawful_basis}" in letter
    assert "The interest: to keep the service working and to learn from faults" in letter


def test_p26_it_gives_data_reason_place_time_and_basis_of_each_system() -> None:
    letter = read()
    for system in SYSTEMS:
        for label, value in (
            ("Kinds of data", system.categories),
            ("How long we keep it", system.retention),
            ("Where it is kept", system.location),
        ):
            assert f"{label}: {value}" in letter


def test_p27_it_says_where_the_data_came_from() -> None:
    letter = read()
    assert "Where it came from: Dogwood Events Ltd, a partner that ran a trade fair in March 2025" in letter


def test_p28_it_names_the_country_and_the_safeguard_of_each_recipient_abroad() -> None:
    letter = read()
    assert "Who: Cedar Mail Inc. Country: United States What protects your data there: The UK’s" in letter
    assert "Who: Birch Hosting Ltd What for: Keeps our servers From: Customer records and Support" in letter


def test_p28_without_anybody_abroad_it_says_so() -> None:
    assert "Our register names no recipient outside the United Kingdom" in read(
        replace(ANSWER, systems=SYSTEMS[:2])
    )


@pytest.mark.parametrize("country", ["United States", "US", "India", "Irland", "?"])
def test_p28_a_country_without_safeguard_that_is_not_known_as_home_refuses_the_letter(country: str) -> None:
    facts = with_recipient(RecipientStatement(name="Elm Ltd", what_for="Prints", country=country))
    assert sentences(facts) == [
        f"Elm Ltd receives data in {country}, and the register does not say what protects it there."
    ]


def test_p28_a_safeguard_that_is_recorded_is_told_wherever_the_country_is() -> None:
    letter = read(
        with_recipient(
            RecipientStatement(
                name="Elm", what_for="Mail", country="Ireland", safeguard="adequacy regulations"
            )
        )
    )
    assert "Who: Elm Country: Ireland What protects your data there: adequacy regulations" in letter


@pytest.mark.parametrize("country", ["Ireland", "ireland", "IE", "United Kingdom", "UK", "Norway"])
def test_p28_a_country_at_home_needs_no_safeguard(country: str) -> None:
    assert not sentences(with_recipient(RecipientStatement(name="Elm", what_for="Prints", country=country)))


def test_p19_it_names_us_the_regulator_and_the_court() -> None:
    letter = read()
    assert "tell us: dpo@alder.example.org" in letter
    assert "Information Commissioner’s Office, https://ico.org.uk/make-a-complaint/" in letter
    assert "telephone 0303 123 1113" in letter
    assert "You can also go to court" in letter


def test_it_says_what_is_withheld_why_and_by_which_law() -> None:
    letter = read()
    assert "Kept back: The names of other customers in 7 messages" in letter
    assert "Why: They have not agreed that we share them" in letter
    assert "Rights of others (Data Protection Act 2018, Schedule 2, paragraph 16)" in letter


def test_with_nothing_to_say_about_withholding_it_never_claims_that_all_is_there() -> None:
    """Something may be withheld silently, and then the same words must be true."""
    letter = read(replace(ANSWER, withheld=()))
    assert "The copy holds the personal data that you are entitled to receive." in letter
    for claim in ("all of", "everything we", "complete", "nothing is", "kept back"):
        assert claim not in letter.lower()


def test_it_says_where_was_searched_and_where_not() -> None:
    letter = read()
    assert "Searched by: your e-mail address and your customer number Found: 1,204 records" in letter
    assert "Not searched: Payroll Why not: It holds employees only, and you never were one." in letter


def test_a_system_not_searched_without_a_reason_refuses_the_letter() -> None:
    unsaid = (*ANSWER.searches[:3], replace(ANSWER.searches[3], reason_if_not=""))
    assert sentences(replace(ANSWER, searches=unsaid)) == [
        "Payroll was not searched, and no reason is given."
    ]


def test_a_search_by_nothing_refuses_the_letter() -> None:
    blind = (replace(ANSWER.searches[0], identifiers_used=()), *ANSWER.searches[1:])
    assert sentences(replace(ANSWER, searches=blind)) == [
        "It is not recorded by what Customer records was searched."
    ]


def test_a_legitimate_interest_has_to_be_named() -> None:
    facts = replace(ANSWER, systems=(replace(SYSTEMS[1], legitimate_interest=""),))
    assert sentences(facts) == [
        "Support desk relies on a legitimate interest, and the register does not say which one."
    ]


def test_it_explains_the_date_and_gives_dates_in_full() -> None:
    letter = read()
    assert "Our limit: 4 January 2027" in letter
    assert "Why this date ------------- We must answer by 4 January 2027 (Monday) at the latest." in letter
    assert "You asked us on 24 November 2026 (Tuesday) for a copy" in letter


def test_before_the_limit_is_known_it_shows_none() -> None:
    assert "Our limit" not in read(replace(ANSWER, deadline=Deadline(received_on=date(2026, 11, 24))))


def test_different_automated_decisions_are_told_apart() -> None:
    scored = replace(SYSTEMS[1], automated_decisions="Your messages are put in order by a score of urgency.")
    letter = read(replace(ANSWER, systems=(SYSTEMS[0], scored)))
    assert "System: Support desk Decisions: Your messages are put in order by a score of urgency." in letter
    assert "System: Customer records Decisions: We take no decision about you without a person." in letter


def test_it_answers_access_and_nothing_else() -> None:
    with pytest.raises(IncompleteLetter, match="the case is about another right"):
        compose(LetterKind.ACCESS_ANSWER, replace(ANSWER, case_right="erasure"))


def test_very_long_words_are_cut_and_marked() -> None:
    letter = compose(LetterKind.ACCESS_ANSWER, replace(ANSWER, asked_words="all of it " * 4000))
    assert letter.text().count("all of it") == 60
    assert "> it …" in letter.text() or "it …" in letter.text()
