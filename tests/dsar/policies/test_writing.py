"""Whatever stands in the database, the file written from it is TOML that says the same."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from dsar.services.policies.policy import Day, Policy
from dsar.services.policies.reading import read_policy
from dsar.services.policies.writing import written
from tests.dsar.policies.samples import SMALLEST, read
from tests.factories.office import NOW

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_any_text_survives(line: str, text: str, words: list[str]) -> None:
    smallest = read(SMALLEST)
    settings = dict(smallest.settings) | {"name": line, "address": text, "languages": tuple(words)}
    days = (Day(NOW.date(), line, working=True),)
    found = tomllib.loads(written(Policy(settings, smallest.systems, days)))
    assert (found["controller"]["name"], found["controller"]["address"]) == (line, text)
    assert found["controller"]["languages"] == words
    assert found["calendar"]["days"] == [{"on": NOW.date(), "name": line, "working": True}]


def test_what_was_left_out_is_left_out() -> None:
    text = written(read(SMALLEST))
    assert "[promise]" not in text
    assert "[fee]" not in text
    assert "safeguard" not in text
    assert read_policy(text.encode(), "again.toml") == read(SMALLEST)
