"""One answer to a submission about several rights: said once what is common, a section for each case."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dsar.letters.facts import LetterFacts
from dsar.letters.joint import compose_answer, missing_in
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, compose
from tests.dsar.letters.samples import ANSWER, FACTS, JOINT


def read(sections: list[tuple[LetterKind, LetterFacts]]) -> str:
    return " ".join(compose_answer(sections).text().split())


def changed(number: int, **changes: Any) -> list[tuple[LetterKind, LetterFacts]]:
    """Return the joint answer with something else in one of its sections."""
    kind, facts = JOINT[number]
    return [*JOINT[:number], (kind, replace(facts, **changes)), *JOINT[number + 1 :]]


@pytest.mark.parametrize("kind", LetterKind)
def test_one_section_alone_is_the_very_letter_of_its_kind(kind: LetterKind) -> None:
    assert compose_answer([(kind, FACTS[kind])]) == compose(kind, FACTS[kind])


def test_it_says_all_that_was_asked_once_and_then_answers_case_by_case() -> None:
    letter = read(JOINT)
    assert (
        "You asked us on 24 November 2026 (Tuesday) for a copy of the personal data that we hold about you, "
        "to erase personal data about you and to correct personal data about you. You wrote:" in letter
    )
    assert letter.count("> Please send me everything") == 1
    order = [
        letter.index(words)
        for words in ("Case: B8WN-4JKA-1", "Case: B8WN-4JKA-2", "Case: B8WN-4JKA-3", "If you are not happy")
    ]
    assert order == sorted(order)


def test_each_section_says_what_its_own_letter_says() -> None:
    letter = compose_answer(JOINT)
    inside = {" ".join(str(block.parts).split()) for _, block in letter.blocks}
    for kind, facts in JOINT:
        for _, block in compose(kind, facts).blocks:
            if block.name not in {"reference", "asked"}:
                assert " ".join(str(block.parts).split()) in inside, f"{kind}: {block.name}"


def test_head_routes_and_signature_stand_in_it_once() -> None:
    names = Counter(block.name for _, block in compose_answer(JOINT).blocks)
    once = ["sender", "addressee", "reference", "asked", "complaint_to_us", "complaint_to_authority"]
    assert [names[name] for name in (*once, "court", "signature")] == [1] * 8
    assert names["section"] == 3


def test_different_limits_stand_with_their_case_and_not_in_the_head() -> None:
    head = compose_answer(JOINT).text().split("Dear ")[0]
    assert "Our limit" not in head
    letter = read(JOINT)
    assert "Case: B8WN-4JKA-1 Our limit: 4 January 2027 (Monday)" in letter
    assert "Case: B8WN-4JKA-2 Our limit: 24 December 2026 (Thursday)" in letter
    same = [(kind, replace(facts, deadline=ANSWER.deadline)) for kind, facts in JOINT]
    assert "Our limit: 4 January 2027" in compose_answer(same).text().split("Dear ")[0]


def test_what_a_section_lacks_is_said_with_its_case() -> None:
    erasure = FACTS[LetterKind.ERASURE_PART].decided
    assert erasure is not None
    with pytest.raises(IncompleteLetter) as refused:
        compose_answer(changed(1, decided=replace(erasure, backups="")))
    assert [(lack.case, lack.element) for lack in refused.value.missing] == [("B8WN-4JKA-2", "backups")]
    assert str(refused.value.missing[0]) == (
        "B8WN-4JKA-2: It is not said when the data leaves the safety copies."
    )


def test_what_all_sections_lack_is_said_once() -> None:
    sections = [
        (kind, replace(facts, sender=replace(ANSWER.sender, dpo_email=""))) for kind, facts in JOINT[1:]
    ]
    lacking = [lack.element for lack in missing_in(sections)]
    assert lacking.count("sender") == 1
    assert lacking.count("decided_by") == 2


def test_a_case_without_a_reference_of_its_own_is_refused() -> None:
    lacking = missing_in(changed(2, case_reference=""))
    assert [(lack.case, lack.element) for lack in lacking] == [("B8WN-4JKA", "section")]


def test_the_download_is_described_once_for_access_and_portability() -> None:
    portable = replace(FACTS[LetterKind.PORTABILITY_DONE], case_reference="B8WN-4JKA-4")
    letter = compose_answer([JOINT[0], (LetterKind.PORTABILITY_DONE, portable)])
    assert Counter(block.name for _, block in letter.blocks)["copy"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": "K7QM-2XPD"},
        {"written_on": date(2026, 12, 22)},
        {"addressee": replace(ANSWER.addressee, name="Somebody Else")},
        {"language": "de"},
    ],
)
def test_cases_of_different_submissions_never_share_a_letter(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one letter answers one submission"):
        compose_answer(changed(1, **changes))


@pytest.mark.parametrize(
    "kind",
    [LetterKind.RECIPIENT_NOTICE, LetterKind.COMPLAINT_OUTCOME, LetterKind.LAPSED, LetterKind.POST_COVER],
)
def test_a_letter_to_somebody_else_or_about_something_else_stands_alone(kind: LetterKind) -> None:
    with pytest.raises(ValueError, match="is a letter of its own"):
        compose_answer([JOINT[0], (kind, FACTS[kind])])


def test_large_print_for_one_case_is_large_print_for_the_letter() -> None:
    assert compose_answer(changed(1, large_print=True)).large_print
    assert not compose_answer(JOINT).large_print


def test_headings_in_a_section_are_one_step_lower() -> None:
    html = compose_answer(JOINT).html()
    assert "<h2>We have erased a part of your data</h2>" in html
    assert "<h3>What stays</h3>" in html
    assert "<h4>5 invoices of 2023 to 2026</h4>" in html
    assert "<h2>If you are not happy with this</h2>" in html
