"""Descriptions for machines: CSVW (W3C, Metadata Vocabulary for Tabular Data) and JSON Schema 2020-12."""

import json
import re

import orjson
from django.utils.translation import gettext as _

from exports.package.cells import NOT_FINITE, guarded
from exports.package.plan import PackageColumn, PackageRecordSet
from exports.package.survey import Survey

_WHOLE = re.compile(r"(big|small|tiny|medium)?(int(?!erval)|serial)", re.IGNORECASE)
_FRACTION = re.compile(r"float|double|real|num|decimal", re.IGNORECASE)
_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_CSVW_TYPES = {"string": "string", "integer": "integer", "number": "double", "boolean": "boolean"}


def declared(column: PackageColumn) -> str:
    """Give the JSON type that the source's own word for a column stands for."""
    if _WHOLE.match(column.type):
        return "integer"
    if _FRACTION.match(column.type):
        return "number"
    return "boolean" if column.type.lower().startswith("bool") else "string"


def _observed(column: PackageColumn, kinds: set[type]) -> set[str]:
    # What the rows hold is certain; what the source declares counts only for a column that holds nothing.
    return {_JSON_TYPES[kind] for kind in kinds if kind in _JSON_TYPES} or {declared(column)}


def dump(document: object) -> bytes:
    """Write one JSON document, indented, keys as given; a lone surrogate (of a file name) becomes ``?``."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode(errors="replace")


def csv_rules() -> str:
    """Say in words how the CSV files are written."""
    return _(
        "UTF-8, comma separated, one header line. A text that begins with = + - @ ', a tab or a carriage "
        "return has one apostrophe put before it, so that no spreadsheet takes it for a formula: take one "
        "leading apostrophe away to get the text. Numbers are never changed. \\N means that there is no "
        "value; a text that itself is backslashes and N has one more backslash before it."
    )


def json_rules() -> str:
    """Say in words how the JSON Lines files are written."""
    return _(
        "UTF-8, one JSON object a line, in the same order as the rows of the CSV file. NaN and the two "
        "infinities, which JSON has no number for, are texts. A whole number may have more than 64 bits."
    )


def csvw(record_set: PackageRecordSet, url: str, keys: list[str], survey: Survey, language: str) -> bytes:
    """Write the CSVW description of the CSV file at ``url``, relative to it."""
    columns = [
        _csvw_column(column, key, position, kinds)
        for position, (column, key, kinds) in enumerate(
            zip(record_set.columns, keys, survey.kinds, strict=True), 1
        )
    ]
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": url,
        "dc:title": record_set.title,
        "dc:description": csv_rules(),
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "lineTerminators": ["\r\n"],
            "skipInitialSpace": False,
            "trim": False,
            # The default is #, with which a line may begin; with a tab none can (see the apostrophe rule).
            "commentPrefix": "\t",
        },
        "tableSchema": {"columns": columns},
    }
    return dump(document)


def _csvw_column(column: PackageColumn, key: str, position: int, kinds: set[type]) -> dict[str, object]:
    observed = _observed(column, kinds)
    if observed == {"integer", "number"}:
        observed = {"number"}
    described: dict[str, object] = {
        "name": f"column{position}",
        "titles": guarded(key),
        "datatype": _CSVW_TYPES[observed.pop()] if len(observed) == 1 else "string",
        "null": "\\N",
    }
    if column.description:
        described["dc:description"] = column.description
    if column.categories:
        described["dc:subject"] = list(column.categories)
    return described


def json_schema(record_set: PackageRecordSet, keys: list[str], survey: Survey) -> bytes:
    """Write the JSON Schema of one line of the JSON Lines file."""
    properties = {
        key: _property(column, kinds, index in survey.not_finite)
        for index, (column, key, kinds) in enumerate(zip(record_set.columns, keys, survey.kinds, strict=True))
    }
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record_set.title,
        "description": json_rules(),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return dump(document)


def _property(column: PackageColumn, kinds: set[type], not_finite: bool) -> dict[str, object]:
    types = [*sorted(_observed(column, kinds)), "null"]
    described: dict[str, object] = (
        {"anyOf": [{"type": types}, {"enum": list(NOT_FINITE)}]} if not_finite else {"type": types}
    )
    if column.description:
        described["description"] = column.description
    if column.categories:
        described["x-categories"] = list(column.categories)
    if column.type:
        described["x-source-type"] = column.type
    return described
