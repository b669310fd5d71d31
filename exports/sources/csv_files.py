"""Tables in files as a source: CSV files, and the sheets of workbooks that lie beside them in a folder."""

from __future__ import annotations

from exports.datamap.model import DataMap
from exports.sources.base import Allowed
from exports.sources.delivered.folder import CSV, CSV_OPTIONS, WORKBOOKS, Delivery
from exports.sources.delivered.source import DeliveredSource, draft_of
from exports.sources.folders import split_address

KIND = "csv"
SCHEMES = ("csv",)


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> DeliveredSource:
    """A source from the address of a folder or file (csv:///srv/delivered?encoding=latin-1)."""
    return DeliveredSource(name, _delivery(connection, allowed), data_map)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map drafted from the files' headings; raises SourceError."""
    return draft_of(_delivery(connection, allowed), key, title)


def reaches(connection: str) -> Allowed:
    """The folder that the address names; raises SourceError."""
    return Allowed(folders=(split_address(connection, CSV_OPTIONS)[0],))


def _delivery(connection: str, allowed: Allowed) -> Delivery:
    return Delivery(connection, allowed.folders, CSV | WORKBOOKS, options=True)
