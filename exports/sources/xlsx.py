"""Workbooks (XLSX) as a source: each sheet is a table, in one file or in all files of a folder."""

from __future__ import annotations

from exports.datamap.model import DataMap
from exports.sources.base import Allowed
from exports.sources.delivered.folder import WORKBOOKS, Delivery
from exports.sources.delivered.source import DeliveredSource, draft_of
from exports.sources.folders import split_address

KIND = "xlsx"
SCHEMES = ("xlsx",)


def build(name: str, connection: str, data_map: DataMap, allowed: Allowed) -> DeliveredSource:
    """A source from the address of a workbook or a folder of them (xlsx:///srv/delivered/members.xlsx)."""
    return DeliveredSource(name, _delivery(connection, allowed), data_map)


def draft(key: str, title: str, connection: str, allowed: Allowed) -> str:
    """A data map drafted from the sheets' headings and what stands below; raises SourceError."""
    return draft_of(_delivery(connection, allowed), key, title)


def reaches(connection: str) -> Allowed:
    """The folder that the address names; raises SourceError."""
    return Allowed(folders=(split_address(connection)[0],))


def _delivery(connection: str, allowed: Allowed) -> Delivery:
    return Delivery(connection, allowed.folders, WORKBOOKS, options=False)
