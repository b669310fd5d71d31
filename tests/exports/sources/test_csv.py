"""Delivered CSV files are searched by identity columns; what is wrong with one is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.datamap import read_map
from exports.sources import draft_map, kind_of, open_source
from exports.sources.base import Contact, Identity, IdentityKind, NotCovered, Source
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, data_map, walked

MAP = data_map({"people": ["number =customer_number", "mail =email", "town"], "orders": ["person"]})


def delivered(folder: Path, options: str = "", text: str = MAP) -> Source:
    address = f"csv://{folder}{options}"
    return open_source(
        kind_of(address),
        name="Delivered",
        connection=address,
        data_map=read_map(text),
        allowed_folders=[str(folder)],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_bytes(
        b"\xef\xbb\xbfnumber,mail,town,score\r\n"
        b'7,Ada@Example.org,"Malm\xc3\xb6, ""south""\nside",1\r\n'
        b"\r\n"
        b"8,bob@example.org,Oslo,2\r\n"
        b"007, ada@example.org ,,3\r\n"
    )
    (tmp_path / "orders.csv").write_text("person\n7\n")
    (tmp_path / "left.csv").write_text("a\n")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    return tmp_path


def test_rows_of_the_person_come_in_the_files_order(folder: Path) -> None:
    source = delivered(folder)
    assert walked(source)["people"] == [
        ("7", "Ada@Example.org", 'Malmö, "south"\nside'),
        ("007", " ada@example.org ", ""),
    ]
    by_number = [Identity(IdentityKind.CUSTOMER_NUMBER, "8")]
    assert walked(source, by_number) == {"people": [("8", "bob@example.org", "Oslo")]}
    assert walked(source, [Identity(IdentityKind.EMAIL, "x' OR ''='")]) == {}
    assert [column.name for column in source.record_sets()[0].columns] == ["number", "mail", "town"]


def test_what_is_not_searched_is_named(folder: Path) -> None:
    source = delivered(folder)
    assert source.not_covered() == [
        NotCovered("file “old.xls”", "Files of this kind are not read. Save it as XLSX."),
        NotCovered("file “left.csv”", "It is not in the data map."),
        NotCovered("column score of file “people.csv”", "It is not in the data map."),
        NotCovered(
            "table orders",
            "The data map marks none of its columns as an identity, and no reference leads to it.",
        ),
    ]
    findings = source.check()
    assert [finding.sentence for finding in findings if finding.ok] == [
        "Found 3 files with 3 tables.",
        "File “people.csv”: 3 rows to read.",
    ]
    (unread,) = [finding.sentence for finding in findings if "old.xls" in finding.sentence]
    assert unread == "File “old.xls”: Files of this kind are not read. Save it as XLSX."


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        ("number;mail;town\n7;ada@example.org;a,b\n", "", [("7", "ada@example.org", "a,b")]),
        ("number\tmail\ttown\n7\tada@example.org\tMalmö\n", "?encoding=latin-1", "Malmö"),
        ("number,mail,town\n7,ada@example.org,€\n", "?encoding=windows-1252", "€"),
        ("number|mail|town\n7|ada@example.org|x\n", "?delimiter=|", "x"),
        ("mail,town,number\nada@example.org,x,7\n", "?encoding=utf-16", "x"),
    ],
)
def test_other_encodings_and_delimiters(tmp_path: Path, content: str, options: str, expected: object) -> None:
    encoding = {
        "?encoding=latin-1": "latin-1",
        "?encoding=windows-1252": "cp1252",
        "?encoding=utf-16": "utf-16",
    }
    (tmp_path / "people.csv").write_bytes(content.encode(encoding.get(options, "utf-8")))
    text = data_map({"people": ["number =customer_number", "mail =email", "town"]})
    (row,) = walked(delivered(tmp_path, options, text))["people"]
    assert expected in ([row], row[1], row[2])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"number,mail,town\n7,x,Malm\xf6\n", "line 2: this is not UTF-8"),
        (b"number,mail,town\n" + b"7,x,y\n" * 5000 + b"8,x,\xff\n", "line 5002: this is not UTF-8"),
        (b"number,mail,town\n7,x\n", "row 2: it has 2 fields, the heading has 3"),
        (b"number,mail,town\n7,x,y,z\n", "row 2: it has 4 fields, the heading has 3"),
        (b'number,mail,town\n7,x,"y" z\n', "cannot be read as CSV"),
        (b'number,mail,town\n7,x,"never closed\n', "cannot be read as CSV"),
        (b"number,mail\n7,x\n", "names “town” in the file “people.csv”, but it has none"),
        (b"", "names “number”, “mail”, “town” in the file “people.csv”"),
    ],
)
def test_a_broken_file_is_a_finding_and_never_a_crash(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "people.csv").write_bytes(content)
    source = delivered(tmp_path, text=data_map({"people": ["number", "mail =email", "town"]}))
    error = fault(lambda: walked(source))
    assert says.replace("names “number”, “mail”, “town”", "names “mail”, “number”, “town”") in error.sentence
    assert not error.retry
    assert error.sentence in [finding.sentence for finding in source.check() if not finding.ok]


def test_a_field_of_50_megabytes_comes_whole(tmp_path: Path) -> None:
    body = "long " * 10_000_000
    (tmp_path / "people.csv").write_text(f"mail,body\nada@example.org,{body}\n")
    source = delivered(tmp_path, text=data_map({"people": ["mail =email", "body"]}))
    assert walked(source)["people"] == [("ada@example.org", body)]


def test_files_elsewhere_stay_closed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "people.csv").write_text("number,mail,town\n9,ada@example.org,x\n")
    (folder / "people.csv").unlink()
    (folder / "people.csv").symlink_to(elsewhere / "people.csv")
    assert "no such table was delivered" in fault(lambda: walked(delivered(folder))).sentence
    source = open_source("csv", name="x", connection=f"csv://{elsewhere}", data_map=read_map(MAP))
    assert "no folder that the administrator allows" in fault(lambda: walked(source)).sentence
    unknown = delivered(folder, "?encoding=ebcdic")
    assert "encoding" in fault(lambda: walked(unknown)).sentence


def test_contacts_and_a_drafted_map(folder: Path) -> None:
    text = draft_map(
        "csv", key="crm", title="CRM", connection=f"csv://{folder}", allowed_folders=[str(folder)]
    )
    found = read_map(text)
    assert [str(one.key) for one in found.collections()] == ["crm.left", "crm.orders", "crm.people"]
    assert [field.name for field in next(iter(found.datasets)).collections[2].identities()] == ["mail"]
    assert delivered(folder, text=text).find_contacts(EMAIL)[0] == Contact("", ("Ada@Example.org",), ())
