"""Byte ranges as browsers and download managers ask for them."""

import pytest

from exports.views.ranges import Span, span_of

ETAG = '"abc"'
WHOLE = Span(0, 100, 100, part=False)


@pytest.mark.parametrize(
    ("asked", "condition", "sent"),
    [
        ("", "", WHOLE),
        ("bytes=0-", "", Span(0, 100, 100, part=True)),
        ("bytes=0-0", "", Span(0, 1, 100, part=True)),
        ("bytes=10-19", "", Span(10, 20, 100, part=True)),
        ("bytes=90-400", "", Span(90, 100, 100, part=True)),
        ("bytes=-10", "", Span(90, 100, 100, part=True)),
        ("bytes=-400", "", Span(0, 100, 100, part=True)),
        ("bytes=99-", "", Span(99, 100, 100, part=True)),
        ("bytes=100-", "", None),
        ("bytes=-0", "", None),
        ("bytes=500-600", "", None),
        ("bytes=20-10", "", WHOLE),
        ("bytes=-", "", WHOLE),
        ("bytes=0-1,5-6", "", WHOLE),
        ("bytes=٣-٥", "", WHOLE),
        ("bytes=a-b", "", WHOLE),
        ("items=0-1", "", WHOLE),
        ("bytes=" + "9" * 40 + "-", "", WHOLE),
        ("bytes=10-19", ETAG, Span(10, 20, 100, part=True)),
        ("bytes=10-19", '"other"', WHOLE),
        ("bytes=10-19", f"W/{ETAG}", WHOLE),
        ("bytes=10-19", "Tue, 24 Nov 2026 10:00:00 GMT", WHOLE),
    ],
)
def test_one_range_or_the_whole(asked: str, condition: str, sent: Span | None) -> None:
    assert span_of(asked, condition, ETAG, 100) == sent


def test_a_range_names_its_first_and_last_byte() -> None:
    assert Span(10, 20, 100, part=True).header == "bytes 10-19/100"
