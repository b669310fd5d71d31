"""Databases for tests: one per worker whose changes are rolled back, and fresh ones for tests that commit."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from config.embedded import APP, OWNER
from tests.support.bed import Bed


@pytest.fixture(scope="session")
def bed() -> Bed:
    """PostgreSQL with the migrated template, started on first use."""
    bed = Bed(Path(os.environ["A12_TEST_FOLDER"]))
    bed.ensure()
    return bed


@pytest.fixture(scope="session")
def django_db_setup(bed: Bed, django_test_environment: None) -> Iterator[None]:
    """Give this worker its own clone; ``django_db`` tests run in it as the application role."""
    name = f"t_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    bed.clone(name)
    with pointed_at(name):
        yield


@contextmanager
def pointed_at(name: str, sockets: str = "") -> Iterator[None]:
    """Let Django work in another database, where given on another server, and go back afterwards."""
    default = connections["default"]
    before = default.settings_dict["NAME"], default.settings_dict["OPTIONS"]
    default.close()
    default.settings_dict["NAME"] = name
    if sockets:
        default.settings_dict["OPTIONS"] = before[1] | {"host": sockets}
    try:
        yield
    finally:
        connections.close_all()
        default.settings_dict["NAME"], default.settings_dict["OPTIONS"] = before


@dataclass(frozen=True)
class CommittedDatabase:
    """A database of its own for a test that commits; ``environ`` is what a process needs to work in it."""

    name: str
    app_url: str
    owner_url: str
    superuser_url: str
    files_root: Path

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a child process that works in this database as the application role."""
        return os.environ | {"DATABASE_URL": self.app_url, "FILES_ROOT": str(self.files_root)}

    def as_app(self) -> psycopg.Connection:
        """Connect by hand as the role that web and worker use, in autocommit."""
        return psycopg.connect(self.app_url, autocommit=True)

    def as_owner(self) -> psycopg.Connection:
        """Connect by hand as the role that owns the tables, in autocommit."""
        return psycopg.connect(self.owner_url, autocommit=True)


@pytest.fixture
def committed_db(
    bed: Bed, tmp_path: Path, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[CommittedDatabase]:
    """Clone the template, point Django at the clone, drop it afterwards; what a test writes is committed."""
    files_root = tmp_path / "files"
    files_root.mkdir()
    before = settings.FILES_ROOT
    with bed.fresh() as name, pointed_at(name), django_db_blocker.unblock():
        settings.FILES_ROOT = files_root
        try:
            yield CommittedDatabase(
                name=name,
                app_url=bed.postgres.url(APP, name),
                owner_url=bed.postgres.url(OWNER, name),
                superuser_url=bed.postgres.url("postgres", name),
                files_root=files_root,
            )
        finally:
            settings.FILES_ROOT = before
