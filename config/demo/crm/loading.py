"""Puts the invented CRM into a PostgreSQL database of its own, with a role that may only read."""

from __future__ import annotations

from pathlib import Path

from config.demo import databases
from config.demo.crm.rows import PEOPLE, SEED, parts

DATABASE = "crm"
READER = "crm_reader"
DATA_MAP = Path(__file__).with_name("crm.fides.yml")


def load(
    owner_url: str,
    *,
    database: str = DATABASE,
    reader: str = READER,
    seed: int = SEED,
    people: int = PEOPLE,
) -> bool:
    """Makes database, reader and rows where they are missing; answers whether rows were loaded now.

    See `config.demo.databases.load`. Fewer `people` are the first of the many, with the same rows.
    """
    return databases.load(owner_url, _place(database, reader), parts(seed, people))


def reader_url(owner_url: str, *, database: str = DATABASE, reader: str = READER) -> str:
    """The address by which the reader signs in without a password, on the server of the owner's address."""
    return databases.reader_url(owner_url, _place(database, reader))


def _place(database: str, reader: str) -> databases.Place:
    return databases.Place(database, reader, Path(__file__).parent)
