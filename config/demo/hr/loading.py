"""Puts the invented staff records into a PostgreSQL database of their own, with a role that may only read."""

from __future__ import annotations

from pathlib import Path

from config.demo import databases
from config.demo.hr.rows import SEED, hr

DATABASE = "hr"
READER = "hr_reader"
DATA_MAP = Path(__file__).with_name("hr.fides.yml")


def load(owner_url: str, *, database: str = DATABASE, reader: str = READER, seed: int = SEED) -> bool:
    """Makes database, reader and rows where they are missing; answers whether rows were loaded now.

    See `config.demo.databases.load`.
    """
    return databases.load(owner_url, _place(database, reader), (hr(seed) for _ in range(1)))


def reader_url(owner_url: str, *, database: str = DATABASE, reader: str = READER) -> str:
    """The address by which the reader signs in without a password, on the server of the owner's address."""
    return databases.reader_url(owner_url, _place(database, reader))


def _place(database: str, reader: str) -> databases.Place:
    return databases.Place(database, reader, Path(__file__).parent)
