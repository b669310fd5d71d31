"""Set the environment of the tests before Django reads it, and name the fixtures (tests/support)."""

import gc
import os
import signal
from pathlib import Path

import pytest

from tests.support.bed import FIGURES, Bed, environment, new_folder

#: Markers of tests that start processes or browsers.
LONG = ("trial", "browser", "services")
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
if not IS_WORKER:
    os.environ["A12_TEST_FOLDER"] = str(new_folder())
FOLDER = Path(os.environ["A12_TEST_FOLDER"])
for unwanted in ("DATABASE_OWNER_URL", "TRUSTED_PROXIES", "DEBUG"):
    os.environ.pop(unwanted, None)
os.environ.update(environment(FOLDER, os.environ.get("PYTEST_XDIST_WORKER", "main")))

import django  # noqa: E402  the environment has to stand first

django.setup()

pytest_plugins = [
    "tests.support.databases",
    "tests.support.broker",
    "tests.support.processes",
    "tests.support.mail",
    "tests.support.crm",
    "tests.support.mariadb",
    "tests.support.marking",
]


def pytest_configure(config: pytest.Config) -> None:
    """Let SIGTERM end the run as Ctrl-C does, so that the servers stop."""
    if not IS_WORKER:
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_xdist_setupnodes() -> None:
    """Let each worker read its own environment: a settings module on hand is loaded before this file."""
    os.environ.pop("DJANGO_SETTINGS_MODULE")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would flush tables, as the log's guards do; deal the long tests out first."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = getattr(item, "fixturenames", ())
        if (marker and marker.kwargs.get("transaction")) or "transactional_db" in fixtures:
            raise pytest.UsageError(f"{item.nodeid}: use the fixture committed_db instead of a flush.")
    items[:] = _dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """Leave what is loaded out of the search for cycles, and search seldom: a fifth of a run went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Order tests so that each worker begins with its share of the long ones: none is left for the end."""
    long = [item for item in items if any(item.get_closest_marker(name) for name in LONG)]
    rest = [item for item in items if item not in set(long)]
    return [item for n in range(workers) for item in (*long[n::workers], *rest[n::workers])]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the trials measured, one JSON line each."""
    notes = FOLDER / FIGURES
    if notes.exists():
        terminalreporter.section("figures of the trials")
        terminalreporter.write(notes.read_text())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this run started, also after Ctrl-C."""
    if not IS_WORKER:
        Bed(FOLDER).stop()
