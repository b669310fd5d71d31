"""Every mandatory element of every letter, taken out fact by fact: the letter is refused and names it."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from html import unescape
from typing import Any

import pytest

from dsar.letters.blocks import Block
from dsar.letters.element import Element, Need
from dsar.letters.elements import table
from dsar.letters.facts import LetterFacts
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, compose
from tests.dsar.letters.samples import FACTS
from tests.dsar.letters.the_law import ROUTES, THE_LAW


def without(thing: Any, path: list[str]) -> Any:
    """Return facts with the one at ``path`` blank; a ``*`` blanks it in the first of several."""
    if not path:
        return type(thing)() if isinstance(thing, str | tuple) and not isinstance(thing, Enum) else None
    if path[0] == "*":
        return (without(thing[0], path[1:]), *thing[1:])
    return replace(thing, **{path[0]: without(getattr(thing, path[0]), path[1:])})


def blank(kind: LetterKind, need: Need) -> LetterFacts:
    facts: LetterFacts = without(FACTS[kind], need.path.split("."))
    return facts


@pytest.mark.parametrize("kind", LetterKind)
def test_the_sample_of_each_kind_is_complete(kind: LetterKind) -> None:
    letter = compose(kind, FACTS[kind])
    assert "%(" not in letter.html() + letter.text()
    assert "None" not in letter.text()


@pytest.mark.parametrize("kind", LetterKind)
def test_the_table_holds_what_the_law_lists(kind: LetterKind) -> None:
    assert [e.name for e in table.PLANS[kind].elements if e.mandatory] == THE_LAW[kind]
    assert all(e.source for e in table.PLANS[kind].elements)


def mandatory(kind: LetterKind) -> list[Element]:
    return [element for element in table.PLANS[kind].elements if element.mandatory]


@pytest.mark.parametrize("kind", LetterKind)
def test_a_missing_fact_refuses_the_letter_and_names_the_element(kind: LetterKind) -> None:
    for element in mandatory(kind):
        for need in element.needs:
            with pytest.raises(IncompleteLetter) as refused:
                compose(kind, blank(kind, need))
            mine = [lack.sentence for lack in refused.value.missing if lack.element == element.name]
            assert mine, f"{element.name}: {need.path}"
            assert all(sentence.endswith(".") and "%(" not in sentence for sentence in mine), mine


@pytest.mark.parametrize("kind", LetterKind)
def test_an_element_that_says_nothing_refuses_the_letter(
    kind: LetterKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = table.PLANS[kind]
    for element in mandatory(kind):
        silent = tuple(replace(e, build=lambda _: Block(())) if e is element else e for e in plan.elements)
        monkeypatch.setitem(table.PLANS, kind, replace(plan, elements=silent))
        with pytest.raises(IncompleteLetter) as refused:
            compose(kind, FACTS[kind])
        assert [lack.element for lack in refused.value.missing] == [element.name]


@pytest.mark.parametrize("kind", LetterKind)
def test_whoever_asked_reads_all_three_routes(kind: LetterKind) -> None:
    """Us, the authority, the court; a letter to somebody who did not ask, or complained already, differs."""
    others = {LetterKind.RECIPIENT_NOTICE, LetterKind.THIRD_PARTY_CONSENT}
    complaints = {LetterKind.COMPLAINT_ACK, LetterKind.COMPLAINT_PROGRESS, LetterKind.COMPLAINT_OUTCOME}
    mandatory = [e.name for e in table.PLANS[kind].elements if e.mandatory]
    if kind not in others | complaints:
        assert mandatory[-4:] == [*ROUTES, "signature"]
        said = unescape(compose(kind, FACTS[kind]).html())
        assert "tell us: <a" in said
        assert FACTS[kind].sender.regulator_name in said
        assert "You can also go to court" in said
    if kind in complaints:
        assert mandatory[-3:] == ["complaint_to_authority", "court", "signature"]


@pytest.mark.parametrize("kind", [k for k in LetterKind if "refus" in k or k.endswith("_part")])
def test_a_refusal_is_refused_itself_without_a_route(kind: LetterKind) -> None:
    for path in ("complaint_contact", "regulator_name", "regulator_url"):
        with pytest.raises(IncompleteLetter):
            compose(kind, without(FACTS[kind], ["sender", path]))


def test_blank_is_blank_even_if_it_has_characters() -> None:
    facts = FACTS[LetterKind.ACCESS_ANSWER]
    hollow = replace(facts, systems=(replace(facts.systems[0], purpose=" \u200b\n\x00 "), *facts.systems[1:]))
    with pytest.raises(IncompleteLetter, match="The register does not say what Customer records is for"):
        compose(LetterKind.ACCESS_ANSWER, hollow)


def test_all_that_is_missing_is_said_at_once() -> None:
    facts = FACTS[LetterKind.ACCESS_ANSWER]
    bare = replace(facts, systems=tuple(replace(s, origin="", retention="") for s in facts.systems))
    with pytest.raises(IncompleteLetter) as refused:
        compose(LetterKind.ACCESS_ANSWER, bare)
    assert [lack.element for lack in refused.value.missing] == ["origin"] * 3 + ["retention"] * 3


def test_every_fact_is_used_by_some_letter() -> None:
    said = unescape(" ".join(compose(kind, FACTS[kind]).html() for kind in LetterKind))
    for text in texts(FACTS[LetterKind.ACCESS_ANSWER]):
        assert text.splitlines()[0] in said, text


def texts(thing: Any) -> list[str]:
    """Return every text in facts but addresses, codes and enums."""
    if isinstance(thing, str):
        return [] if isinstance(thing, Enum) or thing.startswith("http") or not thing else [thing]
    if isinstance(thing, tuple):
        return [text for each in thing for text in texts(each)]
    if is_dataclass(thing):
        skipped = {"language", "case_right"}
        return [t for f in fields(thing) if f.name not in skipped for t in texts(getattr(thing, f.name))]
    return []
