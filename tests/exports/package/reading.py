"""Read a package back with ordinary tools, by the rules its README tells, not by the writer's code."""

import csv
import io
import json
import math
import re
import sys
import zipfile
from html.parser import HTMLParser
from typing import Any

from exports.package import PackagePlan, write_package

csv.field_size_limit(sys.maxsize)
sys.set_int_max_str_digits(0)


def written(plan: PackagePlan) -> bytes:
    return b"".join(write_package(plan))


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def json_rows(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.split(b"\n") if line]


def unguarded(cell: str) -> str | None:
    """Undo what the README says was done to a text."""
    if cell == r"\N":
        return None
    if cell.startswith("'"):
        return cell[1:]
    return cell[1:] if re.fullmatch(r"\\\\+N", cell) else cell


def same_csv(cell: str, value: Any) -> bool:
    if value is None:
        return cell == r"\N"
    if isinstance(value, bool):
        return cell == ("true" if value else "false")
    if isinstance(value, int):
        return int(cell) == value
    if isinstance(value, float):
        read = float(cell.replace("INF", "inf"))
        return math.isnan(read) if math.isnan(value) else repr(read) == repr(value)
    showable = re.sub("[\ud800-\udfff]", "\ufffd", value)
    return cell[:1] not in tuple("=+-@\t\r") and unguarded(cell) == showable


def same_json(cell: Any, value: Any) -> bool:
    if isinstance(value, float):
        if math.isfinite(value):
            return type(cell) is float and repr(cell) == repr(value)
        return cell == ("NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity")
    return type(cell) is type(value) and cell == value


class Table(HTMLParser):
    """The cells of the first table body of a page, and every address the page names."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self._in_body = self._in_cell = False
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag == "tbody":
            self._in_body = dict(attrs).get("data-rows", "no") is None
        elif tag == "tr" and self._in_body:
            self.rows.append([])
        elif tag == "td" and self._in_body:
            self._in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._in_cell = False
        elif tag == "tbody":
            self._in_body = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def shown(value: Any) -> str:
    """Give the text a browser shows for a value."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value if isinstance(value, str) else repr(value)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
