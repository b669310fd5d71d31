"""Names that a source chose cannot lead out of the folder or over one another."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.package import PackageFile
from exports.package.names import Names, numbered, safe_name, safe_path, unique_keys
from tests.exports.package.plans import chunks_of, plan, record_set
from tests.exports.package.reading import opened, written

DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
nasty = st.text(st.characters() | st.sampled_from("./\\: ~-NULnulcom1\x00‮é"), max_size=300)


def assert_safe(name: str) -> None:
    assert name
    assert len(name) <= 120
    assert len(name.encode()) <= 255
    assert not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\ud800-\udfff]', name)
    assert name == name.strip(" ")
    assert not name.endswith(".")
    assert not name.startswith(".")
    assert not DEVICES.match(name)


@settings(max_examples=300, deadline=None)
@given(nasty)
def test_any_name_becomes_safe_and_stays_so(name: str) -> None:
    safe = safe_name(name)
    assert_safe(safe)
    assert safe_name(safe) == safe


@settings(max_examples=300, deadline=None)
@given(nasty)
def test_any_path_becomes_safe_and_stays_so(path: str) -> None:
    safe = safe_path(path)
    assert not safe.startswith("/")
    for segment in safe.split("/"):
        assert_safe(segment)
    assert safe_path(safe) == safe


@settings(max_examples=100, deadline=None)
@given(st.lists(nasty | st.sampled_from(["a", "A", "a/b", "A/B/c", "a-2", "x.pdf", "X.PDF"]), max_size=25))
def test_no_two_claims_meet(paths: list[str]) -> None:
    names = Names()
    given_out = [names.claim(path) for path in paths]
    folded = [path.casefold() for path in given_out]
    assert len(set(folded)) == len(folded)
    folders = {path.rpartition("/")[0] for path in folded if "/" in path}
    assert not folders & set(folded)
    for path in given_out:
        for segment in path.split("/"):
            assert_safe(segment)


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\x\\NUL.txt", "C_/Users/x/_NUL.txt"),
        ("a//b/./c", "a/b/c"),
        (".htaccess", "_htaccess"),
        ("con", "_con"),
        ("report .pdf. ", "report.pdf"),
        ("", "_"),
        ("evil\u202egpj.exe", "evil_gpj.exe"),
        ("1/2/3/4/5/6/7/8.txt", "1/2/3/4/5/8.txt"),
    ],
)
def test_known_traps(path: str, safe: str) -> None:
    assert safe_path(path) == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 300 + ".pdf") == "x" * 116 + ".pdf"
    assert numbered("x" * 116 + ".pdf", 12) == "x" * 113 + "-12.pdf"


def test_keys_do_not_repeat() -> None:
    assert unique_keys(["a", "a", "a-2", "a", "A"]) == ["a", "a-3", "a-2", "a-4", "A"]


def test_a_hostile_plan_unpacks_inside_its_folder() -> None:
    sets = tuple(
        record_set(lambda: [[1]], dataset=dataset, collection=collection)
        for dataset, collection in (
            ("../x", "../../y"),
            ("CRM", "a"),
            ("crm", "A"),
            ("crm", "a"),
            ("_files", "1"),
        )
    )
    files = tuple(
        PackageFile(path, path, "text/plain", chunks_of(path.encode(errors="replace"), 9))
        for path in ("../../../a", "A", "a", "/a/b", "con", "files/a", "x" * 400 + ".txt", "\ud800")
    )
    letter = PackageFile("../INDEX.HTML", "Letter", "application/pdf", chunks_of(b"letter", 2))
    members = opened(written(plan(record_sets=sets, files=files, letter=letter)))
    folded = {name.casefold() for name in members}
    assert len(folded) == len(members)
    assert all(".." not in name.split("/") and not name.startswith("/") for name in members)
    assert members["INDEX-2.HTML"] == b"letter"
    assert sorted(
        m for m in members.values() if m in {b"A", b"a", b"con", b"/a/b", b"../../../a", b"files/a"}
    )
    assert sum(name.startswith("files/") for name in members) == len(files)
    assert sum(name.endswith(".jsonl") for name in members) == len(sets)
