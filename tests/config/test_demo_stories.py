"""What the stories of the demo office are made of: whole, quoted, invented, and of every kind."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from config.demo import colleagues, offices
from config.demo.steps import COMPLAINTS, STEPS
from config.demo.stories import Story, of_controller
from config.demo.stories.story import step
from dsar.enums import Channel, Right, Role

TEXTS = Path(offices.__file__).with_name("texts")
STORIES = [(slug, story) for slug in offices.SLUGS for story in of_controller(slug)]
#: Steps whose line names a text, by the file it stands in.
QUOTING = {
    "ask": "doubts",
    "question": "questions",
    "extend": "extensions",
    "withhold": "exemptions",
    "in_part": "parts",
    "fee": "fees",
    "transfer": "transfers",
    "decide": "decisions",
    "refuse": "decisions",
    "complain": "complaints",
    "outcome": "outcomes",
}


def quoted() -> set[tuple[str, str]]:
    """Every text that a story names, by its file."""
    return {
        (QUOTING[each.verb], each.argument)
        for _slug, story in STORIES
        for each in story.steps
        if each.verb in QUOTING
    }


def test_every_text_that_a_story_names_is_there_and_every_text_is_named() -> None:
    there = {
        (path.stem, key)
        for path in TEXTS.glob("*.toml")
        for key in tomllib.loads(path.read_text(encoding="utf-8"))
    }
    assert quoted() == there


def test_every_step_is_one_that_can_be_taken_and_the_small_office_takes_each() -> None:
    known = {*STEPS, *COMPLAINTS}
    used = {each.verb for _slug, story in STORIES for each in story.steps}
    assert used <= known
    small = {each.verb for _slug, story in STORIES if story.small for each in story.steps}
    assert used - small == set()


def test_the_office_is_as_large_and_as_varied_as_it_says() -> None:
    rights = Counter(right for _slug, story in STORIES for right in story.asks)
    assert sum(rights.values()) >= 150
    assert set(rights) == set(Right)
    assert rights[Right.UNSORTED] >= 3, "two that wait, and one that was sorted"
    assert {story.channel for _slug, story in STORIES} == set(Channel)
    together = [story for _slug, story in STORIES if len(story.asks) > 1]
    assert len(together) >= 10


def test_nobody_in_a_story_can_be_reached() -> None:
    for slug, story in STORIES:
        assert not story.email or re.search(r"[@.]example\.(net|org)$", story.email), (slug, story.key)
    for post in colleagues.posts():
        assert post.email.endswith(".example.org"), post


@pytest.mark.parametrize("slug", offices.SLUGS)
def test_every_controller_has_staff_of_every_role(slug: str) -> None:
    held = {role for post in colleagues.posts() if post.slug == slug for role in post.roles}
    assert held == set(Role) - {Role.SYSTEM, Role.REQUESTER}


def test_somebody_of_a_firm_serves_two_controllers() -> None:
    served = Counter(post.email for post in colleagues.posts())
    assert [email for email, number in served.items() if number == 2] == [
        "k.moorfield@moorfieldprivacy.example.org"
    ]


def test_people_write_in_their_own_words() -> None:
    words = Counter(story.words for _slug, story in STORIES if story.asks)
    assert [said for said, number in words.items() if number > 1] == []


def test_a_step_reads_its_days_its_case_and_what_it_says() -> None:
    found = step("12 extend:2 volume")
    assert (found.verb, found.days, found.number, found.argument) == ("extend", 12.0, 2, "volume")
    assert step("0.5 envelope").days == 0.5
    assert step("prove").days is None
    with pytest.raises(ValueError, match="no step"):
        step("Prove!")


def test_a_story_without_a_request_is_a_complaint() -> None:
    def begins(story: Story) -> str:
        return story.steps[0].verb if story.steps else ""

    assert {begins(story) for _slug, story in STORIES if not story.asks} == {"complain"}
