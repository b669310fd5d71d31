"""What the log says of complaints: in words of its own, about staff and never about the person."""

import pytest

from dsar.audit.sentences import sentence


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("complaint_step", {"told": False}, "A step was taken to look into a complaint."),
        ("complaint_step", {"told": True}, "Somebody who complained was told how far we are."),
        ("complaint_step", {"linked": True}, "A complaint was linked to this request."),
        ("complaint_closed", {"outcome": "withdrawn"}, "A complaint was closed: Withdrawn."),
        (
            "complaint_closed",
            {"outcome": "not_upheld", "independent": False},
            "A complaint was closed: Not upheld. Who answered it had a part in it.",
        ),
        ("owner_changed", {"complaint": "c", "to": "u1"}, "A complaint was given to Ines Calloway."),
        ("owner_changed", {"complaint": "c", "to": None}, "A complaint has no owner any more."),
        ("owner_changed", {"to": "u1"}, "The case was given to Ines Calloway."),
    ],
)
def test_what_happened_to_a_complaint(kind: str, data: dict[str, object], words: str) -> None:
    assert sentence(kind, data, {"u1": "Ines Calloway"}) == words
