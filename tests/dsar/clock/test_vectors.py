"""The dated cases of the law sheet, every one of them."""

import csv
from datetime import date
from pathlib import Path

import pytest

from dsar.clock import (
    Calendar,
    Extension,
    Facts,
    State,
    clarification_of,
    compute,
    default_zone,
    proof_of,
    read_day,
)

ROWS = list(csv.DictReader((Path(__file__).parents[2] / "data" / "clock_vectors.csv").open(encoding="utf-8")))


def day(text: str) -> date | None:
    return read_day(text) if text else None


def facts_of(row: dict[str, str]) -> Facts:
    pause = clarification_of(day(row["pause_from"]), day(row["pause_to"]))
    return Facts(
        jurisdiction=row["jurisdiction"],
        rule=row["rule"],
        zone=default_zone(row["jurisdiction"]),
        received_on=day(row["received"]),
        identity=proof_of("identity", day(row["identity_requested"]), day(row["identity_received"])),
        clarifications=(pause,) if pause else (),
        extension=Extension(None, 2) if row["extended"] == "yes" else None,
    )


def test_all_vectors_are_there() -> None:
    assert len(ROWS) == 90


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_vector(row: dict[str, str]) -> None:
    facts = facts_of(row)
    result = compute(facts, calendar=Calendar(row["jurisdiction"]), today=date(2026, 11, 22))
    assert (result.due_on, result.due_notice_by) == (day(row["due"]), day(row["extension_notice_by"]))
    if result.due_on is None:
        assert result.state in (State.NOT_STARTED, State.PAUSED)
        assert result.limit_on is result.target_on is result.limit_at is result.nominal_on is None
    else:
        assert result.limit_on is not None
        assert result.target_on == result.due_on <= result.limit_on
