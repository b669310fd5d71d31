"""Workbooks are searched sheet by sheet; values come as they were kept, and what is wrong is said."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from exports.datamap import read_map
from exports.sources import draft_map, kind_of, open_source
from exports.sources.base import Contact, Identity, IdentityKind, NotCovered, Source
from exports.sources.delivered import workbook
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, data_map, walked

Sheets = Mapping[str, Iterable[Iterable[object]]]
HEAD = ["number", "mail"]
PEOPLE = data_map({"book:People": ["number", "mail =email"]})


def book(path: Path, sheets: Sheets) -> Path:
    """A workbook with these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    """The same workbook with something else in its first sheet."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    member = "xl/worksheets/sheet1.xml"
    assert re.search(old, parts[member])
    parts[member] = re.sub(old, new, parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def opened(address: str, text: str, folder: Path) -> Source:
    return open_source(
        kind_of(address),
        name="Members",
        connection=address,
        data_map=read_map(text),
        allowed_folders=[str(folder)],
    )


def drafted(address: str, folder: Path) -> str:
    return draft_map(
        kind_of(address), key="members", title="Members", connection=address, allowed_folders=[str(folder)]
    )


def test_every_sheet_is_a_table_and_references_lead_from_one_to_another(tmp_path: Path) -> None:
    book(
        tmp_path / "book.xlsx",
        {
            "People": [["id", "mail"], [7, "Ada@Example.org"], [8, "bob@example.org"]],
            "Notes": [["person", "text"], [7, "a"], [8, "b"], [7.0, "c"]],
            "Empty": [],
        },
    )
    text = data_map({"book:People": ["id", "mail =email"], "book:Notes": ["person <book:People.id", "text"]})
    source = opened(f"xlsx://{tmp_path}/book.xlsx", text, tmp_path)
    assert walked(source) == {
        "book:People": [(7, "Ada@Example.org")],
        "book:Notes": [(7, "a"), (7, "c")],
    }
    assert walked(source, [Identity(IdentityKind.EMAIL, "x' OR ''='")]) == {}
    assert source.not_covered() == []
    assert [finding.sentence for finding in source.check()] == [
        "Found 1 file with 2 tables.",
        "Sheet “People” of “book.xlsx”: 2 rows to read.",
        "Sheet “Notes” of “book.xlsx”: 3 rows to read.",
    ]


def test_numbers_and_dates_come_as_they_were_kept(tmp_path: Path) -> None:
    values = {
        "whole": (42, 42, "integer"),
        "number": (0.1, "0.1", "number"),
        "large": (12345678901234567890, "1.234567890123457e+19", "number"),
        "yes": (True, True, "boolean"),
        "day": (date(1961, 4, 12), "1961-04-12", "date"),
        "moment": (datetime(2024, 2, 29, 23, 59, 1), "2024-02-29T23:59:01", "datetime"),
        "hour": (time(8, 30), "08:30:00", "time"),
        "span": (timedelta(hours=30, minutes=5), "PT30H5M0S", "duration"),
        "text": ("00042", "00042", "text"),
        "odd": ("a\nb\t“c” & <d>", "a\nb\t“c” & <d>", "text"),
        "fault": ("#N/A", "#N/A", "text"),
        "none": (None, None, "text"),
    }
    row = [value for value, _, _ in values.values()]
    book(tmp_path / "book.xlsx", {"A": [["mail", *values], ["ada@example.org", *row]]})
    address = f"xlsx://{tmp_path}"
    source = opened(address, drafted(address, tmp_path), tmp_path)
    (found,) = walked(source)["book:A"]
    assert found[1:] == tuple(expected for _, expected, _ in values.values())
    types = [str(column.type) for column in source.record_sets()[0].columns]
    assert types[1:] == [type_ for _, _, type_ in values.values()]


def test_a_column_of_mixed_values_is_text(tmp_path: Path) -> None:
    rows = [["mail", "when"], ["ada@example.org", 5], ["ada@example.org", date(2024, 1, 2)]]
    rows += [["ada@example.org", False], ["ada@example.org", "soon"]]
    book(tmp_path / "book.xlsx", {"A": rows})
    text = data_map({"book:A": ["mail =email", "when"]})
    found = walked(opened(f"xlsx://{tmp_path}", text, tmp_path))["book:A"]
    assert [row[1] for row in found] == ["5", "2024-01-02", "false", "soon"]


def test_a_formula_gives_the_result_that_was_kept_else_itself(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", {"A": [["mail", "sum", "un"], ["ada@example.org", "=1+2", "=B2*2"]]})
    rewritten(path, rb"<f>1\+2</f><v(></v>| ?/>)", b"<f>1+2</f><v>3</v>")
    source = opened(f"xlsx://{path}", data_map({"book:A": ["mail =email", "sum", "un"]}), tmp_path)
    assert walked(source)["book:A"] == [("ada@example.org", 3, "=B2*2")]
    what = "sheet “A” of “book.xlsx”: 1 result of a formula"
    why = "The file holds the formula and no result: the formula itself is given."
    assert source.not_covered() == [NotCovered(what, why)]
    assert f"S{what[1:]}. {why}" in [finding.sentence for finding in source.check() if not finding.ok]


@pytest.mark.slow
def test_columns_without_a_heading_and_with_the_same_one_are_kept_apart(tmp_path: Path) -> None:
    rows = [["mail", None, "mail", "town"], [], ["ada@example.org", 1, "b", None, "beyond"]]
    book(tmp_path / "book.xlsx", {"A": rows})
    address = f"xlsx://{tmp_path}"
    source = opened(address, drafted(address, tmp_path), tmp_path)
    names = [column.name for column in source.record_sets()[0].columns]
    assert names == ["mail", "column 2", "mail (2)", "town", "column 5"]
    assert walked(source)["book:A"] == [("ada@example.org", 1, "b", None, "beyond")]


@pytest.mark.slow
def test_workbooks_lie_beside_csv_files_in_what_a_holder_delivers(tmp_path: Path) -> None:
    book(tmp_path / "book.xlsx", {"People": [HEAD, [7, "ada@example.org"]]})
    (tmp_path / "people.csv").write_text("number,mail\n7,ada@example.org\n")
    text = data_map({"book:People": ["number", "mail =email"], "people": ["number", "mail =email"]})
    assert walked(opened(f"csv://{tmp_path}", text, tmp_path)) == {
        "book:People": [(7, "ada@example.org")],
        "people": [("7", "ada@example.org")],
    }
    alone = opened(f"xlsx://{tmp_path}", PEOPLE, tmp_path)
    assert walked(alone) == {"book:People": [(7, "ada@example.org")]}
    assert [gap.what for gap in alone.not_covered()] == ["file “people.csv”"]
    assert alone.find_contacts(EMAIL) == [Contact("", (), ())]


@pytest.mark.slow
def test_what_is_no_workbook_is_a_finding_and_leaves_the_others(tmp_path: Path) -> None:
    book(tmp_path / "book.xlsx", {"People": [HEAD, [7, "ada@example.org"]]})
    (tmp_path / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)
    (tmp_path / "letter.xlsx").write_text("Dear Sir")
    source = opened(f"xlsx://{tmp_path}", PEOPLE, tmp_path)
    assert walked(source) == {"book:People": [(7, "ada@example.org")]}
    gaps = {gap.what: gap.why for gap in source.not_covered()}
    assert "protected with a password" in gaps["workbook “locked”"]
    assert "no workbook" in gaps["workbook “letter”"]
    lost = opened(f"xlsx://{tmp_path}", data_map({"locked:A": ["mail =email"]}), tmp_path)
    assert "protected with a password" in fault(lambda: walked(lost)).sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<sheetData>", b"<sheetData><row>"),
        (b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"),
        (b"</sheetData>", b""),
    ],
)
def test_a_damaged_sheet_is_said_and_never_a_crash(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = book(tmp_path / "book.xlsx", {"People": [HEAD, [7, "ada@example.org"]]})
    rewritten(path, old, new)
    error = fault(lambda: walked(opened(f"xlsx://{path}", PEOPLE, tmp_path)))
    assert "“book.xlsx”: it is damaged" in error.sentence
    assert not error.retry


@pytest.mark.slow
def test_a_bomb_is_refused_within_the_memory_of_the_child(tmp_path: Path) -> None:
    """A text of 600 million letters in a file of 600 kB."""
    path = book(tmp_path / "book.xlsx", {"People": [HEAD, [7, "ada@example.org"]]})
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    texts = io.BytesIO()
    with zipfile.ZipFile(texts, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in parts.items():
            with packed.open(name, "w", force_zip64=True) as member:
                before, mark, after = content.partition(b"ada@example.org")
                member.write(before)
                for _ in range(600 if mark else 0):
                    member.write(b"a" * 1_000_000)
                member.write(mark + after)
    path.write_bytes(texts.getvalue())
    error = fault(lambda: walked(opened(f"xlsx://{path}", PEOPLE, tmp_path)))
    assert "takes more memory or time than a file may take here" in error.sentence


@pytest.mark.slow
def test_a_child_that_says_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "book.xlsx", {"People": [HEAD, [7, "ada@example.org"]]})
    monkeypatch.setattr(workbook, "SILENT_SECONDS", 0.0)
    error = fault(lambda: walked(opened(f"xlsx://{path}", PEOPLE, tmp_path)))
    assert "memory or time" in error.sentence


def test_files_elsewhere_stay_closed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    book(elsewhere / "book.xlsx", {"People": [HEAD, [9, "ada@example.org"]]})
    (tmp_path / "book.xlsx").symlink_to(elsewhere / "book.xlsx")
    assert "no such table" in fault(lambda: walked(opened(f"xlsx://{tmp_path}", PEOPLE, tmp_path))).sentence
    outside = opened(f"xlsx://{elsewhere}", PEOPLE, tmp_path)
    assert "no folder that the administrator allows" in fault(lambda: walked(outside)).sentence


@pytest.mark.slow
def test_many_rows_come_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("People")
    sheet.append(HEAD)
    for number in range(60_000):
        sheet.append([number, "ada@example.org" if number % 2 else "bob@example.org"])
    made.save(path)
    rows = walked(opened(f"xlsx://{path}", PEOPLE, tmp_path))["book:People"]
    assert len(rows) == 30_000
    assert rows[-1] == (59_999, "ada@example.org")
