"""What does not fit into memory is sorted and remembered in a file that nobody else can read."""

from __future__ import annotations

import errno
import os
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.datamap.model import CollectionKey, Edge, FieldAddress
from exports.sources.base import SourceError
from exports.sources.delivered.keys import Keys as TableKeys
from exports.sources.spill import Seen, Sorter, Spill
from exports.sources.sql.streaming import rank, width
from exports.sources.sql.visited import Keys

values = st.one_of(
    st.none(), st.integers(-(2**80), 2**80), st.text(max_size=20), st.binary(max_size=20), st.booleans()
)


@given(items=st.lists(values, max_size=300), run_bytes=st.sampled_from((1, 200, 5000)))
@settings(max_examples=40, deadline=None)
def test_a_sorter_sorts_values_of_any_kind(items: list[object], run_bytes: int) -> None:
    with Spill() as spill:
        sorter = Sorter[object](spill, rank, run_bytes)
        for start in range(0, len(items), 7):
            part = items[start : start + 7]
            sorter.add(part, sum(width((item,)) for item in part))
        assert list(sorter.drain()) == sorted(items, key=rank)


@given(batches=st.lists(st.lists(st.one_of(st.integers(0, 60), st.text("ab", max_size=3)), max_size=20)))
@settings(max_examples=60, deadline=None)
def test_seen_tells_new_from_known_as_a_set_does(batches: list[list[object]]) -> None:
    with Spill() as spill:
        seen = Seen(spill, most=4)
        known: set[object] = set()
        for batch in batches:
            expected = [value for value in dict.fromkeys(batch) if value not in known]
            assert seen.fresh(batch) == expected
            known.update(batch)


def test_seen_is_exact_through_many_runs() -> None:
    with Spill() as spill:
        seen = Seen(spill, most=500)
        for start in range(0, 40_000, 1000):
            assert len(seen.fresh(range(start, start + 1000))) == 1000
        assert seen.fresh([f"{number}" for number in range(100)]) == [f"{number}" for number in range(100)]
        for start in range(0, 40_000, 4000):
            assert seen.fresh(range(start, start + 1000)) == []
        assert seen.holds(39_999)
        assert not seen.holds(40_000)
        assert seen.fresh([40_000]) == [40_000], "to ask for it is not to show it"


EDGE = Edge(FieldAddress(CollectionKey("shop", "a"), "id"), FieldAddress(CollectionKey("shop", "b"), "a_id"))


@pytest.mark.parametrize("remember", [False, True])
def test_keys_come_each_once_when_they_were_spilled(remember: bool) -> None:
    with Spill() as spill:
        keys = Keys(spill, most=50)
        for start in range(0, 1000, 10):
            keys.add(EDGE, [start // 2 + step for step in range(10)] + [None])
        taken = [key for batch in keys.take(EDGE, 7, remember=remember) for key in batch]
        assert sorted(taken) == sorted(set(taken)) == list(range(505))
        assert not keys.waiting(EDGE)
        keys.add(EDGE, [3, 4, 9999])
        assert [sorted(batch) for batch in keys.take(EDGE, 7, remember=remember)] == (
            [[9999]] if remember else [[3, 4, 9999]]
        )


@pytest.mark.parametrize("most", [3, 1000])
def test_keys_of_tables_are_found_wherever_they_are_kept(most: int) -> None:
    other = Edge(EDGE.target, EDGE.source)
    with Spill() as spill:
        keys = TableKeys(spill, most)
        asked, elsewhere = keys.test(EDGE), keys.test(other)
        for start in range(0, 40, 4):
            keys.add(EDGE, [str(start), str(start + 1), str(start)])
        assert keys.number == 20
        keys.add(EDGE, ["0", "36"])
        assert keys.number == 20, "nothing new"
        assert [key for key in range(40) if asked(str(key))] == [n for n in range(40) if n % 4 < 2]
        assert not elsewhere("0")


def test_nothing_on_disk_can_be_read_or_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "spilled"
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda buffering: path.open("w+b", buffering=buffering))
    with Spill() as spill:
        places = [spill.keep_items([("ada@example.org", number)] * 100) for number in range(5)]
        written = path.read_bytes()
        assert b"ada" not in written
        # Two thousand bytes by chance: nearly every value is among them, though not always every one.
        assert len(set(written)) > 240
        assert spill.bring_items(places[3]) == [("ada@example.org", 3)] * 100
        sealed = bytearray(written)
        sealed[places[2].offset + 40] ^= 1
        path.write_bytes(sealed)
        with pytest.raises(InvalidTag):
            spill.bring(places[2])


def test_two_runs_share_no_key() -> None:
    with Spill() as one, Spill() as other:
        place = one.keep(b"ada@example.org")
        other.keep(b"ada@example.org")
        assert one.bring(place) == b"ada@example.org"
        other._file, one._file = one._file, other._file
        with pytest.raises(InvalidTag):
            other.bring(place)


def test_a_full_disk_is_said_and_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with Spill() as spill, pytest.raises(SourceError, match="no room on this machine") as caught:
        spill.keep(b"x")
    assert caught.value.retry


def test_the_file_has_no_name_and_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Spill() as spill:
        sorter = Sorter[int](spill, rank, run_bytes=100)
        for number in range(1000):
            sorter.add([number % 10], 32)
        assert [value for value, _ in groupby(sorter.drain())] == list(range(10))
        assert spill.size > 1000
        assert list(tmp_path.iterdir()) == []
