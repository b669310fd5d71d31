"""The transition table holds together, and the page in docs says what it says."""

import random

import pytest

from dsar.enums import Right, Role, Status
from dsar.management.commands.states import document
from dsar.states import TABLE, find, from_status
from tests.support.bed import ROOT


def test_docs_show_the_table_as_it_is() -> None:
    assert (ROOT / "docs" / "states.md").read_text() == document()


@pytest.mark.parametrize("right", sorted({row.right for row in TABLE}))
def test_every_status_is_reached_and_leads_to_the_end(right: Right) -> None:
    rows = [row for row in TABLE if row.right == right]
    reached, grew = {Status.RECEIVED}, True
    while grew:
        more = {row.target for row in rows if row.source in reached} - reached
        reached, grew = reached | more, bool(more)
    assert reached == {row.source for row in rows} | {row.target for row in rows}
    for status in reached - {Status.CLOSED}:
        at, steps = status, random.Random(12)
        for _ in range(500):
            if at == Status.CLOSED:
                break
            at = steps.choice(list(from_status(right, at))).target
        assert at == Status.CLOSED


def test_a_name_means_one_row_out_of_a_status() -> None:
    assert len({(row.right, row.source, row.name) for row in TABLE}) == len(TABLE)


def test_only_a_dpo_releases_and_nothing_else_leads_to_released() -> None:
    to_released = [row for row in TABLE if row.target == Status.RELEASED]
    assert {row.name for row in to_released} == {"release"}
    assert all(row.roles == (Role.DPO,) and row.letter for row in to_released)
    assert find(Right.ACCESS, Status.PREPARING, "release") is None
