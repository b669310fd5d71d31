"""The transition table holds together, and the page in docs says what it says."""

import random

import pytest

from dsar.enums import Right, Role, Status
from dsar.management.commands.states import document
from dsar.states import OF_EFFECT, TABLE, find, from_status
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
    reviewed = [row for row in to_released if row.right not in OF_EFFECT]
    assert {row.name for row in reviewed} == {"release"}
    assert all(row.roles == (Role.DPO,) and row.letter for row in reviewed)
    assert find(Right.ACCESS, Status.PREPARING, "release") is None


def test_opting_out_has_no_way_to_be_refused_and_waits_for_no_identity_and_no_review() -> None:
    for row in (each for each in TABLE if each.right in OF_EFFECT):
        assert row.name != "refuse"
        assert not {guard for guard in row.guards if "identity" in guard or guard == "gate"}
        assert row.target != Status.IN_REVIEW


@pytest.mark.parametrize("right", [each for each in Right if each not in OF_EFFECT])
def test_whatever_is_open_can_be_withdrawn_and_every_end_but_an_answer_has_its_letter(right: Right) -> None:
    rows = [row for row in TABLE if row.right == right]
    open_ = {row.source for row in rows} - {Status.CLOSED, Status.RELEASED, Status.PACKAGING}
    assert {row.source for row in rows if row.name == "withdraw"} == open_
    assert all(row.letter for row in rows if row.target == Status.CLOSED and row.name != "close")
